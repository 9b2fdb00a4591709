/*
 * Balls: regularised incomplete gamma and beta functions. See ball.h.
 *
 * They are the distribution functions of the gamma and beta laws, monotone in x and, by stochastic order, in
 * each shape:
 *
 *     P(k, x) increases in x and decreases in k;     I_x(a, b) increases in x and b and decreases in a.
 *
 * So the values at two opposite corners of a box of arguments bound the values on it. At a point there are a
 * series of positive terms, its complement, and Arb's hypergeometric functions; the choice among them is a
 * matter of speed. What precision is lost depends on the regime: the working precision is doubled until the
 * result is accurate.
 */
#include "number/ball_arb.h"

#include <math.h>

enum { ARGUMENTS = 3 };
typedef void (*distribution)(arb_t out, arb_srcptr argument, slong bits);

static void set_unit_interval(arb_t out)
{
    arb_set_d(out, 0.5);
    mag_set_ui_2exp_si(arb_radref(out), 1, -1);
}

/* The part of p in [0, 1]: a probability lies there, whatever the evaluation could not exclude. */
static void clip_to_unit(arb_t p, slong bits)
{
    arb_t excess;
    bool low = !arb_is_nonnegative(p), high;
    arb_init(excess);
    arb_sub_ui(excess, p, 1, bits);
    high = !arb_is_nonpositive(excess);
    if ((low && high) || !arb_is_finite(p)) {
        set_unit_interval(p);
    } else if (low) {
        arb_nonnegative_part(p, p);
    } else if (high) {
        arb_neg(excess, excess);
        arb_nonnegative_part(excess, excess);
        arb_sub_ui(p, excess, 1, bits);
        arb_neg(p, p);
    }
    arb_clear(excess);
}

/*
 * f at a point, with precision added until the relative error is below 2^-bits; clipped if that is hopeless. What cancellation
 * has cost it costs again; where nothing was left the precision is doubled.
 */
static void accurately(arb_t out, distribution f, arb_srcptr point, slong bits)
{
    enum { SPARE = 20 };
    slong most = 16 * bits + 2048;
    for (slong work = bits + SPARE; work < most;) {
        f(out, point, work);
        slong kept = arb_is_finite(out) ? arb_rel_accuracy_bits(out) : 0;
        if (kept >= bits)
            break;
        slong again = kept > 0 ? bits + (work - kept) + SPARE : 2 * work, least = work + work / 8;
        work = again > least ? again : least;
    }
    clip_to_unit(out, bits);
    arb_set_round(out, out, bits);
}

/* ---- At points ---- */

static double approximate(const arb_t x) { return arf_get_d(arb_midref(x), ARF_RND_NEAR); }

static void one_minus(arb_t out, const arb_t p, slong bits)
{
    arb_sub_ui(out, p, 1, bits);
    arb_neg(out, out);
}

/*
 * Q(k, x). Where 1 - P cancels, Arb's own choice is an integral, which takes seconds at thousands of bits; the bits that the
 * cancellation costs, x/log 2 of them, take milliseconds.
 */
static void gamma_upper(arb_t out, const arb_t k, const arb_t x, slong bits)
{
    enum { MANY_BITS = 2000 };
    if (bits < MANY_BITS || approximate(x) > M_LN2 * (double)bits) {
        arb_hypgeom_gamma_upper(out, k, x, 1, bits);
    } else {
        arb_hypgeom_gamma_lower(out, k, x, 1, bits);
        one_minus(out, out, bits);
    }
}

/*
 * k, x. The limits k -> 0 and k -> infinity of P are 1 and 0. Around the mean of a large k, Q has the
 * faster method.
 */
static void gamma_p_at(arb_t out, arb_srcptr argument, slong bits)
{
    arb_srcptr k = argument, x = argument + 1;
    if (!arb_is_positive(x)) {
        arb_zero(out);
    } else if (!arb_is_positive(k) || !arb_is_finite(x)) {
        arb_one(out);
    } else if (!arb_is_finite(k)) {
        arb_zero(out);
    } else {
        double mean = approximate(k), point = approximate(x);
        bool beyond = point > (mean > 100 ? mean - 4 * sqrt(mean) : mean);
        if (!beyond && ball_arb_gamma_p_series(out, k, x, bits))
            return;
        gamma_upper(out, k, x, bits);
        one_minus(out, out, bits);
    }
}

static void gamma_q_at(arb_t out, arb_srcptr argument, slong bits)
{
    arb_srcptr k = argument, x = argument + 1;
    if (!arb_is_positive(x))
        arb_one(out);
    else if (!arb_is_positive(k) || !arb_is_finite(x))
        arb_zero(out);
    else if (!arb_is_finite(k))
        arb_one(out);
    else
        gamma_upper(out, k, x, bits);
}

