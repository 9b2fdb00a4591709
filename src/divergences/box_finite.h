/* Is J finite for all parameters of a box (HOLDS), infinite for all of them (FAILS, with the reason), or neither for certain? */
#ifndef DIVERGENCES_BOX_FINITE_H
#define DIVERGENCES_BOX_FINITE_H

#include "divergences/box_functional.h"
#include "divergences/box_laws.h"

verdict box_is_finite(scope *s, const box_partition *part, const box_divergence *d, infinity_reason *why);

#endif
