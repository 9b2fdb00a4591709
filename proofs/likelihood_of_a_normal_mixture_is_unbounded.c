/*
 * THE LIKELIHOOD OF A NORMAL MIXTURE IS UNBOUNDED
 *     sup over s of sum_i log p_s(x_i) = +inf       for p_s = ½ N(x_1, s²) + ½ N(m, 1) and any sample of two points or more.
 * One component sits on a data point and shrinks: with φ the standard normal density, for the sample {0, 1} and m = 1/2
 *     L(s) = log(φ(0)/(2s) + φ(½)/2) + log(φ(1/s)/(2s) + φ(½)/2)  ≥  log(φ(0)/(2s)) + log(φ(½)/2),
 * which grows like log(1/s). So there is no maximum of the likelihood over all mixtures; a lower bound on the sd's makes one.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic likelihood mle"),
    STATEMENT("½N(x₁,s²) + ½N(m,1): log-likelihood → ∞ as s → 0; bounded for s ≥ 1"),
    HYPOTHESES(
        "A sample with at least two different points; normal mixtures with two components and free variances."),
    WHY_A_GAN_CARES(
        "Maximum likelihood is the yardstick that a GAN is measured by, and for the simplest generative model it has no answer "
        "without a bound. EM has to be kept from the singularity."),
    SOURCE(
        "Kiefer and Wolfowitz 1956; Day 1969, Estimating the components of a mixture of normal distributions."),
    ESTABLISHED(
        "The lower bound, for all weights of the two summands, and its growth without bound, by exact certificates; L(s) at five s to all "
        "the digits below. For three s ≥ 1 the likelihood of two points is at most 2 log φ(0)."),
    NOT_ESTABLISHED("Samples with ties at every point, and mixtures of other families."),
    FALSEHOOD(
        "L(s) ≤ 2 log φ(0) also for small s; L(s) is at most its lower bound; the bound falls, or grows by 1/2 for each factor e."))

/* a = φ(0)/2, b = φ(1/2)/2, c = φ(1/s)/2 ≥ 0, t = 1/s */
static const line bounds[] = {
    {"L is above its bound", "log(a*t + b) + log(c*t + b) > log(a*t) + log(b)",
     "log(a*t + b) + log(c*t + b) <= log(a*t) + log(b)", NULL},
    {"the bound rises in t = 1/s", "diff(log(a*t) + log(b), t) > 0", "diff(log(a*t) + log(b), t) < 0", NULL},
    {"by log k as t grows by the factor k", "log(a*k*t) - log(a*t) = log(k)", "log(a*k*t) - log(a*t) = k",
     NULL},
    {"by 1 for each factor e", "diff(log(a*t) + log(b), log(t)) = 1", "diff(log(a*t) + log(b), log(t)) = 1/2",
     NULL},
};

typedef struct spread {
    const char *name, *digits; /* s, and the decimals of L(s) for the sample {0, 1} */
} spread;
static const spread spreads[] = {
    {"1/100", "1.264785015036274355567967674668123"},  {"1/10", "-0.9620157177084762963995596596892347"},
    {"1/1000", "3.559465959184038909931628109818856"}, {"1/10^6", "10.46634001293155118614578844946772"},
    {"1/10^9", "17.37409441029967195596199438798998"},
};
static ball at_spread(instance c, const char *text)
{
    char value[40];
    snprintf(value, sizeof value, "s = %s", ((const spread *)c.of)->name);
    return number_where(c, text, value);
}
static ball log_likelihood(instance c)
{
    return at_spread(c, "log(1/s/2 + exp(-1/8)/2) + log(exp(-1/(2*s^2))/s/2 + exp(-1/8)/2) - log(2*pi)");
}
static verdict is_this(instance c)
{
    ball bound = at_spread(c, "log(1/s/2) + log(exp(-1/8)/2) - log(2*pi)");
    return both(has_decimals(c, log_likelihood(c), ((const spread *)c.of)->digits),
                more(log_likelihood(c), bound));
}
static verdict stays_bounded(instance c) { return at_most(log_likelihood(c), number(c, "-log(2*pi)")); }

/* With both sd's at least 1 each density is at most φ(0). */
static const spread wide[] = {{"1", NULL}, {"2", NULL}, {"10", NULL}};
static verdict is_bounded(instance c) { return stays_bounded(c); }
static verdict is_not(instance c) { return more(log_likelihood(c), number(c, "-log(2*pi)")); }

PROOF_OF(likelihood_of_a_normal_mixture_is_unbounded, ALGEBRA("the lower bound, for all s", bounds),
         CHECK_EACH("L(s) for the sample {0, 1} (falsehood: at most 2 log φ(0))", CERTIFIED, is_this,
                    stays_bounded, spreads),
         CHECK_EACH("s ≥ 1: at most 2 log φ(0)", CERTIFIED, is_bounded, is_not, wide))
