/*
 * Transport between files of decimals on the line: the enclosure from the grid must hold the value from exact rational arithmetic
 * (the monotone coupling of discrete_transport.c), which shares nothing with it but the reader.
 */
#include "distributions/cloud.h"
#include "divergences/cloud_transport.h"
#include "divergences/wasserstein.h"
#include "number/random.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A file of n decimals; the caller unlinks it. */
static void write_decimals(char *path, random_stream *r, size_t n, const char *format, double offset,
                           double spread)
{
    int descriptor = mkstemp(path);
    FILE *to = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    cr_assert(to);
    for (size_t k = 0; k < n; k++) {
        fprintf(to, format, offset + spread * random_normal(r));
        fputc('\n', to);
    }
    fclose(to);
}

typedef struct kind {
    const char *name, *format;
    double offset, spread;
} kind;
static const kind kinds[] = {
    {"plain", "%.3f", 0, 1},         {"many digits", "%.18f", 0, 1},
    {"far away", "%.6f", 1e8, 1e-3}, {"below a double's last place", "1.00000000000000000000%.0f", 5e8, 1e7},
    {"tiny", "%.12e", 0, 1e-200},    {"huge", "%.12e", 0, 1e200},
    {"integers", "%.0f", 0, 30}};

static void compare(const kind *k, const char *order_text, char paths[2][40])
{
    static const cloud_transport_options options = {.normalise = true};
    char specification[64];
    error e = {.message = ""};
    real_pool *pool = real_pool_open();
    scope *s = scope_open(256), *fine = scope_open(512);
    int at = 0;
    real order = real_parse(pool, order_text, &at, NULL, &e);
    const cloud *c[2];
    law *l[2];
    for (int i = 0; i < 2; i++) {
        c[i] = cloud_read_weighted(pool, paths[i], false, &e);
        snprintf(specification, sizeof specification, "samples(\"%s\")", paths[i]);
        l[i] = law_parse(specification, NULL, &e);
        cr_assert(c[i] && l[i], "%s: %s", k->name, e.message);
    }
    cloud_transport t;
    enclosure exact;
    bool made =
        cloud_transport_make(s, real_double(order), c, (const char *const[]){"P", "Q"}, &options, &t, &e);
    cr_expect(made, "%s: %s", k->name, e.message);
    cr_expect(transport_enclose(fine, order, l[0], l[1], &exact), "%s: no exact value", k->name);
    cr_expect(ball_at_most(t.lower, exact.value) != FAILS && ball_at_most(exact.value, t.upper) != FAILS,
              "%s, order %s: %.17g is not in [%.17g, %.17g]", k->name, order_text, ball_double(exact.value),
              ball_double(t.lower), ball_double(t.upper));
    /* W is at least 1/100 of the span here: 2^-58 of that in cost, the root of it for other orders than 1 and 2 at worst */
    double width = ball_double(ball_sub(t.upper, t.lower)) / ball_double(exact.value);
    cr_expect(width < 1e-9, "%s, order %s: a width of %g", k->name, order_text, width);
    for (int i = 0; i < 2; i++) {
        cloud_free(c[i]);
        law_free(l[i]);
    }
    cloud_transport_clear(&t);
    scope_close(s);
    scope_close(fine);
    real_pool_close(pool);
}

Test(cloud, enclosures_hold_the_value_of_exact_arithmetic)
{
    static const char *const orders[] = {"1", "2", "3", "3/2", "5"};
    random_stream *r = random_open(31, 0);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        char paths[2][40] = {"/tmp/ganproof-cloud-XXXXXX", "/tmp/ganproof-cloud-XXXXXX"};
        write_decimals(paths[0], r, 60, kinds[k].format, kinds[k].offset, kinds[k].spread);
        write_decimals(paths[1], r, 45, kinds[k].format, kinds[k].offset + kinds[k].spread, kinds[k].spread);
        for (size_t o = 0; o < sizeof orders / sizeof *orders; o++)
            compare(&kinds[k], orders[o], paths);
        unlink(paths[0]);
        unlink(paths[1]);
    }
    random_close(r);
}
