/*
 * Infinite values, each for its reason, and their finite neighbours.
 *
 *     support   P is not absolutely continuous with respect to Q (KL, powers above 1), or P and Q are mutually singular (powers
 *               below 1);
 *     tail      the integral diverges at infinity or at an end of the support. For an exponential family the power a is
 *               finite exactly if a eta(P) + (1 - a) eta(Q) is a natural parameter: N(., s1), N(., s2): a s2^2 + (1 - a) s1^2 > 0;
 *               exponential rates: a r1 + (1 - a) r2 > 0; gamma shapes: a k1 + (1 - a) k2 > 0.
 */
#include "divergence_checks.h"

TestSuite(infinite, .init = quiet);

typedef struct row {
    const char *name, *p, *q;
    infinity_reason why;
} row;

#define SUPPORT(name, p, q)                                                                                  \
    {                                                                                                        \
        name, p, q, INFINITE_SUPPORT                                                                         \
    }
#define TAIL(name, p, q)                                                                                     \
    {                                                                                                        \
        name, p, q, INFINITE_TAIL                                                                            \
    }

static const row infinite_rows[] = {
    SUPPORT("kl", "uniform(0,1)", "uniform(1/2,3/2)"),
    SUPPORT("kl", "uniform(0,1)", "uniform(0,1 - 1e-30)"),
    SUPPORT("kl", "uniform(0,1)", "uniform(5,6)"),
    SUPPORT("kl", "normal(0,1)", "exponential(1)"),
    SUPPORT("kl", "gamma(2,1)", "beta(2,2)"),
    SUPPORT("kl", "normal(0,1)", "point(0)"),
    SUPPORT("kl", "point(0)", "normal(0,1)"),
    SUPPORT("kl", "point(0)", "point(1e-30)"),
    SUPPORT("kl", "bernoulli(1/2)", "point(0)"),
    SUPPORT("kl", "bernoulli(1/2)", "bernoulli(1)"),
    SUPPORT("kl", "poisson(2)", "finite(0: 1/2, 1: 1/2)"),
    SUPPORT("kl", "finite(0: 1/2, -1: 1/2)", "poisson(1)"),
    SUPPORT("kl", "finite(0: 1/2, 1/2: 1/2)", "poisson(1)"),
    SUPPORT("kl", "0.5*point(0) + 0.5*normal(0,1)", "normal(0,1)"),
    SUPPORT("kl", "0.5*point(0) + 0.5*normal(0,1)", "0.5*point(1) + 0.5*normal(0,1)"),
    SUPPORT("kl", "1e-300*uniform(2,3) + (1 - 1e-300)*uniform(0,1)", "uniform(0,2)"),
    SUPPORT("kl", "1/2*cauchy(0,1) + 1/2*point(0)", "normal(0,1)"),
    SUPPORT("reverse-kl", "exponential(1)", "normal(0,1)"),
    SUPPORT("jeffreys", "exponential(1)", "normal(0,1)"),
    SUPPORT("jeffreys", "uniform(0,1)", "uniform(0,2)"),
    SUPPORT("cross-entropy", "uniform(0,2)", "uniform(0,1)"),
    TAIL("kl", "cauchy(0,1)", "normal(0,1)"),
    TAIL("energy", "student(3/10)",
         "student(3)"), /* the square of a tail x^-a is integrable exactly if a > 1/2 */
    TAIL("energy", "pareto(2,1/2)", "normal(0,1)"),
    TAIL("energy", "pareto(1,3/10)", "pareto(2,3/10)"),
    TAIL("kl", "cauchy(0,1)", "laplace(0,1)"),
    TAIL("kl", "cauchy(0,1)", "logistic(0,1)"),
    TAIL("kl", "cauchy(0,1)", "0.5*normal(0,1) + 0.5*laplace(3,100)"),
    TAIL("kl", "1e-100*cauchy(0,1) + (1 - 1e-100)*normal(0,1)", "normal(0,1)"),
    TAIL("jeffreys", "normal(0,1)", "cauchy(0,1)"),
    TAIL("reverse-kl", "normal(0,1)", "cauchy(0,1)"),
    TAIL("cross-entropy", "cauchy(0,1)", "normal(0,1)"),
    TAIL("chi2", "normal(0,2)", "normal(0,1)"),
    TAIL("chi2", "normal(0,sqrt(2))", "normal(0,1)"),
    TAIL("chi2", "normal(1,sqrt(2))", "normal(0,1)"),
    TAIL("chi2", "normal(0,1)", "normal(2,1/2)"),
    TAIL("neyman", "normal(0,1)", "normal(0,2)"),
    TAIL("chi2", "exponential(1)", "exponential(2)"),
    TAIL("chi2", "exponential(1)", "exponential(3)"),
    TAIL("chi2", "laplace(0,2)", "laplace(0,1)"),
    TAIL("chi2", "logistic(0,2)", "logistic(5,1)"),
    TAIL("chi2", "gamma(1,1)", "gamma(2,1)"),
    TAIL("chi2", "gamma(3,2)", "gamma(1,1)"),
    TAIL("chi2", "beta(1,2)", "beta(2,1)"),
    TAIL("neyman", "beta(1,2)", "beta(2,1)"),
    TAIL("chi2", "cauchy(0,1)", "normal(0,1)"),
    TAIL("chi2", "cauchy(0,1)", "laplace(0,1)"),
    TAIL("chi2", "0.3*normal(-1,0.5) + 0.7*normal(2,1.5)", "normal(0,1)"),
    TAIL("chi2", "1e-300*normal(0,2) + (1 - 1e-300)*normal(0,1)", "0.5*normal(0,1) + 0.5*normal(1,1.2)"),
    TAIL("renyi(3)", "normal(0,sqrt(3))", "normal(7,sqrt(2))"),
    TAIL("renyi(4/3)", "normal(0,2)", "normal(0,1)"),
    TAIL("renyi(3/2)", "exponential(1)", "exponential(3)"),
    TAIL("renyi(2)", "beta(1,2)", "beta(2,1)"),
    TAIL("kl", "exponential(1)", "inversegaussian(1,1)"),
    TAIL("kl", "gamma(1/2,1)", "inversegaussian(2,1/100)"),
    TAIL("kl", "uniform(0,1)", "inversegaussian(1,1)"),
    TAIL("kl", "laplace(0,1)", "gumbel(0,1)"),
    TAIL("kl", "logistic(3,2)", "gumbel(0,1)"),
    TAIL("kl", "student(7,0,1)", "gumbel(0,1)"),
    TAIL("kl", "1e-30*logistic(0,1) + (1 - 1e-30)*normal(0,1)", "gumbel(0,1)"),
    TAIL("kl", "pareto(1,2)", "normal(0,1)"),
    TAIL("kl", "pareto(1,1/2)", "weibull(1/2,1)"),
    TAIL("chi2", "lognormal(0,1)", "gamma(2,1)"),
    TAIL("chi2", "lognormal(0,1)", "weibull(1/10,1)"),
    TAIL("chi2", "weibull(1/2,1)", "lognormal(0,1)"),
    TAIL("chi2", "lognormal(0,3/2)", "lognormal(0,1)"),
    TAIL("chi2", "pareto(1,5)", "lognormal(0,1)"),
    TAIL("chi2", "logistic(0,1)", "gumbel(0,1)"),
    TAIL("chi2", "gumbel(0,2)", "gumbel(0,1)"),
    TAIL("chi2", "gumbel(0,1)", "normal(0,1)"),
    TAIL("chi2", "weibull(3/2,1)", "weibull(3/2 + 1e-9,1)"),
    TAIL("chi2", "inversegaussian(1,1)", "inversegaussian(1,2)"),
    TAIL("chi2", "gamma(30,1)", "inversegaussian(1,1)"),
    TAIL("chi2", "inversegaussian(1,1)", "exponential(2)"),
    TAIL("renyi(3)", "inversegaussian(1,3)", "inversegaussian(1,9/2)"),
    SUPPORT("kl", "gumbel(0,1)", "lognormal(0,1)"),
    SUPPORT("chi2", "weibull(2,1)", "pareto(1e-30,1)"),
    TAIL("chi2", "normal2(0,0,1,1,0)", "normal2(1,0,1,1,1/2)"),
    SUPPORT("chi2", "uniform(0,1)", "uniform(1/2,3/2)"),
    SUPPORT("chi2", "poisson(1)", "bernoulli(1/2)"),
    SUPPORT("renyi(2)", "normal(0,1)", "exponential(1)"),
    SUPPORT("kl", "poisson(2)", "binomial(1000,1/2)"),
    SUPPORT("kl", "geometric(1/2)", "1/2*binomial(9,1/2) + 1/2*normal(0,1)"),
    SUPPORT("kl", "binomial(9,1/2)", "binomial(8,1/2)"),
    SUPPORT("kl", "binomial(3,1/2)", "finite(0: 1/4, 1: 1/4, 2: 1/2)"),
    SUPPORT("kl", "geometric(1)", "point(1e-30)"),
    SUPPORT("kl", "pareto(1,2)", "pareto(1 + 1e-30,2)"),
    SUPPORT("kl", "student(3)", "halfnormal(1)"),
    SUPPORT("kl", "halfnormal(1)", "triangular(0,1,50)"),
    SUPPORT("kl", "triangular(0,1,2)", "triangular(0,1,2 - 1e-3)"),
    SUPPORT("chi2", "binomial(9,1/2)", "binomial(8,1/2)"),
    SUPPORT("renyi(1/2)", "pareto(2,1)", "triangular(0,1,2)"),
    TAIL("kl", "student(2)", "normal(0,1)"),
    TAIL("kl", "student(1/2)", "laplace(0,1)"),
    TAIL("kl", "pareto(1,1)", "exponential(1)"),
    TAIL("kl", "pareto(1,2)", "halfnormal(1)"),
    TAIL("chi2", "student(3)", "normal(0,1)"),
    TAIL("chi2", "student(1)", "student(3)"),
    TAIL("chi2", "pareto(1,1)", "pareto(1,2)"),
    TAIL("chi2", "geometric(1/2)", "poisson(1e3)"),
    TAIL("chi2", "geometric(1/4)", "geometric(1/2)"),
    TAIL("chi2", "geometric(1/2)", "geometric(3/4)"),
    TAIL("chi2", "1e-300*geometric(1/4) + (1 - 1e-300)*poisson(1)", "geometric(1/2)"),
    TAIL("chi2", "halfnormal(2)", "halfnormal(1)"),
    TAIL("chi2", "uniform(0,2)", "triangular(0,1,2)"),
    TAIL("neyman", "triangular(0,1,2)", "uniform(0,2)"),
    TAIL("chi2", "chi2(2)", "chi2(4)"),
    TAIL("w2", "student(2)", "student(2,0,3)"),
    TAIL("w1", "student(1)", "student(1,0,2)"),
    TAIL("w1", "pareto(1,1)", "pareto(1,2)"),
    TAIL("w1", "cauchy(0,1)", "cauchy(1,2)"),
    TAIL("w2", "cauchy(0,1)", "cauchy(0,2)"),
    TAIL("wp(3)", "cauchy(0,1)", "cauchy(0,2)"),
    TAIL("w1", "cauchy(0,1)", "normal(0,1)"),
    TAIL("w2", "cauchy(0,1)", "point(0)"),
    SUPPORT("renyi(1/2)", "uniform(0,1)", "uniform(1,2)"),
    SUPPORT("renyi(1/3)", "uniform(0,1)", "uniform(5,6)"),
    SUPPORT("renyi(1/2)", "point(0)", "normal(0,1)"),
    SUPPORT("renyi(9/10)", "bernoulli(0)", "bernoulli(1)"),
    SUPPORT("renyi(1/2)", "poisson(3)", "finite(-1: 1/2, 1/2: 1/2)"),
};
enum { ROWS = sizeof infinite_rows / sizeof *infinite_rows };

