/* The nodes and weights of the double-exponential rules of quadrature.h. */
#ifndef CALCULUS_DOUBLE_EXPONENTIAL_H
#define CALCULUS_DOUBLE_EXPONENTIAL_H

#include "calculus/quadrature.h"

enum {
    STEPS = 128, /* nodes per unit of t at the finest level */
    LEVELS = 7,  /* 2^LEVELS = STEPS */
    LAST = 780   /* t <= 6.09: e^2 < 2e304, distances > 5e-305 of the panel */
};

typedef struct abscissa {
    double x, from_lo, from_hi, weight; /* weight = dx/dt */
} abscissa;

/* To be called before the first node is asked for; cheap from the second time on. */
void double_exponential_tables(void);

/* The node at t = i/STEPS, |i| <= LAST; x increases with i. */
abscissa double_exponential_node(const panel *p, int i);

#endif
