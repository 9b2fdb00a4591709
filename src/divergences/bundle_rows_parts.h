/* What rows are made of, for bundle_rows.c: values at nodes and bounds on discs. */
#ifndef DIVERGENCES_BUNDLE_ROWS_PARTS_H
#define DIVERGENCES_BUNDLE_ROWS_PARTS_H

#include "calculus/panels_rows.h"
#include "divergences/functional.h"

typedef struct rows_bundle {
    const functional *f;
    rows_map m;
    int np, nq;
    rows_form *forms, *p, *q, *among_p, *among_q, *across, *power;
} rows_bundle;

/* The density at a row of nodes, and its sup on a row of discs: state is a rows_bundle. See panels_rows.h. */
void rows_bundle_values(const void *state, twofold_points *at, twofold_row *out);
void rows_bundle_bounds(const void *state, disc_points *at, double *sup);

#endif
