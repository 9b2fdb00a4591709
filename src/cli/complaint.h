/* What was wrong with the input, in one line on standard error. */
#ifndef CLI_COMPLAINT_H
#define CLI_COMPLAINT_H

#include "number/unknown.h"

/* The sub-command that speaks; complaints begin with "ganproof NAME: ". NULL: just "ganproof: ". */
void complain_as(const char *command);

/* One line whatever the arguments contain: control characters become '?'. Returns BAD_INPUT; complain_failure, NOT_ALL. */
int complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
int complain_failure(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* About a text given on the command line; `e` says what is wrong and at which character. */
int complain_about(const char *what, const char *text, const error *e);

/* "unknown WHAT 'word'", with the name that was meant, or those that would be accepted. */
int complain_unknown(const char *what, const char *word, name_at names, size_t count);

#endif
