/* W_p by the integral over quantile functions: closed forms, W1 by another route, laws, double precision, divergence. */
#include "divergence_checks.h"
#include "divergences/wasserstein_parts.h"
#include "divergences/wasserstein.h"
#include "divergences/wasserstein_taylor.h"

TestSuite(wasserstein_power, .init = quiet);

/* W_p from its definition, or an indeterminate ball. */
static ball enclosed(scope *s, const char *order, const char *p, const char *q, slong goal,
                     infinity_reason *why)
{
    law *P = read_law(p), *Q = read_law(q);
    real_pool *pool = real_pool_open();
    enclosure e;
    int at = 0;
    bool known = power_enclose(s, real_parse(pool, order, &at, NULL, NULL), P, Q, goal, &e);
    real_pool_close(pool);
    law_free(P);
    law_free(Q);
    *why = known ? e.why : FINITE;
    return known ? e.value : ball_nothing(s);
}

static ball finite_value(scope *s, const char *order, const char *p, const char *q, slong goal)
{
    infinity_reason why;
    ball value = enclosed(s, order, p, q, goal, &why);
    cr_expect(why == FINITE && ball_is_finite(value), "w%s of %s, %s is not enclosed", order, p, q);
    return value;
}

/* ---- Values known otherwise ---- */

/*
 * F^-1 - G^-1 is affine in the quantile function of the standard law for two of one location-scale family:
 * W_2^2 = (m - m')^2 + (s - s')^2 Var; exponential laws: W_p = |1/a - 1/b| Gamma(p+1)^(1/p); uniform: the integral of |b u + a|^p.
 * Heavy tails: moments about a point, Var = n/(n - 2) of Student's law and E X^2 = 1/(1 - 2/a) of pareto(1,a), E |T|^3 = 8 for n = 4; and
 * powers v^(-1/a) of the level: those of pareto(1,7/2) and pareto(2,4) cross at 2^-28, where the integral of their cube is in sevenths
 * of powers of 2. The squares of lognormal laws lie at levels 2^-50 to 2^-200. Of two laws without a mean that are one another moved the
 * tails cancel. uniform(0,1) and beta(1/10,1) have the quantile functions u and u^10; moved by 1/1000, F - G changes its sign 10^-30 away
 * from an end, and u - 1/1000 - u^10 was integrated between its roots; of a Rayleigh law F and G meet nearer than 10^-200 to the other end, and its
 * level was integrated by quantiles from incomplete beta functions (both by mpmath 1.3, with 40 and 25 digits).
 */
