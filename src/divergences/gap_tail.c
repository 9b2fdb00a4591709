/*
 * F - G beyond the last cut on one side: nothing is dropped. See gap.h.
 *
 * Write x = side z and y = 1/z. A log density on [Z, infinity) is a form in z^2, z, z^k, e^(z/scale), (log z)^2 and log z alone
 * that grows or falls without bound, plus a part B(y) enclosed at once over y in [0, 1/Z]; where the former rises all the way it
 * is least at Z, which bounds the density on the whole tail. If u = log(w p / (n v q)) > 0 there for one component w p of one sign and every
 * one of the n components v q of the other sign, then P - Q has one sign on the tail and |F - G| integrates in closed
 * form. If both excesses are infinite and the ratio of the densities stays above 1, so is their difference.
 */
#include "calculus/form_far.h"
#include "divergences/gap.h"

/* ---- A form on a ray ---- */

typedef struct ray {
    scope *s;
    int side;
    ball start; /* Z > 0 */
    ball y;     /* [0, 1/Z] */
} ray;

static bool ray_open(ray *r, const gap *g, scope *s, int side)
{
    ball end = ball_mul_int(real_ball(s, g->cut[side < 0 ? 0 : g->n - 1].x), side);
    if (ball_less(ball_int(1), end) != HOLDS)
        return false;
    *r = (ray){.s = s, .side = side, .start = end, .y = ball_upto(ball_inv(end))};
    return true;
}

/* Adds the unbounded part of a term: its multiple of z^2, z, z^k, e^(z/scale), (log z)^2 or log z. */
static void add_unbounded(real_pool *pool, form *f, const term *t, int side)
{
    real zero = real_int(pool, 0), one = real_int(pool, 1);
    bool rises = t->scale && real_sign(t->scale) == side;
    switch (t->kind) {
    case BASIS_X:
    case BASIS_XX:
    case BASIS_LOG_SQUARED: form_add(pool, f, t->kind, t->coef, NULL, NULL); break;
    case BASIS_LOG: form_add(pool, f, t->kind, t->coef, zero, real_int(pool, side)); break;
    case BASIS_LOG_QUADRATIC:
        form_add(pool, f, BASIS_LOG, real_mul(pool, real_int(pool, 2), t->coef), zero, real_int(pool, side));
        break;
    case BASIS_SOFTPLUS:
        if (rises)
            form_add_x(pool, f, real_mul(pool, t->coef, real_div(pool, one, t->scale)));
        break;
    case BASIS_POWER:
        if (real_sign(t->scale) == 1)
            form_add(pool, f, t->kind, t->coef, NULL, t->scale);
        break;
    case BASIS_EXP:
        if (rises)
            form_add(pool, f, t->kind, t->coef, t->at, t->scale);
        break;
    default: break;
    }
}

/* b(x) - (its unbounded part), over all z >= Z. */
static ball bounded_part(const ray *r, const term *t)
{
    scope *s = r->s;
    bool rises = t->scale && real_sign(t->scale) == r->side,
         falls = t->scale && real_sign(t->scale) == -r->side;
    if (t->kind == BASIS_ONE)
        return ball_in(s, ball_int(1));
    if (t->kind == BASIS_X || t->kind == BASIS_XX || t->kind == BASIS_LOG_SQUARED
        || (t->kind == BASIS_EXP && rises))
        return ball_in(s, ball_int(0));
    if (t->kind == BASIS_POWER || (t->kind == BASIS_EXP && falls)) { /* x^k, k < 0, and e^z fade out */
        ball start = term_value(s, *t, ball_mul_int(r->start, r->side));
        bool grows = t->kind == BASIS_POWER && real_sign(t->scale) == 1;
        return grows ? ball_in(s, ball_int(0)) : ball_upto(start);
    }
    if (t->kind != BASIS_LOG && t->kind != BASIS_LOG_QUADRATIC && t->kind != BASIS_SOFTPLUS)
        return ball_nothing(s);
    ball at = ball_mul_int(real_ball(s, t->at), r->side); /* x - at = side (z - side at) */
    ball near_one = ball_sub(ball_in(s, ball_int(1)), ball_mul(at, r->y));
    if (ball_sign(ball_sub(r->start, at)) <= 0)
        return ball_nothing(s);
    if (t->kind == BASIS_LOG)
        return ball_log(near_one);
    ball scale = real_ball(s, t->scale);
    if (t->kind == BASIS_LOG_QUADRATIC)
        return ball_log(ball_add(ball_sqr(r->y), ball_sqr(ball_div(near_one, scale))));
    ball v = ball_div(ball_sub(r->start, at), ball_mul_int(scale, r->side)); /* (x - at)/scale at the start */
    if (ball_sign(v) > 0)
        return ball_sub(ball_upto(ball_exp(ball_neg(v))), ball_div(at, ball_mul_int(scale, r->side)));
    return ball_sign(v) < 0 ? ball_upto(ball_exp(v)) : ball_nothing(s);
}

