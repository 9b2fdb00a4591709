/*
 * Regularised incomplete gamma and beta functions of a complex argument, which cball does not have. They are
 * holomorphic off their cuts, and a ball that may meet a cut gives no value, asked for a holomorphic one or
 * not.
 */
#ifndef DISTRIBUTIONS_INCOMPLETE_CBALL_H
#define DISTRIBUTIONS_INCOMPLETE_CBALL_H

#include "number/cball.h"

cball incomplete_gamma_cball(ball k, cball z);        /* P(k, z); cut: (-inf, 0] */
cball incomplete_beta_cball(ball a, ball b, cball z); /* I_z(a, b); cuts: (-inf, 0] and [1, inf) */

/*
 * P(T <= z) for Student's t of `df` degrees of freedom, cuts: the imaginary axis beyond +-i sqrt(df):
 *     1/2 + z f(0) 2F1(1/2, (df+1)/2; 3/2; -z^2/df)                                    DLMF 8.17.8, 15.8.1
 */
cball student_cball(ball df, cball z);

#endif
