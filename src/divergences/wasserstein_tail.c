/*
 * How much may lie beyond the outermost cuts: bounds by the fall of a density. See wasserstein_parts.h.
 *
 * Let z be the distance from a centre. If the elasticity of a density, e(z) = z d/dz log f, is at most -k for all z >= Z,
 * then f(z) <= f(Z) (Z/z)^k, and for k > p + 1
 *
 *     E max(X - x, 0)^p  <=  f(Z) integral over z >= Z of (z - Z)^p (Z/z)^k dz  =  f(Z) Z^(p+1) B(p + 1, k - p - 1)
 *
 * with B(a, b) <= Gamma(a)/(b - 1)^a for b > 1, from (1 - t)^(b-1) <= e^(-(b-1)t). It serves power laws, for which k
 * tends to the index of the density, and lighter tails, for which k grows. Term by term,
 *     e(z) = A z^2 + B z + C(z),     C enclosed over y = 1/z in [0, 1/Z],
 * and A <= 0, 2 A Z + B <= 0 makes the first two terms fall.
 */
#include "divergences/wasserstein_parts.h"

#include <math.h>

static const gap_cut *outermost(const gap *g, int side) { return &g->cut[side < 0 ? 0 : g->n - 1]; }

static bool reaches(const gap_part *p, int side) { return side < 0 ? !p->lo : !p->hi; }

/* ---- Elasticity ---- */

typedef struct ray {
    scope *s;
    int side;
    ball centre, Z, y; /* x = centre + side z; y = [0, 1/Z] */
} ray;

typedef struct elasticity {
    ball A, B, C;
} elasticity;

/* z/(z - r), r = side (at - centre), over all z >= Z. */
static ball relative_speed(const ray *r, ball at)
{
    ball apart = ball_mul_int(ball_sub(at, r->centre), r->side);
    if (ball_less(apart, r->Z) != HOLDS)
        return ball_nothing(r->s);
    return ball_inv(ball_sub(ball_in(r->s, ball_int(1)), ball_mul(apart, r->y)));
}

/* (z/b) sigmoid(v), v = (x - at)/scale, b = side scale: for v -> infinity z/b less (z/b) sigmoid(-v). */
static void add_softplus(const ray *r, const term *t, ball coef, elasticity *e)
{
    scope *s = r->s;
    ball scale = real_ball(s, t->scale), b = ball_mul_int(scale, r->side);
    ball x = ball_add(r->centre, ball_mul_int(r->Z, r->side));
    ball away = ball_mul_int(ball_sub(x, real_ball(s, t->at)), r->side), v = ball_abs(ball_div(away, scale));
    bool settled = ball_sign(away) > 0 && ball_less(ball_abs(b), r->Z) == HOLDS; /* z e^-v falls from Z on */
    ball fading = settled
                      ? ball_upto(ball_upper(ball_mul(ball_div(r->Z, ball_abs(b)), ball_exp(ball_neg(v)))))
                      : ball_nothing(s);
    if (ball_sign(b) > 0)
        e->B = ball_add(e->B, ball_div(coef, b));
    e->C = ball_sub(e->C, ball_mul(coef, fading)); /* b < 0: (z/b) sigmoid(v) = -(z/|b|) sigmoid(v) */
}

static ball outer_point(const ray *r) { return ball_add(r->centre, ball_mul_int(r->Z, r->side)); }

/*
 * Let h(z) = z d/dz of the basis function, x = centre + z, centre >= 0, z/x = 1 - centre/x rising. An upper bound of coef h:
 *     (log x)^2 and x^b, b > 0 (x > 1, outward):   h rises, so it is coef h(Z) for coef <= 0;
 *     x^b, b < 0:   |h| = |b| x^b z/x <= |b| X^b;      e^v that fades outward, v = (x-at)/b:   |h| <= (Z/|b|) e^v(Z) for Z >= |b|.
 */
