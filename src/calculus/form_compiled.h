/* What a form looks like once it is compiled for a map: for the files that evaluate it. Everybody else uses form.h. */
#ifndef CALCULUS_FORM_COMPILED_H
#define CALCULUS_FORM_COMPILED_H

#include "calculus/form.h"

typedef struct extra {
    basis kind;
    bool own;          /* a function of log x on a map whose lower end is 0: it is known there without x */
    ball coef, c0, c1; /* argument c0 + c1 x (of t if the map is affine); TAN: amplitudes of cos and sin */
    bool beside;       /* log of a distance from a point just beyond the map's own end: c0 + c1 e^w */
    ball
        power; /* the exponent of BASIS_POWER; of BASIS_LOG_SQUARED, what to add to log x: (log x + power)^2 */
    bool twins; /* two terms c e^l + d e^(l + m) as e^l (coef + twin (e^m - 1)), coef = c + d, twin = d */
    ball twin, m0, m1; /* m = m0 + m1 x (or t), m1 log x for BASIS_POWER */
    ball s0, s1;       /* SINH: argument s0 + s1 sinh(w) */
    bool
        centred; /* log(1 + y) - y, y = c0 + c1 t or s0 + s1 sinh(w), or its square for BASIS_LOG_QUADRATIC */
} extra;

/*
 * Two terms c b(z) + d b(z + D), c + d small, as (c + d) b(z) and d (b(z + D) - b(z)), b a logarithm or a softplus: where two laws
 * nearly agree the second keeps its digits, and on a box its sign. See form_close.c.
 */
typedef struct close_pair {
    basis kind;
    int end;             /* z is a distance from an end of the map: +1 upwards, -1 downwards */
    ball by, apart;      /* d; D at x = 0 */
    ball z0, z1, d0, d1; /* z and D as functions of x (or t); TAN: amplitudes of cos and sin */
    ball s0, s1, e0, e1; /* SINH, complex nodes: of 1 and sinh w */
} close_pair;

struct compiled {
    map m;
    ball constant;
    bool has_quad, has_linear, has_w, has_up, has_down, has_cosine, has_size;
    ball quad, r0, r1;                    /* quad (r0 + r1 z)^2, z = t (AFFINE) or x */
    ball q0, q1;                          /* SINH: r0 + r1 z = q0 + q1 sinh(w) */
    ball linear;                          /* linear z */
    ball on_w, on_up, on_down, on_cosine; /* coefficients of w, log(1+e^w), log(1+e^-w), log cos w */
    ball on_size;                         /* SINH, complex nodes: of |w|, that is w or -w by `right` */
    int n, pairs;
    extra e[FORM_TERMS];
    close_pair close[FORM_TERMS / 2];
};

/* The piece of the line, roughly. */
typedef struct stretch {
    double lo, hi;
} stretch;

/* The coefficients of x and x^2; NULL: none. */
typedef struct polynomial {
    real c1, c2;
} polynomial;

/* Terms that are expanded about a point: see form_centred.c. */
bool is_centred(const map *m, const term *t, stretch on);
void compile_centred(scope *s, real_pool *pool, compiled *c, polynomial *poly, const term *t, stretch on);
void polynomial_add(real_pool *pool, real *sum, real more);

/* Two terms that are close: see form_close.c. `length` is that of the piece of the line. */
bool are_close(const term *a, const term *b, double length);
int close_end(const map *m, const term *a);
void compile_close(scope *s, real_pool *pool, compiled *c, const term *a, const term *b);
cball close_value(const compiled *c, const close_pair *p, const node *at);
ball close_real(const compiled *c, const close_pair *p, const axis_node *at);
ball close_slope(const compiled *c, const close_pair *p, const axis_node *at, ball dw, ball dx);

#endif
