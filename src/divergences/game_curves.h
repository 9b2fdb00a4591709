/*
 * The game with the optimal discriminator in double precision, for pictures:
 *
 *     D*(x) = p(x)/(p(x) + q(x)),     V(G, D*) = integral of p log D* + q log(1 - D*) = 2 JS(P, Q) - log 4.
 */
#ifndef DIVERGENCES_GAME_CURVES_H
#define DIVERGENCES_GAME_CURVES_H

#include "distributions/distribution.h"

typedef struct game_point {
    double x, p, q, discriminator, integrand;
} game_point;

/* At x; both laws have densities on the line. Where both vanish, D* is NaN and the integrand 0. */
game_point game_point_at(const law *p, const law *q, double x);

/* 2 JS - log 4 */
ball game_value_from_js(ball js);

/*
 * dV/dtheta for P = N(0, 1), Q = N(theta, 1), by the envelope theorem (D* is held fixed):
 *     dV/dtheta = integral of (x - theta) q(x) log(1 - D*(x)).
 */
double game_slope(double theta);

/* theta_0, ..., theta_(count - 1) of theta <- theta - rate dV/dtheta. */
void game_descent(double theta, double rate, size_t count, double *out);

#endif
