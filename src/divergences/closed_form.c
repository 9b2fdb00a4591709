/*
 * The registry of closed forms, and what the named divergences are in terms of its rows. With
 *     L(a) = log int p^a q^(1-a):
 *     hellinger2 = 1 - e^L(1/2),   chi2 = e^L(2) - 1,   renyi(a) = L(a) / (a - 1),   renyi(1) = kl,
 *     neyman and reverse-kl swap the laws,  jeffreys = kl + reverse-kl,  js-distance = sqrt js,
 *     wp(1) = w1,  wp(2) = w2,  kolmogorov = tv if p - q changes its sign once (the half-line is then optimal).
 * Two equal laws have distance zero whatever the family.
 */
#include "divergences/closed_form.h"

#include "divergences/closed_rows.h"
#include <string.h>

static bool kl(const closed_pair *c, enclosure *out) { return closed_look(c, CLOSED_KL, out); }
static bool js(const closed_pair *c, enclosure *out) { return closed_look(c, CLOSED_JS, out); }
static bool tv(const closed_pair *c, enclosure *out) { return closed_look(c, CLOSED_TV, out); }
static bool entropy(const closed_pair *c, enclosure *out) { return closed_look(c, CLOSED_ENTROPY, out); }

static bool reverse_kl(const closed_pair *c, enclosure *out)
{
    closed_pair back = closed_swapped(c);
    return kl(&back, out);
}

/* An infinite summand decides the sum; the support is the stronger reason. */
static bool jeffreys(const closed_pair *c, enclosure *out)
{
    enclosure there, back;
    if (!kl(c, &there) || !reverse_kl(c, &back))
        return false;
    if (there.why == INFINITE_SUPPORT || back.why == INFINITE_SUPPORT)
        return closed_infinite(c, out, INFINITE_SUPPORT);
    if (there.why == INFINITE_TAIL || back.why == INFINITE_TAIL)
        return closed_infinite(c, out, INFINITE_TAIL);
    return closed_value(c, out, ball_add(there.value, back.value));
}

static bool js_distance(const closed_pair *c, enclosure *out)
{
    return js(c, out) && closed_value(c, out, ball_sqrt(out->value));
}

static bool log_power(const closed_pair *c, real order, enclosure *out)
{
    closed_pair at = *c;
    at.order = order;
    return closed_look(&at, CLOSED_LOG_POWER, out);
}

static bool hellinger2(const closed_pair *c, enclosure *out)
{
    if (!log_power(c, real_ratio(c->pool, 1, 2), out))
        return false;
    ball value = out->why == FINITE ? ball_neg(ball_expm1(out->value)) : ball_int(1);
    return closed_value(c, out, value);
}

static bool chi2(const closed_pair *c, enclosure *out)
{
    if (!log_power(c, real_int(c->pool, 2), out))
        return false;
    return out->why != FINITE || closed_value(c, out, ball_expm1(out->value));
}

static bool neyman(const closed_pair *c, enclosure *out)
{
    closed_pair back = closed_swapped(c);
    return chi2(&back, out);
}

/* Infinite if the power integral is (a > 1), or if it vanishes (a < 1). */
static bool renyi(const closed_pair *c, enclosure *out)
{
    int side = closed_order_side(c);
    if (side == 0)
        return kl(c, out);
    if (side == REAL_UNDECIDED || real_sign(c->order) != 1 || !closed_look(c, CLOSED_LOG_POWER, out))
        return false;
    if (out->why != FINITE)
        return closed_infinite(c, out, out->why);
    return closed_value(c, out, ball_div(out->value, ball_add_int(closed_ball(c, c->order), -1)));
}

static bool wp_of_order(const closed_pair *c, slong order, enclosure *out)
{
    closed_pair at = *c;
    at.order = real_int(c->pool, order);
    return closed_look(&at, CLOSED_WP, out);
}

static bool w1(const closed_pair *c, enclosure *out)
{
    return closed_look(c, CLOSED_W1, out) || wp_of_order(c, 1, out);
}

