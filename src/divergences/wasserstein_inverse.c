/* F^-1 on one piece of the line: by Newton's method, in doubles and then in balls, and enclosed. See wasserstein_map.h. */
#include "divergences/wasserstein_map.h"

#include <float.h>
#include <math.h>

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
        if (ball_less(ball_abs(ball_sub(target, b->end_level[k])), ball_scale2(ball_abs(target), -45))
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
    for (int k = 0; k < STEPS; k++) {
        ball v = ball_sub(gap_at(&b->piece, s, y), flat), ratio = ball_mid(ball_div(above, v)),
             g = branch_density(b, s, y);
        ball step = ball_div(ball_mul(v, ball_log(ratio)), g), size = ball_abs(ball_div(v, g));
        if (!k && end >= 0 && !ball_is_finite(step) && !ball_is_exact_zero(above)) {
            y = off_the_flat(b, s, above, end);
            continue;
        }
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
