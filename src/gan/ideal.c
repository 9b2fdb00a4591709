/* The ideal game: settings, presets, and what all kinds of generators share. See ideal.h. */
#include "gan/ideal_kind.h"

#include "number/real.h"
#include "number/unknown.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MIXTURE "0.3*normal(-2,0.5)+0.7*normal(1,1)"
#define START .loss = "minimax", .mean = 2, .sd = 0.5, .knots = 65, .cells = 400, .lo = -8, .hi = 8
const ideal_preset ideal_presets[] = {
    {"ideal-affine",
     "G = a + b z against the exact D*: V falls to -log 4",
     {START, .data = "normal(0,1)", .rate = 0.5, .steps = 100},
     &ideal_affine},
    {"ideal-spline",
     "an increasing spline of z against the exact D*, two modes",
     {START, .data = MIXTURE, .rate = 1, .momentum = 0.9, .steps = 1000},
     &ideal_spline},
    {"ideal-density",
     "p_g itself against the exact D*, by mirror descent",
     {START, .data = MIXTURE, .rate = 0.5, .steps = 60},
     &ideal_density},
};
const size_t ideal_preset_count = sizeof ideal_presets / sizeof *ideal_presets;

/* ---- Settings ---- */

typedef struct key {
    const char *name;
    size_t offset;
    double least, most;
    bool strict, whole;
} key;
static const key keys[] = {
    {"rate", offsetof(ideal_settings, rate), 0, 1e6, true, false},
    {"momentum", offsetof(ideal_settings, momentum), 0, 0.999999, false, false},
    {"mean", offsetof(ideal_settings, mean), -1e6, 1e6, false, false},
    {"sd", offsetof(ideal_settings, sd), 0, 1e6, true, false},
    {"knots", offsetof(ideal_settings, knots), 2, 257, false, true},
    {"cells", offsetof(ideal_settings, cells), 2, 100000, false, true},
    {"lo", offsetof(ideal_settings, lo), -1e9, 1e9, false, false},
    {"hi", offsetof(ideal_settings, hi), -1e9, 1e9, false, false},
    {"steps", offsetof(ideal_settings, steps), 0, 1e9, false, true},
};
enum { KEYS = sizeof keys / sizeof *keys };

static const char *const texts[] = {"data", "loss"};
enum { TEXTS = sizeof texts / sizeof *texts };
static const char *key_name(size_t i) { return i < TEXTS ? texts[i] : keys[i - TEXTS].name; }

static bool set_number(ideal_settings *s, const key *k, const char *value, error *e)
{
    int at = 0;
    real_pool *pool = real_pool_open();
    real x = real_parse(pool, value, &at, NULL, e);
    double number = x ? real_double(x) : NAN;
    real_pool_close(pool);
    if (!x || value[at + (int)strspn(value + at, " ")])
        return error_set(e, -1, "%s: '%.100s' is no number", k->name, value);
    bool met = (k->strict ? number > k->least : number >= k->least) && number <= k->most;
    if (!met || (k->whole && number != floor(number)))
        return error_set(e, -1, "%s must be a %snumber %s %g and at most %g, not '%.100s'", k->name,
                         k->whole ? "whole " : "", k->strict ? "above" : "not below", k->least, k->most,
                         value);
    *(double *)((char *)s + k->offset) = number;
    return true;
}

static bool set_one(ideal_settings *s, const char *name, const char *value, error *e)
{
    if (strcmp(name, "data") == 0) {
        snprintf(s->data, sizeof s->data, "%s", value);
        return strlen(value) < sizeof s->data || error_set(e, -1, "data: the law is too long");
    }
    if (strcmp(name, "loss") == 0) {
        snprintf(s->loss, sizeof s->loss, "%s", value);
        return strcmp(value, "minimax") == 0 || strcmp(value, "non-saturating") == 0
               || error_set(e, -1, "loss: '%.100s'; accepted are minimax, non-saturating", value);
    }
    for (int i = 0; i < KEYS; i++)
        if (strcmp(keys[i].name, name) == 0)
            return set_number(s, &keys[i], value, e);
    return error_unknown(e, -1, "setting", name, key_name, TEXTS + KEYS);
}