/* 0 < x < 1. Arb's method is the faster one for moderate shapes, and fails for large ones. */
static void beta_i_inside(arb_t out, const arb_t a, const arb_t b, const arb_t x, slong bits)
{
    enum { LARGE = 64 };
    bool large = approximate(a) > LARGE || approximate(b) > LARGE;
    if (!(large && ball_arb_beta_i_series(out, a, b, x, bits)))
        arb_hypgeom_beta_lower(out, a, b, x, 1, bits);
}

/*
 * Whether I_x(a, b) = 1 - I_{1-x}(b, a) is the better form: right of the mean, and close to 1, where the
 * series needs about bits / (1 - x) terms, if the complement costs few bits (about a (1 - x)).
 */
static bool complement_is_better(const arb_t a, const arb_t b, const arb_t x, slong bits)
{
    double u = approximate(x), p = approximate(a), q = approximate(b);
    return (u > 0.1 && u * q > (1 - u) * p) || (u > 0.9 && (1 - u) * p < 4.0 * (double)bits);
}

/* a, b, x. Where the complement is taken, x is not small and 1 - x exact. */
static void beta_i_at(arb_t out, arb_srcptr argument, slong bits)
{
    arb_srcptr a = argument, b = argument + 1, x = argument + 2;
    if (!arb_is_positive(x)) {
        arb_zero(out);
    } else if (arf_cmp_si(arb_midref(x), 1) >= 0 || !arb_is_positive(a) || !arb_is_finite(b)) {
        arb_one(out);
    } else if (!arb_is_positive(b) || !arb_is_finite(a)) {
        arb_zero(out);
    } else if (!complement_is_better(a, b, x, bits)) {
        beta_i_inside(out, a, b, x, bits);
    } else {
        arb_t left;
        arb_init(left);
        one_minus(left, x, ARF_PREC_EXACT);
        beta_i_inside(out, b, a, left, bits);
        one_minus(out, out, bits);
        arb_clear(left);
    }
}

/*
 * f on a box: the values at the corner where it is least and at the opposite one, joined. slope[i] is the
 * sign of the dependence on argument i.
 */
static void by_corners(arb_t out, distribution f, const int *slope, arb_srcptr box, slong count, slong bits)
{
    arb_ptr corner = _arb_vec_init(count);
    arb_t value[2];
    for (int k = 0; k < 2; k++) {
        arb_init(value[k]);
        for (slong i = 0; i < count; i++)
            ball_arb_set_end(corner + i, box + i, k ? slope[i] : -slope[i]);
        accurately(value[k], f, corner, bits);
    }
    arb_union(out, value[0], value[1], bits);
    clip_to_unit(out, bits);
    arb_clear(value[0]);
    arb_clear(value[1]);
    _arb_vec_clear(corner, count);
}

static bool all_exact(arb_srcptr box, slong count)
{
    for (slong i = 0; i < count; i++)
        if (!arb_is_exact(box + i))
            return false;
    return true;
}

/* The shapes must be able to be positive, and x (the last argument) to lie in [0, top]. */
static bool in_domain(arb_srcptr box, slong count, slong top)
{
    arb_srcptr x = box + count - 1;
    for (slong i = 0; i < count; i++)
        if (arf_is_nan(arb_midref(box + i)) || (i < count - 1 && arb_is_nonpositive(box + i)))
            return false;
    arb_t limit; /* compared, not subtracted: 1 - e^-10^12 is a number of 10^12 bits */
    arb_init(limit);
    arb_set_si(limit, top);
    bool inside = !arb_is_negative(x) && !(top && arb_gt(x, limit));
    arb_clear(limit);
    return inside;
}

static ball distribution_ball(distribution f, const int *slope, const ball *argument, slong count, slong top)
{
    scope *s = NULL;
    for (slong i = 0; i < count; i++)
        s = scope_younger(s, argument[i].in);
    if (!s)
        return ball_free_nothing();
    ball result = ball_fresh(s);
    scope_mark mark = scope_now(s);
    arb_ptr box = scope_take(s, ARGUMENTS);
    for (slong i = 0; i < count; i++)
        arb_set(box + i, ball_arb(s, argument[i]));
    if (!in_domain(box, count, top))
        arb_indeterminate(result.v);
    else if (all_exact(box, count))
        accurately(result.v, f, box, scope_bits(s));
    else
        by_corners(result.v, f, slope, box, count, scope_bits(s));
    scope_rewind(s, mark);
    return result;
}

ball ball_gamma_p(ball k, ball x)
{
    return distribution_ball(gamma_p_at, (int[]){-1, 1}, (ball[]){k, x}, 2, 0);
}

ball ball_gamma_q(ball k, ball x)
{
    return distribution_ball(gamma_q_at, (int[]){1, -1}, (ball[]){k, x}, 2, 0);
}

ball ball_beta_i(ball a, ball b, ball x)
{
    return distribution_ball(beta_i_at, (int[]){-1, 1, 1}, (ball[]){a, b, x}, 3, 1);
}
