/*
 * Total variation over many integers: half the sum of |p(n) - q(n)|. Where the sign of log p - log q, as a function of a real variable,
 * is certain from n to m, it is half of |P{n..m} - Q{n..m}|, from the distribution functions. The integers next to a change of sign are
 * visited.
 */
#include "calculus/roots.h"
#include "divergences/lattice_summand.h"

static ball ratio_on(void *state, scope *s, ball x) { return summand_log_ratio(state, ball_in(s, x)); }

/* None is needed: boxes around a simple zero need only be smaller than the distance between integers. */
static ball no_slope(void *state, scope *s, ball x)
{
    (void)state, (void)x;
    return ball_nothing(s);
}

static ball mass_between(scope *s, const lattice_law *l, slong from, slong last)
{
    ball sum = ball_in(s, ball_int(0)), before = ball_in(s, ball_int(from - 1)),
         end = ball_in(s, ball_int(last));
    for (int i = 0; i < l->n; i++) {
        const component *c = l->part[i].c;
        ball mass = ball_sub(c->family->cdf(s, c, end), c->family->cdf(s, c, before));
        sum = ball_add(sum, ball_mul(real_ball(s, c->weight), mass));
    }
    return sum;
}

/* Half the sum of |p - q| over from .. last, where p - q has one sign, or, if it has not, over a few integers. */
static ball stretch(scope *s, const lattice_law *p, const lattice_law *q, slong from, slong last,
                    bool one_sign)
{
    if (from > last)
        return ball_in(s, ball_int(0));
    if (one_sign)
        return ball_scale2(ball_abs(ball_sub(mass_between(s, p, from, last), mass_between(s, q, from, last))),
                           -1);
    ball sum = ball_in(s, ball_int(0));
    for (slong n = from; n <= last; n++)
        sum = ball_add(sum, ball_abs(ball_sub(lattice_weight(s, p, n), lattice_weight(s, q, n))));
    return ball_scale2(sum, -1);
}

/* The last integer at or before the end of a piece. */
static slong floor_of(scope *s, ball end)
{
    arf_t n;
    arf_init(n);
    arf_floor(n, arb_midref(ball_in(s, end).v));
    slong last = arf_get_si(n, ARF_RND_DOWN);
    arf_clear(n);
    return last;
}

ball lattice_signs_sum(scope *s, real_pool *pool, const lattice_law *p, const lattice_law *q, slong from,
                       slong to)
{
    enum { EFFORT = 4000, MOST_BESIDE = 4 };
    static const slong farthest = (slong)1 << 60;
    if (from >= to || to > farthest)
        return ball_nothing(s);
    summand g = summand_open(pool, &functional_tv, NULL, p, q);
    curve u = {ratio_on, no_slope, &g, NULL};
    resolution wanted = {.width = 2, .area = ROOTS_ANY, .evaluations = EFFORT};
    sign_pieces signs = sign_pieces_find(s, &u, ball_int(from), ball_int(to - 1), wanted);
    ball sum = ball_in(s, ball_int(0));
    slong next = from;
    for (size_t i = 0; i < signs.n && ball_is_finite(sum); i++) {
        slong last = i + 1 == signs.n ? to - 1 : floor_of(s, signs.piece[i].to);
        bool settled = signs.piece[i].sign != 0 || last - next < MOST_BESIDE;
        sum =
            settled ? ball_add(sum, stretch(s, p, q, next, last, signs.piece[i].sign != 0)) : ball_nothing(s);
        next = last + 1 > next ? last + 1 : next;
    }
    sign_pieces_clear(&signs);
    summand_close(&g);
    return sum;
}
