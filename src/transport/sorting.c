/* Sorting by digits. See sorting.h. */
#include "transport/sorting.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { DIGIT = 10, VALUES = 1 << DIGIT, LEADING = 3 * DIGIT, FEW = 32 };
static const uint64_t sign_bit = (uint64_t)1 << 63;

uint64_t key_of_double(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits & sign_bit ? ~bits : bits | sign_bit;
}

double double_of_key(uint64_t key)
{
    uint64_t bits = key & sign_bit ? key & ~sign_bit : ~key;
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* Keys less `base`, with their former places (or NULL), and room for as many. */
typedef struct sorter {
    size_t n;
    uint64_t base, *key, *spare;
    uint32_t *order, *spare_order;
} sorter;

static void swap_rooms(sorter *s)
{
    uint64_t *key = s->key;
    uint32_t *order = s->order;
    s->key = s->spare, s->spare = key;
    s->order = s->spare_order, s->spare_order = order;
}

/* One pass, stable; nothing moves if all keys agree in this digit. `start` counts the digit's values. */
static void by_digit(sorter *s, int shift, uint32_t *start)
{
    uint32_t sum = 0;
    if (start[((s->key[0] - s->base) >> shift) % VALUES] == s->n)
        return;
    for (int v = 0; v < VALUES; v++) {
        uint32_t count = start[v];
        start[v] = sum;
        sum += count;
    }
    for (size_t k = 0; k < s->n; k++) {
        uint32_t to = start[((s->key[k] - s->base) >> shift) % VALUES]++;
        s->spare[to] = s->key[k];
        if (s->order)
            s->spare_order[to] = s->order[k];
    }
    swap_rooms(s);
}

/* By bits from .. from + 30 of key - base; higher ones are 0. Counts do not depend on the order: one reading makes all three. */
static void by_three_digits(sorter *s, int from)
{
    uint32_t start[3][VALUES] = {{0}};
    for (size_t k = 0; k < s->n; k++) {
        uint64_t digits = (s->key[k] - s->base) >> from;
        start[0][digits % VALUES]++;
        start[1][(digits >> DIGIT) % VALUES]++;
        start[2][(digits >> 2 * DIGIT) % VALUES]++;
    }
    for (int d = 0; d < 3 && from + d * DIGIT < 64; d++)
        by_digit(s, from + d * DIGIT, start[d]);
}

/* False, with the keys in any order, if more than `most` moves would be needed. */
static bool by_insertion(sorter *s, size_t most)
{
    size_t moves = 0;
    for (size_t k = 1; k < s->n && moves <= most; k++) {
        uint64_t key = s->key[k];
        if (s->key[k - 1] <= key)
            continue;
        uint32_t place = s->order ? s->order[k] : 0;
        size_t to = k;
        for (; to > 0 && s->key[to - 1] > key && moves <= most; to--, moves++) {
            s->key[to] = s->key[to - 1];
            if (s->order)
                s->order[to] = s->order[to - 1];
        }
        s->key[to] = key;
        if (s->order)
            s->order[to] = place;
    }
    return moves <= most;
}

/* The bits of the largest difference; `base` becomes the least key. */
static int spread(sorter *s)
{
    uint64_t least = s->key[0], most = s->key[0];
    for (size_t k = 1; k < s->n; k++) {
        least = s->key[k] < least ? s->key[k] : least;
        most = s->key[k] > most ? s->key[k] : most;
    }
    s->base = least;
    return most > least ? 64 - __builtin_clzll(most - least) : 0;
}

/* Everything here keeps equal keys in order; so does an insertion that has given up, for it passes greater keys only. */
static void sort(sorter *s)
{
    if (s->n <= FEW) {
        by_insertion(s, (size_t)FEW * FEW);
        return;
    }
    int bits = spread(s);
    if (bits > LEADING) {
        by_three_digits(s, bits - LEADING);
        if (by_insertion(s, 2 * s->n))
            return;
        for (int from = 0; from < bits; from += LEADING)
            by_three_digits(s, from);
    } else {
        by_three_digits(s, 0);
    }
}

/* Moves the result to the given rooms if it is not there. */
static void settle(sorter *s, uint64_t *key, uint32_t *order)
{
    if (s->key == key)
        return;
    memcpy(key, s->key, s->n * sizeof *key);
    if (order)
        memcpy(order, s->order, s->n * sizeof *order);
    swap_rooms(s);
}

void sort_keys(size_t n, uint64_t *key, uint32_t *order)
{
    for (size_t k = 0; order && k < n; k++)
        order[k] = (uint32_t)k;
    if (n < 2)
        return;
    sorter s = {n, 0, key, malloc(n * sizeof *key), order, order ? malloc(n * sizeof *order) : NULL};
    sort(&s);
    settle(&s, key, order);
    free(s.spare);
    free(s.spare_order);
}

/* The keys begin in `room`: three passes, the usual number, end where they belong. */
void sort_doubles(size_t n, const double *from, double *to, uint64_t *room)
{
    typedef uint64_t __attribute__((may_alias)) word;
    word *key = (word *)to;
    sorter s = {.n = n, .key = room, .spare = (uint64_t *)key};
    for (size_t k = 0; k < n; k++)
        room[k] = key_of_double(from[k]);
    if (n > 1)
        sort(&s);
    settle(&s, (uint64_t *)key, NULL);
    for (size_t k = 0; k < n; k++)
        to[k] = double_of_key(key[k]);
}
