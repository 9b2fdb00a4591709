/* Vector-valued rigorous integration: see vector_integral.h. */
#include "calculus/vector_integral.h"

#include "number/ball_arb.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { RULES = 7, MOST_NODES = 24, NODE_BITS = 128, SAMPLES = 11, DEEPEST = 50 };
static const int rule_size[RULES] = {2, 4, 6, 8, 12, 16, 24};

/* ---- Gauss's rules: roots of Legendre polynomials and their weights, made once for all threads. ---- */

static arb_struct node_table[RULES][MOST_NODES], weight_table[RULES][MOST_NODES];

static void make_tables(void)
{
    static atomic_bool ready;
    if (atomic_load_explicit(&ready, memory_order_acquire))
        return;
#pragma omp critical(vector_integral_tables)
    if (!atomic_load_explicit(&ready, memory_order_relaxed)) {
        for (int r = 0; r < RULES; r++)
            for (int k = 0; k < rule_size[r]; k++) {
                arb_init(&node_table[r][k]);
                arb_init(&weight_table[r][k]);
                arb_hypgeom_legendre_p_ui_root(&node_table[r][k], &weight_table[r][k], (ulong)rule_size[r],
                                               (ulong)k, NODE_BITS);
            }
        atomic_store_explicit(&ready, true, memory_order_release);
    }
}

/* ---- One computation ---- */

typedef struct task {
    int n;
    vector_integrand f;
    void *state;
    scope *work;
    double tolerance[VECTOR_MOST]; /* error allowed for each unit of length */
    arb_struct total[VECTOR_MOST];
    long left; /* evaluations */
} task;

static cball point(scope *s, double t) { return cball_from_ball(s, ball_exact_double(s, t)); }

/* [from, to] + i [-height, height] */
static cball rectangle(scope *s, double from, double to, double height)
{
    cball box = cball_from_ball(s, ball_hull(ball_exact_double(s, from), ball_exact_double(s, to)));
    if (height > 0) {
        mag_t h;
        mag_init(h);
        mag_set_d(h, height);
        arb_zero(acb_imagref(box.v));
        arb_add_error_mag(acb_imagref(box.v), h);
        mag_clear(h);
    }
    return box;
}

static void evaluate(task *t, cball at, bool holomorphic, cball *out)
{
    t->left--;
    scope_set_holomorphic(t->work, holomorphic);
    t->f(t->state, t->work, at, out);
    scope_set_holomorphic(t->work, false);
}

/* The integrands' own widths at a few points, halved twice, are not worth more effort: no need to be rigorous here. */
static void set_tolerances(task *t, slong goal)
{
    cball value[VECTOR_MOST];
    double noise[VECTOR_MOST] = {0};
    for (int i = 0; i < SAMPLES; i++) {
        scope_mark mark = scope_now(t->work);
        evaluate(t, point(t->work, (i + 0.5) / SAMPLES), false, value);
        for (int j = 0; j < t->n; j++) {
            double radius = cball_is_finite(value[j]) ? ball_radius(cball_real(value[j])) : 0;
            noise[j] += isfinite(radius) ? radius / SAMPLES : 0;
        }
        scope_rewind(t->work, mark);
    }
    for (int j = 0; j < t->n; j++)
        t->tolerance[j] = fmax(ldexp(1, (int)-goal), noise[j] / 8);
}

static void add_to_total(task *t, int j, ball value)
{
    arb_add(&t->total[j], &t->total[j], value.v, scope_bits(t->work));
}

static double radius_of(cball value)
{
    double radius = cball_is_finite(value) ? ball_radius(cball_real(value)) : INFINITY;
    return isfinite(radius) ? radius : INFINITY;
}

/* Is f about as wide at one point of the piece as on the whole of it, so that halves would tell hardly more? */
static bool is_wide_anyway(task *t, double from, double to, const cball *range)
{
    enum { QUARTERS = 5 };
    cball value[VECTOR_MOST];
    bool wide = true;
    for (int j = 0; j < t->n && wide; j++)
        wide = isfinite(radius_of(range[j]));
    if (!wide)
        return false;
    evaluate(t, point(t->work, (from + to) / 2), false, value);
    for (int j = 0; j < t->n && wide; j++)
        wide = 4 * radius_of(range[j]) <= QUARTERS * radius_of(value[j]) + 4 * t->tolerance[j];
    return wide;
}

/* Is the range of f on the piece as good as allowed? */
static bool is_narrow(const task *t, double length, const cball *range)
{
    for (int j = 0; j < t->n; j++) {
        double radius = radius_of(range[j]);
        if (!(radius <= t->tolerance[j] || length * radius <= t->tolerance[j] / 64))
            return false;
    }
    return true;
}

static void add_range(task *t, double from, double to, const cball *range)
{
    ball whole = ball_sub(ball_exact_double(t->work, to), ball_exact_double(t->work, from));
    for (int j = 0; j < t->n; j++)
        add_to_total(t, j, ball_mul(whole, cball_real(range[j])));
}

