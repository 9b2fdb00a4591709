/*
 * Inequalities in one symbol are decided: against the least value that many samples show, a bound a little below it holds and
 * one a little above it fails. The samples are doubles and share no code with the decision.
 */
#include "calculus/logform.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SAMPLES = 40000, CASES = 120 };

static unsigned long state = 1;
static unsigned below(unsigned n)
{
    state = state * 6364136223846793005ul + 1442695040888963407ul;
    return (unsigned)(state >> 33) % n;
}

/* Each is bounded below on (0, ∞) with any weight ≥ 0, or a perturbation that the sum of the others overcomes at both ends. */
static double growth(double x) { return x + 1 / x; }
static double entropy(double x) { return x * log(x); }
static double mixed(double x) { return x * log(2 * x / (x + 1)); }
static double falling(double x) { return -log(x); }
static double rising(double x) { return log(1 + x); }
static double near_one(double x) { return x / (1 + x) * log(x); }
static double bent(double x) { return (x * x - 2) / (x * x + 1) * log(x + 2); }
static double pole(double x) { return (x - 3) * log(1 + x * x) / (x + 5); }

static const struct {
    const char *text;
    double (*value)(double x);
} parts[] = {{"(x*log(x))", entropy},
             {"(x*log(2*x/(x+1)))", mixed},
             {"(-log(x))", falling},
             {"log(1+x)", rising},
             {"(x/(1+x)*log(x))", near_one},
             {"((x^2-2)/(x^2+1)*log(x+2))", bent},
             {"((x-3)*log(1+x^2)/(x+5))", pole}};
enum { PARTS = sizeof parts / sizeof *parts };

typedef struct mixture {
    int weight[PARTS];
    char text[400];
} mixture;

static double value(const mixture *f, double x)
{
    double sum = 6 * growth(x);
    for (int i = 0; i < PARTS; i++)
        sum += f->weight[i] ? f->weight[i] * parts[i].value(x) : 0;
    return sum;
}

static mixture draw(void)
{
    mixture f = {.text = "6*(x+1/x)"};
    for (int i = 0; i < PARTS; i++) {
        bool bounded_below = i < 2;
        f.weight[i] = below(2) ? 0 : bounded_below ? (int)below(4) : (int)below(7) - 3;
        if (f.weight[i])
            snprintf(f.text + strlen(f.text), sizeof f.text - strlen(f.text), " + (%d)*%s", f.weight[i],
                     parts[i].text);
    }
    return f;
}

/* On x = e^u, u in [-6, 6], then on ever smaller intervals around the least; outside the growth outweighs all. */
static double least_by_samples(const mixture *f)
{
    double centre = 0, half = 6, best = INFINITY;
    for (int round = 0; round < 5; round++) {
        double at = centre;
        for (int i = 0; i <= SAMPLES / 5; i++) {
            double u = centre + half * (2.0 * i / (SAMPLES / 5) - 1), y = value(f, exp(u));
            if (y < best) {
                best = y;
                at = u;
            }
        }
        centre = at;
        half /= 100;
    }
    return best;
}

static verdict ask(const mixture *f, const char *relation, double bound, bool *refuted)
{
    logform_field *K = logform_field_open();
    error e = {.message = ""};
    logform_grounds grounds;
    char gap[500];
    snprintf(gap, sizeof gap, "%s - (%.17f)", f->text, bound);
    const logform *g = logform_parse(K, gap, &e);
    cr_assert(g, "%s: %s", gap, e.message);
    verdict is = (*relation == '>' ? logform_positive : logform_not_negative)(g, &grounds, &e);
    arb_t there;
    arb_init(there);
    *refuted = grounds.point && logform_value(there, g, grounds.point, 200, NULL) && arb_is_negative(there);
    arb_clear(there);
    logform_field_close(K);
    return is;
}

Test(logform_line, bounds_beside_the_least_value_are_decided)
{
    for (int i = 0; i < CASES; i++) {
        mixture f = draw();
        bool refuted;
        /* The last steps in log x are 1e-11, where second derivatives are below 1e3; rounding is below 1e-12. */
        double least = least_by_samples(&f), margin = 1e-6;
        cr_expect(ask(&f, ">", least - margin, &refuted) == HOLDS, "%s > %.9f", f.text, least - margin);
        cr_expect(ask(&f, "≥", least + margin, &refuted) == FAILS && refuted, "%s >= %.9f", f.text,
                  least + margin);
    }
}

Test(logform_line, a_pole_of_a_logarithm_is_seen)
{
    for (int i = 0; i < 30; i++) {
        mixture f = draw();
        bool refuted;
        snprintf(f.text + strlen(f.text), sizeof f.text - strlen(f.text), " + %d*x*log|x-1|/(1+x)",
                 1 + (int)below(3));
        cr_expect(ask(&f, "≥", -20, &refuted) == FAILS && refuted, "%s falls to -∞ at 1", f.text);
    }
}
