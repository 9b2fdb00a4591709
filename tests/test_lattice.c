/*
 * Sums over {0, 1, 2, ...}: against sums of the definition with weights made here, term by term and far beyond the mass; what
 * a sum leaves out against what was left out.
 */
#include "divergence_checks.h"

#include "divergences/lattice.h"

TestSuite(lattice, .init = quiet);

enum { BITS = 200, GOAL = 120, ENOUGH = 1500 };

/* ---- Weights made here ---- */

/* A part of a law: its family by the first letter (p, g, b), a weight and parameters as fractions num[i]/den[i]. */
typedef struct ingredient {
    char family;
    int weight[2], num[2], den[2];
} ingredient;

typedef struct recipe {
    const char *text;
    ingredient part[2];
} recipe;

static const recipe recipes[] = {
    {"poisson(2)", {{'p', {1, 1}, {2}, {1}}}},
    {"poisson(17/2)", {{'p', {1, 1}, {17}, {2}}}},
    {"geometric(1/2)", {{'g', {1, 1}, {1}, {2}}}},
    {"geometric(2/5)", {{'g', {1, 1}, {2}, {5}}}},
    {"binomial(12, 1/3)", {{'b', {1, 1}, {12, 1}, {1, 3}}}},
    {"binomial(40, 7/8)", {{'b', {1, 1}, {40, 7}, {1, 8}}}},
    {"1/3*poisson(5) + 2/3*geometric(2/3)", {{'p', {1, 3}, {5}, {1}}, {'g', {2, 3}, {2}, {3}}}},
    {"1/4*binomial(20, 1/2) + 3/4*poisson(1)", {{'b', {1, 4}, {20, 1}, {1, 2}}, {'p', {3, 4}, {1}, {1}}}},
    {"1/2*binomial(3, 1/2) + 1/2*binomial(9, 1/5)",
     {{'b', {1, 2}, {3, 1}, {1, 2}}, {'b', {1, 2}, {9, 1}, {1, 5}}}},
};
enum { RECIPES = sizeof recipes / sizeof *recipes };

static bool is_endless(const recipe *r)
{
    for (int i = 0; i < 2; i++)
        if (r->part[i].family == 'p' || r->part[i].family == 'g')
            return true;
    return false;
}

static int trials(const recipe *r)
{
    int most = 0;
    for (int i = 0; i < 2; i++)
        most = r->part[i].family == 'b' && r->part[i].num[0] > most ? r->part[i].num[0] : most;
    return most;
}

/* lambda^n e^-lambda / n!,  p (1-p)^n,  C(m, n) p^n (1-p)^(m-n), each by its own recursion. */
static void add_weights(scope *s, const ingredient *one, ball *out)
{
    ball a = ball_in(s, ball_ratio(one->num[0], one->den[0])),
         w = ball_in(s, ball_ratio(one->weight[0], one->weight[1]));
    ball p = one->family == 'b' ? ball_in(s, ball_ratio(one->num[1], one->den[1])) : a;
    ball rest = ball_sub(ball_int(1), p);
    if (one->family == 'p')
        w = ball_mul(w, ball_exp(ball_neg(a)));
    if (one->family == 'g')
        w = ball_mul(w, p);
    if (one->family == 'b')
        w = ball_mul(w, ball_pow(rest, a));
    for (int n = 0; n < ENOUGH && (one->family != 'b' || n <= one->num[0]); n++) {
        out[n] = ball_add(out[n], w);
        if (one->family == 'p')
            w = ball_div_int(ball_mul(w, a), n + 1);
        else if (one->family == 'g')
            w = ball_mul(w, rest);
        else
            w = ball_div_int(ball_mul(w, ball_mul_int(ball_div(p, rest), one->num[0] - n)), n + 1);
    }
}

static ball *weights_of(scope *s, const recipe *r)
{
    ball *out = malloc(ENOUGH * sizeof *out);
    for (int n = 0; n < ENOUGH; n++)
        out[n] = ball_in(s, ball_int(0));
    for (int i = 0; i < 2; i++)
        if (r->part[i].family)
            add_weights(s, &r->part[i], out);
    return out;
}