static ball steep_term(const ray *r, const term *t, ball coef)
{
    scope *s = r->s;
    ball X = outer_point(r), h = ball_mul_int(ball_mul(r->Z, term_slope(s, *t, X)), r->side);
    ball fading = ball_within(ball_mul(coef, h)), rising = ball_mul(coef, h);
    bool falls = ball_at_most(coef, ball_int(0)) == HOLDS;
    if (t->kind == BASIS_EXP)
        return ball_less(ball_neg(ball_mul_int(real_ball(s, t->scale), r->side)), r->Z) == HOLDS
                   ? fading
                   : ball_nothing(s);
    if (r->side < 0 || ball_at_most(ball_int(0), r->centre) != HOLDS || ball_less(ball_int(1), X) != HOLDS)
        return ball_nothing(s);
    if (t->kind == BASIS_POWER && real_sign(t->scale) < 0)
        return ball_within(
            ball_mul(coef, ball_mul(real_ball(s, t->scale), ball_pow(X, real_ball(s, t->scale)))));
    return falls ? rising : ball_nothing(s);
}

static void add_term(const ray *r, const term *t, elasticity *e)
{
    scope *s = r->s;
    ball coef = real_ball(s, t->coef), speed;
    switch (t->kind) {
    case BASIS_ONE: return;
    case BASIS_X: e->B = ball_add(e->B, ball_mul_int(coef, r->side)); return;
    case BASIS_XX: /* z (2 x side), x = centre + side z */
        e->A = ball_add(e->A, ball_mul_int(coef, 2));
        e->B = ball_add(e->B, ball_mul_int(ball_mul(coef, r->centre), 2 * r->side));
        return;
    case BASIS_LOG: e->C = ball_add(e->C, ball_mul(coef, relative_speed(r, real_ball(s, t->at)))); return;
    case BASIS_LOG_QUADRATIC: { /* 2 z w/(scale^2 + w^2), w = x - at, is 2 (z/w)/(1 + (scale/w)^2) */
        speed = relative_speed(r, real_ball(s, t->at));
        ball narrow = ball_sqr(ball_mul(ball_mul(real_ball(s, t->scale), r->y), speed));
        e->C = ball_add(e->C, ball_mul(ball_mul_int(coef, 2), ball_div(speed, ball_add_int(narrow, 1))));
        return;
    }
    case BASIS_SOFTPLUS: add_softplus(r, t, coef, e); return;
    case BASIS_LOG_SQUARED:
    case BASIS_POWER: e->C = ball_add(e->C, steep_term(r, t, coef)); return;
    case BASIS_EXP:
        if (real_sign(t->scale) == r->side && ball_at_most(coef, ball_int(0)) == HOLDS) /* e^v >= e^v(Z) */
            e->B = ball_add(e->B, ball_mul_int(ball_mul(coef, term_slope(s, *t, outer_point(r))), r->side));
        else if (real_sign(t->scale) == r->side)
            e->C = ball_nothing(s);
        else
            e->C = ball_add(e->C, steep_term(r, t, coef));
        return;
    default: e->C = ball_nothing(s);
    }
}

/* A k as above; indeterminate if the form does not fall along the ray. */
static ball least_fall(const ray *r, const form *f)
{
    ball zero = ball_in(r->s, ball_int(0)), Z = r->Z;
    elasticity e = {zero, zero, zero};
    for (int i = 0; i < f->n; i++)
        add_term(r, &f->t[i], &e);
    ball slope = ball_add(ball_mul(ball_mul_int(e.A, 2), Z), e.B);
    if (ball_at_most(e.A, zero) != HOLDS || ball_at_most(slope, zero) != HOLDS)
        return ball_nothing(r->s);
    return ball_neg(ball_upper(ball_add(ball_mul(ball_add(ball_mul(e.A, Z), e.B), Z), e.C)));
}

form tail_form(const ladder *l, const gap_part *p, int side)
{
    real_pool *pool = l->g.pool;
    real beyond = real_add(pool, outermost(&l->g, side)->x, real_int(pool, side));
    return p->c->family->log_density(pool, p->c, beyond);
}

