/*
 * Certified eigenvalues of small real matrices, and whether a map contracts near its fixed point. A matrix of balls stands for
 * all the matrices in it; it is kept row by row.
 */
#ifndef CALCULUS_SPECTRUM_H
#define CALCULUS_SPECTRUM_H

#include "number/cball.h"

enum { SPECTRUM_DIM = 8 };

/*
 * All n <= SPECTRUM_DIM eigenvalues with their multiplicities, by decreasing real and then imaginary parts of the midpoints. Each
 * enclosure of a cluster holds all of it (Rump 2010, as in Arb), and is wide where eigenvectors are nearly parallel. False if the eigenvalues could not be told apart or
 * enclosed.
 */
bool spectrum(scope *s, int n, const ball *A, cball *eigenvalue);

/* max |lambda|; indeterminate if there is no spectrum. */
ball spectral_radius(scope *s, int n, const ball *A);

/* The coefficients c[0], ..., c[n] = 1 of det(x I - A), without eigenvalues. */
void characteristic_polynomial(scope *s, int n, const ball *A, ball *c);

/*
 * CONTRACTION. If M is the derivative of a map on a box around its fixed point x*, and P a symmetric matrix with
 *
 *     P >= I,      M^T P M < rate^2 P      for every M that the derivative takes on the box,
 *
 * then |f(x) - x*|_P <= rate |x - x*|_P, |x|_P^2 = x^T P x, for every x in the ellipsoid |x - x*|_P <= r if the box contains the cube of
 * half-side r: f(x) - x* is the mean of M along the segment, applied to x - x*, and the mean lies in the same (convex) enclosure.
 * As P >= I the ellipsoid lies in that cube. Hence the iterates of every x in it converge to x*, geometrically.
 *
 * contraction_norm makes such a P for one matrix, sum over k of rate^-2k (M^T)^k M^k in double precision, which is then exact data;
 * false if M has an eigenvalue of modulus rate or more, by its looks. contraction_holds certifies both conditions.
 */
bool contraction_norm(scope *s, int n, const ball *M, double rate, ball *P);
verdict contraction_holds(scope *s, int n, const ball *M, const ball *P, ball rate);

/* M^T M > I for every M: the map moves every point away from the fixed point, by the same mean. HOLDS or UNDECIDED. */
verdict expansion_holds(scope *s, int n, const ball *M);

/* x^T P x. */
ball contraction_square(int n, const ball *P, const ball *x);

/* The product A B of n x n matrices; out is neither of them. */
void matrix_product(int n, const ball *A, const ball *B, ball *out);

#endif
