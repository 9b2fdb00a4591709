/* The public interface: statuses, messages, clearing, and several threads at once. */
#include "ganproof.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

Test(public, values_to_the_digits_asked_for)
{
    static const struct {
        const char *name, *p, *q;
        int digits;
        const char *text; /* its beginning */
    } cases[] = {
        {"js", "normal(0,1)", "normal(1,1)", 30, "0.11142148218473617971723681221"},
        {"kl", "normal(0,1)", "normal(0,2)", 15, "0.318147180559945"},
        {"tv", "uniform(0,1)", "uniform(1/2,3/2)", 10, "0.5"},
        {"w1", "normal(0,1)", "normal(0,2)", 20, "0.7978845608028653558"},
        {"renyi(2)", "gamma(2,1)", "gamma(3,1)", 12, "0.693147180560"}, /* log(1 + chi2), chi2 = 1 */
        {"entropy", "exponential(1)", "exponential(1)", 5, "1"},
        {"kl", "beta(1,2)", "beta(2,1)", 1, "1"},
        {"js", "0.3*normal(-1,0.5) + 0.7*normal(2,1.5)", "normal(0,1)", 100,
         "0.147036062795045042966537658293446464"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        gp_value v;
        gp_status status = gp_divergence(cases[i].name, cases[i].p, cases[i].q, cases[i].digits, &v);
        cr_expect(status == GP_OK, "%s of %s, %s: status %d, %s", cases[i].name, cases[i].p, cases[i].q,
                  status, v.message);
        cr_assert(v.digits && v.lower && v.upper && v.evidence && v.method);
        cr_expect(!strncmp(v.digits, cases[i].text, strlen(cases[i].text)), "%s of %s, %s: %s, not %s",
                  cases[i].name, cases[i].p, cases[i].q, v.digits, cases[i].text);
        cr_expect(!strcmp(v.evidence, "certified") && !v.infinite && !v.message[0], "%s: %s", cases[i].name,
                  v.evidence);
        cr_expect(!strcmp(v.method, "closed-form") || !strcmp(v.method, "quadrature"), "%s: %s",
                  cases[i].name, v.method);
        /* The bounds enclose; as doubles they may be rounded by half an ulp. */
        double ulp = 2.3e-16 * fabs(v.value);
        cr_expect(strtod(v.lower, NULL) <= v.value + ulp && v.value <= strtod(v.upper, NULL) + ulp,
                  "%s <= %.17g <= %s", v.lower, v.value, v.upper);
        gp_value_clear(&v);
    }
}

Test(public, infinite_values_carry_their_reason)
{
    static const char *const cases[][4] = {{"kl", "uniform(0,1)", "uniform(1/2,3/2)", "support"},
                                           {"kl", "cauchy(0,1)", "normal(0,1)", "tail"},
                                           {"chi2", "normal(0,2)", "normal(0,1)", "tail"},
                                           {"w1", "cauchy(0,1)", "cauchy(0,2)", "tail"},
                                           {"renyi(1/2)", "point(0)", "point(1)", "support"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        gp_value v;
        gp_status status = gp_divergence(cases[i][0], cases[i][1], cases[i][2], 15, &v);
        cr_expect(status == GP_INFINITE && isinf(v.value) && v.value > 0, "%s: status %d, %g", cases[i][0],
                  status, v.value);
        cr_expect(v.infinite && !strcmp(v.infinite, cases[i][3]) && v.digits && !strcmp(v.digits, "inf"),
                  "%s of %s, %s: %s", cases[i][0], cases[i][1], cases[i][2],
                  v.infinite ? v.infinite : "no reason");
        gp_value_clear(&v);
    }
}

Test(public, units_and_a_law_that_is_not_needed)
{
    static const char *const cases[][4] = {{"js", "normal(0,1)", "normal(1,1)", "nats"},
                                           {"w2", "normal(0,1)", "normal(1,1)", "units of x"},
                                           {"tv", "normal(0,1)", "normal(1,1)", "1"},
                                           {"entropy", "normal(0,1)", NULL, "nats"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        gp_value v;
        gp_status status = gp_divergence(cases[i][0], cases[i][1], cases[i][2], 15, &v);
        cr_expect(status == GP_OK && v.unit && !strcmp(v.unit, cases[i][3]), "%s: status %d, unit %s, not %s",
                  cases[i][0], status, v.unit ? v.unit : "none", cases[i][3]);
        gp_value_clear(&v);
    }
}

Test(public, bad_input_is_named)
{
    static const struct {
        const char *name, *p, *q;
        int digits;
        const char *culprit; /* occurs in the message */
    } cases[] = {
        {"kl", "normal(0,1)", "normal(0,1)", 0, "digits"},
        {"kl", "normal(0,1)", "normal(0,1)", -5, "digits"},
        {"kl", "normal(0,1)", "normal(0,1)", 1001, "digits"},
        {"kll", "normal(0,1)", "normal(0,1)", 15, "kll"},
        {"", "normal(0,1)", "normal(0,1)", 15, "divergence"},
        {"renyi", "normal(0,1)", "normal(0,1)", 15, "renyi"},
        {"renyi(0)", "normal(0,1)", "normal(0,1)", 15, "order"},
        {"wp(1/2)", "normal(0,1)", "normal(0,1)", 15, "order"},
        {"kl", "nrmal(0,1)", "normal(0,1)", 15, "nrmal"},
        {"kl", "normal(0,1)", "normal(0,-1)", 15, "sd"},
        {"kl", "normal(0,0)", "normal(0,1)", 15, "sd"},
        {"kl", "uniform(1,0)", "normal(0,1)", 15, ""},
        {"kl", "0.5*normal(0,1) + 0.4*normal(1,1)", "normal(0,1)", 15, "weight"},
        {"kl", "", "normal(0,1)", 15, ""},
        {"kl", "normal(0,1", "normal(0,1)", 15, ""},
        {"kl", "normal(0,1) rubbish", "normal(0,1)", 15, ""},
        {"kl", "normal(1/0,1)", "normal(0,1)", 15, ""},
        {"kl", "samples(\"/nonexistent/file.csv\")", "normal(0,1)", 15, "/nonexistent/file.csv"},
        {"kl", "normal(theta,1)", "normal(0,1)", 15, "theta"},
        {"kl", "normal2(0,0,1,1,0)", "normal(0,1)", 15, "dimension"},
        {"kl", "normal(0,1)", NULL, 15, "law Q"},
        {"kl", NULL, "normal(0,1)", 15, "law P"},
        {NULL, "normal(0,1)", "normal(0,1)", 15, "divergence"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        gp_value v;
        gp_status status = gp_divergence(cases[i].name, cases[i].p, cases[i].q, cases[i].digits, &v);
        cr_expect(status == GP_BAD_INPUT, "%s of %s, %s, %d digits: status %d", cases[i].name, cases[i].p,
                  cases[i].q, cases[i].digits, status);
        cr_expect(v.message[0] && strlen(v.message) < sizeof v.message && !strchr(v.message, '\n'),
                  "%s of %s: '%s'", cases[i].name, cases[i].p, v.message);
        cr_expect(strstr(v.message, cases[i].culprit), "%s of %s, %s: '%s' does not name %s", cases[i].name,
                  cases[i].p, cases[i].q, v.message, cases[i].culprit);
        cr_expect(!v.digits && !v.lower && !v.upper && !v.infinite && isnan(v.value),
                  "%s: a value in spite of bad input", cases[i].name);
        gp_value_clear(&v);
    }
}

Test(public, clearing_twice_does_no_harm)
{
    gp_value v;
    cr_assert_eq(gp_divergence("tv", "normal(0,1)", "normal(1,1)", 15, &v), GP_OK);
    gp_value_clear(&v);
    cr_expect(!v.digits && !v.lower && !v.upper && isnan(v.value));
    gp_value_clear(&v);
    cr_expect(gp_version() && strlen(gp_version()) >= 5, "version %s", gp_version());
}

/* ---- Threads ---- */

enum { THREADS = 6, ROUNDS = 6 };

static const char *const asked[ROUNDS][3] = {
    {"js", "normal(0,1)", "normal(1,1)"},       {"tv", "gamma(2,1)", "gamma(3,1)"},
    {"js", "beta(1/2,1/2)", "uniform(0,1)"},    {"w1", "0.5*normal(0,1) + 0.5*laplace(1,1)", "logistic(0,1)"},
    {"hellinger2", "poisson(2)", "poisson(3)"}, {"kl", "0.3*cauchy(0,1) + 0.7*normal(1,1)", "cauchy(0,1)"}};

typedef struct worker {
    int first;
    char *digits[ROUNDS];
} worker;

static void *work(void *state)
{
    worker *w = state;
    for (int i = 0; i < ROUNDS; i++) {
        int at = (w->first + i) % ROUNDS;
        gp_value v, bad;
        if (gp_divergence(asked[at][0], asked[at][1], asked[at][2], 25, &v) == GP_OK)
            w->digits[at] = strdup(v.digits);
        gp_value_clear(&v);
        gp_divergence("kl", "normal(0,", "normal(0,1)", 15,
                      &bad); /* errors are values, in every thread its own */
        gp_value_clear(&bad);
    }
    gp_thread_cleanup();
    return NULL;
}

/* GSL's handler: the caller's own, which is not to be asked while the library works, and to be there again afterwards. */
static int troubles;
static void note(const char *reason, const char *file, int line, int number)
{
    (void)reason, (void)file, (void)line, (void)number;
    troubles++;
}

Test(public, threads_get_the_same_digits, .timeout = 120)
{
    gsl_set_error_handler(note);
    pthread_t id[THREADS];
    worker all[THREADS + 1] = {{0}};
    for (int i = 0; i < THREADS; i++) {
        all[i].first = i;
        cr_assert(!pthread_create(&id[i], NULL, work, &all[i]));
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(id[i], NULL);
    work(&all[THREADS]);
    cr_expect(gsl_set_error_handler(NULL) == note && !troubles, "%d of GSL's errors reached the caller",
              troubles);
    for (int k = 0; k < ROUNDS; k++)
        for (int i = 0; i <= THREADS; i++) {
            cr_expect(all[i].digits[k] && !strcmp(all[i].digits[k], all[THREADS].digits[k]),
                      "%s in thread %d: %s", asked[k][0], i,
                      all[i].digits[k] ? all[i].digits[k] : "no value");
        }
    for (int k = 0; k < ROUNDS; k++)
        for (int i = 0; i <= THREADS; i++)
            free(all[i].digits[k]);
}

Test(public, sweeps)
{
    char message[GP_MESSAGE];
    double theta, value[3], off[3];
    gp_sweep *s = gp_sweep_open("kl, js,renyi(1/2)", "normal(0,1)", "normal(theta,1)", "-1", "1", 3, message);
    cr_assert(s, "%s", message);
    for (long i = 0; i < 3; i++) {
        cr_expect_eq(gp_sweep_row(s, i, &theta, value, off, message), GP_OK, "%s", message);
        cr_expect_eq(theta, (double)(i - 1));
        cr_expect(fabs(value[0] - theta * theta / 2) <= off[0] && off[0] <= 1e-12, "KL: %g +- %g", value[0],
                  off[0]);
        cr_expect(fabs(value[2] - theta * theta / 4) <= off[2], "Renyi: %g +- %g", value[2], off[2]);
    }
    cr_expect_eq(gp_sweep_row(s, 3, &theta, value, off, message), GP_BAD_INPUT);
    cr_expect(strstr(message, "row 3"), "%s", message);
    gp_sweep_close(s);

    s = gp_sweep_open("kl", "uniform(0,1)", "uniform(theta,1)", "0", "1/2", 2, NULL);
    cr_assert(s);
    cr_expect_eq(gp_sweep_row(s, 0, &theta, value, NULL, NULL), GP_OK);
    cr_expect_eq(gp_sweep_row(s, 1, &theta, value, NULL, NULL), GP_OK);
    cr_expect(isinf(value[0]), "%g", value[0]);
    gp_sweep_close(s);

    s = gp_sweep_open("kl", "normal(0,1)", "normal(0,theta)", "-1", "1", 3, NULL);
    cr_assert(s);
    cr_expect_eq(gp_sweep_row(s, 0, &theta, value, off, message), GP_BAD_INPUT);
    cr_expect(strstr(message, "not positive"), "%s", message);
    cr_expect_eq(gp_sweep_row(s, 2, &theta, value, off, message), GP_OK, "%s", message);
    gp_sweep_close(s);

    static const char *const bad[][3] = {
        {"kl,frob", "-1", "1"}, {"kl", "-1", "1 2"}, {"kl", "one", "1"}, {"", "-1", "1"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        message[0] = 0;
        cr_expect_null(
            gp_sweep_open(bad[i][0], "normal(0,1)", "normal(theta,1)", bad[i][1], bad[i][2], 3, message));
        cr_expect(message[0], "%s, %s, %s", bad[i][0], bad[i][1], bad[i][2]);
    }
    cr_expect_null(gp_sweep_open("kl", "normal(0,1)", NULL, "0", "1", 3, message));
    cr_expect_null(gp_sweep_open(NULL, "normal(0,1)", NULL, "0", "1", 3, message));
    cr_expect_null(gp_sweep_open("kl", "normal(0,1)", "normal(1,1)", "0", NULL, 3, message));
    cr_expect_null(gp_sweep_open("kl", "normal(0,1)", "normal(1,1)", "0", "1", 0, message));
    gp_sweep_close(NULL);
}
