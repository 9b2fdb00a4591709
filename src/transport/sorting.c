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

/* ---- Many keys that are clustered or repeated, as a sorted sample shows ---- */

enum {
    HALF = 11,
    HALVES = 1 << HALF,
    PIECE = 48,
    PIECES = 1 << (64 - PIECE),
    SAMPLE = 1 << 13,
    LEAST_WIDTH = 8
};
enum { ENOUGH = 16, MANY = 1 << 17, TOO_MANY = 1 << 23, SLOTS = 1 << 13 };
static const uint64_t golden =
    0x9e3779b97f4a7c15; /* 2^64 times the golden section, odd: multiples of it are spread well */

/*
 * An increasing map of keys to 22 bits, linear in each piece of one sign, exponent and 4 bits more: it flattens the density, but
 * for what the sample has missed. The piece has the codes start .. start + last; `least` and below have the first.
 */
typedef struct piece {
    uint64_t least;
    uint32_t start, last : 26, shift : 6;
} piece;

static inline uint32_t code_of(const piece *all, uint64_t key)
{
    const piece *p = &all[key >> PIECE];
    uint64_t step = (key > p->least ? key - p->least : 0) >> p->shift;
    return p->start + (uint32_t)(step < p->last ? step : p->last);
}

/* Room in proportion to the sampled keys, over their range and an eighth more; the whole piece if they are too few to tell. */
static void make_pieces(const uint64_t *sample, piece *all)
{
    const uint32_t share = (HALVES * HALVES - PIECES * LEAST_WIDTH) / SAMPLE;
    uint32_t start = 0, seen = 0;
    for (uint64_t b = 0; b < PIECES; b++) {
        uint32_t first = seen, shift = 0;
        while (seen < SAMPLE && sample[seen] >> PIECE == b)
            seen++;
        uint64_t least = b << PIECE, range = ((uint64_t)1 << PIECE) - 1;
        if (seen - first >= ENOUGH) {
            uint64_t more = (sample[seen - 1] - sample[first]) / 8, below = sample[first] - least;
            least = sample[first] - (more < below ? more : below);
            range = sample[seen - 1] + more - least;
        }
        uint32_t width = LEAST_WIDTH + (seen - first) * share;
        while (range >> shift >= width)
            shift++;
        all[b] = (piece){least, start, (width - 1) & 0x3ffffff, shift & 63};
        start += width;
    }
}

static void by_half(sorter *s, const piece *all, int shift, uint32_t *start)
{
    uint32_t sum = 0;
    for (int v = 0; v < HALVES; v++) {
        uint32_t count = start[v];
        start[v] = sum;
        sum += count;
    }
    for (size_t k = 0; k < s->n; k++) {
        uint32_t to = start[(code_of(all, s->key[k]) >> shift) % HALVES]++;
        s->spare[to] = s->key[k];
        if (s->order)
            s->spare_order[to] = s->order[k];
    }
    swap_rooms(s);
}

/* False, with the keys in any order but equal ones in theirs, if codes do not tell enough of them apart. */
static bool by_codes(sorter *s, const uint64_t *sample)
{
    uint32_t start[2][HALVES] = {{0}};
    piece *all = malloc(PIECES * sizeof *all);
    if (!all)
        return false;
    make_pieces(sample, all);
    for (size_t k = 0; k < s->n; k++) {
        uint32_t code = code_of(all, s->key[k]);
        start[0][code % HALVES]++;
        start[1][code >> HALF]++;
    }
    by_half(s, all, 0, start[0]);
    by_half(s, all, HALF, start[1]);
    free(all);
    return by_insertion(s, s->n);
}

static void sort(sorter *s);

/* Counts each value in a table by its hash; false, with nothing moved, if half of the slots do not do or are sought for long. */
static bool by_counting(sorter *s)
{
    uint64_t value[SLOTS], distinct[SLOTS / 2], spare[SLOTS / 2];
    uint32_t count[SLOTS] = {0};
    sorter few = {.key = distinct, .spare = spare};
    const int to_slot = __builtin_clzll(SLOTS) + 1;
    size_t sought = 0;
    for (size_t k = 0; k < s->n; k++) {
        uint64_t slot = (s->key[k] * golden) >> to_slot;
        for (; count[slot] && value[slot] != s->key[k]; sought++)
            slot = (slot + 1) % SLOTS;
        if (sought > 2 * s->n)
            return false;
        if (!count[slot]++) {
            if (few.n == SLOTS / 2)
                return false;
            value[slot] = distinct[few.n++] = s->key[k];
        }
    }
    sort(&few);
    uint64_t *to = s->key;
    for (size_t d = 0; d < few.n; d++) {
        uint64_t slot = (few.key[d] * golden) >> to_slot;
        while (value[slot] != few.key[d] || !count[slot])
            slot = (slot + 1) % SLOTS;
        for (uint32_t left = count[slot]; left; left--)
            *to++ = few.key[d];
    }
    return true;
}

/*
 * Digits are not the way if half of the sampled neighbours are equal, or if c of them differ, but not in the leading ones of
 * `bits`: about c (n / SAMPLE)^2 pairs of keys do so, and half of them have to be moved by insertion. False if digits are the
 * way, or nothing else has helped.
 */
static bool by_sample(sorter *s, int bits)
{
    uint64_t sample[SAMPLE], spare[SAMPLE], at = 1;
    size_t equal = 0, close = 0;
    sorter some = {.n = SAMPLE, .key = sample, .spare = spare};
    for (int k = 0; k < SAMPLE; k++, at += golden)
        sample[k] = s->key[(at >> 32) * s->n >> 32];
    sort(&some);
    for (size_t k = 1; k < SAMPLE; k++) {
        uint64_t difference = some.key[k] - some.key[k - 1];
        equal += difference == 0;
        close += difference && difference >> (bits - LEADING) == 0;
    }
    if (equal > SAMPLE / 2 && !s->order && by_counting(s))
        return true;
    return (equal > SAMPLE / 2 || close > (size_t)2 * SAMPLE * SAMPLE / s->n) && by_codes(s, some.key);
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
        if (s->n >= MANY && s->n <= TOO_MANY && by_sample(s, bits))
            return;
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
