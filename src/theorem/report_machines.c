/*
 * TAP version 13 (testanything.org) and JUnit's XML, for continuous integration. TAP gives a line to a theorem; JUnit
 * makes a theorem a test suite and each of its checks a test case. Anything but `holds` is a failure in both.
 */
#include "theorem/report.h"

void report_tap(FILE *to, const account *a)
{
    fprintf(to, "TAP version 13\n1..%zu\n", a->size);
    for (size_t i = 0; i < a->size; i++) {
        const theorem_outcome *t = &a->theorems[i];
        fprintf(to, "%sok %zu - %s\n", t->is == CONCLUSION_HOLDS ? "" : "not ", i + 1, t->of->name);
        fprintf(to, "# %s, %s: %zu cases, %zu held, %zu undecided, %zu unmet; falsehood %s on %zu of %zu\n",
                conclusion_name(t->is), evidence_name(t->weakest), t->sum.cases, t->sum.holds,
                t->sum.undecided, t->sum.unmet, falsehood_name(t), t->sum.refuted, t->sum.asked);
        if (t->culprit)
            fprintf(to, "# %s: %s%s%s\n", t->culprit->of->what, t->culprit->reason,
                    t->culprit->culprit ? " at " : "", t->culprit->culprit ? t->culprit->culprit->name : "");
    }
}

/* Text inside an attribute or an element. */
static void escaped(FILE *to, const char *text)
{
    for (; *text; text++)
        switch (*text) {
        case '&': fputs("&amp;", to); break;
        case '<': fputs("&lt;", to); break;
        case '>': fputs("&gt;", to); break;
        case '"': fputs("&quot;", to); break;
        default: fputc(*text, to);
        }
}

static void attribute(FILE *to, const char *name, const char *text)
{
    fprintf(to, " %s=\"", name);
    escaped(to, text);
    fputc('"', to);
}

static void junit_check(FILE *to, const theorem_outcome *t, const check_outcome *k)
{
    fputs("    <testcase", to);
    attribute(to, "classname", t->of->name);
    attribute(to, "name", k->of->what);
    fprintf(to, " time=\"%.3f\"", k->sum.seconds);
    if (k->is == CONCLUSION_HOLDS) {
        fputs("/>\n", to);
        return;
    }
    fputs(">\n      <failure", to);
    attribute(to, "type", conclusion_name(k->is));
    attribute(to, "message", k->reason);
    fputs(">", to);
    if (k->culprit) {
        escaped(to, k->culprit->name);
        fputs(" ", to);
        escaped(to, k->culprit->claim.trouble);
    }
    fputs("</failure>\n    </testcase>\n", to);
}

static size_t checks_that_do_not_hold(const theorem_outcome *t)
{
    size_t failures = 0;
    for (size_t k = 0; k < t->of->check_count; k++)
        failures += t->checks[k].is != CONCLUSION_HOLDS;
    return failures;
}

void report_junit(FILE *to, const account *a)
{
    fprintf(to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"ganproof\" time=\"%.3f\">\n",
            a->seconds);
    for (size_t i = 0; i < a->size; i++) {
        const theorem_outcome *t = &a->theorems[i];
        fputs("  <testsuite", to);
        attribute(to, "name", t->of->name);
        fprintf(to, " tests=\"%zu\" failures=\"%zu\" time=\"%.3f\">\n", t->of->check_count,
                checks_that_do_not_hold(t), t->sum.seconds);
        for (size_t k = 0; k < t->of->check_count; k++)
            junit_check(to, t, &t->checks[k]);
        fputs("  </testsuite>\n", to);
    }
    fputs("</testsuites>\n", to);
}
