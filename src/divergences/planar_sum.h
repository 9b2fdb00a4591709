/*
 * A density on a cell of the plane as a sum of terms e^(polynomial of degree two) (planar_terms.h), compiled, and its integrals
 * over vertical lines.
 */
#ifndef DIVERGENCES_PLANAR_SUM_H
#define DIVERGENCES_PLANAR_SUM_H

#include "divergences/planar_terms.h"
#include "number/cball.h"

/*
 * The terms of a law that live on the cell: their coefficients, and those around the point at hand. Given x, a term is
 *     e^(E(x)) e^(-(r (y - m(x)))^2)  with r > 0,   or   e^(E(x)) e^(b y)  with r = 0.
 */
typedef struct sum_of_terms {
    int n;
    const planar_term **of;
    ball (*c)[MONOMIALS], (*here)[MONOMIALS];
    double (*rounded)[MONOMIALS]; /* of c, in a frame */
    struct section {
        ball exponent[3]; /* E = exponent[0] + exponent[1] x + exponent[2] x^2 */
        ball r, m[2], b;  /* m = m[0] + m[1] x */
        bool flat, level; /* r = 0; and b = 0 */
        int like;         /* the first term with the same r, m and b */
    } * section;
} sum_of_terms;

/* The terms marked active, compiled at the precision of s; and room for n terms, to be filled in. */
void sum_open(sum_of_terms *a, scope *s, const planar_terms *all, const bool *active);
sum_of_terms sum_room(int n);
void sum_close(sum_of_terms *a);

/*
 * Takes out what both densities have in common, as far as terms are multiples of each other: min(r + p, r + q) = r + min(p, q).
 * Free with sum_close.
 */
sum_of_terms sum_cancel(sum_of_terms *p, sum_of_terms *q);

/* The integral of a density over {x} x [from, to]; normal terms that are at most `faint` there are not looked at more closely. */
cball sum_mass(const sum_of_terms *a, scope *s, cball x, cball from, cball to, double faint);

/*
 * At least that for each x of an enclosure, which may be wide. Normal terms are integrated from -infinity to `to` (`beyond` = 1)
 * or from `from` to infinity (-1).
 */
ball sum_mass_bound(const sum_of_terms *a, scope *s, ball x, ball from, ball to, int beyond);

#endif
