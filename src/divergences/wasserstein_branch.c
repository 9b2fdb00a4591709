/* The quantile function on one piece of the line, and bounds of its density on complex discs. See wasserstein_map.h. */
#include "divergences/wasserstein_map.h"

#include <float.h>
#include <math.h>

/* A component's mass between two points at most. */
static ball mass_between(scope *s, const gap_part *p, ball a, ball b)
{
    const family *f = p->c->family;
    ball below = ball_sub(f->cdf(s, p->c, b), f->cdf(s, p->c, a)),
         above = ball_sub(f->sf(s, p->c, a), f->sf(s, p->c, b));
    return ball_upper(ball_mul(p->weight_ball, ball_min(ball_upper(below), ball_upper(above))));
}

/* Leaves the densities that count on the piece. */
static void drop_small(branch *b, scope *s, const stretch *one, ball small)
{
    const gap *g = b->piece.g;
    real inside = real_mul(g->pool, real_add(g->pool, g->cut[one->cut].x, g->cut[one->cut + 1].x),
                           real_ratio(g->pool, 1, 2));
    int kept = 0, active = 0;
    b->dropped = ball_in(s, ball_int(0));
    if (one->rough)
        b->dropped = ball_sub(ball_upper(b->piece.level), ball_lower(b->piece.level));
    for (int k = 0; k < g->parts && active < b->piece.forms; k++) {
        if (!gap_part_active(&g->part[k], inside))
            continue;
        ball mass = mass_between(s, &g->part[k], one->lo, one->hi);
        bool counts = ball_less(ball_mul_int(mass, GAP_FORMS), small) != HOLDS;
        if (counts)
            b->piece.f[kept++] = b->piece.f[active];
        else
            b->dropped = ball_add(b->dropped, mass);
        active++;
    }
    b->piece.forms = kept;
    b->dropped = ball_upper(b->dropped);
    b->piece.level = ball_widen(b->piece.level, b->dropped);
}

bool branch_open(branch *b, scope *s, const ladder *l, const stretch *one, bool right, ball small)
{
    *b = (branch){.l = l, .last = NAN};
    gap_piece_set(&b->piece, &l->g, one->cut, right);
    drop_small(b, s, one, small);
    b->lo = ball_upper(one->lo);
    b->hi = ball_lower(one->hi);
    b->own = (map){.kind = MAP_AFFINE, .w0 = ball_in(s, ball_int(0)), .w1 = ball_in(s, ball_int(1))};
    if (b->piece.forms <= 0 || ball_less(b->lo, b->hi) != HOLDS || ball_at_most(b->dropped, small) != HOLDS)
        return false;
    for (int k = 0; k < b->piece.forms; k++) {
        b->density[k] = form_compile(s, &b->piece.f[k], &b->own, false);
        b->series[k] = form_series_of(s, &b->piece.f[k], NULL);
    }
    b->end_level[0] = ball_mid(gap_at(&b->piece, s, b->lo));
    b->end_level[1] = ball_mid(gap_at(&b->piece, s, b->hi));
    return true;
}

void branch_close(branch *b)
{
    for (int k = 0; k < GAP_FORMS; k++)
        compiled_free(b->density[k]);
}

ball branch_density(const branch *b, scope *s, ball x)
{
    ball sum = ball_in(s, ball_int(0));
    for (int k = 0; k < b->piece.forms; k++)
        sum = ball_add(sum, ball_exp(compiled_real(b->density[k], &b->own, x)));
    return sum;
}

/* ---- Guesses ---- */

static double value_double(const branch *b, double x, double constant)
{
    const gap *g = b->piece.g;
    double sum = constant;
    for (int k = 0; k < g->parts; k++) {
        const component *c = g->part[k].c;
        double w = ball_double(g->part[k].weight_ball);
        sum += b->piece.right ? -w * c->family->sf_double(c->par_double, x)
                              : w * c->family->cdf_double(c->par_double, x);
    }
    return sum;
}

