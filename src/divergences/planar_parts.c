/*
 * Cutting laws on the plane into parts: see planar_parts.h.
 *
 * A line that is not vertical is parameterised by x, a vertical one by y, and the law on it is one on the line: a segment
 * is uniform, product(point(a), P) is P on the vertical line x = a. With respect to length, the density of a law on a line
 * of slope m is the one in x over sqrt(1 + m^2).
 */
#include "divergences/planar_parts.h"

#include "distributions/planar.h"
#include "divergences/fdivergence.h"
#include "divergences/partition.h"
#include "divergences/planar_density.h"
#include "divergences/planar_routes.h"

#include <stdlib.h>
#include <string.h>

typedef struct line {
    real slope, at; /* y = slope x + at; slope NULL: x = at */
    law part[2];    /* of P and of Q, on the parameter */
} line;

typedef struct parts {
    real_pool *pool;
    planar_terms terms[2];
    int lines;
    line *line;
    bool atoms;
} parts;

/* ---- Lines ---- */

static bool same_line(const line *a, real slope, real at)
{
    if (!a->slope != !slope)
        return false;
    return (!slope || real_equal(a->slope, slope)) && real_equal(a->at, at);
}

/* Adds a law on the line y = slope x + at (or x = at) to the part of P or Q. */
static void add_to_line(parts *all, int which, real slope, real at, const component *c, real weight)
{
    int i = 0;
    while (i < all->lines && !same_line(&all->line[i], slope, at))
        i++;
    if (i == all->lines) {
        all->line = realloc(all->line, (size_t)(all->lines + 1) * sizeof *all->line);
        all->line[all->lines++] = (line){.slope = slope, .at = at};
    }
    law *l = &all->line[i].part[which];
    *l = (law){.dim = 1,
               .n = l->n,
               .c = realloc(l->c, (size_t)(l->n + 1) * sizeof *l->c),
               .pool = all->pool,
               .text = ""};
    l->c[l->n] = *c;
    l->c[l->n].weight = weight;
    l->c[l->n++].weight_double = real_double(weight);
}

static void add_segment(parts *all, int which, const component *c)
{
    real_pool *pool = all->pool;
    const real *par = c->par;
    real dx = real_sub(pool, par[2], par[0]), dy = real_sub(pool, par[3], par[1]);
    bool vertical = real_sign(dx) == 0;
    real slope = vertical ? NULL : real_div(pool, dy, dx);
    real at = vertical ? par[0] : real_sub(pool, par[1], real_mul(pool, slope, par[0]));
    real from = par[vertical], to = par[2 + vertical];
    bool reversed = real_compare(to, from) < 0;
    component uniform = {.family = family_by_name("uniform"),
                         .par = {reversed ? to : from, reversed ? from : to}};
    for (int i = 0; i < 2; i++)
        uniform.par_double[i] = real_double(uniform.par[i]);
    add_to_line(all, which, slope, at, &uniform, c->weight);
}

/* The atoms of factor k of a product stand for lines across it, each with the densities of the other factor. */
static void add_product_lines(parts *all, int which, const component *c, int k)
{
    const law *dots = c->factor[k], *spread = c->factor[1 - k];
    real slope = k == 0 ? NULL : real_int(all->pool, 0);
    for (int i = 0; i < dots->n; i++)
        for (size_t a = 0;
             dots->c[i].family->kind == FAMILY_ATOMS && a < dots->c[i].family->atoms(&dots->c[i]); a++) {
            real x, weight;
            dots->c[i].family->atom(all->pool, &dots->c[i], a, &x, &weight);
            weight = real_mul(all->pool, c->weight, real_mul(all->pool, dots->c[i].weight, weight));
            for (int j = 0; j < spread->n; j++)
                if (spread->c[j].family->kind == FAMILY_CONTINUOUS)
                    add_to_line(all, which, slope, x, &spread->c[j],
                                real_mul(all->pool, weight, spread->c[j].weight));
        }
}

/* ---- The cut ---- */

static bool has_lattice(const law *l)
{
    for (int i = 0; i < l->n; i++)
        if (l->c[i].family->kind == FAMILY_LATTICE)
            return true;
    return false;
}

static bool add_law(parts *all, int which, const law *l)
{
    for (int i = 0; i < l->n; i++) {
        const component *c = &l->c[i];
        bool product = c->factor[0] != NULL;
        if (product && (has_lattice(c->factor[0]) || has_lattice(c->factor[1])))
            return false;
        for (int k = 0; product && k < 2; k++)
            add_product_lines(all, which, c, k);
        if (!strcmp(c->family->name, "segment"))
            add_segment(all, which, c);
        else if (component_dimension2(c) == 1 && !product)
            return false;
        all->atoms |= component_dimension2(c) <= 0;
    }
    return planar_terms_make(&all->terms[which], all->pool, l);
}

