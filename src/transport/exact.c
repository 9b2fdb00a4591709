/* See exact.h. */
#include "transport/exact.h"

#include "transport/collinear.h"
#include "transport/distinct.h"
#include "transport/extend.h"
#include "transport/push_down.h"
#include "transport/simplex.h"

#include <string.h>

#define MOST_MASS ((int64_t)1 << 62)

/* What a level hands to the next finer one, in the level's order. */
typedef struct settled {
    int64_t *u, *v;
    shipment *plan;
    int64_t shipments;
} settled;

static void settled_free(settled *s)
{
    free(s->u);
    free(s->v);
    free(s->plan);
    *s = (settled){0};
}

typedef struct work {
    cost_kind kind;
    levels *rows, *columns;
    int index; /* of the level at hand */
    settled now;
    const transport_watch *watch;
    transport_solution *out;
} work;

static int level_count(const work *w) { return w->rows->n > w->columns->n ? w->rows->n : w->columns->n; }

static bool goes_on(const work *w, int64_t violated)
{
    int most = level_count(w);
    return !w->watch || w->watch->go_on(w->watch->state, most - w->index, most, w->out->rounds, violated);
}

/* u_i = min over j of c_ij - v_j, and v_j likewise from the coarser level's rows: potentials to begin with. */
static void interpolate(const work *w, level *rows, level *columns, settled *fine)
{
    fine->u = calloc((size_t)rows->points.n, sizeof(int64_t));
    fine->v = calloc((size_t)columns->points.n, sizeof(int64_t));
    if (!w->now.u)
        return;
    best_potentials(&columns->points, &levels_at(w->rows, w->index + 1)->tree, w->now.u, fine->v);
    best_potentials(&rows->points, &columns->tree, fine->v, fine->u);
}

/* Potentials are brought back to a largest v of 0, for their doubles must be exact. */
static void lower(int64_t *v, int32_t m)
{
    int64_t most = v[0];
    for (int32_t j = 1; j < m; j++)
        most = v[j] > most ? v[j] : most;
    for (int32_t j = 0; j < m; j++)
        v[j] -= most;
}

static simplex *first_basis(const work *w, const level *rows, const level *columns, const pair_list *plan,
                            int64_t *v)
{
    const cloud2 *x = &rows->points, *y = &columns->points;
    simplex *s = simplex_open(x->n, y->n);
    for (int64_t k = 0; k < plan->n; k++) {
        const shipment *one = &plan->at[k];
        simplex_ship(s, one->row, one->column, ground_between(w->kind, x, one->row, y, one->column),
                     one->mass);
    }
    lower(v, y->n);
    simplex_start(s, v);
    return s;
}

/*
 * Pivots and prices in turn until all pairs are feasible; false if it was asked to stop. After a round it is enough to look at the rows
 * with violated pairs, as long as there are some: all are looked at before it ends.
 */
static bool settle(work *w, const level *rows, level *columns, arcs *a, simplex *s)
{
    enum { PER_ROW = 8, PASSES = 16 };
    int32_t *which = malloc(sizeof *which * (size_t)rows->points.n), count = -1;
    int64_t violated = 0; /* in the last round */
    bool going = true, done = false;
    while (!done) {
        while (going && !simplex_run(s, a, PASSES, &w->out->pivots))
            going = goes_on(w, violated);
        if (!going)
            break;
        pair_list more = violated_pairs(&rows->points, columns, simplex_u(s), simplex_v(s), PER_ROW,
                                        count < 0 ? NULL : which, count);
        w->out->rounds++;
        done = !more.n && count < 0;
        count = more.n ? 0 : -1;
        for (int64_t k = 0; k < more.n; k++)
            if (!k || more.at[k].row != more.at[k - 1].row)
                which[count++] = more.at[k].row;
        if (more.n) {
            arcs joined = arcs_join(a, w->kind, &rows->points, &columns->points, &more);
            going = joined.start[joined.rows] > a->start[a->rows]; /* or potentials are beyond 2^53 */
            arcs_free(a);
            *a = joined;
        }
        violated = more.n;
        free(more.at);
        going = going && goes_on(w, violated);
    }
    free(which);
    return going && done;
}

static int64_t *copy_of(const int64_t *from, int32_t n)
{
    return memcpy(malloc(sizeof *from * ((size_t)n + 1)), from, sizeof *from * (size_t)n);
}

/* Solves one level exactly; w->now becomes its solution. False if it was asked to stop: w->now has its potentials. */
static bool solve_level(work *w)
{
    level *rows = levels_at(w->rows, w->index), *columns = levels_at(w->columns, w->index);
    int32_t n = rows->points.n, m = columns->points.n;
    settled fine = {0};
    interpolate(w, rows, columns, &fine);
    pair_list plan = push_down(w->rows, w->columns, w->index, w->now.plan, w->now.shipments);
    int nearest = w->kind == COST_W2 ? 10 : 24;
    arcs a = w->now.plan ? arcs_nearest(rows, columns, fine.u, fine.v, nearest, &plan)
                         : arcs_all(w->kind, &rows->points, &columns->points);
    simplex *s = first_basis(w, rows, columns, &plan, fine.v);
    free(plan.at);
    settled_free(&fine);
    bool done = settle(w, rows, columns, &a, s);
    arcs_free(&a);
    settled_free(&w->now);
    w->now = (settled){copy_of(simplex_u(s), n), copy_of(simplex_v(s), m),
                       malloc(sizeof(shipment) * ((size_t)n + (size_t)m)), 0};
    w->now.shipments = simplex_plan(s, w->now.plan);
    simplex_close(s);
    return done;
}

