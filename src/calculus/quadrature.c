/*
 * Double-exponential quadrature: see quadrature.h.
 *
 * All three rules need only e(t) = exp((pi/2) sinh t) and c(t) = (pi/2) cosh t for t = i/128 >= 0, one table for the
 * process. On [lo, hi] the nearer end is at the distance (hi - lo) d, d = 1/(1 + e^2), and dx/dt = 2 (hi - lo) c d (1 - d).
 */
#include "calculus/quadrature.h"

#include <float.h>
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
    STEPS = 128,      /* nodes per unit of t at the finest level */
    LEVELS = 7,       /* 2^LEVELS = STEPS */
    LAST = 780,       /* t <= 6.09: e^2 < 2e304, distances > 5e-305 */
    FIRST_LEVEL = 1,  /* its nodes decide which range of t matters */
    JUDGED_LEVEL = 4, /* no error is believed before */
    MOST_REGIONS = 4096,
    BROKEN_DEPTH = 4 /* halvings after which a value that is not finite stays */
};

static double growth_table[LAST + 1], speed_table[LAST + 1];

/* Every writer stores the same numbers, so the table needs protection from the compiler only. */
static void make_tables(void)
{
    static atomic_bool ready;
    if (atomic_load_explicit(&ready, memory_order_acquire))
        return;
#pragma omp critical(quadrature_tables)
    if (!atomic_load_explicit(&ready, memory_order_relaxed)) {
        for (int i = 0; i <= LAST; i++) {
            double t = (double)i / STEPS;
            growth_table[i] = exp(M_PI_2 * sinh(t));
            speed_table[i] = M_PI_2 * cosh(t);
        }
        atomic_store_explicit(&ready, true, memory_order_release);
    }
}

typedef struct node {
    double x, from_lo, from_hi, weight; /* weight = dx/dt */
} node;

static node finite_node(const panel *p, int i)
{
    int at = abs(i);
    double e = growth_table[at], length = p->hi - p->lo, d = 1 / (1 + e * e), rest = 1 / (1 + 1 / (e * e));
    double near = length * d, far = length * rest, weight = 2 * length * speed_table[at] * d * rest;
    return i < 0 ? (node){p->lo + near, near, far, weight} : (node){p->hi - near, far, near, weight};
}

/* lo + d or hi - d, d = scale e(t): the index is turned round on the left, so that x increases with it. */
static node half_line_node(const panel *p, int i)
{
    bool left = isinf(p->lo);
    int at = left ? -i : i;
    double e = growth_table[abs(at)], d = p->scale * (at < 0 ? 1 / e : e), weight = d * speed_table[abs(at)];
    return left ? (node){p->hi - d, INFINITY, d, weight} : (node){p->lo + d, d, INFINITY, weight};
}

static node line_node(const panel *p, int i)
{
    double e = growth_table[abs(i)], d = p->scale * (e - 1 / e) / 2;
    double weight = p->scale * speed_table[abs(i)] * (e + 1 / e) / 2;
    return (node){i < 0 ? p->centre - d : p->centre + d, INFINITY, INFINITY, weight};
}

static node node_at(const panel *p, int i)
{
    if (isfinite(p->lo) && isfinite(p->hi))
        return finite_node(p, i);
    return isfinite(p->lo) || isfinite(p->hi) ? half_line_node(p, i) : line_node(p, i);
}

/* What is known of one function on one region. */
typedef struct estimate {
    double sum[4];    /* trapezium sums, the newest first */
    double size;      /* of |f| */
    double cut_off;   /* left out at both ends */
    double variation; /* the sum of |x df| */
    bool broken;      /* not finite inside */
} estimate;

typedef struct region {
    panel p, whole; /* whole: the panel given, of which p is a part */
    size_t origin;
    int level, first, last; /* nodes first..last matter */
    int depth;              /* halvings from `whole` */
    bool final;             /* nothing to gain */
    estimate *of;           /* k of them */
} region;

