/*
 * WITHOUT THE DATA'S LAW AMONG THE GENERATORS, THE OPTIMUM IS A PROJECTION, AND V STAYS ABOVE -log 4
 * P = N(0,1), P_G = U(-a,a), L(a) = V(G_a, D*). With φ the normal density and r = 2aφ(a) the ratio of the densities at the end,
 *     a L'(a) = k(a) = r log(r/(1+r)) - log(1+r) + ∫ over u from 0 to 1 of log(1 + 2aφ(au)),
 *     k'(a) = 2φ(a)(1-a²) log(r/(1+r)) + ∫ of 2φ(au)(1-a²u²)/(1+2aφ(au)) > 0     on [1.8, 1.95],
 * so that a = 1.874057248818669... is the only critical point there, a minimum: V = -1.290681073946202... > -log 4 = -1.386...
 * (Differentiate L = ∫ over [-a,a] of p log(p/(p+q)) + q log(q/(p+q)), q = 1/(2a), whose slope in q is log(q/(p+q)). The rule with D
 * frozen does not apply: the best D jumps to 1 at the moving end.)
 */
#include "proof.h"

ABOUT(
    TAGS("game generator minimum js"),
    STATEMENT("P = N(0,1), P_G = U(-a,a): the minimum of V is -1.29068... at a = 1.87406..., above -log 4"),
    HYPOTHESES("The generator's family does not contain the data's law; the discriminator is optimal."),
    WHY_A_GAN_CARES(
        "-log 4 is promised to generators that can make the data's law. All others end at their nearest law, and a loss that stays above "
        "-log 4 says so."),
    SOURCE(
        "The condition in Goodfellow et al. 2014, proposition 2 (\"enough capacity\"); the example is computed here."),
    ESTABLISHED(
        "The critical point of L to 10^-17 by a change of sign, its uniqueness in [1.8, 1.95] by an enclosed derivative, the value to 18 "
        "decimals by the certified game value."),
    NOT_ESTABLISHED("That no other a outside [1.8, 1.95] is better."),
    FALSEHOOD("V = -log 4 is attained; the best a is the one of equal variance, √3."))

#define RATIO "2*a*exp(-(a*x)^2/2)/sqrt(2*pi)"
typedef struct side {
    const char *name, *at; /* "a = 1.8" or a range */
    int sign;
} side;
static const side sides[] = {{"a = 1.87405724881866923", "a = 1.87405724881866923", -1},
                             {"a = 1.87405724881866924", "a = 1.87405724881866924", 1},
                             {"a = 1.8", "a = 1.8", -1},
                             {"a = 1.95", "a = 1.95", 1}};
static ball condition(instance c, const char *at)
{
    ball end = number_where(c, "2*a*exp(-a^2/2)/sqrt(2*pi)", at), whole = plus(integer(1), end);
    ball inner = integral_of(c, "log(1 + " RATIO ")", at, integer(0), integer(1));
    return plus(minus(times(end, log_of(over(end, whole))), log_of(whole)), inner);
}
static verdict has_this_sign(instance c)
{
    const side *s = c.of;
    ball k = condition(c, s->at);
    return s->sign > 0 ? more(k, integer(0)) : less(k, integer(0));
}
/* If √3 = 1.732... were the minimum, k would be positive beyond it. */
static verdict is_beyond_the_minimum(instance c) { return more(condition(c, "a = 1.8"), integer(0)); }

static const side pieces[] = {{"[1.80, 1.84]", "a in [1.80, 1.84]", 1},
                              {"[1.84, 1.88]", "a in [1.84, 1.88]", 1},
                              {"[1.88, 1.92]", "a in [1.88, 1.92]", 1},
                              {"[1.92, 1.95]", "a in [1.92, 1.95]", 1}};
static ball slope(instance c)
{
    const char *at = ((const side *)c.of)->at;
    ball end = number_where(c, "2*a*exp(-a^2/2)/sqrt(2*pi)", at);
    ball moving = number_where(c, "2*exp(-a^2/2)/sqrt(2*pi)*(1-a^2)", at);
    ball inner = integral_of(c, "2*exp(-(a*x)^2/2)/sqrt(2*pi)*(1-(a*x)^2)/(1 + " RATIO ")", at, integer(0),
                             integer(1));
    return plus(times(moving, log_of(over(end, plus(integer(1), end)))), inner);
}
static verdict rises(instance c) { return more(slope(c), integer(0)); }
static verdict falls(instance c) { return less(slope(c), integer(0)); }

static const side best[] = {
    {"a = 1.87405724881866923699320913593", "a = 1.87405724881866923699320913593", 0}};
static ball value(instance c)
{
    return best_game_value(law_named(c, "normal(0,1)"),
                           law_where(c, "uniform(-a,a)", ((const side *)c.of)->at));
}
static verdict is_this(instance c)
{
    return less(magnitude(minus(value(c), number(c, "-1.29068107394620235868"))), number(c, "10^-18"));
}
static verdict is_minus_log4(instance c) { return agree(c, value(c), number(c, "-log(4)"), 10); }

PROOF_OF(nearest_uniform_law_is_not_the_data,
         CHECK_EACH("the sign of a L'(a) (falsehood: the minimum is at √3)", CERTIFIED, has_this_sign,
                    is_beyond_the_minimum, sides),
         CHECK_EACH("a L'(a) rises on [1.8, 1.95]", CERTIFIED, rises, falls, pieces),
         CHECK_EACH("the least value", CERTIFIED, is_this, is_minus_log4, best))
