/*
 * Questions about all values of some parameters: over a box, and for the only minimum in it; and laws whose
 * parameters are named. Parameters are introduced by a text, `m in [-1, 1], s in [1/2, 3]` or `theta = 1/10`.
 */
#ifndef THEOREM_PARAMETERS_H
#define THEOREM_PARAMETERS_H

#include "theorem/trial.h"

/*
 * An f-divergence by its name for all parameters in x, the enclosure of a sub-box: `names` lists them in their order, as in "m, s", and
 * the specifications contain them (divergences/box_enclose.h). Indeterminate if a specification cannot be read.
 */
ball divergence_over_box(const char *name, const char *p, const char *q, const char *names, const ball *x);

/*
 * Is the minimiser of a divergence of P to a model the only one in the box, `mu in [0, 2], sigma in [1, 3]`, and the only critical
 * point (divergences/box_critical.h)? If so, *point encloses its coordinates and *least the divergence there.
 */
verdict trial_only_minimiser(trial *t, const char *name, const char *p, const char *model, const char *where,
                             ball *point, ball *least);

/* A law such as normal(m, s) where m = 0, s = sqrt(2). */
bound_law trial_law_where(trial *t, const char *specification, const char *where);

/* The number that a text denotes where the symbols have their values or ranges. */
ball trial_number_where(trial *t, const char *text, const char *where);

/*
 * Does the predicate hold at every point of the box, by branch and bound with at most `cap` sub-boxes (calculus/boxes.h)?
 * It sees the parameters in their order, as enclosures of a sub-box.
 */
typedef verdict (*everywhere_question)(const ball *x);
verdict trial_everywhere(trial *t, const char *where, everywhere_question holds, slong cap);

/*
 * Is the minimum over the box of the function that a text denotes attained at the point only that `at` names,
 * `m = 0, s = sqrt(2)` (calculus/only_minimum.h)? HOLDS with an agreement to 10^-digits. FAILS if it is elsewhere.
 */
verdict trial_only_minimum(trial *t, const char *function, const char *where, const char *at, long digits);

#endif