static const struct {
    const char *order, *p, *q, *value;
} known[] = {
    {"2", "normal(0,1)", "normal(1,2)", "sqrt(2)"},
    {"2", "normal(1/3,1/2)", "normal(-2,3)", "sqrt((7/3)^2 + (5/2)^2)"},
    {"4", "normal(0,1)", "normal(0,3)", "2*3^(1/4)"},
    {"3", "normal(0,1)", "normal(0,2)", "(2*sqrt(2/pi))^(1/3)"},
    {"5/2", "normal(0,1)", "normal(2,1)", "2"},
    {"3", "laplace(0,1)", "laplace(-2,1)", "2"},
    {"2", "logistic(0,1)", "logistic(1,2)", "sqrt(1 + pi^2/3)"},
    {"2", "exponential(1)", "exponential(2)", "1/sqrt(2)"},
    {"3", "exponential(1)", "exponential(4)", "3/4*6^(1/3)"},
    {"2", "uniform(0,1)", "uniform(1,4)", "sqrt(13/3)"},
    {"2", "uniform(0,1)", "bernoulli(1/2)", "sqrt(1/12)"},
    {"2", "normal(0,1)", "point(1)", "sqrt(2)"},
    {"4", "exponential(1)", "point(0)", "24^(1/4)"},
    {"2", "0.5*normal(0,1) + 0.5*point(40)", "0.5*normal(0,1) + 0.5*point(42)", "sqrt(2)"},
    {"2", "student(5/2,0,1)", "point(1)", "sqrt(6)"},
    {"2", "student(17/8,1,3)", "point(0)", "sqrt(154)"},
    {"3", "student(4,0,1)", "point(0)", "2"},
    {"2", "pareto(1,9/4)", "pareto(2,5/2)", "sqrt(23/7)"},
    {"3", "pareto(1,7/2)", "pareto(2,4)", "21^(1/3)/2"},
    {"2", "1/2*pareto(1,5/2) + 1/2*pareto(3,5/2)", "point(0)", "5"},
    {"2", "1/2*student(3,0,1) + 1/2*student(3,2,1)", "point(1)", "2"},
    {"2", "1/2*student(5/2,0,1) + 1/2*student(3,1,1)", "point(0)", "sqrt(9/2)"},
    {"2", "9/10*student(5/2,0,1) + 1/10*poisson(4)", "point(0)", "sqrt(13/2)"},
    {"2", "3/4*student(5/2,0,1) + 1/4*gumbel(0,1)", "point(0)",
     "sqrt(15/4 + (pi^2/6 + 0.57721566490153286060651209008240243104^2)/4)"},
    {"2", "1/2*student(5/2,0,1) + 1/2*lognormal(0,1)", "point(0)", "sqrt(5/2 + exp(2)/2)"},
    {"2", "lognormal(-14,4)", "lognormal(-14,3)", "sqrt(exp(4) - 2*exp(-7/2) + exp(-10))"},
    {"2", "cauchy(-127/100,1)", "cauchy(-2,1)", "73/100"},
    {"2", "student(1/2,1,3)", "student(1/2,-2,3)", "3"},
    {"3", "uniform(0,1)", "beta(1/10,1)", "(1/4 - 3/13 + 3/22 - 1/31)^(1/3)"},
    {"3", "uniform(0,1)", "beta(1,1/10)", "(1/4 - 3/13 + 3/22 - 1/31)^(1/3)"},
    {"3", "uniform(-1/1000,999/1000)", "beta(1/10,1)", "0.4969071887611895237481810835593453663387"},
    {"3", "rayleigh(783/10000)", "beta(275/1000,132/1000)", "0.7216783841877235903"},
};

enum { FIFTY = 2 }; /* that many of them at 50 digits too */

Test(wasserstein_power, known_values_at_15_and_50_digits)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        for (slong goal = 54; goal <= (i < FIFTY ? 170 : 54); goal += 116) {
            scope *s = scope_open(goal + 30);
            ball value = finite_value(s, known[i].order, known[i].p, known[i].q, goal),
                 expected = reference(s, known[i].value);
            cr_expect(ball_overlaps(value, expected), "w%s of %s, %s: %.17g, not %s", known[i].order,
                      known[i].p, known[i].q, ball_double(value), known[i].value);
            cr_expect(ball_radius(value) < ldexp(1, 4 - (int)goal), "w%s of %s, %s: radius %g at goal %ld",
                      known[i].order, known[i].p, known[i].q, ball_radius(value), goal);
            scope_close(s);
        }
}

/* ---- Laws over pairs of all kinds ---- */

static const char *const laws[] = {
    "normal(0,1)",
    "3/10*normal(-1,1/2) + 7/10*normal(2,3/2)",
    "exponential(1/2)",
    "uniform(-1,2)",
    "laplace(1,1/3)",
    "logistic(-2,1/2)",
    "gamma(2,3/2)",
    "poisson(3)",
    "1/3*point(1) + 2/3*normal(0,2)",
    "finite(-2: 1/4, 0: 1/2, 5: 1/4)",
};
enum { LAWS = sizeof laws / sizeof *laws, GOAL = 44 };

static void expect_at_most(ball a, ball b, const char *claim, const char *p, const char *q)
{
    cr_expect(ball_less(b, a) != HOLDS, "%s fails for %s, %s: %.12g > %.12g", claim, p, q, ball_double(a),
              ball_double(b));
}

