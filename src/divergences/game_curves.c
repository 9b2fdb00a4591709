/* Curves of the game with the optimal discriminator: see game_curves.h. */
#include "divergences/game_curves.h"

#include "calculus/quadrature.h"

#include <math.h>

/* log(1 + e^t) without overflow. */
static double softplus(double t) { return fmax(t, 0) + log1p(exp(-fabs(t))); }

game_point game_point_at(const law *p, const law *q, double x)
{
    double log_p, log_q;
    law_log_density_double(p, 1, &x, &log_p);
    law_log_density_double(q, 1, &x, &log_q);
    double u = log_p - log_q, from_p = exp(log_p), from_q = exp(log_q);
    double of_p = from_p > 0 ? -from_p * softplus(-u) : 0, of_q = from_q > 0 ? -from_q * softplus(u) : 0;
    return (game_point){x, from_p, from_q, 1 / (1 + exp(-u)), of_p + of_q};
}

ball game_value_from_js(ball js)
{
    return ball_scale2(ball_sub(js, ball_log(ball_in(js.in, ball_int(2)))), 1);
}

/* (x - theta) q log(1 - D*), log(1 - D*) = -log(1 + p/q), p/q = exp(theta^2/2 - theta x). */
static void slope_integrand(void *state, const abscissae *at, double *out)
{
    double theta = *(const double *)state;
    for (size_t i = 0; i < at->n; i++) {
        double x = at->x[i], z = x - theta, q = exp(-0.5 * z * z) / sqrt(2 * M_PI);
        out[i] = q > 0 ? -z * q * softplus(theta * (0.5 * theta - x)) : 0;
    }
}

double game_slope(double theta)
{
    panel line = {-INFINITY, INFINITY, theta, 1};
    accuracy wanted = {1e-14, 1e-13, 100000};
    integral slope;
    quadrature(slope_integrand, &theta, 1, &line, 1, wanted, &slope);
    return slope.value;
}

void game_descent(double theta, double rate, size_t count, double *out)
{
    for (size_t i = 0; i < count; i++, theta -= rate * game_slope(theta))
        out[i] = theta;
}
