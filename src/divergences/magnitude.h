/*
 * About how large an integral is, as a power of two: only a guess, of what its accuracy must be relative to. Values may be as large as
 * 2^(10^17), far beyond doubles.
 */
#ifndef DIVERGENCES_MAGNITUDE_H
#define DIVERGENCES_MAGNITUDE_H

#include "distributions/distribution.h"

/*
 * log2 of the largest p^a q^(1-a), where the integral may be far from the order of 1; 0 elsewhere, and where the size is not asked for
 * unless it is large.
 */
slong magnitude_of_power(const law *p, const law *q, real order, bool relative);

/* log2 of the largest p |log q| |dx|, where that is large and there are no atoms: about the size of KL(P||Q); else 0. */
slong magnitude_of_log_ratio(const law *p, const law *q);

#endif
