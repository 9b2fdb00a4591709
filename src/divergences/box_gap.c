/* Distances by distribution functions over a box of parameters: see box_gap.h. */
#include "divergences/box_ends.h"
#include "divergences/box_gap_parts.h"
#include "divergences/box_objective.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { EXTENSIONS = 40, MOST_ATOMS = 40 };

/* ---- Adding up ---- */

void gap_task_add(gap_task *t, const ball *more)
{
    for (int i = 0; i < t->outputs; i++)
        t->sum[i] = ball_add(t->sum[i], more[i]);
}

bool gap_task_allows(const gap_task *t, const ball *one)
{
    ball allowed = ball_scale2(ball_in(t->s, ball_int(1)), -t->goal);
    for (int i = 0; i < t->outputs; i++)
        if (ball_less(ball_abs(one[i]), allowed) != HOLDS)
            return false;
    return true;
}

/* ---- Tails ---- */

/* The moments A_k of the tail beyond x. */
static void moments(const gap_task *t, int which, int side, real x, ball A[3])
{
    real_pool *pool = t->part.pool;
    real centre = real_from_double(pool, t->core_from / 2 + t->core_to / 2),
         power = real_ratio(pool, 1, t->kind == GAP_ENERGY ? 2 : 1);
    outskirt rays[2];
    ball P[3], Q[3];
    int count = box_rays(t->s, pool, centre, x, side, rays);
    centre = t->kind == GAP_SUPREMUM ? NULL : centre;
    box_mass_tail(t->s, pool, &t->part.p[which], &t->b, rays, count, centre, power, P);
    box_mass_tail(t->s, pool, &t->part.q[which], &t->b, rays, count, centre, power, Q);
    for (int k = 0; k < 3; k++)
        A[k] = ball_upper(ball_add(P[k], Q[k]));
}

void gap_task_tail(const gap_task *t, const ball A[3], ball *out)
{
    bool square = t->kind == GAP_ENERGY;
    ball slope = square ? ball_scale2(ball_mul(A[0], A[1]), 2) : A[1],
         bend = ball_scale2(ball_add(ball_sqr(A[1]), ball_mul(A[0], A[2])), 2);
    out[0] = ball_upto(square ? ball_scale2(ball_sqr(A[0]), 2) : A[t->touch && t->kind == GAP_SUPREMUM]);
    for (int k = 1; k < t->outputs; k++) {
        ball one =
            t->kind == GAP_SUPREMUM ? ball_in(t->s, ball_int(0)) : ball_upper(k <= t->n ? slope : bend);
        out[k] = ball_is_finite(one) ? ball_within(one) : ball_nothing(t->s);
    }
}

/* A point far out, beyond the last cut, behind which little is left; that is added. */
static real outer_end(gap_task *t, int which, int side, real last)
{
    real_pool *pool = t->part.pool;
    double size = fmax(t->core_to - t->core_from, 1e-300);
    real x = box_reach(&t->l, pool, side, (int)t->goal),
         centre = real_from_double(pool, t->core_from / 2 + t->core_to / 2);
    real least = real_from_double(pool, side * size + (side > 0 ? t->core_to : t->core_from));
    if (last) {
        real beyond = real_add(pool, last, real_from_double(pool, side * size));
        least = real_compare(least, beyond) == -side ? beyond : least;
    }
    if (!x || real_compare(x, least) == -side)
        x = least;
    ball A[3], out[VECTOR_MOST];
    for (int i = 0; i < EXTENSIONS; i++) {
        moments(t, which, side, x, A);
        gap_task_tail(t, A, out);
        if (gap_task_allows(t, out))
            break;
        real factor = real_ratio(pool, i < 10 ? 5 : 16, i < 10 ? 4 : 1); /* a light tail needs little more */
        x = real_add(pool, centre, real_mul(pool, factor, real_sub(pool, x, centre)));
    }
    gap_task_add(t, out);
    return x;
}

/* ---- The whole ---- */

static real middle_of(real_pool *pool, real a, real b)
{
    return real_mul(pool, real_ratio(pool, 1, 2), real_add(pool, a, b));
}

static void integrate_all(gap_task *t)
{
    box_partition *part = &t->part;
    real_pool *pool = part->pool;
    int n = part->cuts;
    gap_span *p = calloc((size_t)n + 1, sizeof *p);
    for (int i = 0; i <= n; i++) {
        gap_span *one = &p[i];
        real last = i == 0 && n ? part->cut[0].lo : i == n && n ? part->cut[n - 1].hi : NULL;
        bool some = part->p[i].n || part->q[i].n;
        one->which = i;
        one->from = i ? part->cut[i - 1].hi : some ? outer_end(t, i, -1, n ? part->cut[0].lo : NULL) : NULL;
        one->to = i < n ? part->cut[i].lo : some ? outer_end(t, i, +1, n ? part->cut[n - 1].hi : NULL) : NULL;
        one->inside = one->from && one->to ? middle_of(pool, one->from, one->to)
                                           : real_add(pool, last, real_int(pool, one->from ? 1 : -1));
    }
    for (int i = 0; i <= n; i++)
        if (p[i].from && p[i].to)
            gap_task_piece(t, p[i]);
    for (int i = 0; i < n; i++)
        gap_task_cluster(t, &p[i], &part->cut[i], &p[i + 1]);
    free(p);
}

static void take(const gap_task *t, box_value *out)
{
    int k = 1;
    out->value = ball_is_finite(t->sum[0]) ? t->sum[0] : ball_nothing(t->s);
    out->finite = ball_is_finite(t->sum[0]);
    out->order = t->order;
    for (int a = 0; a < t->n && t->order > 0; a++, k++) {
        out->slope[a] = t->sum[k];
        if (!ball_is_finite(t->sum[k]))
            out->order = 0;
    }
    for (int a = 0; a < t->n && t->order > 1; a++)
        for (int b = 0; b <= a; b++, k++) {
            out->bend[a][b] = out->bend[b][a] = t->sum[k];
            if (!ball_is_finite(t->sum[k]) && out->order > 1)
                out->order = 1;
        }
}

