/* Every theorem, in the order of proofs/catalogue.def: the single list behind the command, the tests and the book. */
#ifndef THEOREM_CATALOGUE_H
#define THEOREM_CATALOGUE_H

#include "theorem/theorem.h"

extern const theorem *const catalogue[];
extern const size_t catalogue_size;

const theorem *catalogue_find(const char *name);

#endif
