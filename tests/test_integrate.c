/*
 * The adaptive certified rule, and what happens to integrands that ignore its demand of analyticity.
 *
 * A checker that needs no analyticity stands beside the rule: the Riemann enclosure, the mean of f over n boxes of the real
 * axis, f(x) in F(box). Both enclose the integral of an honest integrand, so they meet. A mutant bypasses the primitives that
 * honour the demand; there the rule returns narrow balls that are wrong, and the two enclosures are disjoint.
 */
#include "effort.h"
#include "calculus/integrate.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

/* ---- Functions with a branch point in or near [from, to], seen through x = from + (to - from) t ---- */

typedef enum { ROOT, DECAY, ROOT_ABOVE, ABSOLUTE, LOGARITHM, ARCTANGENT, SOFTPLUS } shape;
typedef enum { HONEST, RAW, SWITCHED, BY_SIDE } manner;
static const char *const manners[] = {"honest", "raw primitives", "demand switched off",
                                      "forms that do not continue each other"};

typedef struct branched {
    shape of;
    manner how;
    ball from, to; /* rationals */
} branched;

typedef void (*raw_function)(acb_t, const acb_t, slong);

/* The Arb function itself, which takes the principal value on both sides of its cut. */
static cball raw(raw_function f, cball z)
{
    acb_t value;
    acb_init(value);
    f(value, z.v, scope_bits(z.in));
    cball result = cball_from_acb(z.in, value);
    acb_clear(value);
    return result;
}

static cball root(manner how, cball z) { return how == RAW ? raw(acb_sqrt, z) : cball_sqrt(z); }

static cball branched_at(void *state, scope *s, cball t)
{
    const branched *b = state;
    cball x = cball_add_ball(cball_mul_ball(t, ball_sub(b->to, b->from)), b->from);
    if (b->how == SWITCHED)
        scope_set_holomorphic(s, false);
    switch (b->of) {
    case ROOT: return root(b->how, x);
    case DECAY: return cball_exp(cball_neg(root(b->how, x)));
    case ROOT_ABOVE: return root(b->how, cball_add_ball(cball_sqr(x), ball_ratio(1, 64)));
    case ABSOLUTE:
        if (b->how == BY_SIDE) /* each form is entire, but they are two functions */
            return cball_side(x) < 0 ? cball_neg(x) : x;
        return root(b->how, cball_sqr(x));
    case LOGARITHM: return cball_log(x);
    case ARCTANGENT: return cball_atan(cball_mul_ball(x, ball_int(8)));
    default: return cball_softplus(cball_mul_ball(x, ball_int(16)));
    }
}

/* The first MUTABLE are finite at the branch point. A logarithm's is infinite, so that boxes around it refuse themselves. */
static const struct {
    shape of;
    slong from, to; /* eighths */
    const char *name;
} branches[] = {
    {ROOT, 1, 8, "sqrt x on [1/8, 1]"},          {ROOT, 1, 16, "sqrt x on [1/8, 2]"},
    {DECAY, 1, 8, "e^(-sqrt x) on [1/8, 1]"},    {ROOT_ABOVE, -3, 8, "sqrt(x^2 + 1/64) on [-3/8, 1]"},
    {ABSOLUTE, -3, 8, "|x| on [-3/8, 1]"},       {LOGARITHM, 1, 32, "log x on [1/8, 4]"},
    {ARCTANGENT, -3, 8, "atan 8x on [-3/8, 1]"}, {SOFTPLUS, -24, 9, "log(1 + e^16x) on [-3, 9/8]"},
};
enum { BRANCHES = sizeof branches / sizeof *branches, MUTABLE = 5, BOXES = 20000 };

/* The integral over [0, 1], from the definition: no demand is made, and none is needed on real boxes. */
static ball riemann(scope *s, integrand f, void *state)
{
    scope *work = scope_open(scope_bits(s));
    ball sum = ball_in(s, ball_int(0));
    scope_mark mark = scope_now(s);
    arb_t total;
    arb_init(total);
    for (slong k = 0; k < BOXES; k++) {
        scope_mark start = scope_now(work);
        ball t = ball_hull(ball_in(work, ball_ratio(k, BOXES)), ball_in(work, ball_ratio(k + 1, BOXES)));
        arb_add(total, total, acb_realref(f(state, work, cball_from_ball(work, t)).v), scope_bits(s));
        scope_rewind(work, start);
    }
    scope_rewind(s, mark);
    sum = ball_div_int(ball_from_arb(s, total), BOXES);
    arb_clear(total);
    scope_close(work);
    return sum;
}

enum { BITS = 100, GOAL = 60 };

