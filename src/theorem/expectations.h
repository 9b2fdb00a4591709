/*
 * Integrals of expressions for the proofs, certified: `f` is a text such as "1/(1 + exp(z - c))", its parameters are introduced by `where`,
 * "c = 1/2" or "c in [0, 1]" (then the enclosure is of all values; at most three), NULL for none.
 */
#ifndef THEOREM_EXPECTATIONS_H
#define THEOREM_EXPECTATIONS_H

#include "theorem/trial.h"

/* The integral of f by x over [lo, hi]. */
ball trial_integral(trial *t, const char *f, const char *where, ball lo, ball hi);

/*
 * E f(Z) for a standard normal Z, which is written z, where |f(z)| <= bound e^|z| for all real z: that is the caller's to show. What is
 * beyond |z| = R is then at most  2 bound int over z > R of e^z phi = 2 bound e^(1/2) Q(R - 1) <= bound e^(1/2 - (R-1)^2/2).
 */
ball trial_normal_mean(trial *t, const char *f, const char *where, const char *bound);

#endif
