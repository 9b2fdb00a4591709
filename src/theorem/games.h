/*
 * Small games for the proofs: their steps, eigenvalues and basins (gan/dynamics.h), certified in a trial. Points are texts, a
 * number for each parameter: "1/2, 1, 0, 0, 0".
 */
#ifndef THEOREM_GAMES_H
#define THEOREM_GAMES_H

#include "calculus/spectrum.h"
#include "gan/dirac.h"
#include "gan/gaussian_gan.h"
#include "theorem/trial.h"

/* Steps of size h by which a game is played. */
typedef struct play {
    const dynamics *game;
    schedule by;
    const char *h;
} play;

typedef struct position {
    int n;
    ball x[DYNAMICS_DIM];
} position;

position trial_position(trial *t, const char *text);

/* Where so many steps lead from a point. */
position trial_played(trial *t, play p, long steps, const char *from);

/* The eigenvalues of the field's derivative at a point, in the order of spectrum.h; and of the derivative of one step. */
bool trial_eigenvalues(trial *t, const dynamics *game, const char *at, cball *out);
ball trial_step_radius(trial *t, play p, const char *at);

/* Are there the decimals of each coordinate, up to a unit of their last place? */
verdict trial_rounds_to(trial *t, ball x, const char *decimals);
verdict trial_is_at(trial *t, position where, const char *const *decimals);

/*
 * LOCAL CONVERGENCE. Holds if in some norm |x|_P >= |x| one step shrinks all differences by `rate` on the cube of half-side `radius`
 * around `centre`, and moves the centre by at most (1 - rate) radius in that norm: then (Banach) there is exactly one fixed point in
 * the ball |x - centre|_P <= radius, and every play that enters the ball converges to it, geometrically. `from` after `steps`
 * steps is certified to be in the ball (NULL: not asked). Never FAILS.
 */
typedef struct basin {
    const char *centre, *radius;
    double rate;
    const char *from;
    long steps;
} basin;
verdict trial_converges(trial *t, play p, const basin *b);

/*
 * LOCAL DIVERGENCE. Holds if the Euclidean distance from the fixed point `centre` grows in every step from any other point of the cube:
 * M^T M > I for every value M of the derivative on it. A play that came to stay in the cube would not converge to the centre.
 */
verdict trial_expands(trial *t, play p, const char *centre, const char *radius);

#endif
