/* How far a law moves: see law_move.h and theta_metric.h. */
#include "divergences/law_move.h"

#include "divergences/box_laws.h"

#include <stdlib.h>
#include <string.h>

typedef enum { BY_TRANSPORT, BY_ENERGY, BY_SUPREMUM } combination;

typedef struct move {
    scope *s;
    real_pool *pool;
    const divergence *d;
    combination rule;
    ball p; /* of W_p; 2 for the energy */
    slong goal;
} move;

static bool set_rule(move *m, const divergence *d)
{
    static const struct {
        const char *name;
        combination rule;
        int p;
    } rows[] = {{"w1", BY_TRANSPORT, 1},
                {"w2", BY_TRANSPORT, 2},
                {"wp", BY_TRANSPORT, 0},
                {"energy", BY_ENERGY, 2},
                {"kolmogorov", BY_SUPREMUM, 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!strcmp(rows[i].name, d->row->name)) {
            m->rule = rows[i].rule;
            m->p = rows[i].p ? ball_int(rows[i].p) : ball_int(1);
            if (!rows[i].p && m->s)
                m->p = real_ball(m->s, d->order);
            return true;
        }
    return false;
}

bool law_move_knows(const divergence *d)
{
    move m = {0};
    return set_rule(&m, d);
}

/* ---- One component ---- */

/* A component, or one atom of it. */
typedef struct grain {
    const family *family;
    real par[MAX_PARAMETERS], weight;
    const component *whole; /* with data of its own, of which no parameter can vary; or NULL */
} grain;

typedef struct grains {
    int n;
    grain *g;
} grains;

static void add_component(real_pool *pool, grains *all, const component *c)
{
    bool cut = c->family->kind == FAMILY_ATOMS && c->family->arguments != ARGUMENTS_FILE;
    size_t count = cut ? c->family->atoms(c) : 1;
    all->g = realloc(all->g, sizeof *all->g * ((size_t)all->n + count));
    for (size_t k = 0; k < count; k++) {
        grain *g = &all->g[all->n++];
        *g = (grain){.family = c->family, .weight = c->weight, .whole = c->data && !cut ? c : NULL};
        memcpy(g->par, c->par, sizeof g->par);
        if (cut) {
            real weight;
            g->family = family_by_name("point");
            c->family->atom(pool, c, k, &g->par[0], &weight);
            g->weight = real_mul(pool, c->weight, weight);
        }
    }
}

static grains grains_of(real_pool *pool, const law *l)
{
    grains all = {0};
    for (int i = 0; i < l->n; i++)
        add_component(pool, &all, &l->c[i]);
    return all;
}

static ball distance(const move *m, const law *p, const law *q)
{
    enclosure e;
    bool known = p && q && divergence_enclose(m->s, *m->d, p, q, m->goal, METHOD_AUTO, &e);
    return known && e.why == FINITE ? ball_upper(e.value) : ball_nothing(m->s);
}

static bool is_allowed(const grain *g, const real *par)
{
    component c = {.family = g->family};
    memcpy(c.par, par, sizeof c.par);
    for (int i = 0; i < MAX_PARAMETERS && g->family->parameters[i].name; i++)
        if (g->family->parameters[i].in == POSITIVE && real_sign(par[i]) != 1)
            return false;
    return !g->family->check || g->family->check(&c, NULL);
}

/* d(C at par, C at m); 0 where there is nothing to move. */
static ball distance_to(const move *m, const grain *g, const real *par, const law *at)
{
    if (!is_allowed(g, par))
        return ball_nothing(m->s);
    law *there = law_of(g->family->name, par);
    ball d = distance(m, there, at);
    law_free(there);
    return d;
}

static real clamped(real_pool *pool, real x, domain in)
{
    real zero = real_int(pool, 0), one = real_int(pool, 1);
    if (in == PROBABILITY && real_compare(x, zero) == -1)
        return zero;
    return in == PROBABILITY && real_compare(x, one) == 1 ? one : x;
}

/* The parameters that vary, with their ends; -1: not ordered in one of them. */
static int varying(const move *m, const grain *over, const grain *at, int *which, real (*end)[2])
{
    int n = 0;
    for (int i = 0; i < MAX_PARAMETERS && over->family->parameters[i].name; i++) {
        if (real_compare(over->par[i], at->par[i]) == 0)
            continue;
        if (!(over->family->ordered >> i & 1))
            return -1;
        which[n] = i;
        for (int side = 0; side < 2; side++)
            end[n][side] = clamped(m->pool, box_end(m->pool, over->par[i], side ? 1 : -1),
                                   over->family->parameters[i].in);
        n++;
    }
    return n;
}

/* Over the corners of one orthant of the box around m: bit k of `orthant` and of `corner` stand for parameter which[k]. */
static ball orthant_move(const move *m, const grain *at, const law *law_at, int n, const int *which,
                         real (*end)[2], unsigned orthant)
{
    ball sum = ball_in(m->s, ball_int(0));
    for (unsigned corner = 1; corner < 1u << n; corner++) {
        real par[MAX_PARAMETERS];
        memcpy(par, at->par, sizeof par);
        for (int k = 0; k < n; k++)
            if (corner >> k & 1)
                par[which[k]] = end[k][orthant >> k & 1];
        ball d = distance_to(m, at, par, law_at);
        sum = m->rule == BY_SUPREMUM ? ball_max(sum, d) : ball_add(sum, ball_pow(d, m->p));
    }
    return m->rule == BY_SUPREMUM ? sum : ball_pow(sum, ball_inv(ball_in(m->s, m->p)));
}

static ball grain_move(const move *m, const grain *over, const grain *at, const law *law_at)
{
    int which[MAX_PARAMETERS];
    real end[MAX_PARAMETERS][2];
    ball most = ball_in(m->s, ball_int(0));
    if (over->family != at->family)
        return ball_nothing(m->s);
    int n = varying(m, over, at, which, end);
    for (unsigned orthant = 0; n > 0 && orthant < 1u << n; orthant++)
        most = ball_max(most, orthant_move(m, at, law_at, n, which, end, orthant));
    return n < 0 ? ball_nothing(m->s) : most;
}

/* ---- The law ---- */

static ball size_of_change(const move *m, real over, real at)
{
    if (real_compare(over, at) == 0)
        return ball_in(m->s, ball_int(0));
    return ball_upper(ball_abs(ball_sub(real_ball(m->s, over), real_ball(m->s, at))));
}

/* What a change of the weight costs: a power of W_p, or a distance. */
static ball reweighting(const move *m, const law *at, ball change, ball moved)
{
    if (ball_is_exact_zero(change))
        return change;
    if (m->rule == BY_SUPREMUM)
        return ball_scale2(change, -1);
    real zero = real_int(m->pool, 0);
    law *centre = law_of("point", &zero);
    ball far = distance(m, at, centre);
    law_free(centre);
    if (m->rule == BY_ENERGY)
        return ball_mul(change, far);
    ball twice = ball_pow(ball_in(m->s, ball_int(2)), ball_add_int(m->p, -1));
    return ball_mul(ball_mul(change, twice), ball_pow(ball_add(far, moved), m->p));
}

static ball mixture_move(const move *m, const grains *over, const grains *at)
{
    ball sum = ball_in(m->s, ball_int(0));
    if (over->n != at->n)
        return ball_nothing(m->s);
    for (int i = 0; i < over->n && ball_is_finite(sum); i++) {
        const grain *g = &at->g[i];
        law *law_at = g->whole ? NULL : law_of(g->family->name, g->par);
        ball moved = g->whole ? ball_in(m->s, ball_int(0)) : grain_move(m, &over->g[i], g, law_at);
        ball change = size_of_change(m, over->g[i].weight, g->weight);
        ball weight = ball_upper(real_ball(m->s, over->g[i].weight));
        ball cost = m->rule == BY_TRANSPORT ? ball_pow(moved, m->p) : moved;
        sum = ball_add(sum, ball_add(ball_mul(weight, cost), reweighting(m, law_at, change, moved)));
        law_free(law_at);
    }
    return m->rule == BY_TRANSPORT ? ball_pow(sum, ball_inv(ball_in(m->s, m->p))) : sum;
}

ball law_move(scope *s, const divergence *d, const law *over, const law *at, slong goal)
{
    move m = {.s = s, .pool = real_pool_open(), .d = d, .goal = goal};
    set_rule(&m, d);
    grains moving = grains_of(m.pool, over), still = grains_of(m.pool, at);
    ball most = mixture_move(&m, &moving, &still);
    free(moving.g);
    free(still.g);
    real_pool_close(m.pool);
    return ball_is_finite(most) ? ball_upper(most) : ball_nothing(s);
}
