/* log(1 + e^t) and 1/(1 + e^-t) for all t, without overflow or cancellation, for loops that are to be vectorised. */
#ifndef GAN_STABLE_H
#define GAN_STABLE_H

#include "number/vector_math.h"

#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) && defined(_OPENMP)
#if __GLIBC_PREREQ(2, 35)
#pragma omp declare simd notinbranch
extern double tanh(double);
#endif
#endif

INLINED double softplus(double t) { return (t > 0 ? t : 0) + log1p(exp(-fabs(t))); }

INLINED double logistic(double t)
{
    double small = exp(-fabs(t)); /* the smaller of D and 1 - D is small/(1 + small) */
    return (t > 0 ? 1 : small) / (1 + small);
}

#endif
