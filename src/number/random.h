/*
 * Seeded streams of random numbers. The same seed and stream index give the same numbers on every run and
 * every machine; different indices of one seed give streams that are independent for every practical purpose.
 */
#ifndef NUMBER_RANDOM_H
#define NUMBER_RANDOM_H

#include <gsl/gsl_rng.h>
#include <stdint.h>

typedef struct random_stream random_stream;

random_stream *random_open(uint64_t seed, uint64_t stream);
void random_close(random_stream *r);

double random_uniform(random_stream *r);             /* in the open interval (0, 1), a multiple of 2^-53 */
double random_normal(random_stream *r);              /* mean 0, variance 1 */
double random_exponential(random_stream *r);         /* mean 1 */
double random_gamma(random_stream *r, double shape); /* scale 1, shape > 0 */
double random_log_gamma(random_stream *r,
                        double shape);               /* the log of such a number, which does not underflow */
uint64_t random_below(random_stream *r, uint64_t n); /* 0, ..., n - 1 without bias; n > 0 */
uint64_t random_bits(random_stream *r);              /* 64 random bits */

/* The stream as a GSL generator, for GSL's own samplers. */
gsl_rng *random_gsl(random_stream *r);

/* Where the stream stands: what is drawn after random_return is what was drawn after random_place. */
void random_place(const random_stream *r, uint64_t word[4]);
void random_return(random_stream *r, const uint64_t word[4]);

#endif
