/*
 * J(theta) = integral of q f(p/q) for laws with parameters theta in a box, with its gradient and second derivatives, enclosed
 * over the whole box.
 *
 * Differentiation under the integral. The line is cut as box_laws.h says. A piece between two cuts is the image of [0, 1] under a
 * map that may move with theta, so the integrand in the new variable is smooth in theta on a fixed compact set: there
 * differentiation under the integral needs no more. The last pieces have fixed outer ends, beyond which (and next to singular ends
 * of supports) box_tail.h bounds the integral and its derivatives, and shows that they exist. The derivatives at a moving cut
 * need no boundary term: they are in the moving map.
 *
 * Where cuts meet, in a cluster (a fixed interval), the densities there are of several forms, of which each point takes one. If
 * only kinks meet, densities are continuous: the integrand is Lipschitz in theta, J has a first derivative, and both are enclosed
 * by the hull over all the forms; second derivatives have no enclosure. If supports meet, only masses bound what is there.
 */
#ifndef DIVERGENCES_BOX_INTEGRAL_H
#define DIVERGENCES_BOX_INTEGRAL_H

#include "divergences/box_functional.h"
#include "divergences/box_laws.h"

typedef struct box_value {
    infinity_reason why; /* not FINITE: J is certainly infinite for all parameters of the box */
    bool finite;         /* J is certainly finite for all of them */
    int order;           /* how many derivatives are enclosed: 0, 1 or 2 */
    ball least;          /* a lower bound of J, also where `finite` is open; -infinity if nothing is known */
    ball value, slope[JET_SYMBOLS], bend[JET_SYMBOLS][JET_SYMBOLS];
} box_value;

/*
 * No derivatives are given if the laws have been opened over a single point (box_laws_move).
 *
 * The parameters run over x, within the box that the laws were opened with. Derivatives up to `order` are wanted; the error of
 * integration is about 2^-goal, or less than what the width of x makes of it.
 */
void box_integral(scope *s, const box_laws *l, const box_divergence *d, const ball *x, int order, slong goal,
                  box_value *out);

#endif
