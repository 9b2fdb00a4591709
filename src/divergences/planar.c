/*
 * Divergences between laws on the plane: choosing the route. See planar.h.
 *
 * A product of two normal laws is a law normal2, and a product of a point and a uniform law is a segment.
 * Laws of different dimensions (planar.h of distributions) are mutually singular, as are laws with disjoint
 * or crossing segments; a pair of mixtures is if each pair of components is. Then KL and all Renyi
 * divergences are infinite, JS = log 2, TV = 1.
 */
#include "divergences/planar.h"

#include "distributions/planar.h"
#include "divergences/closed_form.h"
#include "divergences/planar_factors.h"
#include "divergences/planar_normal.h"
#include "divergences/planar_parts.h"
#include "divergences/planar_routes.h"
#include "divergences/planar_transport.h"

#include <string.h>

static bool named(divergence d, const char *name) { return !strcmp(d.row->name, name); }

bool planar_sees_places(divergence d)
{
    static const char *const distances[] = {"w1", "w2", "wp", "energy", "kolmogorov"};
    for (size_t i = 0; i < sizeof distances / sizeof *distances; i++)
        if (named(d, distances[i]))
            return true;
    return false;
}

/* ---- The same law under another name ---- */

typedef struct view {
    law one;
    component c;
    const law *self; /* the law, or `one` */
} view;

static bool is_a(const law *l, const char *name) { return l->n == 1 && !strcmp(l->c->family->name, name); }

static void rename_law(view *v, const char *name)
{
    for (int i = 0; i < MAX_PARAMETERS; i++)
        v->c.par_double[i] = v->c.par[i] ? real_double(v->c.par[i]) : 0;
    v->c.family = family_by_name(name);
    v->c.factor[0] = v->c.factor[1] = NULL;
    v->one.c = &v->c;
    v->self = &v->one;
}

static void view_make(view *v, real_pool *pool, const law *l)
{
    v->self = l;
    if (!is_a(l, "product"))
        return;
    v->one = *l;
    v->c = *l->c;
    const law *p = l->c->factor[0], *q = l->c->factor[1];
    const real *a = p->c->par, *b = q->c->par;
    real *par = v->c.par;
    if (is_a(p, "normal") && is_a(q, "normal")) {
        par[0] = a[0], par[1] = b[0], par[2] = a[1], par[3] = b[1], par[4] = real_int(pool, 0);
        rename_law(v, "normal2");
    } else if (is_a(p, "point") && is_a(q, "uniform")) {
        par[0] = par[2] = a[0], par[1] = b[0], par[3] = b[1];
        rename_law(v, "segment");
    } else if (is_a(p, "uniform") && is_a(q, "point")) {
        par[1] = par[3] = b[0], par[0] = a[0], par[2] = a[1];
        rename_law(v, "segment");
    }
}

/* ---- Mutually singular laws ---- */

static bool exactly_one(ball a) { return ball_is_exact_zero(ball_add_int(a, -1)); }

static bool components_apart(scope *s, const law *p, int i, const law *q, int j)
{
    int m = component_dimension2(&p->c[i]), n = component_dimension2(&q->c[j]);
    if (m < 0 || n < 0 || m != n)
        return m >= 0 && n >= 0;
    component a = p->c[i], b = q->c[j];
    law of_p = *p, of_q = *q;
    of_p.n = of_q.n = 1;
    of_p.c = &a, of_q.c = &b;
    enclosure tv;
    divergence d = {divergence_by_name("tv"), NULL};
    return closed_form(s, d, &of_p, &of_q, &tv) && exactly_one(tv.value);
}

static bool apart(scope *s, const law *p, const law *q)
{
    for (int i = 0; i < p->n; i++)
        for (int j = 0; j < q->n; j++)
            if (!components_apart(s, p, i, q, j))
                return false;
    return true;
}

static bool singular_enclose(scope *s, divergence d, const law *p, const law *q, enclosure *out)
{
    static const char *const infinite[] = {"kl", "reverse-kl", "jeffreys", "chi2", "neyman", "renyi"};
    if (planar_sees_places(d) || named(d, "cross-entropy") || !apart(s, p, q))
        return false;
    *out = (enclosure){ball_in(s, ball_int(1)), FINITE, METHOD_CLOSED_FORM};
    if (named(d, "js"))
        out->value = ball_log2(s);
    if (named(d, "js-distance"))
        out->value = ball_sqrt(ball_log2(s));
    for (size_t i = 0; i < sizeof infinite / sizeof *infinite; i++)
        if (named(d, infinite[i]))
            *out = (enclosure){ball_infinity(s), INFINITE_SUPPORT, METHOD_CLOSED_FORM};
    return true;
}

