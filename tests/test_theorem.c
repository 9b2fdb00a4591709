/*
 * The engine must not be fooled: what is undecided, unrefuted, vacuous or interrupted never passes. Each test runs a small
 * theorem whose fate is known.
 */
#include "proof.h"
#include "theorem/engine.h"
#include <criterion/criterion.h>

static const theorem_text text = {"a b-c", "statement", "h", "w", "s", "e", "n", "f"};

/* ---- Claims of known fate. A case's number is the precision it needs, or what the claim should say. ---- */

typedef struct numbered {
    const char *name;
    long number;
} numbered;

static long number_of(instance c) { return ((const numbered *)c.of)->number; }
static verdict says_its_number(instance c) { return (verdict)number_of(c); }
static verdict always(instance c) { return (void)c, HOLDS; }
static verdict never(instance c) { return (void)c, FAILS; }
static verdict touches(instance c) { return less(ball_pi(c.trial->at), ball_pi(c.trial->at)); }
static verdict needs_bits(instance c)
{
    return certainly(c.trial->goal >= number_of(c)) == HOLDS ? HOLDS : UNDECIDED;
}
static verdict only_positive(instance c)
{
    return provided(c, certainly(number_of(c) > 0), certainly(number_of(c) < 10));
}

static const numbered three[] = {{"first", FAILS}, {"second", HOLDS}, {"third", HOLDS}};
static const numbered fine[] = {{"first", HOLDS}, {"second", HOLDS}};
static const numbered unsure[] = {{"first", HOLDS}, {"second", UNDECIDED}, {"third", HOLDS}};
static const numbered precise[] = {{"little", 64}, {"much", 300}};
static const numbered signs[] = {{"unmet", -1}, {"met", 5}, {"unmet too", -2}};
static const numbered outside[] = {{"unmet", -1}, {"unmet too", -2}};

static account *run(const check *checks, size_t n)
{
    static theorem t;
    static const theorem *list[] = {&t};
    t = (theorem){"t", &text, checks, n};
    return engine_run(list, 1, NULL);
}

/* Runs one check and compares the conclusion and what is said about the falsehood. */
static account *expect(check k, conclusion is, bool refuted, const char *what)
{
    account *a = run(&k, 1);
    theorem_outcome *t = &a->theorems[0];
    cr_expect(t->is == is, "%s: concluded %s", what, conclusion_name(t->is));
    cr_expect(t->refuted == refuted, "%s: falsehood refuted on %zu cases", what, t->sum.refuted);
    cr_expect(a->count[is] == 1, "%s: counted once", what);
    return a;
}

Test(engine, a_true_claim_with_a_refuted_falsehood_holds)
{
    account *a = expect((check)CHECK_EACH("x", EXACT, always, says_its_number, three), CONCLUSION_HOLDS, true,
                        "plain");
    cr_expect(a->sum.holds == 3 && a->sum.refuted == 1, "%zu, %zu", a->sum.holds, a->sum.refuted);
    cr_expect_str_eq(a->theorems[0].checks[0].witness->name, "first", "the witness");
    account_free(a);
}

Test(engine, one_failing_case_fails_the_theorem)
{
    account *a =
        expect((check)CHECK_EACH("x", EXACT, says_its_number, never, three), CONCLUSION_FAILS, true, "plain");
    cr_expect_str_eq(a->theorems[0].checks[0].culprit->name, "first", "the culprit");
    account_free(a);
}

Test(engine, undecided_never_passes)
{
    account *a = expect((check)CHECK_EACH("x", EXACT, says_its_number, never, unsure), CONCLUSION_UNDECIDED,
                        true, "one");
    cr_expect_str_eq(a->theorems[0].checks[0].culprit->name, "second", "the culprit");
    account_free(a);
    account_free(expect((check)CHECK_EACH("x", CERTIFIED, touches, never, fine), CONCLUSION_UNDECIDED, true,
                        "pi < pi"));
}

Test(engine, a_falsehood_that_is_not_refuted_fails_the_theorem)
{
    account *a =
        expect((check)CHECK_EACH("x", EXACT, always, always, fine), CONCLUSION_FAILS, false, "it holds");
    cr_expect_str_eq(a->theorems[0].checks[0].reason, "falsehood not refuted", "the reason");
    account_free(a);
    account_free(expect((check)CHECK_EACH("x", CERTIFIED, always, touches, fine), CONCLUSION_FAILS, false,
                        "undecided"));
}

