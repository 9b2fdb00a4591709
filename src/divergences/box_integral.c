/* J over a box of parameters: see box_integral.h. */
#include "divergences/box_integral_parts.h"

#include "divergences/box_atoms.h"
#include "divergences/box_ends.h"
#include "divergences/box_finite.h"
#include "divergences/box_gap.h"
#include "divergences/box_tail.h"

#include <math.h>

enum { EXTENSIONS = 40 };

/* ---- Adding up ---- */

void box_task_add(box_task *t, const ball *more, int outputs)
{
    t->inside = ball_add(t->inside, more[0]);
    for (int i = 0; i < outputs; i++)
        t->sum[i] = ball_add(t->sum[i], more[i]);
}

static void limit_order(box_task *t, int order) { t->reached = t->reached < order ? t->reached : order; }

void box_task_add_tail(box_task *t, const ball bound[3])
{
    for (int i = 0; i < t->outputs; i++) {
        ball one = bound[!i ? 0 : i <= t->b.n ? 1 : 2];
        t->sum[i] = ball_is_finite(one) ? ball_widen(t->sum[i], one) : ball_nothing(t->s);
    }
}

/* ---- Unbounded pieces ---- */

/* The left and the right end of a cluster are different points; those of a cut are the cut. */
static box_side cut_end(const box_cut *c, bool as_right_end)
{
    return c->x ? (box_side){c->x, c->lo, c->hi} : box_side_at(as_right_end ? c->lo : c->hi);
}

/* A fixed point beyond which little is left (its bound is added), further out than the last cut. */
static real outer_end(box_task *t, int which, int side, real last)
{
    real_pool *pool = t->part.pool;
    double size = fmax(t->core_to - t->core_from, 1e-300);
    real x = box_reach(t->l, pool, side, (int)(t->goal < 40 ? t->goal : 40) + 6), least = NULL;
    if (last)
        least = real_add(pool, last, real_from_double(pool, side * size));
    if (!x || (least && real_compare(x, least) == -side))
        x = least ? least : real_from_double(pool, side > 0 ? t->core_to : t->core_from);
    ball bound[3], allowed = ball_scale2(ball_in(t->s, ball_int(1)), -t->goal);
    real middle = real_from_double(pool, t->core_from / 2 + t->core_to / 2);
    for (int i = 0; i < EXTENSIONS; i++) {
        outskirt rays[2];
        int count = box_rays(t->s, pool, middle, x, side, rays);
        box_tail(t->s, pool, t->d, &t->part.p[which], &t->part.q[which], &t->b, rays, count, bound);
        if (ball_less(bound[t->order], allowed) == HOLDS && ball_less(bound[0], allowed) == HOLDS)
            break;
        real factor = real_ratio(pool, i < 10 ? 5 : 16,
                                 i < 10 ? 4 : 1); /* a light tail needs little more, a heavy one much */
        x = real_add(pool, middle, real_mul(pool, factor, real_sub(pool, x, middle)));
    }
    box_task_add_tail(t, bound);
    return x;
}

static void unbounded_pieces(box_task *t)
{
    box_partition *part = &t->part;
    int n = part->cuts;
    bool left = part->p[0].n || part->q[0].n, right = part->p[n].n || part->q[n].n;
    if (n == 0) {
        real from = outer_end(t, 0, -1, NULL), to = outer_end(t, 0, +1, NULL);
        box_task_piece(t, 0, box_side_at(from), box_side_at(to));
        return;
    }
    if (left)
        box_task_piece(t, 0, box_side_at(outer_end(t, 0, -1, part->cut[0].lo)), cut_end(&part->cut[0], true));
    if (right)
        box_task_piece(t, n, cut_end(&part->cut[n - 1], false),
                       box_side_at(outer_end(t, n, +1, part->cut[n - 1].hi)));
}

/* ---- Clusters ---- */

/* Each component by its form on the left or on the right of the cluster: choice bit i. */
static box_strand mixed_strand(const box_strand *left, const box_strand *right, unsigned choice, form *f)
{
    box_strand s = {left->n, f, left->weight};
    for (int i = 0; i < s.n; i++)
        f[i] = choice >> i & 1 ? right->f[i] : left->f[i];
    return s;
}

static void hull_into(ball *all, const ball *one, int outputs, bool first)
{
    for (int i = 0; i < outputs; i++)
        all[i] = first ? one[i] : ball_hull(all[i], one[i]);
}

/* Kinks only, so at each point the densities are one of the choices: the hull of the range of each. */
static void kink_cluster(box_task *t, int i)
{
    enum { COMPONENTS = 8 };
    const box_cut *c = &t->part.cut[i];
    const box_strand *p = &t->part.p[i], *q = &t->part.q[i];
    form fp[COMPONENTS], fq[COMPONENTS];
    ball all[VECTOR_MOST];
    int order = t->order < 1 ? t->order : 1, outputs = box_bundle_outputs(t->b.n, order);
    limit_order(t, 1);
    if (p->n + q->n > COMPONENTS) {
        t->sum[0] = ball_nothing(t->s);
        return;
    }
    box_map m = {.from = jet_pair_of(t->s, &t->b, c->lo), .to = jet_pair_of(t->s, &t->b, c->hi)};
    m.centre = m.from;
    ball unit = ball_hull(ball_in(t->s, ball_int(0)), ball_in(t->s, ball_int(1)));
    for (unsigned k = 0; k < 1u << (p->n + q->n); k++) {
        cball value[VECTOR_MOST];
        ball one[VECTOR_MOST];
        box_strand P = mixed_strand(p, &t->part.p[i + 1], k, fp),
                   Q = mixed_strand(q, &t->part.q[i + 1], k >> p->n, fq);
        box_bundle *u = box_bundle_make(t->s, t->part.pool, t->d, &P, &Q, &t->b, &m, order);
        box_bundle_at(u, t->s, cball_from_ball(t->s, unit), value);
        box_bundle_free(u);
        for (int j = 0; j < outputs; j++)
            one[j] = cball_real(value[j]);
        hull_into(all, one, outputs, k == 0);
    }
    box_task_add(t, all, outputs);
}

