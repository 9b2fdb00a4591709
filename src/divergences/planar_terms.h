/*
 * A law on the plane as a sum of terms whose log densities are polynomials of degree two on their supports:
 *
 *     p(x, y) = sum of e^(c_1 + c_x x + c_y y + c_xx x^2 + c_xy x y + c_yy y^2) on boxes or disks:
 *
 * normal2, disk, and products of laws on the line with such log densities (normal, uniform, exponential, laplace; their
 * mixtures are multiplied out). Coefficients are exact and include the weights.
 */
#ifndef DIVERGENCES_PLANAR_TERMS_H
#define DIVERGENCES_PLANAR_TERMS_H

#include "distributions/distribution.h"

enum { ONE, X_, Y_, XX, XY, YY, MONOMIALS };

typedef struct planar_term {
    real log_density[MONOMIALS];
    real weight;                  /* of the component that the term is a piece of: at least the term's mass */
    real lo[2], hi[2];            /* the support along x and y; NULL: infinite */
    const component *disk;        /* the support is this disk; lo and hi are not used */
    const component *marginal[2]; /* laws of x and y (of the whole component of which the term is a piece) */
    law *owned[2];                /* what marginal points to, if it was made for the purpose */
    const component *normal;      /* the component normal2; NULL for others */
} planar_term;

typedef struct planar_terms {
    real_pool *pool;
    int n;
    planar_term *t;
    real mass; /* of all terms */
} planar_terms;

/* The part of the law with a density on the plane; false if it has components of other kinds. Free with planar_terms_free. */
bool planar_terms_make(planar_terms *out, real_pool *pool, const law *l);
void planar_terms_free(planar_terms *terms);

/* The term "1" on all of the plane: Lebesgue measure as Q makes an entropy of KL. */
void planar_terms_lebesgue(planar_terms *out, real_pool *pool);

/* The mass of a term beyond the sides of [x0, x1] x [y0, y1], at most; 0 for bounded supports, which the caller keeps inside. */
ball planar_term_outside(scope *s, const planar_term *t, const ball x[2], const ball y[2]);

/* E D^2 over the law of the component that the term belongs to, for a polynomial D of degree two; indeterminate for disks. */
ball planar_term_mean_square(scope *s, const planar_term *t, const ball d[MONOMIALS]);

#endif
