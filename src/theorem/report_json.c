/*
 * What the engine found, as JSON. The keys of a theorem and the counts are stable; under "checks" stands every case.
 * Names that a reader of the table knows are used: an accuracy is "digits" (agreement to 10^-digits) or "width".
 */
#include "theorem/report.h"

static void write_digits(json *j, const tally *sum)
{
    if (sum->digits == NO_DIGITS)
        json_null(j, "digits");
    else
        json_count(j, "digits", sum->digits);
    if (sum->width > 0)
        json_number(j, "width", sum->width);
    else
        json_null(j, "width");
}

static void write_cases(json *j, const tally *sum)
{
    json_count(j, "cases", (long)sum->cases);
    json_count(j, "held", (long)sum->holds);
    json_count(j, "failed", (long)sum->fails);
    json_count(j, "undecided", (long)sum->undecided);
    json_count(j, "unmet", (long)sum->unmet);
    json_count(j, "refutations", (long)sum->refuted);
}

static void write_finding(json *j, const char *key, const finding *f)
{
    json_text(j, key, !f->ran ? "not run" : f->unmet ? "unmet" : verdict_name(f->is));
}

static void write_case(json *j, const check *k, const case_outcome *c, size_t i)
{
    json_row(j, NULL);
    json_text(j, "name", c->name);
    if (k->claim) {
        const pair_case *given = (const pair_case *)k->cases + i;
        json_text(j, "p", given->p);
        json_text(j, "q", given->q);
    }
    write_finding(j, "claim", &c->claim);
    write_finding(j, "falsehood", &c->falsehood);
    json_count(j, "bits", (long)c->claim.bits);
    write_digits(j, &(tally){.digits = c->claim.digits, .width = c->claim.width});
    json_text(j, "trouble", c->claim.trouble[0] ? c->claim.trouble : NULL);
    json_text(j, "claim_note", c->claim.note);
    json_text(j, "falsehood_note", c->falsehood.note);
    json_seconds(j, "seconds", c->claim.seconds + c->falsehood.seconds);
    json_end(j);
}

static void write_check(json *j, const check_outcome *k)
{
    json_object(j, NULL);
    json_text(j, "what", k->of->what);
    json_text(j, "verdict", conclusion_name(k->is));
    json_text(j, "reason", k->reason);
    json_text(j, "culprit", k->culprit ? k->culprit->name : NULL);
    json_text(j, "evidence", evidence_name(k->of->grade));
    write_cases(j, &k->sum);
    write_digits(j, &k->sum);
    json_text(j, "witness", k->witness ? k->witness->name : NULL);
    if (k->of->grade == EVIDENCE_STATISTICAL) {
        json_count(j, "seed", (long)k->of->seed);
        json_count(j, "runs", k->of->runs);
        json_number(j, "confidence", k->of->confidence);
    }
    json_array(j, "outcomes");
    for (size_t i = 0; i < k->of->count; i++)
        write_case(j, k->of, &k->cases[i], i);
    json_end(j);
    json_end(j);
}

static void write_text(json *j, const theorem_text *text)
{
    json_text(j, "statement", text->statement);
    json_text(j, "hypotheses", text->hypotheses);
    json_text(j, "why", text->why);
    json_text(j, "source", text->source);
    json_text(j, "established", text->established);
    json_text(j, "not_established", text->not_established);
    json_text(j, "false_statement", text->falsehood);
    json_text(j, "tags", text->tags);
}

static void write_theorem(json *j, const theorem_outcome *t)
{
    json_object(j, NULL);
    json_text(j, "name", t->of->name);
    json_text(j, "verdict", conclusion_name(t->is));
    json_text(j, "evidence", evidence_name(t->weakest));
    write_cases(j, &t->sum);
    write_digits(j, &t->sum);
    json_text(j, "falsehood", falsehood_name(t));
    json_text(j, "reason", t->culprit ? t->culprit->reason : NULL);
    json_seconds(j, "seconds", t->sum.seconds);
    write_text(j, t->of->text);
    json_array(j, "checks");
    for (size_t i = 0; i < t->of->check_count; i++)
        write_check(j, &t->checks[i]);
    json_end(j);
    json_end(j);
}

static void write_counts(json *j, const account *a)
{
    json_row(j, "counts");
    json_count(j, "theorems", (long)a->size);
    json_count(j, "holds", (long)a->count[CONCLUSION_HOLDS]);
    json_count(j, "fails", (long)a->count[CONCLUSION_FAILS]);
    json_count(j, "undecided", (long)a->count[CONCLUSION_UNDECIDED]);
    json_count(j, "vacuous", (long)a->count[CONCLUSION_VACUOUS]);
    json_end(j);
    json_row(j, "case_counts");
    write_cases(j, &a->sum);
    json_end(j);
}

void report_json(FILE *to, const account *a)
{
    json j;
    json_open(&j, to);
    json_object(&j, NULL);
    json_array(&j, "theorems");
    for (size_t i = 0; i < a->size; i++)
        write_theorem(&j, &a->theorems[i]);
    json_end(&j);
    write_counts(&j, a);
    json_flag(&j, "interrupted", a->interrupted);
    json_seconds(&j, "seconds", a->seconds);
    json_end(&j);
    json_finish(&j);
}