/* Caught: the two enclosures of one integral are disjoint. */
static bool caught(size_t i, manner how, double *width)
{
    scope *s = scope_open(BITS);
    branched b = {branches[i].of, how, ball_ratio(branches[i].from, 8), ball_ratio(branches[i].to, 8)};
    ball value = integrate_certified(s, branched_at, &b, GOAL, 0), plain = riemann(s, branched_at, &b);
    bool disjoint = !ball_overlaps(value, plain);
    *width = ball_log2_error(value);
    cr_expect(ball_is_finite(plain) && ball_radius(plain) < 1e-3, "%s: the checker sees nothing, %g",
              branches[i].name, ball_radius(plain));
    scope_close(s);
    return disjoint;
}

Test(integrate, an_honest_integrand_is_not_caught)
{
    for (size_t i = 0; i < BRANCHES; i++) {
        double width;
        cr_expect(!caught(i, HONEST, &width), "%s: disjoint from its Riemann enclosure", branches[i].name);
        /* |x| has no analytic neighbourhood of 0, where bisection ends at about 2^-bits. */
        cr_expect(width < (branches[i].of == ABSOLUTE ? -GOAL / 2 : 4 - GOAL), "%s: width 2^%g",
                  branches[i].name, width);
    }
}

Test(integrate, a_mutant_that_ignores_the_demand_is_caught)
{
    for (size_t i = 0; i < MUTABLE; i++)
        for (manner how = RAW; how <= (branches[i].of == ABSOLUTE ? BY_SIDE : SWITCHED); how++) {
            double width;
            cr_expect(caught(i, how, &width), "%s, %s: not caught, width 2^%g", branches[i].name,
                      manners[how], width);
        }
}

/* The documented case: 2/3 (1 - 8^(-3/2)) = 0.63720..., against a narrow ball about something else. */
Test(integrate, the_wrong_ball_is_narrow_and_misses_the_root)
{
    scope *s = scope_open(BITS);
    branched b = {ROOT, RAW, ball_ratio(1, 8), ball_int(1)};
    ball eighth = ball_in(s, ball_ratio(1, 8)), scale = ball_ratio(7, 8);
    ball truth = ball_mul(ball_ratio(2, 3), ball_sub(ball_int(1), ball_mul(eighth, ball_sqrt(eighth))));
    ball wrong = ball_mul(scale, integrate_certified(s, branched_at, &b, GOAL, 0));
    b.how = HONEST;
    ball right = ball_mul(scale, integrate_certified(s, branched_at, &b, GOAL, 0));
    cr_expect(!ball_overlaps(wrong, truth) && ball_log2_error(wrong) < -20, "the mutant: %.10g +- %.2g",
              ball_double(wrong), ball_radius(wrong));
    cr_expect(ball_contains(right, truth) && ball_log2_error(right) < 4 - GOAL, "honest: %.17g +- %.2g",
              ball_double(right), ball_radius(right));
    scope_close(s);
}

/* ---- Random analytic integrands with known antiderivatives ---- */

typedef enum { BELL, BELL_POLYNOMIAL, SECH, LORENTZ, POWER, LOGARITHMIC, KINDS } kind;
enum { DEGREE = 4 };

typedef struct known {
    kind of;
    ball from, length, a, c[DEGREE + 1];
} known;

static unsigned long draw_state = 77;

/* 0, ..., n - 1 by Knuth's MMIX congruential generator. */
static slong draw(unsigned long n)
{
    draw_state = draw_state * 6364136223846793005UL + 1442695040888963407UL;
    return (slong)((draw_state >> 33) % n);
}

static cball polynomial(const ball *c, int degree, cball x)
{
    cball sum = cball_from_ball(x.in, c[degree]);
    for (int k = degree; k-- > 0;)
        sum = cball_add_ball(cball_mul(sum, x), c[k]);
    return sum;
}

static cball bell(const known *f, cball x)
{
    return cball_exp(cball_neg(cball_mul_ball(cball_sqr(x), f->a)));
}

/* length * f(from + length t). BELL_POLYNOMIAL is the derivative of P(x) e^(-a x^2). */
static cball known_at(void *state, scope *s, cball t)
{
    const known *f = state;
    cball x = cball_linear(f->from, f->length, t), value = cball_nothing(s),
          up = cball_exp(cball_mul_ball(x, f->a));
    ball slope[DEGREE];
    for (int k = 0; k < DEGREE; k++)
        slope[k] = ball_mul_int(f->c[k + 1], k + 1);
    cball twist = cball_mul(cball_scale2(cball_mul_ball(x, f->a), 1), polynomial(f->c, DEGREE, x));
    switch (f->of) {
    case BELL: value = bell(f, x); break;
    case BELL_POLYNOMIAL:
        value = cball_mul(bell(f, x), cball_sub(polynomial(slope, DEGREE - 1, x), twist));
        break;
    case SECH: value = cball_scale2(cball_inv(cball_add(up, cball_inv(up))), 1); break;
    case LORENTZ: value = cball_inv(cball_add_ball(cball_sqr(x), ball_sqr(f->a))); break;
    case POWER: value = cball_sqrt(cball_add_ball(x, f->c[0])); break;
    default: value = cball_log(cball_add_ball(x, f->c[0])); break;
    }
    return cball_mul_ball(value, f->length);
}