static ball bounded_sum(const ray *r, const form *f)
{
    ball sum = ball_in(r->s, ball_int(0));
    for (int k = 0; k < f->n; k++)
        sum = ball_add(sum, ball_mul(real_ball(r->s, f->t[k].coef), bounded_part(r, &f->t[k])));
    return sum;
}

/* A lower bound of the form over the ray; indeterminate if it falls without bound, or may. */
static ball lowest(const ray *r, const gap *g, const form *f)
{
    real zero = real_int(g->pool, 0);
    form unbounded = {0};
    for (int k = 0; k < f->n; k++)
        add_unbounded(g->pool, &unbounded, &f->t[k], r->side);
    form falls = form_combine(g->pool, real_int(g->pool, -1), &unbounded, zero, &(form){0});
    real edge = g->cut[r->side < 0 ? 0 : g->n - 1].x;
    outskirt o = outskirt_ray(r->s, g->pool, zero, edge, r->side);
    far_slope slope = form_far_slope(r->s, g->pool, &falls, &o);
    slope_bound most = far_slope_upper(r->s, &slope, &o);
    if (ball_at_most(most.constant, ball_int(0)) != HOLDS || ball_at_most(most.linear, ball_int(0)) != HOLDS)
        return ball_nothing(r->s);
    ball start = form_value(r->s, &unbounded, real_ball(r->s, edge));
    return ball_lower(ball_add(start, bounded_sum(r, f)));
}

/* ---- Order of the densities ---- */

static bool reaches(const gap_part *p, int side) { return side < 0 ? !p->lo : !p->hi; }

static real outside(const gap *g, int side)
{
    real one = real_int(g->pool, side);
    return real_add(g->pool, g->cut[side < 0 ? 0 : g->n - 1].x, one);
}

static form tail_form(const gap *g, const gap_part *p, int side)
{
    form f = p->c->family->log_density(g->pool, p->c, outside(g, side));
    real size = real_unary(g->pool, REAL_ABS, p->weight);
    form_add_constant(g->pool, &f, real_log(g->pool, size));
    return f;
}

static int count_sign(const gap *g, int side, int sign)
{
    int n = 0;
    for (int k = 0; k < g->parts; k++)
        n += reaches(&g->part[k], side) && ball_sign(g->part[k].weight_ball) == sign;
    return n;
}

/* A lower bound of min over q of log(w p) - log(n v q), for the component p and all q of the other sign. */
static ball margin(const ray *r, const gap *g, const gap_part *p, int others)
{
    form f = tail_form(g, p, r->side);
    ball least = {.in = NULL};
    for (int k = 0; k < g->parts; k++) {
        const gap_part *q = &g->part[k];
        if (!reaches(q, r->side) || ball_sign(q->weight_ball) == ball_sign(p->weight_ball))
            continue;
        form h = tail_form(g, q, r->side), u = form_difference(g->pool, &f, &h);
        ball bound = lowest(r, g, &u);
        least = least.in ? ball_min(least, bound) : bound;
    }
    return ball_sub(least, ball_log(ball_in(r->s, ball_int(others))));
}

gap_order gap_tail_order(const gap *g, scope *s, int side)
{
    gap_order none = {0, ball_nothing(s)};
    int plus = count_sign(g, side, 1), minus = count_sign(g, side, -1);
    ray r;
    if (g->lattices)
        return none;
    if (!plus || !minus)
        return (gap_order){plus ? 1 : minus ? -1 : 0, ball_infinity(s)};
    if (!ray_open(&r, g, s, side))
        return none;
    for (int k = 0; k < g->parts; k++) {
        int sign = ball_sign(g->part[k].weight_ball);
        if (!reaches(&g->part[k], side))
            continue;
        ball m = margin(&r, g, &g->part[k], sign > 0 ? minus : plus);
        if (ball_sign(m) > 0)
            return (gap_order){sign, ball_exp(m)};
    }
    return none;
}

/* ---- What lies in the tail ---- */

bool gap_is_infinite(ball b)
{
    return b.in && arf_is_pos_inf(arb_midref(b.v)) && mag_is_finite(arb_radref(b.v));
}

static ball tail_sum(const gap *g, scope *s, int side, int sign, const gap_part *list, int n, bool excess)
{
    ball x = real_ball(s, g->cut[side < 0 ? 0 : g->n - 1].x), sum = ball_in(s, ball_int(0));
    for (int k = 0; k < n; k++) {
        const family *f = list[k].c->family;
        if (ball_sign(list[k].weight_ball) != sign || (list == g->part && !reaches(&list[k], side)))
            continue;
        ball (*of)(scope *, const component *, ball) =
            excess ? (side < 0 ? f->lower_excess : f->upper_excess) : (side < 0 ? f->cdf : f->sf);
        ball here = of(s, list[k].c, x);
        if (gap_is_infinite(here)) /* whatever the weight */
            return ball_infinity(s);
        sum = ball_add(sum, ball_mul(ball_abs(list[k].weight_ball), here));
    }
    return sum;
}

static ball tail_total(const gap *g, scope *s, int side, int sign, bool excess)
{
    return ball_add(tail_sum(g, s, side, sign, g->part, g->parts, excess),
                    tail_sum(g, s, side, sign, g->lattice, g->lattices, excess));
}

