/*
 * Writes JSON (RFC 8259) to a stream as it goes: commas, indentation and escapes are taken care of. Keys are NULL for
 * the elements of an array and for the outermost value. Numbers that JSON cannot say are written as null.
 */
#ifndef THEOREM_JSON_H
#define THEOREM_JSON_H

#include <stdbool.h>
#include <stdio.h>

enum { JSON_DEPTH = 16 };

typedef struct json {
    FILE *to;
    int depth;
    bool filled[JSON_DEPTH]; /* a value has been written at this depth */
    bool flat[JSON_DEPTH];   /* the object or array at this depth stays on one line */
    char close[JSON_DEPTH];
} json;

void json_open(json *j, FILE *to);
void json_finish(json *j); /* the final line break */

void json_object(json *j, const char *key);
void json_array(json *j, const char *key);
void json_row(json *j, const char *key); /* an object written on one line */
void json_end(json *j);                  /* of the innermost object or array */

void json_text(json *j, const char *key, const char *text); /* null for NULL */
void json_number(json *j, const char *key, double x);       /* the shortest decimal that reads back as x */
void json_count(json *j, const char *key, long n);
void json_seconds(json *j, const char *key, double seconds); /* three significant digits */
void json_flag(json *j, const char *key, bool b);
void json_null(json *j, const char *key);

#endif
