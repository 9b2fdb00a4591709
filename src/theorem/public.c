/* The public interface, on top of the whole library. See ganproof.h. */
#include "ganproof.h"

#include "divergences/divergence.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *gp_version(void) { return GANPROOF_VERSION; }

static const char *method_name(method by)
{
    return by == METHOD_CLOSED_FORM ? "closed-form" : by == METHOD_CERTIFIED ? "certified" : "quadrature";
}

static gp_status fill(gp_value *out, const result *r, long digits)
{
    out->evidence = r->grade == EVIDENCE_CERTIFIED ? "certified" : "numerical";
    out->method = method_name(r->by);
    if (r->why != FINITE) {
        out->value = INFINITY;
        out->infinite = r->why == INFINITE_SUPPORT ? "support" : "tail";
        out->digits = strdup("inf");
        return GP_INFINITE;
    }
    out->value = ball_double(r->value);
    out->digits = ball_text(r->value, digits);
    out->lower = ball_bound(r->value, -1, digits + 3);
    out->upper = ball_bound(r->value, +1, digits + 3);
    return r->decided ? GP_OK : GP_UNDECIDED;
}

static gp_status evaluate(const divergence *d, const law *p, const law *q, long digits, gp_value *out,
                          error *e)
{
    request wanted = request_default;
    result r;
    wanted.digits = digits;
    if (!divergence_compute(*d, p, q, &wanted, &r, e))
        return GP_BAD_INPUT;
    gp_status status = fill(out, &r, digits);
    result_clear(&r);
    return status;
}

gp_status gp_divergence(const char *name, const char *p, const char *q, int digits, gp_value *out)
{
    *out = (gp_value){.value = NAN};
    error e = {.position = -1};
    gp_status status = GP_BAD_INPUT;
    gsl_error_handler_t *before = gsl_set_error_handler_off();
    real_pool *pool = real_pool_open();
    law *first = NULL, *second = NULL;
    divergence d;
    if (digits < 1 || digits > 1000)
        error_set(&e, -1, "digits = %d is not between 1 and 1000", digits);
    else if (divergence_parse(name, pool, &d, &e) && (first = law_parse(p, NULL, &e))
             && (second = law_parse(q, NULL, &e)))
        status = evaluate(&d, first, second, digits, out, &e);
    if (status == GP_BAD_INPUT)
        memcpy(out->message, e.message, sizeof out->message);
    law_free(first);
    law_free(second);
    real_pool_close(pool);
    gsl_set_error_handler(before);
    return status;
}

void gp_value_clear(gp_value *v)
{
    free(v->digits);
    free(v->lower);
    free(v->upper);
    *v = (gp_value){.value = NAN};
}

void gp_thread_cleanup(void) { flint_cleanup(); }
