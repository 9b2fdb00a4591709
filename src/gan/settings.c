/* Settings by their keys: see settings.h. */
#include "gan/settings.h"

#include "number/real.h"
#include "number/unknown.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef enum { IS_TEXT, IS_COUNT, IS_NUMBER } setting_kind;

typedef struct setting {
    const char *key, *help;
    setting_kind kind;
    size_t at; /* in train_settings */
    double least, most;
    bool strict;
} setting;

#define AT(key) offsetof(train_settings, key)
static const setting table[] = {
#define TEXT(key, fallback, help) {#key, help, IS_TEXT, AT(key), 0, 0, false},
#define COUNT(key, fallback, least, most, help) {#key, help, IS_COUNT, AT(key), least, most, false},
#define NUMBER(key, fallback, least, most, strict, help)                                                     \
    {#key, help, IS_NUMBER, AT(key), least, most, strict},
#include "gan/settings.def"
#undef TEXT
#undef COUNT
#undef NUMBER
};
const size_t setting_count = sizeof table / sizeof *table;

const train_settings train_settings_default = {
#define TEXT(key, fallback, ...) .key = fallback,
#define COUNT(key, fallback, ...) .key = fallback,
#define NUMBER(key, fallback, ...) .key = fallback,
#include "gan/settings.def"
#undef TEXT
#undef COUNT
#undef NUMBER
};

const char *setting_key(size_t i) { return table[i].key; }
const char *setting_help(size_t i) { return table[i].help; }

void setting_value(const train_settings *s, size_t i, char *out, size_t size)
{
    const char *at = (const char *)s + table[i].at;
    if (table[i].kind == IS_TEXT)
        snprintf(out, size, "%s", at);
    else if (table[i].kind == IS_COUNT)
        snprintf(out, size, "%ld", *(const long *)(const void *)at);
    else
        snprintf(out, size, "%.17g", *(const double *)(const void *)at);
}

static const setting *setting_named(const char *key, size_t length)
{
    for (size_t i = 0; i < setting_count; i++)
        if (strlen(table[i].key) == length && memcmp(table[i].key, key, length) == 0)
            return &table[i];
    return NULL;
}

static const char *setting_name(size_t i) { return table[i].key; }

static bool complain_key(const char *key, size_t length, error *e)
{
    char word[40];
    snprintf(word, sizeof word, "%.*s", (int)(length < sizeof word ? length : sizeof word - 1), key);
    return error_unknown(e, -1, "setting", word, setting_name, setting_count);
}

static bool complain_range(const setting *o, const char *text, error *e)
{
    if (o->kind == IS_COUNT)
        return error_set(e, -1, "%s=%.60s: expected a whole number from %.0f to %.0f", o->key, text, o->least,
                         o->most);
    return error_set(e, -1, "%s=%.60s: expected a number %s %g and at most %g", o->key, text,
                     o->strict ? "above" : "of at least", o->least, o->most);
}

static bool read_number(const setting *o, const char *text, double *out, error *e)
{
    real_pool *pool = real_pool_open();
    int at = 0;
    real value = real_parse(pool, text, &at, NULL, NULL);
    bool well = value && !text[at + (int)strspn(text + at, " \t")];
    *out = well ? real_double(value) : NAN;
    real_pool_close(pool);
    bool whole = o->kind != IS_COUNT || *out == floor(*out);
    bool inside = (o->strict ? *out > o->least : *out >= o->least) && *out <= o->most;
    return (whole && inside) || complain_range(o, text, e);
}

bool settings_set(train_settings *s, const char *assignment, bool *unknown, error *e)
{
    const char *start = assignment + strspn(assignment, " \n"), *equals = strchr(start, '=');
    if (unknown)
        *unknown = false;
    if (!equals)
        return error_set(e, -1, "'%.60s': expected key=value", start);
    const setting *o = setting_named(start, (size_t)(equals - start));
    if (!o) {
        if (unknown)
            *unknown = true;
        return complain_key(start, (size_t)(equals - start), e);
    }
    char *at = (char *)s + o->at;
    double number;
    if (o->kind == IS_TEXT) {
        if (strlen(equals + 1) >= SETTING_TEXT || strpbrk(equals + 1, "\r\n"))
            return error_set(e, -1, "%s: expected one line of at most %d characters", o->key,
                             SETTING_TEXT - 1);
        snprintf(at, SETTING_TEXT, "%s", equals + 1);
        return true;
    }
    if (!read_number(o, equals + 1, &number, e))
        return false;
    if (o->kind == IS_COUNT)
        *(long *)(void *)at = (long)number;
    else
        *(double *)(void *)at = number;
    return true;
}

bool settings_set_all(train_settings *s, const char *text, error *e)
{
    char one[2 * SETTING_TEXT];
    bool well = true;
    for (size_t length; well && *(text += strspn(text, "; \n")); text += length) {
        length = strcspn(text, ";");
        snprintf(one, sizeof one, "%.*s", (int)length, text);
        well = settings_set(s, one, NULL, e);
    }
    return well;
}
