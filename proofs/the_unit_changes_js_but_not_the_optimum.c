/*
 * THE UNIT CHANGES THE VALUE OF JS, NOT THE OPTIMUM
 * With log_b x = L log x, L = 1/log b, in every place: D* = p/(p+q) stays, and V(G,D*) = L (-2 log 2 + 2 JS). So
 *     JS ≤ 1 in bits,   JS ≤ log 2 = 0.693... in nats,   JS ≤ 0.301... in base 10;       min V = -2 bits, -1.386... nats, -0.602... in base 10.
 * d/dD of log D is 1/D in nats, and L/D in base b. And a threshold such as "JS < 0.1 means alike" depends on the unit.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic js game"), STATEMENT("D* does not depend on the base of the logarithm; JS ≤ log_b 2 does"),
    HYPOTHESES("One base b > 1 for all logarithms of a formula; L = 1/log b."),
    WHY_A_GAN_CARES(
        "Values of JS in papers are in bits or nats without saying so; log 2 = 0.693 or 1 for disjoint supports tells which."),
    SOURCE("Lin 1991 (bits); Goodfellow et al. 2014 (nats)."),
    ESTABLISHED(
        "Stationarity and value for all densities and all L, by exact algebra; the bounds in three bases and values for two coins by logarithms of rationals. "
        "N(0,1) and N(0.85,1) have JS below 0.1 nats and above 0.1 bits, by enclosures."),
    NOT_ESTABLISHED("Any meaning of a threshold: it depends on the dimension, too."),
    FALSEHOOD("The largest JS is 1 in every base; d/dD of ln D is 1/(D ln 10); JS < 0.1 whatever the unit."))

#define BASE "V = L*(p*log(D) + q*log(1-D)), j = (p*log(2*p/(p+q)) + q*log(2*q/(p+q)))/2"
static const line any_base[] = {
    {"slope in base b", "diff(V, D) = L*(p/D - q/(1-D))", "diff(V, D) = p/D - q/(1-D)", BASE},
    {"stationary at D*", "at(diff(V, D), D = p/(p+q)) = 0", "at(diff(V, D), D = q/(p+q)) = 0", BASE},
    {"the value", "at(V, D = p/(p+q)) = L*(2*j - (p+q)*log(2))", "at(V, D = p/(p+q)) = L*2*j - (p+q)*log(2)",
     BASE},
    {"the natural logarithm", "diff(log(D), D) = 1/D", "diff(log(D), D) = L/D", NULL},
};
static const line bounds[] = {
    {"nats: below 1", "log(2) < 1", "log(2) >= 1", NULL},
    {"nats: above 69/100", "log(2) > 69/100", "log(2) < 69/100", NULL},
    {"base 10: below 31/100", "log(2) < 31/100*log(10)", "log(2) > 31/100*log(10)", NULL},
    {"base 10: min V above -61/100", "-2*log(2) > -61/100*log(10)", "-2*log(2) < -61/100*log(10)", NULL},
};

/* P = (t,1-t), Q = (1-t,t): I = KL, J = 2I, K = JS = log 2 - h(t), as in the figure of Lin 1991; in bits over log 2. */
#define MIRRORED                                                                                             \
    "0 < t < 1, h = -t*log(t) - (1-t)*log(1-t), I = t*log(t/(1-t)) + (1-t)*log((1-t)/t), "                   \
    "K = (t*log(2*t) + (1-t)*log(2*(1-t)) + (1-t)*log(2*(1-t)) + t*log(2*t))/2"
static const line mirrored[] = {
    {"I = (2t-1) log(t/(1-t))", "I = (2*t-1)*log(t/(1-t))", "I = (2*t-1)*log(t)", MIRRORED},
    {"K = log 2 - h(t)", "K = log(2) - h", "K = 2*log(2) - 2*h", MIRRORED},
    {"t = 1/4: I is 0.7925 bits", "at(I, t = 1/4) > 7924/10000*log(2)", "at(I, t = 1/4) > 7925/10000*log(2)",
     MIRRORED},
    {"t = 1/4: K is 0.1887 bits", "at(K, t = 1/4) > 1887/10000*log(2)", "at(K, t = 1/4) > 1888/10000*log(2)",
     MIRRORED},
};

static const pair_case near_the_threshold[] = {
    {"m = 0.85", "normal(0,1)", "normal(0.85,1)", "0.083 nats, 0.1197 bits"}};
static ball in_bits(pair c) { return over(js(c.p, c.q), number(c, "log(2)")); }
static verdict unit_decides(pair c)
{
    return both(less(js(c.p, c.q), ratio(1, 10)), more(in_bits(c), ratio(1, 10)));
}
static verdict alike_in_both(pair c) { return less(in_bits(c), ratio(1, 10)); }

PROOF_OF(the_unit_changes_js_but_not_the_optimum, ALGEBRA("any base, for all densities", any_base),
         ALGEBRA("bounds in three bases", bounds), ALGEBRA("coins and their mirror images", mirrored),
         CHECK("one pair on both sides of 0.1", CERTIFIED, unit_decides, alike_in_both, near_the_threshold))
