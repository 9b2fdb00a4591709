/*
 * Every f-divergence is one row: D_f(P||Q) = integral of q f(p/q), with f convex. A row gives the integrand in the
 * variables that keep its digits, the two limits that decide what happens where one density vanishes,
 *
 *     f(0) = lim f(u) as u -> 0     (weight of Q where P has no mass),
 *     f'(inf) = lim f(u)/u          (weight of P where Q has no mass; infinite for KL and powers above 1),
 *
 * and Jensen's perspective Q f(P/Q). On any set T these enclose the contribution of T from masses alone:
 *
 *     Q(T) f(P(T)/Q(T))  <=  integral over T  <=  f(0) Q(T) + f'(inf) P(T)          (Liese and Vajda 2006, sec. 3).
 *
 * Rows for swapped arguments (reverse-kl, neyman) are the same functional with P and Q exchanged.
 */
#ifndef DIVERGENCES_FUNCTIONAL_H
#define DIVERGENCES_FUNCTIONAL_H

#include "number/cball.h"
#include "number/real.h"

/* Both densities at one node: u = log p - log q; r = e^-u where side > 0 (p dominates), e^u otherwise. */
typedef struct site {
    cball p, q, u, r;
    int side;
    int sign;   /* of p - q on all of the real range that is integrated over; 0: not known */
    ball order; /* alpha for the power functional, in the node's scope */
} site;

typedef enum { TAIL_BY_MASS, TAIL_BY_LOG_RATIO, TAIL_BY_POWER } tail_rule;

/* Both densities at a real point, with their logarithms: p, q > 0. */
typedef struct axis_site {
    ball p, q, log_p, log_q;
} axis_site;

typedef struct functional {
    cball (*density)(const site *at);
    ball (*density_on_axis)(const axis_site *at, ball order); /* the same at a real point */
    ball (*perspective)(ball P, ball Q, ball order);          /* Q f(P/Q), finite arguments, 0 allowed */
    ball (*chord)(ball P, ball Q, ball order);                /* f(0) Q + f'(inf) P, for TAIL_BY_MASS only */
    tail_rule tail;                                           /* TAIL_BY_MASS exactly if f'(inf) is finite */
    /* Forms of near.h: what to add to the tail rule's bounds, linear in the masses; NULL for JS. */
    ball (*correction)(ball P, ball Q, ball order);
    bool near; /* of the size of (p - q)^2/p: the goal lies far below what the masses are accurate to */
    /* What the integral may be for densities in [p, p (1 + share)] and [q, q (1 + share)], P, Q <= 1; NULL: unknown. */
    ball (*perturbed)(ball integral, ball share, ball order);
} functional;

extern const functional functional_kl; /* u log u */
extern const functional functional_js; /* (u log(2u/(1+u)) + log(2/(1+u)))/2 */
/*
 * (u log(u/(1+u)) + log(1/(1+u)))/2: half the value of the game at the optimal discriminator. It differs from JS by
 * ((p+q)/2) log 2, whose integral is a mass, and it vanishes where either density does: the form to integrate.
 */
extern const functional functional_half_game;
extern const functional
    functional_power_below; /* u^alpha, 0 < alpha < 1: the integral of p^alpha q^(1-alpha) */
extern const functional functional_power_above; /* u^alpha, alpha > 1 */
/* f(0) = f'(inf) = 0: half the game and powers below 1. */
bool functional_vanishes_alone(const functional *f);

extern const functional functional_tv; /* |u - 1|/2: masses only; integrated by signs, not by a density */

#endif
