/* Sorting numbers and keys, against the library's. */
#include "line_regimes.h"
#include "median.h"
#include "transport/sorting.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

Test(sorting, agrees_with_the_library)
{
    enum { MOST = 5000 };
    random_stream *r = random_open(1, 0);
    static double x[MOST], sorted[MOST];
    static uint64_t room[MOST];
    static uint32_t order[MOST];
    for (int trial = 0; trial < 200; trial++) {
        size_t n = random_below(r, trial % 2 ? 70 : MOST);
        fill(r, (regime)(trial % REGIMES), n, x);
        sort_doubles(n, x, sorted, room);
        for (size_t k = 0; k < n; k++)
            room[k] = key_of_double(x[k]);
        sort_keys(n, room, order);
        for (size_t k = 1; k < n; k++)
            cr_expect(room[k - 1] < room[k] || (room[k - 1] == room[k] && order[k - 1] < order[k]),
                      "trial %d: keys are out of order at %zu", trial, k);
        for (size_t k = 0; k < n; k++)
            cr_expect(room[k] == key_of_double(x[order[k]]), "trial %d: wrong place at %zu", trial, k);
        qsort(x, n, sizeof *x, by_size);
        for (size_t k = 0; k < n; k++)
            cr_expect(x[k] == sorted[k], "trial %d, regime %d: %g for %g", trial, trial % REGIMES, sorted[k],
                      x[k]);
    }
    random_close(r);
}

/* Many numbers, for the ways that only many are sorted. */
static double one_of_many(random_stream *r, int kind, size_t k, size_t n)
{
    double z = random_normal(r);
    switch (kind) {
    case 0: return rint(300 * z) / 300;                        /* few values, -0 and 0 among them */
    case 1: return k % 3 ? 0.25 : z;                           /* one value often, the rest but once */
    case 2: return rint(4000 * z) / 4000;                      /* more values than are counted */
    case 3: return (k % 2 ? 5e299 : -5e299) * (1 + 1e-12 * z); /* 1e300 apart */
    case 4: return k == n / 2 ? 1e15 : 1e6 * (double)(k % 20) + 1e-6 * z;
    case 5:
        return k == 7 ? -1e300 : 1 + 1e-4 * (double)(k % 50) + 1e-13 * z; /* clusters closer than pieces */
    case 6: return (k % 2 ? 1 : -1) * 4.94065645841246544e-324 * rint(1e5 * fabs(z)); /* subnormal */
    case 7: return k == 0 ? -1e308 : 1e308 * (1 + 1e-9 * z);                          /* the last piece */
    case 8: return k % 2 ? -0.0 : 0.0;
    case 9: return 1.5;                          /* all equal */
    case 10: return (double)k - 0.5 * (double)n; /* sorted */
    case 11: return 0.3 * (double)n - (double)k; /* reversed */
    case 12: return ldexp(z, (int)random_below(r, 1900) - 950);
    default: return z;
    }
}

static int by_key(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

Test(sorting, many_keys_of_every_kind)
{
    enum { MANY = 150000, KINDS = 14 };
    random_stream *r = random_open(7, 0);
    static double x[MANY], sorted[MANY];
    static uint64_t room[MANY], key[MANY];
    static uint32_t order[MANY];
    for (int kind = 0; kind < KINDS; kind++) {
        for (size_t k = 0; k < MANY; k++)
            x[k] = one_of_many(r, kind, k, MANY), key[k] = room[k] = key_of_double(x[k]);
        sort_keys(MANY, key, order);
        size_t unstable = 0, misplaced = 0, differ = 0;
        for (size_t k = 0; k < MANY; k++) {
            unstable += k && key[k - 1] == key[k] && order[k - 1] >= order[k];
            misplaced += key[k] != room[order[k]];
        }
        sort_doubles(MANY, x, sorted, room);
        for (size_t k = 0; k < MANY; k++)
            room[k] = key_of_double(x[k]);
        qsort(room, MANY, sizeof *room, by_key);
        for (size_t k = 0; k < MANY; k++)
            differ += key[k] != room[k] || key_of_double(sorted[k]) != room[k];
        cr_expect(!unstable && !misplaced && !differ,
                  "kind %d: %zu unstable, %zu misplaced, %zu out of order", kind, unstable, misplaced,
                  differ);
        sort_doubles(MANY, x, x, room); /* in place */
        cr_expect(!memcmp(x, sorted, sizeof x), "kind %d in place", kind);
    }
    random_close(r);
}
