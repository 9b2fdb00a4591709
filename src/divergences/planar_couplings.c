/*
 * Wasserstein distances on the plane that are known exactly: see planar_transport.h.
 */
#include "divergences/planar_transport.h"

#include "distributions/planar.h"
#include "divergences/planar_length.h"

#include <stdlib.h>
#include <string.h>

static ball length_of(ball x, ball y) { return ball_sqrt(ball_add(ball_sqr(x), ball_sqr(y))); }

/* ---- The mean power of the distance from a point ---- */

/* (E|X - c|^k)^(1/k) for k = 1 where shapes are known (they may be NULL), for k = 2 if there are moments. */
static bool distance_from(scope *s, slong k, const law *l, const shapes *parts, const real c[2], slong goal,
                          ball *out)
{
    if (k == 2) {
        moments2 m = law_moments2(s, l);
        ball dx = ball_sub(m.mean[0], real_ball(s, c[0])), dy = ball_sub(m.mean[1], real_ball(s, c[1]));
        *out = ball_sqrt(ball_add(ball_add(ball_sqr(dx), ball_sqr(dy)), ball_add(m.xx, m.yy)));
        return ball_is_finite(*out);
    }
    if (k != 1 || !parts)
        return false;
    shapes moved = {parts->pool, parts->n, malloc((size_t)parts->n * sizeof *moved.of)};
    shape point = {.at = {c[0], c[1]}, .weight = real_int(parts->pool, 1)};
    for (int i = 0; i < 3; i++)
        point.spread[i] = real_int(parts->pool, 0);
    for (int i = 0; i < parts->n; i++)
        moved.of[i] = shape_difference(parts->pool, &parts->of[i], &point);
    bool known = mean_lengths(s, &moved, goal, out);
    shapes_free(&moved);
    return known && ball_is_finite(*out);
}

static bool is_point(const shapes *parts)
{
    return parts->n == 1 && !parts->of->sides && !parts->of->disks && shape_is_sharp(parts->of);
}

/* ---- Homotheties: Q is the law of c + f (X - c) ---- */

/* Some length of a shape: NULL for points. */
static real length_in(real_pool *pool, const shape *a)
{
    if (a->disks)
        return a->radius[0];
    for (int k = 0; k < 2 && a->sides; k++)
        if (real_sign(a->side[0][k]))
            return a->side[0][k];
    return shape_is_sharp(a) ? NULL : real_sqrt(pool, a->spread[real_sign(a->spread[0]) ? 0 : 2]);
}

static bool scaled(real_pool *pool, const shape *a, const shape *b, real f, const real shift[2])
{
    real square = real_mul(pool, f, f);
    bool alike = a->sides == b->sides && a->disks == b->disks && real_equal(a->weight, b->weight);
    for (int k = 0; k < 2 && alike; k++)
        alike = real_equal(b->at[k], real_add(pool, shift[k], real_mul(pool, f, a->at[k])));
    for (int i = 0; i < 3 && alike; i++)
        alike = real_equal(b->spread[i], real_mul(pool, square, a->spread[i]));
    for (int i = 0; i < 2 * a->sides && alike; i++)
        alike = real_equal(b->side[i / 2][i % 2], real_mul(pool, f, a->side[i / 2][i % 2]));
    for (int i = 0; i < a->disks && alike; i++)
        alike = real_equal(b->radius[i], real_mul(pool, f, a->radius[i]));
    return alike;
}

/* The factor f > 0 and the fixed point; f = 1 is left to translates. */
static bool homothetic(real_pool *pool, const shapes *p, const shapes *q, real *f, real centre[2])
{
    real from = length_in(pool, p->of), to = length_in(pool, q->of), shift[2];
    if (p->n != q->n || !from || !to || real_sign(from) * real_sign(to) != 1 || real_equal(from, to))
        return false;
    *f = real_div(pool, to, from);
    for (int k = 0; k < 2; k++) {
        shift[k] = real_sub(pool, q->of->at[k], real_mul(pool, *f, p->of->at[k]));
        centre[k] = real_div(pool, shift[k], real_sub(pool, real_int(pool, 1), *f));
    }
    for (int i = 0; i < p->n; i++)
        if (!scaled(pool, &p->of[i], &q->of[i], *f, shift))
            return false;
    return true;
}

