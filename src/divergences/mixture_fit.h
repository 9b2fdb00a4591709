/*
 * Maximum likelihood of a normal mixture by expectation and maximisation (Dempster, Laird and Rubin 1977).
 *
 * One step, with responsibilities r_ik = w_k phi_k(x_i)/sum_j w_j phi_j(x_i) and n_k = sum_i r_ik:
 *
 *     w_k = n_k/n,    m_k = sum_i r_ik x_i/n_k,    s_k = max(b, sqrt(sum_i r_ik (x_i - m_k)^2/n_k)).
 *
 * The likelihood of a normal mixture with two or more components is unbounded (one sd shrinks on a data point
 * while another component covers the rest), so no maximum exists without a lower bound b on the sd's. With it
 * each step still maximises the expected complete likelihood, one parameter after the other, so the
 * likelihood never decreases. What is sought is a maximum inside, where no sd is at the bound: there EM's
 * fixed points are the zeros of the score.
 */
#ifndef DIVERGENCES_MIXTURE_FIT_H
#define DIVERGENCES_MIXTURE_FIT_H

#include "divergences/mixture_likelihood.h"

/* b is this fraction of the sample's standard deviation. */
static const double mixture_sd_fraction = 1e-3;

typedef struct mixture_fit {
    double theta[MIXTURE_PARAMETERS]; /* polished by Newton's method on the score */
    double mean_log_likelihood;
    double sd_bound;
    bool on_bound;        /* some sd is at the bound: no stationary point of the likelihood was found */
    bool increased;       /* no step of EM lowered the likelihood by more than its rounding error */
    long steps;           /* of EM, in the run that gave the result */
    int starts, agreeing; /* runs of EM, and how many of them ended at the likelihood of the best */
} mixture_fit;

/*
 * EM from `start` if that is not NULL, otherwise from several starts drawn with the seed; the best end inside
 * wins, then the best on the bound. Components are in increasing order of their means unless a start was
 * given. False, with an error, if the sample has too few different points.
 */
bool mixture_fit_sample(const mixture_problem *of, const double *start, unsigned long seed, mixture_fit *out,
                        error *e);

/*
 * An enclosure, of radius about 2^-goal, of the only stationary point of the likelihood in a small box around
 * theta, by Krawczyk's operator on the exact sample; `maximum` says whether the matrix of second derivatives
 * is certainly negative definite there, so that it is a strict local maximum. UNDECIDED if that could not be
 * shown (or 3K - 1 > NEWTON_DIM).
 */
verdict mixture_certify(scope *s, const mixture_problem *of, const double *theta, slong goal, ball *box,
                        bool *maximum);

#endif
