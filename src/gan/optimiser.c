/* Optimisers: the formulas are in optimiser.h, one function each. */
#include "gan/optimiser.h"
#include "number/vector_math.h"

#include <math.h>

#ifdef GAN_DOUBLE
#define root sqrt
#else
#define root sqrtf
#endif

typedef struct constants {
    scalar rate, beta1, beta2, eps, root2; /* root2 = sqrt(1 - beta2^t) */
} constants;

VECTORISED static void step_sgd(constants k, size_t n, scalar *theta, const scalar *g)
{
    for (size_t i = 0; i < n; i++)
        theta[i] -= k.rate * g[i];
}

VECTORISED static void step_momentum(constants k, size_t n, scalar *theta, const scalar *g, scalar *u)
{
    for (size_t i = 0; i < n; i++) {
        u[i] = k.beta1 * u[i] + g[i];
        theta[i] -= k.rate * u[i];
    }
}

VECTORISED static void step_rmsprop(constants k, size_t n, scalar *theta, const scalar *g, scalar *v)
{
    for (size_t i = 0; i < n; i++) {
        v[i] += (1 - k.beta2) * (g[i] * g[i] - v[i]);
        theta[i] -= k.rate * g[i] / (root(v[i]) + k.eps);
    }
}

/* The rate has been divided by 1 - beta1^t. */
VECTORISED static void step_adam(constants k, size_t n, scalar *theta, const scalar *g, scalar *m, scalar *v)
{
    scalar scale = 1 / k.root2;
    for (size_t i = 0; i < n; i++) {
        m[i] += (1 - k.beta1) * (g[i] - m[i]);
        v[i] += (1 - k.beta2) * (g[i] * g[i] - v[i]);
        theta[i] -= k.rate * m[i] / (root(v[i]) * scale + k.eps);
    }
}

void optimiser_step(optimiser *o, size_t n, scalar *theta, const scalar *g, scalar *moments)
{
    double t = (double)++o->steps, rate = o->kind == ADAM ? o->rate / -expm1(t * log(o->beta1)) : o->rate;
    constants k = {(scalar)rate, (scalar)o->beta1, (scalar)o->beta2, (scalar)o->eps,
                   (scalar)sqrt(-expm1(t * log(o->beta2)))};
    switch (o->kind) {
    case SGD: step_sgd(k, n, theta, g); break;
    case MOMENTUM: step_momentum(k, n, theta, g, moments); break;
    case RMSPROP: step_rmsprop(k, n, theta, g, moments); break;
    default: step_adam(k, n, theta, g, moments, moments + n);
    }
}

VECTORISED void clip_parameters(size_t n, scalar *theta, double bound)
{
    scalar b = (scalar)bound;
    for (size_t i = 0; i < n; i++)
        theta[i] = theta[i] > b ? b : theta[i] < -b ? -b : theta[i];
}

#ifndef GAN_DOUBLE
static const struct {
    const char *name;
    int moments;
    double beta1, beta2, eps;
} kinds[OPTIMISERS] = {
    [SGD] = {"sgd", 0, 0, 0, 0},
    [MOMENTUM] = {"momentum", 1, 0.9, 0, 0},
    [RMSPROP] = {"rmsprop", 1, 0, 0.99, 1e-8},
    [ADAM] = {"adam", 2, 0.9, 0.999, 1e-8},
};

optimiser optimiser_usual(optimiser_kind kind, double rate)
{
    return (optimiser){kind, rate, kinds[kind].beta1, kinds[kind].beta2, kinds[kind].eps, 0};
}

const char *optimiser_name(optimiser_kind kind)
{
    return (unsigned)kind < OPTIMISERS ? kinds[kind].name : NULL;
}

int optimiser_moments(optimiser_kind kind) { return kinds[kind].moments; }

bool optimiser_valid(const optimiser *o, error *e)
{
    if (!(o->rate > 0 && isfinite(o->rate)))
        return error_set(e, -1, "a learning rate of %g: it must be positive and finite", o->rate);
    if (!(o->beta1 >= 0 && o->beta1 < 1 && o->beta2 >= 0 && o->beta2 < 1))
        return error_set(e, -1, "beta1 = %g, beta2 = %g: both must lie in [0, 1)", o->beta1, o->beta2);
    return o->eps >= 0 || error_set(e, -1, "eps = %g: it must not be negative", o->eps);
}
#endif
