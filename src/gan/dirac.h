/*
 * The Dirac-GAN (Mescheder, Geiger and Nowozin 2018): the data are the point 0, the generator makes the point theta, the
 * discriminator's logit is psi x. The simplest GAN in which training may fail.
 *
 *     L(theta, psi) = f(psi theta) + f(0),      f(t) = -log(1 + e^-t),
 *
 * theta descends and psi ascends (in this orientation D is large at generated points). x = (theta, psi), the equilibrium is
 * (0, 0), and v = (-psi f'(theta psi), theta f'(theta psi)) for the plain game. The methods: gan, nsgan, wgan, wgan-clip, wgan-gp, r1,
 * r1-critical, nsgan-r1, consensus, noise.
 */
#ifndef GAN_DIRAC_H
#define GAN_DIRAC_H

#include "gan/dynamics.h"

extern const int dirac_count;
const dynamics *dirac_game(int i);
const dynamics *dirac_by_name(const char *name); /* NULL if there is no such method */

/* With Gaussian noise of sd 7/10 on real and generated points: expectations over the noise. */
extern const dynamics dirac_noise;

#endif
