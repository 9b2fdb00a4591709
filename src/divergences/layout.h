/*
 * Where to put the panels for two laws with densities in double precision, and the logs of the densities at the nodes.
 *
 * Cuts: support ends, kinks, the median of each component (the double-exponential rules find a mass of any width at the
 * end of a panel), and for light tails a point beyond which 2^-70 of the mass lies. Positions are exact numbers turned
 * into doubles; the densities are the families' double-precision ones.
 */
#ifndef DIVERGENCES_LAYOUT_H
#define DIVERGENCES_LAYOUT_H

#include "calculus/quadrature.h"
#include "distributions/distribution.h"

/* A component's log density ~ at_one + exponent * log(distance) towards an end; exponent 0: regular. */
typedef struct edge {
    double exponent, at_one;
} edge;

typedef struct layout {
    const law *p, *q;
    size_t n, room;
    panel *panels;
    double
        outlook; /* of each component, all but about 1/1000 of the mass is within this distance of its median */
    size_t ends; /* finite support ends: */
    double *end;
    edge *p_edge,
        *q_edge; /* of all components at the lower end of each panel, and at its upper end; made last, by layout_ready */
} layout;

layout layout_make(const law *p, const law *q);
void layout_free(layout *l);

void layout_cut(layout *l, double x);

/* ---- Cuts found by looking (layout_look.c) ---- */

/* Cuts where p - q changes its sign. */
void layout_cut_signs(layout *l);

/*
 * Where p^a q^(1-a) is largest: its log, |a log p| + |(1-a) log q|, and how far it stays within a factor e; and where doubles, of
 * digits lost to rounding, seem to see it larger still, or NAN.
 */
typedef struct layout_peak {
    double height, size, width, beyond;
} layout_peak;

/* Cuts at the largest value of p^a q^(1-a), which may be far from both laws. */
layout_peak layout_cut_peak(layout *l, double order, bool exchanged);

/* Log of the largest p^a q^(1-a) |x - end| close to the ends of panels, and far from the other end of infinite ones. */
double layout_end_size(const layout *l, double order);

/* ---- Ends and densities ---- */

/* Is x an end of some component's support? Elsewhere the densities have no poles. */
bool layout_is_end(const layout *l, double x);

/* To be called after the last cut, before densities are asked for. */
void layout_ready(layout *l);

/* log p and log q at the nodes; next to an end with a power singularity from the distance, not from the rounded x. */
void layout_log_densities(const layout *l, const abscissae *at, double *log_p, double *log_q);

/* Is {p > 0} inside {q > 0}, up to null sets? By the exact support ends. UNDECIDED if two cannot be ordered. */
verdict support_inside(const law *p, const law *q);

#endif
