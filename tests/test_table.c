/*
 * Laws over the whole table of random pairs (random_pairs.h): every family against every family, in every regime. GANPROOF_EFFORT
 * multiplies the pairs; bench_table reports more about them. The hard pairs of data/hard_pairs.tsv are run by name.
 */
#include "divergence_checks.h"
#include "table_run.h"

TestSuite(table, .init = quiet);

enum { PAIRS_OF_A_REGIME = 2 };

static request quick_request(slong digits)
{
    request r = request_default;
    r.by = METHOD_CERTIFIED;
    r.digits = digits;
    r.budget = 1;
    return r;
}

typedef void (*pair_check)(const char *regime_name, const random_pair *pair, int *held, int *asked);

static void over_the_table(pair_check check, uint64_t seed, const char *claim, double share)
{
    int held = 0, asked = 0;
    for (int k = 0; k < REGIMES; k++)
        for (int i = 0; i < PAIRS_OF_A_REGIME * effort(); i++) {
            random_pair pair = draw_pair(seed, (regime)k, (uint64_t)i);
            check(regime_names[k], &pair, &held, &asked);
        }
    cr_expect(held > share * asked, "%s: %d of %d, the others undecided", claim, held, asked);
}

/* ---- The double-precision route shares nothing with the certified one, and both claim an error. ---- */

static const char *const routed[] = {"js",   "kl",         "tv",         "hellinger2",
                                     "chi2", "renyi(1/2)", "renyi(3/2)", "jeffreys"};

static void routes_agree(const char *where, const random_pair *pair, int *held, int *asked)
{
    request r = quick_request(12);
    for (size_t k = 0; k < sizeof routed / sizeof *routed; k++) {
        entry e = table_entry(routed[k], pair, &r);
        cr_expect(!e.clash, "%s, %s of %s, %s: %.17g +- %.2g but %.17g +- %.2g", where, routed[k], pair->p,
                  pair->q, e.is == INFINITE ? INFINITY : e.value, e.radius, e.peer.value, e.peer.error);
        cr_expect(e.is != NO_ROUTE, "%s, %s of %s, %s: no route", where, routed[k], pair->p, pair->q);
        (*asked)++;
        *held += e.is == DECIDED || e.is == INFINITE;
    }
}

Test(table, certified_and_double_agree, .timeout = 300)
{
    over_the_table(routes_agree, 101, "decided to twelve digits", 0.93);
}

/* ---- Non-negative, and 0 for equal laws only; symmetric where it is claimed; exchanged where it is named so ---- */

static void twins_agree(const char *name, const char *twin, const random_pair *pair, int *held, int *asked)
{
    request r = quick_request(10);
    result a, b;
    if (!computed(name, pair->p, pair->q, &r, &a))
        return;
    if (computed(twin, pair->q, pair->p, &r, &b)) {
        bool both = a.decided && b.decided, alike = a.why == b.why;
        (*asked)++;
        *held += both;
        cr_expect(!both || (alike && (a.why != FINITE || ball_overlaps(a.value, b.value))),
                  "%s and %s of %s, %s exchanged: %.17g, %.17g", name, twin, pair->p, pair->q,
                  ball_double(a.value), ball_double(b.value));
        cr_expect(!a.decided || a.why != FINITE || !strcmp(pair->p, pair->q)
                      || ball_positive(a.value) == HOLDS,
                  "%s of %s, %s: %.17g", name, pair->p, pair->q, ball_double(a.value));
        result_clear(&b);
    }
    result_clear(&a);
}

static void exchange(const char *where, const random_pair *pair, int *held, int *asked)
{
    static const char *const twins[][2] = {
        {"js", "js"}, {"kl", "reverse-kl"},     {"hellinger2", "hellinger2"}, {"chi2", "neyman"},
        {"tv", "tv"}, {"jeffreys", "jeffreys"}, {"renyi(1/2)", "renyi(1/2)"}};
    (void)where;
    for (size_t k = 0; k < sizeof twins / sizeof *twins; k++)
        twins_agree(twins[k][0], twins[k][1], pair, held, asked);
}

