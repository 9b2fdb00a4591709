/*
 * MERGING CELLS LOSES DIVERGENCE (data processing)
 *     D(K P, K Q) ≤ D(P, Q)      for every map or Markov kernel K,     D = KL, JS, χ², H²,
 * since K is a chain rule and merges: what happens when cells (a, u a) and (b, w b) of Q and P become one is the log-sum inequality
 *     a u log u + b w log w ≥ (a u + b w) log((a u + b w)/(a + b)),          u, w the two ratios p/q,
 * with equality only for u = w: a statistic loses nothing only if it keeps the density ratio. In the other divergences
 *     χ²:  (p-q)²/q + (r-s)²/s ≥ (p+r-q-s)²/(q+s),       and JS is a mean of two KL, to (P+Q)/2, which merges alike.
 * Merging everything but a set A and its complement, and two-point Pinsker (D(log D - log E) + ... ≥ 2 (D-E)²), give
 *     KL(P‖Q) ≥ 2 (P(A) - Q(A))²  for every A,   that is Pinsker's inequality   KL ≥ 2 TV².
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic kl js"), STATEMENT("KL, JS, χ² do not grow when cells are merged; KL ≥ 2 TV²"),
    HYPOTHESES(
        "Two cells with masses p, r under P and q, s under Q, all positive. Repeated, this is every map of a finite "
        "space; a limit, or the chain rule with a random K, gives the rest."),
    WHY_A_GAN_CARES(
        "The generator's last layers and any feature map are such maps: a divergence between features is at most "
        "that between images, so small features' divergence proves nothing about images."),
    SOURCE(
        "Csiszár 1967; the log-sum inequality: Cover and Thomas 2006, theorem 2.7.1; Pinsker 1964; Krafft and Schmitz 1969."),
    ESTABLISHED(
        "Exactly, for all masses: the inequality for KL, JS, χ², H² and TV, the case of equality, and Pinsker's "
        "inequality on two points, with its term of order 4, and on three. The instance (1/2,1/3,1/6), (1/6,1/3,1/2) with two cells merged: the values."),
    NOT_ESTABLISHED("The passage to infinitely many cells, and to kernels."),
    FALSEHOOD(
        "Merging gains; nine tenths of KL are kept; the constant of Pinsker's inequality is 3, or 5/9 that of order 4; Wasserstein distances "
        "do not grow either (they double under x -> 2x)."))

/* What merging loses of KL; and of 2 JS, which is KL to the middle from both sides, where the ratios are 2u/(1+u) and 2/(1+u). */
#define LOSS                                                                                                 \
    "loss = a*u*log(u) + b*w*log(w) - (a*u+b*w)*log((a*u+b*w)/(a+b)), A = a*(1+u)/2, B = b*(1+w)/2, "        \
    "f = 2*u/(1+u), g = 2*w/(1+w), h = 2/(1+u), k = 2/(1+w), "                                               \
    "first = A*f*log(f) + B*g*log(g) - (A*f+B*g)*log((A*f+B*g)/(A+B)), "                                     \
    "second = A*h*log(h) + B*k*log(k) - (A*h+B*k)*log((A*h+B*k)/(A+B)), v = (a*u+b*w)/(a+b), "               \
    "two = a*(u*log(f) + log(h)) + b*(w*log(g) + log(k)), one = (a+b)*(v*log(2*v/(1+v)) + log(2/(1+v)))"

static const line merges[] = {
    {"KL: the log-sum inequality", "loss >= 0", "loss <= 0", LOSS},
    {"KL: nothing is lost if u = w", "at(loss, u = w) = 0", "at(loss, u = 2*w) = 0", LOSS},
    {"JS: the same loss to the middle, twice", "two - one = first + second", "two - one = first", LOSS},
    {"χ²", "(p-q)^2/q + (r-s)^2/s >= (p+r-q-s)^2/(q+s)", "(p-q)^2/q + (r-s)^2/s <= (p+r-q-s)^2/(q+s)", NULL},
    {"H²: the affinity does not fall, p = a² and so on", "(a^2+c^2)*(b^2+d^2) >= (a*b+c*d)^2",
     "(a^2+c^2)*(b^2+d^2) <= (a*b+c*d)^2", NULL},
    {"TV: differences x > 0 and -y < 0", "(x-y)^2 <= (x+y)^2", "(x+y)^2 <= (x-y)^2", NULL},
    {"a distance grows under x -> 2x", "(2*x-2*y)^2 >= (x-y)^2", "(2*x-2*y)^2 <= (x-y)^2", NULL},
};

