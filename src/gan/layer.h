/*
 * The layers of a network: what a user writes (layer), and what becomes of it in a network of known sizes (stage).
 *
 *     DENSE_LAYER(64, RELU)                        64 features            DENSE_IMAGE(16, 2, 2, LINEAR)    16 channels of 2 x 2
 *     CONV_LAYER(16, 4, 2, 1, LEAKY_RELU)          16 channels, kernel 4, stride 2, padding 1: halves height and width
 *     TRANSPOSED_CONV_LAYER(1, 4, 2, 1, TANH)      its adjoint: doubles them
 *     BATCH_NORM_LAYER(RELU)
 *
 * Every layer ends in its activation. The parameters of a layer lie in one piece: of linear layers weight[tap][out][in], then
 * bias[out]; of a batch normalisation gamma[channel], then beta[channel].
 */
#ifndef GAN_LAYER_H
#define GAN_LAYER_H

#include "gan/kernels.h"
#include "gan/scalar.h"
#include "gan/wiring.h"
#include <stdbool.h>

typedef enum layer_name { DENSE, CONV, TRANSPOSED_CONV, BATCH_NORM, LAYER_KINDS } layer_name;

/* y = z; max(z, 0); z or slope z, whichever is greater; tanh z; 1/(1 + e^-z). */
typedef enum activation { LINEAR, RELU, LEAKY_RELU, TANH, SIGMOID, ACTIVATIONS } activation;

typedef struct layer {
    layer_name kind;
    shape out; /* dense: any shape, {n} for {n, 1, 1}; convolutions: only the channels; else unused */
    window window;
    activation activation;
    double slope; /* of LEAKY_RELU; 0: the usual 0.2 */
} layer;

#define DENSE_IMAGE(c, h, w, act)                                                                            \
    {                                                                                                        \
        .kind = DENSE, .out = {c, h, w}, .activation = act                                                   \
    }
#define DENSE_LAYER(n, act) DENSE_IMAGE(n, 1, 1, act)
#define CONV_LAYER(c, k, s, p, act)                                                                          \
    {                                                                                                        \
        .kind = CONV, .out = {c, 0, 0}, .window = {k, s, p, 0}, .activation = act                            \
    }
#define TRANSPOSED_CONV_LAYER(c, k, s, p, act)                                                               \
    {                                                                                                        \
        .kind = TRANSPOSED_CONV, .out = {c, 0, 0}, .window = {k, s, p, 0}, .activation = act                 \
    }
#define BATCH_NORM_LAYER(act)                                                                                \
    {                                                                                                        \
        .kind = BATCH_NORM, .activation = act                                                                \
    }

typedef struct stage stage;

/* The data that one call of a layer works on. Gradients with respect to z are before the activation, those to y behind it. */
typedef struct call {
    int batch;
    bool inference;      /* batch normalisation: by the running statistics */
    const scalar *theta; /* of the layer */
    scalar *statistics;  /* of the layer: running mean, then running variance, a channel each */
    const scalar *x;     /* in x batch */
    scalar *y;           /* out x batch */
    scalar *saved;       /* from forward to backward */
    scalar *panel;
    const scalar *dz; /* out x batch */
    scalar *dtheta;   /* added to; or NULL */
    bool no_bias;     /* leave the bias's part of dtheta alone */
    scalar *dx;       /* in x batch; or NULL */
    const scalar *gate;
    scalar
        gate_slope; /* dx is multiplied by this where gate <= 0, if gate is not NULL: the layer below's activation */
} call;

typedef struct layer_kind {
    const char *name;
    bool (*plan)(stage *s, error *e); /* from s->what and s->in the rest of the stage */
    void (*forward)(const stage *s,
                    const call *c); /* a linear kind applies LINEAR, RELU and LEAKY_RELU itself */
    void (*backward)(const stage *s, const call *c);
    bool linear; /* y is affine in x for given parameters, point by point; such a kind honours `gate` */
} layer_kind;

struct stage {
    layer what;
    const layer_kind *kind;
    shape in, out;
    wiring *wires;                        /* of a linear kind */
    int rows, terms;                      /* of its weights for a tap */
    size_t parameters, statistics, saved; /* how many numbers */
    size_t at_parameters, at_statistics;  /* where they start */
    const kernels *with;
};

extern const layer_kind GAN_NAME(layer_kinds)[LAYER_KINDS];
#define layer_kinds GAN_NAME(layer_kinds)

/* y = A x without bias and activation: the derivative of a linear layer in the direction x. */
#define linear_apply GAN_NAME(linear_apply)
void linear_apply(const stage *s, const call *c);

#define linear_plan_dense GAN_NAME(linear_plan_dense)
#define linear_plan_conv GAN_NAME(linear_plan_conv)
#define linear_plan_transposed GAN_NAME(linear_plan_transposed)
#define linear_forward GAN_NAME(linear_forward)
#define linear_backward GAN_NAME(linear_backward)
bool linear_plan_dense(stage *s, error *e);
bool linear_plan_conv(stage *s, error *e);
bool linear_plan_transposed(stage *s, error *e);
void linear_forward(const stage *s, const call *c);
void linear_backward(const stage *s, const call *c);

#define batch_norm_plan GAN_NAME(batch_norm_plan)
#define batch_norm_forward GAN_NAME(batch_norm_forward)
#define batch_norm_backward GAN_NAME(batch_norm_backward)
bool batch_norm_plan(stage *s, error *e);
void batch_norm_forward(const stage *s, const call *c);
void batch_norm_backward(const stage *s, const call *c);

/* 1, 0 or the slope for LINEAR, RELU, LEAKY_RELU: what z < 0 is multiplied by; 1 for the others. */
#define activation_slope GAN_NAME(activation_slope)
scalar activation_slope(const layer *l);
bool activation_is_smooth(activation a); /* TANH or SIGMOID */

/* y = activation(y) on n numbers; dy *= activation'; dz += dy activation'' dot_z. All are functions of y. */
#define activation_apply GAN_NAME(activation_apply)
#define activation_backward GAN_NAME(activation_backward)
#define activation_curve GAN_NAME(activation_curve)
void activation_apply(const layer *l, size_t n, scalar *y);
void activation_backward(const layer *l, size_t n, const scalar *y, scalar *dy);
void activation_curve(const layer *l, size_t n, const scalar *y, const scalar *dot_z, const scalar *dy,
                      scalar *dz);

#endif
