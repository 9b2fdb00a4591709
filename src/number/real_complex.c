/* Complex values of exact expressions: see real_complex.h. */
#include "number/real_complex.h"

#include "number/real_node.h"

static cball integer_power(scope *s, cball u, slong k)
{
    cball square = k < 0 ? cball_inv(u) : u, power = cball_from_ball(s, ball_int(1));
    for (slong bits = k < 0 ? -k : k; bits; bits >>= 1) {
        if (bits & 1)
            power = cball_mul(power, square);
        square = cball_sqr(square);
    }
    return power;
}

static cball modulus(scope *s, cball u)
{
    int sign = ball_sign(cball_real(u));
    return sign > 0 ? u : sign < 0 ? cball_neg(u) : cball_nothing(s);
}

/* u^v: by multiplication if v is an integer by construction, else exp(v log u). */
static cball power(scope *s, real of, cball u, cball v)
{
    slong k;
    if (real_is_integer(of->b, &k) && k <= 64 && k >= -64)
        return integer_power(s, u, k);
    return cball_exp(cball_mul(v, cball_log(u)));
}

cball real_complex_at(scope *s, real of, real symbol, cball z)
{
    if (of == symbol)
        return z;
    if (!of->boxed || of->op == REAL_INTERVAL)
        return cball_from_ball(s, real_ball(s, of));
    cball u = real_complex_at(s, of->a, symbol, z);
    cball v = of->b ? real_complex_at(s, of->b, symbol, z) : u;
    switch (of->op) {
    case REAL_ADD: return cball_add(u, v);
    case REAL_SUB: return cball_sub(u, v);
    case REAL_MUL: return real_same(of->a, of->b) ? cball_sqr(u) : cball_mul(u, v);
    case REAL_DIV: return cball_div(u, v);
    case REAL_POW: return power(s, of, u, v);
    case REAL_NEG: return cball_neg(u);
    case REAL_SQRT: return cball_sqrt(u);
    case REAL_EXP: return cball_exp(u);
    case REAL_LOG: return cball_log(u);
    case REAL_ABS: return modulus(s, u);
    case REAL_LGAMMA: return cball_lgamma(u);
    default: return cball_nothing(s);
    }
}
