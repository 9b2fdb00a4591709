/*
 * Sums over the integers where some component has its mass, in runs; what lies outside the runs is enclosed: by the masses left
 * out (functional.h), or for KL and powers alpha > 1 by geometric majorants (lattice_tail.c), the runs being lengthened until that
 * is small. Long runs are not visited (lattice_strip.c).
 */
#include "divergences/discrete_runs.h"

#include "divergences/tails.h"

#include <math.h>
#include <stdlib.h>

/* Integers that one sum may visit, and from how many on it need not. */
enum { MOST_VISITED = 4000000, LONG = 20000 };

/* ---- Runs ---- */

typedef struct run {
    slong from, to; /* integers from .. to - 1 */
} run;

static int by_start(const void *a, const void *b)
{
    slong x = ((const run *)a)->from, y = ((const run *)b)->from;
    return (x > y) - (x < y);
}

/* The union of the components' ranges as disjoint runs. */
static run *runs_make(const task *t, int *count)
{
    run *all = malloc(sizeof *all * (size_t)(t->p.n + t->q.n + 1));
    int n = 0;
    for (int i = 0; i < t->p.n; i++)
        all[n++] = (run){t->p.part[i].from, t->p.part[i].to};
    for (int i = 0; by_mass(t) && i < t->q.n; i++)
        all[n++] = (run){t->q.part[i].from, t->q.part[i].to};
    qsort(all, (size_t)n, sizeof *all, by_start);
    *count = 0;
    for (int i = 0; i < n; i++)
        if (*count && all[i].from <= all[*count - 1].to)
            all[*count - 1].to = all[i].to > all[*count - 1].to ? all[i].to : all[*count - 1].to;
        else
            all[(*count)++] = all[i];
    return all;
}

static ball sum_of_weights(scope *s, const lattice_walk *w, int n, slong at)
{
    ball sum = ball_in(s, ball_int(0));
    for (int i = 0; i < n; i++)
        if (lattice_covers(w[i].part, at))
            sum = ball_add(sum, w[i].weight);
    return sum;
}

static void start_walks(scope *work, lattice_walk *w, const lattice_law *l, slong from)
{
    for (int i = 0; i < l->n; i++)
        w[i] = lattice_walk_start(work, &l->part[i], from);
}

/* What a weight far from 0 (a difference of log-gamma functions) and a long walk lose. */
static slong spare_bits(const run *r)
{
    return 10 + (slong)FLINT_BIT_COUNT((ulong)r->to) + (slong)FLINT_BIT_COUNT((ulong)(r->to - r->from));
}

/* The sum over a run, without the integers that are finite atoms too; *next is the first of these not yet passed. */
static ball run_sum(const task *t, const functional *f, const run *r, size_t *next)
{
    scope *work = scope_open_for(t->s, scope_bits(t->s) + spare_bits(r));
    lattice_walk *w = malloc(sizeof *w * (size_t)(t->p.n + t->q.n + 1)), *of_q = w + t->p.n;
    start_walks(work, w, &t->p, r->from);
    start_walks(work, of_q, &t->q, r->from);
    ball total = ball_in(work, ball_int(0)), one = ball_in(work, ball_int(1)),
         order = t->order ? real_ball(work, t->order) : ball_int(0);
    scope_mark mark = scope_now(work);
    for (slong n = r->from; n < r->to; n++) {
        while (*next < t->all.n && t->all.a[*next].integer < n)
            ++*next;
        if (*next == t->all.n || t->all.a[*next].integer != n) {
            ball P = sum_of_weights(work, w, t->p.n, n);
            ball Q = t->counting ? one : sum_of_weights(work, of_q, t->q.n, n);
            arb_add(total.v, total.v, atom_value(f, P, Q, order).v, scope_bits(work));
        }
        for (int i = 0; i < t->p.n + t->q.n; i++)
            lattice_walk_on(&w[i]);
        scope_rewind(work, mark);
        if (n % 16 == 0 && scope_expired(work)) {
            arb_indeterminate(total.v);
            break;
        }
    }
    ball sum = ball_in(t->s, total);
    free(w);
    scope_close(work);
    return sum;
}

