/* f-divergences from random draws: see estimate.h. */
#include "divergences/estimate.h"
#include "divergences/estimate_parts.h"

#include "divergences/atom_pairs.h"
#include "divergences/generator.h"
#include "distributions/planar.h"

#include <math.h>
#include <string.h>

enum { FEWEST = 1000, BLOCK = 512 };

typedef struct trial {
    const generator *g;
    double order;
    const law *p, *q;
    const atom_pairs *atoms;
} trial;

/* Logs of both weights at draws: those of atoms where there is one, else of the densities. */
static void log_weights(const trial *t, size_t n, const double *x, double *lp, double *lq)
{
    if (t->p->dim == 2) {
        law_log_density2_double(t->p, n, x, lp);
        law_log_density2_double(t->q, n, x, lq);
        return;
    }
    law_log_density_double(t->p, n, x, lp);
    law_log_density_double(t->q, n, x, lq);
    for (size_t i = 0; t->atoms->n && i < n; i++) {
        size_t at = atom_pairs_find(t->atoms, x[i]);
        if (at < t->atoms->n) {
            lp[i] = t->atoms->log_p[at];
            lq[i] = t->atoms->log_q[at];
        }
    }
}

/* To the scale on which p + q = 2: the integrand is homogeneous. */
static void normalise(size_t n, double *lp, double *lq)
{
    for (size_t i = 0; i < n; i++) {
        double most = fmax(lp[i], lq[i]), log_mean = most + log1p(exp(-fabs(lp[i] - lq[i]))) - M_LN2;
        lp[i] -= log_mean;
        lq[i] -= log_mean;
    }
}

/* An entropy's integrand over p is a function of the weights alone: divide by p. */
static void divide(size_t n, const double *lp, double *out)
{
    for (size_t i = 0; i < n; i++)
        out[i] *= exp(-lp[i]);
}

/* Mean of the integrand over n draws of one law: infinite if a weight vanishes that must not, NaN on overflow. */
static moments over_draws(const trial *t, const law *drawn, size_t n, unsigned long seed, unsigned stream)
{
    double x[2 * BLOCK], lp[BLOCK], lq[BLOCK], g[BLOCK], room[DENSITY_PAIR_ROOM * BLOCK];
    moments m = {0};
    random_stream *r = random_open(seed, stream);
    for (size_t done = 0; done < n; done += BLOCK) {
        size_t count = n - done < BLOCK ? n - done : BLOCK;
        draw_points(drawn, r, count, x);
        log_weights(t, count, x, lp, lq);
        if (!t->g->inhomogeneous)
            normalise(count, lp, lq);
        density_pair pair = density_pair_make(count, lp, lq, room);
        generator_density_at(t->g, &pair, t->order, g);
        if (t->g->inhomogeneous)
            divide(count, lp, g);
        for (size_t i = 0; i < count; i++)
            observe(&m, g[i] == INFINITY && isfinite(lp[i]) && isfinite(lq[i]) ? NAN : g[i]);
    }
    random_close(r);
    return m;
}

static bool infinite(double *value, double *halfwidth)
{
    *value = INFINITY;
    *halfwidth = 0;
    return true;
}

static bool estimate_integral(const trial *t, size_t n, unsigned long seed, double *value, double *halfwidth)
{
    moments a = over_draws(t, t->p, n, seed, 0), b = {.n = 1};
    if (!t->g->inhomogeneous)
        b = over_draws(t, t->q, n, seed, 1);
    if (a.highest == INFINITY || b.highest == INFINITY)
        return infinite(value, halfwidth);
    if (dominated_by_one(&a) || dominated_by_one(&b))
        return false;
    if (t->g->inhomogeneous) {
        *value = a.mean;
        *halfwidth = estimate_deviates * sqrt(error_squared(&a)) + unseen(&a);
    } else {
        *value = (a.mean + b.mean) / 2;
        *halfwidth =
            (estimate_deviates * sqrt(error_squared(&a) + error_squared(&b)) + unseen(&a) + unseen(&b)) / 2;
        generator_finish(t->g, t->order, value, halfwidth);
    }
    return isfinite(*value) && isfinite(*halfwidth);
}

static bool mixed(const law *l) { return law_has_density(l) && law_has_atoms(l); }

/* Segments and points from a file have no density to weigh by: the log density is -inf at their own draws. */
static bool has_planar_density(const law *l)
{
    enum { LOOKS = 256 };
    double x[2 * LOOKS], log_density[LOOKS];
    random_stream *r = random_open(0, UINT64_MAX);
    bool all = true;
    draw_points(l, r, LOOKS, x);
    random_close(r);
    law_log_density2_double(l, LOOKS, x, log_density);
    for (int i = 0; i < LOOKS; i++)
        all = all && log_density[i] > -INFINITY;
    return all;
}

static bool estimate_by_densities(trial t, size_t n, unsigned long seed, double *value, double *halfwidth)
{
    if (t.p->dim == 2)
        return has_planar_density(t.p) && has_planar_density(t.q)
               && estimate_integral(&t, n, seed, value, halfwidth);
    if (t.g->inhomogeneous && mixed(t.p))
        return false;
    atom_pairs *atoms = atom_pairs_make(t.p, t.q);
    t.atoms = atoms;
    bool done = atoms && estimate_integral(&t, n, seed, value, halfwidth);
    atom_pairs_free(atoms);
    return done;
}

bool estimate_divergence(const divergence *d, const law *p, const law *q, size_t samples, unsigned long seed,
                         double *value, double *halfwidth)
{
    const generator *g = generator_by_name(d->row->name);
    double order = d->order ? real_double(d->order) : 0;
    if (p->dim != q->dim || samples < FEWEST)
        return false;
    if (!g) {
        bool first = !strcmp(d->row->name, "wp") && order == 1;
        return estimate_distance(first ? "w1" : d->row->name, p, q, samples, seed, value, halfwidth);
    }
    if (d->order && order == 1)
        g = generator_by_name("kl");
    trial t = {.g = g, .order = d->order ? order : g->order, .p = p, .q = q};
    return estimate_by_densities(t, samples, seed, value, halfwidth);
}
