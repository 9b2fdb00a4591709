/*
 * The objectives of the game. The discriminator's raw output t (a logit, or a critic's value) enters three functions, and both
 * players minimise:
 *     the discriminator    mean real(t) on data + mean fake(t) on generated points
 *     the generator        mean generator(t) on generated points
 *
 *     minimax           real = softplus(-t) = -log D,  fake = softplus(t) = -log(1-D),  generator = -softplus(t) = log(1-D)
 *     non-saturating    the same, but generator = softplus(-t) = -log D                         (Goodfellow et al. 2014, section 3)
 *     least-squares     1/2 (t-b)^2,  1/2 (t-a)^2,  generator 1/2 (t-c)^2;  a, b, c = -1, 1, 0   (Mao et al. 2017)
 *     wasserstein       -t,  t,  generator -t                                                   (Arjovsky et al. 2017)
 *     hinge             max(0, 1-t),  max(0, 1+t),  generator -t                                (Lim and Ye 2017)
 *     f-kl, f-js, ...   -T,  f*(T),  generator -f*(T),  T = g_f(t)                              (Nowozin et al. 2016; fgan.h)
 * softplus(t) = log(1 + e^t), D = 1/(1 + e^-t). All is computed in double precision, without overflow or cancellation: t may be any
 * finite number for the first four, and fgan.h says for which it may be for the rest.
 */
#ifndef GAN_OBJECTIVE_H
#define GAN_OBJECTIVE_H

#include "gan/fgan.h"
#include "number/error.h"
#include <stdbool.h>
#include <stddef.h>

typedef struct objective objective;

/* value_i and slope_i = d value_i / dt_i at n outputs. */
typedef void objective_part(const objective *o, size_t n, const double *t, double *value, double *slope);

typedef struct objective_kind {
    const char *name;
    objective_part *real, *fake, *generator;
    const char *constants[3]; /* names of its constants, and their usual values */
    double usual[3];
    const fgan_row *family; /* of an f-GAN */
    bool critic;            /* t is not a logit, but estimates a distance: for clipping or a penalty */
} objective_kind;

struct objective {
    const objective_kind *kind;
    double constant[3];
};

/* By name, with the usual constants; false with a message that lists the names. */
bool objective_named(const char *name, objective *out, error *e);
const objective_kind *objective_listed(int i); /* NULL beyond the last */

/* The mean over n outputs, and the gradient of that mean, slope_i/n, in n numbers; `room` for n more. */
double objective_mean(objective_part *part, const objective *o, size_t n, const double *t, double *gradient,
                      double *room);

/* False with a message if a constant is out of its range. */
bool objective_valid(const objective *o, error *e);

#endif
