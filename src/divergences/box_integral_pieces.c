/* Pieces of the line between two ends: see box_integral.h. */
#include "calculus/sign_runs.h"
#include "calculus/vector_integral.h"
#include "divergences/box_ends.h"
#include "divergences/box_integral_parts.h"
#include "divergences/box_tail.h"

#include <math.h>
#include <stdlib.h>

enum { END_STEPS = 12, EFFORT = 6000 };

/* A part of the map on which p - q has one sign, or none that is known: by the range. */
static void integrate_run(box_task *t, box_bundle *u, const sign_run *run)
{
    ball out[VECTOR_MOST], from = ball_exact_double(t->s, run->from);
    cball range[VECTOR_MOST];
    box_bundle_restrict(u, from, ball_sub(ball_exact_double(t->s, run->to), from), run->sign);
    if (run->sign) {
        integrate_vector(t->s, t->outputs, box_bundle_at, u, t->goal, EFFORT, out);
    } else {
        box_bundle_at(u, t->s, cball_from_ball(t->s, ball_upto(ball_in(t->s, ball_int(1)))), range);
        for (int k = 0; k < t->outputs; k++)
            out[k] = cball_real(range[k]);
    }
    box_task_add(t, out, t->outputs);
}

static void run(box_task *t, int which, const box_map *m)
{
    ball out[VECTOR_MOST];
    box_bundle *u =
        box_bundle_make(t->s, t->part.pool, t->d, &t->part.p[which], &t->part.q[which], &t->b, m, t->order);
    if (t->d->f->by_sign && t->part.p[which].n && t->part.q[which].n) {
        sign_runs runs = sign_runs_find(t->s, box_bundle_log_ratio, u, t->goal + 4, EFFORT);
        for (size_t i = 0; i < runs.n; i++)
            integrate_run(t, u, &runs.run[i]);
        free(runs.run);
    } else {
        integrate_vector(t->s, t->outputs, box_bundle_at, u, t->goal, EFFORT, out);
        box_task_add(t, out, t->outputs);
    }
    box_bundle_free(u);
}

static void affine(box_task *t, int which, box_side from, box_side to)
{
    box_map m = {.from = jet_pair_of(t->s, &t->b, from.x), .to = jet_pair_of(t->s, &t->b, to.x)};
    m.centre = m.from;
    run(t, which, &m);
}

/* From |x - centre| = e^w0 to the far end, in w = log|x - centre|. */
static void exponential(box_task *t, int which, real centre, real own, int side, real near, real far)
{
    real_pool *pool = t->part.pool;
    real length = side > 0 ? real_sub(pool, far, centre) : real_sub(pool, centre, far);
    box_map m = {.exponential = true,
                 .side = side,
                 .own = own,
                 .from = jet_pair_of(t->s, &t->b, near),
                 .to = jet_pair_of(t->s, &t->b, real_log(pool, length)),
                 .centre = jet_pair_of(t->s, &t->b, centre)};
    run(t, which, &m);
}

/* Do all terms depend on the distance from `at` alone? Then a moving end moves the integrand as a whole. */
static bool is_of_distance(const box_strand *l, real at)
{
    for (int i = 0; i < l->n; i++)
        for (int k = 0; k < l->f[i].n; k++) {
            const term *f = &l->f[i].t[k];
            if (f->kind != BASIS_ONE && !(f->kind == BASIS_LOG && real_equal(f->at, at)))
                return false;
        }
    return true;
}

/* How far to go in w = log of the distance from a singular end, so that the rest is within the goal; adds the rest. */
static real end_depth(box_task *t, int which, real at, int side, double length)
{
    ball bound[3], allowed = ball_scale2(ball_in(t->s, ball_int(1)), -t->goal);
    double depth = log(length), step = 4;
    bool moves =
        real_double(real_sub(t->part.pool, box_end(t->part.pool, at, +1), box_end(t->part.pool, at, -1))) > 0;
    for (int i = 0; i < END_STEPS; i++, step *= 1.6) {
        depth -= step;
        outskirt r = outskirt_end(at, side, ball_exp(ball_exact_double(t->s, depth)));
        box_tail(t->s, t->part.pool, t->d, &t->part.p[which], &t->part.q[which], &t->b, &r, 1, bound);
        if (ball_less(bound[t->order], allowed) == HOLDS && ball_less(bound[0], allowed) == HOLDS)
            break;
    }
    if (moves && !(is_of_distance(&t->part.p[which], at) && is_of_distance(&t->part.q[which], at)))
        bound[1] = bound[2] = ball_infinity(t->s); /* x on the tail moves with the end */
    box_task_add_tail(t, bound);
    return real_from_double(t->part.pool, depth);
}

/* A side of the piece away from its middle: in a logarithmic variable if its end is singular. */
static void half_piece(box_task *t, int which, box_side at, box_side middle, int side)
{
    double length = fabs(real_double(middle.x) - real_double(at.x));
    bool singular = box_is_singular(&t->part.p[which], at.x) || box_is_singular(&t->part.q[which], at.x);
    if (singular)
        exponential(t, which, at.x, at.x, side, end_depth(t, which, at.x, side, length), middle.x);
    else
        affine(t, which, side > 0 ? at : middle, side > 0 ? middle : at);
}

/* Far from the core, where only powers of x matter, in the logarithm of the distance from the core's middle. */
static void far_piece(box_task *t, int which, box_side near, box_side far, int side)
{
    real_pool *pool = t->part.pool;
    real centre = real_from_double(pool, t->core_from / 2 + t->core_to / 2);
    real distance = side > 0 ? real_sub(pool, near.x, centre) : real_sub(pool, centre, near.x);
    exponential(t, which, centre, NULL, side, real_log(pool, distance), far.x);
}

void box_task_piece(box_task *t, int which, box_side from, box_side to)
{
    enum { FAR = 60 };
    real_pool *pool = t->part.pool;
    const box_strand *p = &t->part.p[which], *q = &t->part.q[which];
    if (!p->n && !q->n)
        return;
    double core = t->core_to - t->core_from;
    bool split = box_is_singular(p, from.x) || box_is_singular(q, from.x) || box_is_singular(p, to.x)
                 || box_is_singular(q, to.x);
    if (split) {
        real middle = real_mul(pool, real_ratio(pool, 1, 2), real_add(pool, from.hi, to.lo));
        half_piece(t, which, from, box_side_at(middle), +1);
        half_piece(t, which, to, box_side_at(middle), -1);
        return;
    }
    box_side low = box_side_at(real_from_double(pool, t->core_from)),
             high = box_side_at(real_from_double(pool, t->core_to));
    if (real_compare(from.hi, low.lo) == -1 && real_compare(low.hi, to.lo) == -1
        && real_double(to.hi) - real_double(from.lo) > FAR * core) {
        far_piece(t, which, low, from, -1);
        from = low;
    }
    if (real_compare(from.hi, high.lo) == -1 && real_compare(high.hi, to.lo) == -1
        && real_double(to.hi) - real_double(high.lo) > FAR * core) {
        far_piece(t, which, high, to, +1);
        to = high;
    }
    affine(t, which, from, to);
}
