/*
 * Long sums over a lattice, by the formula of Abel and Plana between half-integers: what poisson(10^12) weighs at each of 10^7
 * integers, a contour integral knows together.
 *
 * Let g be holomorphic on [A, B] x [-d, d], real on the axis, A = a - 1/2, B = b - 1/2 with integers a < b. The residue of
 * 1/(e^(2 pi i z) - 1) is 1/(2 pi i) at each integer, so the integral of g/(e^(2 pi i z) - 1) around the rectangle is the sum of
 * g(a), ..., g(b - 1). On the upper edge 1/(e^(2 pi i z) - 1) = -1 - 1/(e^(-2 pi i z) - 1); the -1 is the integral of g, moved down to the axis.
 * On the sides e^(2 pi i (A + iy)) = -e^(-2 pi y). Altogether
 *
 *     sum of g(n) = int_A^B g(x) dx + S(A) - S(B) + R,      S(x) = 2 int_0^d Im g(x + iy)/(1 + e^(2 pi y)) dy,
 *     |R| <= 2/(e^(2 pi d) - 1) int_A^B |g(x + id)| dx.
 *
 * (g(z) = z^2, a = 0, b = 1: 0 = 1/12 - 1/24 - 1/24.) All integrals are certified; |g| is bounded on columns [x0, x1] x [0, d], on which g is
 * known to be holomorphic by the demand of the scope, and by reflection on those below the axis.
 */
#include "calculus/integrate.h"
#include "divergences/lattice_summand.h"

#include <math.h>

/* ---- The three integrals ---- */

typedef struct path {
    const summand *g;
    ball from, length; /* real: along the axis. Otherwise x + i d t at x = from, with d = length */
} path;

static cball along_axis(void *state, scope *s, cball t)
{
    const path *a = state;
    cball x = cball_linear(a->from, a->length, t);
    (void)s;
    return cball_mul_ball(summand_at(a->g, x, cball_real(x)), a->length);
}

/* -i 2 d g(x + i d t)/(1 + e^(2 pi d t)), whose real part belongs to S(x). */
static cball along_side(void *state, scope *s, cball t)
{
    const path *a = state;
    cball y = cball_mul_ball(t, a->length), z = cball_add_ball(lattice_times_i(y), a->from);
    cball kernel = cball_add_int(cball_exp(cball_mul_ball(y, ball_scale2(ball_pi(s), 1))), 1);
    cball value = cball_div(cball_mul_ball(summand_at(a->g, z, a->from), ball_scale2(a->length, 1)), kernel);
    return cball_neg(lattice_times_i(value));
}

static cball on_box(void *state, scope *s, cball z)
{
    (void)s;
    return summand_at(state, z, cball_real(z));
}

/* sup|g| on [x0, x1] x [0, d], x0 and x1 in halves of integers. */
static double sup_on_column(const summand *g, scope *probe, slong x0, slong x1, slong d)
{
    scope_mark start = scope_now(probe);
    acb_t box;
    acb_init(box);
    ball re = ball_hull(ball_div_int(ball_in(probe, ball_int(x0)), 2),
                        ball_div_int(ball_in(probe, ball_int(x1)), 2));
    ball im = ball_hull(ball_in(probe, ball_int(0)), ball_int(d));
    arb_set(acb_realref(box), re.v);
    arb_set(acb_imagref(box), im.v);
    double sup = integrand_sup(on_box, (void *)(uintptr_t)g, probe, box);
    acb_clear(box);
    scope_rewind(probe, start);
    return sup;
}

/*
 * A bound of the integral of |g(x + id)| over [x0, x1] (halves of integers) from columns no wider than they must be for |g| <= most;
 * infinite if there are too many.
 */
static double edge_size(const summand *g, scope *probe, slong x0, slong x1, slong d, double most,
                        int *columns)
{
    if (--*columns < 0)
        return INFINITY;
    double sup = sup_on_column(g, probe, x0, x1, d), length = (double)(x1 - x0) / 2;
    if (sup <= most)
        return sup * length * (1 + 0x1p-20);
    if (x1 - x0 < 2)
        return INFINITY;
    slong x = x0 + (x1 - x0) / 2;
    double left = edge_size(g, probe, x0, x, d, most, columns);
    return isfinite(left) ? left + edge_size(g, probe, x, x1, d, most, columns) : left;
}

/* S(x), x in halves of integers: an integral only if g matters there. */
static ball side_term(scope *s, const summand *g, scope *probe, slong x, slong d, slong goal)
{
    double sup = sup_on_column(g, probe, x, x, d);
    if (!isfinite(sup))
        return ball_nothing(s);
    ball size = ball_div(ball_mul(ball_log2(s), ball_exact_double(s, sup)), ball_pi(s));
    if (ball_at_most(size, ball_scale2(ball_in(s, ball_int(1)), -goal)) == HOLDS)
        return ball_within(size);
    path up = {g, ball_div_int(ball_in(s, ball_int(x)), 2), ball_in(s, ball_int(d))};
    return integrate_certified(s, along_side, &up, goal, 0);
}

/* The sum with the strip of a half-width d, on whose edge e^(2 pi d) is 2^(goal + spare). */
static ball strip_sum(scope *s, scope *probe, const summand *g, slong from, slong to, slong goal, slong spare)
{
    enum { COLUMNS = 4000 };
    slong d = (slong)ceil((double)(goal + spare) * M_LN2 / (2 * M_PI)), A = 2 * from - 1, B = 2 * to - 1;
    ball decay = ball_expm1(ball_mul_int(ball_scale2(ball_pi(s), 1), d));
    int columns = COLUMNS;
    double most = ldexp(1, (int)spare - 6) / (double)(to - from),
           edge = edge_size(g, probe, A, B, d, most, &columns);
    if (!isfinite(edge))
        return ball_nothing(s);
    path axis = {g, ball_div_int(ball_in(s, ball_int(A)), 2), ball_in(s, ball_int(to - from))};
    ball sum = integrate_certified(s, along_axis, &axis, goal + 3, 0);
    ball left = side_term(s, g, probe, A, d, goal + 4), right = side_term(s, g, probe, B, d, goal + 4);
    sum = ball_add(sum, ball_sub(left, right));
    return ball_widen(sum, ball_div(ball_scale2(ball_exact_double(s, edge), 1), decay));
}

ball lattice_strip_sum(scope *s, real_pool *pool, const functional *f, real order, const lattice_law *p,
                       const lattice_law *q, slong from, slong to, slong goal)
{
    static const slong farthest = (slong)1 << 60;
    ball sum = ball_nothing(s);
    if (!f->density || from >= to || to > farthest)
        return sum;
    summand g = summand_open(pool, f, order, p, q);
    scope *probe = scope_open_for(s, 64 + 2 * (slong)FLINT_BIT_COUNT((ulong)to));
    scope_set_holomorphic(probe, true);
    for (slong spare = 24; spare <= 96 && !ball_is_finite(sum) && !scope_expired(s); spare *= 2)
        sum = strip_sum(s, probe, &g, from, to, goal, spare);
    scope_close(probe);
    summand_close(&g);
    return sum;
}
