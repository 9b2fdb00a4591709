/*
 * Options from one table for each sub-command: the table says what is accepted, and is also the help.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

/* FLAG sets a bool. TEXT takes a value. TEXTS may be given several times. FILE_OR_OUTPUT takes a file name if one follows (a word with a dot or a slash,
 * or -), and otherwise means -, the standard output. */
typedef enum { OPTION_FLAG, OPTION_TEXT, OPTION_TEXTS, OPTION_FILE_OR_OUTPUT } option_kind;

/* All the values of an option, in their order. */
enum { MOST_TEXTS = 64 };
typedef struct option_texts {
    const char *text[MOST_TEXTS];
    int count;
} option_texts;

typedef struct option_row {
    const char *name; /* without the dashes */
    char letter;      /* a short form, or '\0' */
    option_kind kind;
    void *into;           /* bool *, const char ** or option_texts * */
    const char *argument; /* its name in the help; NULL for flags */
    const char *help;
} option_row;

typedef struct usage {
    const char *operands; /* "NAMES P Q" */
    const char *summary;  /* one or more sentences */
    const option_row *options;
    size_t count;
    int least, most; /* number of operands; most < 0: any number */
} usage;

/*
 * Reads argv; what is no option is moved to the front of *operands. Returns true if the command shall go on, false if
 * it is finished with *status: after --help (0), or after a complaint (2).
 */
bool options_read(const usage *u, int argc, char **argv, char ***operands, int *count, int *status);

#endif
