/*
 * The least W_2 over a box of parameters from a fixed law P to a law Q of which the quantiles are affine in them (family.affine): locations
 * and scales of one component. F^-1 - G^-1 is then affine in the parameters at each level, and
 *
 *     W_2^2 = integral over (0, 1) of (F^-1 - G^-1)^2
 *
 * a polynomial of degree 2 (Panaretos, Zemel 2019, section 2), which its certified values at (n+1)(n+2)/2 points determine. Where its
 * second derivatives are positive definite it has one critical point, the minimiser: no search, and no sub-boxes.
 */
#ifndef DIVERGENCES_BOX_QUADRATIC_H
#define DIVERGENCES_BOX_QUADRATIC_H

#include "divergences/box_critical.h"

enum { QUADRATIC_MOST = 2 }; /* parameters */

/* False where this does not apply, or the minimiser is not certainly inside of the box: another way may lead on. */
bool box_quadratic_find(divergence w2, const char *p, const char *q, const symbols *named,
                        critical_found *out);

#endif
