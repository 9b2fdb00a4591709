/* W_2 of location-scale models over a box: see box_quadratic.h. */
#include "divergences/box_quadratic.h"

#include "divergences/box_objective.h"

#include <math.h>
#include <string.h>

enum { BITS = 160, GOAL = 90 };

/* ---- Does it apply? ---- */

static bool is_affine(scope *s, const box_laws *l, const law *of)
{
    const component *c = &of->c[0];
    ball x[JET_SYMBOLS];
    for (int k = 0; k < l->over.n; k++)
        x[k] = real_ball(s, l->over.node[k]);
    if (of->n != 1 || of->dim != 1)
        return false;
    for (int i = 0; i < MAX_PARAMETERS && c->family->parameters[i].name && !c->data; i++) {
        real_jet j = real_jet_at(s, c->par[i], l->over.n, l->over.node, x);
        for (int a = 0; a < l->over.n; a++) {
            if (!ball_is_exact_zero(j.slope[a]) && !(c->family->affine >> i & 1))
                return false;
            for (int b = 0; b <= a; b++)
                if (!ball_is_exact_zero(j.bend[a][b]))
                    return false;
        }
    }
    return true;
}

/* ---- The polynomial ---- */

/* In the variables u: x_i = middle_i + step_i u_i. */
typedef struct quadratic {
    int n;
    double middle[QUADRATIC_MOST], step[QUADRATIC_MOST];
    ball c, b[QUADRATIC_MOST], a[QUADRATIC_MOST], mixed; /* c + b.u + a_i u_i^2 + mixed u_0 u_1 */
} quadratic;

/* W_2^2 at u. */
static ball value_at(scope *s, divergence d, const char *p, const char *q, const symbols *named,
                     const quadratic *f, int u0, int u1)
{
    box_laws l;
    double x[SYMBOLS];
    int u[QUADRATIC_MOST] = {u0, u1};
    enclosure e = {.value = ball_nothing(s)};
    for (int i = 0; i < f->n; i++)
        x[i] = f->middle[i] + f->step[i] * u[i];
    bool known = box_laws_open_between(&l, p, q, named, x, x, NULL)
                 && divergence_enclose(s, d, l.p, l.q, GOAL, METHOD_AUTO, &e) && e.why == FINITE;
    ball value = known ? ball_sqr(ball_in(s, e.value)) : ball_nothing(s);
    box_laws_close(&l);
    return value;
}

static void interpolate(scope *s, divergence d, const char *p, const char *q, const symbols *named,
                        quadratic *f)
{
    ball right[QUADRATIC_MOST];
    f->c = value_at(s, d, p, q, named, f, 0, 0);
    f->mixed = ball_in(s, ball_int(0));
    for (int i = 0; i < f->n; i++) {
        ball left = value_at(s, d, p, q, named, f, -(i == 0), -(i == 1));
        right[i] = value_at(s, d, p, q, named, f, i == 0, i == 1);
        f->b[i] = ball_scale2(ball_sub(right[i], left), -1);
        f->a[i] = ball_sub(ball_scale2(ball_add(right[i], left), -1), f->c);
    }
    if (f->n == 2) {
        ball corner = value_at(s, d, p, q, named, f, 1, 1);
        f->mixed = ball_add(ball_sub(ball_sub(corner, right[0]), right[1]), f->c);
    }
}

/* Where the gradient is 0; false unless the second derivatives are positive definite. */
static bool minimiser(const quadratic *f, ball u[QUADRATIC_MOST])
{
    if (ball_positive(f->a[0]) != HOLDS)
        return false;
    if (f->n == 1) {
        u[0] = ball_neg(ball_div(f->b[0], ball_scale2(f->a[0], 1)));
        return true;
    }
    ball det = ball_sub(ball_scale2(ball_mul(f->a[0], f->a[1]), 2), ball_sqr(f->mixed));
    if (ball_positive(det) != HOLDS)
        return false;
    for (int i = 0; i < 2; i++) {
        ball own = ball_mul(f->b[i], ball_scale2(f->a[1 - i], 1)), other = ball_mul(f->b[1 - i], f->mixed);
        u[i] = ball_div(ball_sub(other, own), det);
    }
    return true;
}

/* ---- The minimiser ---- */

static bool is_inside(const symbols *named, int i, ball x)
{
    return ball_less(real_ball(x.in, named->range.lo[i]), x) == HOLDS
           && ball_less(x, real_ball(x.in, named->range.hi[i])) == HOLDS;
}

static bool take(scope *s, const quadratic *f, const symbols *named, const ball *u, critical_found *out)
{
    critical_point *at = &out->point[0];
    ball least = f->c;
    *out = (critical_found){.n = 1, .complete = true, .inside = true, .certain = true};
    *at = (critical_point){.n = f->n, .kind = CRITICAL_MINIMUM};
    for (int i = 0; i < f->n; i++) {
        ball x =
            ball_add(ball_exact_double(s, f->middle[i]), ball_mul(ball_exact_double(s, f->step[i]), u[i]));
        if (!ball_is_finite(x) || !is_inside(named, i, x))
            return false;
        at->lo[i] = double_below(x), at->hi[i] = double_above(x);
        least = ball_add(least, ball_scale2(ball_mul(f->b[i], u[i]), -1));
    }
    ball value = ball_sqrt(ball_max(least, ball_int(0)));
    at->value_lo = double_below(value), at->value_hi = double_above(value);
    return ball_is_finite(value);
}

static bool applies(scope *s, const char *p, const char *q, const symbols *named)
{
    box_laws l;
    if (named->n < 1 || named->n > QUADRATIC_MOST)
        return false;
    bool all = box_laws_open(&l, p, q, named, named->range.lo, named->range.hi, NULL) && l.p->dim == 1
               && is_affine(s, &l, l.q);
    box_laws_close(&l);
    return all;
}

/*
 * middle +- step inside of the box, exactly so: step is a power of two of at most a quarter of its length, middle a multiple of it. False if
 * doubles are not fine enough.
 */
static bool choose_places(double lo, double hi, double *middle, double *step)
{
    *step = exp2(floor(log2((hi - lo) / 4)));
    *middle = rint((lo / 2 + hi / 2) / *step) * *step;
    return *step > 0 && fabs(*middle) < ldexp(*step, 52);
}

bool box_quadratic_find(divergence w2, const char *p, const char *q, const symbols *named,
                        critical_found *out)
{
    scope *s = scope_open(BITS);
    quadratic f = {.n = named->n};
    ball u[QUADRATIC_MOST];
    bool found = !strcmp(w2.row->name, "w2") && applies(s, p, q, named);
    for (int i = 0; i < f.n && found; i++)
        found = choose_places(real_double(named->range.lo[i]), real_double(named->range.hi[i]), &f.middle[i],
                              &f.step[i]);
    if (found)
        interpolate(s, w2, p, q, named, &f);
    found = found && minimiser(&f, u) && take(s, &f, named, u, out);
    scope_close(s);
    return found;
}
