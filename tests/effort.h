/* GANPROOF_EFFORT: how many times as many cases as usual. */
#ifndef TESTS_EFFORT_H
#define TESTS_EFFORT_H

#include <stdlib.h>

static inline int effort(void)
{
    const char *text = getenv("GANPROOF_EFFORT");
    int factor = text ? atoi(text) : 1;
    return factor > 0 ? factor : 1;
}

#endif
