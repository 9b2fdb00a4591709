/* Recognising products of laws on the line: see planar_factors.h. */
#include "divergences/planar_factors.h"

#include <stdlib.h>
#include <string.h>

/* ---- The two coordinates of a component ---- */

static component normal_on_axis(const component *c, int axis)
{
    component one = {.family = family_by_name("normal")};
    for (int k = 0; k < 2; k++) {
        one.par[k] = c->par[axis + 2 * k];
        one.par_double[k] = c->par_double[axis + 2 * k];
    }
    return one;
}

static bool coordinates(const component *c, component out[2])
{
    bool normal = !strcmp(c->family->name, "normal2") && real_sign(c->par[4]) == 0;
    for (int axis = 0; axis < 2; axis++) {
        const law *factor = c->factor[axis];
        if (!normal && (!factor || factor->n != 1 || factor->c->data))
            return false;
        out[axis] = normal ? normal_on_axis(c, axis) : *factor->c;
    }
    return true;
}

static bool same(const component *a, const component *b)
{
    bool equal = a->family == b->family;
    for (int k = 0; k < MAX_PARAMETERS && a->par[k] && equal; k++)
        equal = real_equal(a->par[k], b->par[k]);
    return equal;
}

/* The place of a component among those of a law that has room for it, where it is added if it is new. */
static int place_in(law *l, const component *c)
{
    int i = 0;
    while (i < l->n && !same(&l->c[i], c))
        i++;
    if (i == l->n)
        l->c[l->n++] = *c;
    return i;
}

/* ---- The weights ---- */

static void add_weight(real_pool *pool, real *sum, real w) { *sum = *sum ? real_add(pool, *sum, w) : w; }

/* w_ik = u_i v_k for all i and k, where places that no component takes count 0. */
static bool rank_one(real_pool *pool, const law line[2], const real *w)
{
    for (int i = 0; i < line[0].n; i++)
        for (int k = 0; k < line[1].n; k++) {
            real both = w[i * line[1].n + k];
            if (!both || !real_equal(both, real_mul(pool, line[0].c[i].weight, line[1].c[k].weight)))
                return false;
        }
    return true;
}

static bool take_weights(real_pool *pool, const law *l, const int *place, law line[2])
{
    real *w = calloc((size_t)line[0].n * (size_t)line[1].n, sizeof *w);
    for (int axis = 0; axis < 2; axis++)
        for (int i = 0; i < line[axis].n; i++)
            line[axis].c[i].weight = NULL;
    for (int i = 0; i < l->n; i++) {
        const int *at = &place[2 * i];
        add_weight(pool, &w[at[0] * line[1].n + at[1]], l->c[i].weight);
        for (int axis = 0; axis < 2; axis++)
            add_weight(pool, &line[axis].c[at[axis]].weight, l->c[i].weight);
    }
    for (int axis = 0; axis < 2; axis++)
        for (int i = 0; i < line[axis].n; i++)
            line[axis].c[i].weight_double = real_double(line[axis].c[i].weight);
    bool product = rank_one(pool, line, w);
    free(w);
    return product;
}

/* ---- The law ---- */

/* Each component takes a place on both axes; all places together are no more than there are components. */
static bool split(real_pool *pool, const law *l, law line[2])
{
    int *place = malloc(sizeof *place * 2 * (size_t)l->n);
    bool known = true;
    for (int i = 0; i < l->n && known; i++) {
        component one[2];
        known = coordinates(&l->c[i], one);
        for (int axis = 0; axis < 2 && known; axis++)
            place[2 * i + axis] = place_in(&line[axis], &one[axis]);
    }
    known = known && line[0].n * line[1].n <= l->n && take_weights(pool, l, place, line);
    free(place);
    return known;
}

bool factored_make(factored *out, real_pool *pool, const law *l)
{
    *out = (factored){.c = *l->c};
    if (l->n == 1 && l->c->factor[0])
        return true;
    for (int axis = 0; axis < 2; axis++) {
        out->line[axis] = (law){.dim = 1, .pool = pool, .text = ""};
        out->line[axis].c = malloc(sizeof *out->line[axis].c * (size_t)l->n);
        out->c.factor[axis] = &out->line[axis];
    }
    out->c.family = family_by_name("product");
    out->c.data = NULL;
    return split(pool, l, out->line);
}

void factored_free(factored *f)
{
    for (int axis = 0; axis < 2; axis++)
        free(f->line[axis].c);
}
