/*
 * The certified midpoint rule: it encloses, it is narrow where it suits, and where it does not suit it says so.
 *
 * With y = t - 1/2 and a steepness k that makes the ends of [0, 1] negligible or not, the integrals over [0, 1] are
 *     e^(-k y^2)               sqrt(pi/k) erf(sqrt(k)/2)                   entire
 *     (P(y) e^(-k y^2))'       the difference at the ends                  entire
 *     sech(k y)                (4/k) atan(tanh(k/4))                       poles at i pi/(2k)
 *     1/(a + cos 2 pi t)       1/sqrt(a^2 - 1)                             period 1, poles close to 1/2 if a is close to 1
 */
#include "calculus/midpoint.h"

#include <criterion/criterion.h>
#include <math.h>

typedef enum { BELL, BELL_SLOPE, SECH, COSINE } kind;
static const char *const kinds[] = {"e^(-k y^2)", "(P(y) e^(-k y^2))'", "sech(k y)", "1/(a + cos 2 pi t)"};

typedef struct sample {
    kind of;
    ball k;      /* COSINE: a */
    ball factor; /* of the whole */
} sample;

static cball centred(cball t) { return cball_add_ball(t, ball_ratio(-1, 2)); }
static cball bell(const sample *f, cball y)
{
    return cball_exp(cball_neg(cball_mul_ball(cball_sqr(y), f->k)));
}

static cball sample_at(void *state, scope *s, cball t)
{
    const sample *f = state;
    cball y = centred(t), value = cball_nothing(s), up = y, square = cball_sqr(y);
    switch (f->of) {
    case BELL: value = bell(f, y); break;
    case BELL_SLOPE: /* P = 3 + 2y + y^2: P' - 2 k y P */
        up = cball_add_int(cball_add(cball_scale2(y, 1), square), 3);
        value = cball_mul(cball_scale2(cball_mul_ball(y, f->k), 1), up);
        value = cball_mul(bell(f, y), cball_sub(cball_add_int(cball_scale2(y, 1), 2), value));
        break;
    case SECH:
        up = cball_exp(cball_mul_ball(y, f->k));
        value = cball_scale2(cball_inv(cball_add(up, cball_inv(up))), 1);
        break;
    default:
        value = cball_cos(cball_mul_ball(t, ball_mul_int(ball_pi(s), 2)));
        value = cball_inv(cball_add_ball(value, f->k));
    }
    return cball_mul_ball(value, f->factor);
}

/* The same without the complex plane, for the nodes. */
static ball sample_on_axis(void *state, scope *s, ball t)
{
    return cball_real(sample_at(state, s, cball_from_ball(s, t)));
}

static ball truth_of(scope *s, const sample *f)
{
    ball k = ball_in(s, f->k), root = ball_sqrt(k), end = ball_exp(ball_div_int(ball_neg(k), 4)), value = end;
    switch (f->of) {
    case BELL:
        value = ball_mul(ball_div(ball_sqrt(ball_pi(s)), root), ball_erf(ball_div_int(root, 2)));
        break;
    case BELL_SLOPE: value = ball_mul(end, ball_int(2)); break; /* P(1/2) - P(-1/2) = 2 */
    case SECH: value = ball_div(ball_mul_int(ball_atan(ball_tanh(ball_div_int(k, 4))), 4), k); break;
    default: value = ball_inv(ball_sqrt(ball_add_int(ball_sqr(k), -1)));
    }
    return ball_mul(value, f->factor);
}

/* Steep enough for ends below 2^-goal. */
static slong steepness(kind of, slong goal)
{
    return (slong)(M_LN2 * (double)(goal + 12) * (of == SECH ? 2 : 4)) + 10;
}

static void expect_enclosed(scope *s, const sample *f, slong goal, ball value, const char *what)
{
    ball truth = truth_of(s, f);
    cr_expect(ball_overlaps(value, truth),
              "%s, k = %.6g, goal %ld, %s: %.17g +- %.3g, not %.17g; apart by %.3g", kinds[f->of],
              ball_double(f->k), goal, what, ball_double(value), ball_radius(value), ball_double(truth),
              ball_double(ball_sub(value, truth)));
}

static const slong goals[] = {20, 53, 64, 128, 400, 1000, 1300};
enum { GOALS = sizeof goals / sizeof *goals };

