/*
 * THE GENERATOR PUSHES ITS PRIOR FORWARD
 *     E_z h(G(z)) = E_x h(x),  x ~ p_g,      p_g the image of the prior under G,      so   V(G,D) = E_x log D(x) + E_z log(1-D(G(z))).
 * On a finite latent space p_g collects the masses that G sends to one point. Where G is smooth and increasing,
 *     p_g(G(z)) G'(z) = p_z(z),      log p_g(G(z)) + log G'(z) = log p_z(z).
 * z uniform, G(z) = z²: p_g(x) = 1/(2√x), which is 2 at x = 1/16, where the prior has 1. z ~ N(0,1), G(z) = 2z: p_g = N(0,4).
 * z ~ N(0,1), G(z) = z²: two branches meet, p_g(z²) 2|z| = 2 p_z(z), the density of χ² with one degree of freedom.
 * It is D(G(z)) that enters, not D(z); p_g is not the prior, and not the law of z + G(z).
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic game generator"), STATEMENT("E_z h(G(z)) = E_{x~p_g} h(x); p_g(G(z)) G'(z) = p_z(z)"),
    HYPOTHESES(
        "G is measurable, and h ∘ G integrable or of one sign; for the density, G is smooth and strictly increasing on an interval."),
    WHY_A_GAN_CARES(
        "A generator is never asked for its density: expectations under p_g are averages over noise. The theory speaks of p_g all "
        "the same, because of this identity."),
    SOURCE("Goodfellow et al. 2014, section 3; change of variables in any text on measure theory."),
    ESTABLISHED(
        "Exactly: the sums on three latent points, two of which meet, for all weights and all D; the density for z² and 2z; moments of z² "
        "both ways, for the powers 1 to 3. By enclosures: the distribution function of z² for normal z, where two branches meet, and "
        "E log(1-D(G(z))) for G(z) = 5 + z, D(x) = σ(x - 5/2); and V as one integral of p log D + q log(1-D) over x against two means, over data "
        "and over noise, to 20 digits, for D that is off D* by a tilt of its logit."),
    NOT_ESTABLISHED(
        "Generators that lower the dimension, where p_g has no density (laws_on_crossing_lines_are_singular)."),
    FALSEHOOD(
        "D(z) for D(G(z)), in V, too; p_g is the prior; the factor G'(z) or a branch left out; p_g is the law of z + G(z)."))

/* Latent weights w1, w2, w3; G sends 1 and 2 to a point with D = d, 3 to one with D = e; D at the latent points themselves: f, g, h. */
static const line finite_space[] = {
    {"two latent points meet", "w1*log(1-d) + w2*log(1-d) + w3*log(1-e) = (w1+w2)*log(1-d) + w3*log(1-e)",
     "w1*log(1-f) + w2*log(1-g) + w3*log(1-h) = (w1+w2)*log(1-d) + w3*log(1-e)", NULL},
};

static const line densities[] = {
    {"z uniform, G = z²: 1/(2√x)", "1/(2*z)*diff(z^2, z) = 1", "1*diff(z^2, z) = 1", NULL},
    {"at x = 1/16", "at(1/(2*z), z = 1/4) = 2", "at(1/(2*z), z = 1/4) = 1", NULL},
    {"D* there, with uniform data", "1/(1+2) = 1/3", "1/(1+2) = 1/2", NULL},
    {"z normal, G = 2z: N(0,4)", "-(2*z)^2/8 - log(2) + log(diff(2*z, z)) = -z^2/2",
     "-(2*z)^2/8 - log(2) = -z^2/2", NULL},
    {"z normal, G = z²: two branches, χ² with one degree",
     "(-log(z) - z^2/2) + log(diff(z^2, z)) = log(2) - z^2/2",
     "(-log(z) - z^2/2) + log(diff(z^2, z)) = -z^2/2", NULL},
    {"not z + G(z), which is N(0,9)", "-(3*z)^2/18 - log(3) + log(diff(3*z, z)) = -z^2/2",
     "-(3*z)^2/8 - log(2) + log(diff(3*z, z)) = -z^2/2", NULL},
};

/* E z^(2k) = 1/(2k+1): antiderivatives z^(2k+1)/(2k+1), and in x = z² those of x^k/(2√x), whose derivative by x = z² is z^(2k)/(2z). */
static const line moments[] = {
    {"k = 1", "diff(z^3/3, z^2) = (z^2)^1/(2*z)", "diff(z^3/3, z^2) = (z^2)^1", NULL},
    {"k = 2", "diff(z^5/5, z^2) = (z^2)^2/(2*z)", "diff(z^5/5, z^2) = (z^2)^2", NULL},
    {"k = 3", "diff(z^7/7, z^2) = (z^2)^3/(2*z)", "diff(z^7/7, z^2) = (z^2)^3", NULL},
};

