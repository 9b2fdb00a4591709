/*
 * Questions decided by symbolic normal forms, for all values of the symbols at once (calculus/statement.h). Each leaves
 * a note in the trial: the statement that was decided, and the point where it is false if it is.
 */
#ifndef THEOREM_IDENTITIES_H
#define THEOREM_IDENTITIES_H

#include "theorem/theorem.h"

/* A statement such as "diff(V, D) = p/D - q/(1-D)", where the names in it are defined: "V = p*log(D) + q*log(1-D)" (or NULL). */
verdict trial_statement(trial *t, const char *where, const char *statement);

/* left = right; the derivative of f by a symbol is g; f > 0 for all positive values of its symbols. */
verdict trial_identity(trial *t, const char *left, const char *right);
verdict trial_derivative_is(trial *t, const char *f, const char *symbol, const char *g);
verdict trial_positive(trial *t, const char *f);

/* A line of algebra: what holds, what a wrong turn would claim instead, and the definitions of the names in both. */
typedef struct line {
    const char *name, *holds, *wrong, *where;
} line;

verdict line_holds(instance c);
verdict wrong_line_holds(instance c);

#endif
