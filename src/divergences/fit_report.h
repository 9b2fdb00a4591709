/* How the routes of a fit write their results: see fit.h. */
#ifndef DIVERGENCES_FIT_REPORT_H
#define DIVERGENCES_FIT_REPORT_H

#include "divergences/fit.h"
#include "divergences/fit_descent.h"

double fit_clock(void); /* seconds */
void fit_open(fit *out, const model *m, slong bits);
ball fit_estimate(scope *s, double value,
                  double wrong); /* value +- wrong; indeterminate if either is not finite */
void fit_take_descent(fit *out, const descent *found);

#endif
