/*
 * Every gradient against central differences, for a table of networks in which each kind of layer and each activation has its row.
 *
 * For L smooth, (L(+h) - L(-h))/(2h) = L' + c h^2 + O(h^4) + rounding/h: the error must fall by 4 when h is halved, as long as it is
 * well above rounding; and (4 D(h/2) - D(h))/3 must agree with the gradient far better than either difference. A bend of a ReLU that
 * lies between -h and h has no such law: steps over which some output of a layer changes its sign are not counted.
 */
#define GAN_DOUBLE
#include "gan/network_parts.h"
#include "gan/penalty.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

typedef struct row {
    const char *name;
    shape in;
    int depth;
    layer layers[6];
    bool inference;
} row;

/* clang-format off */
static const row rows[] = {
    {"dense", {3, 1, 1}, 1, {DENSE_LAYER(4, LINEAR)}, false},
    {"dense tanh", {3, 1, 1}, 2, {DENSE_LAYER(5, TANH), DENSE_LAYER(2, LINEAR)}, false},
    {"dense sigmoid", {3, 1, 1}, 2, {DENSE_LAYER(5, SIGMOID), DENSE_LAYER(2, SIGMOID)}, false},
    {"dense relu", {3, 1, 1}, 3, {DENSE_LAYER(7, RELU), DENSE_LAYER(6, RELU), DENSE_LAYER(2, LINEAR)}, false},
    {"dense leaky relu", {3, 1, 1}, 3, {DENSE_LAYER(7, LEAKY_RELU), DENSE_LAYER(6, LEAKY_RELU), DENSE_LAYER(2, LINEAR)}, false},
    {"dense, wider than a panel and a block", {40, 1, 1}, 2, {DENSE_LAYER(37, TANH), DENSE_LAYER(3, LINEAR)}, false},
    {"conv", {2, 5, 6}, 2, {CONV_LAYER(3, 3, 1, 1, TANH), CONV_LAYER(2, 4, 2, 0, LINEAR)}, false},
    {"conv that skips inputs", {2, 7, 5}, 1, {CONV_LAYER(3, 1, 3, 0, TANH)}, false},
    {"conv leaky relu", {1, 8, 8}, 3,
     {CONV_LAYER(4, 4, 2, 1, LEAKY_RELU), CONV_LAYER(5, 4, 2, 1, LEAKY_RELU), DENSE_LAYER(1, LINEAR)}, false},
    {"transposed conv", {3, 2, 3}, 2,
     {TRANSPOSED_CONV_LAYER(2, 4, 2, 1, TANH),
      {.kind = TRANSPOSED_CONV, .out = {1, 0, 0}, .window = {3, 2, 1, 1}, .activation = TANH}}, false},
    {"transposed conv with gaps", {2, 2, 2}, 2,
     {{.kind = TRANSPOSED_CONV, .out = {2, 0, 0}, .window = {1, 3, 0, 2}, .activation = SIGMOID}, DENSE_LAYER(2, LINEAR)}, false},
    {"batch norm", {3, 1, 1}, 3, {DENSE_LAYER(4, LINEAR), BATCH_NORM_LAYER(LINEAR), DENSE_LAYER(2, TANH)}, false},
    {"batch norm first and last", {2, 2, 3}, 3,
     {BATCH_NORM_LAYER(LINEAR), CONV_LAYER(2, 2, 1, 0, TANH), BATCH_NORM_LAYER(SIGMOID)}, false},
    {"batch norm relu", {3, 1, 1}, 4,
     {DENSE_LAYER(4, LEAKY_RELU), BATCH_NORM_LAYER(RELU), BATCH_NORM_LAYER(LEAKY_RELU), DENSE_LAYER(2, LINEAR)}, false},
    {"batch norm at inference", {3, 1, 1}, 3, {DENSE_LAYER(4, TANH), BATCH_NORM_LAYER(TANH), DENSE_LAYER(2, LINEAR)}, true},
    {"dcgan generator", {4, 1, 1}, 5,
     {DENSE_IMAGE(6, 2, 2, LINEAR), BATCH_NORM_LAYER(TANH), TRANSPOSED_CONV_LAYER(3, 4, 2, 1, LINEAR), BATCH_NORM_LAYER(TANH),
      TRANSPOSED_CONV_LAYER(1, 4, 2, 1, TANH)}, false},
    {"dcgan discriminator", {1, 8, 8}, 5,
     {CONV_LAYER(3, 4, 2, 1, LEAKY_RELU), CONV_LAYER(4, 4, 2, 1, LINEAR), BATCH_NORM_LAYER(TANH), CONV_LAYER(4, 2, 2, 0, SIGMOID),
      DENSE_LAYER(1, LINEAR)}, false},
};
/* clang-format on */

enum { BATCH = 21, MOST = 40000, STEPS = 12 };

typedef struct subject {
    const row *of;
    network *net;
    pass *pass, *other; /* `other` walks along the line */
    scalar theta[MOST], x[MOST], weight[MOST], slope[MOST], at[MOST], gradient[MOST];
    size_t inputs, outputs, parameters;
} subject;

