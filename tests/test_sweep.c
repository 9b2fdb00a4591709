/*
 * Sweeps: every value within the stated accuracy of the certified one, at thetas where doubles are sure and where they are
 * not; theta itself; and programs of parameters, whose errors are claims as well.
 */
#include "divergences/sweep.h"
#include "number/random.h"
#include "number/real_program.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Programs ---- */

typedef struct binding {
    real theta;
} binding;
static real look_up(void *state, real_pool *pool, const char *name)
{
    return (void)pool, strcmp(name, "theta") ? NULL : ((binding *)state)->theta;
}

static real read_with(real_pool *pool, const char *text, real theta)
{
    binding b = {theta};
    real_names names = {look_up, &b, "theta"};
    int at = 0;
    error e;
    real read = real_parse(pool, text, &at, &names, &e);
    cr_assert(read, "%s", text);
    return read;
}

Test(sweep, programs_bound_their_errors)
{
    static const char *const texts[] = {"theta",
                                        "theta - 1/3",
                                        "1e6 + theta - 1000000.1",
                                        "(theta^2 + 1)/(3 - theta)",
                                        "1/(1e6 + theta - 1000003.3)",
                                        "sqrt(theta + 5)*exp(-theta/7)",
                                        "log(4 + theta)^2 - pi",
                                        "exp(theta)^(1/3)",
                                        "-(theta - 2)^3",
                                        "(theta + 10)^theta"};
    real_pool *pool = real_pool_open();
    real box = real_interval(pool, real_int(pool, -3), real_int(pool, 2));
    random_stream *r = random_open(5, 0);
    double narrowest = INFINITY;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        real_program *p = real_compile(read_with(pool, texts[i], box), box);
        cr_assert(p, "%s", texts[i]);
        for (int k = 0; k < 200; k++) {
            double x = -3 + 5 * random_uniform(r), off, value = real_program_at(p, x, 0, &off);
            scope *s = scope_open(128);
            ball truth = real_ball(s, read_with(pool, texts[i], real_from_double(pool, x)));
            ball claimed = ball_widen(ball_exact_double(s, value), ball_exact_double(s, off));
            cr_expect(isfinite(off) && ball_contains(claimed, truth), "%s at %.17g: %.17g +- %.2g", texts[i],
                      x, value, off);
            if (value != 0)
                narrowest = fmin(narrowest, off / fabs(value));
            scope_close(s);
        }
        real_program_free(p);
    }
    cr_expect(narrowest < 4e-15, "%g", narrowest);
    random_close(r);
    real_pool_close(pool);
}

Test(sweep, programs_know_where_they_are_not_defined)
{
    static const struct {
        const char *text;
        double x;
    } rows[] = {{"1/(theta - 1)", 1},
                {"sqrt(theta)", -1},
                {"log(theta)", 0},
                {"(theta - 2)^(1/2)", 1},
                {"exp(theta*1000)", 1}};
    real_pool *pool = real_pool_open();
    real box = real_interval(pool, real_int(pool, -3), real_int(pool, 2));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        real_program *p = real_compile(read_with(pool, rows[i].text, box), box);
        double off = 0, value = p ? real_program_at(p, rows[i].x, 0, &off) : NAN;
        cr_expect(!isfinite(off) || !isfinite(value), "%s: %g +- %g", rows[i].text, value, off);
        real_program_free(p);
    }
    real other = real_interval(pool, real_int(pool, 0), real_int(pool, 1));
    cr_expect_null(real_compile(real_add(pool, box, other), box), "another symbol");
    real_pool_close(pool);
}

/* ---- Sweeps ---- */

static const char *const names[] = {"kl",   "reverse-kl", "js", "tv",        "hellinger2",
                                    "chi2", "renyi(1/2)", "w1", "kolmogorov"};
enum { NAMES = sizeof names / sizeof *names };

static const struct {
    const char *p, *q, *from, *to;
    long count;
} sweeps[] = {
    {"normal(0, 1)", "0.3*normal(theta - 1, 0.5) + 0.7*normal(theta + 2, 1.5)", "-4", "4", 7},
    {"normal(0, 1)", "theta*normal(0, 1) + (1 - theta)*normal(2, 1/3)", "0", "1", 5},
    {"uniform(0, 1)", "uniform(theta, theta + 1)", "-1", "1", 5},  /* infinite but in the middle */
    {"uniform(0, 1)", "uniform(-theta^2, 1)", "-1e-9", "1e-9", 3}, /* ends that doubles cannot tell apart */
    {"uniform(0, 1 + theta)", "uniform(0, 1)", "-1e-17", "1e-17", 3}, /* equal as doubles */
    {"laplace(theta, 1)", "0.5*laplace(0, 1) + 0.5*cauchy(0, 2)", "-1", "1", 3},
    {"exponential(rate=exp(theta))", "gamma(2 + theta, 1)", "-1", "1", 3}, /* chi2 is infinite for some */
    {"normal(sqrt(2)*theta, 1)", "normal(0, 2)", "1/3", "sqrt(5)", 3},
    {"cauchy(0, 1)", "normal(theta, 1)", "0", "1", 2}, /* infinite by the tail */
    {"poisson(theta)", "poisson(3)", "1", "3", 3},
};

