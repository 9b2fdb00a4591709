/* Which term of a form grows fastest, far out or towards an end: see form_far.h. */
#include "calculus/form_far.h"

int growth_order(real a_rate, real a_power, real b_rate, real b_power)
{
    int rates = real_compare(a_rate, b_rate);
    return rates ? rates : real_compare(a_power, b_power);
}

void growth_add(real_pool *pool, growth *g, real rate, real power, real coef)
{
    int at = 0, order = -1;
    while (at < g->n && (order = growth_order(rate, power, g->t[at].rate, g->t[at].power)) == -1)
        at++;
    if (at < g->n && order == REAL_UNDECIDED) {
        g->known = false;
        return;
    }
    if (at < g->n && order == 0) {
        g->t[at].coef = real_add(pool, g->t[at].coef, coef);
        return;
    }
    for (int i = g->n++; i > at; i--)
        g->t[i] = g->t[i - 1];
    g->t[at] = (growth_term){rate, power, coef};
}

int growth_sign(const growth *g)
{
    if (!g->known)
        return REAL_UNDECIDED;
    for (int i = 0; i < g->n; i++) {
        int sign = real_sign(g->t[i].coef);
        if (sign)
            return sign;
    }
    return real_sign(g->log_squared);
}

/* e^((x - at)/scale) or the linear part of its logarithm, if it rises along the ray. */
static void grow_exponential(real_pool *pool, growth *g, term t, int side)
{
    real zero = real_int(pool, 0), one = real_int(pool, 1), size = real_unary(pool, REAL_ABS, t.scale);
    int sign = real_sign(t.scale);
    if (sign == REAL_UNDECIDED)
        g->known = false;
    if (sign != side)
        return;
    if (t.kind == BASIS_SOFTPLUS) {
        growth_add(pool, g, zero, one, real_div(pool, t.coef, size));
        return;
    }
    real start = real_exp(pool, real_neg(pool, real_div(pool, t.at, t.scale)));
    growth_add(pool, g, real_div(pool, one, size), zero, real_mul(pool, t.coef, start));
}

/* x^k = t^k on a ray, t^-k at the end 0. */
static void grow_power(real_pool *pool, growth *g, term t, bool at_end)
{
    real power = at_end ? real_neg(pool, t.scale) : t.scale;
    int sign = real_sign(power);
    if (sign == REAL_UNDECIDED)
        g->known = false;
    if (sign == 1)
        growth_add(pool, g, real_int(pool, 0), power, t.coef);
}

static void grow_on_ray(real_pool *pool, growth *g, term t, int side)
{
    real zero = real_int(pool, 0), one = real_int(pool, 1), two = real_int(pool, 2);
    switch (t.kind) {
    case BASIS_X: growth_add(pool, g, zero, one, side > 0 ? t.coef : real_neg(pool, t.coef)); break;
    case BASIS_XX: growth_add(pool, g, zero, two, t.coef); break;
    case BASIS_SOFTPLUS:
    case BASIS_EXP: grow_exponential(pool, g, t, side); break;
    case BASIS_POWER: grow_power(pool, g, t, false); break;
    case BASIS_LOG_SQUARED: g->log_squared = real_add(pool, g->log_squared, t.coef); break;
    case BASIS_LOG: g->logarithmic = real_add(pool, g->logarithmic, t.coef); break;
    case BASIS_LOG_QUADRATIC:
        g->logarithmic = real_add(pool, g->logarithmic, real_mul(pool, two, t.coef));
        break;
    default: break;
    }
}

static void grow_at_end(real_pool *pool, growth *g, term t, real at)
{
    bool zero = real_sign(at) == 0;
    if (t.kind == BASIS_LOG && real_equal(t.at, at))
        g->logarithmic = real_sub(pool, g->logarithmic, t.coef);
    if (t.kind == BASIS_LOG_SQUARED && zero)
        g->log_squared = real_add(pool, g->log_squared, t.coef);
    if (t.kind == BASIS_POWER && zero)
        grow_power(pool, g, t, true);
}

growth form_growth(real_pool *pool, const form *f, const outskirt *o)
{
    growth g = {.known = true, .log_squared = real_int(pool, 0), .logarithmic = real_int(pool, 0)};
    for (int i = 0; i < f->n; i++)
        o->at_end ? grow_at_end(pool, &g, f->t[i], o->from) : grow_on_ray(pool, &g, f->t[i], o->side);
    return g;
}
