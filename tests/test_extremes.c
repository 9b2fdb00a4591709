/*
 * Parameters at the ends of what doubles hold, and beyond: the answer is right or undecided, never NaN as decided, and the budget
 * is kept within a factor.
 *
 * The value of some cases is known: far apart, JS = log 2, TV = H2 = 1; nearly equal, KL(N(0,1) || N(h,1)) = h^2/2.
 */
#include "divergence_checks.h"

TestSuite(extremes, .init = quiet);

static bool is_nan(ball b) { return !b.in || arf_is_nan(arb_midref(b.v)); }

/* ---- Right to the digits asked for ---- */

static const struct {
    const char *name, *p, *q;
    slong digits;
    const char *value;
} decided[] = {
    {"kl", "normal(0,1)", "normal(1e300,1)", 15, "1e600/2"},
    {"js", "normal(0,1)", "normal(1e300,1)", 15, "log(2)"},
    {"tv", "normal(0,1)", "normal(1e300,1)", 15, "1"},
    {"tv", "0.36*gumbel(-2.01,1)+0.64*student(1,-2,0.763)",
     "0.43*student(2.7,-2.12,2.1)+0.32*chi2(2)+0.25*uniform(-2.05,-2)", 15,
     "0.56093375966635308352534441914326"},
    {"tv", "rayleigh(1)", "rayleigh(1*1e0)", 15, "0"},
    {"w1", "normal(0,1)", "normal(1e300,1)", 15, "1e300"},
    {"w2", "normal(-1e300,1)", "normal(1e300,1)", 15, "2e300"},
    {"kolmogorov", "normal(0,1)", "normal(1e300,1)", 15, "1"},
    {"chi2", "normal(0,1)", "normal(1e3,1)", 15, "exp(1e6) - 1"},
    {"chi2", "normal(0,1)", "normal(1e9,1)", 15, "exp(1e18) - 1"},
    {"renyi(1/2)", "normal(0,1)", "normal(1e300,1)", 15, "1e600/4"},
    {"kl", "normal(0,1e-300)", "normal(0,1e300)", 15, "log(10)*600 - 1/2 + 1e-1200/2"},
    {"js", "normal(0,1e-300)", "normal(0,1e300)", 15, "log(2)"},
    {"kl", "normal(1e-300,1e-300)", "normal(0,1e-300)", 15, "1/2"},
    {"js", "normal(1e300,1e300)", "normal(0,1e300)", 30, "0.111421482184736179717236812217560244"},
    {"js", "normal(1e300,1)", "normal(1e300 + 1,1)", 30, "0.111421482184736179717236812217560244"},
    {"kl", "normal(0,1)", "normal(1e-10,1)", 15, "1e-20/2"},
    {"chi2", "normal(0,1)", "normal(1e-10,1)", 15, "exp(1e-20) - 1"},
    {"hellinger2", "normal(0,1)", "normal(1e-10,1)", 15, "1 - exp(-1e-20/8)"},
    {"kl", "normal(0,1)", "normal(1e-150,1)", 15, "1e-300/2"},
    {"w1", "1e-300*point(5) + (1 - 1e-300)*point(0)", "point(0)", 15, "5e-300"},
    {"tv", "1e-300*point(5) + (1 - 1e-300)*point(0)", "point(0)", 15, "1e-300"},
    {"kl", "point(0)", "1e-300*point(0) + (1 - 1e-300)*normal(0,1)", 15, "log(10)*300"},
    {"tv", "1/2*point(0) + 1/2*normal(0,1)", "normal(0,1)", 15, "1/2"},
    {"js", "1/2*point(0) + 1/2*normal(0,1)", "1/2*point(1) + 1/2*normal(0,1)", 15, "log(2)/2"},
    {"kl", "gamma(1e-3,1)", "gamma(1e-3,2)", 15, "(log(2) - 1/2)/1000"},
    {"kl", "gamma(1e6,1)", "gamma(1e6,2)", 15, "(log(2) - 1/2)*1e6"},
    {"tv", "uniform(0,1)", "uniform(1e-200,1)", 15, "1e-200"},
    {"kl", "bernoulli(1e-300)", "bernoulli(1/2)", 15, "log(2) + 1e-300*log(1e-300) - 1e-300"},
    {"js", "uniform(-1e300,1e300)", "uniform(0,1e-300)", 15, "log(2)"},
    {"kl", "normal(0,1)", "normal(1,2)", 300, "log(2) - 1/4"},
    {"js", "normal(0,1)", "normal(1,1)", 1, "0.111421482184736179717236812217560244"},
    {"js", "laplace(0,1)", "laplace(2,1)", 1, "0.247720375839478799065853585264750899"},
};

Test(extremes, known_values, .timeout = 120)
{
    for (size_t i = 0; i < sizeof decided / sizeof *decided; i++) {
        const char *name = decided[i].name, *p = decided[i].p, *q = decided[i].q;
        request r = {.digits = decided[i].digits, .by = METHOD_AUTO, .budget = 5};
        result out;
        cr_assert(computed(name, p, q, &r, &out), "%s of %s, %s", name, p, q);
        scope *s = scope_open(8000); /* 1e600 to 300 digits, and e^(1e18) */
        char *text = ball_text(out.value, 20);
        cr_expect(out.decided && out.why == FINITE, "%s of %s, %s: undecided, %.40s", name, p, q, text);
        cr_expect(ball_overlaps(out.value, reference(s, decided[i].value)), "%s of %s, %s: %.40s, not %s",
                  name, p, q, text, decided[i].value);
        cr_expect(ball_digits(out.value) >= decided[i].digits, "%s of %s, %s: %.40s", name, p, q, text);
        free(text);
        scope_close(s);
        result_clear(&out);
    }
}

