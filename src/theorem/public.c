/* The public interface, on top of the whole library. See ganproof.h. */
#include "ganproof.h"

#include "divergences/wording.h"
#include "theorem/public_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *gp_version(void) { return GANPROOF_VERSION; }

static gp_status fill(gp_value *out, const divergence *d, const law *p, const result *r, long digits)
{
    out->unit = value_unit(d, 0);
    out->evidence = r->grade == EVIDENCE_CERTIFIED ? "certified" : "numerical";
    out->method = route_name(r, p);
    out->infinite = infinity_name(r->why);
    if (r->why != FINITE) {
        out->value = INFINITY;
        out->digits = strdup("inf");
        return GP_INFINITE;
    }
    out->value = ball_double(r->value);
    out->digits = ball_text(r->value, digits);
    out->lower = ball_bound(r->value, -1, digits + 3);
    out->upper = ball_bound(r->value, +1, digits + 3);
    return r->decided ? GP_OK : GP_UNDECIDED;
}

static law *read_law(const char *which, const char *text, error *e)
{
    if (text)
        return law_parse(text, NULL, e);
    error_set(e, -1, "no law %s was given", which);
    return NULL;
}

/* The second law is read only where the divergence has one. */
static gp_status evaluate(const divergence *d, const char *p, const char *q, long digits, gp_value *out,
                          error *e)
{
    request wanted = request_default;
    wanted.digits = digits;
    gp_status status = GP_BAD_INPUT;
    result r;
    law *first = read_law("P", p, e),
        *second = first && d->row->needs_second_law ? read_law("Q", q, e) : first;
    if (first && second && divergence_compute(*d, first, second, &wanted, &r, e)) {
        status = fill(out, d, first, &r, digits);
        result_clear(&r);
    }
    if (second != first)
        law_free(second);
    law_free(first);
    return status;
}

gp_status gp_divergence(const char *name, const char *p, const char *q, int digits, gp_value *out)
{
    *out = (gp_value){.value = NAN};
    error e = {.position = -1};
    gp_status status = GP_BAD_INPUT;
    divergence d;
    public_enter();
    real_pool *pool = real_pool_open();
    if (digits < 1 || digits > 1000)
        error_set(&e, -1, "digits = %d is not between 1 and 1000", digits);
    else if (divergence_parse(name ? name : "", pool, &d, &e))
        status = evaluate(&d, p, q, digits, out, &e);
    if (status == GP_BAD_INPUT)
        memcpy(out->message, e.message, sizeof out->message);
    real_pool_close(pool);
    public_leave();
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
