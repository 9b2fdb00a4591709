/*
 * Samples from the project's data/, and the peaks of their likelihood under mixtures of normals, for the proofs.
 */
#ifndef THEOREM_LIKELIHOOD_H
#define THEOREM_LIKELIHOOD_H

#include "theorem/trial.h"

#include <limits.h>

/*
 * Where a file of data/ is, such as "eruptions.csv". The folder is $GANPROOF_DATA if that is set; otherwise ../share/ganproof/data,
 * ../data or ../../data from where the program is, or data/ under $GANPROOF_SOURCE.
 */
bool data_find(const char *file, char path[PATH_MAX]);

/* The empirical measure of such a file. */
bound_law trial_data(trial *t, const char *file);

enum { PEAK_PARAMETERS = 5 };

/*
 * Where EM (divergences/mixture_fit.h) comes to rest: w_1, ..., w_(K-1), m_1, s_1, ..., m_K, s_K. `stationary` HOLDS if the small
 * box around EM's result has exactly one zero of the score, which the balls enclose; `maximum`, if the second derivatives are
 * certainly negative definite there.
 */
typedef struct likelihood_peak {
    verdict stationary;
    bool maximum;
    ball parameter[PEAK_PARAMETERS];
    ball mean_log_likelihood;
} likelihood_peak;

/* At most 2 components. A box around EM's result moved by `away` in its first mean is searched instead if away is not 0. */
likelihood_peak trial_em(bound_law sample, int components, double away);

#endif