static subject s;

static void fill(scalar *to, size_t n, random_stream *r)
{
    for (size_t i = 0; i < n; i++)
        to[i] = random_normal(r);
}

static bool open_subject(const row *of, random_stream *r, bool penalties)
{
    error e;
    s.of = of;
    s.net = network_open(of->in, of->depth, of->layers, &e);
    cr_assert(s.net, "%s: %s", of->name, e.message);
    s.pass = pass_open(s.net, BATCH, penalties);
    s.other = pass_open(s.net, BATCH, penalties);
    s.inputs = shape_size(network_input(s.net)) * BATCH;
    s.outputs = shape_size(network_output(s.net)) * BATCH;
    s.parameters = network_parameters(s.net);
    cr_assert(s.inputs <= MOST && s.outputs <= MOST && network_size(s.net) <= MOST);
    network_initialise(s.net, s.theta, 0, r);
    for (size_t i = 0; i < s.parameters; i++)
        s.theta[i] += 0.2 * random_normal(r); /* biases, gamma and beta, too */
    fill(s.x, s.inputs, r);
    fill(s.weight, s.outputs, r);
    return true;
}

static void close_subject(void)
{
    pass_close(s.pass);
    pass_close(s.other);
    network_close(s.net);
}

static const scalar *outputs(pass *p, scalar *theta, const scalar *x)
{
    return s.of->inference ? pass_infer(p, theta, x) : pass_forward(p, theta, x);
}

/* L = sum of weight_i sin(y_i). */
static double loss(scalar *theta, const scalar *x)
{
    const scalar *y = outputs(s.other, theta, x);
    double sum = 0;
    for (size_t i = 0; i < s.outputs; i++)
        sum += s.weight[i] * sin(y[i]);
    return sum;
}

/* Does some output of a layer with a bend differ in sign between the two passes' last calls? */
static bool bend_between(const pass *a, const pass *b)
{
    for (int l = 0; l < a->of->depth; l++) {
        activation kind = a->of->stages[l].what.activation;
        for (size_t i = 0;
             (kind == RELU || kind == LEAKY_RELU) && i < shape_size(a->of->stages[l].out) * BATCH; i++)
            if ((a->y[l][i] > 0) != (b->y[l][i] > 0))
                return true;
    }
    return false;
}

typedef double function_of(scalar *theta, const scalar *x);

/* (f(+h) - f(-h))/(2h) along `direction` in theta or x; NAN over a bend. */
static double difference(function_of *f, bool in_theta, const scalar *direction, double h)
{
    size_t n = in_theta ? network_size(s.net) : s.inputs, moved = in_theta ? s.parameters : s.inputs;
    double value[2];
    bool bent = false;
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < n; i++)
            s.at[i] = (in_theta ? s.theta : s.x)[i] + (i < moved ? (side ? -h : h) * direction[i] : 0);
        value[side] = in_theta ? f(s.at, s.x) : f(s.theta, s.at);
        bent = bent || bend_between(s.pass, s.other);
    }
    return bent ? NAN : (value[0] - value[1]) / (2 * h);
}

/* The law of the errors over halved steps, against the derivative `exact`; `size` bounds the terms that f is a sum of. */
static void law(const char *what, function_of *f, bool in_theta, const scalar *direction, double exact,
                double size)
{
    double d[STEPS], best = INFINITY;
    int falls = 0;
    for (int k = 0; k < STEPS; k++)
        d[k] = difference(f, in_theta, direction, ldexp(1, -4 - k));
    for (int k = 0; k + 1 < STEPS; k++) {
        double h = ldexp(1, -4 - k), off = fabs(d[k] - exact), next = fabs(d[k + 1] - exact);
        double rounding = 64 * DBL_EPSILON * size / h; /* 64: the sums' own rounding, about their depth */
        if (isnan(off) || isnan(next))
            continue;
        best = fmin(best, fabs((4 * d[k + 1] - d[k]) / 3 - exact));
        if (next < 100 * rounding || k < 2)
            continue;
        falls++;
        cr_expect(off / next > 3.6 && off / next < 4.4, "%s, %s: error %.3g at h = %.3g, %.3g at half of it",
                  s.of->name, what, off, h, next);
    }
    cr_expect(best <= 1e-8 * (fabs(exact) + size),
              "%s, %s: gradient %.15g, extrapolated differences miss it by %.3g", s.of->name, what, exact,
              best);
    cr_expect(falls >= 2 || best <= 1e-12 * size, "%s, %s: only %d steps show the law", s.of->name, what,
              falls);
}

static double dot(size_t n, const scalar *a, const scalar *b)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

static scalar direction[MOST];

static void unit_direction(size_t n, random_stream *r)
{
    fill(direction, n, r);
    double norm = sqrt(dot(n, direction, direction));
    for (size_t i = 0; i < n; i++)
        direction[i] /= norm;
}

