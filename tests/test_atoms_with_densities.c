/* Atoms, beside densities and without: divergences and distances against expressions. */
#include "divergence_checks.h"

TestSuite(atoms_with_densities, .init = quiet);

/*
 * P = 1/2 at 0 + N(0,1)/2 against Q = N(0,1): p = q/2 on the line, an atom that Q lacks. M = (P+Q)/2 has 1/4 at 0 and 3 q/4.
 * R = 1/2 at 1 + N(0,1)/2 shares the density with P and no atom. For W1: int |1(x >= 0) - Phi(x)| dx = E|Z|.
 */
static const struct {
    const char *name, *p, *q, *value; /* S, T: infinite by support, by tail */
} mixed[] = {
#define P_MIXED "1/2*point(0) + 1/2*normal(0, 1)"
#define Q_SMOOTH "normal(0, 1)"
#define R_MIXED "1/2*point(1) + 1/2*normal(0, 1)"
    {"kl", P_MIXED, Q_SMOOTH, "S"},
    {"reverse-kl", P_MIXED, Q_SMOOTH, "log(2)"},
    {"jeffreys", P_MIXED, Q_SMOOTH, "S"},
    {"js", P_MIXED, Q_SMOOTH, "log(2)/4 + log(2/3)/4 + log(4/3)/2"},
    {"tv", P_MIXED, Q_SMOOTH, "1/2"},
    {"hellinger2", P_MIXED, Q_SMOOTH, "1 - sqrt(1/2)"},
    {"chi2", P_MIXED, Q_SMOOTH, "S"},
    {"neyman", P_MIXED, Q_SMOOTH, "1"},
    {"renyi(1/3)", P_MIXED, Q_SMOOTH, "log(2)/2"},
    {"renyi(3)", P_MIXED, Q_SMOOTH, "S"},
    {"w1", P_MIXED, Q_SMOOTH, "sqrt(2/pi)/2"},
    {"kolmogorov", P_MIXED, Q_SMOOTH, "1/4"},
    {"kl", P_MIXED, R_MIXED, "S"},
    {"js", P_MIXED, R_MIXED, "log(2)/2"},
    {"tv", P_MIXED, R_MIXED, "1/2"},
    {"hellinger2", P_MIXED, R_MIXED, "1/2"},
    {"w1", P_MIXED, R_MIXED, "1/2"},
    {"energy", P_MIXED, R_MIXED, "sqrt(1/2)"},
    {"kolmogorov", P_MIXED, R_MIXED, "1/2"},
    /* the same atoms and densities in other proportions: two outcomes, 1/2 and 1/2 against 1/4 and 3/4 */
    {"kl", P_MIXED, "1/4*point(0) + 3/4*normal(0, 1)", "log(2)/2 + log(2/3)/2"},
    {"chi2", P_MIXED, "1/4*point(0) + 3/4*normal(0, 1)", "1/3"},
    {"neyman", P_MIXED, "1/4*point(0) + 3/4*normal(0, 1)", "1/4"},
    {"tv", P_MIXED, "1/4*point(0) + 3/4*normal(0, 1)", "1/4"},
    {"kl", "1/2*point(0) + 1/2*normal(0, 2)", "1/2*point(0) + 1/2*normal(0, 1)", "3/4 - log(2)/2"},
    {"chi2", "1/2*point(0) + 1/2*normal(0, 2)", "1/2*point(0) + 1/2*normal(0, 1)", "T"},
    {"chi2", "1/2*point(1) + 1/2*normal(0, 2)", "1/2*point(0) + 1/2*normal(0, 1)", "S"},
    {"kl", "1/2*poisson(2) + 1/2*normal(0, 1)", "1/2*poisson(1) + 1/2*normal(1, 1)", "log(2) - 1/2 + 1/4"},
    {"kl", "1/2*poisson(2) + 1/2*normal(0, 1)", "1/2*binomial(9, 1/2) + 1/2*normal(0, 1)", "S"},
    {"kl", "1/2*binomial(9, 1/2) + 1/2*uniform(0, 1)", "1/2*poisson(2) + 1/2*uniform(0, 1/2)", "S"},
    {"tv", "1/2*geometric(1/2) + 1/2*normal(0, 1)", "geometric(1/2)", "1/2"},
    {"js", "poisson(3)", "student(3)", "log(2)"},
    {"kl", "student(3)", "poisson(3)", "S"},
    {"tv", "poisson(3)", "student(3)", "1"},
    {"renyi(1/2)", "poisson(3)", "student(3)", "S"},
    /* distances between laws on atoms: moments about a point, E X^3 = l^3 + 3 l^2 + l for Poisson, 13 for geometric(1/2) */
    {"wp(3)", "poisson(2)", "point(0)", "22^(1/3)"},
    {"wp(3)", "geometric(1/2)", "point(0)", "13^(1/3)"},
    {"wp(3/2)", "binomial(2, 1/2)", "point(-1)", "(1/4 + 2^(3/2)/2 + 3^(3/2)/4)^(2/3)"},
    {"w2", "binomial(3, 1/2)", "finite(1: 1/8, 3: 3/8, 5: 3/8, 7: 1/8)",
     "sqrt(7)"}, /* X and 2X + 1: E (X + 1)^2 */
    {"w2", "geometric(1/2)", "1/2*point(0) + 1/2*point(1)",
     "sqrt(3/2)"},                                         /* the second half at n >= 1: E (X - 1)^2 */
    {"energy", "geometric(1/2)", "point(0)", "sqrt(2/3)"}, /* 2 E X - E|X - X'| = 2 - 4/3 */
    {"kolmogorov", "geometric(1/2)", "point(0)", "1/2"},
    {"kolmogorov", "1/2*point(sqrt(2)) + 1/2*poisson(1)", "1/2*point(sqrt(2)) + 1/2*geometric(1/2)",
     "1/4 - exp(-1)/2"},
    {"w1", "1/2*point(-1e100) + 1/2*poisson(1)", "1/2*point(1e100) + 1/2*poisson(1)", "1e100"},
    {"w2", "1e-40*point(1e30) + (1 - 1e-40)*poisson(1)", "poisson(1)", ""},
    /* the integer atoms of a finite law within a lattice law */
    {"tv", "1/2*point(2) + 1/2*poisson(1)", "poisson(1)", "1/2 - exp(-1)/4"},
    {"kl", "poisson(1)", "1/2*point(2) + 1/2*poisson(1)",
     "log(2)*(1 - exp(-1)/2) + exp(-1)/2*log((exp(-1)/2)/(1/2 + exp(-1)/4))"},
    {"kl", "1/2*point(2) + 1/2*geometric(1/2)", "geometric(1/2)", "9/16*log(9/2) - 7/16*log(2)"},
};

Test(atoms_with_densities, values_of_expressions, .timeout = 60)
{
    for (size_t i = 0; i < sizeof mixed / sizeof *mixed; i++) {
        const char *name = mixed[i].name, *p = mixed[i].p, *q = mixed[i].q, *value = mixed[i].value;
        request r = {.digits = 15, .by = METHOD_AUTO, .budget = 10};
        result out;
        cr_assert(computed(name, p, q, &r, &out));
        infinity_reason why = *value == 'S' ? INFINITE_SUPPORT : *value == 'T' ? INFINITE_TAIL : FINITE;
        cr_expect(out.decided && out.grade == EVIDENCE_CERTIFIED, "%s of %s, %s: undecided", name, p, q);
        cr_expect_eq(out.why, why, "%s of %s, %s: reason %d", name, p, q, out.why);
        if (why == FINITE && *value)
            cr_expect(ball_overlaps(out.value, reference(out.storage, value)), "%s of %s, %s: %.17g, not %s",
                      name, p, q, ball_double(out.value), value);
        result_clear(&out);
    }
}
