/*
 * A FROZEN DISCRIMINATOR IS BEATEN BY A POINT MASS
 *     min over G of V(G, D)  =  E_p log D + inf over x of log(1 - D(x))          for a fixed D,
 * for V(G, D) = E_p log D + E_g log(1 - D) is linear in the generator's law g: its minimum is at a point mass where D is
 * largest (or approached by such). It is not at g = p, and it is not -log 4, which belongs to  min over G of max over D.
 *
 * On two points with weights p, 1 - p of the data and g, 1 - g of the generator, D = (d, e), all of this is algebra:
 *     V = p log d + (1 - p) log e + g log(1 - d) + (1 - g) log(1 - e),      dV/dg = log((1 - d)/(1 - e)), free of g.
 * For unit normals with D*(x) = 1/(1 + e^(x - 1/2)), the discriminator that is best against N(1,1), a point mass at x has
 *     V = E_p log D* - log(1 + e^(1/2 - x)),      E_p log D* = KL(P‖M) - log 2,
 * which has no lower bound as x goes to -infinity.
 */
#include "proof.h"

ABOUT(
    TAGS("core gan game generator"),
    STATEMENT("min over G of V(G,D) = E log D + inf log(1-D), at a point mass"),
    HYPOTHESES("The discriminator D is frozen, with values in (0,1); the generator may be any law."),
    WHY_A_GAN_CARES(
        "A generator trained to the end against a frozen discriminator collapses onto the point that the "
        "discriminator likes best. \"Fix D, train G, reach -log 4\" is therefore wrong: the two must alternate."),
    SOURCE(
        "Goodfellow et al. 2014, section 3 (the Helvetica scenario); Arjovsky, Chintala and Bottou 2017, section 3."),
    ESTABLISHED(
        "Exactly, for all laws and discriminators on two points: V is linear in g. On the instance p = (1/2, 1/2), "
        "g = (3/4, 1/4): the three values, to 30 digits, each exceeding that of the point mass by g log(9/5). For N(0,1) against N(1,1): point masses that fall below "
        "the value at the data's law, below -log 4, and below every bound asked."),
    NOT_ESTABLISHED(
        "Anything about a generator restricted to a family of laws, where a point mass may be out of reach."),
    FALSEHOOD("Against a frozen D the generator's best law is the data's, and its best value is -log 4."))

/* ---- Two points: all weights, all discriminators ---- */

typedef struct two_points {
    const char *name, *value, *slope, *wrong;
} two_points;

#define FROZEN "p*log(d) + (1-p)*log(e) + g*log(1-d) + (1-g)*log(1-e)"
static const two_points algebra[] = {
    {"any p, g and D", FROZEN, "log(1-d) - log(1-e)", "log(1-d) - log(1-e) + p - g"},
    {"D* = p/(p+h) against h",
     "p*log(p/(p+h)) + (1-p)*log((1-p)/(2-p-h)) + g*log(h/(p+h)) + (1-g)*log((1-h)/(2-p-h))",
     "log(h/(p+h)) - log((1-h)/(2-p-h))", "log(g/(p+g)) - log((1-g)/(2-p-g))"},
};

static verdict linear_in_g(instance c)
{
    const two_points *of = c.of;
    return derivative_is(c, of->value, "g", of->slope);
}
/* as if the slope vanished at g = p; or as if D had followed g */
static verdict slope_depends_on_g(instance c)
{
    const two_points *of = c.of;
    return derivative_is(c, of->value, "g", of->wrong);
}

/* ---- The instance: p = (1/2, 1/2), g = (3/4, 1/4), D* = (2/5, 2/3) ---- */

typedef struct generator {
    const char *name, *g, *value;
} generator;

static const generator generators[] = {
    {"the generator that D answers", "3/4", "log(4/15)/2 + 3/4*log(3/5) + 1/4*log(1/3)"},
    {"the data's law", "1/2", "log(4/15)/2 + log(1/5)/2"},
    {"the point mass at 1", "0", "log(4/15)/2 + log(1/3)"},
};

static ball frozen_value(instance c, const char *g)
{
    char at[32];
    snprintf(at, sizeof at, "g = %s", g);
    return number_where(c, "1/2*log(2/5) + 1/2*log(2/3) + g*log(3/5) + (1-g)*log(1/3)", at);
}

static verdict point_mass_is_best(instance c)
{
    const generator *of = c.of;
    ball best = frozen_value(c, "0"), value = frozen_value(c, of->g);
    ball game = best_game_value(law_named(c, "bernoulli(1/2)"), law_named(c, "bernoulli(1/4)"));
    verdict values =
        both(agree(c, value, number(c, of->value), 30), agree(c, frozen_value(c, "3/4"), game, 30));
    verdict excess =
        agree(c, minus(value, best), times(number(c, of->g), number(c, "log(9/5)")), 30); /* ≥ 0 */
    return both(both(values, excess), less(best, negative(number(c, "log(4)"))));
}
static verdict data_law_is_best(instance c)
{
    return at_most(frozen_value(c, "1/2"), frozen_value(c, ((const generator *)c.of)->g));
}
static verdict minimum_is_minus_log4(instance c)
{
    return agree(c, smaller(frozen_value(c, "0"), frozen_value(c, "1")), negative(number(c, "log(4)")), 15);
}
static verdict both_notes(instance c) { return both(data_law_is_best(c), minimum_is_minus_log4(c)); }

/* ---- Normals: point masses at x against the frozen D* of N(0,1) and N(1,1) ---- */

typedef struct point_mass {
    const char *name, *x;
    slong below; /* a bound that the value falls under */
} point_mass;

static const point_mass points[] = {{"x = -2", "-2", -2},
                                    {"x = -10", "-10", -10},
                                    {"x = -1000", "-1000", -1000},
                                    {"x = -10^9", "-10^9", -1000000000}};

static ball against_frozen(instance c, ball expected_log_of_fake)
{
    bound_law p = law_named(c, "normal(0,1)"), q = law_named(c, "normal(1,1)");
    return plus(minus(kl(p, middle(p, q)), number(c, "log(2)")), expected_log_of_fake);
}
static ball value_of_point_mass(instance c)
{
    ball margin = minus(ratio(1, 2), number(c, ((const point_mass *)c.of)->x));
    return against_frozen(c, negative(ball_softplus(margin)));
}
/* E_p log(1 - D*) = E_p log(q/(p+q)) = KL(P‖M) - KL(P‖Q) - log 2 */
static ball value_of_data(instance c)
{
    bound_law p = law_named(c, "normal(0,1)"), q = law_named(c, "normal(1,1)");
    return against_frozen(c, minus(minus(kl(p, middle(p, q)), kl(p, q)), number(c, "log(2)")));
}

static verdict falls_without_bound(instance c)
{
    ball value = value_of_point_mass(c);
    verdict low = both(less(value, value_of_data(c)), less(value, negative(number(c, "log(4)"))));
    return both(low, less(value, integer(((const point_mass *)c.of)->below)));
}
static verdict data_is_no_worse(instance c) { return at_most(value_of_data(c), value_of_point_mass(c)); }

PROOF_OF(frozen_discriminator_is_beaten_by_a_point_mass,
         CHECK_EACH("V is linear in the generator's law, for all laws on two points", EXACT, linear_in_g,
                    slope_depends_on_g, algebra),
         CHECK_EACH("the instance (1/2,1/2), D* = (2/5,2/3)", CERTIFIED, point_mass_is_best, both_notes,
                    generators),
         CHECK_EACH("frozen D* of N(0,1) and N(1,1): values of point masses", CERTIFIED, falls_without_bound,
                    data_is_no_worse, points))
