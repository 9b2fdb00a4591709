/*
 * Which position of the input a linear layer reads for which position of its output, and with which tap of its kernel: the sparse
 * pattern that dense layers, convolutions and transposed convolutions differ in. With out(o,p) channel o at position p,
 *     out(o,p) = bias(o) + sum over the wires (p,q,t) and channels c of weight(t,o,c) in(c,q).
 *
 * A convolution with kernel k, stride s and padding p0 (zeros) has the wires  q = s p - p0 + t  in each of its two dimensions, and
 *     n -> floor((n + 2 p0 - k)/s) + 1.
 * A transposed convolution is its adjoint: the same wires, read from the other end, p = s q - p0 + t, and
 *     n -> (n - 1) s - 2 p0 + k + r,      r the extra rows that the division has lost, 0 <= r < s.
 */
#ifndef GAN_WIRING_H
#define GAN_WIRING_H

#include "number/error.h"
#include <stddef.h>

typedef struct shape {
    int channels, height, width;
} shape;
static inline size_t shape_size(shape s) { return (size_t)s.channels * s.height * s.width; }

typedef struct window {
    int kernel, stride, padding, extra;
} window;

/* The end of a wire that is not the one it is listed under. */
typedef struct wire {
    int tap, position;
} wire;

typedef struct wiring {
    int outputs, inputs, taps; /* positions of the output and of the input, taps of the kernel */
    int *at_output,
        *at_input; /* by_output[at_output[p]], ..., by_output[at_output[p + 1] - 1] end at output p */
    wire *by_output, *by_input;
} wiring;

/* 0 if there is no such size: the window exceeds the padded input, or a number is out of its range (kernel, stride: 1 to this). */
enum { WINDOW_MOST = 256 };
int window_conv_size(window w, int n);
int window_transposed_size(window w, int n);

wiring *wiring_dense(void);
wiring *wiring_conv(window w, int height, int width);       /* of the input; sizes known to be possible */
wiring *wiring_transposed(window w, int height, int width); /* of the input */
void wiring_close(wiring *w);

#endif
