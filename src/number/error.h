/*
 * Errors are values. A function that can fail takes an `error *` (NULL: the caller only wants to know
 * that it failed), fills it by error_set and returns false or NULL.
 */
#ifndef NUMBER_ERROR_H
#define NUMBER_ERROR_H

#include <stdbool.h>

/* `message` is one line that names the culprit; `position` is its 0-based offset in the text, or -1. */
typedef struct error {
    char message[400];
    int position;
} error;

/* Writes the message (printf style) and the position; returns false, so that `return error_set(...)` reads well. */
bool error_set(error *e, int position, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
