/*
 * What stands between the brackets of a family, in one of the styles of argument_style. See specification.h.
 */
#include "distributions/specification.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static int parameter_count(const family *f)
{
    int count = 0;
    while (count < MAX_PARAMETERS && f->parameters[count].name)
        count++;
    return count;
}

/* "normal(mean, sd)", for messages. */
static void write_usage(char *usage, size_t size, const family *f)
{
    int used = snprintf(usage, size, "%s(", f->name), count = parameter_count(f);
    for (int i = 0; i < count && used < (int)size; i++)
        used += snprintf(usage + used, size - (size_t)used, "%s%s", i ? ", " : "", f->parameters[i].name);
    if (used < (int)size)
        snprintf(usage + used, size - (size_t)used, ")");
}

static bool fail_value(reader *r, argument a, const char *complaint)
{
    return FAIL(r, a.from, "%s = %.*s %s", a.name, a.to - a.from < 80 ? a.to - a.from : 80, r->text + a.from,
                complaint);
}

bool check_range(reader *r, domain in, real v, argument a)
{
    double x = real_double(v);
    bool holds = r->open || (isfinite(x) && (in != POSITIVE || x >= DBL_MIN));
    return holds || fail_value(r, a, "is beyond the range of double precision");
}

static bool check_domain(reader *r, domain in, real v, argument a)
{
    int low = in == ANY_REAL ? 1 : real_sign(v);
    int high = in == PROBABILITY ? real_compare(v, real_int(r->pool, 1)) : -1;
    if (in == POSITIVE && low < 1)
        return fail_value(r, a, "is not positive");
    if (low == -1 || high == 1)
        return fail_value(r, a, "is not between 0 and 1");
    if (in == PROBABILITY && real_at_least(v, real_int(r->pool, 0)) && real_at_least(real_int(r->pool, 1), v))
        return true;
    if ((low == REAL_UNDECIDED || high == REAL_UNDECIDED) && !r->open)
        return fail_value(r, a,
                          in == POSITIVE ? "cannot be shown to be positive"
                                         : "cannot be shown to be between 0 and 1");
    return true;
}

/* The parameter that a name means, and whether it stands for its inverse; -1 if there is none. */
static int find_parameter(const family *f, const char *name, bool *inverse)
{
    for (int i = 0; i < parameter_count(f); i++) {
        *inverse = f->parameters[i].inverse && !strcmp(f->parameters[i].inverse, name);
        if (*inverse || !strcmp(f->parameters[i].name, name))
            return i;
    }
    return -1;
}

static bool fail_unknown_name(reader *r, const family *f, const char *name)
{
    char accepted[200] = "";
    for (int i = 0, used = 0; i < parameter_count(f) && used < (int)sizeof accepted; i++) {
        const parameter *p = &f->parameters[i];
        used += snprintf(accepted + used, sizeof accepted - (size_t)used, "%s%s%s%s", i ? ", " : "", p->name,
                         p->inverse ? ", " : "", p->inverse ? p->inverse : "");
    }
    return FAIL(r, r->at, "%s has no parameter '%s' (accepted: %s)", f->name, name, accepted);
}

/*
 * The place of "name =" at the reader, which moves behind it; an expression stays unread and keeps the place.
 */
static bool read_name(reader *r, const family *f, int *place, bool *inverse, bool *named)
{
    char name[MOST_NAME + 1];
    int start = r->at, length = name_length(r->text, start);
    r->at += length;
    if (!length || peek(r) != '=') {
        r->at = start;
        if (*named)
            return FAIL(r, start, "an argument without a name after one with a name");
        return true;
    }
    int behind = r->at + 1;
    r->at = start;
    copy_name(name, r->text + start, length);
    *place = find_parameter(f, name, inverse);
    if (*place < 0)
        return fail_unknown_name(r, f, name);
    *named = true;
    r->at = behind;
    return true;
}

static bool read_value(reader *r, component *c, int place, bool inverse)
{
    const parameter *p = &c->family->parameters[place];
    argument a = {.name = inverse ? p->inverse : p->name, .from = here(r)};
    real v = real_parse(r->pool, r->text, &r->at, r->names, r->failure);
    if (!v)
        return false;
    a.to = r->at;
    while (a.to > a.from && strchr(" \t\n\v\f\r", r->text[a.to - 1]))
        a.to--;
    if (!check_domain(r, p->in, v, a))
        return false;
    c->par[place] = inverse ? real_div(r->pool, real_int(r->pool, 1), v) : v;
    c->par_double[place] = real_double(c->par[place]);
    return check_range(r, p->in, c->par[place], a);
}

static bool read_parameter(reader *r, component *c, int *next, bool *named, int at[MAX_PARAMETERS])
{
    int place = (*next)++, start = here(r);
    bool inverse = false;
    char usage[200];
    if (!read_name(r, c->family, &place, &inverse, named))
        return false;
    if (place >= parameter_count(c->family)) {
        write_usage(usage, sizeof usage, c->family);
        return FAIL(r, start, "too many arguments: %s", usage);
    }
    if (c->par[place])
        return FAIL(r, start, "%s is given twice", c->family->parameters[place].name);
    at[place] = here(r);
    return read_value(r, c, place, inverse);
}

/* Missing arguments take their defaults; one without a default is an error at the closing bracket. */
static bool complete_parameters(reader *r, component *c)
{
    char usage[200];
    for (int i = 0; i < parameter_count(c->family); i++) {
        const parameter *p = &c->family->parameters[i];
        int at = 0;
        if (c->par[i])
            continue;
        if (!p->fallback) {
            write_usage(usage, sizeof usage, c->family);
            return FAIL(r, r->at, "%s is missing: %s", p->name, usage);
        }
        c->par[i] = real_parse(r->pool, p->fallback, &at, NULL, r->failure);
        if (!c->par[i])
            return false;
        c->par_double[i] = real_double(c->par[i]);
    }
    return true;
}

static bool read_parameters(reader *r, component *c)
{
    int at[MAX_PARAMETERS] = {0}, next = 0;
    bool named = false;
    if (peek(r) != ')') {
        do {
            if (!read_parameter(r, c, &next, &named, at))
                return false;
        } while (accepts(r, ','));
    }
    if (peek(r) == ')' && !complete_parameters(r, c))
        return false;
    if (!take(r, ')', "',' or ')'"))
        return false;
    if (!r->open && c->family->check && !c->family->check(c, r->failure)) {
        int culprit = r->failure->position;
        r->failure->position = culprit >= 0 && culprit < MAX_PARAMETERS ? at[culprit] : 0;
        return false;
    }
    return true;
}

/* The law as a member of a larger family, where there is one. */
static void settle(reader *r, component *c)
{
    const family *larger = c->family->within ? c->family->within(r->pool, c) : NULL;
    if (!larger)
        return;
    c->family = larger;
    for (int i = 0; i < MAX_PARAMETERS; i++)
        c->par_double[i] = c->par[i] ? real_double(c->par[i]) : 0;
}

bool read_arguments(reader *r, component *c)
{
    static bool (*const read[])(reader *, component *) = {
        [ARGUMENTS_PARAMETERS] = read_parameters,
        [ARGUMENTS_ATOMS] = read_atoms,
        [ARGUMENTS_FILE] = read_file,
        [ARGUMENTS_LAWS] = read_laws,
    };
    char what[100];
    snprintf(what, sizeof what, "'(' and the arguments of %s", c->family->name);
    bool done = take(r, '(', what) && read[c->family->arguments](r, c);
    if (done)
        settle(r, c);
    return done;
}
