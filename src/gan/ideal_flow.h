/*
 * The ideal game (ideal.h) of N(0,1) and the affine generator G(z) = a + b z, b > 0, as a dynamical system: x = (a, b) descends
 * L(a, b) = V(G, D*) = -log 4 + 2 JS(N(0,1), N(a, b^2)). The only rest is (0, 1), where the field's derivative is diag(-1/2, -1), minus
 * half the Fisher information.
 */
#ifndef GAN_IDEAL_FLOW_H
#define GAN_IDEAL_FLOW_H

#include "gan/dynamics.h"

extern const dynamics ideal_affine_flow;

#endif
