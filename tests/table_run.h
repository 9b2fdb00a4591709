/*
 * One divergence of one random pair: certified from the definition, next to the double-precision route, which shares nothing
 * with it. What is decided, what is not, and whether the two agree within both claimed errors.
 */
#ifndef TESTS_TABLE_RUN_H
#define TESTS_TABLE_RUN_H

#include "divergences/divergence.h"
#include "divergences/numerical.h"
#include "random_pairs.h"

#include <stdlib.h>

static const char *const table_names[] = {
    "js",         "kl",   "reverse-kl", "jeffreys",   "js-distance", "tv",
    "hellinger2", "chi2", "neyman",     "renyi(1/2)", "renyi(3/2)",  "renyi(1/5)",
    "w1",         "w2",   "wp(3)",      "energy",     "kolmogorov",  "cross-entropy"};
enum { TABLE_NAMES = sizeof table_names / sizeof *table_names };

typedef enum { DECIDED, INFINITE, OPEN, NO_ROUTE } outcome;

typedef struct entry {
    outcome is;
    infinity_reason why;
    double value, radius; /* of the enclosure, where it is finite */
    double seconds;       /* of this thread */
    numerical peer;
    bool clash; /* the peer contradicts the certified value */
} entry;

/* Values beyond the doubles are infinite to the peer, and it may say so. */
static inline bool clashes(const entry *a)
{
    if (!a->peer.known || a->is == OPEN || a->is == NO_ROUTE)
        return false;
    if (a->is == INFINITE || isinf(a->peer.value))
        return (a->is == INFINITE) != isinf(a->peer.value) && fabs(a->value) < 1e300;
    return !(fabs(a->value - a->peer.value) <= a->radius + a->peer.error + 0x1p-52 * fabs(a->value));
}

static inline void ask_certified(divergence d, const law *p, const law *q, const request *r, entry *out)
{
    result found;
    double start = scope_work();
    bool known = divergence_compute(d, p, q, r, &found, NULL);
    out->seconds = scope_work() - start;
    out->is = !known ? NO_ROUTE : !found.decided ? OPEN : found.why != FINITE ? INFINITE : DECIDED;
    if (!known)
        return;
    out->why = found.why;
    out->value = ball_double(found.value);
    out->radius = ball_radius(found.value);
    result_clear(&found);
}

static inline entry table_entry(const char *name, const random_pair *pair, const request *r)
{
    entry out = {.is = NO_ROUTE};
    real_pool *pool = real_pool_open();
    law *p = law_parse(pair->p, NULL, NULL), *q = law_parse(pair->q, NULL, NULL);
    divergence d;
    if (p && q && divergence_parse(name, pool, &d, NULL)) {
        ask_certified(d, p, q, r, &out);
        if (d.row->is_f_divergence || d.row->scales_with_log_base)
            numerical_divergences(&d, 1, p, q, &out.peer); /* distances have tests of their own */
        out.clash = clashes(&out);
    }
    law_free(p);
    law_free(q);
    real_pool_close(pool);
    return out;
}

#endif
