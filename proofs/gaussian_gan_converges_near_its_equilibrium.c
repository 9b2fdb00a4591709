/*
 * A GAUSSIAN GAN CONVERGES NEAR ITS EQUILIBRIUM
 * Data N(0,1), G(z) = a z + b, logit w0 + w1 x + w2 x²; equilibrium a = 1, b = 0, w = 0. With E x = E x³ = 0, E x² = 1, E x⁴ = 3 the Jacobian there
 * splits into (b, w1) and (a, w0, w2),
 *     ((0, 1/2), (-1/2, -1/2))     and     ((0, 0, 1), (0, -1/2, -1/2), (-1, -1/2, -3/2)),
 * for the minimax and the non-saturating loss alike. Characteristic polynomial
 *     (λ + 1)(λ² + λ + 1/2)(λ² + λ/2 + 1/4):      λ = -1,  -1/2 ± i/2,  -1/4 ± i√3/4.
 * All five have 2|Re λ|/|λ|² = 2: steps of size h contract near the equilibrium exactly if h < 2.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic dynamics training convergence game"),
    STATEMENT("N(0,1), G = az+b, quadratic logit: λ = -1, -1/2±i/2, -1/4±i√3/4; steps contract for h < 2"),
    HYPOTHESES(
        "Full expectations (infinite batches); D and G step simultaneously from near the equilibrium."),
    WHY_A_GAN_CARES(
        "A GAN whose training provably converges, to p_g = p_data: discriminators rich enough to be optimal have curvature of their own, which damps."),
    SOURCE("Nagarajan and Kolter 2017, theorem 3.1 (local stability); the example is computed here."),
    ESTABLISHED(
        "The polynomial by exact algebra from Gaussian moments; the true field's eigenvalues by enclosed integrals; spectral radii of steps; and for h = 1/10, 1/2 and 1 a norm and a ball around the equilibrium in which every play converges geometrically to the only fixed point."),
    NOT_ESTABLISHED("Far starts, finite batches, other networks."),
    FALSEHOOD(
        "Eigenvalues of half the size; a linear logit, which cannot see the variance, is stable, too; steps of h = 5/2 contract."))

/* Rows of λI - J: of b, w1; and of a, w0, w2. */
#define BLOCKS "two = l*(l+1/2) + 1/4, three = l*((l+1/2)*(l+3/2) - 1/4) + (l+1/2), linear = l*(l*(l+1/2))"
static const line algebra[] = {
    {"(b, w1)", "(l-0)*(l+1/2) - (-1/2)*(1/2) = two", "(l-0)*(l+1/2) - (1/2)*(1/2) = two", BLOCKS},
    {"its factor", "two = l^2 + l/2 + 1/4", "two = l^2 + l + 1/4", BLOCKS},
    {"(a, w0, w2), by its first column", "l*((l+1/2)*(l+3/2) - 1/2*1/2) + 1*(0*1/2 - (-1)*(l+1/2)) = three",
     "l*((l+1/2)*(l+3/2) + 1/2*1/2) + 1*(0*1/2 - (-1)*(l+1/2)) = three", BLOCKS},
    {"its factors", "three = (l+1)*(l^2+l+1/2)", "three = (l+1/2)*(l^2+l+1)", BLOCKS},
    {"-1/2 ± i/2", "(-1/2)^2 + (1/2)^2 = 1/2", "(-1/2)^2 + (1/2)^2 = 1/4", NULL},
    {"-1/4 ± i√3/4", "(-1/4)^2 + 3/16 = 1/4", "(-1/4)^2 + 3/16 = 1/2", NULL},
    {"2|Re λ|/|λ|²: all 2", "2*1/1 - 2*(1/2)/(1/2) + 2*(1/4)/(1/4) = 2",
     "2*1/1 - 2*(1/2)/(1/2) + 2*(1/4)/(1/4) = 1", NULL},
    {"without w2 the scale is not seen: λ = 0", "at(linear, l = 0) = 0", "at(three, l = 0) = 0", BLOCKS},
};

typedef struct loss {
    const char *name;
    const dynamics *game;
} loss;
static const loss losses[] = {{"minimax", &gaussian_gan_minimax},
                              {"non-saturating", &gaussian_gan_non_saturating}};