static bool w2(const closed_pair *c, enclosure *out)
{
    if (wp_of_order(c, 2, out))
        return true;
    if (!closed_look(c, CLOSED_W2_SQUARED, out))
        return false;
    return out->why != FINITE || closed_value(c, out, ball_sqrt(out->value));
}

static bool wp(const closed_pair *c, enclosure *out)
{
    int side = closed_order_side(c);
    if (side == 0)
        return w1(c, out);
    if (real_compare(c->order, real_int(c->pool, 2)) == 0)
        return w2(c, out);
    return side == 1 && closed_look(c, CLOSED_WP, out);
}

static bool kolmogorov(const closed_pair *c, enclosure *out)
{
    return closed_look(c, CLOSED_ORDERED, out) && tv(c, out);
}

static bool cross_entropy(const closed_pair *c, enclosure *out)
{
    if (closed_look(c, CLOSED_CROSS, out))
        return true;
    enclosure own;
    if (!entropy(c, &own) || !kl(c, out))
        return false;
    return out->why != FINITE || closed_value(c, out, ball_add(own.value, out->value));
}

static const struct {
    const char *name;
    closed_row *form;
} derived[] = {
    {"kl", kl},
    {"reverse-kl", reverse_kl},
    {"jeffreys", jeffreys},
    {"js", js},
    {"tv", tv},
    {"js-distance", js_distance},
    {"chi2", chi2},
    {"neyman", neyman},
    {"renyi", renyi},
    {"hellinger2", hellinger2},
    {"w1", w1},
    {"w2", w2},
    {"wp", wp},
    {"kolmogorov", kolmogorov},
    {"entropy", entropy},
    {"cross-entropy", cross_entropy},
};

/* The same points with the same weights, in the same order. */
static bool same_cloud(const cloud *a, const cloud *b)
{
    if (a == b || !a || !b)
        return a == b;
    if (a->dim != b->dim || a->n != b->n || !a->weight != !b->weight)
        return false;
    for (size_t i = 0; i < a->n * (size_t)a->dim; i++)
        if (!real_equal(a->x[i], b->x[i]))
            return false;
    for (size_t i = 0; a->weight && i < a->n; i++)
        if (!real_equal(a->weight[i], b->weight[i]))
            return false;
    return true;
}

static bool same_component(const component *a, const component *b)
{
    if (a->family != b->family || !same_cloud(a->data, b->data) || !real_equal(a->weight, b->weight))
        return false;
    for (int i = 0; i < MAX_PARAMETERS && a->family->parameters[i].name; i++)
        if (!real_equal(a->par[i], b->par[i]))
            return false;
    for (int i = 0; i < 2; i++)
        if (!a->factor[i] != !b->factor[i] || (a->factor[i] && !closed_same_law(a->factor[i], b->factor[i])))
            return false;
    return true;
}

bool closed_same_law(const law *p, const law *q)
{
    if (p->n != q->n || p->dim != q->dim)
        return false;
    for (int i = 0; i < p->n; i++)
        if (!same_component(&p->c[i], &q->c[i]))
            return false;
    return true;
}

static bool answer(const closed_pair *c, const char *name, enclosure *out)
{
    for (size_t i = 0; i < sizeof derived / sizeof *derived; i++)
        if (!strcmp(derived[i].name, name))
            return derived[i].form(c, out);
    return false;
}

bool closed_form(scope *s, divergence d, const law *p, const law *q, enclosure *out)
{
    bool alone = !d.row->needs_second_law;
    if (!alone && p->dim != q->dim)
        return false;
    closed_pair like = {.s = s, .pool = real_pool_open(), .order = d.order};
    closed_pair c = closed_between(&like, p, alone ? NULL : q);
    bool distance = !alone && strcmp(d.row->name, "cross-entropy");
    bool known =
        distance && closed_same_law(p, q) ? closed_value(&c, out, ball_int(0)) : answer(&c, d.row->name, out);
    real_pool_close(like.pool);
    return known;
}