Test(layer_gradients, follow_the_law_of_central_differences)
{
    random_stream *r = random_open(1, 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        open_subject(&rows[i], r, false);
        const scalar *y = outputs(s.pass, s.theta, s.x);
        double size = 0;
        for (size_t j = 0; j < s.outputs; j++) {
            s.slope[j] = s.weight[j] * cos(y[j]);
            size += fabs(s.weight[j]);
        }
        memset(s.gradient, 0, sizeof s.gradient);
        const scalar *dx = pass_backward(s.pass, s.theta, s.slope, s.gradient, true);
        unit_direction(s.inputs, r);
        law("in x", loss, false, direction, dot(s.inputs, direction, dx), size);
        unit_direction(s.parameters, r);
        law("in theta", loss, true, direction, dot(s.parameters, direction, s.gradient), size);
        close_subject();
    }
    random_close(r);
}

/* ---- Second derivatives: the gradient of a penalty on slopes, against differences of the penalty ---- */

/* clang-format off */
static const row critics[] = {
    {"critic tanh", {3, 1, 1}, 3, {DENSE_LAYER(7, TANH), DENSE_LAYER(6, TANH), DENSE_LAYER(1, LINEAR)}, false},
    {"critic sigmoid", {2, 1, 1}, 3, {DENSE_LAYER(5, SIGMOID), DENSE_LAYER(6, TANH), DENSE_LAYER(1, SIGMOID)}, false},
    {"critic leaky relu", {2, 1, 1}, 3, {DENSE_LAYER(8, LEAKY_RELU), DENSE_LAYER(7, LEAKY_RELU), DENSE_LAYER(1, LINEAR)}, false},
    {"critic relu under tanh", {2, 1, 1}, 4,
     {DENSE_LAYER(8, RELU), DENSE_LAYER(7, TANH), DENSE_LAYER(5, LEAKY_RELU), DENSE_LAYER(1, LINEAR)}, false},
    {"critic conv", {1, 6, 6}, 3, {CONV_LAYER(3, 4, 2, 1, TANH), CONV_LAYER(2, 3, 1, 1, LEAKY_RELU), DENSE_LAYER(1, LINEAR)}, false},
    {"critic transposed conv", {2, 2, 2}, 2, {TRANSPOSED_CONV_LAYER(2, 4, 2, 1, TANH), DENSE_LAYER(1, TANH)}, false},
};
/* clang-format on */

static penalty_kind asked;
static const double lambda = 1.5;

static double penalty_at(scalar *theta, const scalar *x)
{
    return penalty_add(asked, lambda, s.other, theta, x, NULL);
}

Test(layer_gradients, second_derivatives_follow_it_too)
{
    random_stream *r = random_open(2, 0);
    for (size_t i = 0; i < sizeof critics / sizeof *critics; i++)
        for (asked = PENALTY_TWO_SIDED; asked <= PENALTY_ZERO; asked++) {
            error e;
            open_subject(&critics[i], r, true);
            cr_expect(penalty_possible(s.net, &e), "%s: %s", critics[i].name, e.message);
            memset(s.gradient, 0, sizeof s.gradient);
            double value = penalty_add(asked, lambda, s.pass, s.theta, s.x, s.gradient);
            cr_expect(value == penalty_at(s.theta, s.x), "%s: the value does not depend on who asks",
                      critics[i].name);
            unit_direction(s.parameters, r);
            law(asked == PENALTY_ZERO ? "R1" : "gradient penalty", penalty_at, true, direction,
                dot(s.parameters, direction, s.gradient), 1 + value);
            close_subject();
        }
    random_close(r);
}

/* Known by hand: D = w . x has slope w everywhere. Two-sided: lambda (|w| - 1)^2, in w 2 lambda (1 - 1/|w|) w; R1: lambda |w|^2/2. */
Test(layer_gradients, penalties_of_a_linear_critic)
{
    error e;
    network *n = network_open((shape){2, 1, 1}, 1, (layer[]){DENSE_LAYER(1, LINEAR)}, &e);
    pass *p = pass_open(n, 3, true);
    scalar theta[3] = {3, 4, 7}, gradient[3] = {0}, x[6] = {1, 2, 3, 4, 5, 6};
    double value = penalty_add(PENALTY_TWO_SIDED, 2, p, theta, x, gradient);
    cr_expect_float_eq(value, 2 * 16, 1e-13, "%.17g", value);
    cr_expect_float_eq(gradient[0], 4 * 0.8 * 3, 1e-13, "%.17g", gradient[0]);
    cr_expect_float_eq(gradient[1], 4 * 0.8 * 4, 1e-13, "%.17g", gradient[1]);
    value = penalty_add(PENALTY_ZERO, 2, p, theta, x, gradient);
    cr_expect_float_eq(value, 25, 1e-13, "%.17g", value);
    cr_expect_float_eq(gradient[0], 9.6 + 6, 1e-13, "%.17g", gradient[0]);
    cr_expect(gradient[2] == 0, "the bias has no part in the slope");
    pass_close(p);
    network_close(n);
}
