/* See ground.h. */
#include "transport/ground.h"

#include <float.h>
#include <stdlib.h>

cloud2 cloud2_room(int32_t n)
{
    size_t size = (size_t)n + 1;
    return (cloud2){n, malloc(sizeof(double) * size), malloc(sizeof(double) * size),
                    malloc(sizeof(int64_t) * size)};
}

void cloud2_free(cloud2 *c)
{
    free(c->x);
    free(c->y);
    free(c->mass);
    *c = (cloud2){0};
}

/* 2^bits is at least the diagonal of the box around all points, halved so that nothing overflows. */
int ground_shift(cost_kind kind, const double *a, size_t n, const double *b, size_t m)
{
    double lo[2] = {INFINITY, INFINITY}, hi[2] = {-INFINITY, -INFINITY};
    for (size_t k = 0; k < 2 * (n + m); k++) {
        double half = (k < 2 * n ? a[k] : b[k - 2 * n]) / 2;
        lo[k % 2] = fmin(lo[k % 2], half);
        hi[k % 2] = fmax(hi[k % 2], half);
    }
    double far = hypot(hi[0] - lo[0], hi[1] - lo[1]);
    int bits = 0;
    if (!(far > 0))
        return 0;
    frexp(far, &bits);
    return (kind == COST_W2 ? COST_BITS / 2 : COST_BITS) - bits - 1;
}
