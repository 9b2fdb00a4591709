/* One law along theta, for sweep.c: exact at one theta, or in double precision at any without parsing. */
#ifndef DIVERGENCES_SWEEP_LAW_H
#define DIVERGENCES_SWEEP_LAW_H

#include "divergences/rapid.h"
#include "divergences/sweep.h"

typedef struct sweep_law sweep_law;
sweep_law *sweep_law_make(const char *text, const theta_grid *g);
void sweep_law_free(sweep_law *l);

/* The law itself if theta does not occur in it, else NULL; and the law at theta_i, read exactly. */
const law *sweep_law_constant(const sweep_law *l);
law *sweep_law_at(const sweep_law *l, const theta_grid *g, long i, error *e);

/* The law in double precision, for one thread. NULL if it must be read exactly at each theta. */
typedef struct sweep_point sweep_point;
sweep_point *sweep_point_open(const sweep_law *l);
void sweep_point_close(sweep_point *p);

/* Moves it to theta. False if doubles cannot tell whether the law is possible there, or lose digits of a parameter. */
bool sweep_point_move(sweep_point *p, double theta, double off);

const law *sweep_point_law(const sweep_point *p); /* for its double-precision functions only */
const part *sweep_point_parts(const sweep_point *p);
double sweep_point_drift(
    const sweep_point *p); /* the sum of the parameters' errors, as parts of their scales */

/* May two ends of supports be equal, or not, as far as doubles can tell? */
bool sweep_points_share_an_end(const sweep_point *p, const sweep_point *q);

#endif
