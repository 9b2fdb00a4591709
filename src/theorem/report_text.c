/* The table for a reader: see report.h. */
#include "theorem/report.h"

#include "theorem/prose.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STATEMENT = 50, PAGE = 104, NOTE = 8, NOTE_TITLE = 11 };

static const char *paint(bool colour, conclusion c)
{
    static const char *const codes[] = {"\033[1;31m", "\033[1;33m", "\033[1;33m", "\033[32m"};
    return colour ? codes[c] : "";
}
static const char *faint(bool colour) { return colour ? "\033[2m" : ""; }
static const char *plain(bool colour) { return colour ? "\033[0m" : ""; }

const char *falsehood_name(const theorem_outcome *t)
{
    return t->refuted ? "refuted" : t->reached ? "not refuted" : "undecided";
}

/* "1e-34": two sides that agree to 10^-34, or enclosures of that radius; "-" if there is neither. */
static void accuracy_text(char out[16], const tally *sum)
{
    if (sum->digits != NO_DIGITS)
        snprintf(out, 16, "agree 1e-%ld", sum->digits);
    else if (sum->width > 0)
        snprintf(out, 16, "width 1e%+.0f", ceil(log10(sum->width)));
    else
        snprintf(out, 16, "-");
}

/* The grades of the checks, strongest first: "exact+certified". */
static void grades_text(char out[64], const theorem_outcome *t)
{
    out[0] = '\0';
    for (int grade = EVIDENCE_EXACT; grade <= EVIDENCE_STATISTICAL; grade++)
        for (size_t i = 0; i < t->of->check_count; i++)
            if (t->of->checks[i].grade == (evidence)grade) {
                size_t used = strlen(out);
                snprintf(out + used, 64 - used, "%s%s", used ? "+" : "", evidence_name((evidence)grade));
                break;
            }
}

static void describe_case(FILE *to, const check *k, const case_outcome *c, const case_outcome *first)
{
    fprintf(to, "%s", c->name);
    if (k->claim) {
        const pair_case *given = (const pair_case *)k->cases + (c - first);
        fprintf(to, ": %s, %s", given->p, given->q);
    }
}

static void explain(FILE *to, const theorem_outcome *t, bool colour)
{
    if (t->is == CONCLUSION_HOLDS)
        return;
    fprintf(to, "%11s%s", "", paint(colour, t->is));
    const check_outcome *k = t->culprit;
    if (!k) {
        fprintf(to, "there are no checks%s\n", plain(colour));
        return;
    }
    fprintf(to, "%s: %s", k->of->what, k->reason);
    if (k->culprit) {
        fputs(" (", to);
        describe_case(to, k->of, k->culprit, k->cases);
        fputc(')', to);
        if (k->culprit->claim.trouble[0])
            fprintf(to, ": %s", k->culprit->claim.trouble);
    }
    fprintf(to, "%s\n", plain(colour));
}

static void row(FILE *to, const theorem_outcome *t, bool colour)
{
    const char *statement = t->of->text->statement;
    char accuracy[16], grades[64], refuted[64];
    accuracy_text(accuracy, &t->sum);
    grades_text(grades, t);
    snprintf(refuted, sizeof refuted, "%s %zu/%zu", falsehood_name(t), t->sum.refuted, t->sum.asked);
    fprintf(to, "%s%-9s%s  ", paint(colour, t->is), conclusion_name(t->is), plain(colour));
    size_t bytes = prose_line(statement, STATEMENT);
    prose_cell(to, statement, bytes, STATEMENT);
    fprintf(to, "  %-15s  %5zu  %-11s  %-15s  %6.2f s\n", grades, t->sum.cases, accuracy, refuted,
            t->sum.seconds);
    for (statement += bytes; *statement; statement += bytes) {
        statement += strspn(statement, " ");
        bytes = prose_line(statement, STATEMENT);
        fprintf(to, "%11s%.*s\n", "", (int)bytes, statement);
    }
    fprintf(to, "%11s%s%s%s\n", "", faint(colour), t->of->name, plain(colour));
    explain(to, t, colour);
}

static const char *plural(size_t n) { return n == 1 ? "" : "s"; }

