/*
 * The f-GAN table, one block a row:  f and f',  f*,  g,  h = f* o g,  and the v of the best T. See fgan.h.
 * s = softplus(-v) = -log of the logistic function at v throughout.
 */
#include "gan/fgan.h"
#include "gan/stable.h"

#define UNUSED __attribute__((unused))
#define F(row, value, slope)                                                                                 \
    static jet row##_f(double u, double order UNUSED) { return (jet){value, slope}; }
#define CONJUGATE(row, value)                                                                                \
    static double row##_conjugate(double t, double order UNUSED) { return value; }
#define OUTPUT(row, value, slope)                                                                            \
    static jet row##_output(double v, double order UNUSED) { return (jet){value, slope}; }
#define COMPOSED(row, value, slope)                                                                          \
    static jet row##_composed(double v, double order UNUSED) { return (jet){value, slope}; }
#define BEST(row, value)                                                                                     \
    static double row##_best(double u, double order UNUSED) { return value; }

/* w > 0 with w + log w = x: Newton's method, which climbs to the root from below (the left side is concave). */
static double wright(double x)
{
    double w = logistic(x), before = 0;
    for (int i = 0; i < 60 && w > before; i++) {
        before = w;
        w *= (1 + x - log(w)) / (1 + w);
    }
    return w;
}
/* v whose softplus(-v) is s > 0. */
static double from_softplus(double s) { return s > 1 ? -s - log1p(-exp(-s)) : -log(expm1(s)); }

F(kl, u *log(u), 1 + log(u))
CONJUGATE(kl, exp(t - 1))
OUTPUT(kl, v, 1)
COMPOSED(kl, exp(v - 1), exp(v - 1))
BEST(kl, 1 + log(u))

F(reverse_kl, -log(u), -1 / u)
CONJUGATE(reverse_kl, t < 0 ? -1 - log(-t) : INFINITY)
OUTPUT(reverse_kl, -exp(-v), exp(-v))
COMPOSED(reverse_kl, v - 1, 1)
BEST(reverse_kl, log(u))

F(pearson, (u - 1) * (u - 1), 2 * (u - 1))
CONJUGATE(pearson, t >= -2 ? t * t / 4 + t : -1)
OUTPUT(pearson, v, 1)
COMPOSED(pearson, v >= -2 ? v * v / 4 + v : -1, v >= -2 ? v / 2 + 1 : 0)
BEST(pearson, 2 * (u - 1))

F(neyman, (1 - u) * (1 - u) / u, 1 - 1 / (u * u))
CONJUGATE(neyman, t <= 1 ? 2 - 2 * sqrt(1 - t) : INFINITY)
OUTPUT(neyman, -expm1(-v), exp(-v))
COMPOSED(neyman, -2 * expm1(-v / 2), exp(-v / 2))
BEST(neyman, 2 * log(u))

F(hellinger, (sqrt(u) - 1) * (sqrt(u) - 1), 1 - 1 / sqrt(u))
CONJUGATE(hellinger, t < 1 ? t / (1 - t) : INFINITY)
OUTPUT(hellinger, -expm1(-v), exp(-v))
COMPOSED(hellinger, expm1(v), exp(v))
BEST(hellinger, log(u) / 2)

static double jeffreys_conjugate(double t, double order UNUSED)
{
    double w = wright(1 - t);
    return w + 1 / w + t - 2;
}
F(jeffreys, (u - 1) * log(u), 1 + log(u) - 1 / u)
OUTPUT(jeffreys, v, 1)
COMPOSED(jeffreys, jeffreys_conjugate(v, 0), 1 / wright(1 - v))
BEST(jeffreys, 1 + log(u) - 1 / u)

F(js, u *log(u) - (u + 1) * log((1 + u) / 2), log(2 * u / (1 + u)))
CONJUGATE(js, t < M_LN2 ? -log(2 - exp(t)) : INFINITY)
OUTPUT(js, M_LN2 - softplus(-v), logistic(-v))
COMPOSED(js, softplus(v) - M_LN2, logistic(v))
BEST(js, log(u))

