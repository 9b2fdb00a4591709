/*
 * The two products that all linear layers are made of, for batches stored row by row (scalar.h), by the widest vectors that
 * the processor has.
 *
 *   product   out_i(.) = sum over wires w and terms k of weight(i, k, w.tap) in(k, w.position)(.)      a layer, or its adjoint
 *   outer     out(i,j) += sum over the batch of left_i(.) right_j(.)                                   gradients of weights
 *
 * Both copy a panel of the right factor, one vector or two wide, into `panel`, where it lies in one piece (turned over, in
 * `outer`), and keep a small block of results in registers while they run down the panel. With the weights of a layer in the
 * second-level cache, that reaches most of the processor's rate, with any number of rows.
 */
#ifndef GAN_KERNELS_H
#define GAN_KERNELS_H

#include "gan/scalar.h"
#include "gan/wiring.h"
#include <stdbool.h>

enum { PANEL_WIDTH = 128 / sizeof(scalar), OUTER_RUN = 256 };

typedef struct product {
    int rows, terms, wires, batch;
    const wire *wire;
    const scalar *weight; /* weight(i,k,t) = weight[i * row_step + k * term_step + t * tap_step] */
    size_t row_step, term_step, tap_step;
    const scalar *in; /* in(k,q) = in + (k * in_step + q) * batch */
    size_t in_step;
    scalar *out; /* out_i = out + i * out_step * batch */
    size_t out_step;
    const scalar *bias; /* added, one a row; or NULL */
    scalar slope;       /* then negative results are multiplied by this (1: a linear layer, 0: ReLU) */
    const scalar
        *gate; /* then results are multiplied by gate_slope where gate <= 0, laid out as out; or NULL */
    scalar gate_slope;
    scalar *panel; /* room for wires * terms * PANEL_WIDTH, aligned to 64 bytes */
} product;

typedef struct outer {
    int rows, columns, batch;
    const scalar *left, *right; /* left_i = left + i * left_step * batch */
    size_t left_step, right_step;
    scalar *out;   /* rows x columns */
    scalar *panel; /* room for OUTER_RUN * PANEL_WIDTH */
} outer;

typedef struct kernels {
    const char *name; /* of the instruction set */
    void (*product)(const product *);
    void (*outer)(const outer *);
} kernels;

/* The best for this processor; or, for tests, the i-th of those that it can run (NULL beyond the last). */
#define kernels_best GAN_NAME(kernels_best)
#define kernels_listed GAN_NAME(kernels_listed)
const kernels *kernels_best(void);
const kernels *kernels_listed(int i);

#endif
