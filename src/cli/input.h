/* What the sub-commands read from their operands, strictly. Each function complains itself and then returns false. */
#ifndef CLI_INPUT_H
#define CLI_INPUT_H

#include "divergences/divergence.h"

/* A decimal integer in [lo, hi]; `what` names it, as "--digits". */
bool input_integer(const char *what, const char *text, long lo, long hi, long *out);

/* One of the words, which end with NULL; *out is its index. */
bool input_choice(const char *what, const char *text, const char *const *words, int *out);

/* An exact number, and nothing after it. */
bool input_real(const char *what, const char *text, real_pool *pool, real *out);

/* The same, positive and not beyond the doubles; *out is kept if there is no text. */
bool input_positive(const char *what, const char *text, double *out);

/* A law; `which` is "P" or "Q". */
bool input_law(const char *which, const char *text, const real_names *names, law **out);

/* A comma list of divergences; `what` names it. The texts point into one copy; clear with divergence_list_clear. */
typedef struct divergence_list {
    real_pool *pool;
    char *copy;
    size_t n;
    divergence *d;
    const char **name;
} divergence_list;
bool input_divergences(const char *what, const char *text, divergence_list *out);
void divergence_list_clear(divergence_list *list);

/* How values are to be computed and shown, common to all commands that print divergences. */
typedef struct precision_options {
    const char *digits, *by, *base, *seed, *samples, *budget; /* as given, or NULL */
} precision_options;
typedef struct precision {
    request ask;
    long digits;
    int base; /* 0: e */
} precision;
bool input_precision(const precision_options *given, precision *out);

/* The rows of these options for a table of options. */
#define PRECISION_OPTIONS(p)                                                                                 \
    {"digits", '\0', OPTION_TEXT, &(p).digits, "N", "correct significant digits, 1 to 1000 (15)"},           \
        {"method", '\0', OPTION_TEXT,                                                                        \
         &(p).by,  "M",  "auto, closed-form, quadrature, certified or samples (auto)"},                      \
        {"base", '\0', OPTION_TEXT, &(p).base, "B", "e, 2 or 10: nats, bits or hartleys (e)"},               \
        {"budget",    '\0',                                                                                  \
         OPTION_TEXT, &(p).budget,                                                                           \
         "SECONDS",   "of work for one value, which then stays undecided, with the best enclosure so far"},  \
        {"samples",    '\0', OPTION_TEXT,                                                                    \
         &(p).samples, "N",  "draws from each law for --method samples (1000000)"},                          \
    {                                                                                                        \
        "seed", '\0', OPTION_TEXT, &(p).seed, "N", "seed for --method samples (1)"                           \
    }

/* The second law is needed by some divergence of the list. */
bool needs_second_law(const divergence_list *list);

#endif
