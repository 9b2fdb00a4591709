/* What a kind of generator offers to the ideal game (ideal.h). */
#ifndef GAN_IDEAL_KIND_H
#define GAN_IDEAL_KIND_H

#include "distributions/distribution.h"
#include "gan/ideal.h"

typedef struct ideal_kind {
    void *(*open)(const ideal_settings *s, const law *data);
    void (*close)(void *state);
    bool (*step)(void *state);
    void (*look)(const void *state, ideal_state *out);
    double (*density)(const void *state, double x);
    double *(*parameters)(void *state, size_t *count);
    void (*slope)(void *state, double *out);
} ideal_kind;

extern const ideal_kind ideal_affine, ideal_spline, ideal_density;

static inline bool ideal_saturates(const ideal_settings *s) { return s->loss[0] == 'm'; }

/*
 * From u = log p - log q, for each unit of q, with sp(t) = log(1+e^t): the integrands of V(G,D*), which is -e^u sp(-u) - sp(u), and of
 * V(G,D*) + log 4, which is that plus (1+e^u) log 2, and >= 0; and log(1-D*) = -sp(u), or -log D* = sp(-u).
 */
double ideal_value(double u);
double ideal_excess(double u);
double ideal_loss(double u, bool saturates);

#endif
