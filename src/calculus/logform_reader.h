/*
 * A place in the text of an expression: what logform_parse.c reads its grammar with. Complaints have their position.
 */
#ifndef CALCULUS_LOGFORM_READER_H
#define CALCULUS_LOGFORM_READER_H

#include "calculus/logform_parts.h"

typedef struct reader {
    logform_field *field;
    const char *text;
    int at, depth;
    error *e;
} reader;

/* Complaints; each returns NULL. */
void *reader_fail(const reader *r, int at, const char *what);
const logform *reader_expected(reader *r, const char *what);
/* f; if it was refused, the field's reason is the complaint. */
const logform *reader_checked(const reader *r, const logform *f, int at);

bool reader_is_letter(char c);
bool reader_is_digit(char c);
char reader_peek(reader *r); /* the next character that is no blank */
bool reader_accept(reader *r, char wanted);
bool reader_demand(reader *r, char wanted, const char *what);

/* The name at the reader, which moves past it; its length, or 0 after a complaint. */
size_t reader_name(reader *r);
const logform *reader_number(reader *r);
bool reader_exponent(reader *r, slong *exponent);

#endif
