/*
 * Certified Gauss-Legendre panels against closed forms: nearby poles and branch points, at goals from 6 bits on, where a claimed
 * error that is too small shows. An integrand that ignores the demand of analyticity is caught by a closed form.
 */
#include "calculus/panels.h"

#include "calculus/legendre.h"
#include "divergence_checks.h"
#include "number/random.h"

typedef enum { POLES, ROOT, LOGARITHM, WAVE, KINDS } kind;
static const char *const kinds[KINDS] = {"poles", "root", "logarithm", "wave"};

/* a is where it happens, b how close to the axis or the interval; all as rationals. */
typedef struct known {
    kind of;
    ball a, b;
} known;

static cball known_at(void *state, scope *s, cball t)
{
    const known *f = state;
    cball x = cball_add_ball(t, ball_neg(f->a));
    switch (f->of) {
    case POLES: return cball_mul_ball(cball_inv(cball_add_ball(cball_sqr(x), ball_sqr(f->b))), f->b);
    case ROOT: return cball_sqrt(cball_add_ball(t, f->b));
    case LOGARITHM: return cball_log(cball_add_ball(t, f->b));
    default: return cball_sin(cball_mul_ball(t, ball_in(s, ball_inv(f->b))));
    }
}

/* The antiderivative at t = 0 or 1. */
static ball antiderivative(scope *s, const known *f, slong t)
{
    ball x = ball_sub(ball_in(s, ball_int(t)), f->a), y = ball_add(ball_in(s, ball_int(t)), f->b);
    switch (f->of) {
    case POLES: return ball_atan(ball_div(x, f->b));
    case ROOT: return ball_mul(ball_mul(y, ball_sqrt(y)), ball_ratio(2, 3));
    case LOGARITHM: return ball_sub(ball_mul(y, ball_log(y)), y);
    default: return ball_neg(ball_mul(f->b, ball_cos(ball_div(ball_in(s, ball_int(t)), f->b))));
    }
}

Test(panels, enclose_known_integrals)
{
    static const slong goals[] = {6, 10, 16, 30, 53, 120};
    random_stream *r = random_open(5, 0);
    for (size_t g = 0; g < sizeof goals / sizeof *goals; g++)
        for (int i = 0; i < 12 * KINDS * effort(); i++) {
            scope *s = scope_open(goals[g] + 60);
            known f = {(kind)(i % KINDS), ball_ratio((slong)random_below(r, 1001), 1000),
                       ball_in(s, ball_ratio(1, 1L << (1 + random_below(r, i % KINDS == WAVE ? 6 : 25))))};
            ball truth = ball_sub(antiderivative(s, &f, 1), antiderivative(s, &f, 0));
            ball value = integrate_panels(s, known_at, NULL, &f, goals[g], 0);
            cr_expect(ball_overlaps(value, truth), "%s at %g, %g, goal %ld: %.17g +- %.2g, not %.17g",
                      kinds[f.of], ball_double(f.a), ball_double(f.b), goals[g], ball_double(value),
                      ball_radius(value), ball_double(truth));
            cr_expect(ball_log2_error(value) < 4 - (double)goals[g], "%s at %g, %g: 2^%g, goal 2^-%ld",
                      kinds[f.of], ball_double(f.a), ball_double(f.b), ball_log2_error(value), goals[g]);
            scope_close(s);
        }
    random_close(r);
}

/* |t - 1/3| as the root of a square: honestly, or by Arb's root, which takes no notice of the demand. */
static cball absolute(void *state, scope *s, cball t)
{
    cball square = cball_sqr(cball_add_ball(t, ball_ratio(-1, 3)));
    if (!*(bool *)state)
        return cball_sqrt(square);
    acb_t root;
    acb_init(root);
    acb_sqrt(root, square.v, scope_bits(s));
    cball value = cball_from_acb(s, root);
    acb_clear(root);
    return value;
}

Test(panels, an_integrand_that_ignores_the_demand_is_caught)
{
    scope *s = scope_open(90);
    bool raw = false;
    ball honest = integrate_panels(s, absolute, NULL, &raw, 30, 0);
    cr_expect(ball_overlaps(honest, ball_ratio(5, 18)), "the honest one misses 5/18");
    raw = true;
    ball wrong = integrate_panels(s, absolute, NULL, &raw, 30, 0);
    cr_expect(ball_is_finite(wrong) && !ball_overlaps(wrong, ball_ratio(5, 18)),
              "%.17g +- %.2g: the mutant is not caught", ball_double(wrong), ball_radius(wrong));
    scope_close(s);
}

/* A rule of n points is exact for polynomials up to the degree 2n - 1, and not for the next even power. */
Test(panels, rules_have_their_degree)
{
    scope *s = scope_open(200);
    for (slong n = 1; n < 80; n += 7) {
        const legendre_rule *rule = legendre_rule_of(n, 200);
        cr_expect(rule->points >= n, "%ld points asked for, %ld given", n, rule->points);
        for (slong power = 0; power <= 2 * rule->points; power += 2) {
            ball sum = ball_in(s, ball_int(0));
            for (slong k = 0; k < (rule->points + 1) / 2; k++) {
                ball x = ball_from_arb(s, rule->x + k), w = ball_from_arb(s, rule->w + k);
                ball share = ball_mul(w, ball_pow(x, ball_int(power)));
                sum = ball_add(sum, 2 * k + 1 == rule->points ? share : ball_scale2(share, 1));
            }
            bool exact = ball_overlaps(sum, ball_ratio(2, power + 1));
            cr_expect(exact == (power < 2 * rule->points), "%ld points, power %ld", rule->points, power);
        }
    }
    scope_close(s);
    flint_cleanup();
}

Test(panels, little_effort_and_no_time_are_honest)
{
    scope *s = scope_open(90);
    known f = {POLES, ball_ratio(1, 3), ball_in(s, ball_ratio(1, 1 << 20))};
    ball truth = ball_sub(antiderivative(s, &f, 1), antiderivative(s, &f, 0));
    for (slong least = 1; least < 3000; least *= 2)
        cr_expect(ball_overlaps(integrate_panels(s, known_at, NULL, &f, 53, least), truth), "effort %ld",
                  least);
    scope_set_deadline(s, 0);
    cr_expect(!ball_is_finite(integrate_panels(s, known_at, NULL, &f, 53, 0)), "work after the deadline");
    scope_close(s);
}
