/*
 * The law of X = G(Z), Z ~ N(0,1), for a continuous G from the line to the line: by change of variables
 *     p_g(x) = sum over z with G(z) = x of phi(z) / |G'(z)|,
 * G known at the equally spaced nodes z_i and between them by interpolation: an error O(h^2), except where G turns, where the density
 * is infinite. G may fold and may have flat parts (atoms of p_g: there the density counts as infinite).
 */
#ifndef GAN_PUSHFORWARD_H
#define GAN_PUSHFORWARD_H

#include <stddef.h>

/* On [-6.5, 6.5], which leaves out a mass of 8e-11. */
enum { LINE_NODES = 2049 };
double line_node(size_t i);
/* The weights of the trapezium rule for E h(Z) = sum w_i h(z_i), of total 1. */
double line_weight(size_t i);

typedef struct pushforward {
    const double *x;          /* G(z_i) */
    double slope[LINE_NODES]; /* G'(z_i), by central differences */
    size_t runs;              /* on which G is monotone: one if it is invertible */
    size_t start[LINE_NODES]; /* run k reaches from node start[k] to start[k+1] */
} pushforward;

void pushforward_make(pushforward *g, const double x[LINE_NODES]);

/* log p_g at any x, and at G(z_i); -INFINITY outside the range, +INFINITY on an atom. */
double pushforward_log_density(const pushforward *g, double x);
double pushforward_log_density_at_node(const pushforward *g, size_t i);

#endif
