/* Divergences by double-precision quadrature: see numerical.h. */
#include "divergences/numerical.h"

#include "divergences/atom_pairs.h"
#include "divergences/generator.h"
#include "divergences/layout.h"
#include "divergences/planar_numerical.h"
#include "divergences/tail_double.h"
#include "divergences/wasserstein.h"
#include "number/vector_math.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * One integrand. The scaled power p^a q^(1-a) e^-peak serves Renyi divergences that are far from 0: the excess over 1,
 * in which the generator is written, then has no digits left (a < 1) or overflows (a > 1).
 */
typedef struct channel {
    const generator *g;
    double order, peak, size; /* of the logarithms whose sum the peak is */
    bool scaled;
    size_t slot; /* of the divergence asked for */
} channel;

/* Functions 0 and 1 are the densities of P and Q. */
typedef struct job {
    layout l;
    atom_pairs *atoms;
    verdict inside[2]; /* P inside Q, Q inside P: supports, atoms included */
    bool continuous;
    channel *c;
    size_t n;
    double *scratch; /* log p, log q and a density_pair's room: QUADRATURE_NODES each */
} job;

static void channel_density(const channel *c, const density_pair *at, double *out)
{
    if (!c->scaled) {
        generator_density_at(c->g, at, c->order, out);
        return;
    }
    generator_log_power(at->n, c->g->exchanged ? at->log_q : at->log_p,
                        c->g->exchanged ? at->log_p : at->log_q, c->order, out);
    for (size_t i = 0; i < at->n; i++)
        out[i] -= c->peak;
    vector_exp(at->n, out, out);
}

static void integrands_at(void *state, const abscissae *at, double *out)
{
    const job *w = state;
    double *lp = w->scratch, *lq = lp + QUADRATURE_NODES;
    size_t n = at->n;
    layout_log_densities(&w->l, at, lp, lq);
    density_pair pair = density_pair_make(n, lp, lq, lq + QUADRATURE_NODES);
    memcpy(out, pair.p, n * sizeof *out);
    memcpy(out + n, pair.q, n * sizeof *out);
    for (size_t j = 0; j < w->n; j++)
        channel_density(&w->c[j], &pair, out + (2 + j) * n);
}

/* ---- What is infinite ---- */

static bool mixed(const law *l) { return law_has_density(l) && law_has_atoms(l); }

static verdict dominated(const job *w, bool exchanged)
{
    bool atom_escapes = exchanged ? w->atoms->q_escapes : w->atoms->p_escapes;
    return verdict_and(w->inside[exchanged], atom_escapes ? FAILS : HOLDS);
}

static numerical infinite(infinity_reason why) { return (numerical){INFINITY, 0, why, true}; }

/* True if the question is settled before any integration: infinite, or no answer. */
static bool settled(const job *w, const generator *g, double order, numerical *out)
{
    verdict within = HOLDS;
    if (generator_needs_domination(g, order))
        within = dominated(w, g->exchanged);
    if (g->both)
        within = verdict_and(within, dominated(w, !g->exchanged));
    if (within == FAILS)
        *out = infinite(INFINITE_SUPPORT);
    verdict tails = within == HOLDS && w->continuous ? tails_converge(&w->l, g, order) : HOLDS;
    if (tails == FAILS)
        *out = infinite(INFINITE_TAIL);
    bool undefined = g->inhomogeneous && mixed(w->l.p);
    return undefined || within != HOLDS || tails != HOLDS;
}

/* ---- Sums over atoms ---- */

static bool is_on_a_lattice(const law *l)
{
    for (int i = 0; i < l->n; i++)
        if (l->c[i].family->kind == FAMILY_LATTICE)
            return true;
    return false;
}

/*
 * Parameters are rounded to doubles, and log weights like x log m - m - log x! are rounded sums: what an error of that size in log p
 * moves the terms by. It is all there is to a divergence of nearly equal laws.
 */
