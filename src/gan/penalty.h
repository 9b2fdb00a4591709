/*
 * Penalties on the slope g(x) = gradient in x of D(x) of a network with one output, and their gradients in its parameters, which are
 * second derivatives. With n points x_i:
 *     two-sided   lambda/n sum (|g(x_i)| - 1)^2      Gulrajani et al. 2017, at points between real and generated ones
 *     zero        lambda/(2n) sum |g(x_i)|^2         R1 of Mescheder et al. 2018, at real points (lambda is their gamma)
 *
 * With v_i the penalty's derivative in g(x_i), its derivative in theta is that of sum v_i . g(x_i) = sum dot D(x_i), the derivatives of
 * D in the directions v_i. So dot D is computed forward, beside D, and both are then run backward (penalty.c).
 */
#ifndef GAN_PENALTY_H
#define GAN_PENALTY_H

#include "gan/network.h"

typedef enum penalty_kind { PENALTY_NONE, PENALTY_TWO_SIDED, PENALTY_ZERO } penalty_kind;

/* False with a message unless the network has one output and no batch normalisation, which has no slope at a single point. */
#define penalty_possible GAN_NAME(penalty_possible)
bool penalty_possible(const network *n, error *e);

/* The penalty at x, as many points as the pass has; its gradient is added to `gradient` (or NULL). The pass was opened for it. */
#define penalty_add GAN_NAME(penalty_add)
double penalty_add(penalty_kind kind, double lambda, pass *p, scalar *theta, const scalar *x,
                   scalar *gradient);

#endif
