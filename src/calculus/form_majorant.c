/* Dominating functions of forms with parameters: see form_majorant.h. */
#include "calculus/form_majorant.h"

/* ---- Basis functions ---- */

/* b and its derivatives by the place t and the scale (or exponent) w of the basis function. */
typedef struct basis_bound {
    bound_poly b, t, w, tt, tw, ww;
} basis_bound;

typedef struct place {
    scope *s;
    const outskirt *o;
    ball centre;
} place;

static ball number(const place *p, slong n) { return ball_in(p->s, ball_int(n)); }

static basis_bound parameter_free(const place *p, bound_poly b)
{
    bound_poly zero = bound_constant(p->s, ball_int(0));
    return (basis_bound){b, zero, zero, zero, zero, zero};
}

static basis_bound unbounded(const place *p)
{
    return parameter_free(p, bound_constant(p->s, ball_nothing(p->s)));
}

static ball size_of(ball a) { return ball_upper(ball_abs(a)); }
static ball upper_inverse(ball a) { return ball_upper(ball_inv(ball_abs(a))); }

/* |x - t| is at least `least`; on a ray at most `most` e^s, at an end at most `most`. */
typedef struct distance {
    ball least, most;
} distance;

static distance distance_to(const place *p, ball t)
{
    ball radius = ball_in(p->s, p->o->radius), off = ball_abs(ball_sub(t, p->centre));
    if (!p->o->at_end)
        return (distance){ball_lower(ball_sub(radius, off)), ball_upper(ball_add(radius, off))};
    ball far = ball_add(p->centre, ball_mul_int(radius, p->o->side));
    ball whole = ball_abs(ball_sub(ball_hull(p->centre, far), t));
    return (distance){ball_lower(whole), ball_upper(whole)};
}

/* |log|x - t||: at most |log| at the start, and s more on a ray or at the singular end itself. */
static basis_bound log_bound(const place *p, ball t, bool own)
{
    if (own)
        return parameter_free(p,
                              bound_line(p->s, size_of(ball_log(ball_in(p->s, p->o->radius))), number(p, 1)));
    distance d = distance_to(p, t);
    if (ball_positive(d.least) != HOLDS)
        return unbounded(p);
    ball inverse = upper_inverse(d.least), ends = ball_hull(ball_log(d.least), ball_log(d.most));
    basis_bound b = parameter_free(p, bound_line(p->s, size_of(ends), number(p, !p->o->at_end)));
    b.t = bound_constant(p->s, inverse);
    b.tt = bound_constant(p->s, ball_sqr(inverse));
    return b;
}

/*
 * With z = (x - t)/w:  b_t = -2z/(w(1+z^2)), b_w = -2z^2/(w(1+z^2)), b_tt = 2(1-z^2)/(w(1+z^2))^2, b_tw = 4z/(w(1+z^2))^2 and
 * b_ww = 2z^2(3+z^2)/(w(1+z^2))^2 are at most 1/w, 2/w, 2/w^2, 2/w^2 and (9/4)/w^2 in size.
 */
static basis_bound log_quadratic_bound(const place *p, ball t, ball w)
{
    scope *s = p->s;
    ball inverse = upper_inverse(w), square = ball_sqr(inverse);
    ball start = ball_log1p(ball_sqr(ball_mul(distance_to(p, t).most, inverse)));
    basis_bound b = {.b = bound_line(s, start, number(p, p->o->at_end ? 0 : 2))};
    b.t = bound_constant(s, inverse);
    b.w = bound_constant(s, ball_mul_int(inverse, 2));
    b.tt = b.tw = bound_constant(s, ball_mul_int(square, 2));
    b.ww = bound_constant(s, ball_mul(square, ball_ratio(9, 4)));
    return b;
}

/* |z| = |x - t|/|w| */
static bound_poly standardised_bound(const place *p, ball t, ball inverse)
{
    return bound_rising(p->s, ball_mul(distance_to(p, t).most, inverse), number(p, !p->o->at_end));
}

/* log(1 + e^z) <= log 2 + |z|, with derivatives between 0 and 1, and 0 and 1/4. */
static basis_bound softplus_bound(const place *p, ball t, ball w)
{
    scope *s = p->s;
    ball inverse = upper_inverse(w), square = ball_sqr(inverse), quarter = ball_scale2(square, -2);
    bound_poly z = standardised_bound(p, t, inverse), zz = bound_product(&z, &z);
    bound_poly log2 = bound_constant(s, ball_log2(s)), one = bound_constant(s, square);
    bound_poly z_quarter = bound_scaled(&z, quarter), zz_quarter = bound_scaled(&zz, quarter),
               z_twice = bound_scaled(&z, ball_scale2(square, 1));
    return (basis_bound){bound_sum(&log2, &z),        bound_constant(s, inverse),
                         bound_scaled(&z, inverse),   bound_constant(s, quarter),
                         bound_sum(&one, &z_quarter), bound_sum(&zz_quarter, &z_twice)};
}

/*
 * e^z where it fades: b_t = -b/w, b_w = -z b/w, b_tt = b/w^2, b_tw = (1 + z) b/w^2, b_ww = (z^2 + 2 z) b/w^2, and |z|^k e^z falls as z
 * falls below -k. Where it rises there is no bound of this kind.
 */
