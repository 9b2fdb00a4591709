/*
 * FINITE(x1: w1, x2: w2, ...)
 *     mass w_i >= 0 at x_i, the weights summing to 1 exactly; points without mass are left out
 */
#include "distributions/cloud.h"

static const char *const examples[] = {"0: 1/2, 1: 1/2", "-1: 0.25, 3.5: 0.75, 7: 0",
                                       "1e-150: 1/3, 1e150: 2/3", "2: 0.2, 1: 0.3, 2: 0.1, -sqrt(2): 0.4",
                                       NULL};

const family family_finite = {
    .name = "finite",
    .summary = "mass w1 at x1, w2 at x2, ...: finite(x1: w1, x2: w2, ...)",
    .kind = FAMILY_ATOMS,
    .arguments = ARGUMENTS_ATOMS,
    .examples = examples,
    .cdf = cloud_cdf,
    .sf = cloud_sf,
    .lower_excess = cloud_lower_excess,
    .upper_excess = cloud_upper_excess,
    .mean = cloud_mean,
    .variance = cloud_variance,
    .atoms = cloud_atoms,
    .atom = cloud_atom,
};
