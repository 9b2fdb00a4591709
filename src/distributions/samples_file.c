/*
 * Sample files: numbers separated by white space or commas, a point a row of one or two columns; `#` starts a
 * comment, and a first row without any number in it is a header. A single row of three or more numbers is a
 * sample on the line. Every number is read as the decimal that it is; its double is the nearest one.
 */
#include "distributions/cloud.h"
#include "number/decimal.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- The text ---- */

/* Up to the first zero byte, which no text has: as another byte that is no number, it is complained of at its place. */
static char *read_stream(FILE *file)
{
    size_t room = 1 << 16, used = 0;
    char *text = malloc(room), *zero = NULL;
    for (size_t got = 1; got && !zero; used += got) {
        if (room - used < 2)
            text = realloc(text, room *= 2);
        got = fread(text + used, 1, room - used - 1, file);
        zero = memchr(text + used, 0, got);
    }
    if (zero)
        *zero = '\1';
    text[used] = 0;
    return text;
}

static char *read_text(const char *path, error *e)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        error_set(e, -1, "cannot open %s: %s", path, strerror(errno));
        return NULL;
    }
    errno = 0;
    char *text = read_stream(file);
    if (ferror(file)) {
        error_set(e, -1, "cannot read %s: %s", path, strerror(errno));
        free(text);
        text = NULL;
    }
    fclose(file);
    return text;
}

/* ---- Numbers ---- */

typedef enum { NO_WEIGHTS, THIRD_IS_WEIGHT, LAST_IS_WEIGHT } weight_column;

typedef struct table {
    real_pool *pool;
    const char *path, *text;
    const char *row; /* where the current row starts */
    size_t line, n, room;
    int columns, in_row; /* columns of the first row; numbers in the current one */
    int most;            /* columns that are accepted */
    weight_column weights;
    bool doubles; /* no exact numbers: x stays NULL */
    real *x;
    double *x_double;
    error *failure;
} table;

#define FAIL_AT(t, place, ...) (error_set((t)->failure, -1, __VA_ARGS__), prefix_place(t, place))

/* "file:line:column: " before the message. */
static bool prefix_place(table *t, const char *place)
{
    error *e = t->failure;
    if (e) {
        char message[sizeof e->message];
        memcpy(message, e->message, sizeof message);
        error_set(e, -1, "%s:%zu:%zu: %s", t->path, t->line, (size_t)(place - t->row) + 1, message);
    }
    return false;
}

static real exact_decimal(table *t, const char *token, size_t length)
{
    real x = decimal_short(t->pool, token, length);
    if (x)
        return x;
    char *copy = strndup(token, length);
    int at = 0;
    error refused = {0};
    x = real_parse(t->pool, copy, &at, NULL, &refused);
    free(copy);
    if (!x)
        FAIL_AT(t, token, "%.200s", refused.message);
    return x;
}

static void append(table *t, real x, double x_double)
{
    if (t->n == t->room) {
        t->room = 2 * t->room + 64;
        t->x = t->doubles ? NULL : realloc(t->x, t->room * sizeof *t->x);
        t->x_double = realloc(t->x_double, t->room * sizeof *t->x_double);
    }
    if (!t->doubles)
        t->x[t->n] = x;
    t->x_double[t->n++] = x_double;
    t->in_row++;
}

/* ---- Rows ---- */

static bool ends_token(char c) { return !c || strchr(" \t\v\f\r\n,#", c); }

static size_t token_length(const char *text)
{
    size_t length = 0;
    while (!ends_token(text[length]))
        length++;
    return length;
}

static bool is_number(const char *token, size_t length) { return length && decimal_length(token) == length; }

static bool is_not_finite(const char *token, size_t length)
{
    static const char *const words[] = {"nan", "inf", "infinity"};
    size_t sign = *token == '+' || *token == '-';
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (length - sign == strlen(words[i]) && !strncasecmp(token + sign, words[i], length - sign))
            return true;
    return false;
}

static bool fail_token(table *t, const char *token, size_t length)
{
    char shown[41];
    size_t kept = length < sizeof shown ? length : sizeof shown - 1;
    for (size_t i = 0; i < kept; i++)
        shown[i] = (unsigned char)token[i] < ' ' || token[i] == 127 ? '?' : token[i];
    shown[kept] = 0;
    if (is_not_finite(token, length))
        return FAIL_AT(t, token, "'%s' is not a finite number", shown);
    return FAIL_AT(t, token, "'%s' is not a number", shown);
}

static bool read_number(table *t, const char *token, size_t length)
{
    if (!is_number(token, length))
        return fail_token(t, token, length);
    double x_double = strtod(token, NULL);
    if (!isfinite(x_double))
        return FAIL_AT(t, token, "'%.*s' is beyond the range of double precision",
                       (int)(length < 40 ? length : 40), token);
    real x = t->doubles ? NULL : exact_decimal(t, token, length);
    if (x || t->doubles)
        append(t, x, x_double);
    return x || t->doubles;
}

