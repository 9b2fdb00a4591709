/* What a network and a pass are made of, for network.c, pass.c and penalty.c. */
#ifndef GAN_NETWORK_PARTS_H
#define GAN_NETWORK_PARTS_H

#include "gan/network.h"

struct network {
    int depth;
    stage *stages;
    size_t parameters, statistics;
};

/*
 * Arrays of a batch, of layer l = 0, ..., depth - 1: y[l] its outputs. `down` and `up` take turns as gradients on the way back.
 * For penalties: dot_z[l] and dot_y[l] are derivatives of what is before and behind its activation in a direction of x.
 */
struct pass {
    const network *of;
    int batch;
    bool inference, penalties;
    const scalar *x;
    scalar **y, **saved, **dot_z, **dot_y;
    scalar *gradient[4], *direction, *panel, *memory;
};

static inline const scalar *pass_input_of(const pass *p, int l) { return l ? p->y[l - 1] : p->x; }

/* The call of layer l, with its parameters, input and output. */
#define pass_call GAN_NAME(pass_call)
call pass_call(const pass *p, const scalar *theta, int l);

#endif