/* z ~ N(0,1), G(z) = z²: P(z² ≤ x²) = F(x) - F(-x). */
typedef struct level {
    const char *name; /* x */
} level;
static const level levels[] = {{"1/4"}, {"1"}, {"3"}};
static ball distribution(instance c, const char *law_, ball x)
{
    return law_cdf(c.trial->at, law_named(c, law_).of, x);
}
static ball image(instance c)
{
    return distribution(c, "chi2(1)", square(number(c, ((const level *)c.of)->name)));
}
static verdict both_branches(instance c)
{
    ball x = number(c, ((const level *)c.of)->name);
    ball inside = minus(distribution(c, "normal(0,1)", x), distribution(c, "normal(0,1)", negative(x)));
    return agree(c, image(c), inside, 25);
}
static verdict one_branch(instance c)
{
    return agree(c, image(c), distribution(c, "normal(0,1)", number(c, ((const level *)c.of)->name)), 25);
}

/* G(z) = 5 + z, D(x) = σ(x - 5/2): E log(1-D(G(z))) = -E log(1 + e^(z + 5/2)). Both integrands are below 5 e^|z|. */
typedef struct game {
    const char *name, *value;
} game;
static const game shifted[] = {{"G(z) = 5 + z", "-2.618166458217743736470943741455816"}};
static verdict is_of_generated(instance c)
{
    return has_decimals(c, normal_mean(c, "-log(1 + exp(z + 5/2))", NULL, "5"), ((const game *)c.of)->value);
}
static verdict is_of_noise(instance c)
{
    return has_decimals(c, normal_mean(c, "-log(1 + exp(z - 5/2))", NULL, "5"), ((const game *)c.of)->value);
}

/*
 * V of data N(0,1) and G(z) = a + z against D = σ(a²/2 - a x + t), the best D with its logit off by t. Each mean's integrand is below
 * (1 + a²/2 + |a| + |t|) e^|z|, as 0 < log(1+e^u) < 1 + |u|.
 */
typedef struct tilted {
    const char *name, *shift, *tilt, *bound;
} tilted;
static const tilted tilts[] = {
    {"a = 1, t = 1/10", "1", "1/10", "3"},
    {"a = 1, t = -2", "1", "-2", "5"},
    {"a = 3, t = 1/2", "3", "1/2", "9"},
    {"a = -1/2, t = 1", "-1/2", "1", "3"},
};
static ball by_two_means(instance c, const char *generated)
{
    const tilted *of = c.of;
    char data[120], noise[120];
    snprintf(data, sizeof data, "-log(1 + exp(-((%s)^2/2 - (%s)*z + (%s))))", of->shift, of->shift, of->tilt);
    snprintf(noise, sizeof noise, generated, of->shift, of->shift, of->tilt);
    return plus(normal_mean(c, data, NULL, of->bound), normal_mean(c, noise, NULL, of->bound));
}
static ball by_one_integral(instance c)
{
    const tilted *of = c.of;
    char where[40];
    snprintf(where, sizeof where, "a = %s", of->shift);
    return tilted_game_value(of->tilt, law_named(c, "normal(0,1)"), law_where(c, "normal(a,1)", where));
}
static verdict one_integral_is_two_means(instance c)
{
    return agree(c, by_one_integral(c), by_two_means(c, "-log(1 + exp(-(%s)^2/2 - (%s)*z + (%s)))"),
                 20); /* x = a + z */
}
static verdict noise_will_do(instance c)
{
    return agree(c, by_one_integral(c), by_two_means(c, "-log(1 + exp((%s)^2/2 - (%s)*z + (%s)))"),
                 20); /* x = z */
}

PROOF_OF(generator_pushes_the_prior_forward, ALGEBRA("a finite latent space", finite_space),
         ALGEBRA("densities", densities), ALGEBRA("moments of z², over z and over x", moments),
         CHECK_EACH("z² for normal z is χ² (falsehood: one branch)", CERTIFIED, both_branches, one_branch,
                    levels),
         CHECK_EACH("E log(1-D(G(z))) (falsehood: D(z))", CERTIFIED, is_of_generated, is_of_noise, shifted),
         CHECK_EACH("V, one integral or two means (falsehood: D(z))", CERTIFIED, one_integral_is_two_means,
                    noise_will_do, tilts))
