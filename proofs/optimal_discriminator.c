/*
 * THE OPTIMAL DISCRIMINATOR
 *     D* = p/(p+q)   maximises   V(G,D) = ∫ p log D + q log(1-D)   over all measurable D into [0,1],
 * p the density of the data and q the generator's; the maximiser is unique up to (p+q)-null sets.
 * Pointwise, for p, q > 0, f(D) = p log D + q log(1-D) has
 *     f'(D)  = p/D - q/(1-D) = (p - (p+q) D)/(D (1-D)),       zero at D* = p/(p+q) and nowhere else in (0,1),
 *     f''(D) = -p/D² - q/(1-D)² < 0                           f is strictly concave (not convex),
 *     f(D*) - f(D) = (p+q) KL(Bernoulli(D*) ‖ Bernoulli(D)),  never negative, zero only at D = D*.
 * The last line integrates to what any D loses,  V(G,D*) - V(G,D) = ∫ (p+q) KL(Bernoulli(D*) ‖ Bernoulli(D)) ≥ 2 ∫ (p+q) (D*-D)².
 * (Where q = 0 < p, f = p log D is largest at D = 1 = p/(p+q); where p = 0 < q, at D = 0.)
 */
#include "proof.h"

ABOUT(TAGS("core game symbolic"), STATEMENT("D* = p/(p+q) maximises V(G,D)"),
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
      FALSEHOOD("q/(p+q), p/q or p²/(p²+q²) is stationary; f is convex; the gap without the weight p+q; a "
                "discriminator with a shifted logit is as good; and: it suffices that the integral of "
                "p/D - q/(1-D) vanishes, which it does for D = 1/2."))

/* ---- Pointwise, exactly: for all p, q > 0 and all D in (0,1) ---- */

#define F "f = p*log(D) + q*log(1-D), best = p/(p+q)"
/* KL between coins with heads E and D, from logarithms that keep both in (0,1). */
#define COINS "k = E*(log(E)-log(D)) + (1-E)*(log(1-E)-log(1-D))"

static const line slopes[] = {
    {"f'", "diff(f, D) = p/D - q/(1-D)", "diff(f, D) = p/D + q/(1-D)", F},
    {"f''", "diff(f, D, D) = -p/D^2 - q/(1-D)^2", "diff(f, D, D) = -p/D^2 + q/(1-D)^2", F},
    {"f' has no other zero", "diff(f, D) = (p - (p+q)*D)/(D*(1-D))", "diff(f, D) = (q - (p+q)*D)/(D*(1-D))",
     F},
    {"by the logit", "diff(f, log(D/(1-D))) = p - (p+q)*D", "diff(f, log(D/(1-D))) = p - q*D", F},
    {"in the direction h", "diff(p*log(D+e*h) + q*log(1-D-e*h), e) = (p/(D+e*h) - q/(1-D-e*h))*h",
     "diff(p*log(D+e*h) + q*log(1-D-e*h), e) = (p*log(D+e*h) + q*log(1-D-e*h))/(2*D)", F},
};
static const line candidates[] = {
    {"roles exchanged", "at(diff(f, D), D = p/(p+q)) = 0", "at(diff(f, D), D = q/(p+q)) = 0", F},
    {"squares", "at(diff(f, D), D = p/(p+q)) = 0", "at(diff(f, D), D = p^2/(p^2+q^2)) = 0", F},
    {"the ratio p/q, where p < q", "at(diff(f, D), D = p/(p+q)) = 0", "at(diff(f, D), D = p/q) = 0", F},
    {"always 1/2: it is only the integral that vanishes", "at(diff(f, D), D = 1/2) = 2*p - 2*q",
     "at(diff(f, D), D = 1/2) = 0", F},
};
/* Every D in (0,1) is s/(s+t) with s, t > 0. */
static const line concavity[] = {
    {"f'' < 0 on (0,1)", "at(diff(f, D, D), D = s/(s+t)) < 0", "at(diff(f, D, D), D = s/(s+t)) > 0", F},
    {"a chord lies below: f(1/4), f(3/4), f(1/2) at p = q = 1",
     "(log(1/4)+log(3/4) + log(3/4)+log(1/4))/2 < 2*log(1/2)",
     "(log(1/4)+log(3/4) + log(3/4)+log(1/4))/2 > 2*log(1/2)", NULL},
};
static const line losses[] = {
    {"what another D loses",
     "at(f, D = p/(p+q)) - f = (p+q)*(best*log(best/D) + (1-best)*log((1-best)/(1-D)))",
     "at(f, D = p/(p+q)) - f = best*log(best/D) + (1-best)*log((1-best)/(1-D))", F},
    {"is never negative", "k >= 0", "k <= 0", COINS},
    {"and at least twice the squared error", "k >= 2*(E-D)^2", "k >= 3*(E-D)^2", COINS},
};

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

PROOF_OF(optimal_discriminator, ALGEBRA("derivatives of f(D) = p log D + q log(1-D)", slopes),
         ALGEBRA("f' = 0 at p/(p+q), and not at other candidates", candidates),
         ALGEBRA("f is strictly concave", concavity), ALGEBRA("what is lost elsewhere", losses),
         CHECK("tilted discriminators lose the integral of the gap", CERTIFIED,
               tilted_discriminators_lose_the_gap, tilted_is_as_good, standard_pairs),
         CHECK("D = 1/2 loses, though the integral of f' vanishes there", CERTIFIED, half_is_not_optimal,
               half_is_optimal, standard_pairs))