Test(engine, every_check_needs_its_own_refutation)
{
    const check two[] = {CHECK_EACH("x", EXACT, always, never, fine),
                         CHECK_EACH("y", EXACT, always, always, fine)};
    account *a = run(two, 2);
    cr_expect(a->theorems[0].is == CONCLUSION_FAILS, "the second check");
    cr_expect_str_eq(a->theorems[0].culprit->of->what, "y", "the culprit");
    account_free(a);
}

Test(engine, a_theorem_that_exercised_nothing_is_vacuous)
{
    account *a = expect((check)CHECK_EACH("x", EXACT, only_positive, never, outside), CONCLUSION_VACUOUS,
                        true, "all unmet");
    cr_expect(a->sum.unmet == 2 && a->sum.holds == 0 && a->sum.undecided == 0, "%zu unmet", a->sum.unmet);
    account_free(a);
    a = expect((check)CHECK_EACH("x", EXACT, only_positive, never, signs), CONCLUSION_HOLDS, true,
               "some met");
    cr_expect(a->sum.unmet == 2 && a->sum.holds == 1, "%zu unmet, %zu held", a->sum.unmet, a->sum.holds);
    account_free(a);
    a = run(NULL, 0);
    cr_expect(a->theorems[0].is == CONCLUSION_VACUOUS, "no checks at all");
    account_free(a);
}

Test(engine, a_weaker_grade_is_the_whole_theorems)
{
    const check two[] = {CHECK_EACH("x", EXACT, always, never, fine),
                         CHECK_EACH("y", NUMERICAL, always, never, fine)};
    account *a = run(two, 2);
    cr_expect(a->theorems[0].weakest == EVIDENCE_NUMERICAL, "%s", evidence_name(a->theorems[0].weakest));
    account_free(a);
}

/* ---- Precision ---- */

Test(engine, precision_grows_until_the_claim_is_decided_or_the_budget_spent)
{
    account *a = expect((check)CHECK_EACH("x", CERTIFIED, needs_bits, never, precise), CONCLUSION_HOLDS, true,
                        "512 bits");
    cr_expect(a->theorems[0].checks[0].cases[0].claim.bits == 64, "no more than needed");
    cr_expect(a->theorems[0].checks[0].cases[1].claim.bits == 512, "the first power that suffices");
    account_free(a);
    check k = CHECK_EACH("x", CERTIFIED, needs_bits, never, precise);
    k.budget = 256;
    account_free(expect(k, CONCLUSION_UNDECIDED, true, "256 bits"));
    check once = CHECK_BY_RUNS("x", needs_bits, never, precise, 1, 10, 0.99);
    account_free(expect(once, CONCLUSION_UNDECIDED, true, "samples get one attempt"));
}

static verdict pi_is_itself(instance c)
{
    return agree(c, ball_pi(c.trial->at), number(c, "pi"), number_of(c));
}
static verdict pi_is_22_sevenths(instance c) { return agree(c, ball_pi(c.trial->at), ratio(22, 7), 1); }

Test(engine, agreement_is_to_a_power_of_ten_and_never_equality)
{
    static const numbered digits[] = {{"30 digits", 30}, {"100 digits", 100}};
    account *a = expect((check)CHECK_EACH("x", CERTIFIED, pi_is_itself, pi_is_22_sevenths, digits),
                        CONCLUSION_HOLDS, true, "pi");
    long reached = a->theorems[0].checks[0].cases[0].claim.digits;
    cr_expect(reached >= 30 && reached < 50, "at 128 bits: %ld digits", reached);
    cr_expect(a->sum.digits == reached, "the worst case is reported: %ld", a->sum.digits);
    account_free(a);
}

Test(trial, infinite_and_indeterminate_values)
{
    trial t;
    trial_open(&t, 64, 1);
    ball inf = ball_infinity(t.at), one = ball_int(1), nothing = ball_nothing(t.at);
    cr_expect(trial_agree(&t, inf, inf, 30) == HOLDS, "two infinities agree");
    cr_expect(trial_agree(&t, inf, one, 30) == FAILS, "infinity is not 1");
    cr_expect(trial_agree(&t, inf, nothing, 30) == UNDECIDED, "infinity, and no information");
    cr_expect(trial_agree(&t, nothing, nothing, 0) == UNDECIDED, "no information twice");
    cr_expect(t.digits == NO_DIGITS, "none of these has digits: %ld", t.digits);
    cr_expect(trial_is_finite(inf) == FAILS && trial_is_finite(one) == HOLDS
                  && trial_is_finite(nothing) == UNDECIDED,
              "is_finite");
    trial_close(&t);
}

