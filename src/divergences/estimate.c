/* Divergences from random draws: see estimate.h. */
#include "divergences/estimate.h"

#include "divergences/atom_pairs.h"
#include "divergences/generator.h"
#include "distributions/planar.h"
#include "transport/sorting.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double risk = 1e-4;       /* 1 - confidence */
static const double deviates = 3.8906; /* P(|Z| > deviates) = risk for a standard normal Z */

enum { FEWEST = 1000, BLOCK = 512 };

/* ---- Means ---- */

typedef struct moments {
    double n, mean, squares; /* squares: the sum of (x - mean)^2, updated as by Welford (1962) */
    double lowest, highest;
} moments;

static void observe(moments *m, double x)
{
    double gap = x - m->mean;
    m->lowest = m->n > 0 ? fmin(m->lowest, x) : x;
    m->highest = m->n > 0 ? fmax(m->highest, x) : x;
    m->n += 1;
    m->mean += gap / m->n;
    m->squares += gap * (x - m->mean);
}

static double error_squared(const moments *m) { return m->squares / (m->n * (m->n - 1)); }

/* n draws miss an event of probability log(2/risk)/n with probability risk/2; what it may hide, if like what was seen. */
static double unseen(const moments *m)
{
    return log(2 / risk) / m->n * fmax(m->highest - m->lowest, fabs(m->mean));
}

/* A value far from the others among many: the variance is not known from such draws. */
static bool dominated_by_one(const moments *m)
{
    double far = fmax(m->highest - m->mean, m->mean - m->lowest);
    return !(far * far <= m->squares / 50) && m->squares > 0;
}

/* ---- f-divergences ---- */

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

/* n points, coordinate by coordinate. */
static void draw_points(const law *l, random_stream *r, size_t n, double *x)
{
    for (size_t i = 0; i < n; i++)
        if (l->dim == 2)
            law_draw2(l, r, x + 2 * i);
        else
            x[i] = law_draw(l, r);
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
        *halfwidth = deviates * sqrt(error_squared(&a)) + unseen(&a);
    } else {
        *value = (a.mean + b.mean) / 2;
        *halfwidth = (deviates * sqrt(error_squared(&a) + error_squared(&b)) + unseen(&a) + unseen(&b)) / 2;
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

/* ---- Distances from two samples ---- */

static double *draws(const law *l, size_t n, unsigned long seed, unsigned stream)
{
    double *x = malloc(sizeof *x * n * (size_t)l->dim);
    random_stream *r = random_open(seed, stream);
    draw_points(l, r, n, x);
    random_close(r);
    return x;
}

static void sort_both(double *x, double *y, size_t n)
{
    uint64_t *room = malloc(n * sizeof *room);
    sort_doubles(n, x, x, room);
    sort_doubles(n, y, y, room);
    free(room);
}

/* sup |F_n - G_n|; each is within sqrt(log(2/delta)/(2n)) of its limit with probability 1 - delta, delta = risk/2. */
static bool kolmogorov(double *x, double *y, size_t n, double *value, double *halfwidth)
{
    size_t i = 0, j = 0;
    sort_both(x, y, n);
    *value = 0;
    while (i < n && j < n) {
        double at = fmin(x[i], y[j]);
        while (i < n && x[i] == at)
            i++;
        while (j < n && y[j] == at)
            j++;
        *value = fmax(*value, fabs((double)i - (double)j) / (double)n);
    }
    *halfwidth = 2 * sqrt(log(4 / risk) / (2 * (double)n));
    return true;
}

static double gap(const double *a, const double *b, int dim)
{
    return dim == 2 ? hypot(a[0] - b[0], a[1] - b[1]) : fabs(a[0] - b[0]);
}

/* |X-Y| + |X'-Y'| - |X-X'| - |Y-Y'| over independent quadruples, mean energy^2. */
static bool energy(const double *x, const double *y, int dim, size_t n, double *value, double *halfwidth)
{
    moments m = {0};
    for (size_t i = 0; i + 1 < n; i += 2) {
        const double *X = x + (size_t)dim * i, *Y = y + (size_t)dim * i, *X1 = X + dim, *Y1 = Y + dim;
        observe(&m, gap(X, Y, dim) + gap(X1, Y1, dim) - gap(X, X1, dim) - gap(Y, Y1, dim));
    }
    if (dominated_by_one(&m))
        return false;
    double wide = deviates * sqrt(error_squared(&m)) + unseen(&m), mid = sqrt(fmax(m.mean, 0));
    double low = sqrt(fmax(m.mean - wide, 0)), high = sqrt(fmax(m.mean + wide, 0));
    *value = mid;
    *halfwidth = fmax(high - mid, mid - low);
    return true;
}

/* What sqrt(n) W1(P_n, P) does not exceed, with probability 1 - risk/2: x is sorted. NaN if the tails are too heavy. */
static double bridge_bound(const double *x, size_t n)
{
    moments m = {0};
    double J = 0;
    for (size_t i = 0; i < n; i++) {
        double F = (double)(i + 1) / (double)n;
        observe(&m, x[i]);
        if (i + 1 < n)
            J += sqrt(F * (1 - F)) * (x[i + 1] - x[i]);
    }
    double deviation = sqrt(m.squares / (m.n - 1));
    return dominated_by_one(&m) ? NAN : sqrt(M_2_PI) * J + sqrt(2 * log(2 / risk)) * deviation;
}

static bool w1(double *x, double *y, size_t n, double *value, double *halfwidth)
{
    sort_both(x, y, n);
    long double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += fabs(x[i] - y[i]);
    *value = (double)(sum / (long double)n);
    *halfwidth = (bridge_bound(x, n) + bridge_bound(y, n)) / sqrt((double)n);
    return isfinite(*value) && isfinite(*halfwidth);
}

static bool energy_on_the_line(double *x, double *y, size_t n, double *value, double *halfwidth)
{
    return energy(x, y, 1, n, value, halfwidth);
}
static bool energy_in_the_plane(double *x, double *y, size_t n, double *value, double *halfwidth)
{
    return energy(x, y, 2, n, value, halfwidth);
}

typedef bool (*two_samples)(double *x, double *y, size_t n, double *value, double *halfwidth);
static const struct {
    const char *name;
    int dim;
    two_samples estimate;
} distances[] = {{"kolmogorov", 1, kolmogorov},
                 {"energy", 1, energy_on_the_line},
                 {"energy", 2, energy_in_the_plane},
                 {"w1", 1, w1}};

static bool estimate_distance(const char *name, const law *p, const law *q, size_t n, unsigned long seed,
                              double *value, double *halfwidth)
{
    for (size_t i = 0; i < sizeof distances / sizeof *distances; i++)
        if (!strcmp(distances[i].name, name) && distances[i].dim == p->dim) {
            double *x = draws(p, n, seed, 0), *y = draws(q, n, seed, 1);
            bool done = distances[i].estimate(x, y, n, value, halfwidth);
            free(x);
            free(y);
            return done;
        }
    return false;
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
