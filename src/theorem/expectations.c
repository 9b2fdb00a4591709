/* Integrals of expressions: see expectations.h. */
#include "theorem/expectations.h"

#include "calculus/integrate.h"
#include "calculus/symbols.h"
#include "number/real_complex.h"

#include <math.h>

typedef struct integral {
    real f, variable;
    ball lo, width;
    bool normal; /* times the normal density */
    ball height;
} integral;

static cball integrand_at(void *state, scope *s, cball t)
{
    const integral *of = state;
    cball x = cball_linear(of->lo, of->width, t);
    cball value = cball_mul_ball(real_complex_at(s, of->f, of->variable, x), of->height);
    return of->normal ? cball_mul(value, cball_exp(cball_scale2(cball_neg(cball_sqr(x)), -1))) : value;
}

/* Reads f, where the variable is the first symbol: an interval node, whatever its range. */
static bool read(trial *t, const char *f, const char *variable, const char *where, integral *out)
{
    char text[400];
    symbols named;
    snprintf(text, sizeof text, "%s in [0, 1]%s%s", variable, where ? ", " : "", where ? where : "");
    if (!symbols_read(&named, t->pool, text, &t->trouble))
        return false;
    *out = (integral){.f = symbols_expression(&named, t->pool, f, &t->trouble), .variable = named.node[0]};
    return out->f;
}

ball trial_integral(trial *t, const char *f, const char *where, ball lo, ball hi)
{
    integral of;
    if (!read(t, f, "x", where, &of))
        return ball_nothing(t->at);
    of.lo = ball_in(t->at, lo);
    of.width = of.height = ball_sub(ball_in(t->at, hi), of.lo);
    return integrate_certified(t->at, integrand_at, &of, t->goal, 0);
}

ball trial_normal_mean(trial *t, const char *f, const char *where, const char *bound)
{
    integral of;
    if (!read(t, f, "z", where, &of))
        return ball_nothing(t->at);
    slong reach = 2 + (slong)ceil(sqrt(2 * M_LN2 * (double)(t->goal + 2)));
    of.normal = true;
    of.lo = ball_in(t->at, ball_int(-reach));
    of.width = ball_in(t->at, ball_int(2 * reach));
    of.height = ball_mul(of.width, ball_inv(ball_sqrt(ball_scale2(ball_pi(t->at), 1))));
    ball inner = integrate_certified(t->at, integrand_at, &of, t->goal, 0);
    ball exponent = ball_in(t->at, ball_ratio(1 - (reach - 1) * (reach - 1), 2));
    return ball_widen(inner, ball_mul(trial_number(t, bound), ball_exp(exponent)));
}
