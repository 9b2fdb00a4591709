/*
 * Long sums over a lattice, by the formula of Abel and Plana (calculus/abel_plana.h): what poisson(10^12) weighs at each of 10^7
 * integers, a contour integral knows together. |g| is bounded on columns [x0, x1] x [0, d], on which g is known to be holomorphic by the
 * demand of the scope, and by reflection on those below the axis.
 */
#include "calculus/abel_plana.h"
#include "divergences/lattice_summand.h"

#include <math.h>

static cball on_column(void *state, cball z, ball foot) { return summand_at(state, z, foot); }

/* The sum with the strip of a half-width d, on whose edge e^(2 pi d) is 2^(goal + spare). */
static ball strip_sum(scope *s, scope *probe, summand *g, slong from, slong to, slong goal, slong spare)
{
    slong d = (slong)ceil((double)(goal + spare) * M_LN2 / (2 * M_PI));
    double most = ldexp(1, (int)spare - 6) / (double)(to - from);
    return abel_plana_sum(s, probe, on_column, g, from, to, d, most, goal);
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
