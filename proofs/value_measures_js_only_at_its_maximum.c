/*
 * V MEASURES JS ONLY AT ITS MAXIMUM OVER D
 *     D* = argmax over D of V(G,D),      JS(P,P_g) = (log 4 + max over D of V(G,D))/2,
 * not D* = argmax over D of JS: JS(P,P_g) is one number for given laws, its slope in D is 0, and every D would be an argmax. A single
 * D measures nothing: (log 4 + V(G,D))/2 is below JS for every D but D*, and for D = 1/2 it is 0 whatever the laws are.
 * If log D(x) is misread as log P(x), the first mean has no D in it, and the best D is 0.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic game discriminator js"),
    STATEMENT("D* = argmax of V(G,D), not of JS; (log 4 + V(G,D))/2 is JS at D* only, and less elsewhere"),
    HYPOTHESES("p and q are positive densities with respect to one measure; D has values in (0,1)."),
    WHY_A_GAN_CARES(
        "A discriminator does not evaluate a divergence: it maximises a lower bound of one. The number that a training log shows "
        "is that bound, and falls short by what D lacks."),
    SOURCE("Goodfellow et al. 2014, proposition 1 and theorem 1."),
    ESTABLISHED(
        "The slopes in D under the integral, that D* shows the integrand of JS, any other D less, and D = 1/2 nothing, for all densities by exact "
        "algebra. On each standard pair on the line: D whose logit is off by -2 or by 1/2 shows less than JS, and the one that is further "
        "off less."),
    NOT_ESTABLISHED(POINTWISE),
    FALSEHOOD(
        "JS has the slope of V in D; V with log P(x) has its slope; every D shows JS; D = 1/2 shows half of it."))

#define INTEGRANDS                                                                                           \
    "V = p*log(D) + q*log(1-D), m = (p+q)/2, j = (p*log(p/m) + q*log(q/m))/2, shown = (V + (p+q)*log(2))/2"
static const line slopes[] = {
    {"V has one", "diff(V, D) = p/D - q/(1-D)", "diff(V, D) = 0", INTEGRANDS},
    {"JS has none", "diff(j + 0*log(D), D) = 0", "diff(j + 0*log(D), D) = diff(V, D)/2", INTEGRANDS},
    {"log P(x) for log D(x): the best D is 0", "diff(p*log(p) + q*log(1-D), D) < 0",
     "diff(p*log(p) + q*log(1-D), D) = diff(V, D)", INTEGRANDS},
};
static const line shown[] = {
    {"at D*", "at(shown, D = p/(p+q)) = j", "at(shown, D = p/(p+q)) = 2*j", INTEGRANDS},
    {"at D = 1/2", "at(shown, D = 1/2) = 0", "at(shown, D = 1/2) = j/2", INTEGRANDS},
    {"never more", "shown <= j", "shown >= j", INTEGRANDS},
    {"p = 2-2x, q = 2x: V(1/2) = -log 4 is less than V(D*) = -1", "-log(4) < -1", "-log(4) >= -1", NULL},
};

static ball shown_by(const char *tilt, pair c)
{
    return half(plus(number(c, "log(4)"), tilted_game_value(tilt, c.p, c.q)));
}
static verdict far_is_less_than_near(pair c)
{
    ball near = shown_by("1/2", c), far = shown_by("-2", c);
    return provided(c, on_the_line(c), both(less(near, js(c.p, c.q)), less(far, near)));
}
static verdict all_show_js(pair c)
{
    return provided(c, on_the_line(c), agree(c, shown_by("1/2", c), js(c.p, c.q), 15));
}

PROOF_OF(value_measures_js_only_at_its_maximum, ALGEBRA("slopes in D, for all densities", slopes),
         ALGEBRA("what D shows, for all densities", shown),
         CHECK("the standard pairs on the line (falsehood: every D shows JS)", CERTIFIED,
               far_is_less_than_near, all_show_js, standard_pairs))
