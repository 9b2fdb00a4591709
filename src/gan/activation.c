/*
 * Activations, in place. Their derivatives are functions of the value y:
 *     ReLU, LeakyReLU   1 or the slope, second derivative 0      tanh   1 - y^2,  -2 y (1 - y^2)
 *     sigmoid   y (1 - y),  y (1 - y)(1 - 2 y)
 * At the kink the left derivative is taken.
 */
#include "gan/layer.h"
#include "gan/stable.h"

#include <math.h>

#ifndef GAN_DOUBLE
bool activation_is_smooth(activation a) { return a == TANH || a == SIGMOID; }
#endif

scalar activation_slope(const layer *l)
{
    if (l->activation == RELU)
        return 0;
    return l->activation == LEAKY_RELU ? (scalar)(l->slope ? l->slope : 0.2) : 1;
}

static void bend(scalar slope, size_t n, scalar *y)
{
    for (size_t i = 0; i < n; i++)
        y[i] = y[i] > 0 ? y[i] : y[i] * slope;
}

VECTORISED static void apply_tanh(size_t n, scalar *y)
{
#pragma omp simd
    for (size_t i = 0; i < n; i++)
        y[i] = (scalar)tanh((double)y[i]);
}

VECTORISED static void apply_sigmoid(size_t n, scalar *y)
{
#pragma omp simd
    for (size_t i = 0; i < n; i++)
        y[i] = (scalar)logistic((double)y[i]);
}

void activation_apply(const layer *l, size_t n, scalar *y)
{
    switch (l->activation) {
    case RELU:
    case LEAKY_RELU: bend(activation_slope(l), n, y); break;
    case TANH: apply_tanh(n, y); break;
    case SIGMOID: apply_sigmoid(n, y); break;
    default: break;
    }
}

static void gate(scalar slope, size_t n, const scalar *y, scalar *dy)
{
    for (size_t i = 0; i < n; i++)
        dy[i] = y[i] > 0 ? dy[i] : dy[i] * slope;
}

void activation_backward(const layer *l, size_t n, const scalar *y, scalar *dy)
{
    if (l->activation == RELU || l->activation == LEAKY_RELU)
        gate(activation_slope(l), n, y, dy);
    for (size_t i = 0; l->activation == TANH && i < n; i++)
        dy[i] *= 1 - y[i] * y[i];
    for (size_t i = 0; l->activation == SIGMOID && i < n; i++)
        dy[i] *= y[i] * (1 - y[i]);
}

void activation_curve(const layer *l, size_t n, const scalar *y, const scalar *dot_z, const scalar *dy,
                      scalar *dz)
{
    for (size_t i = 0; l->activation == TANH && i < n; i++)
        dz[i] += dy[i] * dot_z[i] * (-2 * y[i] * (1 - y[i] * y[i]));
    for (size_t i = 0; l->activation == SIGMOID && i < n; i++)
        dz[i] += dy[i] * dot_z[i] * (y[i] * (1 - y[i]) * (1 - 2 * y[i]));
}
