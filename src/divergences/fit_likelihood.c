/*
 * Maximum likelihood: see fit.h. Families with an estimator in closed form, x_1, ..., x_n the sample, [..]
 * its mean:
 *     exponential  rate = 1/[x]          poisson   rate = [x]         bernoulli  p = [x]
 *     uniform      a = min x, b = max x  laplace   mean = a median, scale = [|x - median|]
 */
#include "divergences/fit.h"

#include "distributions/planar.h"
#include "divergences/fit_report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- The likelihood of any law ---- */

/* log P(X = x) for a law of atoms. */
static double log_mass(const law *l, double x)
{
    double sum = 0;
    for (int i = 0; i < l->n; i++) {
        const component *c = &l->c[i];
        double out = -INFINITY;
        if (c->family->kind == FAMILY_LATTICE && x >= 0 && x == floor(x))
            c->family->log_density_double(c->par_double, 1, &x, &out);
        for (size_t k = 0; c->family->kind == FAMILY_ATOMS && k < c->family->atoms(c); k++) {
            real at, weight;
            c->family->atom(l->pool, c, k, &at, &weight);
            out = real_double(at) == x ? log(exp(out) + real_double(weight)) : out;
        }
        sum += c->weight_double * exp(out);
    }
    return log(sum);
}

static double mean_of(size_t n, const double *v)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += v[i];
    return sum / (double)n;
}

typedef struct likelihood_state {
    const cloud *sample;
    double *log_density; /* room for one number a point */
} likelihood_state;

static double mean_log_likelihood(const likelihood_state *s, const law *l)
{
    const cloud *data = s->sample;
    if (l->dim == 2)
        law_log_density2_double(l, data->n, data->x_double, s->log_density);
    else if (!law_has_atoms(l))
        law_log_density_double(l, data->n, data->x_double, s->log_density);
    for (size_t i = 0; l->dim == 1 && law_has_atoms(l) && i < data->n; i++)
        s->log_density[i] = log_mass(l, data->x_double[i]);
    return mean_of(data->n, s->log_density);
}

static double minus_likelihood(void *state, const law *at) { return -mean_log_likelihood(state, at); }

/* ---- Closed forms ---- */

static void exponential_estimate(scope *s, const law *sample, ball *out)
{
    out[0] = ball_inv(law_mean(s, sample));
}
static void mean_estimate(scope *s, const law *sample, ball *out) { out[0] = law_mean(s, sample); }

static real ordered(const law *sample, size_t i) { return sample->c[0].data->x[sample->c[0].data->order[i]]; }

static void uniform_estimate(scope *s, const law *sample, ball *out)
{
    out[0] = real_ball(s, ordered(sample, 0));
    out[1] = real_ball(s, ordered(sample, sample->c[0].data->n - 1));
}

/* Any point between the two middle ones is a median; the lower one is taken. */
static void laplace_estimate(scope *s, const law *sample, ball *out)
{
    out[0] = real_ball(s, ordered(sample, (sample->c[0].data->n - 1) / 2));
    out[1] = ball_add(law_lower_excess(s, sample, out[0]), law_upper_excess(s, sample, out[0]));
}

typedef struct estimator {
    const char *family;
    int parameters;
    void (*estimate)(scope *s, const law *sample, ball *out);
} estimator;

static const estimator estimators[] = {
    {"exponential", 1, exponential_estimate}, {"poisson", 1, mean_estimate},
    {"bernoulli", 1, mean_estimate},          {"uniform", 2, uniform_estimate},
    {"laplace", 2, laplace_estimate},
};

/* Is every free parameter one slot of the law, and no two the same? */
static bool stands_alone(const model *m)
{
    for (int i = 0; i < m->n; i++) {
        model_slot a = m->free[i].slot;
        if (a.component < 0)
            return false;
        for (int j = 0; j < i; j++)
            if (m->free[j].slot.component == a.component && m->free[j].slot.parameter == a.parameter)
                return false;
    }
    return true;
}

static const estimator *estimator_of(const model *m, const law *base)
{
    for (size_t k = 0; base->n == 1 && k < sizeof estimators / sizeof *estimators; k++)
        if (!strcmp(base->c[0].family->name, estimators[k].family) && m->n == estimators[k].parameters
            && stands_alone(m))
            return &estimators[k];
    return NULL;
}