static const request fifteen_digits = {
    .digits = 15, .by = METHOD_AUTO, .budget = 5, .seed = 1, .samples = 1000};

static bool is_nan(ball b) { return !b.in || arf_is_nan(arb_midref(b.v)); }

static void check_infinite(const row *one, method by)
{
    request r = fifteen_digits;
    result out;
    r.by = by;
    if (!computed(one->name, one->p, one->q, &r, &out)) {
        cr_expect(by != METHOD_AUTO, "%s of %s, %s: no method", one->name, one->p, one->q);
        return;
    }
    cr_expect(out.decided || by != METHOD_AUTO, "%s of %s, %s: undecided", one->name, one->p, one->q);
    if (out.decided) {
        cr_expect(out.why == one->why, "%s of %s, %s, method %d: reason %d, not %d", one->name, one->p,
                  one->q, by, out.why, one->why);
        cr_expect(!is_nan(out.value) && !ball_is_finite(out.value), "%s of %s, %s, method %d: %g", one->name,
                  one->p, one->q, by, ball_double(out.value));
        cr_expect(out.grade == EVIDENCE_CERTIFIED || by == METHOD_QUADRATURE, "%s of %s, %s: grade %d",
                  one->name, one->p, one->q, out.grade);
    }
    result_clear(&out);
}

