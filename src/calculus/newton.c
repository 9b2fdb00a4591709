/*
 * Krawczyk's operator, iterated. See newton.h.
 *
 * When K(X) does not contract, the outer quarters of X are cut off wherever F provably has no zero on them; that
 * centres the box on its zeros, and the operator is tried again.
 */
#include "calculus/newton.h"

#include <math.h>

enum { N = NEWTON_DIM, ROUNDS = 400 };

typedef struct matrix {
    double a[N][N];
} matrix;

/* Gauss-Jordan with row pivots; false if singular or not finite. Y needs no accuracy: any Y is sound. */
static bool invert(int n, matrix A, matrix *Y)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            Y->a[i][j] = i == j;
    for (int k = 0; k < n; k++) {
        int pivot = k;
        for (int i = k + 1; i < n; i++)
            if (fabs(A.a[i][k]) > fabs(A.a[pivot][k]))
                pivot = i;
        double scale = A.a[pivot][k];
        if (!(fabs(scale) > 0) || !isfinite(1 / scale))
            return false;
        for (int j = 0; j < n; j++) {
            double upper = A.a[pivot][j], inverse = Y->a[pivot][j];
            A.a[pivot][j] = A.a[k][j], Y->a[pivot][j] = Y->a[k][j];
            A.a[k][j] = upper / scale, Y->a[k][j] = inverse / scale;
        }
        for (int i = 0; i < n; i++) {
            double multiple = i == k ? 0 : A.a[i][k];
            for (int j = 0; j < n; j++) {
                A.a[i][j] -= multiple * A.a[k][j];
                Y->a[i][j] -= multiple * Y->a[k][j];
            }
        }
    }
    for (int i = 0; i < n * n; i++)
        if (!isfinite(Y->a[i / n][i % n]))
            return false;
    return true;
}

static void midpoints(scope *s, int n, const ball *x, ball *m)
{
    for (int i = 0; i < n; i++)
        m[i] = ball_mid(ball_in(s, x[i]));
}

static bool all_finite(int n, const ball *x)
{
    for (int i = 0; i < n; i++)
        if (!ball_is_finite(x[i]))
            return false;
    return true;
}

/* K(X) into k; false if it could not be formed. */
static bool krawczyk(scope *s, const vector_field *F, const ball *x, ball *k)
{
    int n = F->n;
    ball m[N], Fm[N], J[N * N];
    matrix A, Y;
    midpoints(s, n, x, m);
    F->jacobian(F->state, s, x, J);
    F->value(F->state, s, m, Fm);
    if (!all_finite(n, Fm) || !all_finite(n * n, J))
        return false;
    for (int i = 0; i < n * n; i++)
        A.a[i / n][i % n] = ball_double(J[i]);
    if (!invert(n, A, &Y))
        return false;
    for (int i = 0; i < n; i++) {
        ball sum = m[i];
        for (int j = 0; j < n; j++) {
            ball entry = ball_in(s, ball_int(i == j));
            for (int l = 0; l < n; l++)
                entry = ball_sub(entry, ball_mul(ball_exact_double(s, Y.a[i][l]), J[l * n + j]));
            sum = ball_add(sum, ball_mul(entry, ball_sub(ball_in(s, x[j]), m[j])));
            sum = ball_sub(sum, ball_mul(ball_exact_double(s, Y.a[i][j]), Fm[j]));
        }
        k[i] = sum;
    }
    return true;
}

/* No zero on the box: some component of F(X), or of F(m) + F'(X)(X - m), keeps away from 0. */
static bool excludes_zero(scope *s, const vector_field *F, const ball *x)
{
    int n = F->n;
    ball m[N], Fm[N], Fx[N], J[N * N];
    F->value(F->state, s, x, Fx);
    for (int i = 0; i < n; i++)
        if (ball_sign(Fx[i]))
            return true;
    midpoints(s, n, x, m);
    F->value(F->state, s, m, Fm);
    F->jacobian(F->state, s, x, J);
    for (int i = 0; i < n; i++) {
        ball sum = Fm[i];
        for (int j = 0; j < n; j++)
            sum = ball_add(sum, ball_mul(J[i * n + j], ball_sub(ball_in(s, x[j]), m[j])));
        if (ball_sign(sum))
            return true;
    }
    return false;
}