Test(table, exchanging_the_laws, .timeout = 300) { over_the_table(exchange, 102, "decided both ways", 0.9); }

/* ---- Data processing: knowing only whether X <= x makes no divergence larger ---- */

typedef struct cells {
    ball P[2], Q[2];
} cells;

static ball js_term(ball P, ball Q)
{
    ball half_sum = ball_scale2(ball_add(P, Q), -1);
    ball both = ball_add(ball_xlogx(P), ball_xlogx(Q));
    return ball_scale2(ball_sub(both, ball_scale2(ball_xlogx(half_sum), 1)), -1);
}
static ball kl_term(ball P, ball Q) { return ball_sub(ball_xlogx(P), ball_mul(P, ball_log(Q))); }
static ball tv_term(ball P, ball Q) { return ball_scale2(ball_abs(ball_sub(P, Q)), -1); }
static ball chi2_term(ball P, ball Q) { return ball_div(ball_sqr(ball_sub(P, Q)), Q); }
static ball hellinger_term(ball P, ball Q)
{
    return ball_scale2(ball_sqr(ball_sub(ball_sqrt(P), ball_sqrt(Q))), -1);
}

static const struct {
    const char *name;
    ball (*cell)(ball P, ball Q);
} coarse[] = {
    {"js", js_term}, {"kl", kl_term}, {"tv", tv_term}, {"chi2", chi2_term}, {"hellinger2", hellinger_term}};

static cells cells_at(scope *s, const law *p, const law *q, double at)
{
    ball x = ball_exact_double(s, at);
    return (cells){{law_cdf(s, p, x), law_sf(s, p, x)}, {law_cdf(s, q, x), law_sf(s, q, x)}};
}

static void two_cells(const char *where, const random_pair *pair, int *held, int *asked)
{
    static const double levels[] = {0.3, 0.9};
    request r = quick_request(10);
    scope *s = scope_open(160);
    law *p = read_law(pair->p), *q = read_law(pair->q);
    for (size_t k = 0; k < sizeof coarse / sizeof *coarse; k++) {
        result fine;
        if (!computed(coarse[k].name, pair->p, pair->q, &r, &fine))
            continue;
        for (int i = 0; i < 2; i++) {
            cells c = cells_at(s, p, q, law_quantile_double(i ? q : p, levels[i]));
            ball sum = ball_add(coarse[k].cell(c.P[0], c.Q[0]), coarse[k].cell(c.P[1], c.Q[1]));
            verdict less = fine.why != FINITE ? HOLDS : ball_at_most(sum, fine.value);
            (*asked)++;
            *held += less == HOLDS;
            cr_expect(less != FAILS, "%s, %s of %s, %s: %.17g, of two cells %.17g", where, coarse[k].name,
                      pair->p, pair->q, ball_double(fine.value), ball_double(sum));
        }
        result_clear(&fine);
    }
    law_free(p);
    law_free(q);
    scope_close(s);
}

Test(table, two_cells_are_nearer, .timeout = 300)
{
    over_the_table(two_cells, 103, "certainly at most", 0.8);
}

/* ---- Two precisions: enclosures of one value meet, decided or not ---- */

static void precisions_meet(const char *where, const random_pair *pair, int *held, int *asked)
{
    for (size_t k = 0; k < TABLE_NAMES; k++) {
        request few = quick_request(5), many = quick_request(18);
        result a, b;
        if (!computed(table_names[k], pair->p, pair->q, &few, &a))
            continue;
        if (computed(table_names[k], pair->p, pair->q, &many, &b)) {
            bool known = a.decided && b.decided;
            (*asked)++;
            *held += known;
            cr_expect(!known || a.why == b.why, "%s, %s of %s, %s: infinite at one precision", where,
                      table_names[k], pair->p, pair->q);
            cr_expect(a.why != FINITE || b.why != FINITE || ball_overlaps(a.value, b.value),
                      "%s, %s of %s, %s: %.17g +- %.2g, then %.17g +- %.2g", where, table_names[k], pair->p,
                      pair->q, ball_double(a.value), ball_radius(a.value), ball_double(b.value),
                      ball_radius(b.value));
            result_clear(&b);
        }
        result_clear(&a);
    }
}

