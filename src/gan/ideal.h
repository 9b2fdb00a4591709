/*
 * THE IDEAL GAME: a generator on the line against the best discriminator D* = p/(p+q), p the data's density and q the generator's, in
 * full expectations by quadrature. The generator descends V(G, D*) = -log 4 + 2 JS along the slope with D* frozen, which
 * is that of 2 JS (the envelope rule); or the non-saturating loss E_q[-log D*].
 *
 *     affine    G(z) = a + b z,  z ~ N(0,1);                 steps of size `rate` in (a, b)
 *     spline    G(z) = w_0 + int of G' from 0 to z, G' piecewise linear between knots with the values e^(w_1), ..., e^(w_K), constant
 *               beyond them: increasing and onto;            steps in w, with momentum
 *     density   q itself, masses of cells, by mirror descent: q'  ~  q exp(-rate log(1 - D*))  =  q^(1-rate) (p+q)^rate,
 *               the setting of Goodfellow et al. 2014, proposition 2. At rate 1 it is q' = (p+q)/2.
 *
 * V is convex in q and 1-smooth relative to the entropy: for rate <= 1 it falls in every mirror step, with
 * V(q_k) + log 4 <= KL(p || q_0)/(rate k). In parameters nothing of the kind holds: too long a step overshoots.
 */
#ifndef GAN_IDEAL_H
#define GAN_IDEAL_H

#include "number/error.h"
#include <stddef.h>

typedef struct ideal_settings {
    char data[256]; /* a law with a density on the line, and no atoms */
    char loss[32];  /* "minimax" or "non-saturating" */
    double rate, momentum;
    double mean, sd; /* of the generator at the start, a normal law */
    double knots;    /* spline: K >= 2 of them, equally spaced on [-4, 4] */
    double cells; /* density: so many cells of equal width on [lo, hi], to which both laws are restricted */
    double lo, hi;
    double steps;
} ideal_settings;

/* "ideal-affine", "ideal-spline", "ideal-density". */
typedef struct ideal_preset {
    const char *name, *summary;
    ideal_settings settings;
    const struct ideal_kind *kind;
} ideal_preset;
extern const ideal_preset ideal_presets[];
extern const size_t ideal_preset_count;

/* "key=value; key=value": keys are the members above. False and an error that lists the keys or says what is accepted. */
bool ideal_set(ideal_settings *s, const char *assignments, error *e);

/* V, V + log 4 = 2 JS, W1 to the data, the norm of the slope, and the moments of q. */
typedef struct ideal_state {
    double value, excess, js, w1, slope, mean, sd;
} ideal_state;

typedef struct ideal ideal;
ideal *ideal_open(const ideal_preset *preset, const ideal_settings *s, error *e);
void ideal_close(ideal *g);

/* One step. False if it would leave the generators that have a density (b = 0, numbers that are not finite): nothing is changed. */
bool ideal_step(ideal *g);
void ideal_look(const ideal *g, ideal_state *out);

/* The range worth drawing, and p, q, D* at a point of it. */
void ideal_range(const ideal *g, double *lo, double *hi);
typedef struct ideal_point {
    double p, q, best;
} ideal_point;
ideal_point ideal_at(const ideal *g, double x);

/* For tests: the parameters w (NULL for a density), their number, and the slope of the loss by them with D* frozen. */
double *ideal_parameters(ideal *g, size_t *count);
void ideal_slope(ideal *g, double *slope);

#endif
