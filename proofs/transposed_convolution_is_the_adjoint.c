/*
 * THE TRANSPOSED CONVOLUTION IS THE ADJOINT
 * A convolution with kernel K of k x k taps, stride s and padding p (zeros outside the image) is
 *     (C x)(i,j) = sum over u, v of K(u,v) x(s i - p + u, s j - p + v),         side n -> m = floor((n + 2p - k)/s) + 1.
 * Its adjoint, <C x, y> = <x, C' y> for all x and y, is what generators call a transposed or fractionally strided convolution: put
 * s - 1 zeros between the pixels of y, and r = (n + 2p - k) mod s at its end, pad by k - 1 - p, and convolve with stride 1 by the
 * kernel turned half a turn, K(k-1-u, k-1-v). It has
 *     side m -> (m - 1) s - 2p + k + r,
 * and so gives n back. Only the size: C' is not the inverse of C.
 */
#include "proof.h"

ABOUT(
    TAGS("network"), STATEMENT("⟨Cx,y⟩ = ⟨x,C'y⟩; n → ⌊(n+2p-k)/s⌋+1 and back by m → (m-1)s-2p+k+r"),
    HYPOTHESES(
        "Square images, k ≥ 1, s ≥ 1, 0 ≤ p < k, k ≤ n + 2p; C' uses the same kernel, stride and padding, and r = (n+2p-k) mod s."),
    WHY_A_GAN_CARES(
        "A DCGAN's discriminator shrinks images by strided convolutions; its generator enlarges them by their adjoints. "
        "Backpropagation through one is the other. A transposed layer in the discriminator would enlarge: 64 becomes 128."),
    SOURCE(
        "Dumoulin and Visin 2016, sections 2 and 4; Radford, Metz and Chintala 2016 for the layers' places."),
    ESTABLISHED(
        "Exactly, for each geometry below: the sizes, by counting the places where the kernel fits; that the matrix of the second "
        "construction is the transposed one of the first, for each unit kernel, hence for all kernels, x and y, as everything is "
        "linear; and that the library's two layers are these matrices, entry by entry."),
    NOT_ESTABLISHED("Other geometries, and several channels (which only add up)."),
    FALSEHOOD(
        "One place less, and nothing lost on the way back; the kernel is not turned; C' is the inverse of C; a transposed layer "
        "halves an image, as in a discriminator."))

typedef struct geometry {
    const char *name;
    int k, s, p, n; /* kernel, stride, padding, side */
} geometry;

static int places(const geometry *g) { return (g->n + 2 * g->p - g->k) / g->s + 1; }
static int lost(const geometry *g) { return (g->n + 2 * g->p - g->k) % g->s; }

/* ---- The sizes ---- */

static const geometry sizes[] = {
    {"DCGAN: kernel 4, stride 2, padding 1, side 64", 4, 2, 1, 64},
    {"the same, side 8", 4, 2, 1, 8},
    {"kernel 3, stride 1, padding 1, side 7", 3, 1, 1, 7},
    {"kernel 5, stride 2, padding 2, side 32: a row is lost", 5, 2, 2, 32},
    {"kernel 3, stride 3, no padding, side 11: two rows are lost", 3, 3, 0, 11},
    {"kernel 2, stride 3, padding 1, side 9: gaps", 2, 3, 1, 9},
};

/* At how many multiples of s does the kernel lie inside the padded image? */
static int counted(const geometry *g)
{
    int count = 0;
    for (int at = 0; at + g->k <= g->n + 2 * g->p; at += g->s)
        count++;
    return count;
}
static verdict sizes_are_right(instance c)
{
    const geometry *g = c.of;
    int m = counted(g);
    return certainly(m == places(g) && convolution_side(g->k, g->s, g->p, g->n) == m
                     && (m - 1) * g->s - 2 * g->p + g->k + lost(g) == g->n
                     && transposed_convolution_side(g->k, g->s, g->p, lost(g), m) == g->n);
}
static verdict one_place_less(instance c)
{
    const geometry *g = c.of;
    return certainly(counted(g) == (g->n + 2 * g->p - g->k) / g->s);
}
static verdict a_transposed_layer_halves(instance c)
{
    const geometry *g = c.of;
    return certainly(transposed_convolution_side(g->k, g->s, g->p, 0, g->n) <= g->n / 2);
}

/* ---- The matrices ---- */

static const geometry small[] = {
    {"kernel 2, stride 1, no padding, side 4", 2, 1, 0, 4},
    {"kernel 3, stride 1, padding 1, side 4", 3, 1, 1, 4},
    {"kernel 3, stride 2, padding 1, side 5", 3, 2, 1, 5},
    {"the same, side 6: a row is lost", 3, 2, 1, 6},
    {"kernel 4, stride 2, padding 1, side 8", 4, 2, 1, 8},
    {"kernel 4, stride 3, padding 2, side 7", 4, 3, 2, 7},
    {"kernel 2, stride 3, no padding, side 8: gaps", 2, 3, 0, 8},
};

/* C itself: row (i,j), column (y,x). */
static void convolution(const geometry *g, const int *K, integer_matrix *C)
{
    int m = places(g);
    *C = (integer_matrix){.rows = m * m, .columns = g->n * g->n};
    for (int i = 0; i < m; i++)
        for (int j = 0; j < m; j++)
            for (int u = 0; u < g->k; u++)
                for (int v = 0; v < g->k; v++) {
                    int y = g->s * i - g->p + u, x = g->s * j - g->p + v;
                    if (y >= 0 && y < g->n && x >= 0 && x < g->n)
                        C->entry[i * m + j][y * g->n + x] += K[u * g->k + v];
                }
}

