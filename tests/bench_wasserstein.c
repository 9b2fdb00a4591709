/*
 * How long distances by distribution and quantile functions take: CPU milliseconds a certified value, medians, from the
 * definition (never by a closed form), at 15 and 30 digits; beside it the double-precision route, and SciPy's quad over quantile
 * functions where python3 has it (W_p only), which vouches for nothing. Nothing is asserted.
 */
#include "median.h"
#include "divergences/divergence.h"
#include "divergences/numerical.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *p, *q, *scipy_p, *scipy_q; /* frozen laws of scipy.stats, NULL: not asked */
} pairs[] = {
    {"normal(0,1)", "normal(1,2)", "norm(0,1)", "norm(1,2)"},
    {"normal(0,1)", "laplace(0,1)", "norm(0,1)", "laplace(0,1)"},
    {"exponential(1)", "normal(0,1)", "expon(0,1)", "norm(0,1)"},
    {"gamma(2,1)", "gamma(3,1)", "gamma(2)", "gamma(3)"},
    {"uniform(0,1)", "beta(2,3)", "uniform(0,1)", "beta(2,3)"},
    {"normal(0,1)", "3/10*normal(-1,1/2) + 7/10*normal(2,3/2)", NULL, NULL},
    {"1/2*normal(-3,1) + 1/2*normal(3,1)", "1/4*normal(-4,1) + 3/4*normal(2,2)", NULL, NULL},
    {"poisson(4)", "normal(4,2)", NULL, NULL},
    {"1/2*point(0) + 1/2*normal(0,1)", "normal(0,1)", NULL, NULL},
};
enum { PAIRS = sizeof pairs / sizeof *pairs, RUNS = 5 };
static const char *const names[] = {"w1", "w2", "wp(3)", "wp(5/2)", "energy", "kolmogorov"};
enum { NAMES = sizeof names / sizeof *names };

/* Median CPU milliseconds; *decided tells whether the digits were reached. */
static double milliseconds(divergence d, const law *p, const law *q, method by, long digits, bool *decided)
{
    double taken[RUNS];
    request r = request_default;
    r.by = by;
    r.digits = digits;
    *decided = true;
    for (int k = 0; k < RUNS; k++) {
        result out;
        error e;
        double start = scope_work_of_all();
        bool done = divergence_compute(d, p, q, &r, &out, &e);
        taken[k] = 1e3 * (scope_work_of_all() - start);
        *decided = *decided && done && out.decided;
        if (done)
            result_clear(&out);
    }
    return median(RUNS, taken);
}

/* SciPy's milliseconds for the p-th power by quad over the quantile functions, or -1. */
static double scipy_milliseconds(const char *name, const char *p, const char *q)
{
    static const char script[] =
        "from scipy import integrate as I, stats as S; import time\n"
        "p=S.%s; q=S.%s; k=%s\n"
        "f=lambda u: abs(p.ppf(u)-q.ppf(u))**k\n"
        "I.quad(f,0,1,limit=500,epsabs=0,epsrel=1e-12); t=time.process_time()\n"
        "I.quad(f,0,1,limit=500,epsabs=0,epsrel=1e-12); print(1e3*(time.process_time()-t))\n";
    const char *order = !strcmp(name, "w1")      ? "1"
                        : !strcmp(name, "w2")    ? "2"
                        : !strcmp(name, "wp(3)") ? "3"
                                                 : NULL;
    char code[1000], command[1400];
    double found = -1;
    if (!p || !order)
        return -1;
    snprintf(code, sizeof code, script, p, q, order);
    snprintf(command, sizeof command, "python3 -c \"%s\" 2>/dev/null", code);
    FILE *f = popen(command, "r");
    if (f && fscanf(f, "%lf", &found) != 1)
        found = -1;
    if (f)
        pclose(f);
    return found;
}

static void show(int i, const char *name)
{
    law *p = law_parse(pairs[i].p, NULL, NULL), *q = law_parse(pairs[i].q, NULL, NULL);
    real_pool *pool = real_pool_open();
    divergence d;
    error e;
    bool at15, at30, plainly;
    divergence_parse(name, pool, &d, &e);
    double fifteen = milliseconds(d, p, q, METHOD_CERTIFIED, 15, &at15),
           thirty = milliseconds(d, p, q, METHOD_CERTIFIED, 30, &at30),
           plain = milliseconds(d, p, q, METHOD_QUADRATURE, 15, &plainly),
           scipy = scipy_milliseconds(name, pairs[i].scipy_p, pairs[i].scipy_q);
    printf("%-10s %9.2f%s %9.2f%s %9.2f%s ", name, fifteen, at15 ? " " : "?", thirty, at30 ? " " : "?", plain,
           plainly ? " " : "?");
    fflush(stdout);
    printf(scipy >= 0 ? "%9.1f" : "        -", scipy);
    printf("  %s | %s\n", pairs[i].p, pairs[i].q);
    real_pool_close(pool);
    law_free(p);
    law_free(q);
}

int main(void)
{
    gsl_set_error_handler_off();
    printf("CPU milliseconds, medians of %d (?: digits not reached)\n", RUNS);
    printf("%-10s %10s %10s %10s %9s\n", "", "15 digits", "30 digits", "double", "scipy");
    for (int i = 0; i < PAIRS; i++)
        for (int k = 0; k < NAMES; k++)
            show(i, names[k]);
    return 0;
}
