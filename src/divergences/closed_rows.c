/*
 * Finding the row of closed_forms.def that answers. A law is looked up under every family that contains it:
 *     exponential(r) = gamma(1, 1/r),   rayleigh(s) = weibull(2, s sqrt 2),   uniform(0, 1) = beta(1, 1),   point(x) = bernoulli(x) for x in {0, 1}.
 */
#include "divergences/closed_rows.h"

#include <string.h>

static const struct {
    quantity what;
    const char *p, *q;
    closed_row *form;
} rows[] = {
#define CLOSED_FORM(quantity, p, q, function) {CLOSED_##quantity, #p, #q, closed_##function},
#include "divergences/closed_forms.def"
#undef CLOSED_FORM
};

static closed_law own_view(const law *l)
{
    closed_law view = {.family = "", .self = l};
    if (!l)
        return view;
    if (l->n != 1) {
        view.family = "mixture";
        return view;
    }
    view.family = l->c->family->name;
    memcpy(view.par, l->c->par, sizeof view.par);
    return view;
}

static bool is_zero_or_one(real_pool *pool, real x)
{
    return real_sign(x) == 0 || real_equal(x, real_int(pool, 1));
}

/* The law as a member of another family; false if there is none. */
static bool other_view(real_pool *pool, const closed_law *own, closed_law *out)
{
    *out = *own;
    real one = real_int(pool, 1);
    if (!strcmp(own->family, "exponential")) {
        out->family = "gamma";
        out->par[0] = one;
        out->par[1] = real_div(pool, one, own->par[0]);
        return true;
    }
    if (!strcmp(own->family, "rayleigh")) {
        out->family = "weibull";
        out->par[0] = real_int(pool, 2);
        out->par[1] = real_mul(pool, own->par[0], real_sqrt(pool, out->par[0]));
        return true;
    }
    if (!strcmp(own->family, "uniform") && real_sign(own->par[0]) == 0 && real_equal(own->par[1], one)) {
        out->family = "beta";
        out->par[0] = out->par[1] = one;
        return true;
    }
    bool atom = !strcmp(own->family, "point"), coin = !strcmp(own->family, "bernoulli");
    out->family = atom ? "bernoulli" : "point";
    return (atom || coin) && is_zero_or_one(pool, own->par[0]);
}

static bool matches(const char *wanted, const char *name)
{
    return !strcmp(wanted, "any") || !strcmp(wanted, name);
}

static bool row_answers(const closed_pair *c, quantity what, enclosure *out)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].what == what && matches(rows[i].p, c->p.family) && matches(rows[i].q, c->q.family)
            && rows[i].form(c, out))
            return true;
    return false;
}

static bool some_view_answers(const closed_pair *c, quantity what, enclosure *out)
{
    closed_pair view = *c;
    closed_law p, q;
    if (row_answers(c, what, out))
        return true;
    bool has_p = other_view(c->pool, &c->p, &p), has_q = other_view(c->pool, &c->q, &q);
    view.p = p;
    if (has_p && row_answers(&view, what, out))
        return true;
    view.q = q;
    if (has_p && has_q && row_answers(&view, what, out))
        return true;
    view.p = c->p;
    return has_q && row_answers(&view, what, out);
}

bool closed_look(const closed_pair *c, quantity what, enclosure *out)
{
    if (some_view_answers(c, what, out))
        return true;
    bool symmetric = what >= CLOSED_TV && what <= CLOSED_ORDERED;
    closed_pair back = closed_swapped(c);
    return symmetric && some_view_answers(&back, what, out);
}

closed_pair closed_swapped(const closed_pair *c)
{
    closed_pair back = *c;
    back.p = c->q;
    back.q = c->p;
    return back;
}

closed_pair closed_between(const closed_pair *like, const law *p, const law *q)
{
    closed_pair c = *like;
    c.p = own_view(p);
    c.q = own_view(q);
    return c;
}

real closed_blend(const closed_pair *c, real x, real y)
{
    return real_add(c->pool, real_mul(c->pool, c->order, x), real_mul(c->pool, closed_complement(c), y));
}

int closed_order_side(const closed_pair *c) { return real_compare(c->order, real_int(c->pool, 1)); }

bool closed_value(const closed_pair *c, enclosure *out, ball value)
{
    *out = (enclosure){.value = ball_in(c->s, value), .why = FINITE, .by = METHOD_CLOSED_FORM};
    return ball_is_finite(out->value);
}

bool closed_infinite(const closed_pair *c, enclosure *out, infinity_reason why)
{
    *out = (enclosure){.value = ball_infinity(c->s), .why = why, .by = METHOD_CLOSED_FORM};
    return true;
}

bool closed_singular(const closed_pair *c, enclosure *out)
{
    ball log0 = ball_neg(ball_infinity(c->s));
    *out = (enclosure){.value = log0, .why = INFINITE_SUPPORT, .by = METHOD_CLOSED_FORM};
    return true;
}

bool closed_apart(const closed_pair *c, quantity what, enclosure *out)
{
    if (what == CLOSED_JS)
        return closed_value(c, out, ball_log2(c->s));
    if (what == CLOSED_TV)
        return closed_value(c, out, ball_int(1));
    if (what == CLOSED_KL || (what == CLOSED_LOG_POWER && closed_order_side(c) == 1))
        return closed_infinite(c, out, INFINITE_SUPPORT);
    return what == CLOSED_LOG_POWER && closed_order_side(c) == -1 && closed_singular(c, out);
}

bool closed_is_infinite(ball a) { return !ball_is_finite(a) && ball_positive(a) == HOLDS; }
