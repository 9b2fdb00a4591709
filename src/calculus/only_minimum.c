/* The only minimum of a smooth function on a box: see only_minimum.h. */
#include "calculus/only_minimum.h"

#include "calculus/newton.h"
#include "number/real_jet.h"

enum { BOXES = 20000, BITS = 64 };

typedef struct problem {
    const symbols *of;
    real f;
    ball near[SYMBOLS]; /* where the critical point is looked for */
    ball lowest;        /* f there */
} problem;

static real_jet jet_at(const problem *p, scope *s, const ball *x)
{
    return real_jet_at(s, p->f, p->of->n, p->of->node, x);
}

static void gradient(void *state, scope *s, const ball *x, ball *out)
{
    const problem *p = state;
    real_jet j = jet_at(p, s, x);
    for (int a = 0; a < p->of->n; a++)
        out[a] = ball_in(s, j.slope[a]);
}

static void curvature(void *state, scope *s, const ball *x, ball *out)
{
    const problem *p = state;
    real_jet j = jet_at(p, s, x);
    for (int a = 0; a < p->of->n; a++)
        for (int b = 0; b < p->of->n; b++)
            out[a * p->of->n + b] = ball_in(s, j.bend[a][b]);
}

static verdict is_higher(void *state, scope *s, const ball *x)
{
    const problem *p = state;
    return ball_less(p->lowest, jet_at(p, s, x).value);
}

/* Near the point, or the gradient keeps away from 0. */
static verdict is_not_critical(void *state, scope *s, const ball *x)
{
    const problem *p = state;
    bool near = true, flat = true;
    real_jet j = jet_at(p, s, x);
    for (int a = 0; a < p->of->n; a++) {
        near = near && ball_contains(p->near[a], x[a]);
        flat = flat && ball_sign(ball_in(s, j.slope[a])) == 0;
    }
    return near || !flat ? HOLDS : UNDECIDED;
}

static verdict boundary_is_higher(problem *p)
{
    verdict all = HOLDS;
    for (int side = 0; side < 2 * p->of->n; side++) {
        box face = p->of->range;
        if (side % 2)
            face.lo[side / 2] = face.hi[side / 2];
        else
            face.hi[side / 2] = face.lo[side / 2];
        all = verdict_and(all, box_prove(BITS, &face, is_higher, p, BOXES, NULL));
    }
    return all;
}

verdict only_minimum(scope *s, const symbols *of, real f, slong goal, ball *point)
{
    problem p = {.of = of, .f = f};
    vector_field slope = {of->n, gradient, curvature, &p};
    if (of->n > JET_SYMBOLS || of->n > NEWTON_DIM)
        return UNDECIDED;
    for (int i = 0; i < of->n; i++) {
        ball length = ball_sub(real_ball(s, of->range.hi[i]), real_ball(s, of->range.lo[i]));
        p.near[i] = point[i] = ball_widen(ball_mid(ball_in(s, point[i])), ball_scale2(length, -4));
    }
    verdict one = newton_unique_zero(s, &slope, point, goal);
    if (one != HOLDS)
        return one;
    p.lowest = jet_at(&p, s, point).value;
    verdict elsewhere = box_prove(BITS, &of->range, is_not_critical, &p, BOXES, NULL);
    return verdict_and(elsewhere, boundary_is_higher(&p));
}
