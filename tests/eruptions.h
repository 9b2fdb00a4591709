/* Old Faithful's data as samples, and the mixture that fits the eruptions. */
#ifndef TESTS_ERUPTIONS_H
#define TESTS_ERUPTIONS_H

#include "distributions/distribution.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

static inline law *sample(const char *file)
{
    const char *root = getenv("GANPROOF_SOURCE");
    char text[4096];
    error e = {.message = ""};
    snprintf(text, sizeof text, "samples(\"%s/data/%s.csv\")", root ? root : ".", file);
    law *l = law_parse(text, NULL, &e);
    cr_assert(l, "%s: %s", text, e.message);
    return l;
}

/* The fit of two normals to the eruptions, to the digits that an independent EM gave. */
static const double two_normals[] = {0.348404634014752, 2.01860781706288, 0.235621771456731, 4.27334342119189,
                                     0.437063146222862};

#endif