/* ---- What the runs leave out ---- */

static ball left_out_by_mass(task *t)
{
    ball P = lattice_left_out(t->s, &t->p), Q = lattice_left_out(t->s, &t->q);
    t->out_p = ball_is_exact_zero(P) ? P : ball_upper(P);
    t->out_q = ball_is_exact_zero(Q) ? Q : ball_upper(Q);
    return ball_hull(ball_in(t->s, ball_int(0)), mass_bound(t->f, t->out_p, t->out_q, order_of(t)));
}

/* Lengthens the range of a component on one side; false if it would become too long. */
static bool lengthen(lattice_part *part, int side)
{
    slong length = part->to - part->from, more = length / 4 + 16;
    if (length > (slong)1 << 58)
        return false;
    part->from = side > 0 ? part->from : part->from > more ? part->from - more : 0;
    part->to = side < 0 ? part->to : part->to + more;
    if (part->last != LATTICE_ENDLESS && part->to > part->last + 1)
        part->to = part->last + 1;
    return true;
}

/* The bound of one component's tail on one side, its range lengthened until it is below 2^-goal. */
static ball settled_tail(task *t, int i, int side)
{
    slong goal = t->goal + 3 + (slong)FLINT_BIT_COUNT((ulong)t->p.n);
    for (;;) {
        ball tail = lattice_tail(t->s, t->pool, t->order, &t->p, i, t->counting ? NULL : &t->q, side);
        if (ball_is_finite(tail) && ball_less(tail, ball_scale2(ball_in(t->s, ball_int(1)), -goal)) == HOLDS)
            return tail;
        if (!lengthen(&t->p.part[i], side))
            return ball_nothing(t->s);
    }
}

/* For KL and powers above 1; from below, x log x is convex and Q <= 1, so KL of a set is at least P log P. */
static ball left_out_by_majorant(task *t)
{
    ball zero = ball_in(t->s, ball_int(0)), upper = zero, lower = zero;
    for (int i = 0; i < t->p.n; i++)
        upper = ball_add(upper, ball_add(settled_tail(t, i, -1), settled_tail(t, i, +1)));
    if (t->counting)
        return ball_hull(zero, ball_neg(upper));
    if (!t->order) {
        ball P = lattice_left_out(t->s, &t->p);
        bool small = ball_less(P, ball_ratio(1, 4)) == HOLDS; /* x log x decreases up to 1/e */
        lower = small ? ball_min(ball_xlogx(ball_upper(P)), zero) : ball_ratio(-1, 2);
    }
    return ball_hull(lower, upper);
}

/* ---- Long runs ---- */

static bool all_cover(const lattice_law *l, const run *r)
{
    for (int i = 0; i < l->n; i++)
        if (!lattice_covers(&l->part[i], r->to - 1))
            return false;
    return l->n > 0;
}

/* An error of 2^-goal, or that share of a sum that is huge. */
static bool accurate(ball sum, slong goal)
{
    double size = fabs(ball_double(sum));
    return ball_is_finite(sum) && ball_log2_error(sum) < (size > 1 ? log2(size) : 0) - (double)goal;
}

/* The value of f at the lattice weights of an integer. */
static ball value_at(const task *t, scope *s, const functional *f, slong n)
{
    ball Q = t->counting ? ball_int(1) : lattice_weight(s, &t->q, n);
    return atom_value(f, lattice_weight(s, &t->p, n), Q, order_of(t));
}

