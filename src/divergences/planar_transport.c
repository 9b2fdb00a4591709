/* Wasserstein distances on the plane: see planar_transport.h. */
#include "divergences/planar_transport.h"

#include "calculus/dense_flow.h"
#include "distributions/planar.h"
#include "divergences/planar_quantise.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double SLACK = 1e-12; /* relative, far above the rounding of sums of a few thousand doubles */

static ball nil(scope *s) { return ball_in(s, ball_int(0)); }
static ball length_of(ball x, ball y) { return ball_sqrt(ball_add(ball_sqr(x), ball_sqr(y))); }
static bool is_a(const law *l, const char *name) { return l->n == 1 && !strcmp(l->c->family->name, name); }

/* ---- Translates ---- */

/* Where the location parameters of the families stand: x, y, and how many more points (the ends of a segment). */
static bool moved_alike(real_pool *pool, const component *a, const component *b, real v[2])
{
    bool segment = !strcmp(a->family->name, "segment");
    if (a->family != b->family || !a->family->planar || a->factor[0] || !real_equal(a->weight, b->weight))
        return false;
    for (int i = 0; i < MAX_PARAMETERS && a->family->parameters[i].name; i++) {
        real shift = real_sub(pool, b->par[i], a->par[i]);
        if (i < 2 && !v[i])
            v[i] = shift;
        if (i < 2 || segment ? !real_equal(shift, v[i % 2]) : !real_equal(a->par[i], b->par[i]))
            return false;
    }
    return true;
}

static bool translates(scope *s, const law *p, const law *q, ball *distance)
{
    real_pool *pool = real_pool_open();
    real v[2] = {NULL, NULL};
    bool alike = p->n == q->n;
    for (int i = 0; i < p->n && alike; i++)
        alike = moved_alike(pool, &p->c[i], &q->c[i], v);
    if (alike)
        *distance = length_of(real_ball(s, v[0]), real_ball(s, v[1]));
    real_pool_close(pool);
    return alike;
}

/* ---- Disks ---- */

static bool disks(scope *s, real order, const component *a, const component *b, ball *distance)
{
    ball dx = ball_sub(real_ball(s, a->par[0]), real_ball(s, b->par[0]));
    ball dy = ball_sub(real_ball(s, a->par[1]), real_ball(s, b->par[1]));
    ball dr = ball_abs(ball_sub(real_ball(s, a->par[2]), real_ball(s, b->par[2]))), k = real_ball(s, order);
    slong two = 0;
    bool centred = real_equal(a->par[0], b->par[0]) && real_equal(a->par[1], b->par[1]);
    if (real_is_integer(order, &two) && two == 2)
        *distance = length_of(length_of(dx, dy), ball_div(dr, ball_sqrt(ball_in(s, ball_int(2)))));
    else if (centred)
        *distance =
            ball_mul(dr, ball_pow(ball_div(ball_in(s, ball_int(2)), ball_add_int(k, 2)), ball_inv(k)));
    return centred || two == 2;
}

/* ---- Lower bounds from moments and projections ---- */

static ball moment_bound(scope *s, const law *p, const law *q, bool squared)
{
    moments2 a = law_moments2(s, p), b = law_moments2(s, q);
    ball means = length_of(ball_sub(a.mean[0], b.mean[0]), ball_sub(a.mean[1], b.mean[1]));
    if (!squared)
        return means;
    ball traces = ball_add(ball_add(a.xx, a.yy), ball_add(b.xx, b.yy));
    ball cross =
        ball_add(ball_add(ball_mul(a.xx, b.xx), ball_mul(a.yy, b.yy)), ball_scale2(ball_mul(a.xy, b.xy), 1));
    ball det_a = ball_sub(ball_mul(a.xx, a.yy), ball_sqr(a.xy)),
         det_b = ball_sub(ball_mul(b.xx, b.yy), ball_sqr(b.xy));
    ball root =
        ball_sqrt(ball_add(cross, ball_scale2(ball_sqrt(ball_max(ball_mul(det_a, det_b), nil(s))), 1)));
    return ball_sqrt(ball_max(ball_add(ball_sqr(means), ball_sub(traces, ball_scale2(root, 1))), nil(s)));
}

