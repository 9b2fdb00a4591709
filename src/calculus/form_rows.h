/*
 * Compiled forms along rows of points (rows.h): at real nodes with 20 digits, and on discs around them, whose images bound a form
 * in the complex plane. The formulas are those of form_compile.c, written once for both kinds of number in form_rows.def.
 */
#ifndef CALCULUS_FORM_ROWS_H
#define CALCULUS_FORM_ROWS_H

#include "calculus/form_compiled.h"
#include "number/rows.h"

/* What forms share at a row of t: see map_node. */
#define MAPPED_ROW(type)                                                                                     \
    typedef struct type##_points {                                                                           \
        int n;                                                                                               \
        type##_row t, w, x;                                                                                  \
        type##_row fold, plus;   /* LOGIT: log(1 + e^-|w|), and w where it is positive, else 0 */            \
        type##_row rise;         /* SINH: sinh w */                                                          \
        type##_row cosine, sine; /* TAN */                                                                   \
        type##_row speed;        /* SINH: cosh w; TAN: dw/dt over w1 - w0 */                                 \
    } type##_points;
MAPPED_ROW(twofold)
MAPPED_ROW(disc)

/*
 * Only here, TAN takes sigma = tan(w/2) for its linear variable: cos w = (1 - sigma^2)/(1 + sigma^2), sin w = 2 sigma/(1 + sigma^2),
 * dw = 2 dsigma/(1 + sigma^2).
 */
static inline bool map_has_speed(map_kind k) { return k == MAP_SINH || k == MAP_TAN; }

typedef struct rows_map {
    map_kind kind;
    twofold w0, dw, at, span; /* TAN: w0 + dw t is sigma, and span dsigma/dw on average, doubled */
} rows_map;

typedef struct rows_extra {
    basis kind;
    bool own, twins, centred; /* centred: c0 + c1 t, or of sinh(w) */
    twofold coef, c0, c1, power, twin, m0, m1;
} rows_extra;

typedef struct rows_form {
    map_kind kind;
    twofold constant, quad, r0, r1, linear, on_w, on_up, on_down, log_span;
    bool has_quad, has_linear, has_w, has_logit;
    int n;
    rows_extra e[FORM_TERMS];
} rows_form;

/* False where rows do not serve: log cos w on MAP_TAN, and log Gamma. */
void rows_map_of(rows_map *out, const map *m);
bool rows_form_of(rows_form *out, const compiled *c);

/* Fills everything from n and t. */
void twofold_points_map(const rows_map *m, twofold_points *at);
void disc_points_map(const rows_map *m, disc_points *at);

void twofold_form_values(const rows_form *f, const twofold_points *at, twofold_row *out);
void disc_form_values(const rows_form *f, const disc_points *at, disc_row *out);

#endif
