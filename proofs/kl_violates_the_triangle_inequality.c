/*
 * KL VIOLATES THE TRIANGLE INEQUALITY, AND SO DOES ITS ROOT
 *     KL(P‖R) > KL(P‖Q) + KL(Q‖R)      for Bernoulli laws with 1/2, 1/4, 1/10, and for N(0,1), N(a,1), N(a+b,1) with any a, b > 0,
 * where KL(N(0,1)‖N(d,1)) = d²/2. The root is no metric either:  √KL(P‖R) > √KL(P‖Q) + √KL(Q‖R)  for the same three coins.
 * So symmetry is not all that KL lacks of a metric.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic kl metric"), STATEMENT("KL(P‖R) > KL(P‖Q) + KL(Q‖R) for some P, Q, R"),
    HYPOTHESES("Nothing is assumed: three laws are exhibited, and a family of triples."),
    WHY_A_GAN_CARES(
        "Small KL from data to a teacher and from the teacher to a student do not bound KL from data to the student."),
    SOURCE("Elementary; the root of JS is a metric: Endres and Schindelin 2003."),
    ESTABLISHED(
        "Exactly: the three coins by logarithms of rationals, and all normal triples by algebra. For the roots: "
        "disjoint enclosures on the coins."),
    NOT_ESTABLISHED("For which triples the inequality happens to hold."),
    FALSEHOOD("The triangle inequality holds for KL, or for its root."))

#define COINS                                                                                                \
    "pr = 1/2*log(5) + 1/2*log(5/9), pq = 1/2*log(2) + 1/2*log(2/3), qr = 1/4*log(5/2) + 3/4*log(5/6)"
static const line triples[] = {
    {"coins 1/2, 1/4, 1/10", "pr > pq + qr", "pr <= pq + qr", COINS},
    {"normal laws in a row", "(a+b)^2/2 > a^2/2 + b^2/2", "(a+b)^2/2 <= a^2/2 + b^2/2", NULL},
    {"N(0,1), N(1,1), N(2,1)", "2 > 1/2 + 1/2", "2 <= 1/2 + 1/2", NULL},
};

typedef struct triple {
    const char *name, *p, *q, *r;
} triple;
static const triple coins[] = {
    {"coins 1/2, 1/4, 1/10", "bernoulli(1/2)", "bernoulli(1/4)", "bernoulli(1/10)"}};

static verdict root_within_the_detour(instance c)
{
    const triple *of = c.of;
    bound_law p = law_named(c, of->p), q = law_named(c, of->q), r = law_named(c, of->r);
    return at_most(root(kl(p, r)), plus(root(kl(p, q)), root(kl(q, r))));
}
static verdict root_beyond_the_detour(instance c) { return opposite(root_within_the_detour(c)); }

PROOF_OF(kl_violates_the_triangle_inequality, ALGEBRA("KL, exactly", triples),
         CHECK_EACH("the root of KL", CERTIFIED, root_beyond_the_detour, root_within_the_detour, coins))
