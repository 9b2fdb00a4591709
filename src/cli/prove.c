/* ganproof prove [THEOREM|TAG ...]: runs the theorems and reports. */
#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/output.h"
#include "theorem/catalogue.h"
#include "theorem/report.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- Which theorems ---- */

static bool is_asked_for(const theorem *t, char **words, int count)
{
    for (int i = 0; i < count; i++)
        if (strcmp(words[i], t->name) == 0 || theorem_has_tag(t, words[i]))
            return true;
    return count == 0;
}

static const char *theorem_name(size_t i) { return catalogue[i]->name; }

static bool every_word_is_known(char **words, int count)
{
    for (int i = 0; i < count; i++) {
        bool known = false;
        for (size_t t = 0; t < catalogue_size && !known; t++)
            known = is_asked_for(catalogue[t], &words[i], 1);
        if (!known) {
            complain_unknown("theorem or tag", words[i], theorem_name, catalogue_size);
            return false;
        }
    }
    return true;
}

static const theorem **selection(char **words, int count, size_t *size)
{
    const theorem **chosen = calloc(catalogue_size, sizeof *chosen);
    *size = 0;
    for (size_t t = 0; t < catalogue_size; t++)
        if (is_asked_for(catalogue[t], words, count))
            chosen[(*size)++] = catalogue[t];
    return chosen;
}

/* ---- Progress, on a terminal only ---- */

static void show_progress(void *state, size_t done, size_t total, const char *name)
{
    (void)state;
    fprintf(stderr, "\r\033[K%zu of %zu  %s", done, total, done < total ? name : "");
    if (done == total)
        fputs("\r\033[K", stderr);
}

/* ---- Where the reports go ---- */

typedef struct destinations {
    bool json;
    const char *tap, *junit;
    output tap_file, junit_file;
} destinations;

static bool is_stdout(const char *path) { return path && strcmp(path, "-") == 0; }

static bool destinations_open(destinations *d)
{
    error e;
    if (d->json + is_stdout(d->tap) + is_stdout(d->junit) > 1) {
        complain(
            "only one of --json, --tap and --junit can go to the standard output; give the others a FILE");
        return false;
    }
    if ((d->tap && !output_open(&d->tap_file, d->tap, &e))
        || (d->junit && !output_open(&d->junit_file, d->junit, &e))) {
        output_abandon(&d->tap_file, false);
        complain("%s", e.message);
        return false;
    }
    return true;
}

static bool destinations_write(destinations *d, const account *a)
{
    error e;
    if (d->json)
        report_json(stdout, a);
    else if (!is_stdout(d->tap) && !is_stdout(d->junit))
        report_text(stdout, a, output_in_colour());
    if (d->tap)
        report_tap(d->tap_file.to, a);
    if (d->junit)
        report_junit(d->junit_file.to, a);
    bool tap_well = output_commit(&d->tap_file, &e), junit_well = output_commit(&d->junit_file, &e);
    if ((!tap_well && !is_stdout(d->tap)) || (!junit_well && !is_stdout(d->junit)))
        complain_failure("%s", e.message);
    return tap_well && junit_well;
}

int command_prove(int argc, char **argv)
{
    destinations to = {.json = false};
    const option_row options[] = {
        {"json", '\0', OPTION_FLAG, &to.json, NULL,
         "everything, case by case, as JSON on the standard output"},
        {"tap", '\0', OPTION_FILE_OR_OUTPUT, &to.tap, "FILE", "a line of TAP for each theorem"},
        {"junit", '\0', OPTION_FILE_OR_OUTPUT, &to.junit, "FILE", "JUnit's XML: a suite for each theorem"},
    };
    const usage u = {
        "[THEOREM|TAG ...]",
        "Runs the theorems of these names or tags (all of them if none is given): every claim must hold on\n"
        "all its cases, and its falsehood, which speaks of all of them, too, must be refuted on one in each check.\n"
        "'ganproof list theorems' names them.",
        options,
        sizeof options / sizeof *options,
        0,
        -1};
    char **words;
    int count, status;
    if (!options_read(&u, argc, argv, &words, &count, &status))
        return status;
    if (!every_word_is_known(words, count) || !destinations_open(&to))
        return BAD_INPUT;
    size_t size;
    const theorem **chosen = selection(words, count, &size);
    engine_watch watch = {.progress = isatty(STDERR_FILENO) ? show_progress : NULL,
                          .stop = interrupt_watch()};
    account *a = engine_run(chosen, size, &watch);
    bool written = destinations_write(&to, a);
    status = written && a->count[CONCLUSION_HOLDS] == a->size ? ALL_HOLDS : NOT_ALL;
    account_free(a);
    free(chosen);
    return status;
}
