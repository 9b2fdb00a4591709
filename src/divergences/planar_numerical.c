/*
 * f-divergences and entropies of densities on the plane in double precision: see planar_numerical.h.
 *
 * Rules of Gauss over y for each of the nodes of rules over x, on panels between cuts along the edges of the supports
 * (planar_places.h), for TV also where log p - log q changes its sign. Between cuts x = a + (b - a) sin^2(pi t/2), which makes lengths
 * of chords and roots of the distance from an edge smooth in t. Panels are divided further until two sums agree; what the last two differ by is claimed, or an eighth
 * of what the two before them did. The densities are summed along, and what their masses lack enters the error.
 */
#include "divergences/planar_numerical.h"

#include "calculus/legendre.h"
#include "distributions/planar.h"
#include "divergences/generator.h"
#include "divergences/planar_places.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { POINTS = 16, MOST_VALUES = 6000000 }; /* of densities of components, in all */

typedef struct channel {
    const generator *g;
    double order;
    size_t slot;
} channel;

typedef struct sums {
    double value, size, rim; /* rim: what lies next to an end of the box where no support ends */
} sums;

typedef struct job {
    const law *p, *q;
    places at;
    channel *c;
    sums *sum;
    size_t n;
    bool signs; /* cut at changes of sign */
    int parts;
    double node[POINTS], weight[POINTS]; /* on [0, 1] */
    double mass[2], values;
    bool p_escapes, q_escapes; /* one density vanishes where the other does not */
    marks row;
    size_t room;
    double *cut, *xy, *w, *log_p, *log_q, *value, *scratch;
} job;

/* ---- Rows ---- */

static void make_room(job *j, size_t n)
{
    if (n <= j->room)
        return;
    j->room = 2 * n;
    j->xy = realloc(j->xy, (6 + DENSITY_PAIR_ROOM) * j->room * sizeof *j->xy);
    j->w = j->xy + 2 * j->room;
    j->log_p = j->w + j->room;
    j->log_q = j->log_p + j->room;
    j->value = j->log_q + j->room;
    j->scratch = j->value + j->room;
}

/* Node k between two cuts, x = a + (b - a) sin^2(pi t/2), and its weight. */
static double node_between(const job *j, double a, double b, int k, double *weight)
{
    double t = (k / POINTS + j->node[k % POINTS]) / j->parts, part = sin(M_PI / 2 * t);
    *weight = M_PI / 2 * sin(M_PI * t) * (b - a) * j->weight[k % POINTS] / j->parts;
    return a + (b - a) * part * part;
}

/* The nodes on the line {x} x R between cuts, and the densities there. */
static size_t fill_row(job *j, double x, int cuts)
{
    size_t n = 0, all = (size_t)(cuts - 1) * (size_t)j->parts * POINTS;
    make_room(j, all);
    for (int i = 0; i + 1 < cuts; i++)
        for (int k = 0; k < POINTS * j->parts; k++, n++) {
            j->xy[2 * n] = x;
            j->xy[2 * n + 1] = node_between(j, j->cut[i], j->cut[i + 1], k, &j->w[n]);
        }
    law_log_density2_double(j->p, n, j->xy, j->log_p);
    law_log_density2_double(j->q, n, j->xy, j->log_q);
    j->values += (double)n * (j->p->n + j->q->n);
    return n;
}

static double log_ratio_at(const job *j, double x, double y)
{
    double xy[2] = {x, y}, log_p, log_q;
    law_log_density2_double(j->p, 1, xy, &log_p);
    law_log_density2_double(j->q, 1, xy, &log_q);
    return log_p - log_q;
}

/* The method of Illinois. */
static double sign_change(const job *j, double x, double a, double b, double at_a, double at_b)
{
    for (int step = 0; step < 60 && fabs(b - a) > 4 * DBL_EPSILON * (fabs(a) + fabs(b)); step++) {
        double c = b - at_b * (b - a) / (at_b - at_a), at_c = log_ratio_at(j, x, c);
        if (at_c == 0 || !isfinite(at_c))
            return c;
        if ((at_c < 0) != (at_b < 0))
            a = b, at_a = at_b;
        else
            at_a /= 2;
        b = c, at_b = at_c;
    }
    return b;
}