/* Supports' ends that move make D_a jump. */
static bool a_support_moves(const box_partition *part)
{
    for (int i = 0; i < part->cuts; i++)
        if (part->cut[i].support && real_compare(part->cut[i].lo, part->cut[i].hi) == -1)
            return true;
    return false;
}

/* All of the line, with a tail. */
static bool integrate_line(gap_task *t, int order)
{
    box_partition_make_with_atoms(&t->l, &t->part);
    box_core(&t->l, t->part.pool, &t->core_from, &t->core_to);
    if (a_support_moves(&t->part) && order > 1)
        t->order = 1, t->outputs = box_bundle_outputs(t->n, 1);
    integrate_all(t);
    box_partition_clear(&t->part);
    return true;
}

/*
 * Both laws read again over x alone, whose ends are rounded outward to doubles that differ: an interval of one point would be a
 * number, of which nothing has a derivative.
 */
static bool read_again(scope *s, const box_laws *l, const ball *x, box_laws *out, parameter_box *b)
{
    double lo[SYMBOLS], hi[SYMBOLS];
    for (int i = 0; i < l->over.n; i++)
        lo[i] = double_below(x[i]), hi[i] = double_above(x[i]);
    bool read = box_laws_open_between(out, l->p->text, l->q->text, &l->over, lo, hi, NULL);
    *b = parameter_box_at(s, l->over.n, out->over.node, x);
    return read;
}

void box_gap(scope *s, const box_laws *l, const box_divergence *d, const ball *x, int order, slong goal,
             box_value *out)
{
    gap_task t = {.s = s, .kind = d->gap, .n = l->over.n, .goal = goal, .touch = order > 0 ? d->touch : 0};
    *out = (box_value){.why = FINITE, .value = ball_nothing(s), .least = ball_neg(ball_infinity(s))};
    if (read_again(s, l, x, &t.l, &t.b) && read_again(s, l, t.b.middle, &t.middle, &t.b_middle)) {
        bool lattice = box_gap_is_lattice(t.l.p) && box_gap_is_lattice(t.l.q);
        t.order = t.kind == GAP_ENERGY || order < 1 ? order : 1;
        t.outputs = box_bundle_outputs(t.n, t.order);
        for (int i = 0; i < t.outputs; i++)
            t.sum[i] = ball_in(s, ball_int(0));
        bool done = lattice ? box_gap_lattice(&t) : integrate_line(&t, order);
        if (done)
            t.kind == GAP_SUPREMUM ? gap_task_crest(&t, out) : take(&t, out);
        free(t.peak);
    }
    box_laws_close(&t.l);
    box_laws_close(&t.middle);
}

/* ---- Which ---- */

static ball root(ball J, ball order) { return (void)order, ball_sqrt(J); }

static int fixed_atoms(const law *l, real_pool *pool)
{
    int count = 0;
    for (int i = 0; i < l->n; i++) {
        const family *f = l->c[i].family;
        size_t n = f->kind == FAMILY_ATOMS ? f->atoms(&l->c[i]) : 0;
        if (f->kind != FAMILY_ATOMS && f->kind != FAMILY_CONTINUOUS)
            return MOST_ATOMS + 1;
        for (size_t k = 0; k < n && k <= MOST_ATOMS; k++) {
            real x, mass;
            f->atom(pool, &l->c[i], k, &x, &mass);
            bool moves = real_compare(box_end(pool, x, -1), box_end(pool, x, +1)) != 0;
            count += moves ? MOST_ATOMS + 1 : 1;
        }
    }
    return count;
}

static gap_kind kind_of(const divergence *d, real_pool *pool)
{
    const char *name = d->row->name;
    bool first_order =
        !strcmp(name, "w1") || (!strcmp(name, "wp") && real_equal(d->order, real_int(pool, 1)));
    return !strcmp(name, "energy")       ? GAP_ENERGY
           : first_order                 ? GAP_ABSOLUTE
           : !strcmp(name, "kolmogorov") ? GAP_SUPREMUM
                                         : GAP_NONE;
}

bool box_gap_of(const divergence *d, const box_laws *l, box_divergence *out)
{
    gap_kind kind = kind_of(d, l->pool);
    if (!kind || l->p->dim != 1 || l->q->dim != 1)
        return false;
    bool lattice = box_gap_is_lattice(l->p) && box_gap_is_lattice(l->q);
    if (!lattice && fixed_atoms(l->p, l->pool) + fixed_atoms(l->q, l->pool) > MOST_ATOMS)
        return false;
    *out = (box_divergence){.gap = kind, .of_integral = kind == GAP_ENERGY ? root : NULL};
    return true;
}

/* Where nothing is likely to coincide. */
static ball place_in(scope *s, real symbol)
{
    ball x = real_ball(s, symbol), lo = ball_lower(x);
    return ball_mid(ball_add(lo, ball_mul(ball_sub(ball_upper(x), lo), ball_ratio(414, 1000))));
}

int box_gap_order(const box_laws *l, const box_divergence *d)
{
    enum { BITS = 64, COARSE = 20 };
    scope *s = scope_open(BITS);
    ball middle[SYMBOLS];
    box_value v;
    for (int i = 0; i < l->over.n; i++)
        middle[i] = place_in(s, l->over.node[i]);
    box_gap(s, l, d, middle, 2, COARSE, &v);
    scope_close(s);
    return v.finite ? v.order : 0;
}
