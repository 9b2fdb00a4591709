/* What the engine found, for a reader and for machines. Every function writes to the stream it is given. */
#ifndef THEOREM_REPORT_H
#define THEOREM_REPORT_H

#include "theorem/engine.h"
#include "theorem/json.h"

/* The table for a reader: statement, evidence, cases, agreement or width, falsehood, time; then the counts. */
void report_text(FILE *to, const account *a, bool colour);
/* Everything that is told about one theorem, and its evidence case by case. */
void report_theorem(FILE *to, const theorem_outcome *t, bool colour);

void report_json(FILE *to, const account *a);
void report_tap(FILE *to, const account *a);   /* TAP version 13: one line a theorem */
void report_junit(FILE *to, const account *a); /* one test suite a theorem, one test case a check */

/* "falsehood": "refuted", "not refuted" or, before every case has run, "undecided". */
const char *falsehood_name(const theorem_outcome *t);

#endif
