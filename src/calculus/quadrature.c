/*
 * Double-exponential quadrature: see quadrature.h. A region is a panel or a part of one, halved again and again; each is
 * refined level by level. What is refined next is the region whose error matters most to one of the functions in turn.
 */
#include "calculus/quadrature.h"

#include "calculus/double_exponential.h"
#include "calculus/trapezium.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>

enum {
    FIRST_LEVEL = 1,  /* its nodes decide which range of t matters */
    JUDGED_LEVEL = 4, /* no error is believed before */
    MOST_REGIONS = 4096,
    BROKEN_DEPTH = 4 /* halvings after which a value that is not finite stays */
};

typedef struct region {
    panel p, whole; /* whole: the panel given, of which p is a part */
    size_t origin;
    int level, first, last; /* nodes first..last matter */
    int depth;              /* halvings from `whole` */
    bool final;             /* nothing to gain */
    trapezium *of;          /* k of them */
} region;

typedef struct work {
    integrands f;
    void *state;
    size_t k, nodes;
    size_t n, room;
    region *regions;
    double *buffer; /* x, from_lo, from_hi, weight, then k rows of values; QUADRATURE_NODES each */
} work;

/* Evaluates at the nodes first, first + step, ...; returns their number. */
static size_t evaluate(work *w, const region *r, int first, int step)
{
    double *x = w->buffer, *lo = x + QUADRATURE_NODES, *hi = lo + QUADRATURE_NODES,
           *weight = hi + QUADRATURE_NODES;
    size_t n = 0;
    for (int i = first; i <= r->last; i += step, n++) {
        abscissa at = double_exponential_node(&r->p, i);
        x[n] = at.x, weight[n] = at.weight;
        lo[n] = r->p.lo == r->whole.lo ? at.from_lo : at.x - r->whole.lo;
        hi[n] = r->p.hi == r->whole.hi ? at.from_hi : r->whole.hi - at.x;
    }
    abscissae at = {n, x, lo, hi, r->origin};
    if (n)
        w->f(w->state, &at, weight + QUADRATURE_NODES);
    w->nodes += n;
    return n;
}

/* The last evaluation's values of function j. */
static sampled sample(const work *w, const region *r, size_t j, size_t n, int first, int step)
{
    const double *x = w->buffer, *weight = x + 3 * QUADRATURE_NODES;
    return (sampled){n, first, step, ldexp(1, -r->level), x, weight, weight + QUADRATURE_NODES + j * n};
}

static void accumulate(work *w, region *r, size_t n, int first, int step)
{
    for (size_t j = 0; j < w->k; j++) {
        sampled s = sample(w, r, j, n, first, step);
        trapezium_add(&r->of[j], &s);
    }
}

/* Drops the ends of t whose terms are negligible for every function, but for one node. */
static void trim(work *w, region *r, size_t n, int step)
{
    size_t from = n, upto = 0, lower, upper;
    for (size_t j = 0; j < w->k; j++) {
        sampled s = sample(w, r, j, n, r->first, step);
        if (trapezium_range(&r->of[j], &s, &lower, &upper)) {
            from = lower < from ? lower : from;
            upto = upper > upto ? upper : upto;
        }
    }
    if (from > upto)
        return;
    from -= from > 0;
    upto += upto + 1 < n;
    for (size_t j = 0; j < w->k; j++) {
        sampled s = sample(w, r, j, n, r->first, step);
        trapezium_cut(&r->of[j], &s, from, upto);
    }
    r->last = r->first + (int)upto * step;
    r->first += (int)from * step;
}

static void begin(work *w, region *r)
{
    int step = STEPS >> FIRST_LEVEL;
    r->level = FIRST_LEVEL;
    r->last = LAST / step * step;
    r->first = -r->last;
    size_t n = evaluate(w, r, r->first, step);
    accumulate(w, r, n, r->first, step);
    trim(w, r, n, step);
}

/* One level more: the odd multiples of the new step. */
static void refine(work *w, region *r)
{
    int step = STEPS >> ++r->level;
    size_t n = evaluate(w, r, r->first + step, 2 * step);
    accumulate(w, r, n, r->first + step, 2 * step);
}

static double error_of(const region *r, size_t j)
{
    const trapezium *e = &r->of[j];
    return trapezium_truncation(e) + e->cut_off + trapezium_rounding(e);
}

static void region_open(work *w, panel p, panel whole, size_t origin, int depth)
{
    if (w->n == w->room)
        w->regions = realloc(w->regions, sizeof *w->regions * (w->room = 2 * w->room + 16));
    region *r = &w->regions[w->n++];
    *r = (region){
        .p = p, .whole = whole, .origin = origin, .depth = depth, .of = calloc(w->k, sizeof(trapezium))};
    begin(w, r);
    while (r->level < JUDGED_LEVEL)
        refine(w, r);
}

