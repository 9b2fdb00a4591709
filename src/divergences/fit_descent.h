/*
 * Minimisation of a function of a model's free parameters from several starts: what fits without a formula
 * have in common.
 */
#ifndef DIVERGENCES_FIT_DESCENT_H
#define DIVERGENCES_FIT_DESCENT_H

#include "calculus/minimise.h"
#include "divergences/parametric.h"

/* What is minimised, at a law of the model: +infinity or NaN where there is nothing. */
typedef double (*law_objective)(void *state, const law *at);

typedef struct descent {
    double value[MODEL_PARAMETERS], error[MODEL_PARAMETERS];
    double least, least_error; /* the objective there, and how far above its minimum that may be */
    double gradient; /* norm in the model's own parameters; NaN if the objective is not smooth there */
    long evaluations;
    int starts, agreeing;
    /*
     * The objective falls on and on as parameters go to an end of their range: +1 or -1 for a parameter that goes to its upper or lower
     * end, else 0. Then `value` is where the search stopped, and `least` the objective there: an upper bound of an infimum not attained.
     */
    bool escapes;
    int escape[MODEL_PARAMETERS];
} descent;

/*
 * `target` suggests where to start. False, with an error, if the objective is infinite wherever it was tried.
 */
bool fit_descend(const model *m, const law *target, law_objective f, void *state, unsigned long seed,
                 descent *out, error *e);

#endif