static bool contains(const sweep_value *v, ball truth)
{
    scope *s = scope_open(128);
    ball claimed = ball_widen(ball_exact_double(s, v->value), ball_exact_double(s, v->error));
    bool well = ball_overlaps(claimed, truth);
    scope_close(s);
    return well;
}

/* The truth, by another parsing of the laws and the certified routes alone. */
static void compare(size_t row, const divergence *d, size_t k, double theta, const sweep_laws *l,
                    const sweep_value *v)
{
    scope *s = scope_open(128);
    enclosure truth;
    bool known = divergence_enclose(s, d[k], l->l[0], l->l[1], 48, METHOD_AUTO, &truth);
    bool finite = truth.why == FINITE;
    if (v->known && known && !finite)
        cr_expect(isinf(v->value) && v->why == truth.why, "row %zu %s at %g: %g, not infinite (%d, %d)", row,
                  names[k], theta, v->value, v->why, truth.why);
    else if (v->known && known && ball_is_finite(truth.value))
        cr_expect(isfinite(v->value) && contains(v, truth.value)
                      && v->error <= 1e-12 * fmax(1, fabs(v->value)),
                  "row %zu %s at %g: %.17g +- %.2g, but %.17g", row, names[k], theta, v->value, v->error,
                  ball_double(truth.value));
    scope_close(s);
}

static int check_sweep(size_t row, real_pool *pool, const divergence *d)
{
    error e;
    int at = 0, known = 0, side;
    theta_grid g = {.count = sweeps[row].count};
    g.from = real_parse(pool, sweeps[row].from, &at, NULL, &e);
    at = 0;
    g.to = real_parse(pool, sweeps[row].to, &at, NULL, &e);
    sweep *s = sweep_make(d, NAMES, sweeps[row].p, sweeps[row].q, &g, &sweep_accuracy_default, &e);
    cr_assert(s);
    sweep_worker *w = sweep_worker_open(s);
    for (long i = 0; i < g.count; i++) {
        sweep_value out[NAMES];
        sweep_laws l;
        double theta, exact = real_double(theta_at(&g, pool, i));
        cr_expect(sweep_check(w, i, &side, &e), "row %zu: %s", row, e.message);
        cr_assert(sweep_at(w, i, &theta, out, &e), "row %zu: %s", row, e.message);
        cr_expect_eq(theta, exact, "row %zu: theta %a is not %a", row, theta, exact);
        cr_assert(sweep_laws_read(s, i, &l, &side, &e));
        for (size_t k = 0; k < NAMES; k++) {
            compare(row, d, k, theta, &l, &out[k]);
            known += out[k].known;
        }
        sweep_laws_clear(&l);
    }
    sweep_worker_close(w);
    sweep_free(s);
    return known;
}

Test(sweep, values_are_within_the_stated_accuracy)
{
    gsl_set_error_handler_off();
    real_pool *pool = real_pool_open();
    divergence d[NAMES];
    long wanted = 0, known = 0;
    for (size_t k = 0; k < NAMES; k++)
        cr_assert(divergence_parse(names[k], pool, &d[k], NULL));
    for (size_t row = 0; row < sizeof sweeps / sizeof *sweeps; row++) {
        wanted += sweeps[row].count * NAMES;
        known += check_sweep(row, pool, d);
    }
    cr_log_info("%ld of %ld known", known, wanted);
    cr_expect(20 * known > 19 * wanted, "%ld of %ld known", known, wanted);
    real_pool_close(pool);
}

/* A law that is not possible somewhere is found there, with the parser's words. */
Test(sweep, impossible_laws_are_met_where_they_are)
{
    static const struct {
        const char *q, *word;
        long first;
    } rows[] = {{"normal(0, theta)", "positive", 4}, /* theta = 0 */
                {"uniform(-1, theta)", "", 8},
                {"theta*normal(0, 1) + 1/2*normal(1, 1)", "sum", 0},
                {"norml(theta, 1)", "norml", 0},
                {"0.4*normal(0, 1) + 0.6*normal(0, 1 - theta)", "positive", 0}};
    real_pool *pool = real_pool_open();
    divergence d;
    cr_assert(divergence_parse("js", pool, &d, NULL));
    theta_grid g = {real_int(pool, 1), real_int(pool, -1), 9};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        error e;
        sweep *s = sweep_make(&d, 1, "normal(0, 1)", rows[i].q, &g, &sweep_accuracy_default, &e);
        sweep_worker *w = sweep_worker_open(s);
        long first = -1;
        for (long k = 0; k < g.count && first < 0; k++) {
            int side = -1;
            error why = {.message = ""};
            if (!sweep_check(w, k, &side, &why)) {
                first = k;
                cr_expect(side == 1 && strstr(why.message, rows[i].word), "%s: side %d, %s", rows[i].q, side,
                          why.message);
            }
        }
        cr_expect_eq(first, rows[i].first, "%s: %ld", rows[i].q, first);
        sweep_worker_close(w);
        sweep_free(s);
    }
    real_pool_close(pool);
}
