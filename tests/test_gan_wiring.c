/*
 * Convolutions and transposed convolutions as layers, against their definitions written out as loops over images, on small integers
 * and all kernels, strides and paddings of a table: sizes, values, and adjointness, <C x, y> = <x, C^T y>, all exactly.
 */
#include "gan/network.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 3, ROOM = 4096 };

typedef struct geometry {
    window w;
    shape in;
    int channels;
} geometry;

static scalar x[ROOM], y[ROOM], theta[ROOM], turned[ROOM];

static void integers(random_stream *r, size_t n, scalar *to)
{
    for (size_t i = 0; i < n; i++)
        to[i] = (scalar)((int)random_below(r, 7) - 3);
}

static network *single_layer(layer_name kind, geometry g, error *e)
{
    return network_open(g.in, 1, &(layer){.kind = kind, .out = {g.channels, 0, 0}, .window = g.w}, e);
}

static double at(const scalar *image, shape s, int c, int i, int j, int n)
{
    bool inside = i >= 0 && i < s.height && j >= 0 && j < s.width;
    return inside ? (double)image[((c * s.height + i) * s.width + j) * BATCH + n] : 0;
}

static double tap(geometry g, int o, int c, int u, int v)
{
    return (double)theta[((u * g.w.kernel + v) * g.channels + o) * g.in.channels + c];
}

/* sum over taps and channels of W(u,v,o,c) x(c, s i - p + u, s j - p + v). */
static double convolved(geometry g, int o, int i, int j, int n)
{
    double sum = 0;
    for (int c = 0; c < g.in.channels; c++)
        for (int u = 0; u < g.w.kernel; u++)
            for (int v = 0; v < g.w.kernel; v++)
                sum +=
                    tap(g, o, c, u, v)
                    * at(x, g.in, c, i * g.w.stride - g.w.padding + u, j * g.w.stride - g.w.padding + v, n);
    return sum;
}

/* Every x(c,i,j) is stamped, times the kernel, on the output from (s i - p, s j - p) on. */
static double stamped(geometry g, int o, int row, int column, int n)
{
    double sum = 0;
    for (int c = 0; c < g.in.channels; c++)
        for (int i = 0; i < g.in.height; i++)
            for (int j = 0; j < g.in.width; j++) {
                int u = row - (i * g.w.stride - g.w.padding), v = column - (j * g.w.stride - g.w.padding);
                if (u >= 0 && u < g.w.kernel && v >= 0 && v < g.w.kernel)
                    sum += tap(g, o, c, u, v) * at(x, g.in, c, i, j, n);
            }
    return sum;
}

static void check_values(layer_name kind, geometry g, random_stream *r)
{
    error e;
    network *net = single_layer(kind, g, &e);
    cr_assert(net, "%s", e.message);
    shape s = network_output(net);
    size_t weights = network_parameters(net) - (size_t)g.channels;
    integers(r, network_parameters(net), theta);
    integers(r, shape_size(g.in) * BATCH, x);
    pass *p = pass_open(net, BATCH, false);
    const scalar *out = pass_forward(p, theta, x);
    int wrong = 0;
    for (int o = 0; o < s.channels; o++)
        for (int i = 0; i < s.height; i++)
            for (int j = 0; j < s.width; j++)
                for (int n = 0; n < BATCH; n++) {
                    double sum = kind == CONV ? convolved(g, o, i, j, n) : stamped(g, o, i, j, n);
                    wrong += at(out, s, o, i, j, n) != sum + (double)theta[weights + o];
                }
    cr_expect(wrong == 0,
              "%d values are wrong: kind %d, kernel %d, stride %d, padding %d, extra %d on %d x %d", wrong,
              kind, g.w.kernel, g.w.stride, g.w.padding, g.w.extra, g.in.height, g.in.width);
    pass_close(p);
    network_close(net);
}

static double inner(size_t n, const scalar *a, const scalar *b)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (double)a[i] * (double)b[i];
    return sum;
}

