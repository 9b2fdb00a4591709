/* Log densities beyond the last cut on one side, as forms on a ray x = side z, z >= Z. For gap_tail.c. */
#ifndef DIVERGENCES_GAP_RAY_H
#define DIVERGENCES_GAP_RAY_H

#include "divergences/gap.h"

typedef struct ray {
    scope *s;
    int side;
    ball start; /* Z > 0 */
    ball y;     /* [0, 1/Z] */
} ray;

/* False where the cut is not beyond 1. */
bool ray_open(ray *r, const gap *g, scope *s, int side);

/* Does a component go on there? The logarithm of its density times |weight|. */
static inline bool ray_has(const gap_part *p, int side) { return side < 0 ? !p->lo : !p->hi; }
form ray_form(const gap *g, const gap_part *p, int side);

/* What is left of a form less its unbounded part, enclosed over the ray. */
ball ray_bounded_sum(const ray *r, const form *f);
/* A lower bound of the form over the ray; indeterminate if it falls without bound, or may. */
ball ray_lowest(const ray *r, const gap *g, const form *f);

#endif