/* (length/2) (64/15) rho^-2N/(1 - rho^-2), rounded up: a few ulps beyond what doubles can be wrong by. */
static double rule_factor(double length, double rho, int nodes)
{
    return length / 2 * (64.0 / 15) * pow(rho, -2.0 * nodes) / (1 - 1 / (rho * rho)) * (1 + 0x1p-40);
}

/* The smallest rule whose error is allowed for all functions; -1 if none is. */
static int smallest_rule(const task *t, const double *sup, double length, double rho)
{
    for (int r = 0; r < RULES; r++) {
        double factor = rule_factor(length, rho, rule_size[r]);
        bool enough = true;
        for (int j = 0; j < t->n; j++)
            enough = enough && factor * sup[j] <= t->tolerance[j] * length;
        if (enough)
            return r;
    }
    return -1;
}

static void apply_rule(task *t, int r, double from, double to, const double *error)
{
    ball half = ball_scale2(ball_sub(ball_exact_double(t->work, to), ball_exact_double(t->work, from)), -1);
    ball middle = ball_scale2(ball_add(ball_exact_double(t->work, to), ball_exact_double(t->work, from)), -1);
    for (int k = 0; k < rule_size[r]; k++) {
        scope_mark mark = scope_now(t->work);
        cball value[VECTOR_MOST];
        ball node = ball_from_arb(t->work, &node_table[r][k]);
        ball weight = ball_mul(half, ball_from_arb(t->work, &weight_table[r][k]));
        evaluate(t, cball_from_ball(t->work, ball_add(middle, ball_mul(half, node))), false, value);
        for (int j = 0; j < t->n; j++)
            add_to_total(t, j, ball_mul(weight, cball_real(value[j])));
        scope_rewind(t->work, mark);
    }
    for (int j = 0; j < t->n; j++)
        add_to_total(t, j, ball_within(ball_exact_double(t->work, error[j])));
}

static bool by_rule(task *t, double from, double to)
{
    static const double rhos[] = {5, 2.2};
    double length = to - from, middle = (from + to) / 2, half = length / 2;
    for (int i = 0; i < 2; i++) {
        cball value[VECTOR_MOST];
        double sup[VECTOR_MOST], error[VECTOR_MOST], rho = rhos[i];
        double across = half * (rho + 1 / rho) / 2 * (1 + 0x1p-30),
               up = half * (rho - 1 / rho) / 2 * (1 + 0x1p-30);
        evaluate(t, rectangle(t->work, middle - across, middle + across, up), true, value);
        bool bounded = true;
        for (int j = 0; j < t->n; j++) {
            mag_t m;
            mag_init(m);
            acb_get_mag(m, value[j].v);
            sup[j] = cball_is_finite(value[j]) ? fmax(mag_get_d(m) * (1 + 0x1p-30), 0x1p-1000) : INFINITY;
            bounded = bounded && sup[j] < 1e300;
            mag_clear(m);
        }
        int r = bounded ? smallest_rule(t, sup, length, rho) : -1;
        if (r < 0)
            continue;
        for (int j = 0; j < t->n; j++)
            error[j] = rule_factor(length, rho, rule_size[r]) * sup[j] + 0x1p-1000;
        apply_rule(t, r, from, to, error);
        return true;
    }
    return false;
}

/* Halves from left to right: the depth bounds the stack. */
static void integrate_piece(task *t, double from, double to, int depth)
{
    scope_mark mark = scope_now(t->work);
    bool spent = t->left <= 0 || depth >= DEEPEST || scope_expired(t->work);
    cball range[VECTOR_MOST];
    evaluate(t, rectangle(t->work, from, to, 0), false, range);
    bool done = spent || is_narrow(t, to - from, range);
    if (!done && by_rule(t, from, to)) {
        scope_rewind(t->work, mark);
        return;
    }
    done = done || is_wide_anyway(t, from, to, range);
    if (done)
        add_range(t, from, to, range);
    scope_rewind(t->work, mark);
    if (done)
        return;
    double middle = (from + to) / 2;
    integrate_piece(t, from, middle, depth + 1);
    integrate_piece(t, middle, to, depth + 1);
}

void integrate_vector(scope *s, int n, vector_integrand f, void *state, slong goal, long effort, ball *out)
{
    make_tables();
    task t = {.n = n, .f = f, .state = state, .work = scope_open_for(s, scope_bits(s)), .left = effort};
    for (int j = 0; j < n; j++)
        arb_init(&t.total[j]);
    set_tolerances(&t, goal);
    integrate_piece(&t, 0, 1, 0);
    for (int j = 0; j < n; j++) {
        out[j] = ball_from_arb(s, &t.total[j]);
        arb_clear(&t.total[j]);
    }
    scope_close(t.work);
}
