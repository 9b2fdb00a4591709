/*
 * Sums over atoms.
 *
 * Finite atoms are sorted by place and merged exactly; on integers the weights of the lattice components are added to theirs.
 * The other integers are summed where some component has its mass, in runs; what lies outside the runs is enclosed: by the
 * masses left out (functional.h), or for KL and powers alpha > 1 by geometric majorants (lattice_tail.c), the runs being
 * lengthened until that is small.
 */
#include "divergences/discrete.h"

#include "divergences/lattice.h"
#include "divergences/tails.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Integers that one sum may visit. */
enum { MOST_VISITED = 4000000 };

typedef struct atom {
    real x;
    double near;
    ball p, q;
    slong integer; /* x itself if it is a non-negative integer, or -1 */
} atom;

typedef struct atoms {
    size_t n, room;
    atom *a;
} atoms;

static void add_atom(scope *s, atoms *all, real x, ball weight, bool of_p)
{
    if (all->n == all->room)
        all->a = realloc(all->a, sizeof *all->a * (all->room = 2 * all->room + 16));
    ball zero = ball_in(s, ball_int(0));
    all->a[all->n++] = (atom){x, real_double(x), of_p ? weight : zero, of_p ? zero : weight, -1};
}

static void add_finite_atoms(scope *s, real_pool *pool, atoms *all, const law *l, bool of_p)
{
    for (int i = 0; l && i < l->n; i++) {
        const component *c = &l->c[i];
        for (size_t k = 0; c->family->kind == FAMILY_ATOMS && k < c->family->atoms(c); k++) {
            real x, weight;
            c->family->atom(pool, c, k, &x, &weight);
            if (real_sign(weight) != 0)
                add_atom(s, all, x, ball_mul(real_ball(s, c->weight), real_ball(s, weight)), of_p);
        }
    }
}

static int by_location(const void *a, const void *b)
{
    double x = ((const atom *)a)->near, y = ((const atom *)b)->near;
    return (x > y) - (x < y);
}

/*
 * Merges equal locations. Doubles are within an ulp, so atoms that are equal, or in the wrong order, are close in the sorted
 * list; only runs of near-equal doubles need exact comparison. False if two locations cannot be told apart.
 */
static bool merge_atoms(atoms *all)
{
    size_t kept = 0;
    if (all->n > 1)
        qsort(all->a, all->n, sizeof *all->a, by_location);
    for (size_t i = 0; i < all->n; i++) {
        bool merged = false;
        for (size_t k = kept; k-- > 0 && !merged;) {
            double gap = all->a[i].near - all->a[k].near;
            if (gap > 1e-12 * (fabs(all->a[i].near) + fabs(all->a[k].near)))
                break;
            int order = real_compare(all->a[i].x, all->a[k].x);
            if (order == REAL_UNDECIDED)
                return false;
            if (order == 0) {
                all->a[k].p = ball_add(all->a[k].p, all->a[i].p);
                all->a[k].q = ball_add(all->a[k].q, all->a[i].q);
                merged = true;
            }
        }
        if (!merged)
            all->a[kept++] = all->a[i];
    }
    all->n = kept;
    return true;
}

/* One computation. */
typedef struct task {
    scope *s;
    real_pool *pool;
    const functional *f;
    real order;
    bool counting; /* Q is counting measure */
    slong goal;
    lattice_law p, q;
    atoms all;
} task;

static ball order_of(const task *t) { return t->order ? real_ball(t->s, t->order) : ball_int(0); }
static bool by_mass(const task *t) { return t->f->tail == TAIL_BY_MASS; }

/* ---- Finite atoms ---- */

/* Finds out which finite atoms are integers, and adds the lattice weights there. False if one cannot be told. */
static bool add_lattice_weights(task *t)
{
    for (size_t i = 0; i < t->all.n && (t->p.n || t->q.n); i++) {
        atom *a = &t->all.a[i];
        double nearest = round(a->near);
        if (!(nearest >= 0 && nearest < 0x1p53) || fabs(a->near - nearest) > 1e-9 * (1 + nearest))
            continue;
        int order = real_compare(a->x, real_int(t->pool, (slong)nearest));
        if (order == REAL_UNDECIDED)
            return false;
        if (order)
            continue;
        a->integer = (slong)nearest;
        a->p = ball_add(a->p, lattice_weight(t->s, &t->p, a->integer));
        a->q = ball_add(a->q, lattice_weight(t->s, &t->q, a->integer));
    }
    return true;
}

/* One atom: Q f(P/Q), with the limits where a weight is zero. */
static ball atom_value(const functional *f, ball P, ball Q, ball order)
{
    bool no_p = ball_is_exact_zero(P), no_q = ball_is_exact_zero(Q);
    if (no_p && no_q)
        return ball_in(P.in, ball_int(0));
    if (f->tail == TAIL_BY_MASS || !no_p)
        return f->perspective(P, Q, order);
    return ball_in(P.in, ball_int(0)); /* f(0) = 0 for KL and powers */
}

