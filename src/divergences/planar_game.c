/*
 * The value of the game for two normal laws on the plane, V = integral of f with
 *     f = p log(p/(p+q)) + q log(q/(p+q)),
 * by the midpoint rule on a rectangle [A, B] x [C, D], in the coordinates of the pair (planar_normal.h).
 *
 * Rectangle. As -(p+q) log 2 <= f <= 0, the rest of the plane contributes between -log 2 (P + Q)(rest) and 0.
 *
 * Rule. With u = log p - log q, f = -p log(1 + e^-u) - q log(1 + e^u) is holomorphic while |Im u| < pi; and
 * if |Im u| <= 5/2, then |log(1 + z)| = |integral over [0,1] of z/(1 + sz) ds| <= |z|/sin(5/2) for z = e^u
 * and z = e^-u, so |f| <= (|p| + |q|)/sin(5/2). u is a sum of quadratics of the coordinates, hence Im u(x +
 * ib, y) = b u_1'(x): the bound holds for |b| <= a with a max|u_1'| <= 5/2. By the residues of f/(1 + e^(-2
 * pi i (z-A)/h)) at the midpoints, the rule's error for F(x), the integral of f over y, is at most
 *     (int |F(x + ia)| + |F(x - ia)| dx) / (e^(2 pi a/h) - 1)
 *         + (1/2) int over [-a, a] of |F(A + ib)| + |F(B + ib)| db,
 * where |p(x + ib, y)| = p(x, y) e^(b^2/2), |q(x + ib, y)| = q(x, y) e^(b^2/(2 l_1)). For each midpoint x the
 * same holds for the rule in y with p_1(x), q_1(x) as factors, whose Riemann sums are at most 1 + h max p_1,
 * 1 + h max q_1.
 */
#include "divergences/planar_normal.h"

#include <math.h>
#include <stdlib.h>

/* One coordinate: the rule, and at each midpoint both densities, u, and e^-u, e^u. */
typedef struct axis {
    scope *s;
    ball m, l, log_l, from, to, h;
    ball reach; /* a */
    slong n;
    arb_ptr p, q, u, falling, rising;
    slong *log2_p, *log2_q; /* p < 2^log2_p */
} axis;

enum { MOST_POINTS = 10000000, MARGIN = 8 };

static ball gauss(ball z, ball variance, ball pi)
{
    ball top = ball_exp(ball_neg(ball_div(ball_sqr(z), ball_scale2(variance, 1))));
    return ball_div(top, ball_sqrt(ball_mul(ball_scale2(pi, 1), variance)));
}

static ball density_p(const axis *x, ball at) { return gauss(at, ball_in(x->s, ball_int(1)), ball_pi(x->s)); }
static ball density_q(const axis *x, ball at) { return gauss(ball_sub(at, x->m), x->l, ball_pi(x->s)); }

/* (x-m)^2/(2l) - x^2/2 + (log l)/2, and its slope (x-m)/l - x. */
static ball log_ratio(const axis *x, ball at)
{
    ball twice = ball_sub(ball_div(ball_sqr(ball_sub(at, x->m)), x->l), ball_sqr(at));
    return ball_scale2(ball_add(twice, x->log_l), -1);
}

static ball steepness(const axis *x, ball at)
{
    return ball_abs(ball_sub(ball_div(ball_sub(at, x->m), x->l), at));
}

/*
 * [from, to]: what both marginals hardly leave, by `side` standard deviations. Returns max|u'| there, about.
 */
static double set_range(axis *x, double side)
{
    double m = ball_double(x->m), sd = sqrt(ball_double(x->l));
    double low = fmin(-side, m - side * sd), high = fmax(side, m + side * sd);
    if (!isfinite(low) || !isfinite(high))
        return INFINITY;
    x->from = ball_exact_double(x->s, low);
    x->to = ball_exact_double(x->s, high);
    return ball_double(ball_max(steepness(x, x->from), steepness(x, x->to)));
}

