/*
 * LIPSCHITZ CONSTANTS MULTIPLY ALONG A NETWORK
 *     Lip(f∘g) ≤ Lip(f) Lip(g);   a linear layer has Lip = its largest singular value;   activations: ReLU, tanh 1, sigmoid 1/4, softplus 1.
 * For a 2 × 2 matrix A the largest singular value is σ, σ² = (T + √(T² - 4 D²))/2 with T the sum of the squares of its entries, D its determinant.
 */
#include "proof.h"

ABOUT(
    TAGS("gan wgan lipschitz critic"),
    STATEMENT("Lip(f∘g) ≤ Lip f · Lip g; Lip(A) = largest singular value; Lip(sigmoid) = 1/4"),
    HYPOTHESES("Euclidean norms; layers f, g with finite Lipschitz constants."),
    WHY_A_GAN_CARES(
        "A Wasserstein critic must be 1-Lipschitz: dividing each weight matrix by its largest singular value (spectral normalisation) makes it so. "
        "The product is only a bound: such critics may be far flatter than allowed."),
    SOURCE("Miyato et al. 2018, section 2.1; Horn and Johnson 2013, section 5.6."),
    ESTABLISHED(
        "The slopes of activations for all arguments by exact algebra in D = sigmoid(x) and t = tanh(x); for listed pairs of integer matrices by enclosures: the product's "
        "constant, that no listed vector is stretched by more than σ, and that one is."),
    NOT_ESTABLISHED("Larger matrices."),
    FALSEHOOD("Equality for products; the Frobenius norm is the constant; sigmoid has 1/5."))

/* σ' = D(1-D), tanh' = 1-t²; D = r/(1+r), t = (r-1)/(r+1), r > 0. */
static const line slopes[] = {
    {"sigmoid", "d*(1-d) <= 1/4", "d*(1-d) <= 1/5", "d = r/(1+r)"},
    {"tanh", "1 - t^2 <= 1", "1 - t^2 <= 1/2", "t = (r-1)/(r+1)"},
    {"softplus", "r/(1+r) < 1", "r/(1+r) < 1/2", NULL},
};

typedef struct factors {
    const char *name;
    int a[4], b[4], x[2]; /* rows of A and B; A stretches x most, or nearly */
} factors;
static const factors products[] = {
    {"the unit matrix twice", {1, 0, 0, 1}, {1, 0, 0, 1}, {1, 0}},
    {"scales", {3, 0, 0, 1}, {2, 0, 0, 5}, {1, 0}},
    {"a turn and a shear", {0, -1, 1, 0}, {1, 1, 0, 1}, {1, 0}},
    {"two shears", {1, 1, 0, 1}, {1, 0, 1, 1}, {1, 1}},
    {"singular", {1, 2, 2, 4}, {2, -1, 1, 3}, {1, 2}},
    {"they cancel", {1, 0, 0, 0}, {0, 0, 0, 1}, {1, 0}},
};
static void multiply(const int a[4], const int b[4], int out[4])
{
    out[0] = a[0] * b[0] + a[1] * b[2], out[1] = a[0] * b[1] + a[1] * b[3];
    out[2] = a[2] * b[0] + a[3] * b[2], out[3] = a[2] * b[1] + a[3] * b[3];
}
static ball frobenius(instance c, const int a[4])
{
    return root(times(number(c, "1"), integer(a[0] * a[0] + a[1] * a[1] + a[2] * a[2] + a[3] * a[3])));
}
static ball largest_singular_value(instance c, const int a[4])
{
    ball T = square(frobenius(c, a)), D = times(number(c, "1"), integer(a[0] * a[3] - a[1] * a[2]));
    return root(half(plus(T, root(minus(square(T), times(integer(4), square(D)))))));
}
static verdict no_more(instance c, ball x, ball y) { return either(at_most(x, y), agree(c, x, y, 15)); }
static verdict product_is_bounded(instance c)
{
    const factors *f = c.of;
    int ab[4];
    multiply(f->a, f->b, ab);
    return no_more(c, largest_singular_value(c, ab),
                   times(largest_singular_value(c, f->a), largest_singular_value(c, f->b)));
}
static verdict product_is_equal(instance c)
{
    const factors *f = c.of;
    int ab[4];
    multiply(f->a, f->b, ab);
    return agree(c, largest_singular_value(c, ab),
                 times(largest_singular_value(c, f->a), largest_singular_value(c, f->b)), 15);
}

static ball length(instance c, int x, int y) { return root(times(number(c, "1"), integer(x * x + y * y))); }
static ball stretch(instance c, const int a[4], int x, int y)
{
    return over(length(c, a[0] * x + a[1] * y, a[2] * x + a[3] * y), length(c, x, y));
}
/* No vector of a grid is stretched by more than `most`, and the listed one by at least 9/10 of it. */
static verdict stretches(instance c, ball most)
{
    const factors *f = c.of;
    verdict all = at_least(stretch(c, f->a, f->x[0], f->x[1]), times(ratio(9, 10), most));
    for (int x = -3; x <= 3; x++)
        for (int y = 0; y <= 3; y++)
            all = x || y ? both(all, no_more(c, stretch(c, f->a, x, y), most)) : all;
    return all;
}
static verdict by_singular_value(instance c)
{
    return stretches(c, largest_singular_value(c, ((const factors *)c.of)->a));
}
static verdict by_frobenius(instance c) { return stretches(c, frobenius(c, ((const factors *)c.of)->a)); }

PROOF_OF(lipschitz_constants_multiply, ALGEBRA("activations, all arguments", slopes),
         CHECK_EACH("products (falsehood: equality)", CERTIFIED, product_is_bounded, product_is_equal,
                    products),
         CHECK_EACH("stretches (falsehood: the Frobenius norm)", CERTIFIED, by_singular_value, by_frobenius,
                    products))
