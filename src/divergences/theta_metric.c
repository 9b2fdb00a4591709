/* Distances and entropies over a part of an interval of theta: see theta_metric.h. */
#include "divergences/theta_metric.h"

#include "divergences/box_objective.h"
#include "divergences/closed_form.h"
#include "divergences/law_move.h"
#include "divergences/planar_move.h"

#include <math.h>
#include <string.h>

enum { WORKING_BITS = 110, MORE = 4 /* bits beyond the goal */, PLANAR_GOAL = 20, SLOPE_GOAL = 20 };

static bool is_entropy(const divergence *d)
{
    return !strcmp(d->row->name, "entropy") || !strcmp(d->row->name, "cross-entropy");
}

bool theta_metric_signed(const divergence *d) { return is_entropy(d); }

/* On the plane, without a closed form. */
static bool suits_plane(scope *s, const divergence *d, const box_laws *l, error *e)
{
    const law *both[] = {l->p, l->q};
    if (!planar_move_knows(d))
        return error_set(
            e, -1,
            "%s of these laws on the plane has no closed form; over an interval of theta only tv, "
            "hellinger2, js and js-distance, which are metrics or squares of them, do without",
            d->row->name);
    for (int k = 0; k < 2; k++)
        if (!ball_is_finite(planar_move(s, d, l, both[k], both[k], ball_int(1))))
            return error_set(
                e, -1,
                "%s '%.200s': over an interval of theta, %s of laws on the plane without a closed "
                "form needs normal2, ring or grid where theta appears",
                k ? "Q" : "P", both[k]->text, d->row->name);
    return true;
}

bool theta_metric_suits(const divergence *d, const box_laws *l, error *e)
{
    enclosure out;
    const law *p = l->p, *second = d->row->needs_second_law ? l->q : p;
    scope *s = scope_open(WORKING_BITS);
    bool known = closed_form(s, *d, p, d->row->needs_second_law ? l->q : NULL, &out)
                 || (p->dim == 1 && law_move_knows(d));
    if (!known && p->dim == 2)
        known = suits_plane(s, d, l, e);
    else if (!known)
        known =
            (is_entropy(d) && !law_has_atoms(p) && !law_has_atoms(second))
            || error_set(
                e, -1,
                "%s '%.200s': %s without a closed form over an interval of theta needs densities, and this has atoms",
                law_has_atoms(p) ? "P" : "Q", law_has_atoms(p) ? p->text : second->text, d->row->name);
    scope_close(s);
    return known;
}

/* ---- Entropies ---- */

typedef struct reference {
    char text[64];
    ball mean, sd;
} reference;

/* Any normal law will do: one as wide as P makes no large numbers. */
static reference reference_for(scope *s, const box_laws *l)
{
    double lo, hi;
    reference r;
    box_core(l, l->pool, &lo, &hi);
    double mean = isfinite(lo + hi) ? nearbyint(lo / 2 + hi / 2) : 0,
           sd = isfinite(hi - lo) ? exp2(nearbyint(log2(fmax(hi - lo, 1e-9)))) : 1;
    snprintf(r.text, sizeof r.text, "normal(%.17g, %.17g)", mean, sd);
    r.mean = ball_exact_double(s, mean), r.sd = ball_exact_double(s, sd);
    return r;
}

/* -E_P log r = log(sd sqrt(2 pi)) + (Var P + (E P - mean)^2) / (2 sd^2) */
static ball cross_moment(scope *s, const law *p, const reference *r)
{
    ball variance = law_variance(s, p), off = ball_sub(law_mean(s, p), r->mean);
    ball scale = ball_log(ball_mul(r->sd, ball_sqrt(ball_scale2(ball_pi(s), 1))));
    return ball_add(scale, ball_div(ball_add(variance, ball_sqr(off)), ball_scale2(ball_sqr(r->sd), 1)));
}

static ball kl_between(scope *s, const theta_problem *t, const box_laws *l, const char *q)
{
    box_laws pair;
    box_value v = {.value = ball_nothing(s)};
    if (box_laws_open(&pair, t->p, q, &t->named, &l->over.range.lo[0], &l->over.range.hi[0], NULL)) {
        ball x = real_ball(s, pair.over.node[0]);
        box_divergence kl;
        divergence by = {divergence_by_name("kl"), NULL};
        box_divergence_of(&by, pair.pool, &kl);
        box_integral(s, &pair, &kl, &x, 0, t->goal + MORE, &v);
    }
    box_laws_close(&pair);
    return v.value;
}

static ball entropy_by_reference(scope *s, const theta_problem *t, const box_laws *l)
{
    if (!is_entropy(&t->whole) || l->p->dim != 1)
        return ball_nothing(s);
    reference r = reference_for(s, l);
    ball H = ball_sub(cross_moment(s, l->p, &r), kl_between(s, t, l, r.text));
    return t->whole.row->needs_second_law ? ball_add(H, kl_between(s, t, l, t->q)) : H;
}

