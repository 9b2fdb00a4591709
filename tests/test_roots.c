/* Sign structure on an interval, and existence and uniqueness of zeros of systems. */
#include "calculus/newton.h"
#include "calculus/roots.h"
#include <criterion/criterion.h>
#include <math.h>

/* A polynomial with integer coefficients, Horner's scheme on balls. */
typedef struct poly {
    int degree;
    slong c[8];
} poly;

static ball poly_value(void *state, scope *s, ball t)
{
    const poly *p = state;
    ball v = ball_in(s, ball_int(p->c[p->degree]));
    for (int k = p->degree - 1; k >= 0; k--)
        v = ball_add_int(ball_mul(v, t), p->c[k]);
    return v;
}

static ball poly_slope(void *state, scope *s, ball t)
{
    const poly *p = state;
    ball v = ball_in(s, ball_int(p->degree * p->c[p->degree]));
    for (int k = p->degree - 1; k >= 1; k--)
        v = ball_add_int(ball_mul(v, t), k * p->c[k]);
    return v;
}

static double poly_at(const poly *p, double t)
{
    double v = 0;
    for (int k = p->degree; k >= 0; k--)
        v = v * t + (double)p->c[k];
    return v;
}

/* Pieces cover [a, b] without gaps, signs agree with doubles, unresolved pieces obey the bound of |f|. */
static sign_pieces checked(scope *s, poly *p, double a, double b, resolution wanted)
{
    curve f = {poly_value, poly_slope, p, NULL};
    sign_pieces found = sign_pieces_find(s, &f, ball_exact_double(s, a), ball_exact_double(s, b), wanted);
    cr_assert(found.n > 0, "no pieces");
    cr_assert(ball_double(found.piece[0].from) == a && ball_double(found.piece[found.n - 1].to) == b,
              "not all");
    for (size_t i = 0; i < found.n; i++) {
        sign_piece q = found.piece[i];
        cr_assert(i == 0 || ball_is_exact_zero(ball_sub(q.from, found.piece[i - 1].to)),
                  "gap before piece %zu", i);
        for (int k = 0; k <= 16; k++) {
            double t = ball_double(q.from) + k / 16.0 * (ball_double(q.to) - ball_double(q.from));
            double v = poly_at(p, t);
            cr_assert(q.sign * v >= -1e-12, "piece %zu: sign %d but f(%g) = %g", i, q.sign, t, v);
            cr_assert(q.sign || fabs(v) <= ball_double(q.sup) + 1e-12, "piece %zu: |f(%g)| over its bound", i,
                      t);
        }
    }
    return found;
}

static const resolution fine = {.width = 100, .area = ROOTS_ANY, .evaluations = 20000};

Test(roots, simple_roots_are_isolated_quadratically)
{
    scope *s = scope_open(256);
    poly p = {3, {-6, 11, -6, 1}}; /* (t-1)(t-2)(t-3) */
    sign_pieces f = checked(s, &p, 0, 4, fine);
    int roots = 0;
    for (size_t i = 0; i < f.n; i++)
        if (!f.piece[i].sign) {
            roots++;
            cr_expect(f.piece[i].root, "not proved simple");
            cr_expect(ball_contains(sign_piece_range(s, &f.piece[i]), ball_int(roots)), "root %d missed",
                      roots);
            cr_expect(ball_radius(sign_piece_range(s, &f.piece[i])) <= 0x1p-100, "root %d is wide", roots);
        }
    /* A root that a cut hits exactly needs no unresolved piece. */
    cr_expect(roots <= 3 && f.n >= 4, "%d roots, %zu pieces", roots, f.n);
    cr_expect(f.evaluations < 200, "%ld evaluations", (long)f.evaluations);
    sign_pieces_clear(&f);
    scope_close(s);
}

Test(roots, sqrt2_to_300_bits)
{
    scope *s = scope_open(400);
    poly p = {2, {-2, 0, 1}};
    sign_pieces f = checked(s, &p, 0, 3, (resolution){.width = 300, .area = ROOTS_ANY, .evaluations = 1000});
    cr_assert(f.n == 3 && f.piece[1].root);
    ball root = sign_piece_range(s, &f.piece[1]);
    cr_expect(ball_overlaps(ball_sqr(root), ball_int(2)) && ball_radius(root) <= 0x1p-300);
    cr_expect(f.evaluations < 60, "%ld evaluations", (long)f.evaluations);
    sign_pieces_clear(&f);
    /* A width of 2^-100 makes the neglected area 2^-200. */
    f = checked(s, &p, 0, 3, (resolution){.width = ROOTS_ANY, .area = 200, .evaluations = 1000});
    cr_expect(f.n == 3 && ball_radius(sign_piece_range(s, &f.piece[1])) < 0x1p-98);
    sign_pieces_clear(&f);
    scope_close(s);
}

