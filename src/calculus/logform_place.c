/* Places on the half line: see logform_line.h. */
#include "calculus/logform_line.h"

enum { REFINEMENTS_MAX = 400 };

static place *place_new(const fmpq_t lo, const fmpq_t hi)
{
    place *p = flint_calloc(1, sizeof *p);
    fmpq_init(p->lo);
    fmpq_init(p->hi);
    fmpq_set(p->lo, lo);
    fmpq_set(p->hi, hi);
    return p;
}

place *place_rational(const fmpq_t x) { return place_new(x, x); }

place *place_infinity(void)
{
    fmpq_t zero;
    fmpq_init(zero);
    place *p = place_rational(zero);
    p->infinite = true;
    fmpq_clear(zero);
    return p;
}

place *place_of_zero(const logform *f, const fmpq_t lo, const fmpq_t hi, int sign_at_lo)
{
    place *p = place_new(lo, hi);
    p->of = f;
    p->sign_at_lo = sign_at_lo;
    return p;
}

void place_free(place *p)
{
    if (!p)
        return;
    fmpq_clear(p->lo);
    fmpq_clear(p->hi);
    flint_free(p);
}

bool place_is_rational(const place *p) { return !p->infinite && fmpq_equal(p->lo, p->hi); }

/* The power of two near √(lo hi). */
static void geometric_middle(fmpq_t x, const fmpq_t lo, const fmpq_t hi)
{
    slong low = (slong)fmpz_bits(fmpq_numref(lo)) - (slong)fmpz_bits(fmpq_denref(lo));
    slong high = (slong)fmpz_bits(fmpq_numref(hi)) - (slong)fmpz_bits(fmpq_denref(hi));
    slong e = (low + high) / 2;
    fmpq_one(x);
    if (e >= 0)
        fmpq_mul_2exp(x, x, (ulong)e);
    else
        fmpq_div_2exp(x, x, (ulong)-e);
}

/* The simplest rational in the middle half of lo, hi; a power of two where they are of very different size. */
static void middle(fmpq_t x, const fmpq_t lo, const fmpq_t hi)
{
    fmpq_t a, b;
    fmpq_init(a);
    fmpq_init(b);
    fmpq_div_2exp(a, hi, 6);
    if (fmpq_sgn(lo) > 0 && fmpq_cmp(a, lo) > 0) {
        geometric_middle(x, lo, hi);
    } else {
        fmpq_sub(b, hi, lo);
        fmpq_div_2exp(b, b, 2);
        fmpq_add(a, lo, b);
        fmpq_sub(b, hi, b);
        fmpq_simplest_between(x, a, b);
    }
    fmpq_clear(a);
    fmpq_clear(b);
}

/* Halves what is known of the place; false if the sign in the middle is unknown. */
static bool refine(const line *l, place *p)
{
    if (p->infinite || place_is_rational(p))
        return true;
    fmpq_t x;
    fmpq_init(x);
    middle(x, p->lo, p->hi);
    int sign = line_sign_at(l, p->of, x);
    if (sign == 0 || sign == p->sign_at_lo)
        fmpq_set(p->lo, x);
    if (sign == 0 || sign == -p->sign_at_lo)
        fmpq_set(p->hi, x);
    fmpq_clear(x);
    return sign != SIGN_UNKNOWN;
}

bool place_narrow(const line *l, place *p, slong bits)
{
    bool narrow = p->infinite, fine = true;
    fmpq_t width, wanted;
    fmpq_init(width);
    fmpq_init(wanted);
    for (int i = 0; fine && !narrow; i++) {
        fmpq_sub(width, p->hi, p->lo);
        fmpq_div_2exp(wanted, p->hi, (ulong)bits);
        narrow = fmpq_cmp(width, wanted) <= 0;
        fine = narrow || (i < 8 * REFINEMENTS_MAX && refine(l, p));
    }
    fmpq_clear(width);
    fmpq_clear(wanted);
    return fine;
}

/* The ends are places only of rationals, so a zero that lies between them is before or after what they meet. */
static int order_seen(const place *a, const place *b)
{
    if (a->infinite || b->infinite)
        return a->infinite - b->infinite;
    if (place_is_rational(a) && place_is_rational(b)) {
        int order = fmpq_cmp(a->lo, b->lo);
        return (order > 0) - (order < 0);
    }
    return fmpq_cmp(a->hi, b->lo) <= 0 ? -1 : fmpq_cmp(a->lo, b->hi) >= 0 ? 1 : SIGN_UNKNOWN;
}

/* a before b: -1; after: +1; the same rational: 0; SIGN_UNKNOWN if no refinement tells them apart. */
static int order_of(const line *l, place *a, place *b)
{
    int order = order_seen(a, b);
    for (int i = 0; order == SIGN_UNKNOWN && i < REFINEMENTS_MAX; i++) {
        if (!refine(l, a) || !refine(l, b))
            return SIGN_UNKNOWN;
        order = order_seen(a, b);
    }
    return order;
}

bool place_between(const line *l, fmpq_t x, place *a, place *b)
{
    for (int i = 0; !b->infinite && fmpq_cmp(a->hi, b->lo) >= 0; i++)
        if (i == REFINEMENTS_MAX || !refine(l, a) || !refine(l, b))
            return false;
    if (b->infinite) {
        fmpq_add_si(x, a->hi, 1);
        fmpz_cdiv_q(fmpq_numref(x), fmpq_numref(x), fmpq_denref(x));
        fmpz_one(fmpq_denref(x));
    } else {
        middle(x, a->hi, b->lo);
    }
    return true;
}

/* --- lists --- */

void places_insert(places *of, slong i, place *p)
{
    if (of->n == of->room) {
        of->room = 2 * of->room + 8;
        of->at = flint_realloc(of->at, (size_t)of->room * sizeof *of->at);
    }
    for (slong k = of->n++; k > i; k--)
        of->at[k] = of->at[k - 1];
    of->at[i] = p;
}

bool places_insert_in_order(const line *l, places *of, place *p)
{
    slong i = of->n;
    int order = 1;
    while (i > 0 && (order = order_of(l, of->at[i - 1], p)) == 1)
        i--;
    if (order == -1) {
        places_insert(of, i, p);
        return true;
    }
    place_free(p);
    return order == 0;
}

void places_clear(places *of)
{
    for (slong i = 0; i < of->n; i++)
        place_free(of->at[i]);
    flint_free(of->at);
}