ball gap_tail_mass(const gap *g, scope *s, int side, int sign) { return tail_total(g, s, side, sign, false); }
ball gap_tail_excess(const gap *g, scope *s, int side, int sign)
{
    return tail_total(g, s, side, sign, true);
}

/*
 * The L2 norm of w S beyond the cut: S^2 <= S(X) S, or if the excess is infinite, from w p <= e^B z^c:
 *     w S <= e^B z^(c+1) / (-c-1),   whose square integrates to (e^B / (-c-1))^2 Z^(2c+3) / (-2c-3)   for c < -3/2,
 * and to infinity otherwise, for then w p is z^c times a factor with a positive limit.
 */
static ball part_norm(const gap *g, scope *s, int side, const gap_part *p)
{
    const family *f = p->c->family;
    ball x = real_ball(s, g->cut[side < 0 ? 0 : g->n - 1].x), w = ball_abs(p->weight_ball);
    ball mass = side < 0 ? f->cdf(s, p->c, x) : f->sf(s, p->c, x);
    ball excess = side < 0 ? f->lower_excess(s, p->c, x) : f->upper_excess(s, p->c, x);
    if (ball_is_finite(excess))
        return ball_mul(w, ball_sqrt(ball_mul(mass, excess)));
    ray r;
    if (f->kind != FAMILY_CONTINUOUS || !ray_open(&r, g, s, side))
        return ball_nothing(s);
    form h = tail_form(g, p, side);
    growth up = form_growth(g->pool, &h, &(outskirt){.side = side});
    ball c = real_ball(s, up.logarithmic), k = ball_neg(ball_add_int(ball_mul_int(c, 2), 3));
    int heavy = real_compare(up.logarithmic, real_ratio(g->pool, -3, 2));
    if (growth_sign(&up) == 0 && (heavy == 0 || heavy == 1))
        return ball_infinity(s);
    if (growth_sign(&up) != 0 || ball_sign(k) <= 0)
        return ball_nothing(s);
    ball bound = ball_div(ball_exp(ball_upper(bounded_sum(&r, &h))), ball_neg(ball_add_int(c, 1)));
    return ball_mul(bound, ball_sqrt(ball_div(ball_pow(r.start, ball_neg(k)), k)));
}

/* Minkowski's inequality over the components. */
ball gap_tail_norm(const gap *g, scope *s, int side, int sign)
{
    ball sum = ball_in(s, ball_int(0));
    for (int k = 0; k < g->parts; k++)
        if (ball_sign(g->part[k].weight_ball) == sign && reaches(&g->part[k], side))
            sum = ball_add(sum, part_norm(g, s, side, &g->part[k]));
    for (int k = 0; k < g->lattices; k++)
        if (ball_sign(g->lattice[k].weight_ball) == sign)
            sum = ball_add(sum, part_norm(g, s, side, &g->lattice[k]));
    return sum;
}

/* S = c z^-a on the whole ray, c enclosed; false if the density is no power law there, or one without an integral. */
static bool power_tail(const gap *g, scope *s, const ray *r, const gap_part *p, ball *c, ball *a)
{
    form h = tail_form(g, p, r->side);
    growth up = form_growth(g->pool, &h, &(outskirt){.side = r->side});
    if (growth_sign(&up) != 0)
        return false;
    *a = ball_neg(ball_add_int(real_ball(s, up.logarithmic), 1));
    if (ball_positive(*a) != HOLDS)
        return false;
    *c = ball_mul_int(ball_div(ball_exp(bounded_sum(r, &h)), *a), ball_sign(p->weight_ball));
    return true;
}

/*
 * Power laws sum_i c_i z^-a_i have the square sum_ij c_i c_j Z^(1 - a_i - a_j)/(a_i + a_j - 1); the other components change its root by
 * no more than their norms.
 */
ball gap_tail_square(const gap *g, scope *s, int side)
{
    enum { MOST = 16 };
    ball c[MOST], a[MOST], rest = ball_in(s, ball_int(0)), sum = rest;
    int n = 0;
    ray r;
    if (!ray_open(&r, g, s, side))
        return ball_nothing(s);
    for (int k = 0; k < g->parts + g->lattices; k++) {
        const gap_part *p = k < g->parts ? &g->part[k] : &g->lattice[k - g->parts];
        if (k < g->parts && !reaches(p, side))
            continue;
        if (k < g->parts && n < MOST && power_tail(g, s, &r, p, &c[n], &a[n]))
            n++;
        else
            rest = ball_add(rest, part_norm(g, s, side, p));
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            ball k = ball_add_int(ball_add(a[i], a[j]), -1);
            if (ball_positive(k) != HOLDS)
                return ball_nothing(s);
            sum = ball_add(sum, ball_div(ball_mul(ball_mul(c[i], c[j]), ball_pow(r.start, ball_neg(k))), k));
        }
    ball root = ball_sqrt(ball_max(sum, ball_in(s, ball_int(0))));
    return ball_sqr(ball_widen(root, ball_upper(rest)));
}
