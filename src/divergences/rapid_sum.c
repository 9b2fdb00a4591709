/* Trapezium sums of all integrands over one piece, and their errors: see rapid.h. */
#include "divergences/rapid_inside.h"
#include "divergences/rapid_tail.h"
#include "divergences/rapid_variation.h"
#include "number/vector_math.h"

#include <float.h>
#include <string.h>

/* ---- Terms ---- */

/* Sums of y * weight by the residue of the index, and of its absolute values: two lanes of a vector each. */
VECTORISED static void add_lanes(size_t n, const double *y, const double *weight, double lane[4],
                                 double *size)
{
    enum { WIDE = 8 };
    double a[WIDE] = {0}, b[WIDE] = {0};
    for (size_t i = 0; i < n; i += WIDE) {
#pragma omp simd
        for (size_t j = 0; j < WIDE; j++) {
            double one = y[i + j] * weight[i + j];
            a[j] += one;
            b[j] += fabs(one);
        }
    }
    *size += ((b[0] + b[1]) + (b[2] + b[3])) + ((b[4] + b[5]) + (b[6] + b[7]));
    for (size_t j = 0; j < 4; j++)
        lane[j] += a[j] + a[j + 4];
}

static void add_terms(sums *s, const double *y, const double *weight, size_t n, bool fine, bool at_left,
                      bool at_right)
{
    double lane[4] = {0, 0, 0, 0};
    add_lanes(n, y, weight, lane, &s->size);
    for (size_t j = 0; j < 4; j++)
        s->lane[fine ? 1 : j] += lane[j];
    for (size_t j = 0; j < 2 && at_left; j++)
        s->left[j] = fabs(y[j] * weight[j]);
    for (size_t j = 0; j < 2 && at_right; j++)
        s->right[j] = fabs(y[n - 1 - j] * weight[n - 1 - j]);
}

/* n nodes, a multiple of 8, from index `first` on at step 2^-level; `fine`: between the nodes so far, all in lane 1. */
static void add_batch(rapid *r, const pair *k, const piece *one, int level, long first, size_t n, bool fine)
{
    line_map_nodes(&one->map, level, first, fine ? 2 : 1, n, r->x, r->weight);
    law_log_density_double(k->law[0], n, r->x, r->log_p);
    law_log_density_double(k->law[1], n, r->x, r->log_q);
    density_pair at = density_pair_make(n, r->log_p, r->log_q, r->room);
    bool left = !fine && first == r->first, right = !fine && first + (long)n - 1 == r->last;
    add_terms(&r->sum[0], at.p, r->weight, n, fine, left, right);
    add_terms(&r->sum[1], at.q, r->weight, n, fine, left, right);
    for (size_t j = 0; j < r->n; j++)
        if (!r->c[j].asleep) {
            generator_density_at(r->c[j].g, &at, r->c[j].order, r->y);
            add_terms(&r->sum[MASSES + j], r->y, r->weight, n, fine, left, right);
        }
    if (!fine) {
        long place = first - one->origin + MOST_NODES;
        memcpy(r->node + place, r->x, n * sizeof *r->x);
        memcpy(r->ratio + place, at.u, n * sizeof *at.u);
    }
}

static void add_nodes(rapid *r, const pair *k, const piece *one, int level, long first, long n, bool fine)
{
    for (long i = 0; i < n; i += BATCH)
        add_batch(r, k, one, level, first + (fine ? 2 : 1) * i, (size_t)(n - i < BATCH ? n - i : BATCH),
                  fine);
}

static bool awake(const rapid *r, size_t j) { return j < MASSES || !r->c[j - MASSES].asleep; }

/* ---- Where the terms end ---- */

/* What an integral may be wrong by, of all the size of its terms so far; the pieces before count. */
static double allowance(const rapid *r, const pair *k, size_t j)
{
    return fmax(k->absolute, k->relative * (r->h * r->sum[j].size + r->all[j].size));
}

/* What lies beyond an end, where terms decrease at least geometrically if they decrease at all. */
static double beyond(const double end[2])
{
    return end[0] == 0 ? 0 : end[0] < end[1] ? end[0] * end[0] / (end[1] - end[0]) : INFINITY;
}

static bool negligible(const rapid *r, const pair *k, bool right)
{
    for (size_t j = 0; j < r->n + MASSES; j++) {
        const sums *s = &r->sum[j];
        if (awake(r, j) && !(r->h * beyond(right ? s->right : s->left) <= 0x1p-10 * allowance(r, k, j)))
            return false;
    }
    return true;
}

/* Adds nodes outside until what lies beyond is negligible, or no room is left. */
static void extend(rapid *r, const pair *k, const piece *one)
{
    long least, most;
    line_map_range(one->map.kind, one->level, &least, &most);
    while (!negligible(r, k, false) && r->first - BLOCK >= least
           && r->last - r->first < MOST_NODES - 2 * BLOCK) {
        r->first -= BLOCK;
        add_nodes(r, k, one, one->level, r->first, BLOCK, false);
    }
    while (!negligible(r, k, true) && r->last + BLOCK <= most
           && r->last - r->first < MOST_NODES - 2 * BLOCK) {
        r->last += BLOCK;
        add_nodes(r, k, one, one->level, r->last - BLOCK + 1, BLOCK, false);
    }
}