void report_text(FILE *to, const account *a, bool colour)
{
    fprintf(to, "%-9s  %-*s  %-15s  %5s  %-11s  %-15s  %8s\n", "verdict", STATEMENT, "statement", "evidence",
            "cases", "accuracy", "falsehood", "work");
    for (size_t i = 0; i < a->size; i++)
        row(to, &a->theorems[i], colour);
    fprintf(to, "\n%zu theorem%s: %zu hold%s, %zu fail%s, %zu undecided, %zu vacuous\n", a->size,
            plural(a->size), a->count[CONCLUSION_HOLDS], a->count[CONCLUSION_HOLDS] == 1 ? "s" : "",
            a->count[CONCLUSION_FAILS], a->count[CONCLUSION_FAILS] == 1 ? "s" : "",
            a->count[CONCLUSION_UNDECIDED], a->count[CONCLUSION_VACUOUS]);
    fprintf(
        to,
        "%zu case%s: %zu held, %zu failed, %zu undecided, %zu with assumptions unmet; %zu refutations; %.2f s\n",
        a->sum.cases, plural(a->sum.cases), a->sum.holds, a->sum.fails, a->sum.undecided, a->sum.unmet,
        a->sum.refuted, a->seconds);
    if (a->interrupted)
        fprintf(to, "interrupted: what was not reached counts as undecided\n");
}

/* ---- One theorem ---- */

static void section(FILE *to, const char *title, const char *text)
{
    fprintf(to, "%-17s", title);
    prose_paragraph(to, text, 17, PAGE);
}

static const char *finding_name(const finding *f)
{
    return !f->ran ? "not run" : f->unmet ? "unmet" : verdict_name(f->is);
}

static void case_line(FILE *to, const check *k, const case_outcome *c, const case_outcome *first)
{
    char accuracy[16];
    tally alone = {.digits = c->claim.digits, .width = c->claim.width};
    accuracy_text(accuracy, &alone);
    fprintf(to, "    %-9s  %-9s  %4ld  %-11s  ", finding_name(&c->claim), finding_name(&c->falsehood),
            (long)c->claim.bits, accuracy);
    describe_case(to, k, c, first);
    if (c->claim.trouble[0])
        fprintf(to, "  [%s]", c->claim.trouble);
    else if (c->falsehood.trouble[0])
        fprintf(to, "  [falsehood: %s]", c->falsehood.trouble);
    fputc('\n', to);
}

/* Each line of a note is a paragraph of its own. */
static void print_note(FILE *to, const char *title, const char *text)
{
    for (const char *line = text, *rest; line; line = rest) {
        rest = strchr(line, '\n');
        int length = rest ? (int)(rest - line) : (int)strlen(line);
        char *copy = strndup(line, (size_t)length);
        fprintf(to, "%*s%-*s", NOTE, "", NOTE_TITLE, title);
        prose_paragraph(to, copy, NOTE + NOTE_TITLE, PAGE);
        free(copy);
        rest += rest != NULL;
    }
}

static void check_section(FILE *to, const check_outcome *k, bool colour)
{
    fprintf(to, "\n%s (%s): %s%s%s%s%s\n", k->of->what, evidence_name(k->of->grade), paint(colour, k->is),
            conclusion_name(k->is), plain(colour), k->reason ? ", " : "", k->reason ? k->reason : "");
    if (k->of->grade == EVIDENCE_STATISTICAL)
        fprintf(to, "    seed %lu, %ld runs, confidence %g\n", k->of->seed, k->of->runs, k->of->confidence);
    fprintf(to, "    %-9s  %-9s  %4s  %-11s  %s\n", "claim", "falsehood", "bits", "accuracy", "case");
    for (size_t i = 0; i < k->of->count; i++) {
        case_line(to, k->of, &k->cases[i], k->cases);
        print_note(to, "claim", k->cases[i].claim.note);
        print_note(to, "falsehood", k->cases[i].falsehood.note);
    }
}

void report_theorem(FILE *to, const theorem_outcome *t, bool colour)
{
    const theorem_text *text = t->of->text;
    fprintf(to, "%s\n", t->of->name);
    fprintf(to, "    ");
    prose_paragraph(to, text->statement, 4, PAGE);
    fputc('\n', to);
    section(to, "Hypotheses", text->hypotheses);
    section(to, "Why a GAN cares", text->why);
    section(to, "Source", text->source);
    section(to, "Established", text->established);
    section(to, "Not established", text->not_established);
    section(to, "Falsehood", text->falsehood);
    section(to, "Tags", text->tags);
    for (size_t i = 0; i < t->of->check_count; i++)
        check_section(to, &t->checks[i], colour);
    fprintf(to, "\n%s%s%s; the falsehood is %s\n", paint(colour, t->is), conclusion_name(t->is),
            plain(colour), falsehood_name(t));
}
