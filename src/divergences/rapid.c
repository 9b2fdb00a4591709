/* All f-divergences at shared nodes: see rapid.h. */
#include "divergences/rapid_inside.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

rapid *rapid_open(const divergence *d, size_t k)
{
    rapid *r = calloc(1, sizeof *r);
    r->c = calloc(k + 1, sizeof *r->c);
    for (size_t i = 0; i < k; i++) {
        const generator *g = generator_by_name(d[i].row->name);
        double order = !g ? 0 : d[i].order ? real_double(d[i].order) : g->order;
        if (g && d[i].order && order == 1)
            g = generator_by_name("kl");
        if (g)
            r->c[r->n++] = (channel){.g = g, .order = order, .slot = i, .by_roots = !strcmp(g->name, "tv")};
    }
    r->sum = calloc(r->n + MASSES, sizeof *r->sum);
    r->all = calloc(r->n + MASSES, sizeof *r->all);
    line_map_tables();
    if (r->n)
        return r;
    rapid_close(r);
    return NULL;
}

void rapid_close(rapid *r)
{
    if (!r)
        return;
    free(r->c);
    free(r->sum);
    free(r->all);
    free(r);
}

static double find_roundings(const pair *k)
{
    double most = 0;
    for (int side = 0; side < 2; side++)
        for (int i = 0; i < k->law[side]->n; i++)
            most = fmax(most, fabs(k->part[side][i].middle) / k->part[side][i].width);
    return 16 + 4 * most;
}

static void finish(const rapid *r, const pair *k, const channel *c, double defect, numerical *out)
{
    const total *t = &r->all[MASSES + (c - r->c)];
    double value = t->value, missed = defect * generator_sensitivity(c->g, c->order) * (1 + t->size);
    if (c->by_roots) /* the masses come from distribution functions: nodes need only have met all of them */
        missed = defect < 1e-6 ? 0 : INFINITY;
    double off = t->error + missed;
    generator_finish(c->g, c->order, &value, &off);
    off += 2 * DBL_EPSILON * fabs(value);
    if (isfinite(value) && off <= fmax(k->absolute, k->relative * fabs(value)))
        *out = (numerical){value, off, FINITE, true};
}

static bool only_continuous(const law *l)
{
    for (int i = 0; i < l->n; i++)
        if (l->c[i].family->kind != FAMILY_CONTINUOUS)
            return false;
    return l->dim == 1;
}

void rapid_divergences(rapid *r, const law *p, const part *p_part, const law *q, const part *q_part,
                       double absolute, double relative, numerical *out)
{
    pair k = {{p, q}, {p_part, q_part}, absolute, relative, 0};
    piece pieces[MOST_CUTS + 1];
    for (size_t j = 0; j < r->n; j++) {
        out[r->c[j].slot] = (numerical){NAN, INFINITY, FINITE, false};
        r->c[j].asleep = false;
    }
    if (!only_continuous(p) || !only_continuous(q))
        return;
    k.roundings = find_roundings(&k);
    memset(r->all, 0, (r->n + MASSES) * sizeof *r->all);
    int n = rapid_plan(r, &k, pieces, out);
    for (int i = 0; i < n; i++)
        rapid_integrate_piece(r, &k, &pieces[i]);
    double defect = fabs(r->all[0].value - 1) + fabs(r->all[1].value - 1) + 0x1p-51;
    for (size_t j = 0; n > 0 && j < r->n; j++)
        if (!r->c[j].asleep)
            finish(r, &k, &r->c[j], defect, &out[r->c[j].slot]);
}
