/* What laws on {0, 1, 2, ...} share: see lattice.h. */
#include "distributions/lattice.h"

#include <math.h>

/* Arb's floor, which ball does not wrap. */
static ball floor_ball(ball x)
{
    ball n = ball_nothing(x.in);
    arb_floor(n.v, x.v, scope_bits(x.in));
    return n;
}

ball lattice_between_ends(scope *s, const component *c, ball x, lattice_function f)
{
    ball lo = ball_lower(ball_in(s, x)), hi = ball_upper(ball_in(s, x));
    ball low = f(s, c, floor_ball(lo), lo);
    return ball_contains(lo, hi) ? low : ball_hull(low, f(s, c, floor_ball(hi), hi));
}

bool lattice_is_one(real_pool *pool, real p) { return real_compare(p, real_int(pool, 1)) == 0; }

const family *lattice_as_point(component *c, real at)
{
    c->par[0] = at;
    for (int i = 1; i < MAX_PARAMETERS; i++)
        c->par[i] = NULL;
    return family_by_name("point");
}

typedef struct chernoff {
    lattice_exponent nats;
    const double *par;
    double mean, last, wanted;
    int side;
} chernoff;

static bool bound_is_small(const void *state, double step)
{
    const chernoff *k = state;
    double y = k->mean + k->side * step;
    return y <= 0 || y >= k->last || k->nats(k->par, y) >= k->wanted;
}

double lattice_reach(lattice_exponent nats, const double *par, double mean, double last, int side, int bits,
                     double farthest)
{
    chernoff tail = {nats, par, mean, last, M_LN2 * bits, side};
    double y = mean + side * least_double(bound_is_small, &tail, 0, farthest);
    return y <= 0 ? 0 : y >= last ? last : side < 0 ? floor(y) : ceil(y);
}
