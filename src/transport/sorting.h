/*
 * Sorting in time O(n), whatever the values: by digits of 10 bits, the least first.
 *
 * Of keys that spread over more than 30 bits only the leading 30 are sorted by digits, which leaves nearly sorted what is not
 * made of clusters; insertion does the rest, unless it moves more than 2 n keys: then all digits are sorted. Of more than 10^5
 * keys a sample tells beforehand: few values are counted instead, and clusters sorted by two digits of a map that spreads them.
 */
#ifndef TRANSPORT_SORTING_H
#define TRANSPORT_SORTING_H

#include <stddef.h>
#include <stdint.h>

/* Finite numbers, in increasing order; `to` may be `from`; room for n keys. */
void sort_doubles(size_t n, const double *from, double *to, uint64_t *room);

/* Keys in increasing order. order[k] becomes the former place of the key at k; equal keys stay in order. NULL: keys only. */
void sort_keys(size_t n, uint64_t *key, uint32_t *order);

/* A finite double as a key: unsigned order is the order of the numbers, with -0 before 0. */
uint64_t key_of_double(double x);
double double_of_key(uint64_t key);

#endif
