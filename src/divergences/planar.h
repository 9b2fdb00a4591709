/*
 * Divergences between laws on the plane: the routes beyond the registry of closed forms.
 */
#ifndef DIVERGENCES_PLANAR_H
#define DIVERGENCES_PLANAR_H

#include "divergences/divergence.h"

/*
 * One attempt at an accuracy of about 2^-goal, as divergence_enclose makes it. True if a certified route
 * applies, and then `out` is filled; false if there is none for this pair. q may be NULL for the entropy.
 */
bool planar_enclose(scope *s, divergence d, const law *p, const law *q, slong goal, enclosure *out);

/*
 * V(G, D*) = integral of p log(p/(p+q)) + q log(q/(p+q)) over the plane, from its definition, for normal
 * laws; 0 for mutually singular laws. It shares nothing with the route to JS, so that V = -2 log 2 + 2 JS can
 * be put to the test. Indeterminate for other pairs.
 */
ball planar_game_value(scope *s, const law *p, const law *q, slong goal);

#endif
