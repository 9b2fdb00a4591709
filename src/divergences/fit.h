/*
 * Fitting a model with named free parameters to a target law Q.
 *
 * By a divergence: the minimum of theta -> D(Q || P_theta). By maximum likelihood, where Q is a sample: the
 * maximum of the mean log-likelihood (1/m) sum log p_theta(x_i), which is the minimum of the cross-entropy of
 * the empirical measure.
 *
 * Maximum likelihood has three routes. Families with an estimator in closed form use it, on the exact sample.
 * Normals and mixtures of normals whose weights, means and sd's are all free use EM (mixture_fit.h), whose
 * result is enclosed as a stationary point of the empirical cross-entropy. Everything else, and every
 * divergence, is minimised numerically from several starts (calculus/minimise.h): no proof that the minimum
 * is global, and the error of each parameter is an estimate.
 */
#ifndef DIVERGENCES_FIT_H
#define DIVERGENCES_FIT_H

#include "divergences/divergence.h"
#include "divergences/mixture_fit.h"
#include "divergences/parametric.h"

typedef enum { FIT_CLOSED_FORM, FIT_EM, FIT_DESCENT } fit_route;

typedef struct fit_request {
    slong digits;       /* asked of enclosures; estimates have what they have */
    unsigned long seed; /* of the starts */
} fit_request;

typedef struct fit {
    scope *storage;
    int n;
    char name[MODEL_PARAMETERS][MODEL_NAME + 1];
    ball parameter[MODEL_PARAMETERS]; /* value +- error */
    /*
     * Of the parameters: CERTIFIED, the balls hold exactly one stationary point, or the maximum by its
     * formula; NUMERICAL, the balls are estimates.
     */
    evidence grade;
    fit_route route;
    ball value; /* the divergence, or the mean log-likelihood, at the parameters */
    evidence value_grade;
    double gradient;      /* norm of the gradient of `value` at the result, NaN if it is not smooth there */
    long steps;           /* of EM, or evaluations of the divergence or likelihood */
    int starts, agreeing; /* and how many of them ended at the same value */
    size_t sample_size;   /* likelihood only */
    bool local_maximum;   /* EM: the second derivatives are certainly negative definite */
    bool increased;       /* EM: the likelihood never decreased */
    double sd_bound;      /* EM, two or more components: the lower bound on the sd's; 0 otherwise */
    bool on_bound;        /* EM: some sd is at it */
    /*
     * Descent: the infimum is not attained, the objective falls as parameters go to the ends of their ranges (escape[i] = +1
     * or -1: the upper or lower end). The parameters have no values, and `value` none: it is at most `reached`, attained at reached_at.
     */
    bool escapes;
    int escape[MODEL_PARAMETERS];
    double reached, reached_at[MODEL_PARAMETERS];
    bool positive[MODEL_PARAMETERS]; /* the lower end is 0 */
    double seconds;
} fit;

bool fit_by_divergence(const model *m, const law *target, divergence d, const fit_request *r, fit *out,
                       error *e);

/* The target must be samples(FILE). */
bool fit_by_likelihood(const model *m, const law *target, const fit_request *r, fit *out, error *e);

void fit_clear(fit *f);

#endif
