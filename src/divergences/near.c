/* Integrands without cancellation for nearly equal laws. See near.h. */
#include "divergences/near.h"

#include <math.h>

/* Where the series serve; elsewhere nothing cancels, and p and q may be e^-1000 where e^u is e^1000. */
static bool is_small(cball x)
{
    mag_t size;
    mag_init(size);
    acb_get_mag(size, x.v);
    bool small = mag_cmp_2exp_si(size, -2) <= 0;
    mag_clear(size);
    return small;
}

/*
 * For |x| <= 1/4, e^x - 1 - x = x^2/2 (1 + x/3 (1 + x/4 (... (1 + x/n)))) within the factor 1 +- 2^-bits: the terms left
 * out are at most 2 |x|^(n+1)/(n+1)!.
 */
static cball excess_of_exp(cball x)
{
    scope *s = x.in;
    mag_t size;
    mag_init(size);
    acb_get_mag(size, x.v);
    double each = -mag_get_d_log2_approx(size);
    mag_clear(size);
    slong n = 3;
    while ((double)(n - 1) * each + lgamma((double)n + 2) / M_LN2 < (double)scope_bits(s) + 3)
        n++;
    ball unit = ball_in(s, ball_int(1));
    cball sum = cball_from_ball(s, ball_widen(unit, ball_scale2(unit, -scope_bits(s))));
    for (slong k = n; k >= 3; k--)
        sum = cball_add_int(cball_mul(cball_mul_ball(x, ball_ratio(1, k)), sum), 1);
    return cball_scale2(cball_mul(cball_sqr(x), sum), -1);
}

static cball near_kl_density(const site *at)
{
    if (is_small(at->u))
        return cball_mul(at->p, excess_of_exp(cball_neg(at->u)));
    return cball_add(cball_sub(functional_kl.density(at), at->p), at->q);
}

/* sinh x = (d + d/(1 + d))/2, d = e^x - 1 */
static cball sinh_of(cball x)
{
    cball d = cball_expm1(x);
    return cball_scale2(cball_add(d, cball_div(d, cball_add_int(d, 1))), -1);
}

static cball near_js_density(const site *at)
{
    if (!is_small(at->u)) {
        ball half_log2 = ball_scale2(ball_log2(at->u.in), -1);
        return cball_add(functional_half_game.density(at),
                         cball_mul_ball(cball_add(at->p, at->q), half_log2));
    }
    cball h = cball_scale2(at->u, -1), half = sinh_of(cball_scale2(h, -1));
    cball rise = cball_scale2(cball_sqr(half), 1); /* cosh h - 1 */
    cball even = cball_mul(cball_add_int(rise, 1), cball_log1p(rise));
    cball root = at->side > 0 ? cball_mul(at->p, cball_exp(cball_neg(h))) : cball_mul(at->q, cball_exp(h));
    return cball_mul(root, cball_sub(cball_mul(h, sinh_of(h)), even));
}

static cball near_power_density(const site *at)
{
    cball scaled = cball_mul_ball(at->u, at->order);
    if (is_small(at->u) && is_small(scaled)) {
        cball both = cball_mul_ball(excess_of_exp(at->u), at->order);
        return cball_mul(at->q, cball_sub(excess_of_exp(scaled), both));
    }
    cball chord = cball_sub(cball_mul_ball(cball_sub(at->p, at->q), at->order), cball_neg(at->q));
    return cball_sub(functional_power_below.density(at), chord);
}

/* What the masses P and Q of a set add to the plain functional. */
static ball kl_correction(ball P, ball Q, ball order)
{
    (void)order;
    return ball_sub(Q, P);
}

static ball power_correction(ball P, ball Q, ball order)
{
    return ball_sub(ball_mul(ball_add_int(order, -1), Q), ball_mul(order, P));
}

static ball near_power_perspective(ball P, ball Q, ball order)
{
    return ball_add(functional_power_below.perspective(P, Q, order), power_correction(P, Q, order));
}

/* f(0) = a - 1, f'(inf) = -a. */
static ball near_power_chord(ball P, ball Q, ball order) { return power_correction(P, Q, order); }

static ball js_perspective(ball P, ball Q, ball order) { return functional_js.perspective(P, Q, order); }
static ball js_chord(ball P, ball Q, ball order) { return functional_js.chord(P, Q, order); }
static ball kl_perspective(ball P, ball Q, ball order)
{
    return ball_add(functional_kl.perspective(P, Q, order), kl_correction(P, Q, order));
}

const functional functional_near_kl = {near_kl_density,   NULL,          kl_perspective, NULL,
                                       TAIL_BY_LOG_RATIO, kl_correction, true,           NULL};
const functional functional_near_js = {near_js_density, NULL, js_perspective, js_chord,
                                       TAIL_BY_MASS,    NULL, true,           NULL};
const functional functional_near_power_below = {
    near_power_density, NULL, near_power_perspective, near_power_chord, TAIL_BY_MASS, NULL, true, NULL};
const functional functional_near_power_above = {
    near_power_density, NULL, near_power_perspective, NULL, TAIL_BY_POWER, power_correction, true, NULL};

/* The median first: it tells most laws apart. */
static const double quantiles[] = {0.5, 0.02, 0.98, 0.2, 0.8};
enum { QUANTILES = sizeof quantiles / sizeof *quantiles };

double law_log_ratio(const law *at, const law *p, const law *q, double enough)
{
    double most = 0;
    for (int k = 0; k < QUANTILES; k++)
        for (int i = 0; i < at->n; i++) {
            double x = at->c[i].family->quantile_double(at->c[i].par_double, quantiles[k]), log_p, log_q;
            law_log_density_double(p, 1, &x, &log_p);
            law_log_density_double(q, 1, &x, &log_q);
            most = fmax(most, fabs(log_p - log_q));
            if (!(fabs(log_p - log_q) < enough))
                return INFINITY;
        }
    return most;
}

slong law_nearness(const law *p, const law *q)
{
    enum { LEAST = 4 };
    if (p->dim != 1 || q->dim != 1 || law_has_atoms(p) || law_has_atoms(q))
        return 0;
    double enough = ldexp(1, -LEAST), most = law_log_ratio(p, p, q, enough);
    most = fmax(most, most < enough ? law_log_ratio(q, p, q, enough) : 0);
    if (!(most < enough))
        return 0;
    return most > ldexp(1, -NEARNESS_MOST) ? (slong)-log2(most) : NEARNESS_MOST;
}