static bool inside(ball k, ball x)
{
    return ball_less(ball_lower(x), ball_lower(k)) == HOLDS
           && ball_less(ball_upper(k), ball_upper(x)) == HOLDS;
}

static bool apart(ball k, ball x)
{
    return ball_less(ball_upper(k), ball_lower(x)) == HOLDS
           || ball_less(ball_upper(x), ball_lower(k)) == HOLDS;
}

/* x := x cut with k, for overlapping balls; true if the radius fell by a tenth or more. */
static bool cut(ball *x, ball k)
{
    double before = ball_log2_error(*x);
    ball lower = ball_max(ball_lower(*x), ball_lower(k)), upper = ball_min(ball_upper(*x), ball_upper(k));
    ball both = ball_hull(lower, upper);
    if (!(ball_log2_error(both) < before))
        return false;
    *x = both;
    return ball_log2_error(both) < before - 0.15;
}

/* Cuts off outer quarters without zeros, side by side. */
static bool trim(scope *s, const vector_field *F, ball *x)
{
    bool gained = false;
    for (int i = 0; i < F->n; i++)
        for (int side = -1; side <= 1; side += 2) {
            ball whole = x[i], end = side < 0 ? ball_lower(whole) : ball_upper(whole);
            ball far = side < 0 ? ball_upper(whole) : ball_lower(whole);
            ball quarter = ball_add(end, ball_scale2(ball_sub(far, end), -2));
            x[i] = ball_hull(end, quarter);
            bool empty = excludes_zero(s, F, x);
            x[i] = empty ? ball_hull(quarter, far) : whole;
            gained = gained || empty;
        }
    return gained;
}

static bool precise(int n, const ball *x, slong goal)
{
    for (int i = 0; i < n; i++)
        if (!(ball_log2_error(x[i]) <= (double)-goal))
            return false;
    return true;
}

/* One application of K: FAILS if it misses X; otherwise cuts X. */
static verdict contract(scope *s, const vector_field *F, ball *x, bool *unique, bool *gained)
{
    ball k[N];
    *gained = false;
    if (!krawczyk(s, F, x, k))
        return UNDECIDED;
    bool interior = true;
    for (int i = 0; i < F->n; i++) {
        if (apart(k[i], x[i]))
            return FAILS;
        interior = interior && inside(k[i], x[i]);
    }
    *unique = *unique || interior;
    for (int i = 0; i < F->n; i++)
        *gained = cut(&x[i], k[i]) || *gained;
    return UNDECIDED;
}

/*
 * Cutting rounds outward, so a box in work may stick out of the one given by a rounding error. The unique zero of a box in
 * work is one of the box given only if it ends up inside.
 */
static bool within_given(int n, const ball *x, const ball *given)
{
    for (int i = 0; i < n; i++)
        if (!ball_contains(given[i], x[i]))
            return false;
    return true;
}

verdict newton_unique_zero(scope *s, const vector_field *F, ball *x, slong goal)
{
    int n = F->n;
    ball given[N];
    bool unique = false, gained = true;
    if (n > N)
        return UNDECIDED;
    for (int i = 0; i < n; i++)
        given[i] = x[i] = ball_in(s, x[i]);
    if (!all_finite(n, x))
        return UNDECIDED;
    for (int round = 0; round < ROUNDS && gained && !(unique && precise(n, x, goal)); round++) {
        if (contract(s, F, x, &unique, &gained) == FAILS)
            return FAILS;
        if (!gained && !unique) {
            if (excludes_zero(s, F, x))
                return FAILS;
            gained = trim(s, F, x);
        }
    }
    return unique && within_given(n, x, given) ? HOLDS : UNDECIDED;
}
