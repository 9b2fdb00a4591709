/*
 * A law on the line in double precision, for distances by distribution functions: its continuous part, and its atoms
 * sorted, with the mass before and through each. Masses are kept from either end of the line (side 0: F; side 1: S),
 * so that neither tail loses its digits.
 */
#ifndef DIVERGENCES_STAIRCASE_H
#define DIVERGENCES_STAIRCASE_H

#include "distributions/distribution.h"

typedef struct step {
    double x, mass;
} step;

typedef struct staircase {
    const law *l;
    bool continuous; /* some component has a density */
    double density;  /* total weight of those */
    size_t n;        /* atoms */
    step *atom;
    double *below;                  /* n + 1: mass of the atoms before atom i */
    double *above;                  /* n + 1: mass of the atoms from atom i on */
    struct quantile_memory *memory; /* or NULL */
} staircase;

/* False for laws on the plane and for lattice laws spread over more than 10^7 integers. Close in either case. */
bool staircase_open(staircase *c, const law *l);
void staircase_close(staircase *c);

/* P(X <= x) (side 0) or P(X > x) (side 1). */
double staircase_mass(const staircase *c, int side, double x);

/*
 * Places between which the distribution function has no structure that a rule of fifteen points would miss: of each component with
 * a density its finite ends, and its quantiles at the masses 1/2, 1/8, 1/32, ..., `depth` of them, from either end. A component of
 * little weight is as visible here as any other. Returns how many; `to` has room for LANDMARKS(depth) a component.
 */
#define LANDMARKS(depth) (2 * (size_t)(depth) + 2)
size_t staircase_landmarks(const staircase *c, int depth, double *to);

/* From now on quantiles are kept, for a law that is compared with many others at the same masses. Then for one thread only. */
void staircase_remember(staircase *c);

/* P(X <= x) (side 0) or P(X > x) (side 1) of the continuous part alone. */
double staircase_smooth(const staircase *c, int side, double x);

/* Mass before and through the i-th atom counted from the side; the atom's index is i or n - 1 - i. */
double staircase_before(const staircase *c, int side, size_t i);
double staircase_through(const staircase *c, int side, size_t i);

/* Side 0: the quantile at w; side 1: the point that has mass w above it. 0 < w < 1. */
double staircase_quantile(const staircase *c, int side, double w);

#endif
