/*
 * Laws on the plane: what a family of FAMILY_PLANAR gives, and sums over the components of a law of dimension
 * 2. Points are pairs x, y in sequence.
 */
#ifndef DISTRIBUTIONS_PLANAR_H
#define DISTRIBUTIONS_PLANAR_H

#include "distributions/distribution.h"

/* Mean and covariance matrix; indeterminate where there is none. */
typedef struct moments2 {
    ball mean[2], xx, xy, yy;
} moments2;

typedef struct planar {
    /*
     * The dimension of the sets that carry the law: 2 with a density on the plane, 1 for laws on curves
     * without atoms, 0 for atoms, -1 for a sum of such. Laws of different dimensions (not -1) are mutually
     * singular.
     */
    int (*dimension)(const component *c);
    ball (*log_density)(scope *s, const component *c, ball x,
                        ball y); /* NULL or indeterminate without a density */
    moments2 (*moments)(scope *s, const component *c);

    /*
     * Double precision; the log density is -inf off the support, and everywhere for laws without a density.
     */
    void (*log_density_double)(const component *c, size_t n, const double *xy, double *out);
    void (*draw)(const component *c, random_stream *r, double xy[2]);
} planar;

/* For a component of a planar law, points from a file included. */
int component_dimension2(const component *c);

/* Sums over the components. The log density is that of the part with a density on the plane. */
moments2 law_moments2(scope *s, const law *l);
void law_log_density2_double(const law *l, size_t n, const double *xy, double *out);
void law_draw2(const law *l, random_stream *r, double xy[2]);

#endif
