/* A streaming JSON writer: see json.h. */
#include "theorem/json.h"

#include "theorem/prose.h"

#include <math.h>
#include <stdlib.h>

void json_open(json *j, FILE *to) { *j = (json){.to = to}; }
void json_finish(json *j) { fputc('\n', j->to); }

/* UTF-8 passes as it is; quotes, backslashes and control characters are escaped, stray bytes become U+FFFD. */
static void quoted(json *j, const char *text)
{
    fputc('"', j->to);
    for (const unsigned char *c = (const unsigned char *)text; *c;) {
        int length = prose_utf8(c);
        if (*c == '"' || *c == '\\')
            fprintf(j->to, "\\%c", *c);
        else if (*c < 0x20 || *c == 0x7f)
            fprintf(j->to, "\\u%04x", *c);
        else if (length)
            fwrite(c, 1, (size_t)length, j->to);
        else
            fputs("\\ufffd", j->to);
        c += length ? length : 1;
    }
    fputc('"', j->to);
}

static void separate(json *j)
{
    bool flat = j->flat[j->depth];
    if (j->filled[j->depth])
        fputs(flat ? ", " : ",", j->to);
    if (j->depth && !flat)
        fprintf(j->to, "\n%*s", 2 * j->depth, "");
    j->filled[j->depth] = true;
}

static void begin(json *j, const char *key)
{
    separate(j);
    if (key) {
        quoted(j, key);
        fputs(": ", j->to);
    }
}

static void enter(json *j, const char *key, char open, char close, bool flat)
{
    begin(j, key);
    fputc(open, j->to);
    flat = flat || j->flat[j->depth];
    j->depth++;
    j->filled[j->depth] = false;
    j->flat[j->depth] = flat;
    j->close[j->depth] = close;
}

void json_object(json *j, const char *key) { enter(j, key, '{', '}', false); }
void json_array(json *j, const char *key) { enter(j, key, '[', ']', false); }
void json_row(json *j, const char *key) { enter(j, key, '{', '}', true); }

void json_end(json *j)
{
    bool spread = j->filled[j->depth] && !j->flat[j->depth];
    char close = j->close[j->depth--];
    if (spread)
        fprintf(j->to, "\n%*s", 2 * j->depth, "");
    fputc(close, j->to);
}

void json_text(json *j, const char *key, const char *text)
{
    begin(j, key);
    if (text)
        quoted(j, text);
    else
        fputs("null", j->to);
}

void json_number(json *j, const char *key, double x)
{
    char decimal[40] = "null";
    for (int digits = 15; isfinite(x) && digits <= 17; digits++) {
        snprintf(decimal, sizeof decimal, "%.*g", digits, x);
        if (strtod(decimal, NULL) == x)
            break;
    }
    begin(j, key);
    fputs(decimal, j->to);
}

void json_count(json *j, const char *key, long n)
{
    begin(j, key);
    fprintf(j->to, "%ld", n);
}

void json_seconds(json *j, const char *key, double seconds)
{
    begin(j, key);
    fprintf(j->to, "%.3g", seconds);
}

void json_flag(json *j, const char *key, bool b)
{
    begin(j, key);
    fputs(b ? "true" : "false", j->to);
}

void json_null(json *j, const char *key) { json_text(j, key, NULL); }
