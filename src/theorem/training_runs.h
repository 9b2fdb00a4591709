/* Training runs as evidence: a preset over many seeds, and what can be said of all of them with a stated confidence. */
#ifndef THEOREM_TRAINING_RUNS_H
#define THEOREM_TRAINING_RUNS_H

#include "theorem/trial.h"

/* Upper bounds that each of the runs shall keep (gan/convergence.h). */
typedef struct training_bounds {
    double w1, energy, from_half, from_minimum;
} training_bounds;

typedef struct training_runs {
    const char *name;
    const char *preset, *settings; /* changed settings, separated by semicolons */
    long seeds;                    /* trial->seed, trial->seed + 1, ... */
    long points;                   /* fresh points of each law for the distances */
    double centre, radius;         /* of the ball on which they are compared */
    training_bounds at_most;
} training_runs;

/*
 * HOLDS if every run ends within the bounds, FAILS if one does not, or can not be made. `also` are more settings, such as those that
 * freeze the generator. The first run beyond the bounds ends the work; the
 * note tells the worst of each bound so far. The risk is shared among `cases` structures of runs.
 */
verdict trial_training_runs(trial *t, const training_runs *runs, const char *also, long cases);

#endif
