/* Sample files, good and bad: what is read from them, exactly, and where an error is said to be. */
#include "distributions/distribution.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static char path[64];

static void write_file(const char *content, size_t length)
{
    strcpy(path, "/tmp/ganproof-samples-XXXXXX");
    int file = mkstemp(path);
    cr_assert(file >= 0 && write(file, content, length) == (ssize_t)length);
    close(file);
}

static law *read_samples(const char *content, error *e)
{
    char text[100];
    write_file(content, strlen(content));
    snprintf(text, sizeof text, "samples(\"%s\")", path);
    law *l = law_parse(text, NULL, e);
    unlink(path);
    return l;
}

static const struct {
    const char *content;
    int dim;
    size_t n;
    double x[4]; /* the first coordinates, point by point */
} files[] = {
    {"1\n2\n3\n", 1, 3, {1, 2, 3}},
    {"1\n2\n3", 1, 3, {1, 2, 3}},
    {"x\r\n1\r\n-2.5e1\r\n", 1, 2, {1, -25}},
    {"\xef\xbb\xbfvalue\n.5\n+3.\n", 1, 2, {0.5, 3}},
    {"\xef\xbb\xbf"
     "4\n",
     1,
     1,
     {4}},
    {"# a comment\n\n  0.1 # and another\n\n0.2\n#end", 1, 2, {0.1, 0.2}},
    {"1,2\n3,4\n", 2, 2, {1, 2, 3, 4}},
    {"a, b\n1 , 2\n3 ,4", 2, 2, {1, 2, 3, 4}},
    {"1 2\n3\t4\n", 2, 2, {1, 2, 3, 4}},
    {"3 1 2 1\n", 1, 4, {3, 1, 2, 1}},
    {"1,2,3\n", 1, 3, {1, 2, 3}},
    {"0.1000000000000000055511151231257827\n", 1, 1, {0.1}},
    {"# header follows\n\nmy column\n7\n", 1, 1, {7}},
    {"1e-320\n", 1, 1, {1e-320}},
};

Test(samples_file, sample_files)
{
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        error e = {.message = ""};
        law *l = read_samples(files[i].content, &e);
        cr_assert(l, "file %zu: %s", i, e.message);
        const cloud *d = l->c[0].data;
        cr_expect(l->dim == files[i].dim && d->dim == l->dim && d->n == files[i].n,
                  "file %zu: %zu points of dimension %d", i, d->n, l->dim);
        for (size_t k = 0; k < 4 && k < d->n * (size_t)d->dim; k++) {
            cr_expect_eq(d->x_double[k], files[i].x[k], "file %zu: number %zu is %g", i, k, d->x_double[k]);
            cr_expect_eq(real_double(d->x[k]), files[i].x[k], "file %zu: number %zu", i, k);
        }
        law_free(l);
    }
}

static const struct {
    const char *content, *place, *message;
} bad_files[] = {
    {"", "", "no numbers"},
    {"\n# nothing\n\n", "", "no numbers"},
    {"x\n", "", "no numbers"},
    {"1\nabc\n", ":2:1: ", "'abc' is not a number"},
    {"1\n2 # fine\n  3x\n", ":3:3: ", "'3x' is not a number"},
    {"0.5x\n1\n", ":1:1: ", "'0.5x' is not a number"},
    {"1 2\n3 4\n5\n", ":3:2: ", "1 numbers in a row, where the first row has 2"},
    {"1\n2 3\n", ":2:4: ", "2 numbers in a row, where the first row has 1"},
    {"1 2 3\n4 5 6\n", ":2:1: ", "rows of 3 numbers; one or two columns are accepted"},
    {"1\nnan\n", ":2:1: ", "'nan' is not a finite number"},
    {"nan\n", ":1:1: ", "'nan' is not a finite number"},
    {"1\n-Inf\n", ":2:1: ", "'-Inf' is not a finite number"},
    {"1e999\n", ":1:1: ", "'1e999' is beyond the range"},
    {"1,,2\n", ":1:3: ", "a number is missing before the comma"},
    {",1\n", ":1:1: ", "a number is missing before the comma"},
    {"1\n2,\n", ":2:2: ", "a number is missing after the comma"},
    {"1\n1/2\n", ":2:1: ", "'1/2' is not a number"},
    {"x\ny\n1\n", ":2:1: ", "'y' is not a number"},
    {"1e\n", ":1:1: ", "'1e' is not a number"},
    {"1\n\x02\x03\n", ":2:1: ", "'\?\?' is not a number"},
    {"1-2\n", ":1:1: ", "'1-2' is not a number"},
    {"1\n1e-9999999999\n", ":2:1: ", "exponent"},
};

