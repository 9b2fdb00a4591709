/*
 * Entropic optimal transport by Sinkhorn's iteration in the log domain (Cuturi 2013; Peyre and Cuturi 2019, chapter 4):
 *
 *     OT_eps(a,b) = min over plans P of <P, c> + eps KL(P | a x b)                                      c = |x - y|^p, p = 1 or 2
 *                 = max over f, g of <a,f> + <b,g> - eps sum a_i b_j (exp((f_i + g_j - c_ij)/eps) - 1).
 *
 * One iteration: f_i = -eps log sum_j b_j exp((g_j - c_ij)/eps), which makes the rows' sums right, then g likewise. eps comes down
 * to its value by a factor at each of the first iterations. Costs are computed on the way: memory O(n + m).
 *
 * What an answer is worth is always said, for any f and g, converged or not (double precision: `numerical` evidence):
 *     lower <= OT_eps <= upper        by the dual above, and by the plan rounded to its marginals (Altschuler, Weed, Rigollet 2017);
 *     plain_lower <= OT_0 <= plain_upper        by the c-transform of g, which is feasible, and by the cost of that plan.
 */
#ifndef TRANSPORT_SINKHORN_H
#define TRANSPORT_SINKHORN_H

#include "transport/points.h"

#include <stdbool.h>

typedef struct sinkhorn_options {
    int p;            /* 1 or 2 */
    double epsilon;   /* > 0, in units of cost */
    double tolerance; /* iterate until sum_j |column sum - b_j| is at most this, */
    long most;        /* or so many iterations are done, */
    bool (*go_on)(void *state, long iteration, double marginal_error); /* or this (if not NULL) says false */
    void *state;
} sinkhorn_options;

typedef struct sinkhorn_result {
    double lower, upper, plain_lower, plain_upper;
    double marginal_error; /* the sum of |column sum - b_j|, before the plan is rounded; rows are right */
    long iterations;
} sinkhorn_result;

/* The clouds have one dimension. */
void sinkhorn_solve(const points *a, const points *b, const sinkhorn_options *o, sinkhorn_result *out);

/*
 * The Sinkhorn divergence S_eps(a,b) = OT_eps(a,b) - OT_eps(a,a)/2 - OT_eps(b,b)/2 >= 0, which is 0 only for a = b (Feydy et al.
 * 2019), enclosed by the three enclosures, which are in `of`: (a,b), (a,a), (b,b).
 */
typedef struct sinkhorn_divergence_result {
    sinkhorn_result of[3];
    double lower, upper;
} sinkhorn_divergence_result;
void sinkhorn_divergence(const points *a, const points *b, const sinkhorn_options *o,
                         sinkhorn_divergence_result *out);

/* A default epsilon: 1/20 of the mean cost between the clouds. */
double sinkhorn_epsilon(int p, const points *a, const points *b);

#endif
