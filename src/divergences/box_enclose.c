/* One divergence over one box of parameters: see box_enclose.h. */
#include "divergences/box_enclose.h"

#include "divergences/box_integral.h"

#include <math.h>

enum { BITS = 64, COARSE = 18, FINE = 56 }; /* a wide box is not worth more */

static ball common(ball a, ball b)
{
    if (!ball_is_finite(a) || !ball_is_finite(b))
        return ball_is_finite(a) ? a : b;
    return ball_hull(ball_max(ball_lower(a), ball_lower(b)), ball_min(ball_upper(a), ball_upper(b)));
}

/* J(m) + J'(box) h, and J(m) + J'(m) h + J''(box) h^2/2. */
static ball by_taylor(int n, const box_value *over, const box_value *thin, const ball *h, ball value)
{
    ball linear = thin->value, quadratic = thin->value;
    for (int i = 0; i < n && over->order > 0; i++)
        linear = ball_add(linear, ball_mul(over->slope[i], h[i]));
    value = over->order > 0 ? common(value, linear) : value;
    for (int i = 0; i < n && over->order > 1 && thin->order > 0; i++) {
        quadratic = ball_add(quadratic, ball_mul(thin->slope[i], h[i]));
        for (int j = 0; j < n; j++) {
            ball product = i == j ? ball_sqr(h[i]) : ball_mul(h[i], h[j]);
            quadratic = ball_add(quadratic, ball_scale2(ball_mul(over->bend[i][j], product), -1));
        }
    }
    return over->order > 1 && thin->order > 0 ? common(value, quadratic) : value;
}

static ball integral_on(scope *s, const box_laws *l, const box_divergence *d)
{
    int n = l->over.n;
    ball x[JET_SYMBOLS], middle[JET_SYMBOLS], h[JET_SYMBOLS];
    box_value over, thin;
    bool wide = false;
    for (int i = 0; i < n; i++) {
        x[i] = real_ball(s, l->over.node[i]);
        middle[i] = ball_mid(x[i]);
        h[i] = ball_sub(x[i], middle[i]);
        wide |= ball_radius(x[i]) > 0x1p-40 * (1 + fabs(ball_double(x[i])));
    }
    box_integral(s, l, d, x, wide ? 2 : 0, wide ? COARSE : FINE, &over);
    if (over.why != FINITE)
        return ball_infinity(s);
    if (!wide || !over.finite)
        return over.value;
    box_integral(s, l, d, middle, 1, COARSE, &thin);
    return by_taylor(n, &over, &thin, h, over.value);
}

ball box_enclose(scope *s, const char *name, const char *p, const char *q, const symbols *named,
                 const ball *x, error *e)
{
    real_pool *pool = real_pool_open();
    divergence d;
    box_divergence f;
    box_laws l = {0};
    ball value = ball_nothing(s);
    double lo[SYMBOLS], hi[SYMBOLS];
    for (int i = 0; i < named->n; i++) {
        lo[i] = nextafter(ball_double(ball_lower(ball_in(s, x[i]))), -INFINITY);
        hi[i] = nextafter(ball_double(ball_upper(ball_in(s, x[i]))), INFINITY);
    }
    bool read = divergence_parse(name, pool, &d, e);
    read = read && (box_divergence_of(&d, pool, &f) || error_set(e, -1, "%s is not an f-divergence", name));
    read = read && box_laws_open_between(&l, f.exchanged ? q : p, f.exchanged ? p : q, named, lo, hi, e);
    if (read) {
        scope *work = scope_open_for(s, BITS);
        ball J = integral_on(work, &l, &f);
        bool infinite = !ball_is_finite(J) && ball_less(ball_int(0), J) == HOLDS;
        if (ball_is_finite(J) && f.of_integral)
            J = f.of_integral(J, f.order ? real_ball(work, f.order) : ball_int(0));
        value = infinite ? ball_infinity(s) : ball_from_arb(s, J.v);
        scope_close(work);
    }
    if (l.pool)
        box_laws_close(&l);
    real_pool_close(pool);
    return value;
}
