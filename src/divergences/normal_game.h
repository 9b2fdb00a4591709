/*
 * The game of N(0,1) against N(theta, sigma^2) with the best discriminator along a ray from the data's law, theta = r c,
 * sigma = 1 + r e > 0, with p, q the two densities and u = log p - log q:  L = V(G, D*) has the slope along the ray
 *
 *     dL/dr = E d/dx log(1 - D*(x)) (c + e z)        (x = theta + sigma z; the derivative through D* vanishes at its optimum)
 *           = int q D* (-u'(x)) (x - z)/r dx         (z = (x - theta)/sigma)
 *           = (r/sigma^3) H(r, c, e),      H = int w(x) (c + (sigma + 1) e x) (c + e x) dx,      w = p q/(p + q),
 *
 * because -u' = x - (x - theta)/sigma^2 = (r/sigma^2) (c + (sigma + 1) e x) and x - z = (r/sigma) (c + e x). H is regular at
 * r = 0, where it is (c^2 + 2 e^2)/2; where H > 0 along all rays through a region, the centre is its only critical point.
 */
#ifndef DIVERGENCES_NORMAL_GAME_H
#define DIVERGENCES_NORMAL_GAME_H

#include "number/ball.h"

/* H for enclosures of any width, to an absolute error of about 2^-goal where they are narrow. */
ball normal_game_rise(scope *s, ball r, ball c, ball e, slong goal);

#endif
