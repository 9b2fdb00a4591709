/*
 * Divergences of two laws along theta, at microseconds a point.
 *
 * Both specifications are read once, with theta as an interval; their parameters, support ends and kinks become programs that
 * give doubles with bounds of their rounding errors, so that at each theta nothing is parsed or allocated and rapid.h gives
 * the values. Where a double cannot tell (is the law possible there? are two ends equal?), or where rapid.h does not vouch
 * for a value, the laws are read exactly at this theta and numerical.h is asked, then the certified routes.
 *
 * Every value is within max(absolute, relative |value|) of the true one, or it is not known. The errors are claims that are
 * tested, except where the grade says certified.
 */
#ifndef DIVERGENCES_SWEEP_H
#define DIVERGENCES_SWEEP_H

#include "divergences/divergence.h"

/* theta_i = from + (to - from) i/(count - 1), exactly. */
typedef struct theta_grid {
    real from, to;
    long count;
} theta_grid;
real theta_at(const theta_grid *g, real_pool *pool, long i);

typedef struct sweep_accuracy {
    double absolute, relative;
    double budget; /* seconds for one value by the certified routes */
} sweep_accuracy;
extern const sweep_accuracy sweep_accuracy_default; /* 1e-12, 1e-12, 2 s */

typedef struct sweep_value {
    double value, error; /* infinity if the value is infinite; NaN if not known */
    infinity_reason why;
    evidence grade;
    bool known;
} sweep_value;

/*
 * Immutable once made: threads share it. q may be NULL if no divergence needs it. The grid and the divergences must outlive
 * it. NULL with an error if a law is malformed whatever theta is, if a divergence lacks its second law, or if the dimensions
 * differ.
 */
typedef struct sweep sweep;
sweep *sweep_make(const divergence *d, size_t k, const char *p, const char *q, const theta_grid *grid,
                  const sweep_accuracy *accuracy, error *e);
void sweep_free(sweep *s);

/* Room for one thread. */
typedef struct sweep_worker sweep_worker;
sweep_worker *sweep_worker_open(const sweep *s);
void sweep_worker_close(sweep_worker *w);

/* Are both laws possible at theta_i? False with the error that the parser gives, its side (0: P) in *side. */
bool sweep_check(sweep_worker *w, long i, int *side, error *e);

/* Both laws at theta_i, exactly. False as sweep_check; clear them in any case. */
typedef struct sweep_laws {
    law *own[2];
    const law *l[2]; /* l[1] is NULL without q */
} sweep_laws;
bool sweep_laws_read(const sweep *s, long i, sweep_laws *out, int *side, error *e);
void sweep_laws_clear(sweep_laws *x);

/* The k values at theta_i, and theta_i itself. False with an error if a law is not possible there. */
bool sweep_at(sweep_worker *w, long i, double *theta, sweep_value *out, error *e);

#endif