static double density_double(const branch *b, double x)
{
    const gap *g = b->piece.g;
    double sum = 0, log_density;
    for (int k = 0; k < g->parts; k++) {
        const component *c = g->part[k].c;
        c->family->log_density_double(c->par_double, 1, &x, &log_density);
        sum += ball_double(g->part[k].weight_ball) * exp(log_density);
    }
    return sum;
}

/* Between a and b, by order of magnitude if they are far apart. */
static double between(double a, double b)
{
    if (a < 0 && b > 0)
        return 0;
    double small = fmin(fabs(a), fabs(b)), large = fmax(fabs(a), fabs(b)), sign = b > 0 ? 1 : -1;
    return small < large / 4 ? sign * sqrt(fmax(small, DBL_MIN)) * sqrt(large) : 0.5 * a + 0.5 * b;
}

/* Newton's method for log|F(y)| = log|target|, which straightens exponential tails, within a bracket. NaN if it fails. */
static double solve_double(const branch *b, double target, double low, double high, double start)
{
    double constant = ball_double(b->piece.level),
           y = start > low && start < high ? start : between(low, high);
    for (int k = 0; k < 200; k++) {
        double v = value_double(b, y, constant);
        *(v < target ? &low : &high) = y;
        double ratio = target / v, step = v / density_double(b, y) * log(ratio);
        double next = y + step;
        if (!(ratio > 0) || !(next > low && next < high))
            next = between(low, high);
        if (fabs(next - y) <= 2 * DBL_EPSILON * fabs(next) || next <= low || next >= high)
            return next;
        y = next;
    }
    return NAN;
}

/* The middle of a ball, rounded to the scope's precision, brought into [lo, hi]. */
static ball confined(const branch *b, scope *s, ball y)
{
    ball m = ball_mid(ball_in(s, y));
    if (!ball_is_finite(m) || ball_less(m, b->lo) == HOLDS)
        return ball_in(s, b->lo);
    return ball_less(b->hi, m) == HOLDS ? ball_in(s, b->hi) : m;
}

/* y + step, bent so that the end ahead is never reached: at a distance D from it, D becomes D e^-(|step|/D), which suits powers of D. */
static ball towards(const branch *b, scope *s, ball y, ball step)
{
    int side = ball_sign(step);
    ball D = ball_abs(ball_sub(side > 0 ? b->hi : b->lo, y));
    if (!side || ball_positive(D) != HOLDS)
        return ball_add(y, step);
    ball part = ball_mid(ball_neg(ball_abs(ball_div(step, D))));
    return ball_sub(ball_in(s, y), ball_mul_int(ball_mul(D, ball_expm1(part)), side));
}

/* An end is no place to start from: F or the density may vanish there. */
static ball off_the_ends(const branch *b, scope *s, ball y)
{
    ball margin = ball_mid(ball_scale2(ball_sub(b->hi, b->lo), -40));
    if (ball_less(b->lo, y) == HOLDS && ball_less(y, b->hi) == HOLDS)
        return y;
    return ball_mid(
        ball_in(s, ball_less(b->lo, y) == HOLDS ? ball_sub(b->hi, margin) : ball_add(b->lo, margin)));
}

/* The end of the piece, 0 or 1, whose level the target is so close to that only F less that level tells them apart; or -1. */
static int flat_end(const branch *b, ball target)
{
    for (int k = 0; k < 2; k++)
        if (ball_less(ball_abs(ball_sub(target, b->end_level[k])), ball_scale2(ball_abs(target), -16))
            == HOLDS)
            return k;
    return -1;
}

