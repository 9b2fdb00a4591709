/* The integral of a power beyond a place. See power_tail.h. */
#include "divergences/power_tail.h"

#include <math.h>

double power_tail(double s, double first, double middle, double last, double noise, double *wrong)
{
    if (!(last > 0))
        return 0;
    double unknown = noise / s, decay = log(middle / last) / (2 * s), before = log(first / middle) / s;
    if (!(decay > unknown))
        return INFINITY;
    double rest = last / decay;
    *wrong += rest * fmin(1, (fabs(decay - before) + unknown) / decay);
    return rest;
}
