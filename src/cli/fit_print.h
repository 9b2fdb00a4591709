/* What `ganproof fit` prints. */
#ifndef CLI_FIT_PRINT_H
#define CLI_FIT_PRINT_H

#include "divergences/fit.h"

typedef struct fit_asked {
    const char *model, *target, *by;
    long digits;
    bool likelihood, certify, all;
    const char *box; /* --certify: where; or NULL */
    long boxes;
} fit_asked;

void fit_print(const fit_asked *a, const fit *f);
void fit_print_json(const fit_asked *a, const fit *f);

#endif
