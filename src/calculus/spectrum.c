/* Eigenvalues and contraction: see spectrum.h. */
#include "calculus/spectrum.h"

#include "number/ball_arb.h"

#include <math.h>
#include <string.h>

enum { N = SPECTRUM_DIM };

static void set_matrix(arb_mat_t out, scope *s, int n, const ball *A)
{
    for (int i = 0; i < n * n; i++)
        arb_set(arb_mat_entry(out, i / n, i % n), ball_arb(s, A[i]));
}

/* ---- Eigenvalues ---- */

/* To 2^-30, so that rounding does not decide between the real parts of a pair. */
static double place(const arb_t x) { return nearbyint(ldexp(arf_get_d(arb_midref(x), ARF_RND_NEAR), 30)); }

static int by_place(const void *a, const void *b)
{
    const acb_struct *u = a, *v = b;
    double real = place(acb_realref(v)) - place(acb_realref(u)),
           imaginary = place(acb_imagref(v)) - place(acb_imagref(u));
    double first = real < 0 || real > 0 ? real : imaginary;
    return first < 0 ? -1 : first > 0;
}

static bool enclose_all(acb_ptr found, const acb_mat_t A, int n, slong bits)
{
    acb_mat_t middle, vectors;
    acb_ptr about = _acb_vec_init(n);
    acb_mat_init(middle, n, n);
    acb_mat_init(vectors, n, n);
    acb_mat_get_mid(middle, A);
    bool done = acb_mat_approx_eig_qr(about, NULL, vectors, middle, NULL, 0, bits)
                && acb_mat_eig_multiple(found, A, about, vectors, bits);
    acb_mat_clear(vectors);
    acb_mat_clear(middle);
    _acb_vec_clear(about, n);
    return done;
}

bool spectrum(scope *s, int n, const ball *A, cball *eigenvalue)
{
    slong bits = scope_bits(s);
    arb_mat_t real;
    acb_mat_t whole;
    acb_ptr found = _acb_vec_init(n);
    arb_mat_init(real, n, n);
    acb_mat_init(whole, n, n);
    set_matrix(real, s, n, A);
    acb_mat_set_arb_mat(whole, real);
    bool done = arb_mat_is_finite(real) && enclose_all(found, whole, n, bits);
    if (done)
        qsort(found, (size_t)n, sizeof *found, by_place);
    for (int i = 0; i < n; i++)
        eigenvalue[i] = done ? cball_from_acb(s, found + i) : cball_nothing(s);
    acb_mat_clear(whole);
    arb_mat_clear(real);
    _acb_vec_clear(found, n);
    return done;
}

static ball modulus(cball z)
{
    ball r = ball_fresh(z.in);
    acb_abs(r.v, z.v, scope_bits(z.in));
    return r;
}

static ball largest(scope *s, int n, const ball *A, ball (*size)(cball))
{
    cball value[N];
    if (!spectrum(s, n, A, value))
        return ball_nothing(s);
    ball most = size(value[0]);
    for (int i = 1; i < n; i++)
        most = ball_max(most, size(value[i]));
    return most;
}

ball spectral_radius(scope *s, int n, const ball *A) { return largest(s, n, A, modulus); }

void characteristic_polynomial(scope *s, int n, const ball *A, ball *c)
{
    arb_mat_t M;
    arb_poly_t p;
    arb_mat_init(M, n, n);
    arb_poly_init(p);
    set_matrix(M, s, n, A);
    arb_mat_charpoly(p, M, scope_bits(s));
    for (int i = 0; i <= n; i++) {
        c[i] = ball_fresh(s);
        arb_poly_get_coeff_arb(c[i].v, p, i);
    }
    arb_poly_clear(p);
    arb_mat_clear(M);
}

/* ---- Contraction ---- */

typedef struct square {
    double a[N * N];
} square;

static square product(int n, const square *A, const square *B)
{
    square C = {{0}};
    for (int i = 0; i < n; i++)
        for (int k = 0; k < n; k++)
            for (int j = 0; j < n; j++)
                C.a[i * n + j] += A->a[i * n + k] * B->a[k * n + j];
    return C;
}

