/*
 * The f-divergences in double precision: scalar integrands in (log p, log q), one row each.
 *
 * Every integrand is written as D_f with f(1) = f'(1) = 0, which adds a multiple of the integral of p - q, that is of 0:
 *     KL: p u - p + q,      Renyi: p^a q^(1-a) - a p - (1-a) q,      u = log p - log q.
 * It has one sign then, and nearly equal laws lose no digits. It is homogeneous: (p, q) -> (c p, c q) multiplies it by c;
 * entropies are not divergences, and are not homogeneous.
 */
#ifndef DIVERGENCES_GENERATOR_H
#define DIVERGENCES_GENERATOR_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Both densities at n points, and what all integrands share, found once: u = log p - log q (0 where both densities vanish),
 * r = e^-|u| and d = 1 - r without cancellation, and where |u| < 1 up = e^u - 1 - u and down = e^-u - 1 + u. -inf stands for the log of 0; an integrand is 0 where both densities are.
 */
typedef struct density_pair {
    size_t n;
    const double *log_p, *log_q, *p, *q;
    const double *u, *r, *d, *up, *down;
    double sign; /* of u: -1 once P and Q are exchanged */
} density_pair;

/* Fills a pair from the logs of the densities, with room for DENSITY_PAIR_ROOM * n numbers. */
enum { DENSITY_PAIR_ROOM = 7 };
density_pair density_pair_make(size_t n, const double *log_p, const double *log_q, double *room);

typedef void (*generator_density)(const density_pair *at, double order, double *out);

/* How an integral can diverge, apart from the supports: not at all, like p |u|, or like p^a q^(1-a). */
typedef enum { GROWTH_NONE, GROWTH_LOG_RATIO, GROWTH_POWER } generator_growth;

typedef struct generator {
    const char *name; /* of the divergence */
    generator_density density;
    generator_growth growth;
    bool exchanged; /* the density is used with P and Q exchanged */
    bool both;      /* what is said of P against Q below holds of Q against P as well */
    bool inhomogeneous;
    double order; /* of the power, where the row fixes it: infinite where P is not dominated by Q if > 1 */
    double (*of_integral)(double integral,
                          double order); /* NULL: the integral itself; increasing or decreasing */
} generator;

const generator *generator_by_name(const char *name);

/* The integrand of a row, with P and Q exchanged where the row asks for it. */
void generator_density_at(const generator *g, const density_pair *at, double order, double *out);

/* Is the value +infinity where P has mass and Q has none? (After the exchange, if the row asks for one.) */
bool generator_needs_domination(const generator *g, double order);

/* The derivative of the value with respect to relative errors of the densities is at most this times 1 + |value|. */
double generator_sensitivity(const generator *g, double order);

/* Carries an integral and its error over to the divergence; the error is NaN if the function is not defined on it. */
void generator_finish(const generator *g, double order, double *value, double *error);

/* log(p^a q^(1-a)) point by point. */
void generator_log_power(size_t n, const double *log_p, const double *log_q, double order, double *out);

#endif
