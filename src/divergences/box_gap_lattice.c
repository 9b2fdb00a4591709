/*
 * Distances by distribution functions between laws on 0, 1, 2, ... over a box of parameters: D is constant between neighbouring
 * integers, so J is a sum over n of what box_gap.h integrates. Sums of weights make D, so that no distribution function is asked for.
 *
 * Beyond N. With S = p + q and the bounds B1, B2 of box_lattice.c, |p_a|/p <= B1 n and |p_ab|/p <= (B2 + B1^2) n^2; hence the
 * sums over n >= N of |D|, |D_a| and |D_ab|, each at most a sum over k > n of |p| + |q| and of their derivatives, are at most
 *     A_0 = M,   A_1 = B1 M,   A_2 = (B2 + B1^2) M,      M = sum over k >= N of k^4 S(k),
 * which take the place of the moments of a tail.
 */
#include "divergences/box_gap_parts.h"
#include "divergences/box_lattice_parts.h"
#include "divergences/box_objective.h"

bool box_gap_is_lattice(const law *l)
{
    bool all = l->n > 0;
    for (int i = 0; i < l->n; i++)
        all = all && l->c[i].family->kind == FAMILY_LATTICE;
    return all;
}

/* Both laws over a box, and D so far. */
typedef struct walk {
    box_sum t; /* what sequences ask for */
    lattice_law p, q;
    sequence all;
    cjet D;
} walk;

static cjet none(int n, scope *s)
{
    cjet zero = cjet_constant(n, cball_from_ball(s, ball_int(0)));
    zero.order = 2;
    for (int a = 0; a < n; a++)
        zero.slope[a] = zero.value;
    for (int k = 0; k < CJET_BENDS; k++)
        zero.bend[k] = zero.value;
    return zero;
}

static bool walk_open(walk *w, const gap_task *g, const box_laws *l, const ball *x)
{
    int bits = (int)g->goal + 8;
    *w = (walk){.t = {.s = g->s, .pool = l->pool, .l = l, .x = x, .n = g->n, .order = 2, .goal = g->goal}};
    w->p = lattice_open(l->pool, l->p, bits), w->q = lattice_open(l->pool, l->q, bits);
    w->D = none(g->n, g->s);
    if (w->p.n + w->q.n > LATTICE_COMPONENTS)
        return false;
    sequence_add(&w->t, &w->all, &w->p, LATTICE_P);
    sequence_add(&w->t, &w->all, &w->q, LATTICE_Q);
    return true;
}

static void walk_close(walk *w)
{
    lattice_close(&w->p);
    lattice_close(&w->q);
}

/* D on [n, n + 1). */
static void walk_on(walk *w, slong n)
{
    for (int i = 0; i < w->all.n; i++) {
        const part_jets *a = &w->all.part[i];
        if (!lattice_covers(a->part, n))
            continue;
        cjet mass = cjet_exp(part_log_weight(a, w->t.n, w->t.s, n));
        w->D = a->law == LATTICE_P ? cjet_add(w->D, mass) : cjet_sub(w->D, mass);
    }
}

/* What lies from N on, with N so large that it is little: its outputs; -1 if that is too far. */
static slong settle(gap_task *g, const walk *w, ball *out)
{
    slong N = 8;
    bool endless = false;
    growth b = sequence_growth(&w->t, &w->all);
    for (int i = 0; i < w->all.n; i++) {
        const lattice_part *part = w->all.part[i].part;
        slong end = part->last == LATTICE_ENDLESS ? part->to : part->last + 1;
        N = end > N ? end : N;
        endless |= part->last == LATTICE_ENDLESS;
    }
    for (int i = 0; i < g->outputs; i++)
        out[i] = ball_in(g->s, ball_int(0));
    for (; endless; N += N / 4 + 8) {
        ball M = sequence_fourth_moment(&w->t, &w->all, N, false);
        ball A[3] = {M, ball_mul(b.B1, M), ball_mul(ball_add(b.B2, ball_sqr(b.B1)), M)};
        gap_task_tail(g, A, out);
        if (N > LATTICE_MOST_TERMS || gap_task_allows(g, out))
            break;
    }
    return N > LATTICE_MOST_TERMS ? -1 : N;
}

static void add_up(gap_task *g, walk *over, walk *middle, slong N)
{
    for (slong n = 0; n < N; n++) {
        walk_on(over, n);
        walk_on(middle, n);
        cjet D = g->b.wide ? cjet_taylor(middle->D, over->D, g->b.half) : over->D;
        gap_task_step(g, &D);
    }
}

bool box_gap_lattice(gap_task *g)
{
    walk over, middle;
    ball tail[VECTOR_MOST];
    bool opened = walk_open(&over, g, &g->l, g->b.at),
         both = walk_open(&middle, g, &g->middle, g->b_middle.at);
    slong N = opened && both ? settle(g, &over, tail) : -1;
    if (N > 0) {
        gap_task_add(g, tail);
        add_up(g, &over, &middle, N);
    }
    walk_close(&over);
    walk_close(&middle);
    return N > 0;
}
