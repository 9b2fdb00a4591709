/*
 * Rows: up to ROW enclosures side by side, worked on several at a time. Twofold numbers are real and know 20 digits; discs are
 * complex and bound a function (twofold.h, disc.h). Both have the same operations, so that a formula is written once for both:
 * form_rows.def. Results may be operands.
 */
#ifndef NUMBER_ROWS_H
#define NUMBER_ROWS_H

#include "number/disc.h"

enum { ROW = 64 };

typedef struct twofold_row {
    double hi[ROW], lo[ROW], err[ROW];
} twofold_row;

typedef struct disc_row {
    double mid[ROW], rad[ROW];
} disc_row;

INLINED twofold twofold_at(const twofold_row *a, int i) { return (twofold){a->hi[i], a->lo[i], a->err[i]}; }
INLINED void twofold_put(twofold_row *a, int i, twofold x)
{
    a->hi[i] = x.hi, a->lo[i] = x.lo, a->err[i] = x.err;
}
INLINED disc disc_at(const disc_row *a, int i) { return (disc){a->mid[i], a->rad[i]}; }
INLINED void disc_put(disc_row *a, int i, disc x) { a->mid[i] = x.mid, a->rad[i] = x.rad; }

#define ROW_OPERATIONS(type)                                                                                 \
    void type##_row_set(int n, type##_row *out, twofold c);                                                  \
    void type##_row_linear(int n, type##_row *out, twofold c0, twofold c1, const type##_row *z);             \
    void type##_row_add_scaled(int n, type##_row *out, twofold c, const type##_row *z); /* out += c z */     \
    void type##_row_add_product(int n, type##_row *out, const type##_row *a, const type##_row *b);           \
    void type##_row_add(int n, type##_row *out, const type##_row *a, const type##_row *b);                   \
    void type##_row_sub(int n, type##_row *out, const type##_row *a, const type##_row *b);                   \
    void type##_row_mul(int n, type##_row *out, const type##_row *a, const type##_row *b);                   \
    void type##_row_exp(int n, type##_row *out, const type##_row *a);                                        \
    void type##_row_expm1(int n, type##_row *out, const type##_row *a);                                      \
    void type##_row_log(int n, type##_row *out, const type##_row *a);                                        \
    void type##_row_inv(int n, type##_row *out, const type##_row *a);                                        \
    void type##_row_log1p_square(int n, type##_row *out, const type##_row *a); /* log(1 + a^2) */            \
    void type##_row_log1p_rest(int n, type##_row *out, const type##_row *a);   /* log(1 + a) - a */          \
    /* By the sign of the midpoint: |a|; log(1 + e^-|a|); a or 0; and where a > 0, out += c. */              \
    void type##_row_abs(int n, type##_row *out, const type##_row *a);                                        \
    void type##_row_fold(int n, type##_row *out, const type##_row *a);                                       \
    void type##_row_rectified(int n, type##_row *out, const type##_row *a);                                  \
    void type##_row_add_where_positive(int n, type##_row *out, twofold c, const type##_row *a);              \
    void type##_row_choose(int n, type##_row *out, const type##_row *sign, const type##_row *positive,       \
                           const type##_row *negative);

ROW_OPERATIONS(twofold)
ROW_OPERATIONS(disc)

#endif
