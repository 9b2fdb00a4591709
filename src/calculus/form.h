/*
 * Log densities as linear forms over shared basis functions:
 *
 *     log p(x) = sum_i coef_i * b_i(x),     b in {1, x, x^2, log|x-a|, log(1+((x-a)/s)^2), log(1+e^((x-a)/s)),
 *                                                 (log x)^2, x^k, e^((x-a)/s), ...}
 *
 * with exact coefficients. The difference u = log p - log q is formed coefficient by coefficient *before* anything
 * is evaluated, so that common terms cancel exactly: on a wide box x^2 - x^2 would not. (Natural parameters of an
 * exponential family; Brown 1986, ch. 1.) A form is valid on one piece of the line, where each b_i is analytic.
 */
#ifndef CALCULUS_FORM_H
#define CALCULUS_FORM_H

#include "number/cball.h"
#include "number/real.h"

typedef enum {
    BASIS_ONE,           /* 1 */
    BASIS_X,             /* x */
    BASIS_XX,            /* x^2 */
    BASIS_LOG,           /* log(scale (x - at)), scale = +1 or -1: positive on the piece */
    BASIS_LOG_QUADRATIC, /* log(1 + ((x - at)/scale)^2) */
    BASIS_SOFTPLUS,      /* log(1 + exp((x - at)/scale)) */
    BASIS_LOG_SQUARED,   /* (log x)^2, on x > 0 */
    BASIS_POWER,         /* x^scale, on x > 0: any exponent but 0 */
    BASIS_EXP,           /* exp((x - at)/scale) */
    BASIS_LGAMMA,        /* log Gamma(scale (x - at) + 1), scale = +1 or -1, for laws on integers */
    BASIS_COUNT
} basis;

typedef struct term {
    basis kind;
    real coef, at,
        scale; /* at and scale are NULL where the basis function has none; POWER: scale is the exponent */
} term;

enum { FORM_TERMS = 24 }; /* a family uses at most 8, a combination of two at most 16 */
typedef struct form {
    int n;
    term t[FORM_TERMS];
} form;

/*
 * f += coef * b. Terms with the same basis function merge, and vanish if their coefficients cancel exactly; x^1 and x^2 are
 * BASIS_X and BASIS_XX.
 */
void form_add(real_pool *pool, form *f, basis kind, real coef, real at, real scale);
static inline void form_add_constant(real_pool *pool, form *f, real c)
{
    form_add(pool, f, BASIS_ONE, c, NULL, NULL);
}
static inline void form_add_x(real_pool *pool, form *f, real c) { form_add(pool, f, BASIS_X, c, NULL, NULL); }
static inline void form_add_xx(real_pool *pool, form *f, real c)
{
    form_add(pool, f, BASIS_XX, c, NULL, NULL);
}

/* alpha f + beta g. */
form form_combine(real_pool *pool, real alpha, const form *f, real beta, const form *g);
form form_difference(real_pool *pool, const form *f, const form *g);

/* The coefficient of log|x - at| at a finite end-point (0 if none). */
real form_exponent(real_pool *pool, const form *f, real at);
/* Has it a term (log x)^2 or x^k, and is the end-point 0? */
bool form_is_irregular(const form *f, real at);

/*
 * How a piece of the line is parameterised by t in [0, 1]. First an affine map to w = w0 + (w1 - w0) t, then
 *     AFFINE x = w;   EXP x = at + e^w;   EXP_DOWN x = at - e^w;   LOGIT x = at + span * sigmoid(w);
 *     TAN    x = at + span * tan(w);   SINH  x = at + span * sinh(w).
 * EXP, EXP_DOWN and LOGIT remove algebraic and logarithmic end-point singularities; TAN maps a whole line with
 * Cauchy-type tails to a bounded interval on which everything is analytic; SINH resolves a narrow component around `at`
 * without spending points on the wide ones around it.
 */
typedef enum { MAP_AFFINE, MAP_EXP, MAP_EXP_DOWN, MAP_LOGIT, MAP_TAN, MAP_SINH } map_kind;
typedef struct map {
    map_kind kind;
    ball w0, w1;   /* ends of w */
    ball at, span; /* not used by AFFINE; span only by LOGIT, TAN and SINH */
    real at_exact; /* the end-point as a parameter, to recognise log|x - at| */
    real at_other; /* LOGIT: the other end-point, at + span */
} map;

/* A point of the piece: everything that several forms share at one t. */
typedef struct node {
    cball t, w, x;
    cball cosine, sine; /* TAN */
    cball speed;        /* SINH: cosh(w), a factor of the Jacobian that densities are multiplied by */
    cball swing;        /* SINH: sinh(w) */
    cball away;         /* EXP, EXP_DOWN: e^w, the distance from the end */
    cball fold;         /* LOGIT: log(1 + e^-|w|), that is e^-w or e^w by the sign of `right` */
    cball ebb, rise;    /* SINH: e^-|w| and e^-|w| sinh(w) */
    cball flood;        /* SINH: e^2|w| */
    bool right;         /* LOGIT, SINH: the box lies mostly in Re w > 0 */
} node;

/* A form compiled for one map at the precision of one scope. */
typedef struct compiled compiled;
compiled *form_compile(scope *s, const form *f, const map *m,
                       bool with_jacobian); /* + log |dx/dt| if asked, but for node.speed */
void compiled_free(compiled *c);
node map_node(const map *m, cball t);
cball compiled_value(const compiled *c, const node *at);

/*
 * The same on a box that meets the real axis, from the middle m of its real part: F(m) + F'(box) (t - m). Where large terms cancel in the
 * slope, near a maximum of F, its width is of second order in that of the box. F(m) is found in the precision of `fine`. Indeterminate if
 * F' is not bounded on the box; if it is, F is analytic there.
 */
cball compiled_about(const compiled *c, scope *fine, const node *at);

/* The same at a real t. */
typedef struct axis_node {
    ball t, w, x;
    ball cosine, sine, speed, swing, fold, away;
    bool right;
} axis_node;
axis_node map_axis_node(const map *m, ball t);
ball compiled_at(const compiled *c, const axis_node *at);
ball map_x(const map *m, ball t);

/* d/dt of the compiled form on a real enclosure t, and its value there. */
ball compiled_real(const compiled *c, const map *m, ball t);
ball compiled_slope(const compiled *c, const map *m, ball t);

/* The form itself at a real x (no map). */
ball form_value(scope *s, const form *f, ball x);

/* At the distance from a finite end-point, x = at + direction * distance: log|x - at| from the distance itself. */
ball form_value_near(scope *s, const form *f, real at, int direction, ball distance);

/* One basis function at a real x, and its derivative there. */
ball term_value(scope *s, term t, ball x);
ball term_slope(scope *s, term t, ball x);
/* (x - at)/scale. */
static inline ball term_standardised(scope *s, term t, ball x)
{
    return ball_div(ball_sub(x, real_ball(s, t.at)), real_ball(s, t.scale));
}

#endif
