/*
 * The curve u = log p - log q = 0 in a rectangle, cut into arcs that are graphs.
 *
 * The rectangle is cut into tiles. A tile on which u has a sign holds nothing of the curve. If the derivative of u across an
 * axis has a sign on a tile, there is at most one zero over each parameter t along the axis; if moreover u is free of zeros or
 * monotone along both edges of the tile that lie along the axis, the zeros exist for the t of one interval, which ends where the
 * curve crosses an edge: they are one arc. Other tiles are halved. The first cuts are not in the middle: symmetric laws
 * would have the curve pass through corners.
 */
#ifndef DIVERGENCES_PLANAR_CURVE_H
#define DIVERGENCES_PLANAR_CURVE_H

#include "divergences/planar_ratio.h"

/* Over each t from `from` to `to` (enclosures of the ends) along an axis there is one zero in the other coordinate's range. */
typedef struct arc {
    int along; /* 0: t = x, the graph of y; 1: t = y, the graph of x */
    int sign;  /* of the derivative of u in the other coordinate, on the whole tile */
    ball from, to;
    ball within[2]; /* exact */
} arc;

typedef struct curve_visitor {
    /* The tile may hold parts of the curve. True: what it holds is taken care of. Without derivatives of u there is no choice. */
    bool (*skip)(void *state, const tile *t, const ratio_jet *u);
    void (*take)(void *state, const arc *a);
    void *state;
} curve_visitor;

/* A place between two exact ends where symmetric laws hardly have anything happen; exact. */
ball curve_place(scope *s, const ball side[2], int axis);

/* All ends must be exact. */
void curve_search(const cell *c, scope *s, const ball x[2], const ball y[2], const curve_visitor *visitor);

/*
 * The zero on a line along the axis, where the derivative has a sign, by Newton's method on intervals from one that holds it; to
 * a radius that is `enough`, if precision suffices.
 */
ball curve_zero(const cell *c, scope *s, const tile *line, int axis, double enough);

/* Is the zero near a guess? Then the line's side along the axis becomes the guess +- reach, where Newton's operator finds it. */
bool curve_zero_near(const cell *c, scope *s, tile *line, int axis, double guess, double reach);

#endif
