/*
 * Fits by a divergence, and what all fits have in common: see fit.h. Maximum likelihood is in
 * fit_likelihood.c.
 */
#include "divergences/fit.h"

#include "divergences/fit_descent.h"
#include "divergences/fit_report.h"
#include "divergences/numerical.h"
#include "divergences/staircase.h"
#include "divergences/wasserstein.h"

#include <math.h>
#include <string.h>
#include <time.h>

double fit_clock(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

void fit_open(fit *out, const model *m, slong bits)
{
    *out = (fit){.storage = scope_open(bits), .n = m->n, .gradient = NAN, .starts = 1, .agreeing = 1};
    for (int i = 0; i < m->n; i++) {
        memcpy(out->name[i], m->free[i].name, sizeof out->name[i]);
        out->positive[i] = m->free[i].in == POSITIVE;
    }
}

void fit_clear(fit *f)
{
    scope_close(f->storage);
    *f = (fit){0};
}

ball fit_estimate(scope *s, double value, double wrong)
{
    if (!isfinite(value) || !isfinite(wrong))
        return ball_nothing(s);
    return ball_widen(ball_exact_double(s, value), ball_exact_double(s, wrong));
}

void fit_take_descent(fit *out, const descent *found)
{
    out->route = FIT_DESCENT;
    out->grade = out->value_grade = EVIDENCE_NUMERICAL;
    for (int i = 0; i < out->n; i++)
        out->parameter[i] = fit_estimate(out->storage, found->value[i], found->error[i]);
    out->value =
        fit_estimate(out->storage, found->least, found->least_error + 1e-13 * fmax(1, fabs(found->least)));
    out->gradient = found->gradient;
    out->steps = found->evaluations;
    out->starts = found->starts, out->agreeing = found->agreeing;
    out->escapes = found->escapes;
    out->reached = found->least;
    for (int i = 0; i < out->n && out->escapes; i++) {
        out->escape[i] = found->escape[i];
        out->reached_at[i] = found->value[i];
        out->parameter[i] = ball_nothing(out->storage);
    }
    if (out->escapes) {
        out->value = ball_nothing(out->storage);
        out->gradient = NAN;
    }
}

/* ---- Divergences ---- */

enum { CLOSED_BITS = 96, ENCLOSED_BITS = 56, PATIENCE = 3 };
static const double SECONDS = 0.25; /* of an attempt at one law */

typedef struct divergence_state {
    divergence d;
    const law *target;
    scope *s;
    int in_vain; /* attempts at an enclosure that was too wide */
    staircase
        stairs; /* of the target, for W_k: its quantiles are asked for at the same masses again and again */
} divergence_state;

static bool by_transport(const divergence_state *d, const law *at, double *value)
{
    double wrong, order = wasserstein_order(&d->d);
    if (!(order >= 1) || !d->stairs.l)
        return false;
    *value = wasserstein_double_from(&d->stairs, at, order, &wrong);
    return isfinite(*value) && isfinite(wrong);
}

static bool by_quadrature(const divergence_state *d, const law *at, double *value)
{
    double wrong;
    infinity_reason why = FINITE;
    if (by_transport(d, at, value))
        return true;
    bool known = at->dim == 1 && numerical_divergence(&d->d, d->target, at, value, &wrong, &why);
    if (known && why != FINITE)
        *value = INFINITY;
    return known;
}

static bool by_enclosure(const divergence_state *d, const law *at, method by, double *value)
{
    enclosure e;
    if (!divergence_enclose(d->s, d->d, d->target, at, ENCLOSED_BITS, by, &e))
        return false;
    *value = e.why == FINITE ? ball_double(e.value) : INFINITY;
    return e.why != FINITE
           || ball_radius(e.value) <= 1e-9 * fabs(*value) + 1e-13; /* wide ones guide nobody */
}

/*
 * D(Q || P_theta) by a closed form, which is fast and has no quadrature error; else by quadrature in double
 * precision, except W1, whose certified route is a sum of antiderivatives between roots: quicker, and smooth
 * in theta to the last bit.
 */
static double divergence_at(void *state, const law *at)
{
    divergence_state *d = state;
    double value = INFINITY;
    scope_mark mark = scope_now(d->s);
    bool quick = strcmp(d->d.row->name, "w1") || d->in_vain > PATIENCE;
    scope_set_deadline(d->s, scope_work() + SECONDS);
    if (!by_enclosure(d, at, METHOD_CLOSED_FORM, &value) && !(quick && by_quadrature(d, at, &value))
        && !by_enclosure(d, at, METHOD_AUTO, &value)) {
        d->in_vain++;
        if (!quick)
            by_quadrature(d, at, &value);
    }
    scope_rewind(d->s, mark);
    return value;
}

/*
 * The divergence at the result as `ganproof divergence` computes it, widened by how far the minimum may be
 * below.
 */
static void take_value(fit *out, const divergence_state *d, const model *m, const descent *found,
                       slong digits)
{
    request r = request_default;
    result at = {0};
    r.digits = digits < 15 ? digits : 15;
    r.budget = 5;
    law *l = model_at(m, found->value, NULL);
    if (l && divergence_compute(d->d, d->target, l, &r, &at, NULL) && ball_is_finite(at.value)) {
        out->value =
            ball_widen(ball_in(out->storage, at.value), ball_exact_double(out->storage, found->least_error));
        out->value_grade = at.grade;
    }
    result_clear(&at);
    law_free(l);
}

bool fit_by_divergence(const model *m, const law *target, divergence d, const fit_request *r, fit *out,
                       error *e)
{
    double start = fit_clock();
    descent found;
    *out = (fit){0};
    if (!d.row->needs_second_law)
        return error_set(e, -1, "%s has one law as its argument: there is nothing to fit", d.row->name);
    divergence_state state = {.d = d, .target = target, .s = scope_open(CLOSED_BITS)};
    if (wasserstein_order(&d) >= 1)
        staircase_open(&state.stairs, target) ? staircase_remember(&state.stairs)
                                              : staircase_close(&state.stairs);
    error trouble;
    bool done = fit_descend(m, target, divergence_at, &state, r->seed, &found, &trouble);
    if (done) {
        fit_open(out, m, CLOSED_BITS);
        fit_take_descent(out, &found);
        if (!found.escapes)
            take_value(out, &state, m, &found, r->digits);
        out->seconds = fit_clock() - start;
    } else {
        error_set(e, -1, "%s between %s and %s cannot be minimised: %s", d.row->name, target->text, m->text,
                  trouble.message);
    }
    staircase_close(&state.stairs);
    scope_close(state.s);
    return done;
}
