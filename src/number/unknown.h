/* A name that is not known, and which one was meant. */
#ifndef NUMBER_UNKNOWN_H
#define NUMBER_UNKNOWN_H

#include "number/error.h"

#include <stddef.h>

/* The names that are known, i = 0, 1, ... */
typedef const char *(*name_at)(size_t i);

/*
 * The name that `word` stands for, or NULL. Capitals do not count. First the nearest by letters to insert, delete, replace or swap
 * (Damerau 1964), at most a third of the word; then what else the field calls it ("gaussian": normal); then the shortest name that
 * holds the parts of the word, between underscores, one after the other ("kl_nonneg": kl_is_nonnegative).
 */
const char *nearest_name(const char *word, name_at names, size_t count);

/* "unknown WHAT 'word'; did you mean 'x'?", or the names that would be accepted, as many as there is room for. Returns false. */
bool error_unknown(error *e, int position, const char *what, const char *word, name_at names, size_t count);

#endif
