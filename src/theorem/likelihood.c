/* Samples and the peaks of their likelihood: see likelihood.h. */
#include "theorem/likelihood.h"

#include "divergences/mixture_fit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- data/ ---- */

static bool has_file(const char *folder, const char *below, const char *file, char path[PATH_MAX])
{
    return snprintf(path, PATH_MAX, "%s%s/%s", folder, below, file) < PATH_MAX && access(path, R_OK) == 0;
}

static bool own_folder(char folder[PATH_MAX])
{
    ssize_t length = readlink("/proc/self/exe", folder, PATH_MAX - 1);
    folder[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(folder, '/');
    if (slash)
        *slash = '\0';
    return slash;
}

bool data_find(const char *file, char path[PATH_MAX])
{
    static const char *const beside[] = {"/../share/ganproof/data", "/../data", "/../../data"};
    const char *chosen = getenv("GANPROOF_DATA"), *source = getenv("GANPROOF_SOURCE");
    char folder[PATH_MAX];
    if (chosen && *chosen)
        return has_file(chosen, "", file, path);
    if (own_folder(folder))
        for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
            if (has_file(folder, beside[i], file, path))
                return true;
    return source && has_file(source, "/data", file, path);
}

bound_law trial_data(trial *t, const char *file)
{
    char path[PATH_MAX], specification[PATH_MAX + 16];
    if (!data_find(file, path)) {
        error_set(&t->trouble, -1, "no data file %s; set GANPROOF_DATA to the folder of the data", file);
        return (bound_law){NULL, t};
    }
    snprintf(specification, sizeof specification, "samples(\"%s\")", path);
    return trial_law(t, specification);
}

/* ---- Peaks ---- */

likelihood_peak trial_em(bound_law sample, int components, double away)
{
    trial *t = sample.in;
    likelihood_peak out = {.stationary = UNDECIDED, .mean_log_likelihood = ball_nothing(t->at)};
    for (int a = 0; a < PEAK_PARAMETERS; a++)
        out.parameter[a] = ball_nothing(t->at);
    if (!sample.of || components > 2)
        return out;
    mixture_problem of = {sample.of->c[0].data, components};
    mixture_fit found;
    if (!mixture_fit_sample(&of, NULL, t->seed, &found, &t->trouble) || found.on_bound)
        return out;
    found.theta[components - 1] += away;
    out.stationary = mixture_certify(t->at, &of, found.theta, t->goal, out.parameter, &out.maximum);
    out.mean_log_likelihood = mixture_mean_log_likelihood(t->at, &of, out.parameter);
    return out;
}
