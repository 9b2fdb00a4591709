/*
 * The layers of a network as a text, separated by commas:
 *     [dense] N[xHxW] | conv N kK sS pP | transposed N kK sS pP | norm        each followed by its activation, linear by default:
 *     linear, relu, leaky, tanh or sigmoid
 * N are features or channels, K the kernel, S the stride (1 by default) and P the padding (0 by default). Such as
 *     64 leaky, 64 leaky, 1
 *     dense 64x2x2, norm relu, transposed 32 k4 s2 p1, norm relu, transposed 1 k4 s2 p1 tanh
 */
#ifndef GAN_ARCHITECTURE_H
#define GAN_ARCHITECTURE_H

#include "gan/layer.h"

enum { MOST_LAYERS = 24 };

/* The number of layers; 0 and an error if the text is malformed. `what` begins the message. */
size_t architecture_read(const char *what, const char *text, layer out[MOST_LAYERS], error *e);

#endif
