/* Dominating functions of forms with parameters: see form_majorant.h. */
#include "calculus/form_majorant.h"

/* ---- Polynomials with non-negative coefficients ---- */

bound_poly bound_constant(scope *s, ball c)
{
    bound_poly f;
    for (int k = 0; k <= BOUND_DEGREE; k++)
        f.c[k] = ball_in(s, ball_int(0));
    f.c[0] = ball_in(s, c);
    return f;
}

bound_poly bound_line(scope *s, ball c0, ball c1)
{
    bound_poly f = bound_constant(s, c0);
    f.c[1] = ball_in(s, c1);
    return f;
}

bound_poly bound_sum(const bound_poly *f, const bound_poly *g)
{
    bound_poly h;
    for (int k = 0; k <= BOUND_DEGREE; k++)
        h.c[k] = ball_add(f->c[k], g->c[k]);
    return h;
}

bound_poly bound_scaled(const bound_poly *f, ball by)
{
    bound_poly h;
    for (int k = 0; k <= BOUND_DEGREE; k++)
        h.c[k] = ball_is_exact_zero(f->c[k]) ? f->c[k] : ball_mul(f->c[k], by);
    return h;
}

/* A product beyond the degree that can be kept has no bound. */
bound_poly bound_product(const bound_poly *f, const bound_poly *g)
{
    scope *s = f->c[0].in;
    bound_poly h = bound_constant(s, ball_int(0));
    for (int i = 0; i <= BOUND_DEGREE; i++)
        for (int j = 0; j <= BOUND_DEGREE; j++) {
            if (ball_is_exact_zero(f->c[i]) || ball_is_exact_zero(g->c[j]))
                continue;
            int k = i + j <= BOUND_DEGREE ? i + j : BOUND_DEGREE;
            ball both = i + j <= BOUND_DEGREE ? ball_mul(f->c[i], g->c[j]) : ball_nothing(s);
            h.c[k] = ball_add(h.c[k], both);
        }
    return h;
}

bound_poly bound_larger(const bound_poly *f, const bound_poly *g)
{
    bound_poly h;
    for (int k = 0; k <= BOUND_DEGREE; k++)
        h.c[k] = ball_is_finite(f->c[k]) && ball_is_finite(g->c[k]) ? ball_max(f->c[k], g->c[k])
                                                                    : ball_nothing(f->c[k].in);
    return h;
}

/* ---- Basis functions ---- */

/* b and its derivatives by the place t and the scale w of the basis function. */
typedef struct basis_bound {
    bound_poly b, t, w, tt, tw, ww;
} basis_bound;

static basis_bound parameter_free(scope *s, bound_poly b)
{
    bound_poly zero = bound_constant(s, ball_int(0));
    return (basis_bound){b, zero, zero, zero, zero, zero};
}

static ball size_of(ball a) { return ball_upper(ball_abs(a)); }
static ball upper_inverse(ball a) { return ball_upper(ball_inv(ball_abs(a))); }

/* |x - t| along the ray is at least `least` (no value if it may be 0) and at most `at_start` + `growth` s, or times e^s. */
typedef struct distance {
    ball least, at_start;
} distance;

static distance distance_to(const ray *r, ball t)
{
    if (r->kind == RAY_LOGARITHMIC) {
        ball off = ball_abs(ball_sub(t, r->centre));
        return (distance){ball_lower(ball_sub(r->radius, off)), ball_upper(ball_add(r->radius, off))};
    }
    if (r->kind == RAY_STRAIGHT) {
        ball here = ball_mul_int(ball_sub(r->start, t), r->side);
        return (distance){ball_lower(here), ball_upper(ball_abs(here))};
    }
    ball far = ball_add(r->start, ball_mul_int(r->radius, r->side));
    ball whole = ball_abs(ball_sub(ball_hull(r->start, far), t));
    return (distance){ball_lower(whole), ball_upper(whole)};
}

/* |log|x - t|| <= |log| at the start + s/d on a straight ray, + s in logarithmic variables. */
static basis_bound log_bound(scope *s, const ray *r, ball t, bool own)
{
    ball one = ball_in(s, ball_int(1));
    if (own)
        return parameter_free(s, bound_line(s, size_of(ball_log(r->radius)), one));
    distance d = distance_to(r, t);
    if (ball_positive(d.least) != HOLDS)
        return parameter_free(s, bound_constant(s, ball_nothing(s)));
    ball inverse = upper_inverse(d.least), ends = ball_hull(ball_log(d.least), ball_log(d.at_start));
    ball rise = r->kind == RAY_STRAIGHT      ? inverse
                : r->kind == RAY_LOGARITHMIC ? one
                                             : ball_in(s, ball_int(0));
    basis_bound b = parameter_free(s, bound_line(s, size_of(ends), rise));
    b.t = bound_constant(s, inverse);
    b.tt = bound_constant(s, ball_sqr(inverse));
    return b;
}

