/*
 * Exact reals from text, by recursive descent:
 *
 *     sum     := product (('+' | '-') product)*
 *     product := factor (('*' | '/') factor)*
 *     factor  := ('-' | '+') factor | power
 *     power   := atom ('^' factor)?
 *     atom    := decimal | name | function '(' sum ')' | '(' sum ')'
 *
 * An expression may be followed by something that is none, as in the mixture `0.3*normal(0, 1)`: a '*' before
 * a name that is called like a function but is no function of ours ends the expression. If that happens to
 * the last product of a sum, the sum ends before it: `1 + 2*normal(0, 1)` reads as `1`, never as `3`.
 *
 * Nesting and depth are bounded, so no text can exhaust the stack, here or where the expression is evaluated.
 */
#include "number/real_node.h"

#include <ctype.h>
#include <string.h>

enum { MOST_NESTING = 200, MOST_DEPTH = 1000, MOST_NAME = 63 };

typedef struct reader {
    real_pool *pool;
    const char *text;
    int at;
    int nesting;
    bool foreign; /* the last product ended before a '*' that is not ours */
    const real_names *names;
    error *failure;
} reader;

static const struct function {
    const char *name;
    real_op op;
    const char *domain; /* what the argument must be; NULL for any number */
    int least_sign;
} functions[] = {
    {"sqrt", REAL_SQRT, "must not be negative", 0}, {"exp", REAL_EXP, NULL, -1},
    {"log", REAL_LOG, "must be positive", 1},       {"abs", REAL_ABS, NULL, -1},
    {"lgamma", REAL_LGAMMA, "must be positive", 1}, {"cospi", REAL_COSPI, NULL, -1},
};

static const struct function *find_function(const char *name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (!strcmp(functions[i].name, name))
            return &functions[i];
    return NULL;
}

#define FAIL(r, position, ...) (error_set((r)->failure, position, __VA_ARGS__), (real)NULL)

/* ---- Tokens ---- */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