static basis_bound exponential_bound(const place *p, ball t, ball w)
{
    scope *s = p->s;
    ball radius = ball_in(s, p->o->radius), start = ball_add(p->centre, ball_mul_int(radius, p->o->side));
    ball z = ball_div(ball_sub(start, t), w), size = ball_abs(z), inverse = upper_inverse(w),
         square = ball_sqr(inverse);
    if (p->o->at_end || ball_sign(w) != -p->o->side || ball_less(z, ball_int(-2)) != HOLDS)
        return unbounded(p);
    ball b = ball_upper(ball_exp(z)), zb = ball_upper(ball_mul(size, b)),
         zzb = ball_upper(ball_mul(size, zb));
    return (basis_bound){bound_constant(s, b),
                         bound_constant(s, ball_mul(b, inverse)),
                         bound_constant(s, ball_mul(zb, inverse)),
                         bound_constant(s, ball_mul(b, square)),
                         bound_constant(s, ball_mul(ball_add(b, zb), square)),
                         bound_constant(s, ball_mul(ball_add(zzb, ball_mul_int(zb, 2)), square))};
}

/* With the centre 0, |log x| <= |log radius| + s. */
static bound_poly log_x_bound(const place *p)
{
    return bound_line(p->s, size_of(ball_log(ball_in(p->s, p->o->radius))), number(p, 1));
}

/* x^k with its derivatives by k, b log x and b (log x)^2: it rises like e^(|k| s) or falls, by the sign of k. */
static basis_bound power_bound(const place *p, ball k)
{
    scope *s = p->s;
    int rises = p->o->at_end ? -ball_sign(k) : ball_sign(k);
    if (!rises)
        return unbounded(p);
    ball start = ball_upper(ball_pow(ball_in(s, p->o->radius), k));
    bound_poly log_x = log_x_bound(p), b = bound_rising(s, start, rises > 0 ? ball_abs(k) : number(p, 0));
    basis_bound all = parameter_free(p, b);
    all.w = bound_product(&b, &log_x);
    all.ww = bound_product(&all.w, &log_x);
    return all;
}

static basis_bound basis_bound_on(const place *p, const term *f)
{
    scope *s = p->s;
    ball zero = number(p, 0), t = f->at ? real_ball(s, f->at) : zero,
         w = f->scale ? real_ball(s, f->scale) : number(p, 1);
    bool at_zero = real_sign(p->o->centre) == 0;
    bound_poly x = standardised_bound(p, zero, number(p, 1)), log_x = at_zero ? log_x_bound(p) : x;
    switch (f->kind) {
    case BASIS_ONE: return parameter_free(p, bound_constant(s, ball_int(1)));
    case BASIS_X: return parameter_free(p, x);
    case BASIS_XX: return parameter_free(p, bound_product(&x, &x));
    case BASIS_LOG: return log_bound(p, t, p->o->at_end && real_equal(f->at, p->o->from));
    case BASIS_LOG_QUADRATIC: return log_quadratic_bound(p, t, w);
    case BASIS_SOFTPLUS: return softplus_bound(p, t, w);
    case BASIS_LOG_SQUARED: return at_zero ? parameter_free(p, bound_product(&log_x, &log_x)) : unbounded(p);
    case BASIS_POWER: return at_zero ? power_bound(p, w) : unbounded(p);
    case BASIS_EXP: return exponential_bound(p, t, w);
    default: return unbounded(p);
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

/* On a ray |dx| = radius e^s ds, at an end radius e^-s ds. */
static void set_decay(scope *s, real_pool *pool, form_majorant *m, const form *f, const outskirt *o)
{
    far_slope slope = form_far_slope(s, pool, f, o);
    slope_bound most = far_slope_upper(s, &slope, o);
    bool falls = ball_at_most(most.linear, ball_int(0)) == HOLDS;
    m->start = ball_add(form_value_at_start(s, f, o), ball_log(ball_in(s, o->radius)));
    m->rate = falls ? ball_neg(ball_add_int(most.constant, o->at_end ? -1 : 1)) : ball_nothing(s);
}

form_majorant form_majorant_on(scope *s, real_pool *pool, const form *f, const parameter_box *b,
                               const outskirt *o)
{
    bound_poly zero = bound_constant(s, ball_int(0));
    form_majorant m = {.size = zero, .slope = zero, .bend = zero};
    place p = {s, o, real_ball(s, o->centre)};
    for (int i = 0; i < f->n; i++) {
        const term *t = &f->t[i];
        basis_bound bound = basis_bound_on(&p, t);
        bool own = o->at_end && t->kind == BASIS_LOG && real_equal(t->at, o->from);
        add_term(s, &m, &bound, jet_size_of(s, b, t->coef), jet_size_of(s, b, own ? NULL : t->at),
                 jet_size_of(s, b, own ? NULL : t->scale));
    }
    set_decay(s, pool, &m, f, o);
    return m;
}

ball form_majorant_integral(scope *s, ball start, ball rate, const bound_poly *poly)
{
    ball decay = ball_lower(ball_sub(rate, poly->rise));
    if (ball_positive(decay) != HOLDS)
        return ball_infinity(s);
    ball inverse = ball_inv(decay), power = inverse, sum = ball_in(s, ball_int(0));
    for (int k = 0; k <= BOUND_DEGREE; k++) {
        if (!ball_is_exact_zero(poly->c[k]))
            sum = ball_add(sum, ball_mul(poly->c[k], power));
        power = ball_mul(power, ball_mul_int(inverse, k + 1));
    }
    ball total = ball_upper(ball_mul(ball_exp(start), sum));
    return ball_is_finite(total) ? total : ball_infinity(s);
}