/* Each with the next; more pairs if asked for. */
Test(wasserstein_power, orders_increase_and_agree_with_other_routes)
{
    scope *s = scope_open(96);
    for (int i = 0; i < LAWS; i++)
        for (int step = 1; step <= effort(); step++) {
            const char *p = laws[i], *q = laws[(i + step) % LAWS];
            law *P = read_law(p), *Q = read_law(q);
            real_pool *pool = real_pool_open();
            enclosure e;
            double wrong, two = wasserstein_double(P, Q, 2, &wrong);
            ball w1 = finite_value(s, "1", p, q, GOAL), w2 = finite_value(s, "2", p, q, GOAL),
                 w3 = finite_value(s, "3", p, q, GOAL), back = finite_value(s, "2", q, p, GOAL);
            expect_at_most(w1, w2, "W1 <= W2", p, q);
            expect_at_most(w2, w3, "W2 <= W3", p, q);
            cr_expect(ball_overlaps(w2, back), "W2 is not symmetric for %s, %s", p, q);
            cr_expect(wasserstein_enclose(s, real_int(pool, 1), P, Q, GOAL, &e) && ball_overlaps(w1, e.value),
                      "W1 of %s, %s: %.15g by quantiles, %.15g by |F - G|", p, q, ball_double(w1),
                      ball_double(e.value));
            cr_expect(fabs(two - ball_double(w2)) <= wrong + ball_radius(w2),
                      "W2 of %s, %s: %.15g, %.15g +- %g", p, q, ball_double(w2), two, wrong);
            real_pool_close(pool);
            law_free(P);
            law_free(Q);
        }
    scope_close(s);
}

Test(wasserstein_power, triangle_inequality)
{
    scope *s = scope_open(96);
    for (int i = 0; i + 2 < LAWS; i += 2) {
        ball ab = finite_value(s, "2", laws[i], laws[i + 1], GOAL),
             bc = finite_value(s, "2", laws[i + 1], laws[i + 2], GOAL),
             ac = finite_value(s, "2", laws[i], laws[i + 2], GOAL);
        expect_at_most(ac, ball_add(ab, bc), "the triangle inequality", laws[i], laws[i + 2]);
    }
    scope_close(s);
}

/* ---- Scales ---- */

Test(wasserstein_power, scales_and_small_distances)
{
    static const struct {
        const char *order, *p, *q, *value;
        int digits;
    } rows[] = {
        {"2", "1/2*normal(0,1) + 1/2*normal(3,1)", "1/2*normal(1e-12,1) + 1/2*normal(3+1e-12,1)", "1e-12", 8},
        /* E X^2 + E Y^2 - 2 E e^(m + m' + (s + s') Z); large terms of log f cancel. Near laws by the scale: 1e-10 E|Z|^3 ^(1/3). */
        {"2", "lognormal(2,1/3)", "lognormal(1,1/10000)",
         "sqrt(exp(4+2/9) + exp(2+2/100000000) - 2*exp(3+(1/3+1/10000)^2/2))", 14},
        {"3", "normal(0,1)", "normal(0,1+1e-10)", "1e-10*(2*sqrt(2/pi))^(1/3)", 14},
        {"3", "lognormal(0,1/2)", "lognormal(1e-10,1/2)", "(exp(1e-10) - 1)*exp(3/8)", 8},
        {"2", "normal(0,1e-6)", "normal(1e6,1)", "sqrt(1e12 + (1 - 1e-6)^2)", 14},
        {"2", "normal(-15,1)", "normal(15,1)", "30", 14},
        {"3", "exponential(1e6)", "exponential(1e-6)", "(1e6 - 1e-6)*6^(1/3)", 14},
        {"2", "1/2*normal(-40,1) + 1/2*normal(40,1)", "1/2*normal(-39,1) + 1/2*normal(41,1)", "1", 14},
        /* Singular ends: F^-1 is u^10, 1 - (1-u)^10, (-log u)^20, ... */
        {"2", "beta(1/10,1)", "uniform(0,1)", "sqrt(3/14)", 14},
        {"2", "beta(1,1/10)", "uniform(0,1)", "sqrt(3/14)", 14},
        {"2", "beta(1/10,1)", "beta(1,1/10)", "sqrt(1 - 4/11 + 2/21 + 2*3628800^2/51090942171709440000)", 14},
        {"3", "beta(1/10,1)", "point(1)", "(1 - 3/11 + 3/21 - 1/31)^(1/3)", 14},
        {"2", "weibull(1/20,1)", "exponential(1)",
         "sqrt(815915283247897734345611269596115894272000000000 - 102181884343418880000 + 2)", 14},
        {"3", "weibull(1/20,1)", "point(0)",
         "8320987112741390144276341183223364380754172606361245952449277696409600000000000000^(1/3)", 14},
        {"2", "gamma(1/100000,1)", "point(0)", "sqrt(1/100000*100001/100000)", 14},
        {"3", "beta(1/50,1/50)", "point(0)", "(1/2*51/52*101/102)^(1/3)", 14},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        scope *s = scope_open(160);
        ball value = finite_value(s, rows[i].order, rows[i].p, rows[i].q, 96),
             expected = reference(s, rows[i].value);
        cr_expect(ball_overlaps(value, expected), "%s, %s: %.17g, not %s", rows[i].p, rows[i].q,
                  ball_double(value), rows[i].value);
        cr_expect(ball_digits(value) >= rows[i].digits, "%s, %s: %ld digits", rows[i].p, rows[i].q,
                  ball_digits(value));
        scope_close(s);
    }
}

