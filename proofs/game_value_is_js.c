/*
 * AGAINST THE OPTIMAL DISCRIMINATOR THE VALUE OF THE GAME IS JENSEN-SHANNON, TWICE, LESS LOG 4
 *     V(G,D*) = -2 log 2 + 2 JS(P_data, P_g),        D* = p/(p+q)
 * p is the density of the data, q the generator's, M = (P_data + P_g)/2. Link by link, under the integral:
 *     p log(p/(p+q)) + q log(q/(p+q))
 *         = p log((1/2) p/((p+q)/2)) + q log((1/2) q/((p+q)/2))        p+q has mass two, (p+q)/2 is a density
 *         = -(p+q) log 2 + p log(p/m) + q log(q/m),   m = (p+q)/2      gives -2 log 2 + KL(P‖M) + KL(Q‖M)
 *         = -(p+q) log 2 + 2 j,                                        j the integrand of JS.
 * Where a density vanishes, 0 log 0 = 0 and the same holds. So V(G,D*) is an increasing function of JS, but it
 * is not JS: the two are never equal, as JS ≤ log 2.
 */
#include "proof.h"

ABOUT(
    TAGS("core game js"), STATEMENT("V(G,D*) = -2 log 2 + 2 JS(P_data, P_g)"),
    HYPOTHESES("P_data and P_g have densities p and q with respect to one measure, as any two laws have; "
               "natural logarithms."),
    WHY_A_GAN_CARES(
        "It names what the generator minimises against a perfect discriminator: the Jensen-Shannon "
        "divergence, with its merits and with its plateau for disjoint supports."),
    SOURCE("Goodfellow et al. 2014, Generative adversarial nets, theorem 1."),
    ESTABLISHED(
        "The chain of equalities under the integral, by exact algebra for all densities. On each standard "
        "pair the two sides agree to 30 digits: V by integrating p log D* + q log(1 - D*), JS from its "
        "definition by two KL integrals to the mixture, and once more as the command computes it. In the "
        "plane, where KL to a mixture has no route, JS comes from its own integral."),
    NOT_ESTABLISHED(
        "What is left to the reader: that equal functions have equal integrals, and points where p or q is 0."),
    FALSEHOOD("-2 log 2 + JS (the factor 2 dropped); -log 2 + 2 JS; 2 JS (log 4 lost); V(G,D*) is JS."))

#define VALUE "p*log(p/(p+q)) + q*log(q/(p+q))"
#define TO_MIDDLE "p*log(p/((p+q)/2)) + q*log(q/((p+q)/2))"
#define JS "(1/2*p*log(p/((p+q)/2)) + 1/2*q*log(q/((p+q)/2)))"

/* ---- Under the integral, exactly; each link has a wrong neighbour ---- */

typedef struct link {
    const char *name, *left, *right, *wrong;
} link;

static const link links[] = {
    {"divide p+q by 2", VALUE, "p*log(1/2*p/((p+q)/2)) + q*log(1/2*q/((p+q)/2))", TO_MIDDLE},
    {"take log(1/2) out", "p*log(1/2*p/((p+q)/2)) + q*log(1/2*q/((p+q)/2))", "-(p+q)*log(2) + " TO_MIDDLE,
     "-log(2) + " TO_MIDDLE},
    {"two KL are twice JS", TO_MIDDLE, "2*" JS, JS},
    {"from end to end, not once JS", VALUE, "-(p+q)*log(2) + 2*" JS, "-(p+q)*log(2) + " JS},
    {"the constant, not half of it", VALUE, "-(p+q)*log(2) + 2*" JS, "-(p+q)/2*log(2) + 2*" JS},
    {"the constant, not lost", VALUE, "-(p+q)*log(2) + 2*" JS, "2*" JS},
    {"D* in its place", "p*log(p/(p+q)) + q*log(1 - p/(p+q))", VALUE, "p*log(p/(p+q)) + q*log(p/(p+q))"},
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

/* ---- Integrated: two computations that share no integrand ---- */

static ball js_by_definition(pair c)
{
    bound_law m = middle(c.p, c.q);
    return half(plus(by_integral("kl", c.p, m), by_integral("kl", c.q, m)));
}
static ball js_known(pair c) { return on_the_line(c) == HOLDS ? js_by_definition(c) : js(c.p, c.q); }

static verdict value_is(const char *constant, slong factor, pair c)
{
    ball V = best_game_value(c.p, c.q), C = number(c, constant), k = integer(factor);
    return both(agree(c, V, plus(C, times(k, js_known(c))), 30),
                agree(c, V, plus(C, times(k, js(c.p, c.q))), 30));
}
static verdict claim(pair c) { return value_is("-2*log(2)", 2, c); }
static verdict factor_2_dropped(pair c) { return value_is("-2*log(2)", 1, c); }

/* V - JS = JS - 2 log 2 ≤ -log 2. */
static verdict well_below_js(pair c)
{
    return at_most(best_game_value(c.p, c.q), minus(js_known(c), number(c, "log(2)")));
}
static verdict value_is_js_itself(pair c) { return value_is("0", 1, c); }

PROOF_OF(game_value_is_js,
         CHECK_EACH("the chain under the integral, for all densities", EXACT, equal, equal_to_the_wrong,
                    links),
         CHECK("on every standard pair (falsehood: -2 log 2 + JS)", CERTIFIED, claim, factor_2_dropped,
               standard_pairs),
         CHECK("V ≤ JS - log 2 (falsehood: V is JS)", CERTIFIED, well_below_js, value_is_js_itself,
               standard_pairs))
