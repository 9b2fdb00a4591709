/*
 * The mean log-likelihood of a normal mixture on a sample x_1, ..., x_n, which is minus the cross-entropy of
 * the empirical measure with the mixture:
 *
 *     L(theta) = (1/n) sum_i log f(x_i),     f(x) = sum_k w_k phi((x - m_k)/s_k)/s_k.
 *
 * The 3K - 1 parameters are theta = (w_1, ..., w_(K-1), m_1, s_1, ..., m_K, s_K); w_K is what the other weights
 * leave. With l_k = log(w_k phi_k/s_k) and the responsibilities r_k = exp(l_k)/sum_j exp(l_j), the score of one
 * point is
 *
 *     d/da log f = sum_k r_k dl_k/da,
 *     dl_k/dm_k = z_k/s_k,   dl_k/ds_k = (z_k^2 - 1)/s_k,   z_k = (x - m_k)/s_k,
 *     dl_k/dw_k = 1/w_k,     dl_K/dw_k = -1/w_K,
 *
 * and the second derivatives are sum_k r_k (d2 l_k + dl_k dl_k^T) - score score^T. K = 1 is the normal
 * distribution.
 */
#ifndef DIVERGENCES_MIXTURE_LIKELIHOOD_H
#define DIVERGENCES_MIXTURE_LIKELIHOOD_H

#include "calculus/newton.h"
#include "distributions/distribution.h"

enum { MIXTURE_COMPONENTS = 8, MIXTURE_PARAMETERS = 3 * MIXTURE_COMPONENTS - 1 };

/* The exact sample (points on the line, equal weights) and K. */
typedef struct mixture_problem {
    const cloud *sample;
    int components; /* at most MIXTURE_COMPONENTS */
} mixture_problem;

static inline int mixture_parameters(const mixture_problem *of) { return 3 * of->components - 1; }

/*
 * Enclosures over an enclosure of theta: L; its gradient, the score; its matrix of second derivatives, entry
 * (a, b) in out[a * (3K - 1) + b]. Indeterminate where a weight or sd may fail to be positive.
 */
ball mixture_mean_log_likelihood(scope *s, const mixture_problem *of, const ball *theta);
void mixture_score(scope *s, const mixture_problem *of, const ball *theta, ball *out);
void mixture_curvature(scope *s, const mixture_problem *of, const ball *theta, ball *out);

/*
 * score = 0 as a system for newton_unique_zero: its zeros are the stationary points of the empirical
 * cross-entropy.
 */
vector_field mixture_stationarity(const mixture_problem *of);

/* L in double precision, and its gradient unless that is NULL: written separately from the enclosures. */
double mixture_mean_log_likelihood_double(const mixture_problem *of, const double *theta, double *gradient);

#endif
