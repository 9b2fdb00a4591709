/*
 * THE DISCRIMINATOR MAXIMISES A BERNOULLI LIKELIHOOD
 *     V(G,D) = 2 E[y log D(x) + (1-y) log(1-D(x))] = -2 (binary cross-entropy),
 * y a fair coin, x drawn from the data if y = 1 and from the generator if y = 0. So D is a model of P(y = 1 | x), and
 *     D* = p/(p+q) = P(y = 1 | x)   by Bayes' rule.
 * With weight w of the data, 0 < w < 1, the same argument gives  D*_w = w p/(w p + (1-w) q).
 * For D = 1/(1 + e^-t), with logit t = log(D/(1-D)), the integrand's slope is  ∂/∂t = p (1-D) - q D:  ascent in t raises D
 * on data and lowers it on what is generated.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic game discriminator"),
    STATEMENT("V(G,D) = 2 E log-likelihood of the label; D* = P(real|x)"),
    HYPOTHESES("p and q are densities with respect to one measure, both positive; D has values in (0,1)."),
    WHY_A_GAN_CARES(
        "It is why a discriminator is trained as a binary classifier with cross-entropy, and what its output "
        "means: the probability that x is real, provided that both classes are shown equally often."),
    SOURCE("Goodfellow et al. 2014, section 4.1; Bayes' rule."),
    ESTABLISHED(
        "For all densities and all D, by exact algebra: the likelihood, Bayes' rule, the optimum for any "
        "weight of the classes, its concavity, and the slope in the logit; on p = 2-2x, q = 2x the value -3 of the inverted D."),
    NOT_ESTABLISHED(POINTWISE),
    FALSEHOOD(
        "Targets exchanged (generated is 1); D is the probability of not being real; D* needs no correction "
        "for unequal classes; the likelihood is V itself, not V/2."))

#define LIKELIHOOD "V = p*log(D) + q*log(1-D), L = p/2*log(D) + q/2*log(1-D), m = (p+q)/2"
#define WEIGHTED "V = w*p*log(D) + (1-w)*q*log(1-D), D0 = w*p/(w*p + (1-w)*q)"

static const line likelihood[] = {
    {"V is twice the expected log-likelihood", "V = 2*L", "V = L", LIKELIHOOD},
    {"targets real 1, generated 0", "L = 1/2*p*log(D) + 1/2*q*log(1-D)", "L = 1/2*p*log(1-D) + 1/2*q*log(D)",
     LIKELIHOOD},
    {"Bayes: D* = P(real|x)", "p/(p+q) = 1/2*p/m", "p/(p+q) = 1/2*q/m", LIKELIHOOD},
};

static const line optimum[] = {
    {"stationary at D*_w", "at(diff(V, D), D = D0) = 0", "at(diff(V, D), D = p/(p+q)) = 0", WEIGHTED},
    {"strictly concave", "at(at(diff(V, D, D), D = s/(s+t)), w = u/(u+v)) < 0",
     "at(at(diff(V, D, D), D = s/(s+t)), w = u/(u+v)) > 0", WEIGHTED}, /* all D and w in (0,1) */
    {"half of each class", "at(D0, w = 1/2) = p/(p+q)", "at(D0, w = 1/4) = p/(p+q)", WEIGHTED},
    {"a quarter real, p = 2-2x, q = 2x", "at(at(at(D0, w = 1/4), p = 2-2*x), q = 2*x) = (1-x)/(1+2*x)",
     "at(at(at(D0, w = 1/4), p = 2-2*x), q = 2*x) = 1-x", WEIGHTED},
};

static const line slopes[] = {
    {"in the logit", "diff(V, log(D/(1-D))) = p*(1-D) - q*D", "diff(V, log(D/(1-D))) = q*D - p*(1-D)",
     LIKELIHOOD},
    {"on data D rises", "diff(log(D), D) > 0", "diff(log(D), D) < 0", NULL},
    {"on generated points it falls", "diff(log(1-D), D) < 0", "diff(log(1-D), D) > 0", NULL},
};

/* p = 2-2x, q = 2x and D = x = q/(p+q), the probability of not being real: V by an antiderivative, which is 0 at 0 and F(1) = -3. */
#define INVERTED "F = (2*x - x^2)*log(x) - 2*x + x^2/2 - (1-x^2)*log(1-x) - x - x^2/2"
static const line inverted[] = {
    {"an antiderivative", "diff(F, x) = (2-2*x)*log(x) + 2*x*log(1-x)",
     "diff(F, x) = (2-2*x)*log(1-x) + 2*x*log(x)", INVERTED},
    {"from 0 to 1: the polynomial is -3", "at(-2*x + x^2/2 - x - x^2/2, x = 1) = -3",
     "at(-2*x + x^2/2 - x - x^2/2, x = 1) = -1", NULL},
};

PROOF_OF(discriminator_is_a_bernoulli_likelihood, ALGEBRA("the likelihood of the label", likelihood),
         ALGEBRA("the optimum for a weight w of the data", optimum),
         ALGEBRA("the direction of ascent", slopes), ALGEBRA("D inverted, on one pair", inverted))