/* ---- Divergence ---- */

Test(wasserstein_power, infinite_distances)
{
    static const char *const infinite[][3] = {
        {"2", "cauchy(0,1)", "normal(0,1)"},   {"2", "cauchy(0,1)", "cauchy(0,2)"},
        {"3/2", "point(0)", "cauchy(5,1/10)"}, {"2", "0.9*normal(0,1) + 0.1*cauchy(0,1)", "cauchy(0,1)"},
        {"2", "cauchy(0,1)", "poisson(3)"},
    };
    scope *s = scope_open(96);
    infinity_reason why;
    for (size_t i = 0; i < sizeof infinite / sizeof *infinite; i++) {
        ball value = enclosed(s, infinite[i][0], infinite[i][1], infinite[i][2], 54, &why);
        cr_expect(why == INFINITE_TAIL && gap_is_infinite(value), "w%s of %s, %s", infinite[i][0],
                  infinite[i][1], infinite[i][2]);
    }
    /* Leading terms of the tails that are nearly equal, of mixtures, decide nothing. */
    ball open = enclosed(s, "2", "cauchy(0,1)", "0.5*cauchy(1,1) + 0.5*cauchy(2,1)", 54, &why);
    cr_expect(why == FINITE && !ball_is_finite(open));
    scope_close(s);
}

/* ---- Remainders ---- */

/* The smooth stretch of a law that contains a point. */
static const stretch *stretch_around(const ladder *l, double x)
{
    for (size_t i = 0; i < l->n; i++)
        if (!l->rung[i].atom && ball_double(l->rung[i].lo) < x && x < ball_double(l->rung[i].hi))
            return &l->rung[i];
    cr_assert_fail("no stretch around %g", x);
    return NULL;
}

/* The integral around x from few terms, over as much as they are said to serve, against the same from many. */
static void check_remainder(const char *p, double x, const char *q, double y, power_of order, slong terms,
                            slong goal)
{
    scope *s = scope_open(300);
    order.order = ball_in(s, order.order);
    law *P = read_law(p), *Q = read_law(q);
    ladder a, b;
    branch other;
    ball none = ball_in(s, ball_int(0));
    coupling c = {.order = order, .sign = 1, .direction = 1, .other = &other};
    cr_assert(ladder_open(&a, s, P, 60) && ladder_open(&b, s, Q, 60) && ladder_cut(&a, NULL)
              && ladder_cut(&b, NULL));
    cr_assert(branch_open(&c.base, s, &a, stretch_around(&a, x), false, none)
              && branch_open(&other, s, &b, stretch_around(&b, y), false, none));
    c.along = (map){.kind = MAP_AFFINE, .w0 = c.base.lo, .w1 = c.base.hi};
    coupling_compile(&c, s);
    double lo = ball_double(c.base.lo), t = (x - lo) / (ball_double(c.base.hi) - lo);
    expansion few, many;
    expansion_init(&few), expansion_init(&many);
    ball centre = ball_exact_double(s, t);
    expansion_at(&few, &c, s, centre, 0.25, terms, goal);
    expansion_at(&many, &c, s, centre, 0.25, 120, 90);
    cr_expect(few.reach > 0 && few.reach <= many.reach, "%s, %s, %ld terms: reach %g of %g", p, q, terms,
              few.reach, many.reach);
    if (few.reach > 0 && few.reach <= many.reach)
        cr_expect(
            ball_overlaps(expansion_integral(&few, s, few.reach), expansion_integral(&many, s, few.reach)),
            "%s, %s, %ld terms: error beyond the bound", p, q, terms);
    expansion_clear(&few), expansion_clear(&many);
    branch_close(&c.base), branch_close(&other);
    ladder_close(&a), ladder_close(&b);
    law_free(P);
    law_free(Q);
    scope_close(s);
}