Test(infinite, with_the_right_reason)
{
    for (size_t i = 0; i < ROWS; i++)
        check_infinite(&infinite_rows[i], METHOD_AUTO);
}

Test(infinite, by_the_certified_route)
{
    for (size_t i = 0; i < ROWS; i++)
        check_infinite(&infinite_rows[i], METHOD_CERTIFIED);
}

/* JS, TV and the squared Hellinger distance of the same pairs: finite, and at most log 2, 1 and 1. */
Test(infinite, the_bounded_ones_never_are)
{
    static const char *const bounded[] = {"js", "tv", "hellinger2", "kolmogorov"};
    for (size_t i = 0; i < ROWS; i++)
        for (size_t k = 0; k < 4; k++) {
            const row *one = &infinite_rows[i];
            result out;
            if (!strncmp(one->p, "normal2", 7)
                || !computed(bounded[k], one->p, one->q, &fifteen_digits, &out))
                continue;
            bool finite = out.why == FINITE && ball_is_finite(out.value);
            cr_expect(finite && out.decided, "%s of %s, %s: %g", bounded[k], one->p, one->q,
                      ball_double(out.value));
            ball top = k == 0 ? ball_log2(out.storage) : ball_in(out.storage, ball_int(1));
            cr_expect(ball_at_most(out.value, top) != FAILS && ball_less(out.value, ball_int(0)) != HOLDS,
                      "%s of %s, %s: %g", bounded[k], one->p, one->q, ball_double(out.value));
            result_clear(&out);
        }
}

