/*
 * f ≥ 0 or f > 0 for a form f in one symbol x > 0, decided.
 *
 * THE CHAIN. f_0 = f and f_(k+1) = (f_k / c_k)', where c_k is a coefficient of f_k (its logarithm vanishes), 1 (all degrees
 * fall) or 1/L with L a common denominator (all coefficients become polynomials), until f_n is rational.
 *
 * THE WALLS are the positive roots of all polynomials met: atoms, numerators and denominators of the chain, of the c_k and of
 * the domain's conditions. Between two neighbours among the walls and the zeros of f_(k+1), f_k / c_k is differentiable and
 * its derivative has no zero, so it is strictly monotone and has a zero there exactly if the signs beside the two places
 * differ (Rolle). So the zeros of f_n, ..., f_0 are found one after the other; none of f_0 is missed, and one point between
 * any two places gives the sign of f there.
 *
 * What is undecided: a sign beside an irrational place where f is 0, and zeros that no precision tells apart.
 */
#include "calculus/logform_line.h"

enum { STEPS_MAX = 11, NARROW_MAX = 256 };

/* --- the chain --- */

static slong degree(const line *l, const poly *A) { return fmpz_mpoly_degree_si(A, l->x, l->K->context); }

/* What f is divided by before it is differentiated. */
static ratio divisor(const line *l, const logform *f)
{
    ratio all = line_common_denominator(l, f, false);
    slong most = 0, least = WORD_MAX;
    int simplest = 0;
    if (!ratio_ok(all) || degree(l, all.numerator) > 0)
        return ratio_ok(all) ? ratio_inverse(l->K, all) : all;
    for (int i = 0; i < f->terms; i++) {
        slong d = degree(l, f->term[i].coefficient.numerator);
        most = FLINT_MAX(most, d);
        simplest = d < least ? i : simplest;
        least = FLINT_MIN(least, d);
    }
    return most < f->terms ? ratio_integer(l->K, 1) : f->term[simplest].coefficient;
}

static bool chain_make(chain *of, const line *l, const logform *f)
{
    of->f[of->last = 0] = f;
    while (f && f->terms && of->last + 1 < LEVELS_MAX) {
        ratio c = of->divisor[of->last] = divisor(l, f);
        f = ratio_ok(c) ? logform_of_derivative(logform_of_quotient(f, logform_of_rational(l->K, c)), l->x)
                        : NULL;
        of->f[++of->last] = f;
    }
    return f && !f->terms;
}

/* --- zeros --- */

/* x moves towards a place; fast where that is 0 or infinity. */
static bool step_towards(const line *l, fmpq_t x, place *p, int side, int step)
{
    if (p->infinite)
        fmpq_mul_2exp(x, x, (ulong)1 << step);
    else if (fmpq_is_zero(p->hi))
        fmpq_div_2exp(x, x, (ulong)1 << step);
    else {
        if (!place_narrow(l, p, FLINT_MIN(4 << step, NARROW_MAX)))
            return false;
        fmpq_sub(x, side > 0 ? p->hi : p->lo, x);
        fmpq_div_2exp(x, x, (ulong)2 << step);
        fmpq_sub(x, side > 0 ? p->hi : p->lo, x);
    }
    return true;
}

/* Takes x, where f has the sign `from`, towards p until it has another one; the last x that had it stays in `before`. */
static int walk(const line *l, const logform *f, int from, fmpq_t x, fmpq_t before, place *p, int side)
{
    int sign = from;
    for (int step = 0; sign == from && step < STEPS_MAX; step++) {
        fmpq_set(before, x);
        if (!step_towards(l, x, p, side, step))
            return SIGN_UNKNOWN;
        sign = line_sign_at(l, f, x);
    }
    return sign == from ? SIGN_UNKNOWN : sign;
}

