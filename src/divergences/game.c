/*
 * The game's value as functionals of u = log p - log q (functional.h). With k = e^tilt, x = p/q:
 *
 *     tilted value   f(x) = -x log(1 + 1/(kx)) - log(1 + kx)      convex, f(0) = f'(inf) = 0;
 *     gap            g(x) = -x log(1 + 1/x) - log(1 + x) - f(x)   = (1 + x) KL(Bern(x/(1+x)) || Bern(kx/(1+kx))).
 *
 * Two Bernoulli laws whose natural parameters differ by t have KL at most t^2/8 (the log partition function has second
 * derivative at most 1/4), so a set of masses P, Q adds between 0 and (P + Q) tilt^2/8 to the gap.
 */
#include "divergences/game.h"

#include "divergences/discrete.h"
#include "divergences/fdivergence.h"
#include "divergences/planar.h"

static ball nil(ball like) { return ball_in(like.in, ball_int(0)); }

/* log(1 + e^v) for v = +-(u + tilt), as v's larger part plus log(1 + e^-|v|). */
static cball tilted_density(const site *at)
{
    cball v = cball_add_ball(at->u, at->order);
    cball lose_p = cball_softplus(cball_neg(v)), lose_q = cball_softplus(v);
    return cball_neg(cball_add(cball_mul(at->p, lose_p), cball_mul(at->q, lose_q)));
}

/*
 * The same for masses whose enclosures reach 0: with W = P + Q and Q + kP = cW, c between 1 and k, it is
 * P log P + Q log Q - W log W + P tilt - W log c.
 */
static ball tilted_value_near_zero(ball P, ball Q, ball tilt)
{
    ball W = ball_add(P, Q), log_c = ball_hull(nil(P), tilt);
    ball entropies = ball_sub(ball_add(ball_xlogx(P), ball_xlogx(Q)), ball_xlogx(W));
    return ball_add(entropies, ball_sub(ball_mul(P, tilt), ball_mul(W, log_c)));
}

static ball tilted_value(ball P, ball Q, ball tilt)
{
    if (ball_is_exact_zero(P) || ball_is_exact_zero(Q))
        return nil(P);
    ball v = ball_add(ball_sub(ball_log(P), ball_log(Q)), tilt);
    ball value = ball_neg(ball_add(ball_mul(P, ball_softplus(ball_neg(v))), ball_mul(Q, ball_softplus(v))));
    return ball_is_finite(value) ? value : tilted_value_near_zero(P, Q, tilt);
}

static ball tilted_chord(ball P, ball Q, ball tilt)
{
    (void)tilt;
    return nil(ball_add(P, Q));
}

/* (p + q) (s log(s/d) + (1-s) log((1-s)/(1-d))) with log(s/d) = log(1 + e^-v) - log(1 + e^-u), and so on. */
static cball gap_density(const site *at)
{
    cball v = cball_add_ball(at->u, at->order);
    cball toward_p = cball_sub(cball_softplus(cball_neg(v)), cball_softplus(cball_neg(at->u)));
    cball toward_q = cball_sub(cball_softplus(v), cball_softplus(at->u));
    return cball_add(cball_mul(at->p, toward_p), cball_mul(at->q, toward_q));
}

static ball gap_bound(ball P, ball Q, ball tilt)
{
    return ball_upto(ball_div_int(ball_mul(ball_add(P, Q), ball_sqr(ball_in(P.in, tilt))), 8));
}

/*
 * s log(s/d) + (1-s) log((1-s)/(1-d)) from s and d themselves, times the mass. Where s cannot be told from 0 or 1, the
 * bounds of the gap enclose it.
 */
static ball gap_value(ball P, ball Q, ball tilt)
{
    if (ball_is_exact_zero(P) || ball_is_exact_zero(Q))
        return nil(P);
    ball mass = ball_add(P, Q), s = ball_div(P, mass), one = ball_in(P.in, ball_int(1));
    ball odds = ball_mul(ball_div(P, Q), ball_exp(ball_in(P.in, tilt))),
         d = ball_div(odds, ball_add(odds, one));
    ball first = ball_mul(s, ball_log(ball_div(s, d)));
    ball second = ball_mul(ball_sub(one, s), ball_log(ball_div(ball_sub(one, s), ball_sub(one, d))));
    ball value = ball_mul(mass, ball_add(first, second));
    return ball_is_finite(value) ? value : gap_bound(P, Q, tilt);
}

static const functional functional_tilted = {tilted_density, NULL, tilted_value, tilted_chord,
                                             TAIL_BY_MASS,   NULL, false,        NULL};
static const functional functional_gap = {gap_density,  NULL, gap_value, gap_bound,
                                          TAIL_BY_MASS, NULL, false,     NULL};

static bool whole_game(scope *s, const functional *f, real tilt, const law *p, const law *q, slong goal,
                       enclosure *out)
{
    *out = (enclosure){ball_in(s, ball_int(0)), FINITE, METHOD_CERTIFIED};
    if (p->dim != 1)
        return false;
    if (law_has_density(p) || law_has_density(q))
        functional_integral(s, f, tilt, p, q, goal, out);
    if (law_has_atoms(p) || law_has_atoms(q)) {
        enclosure atoms;
        functional_sum(s, f, tilt, p, q, goal, &atoms);
        out->value = ball_add(out->value, atoms.value);
    }
    return true;
}

bool game_value(scope *s, const law *p, const law *q, slong goal, enclosure *out)
{
    if (p->dim == 2) {
        *out = (enclosure){planar_game_value(s, p, q, goal), FINITE, METHOD_CERTIFIED};
        return ball_is_finite(out->value);
    }
    if (!whole_game(s, &functional_half_game, NULL, p, q, goal + 1, out))
        return false;
    out->value = ball_scale2(out->value, 1);
    return true;
}

bool game_value_tilted(scope *s, real tilt, const law *p, const law *q, slong goal, enclosure *out)
{
    return whole_game(s, &functional_tilted, tilt, p, q, goal, out);
}

bool game_gap_tilted(scope *s, real tilt, const law *p, const law *q, slong goal, enclosure *out)
{
    return whole_game(s, &functional_gap, tilt, p, q, goal, out);
}
