/* What the two kinds of estimates from draws share: of f-divergences (estimate.c) and of distances (estimate_distance.c). */
#ifndef DIVERGENCES_ESTIMATE_PARTS_H
#define DIVERGENCES_ESTIMATE_PARTS_H

#include "distributions/distribution.h"

#include <math.h>

static const double estimate_risk = 1e-4;       /* 1 - confidence */
static const double estimate_deviates = 3.8906; /* P(|Z| > deviates) = risk for a standard normal Z */

typedef struct moments {
    double n, mean, squares; /* squares: the sum of (x - mean)^2, updated as by Welford (1962) */
    double lowest, highest;
} moments;
void observe(moments *m, double x);

/* Of the mean: its squared standard error, and what n draws may have missed with probability risk/2. */
double error_squared(const moments *m);
double unseen(const moments *m);

/* A value far from the others among many: the variance is not known from such draws. */
bool dominated_by_one(const moments *m);

/* n points, coordinate by coordinate. */
void draw_points(const law *l, random_stream *r, size_t n, double *x);

/*
 * The distance `name` between two samples of n points each: sup |F - G| by the inequality of Dvoretzky, Kiefer, Wolfowitz and Massart,
 * W1 on the line, energy distance on the line and in the plane. False for other names, or if the tails are too heavy.
 */
bool estimate_distance(const char *name, const law *p, const law *q, size_t n, unsigned long seed,
                       double *value, double *halfwidth);

#endif
