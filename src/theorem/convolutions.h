/*
 * The convolution layers of gan/ as integer matrices, for statements about them: one channel, square images, no bias.
 */
#ifndef THEOREM_CONVOLUTIONS_H
#define THEOREM_CONVOLUTIONS_H

#include <stdbool.h>

enum { IMAGE_SIDE = 9, IMAGE_MOST = IMAGE_SIDE * IMAGE_SIDE, KERNEL_MOST = 16 };

typedef struct integer_matrix {
    int rows, columns;
    long entry[IMAGE_MOST][IMAGE_MOST];
} integer_matrix;

/* 0 if the layer does not exist; `extra` rows and columns are added by a transposed convolution only. */
int convolution_side(int kernel, int stride, int padding, int side);
int transposed_convolution_side(int kernel, int stride, int padding, int extra, int side);

/* The layer with this kernel (row by row) on images of side x side, from its outputs for all unit images. False: no such layer. */
bool convolution_layer(int kernel, int stride, int padding, const int *taps, int side, integer_matrix *out);
bool transposed_convolution_layer(int kernel, int stride, int padding, int extra, const int *taps, int side,
                                  integer_matrix *out);

#endif
