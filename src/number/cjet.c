/* Complex jets: see cjet.h. */
#include "number/cjet.h"

static int least(int a, int b) { return a < b ? a : b; }

cjet cjet_constant(int n, cball value) { return (cjet){.n = n, .most = 2, .value = value}; }

cjet cjet_nothing(int n, scope *s)
{
    cball unknown = cball_nothing(s);
    cjet j = {.n = n, .order = 2, .most = 2, .value = unknown};
    for (int a = 0; a < n; a++)
        j.slope[a] = unknown;
    for (int k = 0; k < cjet_bend(n, 0); k++)
        j.bend[k] = unknown;
    return j;
}

cjet cjet_from_real(scope *s, const real_jet *j, int most)
{
    bool sloped = false, bent = false;
    for (int a = 0; a < j->n; a++) {
        sloped |= !ball_is_exact_zero(j->slope[a]);
        for (int b = 0; b <= a; b++)
            bent |= !ball_is_exact_zero(j->bend[a][b]);
    }
    int own = bent ? 2 : sloped ? 1 : 0;
    cjet c = {.n = j->n, .order = least(own, most), .most = most, .value = cball_from_ball(s, j->value)};
    for (int a = 0; a < c.n && c.order > 0; a++) {
        c.slope[a] = cball_from_ball(s, j->slope[a]);
        for (int b = 0; b <= a && c.order > 1; b++)
            c.bend[cjet_bend(a, b)] = cball_from_ball(s, j->bend[a][b]);
    }
    return c;
}

typedef cball (*combination)(cball, cball);

/* u + v or u - v; `alone` makes of v's derivatives what they are where u has none. */
static cjet combine(cjet u, cjet v, combination both, bool minus)
{
    cjet j = {.n = u.n, .most = least(u.most, v.most), .value = both(u.value, v.value)};
    j.order = least(u.order > v.order ? u.order : v.order, j.most);
    for (int a = 0; a < j.n && j.order > 0; a++) {
        j.slope[a] = u.order < 1   ? (minus ? cball_neg(v.slope[a]) : v.slope[a])
                     : v.order < 1 ? u.slope[a]
                                   : both(u.slope[a], v.slope[a]);
    }
    for (int k = 0; k < cjet_bend(j.n, 0) && j.order > 1; k++) {
        j.bend[k] = u.order < 2   ? (minus ? cball_neg(v.bend[k]) : v.bend[k])
                    : v.order < 2 ? u.bend[k]
                                  : both(u.bend[k], v.bend[k]);
    }
    return j;
}

cjet cjet_add(cjet u, cjet v) { return combine(u, v, cball_add, false); }
cjet cjet_sub(cjet u, cjet v) { return combine(u, v, cball_sub, true); }

cjet cjet_neg(cjet u)
{
    u.value = cball_neg(u.value);
    for (int a = 0; a < u.n && u.order > 0; a++)
        u.slope[a] = cball_neg(u.slope[a]);
    for (int k = 0; k < cjet_bend(u.n, 0) && u.order > 1; k++)
        u.bend[k] = cball_neg(u.bend[k]);
    return u;
}

/* A sum of which either part may be missing. */
static cball plus(cball sum, cball more) { return sum.in ? cball_add(sum, more) : more; }

static cball product_bend(const cjet *u, const cjet *v, int a, int b)
{
    cball sum = {0};
    if (v->order > 1)
        sum = plus(sum, cball_mul(u->value, v->bend[cjet_bend(a, b)]));
    if (u->order > 1)
        sum = plus(sum, cball_mul(v->value, u->bend[cjet_bend(a, b)]));
    if (u->order > 0 && v->order > 0) {
        sum = plus(sum, cball_mul(u->slope[a], v->slope[b]));
        sum = plus(sum, cball_mul(u->slope[b], v->slope[a]));
    }
    return sum;
}

/* A product of two that depend on the parameters has second derivatives even if its factors have none. */
cjet cjet_mul(cjet u, cjet v)
{
    int top = u.order > v.order ? u.order : v.order;
    cjet j = {.n = u.n, .most = least(u.most, v.most), .value = cball_mul(u.value, v.value)};
    j.order = least(u.order && v.order ? 2 : top, j.most);
    for (int a = 0; a < j.n && j.order > 0; a++) {
        cball sum = {0};
        if (v.order > 0)
            sum = cball_mul(u.value, v.slope[a]);
        if (u.order > 0)
            sum = plus(sum, cball_mul(v.value, u.slope[a]));
        j.slope[a] = sum;
        for (int b = 0; b <= a && j.order > 1; b++)
            j.bend[cjet_bend(a, b)] = product_bend(&u, &v, a, b);
    }
    return j;
}

cjet cjet_chain(cjet u, cball g, cball first, cball second)
{
    cjet j = {.n = u.n, .order = u.order ? u.most : 0, .most = u.most, .value = g};
    for (int a = 0; a < j.n && j.order > 0; a++) {
        j.slope[a] = cball_mul(first, u.slope[a]);
        for (int b = 0; b <= a && j.order > 1; b++) {
            cball bend = cball_mul(second, cball_mul(u.slope[a], u.slope[b]));
            if (u.order > 1)
                bend = cball_add(bend, cball_mul(first, u.bend[cjet_bend(a, b)]));
            j.bend[cjet_bend(a, b)] = bend;
        }
    }
    return j;
}

cjet cjet_sqr(cjet u)
{
    if (!u.order)
        return cjet_constant(u.n, cball_sqr(u.value));
    cball two = cball_from_ball(u.value.in, ball_int(2));
    return cjet_chain(u, cball_sqr(u.value), cball_scale2(u.value, 1), two);
}

cjet cjet_inv(cjet u)
{
    cball g = cball_inv(u.value);
    if (!u.order)
        return cjet_constant(u.n, g);
    cball square = cball_sqr(g);
    return cjet_chain(u, g, cball_neg(square), cball_scale2(cball_mul(square, g), 1));
}

cjet cjet_exp(cjet u)
{
    cball g = cball_exp(u.value);
    return u.order ? cjet_chain(u, g, g, g) : cjet_constant(u.n, g);
}

static cjet logarithm(cjet u, cball g, cball of)
{
    if (!u.order)
        return cjet_constant(u.n, g);
    cball inverse = cball_inv(of);
    return cjet_chain(u, g, inverse, cball_neg(cball_sqr(inverse)));
}

cjet cjet_log(cjet u) { return logarithm(u, cball_log(u.value), u.value); }
cjet cjet_log1p(cjet u) { return logarithm(u, cball_log1p(u.value), cball_add_int(u.value, 1)); }

cjet cjet_taylor(cjet thin, cjet wide, const ball *h)
{
    cjet j = wide;
    j.value = thin.value;
    for (int a = 0; a < j.n && j.order > 0; a++) {
        cball rise = cball_from_ball(j.value.in, ball_int(0));
        for (int b = 0; b < j.n && j.order > 1; b++) {
            cball bend = wide.bend[a >= b ? cjet_bend(a, b) : cjet_bend(b, a)];
            rise = cball_add(rise, cball_mul_ball(bend, h[b]));
        }
        cball middle = thin.order > 0 ? thin.slope[a] : cball_from_ball(j.value.in, ball_int(0));
        j.slope[a] = cball_add(middle, rise);
        j.value = cball_add(j.value, cball_mul_ball(cball_add(middle, cball_scale2(rise, -1)), h[a]));
    }
    return j;
}