/* The law of c x + d y, for mixtures of normal2: normal laws with these means and variances. False for others. */
static bool project(law *out, real_pool *pool, const law *l, slong c, slong d)
{
    *out = (law){.dim = 1, .n = l->n, .c = calloc((size_t)l->n, sizeof *out->c), .pool = pool, .text = ""};
    for (int i = 0; i < l->n; i++) {
        const real *par = l->c[i].par;
        if (strcmp(l->c[i].family->name, "normal2"))
            return false;
        real x = real_mul(pool, real_int(pool, c), par[2]), y = real_mul(pool, real_int(pool, d), par[3]);
        real cross = real_mul(pool, real_mul(pool, real_int(pool, 2), par[4]), real_mul(pool, x, y));
        real squares = real_add(pool, real_mul(pool, x, x), real_mul(pool, y, y));
        component *one = &out->c[i];
        *one = (component){.family = family_by_name("normal"),
                           .weight = l->c[i].weight,
                           .weight_double = l->c[i].weight_double};
        one->par[0] = real_add(pool, real_mul(pool, real_int(pool, c), par[0]),
                               real_mul(pool, real_int(pool, d), par[1]));
        one->par[1] = real_sqrt(pool, real_add(pool, squares, cross));
        for (int k = 0; k < 2; k++)
            one->par_double[k] = real_double(one->par[k]);
    }
    return true;
}

/* W_1 of the projections on four lines: the projection on a unit vector is 1-Lipschitz. */
static ball projection_bound(scope *s, const law *p, const law *q)
{
    enum { GOAL = 14 };
    static const slong direction[][2] = {{1, 0}, {0, 1}, {1, 1}, {1, -1}};
    divergence w1 = {divergence_by_name("w1"), NULL};
    real_pool *pool = real_pool_open();
    ball best = nil(s);
    for (int k = 0; k < 4; k++) {
        law a, b = {.c = NULL};
        enclosure found;
        slong c = direction[k][0], d = direction[k][1];
        bool known = project(&a, pool, p, c, d) && project(&b, pool, q, c, d)
                     && divergence_enclose(s, w1, &a, &b, GOAL, METHOD_AUTO, &found)
                     && ball_is_finite(found.value);
        if (known)
            best = ball_max(
                best, ball_div(ball_lower(found.value), ball_sqrt(ball_in(s, ball_int(c * c + d * d)))));
        free(a.c);
        free(b.c);
    }
    real_pool_close(pool);
    return best;
}

/* ---- Transport between the points ---- */

typedef struct problem {
    scope *s;
    const quantised *p, *q;
    bool squared;
    double *cost, *plan, *f, *g, *supply, *demand, most; /* most: the largest cost */
} problem;

static double square_between(const problem *t, size_t i, size_t j)
{
    double dx = t->p->x[i] - t->q->x[j], dy = t->p->y[i] - t->q->y[j];
    return dx * dx + dy * dy;
}

static void solve(problem *t)
{
    size_t n = t->p->n, m = t->q->n;
    t->cost = malloc((2 * n * m + 2 * (n + m)) * sizeof *t->cost);
    t->plan = t->cost + n * m, t->f = t->plan + n * m, t->g = t->f + n, t->supply = t->g + m,
    t->demand = t->supply + n;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++) {
            double square = square_between(t, i, j);
            t->cost[i * m + j] = t->squared ? square : sqrt(square);
            t->most = fmax(t->most, t->cost[i * m + j]);
        }
    for (size_t i = 0; i < n; i++)
        t->supply[i] = ball_double(t->p->mass[i]);
    for (size_t j = 0; j < m; j++)
        t->demand[j] = ball_double(t->q->mass[j]);
    dense_flow(t->s, n, m, t->supply, t->demand, t->cost, t->plan, t->f, t->g);
}

/* sum m_i f_i + sum n_j g_j with g_j = min over i of c_ij - f_i, rounded down: feasible whatever f is. */
static ball dual_value(const problem *t)
{
    size_t n = t->p->n, m = t->q->n;
    ball sum = nil(t->s);
    for (size_t i = 0; i < n; i++)
        sum = ball_add(sum, ball_mul(t->p->mass[i], ball_exact_double(t->s, t->f[i])));
    for (size_t j = 0; j < m; j++) {
        double least = INFINITY, size = t->most;
        for (size_t i = 0; i < n; i++) {
            least = fmin(least, t->cost[i * m + j] - t->f[i]);
            size = fmax(size, fabs(t->f[i]));
        }
        sum = ball_add(sum, ball_mul(t->q->mass[j], ball_exact_double(t->s, least - SLACK * size)));
    }
    return sum;
}