Test(midpoint, integrands_that_fade_at_the_ends)
{
    for (size_t g = 0; g < GOALS; g++)
        for (kind of = BELL; of <= SECH; of++) {
            scope *s = scope_open(goals[g] + 40);
            sample f = {of, ball_in(s, ball_int(steepness(of, goals[g]))), ball_int(1)};
            ball value = integrate_midpoint(s, sample_at, NULL, &f, goals[g], 0.25, false);
            ball on_axis = integrate_midpoint(s, sample_at, sample_on_axis, &f, goals[g], 0.25, false);
            expect_enclosed(s, &f, goals[g], value, "complex nodes");
            expect_enclosed(s, &f, goals[g], on_axis, "real nodes");
            /* The poles of the steep sech come close: the rule may decline, but an answer must be near its goal. */
            bool offered = of != SECH && goals[g] <= MIDPOINT_MOST_GOAL;
            cr_expect((!offered && !ball_is_finite(value)) || ball_log2_error(value) < 8 - (double)goals[g],
                      "%s, goal %ld: error 2^%g", kinds[of], goals[g], ball_log2_error(value));
            scope_close(s);
        }
}

/* From k = 0, where the function is constant, to steep: the sides that do not fade are in the error, or the rule declines. */
Test(midpoint, ends_that_do_not_fade)
{
    static const slong steep[] = {0, 1, 5, 20, 60, 100, 140, 180, 250};
    int declined = 0, answered = 0;
    for (size_t g = 0; g < 4; g++)
        for (size_t i = 0; i < sizeof steep / sizeof *steep; i++)
            for (kind of = BELL; of <= SECH; of++) {
                if (!steep[i] && of != BELL_SLOPE)
                    continue; /* the formulas divide by k */
                scope *s = scope_open(goals[g] + 40);
                sample f = {of, ball_in(s, ball_int(steep[i])), ball_int(1)};
                ball value = integrate_midpoint(s, sample_at, NULL, &f, goals[g], 0.25, false);
                expect_enclosed(s, &f, goals[g], value, "with sides");
                ball_is_finite(value) ? answered++ : declined++;
                scope_close(s);
            }
    cr_expect(declined > 10 && answered > 5, "%d declined, %d answered: the cases are not on both sides",
              declined, answered);
}

/* The poles of 1/(a + cos 2 pi t) are at 1/2 + i arcosh(a)/(2 pi). */
Test(midpoint, periodic_integrands_with_poles_near_the_axis)
{
    static const slong above[] = {1, 10, 100, 1000, 100000, 100000000}; /* a = 1 + 1/above */
    for (size_t g = 0; g < GOALS; g++)
        for (size_t i = 0; i < sizeof above / sizeof *above; i++) {
            scope *s = scope_open(goals[g] + 80);
            sample f = {COSINE, ball_add_int(ball_in(s, ball_ratio(1, above[i])), 1), ball_int(1)};
            ball value = integrate_midpoint(s, sample_at, NULL, &f, goals[g], 0.25, true);
            expect_enclosed(s, &f, goals[g], value, "periodic");
            bool near = ball_log2_error(value) < 8 - (double)goals[g];
            cr_expect(near || !ball_is_finite(value), "1 + 1/%ld, goal %ld: error 2^%g", above[i], goals[g],
                      ball_log2_error(value));
            cr_expect(near || above[i] > 10 || goals[g] > MIDPOINT_MOST_GOAL, "1 + 1/%ld, goal %ld: declined",
                      above[i], goals[g]);
            scope_close(s);
        }
}

/* The strip's suprema are doubles: below their range, and far above 1, the error must not be lost. */
Test(midpoint, tiny_and_huge_integrands)
{
    static const slong exponents[] = {-40, -990, -1010, -1080, -1200, -5000, 40, 900};
    for (size_t i = 0; i < sizeof exponents / sizeof *exponents; i++)
        for (kind of = BELL; of <= COSINE; of++)
            for (slong digits = 10; digits <= 90; digits += 40) {
                slong goal = digits - exponents[i] > 20 ? digits - exponents[i] : 20;
                scope *s = scope_open(digits + 300);
                ball k = of == COSINE ? ball_int(3) : ball_int(steepness(of, digits) / 2);
                sample f = {of, k, ball_scale2(ball_in(s, ball_int(1)), exponents[i])};
                ball value = integrate_midpoint(s, sample_at, NULL, &f, goal, 0.25, of == COSINE);
                expect_enclosed(s, &f, goal, value, "scaled");
                scope_close(s);
            }
}

/* ---- Forms, branch points, mutants ---- */

typedef enum { SOFTPLUS, ROOT, RAW_ROOT, BY_SIDE, TWO_FORMS } factor;