/* Spread by s, padded by k-1-p, convolved with stride 1: pixel (y,x) sees K at (u,v) where s i = y - (k-1-p) + u, s j likewise. */
static void spread_convolution(const geometry *g, bool turned, const int *K, integer_matrix *C)
{
    int m = places(g), margin = g->k - 1 - g->p;
    *C = (integer_matrix){.rows = g->n * g->n, .columns = m * m};
    for (int y = 0; y < g->n; y++)
        for (int x = 0; x < g->n; x++)
            for (int u = 0; u < g->k; u++)
                for (int v = 0; v < g->k; v++) {
                    int row = y - margin + u, column = x - margin + v;
                    bool pixel = row >= 0 && column >= 0 && row % g->s == 0 && column % g->s == 0
                                 && row / g->s < m && column / g->s < m;
                    if (pixel)
                        C->entry[y * g->n + x][row / g->s * m + column / g->s] +=
                            turned ? K[(g->k - 1 - u) * g->k + g->k - 1 - v] : K[u * g->k + v];
                }
}

static bool equal(const integer_matrix *a, const integer_matrix *b, bool transposed)
{
    bool same = transposed ? a->rows == b->columns && a->columns == b->rows
                           : a->rows == b->rows && a->columns == b->columns;
    for (int i = 0; i < a->rows; i++)
        for (int j = 0; j < a->columns; j++)
            same = same && a->entry[i][j] == (transposed ? b->entry[j][i] : b->entry[i][j]);
    return same;
}

/* Is the spread convolution the transposed matrix for every unit kernel? */
static bool is_adjoint(const geometry *g, bool turned)
{
    static _Thread_local integer_matrix C, S;
    bool same = true;
    for (int t = 0; t < g->k * g->k; t++) {
        int K[KERNEL_MOST] = {[0] = 0};
        K[t] = 1;
        convolution(g, K, &C);
        spread_convolution(g, turned, K, &S);
        same = same && equal(&S, &C, true);
    }
    return same;
}
static verdict turned_kernel_is_adjoint(instance c) { return certainly(is_adjoint(c.of, true)); }
static verdict same_kernel_is_adjoint(instance c) { return certainly(is_adjoint(c.of, false)); }

/* ---- The layers, with the kernel 1, -2, 3, -4, ... ---- */

static bool layers_match(const geometry *g, bool turned)
{
    static _Thread_local integer_matrix C, S, forth, back;
    int K[KERNEL_MOST];
    for (int t = 0; t < KERNEL_MOST; t++)
        K[t] = t % 2 ? -t - 1 : t + 1;
    convolution(g, K, &C);
    spread_convolution(g, turned, K, &S);
    return convolution_layer(g->k, g->s, g->p, K, g->n, &forth)
           && transposed_convolution_layer(g->k, g->s, g->p, lost(g), K, places(g), &back)
           && equal(&forth, &C, false) && equal(&back, &S, false);
}
static verdict layers_are_these(instance c) { return certainly(layers_match(c.of, true)); }
static verdict layers_do_not_turn(instance c) { return certainly(layers_match(c.of, false)); }

/* ---- C' C is symmetric and not the identity ---- */

static verdict there_and_back(const geometry *g, bool identity)
{
    static _Thread_local integer_matrix forth, back;
    static const int K[KERNEL_MOST] = {1, -2, 3, -4, 5, -6, 7, -8, 9, -10, 11, -12, 13, -14, 15, -16};
    bool ok = convolution_layer(g->k, g->s, g->p, K, g->n, &forth)
              && transposed_convolution_layer(g->k, g->s, g->p, lost(g), K, places(g), &back);
    for (int i = 0; i < back.rows; i++)
        for (int j = 0; j < i; j++) {
            long here = 0, mirrored = 0;
            for (int l = 0; l < forth.rows; l++) {
                here += back.entry[i][l] * forth.entry[l][j];
                mirrored += back.entry[j][l] * forth.entry[l][i];
            }
            ok = ok && (identity ? here == 0 : here == mirrored);
        }
    return certainly(ok);
}
static verdict composition_is_symmetric(instance c) { return there_and_back(c.of, false); }
static verdict composition_is_the_identity(instance c) { return there_and_back(c.of, true); }

PROOF_OF(transposed_convolution_is_the_adjoint,
         CHECK_EACH("sizes, by counting (falsehood: one place less)", EXACT, sizes_are_right, one_place_less,
                    sizes),
         CHECK_EACH("sizes, by counting (falsehood: a transposed layer halves)", EXACT, sizes_are_right,
                    a_transposed_layer_halves, sizes),
         CHECK_EACH("the matrices, all kernels (falsehood: the kernel is not turned)", EXACT,
                    turned_kernel_is_adjoint, same_kernel_is_adjoint, small),
         CHECK_EACH("the layers (falsehood: their kernel is not turned)", EXACT, layers_are_these,
                    layers_do_not_turn, small),
         CHECK_EACH("C'C is symmetric (falsehood: C' inverts C)", EXACT, composition_is_symmetric,
                    composition_is_the_identity, small))
