/*
 * Random streams: xoshiro256** (Blackman and Vigna, ACM Trans. Math. Softw. 47, 2021) as a GSL generator.
 *
 * Its period is 2^256 - 1, and its 256 bits of state are filled by splitmix64 from a hash of seed and stream
 * index. Two of 2^k streams of 2^l numbers overlap with a probability of about 2^(2k + l - 256).
 */
#include "number/random.h"

#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct state {
    uint64_t word[4];
} state;

struct random_stream {
    gsl_rng generator; /* points to the state below, so that GSL need not allocate */
    state state;
};

static uint64_t rotated(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

static uint64_t next(state *s)
{
    uint64_t *w = s->word, result = rotated(w[1] * 5, 7) * 9, shifted = w[1] << 17;
    w[2] ^= w[0];
    w[3] ^= w[1];
    w[1] ^= w[2];
    w[0] ^= w[3];
    w[2] ^= shifted;
    w[3] = rotated(w[3], 45);
    return result;
}

/* splitmix64: a bijective hash of a counter. */
static uint64_t mixed(uint64_t *counter)
{
    uint64_t z = *counter += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static void fill(state *s, uint64_t seed, uint64_t stream)
{
    uint64_t counter = seed, other = stream ^ UINT64_C(0x6a09e667f3bcc909);
    counter = mixed(&counter) ^ rotated(mixed(&other), 32);
    for (int i = 0; i < 4; i++)
        s->word[i] = mixed(&counter);
}

/* ---- The generator as GSL sees it ---- */

static void gsl_set(void *s, unsigned long seed) { fill(s, seed, 0); }
static unsigned long gsl_get(void *s) { return (unsigned long)(next(s) >> 32); }
static double gsl_get_double(void *s) { return (double)(next(s) >> 11) * 0x1p-53; }

static const gsl_rng_type xoshiro = {
    .name = "xoshiro256**",
    .max = UINT32_MAX,
    .min = 0,
    .size = sizeof(state),
    .set = gsl_set,
    .get = gsl_get,
    .get_double = gsl_get_double,
};

random_stream *random_open(uint64_t seed, uint64_t stream)
{
    random_stream *r = malloc(sizeof *r);
    r->generator = (gsl_rng){.type = &xoshiro, .state = &r->state};
    fill(&r->state, seed, stream);
    return r;
}

void random_close(random_stream *r) { free(r); }
gsl_rng *random_gsl(random_stream *r) { return &r->generator; }
void random_place(const random_stream *r, uint64_t word[4])
{
    memcpy(word, r->state.word, sizeof r->state.word);
}
void random_return(random_stream *r, const uint64_t word[4])
{
    memcpy(r->state.word, word, sizeof r->state.word);
}
uint64_t random_bits(random_stream *r) { return next(&r->state); }

/* The midpoints of 2^52 equal parts of (0, 1). */
double random_uniform(random_stream *r) { return ((double)(next(&r->state) >> 12) + 0.5) * 0x1p-52; }
double random_normal(random_stream *r) { return gsl_ran_gaussian_ziggurat(&r->generator, 1); }
double random_exponential(random_stream *r) { return -log(random_uniform(r)); }
double random_gamma(random_stream *r, double shape) { return gsl_ran_gamma(&r->generator, shape, 1); }

/* G is distributed as G' U^(1/shape), G' of shape + 1. */
double random_log_gamma(random_stream *r, double shape)
{
    double larger = random_gamma(r, shape + 1);
    return log(larger) + log(random_uniform(r)) / shape;
}

/* Numbers of an incomplete last run of n are drawn again. */
uint64_t random_below(random_stream *r, uint64_t n)
{
    uint64_t excess = -n % n, x; /* 2^64 mod n */
    do
        x = next(&r->state);
    while (x < excess);
    return x % n;
}