static double sum_of_roundings(const job *w, const channel *c, const double *value)
{
    const atom_pairs *a = w->atoms;
    bool lattice = is_on_a_lattice(w->l.p) || is_on_a_lattice(w->l.q);
    double *moved = malloc(sizeof *moved * (2 + DENSITY_PAIR_ROOM) * (a->n + 1)), *log_p = moved + a->n;
    for (size_t i = 0; i < a->n; i++) {
        double x = lattice ? fabs(a->x[i]) : 0;
        log_p[i] = a->log_p[i] + DBL_EPSILON * (16 + x * (1 + log1p(x)));
    }
    density_pair pair = density_pair_make(a->n, log_p, a->log_q, log_p + a->n);
    channel_density(c, &pair, moved);
    long double sum = 0;
    for (size_t i = 0; i < a->n; i++)
        sum += fabs(moved[i] - value[i]);
    free(moved);
    return (double)sum;
}

/* A sum that goes on must have come to rest at its last terms. */
static void add_atoms(const job *w, const channel *c, integral *sum)
{
    const atom_pairs *a = w->atoms;
    double *value = malloc(sizeof *value * (1 + DENSITY_PAIR_ROOM) * (a->n + 1));
    long double total = 0, size = 0;
    density_pair pair = density_pair_make(a->n, a->log_p, a->log_q, value + a->n);
    channel_density(c, &pair, value);
    for (size_t i = 0; i < a->n; i++) {
        total += value[i];
        size += fabs(value[i]);
    }
    sum->value += (double)total;
    sum->size += (double)size;
    sum->error += 8 * DBL_EPSILON * (double)size + sum_of_roundings(w, c, value);
    if (a->endless && !(fabs(value[a->n - 1]) <= 1e-20 * (double)size))
        sum->error = INFINITY;
    free(value);
}

/* ---- From integrals to divergences ---- */

/* What a logarithm is wrong by that is exponentiated: its rounding, and that of the parameters in it. */
static const double ULPS = 8;

static void finish(const channel *c, integral sum, double defect, numerical *out)
{
    double value = sum.value,
           off = sum.error + defect * generator_sensitivity(c->g, c->order) * (1 + sum.size);
    if (c->scaled) {
        off = off < sum.value ? -log1p(-off / sum.value) / fabs(c->order - 1) : INFINITY;
        off += ULPS * DBL_EPSILON * c->size / fabs(c->order - 1);
        value = (c->peak + log(sum.value)) / (c->order - 1);
    } else {
        off += ULPS * DBL_EPSILON * c->size * sum.size;
        generator_finish(c->g, c->order, &value, &off);
    }
    off += 2 * DBL_EPSILON * fabs(value);
    bool better = !out->known || off < out->error;
    if (isfinite(value) && isfinite(off) && better)
        *out = (numerical){value, off, FINITE, true};
}

/* How many times farther from 0 than it is wide a component lies: a rounded parameter moves its density by as many ulps. */
static double remoteness(const component *c)
{
    double (*quantile)(const double *, double) = c->family->quantile_double;
    double far = fabs(quantile(c->par_double, 0.5)),
           width = quantile(c->par_double, 0.75) - quantile(c->par_double, 0.25);
    return width > 0 ? far / width : 0;
}

/* What the densities' integrals differ from the weights of the continuous components, and what rounded parameters make of them. */
static double mass_defect(const law *l, const integral *mass)
{
    double weight = 0, rounded = 0;
    for (int i = 0; i < l->n; i++)
        if (l->c[i].family->kind == FAMILY_CONTINUOUS) {
            weight += l->c[i].weight_double;
            rounded += l->c[i].weight_double * fmin(remoteness(&l->c[i]), 1e6);
        }
    double off = fabs(mass->value - weight) + 0x1p-52 * (1 + rounded);
    return isnan(off) ? INFINITY : off;
}

static void integrate(job *w, numerical *out)
{
    const accuracy wanted = {1e-15, 2e-14, 60000};
    integral *sum = calloc(w->n + 2, sizeof *sum);
    double defect = 0;
    w->scratch = malloc(sizeof *w->scratch * (2 + DENSITY_PAIR_ROOM) * QUADRATURE_NODES);
    if (w->continuous) {
        layout_ready(&w->l);
        quadrature(integrands_at, w, w->n + 2, w->l.panels, w->l.n, wanted, sum);
        defect = mass_defect(w->l.p, &sum[0]) + mass_defect(w->l.q, &sum[1]);
    }
    for (size_t j = 0; j < w->n && defect < 1e-4; j++) {
        if (w->atoms->n)
            add_atoms(w, &w->c[j], &sum[j + 2]);
        finish(&w->c[j], sum[j + 2], defect, &out[w->c[j].slot]);
    }
    free(w->scratch);
    free(sum);
}