static bool resembles_number(const char *token, size_t length)
{
    size_t sign = *token == '+' || *token == '-', point = token[sign] == '.';
    return strspn(token + sign + point, "0123456789") > 0 || is_not_finite(token, length);
}

/* Words before the end of the line, and nothing that could be meant as a number: a header. */
static bool is_header(const char *at)
{
    bool words = false;
    while (*at && *at != '\n' && *at != '#') {
        size_t length = token_length(at);
        if (length && resembles_number(at, length))
            return false;
        words = words || length;
        at += length ? length : 1;
    }
    return words;
}

static bool finish_row(table *t, const char *end)
{
    if (t->in_row && !t->columns)
        t->columns = t->in_row;
    if (t->in_row && t->in_row != t->columns)
        return FAIL_AT(t, end, "%d numbers in a row, where the first row has %d", t->in_row, t->columns);
    if (t->columns > t->most && t->n > (size_t)t->columns)
        return FAIL_AT(t, t->row, "rows of %d numbers; %s are accepted", t->columns,
                       t->weights == NO_WEIGHTS       ? "one or two columns"
                       : t->weights == LAST_IS_WEIGHT ? "x and perhaps y, then the weight,"
                                                      : "x, y and perhaps a weight");
    t->in_row = 0;
    return true;
}

/* The numbers of one row up to its end, where *at moves. A comma stands between two numbers. */
static bool read_row(table *t, const char **at)
{
    const char *comma = NULL;
    bool number = false;
    while (**at && **at != '\n' && **at != '#') {
        size_t length = token_length(*at);
        if (length) {
            if (!read_number(t, *at, length))
                return false;
            number = true;
        } else if (**at == ',') {
            if (!number)
                return FAIL_AT(t, *at, "a number is missing before the comma");
            comma = *at;
            number = false;
        }
        *at += length ? length : 1;
    }
    return number || !comma || FAIL_AT(t, comma, "a number is missing after the comma");
}

static bool read_rows(table *t)
{
    const char *at = t->text;
    bool may_be_header = true;
    if (!strncmp(at, "\xef\xbb\xbf", 3)) /* a byte order mark */
        at += 3;
    for (;; at++) {
        t->row = at;
        t->line++;
        if (may_be_header && is_header(at))
            may_be_header = false;
        else if (!read_row(t, &at) || !finish_row(t, at))
            return false;
        may_be_header = may_be_header && !t->n;
        at += strcspn(at, "\n");
        if (!*at)
            break;
    }
    if (!t->n)
        return error_set(t->failure, -1, "%s: no numbers", t->path);
    return true;
}

static const cloud *table_cloud(const table *t)
{
    bool weighted = t->weights == LAST_IS_WEIGHT || (t->weights == THIRD_IS_WEIGHT && t->columns == 3);
    int columns = t->columns <= t->most ? t->columns : 1, dim = columns - weighted;
    size_t n = t->n / (size_t)columns;
    cloud_room room = cloud_open(dim, n, weighted);
    for (size_t i = 0; i < n; i++) {
        for (int k = 0; k < dim; k++) {
            room.x[i * (size_t)dim + (size_t)k] = t->x[i * (size_t)columns + (size_t)k];
            room.x_double[i * (size_t)dim + (size_t)k] = t->x_double[i * (size_t)columns + (size_t)k];
        }
        if (weighted)
            room.weight[i] = t->x[(i + 1) * (size_t)columns - 1];
    }
    return cloud_close(room);
}

static const cloud *read_cloud(real_pool *pool, const char *path, int most, weight_column weights, error *e)
{
    char *text = read_text(path, e);
    if (!text)
        return NULL;
    table t = {.pool = pool, .path = path, .text = text, .most = most, .weights = weights, .failure = e};
    const cloud *data = NULL;
    if (read_rows(&t)) {
        if (weights == LAST_IS_WEIGHT && t.columns < 2)
            error_set(e, -1, "%s: one column, which leaves none for the weights", path);
        else
            data = table_cloud(&t);
    }
    free(t.x);
    free(t.x_double);
    free(text);
    return data;
}

const cloud *cloud_read(real_pool *pool, const char *path, error *e)
{
    return read_cloud(pool, path, 2, NO_WEIGHTS, e);
}

const cloud *cloud_read_weighted(real_pool *pool, const char *path, bool last, error *e)
{
    return read_cloud(pool, path, 3, last ? LAST_IS_WEIGHT : THIRD_IS_WEIGHT, e);
}

bool columns_read(const char *path, size_t *rows, int *columns, double **x, error *e)
{
    char *text = read_text(path, e);
    if (!text)
        return false;
    table t = {.path = path, .text = text, .most = INT_MAX, .doubles = true, .failure = e};
    bool done = read_rows(&t);
    if (done) {
        bool one_row = t.n == (size_t)t.columns && t.columns > 2;
        *columns = one_row ? 1 : t.columns;
        *rows = t.n / (size_t)*columns;
        *x = t.x_double;
    } else {
        free(t.x_double);
    }
    free(t.x);
    free(text);
    return done;
}