Test(table, two_precisions_meet, .timeout = 300)
{
    over_the_table(precisions_meet, 104, "decided twice", 0.9);
}

/* ---- The hard pairs ---- */

Test(table, hard_pairs, .timeout = 300)
{
    char path[1000], line[1000];
    const char *root = getenv("GANPROOF_SOURCE");
    snprintf(path, sizeof path, "%s/data/hard_pairs.tsv", root ? root : ".");
    FILE *f = fopen(path, "r");
    cr_assert(f, "%s", path);
    int rows = 0;
    while (fgets(line, sizeof line, f)) {
        char *rest = line;
        line[strcspn(line, "\n")] = 0;
        if (*line == '#')
            continue;
        const char *name = strsep(&rest, "\t"), *p = strsep(&rest, "\t"), *q = strsep(&rest, "\t"),
                   *value = strsep(&rest, "\t");
        cr_assert(value, "%s", line);
        request r = quick_request(15);
        r.budget = 10; /* some need a good part of a second, on a machine that does nothing else */
        result found;
        scope *s = scope_open(400);
        cr_assert(computed(name, p, q, &r, &found), "%s of %s, %s: no route", name, p, q);
        cr_expect(found.decided && ball_overlaps(found.value, reference(s, value)),
                  "%s of %s, %s: %.17g +- %.2g, not %s", name, p, q, ball_double(found.value),
                  ball_radius(found.value), value);
        result_clear(&found);
        scope_close(s);
        rows++;
    }
    fclose(f);
    cr_expect(rows >= 15, "%d rows only", rows);
}

/* ---- A hopeless attempt ends with the budget, and with the digits that a glance has found. ---- */

Test(table, a_budget_is_a_budget, .timeout = 60)
{
    static const char *const names[] = {"js", "kl", "tv", "hellinger2"};
    for (size_t k = 0; k < 4; k++) {
        request r = quick_request(1000);
        r.budget = 0.25;
        result found;
        double start = scope_work();
        cr_assert(computed(names[k], "0.3*student(5/2,0,1)+0.7*logistic(1,1)",
                           "0.5*cauchy(0,1)+0.5*gamma(1/10,1)", &r, &found));
        double spent = scope_work() - start;
        cr_expect(spent < 8, "%s: %g s of work for a budget of %g s", names[k], spent, r.budget);
        cr_expect(ball_digits(found.value) >= 4, "%s: %g +- %g", names[k], ball_double(found.value),
                  ball_radius(found.value));
        result_clear(&found);
    }
}

/* As many differences of log densities as pairs of components: compiling them ends with the budget, too. */
Test(table, a_budget_is_a_budget_for_many_components, .timeout = 60)
{
    enum { COMPONENTS = 160 };
    static char text[COMPONENTS * 40];
    int length = 0;
    for (int i = 0; i < COMPONENTS; i++)
        length += snprintf(text + length, sizeof text - (size_t)length, "%s1/%d*normal(%d/10,1/7)",
                           i ? "+" : "", COMPONENTS, i);
    request r = quick_request(15);
    r.budget = 0.1;
    result found;
    double start = scope_work();
    cr_assert(computed("tv", text, "normal(8,9)", &r, &found));
    double spent =
        scope_work()
        - start; /* far more than the budget is spent by a partition of the line; 40 s without its end */
    cr_expect(spent < 10, "%g s of work", spent);
    result_clear(&found);
}