/* ---- The jobs ---- */

static void add_channel(job *w, channel c) { w->c[w->n++] = c; }

static double atom_peak(const atom_pairs *a, double order)
{
    double most = -INFINITY;
    for (size_t i = 0; i < a->n; i++) {
        double one;
        generator_log_power(1, &a->log_p[i], &a->log_q[i], order, &one);
        most = fmax(most, one);
    }
    return most;
}

/* The integrals of mutually singular laws vanish: Renyi divergences of order below 1 are infinite, too. */
static bool prepare(job *w, const generator *g, double order, size_t slot, numerical *out)
{
    if (settled(w, g, order, out))
        return false;
    if (!strcmp(g->name, "tv") && w->continuous)
        layout_cut_signs(&w->l);
    layout_peak densest = {.height = -INFINITY};
    if (g->growth == GROWTH_POWER && w->continuous)
        densest = layout_cut_peak(&w->l, order, g->exchanged);
    double peak = densest.height, size = densest.size;
    add_channel(w, (channel){.g = g, .order = order, .size = size, .slot = slot});
    if (!strcmp(g->name, "renyi")) {
        peak = fmax(peak, atom_peak(w->atoms, order));
        if (peak == -INFINITY) {
            *out = infinite(INFINITE_SUPPORT);
            w->n--;
            return false;
        }
        add_channel(w, (channel){g, order, peak, fmax(size, fabs(peak)), true, slot});
    }
    return true;
}

/* Some component has no finite variance: only then can a distance be infinite. */
static bool heavy_tailed(const law *l)
{
    scope *s = scope_open(64);
    bool heavy = false;
    for (int i = 0; i < l->n && !heavy; i++)
        heavy = l->c[i].family->variance && !ball_is_finite(l->c[i].family->variance(s, &l->c[i]));
    scope_close(s);
    return heavy;
}

static bool transport(const divergence *d, const law *p, const law *q, numerical *out)
{
    const char *name = d->row->name;
    double off = NAN, value = NAN;
    double order = wasserstein_order(d);
    if (order >= 1)
        value = wasserstein_double(p, q, order, &off);
    else if (!strcmp(name, "energy"))
        value = energy_double(p, q, &off);
    else if (!strcmp(name, "kolmogorov"))
        value = kolmogorov_double(p, q, &off);
    else
        return false;
    if (isinf(value) && (heavy_tailed(p) || heavy_tailed(q))) /* otherwise a square has overflowed */
        *out = infinite(INFINITE_TAIL);
    else if (isfinite(value) && isfinite(off))
        *out = (numerical){value, off, FINITE, true};
    return true;
}

static void request_one(job *w, const divergence *d, size_t slot, numerical *out)
{
    const generator *g = generator_by_name(d->row->name);
    double order = !g ? 0 : d->order ? real_double(d->order) : g->order;
    if (g && d->order && order == 1)
        g = generator_by_name("kl");
    if (g)
        prepare(w, g, order, slot, out);
    else
        transport(d, w->l.p, w->l.q, out);
}

void numerical_divergences(const divergence *d, size_t k, const law *p, const law *q, numerical *out)
{
    for (size_t i = 0; i < k; i++)
        out[i] = (numerical){NAN, INFINITY, FINITE, false};
    if (p->dim == 2 && q->dim == 2)
        planar_numerical(d, k, p, q, out);
    if (p->dim != 1 || q->dim != 1)
        return;
    job w = {.l = layout_make(p, q), .atoms = atom_pairs_make(p, q)};
    w.inside[0] = support_inside(p, q);
    w.inside[1] = support_inside(q, p);
    w.continuous = law_has_density(p) || law_has_density(q);
    w.c = malloc(sizeof *w.c * 2 * k);
    for (size_t i = 0; w.atoms && i < k; i++)
        request_one(&w, &d[i], i, &out[i]);
    if (w.n)
        integrate(&w, out);
    free(w.c);
    atom_pairs_free(w.atoms);
    layout_free(&w.l);
}

bool numerical_divergence(const divergence *d, const law *p, const law *q, double *value, double *off,
                          infinity_reason *why)
{
    numerical one;
    numerical_divergences(d, 1, p, q, &one);
    *value = one.value;
    *off = one.error;
    *why = one.why;
    return one.known;
}
