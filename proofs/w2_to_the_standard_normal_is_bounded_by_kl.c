/*
 * W2 TO THE STANDARD NORMAL IS BOUNDED BY KL
 *     W2(Q, N(0,1))^2 ≤ 2 KL(Q‖N(0,1))      for every law Q on the line, with equality for Q = N(m,1).
 * For Q = N(m,s²) the difference of the two sides is 2 (s - 1 - log s) ≥ 0.
 */
#include "proof.h"

ABOUT(
    TAGS("transport wasserstein w2 kl normal"), STATEMENT("W2(Q,N(0,1))^2 ≤ 2 KL(Q‖N(0,1))"),
    HYPOTHESES("Q any law on the line; the second law is the standard normal one."),
    WHY_A_GAN_CARES(
        "Small KL to a normal prior, the penalty of variational methods, forces the samples to be close in distance. The converse is false: a "
        "law on finitely many points near the prior has infinite KL."),
    SOURCE("Talagrand 1996; Villani 2009, theorem 22.14 (T2)."),
    ESTABLISHED("For all normal Q by exact algebra; on the laws listed by enclosures."),
    NOT_ESTABLISHED("The inequality for all Q."), FALSEHOOD("W2^2 ≤ KL, without the factor 2."))

static const line normals[] = {
    {"all normal laws", "m^2 + s^2 - 1 - 2*log(s) >= m^2 + (s-1)^2",
     "(m^2 + s^2 - 1 - 2*log(s))/2 >= m^2 + (s-1)^2", NULL},
    {"what is between", "m^2 + s^2 - 1 - 2*log(s) - m^2 - (s-1)^2 = 2*(s - 1 - log(s))",
     "m^2 + s^2 - 1 - 2*log(s) - m^2 - (s-1)^2 = s - 1 - log(s)", NULL},
};

static const pair_case laws[] = {
    {"moved by 1", "normal(1,1)", "normal(0,1)", "equality"},
    {"moved by 3", "normal(3,1)", "normal(0,1)", "equality"},
    {"narrow", "normal(1/2,1/10)", "normal(0,1)", NULL},
    {"wide", "normal(0,4)", "normal(0,1)", NULL},
    {"uniform", "uniform(-1,1)", "normal(0,1)", "bounded support"},
    {"uniform, moved", "uniform(0,3)", "normal(0,1)", NULL},
    {"one-sided", "exponential(1)", "normal(0,1)", "skewed"},
    {"a point", "point(0)", "normal(0,1)", "KL = +inf"},
};
static verdict bounded_by(pair c, ball divergence_times)
{
    ball W = square(w2(c.p, c.q));
    return either(at_most(W, divergence_times), agree(c, W, divergence_times, 15));
}
static verdict by_twice(pair c) { return bounded_by(c, twice(kl(c.p, c.q))); }
static verdict by_once(pair c) { return bounded_by(c, kl(c.p, c.q)); }

PROOF_OF(w2_to_the_standard_normal_is_bounded_by_kl, ALGEBRA("normal laws, all parameters", normals),
         CHECK("laws of all kinds (falsehood: without the 2)", CERTIFIED, by_twice, by_once, laws))
