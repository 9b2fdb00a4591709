/* Values of the game for the proofs, in their trial's scope. */
#ifndef THEOREM_GAME_VALUE_H
#define THEOREM_GAME_VALUE_H

#include "theorem/trial.h"

/* V(G, D*), by integrating p log D* + q log(1 - D*) (divergences/game.h). */
ball trial_game_value(bound_law p, bound_law q);

/*
 * V(G, D) for the discriminator whose logit is that of D* plus the tilt, a number as text such as "-1/2"; and what it loses
 * against D*, by integrating exactly that.
 */
ball trial_tilted_value(const char *tilt, bound_law p, bound_law q);
ball trial_tilted_gap(const char *tilt, bound_law p, bound_law q);

#endif
