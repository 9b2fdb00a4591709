/*
 * Forms far out: on a ray, and in the neighbourhood of a finite end of a piece. Both are run through in the logarithm of
 * the distance r from a centre,
 *
 *     x = centre + side r,      r = radius e^s on a ray,      r = radius e^-s at an end,      s >= 0,
 *
 * where every basis function either fades out, or tends to one of the ordered scale
 *
 *     e^(rate t)  >  t^power  >  (log t)^2  >  log t  >  1,        t = r on a ray, 1/r at an end.
 */
#ifndef CALCULUS_FORM_FAR_H
#define CALCULUS_FORM_FAR_H

#include "calculus/form.h"

typedef struct outskirt {
    bool at_end;
    int side;          /* +1 or -1 */
    real from, centre; /* ray: its start, centre + side radius; end: the end-point, twice */
    ball radius;
} outskirt;

outskirt outskirt_ray(scope *s, real_pool *pool, real centre, real from, int side);
outskirt outskirt_end(real at, int side, ball radius);
/* The form where s = 0. */
ball form_value_at_start(scope *s, const form *f, const outskirt *o);

/* Two terms of XX and one of each other kind. */
enum { FAR_TERMS = FORM_TERMS + 2 };

/*
 * Growth: f = sum_i coef_i e^(rate_i t) t^(power_i) + log_squared (log t)^2 + logarithmic log t + O(1), all exact, the
 * fastest term first, rate_i > 0 or power_i > 0. It decides which integrals converge. `known` is false if two terms
 * cannot be put in order.
 */
typedef struct growth_term {
    real rate, power, coef;
} growth_term;
typedef struct growth {
    bool known;
    int n;
    growth_term t[FAR_TERMS];
    real log_squared, logarithmic;
} growth;
/* By rate, then by power: 1 if a is faster, -1, 0, or REAL_UNDECIDED. */
int growth_order(real a_rate, real a_power, real b_rate, real b_power);
growth form_growth(real_pool *pool, const form *f, const outskirt *o);
void growth_add(real_pool *pool, growth *g, real rate, real power, real coef);
/* The sign of the fastest term above log t; 0 if there is none. */
int growth_sign(const growth *g);

/*
 * The slope along an outskirt:
 *     df/ds = sum_i coef_i e^(rate_i (r - radius)) e^(power_i s)  +  linear s  +  (something in rest),
 * with growing terms that are 1 at s = 0. Only the coefficients are enclosures.
 */
typedef struct slope_term {
    real rate, power;
    ball coef;
} slope_term;
typedef struct far_slope {
    int n;
    slope_term t[FAR_TERMS + 1];
    ball linear, rest;
} far_slope;
far_slope form_far_slope(scope *s, real_pool *pool, const form *f, const outskirt *o);
void far_slope_add(far_slope *f, real rate, real power, ball coef);

/* An upper bound of the slope: df/ds <= constant + linear s for every s >= 0; indeterminate if none is found. */
typedef struct slope_bound {
    ball constant, linear;
} slope_bound;
slope_bound far_slope_upper(scope *s, const far_slope *f, const outskirt *o);

#endif