/* From the flat end on, the first point by halving orders of magnitude at which F is a little farther from the end's level than the target. */
static ball off_the_flat(const branch *b, scope *s, ball above, int end)
{
    enum { STEPS = 80, LITTLE = 30 };
    double near = ball_double(end ? b->hi : b->lo), far = ball_double(end ? b->lo : b->hi);
    ball most = ball_scale2(ball_abs(above), LITTLE);
    for (int k = 0; k < STEPS; k++) {
        double m = between(fmin(near, far), fmax(near, far));
        ball v = ball_abs(ball_sub(gap_at(&b->piece, s, ball_exact_double(s, m)), b->end_level[end]));
        bool beyond = ball_less(ball_abs(above), v) == HOLDS;
        *(beyond ? &far : &near) = m;
        if (beyond && ball_less(v, most) == HOLDS)
            break;
    }
    return confined(b, s, ball_exact_double(s, far));
}

/*
 * The same in balls, until a step is so small that the next one, of the square of its size, would not be seen. In the gap between two
 * components F is flatter than doubles can tell, and each step gains little; next to it F is compared with its level there.
 */
static ball improve(const branch *b, scope *s, ball target, ball y)
{
    enum { STEPS = 100 };
    int end = flat_end(b, target);
    ball flat = ball_in(s, end < 0 ? ball_int(0) : b->end_level[end]), above = ball_sub(target, flat);
    y = end < 0 || ball_is_exact_zero(above) ? y : off_the_flat(b, s, above, end);
    for (int k = 0; k < STEPS; k++) {
        ball v = ball_sub(gap_at(&b->piece, s, y), flat), ratio = ball_mid(ball_div(above, v)),
             g = branch_density(b, s, y);
        ball step = ball_div(ball_mul(v, ball_log(ratio)), g), size = ball_abs(ball_div(v, g));
        if (ball_sign(ratio) <= 0 || !ball_is_finite(step))
            return y;
        ball next = confined(b, s, towards(b, s, y, step));
        bool settled =
            ball_less(ball_abs(step), ball_scale2(ball_min(ball_abs(y), size), -scope_bits(s) / 2 - 4))
            == HOLDS;
        y = next;
        if (settled || ball_is_exact_zero(step))
            return y;
    }
    return y;
}

ball branch_guess(branch *b, scope *s, ball target)
{
    double v = ball_double(target), low = ball_double(b->lo), high = ball_double(b->hi);
    double y =
        fabs(v) > 1e-290 && isfinite(low) && isfinite(high) ? solve_double(b, v, low, high, b->last) : NAN;
    if (isnan(y))
        y = between(low, high);
    b->last = y;
    return improve(b, s, ball_mid(target), off_the_ends(b, s, confined(b, s, ball_exact_double(s, y))));
}

static ball miss_at(const branch *b, scope *s, ball target, ball y)
{
    return ball_upper(ball_abs(ball_sub(target, gap_at(&b->piece, s, y))));
}

ball branch_beside(branch *b, scope *s, ball target, int side)
{
    ball y = branch_guess(b, s, target), miss = miss_at(b, s, target, y);
    for (int k = 0; k < 2; k++) { /* which is slow to reach an end */
        ball end = k ? b->hi : b->lo, there = miss_at(b, s, target, end);
        if (ball_less(there, miss) == HOLDS && ball_positive(branch_density(b, s, end)) == HOLDS)
            y = end, miss = there;
    }
    ball step = ball_upper(ball_abs(ball_div(miss, branch_density(b, s, y))));
    step = ball_add(step, ball_scale2(ball_abs(y), -scope_bits(s)));
    for (int k = 0; k < 64 && ball_is_finite(step); k++, step = ball_mul_int(step, 4)) {
        y = confined(b, s, ball_add(y, ball_mul_int(step, side)));
        ball v = gap_at(&b->piece, s, y);
        if ((side > 0 ? ball_at_most(target, v) : ball_at_most(v, target)) == HOLDS)
            return y;
    }
    return ball_in(s, side > 0 ? b->hi : b->lo);
}

/* ---- Enclosures ---- */