Test(roots, no_roots_double_roots_and_zero)
{
    scope *s = scope_open(128);
    poly none = {2, {1, 0, 1}}, twice = {2, {1, -2, 1}}, zero = {1, {0, 0}}, end = {1, {0, 1}};
    sign_pieces f = checked(s, &none, -5, 5, fine);
    cr_expect(f.n == 1 && f.piece[0].sign == 1, "t^2 + 1 is positive");
    sign_pieces_clear(&f);

    f = checked(s, &twice, -1, 2, (resolution){.width = ROOTS_ANY, .area = 60, .evaluations = 5000});
    for (size_t i = 0; i < f.n; i++)
        cr_expect(f.piece[i].sign != -1 && !f.piece[i].root,
                  "(t-1)^2 is nowhere negative and changes no sign");
    cr_expect(!f.spent);
    sign_pieces_clear(&f);

    f = checked(s, &zero, 0, 1, fine);
    sign_pieces_clear(&f);

    f = checked(s, &end, 0, 1, fine);
    cr_expect(f.piece[f.n - 1].sign == 1 && f.n <= 2, "t on [0,1]");
    sign_pieces_clear(&f);
    scope_close(s);
}

/* |f| < 2^-60 all over: nothing to isolate, the effort is bounded and the answer is a bound. */
static ball noise(void *state, scope *s, ball t)
{
    (void)state, (void)t;
    return ball_within(ball_scale2(ball_in(s, ball_int(1)), -60));
}

static ball unknown(void *state, scope *s, ball t)
{
    (void)state, (void)t;
    return ball_nothing(s);
}

Test(roots, no_information_is_no_answer)
{
    scope *s = scope_open(64);
    curve small = {noise, unknown, NULL, NULL}, nothing = {unknown, unknown, NULL, NULL};
    sign_pieces f = sign_pieces_find(s, &small, ball_int(0), ball_int(1), (resolution){ROOTS_ANY, 50, 100});
    cr_expect(f.n == 1 && !f.piece[0].sign && !f.spent, "noise is small enough at once");
    sign_pieces_clear(&f);
    f = sign_pieces_find(s, &nothing, ball_int(0), ball_int(1), (resolution){1000, 1000, 100});
    for (size_t i = 0; i < f.n; i++)
        cr_expect(!f.piece[i].sign && !ball_is_finite(f.piece[i].sup), "an indeterminate value has no sign");
    cr_expect(f.spent && f.evaluations < 400);
    sign_pieces_clear(&f);
    scope_close(s);
}

/* x^2 + y^2 = 4, x y = 1. */
static void circle_value(void *state, scope *s, const ball *x, ball *out)
{
    (void)state, (void)s;
    out[0] = ball_add_int(ball_add(ball_sqr(x[0]), ball_sqr(x[1])), -4);
    out[1] = ball_add_int(ball_mul(x[0], x[1]), -1);
}

static void circle_jacobian(void *state, scope *s, const ball *x, ball *out)
{
    (void)state, (void)s;
    out[0] = ball_mul_int(x[0], 2), out[1] = ball_mul_int(x[1], 2);
    out[2] = x[1], out[3] = x[0];
}

static ball between(scope *s, double a, double b)
{
    return ball_hull(ball_exact_double(s, a), ball_exact_double(s, b));
}

Test(newton, two_equations)
{
    scope *s = scope_open(200);
    vector_field F = {2, circle_value, circle_jacobian, NULL};
    ball x[2] = {between(s, 1.5, 2.5), between(s, 0.25, 0.9)};
    cr_assert(newton_unique_zero(s, &F, x, 150) == HOLDS, "one zero");
    ball a = ball_sqrt(ball_add_int(ball_sqrt(ball_in(s, ball_int(3))), 2)); /* x^2 = 2 + sqrt 3 */
    cr_expect(ball_overlaps(x[0], a) && ball_radius(x[0]) < 0x1p-149);
    ball none[2] = {between(s, 3, 4), between(s, 0, 1)};
    cr_expect(newton_unique_zero(s, &F, none, 100) == FAILS, "no zero");
    ball both[2] = {between(s, 0, 3), between(s, 0, 3)};
    cr_expect(newton_unique_zero(s, &F, both, 100) == UNDECIDED, "two zeros are not one");
    ball edge[2] = {ball_hull(ball_int(0), ball_mid(a)), between(s, 0, 1)};
    cr_expect(newton_unique_zero(s, &F, edge, 100) != HOLDS || ball_contains(edge[0], a),
              "a zero near the edge");
    scope_close(s);
}

static void cube_value(void *state, scope *s, const ball *x, ball *out)
{
    (void)state, (void)s;
    out[0] = ball_add_int(ball_mul(x[0], ball_sqr(x[0])), -2);
}

static void cube_jacobian(void *state, scope *s, const ball *x, ball *out)
{
    (void)state, (void)s;
    out[0] = ball_mul_int(ball_sqr(x[0]), 3);
}

Test(newton, one_equation)
{
    scope *s = scope_open(300);
    vector_field F = {1, cube_value, cube_jacobian, NULL};
    ball x = between(s, 0.5, 4);
    cr_assert(newton_unique_zero(s, &F, &x, 250) == HOLDS);
    cr_expect(ball_overlaps(ball_mul(x, ball_sqr(x)), ball_int(2)) && ball_radius(x) < 0x1p-249);
    ball flat = between(s, -1, 1);
    cr_expect(newton_unique_zero(s, &F, &flat, 250) == FAILS, "x^3 = 2 has no solution in [-1, 1]");
    scope_close(s);
}
