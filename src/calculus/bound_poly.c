/* Bounds that are polynomials times an exponential: see bound_poly.h. */
#include "calculus/bound_poly.h"

bound_poly bound_constant(scope *s, ball c)
{
    bound_poly f = {.rise = ball_in(s, ball_int(0))};
    for (int k = 0; k <= BOUND_DEGREE; k++)
        f.c[k] = ball_in(s, ball_int(0));
    f.c[0] = ball_in(s, c);
    return f;
}

bound_poly bound_line(scope *s, ball c0, ball c1)
{
    bound_poly f = bound_constant(s, c0);
    f.c[1] = ball_in(s, c1);
    return f;
}

bound_poly bound_rising(scope *s, ball c, ball rise)
{
    bound_poly f = bound_constant(s, c);
    f.rise = ball_upper(ball_in(s, rise));
    return f;
}

bound_poly bound_sum(const bound_poly *f, const bound_poly *g)
{
    bound_poly h = {.rise = ball_max(f->rise, g->rise)};
    for (int k = 0; k <= BOUND_DEGREE; k++)
        h.c[k] = ball_add(f->c[k], g->c[k]);
    return h;
}

bound_poly bound_scaled(const bound_poly *f, ball by)
{
    bound_poly h = {.rise = f->rise};
    for (int k = 0; k <= BOUND_DEGREE; k++)
        h.c[k] = ball_is_exact_zero(f->c[k]) ? f->c[k] : ball_mul(f->c[k], by);
    return h;
}

/* A product beyond the degree that can be kept has no bound. */
bound_poly bound_product(const bound_poly *f, const bound_poly *g)
{
    scope *s = f->c[0].in;
    bound_poly h = bound_rising(s, ball_int(0), ball_add(f->rise, g->rise));
    for (int i = 0; i <= BOUND_DEGREE; i++)
        for (int j = 0; j <= BOUND_DEGREE; j++) {
            if (ball_is_exact_zero(f->c[i]) || ball_is_exact_zero(g->c[j]))
                continue;
            int k = i + j <= BOUND_DEGREE ? i + j : BOUND_DEGREE;
            ball both = i + j <= BOUND_DEGREE ? ball_mul(f->c[i], g->c[j]) : ball_nothing(s);
            h.c[k] = ball_add(h.c[k], both);
        }
    return h;
}

bound_poly bound_larger(const bound_poly *f, const bound_poly *g)
{
    bound_poly h = {.rise = ball_max(f->rise, g->rise)};
    for (int k = 0; k <= BOUND_DEGREE; k++)
        h.c[k] = ball_is_finite(f->c[k]) && ball_is_finite(g->c[k]) ? ball_max(f->c[k], g->c[k])
                                                                    : ball_nothing(f->c[k].in);
    return h;
}
