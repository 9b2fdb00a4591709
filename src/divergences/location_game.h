/*
 * The game of N(0,1) against N(theta,1) with the best discriminator, L(theta) = V(G_theta, D*) = -2 log 2 + 2 JS, for theta in
 * an enclosure of any width. With phi the standard normal density, D*(x) = 1/(1 + exp(theta x - theta^2/2)), and
 *
 *     L'(theta) = E d/dx log(1 - D*(x)) = theta E D*(x),      x = theta + y,  y standard normal,
 *
 * because the derivative through D* vanishes at its optimum (differentiation under the integral is allowed: near each theta
 * the integrand's derivatives are at most a polynomial times normal densities). Put z = y + theta/2:
 *
 *     L'(theta) = theta h(theta),      h(theta) = e^(-theta^2/8) g(theta),      g(theta) = int phi(z)/(2 cosh(theta z/2)) dz.
 *
 * In this symmetric form a wide theta occurs once in the integrand, and theta = 0 is no exception. As 1 <= cosh, 0 < g <= 1/2.
 */
#ifndef DIVERGENCES_LOCATION_GAME_H
#define DIVERGENCES_LOCATION_GAME_H

#include "number/ball.h"

/* g and h, to an absolute error of about 2^-goal where theta is narrow. */
ball location_game_factor(scope *s, ball theta, slong goal);
ball location_game_slope(scope *s, ball theta, slong goal);

#endif
