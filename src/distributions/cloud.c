/* Clouds of weighted points. See cloud.h. */
#include "distributions/cloud.h"
#include "distributions/family.h"

#include <math.h>
#include <stdlib.h>

cloud_room cloud_open(int dim, size_t n, bool weighted)
{
    size_t coordinates = n * (size_t)dim;
    return (cloud_room){.dim = dim,
                        .n = n,
                        .x = malloc(coordinates * sizeof(real)),
                        .weight = weighted ? malloc(n * sizeof(real)) : NULL,
                        .x_double = malloc(coordinates * sizeof(double))};
}

typedef struct sorted_point {
    double x_double;
    real x;
    size_t i;
} sorted_point;

/*
 * By the doubles, which rounding keeps in order, and where they tie by the numbers themselves; then as given.
 */
static int in_order(const void *first, const void *second)
{
    const sorted_point *a = first, *b = second;
    if (a->x_double != b->x_double)
        return a->x_double < b->x_double ? -1 : 1;
    int exact = real_compare(a->x, b->x);
    return exact == -1 || exact == 1 ? exact : (a->i > b->i) - (a->i < b->i);
}

static size_t *sorted_order(const cloud *d)
{
    sorted_point *places = malloc(d->n * sizeof *places);
    size_t *order = malloc(d->n * sizeof *order);
    for (size_t i = 0; i < d->n; i++)
        places[i] = (sorted_point){d->x_double[i], d->x[i], i};
    qsort(places, d->n, sizeof *places, in_order);
    for (size_t i = 0; i < d->n; i++)
        order[i] = places[i].i;
    free(places);
    return order;
}

const cloud *cloud_close(cloud_room room)
{
    cloud *d = malloc(sizeof *d);
    *d = (cloud){.dim = room.dim, .n = room.n, .x = room.x, .weight = room.weight, .x_double = room.x_double};
    if (room.weight) {
        double *weight_double = malloc(room.n * sizeof *weight_double);
        for (size_t i = 0; i < room.n; i++)
            weight_double[i] = real_double(room.weight[i]);
        d->weight_double = weight_double;
    }
    if (room.dim == 1)
        d->order = sorted_order(d);
    return d;
}

void cloud_free(const cloud *data)
{
    if (!data)
        return;
    free((void *)data->x);
    free((void *)data->weight);
    free((void *)data->x_double);
    free((void *)data->weight_double);
    free((void *)data->order);
    free((void *)data);
}

size_t cloud_atoms(const component *c) { return c->data->n; }

void cloud_atom(real_pool *pool, const component *c, size_t i, real *x, real *weight)
{
    const cloud *d = c->data;
    *x = d->x[i * (size_t)d->dim];
    *weight = d->weight ? d->weight[i] : real_ratio(pool, 1, (slong)d->n);
}

/* ---- Certified ---- */

static ball weight_ball(scope *s, const cloud *d, size_t i)
{
    return d->weight ? real_ball(s, d->weight[i]) : ball_ratio(1, (slong)d->n);
}

/* The sum of w_i f(x_i) over places [from, to) of the order, in constant storage. */
typedef ball (*point_function)(ball point, ball x);
static ball weighted_sum(scope *s, const cloud *d, size_t from, size_t to, point_function f, ball x)
{
    ball sum = ball_in(s, ball_int(0));
    for (size_t k = from; k < to; k++) {
        scope_mark mark = scope_now(s);
        size_t i = d->order[k];
        ball next = ball_add(sum, ball_mul(weight_ball(s, d, i), f(real_ball(s, d->x[i]), x)));
        arb_swap(sum.v, next.v);
        scope_rewind(s, mark);
    }
    return sum;
}

/*
 * How many points are at most x, at least that surely (least = HOLDS) or at most possibly (least =
 * UNDECIDED).
 */