/* Just on the finite side. An empty value: finite, whatever it is. */
static const struct {
    const char *name, *p, *q, *value;
} finite_rows[] = {
    {"chi2", "normal(0,1.41421356)", "normal(0,1)", "1/(1.41421356*sqrt(2 - 1.41421356^2)) - 1"},
    {"chi2", "normal(0,sqrt(2 - 1e-12))", "normal(0,1)", "1/(sqrt(2 - 1e-12)*sqrt(1e-12)) - 1"},
    {"chi2", "exponential(1)", "exponential(2 - 1e-12)", "1e12/(2 - 1e-12) - 1"},
    {"chi2", "laplace(0,2 - 1e-9)", "laplace(0,1)", "1/(2 - 1e-9)/(2 - (2 - 1e-9))*1 - 1"},
    {"chi2", "gamma(1,1)", "gamma(2 - 1e-6,1)", ""},
    {"renyi(4/3)", "normal(0,2 - 1e-9)", "normal(0,1)", ""},
    {"kl", "normal(0,1)", "cauchy(0,1)", ""},
    {"chi2", "normal(0,1)", "cauchy(0,1)", ""},
    {"kl", "normal(0,1)", "gumbel(0,1)", "exp(1/2) - log(2*pi)/2 - 1/2"},
    {"kl", "gamma(3/2,1)", "inversegaussian(1,1)", ""},
    {"kl", "laplace(0,9/10)", "gumbel(0,1)", ""},
    {"kl", "pareto(1,3)", "weibull(1/2,1)", ""},
    {"kl", "lognormal(0,1)", "normal(0,1)", ""},
    {"kl", "weibull(1/3,1)", "lognormal(0,1)", ""},
    {"chi2", "gumbel(0,1)", "logistic(0,1)", ""},
    {"chi2", "weibull(2/3,1)", "cauchy(0,1)", ""},
    {"chi2", "inversegaussian(1,1)", "exponential(1)", ""},
    {"chi2", "lognormal(0,1)", "lognormal(0,1 + 1e-9)", ""},
    {"kl", "uniform(1/2,3/4)", "uniform(0,1)", "log(4)"},
    {"kl", "uniform(0,1 - 1e-30)", "uniform(0,1)", "-log(1 - 1e-30)"},
    {"kl", "point(0)", "bernoulli(1e-30)", "-log(1 - 1e-30)"},
    {"kl", "exponential(1)", "normal(0,1)", "log(2*pi)/2"}, /* -1 + E x^2/2 + log sqrt(2 pi) */
    {"kl", "binomial(9,1/2)", "1/2*binomial(8,1/2) + 1/2*point(9)", ""},
    {"kl", "binomial(1,1/4)", "finite(0: 1/2, 1: 1/2)", "3/4*log(3/2) + 1/4*log(1/2)"},
    {"kl", "geometric(1/2)", "poisson(1e-3)", ""},
    {"chi2", "poisson(1e3)", "geometric(1/2)", ""},
    {"chi2", "geometric(1/2)", "geometric(3/4 - 1e-12)", ""},
    {"kl", "student(2 + 1e-6)", "normal(0,1)", ""},
    {"kl", "student(3/2)", "cauchy(0,1)", ""},
    {"chi2", "student(3)", "student(5)", ""},
    {"chi2", "triangular(0,1,2)", "uniform(0,2)", "1/3"},
    {"renyi(3/2)", "uniform(0,2)", "triangular(0,1,2)",
     "log(2)"}, /* 2 log of 2^(-1/2) times the integral of x^(-1/2) on (0, 1) */
    {"kl", "pareto(1,1 + 1e-6)", "exponential(1)", ""},
    {"w1", "student(1/2)", "student(1/2,3)", "3"},
    {"w1", "cauchy(0,1)", "cauchy(3,1)", "3"},
    {"w2", "cauchy(0,1)", "cauchy(3,1)", "3"},
    {"wp(5)", "cauchy(0,1)", "cauchy(3,1)", "3"},
    {"kolmogorov", "cauchy(0,1)", "cauchy(1,2)", "1/4"},
    {"energy", "cauchy(0,1)", "cauchy(1,2)", ""},
    {"energy", "pareto(1,3/5)", "pareto(2,3/5)", ""},
    {"renyi(1/2)", "uniform(0,1)", "uniform(1 - 1e-30,2)", ""},
    {"renyi(1/2)", "normal(0,1)", "normal(1000,1)", "250000"}, /* a m^2/2 */
};

