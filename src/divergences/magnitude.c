/* Guesses of magnitudes. See magnitude.h. */
#include "divergences/magnitude.h"

#include "calculus/form.h"
#include "divergences/layout.h"
#include "divergences/near.h"

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
    double beyond = isnan(densest.beyond) ? -INFINITY : height_at(p, q, order, densest.beyond);
    /* A pole of p or q is as high as one looks closely. */
    double peak = fmax(fmax(ends, beyond), densest.height + fmin(0, log(densest.room))) / M_LN2;
    bool small = relative && !law_has_atoms(p) && !law_has_atoms(q);
    return peak > LEAST || (peak < -LEAST && small) ? (slong)fmin(fmax(peak, -most), most) : 0;
}

/* ---- Log ratios ---- */

enum { MAGNITUDE_LEAST = 6 };

/* What a component of P contributes to KL(P||Q) on one side of its median. */
typedef struct outlook {
    const law *q;
    const component *c;
    int side;
    double median;
} outlook;

/* The distance from the median beyond which 2^-bits of the component are left, or NAN. */
static double distance_of(const outlook *o, double bits)
{
    real_pool *pool = real_pool_open();
    double d = o->side * (real_double(o->c->family->reach(pool, o->c, o->side, (int)bits)) - o->median);
    real_pool_close(pool);
    return d > 0 && isfinite(d) ? d : NAN;
}

/* log2 of p |log q| d at a distance; -infinity where nothing can be said. */
static double contribution(const outlook *o, double d)
{
    enum { BITS = 64 };
    scope *s = scope_open(BITS);
    real_pool *pool = real_pool_open();
    law alone = {.n = 1, .c = (component *)o->c, .dim = 1};
    real x = real_from_double(pool, o->median + o->side * d);
    ball lp = log_density(s, pool, &alone, x), lq = log_density(s, pool, o->q, x);
    ball value = ball_add(ball_add(lp, ball_log(ball_abs(lq))), ball_log(ball_exact_double(s, d)));
    double size = ball_is_finite(value) ? ball_double(value) / M_LN2 : -INFINITY;
    real_pool_close(pool);
    scope_close(s);
    return size;
}

/* Golden section in log d. */
static double largest_between(const outlook *o, double a, double b, double best)
{
    const double golden = 0.6180339887498949, finest = 1e-9;
    a = log(a), b = log(b);
    double x = b - golden * (b - a), y = a + golden * (b - a), fx = contribution(o, exp(x)),
           fy = contribution(o, exp(y));
    while (b - a > finest) {
        double before = best;
        best = fmax(best, fmax(fx, fy));
        if (fabs(fx - fy) < 0.5 && best - before < 0.5)
            break;
        if (fx > fy)
            b = y, y = x, fy = fx, x = b - golden * (b - a), fx = contribution(o, exp(x));
        else
            a = x, x = y, fx = fy, y = a + golden * (b - a), fy = contribution(o, exp(y));
    }
    return best;
}

/* The largest contribution on the way out: the log of an integrand that rises and falls once. */
static double largest_contribution(const outlook *o)
{
    enum { DEEPEST = 26 };
    const double fallen = 100;
    double best = -INFINITY, last = -INFINITY, d[DEEPEST + 1];
    int at = 0, n = 0;
    for (int k = 0; k <= DEEPEST && !(last < best - fallen); k++) {
        d[n] = distance_of(o, ldexp(1, k));
        if (isnan(d[n]) || (n > 0 && !(d[n] > d[n - 1])))
            continue;
        last = contribution(o, d[n]);
        at = last > best ? n : at;
        best = fmax(best, last);
        n++;
    }
    if (n < 2 || !(best > MAGNITUDE_LEAST))
        return best;
    return largest_between(o, d[at > 0 ? at - 1 : 0], d[at + 1 < n ? at + 1 : at], best);
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
            const component *c = &p->c[i];
            outlook o = {q, c, side, c->family->quantile_double(c->par_double, 0.5)};
            most = fmax(most, largest_contribution(&o));
        }
    return most > MAGNITUDE_LEAST ? (slong)fmin(most, 1e18) : 0;
}