/* The layer that goes back has the same weights, with the channels' roles exchanged, and the extra rows that the division lost. */
static void check_adjoint(geometry g, random_stream *r)
{
    error e;
    network *net = single_layer(CONV, g, &e);
    shape s = network_output(net);
    int lost = (g.in.height + 2 * g.w.padding - g.w.kernel) % g.w.stride;
    geometry back = {g.w, s, g.in.channels};
    back.w.extra = lost;
    network *transposed = single_layer(TRANSPOSED_CONV, back, &e);
    cr_assert(transposed, "%s", e.message);
    shape t = network_output(transposed);
    cr_expect(t.height == g.in.height && t.width == g.in.width,
              "%d x %d becomes %d x %d, and goes back to %d x %d", g.in.height, g.in.width, s.height, s.width,
              t.height, t.width);
    int taps = g.w.kernel * g.w.kernel, O = g.channels, C = g.in.channels;
    memset(theta, 0, sizeof theta);
    memset(turned, 0, sizeof turned);
    integers(r, (size_t)(taps * O * C), theta);
    for (int k = 0; k < taps * O * C; k++)
        turned[k / (O * C) * O * C + k % C * O + k / C % O] = theta[k];
    integers(r, shape_size(g.in) * BATCH, x);
    integers(r, shape_size(s) * BATCH, y);
    pass *p = pass_open(net, BATCH, false), *q = pass_open(transposed, BATCH, false);
    double forth = inner(shape_size(s) * BATCH, pass_forward(p, theta, x), y);
    double back_again = inner(shape_size(t) * BATCH, x, pass_forward(q, turned, y));
    cr_expect(forth == back_again, "<Cx,y> = %g, <x,C'y> = %g: kernel %d, stride %d, padding %d", forth,
              back_again, g.w.kernel, g.w.stride, g.w.padding);
    pass_close(p);
    pass_close(q);
    network_close(net);
    network_close(transposed);
}

Test(gan_wiring, layers_equal_their_definitions_and_are_adjoint)
{
    random_stream *r = random_open(4, 0);
    int cases = 0;
    for (int kernel = 1; kernel <= 4; kernel++)
        for (int stride = 1; stride <= 3; stride++)
            for (int padding = 0; padding < kernel; padding++)
                for (int n = 1; n <= 6; n++) {
                    geometry g = {{kernel, stride, padding, 0}, {2, n, n}, 3};
                    if (window_conv_size(g.w, n)) {
                        check_values(CONV, g, r);
                        check_adjoint(g, r);
                        cases++;
                    }
                    for (g.w.extra = 0; g.w.extra < stride; g.w.extra++)
                        if (window_transposed_size(g.w, n))
                            check_values(TRANSPOSED_CONV, g, r);
                }
    for (int width = 5; width <= 6; width++) /* not square */
        check_values(CONV, (geometry){{3, 2, 1, 0}, {1, 4, width}, 2}, r);
    cr_expect(cases > 100, "%d", cases);
    random_close(r);
}

Test(gan_wiring, impossible_sizes_are_refused)
{
    static const struct {
        layer what;
        const char *word;
    } wrong[] = {
        {CONV_LAYER(3, 5, 1, 0, LINEAR), "kernel 5"},
        {CONV_LAYER(3, 0, 1, 0, LINEAR), "kernel 0"},
        {CONV_LAYER(3, 3, 0, 1, LINEAR), "stride 0"},
        {CONV_LAYER(3, 3, 1, 3, LINEAR), "padding 3"},
        {CONV_LAYER(0, 3, 1, 1, LINEAR), "0 channels"},
        {TRANSPOSED_CONV_LAYER(3, 3, 2, -1, LINEAR), "padding -1"},
        {DENSE_LAYER(0, LINEAR), "0 x 1 x 1"},
        {CONV_LAYER(1, 50000, 1, 49999, LINEAR), "kernel 50000"},
        {DENSE_LAYER(1 << 20, LINEAR), NULL},
        {TRANSPOSED_CONV_LAYER(1, 256, 256, 0, LINEAR), NULL},
        {TRANSPOSED_CONV_LAYER(2, 256, 256, 0, LINEAR), "2^20"},
        {CONV_LAYER(65536, 4, 1, 3, LINEAR), "2^20"},
        {{.kind = LAYER_KINDS}, "layer 1"},
        {{.kind = DENSE, .out = {1, 1, 1}, .activation = LEAKY_RELU, .slope = 2}, "slope"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        error e = {.message = ""};
        network *n = network_open((shape){1, 4, 4}, 1, &wrong[i].what, &e);
        const char *word = wrong[i].word; /* NULL: possible after all */
        cr_expect(word ? !n && strstr(e.message, word) : n != NULL, "row %zu: '%s' should name '%s'", i,
                  e.message, word ? word : "nothing");
        network_close(n);
    }
}
