/* Reading operands: see input.h. */
#include "cli/input.h"

#include "cli/complaint.h"
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool input_integer(const char *what, const char *text, long lo, long hi, long *out)
{
    char *end;
    errno = 0;
    *out = strtol(text, &end, 10);
    bool digits_only = text[strspn(text, "-")] && strspn(text, "-0123456789") == strlen(text);
    if (!digits_only || *end || errno || *out < lo || *out > hi) {
        complain("%s '%.100s': expected an integer from %ld to %ld", what, text, lo, hi);
        return false;
    }
    return true;
}

/* The list at hand, for suggestions. */
static const char *const *choices;
static const char *choice_at(size_t i) { return choices[i]; }

bool input_choice(const char *what, const char *text, const char *const *words, int *out)
{
    size_t count = 0;
    for (; words[count]; count++)
        if (strcmp(words[count], text) == 0) {
            *out = (int)count;
            return true;
        }
    choices = words;
    complain_unknown(what, text, choice_at, count);
    return false;
}

bool input_real(const char *what, const char *text, real_pool *pool, real *out)
{
    error e = {.message = ""};
    int at = 0;
    *out = real_parse(pool, text, &at, NULL, &e);
    if (*out && text[at + (int)strspn(text + at, " \t")]) {
        *out = NULL;
        error_set(&e, at, "expected one number, found more");
    }
    if (!*out)
        complain_about(what, text, &e);
    return *out != NULL;
}

bool input_positive(const char *what, const char *text, double *out)
{
    if (!text)
        return true;
    real_pool *pool = real_pool_open();
    real x;
    bool read = input_real(what, text, pool, &x);
    if (read)
        *out = real_double(x);
    real_pool_close(pool);
    if (read && !(*out > 0 && isfinite(*out)))
        return complain("%s '%.100s': must be positive and not larger than a double can be", what, text),
               false;
    return read;
}

bool input_law(const char *which, const char *text, const real_names *names, law **out)
{
    error e = {.message = "", .position = -1};
    *out = law_parse(text, names, &e);
    if (!*out)
        complain_about(which, text, &e);
    return *out != NULL;
}

static bool read_divergence(divergence_list *list, const char *what, char *item, const char *text)
{
    error e;
    char *name = item + strspn(item, " \t");
    char *end = name + strlen(name);
    while (end > name && (end[-1] == ' ' || end[-1] == '\t'))
        *--end = '\0';
    if (!divergence_parse(name, list->pool, &list->d[list->n], &e)) {
        e.position += e.position < 0 ? 0 : (int)(name - list->copy);
        complain_about(what, text, &e);
        return false;
    }
    list->name[list->n++] = name;
    return true;
}

/* Splits at the commas outside brackets. */
bool input_divergences(const char *what, const char *text, divergence_list *out)
{
    size_t length = strlen(text), most = 1;
    for (const char *c = text; *c; c++)
        most += *c == ',';
    *out = (divergence_list){.pool = real_pool_open(), .copy = malloc(length + 1)};
    out->d = calloc(most, sizeof *out->d);
    out->name = calloc(most, sizeof *out->name);
    memcpy(out->copy, text, length + 1);
    int depth = 0;
    size_t start = 0;
    bool well = true;
    for (size_t i = 0; well && i <= length; i++) {
        depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
        if (i < length && !(text[i] == ',' && depth == 0))
            continue;
        out->copy[i] = '\0';
        well = read_divergence(out, what, out->copy + start, text);
        start = i + 1;
    }
    if (!well)
        divergence_list_clear(out);
    return well;
}

void divergence_list_clear(divergence_list *list)
{
    real_pool_close(list->pool);
    free(list->copy);
    free(list->d);
    free(list->name);
    *list = (divergence_list){0};
}

bool needs_second_law(const divergence_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->d[i].row->needs_second_law)
            return true;
    return false;
}

bool input_precision(const precision_options *given, precision *out)
{
    static const char *const methods[] = {"auto", "closed-form", "quadrature", "certified", "samples", NULL};
    static const char *const bases[] = {"e", "2", "10", NULL};
    static const int base[] = {0, 2, 10};
    int by = METHOD_AUTO, row = 0;
    long seed = 1, samples = (long)request_default.samples;
    *out = (precision){.ask = request_default, .digits = 15};
    if ((given->digits && !input_integer("--digits", given->digits, 1, 1000, &out->digits))
        || (given->by && !input_choice("--method", given->by, methods, &by))
        || (given->base && !input_choice("--base", given->base, bases, &row))
        || (given->samples && !input_integer("--samples", given->samples, 2, 1000000000, &samples))
        || !input_positive("--budget", given->budget, &out->ask.budget)
        || (given->seed && !input_integer("--seed", given->seed, 0, 4294967295, &seed)))
        return false;
    out->base = base[row];
    out->ask.digits = out->digits + (out->base ? 1 : 0); /* a digit for the change of unit */
    out->ask.by = (method)by;
    out->ask.seed = (unsigned long)seed;
    out->ask.samples = (size_t)samples;
    return true;
}
