/*
 * LEAKY RELU KEEPS EVERY SLOPE, TANH EVERY OUTPUT IN (-1, 1)
 *     L(x) = max(x, x/5) = x for x ≥ 0, x/5 for x ≤ 0:      |x-y|/5 ≤ |L(x)-L(y)| ≤ |x-y|,
 * so that L has Lipschitz constant 1 and an inverse, max(5x, x) turned round: min(x, 5x); k layers of it keep slopes in [5^-k, 1].
 * ReLU(x) = max(x, 0) loses everything on x ≤ 0: its slope is 0 there. tanh x = (r-1)/(r+1), r = e^2x, lies in (-1, 1) and rises.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic network lipschitz"),
    STATEMENT("LeakyReLU(x) = max(x, x/5): |x-y|/5 ≤ |L(x)-L(y)| ≤ |x-y|;  -1 < tanh < 1"),
    HYPOTHESES(
        "Real arguments; slope 1/5 on the left, as in DCGAN. x and y stand for positive numbers, -x and -y for "
        "negative ones."),
    WHY_A_GAN_CARES(
        "DCGAN has LeakyReLU in the discriminator, so that no unit stops telling the generator where to go; ReLU and, at the output, tanh "
        "in the generator, so that images have bounded pixels."),
    SOURCE("Radford, Metz and Chintala 2016, section 3; Maas, Hannun and Ng 2013."),
    ESTABLISHED(
        "For all arguments, by exact algebra in the cases of their signs: the maximum, both bounds, the inverse, ReLU's loss, and tanh's range and slope."),
    NOT_ESTABLISHED("That training is better with them, which DCGAN's authors found by trying."),
    FALSEHOOD(
        "L is x/5 on both sides or has Lipschitz constant 1/5; ReLU tells negative arguments apart; tanh reaches 1."))

/* L(x) = x, L(-y) = -y/5, for x, y > 0. */
static const line leaky[] = {
    {"the maximum, on the right", "x >= x/5", "x <= x/5", NULL},
    {"the maximum, on the left", "-y <= -y/5", "-y >= -y/5", NULL},
    {"two on the left: the slope", "((-x)/5 - (-y)/5)^2 = (x-y)^2/25", "((-x)/5 - (-y)/5)^2 = 0*(x-y)^2",
     NULL},
    {"on two sides: at most |x-y|", "x - (-y/5) <= x - (-y)", "x - (-y/5) <= (x - (-y))/5", NULL},
    {"on two sides: at least |x-y|/5", "x - (-y/5) >= (x - (-y))/5", "x - (-y/5) >= (x - (-y))/2", NULL},
    {"the inverse on the left, min(u, 5u)", "5*(-y/5) = -y", "(-y/5)/5 = -y", NULL},
};
static const line others[] = {
    {"ReLU(-x) = ReLU(-y) = 0", "0*x - 0*y = 0", "0*x - 0*y = x - y", NULL},
    {"tanh is below 1", "t < 1", "t >= 1", "t = (r-1)/(r+1)"},
    {"and above -1", "t > -1", "t > 0", "t = (r-1)/(r+1)"},
    {"its slope, d/dx = 2 d/d log r", "2*diff(t, log(r)) = 1 - t^2", "2*diff(t, log(r)) = 1 - t",
     "t = (r-1)/(r+1)"},
    {"is positive", "1 - t^2 > 0", "1 - t^2 > 1/2", "t = (r-1)/(r+1)"},
};

PROOF_OF(leaky_relu_keeps_every_slope, ALGEBRA("LeakyReLU, all arguments", leaky),
         ALGEBRA("ReLU and tanh", others))
