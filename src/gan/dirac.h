/*
 * The Dirac-GAN (Mescheder, Geiger and Nowozin 2018): the data are the point 0, the generator makes the point theta, the
 * discriminator's logit is psi x. The simplest GAN in which training may fail.
 *
 *     L(theta, psi) = f(psi theta) + f(0),      f(t) = -log(1 + e^-t),
 *
 * theta descends and psi ascends (in this orientation D is large at generated points). The equilibrium is (0, 0). Each method is a
 * row: its field v = (v_theta, v_psi) as texts in theta, psi and
 *
 *     s = f'(theta psi) = 1/(1 + e^(theta psi)),      r = f'(-theta psi) = 1 - s,
 *
 * from which enclosures and all derivatives are made, and the same in double precision, written apart.
 */
#ifndef GAN_DIRAC_H
#define GAN_DIRAC_H

#include "gan/dynamics.h"

typedef struct dirac_method {
    dynamics game;
    const char *theta, *psi;
} dirac_method;

/* The rows; the game of a method by its name, or NULL. x = (theta, psi). */
extern const dirac_method dirac_methods[];
extern const int dirac_count;
const dynamics *dirac_game(const char *name);

/* The same with so much Gaussian noise on real and generated points: expectations over the noise, sd 7/10. */
extern const dynamics dirac_noise;

#endif
