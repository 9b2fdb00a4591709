/* Running theorems: see engine.h. */
#include "theorem/engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct job {
    const theorem *theorem;
    const check *check;
    size_t index;
    case_outcome *out;
} job;

/* The laws of a pair case, read once for all attempts. */
typedef struct laws {
    law *p, *q;
} laws;

static const char *case_at(const check *k, size_t i) { return (const char *)k->cases + i * k->stride; }

static const char *case_name(const check *k, size_t i)
{
    const char *name;
    memcpy(&name, case_at(k, i), sizeof name);
    return name;
}

static verdict ask(const job *j, bool falsehood, const laws *of, trial *t)
{
    const check *k = j->check;
    const void *given = case_at(k, j->index);
    if (k->claim) {
        pair c = {.p = {of->p, t}, .q = {of->q, t}, .given = given, .trial = t};
        return (falsehood ? k->falsehood : k->claim)(c);
    }
    instance c = {given, t};
    return (falsehood ? k->falsehood_instance : k->claim_instance)(c);
}

static void attempt(const job *j, bool falsehood, const laws *of, slong bits, finding *f)
{
    trial t;
    trial_open(&t, bits, j->check->seed);
    f->is = ask(j, falsehood, of, &t);
    f->bits = bits;
    f->unmet = t.unmet && f->is == UNDECIDED;
    f->digits = t.digits;
    f->width = t.width;
    snprintf(f->trouble, sizeof f->trouble, "%.*s", (int)sizeof f->trouble - 1,
             f->is == UNDECIDED ? t.trouble.message : "");
    free(f->note);
    f->note = t.note;
    t.note = NULL;
    trial_close(&t);
}

/* More bits cannot change what samples or doubles say. */
static bool gains_from_precision(evidence grade)
{
    return grade == EVIDENCE_EXACT || grade == EVIDENCE_CERTIFIED;
}

/* A falsehood is refuted by disjoint enclosures, which takes few bits; where it happens to be true, no number is enough. */
static slong budget_of(const check *k, bool falsehood)
{
    slong budget = k->budget ? k->budget : BUDGET_BITS;
    return falsehood && budget > 4 * FIRST_BITS ? budget / 4 : budget;
}

static finding decide(const job *j, bool falsehood, const laws *of)
{
    finding f = {.is = UNDECIDED, .ran = true, .digits = NO_DIGITS};
    slong budget = budget_of(j->check, falsehood);
    double start = scope_clock();
    for (slong bits = FIRST_BITS; f.is == UNDECIDED && !f.unmet && bits <= budget; bits *= 2) {
        attempt(j, falsehood, of, bits, &f);
        if (!gains_from_precision(j->check->grade))
            break;
    }
    f.seconds = scope_clock() - start;
    return f;
}

/* Both questions of one case. A specification that cannot be read leaves them undecided, with the reader's message. */
static void run(const job *j)
{
    laws of = {NULL, NULL};
    error e = {.message = ""};
    if (j->check->claim) {
        const pair_case *given = (const void *)case_at(j->check, j->index);
        of.p = law_parse(given->p, NULL, &e);
        of.q = of.p ? law_parse(given->q, NULL, &e) : NULL;
    }
    if (e.message[0]) {
        finding unread = {.is = UNDECIDED, .ran = true, .digits = NO_DIGITS};
        snprintf(unread.trouble, sizeof unread.trouble, "%.*s", (int)sizeof unread.trouble - 1, e.message);
        j->out->claim = j->out->falsehood = unread;
    } else {
        j->out->claim = decide(j, false, &of);
        j->out->falsehood = decide(j, true, &of);
    }
    law_free(of.p);
    law_free(of.q);
}

static account *account_open(const theorem *const *theorems, size_t size)
{
    account *a = calloc(1, sizeof *a);
    a->theorems = calloc(size ? size : 1, sizeof *a->theorems);
    a->size = size;
    for (size_t i = 0; i < size; i++) {
        theorem_outcome *t = &a->theorems[i];
        t->of = theorems[i];
        t->checks = calloc(t->of->check_count, sizeof *t->checks);
        for (size_t k = 0; k < t->of->check_count; k++) {
            t->checks[k].of = &t->of->checks[k];
            t->checks[k].size = t->of->checks[k].count;
            t->checks[k].cases = calloc(t->checks[k].size, sizeof *t->checks[k].cases);
        }
    }
    return a;
}

static void check_free(check_outcome *k)
{
    for (size_t i = 0; i < k->size; i++) {
        free(k->cases[i].claim.note);
        free(k->cases[i].falsehood.note);
    }
    free(k->cases);
}

void account_free(account *a)
{
    if (!a)
        return;
    for (size_t i = 0; i < a->size; i++) {
        for (size_t k = 0; k < a->theorems[i].of->check_count; k++)
            check_free(&a->theorems[i].checks[k]);
        free(a->theorems[i].checks);
    }
    free(a->theorems);
    free(a);
}

static job *jobs_of(account *a, size_t *total)
{
    *total = 0;
    for (size_t i = 0; i < a->size; i++)
        for (size_t k = 0; k < a->theorems[i].of->check_count; k++)
            *total += a->theorems[i].of->checks[k].count;
    job *jobs = calloc(*total ? *total : 1, sizeof *jobs), *next = jobs;
    for (size_t i = 0; i < a->size; i++) {
        const theorem *t = a->theorems[i].of;
        for (size_t k = 0; k < t->check_count; k++)
            for (size_t c = 0; c < t->checks[k].count; c++) {
                case_outcome *out = &a->theorems[i].checks[k].cases[c];
                *out = (case_outcome){.name = case_name(&t->checks[k], c),
                                      .claim = {.is = UNDECIDED, .digits = NO_DIGITS},
                                      .falsehood = {.is = UNDECIDED, .digits = NO_DIGITS}};
                *next++ = (job){t, &t->checks[k], c, out};
            }
    }
    return jobs;
}

static void run_all(const job *jobs, size_t total, const engine_watch *watch)
{
    size_t done = 0;
#pragma omp parallel
    {
#pragma omp for schedule(dynamic, 1)
        for (size_t i = 0; i < total; i++) {
            if (watch && watch->stop && *watch->stop)
                continue;
            run(&jobs[i]);
#pragma omp critical(engine_progress)
            {
                done++;
                if (watch && watch->progress)
                    watch->progress(watch->state, done, total, jobs[i].theorem->name);
            }
        }
        flint_cleanup(); /* the caches of this thread */
    }
}

account *engine_run(const theorem *const *theorems, size_t size, const engine_watch *watch)
{
    double start = scope_clock();
    account *a = account_open(theorems, size);
    size_t total;
    job *jobs = jobs_of(a, &total);
    run_all(jobs, total, watch);
    free(jobs);
    a->seconds = scope_clock() - start;
    account_conclude(a);
    return a;
}