/* 0 <= F <= f(0) q + f'(inf) p for JS and TV; 0 <= m <= a p + (1 - a) q for powers. */
static void support_cluster(box_task *t, int i)
{
    ball order = t->d->order ? real_ball(t->s, t->d->order) : ball_in(t->s, ball_int(0)), by_q, by_p;
    limit_order(t, 0);
    if (!t->d->f->without_p(t->s, order, &by_q) || !t->d->f->without_q(t->s, order, &by_p)) {
        t->sum[0] = ball_nothing(t->s);
        return;
    }
    if (t->d->order)
        by_p = order, by_q = ball_sub(ball_int(1), order);
    const box_cut *c = &t->part.cut[i];
    ball P = box_mass(t->s, t->l->p, c->lo, c->hi), Q = box_mass(t->s, t->l->q, c->lo, c->hi);
    t->sum[0] = ball_add(t->sum[0], ball_upto(ball_upper(ball_add(ball_mul(by_q, Q), ball_mul(by_p, P)))));
}

/* ---- The whole ---- */

static void integrate_all(box_task *t)
{
    unbounded_pieces(t);
    for (int i = 1; i < t->part.cuts; i++)
        box_task_piece(t, i, cut_end(&t->part.cut[i - 1], false), cut_end(&t->part.cut[i], true));
    for (int i = 0; i < t->part.cuts; i++)
        if (!t->part.cut[i].x) {
            if (t->part.cut[i].support)
                support_cluster(t, i);
            else
                kink_cluster(t, i);
        }
}

static void take(const box_task *t, box_value *out)
{
    int n = t->b.n, k = 1;
    out->order = t->reached;
    out->value = ball_is_finite(t->sum[0]) ? t->sum[0] : ball_nothing(t->s);
    for (int a = 0; a < n && t->order > 0; a++, k++) {
        out->slope[a] = t->sum[k];
        if (!ball_is_finite(t->sum[k]) && out->order > 0)
            out->order = 0;
    }
    for (int a = 0; a < n && t->order > 1; a++)
        for (int b = 0; b <= a; b++, k++) {
            out->bend[a][b] = out->bend[b][a] = t->sum[k];
            if (!ball_is_finite(t->sum[k]) && out->order > 1)
                out->order = 1;
        }
}

static void add_densities(box_task *t, box_value *out)
{
    box_partition_make(t->l, &t->part);
    box_core(t->l, t->part.pool, &t->core_from, &t->core_to);
    verdict finite = box_is_finite(t->s, &t->part, t->d, &out->why);
    out->finite = finite == HOLDS;
    if (finite != FAILS)
        integrate_all(t);
    box_partition_clear(&t->part);
}

/* Densities and atoms are mutually singular: J is the integral plus the sum. */
static void add_atoms(box_task *t, const ball *x, box_value *out)
{
    box_sum sum = {.s = t->s,
                   .pool = real_pool_open(),
                   .l = t->l,
                   .d = t->d,
                   .x = x,
                   .n = t->b.n,
                   .order = t->order,
                   .outputs = t->outputs,
                   .goal = t->goal,
                   .reached = t->order};
    for (int i = 0; i < t->outputs; i++)
        sum.sum[i] = ball_in(t->s, ball_int(0));
    verdict finite = box_atoms_sum(&sum);
    out->finite = out->finite && finite == HOLDS;
    out->why = finite == FAILS ? sum.why : FINITE;
    limit_order(t, sum.reached);
    if (finite == HOLDS)
        box_task_add(t, sum.sum, t->outputs);
    real_pool_close(sum.pool);
}

void box_integral(scope *s, const box_laws *l, const box_divergence *d, const ball *x, int order, slong goal,
                  box_value *out)
{
    if (d->gap) {
        box_gap(s, l, d, x, order, goal, out);
        return;
    }
    order = box_laws_move(l) ? order : 0;
    box_task t = {.s = s, .l = l, .d = d, .goal = goal, .order = order < d->f->order ? order : d->f->order};
    t.reached = t.order;
    t.b = parameter_box_at(s, l->over.n, l->over.node, x);
    t.outputs = box_bundle_outputs(t.b.n, t.order);
    for (int i = 0; i < t.outputs; i++)
        t.sum[i] = ball_in(s, ball_int(0));
    *out = (box_value){.why = FINITE, .value = ball_nothing(s), .least = ball_neg(ball_infinity(s))};
    t.inside = t.sum[0];
    out->finite = true;
    if (law_has_density(l->p) || law_has_density(l->q))
        add_densities(&t, out);
    if (out->why == FINITE && (law_has_atoms(l->p) || law_has_atoms(l->q)))
        add_atoms(&t, x, out);
    if (out->why == FINITE && out->finite)
        take(&t, out);
    if (out->why == FINITE && d->f->nonnegative && ball_is_finite(t.inside))
        out->least = ball_lower(t.inside);
}
