/* Forms with parameters: see form_jet.h. */
#include "calculus/form_jet.h"

#include <stdlib.h>

typedef struct term_jet {
    basis kind;
    bool own; /* log|x - at| is given */
    cjet coef, at, scale;
} term_jet;

/* One form over one box: a polynomial and other terms. */
typedef struct compiled_terms {
    bool has[3];
    cjet power[3]; /* coefficients of 1, x, x^2 */
    int n;
    term_jet t[FORM_TERMS];
} compiled_terms;

struct form_jet {
    int parameters;
    bool wide;
    ball half[JET_SYMBOLS];
    compiled_terms over, middle; /* middle only if wide */
};

parameter_box parameter_box_at(scope *s, int n, const real *symbol, const ball *x)
{
    parameter_box b = {.n = n};
    for (int i = 0; i < n; i++) {
        b.symbol[i] = symbol[i];
        b.at[i] = ball_in(s, x[i]);
        b.middle[i] = ball_mid(b.at[i]);
        b.half[i] = ball_sub(b.at[i], b.middle[i]);
        b.wide |= !ball_is_exact_zero(b.half[i]);
    }
    return b;
}

static cjet number_jet(scope *s, const parameter_box *b, const ball *at, real of, int most)
{
    real_jet j = real_jet_at(s, of, b->n, b->symbol, at);
    return cjet_from_real(s, &j, most);
}

jet_pair jet_pair_constant(int n, cball value)
{
    jet_pair p = {cjet_constant(n, value), cjet_constant(n, value)};
    p.middle.most = 1;
    return p;
}

jet_pair jet_pair_of(scope *s, const parameter_box *b, real of)
{
    return (jet_pair){number_jet(s, b, b->at, of, 2), number_jet(s, b, b->middle, of, 1)};
}

cjet jet_pair_join(const parameter_box *b, const jet_pair *p)
{
    return b->wide ? cjet_taylor(p->middle, p->over, b->half) : p->over;
}

/* ---- Compilation ---- */

static void compile(scope *s, const form *f, const parameter_box *b, const ball *at, real own, int most,
                    compiled_terms *out)
{
    for (int i = 0; i < f->n; i++) {
        const term *t = &f->t[i];
        cjet coef = number_jet(s, b, at, t->coef, most);
        if (t->kind <= BASIS_XX) {
            cjet *power = &out->power[t->kind];
            *power = out->has[t->kind] ? cjet_add(*power, coef) : coef;
            out->has[t->kind] = true;
            continue;
        }
        term_jet *j = &out->t[out->n++];
        *j = (term_jet){.kind = t->kind, .coef = coef};
        bool at_zero = own && real_sign(own) == 0,
             of_x = t->kind == BASIS_LOG_SQUARED || t->kind == BASIS_POWER;
        j->own = own && (of_x ? at_zero : t->kind == BASIS_LOG && real_equal(t->at, own));
        if (t->at && !j->own)
            j->at = number_jet(s, b, at, t->at, most);
        if (t->scale)
            j->scale = number_jet(s, b, at, t->scale, most);
    }
}

form_jet *form_jet_compile(scope *s, const form *f, const parameter_box *b, real own)
{
    form_jet *j = calloc(1, sizeof *j);
    j->parameters = b->n;
    j->wide = b->wide;
    for (int i = 0; i < b->n; i++)
        j->half[i] = b->half[i];
    compile(s, f, b, b->at, own, 2, &j->over);
    if (j->wide)
        compile(s, f, b, b->middle, own, 1, &j->middle);
    return j;
}

void form_jet_free(form_jet *f) { free(f); }

/* ---- Values ---- */

/* 1/(1 + e^-z), by the side on which nothing overflows. */
static cball sigmoid(cball z)
{
    bool right = cball_side(z) > 0;
    cball small = cball_exp(right ? cball_neg(z) : z), inverse = cball_inv(cball_add_int(small, 1));
    return right ? inverse : cball_mul(small, inverse);
}

static cjet softplus(cjet z)
{
    cball first = sigmoid(z.value), second = cball_mul(first, cball_add_int(cball_neg(first), 1));
    return cjet_chain(z, cball_softplus(z.value), first, second);
}

/* x^k = e^(k log x) */
static cjet power_of(cjet log_x, cjet exponent) { return cjet_exp(cjet_mul(exponent, log_x)); }

static cjet basis_jet(const term_jet *t, const cjet *x, const cjet *log_distance)
{
    if (t->kind == BASIS_LOG_SQUARED || t->kind == BASIS_POWER) {
        cjet log_x = t->own ? *log_distance : cjet_log(*x);
        return t->kind == BASIS_POWER ? power_of(log_x, t->scale) : cjet_sqr(log_x);
    }
    if (t->own)
        return *log_distance;
    cjet distance = cjet_sub(*x, t->at);
    if (t->kind == BASIS_LOG)
        return cjet_log(cjet_mul(t->scale, distance));
    if (t->kind == BASIS_LGAMMA) /* only at integers, on the parameters of which nothing depends */
        return cjet_nothing(x->n, x->value.in);
    cjet z = cjet_mul(distance, cjet_inv(t->scale));
    return t->kind == BASIS_EXP        ? cjet_exp(z)
           : t->kind == BASIS_SOFTPLUS ? softplus(z)
                                       : cjet_log1p(cjet_sqr(z));
}

/*
 * c + b x + a x^2 about the middle y of Re x:  (c + b y + a y^2) + (b + 2 a y) (x - y) + a (x - y)^2,  in which a wide x occurs
 * multiplied by what the polynomial really changes by.
 */
static cjet polynomial_jet(const compiled_terms *f, const cjet *x)
{
    scope *s = x->value.in;
    cball zero = cball_from_ball(s, ball_int(0));
    cjet y = cjet_constant(x->n, cball_from_ball(s, ball_mid(cball_real(x->value)))), d = cjet_sub(*x, y);
    cjet c = f->has[0] ? f->power[0] : cjet_constant(x->n, zero);
    if (f->has[1])
        c = cjet_add(c, cjet_mul(f->power[1], y));
    if (f->has[2])
        c = cjet_add(c, cjet_mul(f->power[2], cjet_sqr(y)));
    if (!f->has[1] && !f->has[2])
        return c;
    cjet slope = f->has[1] ? f->power[1] : cjet_constant(x->n, zero);
    if (f->has[2])
        slope = cjet_add(slope, cjet_mul(f->power[2], cjet_add(y, y)));
    cjet sum = cjet_add(c, cjet_mul(slope, d));
    return f->has[2] ? cjet_add(sum, cjet_mul(f->power[2], cjet_sqr(d))) : sum;
}

static cjet terms_jet(const compiled_terms *f, const cjet *x, const cjet *log_distance)
{
    cjet sum = polynomial_jet(f, x);
    for (int i = 0; i < f->n; i++)
        sum = cjet_add(sum, cjet_mul(f->t[i].coef, basis_jet(&f->t[i], x, log_distance)));
    return sum;
}

cjet form_jet_at(const form_jet *f, const jet_pair *x, const cjet *log_distance)
{
    cjet over = terms_jet(&f->over, &x->over, log_distance);
    bool same = !f->wide || over.order == 0;
    return same ? over : cjet_taylor(terms_jet(&f->middle, &x->middle, log_distance), over, f->half);
}
