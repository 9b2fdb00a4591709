/*
 * The exact state of a game on the line: p the data's density, q = p_g by change of variables, D* = p/(p+q), and the present D.
 * With H the entropy of a coin, KL that of two coins, and E over both laws,
 *     2 JS                       = (E_p + E_q) [log 2 - H(D*)],
 *     V(G,D)                     = E_p log D + E_q log(1-D),
 *     (-log 4 + 2 JS) - V(G,D)   = (E_p + E_q) KL(D*, D)  >= 0:       the suboptimality of D.
 * Each law is integrated at nodes of its own, quantiles of the normal law pushed by G and by the data's quantile function, so
 * that both are resolved however narrow p_g may be. Nats; W1 and W2 are distances in units of x.
 */
#ifndef GAN_LINE_GAME_H
#define GAN_LINE_GAME_H

#include "distributions/distribution.h"
#include "gan/pushforward.h"

/* What does not change during a run: Q(Phi(z_i)), and log p there. */
typedef struct line_data {
    const law *of;
    double x[LINE_NODES], log_density[LINE_NODES];
} line_data;
void line_data_make(line_data *d, const law *of);

typedef struct line_game {
    double value; /* V(G, D) */
    double best;  /* V(G, D*) = -log 4 + 2 JS */
    double js, w1, w2;
    double suboptimality;         /* best - value, computed as the integral that is no difference */
    double on_data, on_generated; /* E D under each law */
    size_t branches;              /* of G: 1 if it is invertible */
} line_game;

/* `made` are the G(z_i); the logits of D are at the data's nodes and at those. */
void line_game_find(const line_data *data, const double made[LINE_NODES], const double logit_data[LINE_NODES],
                    const double logit_made[LINE_NODES], line_game *out);

/* A curve of the classic picture: densities and D* at x. */
typedef struct line_point {
    double p, q, best;
} line_point;
line_point line_game_at(const line_data *data, const pushforward *g, double x);

#endif
