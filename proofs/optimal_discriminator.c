/*
 * THE OPTIMAL DISCRIMINATOR
 *     D* = p/(p+q)   maximises   V(G,D) = ∫ p log D + q log(1-D)   over all measurable D into [0,1],
 * p the density of the data and q the generator's; the maximiser is unique up to (p+q)-null sets.
 * Pointwise, for p, q > 0, f(D) = p log D + q log(1-D) has
 *     f'(D)  = p/D - q/(1-D) = (p - (p+q) D)/(D (1-D)),       zero at D* = p/(p+q) and nowhere else in (0,1),
 *     f''(D) = -p/D² - q/(1-D)² < 0                           f is strictly concave (not convex),
 *     f(D*) - f(D) = (p+q) KL(Bernoulli(D*) ‖ Bernoulli(D)),  never negative, zero only at D = D*.
 * The last line integrates to what any D loses,  V(G,D*) - V(G,D) = ∫ (p+q) KL(Bernoulli(D*) ‖ Bernoulli(D)).
 * (Where q = 0 < p, f = p log D is largest at D = 1 = p/(p+q); where p = 0 < q, at D = 0.)
 */
#include "proof.h"

ABOUT(TAGS("core game"), STATEMENT("D* = p/(p+q) maximises V(G,D)"),
      HYPOTHESES(
          "p and q are densities with respect to one measure; D ranges over all measurable functions with "
          "values in [0,1]. Over a smaller class, such as networks, the maximum may be smaller."),
      WHY_A_GAN_CARES(
          "The discriminator of a GAN estimates D*, and the generator's loss against D* is what the "
          "theory speaks about. The gap is what a discriminator that is trained too little costs."),
      SOURCE("Goodfellow et al. 2014, Generative adversarial nets, proposition 1."),
      ESTABLISHED(
          "Slope, its only zero, concavity and the gap, by exact algebra for all p, q > 0 and D in "
          "(0,1). On each standard pair on the line: D whose logit is off by 1/10, -1/2 or 2 loses, to 30 "
          "digits, the integral of the gap, which is positive. On all standard pairs D = 1/2 loses too."),
      NOT_ESTABLISHED(
          "The same for all pairs of laws, by integrating the exact gap; and that a discriminator of "
          "a given architecture comes close to D*, or that training finds it."),
      FALSEHOOD("q/(p+q) or p²/(p²+q²) is stationary; f is convex; the gap without the weight p+q; a "
                "discriminator with a shifted logit is as good; and: it suffices that the integral of "
                "p/D - q/(1-D) vanishes, which it does for D = 1/2."))

#define F(D) "p*log(" D ") + q*log(1-" D ")"
#define SLOPE(D) "p/(" D ") - q/(1-(" D "))"
#define CURVATURE(D) "-p/(" D ")^2 - q/(1-(" D "))^2"
#define KL_OF_COINS(s, d) "((" s ")*log((" s ")/(" d ")) + (1-(" s "))*log((1-(" s "))/(1-(" d "))))"

/* ---- Pointwise, exactly: for all p, q > 0 and all D in (0,1) ---- */

typedef struct link {
    const char *name, *left, *right, *wrong;
} link;

static const link slopes[] = {
    {"f'", F("D"), SLOPE("D"), "p/D + q/(1-D)"},
    {"f''", SLOPE("D"), CURVATURE("D"), "-p/D^2 + q/(1-D)^2"},
};

static verdict slope(instance c)
{
    const link *l = c.of;
    return derivative_is(c, l->left, "D", l->right);
}
static verdict wrong_slope(instance c)
{
    const link *l = c.of;
    return derivative_is(c, l->left, "D", l->wrong);
}