static bool fit_closed_form(const model *m, const estimator *by, const law *target, fit *out)
{
    ball estimate[MAX_PARAMETERS];
    out->route = FIT_CLOSED_FORM;
    out->grade = EVIDENCE_CERTIFIED;
    by->estimate(out->storage, target, estimate);
    for (int i = 0; i < m->n; i++) {
        ball x = estimate[m->free[i].slot.parameter];
        out->parameter[i] = m->free[i].slot.inverse ? ball_inv(x) : x;
        if (!ball_is_finite(out->parameter[i]))
            return false;
    }
    return true;
}

/* ---- Mixtures of normals ---- */

/* Which free parameter is theta_a of the mixture, whose component `last` has the weight that is left. */
typedef struct mixture_names {
    int components, last, index[MIXTURE_PARAMETERS];
} mixture_names;

/* The place of component c when `last` is moved to the end. */
static int place_of(const mixture_names *t, int c)
{
    return c == t->last ? t->components - 1 : c - (c > t->last);
}

static int component_at(const mixture_names *t, int place)
{
    return place == t->components - 1 ? t->last : place + (place >= t->last);
}

static bool has_free_weight(const model *m, int which)
{
    for (int i = 0; i < m->n; i++)
        if (m->free[i].slot.component == which && m->free[i].slot.parameter < 0)
            return true;
    return false;
}

/* Are all means, sd's and all weights but one free, each under its own name? */
static bool is_free_mixture(const model *m, const law *base, mixture_names *t)
{
    int K = base->n, dependent = 0;
    *t = (mixture_names){.components = K};
    if (K > MIXTURE_COMPONENTS || m->n != 3 * K - 1 || !stands_alone(m))
        return false;
    for (int c = 0; c < K; c++) {
        if (base->c[c].family != family_by_name("normal"))
            return false;
        if (!has_free_weight(m, c))
            t->last = c, dependent++;
    }
    for (int i = 0; i < m->n; i++) {
        model_slot slot = m->free[i].slot;
        int place = place_of(t, slot.component);
        if (slot.inverse)
            return false;
        t->index[slot.parameter < 0 ? place : K - 1 + 2 * place + slot.parameter] = i;
    }
    return dependent == 1;
}

/* The start that the user gave; components keep their order. */
static bool given_start(const model *m, const mixture_names *t, double *theta)
{
    for (int a = 0; a < m->n; a++) {
        if (!m->free[t->index[a]].given)
            return false;
        theta[a] = m->free[t->index[a]].base;
    }
    return true;
}

/* EM sorts components by their means; the text's component c takes the c-th. */
static void reorder(const mixture_names *t, double *theta)
{
    double old[MIXTURE_PARAMETERS], rest = 1;
    int K = t->components;
    memcpy(old, theta, sizeof old);
    for (int k = 0; k + 1 < K; k++)
        rest -= old[k];
    for (int place = 0; place < K; place++) {
        int c = component_at(t, place);
        if (place + 1 < K)
            theta[place] = c + 1 < K ? old[c] : rest;
        theta[K - 1 + 2 * place] = old[K - 1 + 2 * c];
        theta[K + 2 * place] = old[K + 2 * c];
    }
}

/* The certified enclosure, or else the numbers that Newton's method left. */
static void take_mixture(fit *out, const mixture_problem *of, const mixture_names *t, const double *theta,
                         slong goal)
{
    ball box[MIXTURE_PARAMETERS], at[MIXTURE_PARAMETERS], score[MIXTURE_PARAMETERS];
    double sum = 0;
    bool certain =
        !out->on_bound && mixture_certify(out->storage, of, theta, goal, box, &out->local_maximum) == HOLDS;
    for (int a = 0; a < mixture_parameters(of); a++) {
        at[a] = ball_exact_double(out->storage, theta[a]);
        double wrong = out->on_bound ? 1e-6 : 1e-12;
        out->parameter[t->index[a]] =
            certain ? box[a] : fit_estimate(out->storage, theta[a], wrong * fabs(theta[a]));
    }
    out->grade = certain ? EVIDENCE_CERTIFIED : EVIDENCE_NUMERICAL;
    out->value = mixture_mean_log_likelihood(out->storage, of, certain ? box : at);
    out->value_grade = EVIDENCE_CERTIFIED;
    mixture_score(out->storage, of, at, score);
    for (int a = 0; a < mixture_parameters(of); a++)
        sum += ball_double(score[a]) * ball_double(score[a]);
    out->gradient = sqrt(sum);
}

