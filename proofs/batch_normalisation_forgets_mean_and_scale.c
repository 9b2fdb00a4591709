/*
 * BATCH NORMALISATION FORGETS MEAN AND SCALE
 *     h_i = (x_i - m)/sqrt(v + ε),      m the mean of the batch, v the mean of (x_i - m)^2,
 * has mean 0 and mean square v/(v + ε): less than 1 for ε > 0. Adding t to every x_i changes no h_i, so that a bias before a
 * normalisation does nothing; and multiplying every x_i by λ > 0 is the same as dividing ε by λ^2.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic network"), STATEMENT("mean h = 0, mean h² = v/(v+ε) < 1; h(λx + t) = h(x), but for ε"),
    HYPOTHESES(
        "A batch of at least two numbers that are not all equal; ε > 0. The lines of algebra have three points."),
    WHY_A_GAN_CARES(
        "DCGAN normalises every layer except the generator's last and the discriminator's first: there mean and scale are what "
        "the other player must see. It also ties the points of a batch together: a discriminator is no function of one image."),
    SOURCE("Ioffe and Szegedy 2015, section 3; Radford, Metz and Chintala 2016 for where DCGAN omits it."),
    ESTABLISHED(
        "Exactly, for all batches of three points: mean, mean square, and both invariances. For the square root r = sqrt(v + ε) "
        "only r² = v + ε is used."),
    NOT_ESTABLISHED("Other sizes of the batch: the algebra is the same, sum by sum."),
    FALSEHOOD(
        "The mean square is 1; it is the variance that is kept; ε does not matter; the bias before it does."))

#define BATCH                                                                                                \
    "m = (a+b+c)/3, v = ((a-m)^2 + (b-m)^2 + (c-m)^2)/3, M = (A+B+C)/3, V = ((A-M)^2 + (B-M)^2 + (C-M)^2)/3"
#define SHIFTED "A = a + t, B = b + t, C = c + t, " BATCH
#define SCALED "A = k*a, B = k*b, C = k*c, " BATCH

static const line moments[] = {
    {"mean 0", "(a-m)/r + (b-m)/r + (c-m)/r = 0", "(a-m)/r + (b-m)/r + (c-m)/r = 3*m/r", BATCH},
    {"mean square v/(v+e)", "((a-m)^2/(v+e) + (b-m)^2/(v+e) + (c-m)^2/(v+e))/3 = v/(v+e)",
     "((a-m)^2/(v+e) + (b-m)^2/(v+e) + (c-m)^2/(v+e))/3 = 1", BATCH},
    {"less than 1, for every variance v", "v/(v+e) < 1", "v/(v+e) > 1", NULL},
};
static const line invariances[] = {
    {"a shift: deviations", "A - M = a - m", "A - M = a - m + t", SHIFTED},
    {"a shift: the variance", "V = v", "V = v + t^2", SHIFTED},
    {"a scale: squares of h, with e/k^2", "(A-M)^2/(V+e) = (a-m)^2/(v+e/k^2)",
     "(A-M)^2/(V+e) = (a-m)^2/(v+e)", SCALED},
    {"a scale: deviations, with their sign", "A - M = k*(a - m)", "A - M = a - m", SCALED},
};

PROOF_OF(batch_normalisation_forgets_mean_and_scale, ALGEBRA("three points: moments", moments),
         ALGEBRA("three points: shifts and scales", invariances))
