/*
 * Statements about log-linear expressions, decided for all values of their symbols:
 *     left = right,  left >= right,  left > right,  left <= right,  left < right          (or ≥, ≤)
 * An equality holds by one normal form and an inequality by a certificate, both for all positive values of the symbols
 * where the two sides are defined (logform.h; an equality for negative ones, too). What fails, fails at a point.
 */
#ifndef CALCULUS_STATEMENT_H
#define CALCULUS_STATEMENT_H

#include "calculus/logform.h"

typedef struct statement {
    verdict is;
    const char *relation;                 /* "=", "≥", ">", "≤" or "<" */
    const char *left, *right;             /* normal forms */
    const char *difference;               /* the normal form of left - right */
    bool assuming;                        /* only where assumptions of the field hold */
    const char *certificate;              /* why an inequality holds, or NULL */
    const char *point;                    /* "p=1/2, q=3" where the statement is false, or NULL */
    const char *left_there, *right_there; /* the values at that point, or NULL */
    error why;                            /* why it is undecided */
} statement;

/* Reads and decides; the texts belong to the field. False if the text cannot be read: `e` has the place. */
bool statement_decide(logform_field *K, const char *text, statement *s, error *e);

#endif