/* pi e^(t/pi) = e^(-s/pi) at t = g(v). */
F(weighted, order *u *log(u) - (1 - order + order * u) * log(1 - order + order * u),
  order *log(u / (order * u + 1 - order)))
CONJUGATE(weighted, order *exp(t / order) < 1 ? (1 - order) * log((1 - order) / (1 - order * exp(t / order)))
                                              : INFINITY)
OUTPUT(weighted, -order *log(order) - softplus(-v), logistic(-v))
COMPOSED(weighted, (1 - order) * (log(1 - order) - log(-expm1(-softplus(-v) / order))),
         (1 - order) * logistic(-v) / (order * expm1(softplus(-v) / order)))
BEST(weighted, from_softplus(order *log1p((1 - order) / (order * u))))

F(gan, u *log(u) - (u + 1) * log(u + 1), log(u / (1 + u)))
CONJUGATE(gan, t < 0 ? -log(-expm1(t)) : INFINITY)
OUTPUT(gan, -softplus(-v), logistic(-v))
COMPOSED(gan, softplus(v), logistic(v))
BEST(gan, log(u))

/* With b = 1 + t (alpha - 1), f* = (b^(alpha/(alpha-1)) - 1)/alpha: for alpha < 1 b = (1 - alpha) s at t = g(v). */
static double alpha_conjugate(double t, double order)
{
    double b = 1 + t * (order - 1);
    if (b > 0)
        return (pow(b, order / (order - 1)) - 1) / order;
    return order > 1 ? -1 / order : INFINITY;
}
static jet alpha_composed(double v, double order)
{
    double b = order > 1 ? 1 + v * (order - 1) : (1 - order) * softplus(-v);
    if (b <= 0)
        return (jet){-1 / order, 0};
    double u = pow(b, 1 / (order - 1)); /* the ratio whose best T this is */
    return (jet){(u * b - 1) / order, order > 1 ? u : u * logistic(-v)};
}
F(alpha, (pow(u, order) - 1 - order * (u - 1)) / (order * (order - 1)), (pow(u, order - 1) - 1) / (order - 1))
OUTPUT(alpha, order > 1 ? v : 1 / (1 - order) - softplus(-v), order > 1 ? 1 : logistic(-v))
BEST(alpha,
     order > 1 ? (pow(u, order - 1) - 1) / (order - 1) : from_softplus(pow(u, order - 1) / (1 - order)))

F(tv, fabs(u - 1) / 2, u > 1 ? 0.5 : u < 1 ? -0.5 : 0)
CONJUGATE(tv, fabs(t) <= 0.5 ? t : t < 0 ? -0.5 : INFINITY)
OUTPUT(tv, tanh(v) / 2, (1 - tanh(v) * tanh(v)) / 2)
COMPOSED(tv, tanh(v) / 2, (1 - tanh(v) * tanh(v)) / 2)
BEST(tv, u > 1 ? INFINITY : u < 1 ? -INFINITY : 0)

#define ROW(name, row)                                                                                       \
    {                                                                                                        \
        name, row##_f, row##_conjugate, row##_output, row##_composed, row##_best                             \
    }
const fgan_row fgan_rows[FGAN_ROWS] = {
    [FGAN_KL] = ROW("kl", kl),
    [FGAN_REVERSE_KL] = ROW("reverse-kl", reverse_kl),
    [FGAN_PEARSON] = ROW("chi2", pearson),
    [FGAN_NEYMAN] = ROW("neyman", neyman),
    [FGAN_HELLINGER] = ROW("hellinger2", hellinger),
    [FGAN_JEFFREYS] = ROW("jeffreys", jeffreys),
    [FGAN_JS] = ROW("js", js),
    [FGAN_JS_WEIGHTED] = ROW("js-weighted", weighted),
    [FGAN_GAN] = ROW("gan", gan),
    [FGAN_ALPHA] = ROW("alpha", alpha),
    [FGAN_TV] = ROW("tv", tv),
};
