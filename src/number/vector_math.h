/*
 * Elementary functions over arrays of doubles, several at a time.
 *
 * Over all doubles, denormal arguments and results included, the relative error is at most VECTOR_ULPS ulp (measured against
 * certified values: about 3); for results below 2^-1022 the absolute error is at most VECTOR_ULPS * 2^-1074. exp(-inf) = 0,
 * log(0) = -inf, log of a negative number is NaN, NaN stays NaN. `out` may be `x`. Two machines may differ in the last bits.
 *
 * A loop that calls exp, log or log1p is vectorised if its function is marked VECTORISED, the call stands under no condition,
 * and the loop follows `#pragma omp simd`: glibc has these functions for 2, 4 and 8 doubles at once, and the best of them
 * that the processor has is chosen when the program starts. Elsewhere the loops are ordinary ones.
 */
#ifndef NUMBER_VECTOR_MATH_H
#define NUMBER_VECTOR_MATH_H

#include <math.h>
#include <stddef.h>

enum { VECTOR_ULPS = 4 };

#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) && defined(_OPENMP)
#pragma omp declare simd notinbranch
extern double exp(double);
#pragma omp declare simd notinbranch
extern double log(double);
#if __GLIBC_PREREQ(2, 35)
#pragma omp declare simd notinbranch
extern double log1p(double);
#endif
#ifdef __SANITIZE_ADDRESS__ /* the choice at start-up would come before the sanitizer's own start */
#define VECTORISED
#else
#define VECTORISED __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#endif
#else
#define VECTORISED
#endif

/* For the functions that a VECTORISED loop calls: out of line they would keep it scalar. */
#define INLINED static inline __attribute__((always_inline))

void vector_exp(size_t n, const double *x, double *out);
void vector_log(size_t n, const double *x, double *out);
void vector_log1p(size_t n, const double *x, double *out);

#endif
