/*
 * The smallest GAN whose discriminator can be optimal: data N(0,1), generator G(z) = a z + b, logit
 * t(x) = w0 + w1 x + w2 x^2. The logit of D*, log p - log q, is of this form for every a != 0 and b. Parameters
 *
 *     x = (a, b, w0, w1, w2),      equilibrium (1, 0, 0, 0, 0).
 *
 * V = E log D(x) + E log(1 - D(a z + b)); D ascends V; the generator descends V (minimax) or E[-log D(G(z))].
 */
#ifndef GAN_GAUSSIAN_GAN_H
#define GAN_GAUSSIAN_GAN_H

#include "gan/dynamics.h"

extern const dynamics gaussian_gan_minimax, gaussian_gan_non_saturating;

/* KL(N(b, a^2) || N(0,1)) = (a^2 + b^2 - 1)/2 - log|a|. */
double gaussian_gan_kl(const double *x);

#endif
