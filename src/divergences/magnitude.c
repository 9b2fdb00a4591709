/* Guesses of magnitudes. See magnitude.h. */
#include "divergences/magnitude.h"

#include "calculus/form.h"
#include "divergences/layout.h"
#include "divergences/near.h"

#include <float.h>
#include <math.h>

static bool covers(real_pool *pool, const component *c, real x)
{
    real lo = NULL, hi = NULL;
    c->family->support(pool, c, &lo, &hi);
    return (!lo || real_compare(lo, x) == -1) && (!hi || real_compare(x, hi) == -1);
}

/* The largest log density of a component at x, to about 20 digits more than its size has; indeterminate where there is none. */
static ball log_density(scope *s, real_pool *pool, const law *l, real x)
{
    ball most = ball_nothing(s);
    for (int i = 0; i < l->n; i++) {
        const component *c = &l->c[i];
        if (c->family->kind != FAMILY_CONTINUOUS || !covers(pool, c, x))
            continue;
        form f = c->family->log_density(pool, c, x);
        ball value = ball_add(form_value(s, &f, real_ball(s, x)), ball_log(real_ball(s, c->weight)));
        most = ball_is_finite(most) ? ball_max(most, value) : value;
    }
    return most;
}

/* ---- Powers ---- */

/* a log p + (1 - a) log q at a place, where doubles lose it among terms of that size. */
static double height_at(const law *p, const law *q, real order, double at)
{
    enum { BITS = 256 };
    scope *s = scope_open(BITS);
    real_pool *pool = real_pool_open();
    real x = real_from_double(pool, at);
    ball a = real_ball(s, order), lp = log_density(s, pool, p, x), lq = log_density(s, pool, q, x);
    double height = ball_double(ball_add(ball_mul(a, lp), ball_mul(ball_sub(ball_int(1), a), lq)));
    real_pool_close(pool);
    scope_close(s);
    return height;
}

slong magnitude_of_power(const law *p, const law *q, real order, bool relative)
{
    enum { LEAST = 40 };
    const double most = 1e18;
    if (p->dim != 1 || q->dim != 1 || !law_has_density(p) || !law_has_density(q))
        return 0;
    layout l = layout_make(p, q);
    double a = real_double(order), ends = layout_end_size(&l, a);
    layout_peak densest = layout_cut_peak(&l, a, false);
    layout_free(&l);
    if (densest.size * DBL_EPSILON > 1)
        densest.height = height_at(p, q, order, densest.at);
    /* A pole of p or q is as high as one looks closely. */
    double peak = fmax(ends, densest.height + fmin(0, log(densest.room))) / M_LN2;
    bool small = relative && !law_has_atoms(p) && !law_has_atoms(q);
    return peak > LEAST || (peak < -LEAST && small) ? (slong)fmin(fmax(peak, -most), most) : 0;
}

/* ---- Log ratios ---- */

enum { MAGNITUDE_LEAST = 6 };

/* What a component of P contributes to KL(P||Q) around where only e^-nats of it is left on one side. */
typedef struct outlook {
    const law *q;
    const component *c;
    int side;
} outlook;

/* log2 of p |log q| |x - y|, y the median of the component; -infinity where nothing can be said. */
static double contribution(const outlook *o, double log2_bits)
{
    enum { BITS = 64 };
    scope *s = scope_open(BITS);
    real_pool *pool = real_pool_open();
    const component *c = o->c;
    real x = c->family->reach(pool, c, o->side, (int)exp2(log2_bits));
    ball value = ball_nothing(s);
    if (covers(pool, c, x)) {
        law alone = {.n = 1, .c = (component *)c, .dim = 1};
        double median = c->family->quantile_double(c->par_double, 0.5);
        ball away = ball_abs(ball_sub(real_ball(s, x), ball_exact_double(s, median)));
        value = ball_add(ball_log(away), ball_log(ball_abs(log_density(s, pool, o->q, x))));
        value = ball_add(value, log_density(s, pool, &alone, x));
    }
    double size = ball_is_finite(value) ? ball_double(value) / M_LN2 : -INFINITY;
    real_pool_close(pool);
    scope_close(s);
    return size;
}

/*
 * The largest contribution on the way out: the log of an integrand that rises and falls once. Where about n bits are left of P, a shift of
 * log2 n by d costs about n d^2 bits.
 */
static double largest_contribution(const outlook *o)
{
    const double deepest = 26, fallen = 100;
    double best = -INFINITY, at = 0;
    for (double k = 0, value = best; k <= deepest && !(value < best - fallen); k++) {
        value = contribution(o, k);
        at = value > best ? k : at;
        best = fmax(best, value);
    }
    for (double step = 0.5; step >= exp2(-at / 2) && best > MAGNITUDE_LEAST; step /= 2)
        for (int turn = -1; turn <= 1; turn += 2) {
            double value = contribution(o, fmin(fmax(at + turn * step, 0), deepest));
            at += value > best ? turn * step : 0;
            best = fmax(best, value);
        }
    return best;
}

slong magnitude_of_log_ratio(const law *p, const law *q)
{
    const double large = 1024;
    if (p->dim != 1 || q->dim != 1 || law_has_atoms(p) || law_has_atoms(q)
        || law_log_ratio(p, p, q, large) < large || support_inside(p, q) != HOLDS)
        return 0;
    double most = 0;
    for (int i = 0; i < p->n; i++)
        for (int side = -1; side <= 1; side += 2) {
            outlook o = {q, &p->c[i], side};
            most = fmax(most, largest_contribution(&o));
        }
    return most > MAGNITUDE_LEAST ? (slong)fmin(most, 1e18) : 0;
}
