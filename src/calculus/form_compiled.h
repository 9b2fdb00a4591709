/* What a form looks like once it is compiled for a map: for the files that evaluate it. Everybody else uses form.h. */
#ifndef CALCULUS_FORM_COMPILED_H
#define CALCULUS_FORM_COMPILED_H

#include "calculus/form.h"

typedef struct extra {
    basis kind;
    bool own;          /* a function of log x on a map whose lower end is 0: it is known there without x */
    ball coef, c0, c1; /* argument c0 + c1 x (of t if the map is affine); TAN: amplitudes of cos and sin */
    ball power;        /* the exponent of BASIS_POWER */
    bool twins; /* two terms c e^l + d e^(l + m) as e^l (coef + twin (e^m - 1)), coef = c + d, twin = d */
    ball twin, m0, m1; /* m = m0 + m1 x (or t), m1 log x for BASIS_POWER */
    ball s0, s1;       /* SINH: argument s0 + s1 sinh(w) */
} extra;

struct compiled {
    map m;
    ball constant;
    bool has_quad, has_linear, has_w, has_up, has_down, has_cosine, has_size;
    ball quad, r0, r1;                    /* quad (r0 + r1 z)^2, z = t (AFFINE) or x */
    ball q0, q1;                          /* SINH: r0 + r1 z = q0 + q1 sinh(w) */
    ball linear;                          /* linear z */
    ball on_w, on_up, on_down, on_cosine; /* coefficients of w, log(1+e^w), log(1+e^-w), log cos w */
    ball on_size;                         /* SINH, complex nodes: of |w|, that is w or -w by `right` */
    int n;
    extra e[FORM_TERMS];
};

#endif