/* ---- The definitions ---- */

typedef ball (*summand)(ball p, ball q);
static ball log_ratio(ball p, ball q) { return ball_log(ball_div(p, q)); }
static ball kl_at(ball p, ball q) { return ball_mul(p, log_ratio(p, q)); }
static ball half_js_at(ball p, ball q) { return ball_scale2(kl_at(p, ball_scale2(ball_add(p, q), -1)), -1); }
static ball tv_at(ball p, ball q) { return ball_scale2(ball_abs(ball_sub(p, q)), -1); }
static ball chi2_at(ball p, ball q) { return ball_div(ball_sqr(ball_sub(p, q)), q); }
static ball hellinger_at(ball p, ball q)
{
    return ball_scale2(ball_sqr(ball_sub(ball_sqrt(p), ball_sqrt(q))), -1);
}

static ball total(const ball *p, const ball *q, summand f, bool where_p_is)
{
    ball sum = ball_in(p[0].in, ball_int(0));
    for (int n = 0; n < ENOUGH; n++)
        if (!where_p_is || !ball_is_exact_zero(p[n]))
            sum = ball_add(sum, f(p[n], q[n]));
    return sum;
}

/* The sums above end at ENOUGH: by then the weights are below (3/5)^1500 < 2^-1000, and their ratios below 2^150. */
static void expect_value(const char *name, const recipe *p, const recipe *q, ball wanted)
{
    question one = ask(name, p->text, q->text);
    scope *s = scope_open(BITS);
    enclosure found;
    cr_expect(divergence_enclose(s, one.d, one.p, one.q, GOAL, METHOD_CERTIFIED, &found));
    ball around = ball_widen(wanted, ball_scale2(ball_in(wanted.in, ball_int(1)), -150));
    cr_expect(found.why == FINITE && ball_overlaps(found.value, around), "%s of %s, %s: %.17g, not %.17g",
              name, p->text, q->text, ball_double(found.value), ball_double(wanted));
    double size = log2(fmax(1, fabs(ball_double(wanted))));
    cr_expect_lt(ball_log2_error(found.value) - size, -100, "%s of %s, %s", name, p->text, q->text);
    scope_close(s);
    forget(&one);
}

static void expect_infinite(const char *name, const recipe *p, const recipe *q, infinity_reason why)
{
    question one = ask(name, p->text, q->text);
    scope *s = scope_open(BITS);
    enclosure found;
    cr_expect(divergence_enclose(s, one.d, one.p, one.q, GOAL, METHOD_CERTIFIED, &found));
    cr_expect_eq(found.why, why, "%s of %s, %s: reason %d, not %d", name, p->text, q->text, found.why, why);
    scope_close(s);
    forget(&one);
}

/* The largest rate of geometric decay of the weights; 0: faster than geometric. */
static double decay(const recipe *r)
{
    double slowest = 0;
    for (int i = 0; i < 2; i++)
        if (r->part[i].family == 'g')
            slowest = fmax(slowest, 1 - (double)r->part[i].num[0] / r->part[i].den[0]);
    return slowest;
}

static void check_pair(const recipe *p, const recipe *q)
{
    scope *s = scope_open(BITS + 100);
    ball *a = weights_of(s, p), *b = weights_of(s, q);
    bool dominated = is_endless(q) || (!is_endless(p) && trials(p) <= trials(q));
    /* p^2/q decays if P is finite, or geometric of a square below Q's rate, or Poisson: never for geometric against Poisson */
    bool decays = !is_endless(p) || decay(p) == 0 || (decay(q) > 0 && decay(p) * decay(p) < decay(q));
    ball js = ball_add(total(a, b, half_js_at, true), total(b, a, half_js_at, true));
    expect_value("js", p, q, js);
    expect_value("tv", p, q, total(a, b, tv_at, false));
    expect_value("hellinger2", p, q, total(a, b, hellinger_at, false));
    if (!dominated) {
        expect_infinite("kl", p, q, INFINITE_SUPPORT);
        expect_infinite("chi2", p, q, INFINITE_SUPPORT);
    } else {
        ball beyond = ball_in(s, ball_int(0)); /* (p-q)^2/q where only Q has mass */
        for (int n = 0; n < ENOUGH; n++)
            if (ball_is_exact_zero(a[n]))
                beyond = ball_add(beyond, b[n]);
        expect_value("kl", p, q, total(a, b, kl_at, true));
        if (decays)
            expect_value("chi2", p, q, ball_add(total(a, b, chi2_at, true), beyond));
        else
            expect_infinite("chi2", p, q, INFINITE_TAIL);
    }
    free(a);
    free(b);
    scope_close(s);
}