/* Beyond both ends: a channel that rises again there is none of ours. */
static void look_beyond(rapid *r, const pair *k, const piece *one)
{
    const line_map *m = &one->map;
    long place = r->first - one->origin + MOST_NODES;
    for (int side = -1; side <= 1; side += 2) {
        bool last = (side > 0) == (m->scale > 0);
        double x = r->node[last ? place + r->last - r->first : place];
        double end = side < 0 ? m->lo : m->hi;
        outlook o;
        if (isfinite(end) && end != 0) /* ends_are_regular has looked */
            continue;
        outlook_from(&o, k->law[0], k->law[1], x, side, one->widest, end);
        for (size_t j = 0; j < r->n; j++) {
            channel *c = &r->c[j];
            double size = r->outer_h * r->sum[MASSES + j].size + r->all[MASSES + j].size;
            if (!c->asleep && size > 0)
                c->asleep = !outlook_is_empty(&o, c->g, c->order, log(size) - 40);
        }
    }
}

static bool can_diverge(const rapid *r)
{
    for (size_t j = 0; j < r->n; j++)
        if (!r->c[j].asleep && r->c[j].g->growth != GROWTH_NONE)
            return true;
    return false;
}

/* ---- Errors ---- */

/*
 * The error of the sum with step h from the relative differences d1 = |T(h) - T(2h)| and d2 = |T(2h) - T(4h)|. For an
 * integrand analytic in a strip the error squares from step to step, for one with Gaussian decay it decreases faster still:
 * gain = log d1/log d2 >= 2, and the error is about d1^2. Where singularities lie close to the line, it is not yet so, and the
 * gain falls on from step to step. So the error is taken as d1^1.6 for a gain of 2, as d1 for one of 1.5 or less.
 */
static double truncation(const sums *s, double h)
{
    double fine = h * (s->lane[0] + s->lane[1] + s->lane[2] + s->lane[3]),
           middle = 2 * h * (s->lane[0] + s->lane[2]), coarse = 4 * h * s->lane[0], size = h * s->size;
    double d1 = fabs(fine - middle) / size, d2 = fabs(middle - coarse) / size;
    if (!(size > 0))
        return 0;
    if (!(d1 < 0.01 && d2 < 0.1) || d1 < 1e-16)
        return d1 * size;
    double digits = log(d1), gain = digits / log(fmax(d2, 1e-17));
    return size * exp(digits * (1 + 1.2 * fmin(fmax(gain - 1.5, 0), 0.5)));
}

/* Where logs of densities are added up to a large one, its rounding is one of the term. */
static double estimate(const rapid *r, const pair *k, const sums *s)
{
    double cut = r->outer_h * (beyond(s->left) + beyond(s->right)), size = r->h * s->size;
    double roundings = size > 10 ? k->roundings * log(size) : k->roundings;
    return truncation(s, r->h) + cut + DBL_EPSILON * roundings * size;
}

static bool is_summed(const rapid *r, size_t j)
{
    return j < MASSES || !(r->c[j - MASSES].asleep || r->c[j - MASSES].by_roots);
}

/* An eighth of what is wanted: there are other pieces, and other errors. Estimates all errors. */
static bool is_accurate(rapid *r, const pair *k)
{
    bool all = true;
    for (size_t j = 0; j < r->n + MASSES; j++) {
        sums *s = &r->sum[j];
        if (!is_summed(r, j))
            continue;
        s->error = estimate(r, k, s);
        all &= s->error <= allowance(r, k, j) / 8;
    }
    return all;
}

/* ---- One piece ---- */

/* Half the step: the nodes so far are the even ones, and those between them are added. */
static void refine(rapid *r, const pair *k, const piece *one, int level)
{
    for (size_t j = 0; j < r->n + MASSES; j++) {
        double *lane = r->sum[j].lane, even = lane[0] + lane[2], odd = lane[1] + lane[3];
        lane[0] = even, lane[1] = 0, lane[2] = odd, lane[3] = 0;
    }
    add_nodes(r, k, one, level, 2 * r->first + 1, r->last - r->first + 1, true);
    r->first *= 2;
    r->last = 2 * r->last + 1;
    r->h /= 2;
}

static double sum_of(const rapid *r, size_t j)
{
    const double *lane = r->sum[j].lane;
    return r->h * (lane[0] + lane[1] + lane[2] + lane[3]);
}

static void add_variation(rapid *r, const pair *k, const piece *one, size_t j)
{
    long place = r->first - one->origin + MOST_NODES;
    sampled_ratio s = {k->law[0],       k->law[1],        (size_t)(r->last - r->first + 1),
                       r->node + place, r->ratio + place, one->map.lo,
                       one->map.hi};
    double off = 0, kinks = 1e-9, value = variation_by_roots(&s, &off, &kinks);
    bool agrees = fabs(value - sum_of(r, j)) <= kinks;
    r->all[j].value += value;
    r->all[j].size += value;
    r->all[j].error += agrees ? off : INFINITY;
}

void rapid_integrate_piece(rapid *r, const pair *k, const piece *one)
{
    memset(r->sum, 0, (r->n + MASSES) * sizeof *r->sum);
    r->h = r->outer_h = ldexp(1, -one->level);
    r->first = one->origin;
    r->last = one->origin + one->length - 1;
    add_nodes(r, k, one, one->level, r->first, one->length, false);
    extend(r, k, one);
    if (can_diverge(r))
        look_beyond(r, k, one);
    for (size_t j = MASSES; j < r->n + MASSES; j++)
        if (awake(r, j) && r->c[j - MASSES].by_roots)
            add_variation(r, k, one, j);
    for (int level = one->level;
         !is_accurate(r, k) && level < FINEST_LEVEL && r->last - r->first < MOST_NODES;)
        refine(r, k, one, ++level);
    for (size_t j = 0; j < r->n + MASSES; j++)
        if (is_summed(r, j)) {
            r->all[j].value += sum_of(r, j);
            r->all[j].size += r->h * r->sum[j].size;
            r->all[j].error += r->sum[j].error;
        }
}
