/* Double-double enclosures against balls of 200 bits: containment over random operands, and errors as small as is claimed. */
#include "number/random.h"
#include "number/twofold.h"

#include <criterion/criterion.h>

enum { DRAWS = 20000 };

typedef struct operation {
    const char *name;
    twofold (*value)(twofold a, twofold b);
    ball (*truth)(ball a, ball b);
    double low, high;          /* of the operands; decades of them where low > 0 */
    double absolute, relative; /* error for exact operands */
} operation;

static twofold exp_of(twofold a, twofold b) { return (void)b, twofold_exp(twofold_table(), a); }
static twofold expm1_of(twofold a, twofold b) { return (void)b, twofold_expm1(twofold_table(), a); }
static twofold log_of(twofold a, twofold b) { return (void)b, twofold_log(twofold_table(), a); }
static twofold inv_of(twofold a, twofold b) { return (void)b, twofold_inv(a); }
static twofold fold_of(twofold a, twofold b)
{
    return (void)b, twofold_fold(twofold_table(), twofold_abs(a));
}
static twofold rest_of(twofold a, twofold b) { return (void)b, twofold_log1p_rest(twofold_table(), a); }
static ball true_exp(ball a, ball b) { return (void)b, ball_exp(a); }
static ball true_expm1(ball a, ball b) { return (void)b, ball_expm1(a); }
static ball true_log(ball a, ball b) { return (void)b, ball_log(a); }
static ball true_rest(ball a, ball b) { return (void)b, ball_sub(ball_log(ball_add_int(a, 1)), a); }
static ball true_inv(ball a, ball b) { return (void)b, ball_inv(a); }
static ball true_fold(ball a, ball b) { return (void)b, ball_softplus(ball_neg(ball_abs(a))); }

static const operation operations[] = {
    {"add", twofold_add, ball_add, -9, 9, 0x1p-98, 0},
    {"sub", twofold_sub, ball_sub, -1, 1, 0x1p-100, 0},
    {"mul", twofold_mul, ball_mul, -9, 9, 0, 0x1p-100},
    {"inv", inv_of, true_inv, 1e-30, 1e30, 0, 0x1p-98},
    {"exp", exp_of, true_exp, -600, 600, 0, 0x1p-67},
    {"exp", exp_of, true_exp, 1e-30, 10, 0, 0x1p-67},
    {"exp far out", exp_of, true_exp, -3000, -590, 0x1p-860, 0},
    {"exp farther out", exp_of, true_exp, -1e60, -1e5, 0x1p-860, 0},
    {"expm1", expm1_of, true_expm1, -600, 600, 0, 0x1p-57},
    {"expm1", expm1_of, true_expm1, 1e-30, 1e-2, 0, 0x1p-58},
    {"log", log_of, true_log, 1e-150, 1e150, 0x1p-66, 0},
    {"log", log_of, true_log, 0.9, 1.1, 0x1p-66, 0},
    {"log1p rest", rest_of, true_rest, -0.9, 3, 0x1p-64, 0},
    {"log1p rest", rest_of, true_rest, -0x1p-6, 0x1p-6, 0, 0x1p-54},
    {"log1p rest", rest_of, true_rest, 1e-20, 1e-3, 0, 0x1p-57},
    {"fold", fold_of, true_fold, -50, 50, 0x1p-65, 0},
};

static twofold drawn(random_stream *r, const operation *f, bool exact)
{
    double u = random_uniform(r);
    double hi = f->low > 0 ? f->low * pow(f->high / f->low, u) : f->low + u * (f->high - f->low);
    twofold x = twofold_quick(hi, hi * ldexp(random_uniform(r) - 0.5, -53 - (int)random_below(r, 20)));
    x.err = exact ? 0 : fabs(hi) * ldexp(random_uniform(r), -(int)random_below(r, 90));
    return x;
}

