/* Gauss-Legendre rules: see gauss.h. */
#include "calculus/gauss.h"

#include <math.h>

static const double SLACK = 1 + 0x1p-20; /* rounding of the few operations on bounds */

int gauss_rule(gauss *a, int n)
{
    int k = (n + GAUSS_STEP - 1) / GAUSS_STEP;
    slong points = GAUSS_STEP * k;
    if (a->node[k])
        return k;
    a->node[k] = _arb_vec_init(points);
    a->weight[k] = _arb_vec_init(points);
    for (slong i = 0; i < points; i++)
        arb_hypgeom_legendre_p_ui_root(a->node[k] + i, a->weight[k] + i, (ulong)points, (ulong)i, a->bits);
    return k;
}

void gauss_clear(gauss *a)
{
    for (int k = 0; k < GAUSS_RULES; k++)
        if (a->node[k]) {
            _arb_vec_clear(a->node[k], GAUSS_STEP * k);
            _arb_vec_clear(a->weight[k], GAUSS_STEP * k);
        }
}

double gauss_size(cball value)
{
    if (!cball_is_finite(value))
        return INFINITY;
    mag_t bound;
    mag_init(bound);
    acb_get_mag(bound, value.v);
    double size = mag_is_zero(bound) ? 0 : fmax(mag_get_d(bound) * SLACK, 0x1p-1000);
    mag_clear(bound);
    return size;
}

double gauss_error(double bound, double r, double n)
{
    return 64. / 15 * bound * pow(r, -2 * n) / (1 - 1 / (r * r)) * SLACK;
}

double gauss_along(double r) { return SLACK * (r + 1 / r) / 2; }
double gauss_across(double r) { return SLACK * (r - 1 / r) / 2; }

double gauss_points(double bound, double r, double tolerance)
{
    double excess = gauss_error(bound, r, 0) / tolerance;
    return excess > 1 ? GAUSS_STEP * ceil(log(excess) / (2 * log(r)) / GAUSS_STEP) : GAUSS_STEP;
}
