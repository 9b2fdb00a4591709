/*
 * Random pairs of laws on the line, as specifications: any family against any family, in regimes that are hard for different
 * reasons. Families and the domains of their parameters are read from families[], so that a new family joins by itself.
 * A pair depends on (seed, regime, index) only.
 */
#ifndef TESTS_RANDOM_PAIRS_H
#define TESTS_RANDOM_PAIRS_H

#include "distributions/distribution.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef enum {
    ORDINARY, /* parameters of order one */
    SCALES,   /* one positive parameter of Q is 1e-6 to 1e6 times as large */
    FAR,      /* locations 30 standard deviations apart */
    NEAR,     /* the same family, parameters equal up to 1e-10: KL about 1e-20 */
    SINGULAR, /* densities that are infinite or have a branch point at an end of the support */
    HEAVY,    /* tails like powers */
    SPIKE,    /* a component of weight 1e-6 and sd 1e-5 */
    MIXTURES, /* two or three components of any families */
    REGIMES
} regime;
static const char *const regime_names[REGIMES] = {"ordinary", "scales", "far",   "near",
                                                  "singular", "heavy",  "spike", "mixtures"};

enum { SPECIFICATION = 600 };
typedef struct random_pair {
    char p[SPECIFICATION], q[SPECIFICATION];
} random_pair;

typedef struct range {
    double low, high; /* of positive parameters, drawn uniformly in the logarithm */
    double spread;    /* of real ones, drawn within +-spread */
} range;
static const range of_order_one = {0.3, 4, 3}, at_the_end = {0.05, 1, 1}, heavy_tailed = {0.4, 3, 3};

static inline double draw_between(random_stream *r, double low, double high)
{
    return low + (high - low) * random_uniform(r);
}

static inline bool draw_parameters_of(const family *f)
{
    return f->kind != FAMILY_PLANAR && f->arguments == ARGUMENTS_PARAMETERS;
}

/* One family in six has atoms: their divergences are sums, which is another program. */
static inline const family *draw_family(random_stream *r)
{
    bool atoms = random_below(r, 6) == 0;
    const family *f;
    do
        f = families[random_below(r, family_count)];
    while (!draw_parameters_of(f) || (f->kind != FAMILY_CONTINUOUS) != atoms);
    return f;
}

/* One of the families named that exist. */
static inline const family *draw_named(random_stream *r, const char *const *name, size_t n)
{
    const family *f;
    do
        f = family_by_name(name[random_below(r, n)]);
    while (!f);
    return f;
}

static inline bool is_legal(const char *text)
{
    error e;
    law *l = law_parse(text, NULL, &e);
    law_free(l);
    return l != NULL;
}

/* Three significant digits, or a small integer; written as a decimal, which is exact. */
static inline double draw_parameter(random_stream *r, domain in, range of)
{
    bool whole = random_below(r, 4) == 0;
    if (in == PROBABILITY)
        return draw_between(r, 0.05, 0.95);
    if (in == ANY_REAL)
        return whole ? round(draw_between(r, -of.spread, of.spread)) : draw_between(r, -of.spread, of.spread);
    double value = exp(draw_between(r, log(of.low), log(of.high)));
    return whole && of.high > 1 ? ceil(value) : value;
}

/* f(a, b, ...), with every parameter turned by `change` (NULL: as it is): a text that a number is printed into. */
typedef struct member {
    const family *f;
    double par[MAX_PARAMETERS];
} member;

static inline void write_member(const member *m, const char *const *change, char *out)
{
    int n = snprintf(out, SPECIFICATION, "%s(", m->f->name);
    for (int i = 0; i < MAX_PARAMETERS && m->f->parameters[i].name; i++) {
        n += snprintf(out + n, (size_t)(SPECIFICATION - n), "%s%.3g", i ? ", " : "", m->par[i]);
        if (change && change[i])
            n += snprintf(out + n, (size_t)(SPECIFICATION - n), "%s", change[i]);
    }
    snprintf(out + n, (size_t)(SPECIFICATION - n), ")");
}

static inline member draw_member(random_stream *r, const family *f, range of, char *out)
{
    member m = {.f = f};
    do {
        for (int i = 0; i < MAX_PARAMETERS && f->parameters[i].name; i++)
            m.par[i] = draw_parameter(r, f->parameters[i].in, of);
        write_member(&m, NULL, out);
    } while (!is_legal(out));
    return m;
}

/* A positive parameter chosen at random gets the factor 10^k, |k| <= 6. */
static inline void rescale(random_stream *r, const member *m, char *out)
{
    char change[32];
    const char *changes[MAX_PARAMETERS] = {NULL};
    int positive[MAX_PARAMETERS], n = 0;
    for (int i = 0; i < MAX_PARAMETERS && m->f->parameters[i].name; i++)
        if (m->f->parameters[i].in == POSITIVE)
            positive[n++] = i;
    snprintf(change, sizeof change, "*1e%d", (int)random_below(r, 13) - 6);
    if (n)
        changes[positive[random_below(r, (uint64_t)n)]] = change;
    write_member(m, changes, out);
}

