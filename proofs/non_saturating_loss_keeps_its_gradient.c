/*
 * THE NON-SATURATING LOSS KEEPS ITS GRADIENT WHERE D IS SURE OF A FAKE
 * With D = 1/(1 + e^-t), t its logit at a generated point, and s = e^t:
 *     ∂/∂t log(1-D) = -D                       tends to 0, like e^t, as t falls: the loss saturates;
 *     ∂/∂t (-log D) = -(1-D)                   tends to -1: it does not;
 *     their ratio is e^-t exactly.             Both push t up.
 * The loss -e^t/2 of maximum likelihood has slope -e^t/2. With the loss -log D the game is not zero-sum.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic game generator gradient"),
    STATEMENT("∂ log(1-D)/∂t = -D, ∂(-log D)/∂t = -(1-D): the ratio is e^-t"),
    HYPOTHESES(
        "D = σ(t) has values in (0,1), t is the discriminator's logit at a generated point; s stands for e^t."),
    WHY_A_GAN_CARES(
        "Early in training D is sure of every fake, t is very negative, and the minimax loss gives the generator next to no "
        "gradient. The flipped label gives a full one, at the price of another objective."),
    SOURCE("Goodfellow et al. 2014, section 3; Goodfellow 2016, NIPS tutorial, section 3.2.3 and figure 16."),
    ESTABLISHED(
        "Slopes, signs, bounds and their ratio for all logits, by exact algebra. At t = -10, -5 and -4: both slopes to 30 decimals."),
    NOT_ESTABLISHED("What follows for a parameter, which multiplies these slopes by ∂t/∂θ."),
    FALSEHOOD(
        "The two losses have the same slope, or one saturates as fast as the other; they push t apart; the game with -log D is zero-sum."))

#define LOGIT "D = s/(1+s)"
static const line slopes[] = {
    {"minimax", "diff(log(1-D), log(s)) = -D", "diff(log(1-D), log(s)) = -(1-D)", LOGIT},
    {"non-saturating", "diff(-log(D), log(s)) = -(1-D)", "diff(-log(D), log(s)) = -D", LOGIT},
    {"their ratio is e^-t", "diff(-log(D), log(s))/diff(log(1-D), log(s)) = 1/s",
     "diff(-log(D), log(s))/diff(log(1-D), log(s)) = 1", LOGIT},
    {"both push up", "diff(-log(D), log(s))*diff(log(1-D), log(s)) > 0",
     "diff(-log(D), log(s))*diff(log(1-D), log(s)) < 0", LOGIT},
    {"minimax: at most e^t", "D <= s", "D >= s", LOGIT},
    {"and at least e^t - e^2t", "D >= s - s^2", "D >= s - s^2/2", LOGIT},
    {"maximum likelihood", "diff(-s/2, log(s)) = -s/2", "diff(-s/2, log(s)) = diff(log(1-D)/2, log(s))",
     LOGIT},
    {"least squares", "diff((D-1)^2, D) = -2*(1-D)", "diff((D-1)^2, D) = -2*D", NULL},
    {"zero-sum", "log(1-D) + (-log(1-D)) = 0", "log(1-D) + (-log(D)) = 0", NULL},
};

typedef struct logit {
    const char *name, *D, *rest;
} logit;
static const logit sure[] = {
    {"t = -10", "0.00004539786870243439450477623276348946", "0.9999546021312975656054952237672365"},
    {"t = -4", "0.0179862099620915580267931379495384", "0.9820137900379084419732068620504616"},
    {"t = -5", "0.006692850924284855559361980381325180", "0.9933071490757151444406380196186748"},
};
static ball sigma(instance c)
{
    const char *t = ((const logit *)c.of)->name + 4;
    return over(integer(1), plus(integer(1), exp_of(negative(number(c, t)))));
}
static verdict rounds_to(instance c, ball value, const char *decimals)
{
    return less(magnitude(minus(value, number(c, decimals))), number(c, "10^-30"));
}
static verdict slopes_at(instance c)
{
    const logit *of = c.of;
    return both(rounds_to(c, sigma(c), of->D), rounds_to(c, minus(integer(1), sigma(c)), of->rest));
}
static verdict slopes_are_alike(instance c) { return less(minus(integer(1), sigma(c)), twice(sigma(c))); }

PROOF_OF(non_saturating_loss_keeps_its_gradient, ALGEBRA("slopes in the logit, for all values", slopes),
         CHECK_EACH("values where D is sure (falsehood: slopes within a factor 2)", CERTIFIED, slopes_at,
                    slopes_are_alike, sure))
