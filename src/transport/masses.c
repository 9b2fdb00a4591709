/* See masses.h. */
#include "transport/masses.h"

#include <math.h>

enum { EXACT_BITS = 62, ROUNDED_BITS = 61 };

/* The sum of the weights; false if one is unfit. */
static bool add_up(const weights *w, const char *which, fmpq_t total, error *e)
{
    fmpq_t one;
    fmpq_init(one);
    fmpq_zero(total);
    bool fit = true;
    for (size_t k = 0; w->of && fit && k < w->n; k++) {
        if (!real_rational(w->of[k], one))
            fit = error_set(e, -1, "%s: the weight of point %zu is no rational number", which, k + 1);
        else if (fmpq_sgn(one) < 0)
            fit = error_set(e, -1, "%s: the weight of point %zu is negative", which, k + 1);
        fmpq_add(total, total, one);
    }
    if (!w->of)
        fmpq_one(total);
    if (fit && fmpq_is_zero(total))
        fit = error_set(e, -1, "%s: all weights are 0", which);
    fmpq_clear(one);
    return fit;
}

static bool refuse_totals(const char *const which[2], fmpq total[2], error *e)
{
    fmpq_t gap;
    fmpq_init(gap);
    fmpq_sub(gap, &total[0], &total[1]);
    double sums[2] = {fmpq_get_d(&total[0]), fmpq_get_d(&total[1])}, by = fmpq_get_d(gap);
    fmpq_clear(gap);
    return error_set(
        e, -1,
        "the weights of %s add up to %.17g, those of %s to %.17g, a difference of %.3g; --normalise divides by the totals",
        which[0], sums[0], which[1], sums[1], by);
}

/* A weight as a fraction of its cloud's total. */
static void share(const weights *w, const fmpq_t total, size_t k, fmpq_t out)
{
    if (!w->of) {
        fmpq_set_si(out, 1, w->n);
        return;
    }
    real_rational(w->of[k], out);
    fmpq_div(out, out, total);
}

/* The least common denominator of all shares, or 0 if it is above 2^EXACT_BITS. */
static void common_denominator(const weights w[2], fmpq total[2], fmpz_t out)
{
    fmpq_t one;
    fmpq_init(one);
    fmpz_one(out);
    for (int c = 0; c < 2; c++)
        for (size_t k = 0; k < (w[c].of ? w[c].n : 1) && !fmpz_is_zero(out); k++) {
            share(&w[c], &total[c], k, one);
            fmpz_lcm(out, out, fmpq_denref(one));
            if (fmpz_bits(out) > EXACT_BITS)
                fmpz_zero(out);
        }
    fmpq_clear(one);
}

/* share * whole, rounded to the nearest integer; what the sum misses is given to the heaviest point. */
static void shares_of(const weights *w, const fmpq_t total, const fmpz_t whole, int64_t *mass)
{
    fmpq_t one;
    fmpz_t part, twice;
    fmpq_init(one);
    fmpz_init(part);
    fmpz_init(twice);
    int64_t missing = fmpz_get_si(whole);
    size_t heaviest = 0;
    for (size_t k = 0; k < w->n; k++) {
        share(w, total, k, one);
        fmpz_mul(part, fmpq_numref(one), whole);
        fmpz_mul_2exp(part, part, 1);
        fmpz_add(part, part, fmpq_denref(one));
        fmpz_mul_2exp(twice, fmpq_denref(one), 1);
        fmpz_fdiv_q(part, part, twice);
        mass[k] = fmpz_get_si(part);
        missing -= mass[k];
        heaviest = mass[k] > mass[heaviest] ? k : heaviest;
    }
    mass[heaviest] += missing;
    fmpz_clear(twice);
    fmpz_clear(part);
    fmpq_clear(one);
}

bool masses_make(const weights w[2], const char *const which[2], bool normalise, int64_t *mass[2],
                 double *moved, error *e)
{
    fmpq total[2];
    fmpz_t whole;
    fmpq_init(&total[0]);
    fmpq_init(&total[1]);
    fmpz_init(whole);
    bool fit = add_up(&w[0], which[0], &total[0], e) && add_up(&w[1], which[1], &total[1], e);
    if (fit && !normalise && !fmpq_equal(&total[0], &total[1]))
        fit = refuse_totals(which, total, e);
    if (fit) {
        common_denominator(w, total, whole);
        bool exact = !fmpz_is_zero(whole);
        if (!exact)
            fmpz_set_ui(whole, 1), fmpz_mul_2exp(whole, whole, ROUNDED_BITS);
        /* each share moves by at most 1/2 of a unit, and the heaviest by the sum of these besides */
        *moved = exact ? 0 : ldexp((double)(w[0].n + w[1].n), -ROUNDED_BITS);
        for (int c = 0; c < 2; c++)
            shares_of(&w[c], &total[c], whole, mass[c]);
    }
    fmpz_clear(whole);
    fmpq_clear(&total[0]);
    fmpq_clear(&total[1]);
    return fit;
}
