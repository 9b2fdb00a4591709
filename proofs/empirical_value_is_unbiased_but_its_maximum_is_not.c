/*
 * THE EMPIRICAL VALUE IS UNBIASED FOR A FIXED DISCRIMINATOR; ITS MAXIMUM IS TOO LARGE
 *     E (1/m) Σ log D(x_i) + (1/m) Σ log(1-D(y_i)) = V(G,D)   for a fixed D,       E max over D of it ≥ max over D of V(G,D).
 * For two fair coins, samples of size m with k and l heads give the largest value  v(k,l) + v(m-k,m-l),
 *     v(k,l) = (k/m) log(k/(k+l)) + (l/m) log(l/(k+l)),
 * and its mean over all samples is -log 2 for m = 1, rises above -2 log 2 for every m, and tends to it. For laws without atoms the
 * samples share no point: the largest value is 0, whatever the laws.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic game estimation"),
    STATEMENT("E Ṽ(D) = V(D) for fixed D, with variance (Var_p log D + Var_q log(1-D))/m; E max Ṽ > max V"),
    HYPOTHESES(
        "Independent samples of size m from data and generator; D is fixed before they are drawn, or ranges over all functions."),
    WHY_A_GAN_CARES(
        "The loss on a batch estimates V for the present D. Maximising it on a finite sample overfits: with unrestricted D it says "
        "nothing about the laws."),
    SOURCE("Arora et al. 2017, Generalization and equilibrium in GANs; elementary."),
    ESTABLISHED(
        "Unbiasedness for all coins and all D with m = 1, and for the data's half with m = 2, by exact algebra over all outcomes; the variance likewise, for m = 1, 2 and 3 and for any values of log D. The mean maximum for fair coins, six m from 1 to 20, by summing over all counts: -log 2 for m = 1, falling, and always above -2 log 2."),
    NOT_ESTABLISHED("Other m, and other laws."),
    FALSEHOOD(
        "The mean with 1/(2m); the variance with 1/m², or without 1/m; sample maxima are unbiased: their mean is -2 log 2."))

/* One sample each of the coins with heads p and g: D is d on heads, e on tails. */
#define COINS                                                                                                               \
    "V = p*log(d) + (1-p)*log(e) + g*log(1-d) + (1-g)*log(1-e), "                                                           \
    "one = p*g*(log(d)+log(1-d)) + p*(1-g)*(log(d)+log(1-e)) + (1-p)*g*(log(e)+log(1-d)) + (1-p)*(1-g)*(log(e)+log(1-e)), " \
    "two = p^2*log(d) + 2*p*(1-p)*(log(d)+log(e))/2 + (1-p)^2*log(e)"
static const line fixed_discriminator[] = {
    {"m = 1, all four outcomes", "one = V", "one/2 = V", COINS},
    {"m = 2, the data's half", "two = p*log(d) + (1-p)*log(e)", "two/2 = p*log(d) + (1-p)*log(e)", COINS},
    {"m = 1, fair coins: the mean maximum", "1/2*(-2*log(2)) + 1/2*0 = -log(2)",
     "1/2*(-2*log(2)) + 1/2*0 = -2*log(2)", NULL},
};

/* a, b: the values of log D on heads and tails, up to a constant that no variance sees; c, d those of log(1-D); heads p and g. */
#define SPREADS                                                                                              \
    "v = p*(1-p)*(a-b)^2, w = g*(1-g)*(c-d)^2, m = p*a + (1-p)*b, n = g*c + (1-g)*d, "                       \
    "one = p*g*(a+c-m-n)^2 + p*(1-g)*(a+d-m-n)^2 + (1-p)*g*(b+c-m-n)^2 + (1-p)*(1-g)*(b+d-m-n)^2, "          \
    "two = p^2*(a-m)^2 + 2*p*(1-p)*((a+b)/2-m)^2 + (1-p)^2*(b-m)^2, "                                        \
    "three = p^3*(a-m)^2 + 3*p^2*(1-p)*((2*a+b)/3-m)^2 + 3*p*(1-p)^2*((a+2*b)/3-m)^2 + (1-p)^3*(b-m)^2"
static const line variances[] = {
    {"one draw: p (1-p) (a-b)²", "p*(a-m)^2 + (1-p)*(b-m)^2 = v", "p*(a-m)^2 + (1-p)*(b-m)^2 = p*(a-b)^2",
     SPREADS},
    {"m = 1, both halves", "one = v + w", "one = v", SPREADS},
    {"m = 2, the data's half", "two = v/2", "two = v/4", SPREADS},
    {"m = 3, the data's half", "three = v/3", "three = v", SPREADS},
};

typedef struct size {
    const char *name;
    slong m;
} size;
static const size sizes[] = {{"m = 1", 1}, {"m = 2", 2},   {"m = 3", 3},
                             {"m = 5", 5}, {"m = 10", 10}, {"m = 20", 20}};

static ball part(instance c, slong k, slong whole, slong m)
{
    return k ? times(ratio(k, m), log_of(times(number(c, "1"), ratio(k, whole)))) : integer(0);
}
static ball best_at(instance c, slong k, slong l, slong m)
{
    return plus(part(c, k, k + l, m), part(c, l, k + l, m));
}
static ball binomial(slong m, slong k)
{
    ball product = integer(1);
    for (slong i = 1; i <= k; i++)
        product = over(times(product, integer(m - k + i)), integer(i));
    return product;
}
static ball mean_maximum(instance c, slong m)
{
    ball sum = number(c, "0"), scale = integer(1);
    for (slong i = 0; i < 2 * m; i++)
        scale = half(scale);
    for (slong k = 0; k <= m; k++)
        for (slong l = 0; l <= m; l++)
            sum = plus(sum, times(times(binomial(m, k), binomial(m, l)),
                                  plus(best_at(c, k, l, m), best_at(c, m - k, m - l, m))));
    return times(scale, sum);
}
static verdict too_large_and_falling(instance c)
{
    slong m = ((const size *)c.of)->m;
    return both(more(mean_maximum(c, m), number(c, "-2*log(2)")),
                more(mean_maximum(c, m), mean_maximum(c, m + 1)));
}
static verdict unbiased(instance c)
{
    return agree(c, mean_maximum(c, ((const size *)c.of)->m), number(c, "-2*log(2)"), 10);
}

PROOF_OF(empirical_value_is_unbiased_but_its_maximum_is_not,
         ALGEBRA("coins, a fixed discriminator", fixed_discriminator), ALGEBRA("its variance", variances),
         CHECK_EACH("the mean maximum for fair coins", CERTIFIED, too_large_and_falling, unbiased, sizes))
