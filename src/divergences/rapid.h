/*
 * All f-divergences of one pair on the line at shared nodes, in microseconds.
 *
 * log p and log q are evaluated once per node. The line is cut at the ends of supports and at kinks; on each piece the
 * trapezium rule is applied after the change of variable that its tails ask for (calculus/line_map.h), with steps h, h/2, ...
 * until the errors suffice. Total variation is integrated by its antiderivative instead: differences of F - G between the
 * roots of log p - log q, and the trapezium sum only has to agree.
 *
 * The error of a value is a claim like numerical.h's: it adds up what the sums with steps h, 2h and 4h say of convergence,
 * the ends cut off, rounding, and what the integrals of the densities themselves miss. A value that this route cannot vouch
 * for (slow tails, scales too different, an end where doubles lose the distance, supports that differ by rounding, atoms) is
 * not `known`: ask numerical.h. That a value is infinite is only said where the supports say so.
 */
#ifndef DIVERGENCES_RAPID_H
#define DIVERGENCES_RAPID_H

#include "divergences/numerical.h"

/* What the layout needs to know of one component, in double precision. */
typedef struct part {
    double middle, width; /* median; quartile distance as that of a normal law with this standard deviation */
    double lo, hi;        /* of the support; may be infinite */
    double kink[2];
    int kinks;
    bool heavy[2]; /* does the tail on this side fall slower than e^-x? */
} part;

/* Two ends of supports nearer than this, relative to 1 + their size, must be known to be equal or not. */
#define END_GAP 1e-9

/* Of a continuous component: middle, width and tails, by its double-precision functions. */
void part_look(part *out, const component *c);

/* All parts of two exact laws. False if they do not suit: atoms, the plane, too many components, ends too near to tell. */
enum { RAPID_MOST_PARTS = 32 };
bool rapid_parts(const law *p, part *p_part, const law *q, part *q_part);

/* Room for the divergences that are asked for; one for each thread. NULL if none of them is an f-divergence or entropy. */
typedef struct rapid rapid;
rapid *rapid_open(const divergence *d, size_t k);
void rapid_close(rapid *r);

/* Writes the values it vouches for to within max(absolute, relative |value|); the others are not known. */
void rapid_divergences(rapid *r, const law *p, const part *p_part, const law *q, const part *q_part,
                       double absolute, double relative, numerical *out);

#endif
