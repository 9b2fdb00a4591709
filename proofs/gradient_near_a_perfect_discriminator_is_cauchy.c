/*
 * NEAR A PERFECT DISCRIMINATOR THE NON-SATURATING GRADIENT IS CAUCHY NOISE
 * If D* - D and its gradient are independent centred normal noises where D* = 0, each coordinate of -∂ log D is a quotient X = r/ε of independent
 * centred normal numbers, which for equal standard deviations has the density
 *     ∫ |y| φ(xy) φ(y) dy = 1/(π(1+x²)):
 * the Cauchy law, without mean or variance: P(|X| > 10) = 1 - (2/π) atan 10 = 0.0634..., where a normal law with the same quartiles has 2e-11. The mean
 * of n independent such numbers has the same law: larger batches do not calm it.
 */
#include "proof.h"

ABOUT(
    TAGS("statistical generator gradient"),
    STATEMENT("the ratio of independent centred normals is Cauchy; so is the mean of n of them"),
    HYPOTHESES("Independent noises of equal size in D and in its slope: an idealisation of early training."),
    WHY_A_GAN_CARES(
        "The -log D loss cures vanishing gradients and pays with gradients of enormous variance, which no batch size reduces."),
    SOURCE("Arjovsky and Bottou 2017, theorem 2.6."),
    ESTABLISHED(
        "The density at four points by an enclosed integral, to 20 digits; the tail to all the digits below. For 20000 ratios and 20000 means of 10, the "
        "largest distance of the empirical distribution function from Cauchy's is within the Dvoretzky-Kiefer-Wolfowitz bound of level 10^-6."),
    NOT_ESTABLISHED("That a network's errors are independent normal noises."),
    FALSEHOOD(
        "The density of a normal law; the tail 10^-10; the samples fit the normal law with the same quartiles."))

typedef struct place_of {
    const char *name, *u;
} place_of;
static const place_of places[] = {
    {"x = 0", "u = 0"}, {"x = 1/2", "u = 1/2"}, {"x = 1", "u = 1"}, {"x = 5", "u = 5"}};
/* 2 ∫ over y > 0; beyond y = R the integrand is at most y e^(-y²/2)/π, whose integral is e^(-R²/2)/π. */
static ball density(instance c)
{
    enum { R = 16 };
    ball inner =
        integral_of(c, "x*exp(-x^2*(1+u^2)/2)/pi", ((const place_of *)c.of)->u, integer(0), integer(R));
    return plus(inner, ball_upto(exp_of(times(number(c, "1"), ratio(-R * R, 2)))));
}
static verdict is_cauchys(instance c)
{
    return agree(c, density(c), number_where(c, "1/(pi*(1+u^2))", ((const place_of *)c.of)->u), 20);
}
static verdict is_normal(instance c)
{
    return agree(c, density(c), number_where(c, "exp(-u^2/2)/sqrt(2*pi)", ((const place_of *)c.of)->u), 20);
}

static const place_of tails[] = {{"beyond ten quartiles", "10"}};
static ball tail(instance c)
{
    ball ten = number(c, ((const place_of *)c.of)->u);
    return minus(integer(1), times(number(c, "2/pi"), ball_atan(ten)));
}
static verdict tail_is(instance c) { return has_decimals(c, tail(c), "0.063451034861107139"); }
static verdict tail_is_tiny(instance c) { return less(tail(c), number(c, "10^-10")); }

typedef struct sampled_ratio {
    const char *name;
    int of; /* the mean of so many */
} sampled_ratio;
static const sampled_ratio samples[] = {{"ratios", 1}, {"means of 10", 10}};
enum { DRAWS = 20000 };
static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}
static double cauchy(double x) { return 0.5 + atan(x) / M_PI; }
/* Quartiles ±1: sd 1/0.6744897501960817. */
static double normal_of_the_same_quartiles(double x) { return erfc(-x * 0.6744897501960817 / M_SQRT2) / 2; }

/* sup |F_n - F| ≤ √(log(2/α)/(2n)) with probability 1 - α, for every F and n (Massart 1990). */
static verdict fits(instance c, double (*cdf)(double))
{
    static const double level = 1e-6;
    const sampled_ratio *s = c.of;
    double *x = malloc(DRAWS * sizeof *x), most = 0;
    random_stream *r = random_open(c.trial->seed, (uint64_t)s->of);
    for (int i = 0; i < DRAWS; i++) {
        double sum = 0;
        for (int k = 0; k < s->of; k++) {
            double above = random_normal(r);
            sum += above / random_normal(r);
        }
        x[i] = sum / s->of;
    }
    random_close(r);
    qsort(x, DRAWS, sizeof *x, by_size);
    for (int i = 0; i < DRAWS; i++) {
        double F = cdf(x[i]);
        most = fmax(most, fmax(F - (double)i / DRAWS, (double)(i + 1) / DRAWS - F));
    }
    free(x);
    return certainly(most <= sqrt(log(2 / level) / (2.0 * DRAWS)));
}
static verdict fit_cauchy(instance c) { return fits(c, cauchy); }
static verdict fit_normal(instance c) { return fits(c, normal_of_the_same_quartiles); }

PROOF_OF(gradient_near_a_perfect_discriminator_is_cauchy,
         CHECK_EACH("the density of the ratio", CERTIFIED, is_cauchys, is_normal, places),
         CHECK_EACH("its tail", CERTIFIED, tail_is, tail_is_tiny, tails),
         CHECK_BY_RUNS("20000 draws", fit_cauchy, fit_normal, samples, 20141, 2, 0.999999))