static bool parts_make(parts *all, const law *p, const law *q)
{
    *all = (parts){.pool = real_pool_open()};
    all->terms[1].mass = real_int(all->pool, 0);
    return add_law(all, 0, p) && (!q || add_law(all, 1, q));
}

static void parts_free(parts *all)
{
    for (int i = 0; i < all->lines; i++)
        for (int k = 0; k < 2; k++)
            free(all->line[i].part[k].c);
    free(all->line);
    for (int k = 0; k < 2; k++)
        planar_terms_free(&all->terms[k]);
    real_pool_close(all->pool);
}

bool planar_divides(const law *p, const law *q)
{
    parts all;
    bool divides = parts_make(&all, p, q);
    if (divides && !q) /* one kind of part has a reference measure */
        divides = (all.terms[0].n > 0) + (all.lines > 0) + all.atoms == 1;
    parts_free(&all);
    return divides;
}

/* ---- The functional on each part ---- */

/* The masses P and Q live apart: f'(inf) P + f(0) Q. */
static enclosure apart(scope *s, const functional *f, ball P, ball Q, bool some_p)
{
    if (f->tail != TAIL_BY_MASS && some_p)
        return enclosure_infinite(s, INFINITE_SUPPORT);
    ball value = f->tail == TAIL_BY_MASS ? f->chord(P, Q, ball_int(0)) : ball_in(s, ball_int(0));
    return (enclosure){value, FINITE, METHOD_CERTIFIED};
}

/* log sqrt(1 + slope^2): dx and length differ by it. */
static ball log_stretch(scope *s, real_pool *pool, const line *on)
{
    if (!on->slope)
        return ball_in(s, ball_int(0));
    return ball_scale2(ball_log1p(real_ball(s, real_mul(pool, on->slope, on->slope))), -1);
}

static enclosure on_line(scope *s, real_pool *pool, const functional *f, real order, const line *on,
                         bool alone, slong goal)
{
    enclosure out;
    const law *p = &on->part[0], *q = &on->part[1];
    if (alone) {
        functional_integral(s, f, order, p, NULL, goal, &out);
        out.value = ball_sub(out.value, ball_mul(law_density_weight(s, p), log_stretch(s, pool, on)));
    } else if (!p->n || !q->n) {
        out = apart(s, f, law_density_weight(s, p), law_density_weight(s, q), p->n);
    } else {
        density_functional(s, f, order, p, q, goal, &out);
    }
    return out;
}

static enclosure on_plane(scope *s, const functional *f, real order, const parts *all, bool alone, slong goal)
{
    enclosure out;
    planar_terms reference = {0};
    plane_task t = {s, all->pool, f, order, &all->terms[0], &all->terms[1], alone, goal};
    ball P = real_ball(s, t.p->mass), Q = real_ball(s, t.q->mass);
    if (!alone && (!t.p->n || !t.q->n))
        return apart(s, f, P, Q, t.p->n > 0);
    if (alone) {
        planar_terms_lebesgue(&reference, all->pool);
        t.q = &reference;
    }
    if (f == &functional_js)
        t.f = &functional_half_game;
    plane_integral(&t, &out);
    if (f == &functional_js)
        out.value = ball_add(out.value, ball_scale2(ball_mul(ball_add(P, Q), ball_log2(s)), -1));
    if (f == &functional_tv) /* |p - q|/2 = (p + q)/2 - min(p, q) */
        out.value = ball_sub(ball_scale2(ball_add(P, Q), -1), out.value);
    planar_terms_free(&reference);
    return out;
}

void planar_functional(scope *s, const functional *f, real order, const law *p, const law *q, slong goal,
                       enclosure *out)
{
    parts all;
    *out = (enclosure){ball_in(s, ball_int(0)), FINITE, METHOD_CERTIFIED};
    if (!parts_make(&all, p, q) || (!q && (all.terms[0].n > 0) + (all.lines > 0) + all.atoms != 1))
        out->value = ball_nothing(s);
    if (ball_is_finite(out->value) && all.terms[0].n + all.terms[1].n > 0) {
        enclosure dense = on_plane(s, f, order, &all, !q, goal + 1);
        enclosure_add(s, out, &dense);
    }
    for (int i = 0; i < all.lines && out->why != INFINITE_SUPPORT && ball_is_finite(out->value); i++) {
        enclosure thin = on_line(s, all.pool, f, order, &all.line[i], !q, goal + 2);
        enclosure_add(s, out, &thin);
    }
    if (all.atoms && (ball_is_finite(out->value) || out->why == INFINITE_TAIL)) {
        enclosure atoms;
        points_functional(s, f, order, p, q, goal + 2, &atoms);
        enclosure_add(s, out, &atoms);
    }
    parts_free(&all);
}
