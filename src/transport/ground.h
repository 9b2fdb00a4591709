/*
 * Clouds on the plane with integer masses, and costs as integers.
 *
 * Coordinates are multiplied by a power of two (which is exact) such that the largest cost is at most 2^COST_BITS; a cost is then
 * rounded to an integer, and sums and differences of costs and potentials are exact in int64 and in double.
 *     W2: c = round(dx^2 + dy^2);      W1: c = round(sqrt(dx^2 + dy^2)).
 */
#ifndef TRANSPORT_GROUND_H
#define TRANSPORT_GROUND_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum { COST_W1, COST_W2 } cost_kind; /* |x - y| and |x - y|^2 */

enum { COST_BITS = 50 }; /* potentials stay below 2^53, so that their sums are exact in doubles */

typedef struct cloud2 {
    int32_t n;
    double *x, *y; /* scaled */
    int64_t *mass;
} cloud2;

cloud2 cloud2_room(int32_t n);
void cloud2_free(cloud2 *c);

/* The power of two by which coordinates (two a point) are multiplied: costs are in units of 2^-shift (W1), 2^-2shift (W2). */
int ground_shift(cost_kind kind, const double *a, size_t n, const double *b, size_t m);

/* Of numbers; fmin and fmax are calls, for they mind what is no number. */
static inline double lesser(double a, double b) { return a < b ? a : b; }
static inline double greater(double a, double b) { return a > b ? a : b; }

/* The cost as a double that is an integer: adding 1.5 * 2^52 leaves no room for a fraction of a cost below 2^51. */
static inline double ground_cost(cost_kind kind, double dx, double dy)
{
    const double no_fraction = 0x1.8p52;
    double squared = dx * dx + dy * dy;
    return (kind == COST_W2 ? squared : sqrt(squared)) + no_fraction - no_fraction;
}

static inline int64_t ground_between(cost_kind kind, const cloud2 *a, int32_t i, const cloud2 *b, int32_t j)
{
    return (int64_t)ground_cost(kind, a->x[i] - b->x[j], a->y[i] - b->y[j]);
}

#endif
