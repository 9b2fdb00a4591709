/*
 * The optimisers against their papers' formulas written out number by number, for sequences of random gradients, and against what is
 * known of single steps and of a quadratic bowl.
 */
#define GAN_DOUBLE
#include "gan/optimiser.h"
#include "number/random.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <string.h>

enum { N = 37, STEPS = 60 };

typedef struct memory {
    double u, v;
} memory;

static double moved(const optimiser *o, int t, double theta, double g, memory *m)
{
    switch (o->kind) {
    case SGD: return theta - o->rate * g;
    case MOMENTUM: m->u = o->beta1 * m->u + g; return theta - o->rate * m->u;
    case RMSPROP:
        m->v = o->beta2 * m->v + (1 - o->beta2) * g * g;
        return theta - o->rate * g / (sqrt(m->v) + o->eps);
    default:
        m->u = o->beta1 * m->u + (1 - o->beta1) * g;
        m->v = o->beta2 * m->v + (1 - o->beta2) * g * g;
        return theta
               - o->rate * (m->u / (1 - pow(o->beta1, t))) / (sqrt(m->v / (1 - pow(o->beta2, t))) + o->eps);
    }
}

Test(gan_optimisers, follow_their_papers)
{
    random_stream *r = random_open(6, 0);
    for (int kind = 0; kind < OPTIMISERS; kind++) {
        optimiser o = optimiser_usual((optimiser_kind)kind, 0.01);
        double theta[N], other[N], g[N], moments[2 * N] = {0}, worst = 0;
        memory m[N] = {{0, 0}};
        for (int i = 0; i < N; i++)
            theta[i] = other[i] = random_normal(r);
        for (int t = 1; t <= STEPS; t++) {
            for (int i = 0; i < N; i++) {
                g[i] = random_normal(r);
                other[i] = moved(&o, t, other[i], g[i], &m[i]);
            }
            optimiser_step(&o, N, theta, g, moments);
            for (int i = 0; i < N; i++)
                worst = fmax(worst, fabs(theta[i] - other[i]));
        }
        /* A step moves by about rate and each has some ten roundings; 1 - beta2^t loses 1/(1 - beta2) = 1000 at the first. */
        cr_expect(worst <= STEPS * (10 * o.rate * 1000 + 2) * DBL_EPSILON,
                  "%s drifts from its formula by %.3g", optimiser_name((optimiser_kind)kind), worst);
        cr_expect(o.steps == STEPS);
    }
    random_close(r);
}

Test(gan_optimisers, adams_first_step_has_the_size_of_the_rate)
{
    for (double g = 1e-3; g < 1e4; g *= 10) {
        optimiser o = optimiser_usual(ADAM, 0.01);
        double theta = 1, gradient = -g, moments[2] = {0};
        optimiser_step(&o, 1, &theta, &gradient, moments);
        double exact = 1 + 0.01 * g / (g + 1e-8);
        cr_expect(fabs(theta - exact) < 1e-14, "%.17g, not %.17g", theta, exact);
    }
}

/* f = sum c_i theta_i^2/2 with c from 0.1 to 10: every optimiser gets close to the minimum, each at a rate that suits it. */
Test(gan_optimisers, descend_a_bowl)
{
    static const double rates[OPTIMISERS] = {
        [SGD] = 0.15, [MOMENTUM] = 0.05, [RMSPROP] = 1e-3, [ADAM] = 2e-2};
    for (int kind = 0; kind < OPTIMISERS; kind++) {
        optimiser o = optimiser_usual((optimiser_kind)kind, rates[kind]);
        double theta[3] = {1, -1, 2}, moments[6] = {0}, g[3];
        static const double c[3] = {0.1, 1, 10};
        for (int t = 0; t < 4000; t++) {
            for (int i = 0; i < 3; i++)
                g[i] = c[i] * theta[i];
            optimiser_step(&o, 3, theta, g, moments);
        }
        double size = fmax(fabs(theta[0]), fmax(fabs(theta[1]), fabs(theta[2])));
        /* RMSprop's steps keep the size of the rate near the minimum. */
        cr_expect(size < (kind == RMSPROP ? 2e-3 : 1e-6), "%s stays %.3g away",
                  optimiser_name((optimiser_kind)kind), size);
    }
}

Test(gan_optimisers, clip)
{
    double theta[5] = {-3, -0.01, 0, 0.02, 7};
    clip_parameters(5, theta, 0.01);
    cr_expect(theta[0] == -0.01 && theta[1] == -0.01 && theta[2] == 0 && theta[3] == 0.01
              && theta[4] == 0.01);
}