/* ---- A part ---- */

/* At one theta: an enclosure, or infinite with its reason. */
static enclosure value_at(scope *s, const theta_problem *t, const box_laws *at)
{
    enclosure e = {ball_nothing(s), FINITE, METHOD_CERTIFIED};
    const law *second = t->whole.row->needs_second_law ? at->q : NULL;
    slong goal = at->p->dim == 2 && t->goal > PLANAR_GOAL ? PLANAR_GOAL : t->goal + MORE;
    divergence_enclose(s, t->whole, at->p, second, goal, METHOD_AUTO, &e);
    return e;
}

static ball planar_move_of(scope *s, const theta_problem *t, const box_laws *over, const box_laws *at)
{
    ball theta = real_ball(s, over->over.node[0]), m = real_ball(s, at->over.node[0]);
    ball step = ball_upper(ball_abs(ball_sub(theta, m)));
    if (!planar_move_knows(&t->whole))
        return ball_nothing(s);
    return ball_add(planar_move(s, &t->whole, over, over->p, at->p, step),
                    planar_move(s, &t->whole, over, over->q, at->q, step));
}

static ball move_of(scope *s, const theta_problem *t, const box_laws *over, const box_laws *at)
{
    if (over->p->dim == 2)
        return planar_move_of(s, t, over, at);
    if (!law_move_knows(&t->whole))
        return ball_nothing(s);
    ball p = law_move(s, &t->whole, over->p, at->p, t->goal + MORE);
    return ball_is_finite(p) ? ball_add(p, law_move(s, &t->whole, over->q, at->q, t->goal + MORE)) : p;
}

static void narrow(theta_part *part, ball value)
{
    part->lower = fmax(part->lower, double_below(value));
    part->upper = fmin(part->upper, double_above(value));
}

static void set_over(scope *s, const theta_problem *t, const box_laws *l, theta_part *part)
{
    enclosure e;
    const law *second = t->whole.row->needs_second_law ? l->q : NULL;
    if (closed_form(s, t->whole, l->p, second, &e)) {
        part->why = e.why;
        narrow(part, e.why == FINITE ? e.value : ball_nothing(s));
    }
    if (part->why == FINITE && !isfinite(part->upper))
        narrow(part, entropy_by_reference(s, t, l));
}

static void attain(theta_part *part, double at, ball value)
{
    part->low = part->high_lower = double_below(value);
    part->high = part->low_upper = double_above(value);
    part->low_at = part->high_at = at;
}

/* ---- Convexity ---- */

static bool is_affine(scope *s, const box_laws *l, const law *of)
{
    ball x = real_ball(s, l->over.node[0]);
    const component *c = &of->c[0];
    if (of->n != 1 || c->data)
        return false;
    for (int i = 0; i < MAX_PARAMETERS && c->family->parameters[i].name; i++) {
        real_jet j = real_jet_at(s, c->par[i], 1, l->over.node, &x);
        bool moves = !ball_is_exact_zero(j.slope[0]);
        if (!ball_is_exact_zero(j.bend[0][0]) || (moves && !(c->family->affine >> i & 1)))
            return false;
    }
    return true;
}

/* Is it convex in theta on [from, to], where both laws exist? */
static bool is_convex(scope *s, const theta_problem *t, real from, real to)
{
    box_laws l;
    const char *name = t->whole.row->name;
    bool transport = !strcmp(name, "w1") || !strcmp(name, "w2") || !strcmp(name, "wp");
    bool convex = transport && box_laws_open(&l, t->p, t->q, &t->named, &from, &to, NULL);
    if (!transport)
        return false;
    convex = convex && l.p->dim == 1 && l.q->dim == 1 && is_affine(s, &l, l.p) && is_affine(s, &l, l.q);
    box_laws_close(&l);
    return convex;
}

static ball value_there(scope *s, const theta_problem *t, real theta)
{
    box_laws at;
    ball value = ball_nothing(s);
    if (box_laws_open(&at, t->p, t->q, &t->named, &theta, &theta, NULL)) {
        enclosure e = value_at(s, t, &at);
        value = e.why == FINITE ? e.value : value;
    }
    box_laws_close(&at);
    return value;
}

static void attain_end(theta_part *part, real at, ball value)
{
    if (!ball_is_finite(value))
        return;
    if (double_above(value) < part->low_upper) {
        bool zero = ball_is_exact_zero(value);
        part->low = zero ? 0 : double_below(value), part->low_upper = zero ? 0 : double_above(value);
        part->low_at = real_double(at);
    }
    if (double_below(value) > part->high_lower) {
        part->high = double_above(value), part->high_lower = double_below(value);
        part->high_at = real_double(at);
    }
}