/*
 * The range, the strip's half-width, and the step it allows. At the ends of the range e^(a^2/2) is to be paid
 * for, too.
 */
static bool axis_plan(axis *x, slong goal)
{
    double nats = M_LN2 * (double)(goal + MARGIN), least = fmin(1, ball_double(x->l)),
           most = sqrt(nats * least);
    double wide = fmin(2.49 / set_range(x, sqrt(2 * nats)), most);
    double steep = set_range(x, sqrt(2 * nats + wide * wide / least)), a = fmin(2.49 / steep, wide);
    if (!(a > 0))
        return false;
    double h = 2 * M_PI * a / (nats + a * a / (2 * least)),
           count = ceil(ball_double(ball_sub(x->to, x->from)) / h);
    if (!(count < MOST_POINTS))
        return false;
    x->reach = ball_exact_double(x->s, a);
    x->n = (slong)count;
    x->h = ball_div_int(ball_sub(x->to, x->from), x->n);
    ball turn = ball_mul(x->reach, ball_max(steepness(x, x->from), steepness(x, x->to)));
    return ball_at_most(turn, ball_ratio(5, 2)) == HOLDS;
}

static slong log2_bound(const arb_t a)
{
    mag_t bound;
    mag_init(bound);
    arb_get_mag(bound, a);
    slong e = mag_is_zero(bound) ? -(WORD_MAX / 8) : fmpz_get_si(MAG_EXPREF(bound));
    mag_clear(bound);
    return e;
}

static void axis_fill(axis *x)
{
    x->p = _arb_vec_init(x->n), x->q = _arb_vec_init(x->n), x->u = _arb_vec_init(x->n);
    x->falling = _arb_vec_init(x->n), x->rising = _arb_vec_init(x->n);
    x->log2_p = malloc(sizeof(slong) * (size_t)x->n), x->log2_q = malloc(sizeof(slong) * (size_t)x->n);
    scope_mark start = scope_now(x->s);
    for (slong k = 0; k < x->n; k++, scope_rewind(x->s, start)) {
        ball at = ball_add(x->from, ball_mul(x->h, ball_ratio(2 * k + 1, 2))), u = log_ratio(x, at);
        arb_set(x->p + k, density_p(x, at).v);
        arb_set(x->q + k, density_q(x, at).v);
        arb_set(x->u + k, u.v);
        arb_set(x->falling + k, ball_exp(ball_neg(u)).v);
        arb_set(x->rising + k, ball_exp(u).v);
        x->log2_p[k] = log2_bound(x->p + k);
        x->log2_q[k] = log2_bound(x->q + k);
    }
}

static void axis_clear(axis *x)
{
    arb_ptr all[] = {x->p, x->q, x->u, x->falling, x->rising};
    for (int i = 0; i < 5; i++)
        if (all[i])
            _arb_vec_clear(all[i], x->n);
    free(x->log2_p);
    free(x->log2_q);
}

/* The error of the rule along this axis, the other coordinate integrated out. */
static ball rule_error(const axis *x)
{
    ball square = ball_scale2(ball_sqr(x->reach), -1), grow_p = ball_exp(square),
         grow_q = ball_exp(ball_div(square, x->l));
    ball angle = ball_mul(ball_scale2(ball_pi(x->s), 1), ball_div(x->reach, x->h));
    ball lines = ball_div(ball_scale2(ball_add(grow_p, grow_q), 1), ball_expm1(angle));
    ball at_p = ball_add(density_p(x, x->from), density_p(x, x->to));
    ball at_q = ball_add(density_q(x, x->from), density_q(x, x->to));
    ball ends = ball_mul(x->reach, ball_add(ball_mul(grow_p, at_p), ball_mul(grow_q, at_q)));
    return ball_mul_int(ball_add(lines, ends), 2); /* 1/sin(5/2) < 2 */
}

