/*
 * Inside the specification parser: what specification.c (terms and weights), arguments.c and arguments_data.c (what
 * stands between the brackets of a family) share. Nobody else includes it.
 */
#ifndef DISTRIBUTIONS_SPECIFICATION_H
#define DISTRIBUTIONS_SPECIFICATION_H

#include "distributions/distribution.h"

enum { MOST_NAME = 63, MOST_DEPTH = 32 };

typedef struct reader {
    real_pool *pool; /* of the law that is being read */
    const char *text;
    int at;
    int depth; /* of laws within laws */
    const real_names *names;
    bool open; /* names are intervals: accept what is undecided over them */
    error *failure;
} reader;

#define FAIL(r, position, ...) error_set((r)->failure, position, __VA_ARGS__)

/* The next character that is not blank, without taking it, and where it stands. */
char peek(reader *r);
int here(reader *r);
/* Takes c if it is next. */
bool accepts(reader *r, char c);
/* Takes c, or fails saying that it was expected, and what for. */
bool take(reader *r, char c, const char *what);
/* The length of the name at `at`, 0 if there is none. */
int name_length(const char *text, int at);
/* Copies a name of at most MOST_NAME characters; a longer one is cut. */
void copy_name(char name[MOST_NAME + 1], const char *text, int length);

/* A law up to a character that cannot continue it; NULL and the error, or the reader moved behind it. */
law *read_law(reader *r);

/* The arguments of a component whose family is set, from '(' to ')'; the others (arguments_data.c) begin behind '('. */
bool read_arguments(reader *r, component *c);
bool read_atoms(reader *r, component *c);
bool read_file(reader *r, component *c);
bool read_laws(reader *r, component *c);

/* An argument's text, from its name or value on, for messages and checks. */
typedef struct argument {
    const char *name;
    int from, to;
} argument;

/* Doubles must be able to hold the value: otherwise only half of the program could work with it. */
bool check_range(reader *r, domain in, real v, argument a);

/* Whether w >= 0 is certain; if not, fails. from and to delimit its text. */
bool check_weight(reader *r, real w, int from, int to);
/* Whether the weights sum to 1 exactly; if not, fails. */
bool check_total(reader *r, real total, int position);

#endif