static const link equalities[] = {
    {"f' has no other zero", SLOPE("D"), "(p - (p+q)*D)/(D*(1-D))", "(q - (p+q)*D)/(D*(1-D))"},
    {"the gap", F("(p/(p+q))") " - (" F("D") ")", "(p+q)*" KL_OF_COINS("p/(p+q)", "D"),
     KL_OF_COINS("p/(p+q)", "D")},
    {"f' at 1/2 integrates to 0", SLOPE("1/2"), "2*p - 2*q", "0"},
};

static verdict equal(instance c)
{
    const link *l = c.of;
    return identity(c, l->left, l->right);
}
static verdict equal_to_the_wrong(instance c)
{
    const link *l = c.of;
    return identity(c, l->left, l->wrong);
}

typedef struct candidate {
    const char *name, *optimal, *wrong;
} candidate;

static const candidate candidates[] = {
    {"roles exchanged", SLOPE("p/(p+q)"), SLOPE("q/(p+q)")},
    {"squares", SLOPE("p/(p+q)"), SLOPE("p^2/(p^2+q^2)")},
    {"always 1/2", SLOPE("p/(p+q)"), SLOPE("1/2")},
};

static verdict stationary(instance c)
{
    const candidate *d = c.of;
    return identity(c, d->optimal, "0");
}
static verdict wrong_is_stationary(instance c)
{
    const candidate *d = c.of;
    return identity(c, d->wrong, "0");
}

/* Every D in (0,1) is s/(s+t) with s, t > 0. */
static const candidate interior[] = {{"D = s/(s+t)", "-(" CURVATURE("s/(s+t)") ")", CURVATURE("s/(s+t)")}};

static verdict concave(instance c)
{
    const candidate *d = c.of;
    return positive(c, d->optimal);
}
static verdict convex(instance c)
{
    const candidate *d = c.of;
    return positive(c, d->wrong);
}

/* ---- Globally: logit D = logit D* + tilt ---- */

static verdict loses_the_gap(const char *tilt, ball V, pair c)
{
    ball gap = tilted_game_gap(tilt, c.p, c.q);
    return both(more(gap, integer(0)), agree(c, minus(V, tilted_game_value(tilt, c.p, c.q)), gap, 30));
}
static verdict tilted_discriminators_lose_the_gap(pair c)
{
    if (on_the_line(c) != HOLDS)
        return provided(c, on_the_line(c), UNDECIDED);
    ball V = best_game_value(c.p, c.q);
    return both(loses_the_gap("1/10", V, c), both(loses_the_gap("-1/2", V, c), loses_the_gap("2", V, c)));
}
static verdict tilted_is_as_good(pair c)
{
    if (on_the_line(c) != HOLDS)
        return provided(c, on_the_line(c), UNDECIDED);
    return at_least(tilted_game_value("1/10", c.p, c.q), best_game_value(c.p, c.q));
}

/* V(G, 1/2) = -2 log 2, whatever p and q. */
static ball value_of_half(pair c) { return number(c, "-2*log(2)"); }
static verdict half_is_not_optimal(pair c) { return less(value_of_half(c), best_game_value(c.p, c.q)); }
static verdict half_is_optimal(pair c) { return at_least(value_of_half(c), best_game_value(c.p, c.q)); }

PROOF_OF(optimal_discriminator,
         CHECK_EACH("derivatives of f(D) = p log D + q log(1-D)", EXACT, slope, wrong_slope, slopes),
         CHECK_EACH("f' = 0 at p/(p+q), and not at other candidates", EXACT, stationary, wrong_is_stationary,
                    candidates),
         CHECK_EACH("only one zero; what is lost elsewhere", EXACT, equal, equal_to_the_wrong, equalities),
         CHECK_EACH("f'' < 0 on all of (0,1)", EXACT, concave, convex, interior),
         CHECK("tilted discriminators lose the integral of the gap", CERTIFIED,
               tilted_discriminators_lose_the_gap, tilted_is_as_good, standard_pairs),
         CHECK("D = 1/2 loses, though the integral of f' vanishes there", CERTIFIED, half_is_not_optimal,
               half_is_optimal, standard_pairs))