/* Every real parameter moves by 30 times the first positive one, or by 30 if there is none. */
static inline void move_away(const member *m, char *out)
{
    char change[32];
    const char *changes[MAX_PARAMETERS] = {NULL};
    double size = 1;
    for (int i = MAX_PARAMETERS - 1; i >= 0; i--)
        if (m->f->parameters[i].name && m->f->parameters[i].in == POSITIVE)
            size = m->par[i];
    snprintf(change, sizeof change, "+30*%.3g", size);
    for (int i = 0; i < MAX_PARAMETERS && m->f->parameters[i].name; i++)
        if (m->f->parameters[i].in == ANY_REAL)
            changes[i] = change;
    write_member(m, changes, out);
}

/* All parameters, or all but the first few if they cannot move (an integer). */
static inline void perturb(random_stream *r, const member *m, char *out)
{
    char change[MAX_PARAMETERS][48];
    const char *changes[MAX_PARAMETERS] = {NULL};
    int fixed = 0;
    do {
        for (int i = 0; i < MAX_PARAMETERS && m->f->parameters[i].name; i++) {
            double step = draw_between(r, -2e-10, 2e-10);
            bool shift = m->f->parameters[i].in == ANY_REAL;
            snprintf(change[i], sizeof change[i], shift ? "%+.2e" : "*(1%+.2e)", step);
            changes[i] = i < fixed ? NULL : change[i];
        }
        write_member(m, changes, out);
    } while (!is_legal(out) && fixed++ < MAX_PARAMETERS);
}

static inline bool has_location(const family *f)
{
    return f->parameters[0].name && f->parameters[0].in == ANY_REAL;
}

static inline void draw_mixture(random_stream *r, char *out)
{
    int parts = 2 + (int)random_below(r, 2), left = 100, n = 0;
    for (int i = 0; i < parts; i++) {
        char one[SPECIFICATION];
        const family *f;
        do
            f = draw_family(r);
        while (f->kind != FAMILY_CONTINUOUS);
        draw_member(r, f, of_order_one, one);
        int weight = i + 1 < parts ? 5 + (int)random_below(r, 40) : left;
        left -= weight;
        n += snprintf(out + n, (size_t)(SPECIFICATION - n), "%s0.%02d*%s", i ? " + " : "", weight, one);
    }
}

static inline void draw_spike(random_stream *r, char *out)
{
    char body[SPECIFICATION / 2 + 200];
    const family *f;
    do
        f = draw_family(r);
    while (f->kind != FAMILY_CONTINUOUS);
    draw_member(r, f, of_order_one, body);
    snprintf(out, SPECIFICATION, "0.999999*%.300s + 1e-6*normal(%.3g, 1e-5)", body, draw_between(r, -2, 2));
}

static const char *const families_with_ends[] = {"gamma", "beta",   "weibull",  "exponential", "uniform",
                                                 "chi2",  "pareto", "rayleigh", "triangular"};
static const char *const families_with_powers[] = {"cauchy", "student", "pareto", "lognormal"};

static inline void draw_second(random_stream *r, regime which, const family *like, char *out)
{
    do {
        const family *f = random_below(r, 2) ? like : draw_family(r);
        member m = draw_member(r, f, of_order_one, out);
        which == SCALES ? rescale(r, &m, out) : move_away(&m, out);
    } while (!is_legal(out));
}

static inline void draw_into(random_stream *r, regime which, char *p, char *q)
{
    enum {
        ENDS = sizeof families_with_ends / sizeof(char *),
        POWERS = sizeof families_with_powers / sizeof(char *)
    };
    const family *f = draw_family(r);
    switch (which) {
    case FAR:
        while (!has_location(f))
            f = draw_family(r);
        /* fall through */
    case SCALES:
        draw_member(r, f, of_order_one, p);
        draw_second(r, which, f, q);
        break;
    case NEAR: {
        member m = draw_member(r, f, of_order_one, p);
        perturb(r, &m, q);
        break;
    }
    case SINGULAR:
        draw_member(r, draw_named(r, families_with_ends, ENDS), at_the_end, p);
        draw_member(r, draw_named(r, families_with_ends, ENDS), at_the_end, q);
        break;
    case HEAVY:
        draw_member(r, draw_named(r, families_with_powers, POWERS), heavy_tailed, p);
        draw_member(r, random_below(r, 2) ? f : draw_named(r, families_with_powers, POWERS), heavy_tailed, q);
        break;
    case SPIKE:
        draw_spike(r, p);
        draw_member(r, f, of_order_one, q);
        break;
    case MIXTURES:
        draw_mixture(r, p);
        random_below(r, 2) ? draw_mixture(r, q) : (void)draw_member(r, f, of_order_one, q);
        break;
    default: draw_member(r, f, of_order_one, p); draw_member(r, draw_family(r), of_order_one, q);
    }
}

/* The two laws in either order. */
static inline random_pair draw_pair(uint64_t seed, regime which, uint64_t index)
{
    random_stream *r = random_open(seed, REGIMES * index + which);
    random_pair pair;
    bool exchanged = random_below(r, 2);
    draw_into(r, which, exchanged ? pair.q : pair.p, exchanged ? pair.p : pair.q);
    random_close(r);
    return pair;
}

#endif
