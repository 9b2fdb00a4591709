/*
 * The energy distance between mixtures of normal laws and points on the plane,
 *
 *     energy^2 = 2 E|X-Y| - E|X-X'| - E|Y-Y'|        (Szekely and Rizzo 2013).
 *
 * As the integral of |z . e(t)| over all directions e(t) = (cos t, sin t) is 4 |z|, the mean length of a normal vector Z of mean m
 * and covariance C is a quarter of an integral over the circle of a mean on the line,
 *
 *     E|Z| = 1/2 integral over [0, pi] of h(m . e, e'C e),      h(a, v) = (2v/pi)^(1/2) e^(-a^2/(2v)) + a erf(a/(2v)^(1/2)),
 *
 * analytic in t. With the weights w_i of the components of P and -v_j of those of Q in one list, energy^2 is minus the sum of w_i w_j
 * E|X_i - X_j|: all pairs are integrated at once, pairs of equal differences (up to sign) together.
 */
#include "calculus/integrate.h"
#include "divergences/planar_routes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PARTS = 256, MOST_DIFFERENCES = 40000 };

/* A normal law, or a point: the mean, and the covariances xx, xy, yy. */
enum { MEAN_X, MEAN_Y, COV_XX, COV_XY, COV_YY, NUMBERS };
typedef struct part {
    real number[NUMBERS], weight;
} part;

typedef struct difference {
    real number[NUMBERS], weight;
    double rounded[NUMBERS]; /* unequal ones are told apart by these */
    ball value[NUMBERS], factor;
} difference;

typedef struct list {
    real_pool *pool;
    int parts, n;
    part part[MOST_PARTS];
    difference *of;
} list;

/* ---- The components ---- */

static bool add_part(list *all, const real number[NUMBERS], real weight)
{
    if (all->parts == MOST_PARTS)
        return false;
    part *one = &all->part[all->parts++];
    memcpy(one->number, number, sizeof one->number);
    one->weight = weight;
    return true;
}

static bool add_normal(list *all, const real par[5], real weight)
{
    real_pool *pool = all->pool;
    real number[NUMBERS] = {par[0], par[1], real_mul(pool, par[2], par[2]),
                            real_mul(pool, par[4], real_mul(pool, par[2], par[3])),
                            real_mul(pool, par[3], par[3])};
    return add_part(all, number, weight);
}

/* Part k of a component on the line, itself or an atom: mean, variance and weight. */
typedef struct line_part {
    real mean, variance, weight;
} line_part;

static size_t line_parts(const component *c)
{
    return c->family->kind == FAMILY_ATOMS ? c->family->atoms(c) : !strcmp(c->family->name, "normal");
}

static line_part line_part_of(real_pool *pool, const component *c, size_t k)
{
    line_part out = {.weight = c->weight};
    if (c->family->kind == FAMILY_ATOMS) {
        real weight;
        c->family->atom(pool, c, k, &out.mean, &weight);
        out.variance = real_int(pool, 0);
        out.weight = real_mul(pool, c->weight, weight);
    } else {
        out.mean = c->par[0];
        out.variance = real_mul(pool, c->par[1], c->par[1]);
    }
    return out;
}

static bool add_product(list *all, const component *a, const component *b, real weight)
{
    real_pool *pool = all->pool;
    bool room = line_parts(a) && line_parts(b);
    for (size_t i = 0; i < line_parts(a); i++)
        for (size_t k = 0; k < line_parts(b) && room; k++) {
            line_part x = line_part_of(pool, a, i), y = line_part_of(pool, b, k);
            real number[NUMBERS] = {x.mean, y.mean, x.variance, real_int(pool, 0), y.variance};
            room = add_part(all, number, real_mul(pool, weight, real_mul(pool, x.weight, y.weight)));
        }
    return room;
}

static bool add_products(list *all, const law *first, const law *second, real weight)
{
    bool known = true;
    for (int i = 0; i < first->n; i++)
        for (int k = 0; k < second->n && known; k++)
            known = add_product(all, &first->c[i], &second->c[k], weight);
    return known;
}

static bool add_law(list *all, const law *l, int sign)
{
    bool known = true;
    for (int i = 0; i < l->n && known; i++) {
        const component *c = &l->c[i];
        real weight = sign > 0 ? c->weight : real_neg(all->pool, c->weight);
        known = c->factor[0] ? add_products(all, c->factor[0], c->factor[1], weight)
                             : !strcmp(c->family->name, "normal2") && add_normal(all, c->par, weight);
    }
    return known;
}

/* ---- The differences ---- */

static bool same_difference(const difference *a, const difference *b)
{
    for (int k = 0; k < NUMBERS; k++)
        if (fabs(a->rounded[k] - b->rounded[k]) > 1e-9 * (fabs(a->rounded[k]) + fabs(b->rounded[k])))
            return false;
    for (int k = 0; k < NUMBERS; k++)
        if (!real_equal(a->number[k], b->number[k]))
            return false;
    return true;
}