/* Marks changes of sign between nodes where both densities are positive; false if there is none. */
static bool mark_signs(job *j, double x, size_t n)
{
    int before = j->row.n;
    for (size_t i = 0; i + 1 < n; i++) {
        double u = j->log_p[i] - j->log_q[i], v = j->log_p[i + 1] - j->log_q[i + 1];
        if (isfinite(u) && isfinite(v) && u * v < 0)
            mark_add(&j->row, sign_change(j, x, j->xy[2 * i + 1], j->xy[2 * i + 3], u, v), 0);
    }
    return j->row.n > before;
}

static size_t nodes_on(job *j, double x)
{
    const places *a = &j->at;
    places_at(a, x, &j->row);
    for (bool again = j->signs;; again = false) {
        j->cut = realloc(j->cut, (size_t)(j->row.n + 2) * sizeof *j->cut);
        size_t n = fill_row(j, x, marks_cut(&j->row, a->from[1], a->to[1], j->cut));
        if (!again || !mark_signs(j, x, n))
            return n;
    }
}

static bool near_end(const places *a, int axis, double at)
{
    double margin = (a->to[axis] - a->from[axis]) / 32;
    return (a->open_from[axis] && at < a->from[axis] + margin)
           || (a->open_to[axis] && at > a->to[axis] - margin);
}

static void add_row(job *j, double x, double weight)
{
    size_t n = nodes_on(j, x);
    density_pair pair = density_pair_make(n, j->log_p, j->log_q, j->scratch);
    bool at_rim = near_end(&j->at, 0, x);
    for (size_t i = 0; i < n; i++) {
        j->mass[0] += weight * j->w[i] * pair.p[i], j->mass[1] += weight * j->w[i] * pair.q[i];
        j->p_escapes |= j->log_q[i] == -INFINITY && j->log_p[i] > -INFINITY;
        j->q_escapes |= j->log_p[i] == -INFINITY && j->log_q[i] > -INFINITY;
    }
    for (size_t k = 0; k < j->n; k++) {
        long double sum = 0, size = 0, rim = 0;
        generator_density_at(j->c[k].g, &pair, j->c[k].order, j->value);
        for (size_t i = 0; i < n; i++) {
            double share = j->w[i] * j->value[i];
            sum += share, size += fabs(share);
            if (at_rim || near_end(&j->at, 1, j->xy[2 * i + 1]))
                rim += fabs(share);
        }
        j->sum[k].value += weight * (double)sum;
        j->sum[k].size += weight * (double)size;
        j->sum[k].rim += weight * (double)rim;
    }
}

static void add_all(job *j)
{
    const places *a = &j->at;
    marks columns = {0};
    for (int i = 0; i < a->along[0].n; i++)
        mark_add(&columns, a->along[0].of[i].at, a->along[0].of[i].width);
    double *cut = malloc((size_t)(columns.n + 2) * sizeof *cut);
    int cuts = marks_cut(&columns, a->from[0], a->to[0], cut);
    memset(j->sum, 0, j->n * sizeof *j->sum);
    j->mass[0] = j->mass[1] = j->values = 0;
    for (int i = 0; i + 1 < cuts; i++)
        for (int k = 0; k < POINTS * j->parts; k++) {
            double weight, x = node_between(j, cut[i], cut[i + 1], k, &weight);
            add_row(j, x, weight);
        }
    free(cut);
    free(columns.of);
}

/* ---- Convergence ---- */

/* Is the value infinite as P has mass where Q has none? */
static bool escapes(const job *j, const channel *c)
{
    if (!generator_needs_domination(c->g, c->order))
        return false;
    bool first = c->g->exchanged ? j->q_escapes : j->p_escapes;
    return first || (c->g->both && (j->p_escapes || j->q_escapes));
}

