/*
 * Transport between two small sets of points in double precision: min sum c_ij x_ij over x >= 0 with row sums `supply`
 * and column sums `demand`, by successive shortest paths with potentials (Ahuja, Magnanti and Orlin 1993, section 9.7).
 * Nothing is claimed of the result: callers bound the optimum by weak duality, from any plan and any potentials.
 */
#ifndef CALCULUS_DENSE_FLOW_H
#define CALCULUS_DENSE_FLOW_H

#include "number/scope.h"

/*
 * cost and plan are n x m, row by row; f and g satisfy f_i + g_j <= c_ij up to rounding, with equality where x_ij > 0.
 * Once s is expired (NULL: never) what is left is sent row by row at any cost.
 */
void dense_flow(scope *s, size_t n, size_t m, const double *supply, const double *demand, const double *cost,
                double *plan, double *f, double *g);

#endif
