/*
 * sup |D| over boxes of parameters: see box_gap.h. Cells of the line whose |D| may exceed a value that is attained are halved, until
 * they are known well enough, or the parameters' widths are what is left.
 */
#include "divergences/box_gap_parts.h"
#include "divergences/box_objective.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_CELLS = 96, ROUNDS = 40, FIRST_CELLS = 16 };

/* A part of t in [0, 1], and the most that |D| may be there. */
typedef struct climb_cell {
    double from, to, most;
} climb_cell;

static void raise_least(gap_task *t, ball D) { t->best = fmax(t->best, double_below(ball_abs(D))); }

void gap_task_meet(gap_task *t, const cjet *D)
{
    cball tells = t->touch ? D->slope[0] : D->value;
    gap_peak one = {.upper = double_above(ball_abs(cball_real(tells)))};
    int sign = cball_is_finite(tells) ? ball_sign(cball_real(tells)) : 0;
    sign = t->touch ? t->touch * sign : sign;
    raise_least(t, cball_real(tells));
    ball by = sign ? ball_int(sign) : ball_within(ball_in(t->s, ball_int(1)));
    for (int a = 0; a < t->n && t->order > 0; a++)
        one.slope[a] = ball_mul(ball_in(t->s, cball_real(D->slope[a])), by);
    t->peak = realloc(t->peak, (t->peaks + 1) * sizeof *t->peak);
    t->peak[t->peaks++] = one;
}

static climb_cell look(gap_task *t, gap_value_at value, void *state, double from, double to)
{
    scope_mark mark = scope_now(t->s);
    ball ends = ball_hull(ball_exact_double(t->s, from), ball_exact_double(t->s, to));
    raise_least(t, value(state, t->s, ball_exact_double(t->s, from / 2 + to / 2)));
    climb_cell c = {from, to, double_above(ball_abs(value(state, t->s, ends)))};
    scope_rewind(t->s, mark);
    return c;
}

/* Keeps the cells that may reach the best value; the largest of their bounds. */
static double prune(const gap_task *t, climb_cell *c, int *n)
{
    double most = -INFINITY;
    int kept = 0;
    for (int i = 0; i < *n; i++)
        if (c[i].most >= t->best) {
            most = fmax(most, c[i].most);
            c[kept++] = c[i];
        }
    *n = kept;
    return most;
}

void gap_task_climb(gap_task *t, gap_value_at value, gap_jet_at jet, void *state)
{
    climb_cell now[MOST_CELLS], next[MOST_CELLS];
    int n = FIRST_CELLS;
    for (int i = 0; i < n; i++)
        now[i] = look(t, value, state, (double)i / FIRST_CELLS, (double)(i + 1) / FIRST_CELLS);
    double most = prune(t, now, &n), before = INFINITY, enough = ldexp(1, (int)-t->goal);
    for (int round = 0; round < ROUNDS && n && 2 * n <= MOST_CELLS && !scope_expired(t->s); round++) {
        double slack = most - t->best;
        if (slack <= enough || (round > 3 && slack > 0.9 * before))
            break;
        before = slack;
        for (int i = 0; i < n; i++) {
            double half = (now[i].from + now[i].to) / 2;
            next[2 * i] = look(t, value, state, now[i].from, half);
            next[2 * i + 1] = look(t, value, state, half, now[i].to);
        }
        n *= 2;
        for (int i = 0; i < n; i++)
            now[i] = next[i];
        most = prune(t, now, &n);
    }
    for (int i = 0; i < n; i++) {
        ball ends = ball_hull(ball_exact_double(t->s, now[i].from), ball_exact_double(t->s, now[i].to));
        cjet D = jet(state, t->s, cball_from_ball(t->s, ends));
        gap_task_meet(t, &D);
        gap_peak *last = &t->peak[t->peaks - 1];
        last->upper = fmin(last->upper, now[i].most);
    }
}

void gap_task_crest(const gap_task *t, box_value *out)
{
    double most = double_above(t->sum[0]); /* the tails */
    bool first = true;
    out->order = t->order > 0 && most < t->best ? 1 : 0;
    for (size_t i = 0; i < t->peaks; i++) {
        const gap_peak *p = &t->peak[i];
        if (p->upper < t->best)
            continue;
        most = fmax(most, p->upper);
        for (int a = 0; a < t->n && out->order > 0; a++) {
            out->slope[a] = first ? p->slope[a] : ball_hull(out->slope[a], p->slope[a]);
            if (!ball_is_finite(out->slope[a]))
                out->order = 0;
        }
        first = false;
    }
    out->finite = isfinite(most) && isfinite(t->best);
    if (out->finite && t->touch)
        out->value = ball_upto(ball_in(t->s, ball_int(1)));
    else if (out->finite)
        out->value =
            ball_hull(ball_exact_double(t->s, fmax(t->best, 0)), ball_exact_double(t->s, fmax(most, 0)));
    if (first)
        out->order = 0;
}
