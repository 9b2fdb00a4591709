/* What `ganproof bound` prints. */
#ifndef CLI_BOUND_H
#define CLI_BOUND_H

#include "divergences/theta_range.h"

typedef struct bound_question {
    const char *name, *p, *q; /* as given */
    const theta_request *ask;
    long digits; /* printed */
} bound_question;

void bound_print(const bound_question *b, const theta_range *r);
void bound_print_json(const bound_question *b, const theta_range *r);

#endif
