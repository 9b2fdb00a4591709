/* The integral of a power beyond a place. See power_tail.h. */
#include "divergences/power_tail.h"

#include <math.h>

static const double SMALL = 1e-9; /* decays as small as that count as none, if noise leaves them */

double power_tail(double s, double first, double middle, double last, double noise, double *wrong)
{
    if (!(last > 0))
        return 0;
    double unknown = noise / s, decay = log(middle / last) / (2 * s), before = log(first / middle) / s;
    if (fabs(decay) <= unknown && unknown > SMALL) {
        *wrong = INFINITY;
        return 0;
    }
    if (!(decay > unknown))
        return INFINITY;
    double rest = last / decay, off = (fabs(decay - before) + unknown) / decay; /* of the decay, relatively */
    *wrong += off < 1 ? rest * off / (1 - off) : INFINITY;
    return rest;
}