/* P(X > x) z^a at most, for all x beyond the point x0 with z = Z > 0 there: z = side (x - centre), falling like z^(a - k + 1). */
static ball density_ratio(ladder *l, scope *s, const gap_part *p, int side, ball x0, ball centre, ball a)
{
    form f = tail_form(l, p, side);
    ball Z = ball_mul_int(ball_sub(x0, centre), side), zero = ball_in(s, ball_int(0));
    ray r = {.s = s, .side = side, .centre = side > 0 ? ball_max(centre, zero) : centre};
    r.Z = ball_mul_int(ball_sub(x0, r.centre), side);
    if (ball_positive(r.Z) != HOLDS)
        return ball_nothing(s);
    r.y = ball_upto(ball_inv(r.Z));
    ball k = ball_add_int(least_fall(&r, &f), -1);
    if (ball_at_most(a, k) != HOLDS)
        return ball_nothing(s);
    return ball_upper(
        ball_mul(ball_exp(form_value(s, &f, x0)), ball_mul(ball_mul(r.Z, ball_pow(Z, a)), ball_inv(k))));
}

static ball density_moment(ladder *l, scope *s, const gap_part *p, int side, ball order)
{
    form f = tail_form(l, p, side);
    ball x = real_ball(s, outermost(&l->g, side)->x), one = ball_in(s, ball_int(1));
    double middle = p->c->family->quantile_double(p->c->par_double, 0.5);
    ray r = {.s = s, .side = side, .centre = ball_exact_double(s, middle)};
    r.Z = ball_mul_int(ball_sub(x, r.centre), side);
    if (ball_positive(r.Z) != HOLDS)
        return ball_nothing(s);
    r.y = ball_upto(ball_inv(r.Z));
    ball a = ball_add(order, one), b = ball_sub(least_fall(&r, &f), a);
    if (ball_positive(b) != HOLDS)
        return ball_nothing(s);
    ball beta =
        ball_less(ball_int(2), b) == HOLDS
            ? ball_mul(ball_gamma(a), ball_pow(ball_sub(b, one), ball_neg(a)))
            : ball_exp(ball_sub(ball_add(ball_lgamma(a), ball_lgamma(b)), ball_lgamma(ball_add(a, b))));
    return ball_upper(ball_mul(ball_exp(form_value(s, &f, x)), ball_mul(ball_pow(r.Z, a), beta)));
}

/* ---- Lattice laws ---- */

/*
 * To the left E max(x - X, 0)^p <= x^p F(x). To the right, if the weights fall by a factor r or more at each step from an integer
 * n <= x on,
 *     E max(X - x, 0)^p <= w(n) sum j^p r^j <= w(n) M/(1 - q),   q = sqrt r,  M = max j^p q^j = (p/(e L))^p,  L = -log q.
 */
static ball step_of_lgamma(scope *s, const term *t, ball n)
{
    ball at = real_ball(s, t->at);
    return real_sign(t->scale) > 0 ? ball_log(ball_add_int(ball_sub(n, at), 1))
                                   : ball_neg(ball_log(ball_sub(at, n)));
}

/* log w(n+1)/w(n), which falls with n; indeterminate if that is not clear. */
static ball log_step(scope *s, const form *h, ball n)
{
    ball slope = ball_in(s, ball_int(0));
    for (int i = 0; i < h->n; i++) {
        ball coef = real_ball(s, h->t[i].coef);
        if (h->t[i].kind == BASIS_X)
            slope = ball_add(slope, coef);
        else if (h->t[i].kind == BASIS_LGAMMA && ball_at_most(coef, ball_int(0)) == HOLDS)
            slope = ball_add(slope, ball_mul(coef, step_of_lgamma(s, &h->t[i], n)));
        else if (h->t[i].kind != BASIS_ONE)
            return ball_nothing(s);
    }
    return slope;
}

