/* Wires of convolutions and their adjoints: see wiring.h. */
#include "gan/wiring.h"

#include <stdbool.h>
#include <stdlib.h>

static bool possible(window w, int n)
{
    return n >= 1 && n <= WINDOW_MOST * WINDOW_MOST && w.kernel >= 1 && w.kernel <= WINDOW_MOST
           && w.stride >= 1 && w.stride <= WINDOW_MOST && w.padding >= 0 && w.padding < w.kernel
           && w.extra >= 0 && w.extra < w.stride;
}

int window_conv_size(window w, int n)
{
    return possible(w, n) && w.extra == 0 && n + 2 * w.padding >= w.kernel
               ? (n + 2 * w.padding - w.kernel) / w.stride + 1
               : 0;
}

int window_transposed_size(window w, int n)
{
    int size = (n - 1) * w.stride - 2 * w.padding + w.kernel + w.extra;
    return possible(w, n) && size > 0 ? size : 0;
}

typedef struct ends {
    int output, input, tap;
} ends;

/* All wires of the convolution from height x width, output by output. */
static size_t conv_wires(window w, int height, int width, ends *to)
{
    int rows = window_conv_size(w, height), columns = window_conv_size(w, width);
    size_t n = 0;
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < columns; j++)
            for (int tap = 0; tap < w.kernel * w.kernel; tap++) {
                int y = i * w.stride - w.padding + tap / w.kernel,
                    x = j * w.stride - w.padding + tap % w.kernel;
                if (y >= 0 && y < height && x >= 0 && x < width)
                    to[n++] = (ends){i * columns + j, y * width + x, tap};
            }
    return n;
}

/* Sorts the wires by one of their ends (counting sort: the order within an end is kept). */
static void list_by(size_t n, const ends *from, bool output, int positions, int **at, wire **by)
{
    int *start = *at = calloc((size_t)positions + 1, sizeof(int));
    *by = malloc((n + 1) * sizeof(wire));
    for (size_t i = 0; i < n; i++)
        start[output ? from[i].output : from[i].input]++;
    for (int p = 0, sum = 0; p <= positions; p++) {
        sum += start[p];
        start[p] = sum;
    }
    for (size_t i = n;
         i-- > 0;) { /* from the back, each start moves from the end of its run to the beginning */
        int key = output ? from[i].output : from[i].input, other = output ? from[i].input : from[i].output;
        (*by)[--start[key]] = (wire){from[i].tap, other};
    }
}

static wiring *listed(int outputs, int inputs, int taps, size_t n, const ends *from)
{
    wiring *w = malloc(sizeof *w);
    *w = (wiring){.outputs = outputs, .inputs = inputs, .taps = taps};
    list_by(n, from, true, outputs, &w->at_output, &w->by_output);
    list_by(n, from, false, inputs, &w->at_input, &w->by_input);
    return w;
}

wiring *wiring_dense(void) { return listed(1, 1, 1, 1, &(ends){0, 0, 0}); }

static wiring *wired(window w, int height, int width, bool transposed)
{
    int rows = window_conv_size(w, height), columns = window_conv_size(w, width), taps = w.kernel * w.kernel;
    ends *all = malloc(((size_t)rows * columns * taps + 1) * sizeof *all);
    size_t n = conv_wires(w, height, width, all);
    for (size_t i = 0; transposed && i < n; i++)
        all[i] = (ends){all[i].input, all[i].output, all[i].tap};
    wiring *made = transposed ? listed(height * width, rows * columns, taps, n, all)
                              : listed(rows * columns, height * width, taps, n, all);
    free(all);
    return made;
}

wiring *wiring_conv(window w, int height, int width) { return wired(w, height, width, false); }

/* The convolution that it is the adjoint of goes the other way, from its output to its input. */
wiring *wiring_transposed(window w, int height, int width)
{
    int rows = window_transposed_size(w, height), columns = window_transposed_size(w, width);
    w.extra = 0;
    return wired(w, rows, columns, true);
}

void wiring_close(wiring *w)
{
    if (!w)
        return;
    free(w->at_output);
    free(w->at_input);
    free(w->by_output);
    free(w->by_input);
    free(w);
}
