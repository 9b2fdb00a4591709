/*
 * Double-exponential quadrature in double precision: several functions at once, on shared nodes.
 *
 * On each panel the variable is changed so that the integrand decays doubly exponentially in t, and the trapezium rule
 * is applied with steps h = 1, 1/2, 1/4, ... (Takahasi and Mori 1974; Mori and Sugihara 2001). With e(t) = exp((pi/2) sinh t):
 *     [lo, hi]     x = (lo + hi)/2 + (hi - lo)/2 tanh((pi/2) sinh t)      both ends may be singular
 *     [lo, inf)    x = lo + scale e(t)                                    any algebraic or faster decay
 *     (-inf, inf)  x = centre + scale sinh((pi/2) sinh t)
 *
 * The error of an integral is a claim, |true value - value| <= error, which is tested on integrals with known values; it
 * is not proved. It adds up: the difference of the last two trapezium sums (the last sum is usually much better); how the
 * earlier differences decrease, which tells an analytic integrand from one with a kink; what is cut off at both ends; the
 * rounding of sums and nodes. It supposes that f is accurate to a few ulp and varies on the scale of the panels: cut at
 * kinks, and where the mass is. A panel that does not converge is halved.
 */
#ifndef CALCULUS_QUADRATURE_H
#define CALCULUS_QUADRATURE_H

#include <stdbool.h>
#include <stddef.h>

/* lo < hi; an end may be infinite. scale > 0 is used by unbounded panels, centre by the whole line. */
typedef struct panel {
    double lo, hi, centre, scale;
} panel;

/*
 * Nodes of one panel. The distances to its ends are accurate even where x rounds to an end: an end-point singularity must
 * be evaluated from them.
 */
typedef struct abscissae {
    size_t n;
    const double *x, *from_lo, *from_hi; /* from_lo = x - lo, from_hi = hi - x; infinite at an infinite end */
    size_t panel;
} abscissae;

/* Writes function j at node i into out[j * n + i]. */
typedef void (*integrands)(void *state, const abscissae *at, double *out);

/* Stop when every integral's error is at most max(absolute, relative |value|), or after so many nodes. */
typedef struct accuracy {
    double absolute, relative;
    size_t nodes;
} accuracy;

typedef struct integral {
    double value, error;
    double size; /* the integral of |f| */
} integral;

/* The integrals of k functions over all panels together. False if the accuracy was not reached; out is filled anyway. */
bool quadrature(integrands f, void *state, size_t k, const panel *panels, size_t count, accuracy wanted,
                integral *out);

/*
 * The nodes of the rule with step h = 2^-level on one panel, in increasing order of x; at most QUADRATURE_NODES of them.
 * For looking at a function before integrating it. Returns their number.
 */
enum { QUADRATURE_NODES = 1601 };
size_t quadrature_nodes(const panel *p, int level, double *x);

#endif
