/* The matrix of a layer is what it makes of the unit images, all in one batch: the identity matrix. See convolutions.h. */
#define GAN_DOUBLE /* integers stay integers */
#include "theorem/convolutions.h"

#include "gan/network.h"
#include <stdlib.h>

int convolution_side(int kernel, int stride, int padding, int side)
{
    return window_conv_size((window){kernel, stride, padding, 0}, side);
}

int transposed_convolution_side(int kernel, int stride, int padding, int extra, int side)
{
    return window_transposed_size((window){kernel, stride, padding, extra}, side);
}

static bool layer_matrix(const layer *what, const int *taps, int side, integer_matrix *out)
{
    network *n = network_open((shape){1, side, side}, 1, what, NULL);
    int batch = side * side, size = n ? (int)shape_size(network_output(n)) : IMAGE_MOST + 1;
    bool fits =
        size <= IMAGE_MOST && batch <= IMAGE_MOST && what->window.kernel * what->window.kernel <= KERNEL_MOST;
    if (fits) {
        pass *p = pass_open(n, batch, false);
        double theta[KERNEL_MOST + 1] = {0},
                                   *identity = calloc((size_t)batch * (size_t)batch, sizeof *identity);
        for (int t = 0; t < what->window.kernel * what->window.kernel; t++)
            theta[t] = taps[t];
        for (int i = 0; i < batch; i++)
            identity[i * batch + i] = 1;
        const double *y = pass_forward(p, theta, identity);
        out->rows = size;
        out->columns = batch;
        for (int i = 0; i < size * batch; i++)
            out->entry[i / batch][i % batch] = (long)y[i];
        free(identity);
        pass_close(p);
    }
    network_close(n);
    return fits;
}

bool convolution_layer(int kernel, int stride, int padding, const int *taps, int side, integer_matrix *out)
{
    const layer what = CONV_LAYER(1, kernel, stride, padding, LINEAR);
    return layer_matrix(&what, taps, side, out);
}

bool transposed_convolution_layer(int kernel, int stride, int padding, int extra, const int *taps, int side,
                                  integer_matrix *out)
{
    layer what = TRANSPOSED_CONV_LAYER(1, kernel, stride, padding, LINEAR);
    what.window.extra = extra;
    return layer_matrix(&what, taps, side, out);
}
