/*
 * The energy distance on the plane between mixtures of normal laws, points, and uniform laws on segments, rectangles and disks,
 *
 *     energy^2 = 2 E|X-Y| - E|X-X'| - E|Y-Y'|        (Szekely and Rizzo 2013).
 *
 * With the weights w_i of the components of P and -v_j of those of Q in one list, it is minus the sum of w_i w_j E|X_i - X_j|, of mean
 * lengths of shapes (planar_length.h): all pairs at once, normal pairs of equal differences (up to sign) together.
 */
#include "divergences/planar_length.h"
#include "divergences/planar_routes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DIFFERENCES = 40000, NUMBERS = 5 };

typedef struct pairs {
    shapes list;
    double (*rounded)[NUMBERS]; /* at and spread: unequal ones are told apart by these */
} pairs;

static real number_of(const shape *a, int k) { return k < 2 ? a->at[k] : a->spread[k - 2]; }

static bool is_plain(const shape *a) { return a->sides == 0 && a->disks == 0; }

static bool same(const pairs *all, int i, const shape *d, const double rounded[NUMBERS])
{
    const double *one = all->rounded[i];
    for (int k = 0; k < NUMBERS; k++)
        if (fabs(one[k] - rounded[k]) > 1e-9 * (fabs(one[k]) + fabs(rounded[k])))
            return false;
    if (!is_plain(d) || !is_plain(&all->list.of[i]))
        return false;
    for (int k = 0; k < NUMBERS; k++)
        if (!real_equal(number_of(d, k), number_of(&all->list.of[i], k)))
            return false;
    return true;
}

/* z and -z have the same length: without sides, the place is taken to the right, or upward. */
static void turn(real_pool *pool, shape *d, double rounded[NUMBERS])
{
    bool turned = rounded[0] < 0 || (rounded[0] == 0 && rounded[1] < 0);
    for (int k = 0; k < 2 && turned && is_plain(d); k++)
        d->at[k] = real_neg(pool, d->at[k]), rounded[k] = -rounded[k];
}

static bool add_pair(pairs *all, const shape *x, const shape *y, bool alike)
{
    real_pool *pool = all->list.pool;
    shape d = shape_difference(pool, x, y);
    double rounded[NUMBERS];
    for (int k = 0; k < NUMBERS; k++)
        rounded[k] = real_double(number_of(&d, k));
    turn(pool, &d, rounded);
    if (!alike) /* both orders of the pair */
        d.weight = real_mul(pool, d.weight, real_int(pool, 2));
    int i = 0;
    while (i < all->list.n && !same(all, i, &d, rounded))
        i++;
    if (i == MOST_DIFFERENCES)
        return false;
    if (i < all->list.n) {
        all->list.of[i].weight = real_add(pool, all->list.of[i].weight, d.weight);
        return true;
    }
    memcpy(all->rounded[i], rounded, sizeof rounded);
    all->list.of[all->list.n++] = d;
    return true;
}

static bool pair_up(pairs *all, const shapes *parts)
{
    size_t n = (size_t)parts->n,
           most = n * (n + 1) / 2 < MOST_DIFFERENCES ? n * (n + 1) / 2 : MOST_DIFFERENCES;
    all->list.of = malloc(most * sizeof *all->list.of);
    all->rounded = malloc(most * sizeof *all->rounded);
    bool room = true;
    for (int i = 0; i < parts->n; i++)
        for (int k = i; k < parts->n && room; k++)
            room = add_pair(all, &parts->of[i], &parts->of[k], i == k);
    return room;
}

bool shapes_energy(scope *s, const law *p, const law *q, slong goal, enclosure *out)
{
    real_pool *pool = real_pool_open();
    shapes parts = {.pool = pool};
    pairs all = {.list = {.pool = pool}};
    ball sum;
    bool known = shapes_add(&parts, p, 1) && shapes_add(&parts, q, -1) && pair_up(&all, &parts)
                 && mean_lengths(s, &all.list, goal, &sum);
    if (known) {
        ball square = ball_max(ball_neg(sum), ball_in(s, ball_int(0)));
        *out = (enclosure){ball_sqrt(square), FINITE, METHOD_CERTIFIED};
    }
    free(all.rounded);
    shapes_free(&all.list);
    shapes_free(&parts);
    real_pool_close(pool);
    return known;
}
