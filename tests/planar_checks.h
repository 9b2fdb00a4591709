/* Values of divergences by their specifications, for the tests of laws on the plane. */
#ifndef TESTS_PLANAR_CHECKS_H
#define TESTS_PLANAR_CHECKS_H

#include "distributions/planar.h"
#include "divergences/divergence.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

static inline law *parsed(const char *text)
{
    error e = {0};
    law *l = law_parse(text, NULL, &e);
    cr_assert(l, "%s: %s at %d", text, e.message, e.position);
    return l;
}

/* One attempt at 2^-goal; the value is stored in `keep`. */
static inline enclosure enclosed(scope *keep, const char *name, const char *p, const char *q, slong goal,
                                 method by)
{
    real_pool *pool = real_pool_open();
    law *a = parsed(p), *b = q ? parsed(q) : NULL;
    divergence d;
    error e;
    enclosure out;
    cr_assert(divergence_parse(name, pool, &d, &e), "%s", name);
    cr_assert(divergence_enclose(keep, d, a, b, goal, by, &out), "%s of %s and %s: no route", name, p,
              q ? q : "-");
    law_free(a);
    law_free(b);
    real_pool_close(pool);
    return out;
}

static inline ball value_of(scope *s, const char *name, const char *p, const char *q)
{
    enclosure e = enclosed(s, name, p, q, 60, METHOD_AUTO);
    cr_assert(e.why == FINITE && ball_log2_error(e.value) < -50, "%s of %s and %s is off by 2^%g", name, p,
              q ? q : "-", ball_log2_error(e.value));
    return e.value;
}

static inline void expect_near(const char *name, const char *p, const char *q, double expected,
                               double tolerance)
{
    scope *s = scope_open(120);
    double value = ball_double(value_of(s, name, p, q));
    cr_assert(fabs(value - expected) <= tolerance, "%s of %s and %s: %.17g, expected %.17g", name, p,
              q ? q : "-", value, expected);
    scope_close(s);
}

static inline void expect_infinite(const char *name, const char *p, const char *q, infinity_reason why)
{
    scope *s = scope_open(120);
    enclosure e = enclosed(s, name, p, q, 60, METHOD_AUTO);
    cr_assert(e.why == why, "%s of %s and %s: reason %d", name, p, q, e.why);
    scope_close(s);
}

/* The sum of f(p, q) h^2 at the midpoints of n x n squares of side h in [-reach, reach]^2. */
static inline double lattice_sum(const law *p, const law *q, double (*f)(double p, double q), double reach,
                                 int n)
{
    double h = 2 * reach / n, sum = 0;
    double *xy = malloc(sizeof *xy * 2 * (size_t)n), *u = malloc(sizeof *u * (size_t)n),
           *v = malloc(sizeof *v * (size_t)n);
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < n; k++)
            xy[2 * k] = -reach + (i + 0.5) * h, xy[2 * k + 1] = -reach + (k + 0.5) * h;
        law_log_density2_double(p, (size_t)n, xy, u);
        law_log_density2_double(q, (size_t)n, xy, v);
        for (int k = 0; k < n; k++)
            sum += f(exp(u[k]), exp(v[k]));
    }
    free(xy), free(u), free(v);
    return sum * h * h;
}

#endif
