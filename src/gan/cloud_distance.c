/* Distances of clouds: see cloud_distance.h. */
#include "gan/cloud_distance.h"

#include "transport/exact.h"
#include "transport/line.h"
#include "transport/two_sample.h"

#include <math.h>
#include <stdlib.h>

static double energy_distance(int dim, size_t n, const double *a, const double *b)
{
    two_sample found;
    two_sample_compare(KERNEL_ENERGY, 0, &(points){n, dim, a, NULL}, &(points){n, dim, b, NULL}, 0, 0,
                       &found);
    return sqrt(fmax(found.biased, 0));
}

static double on_the_line(double p, size_t n, const double *a, const double *b)
{
    double value = NAN;
    line_distance(p, &(line_points){n, a, NULL}, &(line_points){n, b, NULL}, &value, NULL, NULL);
    return value;
}

static double in_the_plane(cost_kind kind, size_t n, const double *a, const double *b)
{
    int64_t *one = malloc(n * sizeof *one);
    for (size_t i = 0; i < n; i++)
        one[i] = 1;
    plane_cloud from = {n, a, one}, to = {n, b, one};
    transport_solution s;
    double cost = NAN;
    if (transport_exact(kind, &from, &to, NULL, &s, NULL)) {
        cost = 0;
        for (size_t i = 0; i < n; i++)
            cost += (transport_units(&s, s.u[i]) + transport_units(&s, s.v[i])) / (double)n;
    }
    transport_clear(&s);
    free(one);
    return kind == COST_W2 ? sqrt(fmax(cost, 0)) : fmax(cost, 0);
}

cloud_distance cloud_distance_of(int dim, size_t n, const double *a, const double *b, bool wants_w2)
{
    cloud_distance out = {energy_distance(dim, n, a, b), NAN, NAN};
    if (dim == 1) {
        out.w1 = on_the_line(1, n, a, b);
        out.w2 = on_the_line(2, n, a, b);
    } else if (dim == 2) {
        out.w1 = in_the_plane(COST_W1, n, a, b);
        out.w2 = wants_w2 ? in_the_plane(COST_W2, n, a, b) : NAN;
    }
    return out;
}
