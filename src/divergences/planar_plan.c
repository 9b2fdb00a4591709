/*
 * Plans between quantised laws: see planar_plan.h.
 *
 * Masses are rounded to integers with the sum 2^MASS_BITS, and transport between the points is solved and checked in
 * integers (transport/optimality.h). Marginals that are wrong by a total mass g change the least cost by at most g times the largest
 * cost: what is too much is sent elsewhere.
 */
#include "divergences/planar_plan.h"

#include "divergences/planar_quantise.h"
#include "transport/optimality.h"

#include <math.h>
#include <stdlib.h>

enum { MASS_BITS = 56 };
/* Above the rounding of a sum of n <= 2 10^5 positive doubles, n 2^-53 of it; and above what is lost where squares underflow. */
static const double SLACK = 1e-10, UNDERFLOW = 0x1p-1000;

typedef struct side {
    quantised q;
    double *xy, spread; /* of any cell, at most */
    int64_t *mass;
    ball gap; /* |true mass - rounded mass|, in total */
} side;

typedef struct problem {
    scope *s;
    side of[2];
    bool squared;
    double most; /* the largest square of a distance, at most, with both spreads */
} problem;

/* ---- Clouds ---- */

static int64_t rounded_mass(const arb_t mass)
{
    double m = arf_get_d(arb_midref(mass), ARF_RND_NEAR);
    return (int64_t)fmax(0, ldexp(m, MASS_BITS));
}

/* The heaviest point makes the sum right. */
static void round_masses(side *a)
{
    int64_t sum = 0, most = -1;
    size_t heaviest = 0;
    for (size_t i = 0; i < a->q.n; i++) {
        sum += a->mass[i] = rounded_mass(a->q.mass + i);
        if (a->mass[i] > most)
            most = a->mass[heaviest = i];
    }
    a->mass[heaviest] = most + ((int64_t)1 << MASS_BITS) - sum;
}

static void sum_gaps(side *a, scope *s)
{
    a->gap = ball_in(s, ball_int(0));
    scope_mark start = scope_now(s);
    for (size_t i = 0; i < a->q.n; i++, scope_rewind(s, start)) {
        ball rounded = ball_scale2(ball_in(s, ball_int(a->mass[i])), -MASS_BITS);
        ball wrong = ball_abs(ball_sub(ball_from_arb(s, a->q.mass + i), rounded));
        arb_add(a->gap.v, a->gap.v, wrong.v, scope_bits(s));
    }
}

static void side_fill(side *a, scope *s)
{
    a->xy = malloc(2 * a->q.n * sizeof *a->xy);
    a->mass = malloc(a->q.n * sizeof *a->mass);
    for (size_t i = 0; i < a->q.n; i++) {
        a->xy[2 * i] = a->q.x[i], a->xy[2 * i + 1] = a->q.y[i];
        a->spread = fmax(a->spread, a->q.spread[i]);
    }
    round_masses(a);
    sum_gaps(a, s);
}

static void side_free(side *a)
{
    quantised_free(&a->q);
    free(a->xy);
    free(a->mass);
}

static double largest_square(const problem *t)
{
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < 2 * t->of[k].q.n; i++) {
            low[i % 2] = fmin(low[i % 2], t->of[k].xy[i]);
            high[i % 2] = fmax(high[i % 2], t->of[k].xy[i]);
        }
    double dx = high[0] - low[0], dy = high[1] - low[1];
    return (dx * dx + dy * dy + t->of[0].spread + t->of[1].spread + UNDERFLOW) * (1 + SLACK);
}

/* Once both laws are quantised. */
static void problem_fill(problem *t)
{
    for (int k = 0; k < 2; k++)
        side_fill(&t->of[k], t->s);
    t->most = largest_square(t);
}

static void problem_clear(problem *t)
{
    for (int k = 0; k < 2; k++)
        side_free(&t->of[k]);
}

/* ---- Bounds ---- */

static ball cost_of_gaps(const problem *t)
{
    ball gap = ball_add(t->of[0].gap, t->of[1].gap), most = ball_exact_double(t->s, t->most);
    return ball_mul(gap, t->squared ? most : ball_sqrt(most));
}

