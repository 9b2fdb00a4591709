/*
 * Forms far out: their slopes. See form_far.h.
 *
 * On a ray, y = 1/r in [0, 1/radius] and delta = side (centre - at), so that x - at = side r (1 + delta y):
 *     x:                 side radius e^s                    x^2:  2 centre side radius e^s + 2 radius^2 e^2s
 *     log|x - at|:       1/(1 + delta y)                    (log x)^2:  2 log radius + 2 s     (centre 0)
 *     log(1 + z^2):      2 (1 + delta y)/((scale y)^2 + (1 + delta y)^2),   z = (x - at)/scale
 *     x^k:               k radius^k e^ks   (centre 0)
 *     e^z, rising:       (radius/|scale|) e^(z at the start) e^((r - radius)/|scale|) e^s
 *     e^z, fading:       -r e^z/|scale|, where r e^(-r/|scale|) falls from r = |scale| on: at most
 *                        max(radius, |scale|) e^(z at the start)/|scale| in size
 *     log(1 + e^z):      rising, (radius/|scale|) e^s less at most that for e^-z; fading, at most that for e^z
 * At an end the terms in log r and r^k have the slopes of a ray with -s for s; r^k for k > 0 and all that is smooth there
 * fade out: r |b'| <= radius sup|b'|.
 */
#include "calculus/form_far.h"

outskirt outskirt_ray(scope *s, real_pool *pool, real centre, real from, int side)
{
    real distance = side > 0 ? real_sub(pool, from, centre) : real_sub(pool, centre, from);
    return (outskirt){false, side, from, centre, real_ball(s, distance)};
}

outskirt outskirt_end(real at, int side, ball radius) { return (outskirt){true, side, at, at, radius}; }

ball form_value_at_start(scope *s, const form *f, const outskirt *o)
{
    return o->at_end ? form_value_near(s, f, o->from, o->side, o->radius)
                     : form_value(s, f, real_ball(s, o->from));
}

/* ---- Slopes ---- */

void far_slope_add(far_slope *f, real rate, real power, ball coef)
{
    for (int i = 0; i < f->n; i++)
        if (growth_order(rate, power, f->t[i].rate, f->t[i].power) == 0) {
            f->t[i].coef = ball_add(f->t[i].coef, coef);
            return;
        }
    f->t[f->n++] = (slope_term){rate, power, coef};
}

typedef struct builder {
    scope *s;
    real_pool *pool;
    const outskirt *o;
    real zero, one;
    ball y; /* ray: [0, 1/radius] */
    far_slope f;
} builder;

static void rest(builder *b, ball more) { b->f.rest = ball_add(b->f.rest, more); }

/* [0, 1] times coef max(radius, |scale|) e^exponent / |scale|: what fades like r e^(-r/|scale|). */
static ball fading(builder *b, ball coef, ball size, ball exponent)
{
    ball most = ball_mul(ball_exp(exponent), ball_div(ball_max(b->o->radius, size), size));
    return ball_mul(coef, ball_upto(most));
}

static void slope_of_exponential(builder *b, term t, ball coef)
{
    ball z = term_standardised(b->s, t, real_ball(b->s, b->o->from)),
         size = ball_abs(real_ball(b->s, t.scale));
    bool rises = real_sign(t.scale) == b->o->side, soft = t.kind == BASIS_SOFTPLUS;
    if (!rises) {
        rest(b, ball_neg(fading(b, coef, size, z)));
        return;
    }
    ball start = ball_mul(coef, ball_div(b->o->radius, size));
    if (soft) {
        far_slope_add(&b->f, b->zero, b->one, start);
        rest(b, ball_neg(fading(b, coef, size, ball_neg(z))));
        return;
    }
    real rate = real_div(b->pool, b->one, real_unary(b->pool, REAL_ABS, t.scale));
    far_slope_add(&b->f, rate, b->one, ball_mul(start, ball_exp(z)));
}

/* r^k: rising for k > 0 on a ray and k < 0 at an end. */
static void slope_of_power(builder *b, term t, ball coef)
{
    ball k = real_ball(b->s, t.scale), start = ball_mul(ball_mul(coef, k), ball_pow(b->o->radius, k));
    int sign = real_sign(t.scale), away = b->o->at_end ? -1 : 1;
    if (real_sign(b->o->centre) != 0 || sign == REAL_UNDECIDED)
        rest(b, ball_nothing(b->s));
    else if (sign == away)
        far_slope_add(&b->f, b->zero, real_unary(b->pool, REAL_ABS, t.scale), ball_mul_int(start, away));
    else
        rest(b, ball_mul_int(ball_mul(start, ball_upto(ball_in(b->s, ball_int(1)))), away));
}

static void slope_of_log_squared(builder *b, ball coef)
{
    ball log_radius = ball_log(b->o->radius);
    rest(b, real_sign(b->o->centre) != 0 ? ball_nothing(b->s)
                                         : ball_mul_int(ball_mul(coef, log_radius), b->o->at_end ? -2 : 2));
    b->f.linear = ball_add(b->f.linear, ball_mul_int(coef, 2));
}

/* 1 + delta y. */
static ball relative_distance(builder *b, term t)
{
    ball delta = ball_mul_int(real_ball(b->s, real_sub(b->pool, b->o->centre, t.at)), b->o->side);
    return ball_add_int(ball_mul(delta, b->y), 1);
}

