/*
 * u = log p - log q on real boxes, by Taylor's formula. For a sum of terms e^(c_i) with weights w_i(x) = e^(c_i)/sum e^(c_k),
 *
 *     grad log p = mean of the grad c_i,      D^2 log p = mean of the D^2 c_i + covariance of the grad c_i,
 *
 * under the weights. Around the leading term k, on the box, w_i <= e^(c_i - c_k), so that with s_i = min(1, sup e^(c_i - c_k)) and
 * d_i = c_i - c_k each entry of D^2 log p differs from that of D^2 c_k by at most the sum over i != k of s_i |D^2 d_i|, and a variance,
 * at most V_x = sum of s_i sup (d_i)_x^2 or V_y, or a covariance, at most (V_x V_y)^(1/2). (Means of |(d_i)_x (d_i)_y| do not
 * bound it: the product of the means of (d_i)_x and (d_i)_y is not 0 where one of the two vanishes for each i.)
 */
#ifndef DIVERGENCES_PLANAR_RATIO_H
#define DIVERGENCES_PLANAR_RATIO_H

#include "divergences/planar_cell.h"

/* A box with exact corners: at[axis][end]. A side may be a point. */
typedef struct tile {
    ball at[2][2];
} tile;

typedef struct ratio_jet {
    ball middle, slope[2];    /* u and its derivatives at the middle of the box */
    double height;            /* log max(p, q) at the middle, about */
    ball over, slope_over[2]; /* and all their values over the box */
} ratio_jet;

ratio_jet cell_ratio_jet(const cell *c, scope *s, const tile *t);

/*
 * The cell in coordinates t, z around `origin`, an exact point: x = x0 + t, y = y0 + k t + z (along = 0), or x and y exchanged (1). A curve
 * of slope k there is level, and functions of t are narrow where they change little along it. What `framed` points to must have room;
 * densities on it have no sections.
 */
void cell_frame(const cell *c, scope *s, int along, const ball origin[2], ball k, cell *framed);

/* The zero in z over t in a frame in double precision, from a start: a guess, NAN if it is not found in a few steps. */
double framed_zero_double(const cell *framed, double t, double z);

#endif