typedef struct work {
    integrands f;
    void *state;
    size_t k, n, nodes;
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
        node at = node_at(&r->p, i);
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

static inline const double *weights(const work *w) { return w->buffer + 3 * QUADRATURE_NODES; }
static inline double *values(const work *w, size_t j, size_t n)
{
    return w->buffer + 4 * QUADRATURE_NODES + j * n;
}

/*
 * The sum of |x df|, which times eps is what rounding the nodes may do. Only nodes with |t| <= 2 count, more than 1e-5 of
 * the panel away from its ends: nearer to a singular end the integrand is to be evaluated from the distances.
 */
static double movement(const double *x, const double *y, size_t n, int first, int step)
{
    double sum = 0;
    for (size_t i = 0; i + 1 < n; i++) {
        int at = first + (int)i * step;
        if (at >= -2 * STEPS && at + step <= 2 * STEPS && isfinite(y[i]) && isfinite(y[i + 1]))
            sum += fabs(y[i + 1] - y[i]) * fmax(fabs(x[i]), fabs(x[i + 1]));
    }
    return sum;
}

/* Adds new nodes to the sums. Values that are not finite count as 0 near the ends of t and break the estimate inside. */
static void accumulate(work *w, region *r, size_t n, int first, int step)
{
    double h = ldexp(1, -r->level);
    const double *weight = weights(w);
    for (size_t j = 0; j < w->k; j++) {
        estimate *e = &r->of[j];
        double *y = values(w, j, n);
        long double sum = 0, size = 0;
        e->variation = movement(w->buffer, y, n, first, step);
        for (size_t i = 0; i < n; i++) {
            double term = y[i] * weight[i];
            if (!isfinite(term)) {
                if (abs(first + (int)i * step) <= 5 * STEPS / 2)
                    e->broken = true;
                continue;
            }
            sum += term;
            size += fabs(term);
        }
        memmove(e->sum + 1, e->sum, 3 * sizeof *e->sum);
        e->sum[0] = e->sum[1] / 2 + (double)sum * h;
        e->size = e->size / 2 + (double)size * h;
    }
}

/*
 * What lies beyond the last node in t, where the terms decrease at least geometrically if they decrease at all.
 * NaN and infinite terms mean that the end is out of sight: the last finite ones speak for it.
 */
static double beyond(const double *y, const double *weight, size_t n, bool right, double h, double size)
{
    double outer = NAN, inner = NAN;
    for (size_t i = 0; i < n && isnan(inner); i++) {
        size_t at = right ? n - 1 - i : i;
        double term = fabs(y[at] * weight[at]);
        if (!isfinite(term))
            continue;
        if (isnan(outer))
            outer = term;
        else
            inner = term;
    }
    if (!(outer > 0))
        return isnan(outer) ? INFINITY : 0;
    if (h * outer <= 0x1p-64 * size)
        return h * outer;
    return outer < inner ? 2 * h * outer / (1 - outer / inner) : INFINITY;
}

/* Drops the ends of t whose terms are negligible for every function, and remembers what that costs. */
static void trim(work *w, region *r, size_t n, int step)
{
    const double *weight = weights(w);
    double h = ldexp(1, -r->level);
    size_t from = n, upto = 0;
    for (size_t j = 0; j < w->k; j++) {
        const double *y = values(w, j, n);
        for (size_t i = 0; i < n; i++)
            if (!(fabs(y[i] * weight[i]) * h <= 0x1p-64 * r->of[j].size) && isfinite(y[i] * weight[i])) {
                from = i < from ? i : from;
                upto = i > upto ? i : upto;
            }
    }
    if (from > upto)
        return;
    from -= from > 0;
    upto += upto + 1 < n;
    for (size_t j = 0; j < w->k; j++) {
        const double *y = values(w, j, n);
        double lost = 0;
        for (size_t i = 0; i < n; i++)
            if ((i < from || i > upto) && isfinite(y[i] * weight[i]))
                lost += fabs(y[i] * weight[i]);
        double size = r->of[j].size;
        r->of[j].cut_off =
            2 * h * lost + beyond(y, weight, n, false, h, size) + beyond(y, weight, n, true, h, size);
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

/*
 * Differences d1, d2, d3 of the last four sums, the newest first. For an analytic integrand the number of correct digits
 * nearly doubles with each level. Then d1 bounds the last error amply, and d2^2 guards against sums that agree by chance.
 */
typedef struct differences {
    double d1, d2, d3;
    bool analytic;
} differences;

static bool drops(double later, double earlier, double size)
{
    return later <= 8 * DBL_EPSILON * size || (earlier < size && later / size <= pow(earlier / size, 1.5));
}

static differences differences_of(const estimate *e)
{
    double d1 = fabs(e->sum[0] - e->sum[1]), d2 = fabs(e->sum[1] - e->sum[2]),
           d3 = fabs(e->sum[2] - e->sum[3]);
    bool analytic = d1 <= 0x1p-22 * e->size && drops(d1, d2, e->size) && drops(d2, d3, e->size);
    return (differences){d1, d2, d3, analytic};
}

/* At a kink the errors decrease by a constant factor on the average, and irregularly. */
static double truncation(const estimate *e)
{
    if (e->broken)
        return INFINITY;
    if (!(e->size > 0))
        return 0;
    differences d = differences_of(e);
    return d.analytic ? fmax(d.d1, d.d2 * fmin(1, d.d2 / e->size)) : 4 * fmax(d.d1, fmax(d.d2, d.d3 / 2));
}

static double rounding(const estimate *e) { return DBL_EPSILON * (4 * e->size + e->variation); }

static double error_of(const region *r, size_t j)
{
    const estimate *e = &r->of[j];
    return truncation(e) + e->cut_off + rounding(e);
}

static void region_open(work *w, panel p, panel whole, size_t origin, int depth)
{
    region *r = &w->regions[w->n++];
    *r = (region){
        .p = p, .whole = whole, .origin = origin, .depth = depth, .of = calloc(w->k, sizeof(estimate))};
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
    if (r->level < LEVELS && (r->level < JUDGED_LEVEL + 2 || differences_of(&r->of[j]).analytic)) {
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
        const estimate *e = &r->of[j];
        double gain = truncation(e);
        if (e->cut_off == INFINITY || (e->broken && r->depth >= BROKEN_DEPTH))
            return false;
        if (!r->final && gain > rounding(e) && gain > goal / (4 * (double)w->n) && gain > most) {
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
    make_tables();
    work w = {.f = f, .state = state, .k = k};
    w.regions = malloc(sizeof *w.regions * (MOST_REGIONS + count));
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

size_t quadrature_nodes(const panel *p, int level, double *x)
{
    make_tables();
    int step = STEPS >> level, last = LAST / step * step;
    size_t n = 0;
    for (int i = -last; i <= last; i += step)
        x[n++] = node_at(p, i).x;
    return n;
}