/* How far the plan's marginals are from the masses, in total. */
static ball marginal_gap(const problem *t)
{
    size_t n = t->p->n, m = t->q->n;
    ball gap = nil(t->s);
    double *column = calloc(m, sizeof *column);
    for (size_t i = 0; i < n; i++) {
        double row = 0;
        for (size_t j = 0; j < m; j++)
            row += t->plan[i * m + j], column[j] += t->plan[i * m + j];
        gap = ball_add(gap, ball_abs(ball_sub(t->p->mass[i], ball_exact_double(t->s, row))));
    }
    for (size_t j = 0; j < m; j++)
        gap = ball_add(gap, ball_abs(ball_sub(t->q->mass[j], ball_exact_double(t->s, column[j]))));
    free(column);
    return ball_add(gap, ball_exact_double(t->s, SLACK));
}

/* The cost of the plan, its cells coupled independently, its marginals repaired: at most. Infinite spreads give infinity. */
static ball plan_value(const problem *t)
{
    size_t n = t->p->n, m = t->q->n;
    double sum = 0, most = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++) {
            double square = square_between(t, i, j) + t->p->spread[i] + t->q->spread[j];
            double cost = t->squared ? square : sqrt(square), moved = t->plan[i * m + j];
            most = fmax(most, cost);
            sum += moved > 0 ? moved * cost : 0;
        }
    ball value = ball_mul(ball_exact_double(t->s, sum), ball_exact_double(t->s, 1 + SLACK));
    ball spare = ball_mul(ball_exact_double(t->s, most), marginal_gap(t)),
         bias = ball_add(t->p->bias, t->q->bias);
    ball skew = t->squared ? ball_mul(bias, ball_exact_double(t->s, 4 * sqrt(most))) : bias;
    return ball_add(value, ball_add(ball_scale2(spare, 1), skew));
}

/* Both ends of W_k, k = 1 or 2. */
static bool quantised_bounds(scope *s, const law *p, const law *q, bool squared, size_t points, ball *low,
                             ball *high)
{
    quantised a, b;
    if (!quantise(&a, s, p, points))
        return false;
    if (!quantise(&b, s, q, points)) {
        quantised_free(&a);
        return false;
    }
    problem t = {.s = s, .p = &a, .q = &b, .squared = squared};
    solve(&t);
    ball lower = ball_max(dual_value(&t), nil(s)), upper = plan_value(&t),
         d = ball_add(ball_sqrt(a.error), ball_sqrt(b.error));
    *low = ball_sub(squared ? ball_sqrt(lower) : lower, d);
    *high = ball_add(squared ? ball_sqrt(upper) : upper, ball_add(a.rounding, b.rounding));
    free(t.cost);
    quantised_free(&a);
    quantised_free(&b);
    return true;
}

/* More points at higher precision. */
static size_t points_for(scope *s) { return (size_t)fmin(400, 4 * (double)scope_bits(s)); }

bool planar_wasserstein(scope *s, real order, const law *p, const law *q, slong goal, enclosure *out)
{
    slong k = 0;
    (void)goal;
    *out = (enclosure){ball_nothing(s), FINITE, METHOD_CLOSED_FORM};
    if (translates(s, p, q, &out->value))
        return true;
    if (is_a(p, "disk") && is_a(q, "disk") && disks(s, order, p->c, q->c, &out->value))
        return true;
    ball low, high;
    out->by = METHOD_QUANTISATION;
    if (!real_is_integer(order, &k) || k > 2
        || !quantised_bounds(s, p, q, k == 2, points_for(s), &low, &high))
        return false;
    ball known = moment_bound(s, p, q, k == 2);
    low = ball_max(ball_lower(low), ball_max(nil(s), ball_is_finite(known) ? ball_lower(known) : nil(s)));
    low = ball_max(low, projection_bound(s, p, q));
    if (ball_is_finite(high) && ball_is_finite(low))
        out->value = ball_hull(ball_lower(low), ball_upper(high));
    return true;
}
