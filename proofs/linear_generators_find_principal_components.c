/*
 * A LINEAR GENERATOR THAT DESCENDS W2 FINDS THE PRINCIPAL COMPONENT
 * Data Y ~ N(0,K), K with eigenvalues λ1 ≥ λ2 ≥ λ3 along the axes; generator X ↦ X g, X ~ N(0,1). Then
 *     W2²(Y, X g) = tr K + |g|² - 2 √(g'Kg)  ≥  tr K - λ1,      equal at g = √λ1 e1.
 * For a coupling costs E|Y - Xg|² = tr K + |g|² - 2 E X g'Y, and E X g'Y ≤ √(g'Kg) (Cauchy-Schwarz), equal at X = g'Y/√(g'Kg). With
 * s = √(g'Kg):  |g|² - 2s + s²/|g|² = (|g|² - s)²/|g|² ≥ 0,  and  s²/|g|² = g'Kg/g'g ≤ λ1.
 * Two latent variables reach a plane with normal n, and W2² is at least the mean squared distance of Y to it, n'Kn/n'n ≥ λ3; the
 * projection of Y has a law on the plane of the two largest eigenvalues and attains λ3.
 * JS is log 2 for every such g, as the generated law lies on a line: it prefers none.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic w2 generator wgan"),
    STATEMENT(
        "min over g of W2²(N(0,K), law of X g) = tr K - λ1, at the principal component; with two, tr K - λ1 - λ2; JS = log 2 for all g"),
    HYPOTHESES(
        "Normal data with mean 0, a linear generator with one latent variable, or with two; three dimensions in the algebra."),
    WHY_A_GAN_CARES(
        "The smallest case in which the generator's law is singular. W2 still tells directions apart and leads to PCA; the "
        "original game has no gradient."),
    SOURCE(
        "Feizi, Farnia, Ginart and Tse 2018, Understanding GANs: the LQG setting, theorem 1, for ranks one and two."),
    ESTABLISHED(
        "The two bounds for all eigenvalues and all g, by exact algebra, and the values along the axes; for two latent variables the bound for "
        "all planes and the projection's cost. In the plane, K = diag(4,1) and g along the "
        "axes: W2 to 15 digits, and JS = log 2."),
    NOT_ESTABLISHED(
        "More dimensions and latent variables; that the distance to a plane is a lower bound (a coupling moves Y into the plane); that gradient descent arrives: other eigenvectors are stationary, too."),
    FALSEHOOD(
        "g'Kg/g'g is at most λ2; the second bound with s²/2; every axis is as good; the longest g; every plane is as good; W2 is the same along both axes."))

/* λ3 = z, λ2 = z + y, λ1 = z + y + x; g = (a, b, c) with a, b, c > 0 by the choice of the axes' directions; r = |g|², s = √(g'Kg). */
#define KERNEL "l3 = z, l2 = z+y, l1 = z+y+x, r = a^2+b^2+c^2, S = l1*a^2 + l2*b^2 + l3*c^2"
static const line bounds[] = {
    {"g'Kg/g'g is at most λ1", "S/r <= l1", "S/r <= l2", KERNEL},
    {"and at least λ3", "S/r >= l3", "S/r >= l2", KERNEL},
    {"the best length of g: |g|² = s", "N - 2*s >= -s^2/N", "N - 2*s >= -s^2/(2*N)", NULL},
    {"a longer g does not help: λ1 = l, |g|² = l k²", "l*k^2 - 2*l*k >= -l", "l*k^2 - 2*l*k >= -l/2", NULL},
};
/* tr K + |g|² - 2√(g'Kg) at g = √λ e: |g|² = λ, √(g'Kg) = λ. */
static const line axes[] = {
    {"the first axis: tr K - λ1", "l1+l2+l3 + l1 - 2*l1 = l2 + l3", "l1+l2+l3 + l1 - 2*l1 = l1 + l2", NULL},
    {"the third axis costs more", "(x+y+z) + (y+z) > (y+z) + z", "(x+y+z) + (y+z) <= (y+z) + z", NULL},
    {"K = diag(3,2,1), g = √3 e1", "6 + 3 - 2*3 = 3", "6 + 3 - 2*3 = 5", NULL},
    {"K = diag(3,2,1), g = e3", "6 + 1 - 2*1 = 5", "6 + 1 - 2*1 = 3", NULL},
};
/* Planes with normal (a, b, c), rank two: the distance of Y to one has the mean square n'Kn/n'n. */
static const line planes[] = {
    {"no plane is nearer than λ3", "S/r >= l3", "S/r <= l3", KERNEL},
    {"the plane of the first two axes: λ3, as a = b = 0", "at(at(S/r, a = 0), b = 0) = l3",
     "at(at(S/r, b = 0), c = 0) = l3", KERNEL},
    {"projected: the cost is what is left out", "(l1+l2+l3) + (l1+l2) - 2*(l1+l2) = l3",
     "(l1+l2+l3) + (l1+l2) - 2*(l1+l2) = l2", NULL},
    {"K = diag(3,2,1): 1", "6 + 5 - 2*5 = 1", "6 + 5 - 2*5 = 3", NULL},
};

#define DATA "product(normal(0,2), normal(0,1))"
static const pair_case along_the_axes[] = {
    {"the principal axis", DATA, "product(normal(0,2), point(0))", "1"},
    {"the other axis", DATA, "product(point(0), normal(0,1))", "2"},
    {"the principal axis, too short", DATA, "product(normal(0,1), point(0))", "sqrt(2)"},
    {"nothing", DATA, "product(point(0), point(0))", "sqrt(5)"},
};
static verdict w2_tells_apart(pair c)
{
    return both(agree(c, w2(c.p, c.q), number(c, c.given->why), 15),
                agree(c, js(c.p, c.q), number(c, "log(2)"), 15));
}
/* With the value in the middle, tr K - (λ1 + λ2)/2. */
static verdict all_are_alike(pair c) { return agree(c, w2(c.p, c.q), number(c, "sqrt(5/2)"), 15); }

PROOF_OF(linear_generators_find_principal_components, ALGEBRA("all eigenvalues and all g", bounds),
         ALGEBRA("the axes", axes), ALGEBRA("two latent variables", planes),
         CHECK("K = diag(4,1) (falsehood: all axes are alike)", CERTIFIED, w2_tells_apart, all_are_alike,
               along_the_axes))