static bool fit_em(const model *m, const mixture_names *t, const cloud *sample, const fit_request *r,
                   fit *out, error *e)
{
    mixture_problem of = {sample, t->components};
    double start[MIXTURE_PARAMETERS];
    mixture_fit found;
    bool given = given_start(m, t, start);
    if (!mixture_fit_sample(&of, given ? start : NULL, r->seed, &found, e))
        return false;
    if (!given)
        reorder(t, found.theta);
    out->route = FIT_EM;
    out->steps = found.steps, out->starts = found.starts, out->agreeing = found.agreeing;
    out->increased = found.increased, out->on_bound = found.on_bound;
    out->sd_bound = t->components > 1 ? found.sd_bound : 0;
    take_mixture(out, &of, t, found.theta, (slong)((double)r->digits * 3.33) + 8);
    return true;
}

/* ---- The routes ---- */

/* The likelihood of the law at the middle of the enclosures. */
static bool value_at_estimate(const model *m, likelihood_state *state, fit *out, error *e)
{
    double value[MODEL_PARAMETERS];
    for (int i = 0; i < m->n; i++)
        value[i] = ball_double(out->parameter[i]);
    error trouble;
    law *l = model_at(m, value, &trouble);
    if (!l)
        return error_set(e, -1, "what this sample asks for is impossible: %s", trouble.message);
    double mean = mean_log_likelihood(state, l);
    law_free(l);
    out->value_grade = EVIDENCE_NUMERICAL;
    out->value = fit_estimate(out->storage, mean, 1e-14 * fmax(1, fabs(mean)));
    out->steps = 1;
    return isfinite(mean)
           || error_set(e, -1, "the sample has likelihood 0 under %s, whatever its parameters", m->text);
}

static bool fit_numerically(const model *m, const law *target, likelihood_state *state, const fit_request *r,
                            fit *out, error *e)
{
    descent found;
    error trouble;
    if (!fit_descend(m, target, minus_likelihood, state, r->seed, &found, &trouble))
        return error_set(e, -1, "minus the log-likelihood of %s cannot be minimised: %s", m->text,
                         trouble.message);
    fit_take_descent(out, &found);
    out->value = ball_neg(out->value);
    return true;
}

static bool is_sample(const law *l)
{
    return l->n == 1 && l->c[0].family->arguments == ARGUMENTS_FILE && l->c[0].data && !l->c[0].data->weight;
}

static bool choose_route(const model *m, const law *base, const law *target, const fit_request *r, fit *out,
                         error *e)
{
    mixture_names names;
    const cloud *sample = target->c[0].data;
    likelihood_state state = {sample, calloc(sample->n, sizeof(double))};
    const estimator *by = estimator_of(m, base);
    bool done;
    if (!state.log_density)
        return error_set(e, -1, "out of memory");
    if (base->dim == 1 && is_free_mixture(m, base, &names))
        done = fit_em(m, &names, sample, r, out, e);
    else if (by && fit_closed_form(m, by, target, out))
        done = value_at_estimate(m, &state, out, e);
    else
        done = fit_numerically(m, target, &state, r, out, e);
    free(state.log_density);
    return done;
}

bool fit_by_likelihood(const model *m, const law *target, const fit_request *r, fit *out, error *e)
{
    double start = fit_clock(), value[MODEL_PARAMETERS];
    *out = (fit){0};
    for (int i = 0; i < m->n; i++)
        value[i] = m->free[i].base;
    if (!is_sample(target))
        return error_set(e, -1, "maximum likelihood needs a sample, samples(\"FILE\"), not %s", target->text);
    law *base = model_at(m, value, e);
    if (!base)
        return false;
    bool done;
    if (base->dim != target->dim)
        done = error_set(e, -1, "%s is %d-dimensional and %s is %d-dimensional", m->text, base->dim,
                         target->text, target->dim);
    else if (base->dim == 1 && law_has_density(base) && law_has_atoms(base))
        done = error_set(e, -1, "%s has atoms beside a density, so that it has no likelihood", m->text);
    else {
        fit_open(out, m, 64 + (slong)((double)r->digits * 3.33));
        done = choose_route(m, base, target, r, out, e);
        out->sample_size = target->c[0].data->n;
        out->seconds = fit_clock() - start;
    }
    law_free(base);
    if (!done)
        fit_clear(out);
    return done;
}
