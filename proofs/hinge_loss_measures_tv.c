/*
 * THE HINGE LOSS MEASURES TOTAL VARIATION
 *     max over D of  E_p min(0, D-1) + E_q min(0, -D-1) = -2 + 2 TV(P,Q),          at D = sign(p-q).
 * Pointwise, for -1 ≤ D ≤ 1 the integrand is  p (D-1) - q (D+1) = -(p+q) + (p-q) D,  largest at an end: -2 min(p,q). Beyond the ends, at
 * 1+d or -1-d, it is -q (2+d) or -p (2+d), which is less. And 1 - TV = ∫ min(p,q).
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic critic tv"), STATEMENT("max over D of the hinge objective = -2 + 2 TV, at D = sign(p-q)"),
    HYPOTHESES("p and q are densities with respect to one measure; D may be any real function."),
    WHY_A_GAN_CARES(
        "The hinge loss of many large GANs, against its best critic, is total variation: as blind to distance as JS is for "
        "disjoint supports. What helps in practice is the restriction of the critic."),
    SOURCE("Lim and Ye 2017, Geometric GAN; Miyato et al. 2018."),
    ESTABLISHED(
        "The integrand and its largest value, in the cases p = q + s and q = p + s, by exact algebra. On finite laws: the value from "
        "the masses against TV, by enclosures."),
    NOT_ESTABLISHED(POINTWISE),
    FALSEHOOD("The value is -2 + TV; the best D is 0; a critic beyond [-1,1] gains."))

/* p = q + s, s > 0; D = 1 - e inside, 1 + d and -1 - d outside. */
static const line cases[] = {
    {"between -1 and 1", "p*(D-1) + q*(-D-1) = -(p+q) + (p-q)*D", "p*(D-1) + q*(-D-1) = -(p+q) - (p-q)*D",
     NULL},
    {"at D = 1, p ≥ q: -2 min(p,q)", "at(-((q+s)+q) + s*D, D = 1) = -2*q",
     "at(-((q+s)+q) + s*D, D = 0) = -2*q", NULL},
    {"at D = -1, q ≥ p", "at(-(p+(p+s)) - s*D, D = -1) = -2*p", "at(-(p+(p+s)) - s*D, D = 1) = -2*p", NULL},
    {"inside, less", "-((q+s)+q) + s*(1-e) < -2*q", "-((q+s)+q) + s*(1-e) > -2*q", NULL},
    {"above 1, less", "q*(-(1+d)-1) < -2*q", "q*(-(1+d)-1) > -2*q", NULL},
    {"below -1, less", "(q+s)*(-(1+d)-1) < -2*q", "(q+s)*(-(1+d)-1) > -2*q", NULL},
};

/* The least masses min(p,q) of finite laws, summed. */
typedef struct masses {
    const char *name, *p, *q, *common;
} masses;
static const masses laws[] = {
    {"I9", "finite(0: 1/2, 1: 1/3, 2: 1/6)", "finite(0: 1/6, 1: 1/3, 2: 1/2)", "1/6+1/3+1/6"},
    {"I10", "bernoulli(3/4)", "bernoulli(1/4)", "1/4+1/4"},
    {"disjoint", "point(0)", "point(1)", "0"},
};
static verdict value_is(instance c, const char *per_tv)
{
    const masses *of = c.of;
    ball distance = tv(law_named(c, of->p), law_named(c, of->q)),
         value = times(integer(-2), number(c, of->common));
    return agree(c, value, plus(integer(-2), times(number(c, per_tv), distance)), 30);
}
static verdict twice_tv(instance c) { return value_is(c, "2"); }
static verdict once_tv(instance c) { return value_is(c, "1"); }

PROOF_OF(hinge_loss_measures_tv, ALGEBRA("the integrand", cases),
         CHECK_EACH("the value on finite laws (falsehood: -2 + TV)", CERTIFIED, twice_tv, once_tv, laws))