#define EQUILIBRIUM "1, 0, 0, 0, 0"
/* c_0, ..., c_4 of (λ+1)(λ²+λ+1/2)(λ²+λ/2+1/4), from enclosed integrals. */
static verdict polynomial_is(instance c, const char *const *coefficients)
{
    const dynamics *game = ((const loss *)c.of)->game;
    position at = trial_position(c.trial, EQUILIBRIUM);
    ball v[DYNAMICS_DIM], slope[DYNAMICS_DIM * DYNAMICS_DIM], found[DYNAMICS_DIM + 1];
    game->field(game, c.trial->at, at.x, v, slope);
    characteristic_polynomial(c.trial->at, game->n, slope, found);
    verdict is = HOLDS;
    for (int i = 0; i < game->n; i++)
        is = both(is,
                  both(agree(c, found[i], number(c, coefficients[i]), 12), agree(c, v[i], integer(0), 12)));
    return is;
}
static verdict polynomial(instance c)
{
    static const char *const coefficients[] = {"1/8", "5/8", "7/4", "11/4", "5/2"};
    return polynomial_is(c, coefficients);
}
static verdict polynomial_of_halves(instance c)
{
    static const char *const coefficients[] = {"1/256", "5/128", "7/32", "11/16", "5/4"};
    return polynomial_is(c, coefficients);
}
static verdict eigenvalues(instance c)
{
    static const char *const part[] = {"-1/4", "-1/4", "-1/2", "-1/2", "-1"};
    static const char *const imaginary[] = {"sqrt(3)/4", "-sqrt(3)/4", "1/2", "-1/2", "0"};
    cball found[DYNAMICS_DIM];
    if (!trial_eigenvalues(c.trial, ((const loss *)c.of)->game, EQUILIBRIUM, found))
        return UNDECIDED;
    verdict is = HOLDS;
    for (int i = 0; i < DYNAMICS_DIM; i++) { /* |λ - x - iy|² = 0 */
        ball x = number(c, part[i]), square_of = cball_real(cball_sqr(found[i]));
        ball y = number(c, imaginary[i]), expected = minus(square(x), square(y));
        is = both(is, both(agree(c, cball_real(found[i]), x, 12), agree(c, square_of, expected, 12)));
    }
    return is;
}
static verdict are_real(instance c)
{
    cball found[DYNAMICS_DIM];
    return trial_eigenvalues(c.trial, ((const loss *)c.of)->game, EQUILIBRIUM, found)
               ? at_most(square(cball_real(found[0])), cball_real(cball_sqr(found[0])))
               : UNDECIDED;
}

typedef struct settled {
    const char *name;
    play by;
    basin in;
} settled;
#define AROUND(radius, rate)                                                                                 \
    {                                                                                                        \
        EQUILIBRIUM, radius, rate, NULL, 0                                                                   \
    }
static const settled plays[] = {
    {"minimax, h = 1/10", {&gaussian_gan_minimax, {0, 0}, "1/10"}, AROUND("1/100", 0.995)},
    {"minimax, h = 1/2", {&gaussian_gan_minimax, {0, 0}, "1/2"}, AROUND("1/200", 0.97)},
    {"minimax, h = 1", {&gaussian_gan_minimax, {0, 0}, "1"}, AROUND("1/400", 0.97)},
    {"minimax, alternating, h = 1/2", {&gaussian_gan_minimax, {1, 1}, "1/2"}, AROUND("1/400", 0.97)},
    {"non-saturating, h = 1/2", {&gaussian_gan_non_saturating, {0, 0}, "1/2"}, AROUND("1/400", 0.97)},
};
static verdict settles(instance c)
{
    const settled *s = c.of;
    return converges_locally(c, s->by, &s->in);
}
static verdict settles_with_long_steps(instance c)
{
    play by = ((const settled *)c.of)->by;
    by.h = "5/2";
    return less(step_radius(c, by, EQUILIBRIUM), integer(1));
}

PROOF_OF(gaussian_gan_converges_near_its_equilibrium, ALGEBRA("the Jacobian from moments", algebra),
         CHECK_EACH("the polynomial of the true field", CERTIFIED, polynomial, polynomial_of_halves, losses),
         CHECK_EACH("its eigenvalues (falsehood: real ones)", CERTIFIED, eigenvalues, are_real, losses),
         CHECK_EACH("balls in which plays converge (falsehood: for h = 5/2)", CERTIFIED, settles,
                    settles_with_long_steps, plays))