Test(wasserstein_power, short_polynomials_err_no_more_than_they_say)
{
    scope *s = scope_open(64);
    for (slong terms = 3; terms <= 8; terms++)
        for (slong goal = 6; goal <= 24; goal += 6) {
            check_remainder("normal(0,1)", -0.5, "laplace(1,1)", 0.4, (power_of){ball_int(2), 2}, terms,
                            goal);
            check_remainder("logistic(0,1)", -0.5, "normal(1,1)", 0.4, (power_of){ball_int(1), 1}, terms,
                            goal);
            check_remainder("normal(0,1)", -1, "1/2*normal(1,1) + 1/2*normal(4,1)", 1,
                            (power_of){ball_ratio(5, 2), 0}, terms, goal);
        }
    scope_close(s);
}

/* ---- Tails ---- */

/* ||F^-1(v) + m + a v^-root||_2 over 0 < v < U in double precision, with v = U e^-t. */
static double missed_by(const law *l, const asymptote *a, double U)
{
    const double step = 1. / 64, m = ball_double(a->m), size = ball_double(a->a), root = ball_double(a->root);
    double sum = 0;
    for (int k = 0; k < 64 * 100; k++) {
        double v = U * exp(-(k + 0.5) * step),
               miss = law_quantile_double(l, v) + m + (size ? size * pow(v, -root) : 0);
        sum += miss * miss * v * step;
    }
    return sqrt(sum);
}

/* Below the outermost cut of a short ladder, and from four times its level on. */
Test(wasserstein_power, tails_are_no_farther_from_their_asymptotes_than_they_say)
{
    static const char *const tailed[] = {"normal(0,1)",
                                         "laplace(1,2)",
                                         "logistic(0,1)",
                                         "student(5/2,0,1)",
                                         "1/2*student(3,0,1) + 1/2*student(3,2,1)",
                                         "1/2*student(3,-9,1) + 1/2*student(3,9,1)",
                                         "3/4*student(5/2,0,1) + 1/4*laplace(0,1)",
                                         "1/2*student(5/2,0,1) + 1/2*student(4,0,9)"};
    for (size_t i = 0; i < sizeof tailed / sizeof *tailed; i++)
        for (int bits = 4; bits <= (i ? 22 : 10); bits += 6)
            for (int times = 1; times <= 4; times += 3) {
                scope *s = scope_open(80);
                law *l = read_law(tailed[i]);
                ladder one;
                cr_assert(ladder_open(&one, s, l, bits));
                ball U = ball_mul_int(ladder_level(&one, 0, true).below, times);
                asymptote a = tail_asymptote(&one, s, -1, ball_in(s, ball_int(2)), U);
                double least = missed_by(l, &a, ball_double(U)), most = ball_double(ball_upper(a.miss));
                cr_expect(least <= most * (1 + 1e-9) + 1e-12, "%s from 2^-%d times %d: %g, not %g", tailed[i],
                          bits, times, least, most);
                cr_expect(isfinite(most) && most < 1000 * (least + 1e-3), "%s from 2^-%d times %d: %g for %g",
                          tailed[i], bits, times, most, least);
                ladder_close(&one);
                law_free(l);
                scope_close(s);
            }
}