/* The sum over a long run without visiting it (lattice_strip.c, lattice_signs.c), less the integers that are finite atoms too. */
static ball unvisited_sum(const task *t, const functional *f, const run *r)
{
    if (r->to - r->from < LONG || !all_cover(&t->p, r) || (!t->counting && !all_cover(&t->q, r)))
        return ball_nothing(t->s);
    scope *work = scope_open_for(t->s, scope_bits(t->s) + spare_bits(r) + 16);
    ball sum = f == &functional_tv
                   ? lattice_signs_sum(work, t->pool, &t->p, &t->q, r->from, r->to)
                   : lattice_strip_sum(work, t->pool, f, t->order, &t->p, t->counting ? NULL : &t->q, r->from,
                                       r->to, t->goal + 4);
    for (size_t i = 0; i < t->all.n; i++)
        if (t->all.a[i].integer >= r->from && t->all.a[i].integer < r->to)
            sum = ball_sub(sum, value_at(t, work, f, t->all.a[i].integer));
    ball out = ball_in(t->s, sum);
    scope_close(work);
    return accurate(out, t->goal) ? out : ball_nothing(t->s);
}

static void add_cuts(const lattice_law *l, const run *r, run *cut, int *n)
{
    for (int i = 0; i < l->n; i++)
        for (int end = 0; end < 2; end++) {
            slong at = end ? l->part[i].to : l->part[i].from;
            if (r->from < at && at < r->to)
                cut[(*n)++].from = at;
        }
}

/* A run, cut where a component begins or ends to matter: short pieces and those that are not smooth are visited. */
static ball pieces_sum(const task *t, const functional *f, const run *r, size_t *next)
{
    run *cut = malloc(sizeof *cut * (size_t)(2 * t->p.n + 2 * t->q.n + 2));
    int n = 0;
    cut[n++].from = r->from;
    add_cuts(&t->p, r, cut, &n);
    add_cuts(&t->q, r, cut, &n);
    qsort(cut, (size_t)n, sizeof *cut, by_start);
    cut[n].from = r->to;
    ball sum = ball_in(t->s, ball_int(0));
    for (int i = 0; i < n && ball_is_finite(sum); i++) {
        run one = {cut[i].from, cut[i + 1].from};
        ball value = unvisited_sum(t, f, &one);
        if (!ball_is_finite(value) && one.to - one.from <= MOST_VISITED)
            value = run_sum(t, f, &one, next);
        sum = ball_add(sum, value);
    }
    free(cut);
    return sum;
}

/* The mass of a law's components on a run, in which each has all its range or nothing. */
static ball mass_on(const task *t, const lattice_law *l, ball left_out, const run *r)
{
    ball sum = ball_within(ball_in(t->s, left_out));
    for (int i = 0; i < l->n; i++)
        if (l->part[i].from >= r->from && l->part[i].to <= r->to)
            sum = ball_add(sum, real_ball(t->s, l->part[i].c->weight));
    return sum;
}

/* JS is half the game's value, which is smooth, and (log 2)/2 for each unit of mass. */
static ball js_on_long_run(const task *t, const run *r, size_t *next)
{
    ball mass = ball_add(mass_on(t, &t->p, t->out_p, r), mass_on(t, &t->q, t->out_q, r));
    for (size_t i = 0; i < t->all.n; i++) {
        slong n = t->all.a[i].integer;
        if (n >= r->from && n < r->to)
            mass = ball_sub(mass, ball_add(lattice_weight(t->s, &t->p, n), lattice_weight(t->s, &t->q, n)));
    }
    ball game = pieces_sum(t, &functional_half_game, r, next);
    return ball_add(game, ball_scale2(ball_mul(mass, ball_log2(t->s)), -1));
}

ball lattice_sum(task *t)
{
    int count;
    ball sum = by_mass(t) ? left_out_by_mass(t) : left_out_by_majorant(t);
    run *runs = runs_make(t, &count);
    size_t next = 0;
    for (int i = 0; i < count && ball_is_finite(sum); i++) {
        const run *r = &runs[i];
        bool js = t->f == &functional_js && r->to - r->from >= LONG;
        sum = ball_add(sum, js ? js_on_long_run(t, r, &next) : pieces_sum(t, t->f, r, &next));
    }
    free(runs);
    return sum;
}