/* ---- Three hundred digits by quadrature, against three hundred and forty at another precision ---- */

Test(extremes, three_hundred_digits, .timeout = 120)
{
    static const char *const cases[][3] = {{"js", "normal(0,1)", "normal(1,1)"},
                                           {"js", "laplace(0,1)", "normal(0,1)"},
                                           {"kl", "0.3*normal(-1,0.5) + 0.7*normal(2,1.5)", "normal(0,1)"},
                                           {"tv", "0.3*normal(-1,0.5) + 0.7*normal(2,1.5)", "normal(0,1)"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        result a, b;
        request r = {.digits = 300, .by = METHOD_CERTIFIED, .budget = 30};
        cr_assert(computed(cases[i][0], cases[i][1], cases[i][2], &r, &a));
        r.digits = 340;
        cr_assert(computed(cases[i][0], cases[i][1], cases[i][2], &r, &b));
        cr_expect(a.decided && ball_digits(a.value) >= 300, "%s of %s: %ld digits", cases[i][0], cases[i][1],
                  ball_digits(a.value));
        cr_expect(b.decided && ball_digits(b.value) >= 340, "%s of %s: %ld digits", cases[i][0], cases[i][1],
                  ball_digits(b.value));
        cr_expect(ball_overlaps(a.value, b.value), "%s of %s: disjoint", cases[i][0], cases[i][1]);
        result_clear(&a);
        result_clear(&b);
    }
}

/*
 * Anything goes, but NaN, nonsense and overtime. Not here: W2 by quadrature, laws with 10^5 atoms, gamma laws of shape 10^6, for
 * which a single attempt takes many seconds; the budget is looked at between attempts.
 */

static const char *const wild[] = {
    "normal(0,1)",
    "normal(1e300,1)",
    "normal(0,1e-300)",
    "normal(0,1e300)",
    "normal(1e-10,1)",
    "1e-300*normal(5,1) + (1 - 1e-300)*normal(0,1)",
    "0.5*point(1e300) + 0.5*normal(0,1)",
    "gamma(1e-3,1)",
    "gamma(1e4,1)",
    "gamma(10001,1)",
    "beta(1e-3,1e-3)",
    "beta(1e5,1e6)",
    "cauchy(0,1e-300)",
    "cauchy(1e300,1e300)",
    "laplace(1e300,1e-300)",
    "logistic(0,1e300)",
    "uniform(-1e300,1e300)",
    "uniform(0,1e-300)",
    "exponential(1e-300)",
    "exponential(1e300)",
    "poisson(1e-300)",
    "poisson(1e3)",
    "finite(-1e300: 1e-300, 1e300: 1 - 1e-300)",
};
enum { WILD = sizeof wild / sizeof *wild };

static const char *const names[] = {"kl",   "jeffreys",   "js", "js-distance", "tv",           "hellinger2",
                                    "chi2", "renyi(1/3)", "w1", "kolmogorov",  "cross-entropy"};
enum { NAMES = sizeof names / sizeof *names };

/* Undecided or not, what is reported holds: not negative, and at most the row's bound. */
static void check_sanity(const char *name, const char *p, const char *q, const result *r)
{
    if (r->decided)
        cr_expect(!is_nan(r->value), "%s of %s, %s: NaN is not a decision", name, p, q);
    if (strcmp(name, "cross-entropy"))
        cr_expect(ball_less(r->value, ball_int(0)) != HOLDS, "%s of %s, %s: negative, %g", name, p, q,
                  ball_double(r->value));
    bool unit = !strcmp(name, "tv") || !strcmp(name, "hellinger2") || !strcmp(name, "kolmogorov")
                || !strncmp(name, "js", 2);
    if (unit)
        cr_expect(r->why == FINITE && ball_less(ball_int(1), r->value) != HOLDS, "%s of %s, %s: %g", name, p,
                  q, ball_double(r->value));
    char *text = ball_text(r->value, 15);
    cr_expect(text && *text, "%s of %s, %s: no text", name, p, q);
    free(text);
}

Test(extremes, right_or_undecided_and_in_time, .timeout = 600)
{
    enum { STRIDE = 52 };
    static const double budget = 0.25;
    int all = 0, open = 0;
    double worst = 0;
    for (int i = 0, pair = 0; i < WILD; i++)
        for (int j = 0; j < WILD; j++, pair++)
            for (int k = 0; k < NAMES && pair % STRIDE < effort(); k++) {
                request r = {.digits = 12, .by = METHOD_AUTO, .budget = budget};
                result out;
                double start = scope_clock();
                if (!computed(names[k], wild[i], wild[j], &r, &out))
                    continue;
                double taken = scope_clock() - start;
                worst = fmax(worst, taken);
                check_sanity(names[k], wild[i], wild[j], &out);
                all++;
                open += !out.decided;
                result_clear(&out);
            }
    cr_log_info("%d values, %d undecided, the longest took %.2f s", all, open, worst);
    cr_expect(open * 5 < all, "%d of %d undecided", open, all);
}