/* Two panels that together are p, the first written into p; false if there is no double in between. */
static bool halve(panel *p, panel *other)
{
    *other = *p;
    if (isfinite(p->lo) && isfinite(p->hi))
        p->hi = other->lo = p->lo + (p->hi - p->lo) / 2;
    else if (isfinite(p->lo))
        p->hi = other->lo = p->lo + 2 * p->scale, other->scale *= 2;
    else if (isfinite(p->hi))
        p->hi -= 2 * p->scale, other->lo = p->hi, p->scale *= 2;
    else
        p->hi = other->lo = p->centre;
    return p->lo < p->hi && other->lo < other->hi;
}

/* The sums of a region that is split are forgotten. */
static bool split(work *w, size_t at)
{
    region *r = &w->regions[at];
    panel left = r->p, right, whole = r->whole;
    size_t origin = r->origin;
    int depth = r->depth + 1;
    if (w->n + 1 > MOST_REGIONS || !halve(&left, &right))
        return false;
    free(r->of);
    *r = w->regions[--w->n];
    region_open(w, left, whole, origin, depth);
    region_open(w, right, whole, origin, depth);
    return true;
}

/* Halving helps against kinks and when refining is over. */
static bool improve(work *w, size_t at, size_t j)
{
    region *r = &w->regions[at];
    if (r->level < LEVELS && (r->level < JUDGED_LEVEL + 2 || trapezium_is_analytic(&r->of[j]))) {
        refine(w, r);
        return true;
    }
    return split(w, at);
}

static void total(const work *w, integral *out)
{
    for (size_t j = 0; j < w->k; j++) {
        out[j] = (integral){0, 0, 0};
        for (size_t i = 0; i < w->n; i++) {
            out[j].value += w->regions[i].of[j].sum[0];
            out[j].size += w->regions[i].of[j].size;
            out[j].error += error_of(&w->regions[i], j);
        }
        out[j].error += DBL_EPSILON * out[j].size;
    }
}

static bool good(const integral *I, accuracy wanted)
{
    return isfinite(I->error) && I->error <= fmax(wanted.absolute, wanted.relative * fabs(I->value));
}

/* Function j's region with the largest error that can be improved and matters; false if there is none. */
static bool worst(const work *w, size_t j, const integral *out, accuracy wanted, size_t *at)
{
    double most = 0, goal = fmax(wanted.absolute, wanted.relative * fabs(out[j].value));
    for (size_t i = 0; i < w->n; i++) {
        const region *r = &w->regions[i];
        const trapezium *e = &r->of[j];
        double gain = trapezium_truncation(e);
        if (e->cut_off == INFINITY || (e->broken && r->depth >= BROKEN_DEPTH))
            return false;
        if (!r->final && gain > trapezium_rounding(e) && gain > goal / (4 * (double)w->n) && gain > most) {
            most = gain;
            *at = i;
        }
    }
    return most > 0;
}

static bool reached(const work *w, const integral *out, accuracy wanted)
{
    for (size_t j = 0; j < w->k; j++)
        if (!good(&out[j], wanted))
            return false;
    return true;
}

/* The functions take turns, so that a hopeless one does not spend what the others need. False: nothing left to do. */
static bool step(work *w, size_t *turn, integral *out, accuracy wanted)
{
    for (size_t tried = 0; tried < w->k; tried++) {
        size_t at = 0, j = (*turn)++ % w->k;
        if (good(&out[j], wanted) || !worst(w, j, out, wanted, &at))
            continue;
        if (!improve(w, at, j))
            w->regions[at].final = true;
        total(w, out);
        return true;
    }
    return false;
}

bool quadrature(integrands f, void *state, size_t k, const panel *panels, size_t count, accuracy wanted,
                integral *out)
{
    double_exponential_tables();
    work w = {.f = f, .state = state, .k = k};
    w.buffer = malloc(sizeof *w.buffer * (4 + k) * QUADRATURE_NODES);
    for (size_t i = 0; i < count; i++)
        region_open(&w, panels[i], panels[i], i, 0);
    total(&w, out);
    for (size_t turn = 0; w.nodes < wanted.nodes && step(&w, &turn, out, wanted);)
        ;
    for (size_t i = 0; i < w.n; i++)
        free(w.regions[i].of);
    free(w.regions);
    free(w.buffer);
    return reached(&w, out, wanted);
}
