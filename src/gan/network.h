/*
 * Networks: a table of layers, its parameters in one flat array, and passes through it.
 *
 *     network *g = network_open((shape){2, 1, 1}, 2, (layer[]){DENSE_LAYER(64, RELU), DENSE_LAYER(2, LINEAR)}, &e);
 *     scalar *theta = calloc(network_size(g), sizeof *theta);
 *     network_initialise(g, theta, 0, stream);
 *     pass *p = pass_open(g, 256, false);                             all memory of the loop
 *     const scalar *y = pass_forward(p, theta, x);                    x: 2 x 256, y: outputs x 256
 *     const scalar *dx = pass_backward(p, theta, dy, gradient, true); gradient += of sum dy y in theta; dx in x
 *
 * theta holds network_parameters(g) numbers to train, then the running statistics of its batch normalisations: save all
 * network_size(g) of them, train the first. What a pass returns stays valid until the next call with that pass.
 */
#ifndef GAN_NETWORK_H
#define GAN_NETWORK_H

#include "gan/layer.h"
#include "number/random.h"

#define network GAN_NAME(network)
#define pass GAN_NAME(pass)
typedef struct network network;
typedef struct pass pass;

#define network_open GAN_NAME(network_open)
#define network_close GAN_NAME(network_close)
#define network_input GAN_NAME(network_input)
#define network_output GAN_NAME(network_output)
#define network_parameters GAN_NAME(network_parameters)
#define network_size GAN_NAME(network_size)
#define network_depth GAN_NAME(network_depth)
#define network_stage GAN_NAME(network_stage)
#define network_initialise GAN_NAME(network_initialise)

/* A copy is made of the layers. NULL with a message if their sizes do not fit; height or width 0 means 1. */
network *network_open(shape input, int depth, const layer *layers, error *e);
void network_close(network *n);
shape network_input(const network *n);
shape network_output(const network *n);
size_t network_parameters(const network *n);
size_t network_size(const network *n);
int network_depth(const network *n);
const stage *network_stage(const network *n, int i);

/*
 * Random weights, normal with mean 0 and the given standard deviation; if that is 0, with gain/sqrt(numbers that a result is a
 * sum of), which keeps the scale from layer to layer (He et al. 2015): gain^2 = 2/(1 + slope^2), or 1 for LINEAR, TANH, SIGMOID.
 * Biases and beta are 0, gamma is 1, the running statistics are those of a standard normal law.
 */
void network_initialise(const network *n, scalar *theta, double deviation, random_stream *r);

#define pass_open GAN_NAME(pass_open)
#define pass_close GAN_NAME(pass_close)
#define pass_batch GAN_NAME(pass_batch)
#define pass_forward GAN_NAME(pass_forward)
#define pass_infer GAN_NAME(pass_infer)
#define pass_backward GAN_NAME(pass_backward)

/* Memory for passes of batches of this size; with `penalties`, also for penalty.h. */
pass *pass_open(const network *n, int batch, bool penalties);
void pass_close(pass *p);
int pass_batch(const pass *p);

/* The outputs; x must stay unchanged until pass_backward. pass_forward updates the running statistics, pass_infer uses them. */
const scalar *pass_forward(pass *p, scalar *theta, const scalar *x);
const scalar *pass_infer(pass *p, const scalar *theta, const scalar *x);

/*
 * For L with the gradient dy in the outputs of the last forward pass: adds that in theta to `gradient` (network_parameters
 * numbers; or NULL), and returns that in x if it is wanted, else NULL. May be called again with another dy.
 */
const scalar *pass_backward(pass *p, const scalar *theta, const scalar *dy, scalar *gradient, bool wants_dx);

#endif