/* Beyond the box: one law extends without end where the other does not. */
static void look_beyond(job *j)
{
    for (int i = 0; i < 4; i++) {
        bool p = j->at.endless[0][i / 2][i % 2], q = j->at.endless[1][i / 2][i % 2];
        j->p_escapes |= p && !q, j->q_escapes |= q && !p;
    }
}

/* No answer where sums do not settle or the integrand does not fade towards the open ends of the box: the integral may diverge. */
static void finish(const job *j, size_t k, double off, numerical *out)
{
    const channel *c = &j->c[k];
    const sums *at = &j->sum[k];
    if (escapes(j, c)) {
        *out = (numerical){INFINITY, 0, INFINITE_SUPPORT, true};
        return;
    }
    double defect = fabs(j->mass[0] - 1) + fabs(j->mass[1] - 1), value = at->value;
    off += 2 * at->rim + (defect + 8 * DBL_EPSILON) * generator_sensitivity(c->g, c->order) * (1 + at->size);
    generator_finish(c->g, c->order, &value, &off);
    if (at->rim <= 1e-10 * at->size && off <= 1e-3 * (1 + fabs(value)) && isfinite(value) && isfinite(off))
        *out = (numerical){value, off + 4 * DBL_EPSILON * fabs(value), FINITE, true};
}

static void converge(job *j, numerical *out)
{
    double *last = calloc(3 * j->n, sizeof *last), *change = last + j->n, *off = change + j->n;
    for (size_t k = 0; k < j->n; k++)
        last[k] = change[k] = off[k] = INFINITY;
    double caution = j->signs ? 3 : 1; /* the number of changes of sign over x is no smooth function */
    bool enough = false;
    look_beyond(j);
    for (j->parts = 1; !enough && (j->parts <= 2 || j->values * 2.25 < MOST_VALUES);
         j->parts += (j->parts + 1) / 2) {
        add_all(j);
        enough = true;
        for (size_t k = 0; k < j->n; k++) {
            double now = fabs(j->sum[k].value - last[k]);
            off[k] = caution * fmax(now, change[k] == INFINITY ? 0 : change[k] / 8);
            change[k] = now;
            last[k] = j->sum[k].value;
            enough &= off[k] <= 1e-13 * (1 + j->sum[k].size) || escapes(j, &j->c[k]);
        }
    }
    for (size_t k = 0; k < j->n; k++)
        finish(j, k, off[k], &out[j->c[k].slot]);
    free(last);
}

static void take_rule(job *j)
{
    const legendre_twofold *rule = legendre_twofold_of(POINTS);
    for (int k = 0; k < POINTS; k++) {
        int i = k < POINTS / 2 ? k : POINTS - 1 - k;
        double x = rule->x[i].hi;
        j->node[k] = (1 + (k < POINTS / 2 ? -x : x)) / 2;
        j->weight[k] = rule->w[i].hi / 2;
    }
}

void planar_numerical(const divergence *d, size_t k, const law *p, const law *q, numerical *out)
{
    job j = {.p = p, .q = q};
    j.c = malloc(k * sizeof *j.c);
    j.sum = calloc(k, sizeof *j.sum);
    for (size_t i = 0; i < k; i++) {
        const generator *g = generator_by_name(d[i].row->name);
        double order = d[i].order ? real_double(d[i].order) : g ? g->order : 0;
        if (g && d[i].order && order == 1)
            g = generator_by_name("kl");
        if (g)
            j.c[j.n++] = (channel){g, order, i};
        j.signs |= !strcmp(d[i].row->name, "tv");
    }
    take_rule(&j);
    if (j.n && places_make(&j.at, p, q))
        converge(&j, out);
    places_free(&j.at);
    free(j.row.of);
    free(j.cut);
    free(j.xy);
    free(j.c);
    free(j.sum);
}
