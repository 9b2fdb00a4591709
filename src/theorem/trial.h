/*
 * One attempt at one question on one case, at one precision.
 *
 * There is no global precision: the trial owns the scope that all balls of the attempt live in, and the laws are bound
 * to it, so that `kl(c.p, c.q)` in a proof knows how hard to try. Beside the verdict a trial remembers whether the
 * question's assumptions were met, to how many digits the sides of an equality agreed, and how wide the widest
 * enclosure of a divergence was.
 */
#ifndef THEOREM_TRIAL_H
#define THEOREM_TRIAL_H

#include "divergences/divergence.h"

typedef struct trial {
    scope *at;
    slong goal;         /* absolute accuracy asked of an enclosure: about 2^-goal */
    real_pool *pool;    /* for constants made during the attempt */
    unsigned long seed; /* for statistical questions */
    bool unmet;         /* the assumptions of the case were not met */
    long digits;   /* agreement to 10^-digits, the worst of the attempt; NO_DIGITS if no equality was asked */
    double width;  /* the largest radius of a finite divergence; 0 if none was computed */
    error trouble; /* why a quantity could not be computed; an empty message if all could */
    char *note;    /* what was decided symbolically, a line each; NULL if nothing was */
    struct made_law *made;
} trial;

enum { NO_DIGITS = -1 };

typedef struct bound_law {
    const law *of; /* NULL: could not be made; everything computed from it is indeterminate */
    trial *in;
} bound_law;

/* `goal` bits are aimed at; the scope works with a few more. Close with trial_close. */
void trial_open(trial *t, slong goal, unsigned long seed);
void trial_close(trial *t);

/* An enclosure by the divergence's name on the command line, "js" or "renyi(2)"; entropy takes its second law as NULL. */
ball trial_divergence(const char *name, bound_law p, bound_law q, method by);

/* The value itself; the widest enclosure is what a table may say about the accuracy of a whole check. */
ball trial_record_width(trial *t, ball value);

/* The number that a text denotes, such as "log(2)/3"; and a law by its specification, whose names may have values. */
ball trial_number(trial *t, const char *text);
bound_law trial_law(trial *t, const char *specification);
bound_law trial_law_named(trial *t, const char *specification, const real_names *names);

/* The mixture num/den P + (1 - num/den) Q. */
bound_law trial_mixture(slong num, slong den, bound_law p, bound_law q);

/*
 * |x - y| <= 10^-digits for every pair of numbers in the enclosures: HOLDS. Disjoint enclosures: FAILS. Two values that
 * are both +infinity agree to any number of digits.
 */
verdict trial_agree(trial *t, ball x, ball y, long digits);

/* The conclusion, for cases that satisfy the condition; a case for which the condition FAILS is recorded as unmet. */
verdict trial_provided(trial *t, verdict condition, verdict conclusion);

/* Adds a line to the note. */
void trial_note(trial *t, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* HOLDS or FAILS if the enclosure is of a number, or of +infinity; UNDECIDED if it is indeterminate. */
verdict trial_is_finite(ball x);

#endif