static square transposed(int n, const square *A)
{
    square T = {{0}};
    for (int i = 0; i < n * n; i++)
        T.a[i % n * n + i / n] = A->a[i];
    return T;
}

static double size_of(int n, const square *A)
{
    double most = 0;
    for (int i = 0; i < n * n; i++)
        most = fmax(most, fabs(A->a[i]));
    return most;
}

/* With P_m the first 2^m terms of the sum and B = (M/rate)^(2^m):  P_(m+1) = P_m + B^T P_m B. */
bool contraction_norm(scope *s, int n, const ball *M, double rate, ball *P)
{
    square B = {{0}}, sum = {{0}};
    for (int i = 0; i < n * n; i++) {
        B.a[i] = ball_double(M[i]) / rate;
        sum.a[i] = i % (n + 1) == 0 ? 2 : 0; /* 2 I: P >= I with room for rounding */
    }
    for (int m = 0; m < 40 && size_of(n, &B) > 1e-12; m++) {
        square Bt = transposed(n, &B), inner = product(n, &sum, &B), more = product(n, &Bt, &inner);
        for (int i = 0; i < n * n; i++)
            sum.a[i] += more.a[i];
        B = product(n, &B, &B);
        if (!(size_of(n, &sum) < 1e12))
            return false;
    }
    for (int i = 0; i < n * n; i++)
        P[i] = ball_exact_double(s, (sum.a[i] + sum.a[i % n * n + i / n]) / 2);
    return size_of(n, &B) <= 1e-12;
}

void matrix_product(int n, const ball *A, const ball *B, ball *out)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            ball sum = ball_mul(A[i * n], B[j]);
            for (int k = 1; k < n; k++)
                sum = ball_add(sum, ball_mul(A[i * n + k], B[k * n + j]));
            out[i * n + j] = sum;
        }
}

/* Of a symmetric matrix, by its lower triangle: Cholesky's algorithm comes through for every matrix in it. */
static verdict positive_definite(scope *s, int n, const ball *A)
{
    arb_mat_t M, L;
    arb_mat_init(M, n, n);
    arb_mat_init(L, n, n);
    set_matrix(M, s, n, A);
    verdict is = arb_mat_is_finite(M) && arb_mat_cho(L, M, scope_bits(s)) ? HOLDS : UNDECIDED;
    arb_mat_clear(L);
    arb_mat_clear(M);
    return is;
}

verdict contraction_holds(scope *s, int n, const ball *M, const ball *P, ball rate)
{
    ball above[N * N], Mt[N * N] = {{0}}, PM[N * N], less[N * N];
    for (int i = 0; i < n * n; i++) {
        above[i] = i % (n + 1) == 0 ? ball_add_int(P[i], -1) : P[i];
        Mt[i % n * n + i / n] = M[i];
    }
    matrix_product(n, P, M, PM);
    matrix_product(n, Mt, PM, less);
    for (int i = 0; i < n * n; i++)
        less[i] = ball_sub(ball_mul(ball_sqr(rate), P[i]), less[i]);
    return verdict_and(positive_definite(s, n, above), positive_definite(s, n, less));
}

verdict expansion_holds(scope *s, int n, const ball *M)
{
    ball Mt[N * N] = {{0}}, more[N * N];
    for (int i = 0; i < n * n; i++)
        Mt[i % n * n + i / n] = M[i];
    matrix_product(n, Mt, M, more);
    for (int i = 0; i < n; i++)
        more[i * (n + 1)] = ball_add_int(more[i * (n + 1)], -1);
    return positive_definite(s, n, more);
}

ball contraction_square(int n, const ball *P, const ball *x)
{
    ball sum = ball_mul(P[0], ball_sqr(x[0]));
    for (int i = 1; i < n * n; i++)
        sum = ball_add(sum, i % (n + 1) == 0 ? ball_mul(P[i], ball_sqr(x[i / n]))
                                             : ball_mul(P[i], ball_mul(x[i / n], x[i % n])));
    return sum;
}
