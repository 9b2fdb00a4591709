/*
 * Laws: weighted sums over components. See distribution.h.
 *     F = sum w_i F_i;      E X = sum w_i m_i;      Var X = sum w_i (v_i + (m_i - E X)^2)
 */
#include "distributions/cloud.h"
#include "distributions/family.h"
#include "number/vector_math.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void component_clear(component *c)
{
    cloud_free(c->data);
    law_free(c->factor[0]);
    law_free(c->factor[1]);
}

void law_free(law *l)
{
    if (!l)
        return;
    for (int i = 0; i < l->n; i++)
        component_clear(&l->c[i]);
    free(l->c);
    free(l->text);
    real_pool_close(l->pool);
    free(l);
}

law *law_of(const char *name, const real *parameters)
{
    law *l = malloc(sizeof *l);
    component *c = malloc(sizeof *c);
    *l = (law){.dim = 1, .n = 1, .c = c, .pool = real_pool_open()};
    *c = (component){.family = family_by_name(name), .weight = real_int(l->pool, 1), .weight_double = 1};
    char text[1024];
    int used = snprintf(text, sizeof text, "%s(", name);
    for (int i = 0; i < MAX_PARAMETERS && c->family->parameters[i].name; i++) {
        char *value = real_text(c->par[i] = parameters[i]);
        c->par_double[i] = real_double(parameters[i]);
        used += snprintf(text + used, sizeof text - (size_t)used, "%s%.200s", i ? ", " : "", value);
        free(value);
    }
    snprintf(text + used, sizeof text - (size_t)used, ")");
    l->text = strdup(text);
    return l;
}

static bool is_continuous(const component *c) { return c->family->kind == FAMILY_CONTINUOUS; }
static bool is_discrete(const component *c)
{
    return c->family->kind == FAMILY_ATOMS || c->family->kind == FAMILY_LATTICE;
}

static bool some_component(const law *l, bool (*has)(const component *))
{
    for (int i = 0; i < l->n; i++)
        if (has(&l->c[i]))
            return true;
    return false;
}

bool law_has_density(const law *l) { return some_component(l, is_continuous); }
bool law_has_atoms(const law *l) { return some_component(l, is_discrete); }

/* ---- Certified ---- */

/* sum w_i f_i(x); on the plane there is no such function. */
typedef ball (*component_function)(scope *s, const component *c, ball x);
static ball weighted_sum(scope *s, const law *l, component_function f, ball x)
{
    ball sum = ball_in(s, ball_int(0));
    if (l->dim != 1)
        return ball_nothing(s);
    for (int i = 0; i < l->n; i++)
        sum = ball_add(sum, ball_mul(real_ball(s, l->c[i].weight), f(s, &l->c[i], x)));
    return sum;
}

static ball cdf_of(scope *s, const component *c, ball x) { return c->family->cdf(s, c, x); }
static ball sf_of(scope *s, const component *c, ball x) { return c->family->sf(s, c, x); }
static ball lower_excess_of(scope *s, const component *c, ball x) { return c->family->lower_excess(s, c, x); }
static ball upper_excess_of(scope *s, const component *c, ball x) { return c->family->upper_excess(s, c, x); }
static ball mean_of(scope *s, const component *c, ball x) { return (void)x, c->family->mean(s, c); }
static ball variance_of(scope *s, const component *c, ball x) { return (void)x, c->family->variance(s, c); }

static ball spread_of(scope *s, const component *c, ball mean)
{
    return ball_add(c->family->variance(s, c), ball_sqr(ball_sub(c->family->mean(s, c), mean)));
}

ball law_cdf(scope *s, const law *l, ball x) { return weighted_sum(s, l, cdf_of, x); }
ball law_sf(scope *s, const law *l, ball x) { return weighted_sum(s, l, sf_of, x); }
ball law_lower_excess(scope *s, const law *l, ball x) { return weighted_sum(s, l, lower_excess_of, x); }
ball law_upper_excess(scope *s, const law *l, ball x) { return weighted_sum(s, l, upper_excess_of, x); }
ball law_mean(scope *s, const law *l) { return weighted_sum(s, l, mean_of, ball_int(0)); }

ball law_variance(scope *s, const law *l)
{
    return l->n == 1 ? weighted_sum(s, l, variance_of, ball_int(0))
                     : weighted_sum(s, l, spread_of, law_mean(s, l));
}

/* ---- Double precision ---- */

enum { BLOCK = 256 };

/* most[j] = max over components of log(weight) + log density, and sum[j] = the sum of all, relative to it. */
VECTORISED static void first_term(size_t n, double log_weight, const double *log_density, double *most,
                                  double *sum)
{
#pragma omp simd
    for (size_t j = 0; j < n; j++) {
        most[j] = log_weight + log_density[j];
        sum[j] = 1;
    }
}

