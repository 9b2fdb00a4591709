/* Computed divergences of one pair, and their JSON: what `divergence` prints for one pair or for many. */
#ifndef CLI_ANSWER_H
#define CLI_ANSWER_H

#include "cli/input.h"
#include "theorem/json.h"

/* Digits of the enclosure's ends beyond those of the value. */
enum { END_DIGITS = 3 };

typedef struct answer {
    const divergence *asked;
    const char *name, *route;
    result r;
    ball value; /* in the base that was asked for */
    char *digits;
} answer;

/* All divergences of the list; q may be NULL if none needs it. NULL and an error if one is impossible. */
answer *answers_compute(const divergence_list *list, const law *p, const law *q, const precision *how,
                        error *e);
void answers_clear(answer *a, size_t n);

bool answers_are_decided(const answer *a, size_t n);
const char *answer_grade(const answer *a); /* the evidence, or "undecided" */

/* The keys "p", "q" and "results", inside an object. */
void answers_write(json *j, const law *p, const law *q, const answer *a, size_t n, const precision *how);

#endif