/* The cost of the plan with its cells coupled independently, at most. */
static ball plan_value(const problem *t, const transport_solution *plan)
{
    const quantised *p = &t->of[0].q, *q = &t->of[1].q;
    double sum = 0;
    for (int64_t k = 0; k < plan->shipments; k++) {
        const shipment *one = &plan->plan[k];
        double dx = p->x[one->row] - q->x[one->column], dy = p->y[one->row] - q->y[one->column];
        double square = dx * dx + dy * dy + p->spread[one->row] + q->spread[one->column] + UNDERFLOW;
        sum += ldexp((double)one->mass, -MASS_BITS) * (t->squared ? square : sqrt(square));
    }
    ball value = ball_mul(ball_exact_double(t->s, sum), ball_exact_double(t->s, 1 + SLACK));
    ball bias = ball_add(p->bias, q->bias);
    ball skew = t->squared ? ball_mul(bias, ball_exact_double(t->s, 4 * sqrt(t->most))) : bias;
    return ball_add(value, ball_add(cost_of_gaps(t), skew));
}

static bool in_time(void *state, int level, int levels, int round, int64_t violated)
{
    (void)level, (void)levels, (void)round, (void)violated;
    return !scope_expired(state);
}

static void solve(const problem *t, ball *lower, ball *upper)
{
    const transport_watch watch = {in_time, t->s};
    plane_cloud points[2];
    transport_solution found;
    optimality checked;
    for (int k = 0; k < 2; k++)
        points[k] = (plane_cloud){t->of[k].q.n, t->of[k].xy, t->of[k].mass};
    bool solved =
        transport_exact(t->squared ? COST_W2 : COST_W1, &points[0], &points[1], &watch, &found, NULL)
        && optimality_check(&points[0], &points[1], &found, false, &checked);
    *lower = ball_in(t->s, ball_int(0)), *upper = ball_infinity(t->s);
    if (solved)
        *lower = ball_max(ball_sub(ball_exact_double(t->s, checked.lower), cost_of_gaps(t)), *lower);
    if (solved && found.optimal)
        *upper = plan_value(t, &found);
    transport_clear(&found);
}

static void bound_distance(const problem *t, ball *low, ball *high)
{
    const quantised *p = &t->of[0].q, *q = &t->of[1].q;
    ball lower, upper;
    solve(t, &lower, &upper);
    *low =
        ball_sub(t->squared ? ball_sqrt(lower) : lower, ball_add(ball_sqrt(p->error), ball_sqrt(q->error)));
    *high = ball_add(t->squared ? ball_sqrt(upper) : upper, ball_add(p->rounding, q->rounding));
}

bool quantised_bounds(scope *s, const law *p, const law *q, bool squared, size_t points, ball *low,
                      ball *high)
{
    problem t = {.s = s, .squared = squared};
    bool known = quantise(&t.of[0].q, s, p, points);
    if (known && !(known = quantise(&t.of[1].q, s, q, points)))
        quantised_free(&t.of[0].q);
    if (!known)
        return false;
    problem_fill(&t);
    bound_distance(&t, low, high);
    problem_clear(&t);
    return true;
}

/* W2^2 = E|X|^2 + E|Y|^2 - 2 max E X.Y, and the greatest E X.Y is not less outward. */
ball outward_bound(scope *s, const law *p, const law *q, size_t points)
{
    problem t = {.s = s, .squared = true};
    ball cut[2], lower, upper, low = ball_in(s, ball_int(0));
    bool known = quantise_outward(&t.of[0].q, s, p, points, &cut[0]);
    if (known && !(known = quantise_outward(&t.of[1].q, s, q, points, &cut[1])))
        quantised_free(&t.of[0].q);
    if (!known)
        return low;
    problem_fill(&t);
    solve(&t, &lower, &upper);
    const quantised *a = &t.of[0].q, *b = &t.of[1].q;
    ball between = ball_max(ball_sub(ball_sqrt(lower), ball_add(a->rounding, b->rounding)), low);
    ball square = ball_sub(ball_sqr(between), ball_add(a->error, b->error));
    ball moved = ball_add(ball_sqrt(cut[0]), ball_sqrt(cut[1]));
    low = ball_max(ball_sub(ball_sqrt(ball_max(ball_lower(square), low)), moved), low);
    problem_clear(&t);
    return ball_is_finite(low) ? ball_lower(low) : ball_in(s, ball_int(0));
}
