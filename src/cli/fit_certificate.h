/* A certificate of a fit: what was asked and found, and how it is shown. */
#ifndef CLI_FIT_CERTIFICATE_H
#define CLI_FIT_CERTIFICATE_H

#include "cli/fit_certify.h"
#include "divergences/box_critical.h"
#include "divergences/box_least.h"

typedef struct certificate {
    const certify_question *of;
    real_pool *pool;
    critical_request ask;
    critical_found found;
    bool by_values; /* no derivatives are to be had: */
    least_found least;
} certificate;

bool certificate_is_unique(const certificate *c);
void certificate_print(const certificate *c);
void certificate_print_json(const certificate *c);

#endif
