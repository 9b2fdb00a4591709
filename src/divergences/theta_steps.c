/* The thetas of a grid, exactly and in double precision. See sweep.h and theta_steps.h. */
#include "divergences/theta_steps.h"

#include <float.h>
#include <math.h>

real theta_at(const theta_grid *g, real_pool *pool, long i)
{
    if (i == 0)
        return g->from;
    real step = real_div(pool, real_sub(pool, g->to, g->from), real_int(pool, g->count - 1));
    return real_add(pool, g->from, real_mul(pool, step, real_int(pool, i)));
}

/* An integer below 2^52, as the numerator of x over `denominator`. */
static bool whole(real_pool *pool, real x, real denominator, double *out)
{
    slong n;
    bool found = real_is_integer(real_mul(pool, x, denominator), &n) && n > -(1L << 52) && n < 1L << 52;
    *out = found ? (double)n : NAN;
    return found;
}

theta_steps theta_steps_of(const theta_grid *g)
{
    theta_steps t = {false, NAN, NAN, NAN};
    fmpq_t from, to;
    fmpq_init(from);
    fmpq_init(to);
    if (real_rational(g->from, from) && real_rational(g->to, to)) {
        real_pool *pool = real_pool_open();
        real steps = real_int(pool, g->count > 1 ? g->count - 1 : 1), one = real_int(pool, 1);
        fmpq_t common;
        fmpq_init(common);
        fmpz_lcm(fmpq_numref(common), fmpq_denref(from), fmpq_denref(to));
        real scale = real_from_fmpq(pool, common), denominator = real_mul(pool, scale, steps);
        t.whole = whole(pool, g->from, denominator, &t.first)
                  && whole(pool, real_sub(pool, g->to, g->from), scale, &t.step)
                  && whole(pool, one, denominator, &t.denominator)
                  && fabs(t.first) + fabs(t.step) * (double)g->count < 0x1p53;
        fmpq_clear(common);
        real_pool_close(pool);
    }
    fmpq_clear(from);
    fmpq_clear(to);
    return t;
}

bool theta_double(const theta_steps *t, const theta_grid *g, long i, double *theta, double *off)
{
    if (t->whole) {
        *theta = (t->first + t->step * (double)i) / t->denominator;
    } else {
        real_pool *pool = real_pool_open();
        *theta = real_double(theta_at(g, pool, i));
        real_pool_close(pool);
    }
    *off = DBL_EPSILON * fabs(*theta);
    return isfinite(*theta);
}