Test(samples_file, bad_sample_files)
{
    char expected[200];
    for (size_t i = 0; i < sizeof bad_files / sizeof *bad_files; i++) {
        error e = {.message = "", .position = -2};
        law *l = read_samples(bad_files[i].content, &e);
        snprintf(expected, sizeof expected, "%s%s", path, *bad_files[i].place ? bad_files[i].place : ": ");
        cr_expect(!l, "file %zu is accepted", i);
        cr_expect(!strncmp(e.message, expected, strlen(expected)) && strstr(e.message, bad_files[i].message),
                  "file %zu: '%s', expected '%s...%s'", i, e.message, expected, bad_files[i].message);
        cr_expect_eq(e.position, 8, "file %zu: position %d", i, e.position);
        law_free(l);
    }
}

/* The decimals are the points, exactly: 0.1 in a file is 1/10. */
Test(samples_file, samples_are_exact)
{
    law *l = read_samples("0.1\n1e-30\n-12345678901234567890.5\n0.1\n", NULL);
    const char *exact[] = {"0.1", "1e-30", "-12345678901234567890.5", "1/10"};
    int at;
    for (size_t i = 0; i < 4; i++) {
        at = 0;
        cr_expect(real_equal(l->c[0].data->x[i], real_parse(l->pool, exact[i], &at, NULL, NULL)), "%s",
                  exact[i]);
    }
    cr_expect_float_eq(law_cdf_double(l, 0.1), 1, 0);
    cr_expect_float_eq(law_sf_double(l, 0.05), 0.5, 0);
    scope *s = scope_open(64);
    cr_expect(ball_contains(law_sf(s, l, ball_ratio(1, 20)), ball_ratio(1, 2)));
    scope_close(s);
    law_free(l);
}

/* Points that only their exact values tell apart are put in order by them. */
Test(samples_file, order_is_exact)
{
    law *l = read_samples("0.30000000000000000002\n0.30000000000000000001\n", NULL);
    const cloud *d = l->c[0].data;
    cr_expect(d->x_double[0] == d->x_double[1] && d->order[0] == 1 && d->order[1] == 0);
    law_free(l);
}

Test(samples_file, samples_mixed_into_laws)
{
    char text[200];
    write_file("1 2\n3 4\n", 8);
    error e;
    snprintf(text, sizeof text, "0.5*normal(0, 1) + 0.5*samples('%s')", path);
    cr_expect(!law_parse(text, NULL, &e) && strstr(e.message, "a law on the plane cannot be mixed"), "%s",
              e.message);
    cr_expect_eq(e.position, 23);
    snprintf(text, sizeof text, "product(samples('%s'), point(0))", path);
    cr_expect(!law_parse(text, NULL, &e) && strstr(e.message, "laws on the line"), "%s", e.message);
    unlink(path);
    write_file("5\n6\n", 4);
    snprintf(text, sizeof text, "0.5*normal(0, 1) + 0.5*samples('%s')", path);
    law *l = law_parse(text, NULL, &e);
    cr_assert(l, "%s", e.message);
    cr_expect_float_eq(law_cdf_double(l, 5.5), 0.75, 1e-7);
    law_free(l);
    unlink(path);
}

/* A million rows take about a second. */
Test(samples_file, large_files, .timeout = 60)
{
    enum { ROWS = 1000000 };
    char *content = malloc(ROWS * 24), *end = content;
    for (int i = 0; i < ROWS; i++)
        end += sprintf(end, "%.12f\n", sin(i) * 3);
    write_file(content, (size_t)(end - content));
    char text[100];
    snprintf(text, sizeof text, "samples(\"%s\")", path);
    clock_t start = clock();
    law *l = law_parse(text, NULL, NULL);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    cr_assert(l && l->c[0].data->n == ROWS);
    cr_expect_lt(seconds, 5, "%g s", seconds);
    for (size_t i = 1; i < ROWS; i++)
        cr_assert(l->c[0].data->x_double[l->c[0].data->order[i - 1]]
                  <= l->c[0].data->x_double[l->c[0].data->order[i]]);
    law_free(l);
    unlink(path);
    free(content);
}