/* ---- Two normal laws ---- */

static bool normal_enclose(scope *s, divergence d, const law *p, const law *q, slong goal, enclosure *out)
{
    bool root = named(d, "js-distance"), tv = named(d, "tv");
    normal_pair pair;
    if ((!root && !tv && !named(d, "js")) || !normal_pair_make(s, p->c, q->c, &pair))
        return false;
    ball nil = ball_in(s, ball_int(0));
    if (tv)
        out->value = ball_min(normal_pair_tv(s, &pair, goal), ball_in(s, ball_int(1)));
    else
        out->value = ball_min(normal_pair_js(s, &pair, goal), ball_log2(s));
    out->value = ball_max(out->value, nil);
    if (root)
        out->value = ball_sqrt(out->value);
    return true;
}

/* ---- Two products ---- */

static bool factors_enclose(scope *s, real_pool *pool, divergence d, const law *p, const law *q, slong goal,
                            enclosure *out)
{
    bool named_so = is_a(p, "product") && (!q || is_a(q, "product"));
    factored of_p, of_q = {.c.family = NULL};
    bool known = factored_make(&of_p, pool, p) && (!q || factored_make(&of_q, pool, q))
                 && product_enclose(s, d, &of_p.c, q ? &of_q.c : NULL, goal, named_so, out);
    factored_free(&of_p);
    factored_free(&of_q);
    return known;
}

/* ---- The choice ---- */

static bool enclose_views(scope *s, divergence d, const view *p, const view *q, slong goal, bool renamed,
                          enclosure *out)
{
    const law *a = p->self, *b = q->self;
    if (renamed && closed_form(s, d, a, b, out))
        return true;
    if (is_a(a, "normal2") && is_a(b, "normal2"))
        return normal_enclose(s, d, a, b, goal, out);
    return singular_enclose(s, d, a, b, out);
}

static bool transport(scope *s, divergence d, const law *p, const law *q, slong goal, enclosure *out)
{
    real_pool *pool = real_pool_open();
    real order = d.order ? d.order : real_int(pool, named(d, "w1") ? 1 : 2);
    bool known = planar_wasserstein(s, order, p, q, goal, out);
    real_pool_close(pool);
    return known;
}

bool planar_enclose(scope *s, divergence d, const law *p, const law *q, slong goal, enclosure *out)
{
    *out = (enclosure){ball_nothing(s), FINITE, METHOD_CERTIFIED};
    real_pool *pool = real_pool_open();
    view of_p, of_q;
    bool known = false;
    if (q) {
        view_make(&of_p, pool, p);
        view_make(&of_q, pool, q);
        bool renamed = of_p.self != p || of_q.self != q;
        known = enclose_views(s, d, &of_p, &of_q, goal, renamed, out);
    }
    known = known || factors_enclose(s, pool, d, p, q, goal, out);
    real_pool_close(pool);
    if (known && planar_sees_places(d) && out->why == FINITE && !ball_is_finite(out->value))
        known = false;
    if (!known && (named(d, "w1") || named(d, "w2") || named(d, "wp")))
        return transport(s, d, p, q, goal, out);
    if (!known && named(d, "energy"))
        return points_energy(s, p, q, out) || shapes_energy(s, p, q, goal, out);
    if (!known && !planar_sees_places(d) && planar_divides(p, q))
        known = d.row->certified(s, &d, p, q, goal, out);
    return known;
}

ball planar_game_value(scope *s, const law *p, const law *q, slong goal)
{
    real_pool *pool = real_pool_open();
    view of_p, of_q;
    view_make(&of_p, pool, p);
    view_make(&of_q, pool, q);
    normal_pair pair;
    ball value = ball_nothing(s);
    if (!is_a(of_p.self, "normal2") || !is_a(of_q.self, "normal2"))
        value = apart(s, of_p.self, of_q.self) ? ball_in(s, ball_int(0)) : value;
    else if (normal_pair_make(s, of_p.self->c, of_q.self->c, &pair))
        value = normal_pair_game_value(s, &pair, goal);
    real_pool_close(pool);
    return value;
}