/* z and -z have the same length: the mean is taken to the right, or upward. */
static difference difference_of(list *all, const part *a, const part *b)
{
    real_pool *pool = all->pool;
    difference d = {.weight = real_mul(pool, a->weight, b->weight)};
    for (int k = 0; k < NUMBERS; k++)
        d.number[k] = k <= MEAN_Y ? real_sub(pool, b->number[k], a->number[k])
                                  : real_add(pool, a->number[k], b->number[k]);
    for (int k = 0; k < NUMBERS; k++)
        d.rounded[k] = real_double(d.number[k]);
    bool turned = d.rounded[MEAN_X] < 0 || (d.rounded[MEAN_X] == 0 && d.rounded[MEAN_Y] < 0);
    for (int k = 0; k <= MEAN_Y && turned; k++)
        d.number[k] = real_neg(pool, d.number[k]), d.rounded[k] = -d.rounded[k];
    return d;
}

static bool add_difference(list *all, const difference *d)
{
    int i = 0;
    while (i < all->n && !same_difference(&all->of[i], d))
        i++;
    if (i == MOST_DIFFERENCES)
        return false;
    if (i == all->n)
        all->of[all->n++] = *d;
    else
        all->of[i].weight = real_add(all->pool, all->of[i].weight, d->weight);
    return true;
}

static bool pair_up(list *all)
{
    bool room = true;
    all->of = malloc(MOST_DIFFERENCES * sizeof *all->of);
    for (int i = 0; i < all->parts; i++)
        for (int k = i; k < all->parts && room; k++) {
            difference d = difference_of(all, &all->part[i], &all->part[k]);
            if (k > i)
                d.weight = real_mul(all->pool, d.weight, real_int(all->pool, 2));
            room = add_difference(all, &d);
        }
    return room;
}

/* ---- The mean lengths ---- */

static bool is_point(const difference *d)
{
    return real_sign(d->number[COV_XX]) == 0 && real_sign(d->number[COV_YY]) == 0;
}

/* e'C e is positive for each e if C is positive definite. */
static bool is_regular(real_pool *pool, const difference *d)
{
    real product = real_mul(pool, d->number[COV_XX], d->number[COV_YY]),
         square = real_mul(pool, d->number[COV_XY], d->number[COV_XY]);
    return real_sign(d->number[COV_XX]) == 1 && real_compare(product, square) == 1;
}

static cball mean_on_line(const difference *d, cball c, cball s)
{
    cball a = cball_add(cball_mul_ball(c, d->value[MEAN_X]), cball_mul_ball(s, d->value[MEAN_Y]));
    cball cross = cball_scale2(cball_mul_ball(cball_mul(c, s), d->value[COV_XY]), 1);
    cball v = cball_add(cball_add(cball_mul_ball(cball_sqr(c), d->value[COV_XX]), cross),
                        cball_mul_ball(cball_sqr(s), d->value[COV_YY]));
    cball root = cball_sqrt(cball_scale2(v, 1)), z = cball_div(a, root);
    ball scale = ball_inv(ball_sqrt(ball_pi(a.in)));
    return cball_add(cball_mul(cball_mul_ball(root, scale), cball_exp(cball_neg(cball_sqr(z)))),
                     cball_mul(a, cball_erf(z)));
}

/* The sum over the regular differences in the direction pi t. */
static cball sum_on_line(void *state, scope *s, cball t)
{
    const list *all = state;
    cball angle = cball_mul_ball(t, ball_pi(s)), c = cball_cos(angle), sine = cball_sin(angle),
          sum = cball_from_ball(s, ball_int(0));
    for (int i = 0; i < all->n; i++)
        if (ball_is_finite(all->of[i].factor))
            sum = cball_add(sum, cball_mul_ball(mean_on_line(&all->of[i], c, sine), all->of[i].factor));
    return sum;
}

/* |m|, with the weight. */
static ball length_of(scope *s, const difference *d)
{
    ball square =
        ball_add(ball_sqr(real_ball(s, d->number[MEAN_X])), ball_sqr(real_ball(s, d->number[MEAN_Y])));
    return ball_mul(real_ball(s, d->weight), ball_sqrt(square));
}

/* The sum of all weighted mean lengths; false if one is beyond these formulas. */
static bool sum_lengths(list *all, scope *s, slong goal, ball *sum)
{
    bool some = false;
    *sum = ball_in(s, ball_int(0));
    for (int i = 0; i < all->n; i++) {
        difference *d = &all->of[i];
        bool counts = real_sign(d->weight) != 0, point = is_point(d);
        if (counts && !point && !is_regular(all->pool, d))
            return false;
        for (int k = 0; k < NUMBERS; k++)
            d->value[k] = real_ball(s, d->number[k]);
        d->factor = counts && !point ? real_ball(s, d->weight) : ball_nothing(s);
        some |= counts && !point;
        if (counts && point)
            *sum = ball_add(*sum, length_of(s, d));
    }
    if (some) {
        ball whole = integrate_certified(s, sum_on_line, all, goal + 4, 0);
        *sum = ball_add(*sum, ball_mul(whole, ball_scale2(ball_pi(s), -1)));
    }
    return true;
}

bool normals_energy(scope *s, const law *p, const law *q, slong goal, enclosure *out)
{
    list *all = calloc(1, sizeof *all);
    ball sum;
    all->pool = real_pool_open();
    bool known = add_law(all, p, 1) && add_law(all, q, -1) && pair_up(all) && sum_lengths(all, s, goal, &sum);
    if (known) {
        ball square = ball_max(ball_neg(sum), ball_in(s, ball_int(0)));
        *out = (enclosure){ball_sqrt(square), FINITE, METHOD_CERTIFIED};
    }
    free(all->of);
    real_pool_close(all->pool);
    free(all);
    return known;
}
