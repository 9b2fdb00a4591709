/* Laws on the plane as sums of shapes: see planar_shape.h. */
#include "divergences/planar_shape.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_SHAPES = 256 };

static bool add_shape(shapes *all, const shape *one)
{
    if (all->n == MOST_SHAPES)
        return false;
    all->of = realloc(all->of, (size_t)(all->n + 1) * sizeof *all->of);
    all->of[all->n++] = *one;
    return true;
}

static shape shape_at(real_pool *pool, real x, real y, real weight)
{
    real nil = real_int(pool, 0);
    return (shape){.at = {x, y}, .spread = {nil, nil, nil}, .weight = weight};
}

static void add_side(shape *a, real x, real y)
{
    a->side[a->sides][0] = x;
    a->side[a->sides++][1] = y;
}

/* ---- Components ---- */

static shape normal_shape(real_pool *pool, const real par[5], real weight)
{
    shape a = shape_at(pool, par[0], par[1], weight);
    a.spread[SPREAD_XX] = real_mul(pool, par[2], par[2]);
    a.spread[SPREAD_XY] = real_mul(pool, par[4], real_mul(pool, par[2], par[3]));
    a.spread[SPREAD_YY] = real_mul(pool, par[3], par[3]);
    return a;
}

static shape disk_shape(real_pool *pool, const real par[3], real weight)
{
    shape a = shape_at(pool, par[0], par[1], weight);
    a.radius[a.disks++] = par[2];
    return a;
}

static shape segment_shape(real_pool *pool, const real par[4], real weight)
{
    shape a = shape_at(pool, par[0], par[1], weight);
    add_side(&a, real_sub(pool, par[2], par[0]), real_sub(pool, par[3], par[1]));
    return a;
}

static bool add_cloud(shapes *all, const component *c, real weight)
{
    const cloud *d = c->data;
    real equal = real_div(all->pool, weight, real_int(all->pool, (slong)d->n));
    bool room = d->n <= MOST_SHAPES;
    for (size_t i = 0; i < d->n && room; i++) {
        real share = d->weight ? real_mul(all->pool, weight, d->weight[i]) : equal;
        shape one = shape_at(all->pool, d->x[2 * i], d->x[2 * i + 1], share);
        room = add_shape(all, &one);
    }
    return room;
}

/* ---- Products ---- */

/* Part k of a component on the line, itself or an atom. */
typedef struct line_part {
    real at, variance, length, weight;
} line_part;

static size_t line_parts(const component *c)
{
    if (c->family->kind == FAMILY_ATOMS)
        return c->family->atoms(c);
    return !strcmp(c->family->name, "normal") || !strcmp(c->family->name, "uniform");
}

static line_part line_part_of(real_pool *pool, const component *c, size_t k)
{
    real nil = real_int(pool, 0);
    line_part out = {c->par[0], nil, nil, c->weight};
    if (c->family->kind == FAMILY_ATOMS) {
        real weight;
        c->family->atom(pool, c, k, &out.at, &weight);
        out.weight = real_mul(pool, c->weight, weight);
    } else if (!strcmp(c->family->name, "normal")) {
        out.variance = real_mul(pool, c->par[1], c->par[1]);
    } else {
        out.length = real_sub(pool, c->par[1], c->par[0]);
    }
    return out;
}

static shape product_shape(real_pool *pool, const line_part *x, const line_part *y, real weight)
{
    real nil = real_int(pool, 0);
    shape a = shape_at(pool, x->at, y->at, real_mul(pool, weight, real_mul(pool, x->weight, y->weight)));
    a.spread[SPREAD_XX] = x->variance;
    a.spread[SPREAD_YY] = y->variance;
    if (real_sign(x->length))
        add_side(&a, x->length, nil);
    if (real_sign(y->length))
        add_side(&a, nil, y->length);
    return a;
}

static bool add_product(shapes *all, const component *a, const component *b, real weight)
{
    bool room = line_parts(a) && line_parts(b);
    for (size_t i = 0; i < line_parts(a); i++)
        for (size_t k = 0; k < line_parts(b) && room; k++) {
            line_part x = line_part_of(all->pool, a, i), y = line_part_of(all->pool, b, k);
            shape one = product_shape(all->pool, &x, &y, weight);
            room = add_shape(all, &one);
        }
    return room;
}

static bool add_products(shapes *all, const law *first, const law *second, real weight)
{
    bool known = true;
    for (int i = 0; i < first->n; i++)
        for (int k = 0; k < second->n && known; k++)
            known = add_product(all, &first->c[i], &second->c[k], weight);
    return known;
}

/* ---- Laws ---- */

static bool add_component(shapes *all, const component *c, real weight)
{
    static const struct {
        const char *name;
        shape (*make)(real_pool *pool, const real *par, real weight);
    } kinds[] = {{"normal2", normal_shape}, {"disk", disk_shape}, {"segment", segment_shape}};
    if (c->factor[0])
        return add_products(all, c->factor[0], c->factor[1], weight);
    if (!c->family->planar)
        return c->data && c->data->dim == 2 && add_cloud(all, c, weight);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(c->family->name, kinds[i].name)) {
            shape one = kinds[i].make(all->pool, c->par, weight);
            return add_shape(all, &one);
        }
    return false;
}

bool shapes_add(shapes *all, const law *l, int sign)
{
    bool known = true;
    for (int i = 0; i < l->n && known; i++)
        known = add_component(all, &l->c[i], sign > 0 ? l->c[i].weight : real_neg(all->pool, l->c[i].weight));
    return known;
}

void shapes_free(shapes *all)
{
    free(all->of);
    all->of = NULL;
}

shape shape_difference(real_pool *pool, const shape *x, const shape *y)
{
    shape d = *x;
    d.weight = real_mul(pool, x->weight, y->weight);
    for (int k = 0; k < 2; k++) {
        d.at[k] = real_sub(pool, x->at[k], y->at[k]);
        for (int i = 0; i < y->sides; i++) /* -u side = -side + (1 - u) side */
            d.at[k] = real_sub(pool, d.at[k], y->side[i][k]);
    }
    for (int k = 0; k < 3; k++)
        d.spread[k] = real_add(pool, x->spread[k], y->spread[k]);
    for (int i = 0; i < y->sides; i++)
        add_side(&d, y->side[i][0], y->side[i][1]);
    for (int i = 0; i < y->disks; i++)
        d.radius[d.disks++] = y->radius[i];
    return d;
}

/* Of a covariance matrix. */
bool shape_is_sharp(const shape *a)
{
    return real_sign(a->spread[SPREAD_XX]) == 0 && real_sign(a->spread[SPREAD_YY]) == 0;
}

bool shape_is_regular(real_pool *pool, const shape *a)
{
    real product = real_mul(pool, a->spread[SPREAD_XX], a->spread[SPREAD_YY]),
         square = real_mul(pool, a->spread[SPREAD_XY], a->spread[SPREAD_XY]);
    return real_sign(a->spread[SPREAD_XX]) == 1 && real_compare(product, square) == 1;
}
