/* Symbols with values and ranges: see symbols.h. */
#include "calculus/symbols.h"

#include <ctype.h>
#include <string.h>

typedef struct reader {
    real_pool *pool;
    const char *text;
    int at;
    error *failure;
} reader;

static char peek(reader *r)
{
    while (isspace((unsigned char)r->text[r->at]))
        r->at++;
    return r->text[r->at];
}

static bool accept(reader *r, const char *word)
{
    peek(r);
    if (strncmp(r->text + r->at, word, strlen(word)) != 0)
        return false;
    r->at += (int)strlen(word);
    return true;
}

static bool expect(reader *r, const char *word)
{
    return accept(r, word) || error_set(r->failure, r->at, "expected '%s'", word);
}

static bool read_name(reader *r, char *name)
{
    int length = 0;
    peek(r);
    while (isalnum((unsigned char)r->text[r->at + length]) || r->text[r->at + length] == '_')
        length++;
    if (!length || length > SYMBOL_NAME || isdigit((unsigned char)r->text[r->at]))
        return error_set(r->failure, r->at, "expected the name of a symbol");
    memcpy(name, r->text + r->at, (size_t)length);
    name[length] = '\0';
    r->at += length;
    return true;
}

static bool read_number(reader *r, real *out)
{
    *out = real_parse(r->pool, r->text, &r->at, NULL, r->failure);
    return *out;
}

static bool read_range(reader *r, real *lo, real *hi)
{
    return expect(r, "[") && read_number(r, lo) && expect(r, ",") && read_number(r, hi) && expect(r, "]")
           && (real_compare(*lo, *hi) < 0 || error_set(r->failure, r->at, "the range is empty"));
}

static bool read_symbol(reader *r, symbols *of)
{
    int i = of->n;
    if (i == SYMBOLS)
        return error_set(r->failure, r->at, "more than %d symbols", SYMBOLS);
    if (!read_name(r, of->name[i]))
        return false;
    if (accept(r, "in")) {
        if (!read_range(r, &of->range.lo[i], &of->range.hi[i]))
            return false;
        of->node[i] = real_interval(r->pool, of->range.lo[i], of->range.hi[i]);
    } else {
        if (!expect(r, "=") || !read_number(r, &of->node[i]))
            return false;
        of->range.lo[i] = of->range.hi[i] = of->node[i];
    }
    of->range.n = ++of->n;
    return true;
}

bool symbols_read(symbols *of, real_pool *pool, const char *text, error *e)
{
    reader r = {pool, text, 0, e};
    *of = (symbols){.n = 0};
    do {
        if (!read_symbol(&r, of))
            return false;
    } while (accept(&r, ","));
    return peek(&r) == '\0' || error_set(e, r.at, "unexpected '%s'", text + r.at);
}

static real node_of(void *state, real_pool *pool, const char *name)
{
    const symbols *of = state;
    (void)pool;
    for (int i = 0; i < of->n; i++)
        if (strcmp(of->name[i], name) == 0)
            return of->node[i];
    return NULL;
}

real_names symbols_names(symbols *of) { return (real_names){node_of, of, NULL}; }

real symbols_expression(symbols *of, real_pool *pool, const char *text, error *e)
{
    int at = 0;
    real_names names = symbols_names(of);
    real x = real_parse(pool, text, &at, &names, e);
    if (x && text[at] != '\0') {
        error_set(e, at, "unexpected '%s'", text + at);
        return NULL;
    }
    return x;
}