static size_t count_below(scope *s, const cloud *d, ball x, verdict least)
{
    size_t below = 0, above = d->n;
    while (below < above) {
        size_t middle = below + (above - below) / 2;
        scope_mark mark = scope_now(s);
        bool counts = ball_at_most(real_ball(s, d->x[d->order[middle]]), x) >= least;
        scope_rewind(s, mark);
        if (counts)
            below = middle + 1;
        else
            above = middle;
    }
    return below;
}

static ball one(ball point, ball x)
{
    (void)point, (void)x;
    return ball_int(1);
}

static ball mass(scope *s, const cloud *d, size_t from, size_t to)
{
    if (d->weight)
        return weighted_sum(s, d, from, to, one, ball_int(0));
    return ball_in(s, ball_ratio((slong)(to - from), (slong)d->n));
}

ball cloud_cdf(scope *s, const component *c, ball x)
{
    const cloud *d = c->data;
    if (d->dim != 1)
        return ball_nothing(s);
    size_t surely = count_below(s, d, x, HOLDS), possibly = count_below(s, d, x, UNDECIDED);
    return ball_add(mass(s, d, 0, surely), ball_upto(mass(s, d, surely, possibly)));
}

ball cloud_sf(scope *s, const component *c, ball x)
{
    const cloud *d = c->data;
    if (d->dim != 1)
        return ball_nothing(s);
    size_t surely = count_below(s, d, x, HOLDS), possibly = count_below(s, d, x, UNDECIDED);
    return ball_add(mass(s, d, possibly, d->n), ball_upto(mass(s, d, surely, possibly)));
}

static ball room_below(ball point, ball x) { return positive_part(ball_sub(x, point)); }
static ball room_above(ball point, ball x) { return negative_part(ball_sub(x, point)); }
static ball the_point(ball point, ball x) { return (void)x, point; }
static ball squared_distance(ball point, ball x) { return ball_sqr(ball_sub(x, point)); }

static ball over_all(scope *s, const component *c, point_function f, ball x)
{
    return c->data->dim == 1 ? weighted_sum(s, c->data, 0, c->data->n, f, x) : ball_nothing(s);
}

ball cloud_lower_excess(scope *s, const component *c, ball x) { return over_all(s, c, room_below, x); }
ball cloud_upper_excess(scope *s, const component *c, ball x) { return over_all(s, c, room_above, x); }
ball cloud_mean(scope *s, const component *c) { return over_all(s, c, the_point, ball_int(0)); }
ball cloud_variance(scope *s, const component *c)
{
    return over_all(s, c, squared_distance, cloud_mean(s, c));
}

/* ---- Double precision ---- */

static size_t count_below_double(const cloud *d, double x)
{
    size_t below = 0, above = d->n;
    while (below < above) {
        size_t middle = below + (above - below) / 2;
        if (d->x_double[d->order[middle]] <= x)
            below = middle + 1;
        else
            above = middle;
    }
    return below;
}

static double mass_double(const cloud *d, size_t from, size_t to)
{
    double sum = 0;
    if (!d->weight_double)
        return (double)(to - from) / (double)d->n;
    for (size_t k = from; k < to; k++)
        sum += d->weight_double[d->order[k]];
    return sum;
}

double cloud_cdf_double(const cloud *d, double x) { return mass_double(d, 0, count_below_double(d, x)); }
double cloud_sf_double(const cloud *d, double x) { return mass_double(d, count_below_double(d, x), d->n); }

double cloud_quantile_double(const cloud *d, double u)
{
    size_t place = 0;
    double sum = d->weight_double ? d->weight_double[d->order[0]] : 0;
    if (d->weight_double) {
        while (sum < u && place + 1 < d->n)
            sum += d->weight_double[d->order[++place]];
    } else {
        double rank = ceil(u * (double)d->n); /* the least k with k/n >= u */
        place = rank < 1 ? 0 : rank > (double)d->n ? d->n - 1 : (size_t)rank - 1;
    }
    return d->x_double[d->order[place]];
}

double cloud_draw(const cloud *d, random_stream *r)
{
    return d->weight_double ? cloud_quantile_double(d, random_uniform(r))
                            : d->x_double[random_below(r, d->n)];
}