static int after_blanks(const char *text, int at)
{
    while (text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r'))
        at++;
    return at;
}

static char peek(reader *r)
{
    r->at = after_blanks(r->text, r->at);
    return r->text[r->at];
}

static int name_length(const char *text)
{
    int length = 0;
    while (starts_name(text[length]) || (length && is_digit(text[length])))
        length++;
    return length;
}

/* A name followed by '(' that is no function of this grammar. */
static bool foreign_call(const char *text, int at)
{
    char name[MOST_NAME + 1];
    at = after_blanks(text, at);
    int length = name_length(text + at);
    if (!length || text[after_blanks(text, at + length)] != '(')
        return false;
    if (length > MOST_NAME)
        return true;
    memcpy(name, text + at, (size_t)length);
    name[length] = 0;
    return !find_function(name);
}

static real fail_unexpected(reader *r)
{
    char c = peek(r);
    if (!c)
        return FAIL(r, r->at, "expected a number, but the text ends");
    return isprint((unsigned char)c)
               ? FAIL(r, r->at, "expected a number, but found '%c'", c)
               : FAIL(r, r->at, "expected a number, but found the byte %d", (unsigned char)c);
}

/* ---- The grammar ---- */

static real read_sum(reader *r);
static real read_factor(reader *r);

/* Bounds the depth of what will be evaluated recursively. */
static real checked(reader *r, int position, real a)
{
    return a->depth > MOST_DEPTH ? FAIL(r, position, "the expression is too long") : a;
}

static real read_bracket(reader *r)
{
    int open = r->at++;
    real inside = read_sum(r);
    if (!inside)
        return NULL;
    if (peek(r) != ')')
        return FAIL(r, r->at, "expected ')' for the '(' at %d", open);
    r->at++;
    r->foreign = false;
    return inside;
}

static real read_call(reader *r, const struct function *f, int name_at)
{
    real x = read_bracket(r);
    if (!x)
        return NULL;
    if (f->domain) {
        int sign = real_sign(x);
        if (sign != REAL_UNDECIDED && sign < f->least_sign)
            return FAIL(r, name_at, "the argument of %s %s", f->name, f->domain);
    }
    return checked(r, name_at, real_unary(r->pool, f->op, x));
}

static real read_name(reader *r)
{
    char name[MOST_NAME + 1];
    int start = r->at, length = name_length(r->text + start);
    if (length > MOST_NAME)
        return FAIL(r, start, "a name of more than %d characters: '%.20s...'", MOST_NAME, r->text + start);
    memcpy(name, r->text + start, (size_t)length);
    name[length] = 0;
    r->at += length;
    if (peek(r) == '(') {
        const struct function *f = find_function(name);
        return f ? read_call(r, f, start)
                 : FAIL(r, start, "unknown function '%s' (known: sqrt, exp, log, abs, lgamma, cospi)", name);
    }
    if (!strcmp(name, "pi"))
        return real_pi(r->pool);
    real value = r->names && r->names->lookup ? r->names->lookup(r->names->state, r->pool, name) : NULL;
    if (value)
        return value;
    if (find_function(name))
        return FAIL(r, r->at, "expected '(' after '%s'", name);
    return FAIL(r, start, "unknown name '%s'%s%s%s", name, r->names && r->names->expected ? " (known: " : "",
                r->names && r->names->expected ? r->names->expected : "",
                r->names && r->names->expected ? ")" : "");
}

static real read_atom(reader *r)
{
    char c = peek(r);
    if (is_digit(c) || (c == '.' && is_digit(r->text[r->at + 1])))
        return real_read_decimal(r->pool, r->text, &r->at, r->failure);
    if (starts_name(c))
        return read_name(r);
    return c == '(' ? read_bracket(r) : fail_unexpected(r);
}

/* a^b must have a value: no negative power of 0, no broken power of a negative number. */
static real make_power(reader *r, int position, real a, real b)
{
    int sign = real_sign(a);
    if (sign == 0 && real_sign(b) == -1)
        return FAIL(r, position, "division by zero: a negative power of 0");
    if (sign == -1 && real_is_rational(b) && !fmpz_is_one(fmpq_denref(&b->value)))
        return FAIL(r, position, "a negative number to the power of a fraction");
    return checked(r, position, real_pow(r->pool, a, b));
}

static real read_power(reader *r)
{
    real a = read_atom(r);
    if (!a || peek(r) != '^')
        return a;
    int position = r->at++;
    real b = read_factor(r);
    return b ? make_power(r, position, a, b) : NULL;
}

/* Every recursion of the grammar comes through here. */
static real read_factor(reader *r)
{
    char c = peek(r);
    if (r->nesting >= MOST_NESTING)
        return FAIL(r, r->at, "the expression is nested more than %d deep", MOST_NESTING);
    r->nesting++;
    real a;
    if (c == '-' || c == '+') {
        r->at++;
        a = read_factor(r);
        if (a && c == '-')
            a = real_neg(r->pool, a);
    } else {
        a = read_power(r);
    }
    r->nesting--;
    return a;
}

static real read_product(reader *r)
{
    r->foreign = false;
    real a = read_factor(r);
    while (a && (peek(r) == '*' || peek(r) == '/')) {
        int position = r->at;
        bool divides = r->text[position] == '/';
        if (!divides && foreign_call(r->text, position + 1)) {
            r->foreign = true;
            break;
        }
        r->at++;
        real b = read_factor(r);
        if (!b)
            return NULL;
        if (divides && real_sign(b) == 0)
            return FAIL(r, position, "division by zero");
        a = checked(r, position, divides ? real_div(r->pool, a, b) : real_mul(r->pool, a, b));
    }
    return a;
}

static real read_sum(reader *r)
{
    real a = read_product(r);
    while (a && !r->foreign && (peek(r) == '+' || peek(r) == '-')) {
        int position = r->at++;
        real b = read_product(r);
        if (!b)
            return NULL;
        if (r->foreign) {
            r->at = position;
            break;
        }
        a = checked(r, position,
                    r->text[position] == '+' ? real_add(r->pool, a, b) : real_sub(r->pool, a, b));
    }
    return a;
}

real real_parse(real_pool *pool, const char *text, int *at, const real_names *names, error *e)
{
    reader r = {.pool = pool, .text = text, .at = *at, .names = names, .failure = e};
    real a = read_sum(&r);
    if (a)
        *at = r.at;
    return a;
}