Test(lattice, sums_of_the_definition, .timeout = 120)
{
    for (int i = 0; i < RECIPES; i++)
        for (int j = 0; j < RECIPES; j++)
            if (i != j)
                check_pair(&recipes[i], &recipes[j]);
}

Test(lattice, entropies)
{
    for (int i = 0; i < RECIPES; i++) {
        scope *s = scope_open(BITS + 100);
        ball *a = weights_of(s, &recipes[i]), sum = ball_in(s, ball_int(0));
        for (int n = 0; n < ENOUGH; n++)
            sum = ball_sub(sum, ball_xlogx(a[n]));
        expect_value("entropy", &recipes[i], &recipes[i], sum);
        free(a);
        scope_close(s);
    }
}

/* ---- Weights one after the other ---- */

Test(lattice, a_walk_meets_every_weight)
{
    for (int i = 0; i < RECIPES; i++) {
        scope *s = scope_open(BITS);
        law *l = read_law(recipes[i].text);
        ball *wanted = weights_of(s, &recipes[i]);
        lattice_law own = lattice_open(l->pool, l, 40);
        for (slong from = 0; from <= 5; from += 5) {
            lattice_walk w[2];
            for (int k = 0; k < own.n; k++)
                w[k] = lattice_walk_start(s, &own.part[k], from);
            for (slong n = from; n < 60; n++) {
                ball sum = ball_in(s, ball_int(0));
                for (int k = 0; k < own.n; k++) {
                    sum = lattice_covers(w[k].part, n) ? ball_add(sum, w[k].weight) : sum;
                    lattice_walk_on(&w[k]);
                }
                cr_expect(ball_overlaps(sum, wanted[n]), "%s at %ld", l->text, n);
                cr_expect(ball_overlaps(lattice_weight(s, &own, n), wanted[n]), "%s at %ld", l->text, n);
            }
        }
        lattice_close(&own);
        free(wanted);
        law_free(l);
        scope_close(s);
    }
}

/* ---- What is left out ---- */

/* The bound of a tail is at least the tail, and at most `loose` times it. */
static void check_tail(const char *p, const char *q, const char *order, slong from, slong to, double loose)
{
    scope *s = scope_open(BITS);
    law *one = read_law(p), *other = read_law(q);
    int at = 0;
    real power = order ? real_parse(one->pool, order, &at, NULL, NULL) : NULL;
    lattice_law a = lattice_open(one->pool, one, 40), b = lattice_open(one->pool, other, 40);
    a.part[0].from = from;
    a.part[0].to = to;
    for (int side = -1; side <= 1; side += 2) {
        ball sum = ball_in(s, ball_int(0)), bound = lattice_tail(s, one->pool, power, &a, 0, &b, side);
        slong first = side < 0 ? 0 : to, end = side < 0 ? from : 900;
        for (slong n = first; n < end && lattice_covers(&a.part[0], n); n++) {
            ball P = lattice_weight(s, &a, n), Q = lattice_weight(s, &b, n);
            ball more = power ? ball_mul(ball_pow(P, real_ball(s, power)),
                                         ball_pow(Q, ball_sub(ball_int(1), real_ball(s, power))))
                              : ball_mul(P, ball_neg(ball_log(Q)));
            sum = ball_add(sum, more);
        }
        cr_expect_neq(ball_less(bound, ball_mul(sum, ball_ratio(999999, 1000000))), HOLDS,
                      "%s, %s on side %d: %g, the bound %g", p, q, side, ball_double(sum),
                      ball_double(bound));
        cr_expect_leq(ball_double(bound), loose * ball_double(sum), "%s, %s on side %d: %g, the bound %g", p,
                      q, side, ball_double(sum), ball_double(bound));
    }
    lattice_close(&a);
    lattice_close(&b);
    law_free(one);
    law_free(other);
    scope_close(s);
}