/* The sign of the slope on all of the part, from the value a little before it or after it. */
static int convex_slope(scope *s, const theta_problem *t, real_pool *pool, const theta_part *part, ball from,
                        ball to)
{
    int side = ball_less(from, to) == HOLDS ? -1 : ball_less(to, from) == HOLDS ? 1 : 0;
    real step = real_mul(pool, real_ratio(pool, side, 8), real_sub(pool, part->to, part->from));
    real beyond = real_add(pool, side < 0 ? part->from : part->to, step);
    if (!side || !is_convex(s, t, side < 0 ? beyond : part->from, side < 0 ? part->to : beyond))
        return 0;
    ball farther = value_there(s, t, beyond);
    return ball_is_finite(farther) && ball_less(farther, side < 0 ? from : to) == HOLDS ? -side : 0;
}

static void use_convexity(scope *s, const theta_problem *t, real_pool *pool, real m, ball middle,
                          theta_part *part)
{
    if (real_compare(part->from, m) != -1 || real_compare(m, part->to) != -1
        || !is_convex(s, t, part->from, part->to))
        return;
    ball from = value_there(s, t, part->from), to = value_there(s, t, part->to);
    if (!ball_is_finite(from) || !ball_is_finite(to))
        return;
    ball ratio = real_ball(s, real_div(pool, real_sub(pool, m, part->from), real_sub(pool, part->to, m)));
    ball at_from = ball_sub(middle, ball_mul(ball_sub(to, middle), ratio)),
         at_to = ball_sub(middle, ball_div(ball_sub(from, middle), ratio));
    double least = fmin(double_below(middle), fmin(double_below(at_from), double_below(at_to)));
    part->slope = convex_slope(s, t, pool, part, from, to);
    if (part->slope)
        least = fmax(least, double_below(part->slope > 0 ? from : to));
    part->lower = fmax(part->lower, least);
    part->upper = fmin(part->upper, fmax(double_above(from), double_above(to)));
    attain_end(part, part->from, from);
    attain_end(part, part->to, to);
}

/* ---- Slopes by distribution functions (box_gap.h), where the values have a quicker way ---- */

static void use_slope(scope *s, const theta_problem *t, const box_laws *l, real m, ball middle,
                      theta_part *part)
{
    box_value v = {.order = 0};
    ball x = real_ball(s, l->over.node[0]);
    box_divergence touching = t->d;
    touching.touch = part->touch;
    if (t->d.gap && !part->slope)
        box_integral(s, l, &touching, &x, 1, SLOPE_GOAL, &v);
    if (v.order > 0) /* the mean value theorem */
        narrow(part, ball_add(middle, ball_mul(v.slope[0], ball_sub(x, real_ball(s, m)))));
    int sign = v.order > 0 ? ball_sign(v.slope[0]) : 0;
    ball from = sign ? value_there(s, t, part->from) : x, to = sign ? value_there(s, t, part->to) : x;
    if (!sign || !ball_is_finite(from) || !ball_is_finite(to))
        return;
    part->slope = sign;
    part->lower = fmax(part->lower, double_below(sign > 0 ? from : to));
    part->upper = fmin(part->upper, double_above(sign > 0 ? to : from));
    attain_end(part, part->from, from);
    attain_end(part, part->to, to);
}

/* ---- The part ---- */

void theta_metric_evaluate(scope *s, const theta_problem *t, const box_laws *l, theta_part *part)
{
    box_laws at;
    scope_set_bits(s, WORKING_BITS);
    set_over(s, t, l, part);
    real m = real_from_double(l->pool, real_double(part->from) / 2 + real_double(part->to) / 2);
    bool inside = real_compare(part->from, m) != 1 && real_compare(m, part->to) != 1;
    if (part->why == FINITE && inside && box_laws_open(&at, t->p, t->q, &t->named, &m, &m, NULL)) {
        enclosure thin = value_at(s, t, &at);
        ball move = move_of(s, t, l, &at);
        if (thin.why != FINITE && ball_is_finite(move))
            part->why = thin.why;
        if (thin.why == FINITE && ball_is_finite(thin.value)) {
            attain(part, real_double(m), thin.value);
            if (ball_is_finite(move))
                narrow(part, l->p->dim == 2 ? planar_moved(&t->whole, thin.value, move)
                                            : ball_widen(thin.value, move));
            use_convexity(s, t, l->pool, m, thin.value, part);
            use_slope(s, t, l, m, thin.value, part);
        }
        box_laws_close(&at);
    }
    if (!theta_metric_signed(&t->whole))
        part->lower = fmax(part->lower, 0);
    part->known = isfinite(part->lower) && isfinite(part->upper);
}
