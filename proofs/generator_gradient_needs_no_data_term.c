/*
 * THE GENERATOR'S GRADIENT NEEDS NO DATA TERM
 *     ∂/∂q [p log D + q log(1-D)] = log(1-D) = ∂/∂q [q log(1-D)]         for a fixed D,
 * since E_p log D does not depend on the generator. If D follows the generator, D = D*(q), the data term does move,
 *     ∂/∂q p log D* = -p/(p+q),
 * but the whole moves as if D* stood still (the envelope rule): d/dq V(q, D*(q)) = log(1-D*) = ∂/∂q 2 JS - log 2.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic game generator gradient"),
    STATEMENT("∂V/∂q = log(1-D): E_p log D drops out; d/dq V(q,D*) = log(1-D*)"),
    HYPOTHESES(
        "p and q are positive densities; D has values in (0,1); derivatives are those of the integrand by the generator's density "
        "q at a point, from which the chain rule gives those by its parameters."),
    WHY_A_GAN_CARES(
        "Real images train the generator only through D. And a step down the gradient with D = D* fixed is a step down the "
        "gradient of JS, to first order: this is what makes alternating steps reasonable."),
    SOURCE("Goodfellow et al. 2014, algorithm 1 and section 6; the envelope rule: Danskin 1967."),
    ESTABLISHED(
        "Both rules for all positive densities, by exact algebra, and that a stale D (best for another density r) gives another slope."),
    NOT_ESTABLISHED(
        "Differentiation under the integral, which needs a bound on the slopes; steps that are not small."),
    FALSEHOOD(
        "The data term has a slope; it has none even if D follows; a stale optimum gives the slope of JS; the slope is that of JS, not of 2 JS."))

#define GAME "V = p*log(D) + q*log(1-D)"
#define BEST "D = p/(p+q), V = p*log(D) + q*log(1-D), j = (p*log(2*p/(p+q)) + q*log(2*q/(p+q)))/2"
static const line slopes[] = {
    {"the data term drops out", "diff(V, q) = diff(q*log(1-D), q)",
     "diff(V, q) = diff(q*log(1-D), q) + log(D)", GAME},
    {"the slope is log(1-D)", "diff(V, q) = log(1-D)", "diff(V, q) = -log(D)", GAME},
    {"if D follows, the data term moves", "diff(p*log(D), q) = -p/(p+q)", "diff(p*log(D), q) = 0", BEST},
    {"the envelope rule", "diff(V, q) = log(1-D)", "diff(V, q) = log(1-D) - p/(p+q)", BEST},
    {"which is the slope of 2 JS", "diff(V, q) = diff(2*j, q) - log(2)", "diff(V, q) = diff(j, q) - log(2)",
     BEST},
    {"a stale D is another slope", "log(1-D) = log(q/(p+q))", "log(1-D) = log(r/(p+r))", BEST},
};

PROOF_OF(generator_gradient_needs_no_data_term, ALGEBRA("slopes of the integrand, for all densities", slopes))
