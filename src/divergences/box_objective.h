/* What a minimisation over parameters sees of a divergence: values, gradients and lower bounds over a box. */
#ifndef DIVERGENCES_BOX_OBJECTIVE_H
#define DIVERGENCES_BOX_OBJECTIVE_H

#include "divergences/box_integral.h"

/* Ends of a ball, rounded outward; infinite if it is not finite. */
double double_below(ball a);
double double_above(ball a);

/* J, or -J where the divergence falls as J rises: what is to be least (box_integral.h). */
void box_objective(scope *s, const box_laws *l, const box_divergence *d, const ball *x, int order, slong goal,
                   box_value *v);

/* The gradient over the box, also by the mean value theorem from its middle; h are the half-widths, [-h, h]. */
void box_gradient(int n, const box_value *over, const box_value *thin, const ball *h, ball *g);

/* A lower bound over the box: its own, or by either Taylor form. */
double box_lower_value(int n, const box_value *over, const box_value *thin, const ball *h, const ball *g);

#endif
