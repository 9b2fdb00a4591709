/* `ganproof fit ... --certify`: is the minimiser found the only one in a box? */
#ifndef CLI_FIT_CERTIFY_H
#define CLI_FIT_CERTIFY_H

#include "divergences/fit.h"

typedef struct certify_question {
    const model *m;
    const law *target;
    divergence d;
    const fit *found;
    const char *box; /* "mu=-3:3,sigma=1/2:4", or NULL: around what was found */
    long cap, digits;
    bool all, as_json;                 /* all critical points, not only the least value */
    void (*report)(const void *state); /* what is printed before the certificate; not with as_json */
    const void *state;
} certify_question;

/* Prints the answer; the command's status. */
int fit_certify(const certify_question *c);

#endif