/*
 * With z = (x - t)/w:  b_t = -2z/(w(1+z^2)), b_w = -2z^2/(w(1+z^2)), b_tt = 2(1-z^2)/(w(1+z^2))^2, b_tw = 4z/(w(1+z^2))^2 and
 * b_ww = 2z^2(3+z^2)/(w(1+z^2))^2 are at most 1/w, 2/w, 2/w^2, 2/w^2 and (9/4)/w^2.
 */
static basis_bound log_quadratic_bound(scope *s, const ray *r, ball t, ball w)
{
    distance d = distance_to(r, t);
    ball inverse = upper_inverse(w), square = ball_sqr(inverse), zero = ball_in(s, ball_int(0));
    if (r->kind != RAY_END && ball_positive(d.least) != HOLDS)
        return parameter_free(s, bound_constant(s, ball_nothing(s)));
    ball start = ball_log1p(ball_sqr(ball_mul(d.at_start, inverse)));
    ball rise = r->kind == RAY_STRAIGHT      ? ball_mul_int(upper_inverse(d.least), 2)
                : r->kind == RAY_LOGARITHMIC ? ball_in(s, ball_int(2))
                                             : zero;
    basis_bound b = {.b = bound_line(s, start, rise)};
    b.t = bound_constant(s, inverse);
    b.w = bound_constant(s, ball_mul_int(inverse, 2));
    b.tt = b.tw = bound_constant(s, ball_mul_int(square, 2));
    b.ww = bound_constant(s, ball_mul(square, ball_ratio(9, 4)));
    return b;
}

/* log(1 + e^z) <= log 2 + |z|, with derivatives between 0 and 1, and 0 and 1/4; z = (x - t)/w grows like s/|w|. */
static basis_bound softplus_bound(scope *s, const ray *r, ball t, ball w)
{
    if (r->kind == RAY_LOGARITHMIC)
        return parameter_free(s, bound_constant(s, ball_nothing(s)));
    ball inverse = upper_inverse(w), square = ball_sqr(inverse), quarter = ball_scale2(square, -2);
    ball rise = r->kind == RAY_STRAIGHT ? inverse : ball_in(s, ball_int(0));
    bound_poly z = bound_line(s, ball_mul(distance_to(r, t).at_start, inverse), rise),
               zz = bound_product(&z, &z);
    bound_poly log2 = bound_constant(s, ball_log2(s)), one = bound_constant(s, square);
    bound_poly z_quarter = bound_scaled(&z, quarter), zz_quarter = bound_scaled(&zz, quarter),
               z_twice = bound_scaled(&z, ball_scale2(square, 1));
    return (basis_bound){bound_sum(&log2, &z),        bound_constant(s, inverse),
                         bound_scaled(&z, inverse),   bound_constant(s, quarter),
                         bound_sum(&one, &z_quarter), bound_sum(&zz_quarter, &z_twice)};
}

/* |x| <= |X| + s */
static bound_poly x_bound(scope *s, const ray *r)
{
    ball zero = ball_in(s, ball_int(0));
    if (r->kind == RAY_LOGARITHMIC)
        return bound_constant(s, ball_nothing(s));
    return bound_line(s, distance_to(r, zero).at_start, ball_in(s, ball_int(r->kind == RAY_STRAIGHT)));
}

static basis_bound basis_bound_on(scope *s, const ray *r, const term *f)
{
    bound_poly x = x_bound(s, r);
    ball t = f->at ? real_ball(s, f->at) : ball_int(0), w = f->scale ? real_ball(s, f->scale) : ball_int(1);
    switch (f->kind) {
    case BASIS_ONE: return parameter_free(s, bound_constant(s, ball_int(1)));
    case BASIS_X: return parameter_free(s, x);
    case BASIS_XX: return parameter_free(s, bound_product(&x, &x));
    case BASIS_LOG: return log_bound(s, r, t, r->kind == RAY_END && real_equal(f->at, r->from));
    case BASIS_LOG_QUADRATIC: return log_quadratic_bound(s, r, t, w);
    case BASIS_SOFTPLUS: return softplus_bound(s, r, t, w);
    default: return parameter_free(s, bound_constant(s, ball_nothing(s)));
    }
}

/* ---- Forms ---- */

/* |value|, the sum of |derivatives|, and the sum of |second derivatives| of a coefficient, a place or a scale. */
typedef struct jet_size {
    ball value, slope, bend;
} jet_size;

static jet_size jet_size_of(scope *s, const parameter_box *b, real of)
{
    ball zero = ball_in(s, ball_int(0));
    jet_size j = {zero, zero, zero};
    if (!of)
        return j;
    real_jet jet = real_jet_at(s, of, b->n, b->symbol, b->at);
    j.value = size_of(ball_in(s, jet.value));
    for (int a = 0; a < b->n; a++) {
        j.slope = ball_add(j.slope, ball_abs(ball_in(s, jet.slope[a])));
        for (int c = 0; c < b->n; c++)
            j.bend = ball_add(j.bend, ball_abs(ball_in(s, jet.bend[a][c])));
    }
    j.slope = ball_upper(j.slope);
    j.bend = ball_upper(j.bend);
    return j;
}

