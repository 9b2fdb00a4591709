/* Couplings of mixtures component by component: see planar_plan.h. */
#include "divergences/planar_plan.h"

#include "calculus/dense_flow.h"
#include "divergences/closed_form.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COMPONENTS = 128 };
/* Above the rounding of a sum of MOST_COMPONENTS^2 positive doubles, 2^-39 of it; and above what is lost where products underflow. */
static const double SLACK = 1e-11, UNDERFLOW = 0x1p-1000;

/* W_2 between two components, at most, if there is a formula. */
static bool between(scope *s, const law *p, int i, const law *q, int j, double *most)
{
    component a = p->c[i], b = q->c[j];
    law of_p = *p, of_q = *q;
    enclosure w2;
    of_p.n = of_q.n = 1;
    of_p.c = &a, of_q.c = &b;
    if (!closed_form(s, (divergence){divergence_by_name("w2"), NULL}, &of_p, &of_q, &w2)
        || !ball_is_finite(w2.value))
        return false;
    *most = (fabs(ball_double(w2.value)) + ball_radius(w2.value)) * (1 + SLACK) + UNDERFLOW;
    return true;
}

/* Rows of the plan as they should be, less what they are, in absolute value. */
static ball marginal_gap(scope *s, const law *l, const double *plan, int step, int other, int stride)
{
    ball gap = ball_in(s, ball_int(0));
    for (int i = 0; i < l->n; i++) {
        ball sum = ball_in(s, ball_int(0));
        for (int k = 0; k < other; k++)
            sum = ball_add(sum, ball_exact_double(s, plan[i * step + k * stride]));
        gap = ball_add(gap, ball_abs(ball_sub(real_ball(s, l->c[i].weight), sum)));
    }
    return gap;
}

static void best_plan(scope *s, const law *p, const law *q, const double *cost, double *plan)
{
    double *side = malloc(2 * (size_t)(p->n + q->n) * sizeof *side), *supply = side, *demand = side + p->n,
           *f = demand + q->n, *g = f + p->n;
    for (int i = 0; i < p->n; i++)
        supply[i] = p->c[i].weight_double;
    for (int j = 0; j < q->n; j++)
        demand[j] = q->c[j].weight_double;
    dense_flow(s, (size_t)p->n, (size_t)q->n, supply, demand, cost, plan, f, g);
    free(side);
}

ball components_bound(scope *s, const law *p, const law *q, bool squared)
{
    int n = p->n, m = q->n;
    if (n > MOST_COMPONENTS || m > MOST_COMPONENTS)
        return ball_infinity(s);
    double *cost = calloc(2 * (size_t)n * (size_t)m, sizeof *cost), *plan = cost + n * m, most = 0, sum = 0;
    bool known = true;
    for (int i = 0; i < n && known; i++)
        for (int j = 0; j < m && known; j++) {
            double w2 = 0;
            known = between(s, p, i, q, j, &w2);
            cost[i * m + j] = squared ? w2 * w2 + UNDERFLOW : w2;
            most = fmax(most, cost[i * m + j]);
        }
    ball value = ball_infinity(s);
    if (known) {
        best_plan(s, p, q, cost, plan);
        for (int k = 0; k < n * m; k++)
            sum += plan[k] * cost[k];
        ball gap = ball_add(marginal_gap(s, p, plan, m, m, 1), marginal_gap(s, q, plan, 1, n, m));
        value = ball_add(ball_exact_double(s, sum * (1 + SLACK) + UNDERFLOW),
                         ball_mul(gap, ball_exact_double(s, most)));
        value = squared ? ball_sqrt(value) : value;
    }
    free(cost);
    return value;
}