#define TWO_POINTS "k = D*(log(D)-log(E)) + (1-D)*(log(1-D)-log(1-E))"
static const line pinsker[] = {
    {"on two points", "k >= 2*(D-E)^2", "k >= 3*(D-E)^2", TWO_POINTS},
    /* dk/dE = (E-D)/(E (1-E)), and 1/(E (1-E)) ≥ 4 + 4 (1-2E)²: integrated from E to D, where c = 1 - 2D; then the best c is taken */
    {"with a term of order 4 (Krafft and Schmitz), first half", "k >= 2*d^2 + 4*d^2*(c^2/2 + 4*c*d/3 + d^2)",
     "k >= 2*d^2 + 5*d^2*(c^2/2 + 4*c*d/3 + d^2)", TWO_POINTS ", d = D-E, c = 1-2*D"},
    {"... so that k ≥ 2 (D-E)² + 4/9 (D-E)⁴", "2*d^2 + 4*d^2*(c^2/2 + 4*c*d/3 + d^2) >= 2*d^2 + 4/9*d^4",
     "2*d^2 + 4*d^2*(c^2/2 + 4*c*d/3 + d^2) >= 2*d^2 + 5/9*d^4", "0 < D < 1, 0 < E < 1, d = D-E, c = 1-2*D"},
    {"on three points, two merged", "kl >= 2*(p-u)^2", "kl >= 21/10*(p-u)^2",
     "p+q < 1, u+v < 1, kl = p*log(p/u) + q*log(q/v) + (1-p-q)*log((1-p-q)/(1-u-v))"},
    {"zero only where they agree", "at(k, D = E) = 0", "at(k, D = 1-E) = 0", TWO_POINTS},
};

typedef struct merge {
    const char *name, *p, *q, *p_merged, *q_merged;
} merge;
static const merge merged[] = {
    {"three points to two", "finite(0: 1/2, 1: 1/3, 2: 1/6)", "finite(0: 1/6, 1: 1/3, 2: 1/2)",
     "finite(0: 5/6, 2: 1/6)", "finite(0: 1/2, 2: 1/2)"},
    {"four points to two", "finite(0: 1/10, 1: 2/10, 2: 3/10, 3: 4/10)",
     "finite(0: 4/10, 1: 1/10, 2: 1/10, 3: 4/10)", "finite(0: 3/10, 1: 7/10)", "finite(0: 5/10, 1: 5/10)"},
    {"all to one", "bernoulli(3/4)", "bernoulli(1/4)", "point(0)", "point(0)"},
};
static verdict shrinks(ball before, ball after) { return at_most(after, before); }
static verdict none_grows(instance c)
{
    const merge *of = c.of;
    bound_law p = law_named(c, of->p), q = law_named(c, of->q);
    bound_law P = law_named(c, of->p_merged), Q = law_named(c, of->q_merged);
    verdict information = both(shrinks(kl(p, q), kl(P, Q)), shrinks(js(p, q), js(P, Q)));
    return both(information,
                both(shrinks(chi2(p, q), chi2(P, Q)), shrinks(hellinger2(p, q), hellinger2(P, Q))));
}
static verdict halved_at_most(instance c)
{
    const merge *of = c.of;
    return at_least(kl(law_named(c, of->p_merged), law_named(c, of->q_merged)),
                    times(ratio(9, 10), kl(law_named(c, of->p), law_named(c, of->q))));
}

PROOF_OF(merging_cells_loses_divergence, ALGEBRA("two cells, all masses", merges),
         ALGEBRA("Pinsker's inequality on two points", pinsker),
         CHECK_EACH("finite laws, merged (falsehood: nine tenths of KL are kept)", CERTIFIED, none_grows,
                    halved_at_most, merged))
