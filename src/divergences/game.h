/*
 * The value function of the game, V(G,D) = E_p log D + E_q log(1 - D), p the data's density and q the generator's
 * (Goodfellow et al. 2014, eq. 1), integrated directly: nothing here knows of Jensen and Shannon.
 */
#ifndef DIVERGENCES_GAME_H
#define DIVERGENCES_GAME_H

#include "divergences/divergence.h"

/* V(G,D*), D* = p/(p+q): the integral of p log(p/(p+q)) + q log(q/(p+q)). False if there is no certified route. */
bool game_value(scope *s, const law *p, const law *q, slong goal, enclosure *out);

/*
 * The discriminator whose logit is off by a constant: logit D = log(p/q) + tilt, D = 1/(1 + e^-tilt q/p). Its value, and what
 * it loses,  V(G,D*) - V(G,D) = integral of (p + q) KL(Bernoulli(D*) || Bernoulli(D)),  by integrating exactly that.
 */
bool game_value_tilted(scope *s, real tilt, const law *p, const law *q, slong goal, enclosure *out);
bool game_gap_tilted(scope *s, real tilt, const law *p, const law *q, slong goal, enclosure *out);

#endif
