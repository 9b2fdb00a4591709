/*
 * D = 1/2 AND P_G = P_DATA ARE A SADDLE POINT
 *     V(G*, D) ≤ V(G*, 1/2) = -log 4 = V(G, 1/2)       for all D and all G,        p_g* = p_data,
 * so that   min over G max over D of V = max over D min over G of V = -log 4:   D = 1/2 guarantees -log 4 to the discriminator, and
 * against any D the generator can hold it to V(P_data, D) ≤ -log 4, as  log D + log(1-D) ≤ -2 log 2.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic game minimum"), STATEMENT("V(G*,D) ≤ V(G*,1/2) = -log 4 = V(G,1/2): min max = max min"),
    HYPOTHESES(
        "All laws and all functions D into (0,1) are allowed: an equilibrium in function space, not in parameters."),
    WHY_A_GAN_CARES(
        "The game has an equilibrium and no duality gap, so neither player profits from moving first. All trouble of training "
        "comes from finite networks and finite steps."),
    SOURCE("Goodfellow et al. 2014, theorem 1; von Neumann's notion of a saddle point."),
    ESTABLISHED(
        "Both inequalities under the integral for all densities and all D, by exact certificates; the payoffs' sum is zero."),
    NOT_ESTABLISHED(POINTWISE),
    FALSEHOOD(
        "D = 0.6 is as good against the data's own law; V(G,1/2) depends on G; the value is -log 2; a discriminator can force more."))

#define GAME "V = p*log(D) + q*log(1-D)"
static const line saddle[] = {
    {"against p_g = p_data", "log(D) + log(1-D) <= -2*log(2)", "log(D) + log(1-D) <= -3*log(2)", NULL},
    {"D = 1/2 against any generator", "at(V, D = 1/2) = -(p+q)*log(2)", "at(V, D = 1/2) = -2*q*log(2)", GAME},
    {"both at once", "at(at(V, q = p), D = 1/2) = -2*p*log(2)", "at(at(V, q = p), D = 1/2) = -p*log(2)",
     GAME},
    {"D = 0.6 is worse", "log(0.6) + log(0.4) < -2*log(2)", "log(0.6) + log(0.4) >= -2*log(2)", NULL},
    {"only D = 1/2 is stationary", "diff(log(D) + log(1-D), D) = (1-2*D)/(D*(1-D))",
     "diff(log(D) + log(1-D), D) = (1-D)/(D*(1-D))", NULL},
    {"zero-sum", "V + (-V) = 0", "V + (-p*log(D) - q*log(D)) = 0", GAME},
};

PROOF_OF(half_and_the_data_are_a_saddle_point, ALGEBRA("the integrands, for all values", saddle))