/* ---- Laws ---- */

static verdict js_is_at_most_log2(pair c) { return at_most(js(c.p, c.q), number(c, "log(2)")); }
static verdict js_is_at_most_a_tenth(pair c) { return at_most(js(c.p, c.q), ratio(1, 10)); }
static verdict js_is_js_by_the_middle(pair c)
{
    bound_law m = middle(c.p, c.q);
    return agree(c, js(c.p, c.q), half(plus(kl(c.p, m), kl(c.q, m))), 15);
}

Test(engine, pairs_of_laws_are_read_and_bound)
{
    static const pair_case pairs[] = {{"normal", "normal(0,1)", "normal(1,1)", ""}};
    account_free(expect((check)CHECK("x", CERTIFIED, js_is_at_most_log2, js_is_at_most_a_tenth, pairs),
                        CONCLUSION_HOLDS, true, "JS"));
    account_free(expect((check)CHECK("x", CERTIFIED, js_is_js_by_the_middle, js_is_at_most_a_tenth, pairs),
                        CONCLUSION_HOLDS, true, "JS by its definition"));
}

Test(engine, a_law_that_cannot_be_read_is_undecided_and_says_why)
{
    static const pair_case pairs[] = {{"broken", "normal(0,-1)", "normal(1,1)", ""},
                                      {"whole", "point(0)", "point(0)", ""}};
    account *a = expect((check)CHECK("x", CERTIFIED, js_is_at_most_log2, js_is_at_most_a_tenth, pairs),
                        CONCLUSION_UNDECIDED, false, "broken law");
    cr_expect(a->theorems[0].checks[0].cases[0].claim.trouble[0], "the reader's message is kept");
    account_free(a);
}

/* ---- Order and interruption ---- */

Test(engine, findings_stand_in_the_order_of_the_cases)
{
    account *a = expect((check)CHECK_EACH("x", CERTIFIED, needs_bits, never, precise), CONCLUSION_HOLDS, true,
                        "order");
    for (size_t i = 0; i < 2; i++)
        cr_expect_str_eq(a->theorems[0].checks[0].cases[i].name, precise[i].name, "case %zu", i);
    account_free(a);
}

Test(engine, what_an_interruption_leaves_out_is_undecided)
{
    static const volatile sig_atomic_t stop = 1;
    const check k = CHECK_EACH("x", EXACT, always, never, fine);
    const theorem t = {"t", &text, &k, 1};
    const theorem *list[] = {&t};
    account *a = engine_run(list, 1, &(engine_watch){.stop = &stop});
    cr_expect(a->interrupted && a->count[CONCLUSION_UNDECIDED] == 1, "%zu undecided",
              a->count[CONCLUSION_UNDECIDED]);
    cr_expect(a->sum.holds == 0 && a->sum.undecided == 2, "%zu held, %zu undecided", a->sum.holds,
              a->sum.undecided);
    account_free(a);
}

Test(theorem, tags_are_whole_words)
{
    const theorem t = {"t", &text, NULL, 0};
    cr_expect(theorem_has_tag(&t, "a") && theorem_has_tag(&t, "b-c"), "both tags");
    cr_expect(!theorem_has_tag(&t, "b") && !theorem_has_tag(&t, "") && !theorem_has_tag(&t, "a b-c"),
              "no parts of tags");
}

/* ---- Pairings: all n!, each once, and the least cost among them. ---- */

Test(assignments, every_permutation_comes_once_in_order)
{
    for (int n = 1, expected = 1; n <= ASSIGNED_MOST; expected *= ++n) {
        assignment a = assignment_first(n);
        int count = 0;
        long last = -1, code = 0;
        do {
            unsigned seen = 0;
            code = 0;
            for (int i = 0; i < n; i++) {
                seen |= 1u << a.to[i];
                code = 10 * code + a.to[i];
            }
            cr_expect_eq(seen, (1u << n) - 1, "n = %d: %ld is no permutation", n, code);
            cr_expect_gt(code, last, "n = %d: %ld after %ld", n, code, last);
            last = code;
            count++;
        } while (assignment_next(&a));
        cr_expect_eq(count, expected, "n = %d: %d permutations", n, count);
    }
}

Test(assignments, the_least_cost)
{
    const long cost[] = {4, 1, 3, 2, 0, 5, 3, 2, 2};
    cr_expect_eq(least_assignment_cost(3, cost), 5);
    cr_expect_eq(least_assignment_cost(1, cost), 4);
}
