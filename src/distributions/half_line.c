/* What families on x > 0 share whose distribution functions are written in log x or 1/x. See family.h. */
#include "distributions/family.h"

#include <math.h>

real near_exp(real_pool *pool, double y)
{
    double value = exp(y);
    if (value > 0 && value < INFINITY)
        return real_from_double(pool, value);
    return real_pow(pool, real_int(pool, 2), real_int(pool, (slong)ceil(y / M_LN2)));
}

ball from_zero(scope *s, const component *c, ball x, ball at_zero,
               ball (*of)(scope *s, const component *c, ball x))
{
    if (ball_positive(x) == HOLDS)
        return of(s, c, x);
    ball top = ball_upper(x);
    return ball_positive(top) == HOLDS ? ball_hull(at_zero, of(s, c, top)) : at_zero;
}