static char *trimmed(char *text)
{
    text += strspn(text, " ");
    for (size_t n = strlen(text); n && text[n - 1] == ' '; n--)
        text[n - 1] = '\0';
    return text;
}

bool ideal_set(ideal_settings *s, const char *assignments, error *e)
{
    char *copy = strdup(assignments), *rest = copy;
    bool well = true;
    for (char *one; well && (one = strsep(&rest, ";"));) {
        char *equals = strchr(one, '=');
        if (!*trimmed(one))
            continue;
        if (!equals) {
            well = error_set(e, -1, "'%.100s': expected key=value", trimmed(one));
            continue;
        }
        *equals = '\0';
        well = set_one(s, trimmed(one), trimmed(equals + 1), e);
    }
    free(copy);
    return well;
}

/* ---- The game ---- */

struct ideal {
    const ideal_kind *kind;
    law *data;
    void *state;
    double lo, hi;
};

static double softplus(double t) { return fmax(t, 0) + log1p(exp(-fabs(t))); }

double ideal_value(double u)
{
    double rest = log1p(exp(-fabs(u))), ratio = exp(fmin(u, 700));
    return u > 0 ? -ratio * rest - u - rest : ratio * (u - rest) - rest;
}

/* Near u = 0 the terms cancel, but only to rounding: the excess is u^2/4 there. */
double ideal_excess(double u) { return ideal_value(u) + (1 + exp(fmin(u, 700))) * M_LN2; }

double ideal_loss(double u, bool saturates) { return saturates ? -softplus(u) : softplus(-u); }

static bool check(const law *data, const ideal_settings *s, error *e)
{
    if (data->dim != 1 || !law_has_density(data) || law_has_atoms(data))
        return error_set(e, -1, "data: '%.200s' has no density on the line", s->data);
    if (!(s->lo < s->hi))
        return error_set(e, -1, "lo must be below hi, not %g and %g", s->lo, s->hi);
    double inside = law_cdf_double(data, s->hi) - law_cdf_double(data, s->lo);
    return inside > 0.5
           || error_set(e, -1, "[lo, hi] = [%g, %g] holds only %g of the data's mass", s->lo, s->hi, inside);
}

ideal *ideal_open(const ideal_preset *preset, const ideal_settings *s, error *e)
{
    law *data = law_parse(s->data, NULL, e);
    if (!data || !check(data, s, e)) {
        law_free(data);
        return NULL;
    }
    ideal *g = malloc(sizeof *g);
    double lo = law_quantile_double(data, 1e-4), hi = law_quantile_double(data, 1 - 1e-4);
    *g = (ideal){.kind = preset->kind,
                 .data = data,
                 .lo = fmin(lo, s->mean - 3 * s->sd),
                 .hi = fmax(hi, s->mean + 3 * s->sd)};
    g->state = g->kind->open(s, data);
    return g;
}

void ideal_close(ideal *g)
{
    if (!g)
        return;
    g->kind->close(g->state);
    law_free(g->data);
    free(g);
}

bool ideal_step(ideal *g) { return g->kind->step(g->state); }

void ideal_look(const ideal *g, ideal_state *out)
{
    g->kind->look(g->state, out);
    out->value = out->excess - 2 * M_LN2;
    out->js = out->excess / 2;
}

void ideal_range(const ideal *g, double *lo, double *hi)
{
    *lo = g->lo;
    *hi = g->hi;
}

ideal_point ideal_at(const ideal *g, double x)
{
    double log_p, q = g->kind->density(g->state, x);
    law_log_density_double(g->data, 1, &x, &log_p);
    double p = exp(log_p);
    return (ideal_point){p, q, p / (p + q)};
}

double *ideal_parameters(ideal *g, size_t *count) { return g->kind->parameters(g->state, count); }
void ideal_slope(ideal *g, double *slope) { g->kind->slope(g->state, slope); }
