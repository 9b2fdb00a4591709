/* Doubles in order, for the benchmarks. Time is taken by scope_clock, scope_work and scope_work_of_all (number/scope.h). */
#ifndef TESTS_MEDIAN_H
#define TESTS_MEDIAN_H

#include <math.h>
#include <stdlib.h>

static inline int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Puts x in order; NaN of nothing. */
static inline double median(int n, double *x)
{
    if (n <= 0)
        return NAN;
    qsort(x, (size_t)n, sizeof *x, by_size);
    return x[n / 2];
}

#endif