static ball finite_sum(const task *t)
{
    ball sum = ball_in(t->s, ball_int(0)), one = ball_in(t->s, ball_int(1));
    for (size_t i = 0; i < t->all.n; i++) {
        const atom *a = &t->all.a[i];
        sum = ball_add(sum, atom_value(t->f, a->p, t->counting ? one : a->q, order_of(t)));
    }
    return sum;
}

/* ---- Supports ---- */

/* Finite atoms of Q on the integers after..last. */
static slong integers_of_q(const task *t, slong after, slong last)
{
    slong count = 0;
    for (size_t i = 0; i < t->all.n; i++) {
        const atom *a = &t->all.a[i];
        count += a->integer > after && a->integer <= last && !ball_is_exact_zero(a->q);
    }
    return count;
}

/* Has P an atom where Q has none? */
static bool escapes(const task *t)
{
    for (size_t i = 0; i < t->all.n; i++)
        if (ball_is_exact_zero(t->all.a[i].q) && !ball_is_exact_zero(t->all.a[i].p))
            return true;
    slong p = lattice_last(&t->p), q = lattice_last(&t->q);
    if (t->p.n == 0 || (t->q.n && q == LATTICE_ENDLESS))
        return false;
    slong end = t->q.n ? q : -1;
    return p == LATTICE_ENDLESS || (p > end && integers_of_q(t, end, p) < p - end);
}

/* ---- Runs ---- */

typedef struct run {
    slong from, to; /* integers from .. to - 1 */
} run;

static int by_start(const void *a, const void *b)
{
    slong x = ((const run *)a)->from, y = ((const run *)b)->from;
    return (x > y) - (x < y);
}

/* The union of the components' ranges as disjoint runs; *visited is its size. */
static run *runs_make(const task *t, int *count, double *visited)
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
    *visited = 0;
    for (int i = 0; i < *count; i++)
        *visited += (double)all[i].to - (double)all[i].from;
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
static ball run_sum(const task *t, const run *r, size_t *next)
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
            arb_add(total.v, total.v, atom_value(t->f, P, Q, order).v, scope_bits(work));
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

static ball left_out_by_mass(const task *t)
{
    ball P = lattice_left_out(t->s, &t->p), Q = lattice_left_out(t->s, &t->q);
    P = ball_is_exact_zero(P) ? P : ball_upper(P);
    Q = ball_is_exact_zero(Q) ? Q : ball_upper(Q);
    return ball_hull(ball_in(t->s, ball_int(0)), mass_bound(t->f, P, Q, order_of(t)));
}

/* Lengthens the range of a component on one side; false if it would become too long. */
static bool lengthen(lattice_part *part, int side)
{
    slong more = part->to - part->from > 16 ? part->to - part->from : 16;
    if (more > MOST_VISITED)
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

static ball lattice_sum(task *t)
{
    int count;
    double visited;
    ball sum = by_mass(t) ? left_out_by_mass(t) : left_out_by_majorant(t);
    run *runs = runs_make(t, &count, &visited);
    if (!ball_is_finite(sum) || visited > MOST_VISITED)
        sum = ball_nothing(t->s);
    size_t next = 0;
    for (int i = 0; i < count && ball_is_finite(sum); i++)
        sum = ball_add(sum, run_sum(t, &runs[i], &next));
    free(runs);
    return sum;
}

/* ---- The sum ---- */

static void decide(task *t, enclosure *out)
{
    bool open = !merge_atoms(&t->all) || !add_lattice_weights(t), dominated = t->counting || by_mass(t);
    if (open || (!dominated && escapes(t))) {
        out->why = open ? FINITE : INFINITE_SUPPORT;
        out->value = open ? ball_nothing(t->s) : ball_infinity(t->s);
        return;
    }
    verdict converges =
        t->f->tail == TAIL_BY_POWER ? lattice_power_converges(t->pool, t->order, &t->p, &t->q) : HOLDS;
    if (converges != HOLDS) {
        out->why = converges == FAILS ? INFINITE_TAIL : FINITE;
        out->value = converges == FAILS ? ball_infinity(t->s) : ball_nothing(t->s);
        return;
    }
    out->value = finite_sum(t);
    if (t->p.n || (t->q.n && by_mass(t)))
        out->value = ball_add(out->value, lattice_sum(t));
}

void functional_sum(scope *s, const functional *f, real order, const law *p, const law *q, slong goal,
                    enclosure *out)
{
    int bits = (int)goal + 8;
    task t = {.s = s, .f = f, .order = order, .counting = !q, .goal = goal};
    t.pool = real_pool_open();
    t.p = lattice_open(t.pool, p, bits);
    t.q = lattice_open(t.pool, q, bits);
    add_finite_atoms(s, t.pool, &t.all, p, true);
    add_finite_atoms(s, t.pool, &t.all, q, false);
    *out = (enclosure){ball_nothing(s), FINITE, METHOD_CERTIFIED};
    decide(&t, out);
    free(t.all.a);
    lattice_close(&t.p);
    lattice_close(&t.q);
    real_pool_close(t.pool);
}
