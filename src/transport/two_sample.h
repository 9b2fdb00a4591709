/*
 * Do two samples come from one law? Energy distance and maximum mean discrepancy, with a permutation test.
 *
 *     D^2(P,Q) = E k(X,X') + E k(Y,Y') - 2 E k(X,Y),        X, X' ~ P and Y, Y' ~ Q independent,
 *
 *     energy     k(x,y) = -|x - y|                       (Szekely and Rizzo 2013)
 *     gaussian   k(x,y) = exp(-|x - y|^2 / (2 h^2))      (Gretton et al. 2012: MMD^2)
 *     laplace    k(x,y) = exp(-|x - y| / h)
 *
 * biased: means over all pairs, a point with itself included; that is D^2 of the empirical laws, >= 0.
 * unbiased: without those; its expectation is D^2, so that it is negative now and then.
 *
 * The permutation test compares the biased value with its values after the pooled sample has been split at random: under one law all
 * splits are alike, so that P(p_value <= u) <= u for every n, m and u (Lehmann and Romano 2005, theorem 15.2.1).
 */
#ifndef TRANSPORT_TWO_SAMPLE_H
#define TRANSPORT_TWO_SAMPLE_H

#include "transport/points.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum { KERNEL_ENERGY, KERNEL_GAUSSIAN, KERNEL_LAPLACE } kernel_kind;

typedef struct two_sample {
    double biased, unbiased; /* D^2 */
    double p_value;          /* (1 + splits with at least that value) / (1 + permutations); NaN without */
} two_sample;

/*
 * n, m >= 2 points of one dimension; weights are not looked at. Time O((n + m)^2 (dim + permutations)), but
 * O((n + m) log) for the energy distance on the line without permutations; memory O(n + m).
 */
void two_sample_compare(kernel_kind k, double bandwidth, const points *a, const points *b,
                        size_t permutations, uint64_t seed, two_sample *out);

/* The median distance between points of the pooled sample (of at most 1000 of them): the usual h. */
double median_distance(const points *a, const points *b);

#endif
