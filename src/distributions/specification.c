/*
 * Specifications of laws:
 *
 *     law  := term ('+' term)*
 *     term := (expression '*')? family '(' arguments ')'
 *
 * The weights are exact, at least 0 and sum to exactly 1; terms of weight 0 are read and dropped. An
 * expression ends before the '*' of a family (see real_parse), and before a '+' or '-' that would reach over
 * it, so a weight that is a sum stands in brackets: (1 - theta)*normal(0, 1).
 */
#include "distributions/specification.h"
#include "distributions/family.h"
#include "number/unknown.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Tokens ---- */

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

char peek(reader *r)
{
    while (is_blank(r->text[r->at]))
        r->at++;
    return r->text[r->at];
}

int here(reader *r) { return peek(r), r->at; }

bool accepts(reader *r, char c)
{
    bool next = peek(r) == c;
    r->at += next;
    return next;
}

static bool fail_expected(reader *r, const char *what)
{
    char c = peek(r);
    if (!c)
        return FAIL(r, r->at, "expected %s, but the text ends", what);
    if (!isprint((unsigned char)c))
        return FAIL(r, r->at, "expected %s, but found the byte %d", what, (unsigned char)c);
    return FAIL(r, r->at, "expected %s, but found '%c'", what, c);
}

bool take(reader *r, char c, const char *what) { return accepts(r, c) || fail_expected(r, what); }

static bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

int name_length(const char *text, int at)
{
    int length = 0;
    while (starts_name(text[at + length]) || (length && isdigit((unsigned char)text[at + length])))
        length++;
    return length;
}

void copy_name(char name[MOST_NAME + 1], const char *text, int length)
{
    length = length < MOST_NAME ? length : MOST_NAME;
    memcpy(name, text, (size_t)length);
    name[length] = 0;
}

/* ---- Weights ---- */

bool check_weight(reader *r, real w, int from, int to)
{
    int sign = real_sign(w);
    if (sign == -1)
        return FAIL(r, from, "weight %.*s is negative", to - from, r->text + from);
    return sign != REAL_UNDECIDED || r->open || real_at_least(w, real_int(r->pool, 0))
           || FAIL(r, from, "weight %.*s cannot be shown to be at least 0", to - from, r->text + from);
}

bool check_total(reader *r, real total, int position)
{
    int order = real_compare(total, real_int(r->pool, 1));
    if (order == 0 || (order == REAL_UNDECIDED && r->open))
        return true;
    char near[40];
    snprintf(near, sizeof near, "%.10g", real_double(total));
    if (order == REAL_UNDECIDED)
        return FAIL(r, position, "weights sum to about %s, and that this is exactly 1 cannot be verified",
                    near);
    char *exact = real_text(total);
    bool rounded = !strcmp(near, "1");
    FAIL(r, position, "weights sum to %.300s, not 1", rounded ? exact : near);
    free(exact);
    return false;
}

/* ---- Terms ---- */

/* A name that can be called with 1 is a function of the expressions, not a misspelt family. */
static bool is_function(reader *r, const char *name)
{
    char call[MOST_NAME + 4];
    int at = 0;
    snprintf(call, sizeof call, "%s(1)", name);
    return real_parse(r->pool, call, &at, NULL, NULL);
}

/* Does the term start with a family, or at least with a call that can be nothing else? */
static bool at_family(reader *r)
{
    char name[MOST_NAME + 1];
    int length = name_length(r->text, here(r)), next = r->at + length;
    copy_name(name, r->text + r->at, length);
    while (is_blank(r->text[next]))
        next++;
    return length && (family_by_name(name) || (r->text[next] == '(' && !is_function(r, name)));
}

static const family *read_family(reader *r)
{
    char name[MOST_NAME + 1];
    int position = r->at, length = name_length(r->text, r->at);
    copy_name(name, r->text + r->at, length);
    const family *found = length > MOST_NAME ? NULL : family_by_name(name);
    if (!found)
        error_unknown(r->failure, position, "family", name, family_name, family_count);
    r->at += length;
    return found;
}

