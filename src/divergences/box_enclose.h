/* One divergence over one box of parameters, as tightly as its own enclosure and both Taylor forms give it. */
#ifndef DIVERGENCES_BOX_ENCLOSE_H
#define DIVERGENCES_BOX_ENCLOSE_H

#include "calculus/symbols.h"
#include "divergences/divergence.h"

/*
 * `name` of P and Q, whose specifications contain the symbols' names (their ranges are not used), where symbol i is anywhere in
 * x[i]. +infinity if it is infinite for all parameters; indeterminate if nothing is known, with an error where P or Q cannot be read.
 */
ball box_enclose(scope *s, const char *name, const char *p, const char *q, const symbols *named,
                 const ball *x, error *e);

#endif
