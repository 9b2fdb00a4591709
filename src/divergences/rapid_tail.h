/* Does an integrand that has become negligible stay so? For rapid.c. */
#ifndef DIVERGENCES_RAPID_TAIL_H
#define DIVERGENCES_RAPID_TAIL_H

#include "divergences/generator.h"
#include "distributions/distribution.h"

/* Looks outwards from x, or towards the end `end` if that is 0. `unit` is the scale of the laws there. */
enum { OUTLOOK_POINTS = 16 };
typedef struct outlook {
    double log_d[OUTLOOK_POINTS], log_p[OUTLOOK_POINTS], log_q[OUTLOOK_POINTS];
} outlook;
void outlook_from(outlook *o, const law *p, const law *q, double x, int side, double unit, double end);

/* False if the integrand times the distance comes back above e^most somewhere in sight. */
bool outlook_is_empty(const outlook *o, const generator *g, double order, double most);

#endif
