/* Jets of exact expressions: see real_jet.h. */
#include "number/real_jet.h"

#include "number/real_node.h"

static real_jet constant(scope *s, int n, ball value)
{
    real_jet j = {.n = n, .value = ball_in(s, value)};
    for (int a = 0; a < n; a++) {
        j.slope[a] = ball_int(0);
        for (int b = 0; b < n; b++)
            j.bend[a][b] = ball_int(0);
    }
    return j;
}

/* g(u) from g, g' and g'' at the value of u. */
static real_jet chain(real_jet u, ball g, ball first, ball second)
{
    real_jet j = {.n = u.n, .value = g};
    for (int a = 0; a < u.n; a++) {
        j.slope[a] = ball_mul(first, u.slope[a]);
        for (int b = 0; b < u.n; b++)
            j.bend[a][b] =
                ball_add(ball_mul(first, u.bend[a][b]), ball_mul(second, ball_mul(u.slope[a], u.slope[b])));
    }
    return j;
}

static real_jet sum(real_jet u, real_jet v)
{
    u.value = ball_add(u.value, v.value);
    for (int a = 0; a < u.n; a++) {
        u.slope[a] = ball_add(u.slope[a], v.slope[a]);
        for (int b = 0; b < u.n; b++)
            u.bend[a][b] = ball_add(u.bend[a][b], v.bend[a][b]);
    }
    return u;
}

static real_jet product(real_jet u, real_jet v)
{
    real_jet j = {.n = u.n, .value = ball_mul(u.value, v.value)};
    for (int a = 0; a < u.n; a++) {
        j.slope[a] = ball_add(ball_mul(u.value, v.slope[a]), ball_mul(v.value, u.slope[a]));
        for (int b = 0; b < u.n; b++) {
            ball whole = ball_add(ball_mul(u.value, v.bend[a][b]), ball_mul(v.value, u.bend[a][b]));
            ball mixed = ball_add(ball_mul(u.slope[a], v.slope[b]), ball_mul(u.slope[b], v.slope[a]));
            j.bend[a][b] = ball_add(whole, mixed);
        }
    }
    return j;
}

static ball where_positive(ball x) { return ball_positive(x) == HOLDS ? x : ball_nothing(x.in); }

static real_jet negation(scope *s, real_jet u)
{
    return chain(u, ball_neg(u.value), ball_in(s, ball_int(-1)), ball_int(0));
}

static real_jet inverse(real_jet u)
{
    ball g = ball_inv(u.value), square = ball_sqr(g);
    return chain(u, g, ball_neg(square), ball_scale2(ball_mul(square, g), 1));
}

static real_jet logarithm(real_jet u)
{
    ball inverse_value = ball_inv(where_positive(u.value));
    return chain(u, ball_log(u.value), inverse_value, ball_neg(ball_sqr(inverse_value)));
}

static real_jet exponential(real_jet u)
{
    ball g = ball_exp(u.value);
    return chain(u, g, g, g);
}

static real_jet square_root(real_jet u)
{
    ball g = ball_sqrt(where_positive(u.value)), first = ball_scale2(ball_inv(g), -1);
    return chain(u, g, first, ball_neg(ball_scale2(ball_div(first, u.value), -1)));
}

static real_jet modulus(scope *s, real_jet u)
{
    int sign = ball_sign(u.value);
    return sign > 0 ? u : sign < 0 ? negation(s, u) : constant(s, u.n, ball_nothing(s));
}

static real_jet log_gamma(real_jet u)
{
    ball x = where_positive(u.value);
    return chain(u, ball_lgamma(x), ball_digamma(x), ball_trigamma(x));
}

/* u^k in one step: u occurs once in each derivative, and may be negative. */
static real_jet integer_power(real_jet u, slong k)
{
    ball first = ball_mul_int(ball_pow(u.value, ball_int(k - 1)), k);
    ball second = ball_mul_int(ball_pow(u.value, ball_int(k - 2)), k * (k - 1));
    return k == 2 ? chain(u, ball_sqr(u.value), ball_scale2(u.value, 1), ball_in(u.value.in, ball_int(2)))
                  : chain(u, ball_pow(u.value, ball_int(k)), first, second);
}

/* u^v = exp(v log u), unless v is an integer by construction. */
static real_jet power(real_jet u, real exponent, real_jet v)
{
    slong k;
    if (!real_is_integer(exponent, &k) || k > 64 || k < -64)
        return exponential(product(v, logarithm(u)));
    return k == 0 ? constant(u.value.in, u.n, ball_int(1)) : k == 1 ? u : integer_power(u, k);
}

static bool is_square(real a) { return a->op == REAL_MUL && real_same(a->a, a->b); }

/* 1/(x x), as a family writes the inverse of a squared scale, is x^-2. */
static real_jet reciprocal(scope *s, real of, real_jet v, int n, const real *symbol, const ball *x)
{
    return is_square(of) ? integer_power(real_jet_at(s, of->a, n, symbol, x), -2) : inverse(v);
}

real_jet real_jet_at(scope *s, real of, int n, const real *symbol, const ball *x)
{
    for (int i = 0; i < n; i++)
        if (of == symbol[i]) {
            real_jet j = constant(s, n, x[i]);
            j.slope[i] = ball_int(1);
            return j;
        }
    if (!of->boxed)
        return constant(s, n, real_ball(s, of));
    if (of->op == REAL_INTERVAL)
        return constant(s, n, ball_nothing(s));
    real_jet u = real_jet_at(s, of->a, n, symbol, x);
    real_jet v = of->b ? real_jet_at(s, of->b, n, symbol, x) : u;
    if (of->op == REAL_POW)
        return power(u, of->b, v);
    switch (of->op) {
    case REAL_ADD: return sum(u, v);
    case REAL_SUB: return sum(u, negation(s, v));
    case REAL_MUL: return is_square(of) ? integer_power(u, 2) : product(u, v);
    case REAL_DIV: return product(u, reciprocal(s, of->b, v, n, symbol, x));
    case REAL_NEG: return negation(s, u);
    case REAL_SQRT: return square_root(u);
    case REAL_EXP: return exponential(u);
    case REAL_LOG: return logarithm(u);
    case REAL_ABS: return modulus(s, u);
    case REAL_LGAMMA: return log_gamma(u);
    default: return constant(s, n, ball_nothing(s));
    }
}