static ball outside(const axis *x)
{
    ball sd = ball_sqrt(x->l);
    ball of_p = ball_add(ball_normal_cdf(x->from), ball_normal_cdf(ball_neg(x->to)));
    ball below = ball_normal_cdf(ball_div(ball_sub(x->from, x->m), sd));
    return ball_add(of_p, ball_add(below, ball_normal_cdf(ball_div(ball_sub(x->m, x->to), sd))));
}

typedef struct workspace {
    arb_t p, q, u, ratio, log;
} workspace;

/* sum -= (p+q) log(1 + e^-|u|) + min(p, q) |u|, the second term with the law that does not lead. */
static void subtract_point(arb_t sum, workspace *w, const axis *x, slong i, const axis *y, slong j,
                           slong bits, slong bits_of_sum)
{
    arb_add(w->u, x->u + i, y->u + j, bits);
    bool p_leads = arf_sgn(arb_midref(w->u)) > 0;
    arb_mul(w->p, x->p + i, y->p + j, bits);
    arb_mul(w->q, x->q + i, y->q + j, bits);
    arb_mul(w->ratio, (p_leads ? x->falling : x->rising) + i, (p_leads ? y->falling : y->rising) + j, bits);
    arb_log1p(w->log, w->ratio, bits);
    arb_mul(w->u, w->u, p_leads ? w->q : w->p, bits);
    if (!p_leads)
        arb_neg(w->u, w->u);
    arb_add(w->p, w->p, w->q, bits);
    arb_addmul(w->u, w->p, w->log, bits);
    arb_sub(sum, sum, w->u, bits_of_sum);
}

/*
 * The sum of f over the midpoints; where p + q < 2^-(goal + 24), f is enclosed in [-(p+q) log 2, 0] instead.
 */
static ball sum_points(scope *s, const axis *x, const axis *y, slong goal)
{
    ball sum = ball_in(s, ball_int(0));
    slong limit = goal + 24;
    workspace w;
    arb_init(w.p), arb_init(w.q), arb_init(w.u), arb_init(w.ratio), arb_init(w.log);
    for (slong i = 0; i < x->n; i++)
        for (slong j = 0; j < y->n; j++) {
            slong of_p = x->log2_p[i] + y->log2_p[j], of_q = x->log2_q[i] + y->log2_q[j];
            slong size = (of_p > of_q ? of_p : of_q) + 1;
            if (size >= -limit)
                subtract_point(sum.v, &w, x, i, y, j, limit + size + 8, limit + 40);
        }
    ball most = ball_scale2(ball_mul_int(ball_in(s, ball_int(x->n)), y->n), -limit);
    arb_clear(w.p), arb_clear(w.q), arb_clear(w.u), arb_clear(w.ratio), arb_clear(w.log);
    return ball_sub(sum, ball_upto(most));
}

ball normal_pair_game_value(scope *s, const normal_pair *pair, slong goal)
{
    axis x[2];
    ball value = ball_nothing(s);
    bool planned = true;
    for (int j = 0; j < 2; j++) {
        x[j] = (axis){.s = s, .m = ball_sqrt(pair->m2[j]), .l = pair->l[j], .log_l = pair->log_l[j]};
        planned = planned && axis_plan(&x[j], goal);
    }
    if (planned && x[0].n * x[1].n <= MOST_POINTS) {
        axis_fill(&x[0]);
        axis_fill(&x[1]);
        value = ball_mul(ball_mul(x[0].h, x[1].h), sum_points(s, &x[0], &x[1], goal));
        ball densest = ball_add_int(ball_inv(ball_sqrt(x[0].l)), 1);
        ball lines = ball_mul(rule_error(&x[1]), ball_add_int(ball_mul(x[0].h, densest), 1));
        value = ball_widen(value, ball_add(rule_error(&x[0]), lines));
        ball rest = ball_add(outside(&x[0]), outside(&x[1]));
        value = ball_sub(value, ball_upto(ball_mul(ball_log2(s), rest)));
    }
    axis_clear(&x[0]);
    axis_clear(&x[1]);
    return value;
}