/* ---- Radial laws: mixtures of disks, isotropic normal laws and a point with one centre ---- */

static bool is_radial(const shapes *parts)
{
    const shape *first = parts->of;
    for (int i = 0; i < parts->n; i++) {
        const shape *a = &parts->of[i];
        bool round = !a->sides && real_sign(a->spread[SPREAD_XY]) == 0
                     && real_equal(a->spread[SPREAD_XX], a->spread[SPREAD_YY]);
        if (!round || !real_equal(a->at[0], first->at[0]) || !real_equal(a->at[1], first->at[1]))
            return false;
    }
    return true;
}

/* The law of the distance from the centre. */
static law radii(real_pool *pool, const shapes *parts)
{
    law l = {.dim = 1, .n = parts->n, .c = calloc((size_t)parts->n, sizeof *l.c), .pool = pool, .text = ""};
    for (int i = 0; i < l.n; i++) {
        const shape *a = &parts->of[i];
        component *c = &l.c[i];
        c->weight = a->weight;
        c->weight_double = real_double(a->weight);
        c->par[0] = real_int(pool, 0);
        if (a->disks) { /* the density 2x/r^2 */
            c->family = family_by_name("triangular");
            c->par[1] = c->par[2] = a->radius[0];
        } else if (shape_is_sharp(a)) {
            c->family = family_by_name("point");
        } else {
            c->family = family_by_name("rayleigh");
            c->par[0] = real_sqrt(pool, a->spread[SPREAD_XX]);
        }
        for (int k = 0; k < MAX_PARAMETERS && c->par[k]; k++)
            c->par_double[k] = real_double(c->par[k]);
    }
    return l;
}

/* W_k of the radii if the centres agree; for k = 2, W_2^2 and the square of what the centres are apart add. */
static bool radial(scope *s, real_pool *pool, slong k, real order, const shapes *p, const shapes *q,
                   slong goal, ball *out)
{
    const real *a = p->of->at, *b = q->of->at;
    bool centred = real_equal(a[0], b[0]) && real_equal(a[1], b[1]);
    if (!is_radial(p) || !is_radial(q) || (!centred && k != 2))
        return false;
    law x = radii(pool, p), y = radii(pool, q);
    divergence d = {divergence_by_name("wp"), order};
    enclosure found;
    bool known = divergence_enclose(s, d, &x, &y, goal, METHOD_AUTO, &found) && ball_is_finite(found.value);
    ball apart =
        length_of(real_ball(s, real_sub(pool, a[0], b[0])), real_ball(s, real_sub(pool, a[1], b[1])));
    *out = !known ? ball_nothing(s) : centred ? found.value : length_of(found.value, apart);
    free(x.c);
    free(y.c);
    return known || (k != 1 && k != 2); /* those two have another way, by quantised laws */
}

/* ---- The choice ---- */

bool exact_coupling(scope *s, real order, const law *p, const law *q, slong goal, ball *out)
{
    real_pool *pool = real_pool_open();
    shapes a = {.pool = pool}, b = {.pool = pool};
    slong k = 0;
    real f, c[2];
    bool of_p = shapes_add(&a, p, 1), of_q = shapes_add(&b, q, 1), known = false;
    if (!real_is_integer(order, &k))
        k = 0;
    if (of_q && is_point(&b))
        known = distance_from(s, k, p, of_p ? &a : NULL, b.of->at, goal, out);
    else if (of_p && is_point(&a))
        known = distance_from(s, k, q, of_q ? &b : NULL, a.of->at, goal, out);
    if (!known && of_p && of_q && homothetic(pool, &a, &b, &f, c)
        && (known = distance_from(s, k, p, &a, c, goal, out)))
        *out = ball_mul(*out, ball_abs(ball_add_int(real_ball(s, f), -1)));
    if (!known && of_p && of_q)
        known = radial(s, pool, k, order, &a, &b, goal, out);
    shapes_free(&a);
    shapes_free(&b);
    real_pool_close(pool);
    return known;
}