static void spread(const level *fine, const distinct *d, const int64_t *from, int64_t *out)
{
    for (int32_t k = 0; k < fine->points.n; k++)
        for (int32_t m = d->first[fine->order[k]]; m < d->first[fine->order[k] + 1]; m++)
            out[d->member[m]] = from[k];
}

static void potentials(work *w, const distinct *rows, const plane_cloud *a, const distinct *columns,
                       const plane_cloud *b, int shift)
{
    w->out->u = malloc(sizeof *w->out->u * a->n);
    w->out->v = malloc(sizeof *w->out->v * b->n);
    bool all_have_mass =
        (size_t)rows->first[rows->points.n] == a->n && (size_t)columns->first[columns->points.n] == b->n;
    if (w->out->optimal && all_have_mass) {
        spread(&w->rows->at[0], rows, w->now.u, w->out->u);
        spread(&w->columns->at[0], columns, w->now.v, w->out->v);
    } else
        extend_potentials(&levels_at(w->rows, w->index)->tree, w->now.u, a, b, shift, w->out->u, w->out->v);
}

/* The plan between distinct points in the order of the levels, as a plan between the clouds. */
static void write_plan(work *w, const distinct *rows, const plane_cloud *a, const distinct *columns,
                       const plane_cloud *b)
{
    for (int64_t k = 0; k < w->now.shipments; k++) {
        shipment *one = &w->now.plan[k];
        one->row = w->rows->at[0].order[one->row];
        one->column = w->columns->at[0].order[one->column];
    }
    w->out->shipments = w->now.shipments;
    w->out->plan = distinct_split(rows, a, columns, b, w->now.plan, &w->out->shipments);
}

int64_t plane_mass(const plane_cloud *c)
{
    int64_t total = 0;
    for (size_t k = 0; k < c->n; k++)
        if (c->mass[k] > MOST_MASS - total)
            return -1;
        else
            total += c->mass[k];
    return total;
}

static bool is_fit(const char *which, const plane_cloud *c, error *e)
{
    if (!c->n || c->n > INT32_MAX / 4)
        return error_set(e, -1, "%s: between 1 and %d points are needed", which, INT32_MAX / 4);
    for (size_t k = 0; k < c->n; k++) {
        if (!isfinite(c->xy[2 * k]) || !isfinite(c->xy[2 * k + 1]))
            return error_set(e, -1, "%s: point %zu has a coordinate that is not finite", which, k);
        if (c->mass[k] < 0)
            return error_set(e, -1, "%s: point %zu has a negative mass", which, k);
    }
    int64_t total = plane_mass(c);
    return total > 0 || error_set(e, -1, "%s: the total mass is %s", which, total ? "above 2^62" : "0");
}

/* From the coarsest to the finest level, and back to the points of the input. */
static void by_levels(const plane_cloud *a, const distinct *rows, const plane_cloud *b,
                      const distinct *columns, int shift, const transport_watch *watch,
                      transport_solution *out)
{
    work w = {out->kind,
              levels_make(out->kind, &rows->points),
              levels_make(out->kind, &columns->points),
              0,
              {0},
              watch,
              out};
    bool going = true;
    for (w.index = level_count(&w) - 1; (going = solve_level(&w)) && w.index > 0;)
        w.index--;
    out->optimal = going;
    if (going)
        write_plan(&w, rows, a, columns, b);
    potentials(&w, rows, a, columns, b, shift);
    settled_free(&w.now);
    levels_free(w.rows);
    levels_free(w.columns);
}

/* Equal clouds stay where they are: the cost is 0, and so are the potentials. */
static bool stays(const plane_cloud *a, const distinct *rows, const plane_cloud *b, const distinct *columns,
                  transport_solution *out)
{
    const cloud2 *x = &rows->points, *y = &columns->points;
    for (int32_t k = 0; k < x->n; k++)
        if (x->n != y->n || x->x[k] != y->x[k] || x->y[k] != y->y[k] || x->mass[k] != y->mass[k])
            return false;
    shipment *plan = malloc(sizeof *plan * (size_t)x->n);
    for (int32_t k = 0; k < x->n; k++)
        plan[k] = (shipment){k, k, x->mass[k]};
    out->shipments = x->n;
    out->plan = distinct_split(rows, a, columns, b, plan, &out->shipments);
    free(plan);
    out->u = calloc(a->n, sizeof *out->u);
    out->v = calloc(b->n, sizeof *out->v);
    return true;
}

bool transport_exact(cost_kind kind, const plane_cloud *a, const plane_cloud *b, const transport_watch *watch,
                     transport_solution *out, error *e)
{
    *out = (transport_solution){.kind = kind, .optimal = true};
    if (!is_fit("the first cloud", a, e) || !is_fit("the second cloud", b, e))
        return false;
    if (plane_mass(a) != plane_mass(b))
        return error_set(e, -1, "the total masses differ");
    int shift = ground_shift(kind, a->xy, a->n, b->xy, b->n);
    out->exponent = kind == COST_W2 ? 2 * shift : shift;
    distinct rows = distinct_make(a, shift), columns = distinct_make(b, shift);
    if (!stays(a, &rows, b, &columns, out) && !(kind == COST_W1 && collinear_solve(a, b, shift, out)))
        by_levels(a, &rows, b, &columns, shift, watch, out);
    distinct_free(&rows);
    distinct_free(&columns);
    return true;
}

void transport_clear(transport_solution *s)
{
    free(s->u);
    free(s->v);
    free(s->plan);
    *s = (transport_solution){0};
}
