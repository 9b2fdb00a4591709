/* What the integrals over the plane leave outside of a box, against sums on a grid in double precision. */
#include "divergences/planar_density.h"
#include "planar_checks.h"

typedef double (*integrand)(double p, double q);
static double kl_of(double p, double q) { return p > 0 ? p * log(p / q) : 0; }
static double game_of(double p, double q) { return (kl_of(p, p + q) + kl_of(q, p + q)) / 2; }
static double least_of(double p, double q) { return fmin(p, q); }
static double root_of(double p, double q) { return sqrt(p * q); }

/* The sum over a grid of the square |x|, |y| < 12 without |x|, |y| < inner. */
static double outside(integrand f, const law *p, const law *q, double inner)
{
    enum { STEPS = 500 };
    double sum = 0, reach = 12, step = 2 * reach / STEPS, at[2 * STEPS], log_p[STEPS], log_q[STEPS];
    for (int i = 0; i < STEPS; i++) {
        for (int k = 0; k < STEPS; k++)
            at[2 * k] = (i + 0.5) * step - reach, at[2 * k + 1] = (k + 0.5) * step - reach;
        law_log_density2_double(p, STEPS, at, log_p);
        law_log_density2_double(q, STEPS, at, log_q);
        for (int k = 0; k < STEPS; k++)
            if (fmax(fabs(at[2 * k]), fabs(at[2 * k + 1])) > inner)
                sum += f(exp(log_p[k]), exp(log_q[k]));
    }
    return sum * step * step;
}

static void check_tails(const law *p, const law *q, double inner)
{
    real_pool *pool = real_pool_open();
    scope *s = scope_open(80);
    const struct {
        const functional *f;
        real order;
        integrand is;
    } rows[] = {{&functional_kl, NULL, kl_of},
                {&functional_half_game, NULL, game_of},
                {&functional_tv, NULL, least_of},
                {&functional_power_below, real_ratio(pool, 1, 2), root_of}};
    planar_terms of_p, of_q;
    cr_assert(planar_terms_make(&of_p, pool, p) && planar_terms_make(&of_q, pool, q));
    ball a = ball_exact_double(s, inner), side[] = {ball_neg(a), a};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        plane_task t = {s, pool, rows[i].f, rows[i].order, &of_p, &of_q, false, 40};
        ball tail = plane_tail(&t, side, side);
        double least = ball_double(ball_lower(tail)), most = ball_double(ball_upper(tail)),
               is = outside(rows[i].is, p, q, inner);
        /* The grid's error at the edge of the inner square is of the order of its step squared. */
        cr_expect(least <= is + 1e-3 && is - 1e-3 <= most, "%s, %s, row %zu: %g is not in [%g, %g]", p->text,
                  q->text, i, is, least, most);
    }
    planar_terms_free(&of_p);
    planar_terms_free(&of_q);
    scope_close(s);
    real_pool_close(pool);
}

/* Outside of |x|, |y| < 1/2 the second pair has p = q/e, so that Jensen's bounds are attained there. */
Test(planar_tails, contain_what_is_outside)
{
    static const struct {
        const char *p, *q;
        double inner;
    } cases[] = {
        {"normal2(0,0,1/2,1/2,0)", "normal2(0,0,1,1,0)", 0.96},
        {"exp(-1)*normal2(0,0,1,1,0) + (1-exp(-1))*normal2(0,0,1/20,1/20,0)", "normal2(0,0,1,1,0)", 0.48},
        {"normal2(0,0,1,1,0)", "normal2(0,0,1/2,1/2,0)", 0.48},
        {"normal2(1,0,1,1,1/2)", "1/2*normal2(0,0,1,1,0) + 1/2*normal2(0,1,2,2,0)", 1.92},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        law *p = parsed(cases[i].p), *q = parsed(cases[i].q);
        check_tails(p, q, cases[i].inner);
        law_free(p);
        law_free(q);
    }
}
