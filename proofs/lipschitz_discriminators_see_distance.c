/*
 * LIPSCHITZ DISCRIMINATORS SEE HOW FAR POINTS ARE APART
 * Data 0, one generated point at distance θ, d = D(0), e = D(θ). Without a constraint sup V = 0 for every θ > 0. But
 *     logit D 1-Lipschitz:   sup V = -2 log(1 + e^(-θ/2)),                      at logits ±θ/2;
 *     log D 1-Lipschitz:     sup V = θ - 2 log 2         for θ ≤ log 2,         at d = e^θ/2, e = 1/2,
 *                                  = log(1 - e^-θ)       for θ ≥ log 2,         at d = 1, e = e^-θ.
 * Both rise continuously from -2 log 2 at θ = 0, with slopes 1/2 and 1 there: the generator is pulled from any distance.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic game discriminator lipschitz"),
    STATEMENT("δ0, δθ: sup V = -2 log(1+e^(-θ/2)) for a 1-Lipschitz logit, continuous in θ"),
    HYPOTHESES(
        "V rises in D(0) and falls in D(θ), so that the constraint is met with equality at the best D."),
    WHY_A_GAN_CARES(
        "Spectral normalisation and gradient penalties make D Lipschitz: the loss then measures distance, and the minimax game has a slope "
        "where JS has none."),
    SOURCE("Farnia and Tse 2018, convex duality for GANs; the two cases are computed here."),
    ESTABLISHED(
        "The three suprema for all θ and all D, by exact algebra; values at θ = 1/4, 1/2, 1, 2 to all the digits below."),
    NOT_ESTABLISHED("Laws other than two points."),
    FALSEHOOD("The unrestricted value 0 is reached; -log(1+e^(-θ/2)); the slope at θ = 0 is 0."))

/* Odds E of the generated point; S = e^(θ/2), T = e^θ. d = 1/(1+u) <= 1. */
static const line suprema[] = {
    {"logit: V, as a product", "(1+E*S^2)*(1+E) - E*(1+S)^2 = (1-E*S)^2",
     "(1+E*S^2)*(1+E) - E*(1+S)^2 = (1-E*S^2)^2", NULL},
    {"logit: reached at E = 1/S", "at(log(E*S^2/(1+E*S^2)) - log(1+E), E = 1/S) = 2*log(S/(1+S))",
     "at(log(E*S^2/(1+E*S^2)) - log(1+E), E = 1/S) = log(S/(1+S))", NULL},
    {"log D, θ ≤ log 2: e^V, as a square", "T/4 - d*(1-d/T) = (T/2-d)^2/T", "T/8 - d*(1-d/T) = (T/2-d)^2/T",
     NULL},
    {"log D, θ ≤ log 2: reached", "at(log(d) + log(1-d/T), d = T/2) = log(T) - 2*log(2)",
     "at(log(d) + log(1-d/T), d = T/2) = 0", NULL},
    {"log D, T = 2 + w: d = 1 is best", "(1-1/(2+w)) - (1/(1+u))*(1 - 1/((1+u)*(2+w))) > 0",
     "(1-1/(2+w)) - (1/(1+u))*(1 - 1/((1+u)*(2+w))) < 0", NULL},
    {"log D: continuous at T = 2", "at(log(T) - 2*log(2), T = 2) = at(log(1-1/T), T = 2)",
     "at(log(T) - 2*log(2), T = 2) = 0", NULL},
    {"log D: and so is its slope in θ", "at(diff(log(1-1/T), log(T)), T = 2) = 1",
     "at(diff(log(1-1/T), log(T)), T = 2) = 0", NULL},
    {"logit: the slope at θ = 0", "at(diff(2*log(S/(1+S)), log(S))/2, S = 1) = 1/2",
     "at(diff(2*log(S/(1+S)), log(S))/2, S = 1) = 0", NULL},
};
typedef struct distance {
    const char *name, *by_log, *by_logit, *log_form;
} distance;
static const distance distances[] = {
    {"1/4", "-1.136294361119890618834464242916353", "-1.265198070634338132487228831298478", "t - 2*log(2)"},
    {"1/2", "-0.8862943611198906188344642429163531", "-1.151878839757687124415672263316636", "t - 2*log(2)"},
    {"1", "-0.4586751453870818910216436450673297", "-0.9481539683602133617459947101623415",
     "log(1 - exp(-t))"},
    {"2", "-0.1454134578688590569726481500994741", "-0.6265233750364456680979909899357113",
     "log(1 - exp(-t))"},
};
static ball at_distance(instance c, const char *formula)
{
    char where[32];
    snprintf(where, sizeof where, "t = %s", ((const distance *)c.of)->name);
    return number_where(c, formula, where);
}
static verdict values_are(instance c)
{
    const distance *d = c.of;
    return both(has_decimals(c, at_distance(c, d->log_form), d->by_log),
                has_decimals(c, at_distance(c, "-2*log(1+exp(-t/2))"), d->by_logit));
}
static verdict value_is_0(instance c)
{
    return agree(c, at_distance(c, "-2*log(1+exp(-t/2))"), integer(0), 10);
}

PROOF_OF(lipschitz_discriminators_see_distance, ALGEBRA("suprema over all D, for all θ", suprema),
         CHECK_EACH("θ = 1/4, 1/2, 1, 2", CERTIFIED, values_are, value_is_0, distances))