/* For geometric laws the majorant is the series itself, and the bound exact. */
Test(lattice, bounds_of_tails)
{
    check_tail("geometric(1/2)", "geometric(1/3)", "2", 0, 7, 1.000001);
    check_tail("geometric(1/2)", "geometric(1/3)", NULL, 0, 7, 1.000001);
    check_tail("geometric(1/2)", "geometric(2/3)", "3/2", 0, 30, 1.000001);
    check_tail("geometric(1/2)", "poisson(3)", NULL, 0, 7, 3);
    check_tail("poisson(20)", "geometric(1/10)", NULL, 8, 40, 2);
    check_tail("poisson(20)", "poisson(25)", NULL, 8, 40, 2);
    check_tail("poisson(20)", "poisson(25)", "2", 5, 40, 2);
    check_tail("binomial(60, 1/3)", "poisson(15)", NULL, 8, 40, 2);
    check_tail("binomial(60, 1/3)", "binomial(70, 1/4)", NULL, 8, 40, 3);
    check_tail("binomial(60, 1/3)", "binomial(70, 1/4)", "5/2", 8, 50, 2);
    check_tail("binomial(60, 1/3)", "binomial(60, 1/2)", "2", 2, 59, 2);
}

/* ---- Digits where they are hard to keep ---- */

static const struct {
    const char *name, *p, *q, *value;
} hard[] = {
    {"kl", "0.5*geometric(1/2) + 0.5*point(-1)", "0.5*geometric(1/2 + 1e-10) + 0.5*point(-1)",
     "(log((1/2)/(1/2 + 1e-10)) + log((1/2)/(1/2 - 1e-10)))/2"},
    {"tv", "binomial(2, 1e-100)", "poisson(2e-100)", ""},
    {"js", "poisson(1e6)", "poisson(1e6 + 1e-3)", ""},
    {"kl", "binomial(1e6, 1/2)", "poisson(5e5)", ""},
    {"hellinger2", "poisson(1)", "poisson(1e8)", "1 - exp(-(1e4 - 1)^2/2)"},
    {"tv", "1/2*poisson(1) + 1/2*poisson(1e6)", "poisson(1)", ""},
    {"kl", "binomial(2, 1/2)", "finite(0: 1/4, 1: 1/2, 2: 1/8, 7: 1/8)", "log(2)/4"},
    {"kl", "binomial(2, 1/2)", "1/2*binomial(1, 1/2) + 1/2*point(2)", "log(2)/4"},
    {"kl", "binomial(4, 1/3)", "1/2*binomial(2, 1/3) + 1/4*finite(3: 1/2, 4: 1/2) + 1/4*normal(0, 1)", ""},
};

Test(lattice, fifteen_digits, .timeout = 60)
{
    for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) {
        request r = {.digits = 15, .by = METHOD_CERTIFIED, .budget = 10};
        result out;
        cr_assert(computed(hard[i].name, hard[i].p, hard[i].q, &r, &out));
        cr_expect(out.decided && out.why == FINITE, "%s of %s, %s: undecided, %.17g", hard[i].name, hard[i].p,
                  hard[i].q, ball_double(out.value));
        if (*hard[i].value)
            cr_expect(ball_overlaps(out.value, reference(out.storage, hard[i].value)),
                      "%s of %s, %s: %.17g, not %s", hard[i].name, hard[i].p, hard[i].q,
                      ball_double(out.value), hard[i].value);
        result_clear(&out);
    }
}
