/* An exact expression at a complex value of one of its leaves, for rigorous integration over that leaf. */
#ifndef NUMBER_REAL_COMPLEX_H
#define NUMBER_REAL_COMPLEX_H

#include "number/cball.h"
#include "number/real.h"

/*
 * The value of `of` where the leaf `symbol`, an interval by construction, is z; other intervals stand for their whole range. Under the
 * scope's holomorphic demand indeterminate where the continuation may have a cut, or |u| a kink.
 */
cball real_complex_at(scope *s, real of, real symbol, cball z);

#endif
