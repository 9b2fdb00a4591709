/*
 * Convexity in several symbols at once: the matrix of second derivatives, if its entries are rational, is positive definite
 * where its leading principal minors are positive (Sylvester).
 */
#include "calculus/logform_parts.h"

enum { ORDER_MAX = 4 };

typedef struct matrix {
    ratio at[ORDER_MAX][ORDER_MAX];
} matrix;

/* The determinant of the rows `row`, row + 1, ..., n - 1 in the columns of the set, by its first row. */
static ratio determinant(logform_field *K, const matrix *H, int n, int row, unsigned columns)
{
    if (row == n)
        return ratio_integer(K, 1);
    ratio sum = ratio_integer(K, 0);
    int sign = 1;
    for (int j = 0; j < n; j++) {
        if (!(columns >> j & 1))
            continue;
        ratio minor = determinant(K, H, n, row + 1, columns & ~(1u << j));
        sum = ratio_sum(K, sum,
                        ratio_product(K, ratio_integer(K, sign), ratio_product(K, H->at[row][j], minor)));
        sign = -sign;
    }
    return sum;
}

/* The second derivatives by the symbols s[0..n-1]; false if one of them has a logarithm. */
static bool second_derivatives(matrix *H, const logform *f, const int *s, int n)
{
    for (int i = 0; i < n; i++) {
        const logform *slope = logform_of_derivative(f, s[i]);
        for (int j = 0; j < n; j++) {
            const logform *bend = logform_of_derivative(slope, s[j]);
            if (!bend || bend->terms)
                return false;
            H->at[i][j] = bend->rational;
        }
    }
    return true;
}

bool logform_convex(const logform *f, const int *s, int n)
{
    logform_field *K = f->field;
    const knowledge of = {K, f->conditions};
    matrix H;
    if (n > ORDER_MAX || !second_derivatives(&H, f, s, n))
        return false;
    for (int k = 1; k <= n; k++) {
        ratio minor = determinant(K, &H, k, 0, (1u << k) - 1);
        if (!ratio_ok(minor) || !logform_surely_positive(&of, minor))
            return false;
    }
    return true;
}