/* e^-|gap| is what the smaller one adds; -inf is the log of nothing, and adds nothing. */
VECTORISED static void add_term(size_t n, double log_weight, const double *log_density, double *most,
                                double *sum)
{
#pragma omp simd
    for (size_t j = 0; j < n; j++) {
        double next = log_weight + log_density[j], gap = fabs(next - most[j]), ratio = exp(-gap);
        double risen = sum[j] * ratio + 1, joined = sum[j] + ratio;
        bool rises = next > most[j];
        sum[j] = next == most[j] ? sum[j] + 1 : rises ? risen : joined;
        most[j] = rises ? next : most[j];
    }
}

VECTORISED static void finish_terms(size_t n, const double *most, const double *sum, double *out)
{
#pragma omp simd
    for (size_t j = 0; j < n; j++)
        out[j] = most[j] + log(sum[j]);
}

static void mixture_block(const law *l, size_t n, const double *x, double *out)
{
    double weighted[BLOCK], most[BLOCK], sum[BLOCK];
    bool first = true;
    for (int i = 0; i < l->n; i++) {
        const component *c = &l->c[i];
        if (!is_continuous(c))
            continue;
        c->family->log_density_double(c->par_double, n, x, weighted);
        (first ? first_term : add_term)(n, log(c->weight_double), weighted, most, sum);
        first = false;
    }
    finish_terms(n, most, sum, out);
}

void law_log_density_double(const law *l, size_t n, const double *x, double *out)
{
    if (l->n == 1 && is_continuous(&l->c[0])) {
        l->c[0].family->log_density_double(l->c[0].par_double, n, x, out);
        return;
    }
    for (size_t start = 0; start < n; start += BLOCK) {
        size_t count = n - start < BLOCK ? n - start : BLOCK;
        if (law_has_density(l))
            mixture_block(l, count, x + start, out + start);
        else
            for (size_t j = 0; j < count; j++)
                out[start + j] = -INFINITY;
    }
}

static double component_cdf(const component *c, double x)
{
    return c->data ? cloud_cdf_double(c->data, x) : c->family->cdf_double(c->par_double, x);
}

static double component_sf(const component *c, double x)
{
    return c->data ? cloud_sf_double(c->data, x) : c->family->sf_double(c->par_double, x);
}

static double component_quantile(const component *c, double u)
{
    return c->data ? cloud_quantile_double(c->data, u) : c->family->quantile_double(c->par_double, u);
}

double law_cdf_double(const law *l, double x)
{
    double sum = 0;
    if (l->dim != 1)
        return NAN;
    for (int i = 0; i < l->n; i++)
        sum += l->c[i].weight_double * component_cdf(&l->c[i], x);
    return sum;
}

double law_sf_double(const law *l, double x)
{
    double sum = 0;
    if (l->dim != 1)
        return NAN;
    for (int i = 0; i < l->n; i++)
        sum += l->c[i].weight_double * component_sf(&l->c[i], x);
    return sum;
}

typedef struct law_level {
    const law *law;
    double u;
} law_level;

static bool level_reached(const void *state, double x)
{
    const law_level *t = state;
    return t->u <= 0.5 ? law_cdf_double(t->law, x) >= t->u : law_sf_double(t->law, x) <= 1 - t->u;
}

/* The quantile of a mixture lies between those of its components. */
double law_quantile_double(const law *l, double u)
{
    double lo = INFINITY, hi = -INFINITY;
    law_level level = {l, u};
    if (l->dim != 1)
        return NAN;
    for (int i = 0; i < l->n; i++) {
        double q = component_quantile(&l->c[i], u);
        lo = fmin(lo, q);
        hi = fmax(hi, q);
    }
    return lo == hi || u <= 0 ? lo : u >= 1 ? hi : least_double(level_reached, &level, lo, hi);
}

/*
 * The component in whose share of [0, 1] a uniform number falls; rounding may leave a sliver, which is the
 * last one's.
 */
static const component *draw_component(const law *l, random_stream *r)
{
    double rest = l->n == 1 ? 0 : random_uniform(r);
    int i = 0;
    while (i + 1 < l->n && rest >= l->c[i].weight_double)
        rest -= l->c[i++].weight_double;
    return &l->c[i];
}

double law_draw(const law *l, random_stream *r)
{
    if (l->dim != 1)
        return NAN;
    const component *c = draw_component(l, r);
    return c->data ? cloud_draw(c->data, r) : c->family->draw(c->par_double, r);
}