/* The weight and its '*', or 1 if the term starts with its family. */
static real read_weight(reader *r)
{
    if (at_family(r))
        return real_int(r->pool, 1);
    int from = r->at;
    if (!peek(r) || peek(r) == ')' || peek(r) == ',') {
        fail_expected(r, "a distribution such as normal(0, 1)");
        return NULL;
    }
    real w = real_parse(r->pool, r->text, &r->at, r->names, r->failure);
    if (!w)
        return NULL;
    int to = r->at;
    char next = peek(r);
    if (next == '+' || next == '-') {
        FAIL(r, r->at,
             "expected '*' and a distribution; a weight that is a sum needs brackets: (1 - p)*normal(0, 1)");
        return NULL;
    }
    if (!take(r, '*', "'*' and a distribution after the weight"))
        return NULL;
    if (!at_family(r)) {
        fail_expected(r, "a distribution such as normal(0, 1) after '*'");
        return NULL;
    }
    while (to > from && is_blank(r->text[to - 1]))
        to--;
    return check_weight(r, w, from, to) ? w : NULL;
}

static int dimension(const component *c)
{
    return c->family->kind == FAMILY_PLANAR ? 2 : c->data ? c->data->dim : 1;
}

/* A shorthand gives way to the components that it stands for. */
static void expand_last(reader *r, law *l)
{
    component short_one = l->c[--l->n];
    size_t n = short_one.family->modes(&short_one);
    real each = real_div(r->pool, short_one.weight, real_int(r->pool, (slong)n));
    l->c = realloc(l->c, ((size_t)l->n + n) * sizeof *l->c);
    for (size_t i = 0; i < n; i++) {
        component *c = &l->c[l->n++];
        *c = (component){.weight = each, .weight_double = real_double(each)};
        short_one.family->mode(r->pool, &short_one, i, c);
        for (int k = 0; k < MAX_PARAMETERS && c->par[k]; k++)
            c->par_double[k] = real_double(c->par[k]);
    }
}

static bool read_term(reader *r, law *l, real *total)
{
    real weight = read_weight(r);
    int position = r->at;
    const family *kind = weight ? read_family(r) : NULL;
    if (!kind)
        return false;
    l->c = realloc(l->c, (size_t)(l->n + 1) * sizeof *l->c);
    component *c = &l->c[l->n++];
    *c = (component){.family = kind, .weight = weight, .weight_double = real_double(weight)};
    if (!read_arguments(r, c))
        return false;
    if (l->dim && dimension(c) != l->dim)
        return FAIL(r, position, "a law on the %s cannot be mixed with one on the %s",
                    l->dim == 1 ? "plane" : "line", l->dim == 1 ? "line" : "plane");
    l->dim = dimension(c);
    *total = real_add(r->pool, *total, weight);
    if (real_sign(weight) == 0)
        component_clear(&l->c[--l->n]);
    else if (c->family->modes)
        expand_last(r, l);
    return true;
}

/* ---- Laws ---- */

static bool read_terms(reader *r, law *l)
{
    real total = real_int(r->pool, 0);
    int from = here(r), to;
    for (;;) {
        if (!read_term(r, l, &total))
            return false;
        to = r->at;
        char next = peek(r);
        if (next == '-')
            return FAIL(r, r->at,
                        "'-' cannot join distributions: weights are not negative, and '+' joins them");
        if (next == '*' || next == '/')
            return FAIL(r, r->at, "a weight stands before its distribution: 0.5*normal(0, 1)");
        if (next != '+')
            break;
        r->at++;
    }
    l->text = strndup(r->text + from, (size_t)(to - from));
    return check_total(r, total, from);
}

law *read_law(reader *r)
{
    if (r->depth >= MOST_DEPTH) {
        FAIL(r, r->at, "laws are nested more than %d deep", MOST_DEPTH);
        return NULL;
    }
    law *l = calloc(1, sizeof *l);
    real_pool *outer = r->pool;
    r->pool = l->pool = real_pool_open();
    r->depth++;
    bool read = read_terms(r, l);
    r->depth--;
    r->pool = outer;
    if (read)
        return l;
    law_free(l);
    return NULL;
}

static law *parse(const char *text, const real_names *names, bool open, error *e)
{
    error unread;
    reader r = {.text = text, .names = names, .open = open, .failure = e ? e : &unread};
    law *l = read_law(&r);
    if (l && peek(&r)) {
        fail_expected(&r, "'+' or the end of the specification");
        law_free(l);
        return NULL;
    }
    return l;
}

law *law_parse(const char *text, const real_names *names, error *e) { return parse(text, names, false, e); }
law *law_parse_open(const char *text, const real_names *names, error *e)
{
    return parse(text, names, true, e);
}
