/*
 * F - G beyond the last cut on one side: nothing is dropped. See gap.h, and gap_ray.h for densities there.
 *
 * If u = log(w p / (n v q)) > 0 on the whole ray for one component w p of one sign and every one of the n components v q of the other
 * sign, then P - Q has one sign on the tail and |F - G| integrates in closed form. If both excesses are infinite and the ratio of the
 * densities stays above 1, so is their difference.
 */
#include "calculus/form_far.h"
#include "divergences/gap_ray.h"

/* ---- Order of the densities ---- */

static int count_sign(const gap *g, int side, int sign)
{
    int n = 0;
    for (int k = 0; k < g->parts; k++)
        n += ray_has(&g->part[k], side) && ball_sign(g->part[k].weight_ball) == sign;
    return n;
}

/* A lower bound of min over q of log(w p) - log(n v q), for the component p and all q of the other sign. */
static ball margin(const ray *r, const gap *g, const gap_part *p, int others)
{
    form f = ray_form(g, p, r->side);
    ball least = {.in = NULL};
    for (int k = 0; k < g->parts; k++) {
        const gap_part *q = &g->part[k];
        if (!ray_has(q, r->side) || ball_sign(q->weight_ball) == ball_sign(p->weight_ball))
            continue;
        form h = ray_form(g, q, r->side), u = form_difference(g->pool, &f, &h);
        ball bound = ray_lowest(r, g, &u);
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
        if (!ray_has(&g->part[k], side))
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
        if (ball_sign(list[k].weight_ball) != sign || (list == g->part && !ray_has(&list[k], side)))
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
    form h = ray_form(g, p, side);
    growth up = form_growth(g->pool, &h, &(outskirt){.side = side});
    ball c = real_ball(s, up.logarithmic), k = ball_neg(ball_add_int(ball_mul_int(c, 2), 3));
    int heavy = real_compare(up.logarithmic, real_ratio(g->pool, -3, 2));
    if (growth_sign(&up) == 0 && (heavy == 0 || heavy == 1))
        return ball_infinity(s);
    if (growth_sign(&up) != 0 || ball_sign(k) <= 0)
        return ball_nothing(s);
    ball bound = ball_div(ball_exp(ball_upper(ray_bounded_sum(&r, &h))), ball_neg(ball_add_int(c, 1)));
    return ball_mul(bound, ball_sqrt(ball_div(ball_pow(r.start, ball_neg(k)), k)));
}

/* Minkowski's inequality over the components. */
ball gap_tail_norm(const gap *g, scope *s, int side, int sign)
{
    ball sum = ball_in(s, ball_int(0));
    for (int k = 0; k < g->parts; k++)
        if (ball_sign(g->part[k].weight_ball) == sign && ray_has(&g->part[k], side))
            sum = ball_add(sum, part_norm(g, s, side, &g->part[k]));
    for (int k = 0; k < g->lattices; k++)
        if (ball_sign(g->lattice[k].weight_ball) == sign)
            sum = ball_add(sum, part_norm(g, s, side, &g->lattice[k]));
    return sum;
}

/* S = c z^-a on the whole ray, c enclosed; false if the density is no power law there, or one without an integral. */
static bool power_tail(const gap *g, scope *s, const ray *r, const gap_part *p, ball *c, ball *a)
{
    form h = ray_form(g, p, r->side);
    growth up = form_growth(g->pool, &h, &(outskirt){.side = r->side});
    if (growth_sign(&up) != 0)
        return false;
    *a = ball_neg(ball_add_int(real_ball(s, up.logarithmic), 1));
    if (ball_positive(*a) != HOLDS)
        return false;
    *c = ball_mul_int(ball_div(ball_exp(ray_bounded_sum(r, &h)), *a), ball_sign(p->weight_ball));
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
        if (k < g->parts && !ray_has(p, side))
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
