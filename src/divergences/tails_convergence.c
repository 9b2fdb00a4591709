/*
 * Does an integral converge beyond the last cut, or next to a singular end? See tails.h.
 *
 * Convergence, in the scale of form_far.h: g behaves like e^h, where h is the growth of log g, and |dx| like t^m dt/t with
 * m = 1 on a ray, -1 at an end. The integral converges if h's fastest term above log t is negative; without such terms if the
 * coefficient of log t is less than -m. KL: the entropies of all families converge, so that p |log q| decides: p times the
 * fastest term of log q. Logarithms decide nothing (p decays like some power more than it must), nor does a log q that rises to
 * +infinity: the negative part of p log(p/q) is integrable, as x log x >= -1/e.
 */
#include "divergences/tails.h"

static verdict less(real a, real b)
{
    int order = real_compare(a, b);
    return order == REAL_UNDECIDED ? UNDECIDED : order < 0 ? HOLDS : FAILS;
}

/* Does the integral of e^h t^power |dx| converge? */
static verdict converges(real_pool *pool, const growth *h, real power, bool at_end)
{
    int sign = growth_sign(h);
    if (sign == REAL_UNDECIDED)
        return UNDECIDED;
    if (sign)
        return sign < 0 ? HOLDS : FAILS;
    return less(real_add(pool, h->logarithmic, power), real_int(pool, at_end ? 1 : -1));
}

/* p times the fastest term of |log q|, e^(rate t) or t^power. */
static verdict log_ratio_converges(real_pool *pool, const form *p, const form *q, const outskirt *o)
{
    growth gp = form_growth(pool, p, o), gq = form_growth(pool, q, o);
    int i = 0, sign = growth_sign(&gq);
    while (i < gq.n && real_sign(gq.t[i].coef) == 0)
        i++;
    if (sign == REAL_UNDECIDED)
        return UNDECIDED;
    if (sign > 0 || i == gq.n)
        return HOLDS;
    if (real_sign(gq.t[i].rate) != 0)
        growth_add(pool, &gp, real_int(pool, 0), real_int(pool, 1), gq.t[i].rate);
    return converges(pool, &gp, gq.t[i].power, o->at_end);
}

static verdict power_converges(real_pool *pool, real order, const form *p, const form *q, const outskirt *o)
{
    form h = form_combine(pool, order, p, real_sub(pool, real_int(pool, 1), order), q);
    growth g = form_growth(pool, &h, o);
    return converges(pool, &g, real_int(pool, 0), o->at_end);
}

verdict tail_converges(real_pool *pool, const functional *f, real order, const piece *one, const outskirt *o)
{
    if (f->tail == TAIL_BY_MASS)
        return HOLDS;
    verdict all = HOLDS;
    for (int i = 0; i < one->p.n; i++) {
        verdict some = FAILS;
        for (int j = 0; j < one->q.n; j++)
            some = verdict_or(some, f->tail == TAIL_BY_POWER
                                        ? power_converges(pool, order, &one->p.f[i], &one->q.f[j], o)
                                        : log_ratio_converges(pool, &one->p.f[i], &one->q.f[j], o));
        all = verdict_and(all, some);
    }
    return all;
}
