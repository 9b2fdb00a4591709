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

typedef struct power {
    const law *p, *q;
    real order;
} power;

/* a log p + (1 - a) log q at a place, where doubles lose it among terms of that size. */
static double height_at(const power *f, real_pool *pool, real x)
{
    enum { BITS = 256 };
    scope *s = scope_open(BITS);
    ball a = real_ball(s, f->order), lp = log_density(s, pool, f->p, x), lq = log_density(s, pool, f->q, x);
    double height = ball_double(ball_add(ball_mul(a, lp), ball_mul(ball_sub(ball_int(1), a), lq)));
    scope_close(s);
    return isfinite(height) ? height : -INFINITY;
}

static double height_beyond(const power *f, double at)
{
    real_pool *pool = real_pool_open();
    double height = isnan(at) ? -INFINITY : height_at(f, pool, real_from_double(pool, at));
    real_pool_close(pool);
    return height;
}

/* Do doubles lose the power next to an end? */
static bool is_dim(const power *f, double end, int side)
{
    double x = end + side * 0x1p-20 * fmax(1, fabs(end)), a = real_double(f->order), lp, lq;
    law_log_density_double(f->p, 1, &x, &lp);
    law_log_density_double(f->q, 1, &x, &lq);
    double size = fabs(a * lp) + fabs((1 - a) * lq);
    return isfinite(size) && size * DBL_EPSILON > 1e-3;
}

/* The largest power times the distance, 2^-k, from an end. */
static double height_beside(const power *f, real_pool *pool, real end, int side)
{
    enum { CLOSEST = 200 };
    double most = -INFINITY;
    real distance = real_int(pool, side);
    for (int k = 0; k <= CLOSEST; k++, distance = real_mul(pool, distance, real_ratio(pool, 1, 2)))
        most = fmax(most, height_at(f, pool, real_add(pool, end, distance)) - k * M_LN2);
    return most;
}

static double height_at_ends(const power *f, const law *l)
{
    double most = -INFINITY;
    real_pool *pool = real_pool_open();
    for (int i = 0; i < l->n; i++) {
        real end[2] = {NULL, NULL};
        if (l->c[i].family->kind == FAMILY_CONTINUOUS)
            l->c[i].family->support(pool, &l->c[i], &end[0], &end[1]);
        for (int k = 0; k < 4; k++) {
            real at = end[k / 2];
            int side = k % 2 ? 1 : -1;
            if (at && is_dim(f, real_double(at), side))
                most = fmax(most, height_beside(f, pool, at, side));
        }
    }
    real_pool_close(pool);
    return most;
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
    power f = {p, q, order};
    double dim = fmax(height_beyond(&f, densest.beyond), fmax(height_at_ends(&f, p), height_at_ends(&f, q)));
    double peak = fmax(fmax(ends, dim), densest.height + log(densest.width)) / M_LN2;
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

/* log2 of p |log q| d at a distance, where doubles do not reach; -infinity where nothing can be said. */
static double far_contribution(const outlook *o, double d)
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

static double contribution(const outlook *o, double d)
{
    double x = o->median + o->side * d, lp, lq;
    o->c->family->log_density_double(o->c->par_double, 1, &x, &lp);
    law_log_density_double(o->q, 1, &x, &lq);
    return isfinite(lp) && isfinite(lq) ? (lp + log(fabs(lq)) + log(d)) / M_LN2 : far_contribution(o, d);
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

/* The largest contribution on the way out. */
static double largest_contribution(const outlook *o)
{
    enum { DEEPEST = 26 };
    double best = -INFINITY, d[DEEPEST + 1];
    int at = 0, n = 0;
    for (int k = 0; k <= DEEPEST; k++) {
        d[n] = distance_of(o, ldexp(1, k));
        if (isnan(d[n]) || (n > 0 && !(d[n] > d[n - 1])))
            continue;
        double here = contribution(o, d[n]);
        at = here > best ? n : at;
        best = fmax(best, here);
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