static ball antiderivative(scope *s, const known *f, ball x)
{
    ball root = ball_sqrt(ball_in(s, f->a)), sum = ball_in(s, f->c[DEGREE]), shifted = ball_add(x, f->c[0]);
    for (int k = DEGREE; k-- > 0;)
        sum = ball_add(ball_mul(sum, x), f->c[k]);
    switch (f->of) {
    case BELL:
        return ball_mul(ball_div(ball_sqrt(ball_pi(s)), ball_mul_int(root, 2)), ball_erf(ball_mul(root, x)));
    case BELL_POLYNOMIAL: return ball_mul(sum, ball_exp(ball_neg(ball_mul(f->a, ball_sqr(x)))));
    case SECH: return ball_div(ball_mul_int(ball_atan(ball_exp(ball_mul(f->a, x))), 2), f->a);
    case LORENTZ: return ball_div(ball_atan(ball_div(x, f->a)), f->a);
    case POWER: return ball_mul(ball_ratio(2, 3), ball_mul(shifted, ball_sqrt(shifted)));
    default: return ball_sub(ball_mul(shifted, ball_log(shifted)), shifted);
    }
}

/* c[0] of POWER and LOGARITHMIC puts the branch point just left of the interval. */
static known draw_known(scope *s, kind of)
{
    known f = {of,
               ball_in(s, ball_ratio(draw(60) - 40, 7)),
               ball_in(s, ball_ratio(1 + draw(50), 5)),
               ball_in(s, ball_ratio(1 + draw(40), 9)),
               {{0}}};
    for (int k = 0; k <= DEGREE; k++)
        f.c[k] = ball_in(s, ball_ratio(draw(20) - 10, 1 + draw(6)));
    if (of == POWER || of == LOGARITHMIC)
        f.c[0] = ball_sub(ball_ratio(1 + draw(9), 1000), f.from);
    return f;
}

Test(integrate, known_integrals_are_enclosed_at_every_precision)
{
    static const slong goals[] = {30, 53, 64, 128, 333, 1000};
    for (size_t g = 0; g < sizeof goals / sizeof *goals; g++)
        for (int i = 0; i < (goals[g] < 200 ? 8 : 2) * effort() * KINDS; i++) {
            scope *s = scope_open(goals[g] + 40);
            known f = draw_known(s, (kind)(i % KINDS));
            ball truth =
                ball_sub(antiderivative(s, &f, ball_add(f.from, f.length)), antiderivative(s, &f, f.from));
            ball value = integrate_certified(s, known_at, &f, goals[g], 0);
            cr_expect(ball_overlaps(value, truth),
                      "kind %d, draw %d, %ld bits: %.17g +- %.2g, not %.17g +- %.2g", (int)f.of, i, goals[g],
                      ball_double(value), ball_radius(value), ball_double(truth), ball_radius(truth));
            /* The rule adds one tolerance for each sub-interval, of which there are some dozens. */
            cr_expect(ball_log2_error(value) < 10 - (double)goals[g], "kind %d, draw %d: 2^%g, goal 2^-%ld",
                      (int)f.of, i, ball_log2_error(value), goals[g]);
            scope_close(s);
        }
}

/* Too little effort leaves a wide enclosure, not a wrong one. */
Test(integrate, little_effort_is_honest)
{
    scope *s = scope_open(BITS);
    for (size_t i = 0; i < BRANCHES; i++)
        for (slong effort = 1; effort < 200; effort *= 3) {
            branched b = {branches[i].of, HONEST, ball_ratio(branches[i].from, 8),
                          ball_ratio(branches[i].to, 8)};
            ball wide = integrate_certified(s, branched_at, &b, GOAL, effort);
            cr_expect(ball_overlaps(wide, integrate_certified(s, branched_at, &b, GOAL, 0)),
                      "%s with effort %ld", branches[i].name, effort);
        }
    scope_close(s);
}

/* So does too little time: the evaluations after the deadline say nothing. */
static cball slow_root(void *state, scope *s, cball t)
{
    int *asked = state;
    if (++*asked == 40)
        scope_set_deadline(s, 0);
    return cball_sqrt(t);
}

Test(integrate, a_passed_deadline_is_honest)
{
    scope *s = scope_open(BITS), *inner;
    int asked = 0;
    ball wide = integrate_certified(s, slow_root, &asked, GOAL, 0);
    cr_expect(ball_overlaps(wide, ball_ratio(2, 3)), "an enclosure that misses 2/3");
    cr_expect(asked < 40 + 32, "%d evaluations, the 40th of which passed the deadline", asked);
    cr_expect(!scope_expired(s), "without a deadline nothing expires");
    scope_set_deadline(s, 0);
    inner = scope_open_for(s, BITS);
    cr_expect(scope_expired(inner) && scope_expired(s), "a scope inherits its deadline");
    scope_close(inner);
    scope_close(s);
}
