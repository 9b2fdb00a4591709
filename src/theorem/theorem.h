/*
 * What a theorem is.
 *
 * A theorem is a statement together with checks. A check has a claim, the nearest false statement (its falsehood), and
 * cases. The claim must hold on every case whose assumptions are met; the falsehood goes through the same machinery on
 * the same cases and must fail on at least one of them. A check that met no case's assumptions has shown nothing.
 *
 * Claims are functions from a case to a verdict, evaluated at increasing precision until they hold or fail. A case is
 * either a pair of laws, given by their specifications, or any structure of the proof's own (a parameter box, a text
 * for the symbolic normal form, the settings of a simulation) whose first member is its name.
 */
#ifndef THEOREM_THEOREM_H
#define THEOREM_THEOREM_H

#include "theorem/trial.h"

/* One case that is a pair of laws. */
typedef struct pair_case {
    const char *name;
    const char *p, *q;
    const char *why; /* what this case is good for */
} pair_case;

/* What the claim of a pair case sees. */
typedef struct pair {
    bound_law p, q;
    const pair_case *given;
    trial *trial;
} pair;

/* What the claim of any other case sees: `of` points to the case. */
typedef struct instance {
    const void *of;
    trial *trial;
} instance;

typedef verdict (*pair_question)(pair c);
typedef verdict (*instance_question)(instance c);

typedef struct check {
    const char *what; /* one line: what is checked, and on what */
    evidence grade;
    pair_question claim, falsehood;                       /* cases are pair_case */
    instance_question claim_instance, falsehood_instance; /* cases are anything else */
    const void *cases;
    size_t count, stride;

    /* The precision that is not exceeded, in bits; 0: BUDGET_BITS. */
    slong budget;

    /* Statistical checks: one attempt, with this seed; the other two are what the report says about it. */
    unsigned long seed;
    long runs;
    double confidence;
} check;

enum { FIRST_BITS = 64, BUDGET_BITS = 512 };

/* What a reader is told. Everything but `statement` and `tags` is prose of one or more sentences. */
typedef struct theorem_text {
    const char *tags;      /* words, separated by blanks */
    const char *statement; /* a formula or a few words, for tables */
    const char *hypotheses;
    const char *why; /* why a GAN cares */
    const char *source;
    const char *established;
    const char *not_established;
    const char *falsehood;
} theorem_text;

typedef struct theorem {
    const char *name;
    const theorem_text *text;
    const check *checks;
    size_t check_count;
} theorem;

bool theorem_has_tag(const theorem *t, const char *tag);

/* "exact", "certified", "numerical", "statistical". */
const char *evidence_name(evidence grade);

#endif