static void add_scaled(bound_poly *sum, const bound_poly *f, ball by)
{
    bound_poly part = bound_scaled(f, by);
    if (!ball_is_exact_zero(by))
        *sum = bound_sum(sum, &part);
}

/* With c, t, w the sizes of coefficient, place and scale: the chain rule for c b(x; t, w), term by term. */
static void add_term(scope *s, form_majorant *m, const basis_bound *b, jet_size c, jet_size t, jet_size w)
{
    add_scaled(&m->size, &b->b, c.value);
    bound_poly moved = bound_constant(s, ball_int(0)), bent = moved;
    add_scaled(&moved, &b->t, t.slope);
    add_scaled(&moved, &b->w, w.slope);
    add_scaled(&m->slope, &b->b, c.slope);
    add_scaled(&m->slope, &moved, c.value);
    add_scaled(&bent, &b->t, t.bend);
    add_scaled(&bent, &b->w, w.bend);
    add_scaled(&bent, &b->tt, ball_sqr(t.slope));
    add_scaled(&bent, &b->tw, ball_scale2(ball_mul(t.slope, w.slope), 1));
    add_scaled(&bent, &b->ww, ball_sqr(w.slope));
    add_scaled(&m->bend, &b->b, c.bend);
    add_scaled(&m->bend, &moved, ball_scale2(c.slope, 1));
    add_scaled(&m->bend, &bent, c.value);
}

/*
 * d/ds of log|x - t| is (x - c)/(x - t), in 1/(1 -+ |t - c|/R); of log(1 + z^2) it is 2 z^2/(1 + z^2) times that, where z^2 grows.
 */
static ball logarithmic_rise(scope *s, const form *f, const ray *r)
{
    ball rise = ball_in(s, ball_int(1)); /* dx = R e^s ds */
    for (int i = 0; i < f->n; i++) {
        const term *t = &f->t[i];
        if (t->kind == BASIS_ONE)
            continue;
        if (t->kind != BASIS_LOG && t->kind != BASIS_LOG_QUADRATIC)
            return ball_nothing(s);
        ball at = real_ball(s, t->at), off = ball_div(ball_abs(ball_sub(at, r->centre)), r->radius);
        ball speed = ball_inv(ball_add_int(ball_within(off), 1));
        if (t->kind == BASIS_LOG_QUADRATIC) {
            ball z = ball_div(distance_to(r, at).least, ball_abs(real_ball(s, t->scale))), zz = ball_sqr(z);
            ball least = ball_div(ball_mul_int(zz, 2), ball_add_int(zz, 1));
            speed = ball_mul(speed, ball_hull(ball_lower(least), ball_in(s, ball_int(2))));
        }
        rise = ball_add(rise, ball_mul(real_ball(s, t->coef), speed));
    }
    return rise;
}

static void set_decay(scope *s, form_majorant *m, const form *f, const ray *r)
{
    if (r->kind == RAY_STRAIGHT) {
        ray_slope slope = form_ray_slope(s, f, r->from, r->side);
        bool bounded = ball_at_most(slope.linear, ball_int(0)) == HOLDS;
        m->start = form_value(s, f, r->start);
        m->rate = bounded ? ball_neg(slope.constant) : ball_nothing(s);
    } else if (r->kind == RAY_LOGARITHMIC) {
        m->start = ball_add(form_value(s, f, r->start), ball_log(r->radius));
        m->rate = ball_neg(logarithmic_rise(s, f, r));
    } else {
        ray_slope slope = form_end_slope(s, f, r->from, r->side, r->radius);
        m->start = ball_add(form_value_near(s, f, r->from, r->side, r->radius), ball_log(r->radius));
        m->rate = ball_add_int(ball_neg(slope.constant), 1);
    }
}

form_majorant form_majorant_on(scope *s, const form *f, const parameter_box *b, const ray *r)
{
    bound_poly zero = bound_constant(s, ball_int(0));
    form_majorant m = {.size = zero, .slope = zero, .bend = zero};
    for (int i = 0; i < f->n; i++) {
        const term *t = &f->t[i];
        basis_bound bound = basis_bound_on(s, r, t);
        bool placed = t->kind > BASIS_XX && t->at;
        add_term(s, &m, &bound, jet_size_of(s, b, t->coef), jet_size_of(s, b, placed ? t->at : NULL),
                 jet_size_of(s, b, placed ? t->scale : NULL));
    }
    set_decay(s, &m, f, r);
    return m;
}

ball form_majorant_integral(scope *s, ball start, ball rate, const bound_poly *poly)
{
    if (ball_positive(rate) != HOLDS)
        return ball_infinity(s);
    ball inverse = ball_inv(ball_lower(rate)), power = inverse, sum = ball_in(s, ball_int(0));
    for (int k = 0; k <= BOUND_DEGREE; k++) {
        if (!ball_is_exact_zero(poly->c[k]))
            sum = ball_add(sum, ball_mul(poly->c[k], power));
        power = ball_mul(power, ball_mul_int(inverse, k + 1));
    }
    ball total = ball_upper(ball_mul(ball_exp(start), sum));
    return ball_is_finite(total) ? total : ball_infinity(s);
}
