/*
 * Laws on the line cut into cells, and as points that they are means of.
 *
 * Cells, with their means z: with M(b) = E(X; X <= b) = b F(b) - E max(b - X, 0), everything that is needed follows:
 *     E (X - X')^2 = E X^2 - 2 sum z_i E(X; cell i) + sum z_i^2 m_i.
 *
 * Hats: X between z_i and z_(i+1) goes to these with the probabilities for which the mean is X. E of the hat function of z_i is a second
 * difference of E max(b - X, 0). X is clamped to the ends.
 */
#ifndef DIVERGENCES_PLANAR_LINE_H
#define DIVERGENCES_PLANAR_LINE_H

#include "distributions/distribution.h"

enum { MOST_CELLS = 256 };

typedef struct line_cells {
    int n;
    double z[MOST_CELLS];
    ball mass[MOST_CELLS], bias[MOST_CELLS]; /* bias: E(X - z; cell) */
    ball square[MOST_CELLS];                 /* E((X - z)^2; cell), at most */
    ball error, total_bias;                  /* E (X - X')^2 and E (X - X') */
} line_cells;

typedef struct line_hats {
    int n;
    double z[MOST_CELLS];
    ball mass[MOST_CELLS];
    ball cut; /* E |X - X clamped|^2, at most */
} line_hats;

/* The number of atoms of a law of finitely many (at most MOST_CELLS), or 0. */
size_t line_atoms(const law *l);

/* About n cells, or the atoms; false without a variance. */
bool line_cells_cut(line_cells *out, scope *s, const law *l, int n);

/* About n points; false unless the components are normal or uniform, or all atoms. */
bool line_hats_make(line_hats *out, scope *s, const law *l, int n);

#endif