typedef struct bump {
    factor of;
    ball k, depth; /* e^(-k y^2) times the factor; ROOT: sqrt(y^2 + depth^2) */
} bump;

static cball raw_sqrt(cball z)
{
    cball value = cball_nothing(z.in);
    acb_sqrt(value.v, z.v, scope_bits(z.in));
    return value;
}

static cball bump_at(void *state, scope *s, cball t)
{
    const bump *f = state;
    cball y = centred(t), square = cball_add_ball(cball_sqr(y), ball_sqr(f->depth)), value = y;
    (void)s;
    switch (f->of) {
    case SOFTPLUS: value = cball_softplus(cball_mul_ball(y, ball_int(40))); break;
    case ROOT: value = cball_sqrt(square); break;
    case RAW_ROOT: value = raw_sqrt(square); break;
    case BY_SIDE: value = cball_side(y) < 0 ? cball_neg(y) : y; break;
    case TWO_FORMS: /* sqrt(z^2) = z or -z, by a rule that is right on the axis and wrong far above it */
        value = cball_sqrt(cball_add_int(square, 1));
        value = arf_cmpabs_2exp_si(arb_midref(acb_imagref(y.v)), -1) > 0 ? cball_neg(value) : value;
    }
    return cball_mul(value, cball_exp(cball_neg(cball_mul_ball(cball_sqr(y), f->k))));
}

/* Riemann's enclosure, which needs no analyticity. */
static ball riemann(scope *s, bump *f)
{
    enum { BOXES = 50000 };
    scope *work = scope_open(scope_bits(s));
    scope_mark start = scope_now(work);
    arb_t total;
    arb_init(total);
    for (slong k = 0; k < BOXES; k++) {
        ball t = ball_hull(ball_in(work, ball_ratio(k, BOXES)), ball_in(work, ball_ratio(k + 1, BOXES)));
        arb_add(total, total, acb_realref(bump_at(f, work, cball_from_ball(work, t)).v), scope_bits(s));
        scope_rewind(work, start);
    }
    ball mean = ball_div_int(ball_from_arb(s, total), BOXES);
    arb_clear(total);
    scope_close(work);
    return mean;
}

/* Branch points at i depth, from far to next to the axis; and forms chosen box by box. */
Test(midpoint, singularities_near_the_axis)
{
    static const slong depth[] = {1, 4, 16, 64, 256, 4096, 1000000000};
    static const factor honest[] = {SOFTPLUS, ROOT, TWO_FORMS};
    for (size_t h = 0; h < 3; h++)
        for (size_t i = 0; i < sizeof depth / sizeof *depth; i++)
            for (size_t g = 0; g < 4; g++) {
                scope *s = scope_open(goals[g] + 40);
                bump f = {honest[h], ball_int(steepness(BELL, goals[g])), ball_ratio(1, depth[i])};
                ball value = integrate_midpoint(s, bump_at, NULL, &f, goals[g], 0.25, false);
                ball other = integrate_certified(s, bump_at, &f, goals[g], 0);
                cr_expect(ball_overlaps(value, other),
                          "factor %d, depth 1/%ld, goal %ld: %.17g +- %.2g, not %.17g +- %.2g", (int)f.of,
                          depth[i], goals[g], ball_double(value), ball_radius(value), ball_double(other),
                          ball_radius(other));
                cr_expect(!ball_is_finite(value) || ball_log2_error(value) < 8 - (double)goals[g],
                          "factor %d, depth 1/%ld, goal %ld: error 2^%g", (int)f.of, depth[i], goals[g],
                          ball_log2_error(value));
                scope_close(s);
            }
}

/* Without the demand the strip covers branch points, and the narrow ball is somewhere else than the integral. */
Test(midpoint, a_mutant_that_ignores_the_demand_is_caught)
{
    static const factor all[] = {ROOT, RAW_ROOT, BY_SIDE};
    for (size_t i = 0; i < 3; i++) {
        scope *s = scope_open(100);
        bump f = {all[i], ball_int(steepness(BELL, 53)), ball_ratio(1, all[i] == BY_SIDE ? 1 : 100)};
        ball value = integrate_midpoint(s, bump_at, NULL, &f, 53, 0.25, false), plain = riemann(s, &f);
        cr_expect(ball_is_finite(plain) && ball_overlaps(value, plain) == (all[i] == ROOT),
                  "factor %d: %.12g +- %.2g, %.12g +- %.2g", (int)f.of, ball_double(value),
                  ball_radius(value), ball_double(plain), ball_radius(plain));
        scope_close(s);
    }
}
