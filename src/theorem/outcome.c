/*
 * From findings to verdicts.
 *     a check     fails if its claim fails on a case, or if its falsehood was asked everywhere and refuted nowhere;
 *                 is undecided if its claim is undecided on a case, or was not reached there;
 *                 is vacuous if no case met the assumptions; holds otherwise.
 *     a theorem   is as good as its worst check; one without checks is vacuous.
 */
#include "theorem/engine.h"

#include <math.h>

const char *conclusion_name(conclusion c)
{
    static const char *const names[] = {"fails", "undecided", "vacuous", "holds"};
    return names[c];
}

static void count_case(tally *t, const case_outcome *c)
{
    const finding *claim = &c->claim, *falsehood = &c->falsehood;
    t->cases++;
    t->unmet += claim->unmet;
    t->holds += claim->is == HOLDS;
    t->fails += claim->is == FAILS;
    t->undecided += claim->is == UNDECIDED && !claim->unmet;
    t->asked += falsehood->ran && !falsehood->unmet;
    t->refuted += falsehood->is == FAILS;
    if (claim->is == HOLDS && claim->digits != NO_DIGITS
        && (t->digits == NO_DIGITS || claim->digits < t->digits))
        t->digits = claim->digits;
    t->width = fmax(t->width, claim->width);
    t->seconds += claim->seconds + falsehood->seconds;
}

static void add_tally(tally *t, const tally *more)
{
    t->cases += more->cases;
    t->holds += more->holds;
    t->fails += more->fails;
    t->undecided += more->undecided;
    t->unmet += more->unmet;
    t->asked += more->asked;
    t->refuted += more->refuted;
    if (more->digits != NO_DIGITS && (t->digits == NO_DIGITS || more->digits < t->digits))
        t->digits = more->digits;
    t->width = fmax(t->width, more->width);
    t->seconds += more->seconds;
}

typedef bool (*case_question)(const case_outcome *c);
static bool claim_fails(const case_outcome *c) { return c->claim.is == FAILS; }
static bool claim_is_undecided(const case_outcome *c) { return c->claim.is == UNDECIDED && !c->claim.unmet; }
static bool claim_was_not_run(const case_outcome *c) { return !c->claim.ran; }
static bool falsehood_fails(const case_outcome *c) { return c->falsehood.is == FAILS; }

static const case_outcome *first(const check_outcome *k, case_question is)
{
    for (size_t i = 0; i < k->of->count; i++)
        if (is(&k->cases[i]))
            return &k->cases[i];
    return NULL;
}

static void verdict_of_check(check_outcome *k, conclusion is, const char *reason, const case_outcome *culprit)
{
    k->is = is;
    k->reason = reason;
    k->culprit = culprit;
}

static void conclude_check(check_outcome *k)
{
    k->sum = (tally){.digits = NO_DIGITS};
    for (size_t i = 0; i < k->of->count; i++)
        count_case(&k->sum, &k->cases[i]);
    k->witness = first(k, falsehood_fails);
    k->refuted = k->witness != NULL;
    if (k->sum.fails)
        verdict_of_check(k, CONCLUSION_FAILS, "the claim fails", first(k, claim_fails));
    else if (first(k, claim_was_not_run))
        verdict_of_check(k, CONCLUSION_UNDECIDED, "interrupted before this case",
                         first(k, claim_was_not_run));
    else if (k->sum.undecided)
        verdict_of_check(k, CONCLUSION_UNDECIDED, "the claim is undecided", first(k, claim_is_undecided));
    else if (!k->sum.holds)
        verdict_of_check(k, CONCLUSION_VACUOUS, "no case met the assumptions", NULL);
    else if (!k->refuted)
        verdict_of_check(k, CONCLUSION_FAILS, "falsehood not refuted", NULL);
    else
        verdict_of_check(k, CONCLUSION_HOLDS, NULL, NULL);
}

static void conclude_theorem(theorem_outcome *t)
{
    t->sum = (tally){.digits = NO_DIGITS};
    t->is = t->of->check_count ? CONCLUSION_HOLDS : CONCLUSION_VACUOUS;
    t->refuted = t->of->check_count > 0;
    t->reached = true;
    t->weakest = EVIDENCE_EXACT;
    for (size_t i = 0; i < t->of->check_count; i++) {
        check_outcome *k = &t->checks[i];
        conclude_check(k);
        add_tally(&t->sum, &k->sum);
        t->refuted = t->refuted && k->refuted;
        t->reached = t->reached && !first(k, claim_was_not_run);
        if (k->of->grade > t->weakest)
            t->weakest = k->of->grade;
        if (k->is < t->is) {
            t->is = k->is;
            t->culprit = k;
        }
    }
}

void account_conclude(account *a)
{
    a->sum = (tally){.digits = NO_DIGITS};
    for (size_t i = 0; i < a->size; i++) {
        conclude_theorem(&a->theorems[i]);
        add_tally(&a->sum, &a->theorems[i].sum);
        a->count[a->theorems[i].is]++;
        a->interrupted = a->interrupted || !a->theorems[i].reached;
    }
}
