/*
 * Does an f-divergence's integral diverge at an end of the line, or at the end of a panel? Judged in double precision by the
 * growth of the integrand over doublings of the distance, and only where the growth is plain.
 */
#ifndef DIVERGENCES_TAIL_DOUBLE_H
#define DIVERGENCES_TAIL_DOUBLE_H

#include "divergences/generator.h"
#include "divergences/layout.h"

/* HOLDS: all tails converge. FAILS: one diverges. */
verdict tails_converge(const layout *l, const generator *g, double order);

#endif
