/*
 * Incomplete gamma and beta functions: a prefactor times a series or continued fraction. See incomplete.h.
 *
 *     P(k, x) = D (1 + x/(k+1) + x^2/((k+1)(k+2)) + ...),      D = x^k e^-x / Gamma(k+1)       DLMF 8.11.4
 *     Q(k, x) = D k / (x+1-k - 1(1-k)/(x+3-k - 2(2-k)/(x+5-k - ...)))                          DLMF 8.9.2
 *     I_x(a, b) = x^a (1-x)^b / (a B(a, b)) / (1 + d_1/(1 + d_2/(1 + ...)))                    DLMF 8.17.22
 *
 * For large shapes the prefactors are computed from deviations (Loader 2000, Fast and accurate computation of
 * binomial probabilities): with x = k (1 + d) and Stirling's remainder g(k),
 *
 *     D = exp(k (log(1+d) - d) - g(k)) / sqrt(2 pi k),
 *
 * where k log x - x - log Gamma(k+1) would cancel. The beta prefactor has two such terms, whose linear
 * parts cancel.
 */
#include "distributions/incomplete.h"

#include <float.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <math.h>

/* From here on Stirling's form is the more accurate one. */
static const double large_shape = 10;

double log_deviation(double r, double d) { return fabs(d) < 0.5 ? gsl_sf_log_1plusx_mx(d) : log(r) - d; }
double stirling_remainder(double k) { return log(gsl_sf_gammastar(k)); }

/* ---- Gamma ---- */

static double gamma_prefactor(double k, double x)
{
    if (k >= large_shape)
        return exp(k * log_deviation(x / k, (x - k) / k) - stirling_remainder(k)) / sqrt(2 * M_PI * k);
    return x < 1000 ? pow(x, k) * exp(-x) / tgamma(k + 1) : 0; /* 1000^10 e^-1000 is below the least double */
}

static double gamma_series(double k, double x)
{
    double sum = 1, term = 1;
    for (double n = 1; term > 0.25 * DBL_EPSILON * sum; n++)
        sum += term *= x / (k + n);
    return gamma_prefactor(k, x) * sum;
}

/* The continued fraction by Lentz's method; no denominator vanishes for x >= max(k, 1). */
static double gamma_fraction(double k, double x)
{
    double b = x + 1 - k, c = 1 / DBL_MIN, d = 1 / b, value = d, change = 0,
           prefactor = gamma_prefactor(k, x);
    if (prefactor == 0)
        return 0;
    for (double n = 1; fabs(change - 1) > 0.5 * DBL_EPSILON && n < 1e8; n++) {
        double a = -n * (n - k);
        b += 2;
        d = 1 / (a * d + b);
        c = b + a / c;
        change = c * d;
        value *= change;
    }
    return prefactor * k * value;
}

static double at_most_one(double p) { return p < 1 ? p : 1; }

double incomplete_gamma_p(double k, double x)
{
    if (!(x > 0) || isinf(k))
        return 0;
    if (isinf(x))
        return 1;
    return x < fmax(k, 1) ? at_most_one(gamma_series(k, x)) : 1 - incomplete_gamma_q(k, x);
}

double incomplete_gamma_q(double k, double x)
{
    if (!(x > 0) || isinf(k))
        return 1;
    if (isinf(x))
        return 0;
    if (x < fmax(k, 1))
        return k < 1 ? gsl_sf_gamma_inc_Q(k, x) : 1 - incomplete_gamma_p(k, x);
    return at_most_one(gamma_fraction(k, x));
}

/* ---- Beta ---- */

/* x^a y^b / B(a, b). Of x and y only the one at most 1/2 is taken at its word, the other may be rounded. */
static double beta_prefactor(double a, double b, double x, double y)
{
    if (a >= large_shape && b >= large_shape) {
        double n = a + b, d = fma(x, n, -a) / a, e = fma(y, n, -b) / b;
        double exponent = a * log_deviation(x * (n / a), d) + b * log_deviation(y * (n / b), e);
        double remainder = stirling_remainder(n) - stirling_remainder(a) - stirling_remainder(b);
        return exp(exponent + remainder) * sqrt(a / n * b / (2 * M_PI));
    }
    double log_x = x <= 0.5 ? log(x) : log1p(-y), log_y = y <= 0.5 ? log(y) : log1p(-x);
    return exp(a * log_x + b * log_y - gsl_sf_lnbeta(a, b));
}

/* d_n of the continued fraction, without x. */
static double beta_coefficient(double a, double b, double n)
{
    double m = floor(n / 2), even = fmod(n, 2) == 0;
    return even ? m * (b - m) / ((a + n - 1) * (a + n)) : -(a + m) / (a + n - 1) * ((a + b + m) / (a + n));
}

/* The continued fraction by Lentz's method; it converges fast for x < (a + 1)/(a + b + 2). */
static double beta_fraction(double a, double b, double x, double y)
{
    double c = 1, d = 0, value = 1, change = 0;
    for (double n = 1; fabs(change - 1) > 0.5 * DBL_EPSILON && n < 1e8; n++) {
        double term = x * beta_coefficient(a, b, n);
        d = 1 / (1 + term * d);
        c = 1 + term / c;
        change = c * d;
        value *= change;
    }
    return at_most_one(beta_prefactor(a, b, x, y) / (a * value));
}

double incomplete_beta(double a, double b, double x, double y)
{
    if (!(x > 0))
        return 0;
    if (!(y > 0))
        return 1;
    return x < (a + 1) / (a + b + 2) ? beta_fraction(a, b, x, y) : 1 - beta_fraction(b, a, y, x);
}