/* The only zero of f between a and b; f has the sign `left` right of a and the opposite one left of b. */
static place *zero_between(const line *l, const logform *f, place *a, place *b, int left)
{
    place *found = NULL;
    fmpq_t x, before;
    fmpq_init(x);
    fmpq_init(before);
    int sign = place_between(l, x, a, b) ? line_sign_at(l, f, x) : SIGN_UNKNOWN, from = sign;
    bool right = sign == left;
    if (sign == 1 || sign == -1)
        sign = walk(l, f, from, x, before, right ? b : a, right ? -1 : 1);
    if (sign == 0)
        found = place_rational(x);
    else if (sign != SIGN_UNKNOWN)
        found = right ? place_of_zero(f, before, x, left) : place_of_zero(f, x, before, left);
    if (found && !place_narrow(l, found, 16)) {
        place_free(found);
        found = NULL;
    }
    fmpq_clear(x);
    fmpq_clear(before);
    return found;
}

/* The zeros of f between neighbours in the list join it. */
static bool add_zeros(places *to, const line *l, const logform *f)
{
    for (slong i = 0; i + 1 < to->n; i++) {
        int left = line_sign_beside(l, f, to->at[i], 1), right = line_sign_beside(l, f, to->at[i + 1], -1);
        if (left == SIGN_UNKNOWN || right == SIGN_UNKNOWN)
            return false;
        if (left == right)
            continue;
        place *zero = zero_between(l, f, to->at[i], to->at[i + 1], left);
        if (!zero)
            return false;
        places_insert(to, ++i, zero);
    }
    return true;
}

static bool find_places(places *to, const line *l, const logform *f, int *derivatives)
{
    chain of;
    fmpq_t zero;
    fmpq_init(zero);
    places_insert(to, 0, place_infinity());
    places_insert(to, 0, place_rational(zero));
    fmpq_clear(zero);
    bool fine = chain_make(&of, l, f) && places_add_walls(to, l, &of);
    for (int k = of.last - 1; fine && k >= 0; k--)
        fine = add_zeros(to, l, of.f[k]);
    *derivatives = of.last;
    return fine;
}

/* --- the decision --- */

static bool defined_at(const line *l, const logform *f, const fmpq_t x)
{
    fmpq *point = logform_point_open();
    fmpq_set(point + l->x, x);
    bool defined = logform_in_domain(f, point);
    logform_point_close(point);
    return defined;
}

/* What the sign of f at a point of its domain says. */
static verdict allowed(int sign, bool strict)
{
    return sign == SIGN_UNKNOWN ? UNDECIDED : sign > 0 || (sign == 0 && !strict) ? HOLDS : FAILS;
}

/* At a place inside the domain. Where f ≥ 0 on both sides it is so between them, by continuity. */
static verdict decide_at(const line *l, const logform *f, bool strict, place *p, fmpq_t x)
{
    if (!place_is_rational(p)) {
        int sign = strict ? line_sign_at_irrational(l, f, p) : 1;
        if (!place_is_rational(p))
            return allowed(sign, strict);
    }
    fmpq_set(x, p->lo);
    return defined_at(l, f, x) ? allowed(line_sign_at(l, f, x), strict) : HOLDS;
}

/* Between neighbours f and the conditions of the domain keep their signs. */
static verdict decide_between(const line *l, const logform *f, bool strict, place *a, place *b, fmpq_t x,
                              bool *defined)
{
    if (!place_between(l, x, a, b))
        return UNDECIDED;
    *defined = defined_at(l, f, x);
    return *defined ? allowed(line_sign_at(l, f, x), strict) : HOLDS;
}

static verdict decide_all(const line *l, const logform *f, bool strict, const places *all, fmpq_t x)
{
    verdict is = HOLDS;
    bool defined = false, before;
    for (slong i = 0; i + 1 < all->n && is != FAILS; i++) {
        before = defined;
        is = verdict_and(is, decide_between(l, f, strict, all->at[i], all->at[i + 1], x, &defined));
        if (before && defined && is != FAILS)
            is = verdict_and(is, decide_at(l, f, strict, all->at[i], x));
    }
    return is;
}

verdict line_decide(const line *l, const logform *f, bool strict, fmpq_t x, int *derivatives)
{
    places all = {NULL, 0, 0};
    verdict is = find_places(&all, l, f, derivatives) ? decide_all(l, f, strict, &all, x) : UNDECIDED;
    places_clear(&all);
    return is;
}
