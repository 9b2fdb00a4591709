/*
 * Symbols with a value or a range each, as a text gives them: `m in [-1, 1], s = sqrt(2)`. They are the names of real_parse,
 * so that `log(s) + m^2/2` can be read next: a symbol with a range stands there as one interval node, recognised by its address.
 */
#ifndef CALCULUS_SYMBOLS_H
#define CALCULUS_SYMBOLS_H

#include "calculus/boxes.h"

enum { SYMBOLS = 4, SYMBOL_NAME = 31 };

typedef struct symbols {
    int n;
    char name[SYMBOLS][SYMBOL_NAME + 1];
    real node[SYMBOLS];
    box range; /* degenerate where a value is given */
} symbols;

/* The pool owns the numbers. */
bool symbols_read(symbols *of, real_pool *pool, const char *text, error *e);

/* The names for real_parse and law_parse; `of` must outlive them. */
real_names symbols_names(symbols *of);

/* Reads all of `text` as one expression in the symbols; NULL and an error if it is not one. */
real symbols_expression(symbols *of, real_pool *pool, const char *text, error *e);

#endif
