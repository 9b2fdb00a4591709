/* Weights as integer masses of one total: exact where their common denominator is small enough, refused where they are unfit. */
#include "transport/masses.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

static bool masses(real_pool *pool, const char *const *a, size_t n, const char *const *b, size_t m,
                   bool normalise, int64_t *first, int64_t *second, double *moved, error *e)
{
    real of[2][8];
    const char *const *text[2] = {a, b};
    const size_t count[2] = {n, m};
    weights w[2] = {{n, a ? of[0] : NULL}, {m, b ? of[1] : NULL}};
    for (int c = 0; c < 2; c++)
        for (size_t k = 0; text[c] && k < count[c]; k++) {
            int at = 0;
            of[c][k] = real_parse(pool, text[c][k], &at, NULL, e);
        }
    int64_t *mass[2] = {first, second};
    return masses_make(w, (const char *const[]){"A", "B"}, normalise, mass, moved, e);
}

Test(masses, weights_become_integers_exactly)
{
    real_pool *pool = real_pool_open();
    int64_t a[8], b[8];
    double moved;
    error e = {.message = ""};
    cr_expect(masses(pool, NULL, 4, NULL, 6, false, a, b, &moved, &e) && a[3] == 3 && b[5] == 2
              && moved == 0);
    cr_expect(masses(pool, (const char *[]){"0.1", "0.2", "0.7"}, 3, NULL, 2, false, a, b, &moved, &e)
              && a[0] == 1 && a[2] == 7 && b[0] == 5 && moved == 0);
    cr_expect(!masses(pool, (const char *[]){"1", "2"}, 2, NULL, 2, false, a, b, &moved, &e)
                  && strstr(e.message, "difference of 2") && strstr(e.message, "--normalise"),
              "%s", e.message);
    cr_expect(masses(pool, (const char *[]){"1", "2"}, 2, NULL, 2, true, a, b, &moved, &e) && a[0] == 2
              && b[0] == 3);
    cr_expect(!masses(pool, (const char *[]){"2", "-1"}, 2, NULL, 2, false, a, b, &moved, &e)
              && strstr(e.message, "point 2 is negative"));
    cr_expect(!masses(pool, (const char *[]){"0", "0"}, 2, NULL, 2, true, a, b, &moved, &e)
              && strstr(e.message, "all weights are 0"));
    const char *const fine[] = {"0.12345678901234567890123", "0.87654321098765432109877"};
    cr_expect(masses(pool, fine, 2, NULL, 3, false, a, b, &moved, &e) && moved > 0 && moved < 1e-17);
    cr_expect(a[0] + a[1] == (int64_t)1 << 61 && b[0] + b[1] + b[2] == (int64_t)1 << 61);
    cr_expect(fabs((double)a[0] / 0x1p61 - 0.12345678901234567890123) < 1e-16);
    real_pool_close(pool);
}