/* The weights from an integer n at or before a cut on: w(n) and -log of the factor by which they fall at least; false if unknown. */
static bool lattice_fall(ladder *l, scope *s, const gap_part *p, const gap_cut *cut, ball *n, ball *w,
                         ball *fall)
{
    slong at;
    if (!(cut->near >= 0))
        return false;
    if (!real_is_integer(cut->x, &at))
        at = (slong)floor(fmin(cut->near, 1e15)) - 1;
    form h = p->c->family->log_density(l->g.pool, p->c, real_int(l->g.pool, at));
    *n = ball_in(s, ball_int(at));
    *w = ball_exp(form_value(s, &h, *n));
    *fall = ball_neg(log_step(s, &h, *n));
    return ball_positive(*fall) == HOLDS;
}

static ball lattice_moment(ladder *l, scope *s, const gap_part *p, int side, ball order)
{
    const family *f = p->c->family;
    const gap_cut *cut = outermost(&l->g, side);
    ball x = real_ball(s, cut->x), zero = ball_in(s, ball_int(0)), n, w, L;
    if (side < 0)
        return ball_at_most(x, zero) == HOLDS ? zero
                                              : ball_upper(ball_mul(ball_pow(x, order), f->cdf(s, p->c, x)));
    if (ball_is_exact_zero(f->sf(s, p->c, x)))
        return zero;
    if (!lattice_fall(l, s, p, cut, &n, &w, &L))
        return ball_nothing(s);
    L = ball_scale2(L, -1);
    ball most = ball_pow(ball_div(order, ball_mul(L, ball_exp(ball_in(s, ball_int(1))))), order);
    ball rest = ball_neg(ball_expm1(ball_neg(L)));
    return ball_upper(ball_mul(w, ball_div(most, rest)));
}

/*
 * For n + i <= x < n + i + 1 the mass beyond x is at most w(n) r^(i+1)/(1 - r) and z < n + i + 1 - centre =: y, and r^i y^a falls with i
 * if -log r >= a/y.
 */
static ball lattice_ratio(ladder *l, scope *s, const gap_part *p, int side, const gap_cut *cut, ball centre,
                          ball a)
{
    const family *f = p->c->family;
    ball x = real_ball(s, cut->x), n, w, L;
    if (ball_is_exact_zero((side < 0 ? f->cdf : f->sf)(s, p->c, x)))
        return ball_in(s, ball_int(0));
    if (side < 0 || !lattice_fall(l, s, p, cut, &n, &w, &L))
        return ball_nothing(s);
    ball y = ball_add_int(ball_sub(n, centre), 1);
    if (ball_positive(y) != HOLDS || ball_at_most(a, ball_mul(L, y)) != HOLDS)
        return ball_nothing(s);
    return ball_upper(ball_mul(ball_div(w, ball_expm1(L)), ball_pow(y, a)));
}

ball tail_ratio(ladder *l, scope *s, const gap_part *p, int side, size_t cut, ball centre, ball a)
{
    const gap_cut *from = &l->g.cut[cut];
    if (p->c->family->kind == FAMILY_LATTICE)
        return lattice_ratio(l, s, p, side, from, centre, a);
    return reaches(p, side) ? density_ratio(l, s, p, side, real_ball(s, from->x), centre, a)
                            : ball_in(s, ball_int(0));
}

ball tail_moment(ladder *l, scope *s, const gap_part *p, int side, ball order)
{
    if (p->c->family->kind == FAMILY_LATTICE)
        return lattice_moment(l, s, p, side, order);
    return reaches(p, side) ? density_moment(l, s, p, side, order) : ball_in(s, ball_int(0));
}

ball tail_excess(ladder *l, scope *s, int side, ball p)
{
    ball sum = ball_in(s, ball_int(0));
    for (int k = 0; k < l->g.parts + l->g.lattices; k++) {
        const gap_part *one = k < l->g.parts ? &l->g.part[k] : &l->g.lattice[k - l->g.parts];
        sum = ball_add(sum, ball_mul(one->weight_ball, tail_moment(l, s, one, side, p)));
    }
    return ball_is_exact_zero(sum) ? sum : ball_pow(ball_upper(sum), ball_inv(p));
}
