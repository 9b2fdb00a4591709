/*
 * THE OPTIMAL DISCRIMINATOR GIVES THE DENSITY RATIO
 *     p/q = D/(1-D),     log(p/q) = logit D = log(D/(1-D))          at D = D* = p/(p+q),
 * and 0 < D* < 1 exactly where both densities are positive: D* = 1 where only the data's is, 0 where only the generator's
 * is, and anything where both vanish. For the standard pairs, from the logarithms of their densities (constants included):
 *     N(0,1) and N(1,1): logit D* = 1/2 - x;        N(0,1) and N(0,4): log 2 - 3x²/8;        Beta(1,2) and Beta(2,1): D* = 1-x;
 *     Gamma(2,1) and Gamma(3,1): D* = 2/(2+x);      Cauchy(0,1) and Cauchy(1,2): D* = ((x-1)² + 4)/((x-1)² + 4 + 2 (x² + 1)).
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic game discriminator"), STATEMENT("p/q = D*/(1-D*), log(p/q) = logit D*"),
    HYPOTHESES("p and q are positive densities with respect to one measure; natural logarithms."),
    WHY_A_GAN_CARES(
        "A discriminator that is trained well is an estimate of the density ratio, for a generator that only samples. "
        "The shape of the logit tells which discriminators can be optimal: affine for two normals of one variance, "
        "quadratic for two variances."),
    SOURCE("Goodfellow 2016, NIPS tutorial, section 3.2; Goodfellow et al. 2014, proposition 1."),
    ESTABLISHED(
        "The ratio and the logit for all positive densities, and D* on the standard pairs, by exact algebra; the "
        "values 1 and 0 where one density vanishes."),
    NOT_ESTABLISHED("How well a trained network estimates the ratio where it has seen few samples."),
    FALSEHOOD(
        "D/(1+D) is the ratio; logit D* is log(q/p); 0 < D* < 1 everywhere; the variance does not bend the logit."))

#define OPTIMAL "D = p/(p+q)"

static const line ratios[] = {
    {"the ratio", "D/(1-D) = p/q", "D/(1+D) = p/q", OPTIMAL},
    {"the logit", "log(D/(1-D)) = log(p/q)", "log(D/(1-D)) = log(q/p)", OPTIMAL},
    {"above 0", "D > 0", "D > 1/2", OPTIMAL},
    {"below 1", "D < 1", "D < 1/2", OPTIMAL},
    {"1 where q = 0", "at(D, q = 0) = 1", "at(D, q = 0) < 1", OPTIMAL},
    {"0 where p = 0", "at(D, p = 0) = 0", "at(D, p = 0) > 0", OPTIMAL},
};

/* log p and log q without the common log of sqrt(2 pi); the Cauchy densities without 1/pi. */
static const line pairs[] = {
    {"N(0,1), N(1,1)", "lp - lq = 1/2 - x", "lp - lq = x - 1/2", "lp = -x^2/2, lq = -(x-1)^2/2"},
    {"N(0,1), N(0,4)", "lp - lq = log(2) - 3*x^2/8", "lp - lq = log(2) - 3*x/8",
     "lp = -x^2/2, lq = -x^2/8 - log(2)"},
    {"N(a,v), N(b,v)", "lp - lq = (a-b)/v*x - (a^2-b^2)/(2*v)", "lp - lq = (a-b)/v*x",
     "lp = -(x-a)^2/(2*v), lq = -(x-b)^2/(2*v)"},
    {"Beta(1,2), Beta(2,1)", "p/(p+q) = 1-x", "p/(p+q) = x", "p = 2*(1-x), q = 2*x"},
    {"Beta(2,3), Beta(3,2)", "p/(p+q) = 1-x", "p/(p+q) = x", "p = 12*x*(1-x)^2, q = 12*x^2*(1-x)"},
    {"Gamma(2,1), Gamma(3,1)", "lp - lq = log(2/x)", "lp - lq = log(1/x)",
     "lp = log(x) - x, lq = 2*log(x) - x - log(2)"},
    {"... as a probability", "(2/x)/(1+2/x) = 2/(2+x)", "(2/x)/(1+2/x) = 1/(1+x)", NULL},
    {"Cauchy(0,1), Cauchy(1,2)", "p/(p+q) = ((x-1)^2+4)/((x-1)^2+4+2*(x^2+1))", "p/(p+q) = 1/2",
     "p = 1/(1+x^2), q = 2/(4+(x-1)^2)"},
};

PROOF_OF(optimal_discriminator_gives_the_density_ratio, ALGEBRA("the ratio, the logit, the range", ratios),
         ALGEBRA("D* or its logit on pairs of laws", pairs))
