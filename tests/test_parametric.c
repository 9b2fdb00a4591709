/* Models with named free parameters: what they admit, and where a malformed one is at fault. */
#include "divergences/parametric.h"
#include <criterion/criterion.h>
#include <string.h>

Test(parametric, domains_are_those_of_the_slots)
{
    static const struct {
        const char *text, *name;
        domain in;
        bool alone;
    } cases[] = {
        {"normal(mu, sigma)", "mu", ANY_REAL, true},
        {"normal(mu, sigma)", "sigma", POSITIVE, true},
        {"normal(0, exp(s))", "s", ANY_REAL, false},
        {"normal(2*mu, 1)", "mu", ANY_REAL, false},
        {"uniform(a, b)", "b", ANY_REAL, true},
        {"uniform(b, a)", "a", ANY_REAL, true},
        {"bernoulli(p)", "p", PROBABILITY, true},
        {"w*point(0) + (1 - w)*point(1)", "w", PROBABILITY, true},
        {"exponential(scale=s)", "s", POSITIVE, true},
        {"beta(a, a)", "a", POSITIVE, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        error e = {.message = ""};
        model m;
        cr_assert(model_read(&m, cases[i].text, &e) && model_settle(&m, &e), "%s: %s", cases[i].text,
                  e.message);
        for (int k = 0; k < m.n; k++)
            if (!strcmp(m.free[k].name, cases[i].name)) {
                cr_assert(m.free[k].in == cases[i].in, "%s: %s in %d", cases[i].text, cases[i].name,
                          m.free[k].in);
                cr_assert((m.free[k].slot.component >= 0) == cases[i].alone, "%s: slot", cases[i].text);
            }
        model_clear(&m);
    }
}

Test(parametric, malformed_models_and_starts)
{
    static const struct {
        const char *text, *start;
        int position;
    } cases[] = {{"normal(mu, sigma", NULL, 16},
                 {"normal(0, 1)", NULL, -1},
                 {"nrmal(mu, 1)", NULL, 0},
                 {"normal(mu, 1)", "nu=1", 0},
                 {"normal(mu, 1)", "mu", 2},
                 {"normal(mu, s)", "mu=1,s=", 7},
                 {"normal(mu, s)", "mu=1 s=1", 5},
                 {"a*normal(0,1) + b*normal(1,1)", NULL, 0},
                 {"normal(a+b+c+d+e+f+g+h+i, 1)", NULL, 23}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        error e = {.message = "", .position = -2};
        model m;
        bool good = model_read(&m, cases[i].text, &e)
                    && (!cases[i].start || model_start(&m, cases[i].start, &e)) && model_settle(&m, &e);
        cr_assert(!good && e.message[0] && e.position == cases[i].position, "%s, %s: at %d, %s",
                  cases[i].text, cases[i].start ? cases[i].start : "", e.position, e.message);
        model_clear(&m);
    }
}
