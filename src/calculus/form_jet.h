/*
 * Linear forms whose coefficients, places and scales depend on parameters (form.h): their value at a point together with its first
 * and second derivatives by the parameters, over a box of parameters of any width.
 *
 * Where the box is not a point, a form is compiled at its middle as well, and Taylor's formula joins the two (number/cjet.h):
 * in log p = -(x - m)^2/(2 s^2) - log s a wide m would otherwise enter three times.
 */
#ifndef CALCULUS_FORM_JET_H
#define CALCULUS_FORM_JET_H

#include "calculus/form.h"
#include "number/cjet.h"

/* The parameters: interval leaves of the forms' expressions, the box that they run over, its middle and half-widths. */
typedef struct parameter_box {
    int n;
    real symbol[JET_SYMBOLS];
    ball at[JET_SYMBOLS], middle[JET_SYMBOLS], half[JET_SYMBOLS]; /* half: [-h, h] */
    bool wide;
} parameter_box;

/* x runs over the box; all in s. */
parameter_box parameter_box_at(scope *s, int n, const real *symbol, const ball *x);

typedef struct form_jet form_jet;

/* Compiled for the box at the precision of s; `own` is an end-point `at` whose log|x - at| will be given, or NULL. */
form_jet *form_jet_compile(scope *s, const form *f, const parameter_box *b, real own);
void form_jet_free(form_jet *f);

/* A quantity over the box, and (to first order) at its middle; the same where it does not depend on the parameters. */
typedef struct jet_pair {
    cjet over, middle;
} jet_pair;
jet_pair jet_pair_constant(int n, cball value);
jet_pair jet_pair_of(scope *s, const parameter_box *b, real of);
cjet jet_pair_join(const parameter_box *b, const jet_pair *p);

/* At x, which may itself depend on the parameters; log_distance is log|x - own| (ignored without `own`). */
cjet form_jet_at(const form_jet *f, const jet_pair *x, const cjet *log_distance);

#endif
