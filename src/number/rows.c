/* Loops over rows: see rows.h. Every loop is vectorised. */
#include "number/rows.h"

static inline twofold twofold_from_twofold(twofold a) { return a; }

INLINED twofold twofold_log1p_square(const twofold_tables *t, twofold a)
{
    return twofold_log(t, twofold_add(twofold_exact(1), twofold_mul(a, a)));
}

INLINED double twofold_sign(twofold a) { return a.hi; }
INLINED double disc_sign(disc a) { return a.mid; }
INLINED disc disc_abs(disc a) { return (disc){fabs(a.mid), a.rad}; }

INLINED twofold twofold_pick(bool first, twofold a, twofold b)
{
    return (twofold){first ? a.hi : b.hi, first ? a.lo : b.lo, first ? a.err : b.err};
}

INLINED disc disc_pick(bool first, disc a, disc b)
{
    return (disc){first ? a.mid : b.mid, first ? a.rad : b.rad};
}

#define LOOP(type, value) _Pragma("omp simd") for (int i = 0; i < n; i++) type##_put(out, i, value)

#define UNARY(type, name, value)                                                                             \
    VECTORISED void type##_row_##name(int n, type##_row *out, const type##_row *a)                           \
    {                                                                                                        \
        const twofold_tables *t = twofold_table();                                                           \
        (void)t;                                                                                             \
        LOOP(type, value);                                                                                   \
    }

#define BINARY(type, name, value)                                                                            \
    VECTORISED void type##_row_##name(int n, type##_row *out, const type##_row *a, const type##_row *b)      \
    {                                                                                                        \
        LOOP(type, value);                                                                                   \
    }

#define A(type) type##_at(a, i)
#define B(type) type##_at(b, i)
#define OUT(type) type##_at(out, i)
#define ZERO(type) type##_from_twofold(twofold_exact(0))

#define ALL(type)                                                                                            \
    VECTORISED void type##_row_set(int n, type##_row *out, twofold c)                                        \
    {                                                                                                        \
        type value = type##_from_twofold(c);                                                                 \
        LOOP(type, value);                                                                                   \
    }                                                                                                        \
    VECTORISED void type##_row_linear(int n, type##_row *out, twofold c0, twofold c1, const type##_row *a)   \
    {                                                                                                        \
        type d0 = type##_from_twofold(c0), d1 = type##_from_twofold(c1);                                     \
        LOOP(type, type##_add(d0, type##_mul(d1, A(type))));                                                 \
    }                                                                                                        \
    VECTORISED void type##_row_add_scaled(int n, type##_row *out, twofold c, const type##_row *a)            \
    {                                                                                                        \
        type d = type##_from_twofold(c);                                                                     \
        LOOP(type, type##_add(OUT(type), type##_mul(d, A(type))));                                           \
    }                                                                                                        \
    VECTORISED void type##_row_add_where_positive(int n, type##_row *out, twofold c, const type##_row *a)    \
    {                                                                                                        \
        type d = type##_from_twofold(c);                                                                     \
        LOOP(type, type##_pick(type##_sign(A(type)) > 0, type##_add(OUT(type), d), OUT(type)));              \
    }                                                                                                        \
    VECTORISED void type##_row_choose(int n, type##_row *out, const type##_row *sign, const type##_row *a,   \
                                      const type##_row *b)                                                   \
    {                                                                                                        \
        LOOP(type, type##_pick(type##_sign(type##_at(sign, i)) > 0, A(type), B(type)));                      \
    }                                                                                                        \
    BINARY(type, add_product, type##_add(OUT(type), type##_mul(A(type), B(type))))                           \
    BINARY(type, add, type##_add(A(type), B(type)))                                                          \
    BINARY(type, sub, type##_sub(A(type), B(type)))                                                          \
    BINARY(type, mul, type##_mul(A(type), B(type)))                                                          \
    UNARY(type, exp, type##_exp(t, A(type)))                                                                 \
    UNARY(type, expm1, type##_expm1(t, A(type)))                                                             \
    UNARY(type, log, type##_log(t, A(type)))                                                                 \
    UNARY(type, inv, type##_inv(A(type)))                                                                    \
    UNARY(type, log1p_square, type##_log1p_square(t, A(type)))                                               \
    UNARY(type, log1p_rest, type##_log1p_rest(t, A(type)))                                                   \
    UNARY(type, abs, type##_abs(A(type)))                                                                    \
    UNARY(type, fold, type##_fold(t, type##_abs(A(type))))                                                   \
    UNARY(type, rectified, type##_pick(type##_sign(A(type)) > 0, A(type), ZERO(type)))

ALL(twofold)
ALL(disc)
