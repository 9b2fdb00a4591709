/*
 * Sums over n of (rise)_n / (start)_n w^n whose parameters and argument are power series in one variable e, modulo e^length. The
 * coefficients do not depend on w and are kept: a law has many points and few parameters.
 *
 * What is left out after N terms. Let |u|(r) be the sum of |u_j| r^j, R = |rise|(r), S = start_0 - (|start|(r) - |start_0|) > 0 for some
 * r > 0. The coefficients of 1/(start + n) are at most those of a series whose value at r is 1/(S + n), so that the coefficient
 * of e^j of term n is at most r^-j (R)_n/(S)_n |w|(r)^n; these fall at least as fast as q^n from N on, q = |w|(r) max(1, (R+N)/(S+N)).
 */
#ifndef DISTRIBUTIONS_HYPER_SERIES_H
#define DISTRIBUTIONS_HYPER_SERIES_H

#include "number/flint.h"
#include <stdbool.h>

typedef struct hyper_table {
    slong length, terms, room, bits; /* length 0: not begun */
    bool has_rise;
    double r;
    arb_ptr rise, start, c; /* c: terms * length */
    mag_ptr most;           /* (R)_n/(S)_n */
    arb_t R, S;
} hyper_table;

/*
 * Real power series of that length; rise may be NULL (no numerator). w is an example of those to come, of which some may be too far from
 * it for this r. Does nothing for a table that has begun.
 */
void hyper_table_begin(hyper_table *t, arb_srcptr rise, arb_srcptr start, acb_srcptr w, slong length,
                       slong bits);
void hyper_table_clear(hyper_table *t); /* also one that has not begun */

/* out and w have t->length terms; indeterminate where the terms do not fall fast enough. */
void hyper_table_sum(acb_ptr out, hyper_table *t, acb_srcptr w);

#endif
