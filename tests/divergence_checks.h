/* A divergence between two specifications, for the tests of values. */
#ifndef TESTS_DIVERGENCE_CHECKS_H
#define TESTS_DIVERGENCE_CHECKS_H

#include "divergences/divergence.h"
#include "effort.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline void quiet(void) { gsl_set_error_handler_off(); }

typedef struct question {
    real_pool *pool;
    law *p, *q;
    divergence d;
} question;

static inline law *read_law(const char *text)
{
    error e = {.message = "", .position = -1};
    law *l = law_parse(text, NULL, &e);
    cr_assert(l, "%s: %s at %d", text, e.message, e.position);
    return l;
}

static inline question ask(const char *name, const char *p, const char *q)
{
    error e = {.message = "", .position = -1};
    question one = {.pool = real_pool_open(), .p = read_law(p), .q = read_law(q)};
    cr_assert(divergence_parse(name, one.pool, &one.d, &e), "%s: %s", name, e.message);
    return one;
}

static inline void forget(question *one)
{
    law_free(one->p);
    law_free(one->q);
    real_pool_close(one->pool);
}

/* divergence_compute on specifications. result_clear in any case; false if there is no such method. */
static inline bool computed(const char *name, const char *p, const char *q, const request *r, result *out)
{
    question one = ask(name, p, q);
    error e = {.message = "", .position = -1};
    bool done = divergence_compute(one.d, one.p, one.q, r, out, &e);
    cr_expect(done || e.message[0], "%s of %s, %s: fails without a message", name, p, q);
    forget(&one);
    return done;
}

/* A number in an expression, exact, or of more than 20 decimals, the last four of which are not relied upon. */
static inline ball reference(scope *s, const char *text)
{
    real_pool *pool = real_pool_open();
    error e = {.message = ""};
    int at = 0;
    real x = real_parse(pool, text, &at, NULL, &e);
    cr_assert(x && !text[at], "%s: %s", text, e.message);
    ball value = real_ball(s, x);
    const char *point = strchr(text, '.');
    size_t decimals = point ? strspn(point + 1, "0123456789") : 0;
    if (decimals > 20)
        value = ball_widen(value, ball_pow(ball_in(s, ball_int(10)), ball_int(4 - (slong)decimals)));
    real_pool_close(pool);
    return value;
}

#endif
