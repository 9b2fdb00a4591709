/* Certified Gauss-Legendre panels along rows. See panels_rows.h. */
#include "calculus/panels_rows.h"

#include "calculus/legendre.h"

#include <math.h>

enum {
    RHOS = 4,
    BATCH = ROW / RHOS,
    MOST_PANELS = 4000,
    MOST_BARREN = 300,
    MOST_DEPTH = 45,
    WAITING = 64 + 2 * MOST_DEPTH * BATCH,
    GUARD = 5
};
static const double rhos[RHOS] = {2, 3, 5, 9};

/* Where a panel with more nodes would rather be halved. */
enum { MANY_NODES = 32 };

/* The panel [i, i + 1]/2^k. */
typedef struct place {
    int k;
    double i;
} place;

typedef struct rows {
    const rows_integrand *f;
    const void *state;
    slong goal;
    int waiting, panels,
        barren; /* barren: without any bound; near a singularity a few at each depth, elsewhere a waste of time */
    place next[WAITING];
    twofold_points nodes;
    twofold_row weights, sums; /* sums: ROW partial sums of weight times value */
    double error;
    bool failed;
} rows;

static void evaluate(rows *r)
{
    twofold_row values;
    if (!r->nodes.n)
        return;
    r->f->values(r->state, &r->nodes, &values);
    twofold_row_add_product(r->nodes.n, &r->sums, &r->weights, &values);
    r->nodes.n = 0;
}

static void add_node(rows *r, twofold t, twofold weight)
{
    if (r->nodes.n == ROW)
        evaluate(r);
    twofold_put(&r->nodes.t, r->nodes.n, t);
    twofold_put(&r->weights, r->nodes.n++, weight);
}

static void add_rule(rows *r, double mid, double half, const legendre_twofold *rule)
{
    for (slong k = 0; k < (rule->points + 1) / 2; k++) {
        twofold offset = twofold_scale(rule->x[k], half), weight = twofold_scale(rule->w[k], half);
        add_node(r, twofold_add(twofold_exact(mid), offset), weight);
        if (2 * k + 1 != rule->points)
            add_node(r, twofold_sub(twofold_exact(mid), offset), weight);
    }
}

/* (64/15)/(1 - rho^-2) M half, of which rho^-2N is left. */
static double before_decay(double sup, double half, double rho)
{
    return 64.0 / 15 * sup * half / (1 - 1 / (rho * rho));
}

/* The rho that needs the fewest nodes, and how many; 0 nodes if the integral itself, at most 2 M half, is negligible. */
static double nodes_needed(const rows *r, const double *sup, double half, int *best)
{
    double least = INFINITY, tolerance = -(double)(r->goal + GUARD) * M_LN2;
    for (int j = 0; j < RHOS; j++)
        if (isfinite(sup[j]) && sup[j] >= 0) {
            double size = log(before_decay(fmax(sup[j], 0x1p-900), half, rhos[j]));
            double nodes = log(2 * fmax(sup[j], 0x1p-900) * half) < tolerance
                               ? 0
                               : fmax(4, ceil((size - tolerance) / (2 * log(rhos[j]))));
            if (nodes < least)
                least = nodes, *best = j;
        }
    return least;
}

static void accept(rows *r, double mid, double half, double sup, int rho, double nodes)
{
    double off = 2 * sup * half;
    if (nodes > 0) {
        const legendre_twofold *rule = legendre_twofold_of((slong)nodes);
        add_rule(r, mid, half, rule);
        off = before_decay(sup, half, rhos[rho]) * pow(rhos[rho], -2 * (double)rule->points);
    }
    r->error += off * (1 + 0x1p-20); /* for roundings, pow's among them */
}

static void push(rows *r, int k, double i) { r->next[r->waiting++] = (place){k, i}; }

static void decide(rows *r, place one, const double *sup)
{
    double half = ldexp(1, -one.k - 1), mid = (2 * one.i + 1) * half;
    int rho = 0;
    double nodes = nodes_needed(r, sup, half, &rho);
    r->barren += isinf(nodes);
    if (nodes <= MANY_NODES) {
        accept(r, mid, half, sup[rho], rho, nodes);
    } else if (one.k < MOST_DEPTH) {
        push(r, one.k + 1, 2 * one.i + 1);
        push(r, one.k + 1, 2 * one.i);
    } else {
        r->failed = true;
    }
}

/* The last panels waiting, so that few wait at a time. */
static void next_batch(rows *r)
{
    disc_points at;
    double sup[ROW];
    place batch[BATCH];
    int n = r->waiting < BATCH ? r->waiting : BATCH;
    r->waiting -= n;
    r->panels += n;
    at.n = n * RHOS;
    for (int b = 0; b < n; b++) {
        batch[b] = r->next[r->waiting + b];
        double half = ldexp(1, -batch[b].k - 1);
        for (int j = 0; j < RHOS; j++) {
            double rad = half * (rhos[j] + 1 / rhos[j]) / 2;
            disc_put(&at.t, b * RHOS + j, disc_rounded((2 * batch[b].i + 1) * half, rad, 0));
        }
    }
    r->f->bounds(r->state, &at, sup);
    for (int b = n - 1; b >= 0; b--)
        decide(r, batch[b], sup + b * RHOS);
    r->failed |= r->panels > MOST_PANELS || r->barren > MOST_BARREN;
}

ball integrate_rows(scope *s, const rows_integrand *f, const void *state, slong goal)
{
    enum { START = 2 };
    rows r = {.f = f, .state = state, .goal = goal};
    twofold_row_set(ROW, &r.sums, twofold_exact(0));
    for (int i = (1 << START) - 1; i >= 0; i--)
        push(&r, START, i);
    while (r.waiting && !r.failed) {
        next_batch(&r);
        r.failed |= scope_expired(s);
    }
    if (r.failed)
        return ball_nothing(s);
    evaluate(&r);
    twofold total = twofold_exact(0);
    for (int i = 0; i < ROW; i++)
        total = twofold_add(total, twofold_at(&r.sums, i));
    total.err += r.error;
    return twofold_ball(s, total);
}
