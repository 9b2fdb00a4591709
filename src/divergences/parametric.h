/*
 * A model: a specification with named free parameters, such as `w*normal(m1, s1) + (1-w)*normal(m2, s2)`.
 * Numbers for the names make it a law; a double stands for the dyadic rational that it is.
 *
 * What values a parameter may take is found out by asking the parser: in which slots of the law (a
 * component's weight or one of its family's parameters) it appears, what those slots admit, and whether it
 * stands there by itself.
 */
#ifndef DIVERGENCES_PARAMETRIC_H
#define DIVERGENCES_PARAMETRIC_H

#include "distributions/distribution.h"

enum { MODEL_PARAMETERS = 8, MODEL_NAME = 31 };

/*
 * Where a free parameter stands in the law, if it (or its inverse) is one slot of it: `mu` in normal(mu, 1),
 * not in normal(2*mu, 1).
 */
typedef struct model_slot {
    int component; /* -1: not one slot by itself */
    int parameter; /* index in the family's table; -1: the weight */
    bool inverse;
} model_slot;

typedef struct free_parameter {
    char name[MODEL_NAME + 1];
    domain in;
    model_slot slot;
    double base;   /* a valid value when all have theirs */
    bool given;    /* base is the caller's choice */
    bool confined; /* ANY_REAL by its slot, but neither large nor very negative: a correlation */
} free_parameter;

typedef struct model {
    char *text;
    int n;
    free_parameter free[MODEL_PARAMETERS];
} model;

/*
 * In this order, and the last two only if the one before succeeded: the names in `text`; values to start
 * from, such as "mu=0,sigma=1", of some or all; base, slots and domains of all of them. The position of an
 * error is in the text that is read. Free with model_clear, also after a failure.
 */
bool model_read(model *m, const char *text, error *e);
bool model_start(model *m, const char *start, error *e);
bool model_settle(model *m, error *e);
void model_clear(model *m);

/* The law at the given values, in the order of `free`; NULL and an error if they are impossible. */
law *model_at(const model *m, const double *value, error *e);

/* Coordinates in which every number is allowed: x itself, log x, or log(x/(1-x)); back; and dx/dt. */
double model_coordinate(domain in, double x);
double model_number(domain in, double t);
double model_slope(domain in, double t);

#endif
