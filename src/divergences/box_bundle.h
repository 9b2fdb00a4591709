/* The integrand of J and of its derivatives on one piece of the line, in a variable t in [0, 1] (box_integral.h). */
#ifndef DIVERGENCES_BOX_BUNDLE_H
#define DIVERGENCES_BOX_BUNDLE_H

#include "calculus/vector_integral.h"
#include "divergences/box_functional.h"
#include "divergences/box_laws.h"

/*
 * AFFINE: x = from + (to - from) t. EXPONENTIAL: x = centre + side e^w, w = from + (to - from) t. The ends may depend on the
 * parameters, the centre only if it is an end of a support (`own`), whose logarithmic singularity is then -inf < w.
 */
typedef struct box_map {
    bool exponential;
    int side;
    jet_pair from, to, centre;
    real own;
} box_map;

typedef struct box_bundle box_bundle;

/* The outputs: the value, then (order >= 1) n first and (order 2) n(n+1)/2 second derivatives, as in number/cjet.h. */
int box_bundle_outputs(int n, int order);

box_bundle *box_bundle_make(scope *s, real_pool *pool, const box_divergence *d, const box_strand *p,
                            const box_strand *q, const parameter_box *b, const box_map *m, int order);
void box_bundle_free(box_bundle *bundle);

/* From now on over `length` of t from `from` on, where p - q has one sign on the real line; 0: not known. */
void box_bundle_restrict(box_bundle *bundle, ball from, ball length, int sign);

/* log p - log q at a real t of the whole map, where both laws have densities: a signed_function. */
ball box_bundle_log_ratio(void *state, scope *s, ball t);

/* A vector_integrand; the state is a box_bundle. */
void box_bundle_at(void *state, scope *s, cball t, cball *out);

/*
 * The same outputs for two masses in place of two densities, from their logarithms; one of them may be NULL, where that law is
 * absent. The value is indeterminate where F is infinite.
 */
void box_bundle_at_masses(const box_divergence *d, ball power, int order, const cjet *log_p,
                          const cjet *log_q, cball *out);

#endif