/*
 * Interval Newton: F(y) - F(y0) = (y - y0) f for some value f of the density between. So y0 + (target - F(y0))/f(D) encloses
 * the solution if it lies in D; F is monotone, so there is no other.
 */
ball branch_inverse(branch *b, scope *s, ball target)
{
    ball y0 = branch_guess(b, s, target), miss = ball_sub(target, gap_at(&b->piece, s, y0));
    ball step = ball_div(miss, branch_density(b, s, y0)),
         tiny = ball_scale2(ball_abs(y0), -2 * scope_bits(s));
    for (int k = 0; k < 4 && ball_is_finite(step); k++) {
        ball room = ball_upper(ball_add(ball_mul(ball_abs(step), ball_ratio(5, 4)), tiny));
        if (ball_is_exact_zero(room))
            room = ball_scale2(ball_in(s, ball_int(1)), -2 * scope_bits(s));
        ball found = ball_div(miss, branch_density(b, s, ball_add(y0, ball_within(room))));
        if (ball_less(ball_abs(found), room) == HOLDS)
            return ball_add(y0, found);
        step = found;
    }
    return ball_nothing(s);
}

/* The square around a disc. */
static cball square(scope *s, ball centre, ball radius)
{
    acb_ptr z = (acb_ptr)scope_take(s, 2);
    ball r = ball_in(s, ball_within(ball_upper(radius)));
    arb_add(acb_realref(z), ball_in(s, centre).v, r.v, scope_bits(s));
    arb_set(acb_imagref(z), r.v);
    return (cball){z, s};
}

static cball log_density_on(const branch *b, const compiled *f, cball x)
{
    node at = map_node(&b->own, x);
    return compiled_value(f, &at);
}

/*
 * At most Re h over a disc, h = log f: by the box around it, or by the mean value theorem, Re h(c) + R sup|h'|: where large terms
 * cancel, the box alone would know nothing.
 */
static ball most_log(const branch *b, scope *s, int k, ball centre, ball radius)
{
    cball x = square(s, centre, radius);
    ball boxed = ball_upper(cball_real(log_density_on(b, b->density[k], x)));
    if (!ball_is_finite(boxed))
        return boxed;
    cball h = form_series_slope(&b->series[k], s, x);
    ball slope = ball_in(s, ball_int(0));
    acb_abs(slope.v, h.v, scope_bits(s));
    ball middle = compiled_real(b->density[k], &b->own, centre),
         near = ball_upper(ball_add(middle, ball_mul(ball_upper(radius), ball_upper(slope))));
    return ball_is_finite(near) ? ball_min(boxed, near) : boxed;
}

ball branch_most(const branch *b, scope *s, ball centre, ball radius)
{
    bool before = scope_holomorphic(s);
    ball most = ball_in(s, ball_int(0));
    scope_set_holomorphic(s, true);
    for (int k = 0; k < b->piece.forms; k++)
        most = ball_add(most, ball_exp(most_log(b, s, k, centre, radius)));
    scope_set_holomorphic(s, before);
    return ball_upper(most);
}

/* At least h = log f on a real interval, in the same two ways. */
static ball least_log(const branch *b, int k, ball x)
{
    ball boxed = ball_lower(compiled_real(b->density[k], &b->own, x)), centre = ball_mid(x);
    ball slope = ball_abs(compiled_slope(b->density[k], &b->own, x)),
         away = ball_upper(ball_abs(ball_sub(x, centre)));
    ball near = ball_lower(
        ball_sub(compiled_real(b->density[k], &b->own, centre), ball_mul(away, ball_upper(slope))));
    if (!ball_is_finite(near))
        return boxed;
    return ball_is_finite(boxed) ? ball_max(boxed, near) : near;
}

ball branch_least(const branch *b, scope *s, ball x)
{
    ball least = ball_in(s, ball_int(0));
    for (int k = 0; k < b->piece.forms; k++)
        least = ball_add(least, ball_exp(least_log(b, k, x)));
    return ball_lower(least);
}
