/* Trapezium sums of one function over one panel in the variable t, and what they say about their own error. */
#ifndef CALCULUS_TRAPEZIUM_H
#define CALCULUS_TRAPEZIUM_H

#include <stdbool.h>
#include <stddef.h>

typedef struct trapezium {
    double sum[4];    /* with steps h, 2h, 4h, 8h */
    double size;      /* of |f| */
    double cut_off;   /* bound of what is left out at both ends */
    double variation; /* the sum of |x df| */
    bool broken;      /* not finite inside */
} trapezium;

/* Values y of f at n nodes of indices first, first + step, ..., with dx/dt. */
typedef struct sampled {
    size_t n;
    int first, step;
    double h; /* of the sum that they join */
    const double *x, *weight, *y;
} sampled;

/* The sum with half the step, from the nodes in between. */
void trapezium_add(trapezium *e, const sampled *s);

/* The nodes that matter: the others' terms are below 2^-64 of the sum. False if no node does. */
bool trapezium_range(const trapezium *e, const sampled *s, size_t *from, size_t *upto);

/* Remembers what it costs to go on with the nodes from..upto of s alone. */
void trapezium_cut(trapezium *e, const sampled *s, size_t from, size_t upto);

/* Estimates of the last sum's error, but for what is cut off: of the rule, and of rounding. */
double trapezium_truncation(const trapezium *e);
double trapezium_rounding(const trapezium *e);

/* Does the error fall as that of an analytic function does? */
bool trapezium_is_analytic(const trapezium *e);

#endif