static void slope_on_ray(builder *b, term t)
{
    const outskirt *o = b->o;
    ball coef = real_ball(b->s, t.coef), outward = ball_mul(ball_mul_int(coef, o->side), o->radius);
    switch (t.kind) {
    case BASIS_ONE: break;
    case BASIS_X: far_slope_add(&b->f, b->zero, b->one, outward); break;
    case BASIS_XX: {
        ball square = ball_mul_int(ball_mul(coef, ball_sqr(o->radius)), 2);
        far_slope_add(&b->f, b->zero, real_int(b->pool, 2), square);
        if (!real_is_zero(o->centre))
            far_slope_add(&b->f, b->zero, b->one,
                          ball_mul_int(ball_mul(outward, real_ball(b->s, o->centre)), 2));
        break;
    }
    case BASIS_LOG: rest(b, ball_div(coef, relative_distance(b, t))); break;
    case BASIS_LOG_QUADRATIC: {
        ball far = relative_distance(b, t), near = ball_mul(real_ball(b->s, t.scale), b->y);
        ball slope = ball_div(ball_mul_int(far, 2), ball_add(ball_sqr(near), ball_sqr(far)));
        rest(b, ball_mul(coef, slope));
        break;
    }
    case BASIS_SOFTPLUS:
    case BASIS_EXP: slope_of_exponential(b, t, coef); break;
    case BASIS_LOG_SQUARED: slope_of_log_squared(b, coef); break;
    case BASIS_POWER: slope_of_power(b, t, coef); break;
    default: rest(b, ball_nothing(b->s));
    }
}

static void slope_at_end(builder *b, term t)
{
    const outskirt *o = b->o;
    ball coef = real_ball(b->s, t.coef), end = real_ball(b->s, o->from);
    bool zero = real_sign(o->from) == 0;
    if (t.kind == BASIS_LOG && real_equal(t.at, o->from)) {
        rest(b, ball_neg(coef));
    } else if (t.kind == BASIS_LOG_SQUARED && zero) {
        slope_of_log_squared(b, coef);
    } else if (t.kind == BASIS_POWER && zero) {
        slope_of_power(b, t, coef);
    } else {
        ball x = ball_hull(end, ball_add(end, ball_mul_int(o->radius, o->side)));
        ball fades = ball_mul(ball_upto(o->radius), term_slope(b->s, t, x));
        rest(b, ball_mul_int(ball_mul(coef, fades), -o->side));
    }
}

far_slope form_far_slope(scope *s, real_pool *pool, const form *f, const outskirt *o)
{
    builder b = {.s = s, .pool = pool, .o = o, .zero = real_int(pool, 0), .one = real_int(pool, 1)};
    b.f.linear = b.f.rest = ball_in(s, ball_int(0));
    b.y = ball_upto(ball_inv(o->radius));
    for (int i = 0; i < f->n; i++)
        o->at_end ? slope_at_end(&b, f->t[i]) : slope_on_ray(&b, f->t[i]);
    return b.f;
}

/* ---- Their upper bounds ---- */

/* The fastest term, or -1 if two cannot be put in order. */
static int fastest(const far_slope *f)
{
    int lead = 0;
    for (int i = 1; i < f->n; i++) {
        int order = growth_order(f->t[i].rate, f->t[i].power, f->t[lead].rate, f->t[lead].power);
        if (order == REAL_UNDECIDED)
            return -1;
        lead = order == 1 ? i : lead;
    }
    return lead;
}

/* Does term i over the lead decrease along the outskirt? Its log has the derivative (rates) r + (powers) <= that at r = radius. */
static bool recedes(scope *s, const far_slope *f, int i, int lead, const outskirt *o)
{
    if (real_equal(f->t[i].rate, f->t[lead].rate))
        return true;
    ball rates = ball_sub(real_ball(s, f->t[i].rate), real_ball(s, f->t[lead].rate));
    ball powers = ball_sub(real_ball(s, f->t[i].power), real_ball(s, f->t[lead].power));
    return ball_at_most(ball_add(ball_mul(rates, o->radius), powers), ball_int(0)) == HOLDS;
}

/*
 * With G the fastest term, G >= 1 and decreasing ratios G_i/G from 1:  df/ds <= G (coef + sum max(coef_i, 0) + max(rest, 0) +
 * max(linear, 0) sup s/G); if that bracket is negative, df/ds is at most the bracket. Here s/G <= s e^(-power s) <= 1/(2 power).
 */
static slope_bound by_lead(scope *s, const far_slope *f, const outskirt *o)
{
    ball zero = ball_in(s, ball_int(0));
    slope_bound none = {ball_nothing(s), zero};
    int lead = fastest(f);
    if (lead < 0)
        return none;
    ball bracket = ball_add(f->t[lead].coef, ball_max(f->rest, zero));
    for (int i = 0; i < f->n; i++) {
        if (i != lead && !recedes(s, f, i, lead, o))
            return none;
        if (i != lead)
            bracket = ball_add(bracket, ball_max(f->t[i].coef, zero));
    }
    ball power = ball_mul_int(real_ball(s, f->t[lead].power), 2);
    bracket = ball_upper(ball_add(bracket, ball_div(ball_max(f->linear, zero), power)));
    return ball_at_most(bracket, zero) == HOLDS ? (slope_bound){bracket, zero} : none;
}

/* If nothing rises, each term is at most its value at s = 0. */
slope_bound far_slope_upper(scope *s, const far_slope *f, const outskirt *o)
{
    ball zero = ball_in(s, ball_int(0)), sum = f->rest;
    bool falls = f->n == 0 || ball_at_most(f->linear, zero) == HOLDS;
    for (int i = 0; i < f->n; i++) {
        falls = falls && ball_at_most(f->t[i].coef, zero) == HOLDS;
        sum = ball_add(sum, f->t[i].coef);
    }
    return falls ? (slope_bound){ball_upper(sum), ball_upper(f->linear)} : by_lead(s, f, o);
}