Test(twofold, enclose_what_they_stand_for)
{
    random_stream *r = random_open(3, 0);
    for (size_t k = 0; k < sizeof operations / sizeof *operations; k++)
        for (int i = 0; i < DRAWS; i++) {
            const operation *f = &operations[k];
            bool exact = i % 2;
            twofold a = drawn(r, f, exact), b = drawn(r, f, exact), y = f->value(a, b);
            scope *s = scope_open(200);
            /* any point of the operands will do: their ends as often as not */
            double at = i % 4 < 2 ? 1 : 2 * random_uniform(r) - 1;
            ball x1 = ball_add(twofold_ball(s, twofold_quick(a.hi, a.lo)), ball_exact_double(s, at * a.err));
            ball x2 = ball_add(twofold_ball(s, twofold_quick(b.hi, b.lo)), ball_exact_double(s, at * b.err));
            ball truth = f->truth(x1, x2), value = twofold_ball(s, y);
            cr_expect(ball_overlaps(value, truth), "%s(%a, %a) misses its value by more than %g", f->name,
                      a.hi, b.hi, y.err);
            cr_expect(!(fabs(y.lo) > 0x1p-53 * fabs(y.hi)), "%s(%a, %a): %a + %a", f->name, a.hi, b.hi, y.hi,
                      y.lo);
            if (exact)
                cr_expect(y.err <= f->absolute + f->relative * fabs(y.hi) + 0x1p-900, "%s(%a, %a) = %a +- %g",
                          f->name, a.hi, b.hi, y.hi, y.err);
            scope_close(s);
        }
    random_close(r);
}

/* The errors that the comments bound, measured: not above the bounds, and not absurdly below, which would hide a slip. */
Test(twofold, measured_errors_fit_their_bounds)
{
    random_stream *r = random_open(4, 0);
    static const struct {
        int of;
        double bound;
        bool relative;
    } rows[] = {{4, TWOFOLD_EXP_ERROR, true}, {9, TWOFOLD_EXPM1_ERROR, true}, {10, TWOFOLD_LOG_ERROR, false}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        double worst = 0;
        for (int i = 0; i < 5 * DRAWS; i++) {
            const operation *f = &operations[rows[k].of];
            twofold a = drawn(r, f, true), y = f->value(a, a);
            scope *s = scope_open(200);
            ball x = twofold_ball(s, a),
                 gap = ball_sub(f->truth(x, x), twofold_ball(s, twofold_quick(y.hi, y.lo)));
            double off = fabs(ball_double(gap)) / (rows[k].relative ? fabs(y.hi) : 1);
            worst = fmax(worst, off);
            scope_close(s);
        }
        cr_log_info("%s: 2^%.2f of 2^%.0f\n", operations[rows[k].of].name, log2(worst), log2(rows[k].bound));
        cr_expect(worst <= rows[k].bound && worst > rows[k].bound / 256, "%s: 2^%.2f",
                  operations[rows[k].of].name, log2(worst));
    }
    random_close(r);
}

Test(twofold, without_a_value)
{
    const twofold_tables *t = twofold_table();
    const double bad[] = {0, -1, -0x1p-1074, 0x1p-1074, INFINITY, -INFINITY, NAN};
    scope *s = scope_open(64);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cr_expect(!ball_is_finite(twofold_ball(s, twofold_log(t, twofold_exact(bad[i])))), "log %g", bad[i]);
        bool far = bad[i] == INFINITY || isnan(bad[i]);
        cr_expect(ball_is_finite(twofold_ball(s, twofold_exp(t, twofold_exact(bad[i])))) == !far, "exp %g",
                  bad[i]);
    }
    cr_expect(!ball_is_finite(twofold_ball(s, twofold_log(t, (twofold){1, 0, 1.5}))), "log of 1 +- 1.5");
    cr_expect(!ball_is_finite(twofold_ball(s, twofold_inv((twofold){1, 0, 1}))), "1/[0, 2]");
    cr_expect(!ball_is_finite(twofold_ball(s, twofold_exp(t, twofold_exact(601)))), "exp 601");
    cr_expect(!ball_is_finite(twofold_ball(s, twofold_from_ball(ball_nothing(s)))), "nothing");
    ball third = ball_div_int(ball_in(s, ball_int(1)), 3);
    cr_expect(ball_contains(twofold_ball(s, twofold_from_ball(third)), third), "1/3");
    scope_close(s);
}
