/* Signs by bisection: see sign_runs.h. */
#include "calculus/sign_runs.h"

#include <math.h>
#include <stdlib.h>

typedef struct task {
    scope *s;
    signed_function f;
    void *state;
    double little, shortest;
    long left;
    sign_runs out;
} task;

static void add(task *t, double from, double to, int sign)
{
    sign_runs *all = &t->out;
    sign_run *last = all->n ? &all->run[all->n - 1] : NULL;
    if (last && sign && last->sign == sign) {
        last->to = to;
        return;
    }
    if (all->n == all->room)
        all->run = realloc(all->run, (all->room = 2 * all->room + 16) * sizeof *all->run);
    all->run[all->n++] = (sign_run){from, to, sign};
}

static ball value(task *t, double from, double to)
{
    t->left--;
    return t->f(t->state, t->s, ball_hull(ball_exact_double(t->s, from), ball_exact_double(t->s, to)));
}

/* No zero for all parameters, nor for none: halves would stay open. */
static bool is_wide_anyway(task *t, double from, double to, ball range)
{
    double half = (from + to) / 2;
    ball at = value(t, half, half);
    return ball_is_finite(range) && ball_is_finite(at) && !ball_sign(at)
           && 4 * ball_radius(range) <= 5 * ball_radius(at);
}

static void find(task *t, double from, double to)
{
    scope_mark mark = scope_now(t->s);
    ball range = value(t, from, to);
    int sign = ball_is_finite(range) ? ball_sign(range) : 0;
    double size = ball_is_finite(range) ? fmin(1, fabs(ball_double(range)) + ball_radius(range)) : 1;
    bool done = sign || (to - from) * size <= t->little || to - from <= t->shortest || t->left <= 0
                || scope_expired(t->s) || is_wide_anyway(t, from, to, range);
    scope_rewind(t->s, mark);
    if (done) {
        add(t, from, to, sign);
        return;
    }
    find(t, from, (from + to) / 2);
    find(t, (from + to) / 2, to);
}

sign_runs sign_runs_find(scope *s, signed_function f, void *state, slong goal, long effort)
{
    scope *work = scope_open_for(s, scope_bits(s));
    task t = {.s = work,
              .f = f,
              .state = state,
              .little = ldexp(1, (int)(-2 * goal)),
              .shortest = ldexp(1, (int)-goal),
              .left = effort};
    find(&t, 0, 1);
    scope_close(work);
    return t.out;
}
