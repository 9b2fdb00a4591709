/*
 * SAMPLES("FILE")
 *     the empirical law of the numbers in a file: mass 1/n at each of n points, repeated ones counted as
 *     often as they occur; on the plane if the file has two columns
 */
#include "distributions/cloud.h"

static const char *const examples[] = {NULL};

const family family_samples = {
    .name = "samples",
    .summary = "the empirical law of the numbers in a file, one or two columns: samples(\"FILE\")",
    .kind = FAMILY_ATOMS,
    .arguments = ARGUMENTS_FILE,
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
