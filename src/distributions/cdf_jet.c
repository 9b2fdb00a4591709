/* Distribution functions with derivatives by all parameters: see cdf_jet.h. */
#include "distributions/cdf_jet.h"

#include "distributions/incomplete_series.h"

#include <stdlib.h>

enum { SHORT = 3, LONG = 6, GUARD = 30, MOST_CURVES = JET_SYMBOLS * (JET_SYMBOLS + 1) / 2 };

/* F along one direction: e_a + e_b, or e_a if b = a. */
typedef struct curve {
    int a, b;
    acb_poly_struct par[MAX_PARAMETERS];
    cdf_curve memory;
} curve;

struct cdf_jet {
    const family *f;
    int n, count, curves;
    bool taylor; /* curve[0] at the middle, curve[1] over the box, of one term more */
    ball half;
    curve curve[MOST_CURVES + 1];
};

/* ---- Making ---- */

/* out += coefficients of j along e_a: slope e + bend e^2/2. */
static void add_direction(acb_ptr out, const cjet *j, int a, slong bits)
{
    if (j->order > 0)
        acb_add(out + 1, out + 1, j->slope[a].v, bits);
    if (j->order > 1) {
        acb_t half;
        acb_init(half);
        acb_mul_2exp_si(half, j->bend[cjet_bend(a, a)].v, -1);
        acb_add(out + 2, out + 2, half, bits);
        acb_clear(half);
    }
}

static void set_series(acb_poly_t out, const cjet *j, int a, int b, slong bits)
{
    acb_poly_fit_length(out, SHORT);
    _acb_vec_zero(out->coeffs, SHORT);
    acb_set(out->coeffs, j->value.v);
    add_direction(out->coeffs, j, a, bits);
    if (b != a) {
        add_direction(out->coeffs, j, b, bits);
        if (j->order > 1)
            acb_add(out->coeffs + 2, out->coeffs + 2, j->bend[cjet_bend(a, b)].v, bits);
    }
    _acb_poly_set_length(out, SHORT);
    _acb_poly_normalise(out);
}

static void add_curve(cdf_jet *j, const cjet *par, int a, int b, slong length, slong bits)
{
    curve *c = &j->curve[j->curves++];
    *c = (curve){.a = a, .b = b, .memory = {.length = length, .bits = bits + GUARD}};
    for (int i = 0; i < j->count; i++) {
        acb_poly_init(&c->par[i]);
        set_series(&c->par[i], &par[i], a, b, bits + GUARD);
    }
}

static bool all_affine(const cjet *par, int count)
{
    for (int i = 0; i < count; i++)
        if (par[i].order > 1)
            return false;
    return true;
}

cdf_jet *cdf_jet_make(const family *f, int count, const cjet *over, const cjet *middle, const ball *half,
                      slong bits)
{
    cdf_jet *j = calloc(1, sizeof *j);
    int n = over[0].n;
    bool wide = n == 1 && !ball_is_exact_zero(half[0]);
    *j = (cdf_jet){.f = f, .n = n, .count = count, .taylor = wide && all_affine(over, count)};
    if (j->taylor) {
        j->half = half[0];
        add_curve(j, middle, 0, 0, LONG, bits);
        add_curve(j, over, 0, 0, LONG + 1, bits);
        return j;
    }
    for (int a = 0; a < n; a++)
        for (int b = 0; b <= a; b++)
            add_curve(j, over, a, b, SHORT, bits);
    return j;
}

void cdf_jet_free(cdf_jet *j)
{
    if (!j)
        return;
    for (int k = 0; k < j->curves; k++) {
        for (int i = 0; i < j->count; i++)
            acb_poly_clear(&j->curve[k].par[i]);
        cdf_curve_clear(&j->curve[k].memory);
    }
    free(j);
}

/* ---- At a point ---- */

/* The coefficients of F along a curve, made in the scope of x. */
static void follow(const family *f, curve *c, cball x, cball *out)
{
    acb_poly_t F;
    acb_t one;
    acb_poly_init(F);
    acb_init(one);
    f->cdf_series(F, &c->memory, c->par, x.v);
    for (int k = 0; k < c->memory.length; k++) {
        acb_poly_get_coeff_acb(one, F, k);
        out[k] = cball_from_acb(x.in, one);
    }
    acb_poly_clear(F);
    acb_clear(one);
}

/* The derivative of that order of the series with these coefficients, at t in [-h, h]. */
static cball taylor_derivative(const cball *c, int order, ball t)
{
    cball sum = {0};
    for (int k = LONG; k >= order; k--) {
        slong falling = 1;
        for (int i = 0; i < order; i++)
            falling *= k - i;
        cball one = cball_mul_ball(c[k], ball_int(falling));
        sum = k == LONG ? one : cball_add(cball_mul_ball(sum, t), one);
    }
    return sum;
}

static cjet by_taylor(cdf_jet *j, cball x)
{
    cball thin[LONG + 1], wide[LONG + 1];
    follow(j->f, &j->curve[0], x, thin);
    follow(j->f, &j->curve[1], x, wide);
    thin[LONG] = wide[LONG];
    cjet F = {.n = 1, .order = 2, .most = 2, .value = taylor_derivative(thin, 0, j->half)};
    F.slope[0] = taylor_derivative(thin, 1, j->half);
    F.bend[0] = taylor_derivative(thin, 2, j->half);
    return F;
}

cjet cdf_jet_at(cdf_jet *j, cball x)
{
    if (j->taylor)
        return by_taylor(j, x);
    cball own[JET_SYMBOLS], c[SHORT];
    cjet F = {.n = j->n, .order = 2, .most = 2};
    for (int k = 0; k < j->curves; k++) {
        const curve *along = &j->curve[k];
        if (along->a != along->b)
            continue;
        follow(j->f, &j->curve[k], x, c);
        F.value = c[0], F.slope[along->a] = c[1];
        F.bend[cjet_bend(along->a, along->a)] = cball_scale2(own[along->a] = c[2], 1);
    }
    for (int k = 0; k < j->curves; k++) {
        const curve *along = &j->curve[k];
        if (along->a == along->b)
            continue;
        follow(j->f, &j->curve[k], x, c);
        F.bend[cjet_bend(along->a, along->b)] = cball_sub(cball_sub(c[2], own[along->a]), own[along->b]);
    }
    return F;
}