Test(infinite, finite_neighbours)
{
    for (size_t i = 0; i < sizeof finite_rows / sizeof *finite_rows; i++) {
        const char *name = finite_rows[i].name, *p = finite_rows[i].p, *q = finite_rows[i].q;
        result out;
        cr_assert(computed(name, p, q, &fifteen_digits, &out), "%s of %s, %s", name, p, q);
        cr_expect(out.why == FINITE && ball_is_finite(out.value) && out.decided,
                  "%s of %s, %s: %g, decided %d", name, p, q, ball_double(out.value), out.decided);
        if (*finite_rows[i].value)
            cr_expect(ball_overlaps(out.value, reference(out.storage, finite_rows[i].value)),
                      "%s of %s, %s: %.17g, not %s", name, p, q, ball_double(out.value),
                      finite_rows[i].value);
        result_clear(&out);
        request certified = fifteen_digits;
        certified.by = METHOD_CERTIFIED;
        certified.budget = 0.3; /* next to the boundary the tail is long: undecided is an answer */
        if (computed(name, p, q, &certified, &out)) {
            cr_expect(out.why == FINITE, "%s of %s, %s: reason %d by the certified route", name, p, q,
                      out.why);
            if (*finite_rows[i].value && out.why == FINITE)
                cr_expect(ball_overlaps(out.value, reference(out.storage, finite_rows[i].value)),
                          "%s of %s, %s, certified: %.17g, not %s", name, p, q, ball_double(out.value),
                          finite_rows[i].value);
            result_clear(&out);
        }
    }
}

/*
 * exp(-e^x): both densities vanish in double precision before p^2/q begins to rise. Where log q / log p still grows at the last place
 * that is seen, sums in double precision know nothing; where it has settled, they are right.
 */
Test(infinite, double_precision_does_not_answer_for_what_it_cannot_see)
{
    static const struct {
        const char *p, *q;
        bool known;
    } cases[] = {
        {"gumbel(0,3/2)", "1/6*gumbel(1/10,1.4985) + 5/6*beta(100,5)", false},
        {"gumbel(0,3/2)", "gumbel(1/10,1.4985)", false},
        {"gumbel(0,3/2)", "gumbel(1/10,1.6)", true},
        {"gumbel(0,1)", "gumbel(1/2,1)", true},
        {"weibull(30,1)", "weibull(30,1.1)", true},
    };
    request doubles = fifteen_digits;
    doubles.by = METHOD_QUADRATURE;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        result out, exact;
        bool known = computed("chi2", cases[i].p, cases[i].q, &doubles, &out);
        cr_expect_eq(known, cases[i].known, "chi2 of %s, %s", cases[i].p, cases[i].q);
        cr_assert(computed("chi2", cases[i].p, cases[i].q, &fifteen_digits, &exact));
        cr_expect_eq(exact.why, cases[i].known ? FINITE : INFINITE_TAIL, "chi2 of %s, %s", cases[i].p,
                     cases[i].q);
        if (known && exact.why == FINITE)
            cr_expect(ball_overlaps(out.value, ball_in(out.storage, exact.value)), "chi2 of %s, %s: %.17g",
                      cases[i].p, cases[i].q, ball_double(out.value));
        if (known)
            result_clear(&out);
        result_clear(&exact);
    }
}
