/*
 * Running theorems.
 *
 * A job is one case of one check. Its claim and its falsehood are asked at 64, 128, 256, ... bits until they hold or
 * fail, or the check's budget of bits is spent (a quarter of it for the falsehood); then they are undecided. Jobs run in parallel; what they find is kept
 * in the order of the catalogue, so that only the times differ between runs.
 */
#ifndef THEOREM_ENGINE_H
#define THEOREM_ENGINE_H

#include "theorem/theorem.h"
#include <signal.h>

/* What one question on one case came to. */
typedef struct finding {
    verdict is;
    bool ran;     /* false: not reached before an interruption */
    bool unmet;   /* the case does not satisfy the assumptions */
    slong bits;   /* the precision that decided */
    long digits;  /* NO_DIGITS, or the agreement of the two sides of an equality */
    double width; /* the largest radius of a finite divergence that took part */
    double seconds;
    char trouble[200]; /* why it is undecided, if that is known */
    char *note;        /* what was decided symbolically, or NULL */
} finding;

typedef struct case_outcome {
    const char *name;
    finding claim, falsehood;
} case_outcome;

/* From worst to best; a theorem is as good as its worst check. */
typedef enum { CONCLUSION_FAILS, CONCLUSION_UNDECIDED, CONCLUSION_VACUOUS, CONCLUSION_HOLDS } conclusion;
enum { CONCLUSIONS = 4 };
const char *conclusion_name(conclusion c);

/* Counts over cases. */
typedef struct tally {
    size_t cases, holds, fails, undecided, unmet;
    size_t refuted; /* cases on which the falsehood fails */
    size_t asked;   /* cases on which the falsehood was tried and its assumptions were met */
    long digits;    /* the worst agreement, or NO_DIGITS */
    double width;   /* the widest enclosure, or 0 */
    double seconds; /* of work, over all threads */
} tally;

typedef struct check_outcome {
    const check *of;
    case_outcome *cases;
    size_t size; /* of them */
    tally sum;
    conclusion is;
    bool refuted;                /* the falsehood fails on at least one case */
    const case_outcome *witness; /* the first such case, or NULL */
    const char *reason;          /* why it does not hold; NULL if it does */
    const case_outcome *culprit; /* the case the reason is about, or NULL */
} check_outcome;

typedef struct theorem_outcome {
    const theorem *of;
    check_outcome *checks;
    tally sum;
    conclusion is;
    bool refuted;                 /* the falsehood of every check */
    bool reached;                 /* every case ran */
    evidence weakest;             /* the weakest grade among the checks: what the whole verdict rests on */
    const check_outcome *culprit; /* the first check with the theorem's conclusion; NULL if all hold */
} theorem_outcome;

typedef struct account {
    theorem_outcome *theorems;
    size_t size;
    size_t count[CONCLUSIONS]; /* theorems by conclusion */
    tally sum;
    double seconds; /* by the wall clock */
    bool interrupted;
} account;

/* Whoever watches is told after every job, one call at a time. `stop` (may be NULL) is polled between jobs. */
typedef struct engine_watch {
    void (*progress)(void *state, size_t done, size_t total, const char *theorem);
    void *state;
    const volatile sig_atomic_t *stop;
} engine_watch;

/* Runs `size` theorems; free what they came to with account_free. */
account *engine_run(const theorem *const *theorems, size_t size, const engine_watch *watch);
void account_free(account *a);

/* The verdicts and counts of an account from its findings (outcome.c). */
void account_conclude(account *a);

#endif
