/* ganproof show THEOREM: what is told about a theorem, and its evidence, by running it. */
#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/output.h"
#include "theorem/catalogue.h"
#include "theorem/report.h"

static const char *theorem_name(size_t i) { return catalogue[i]->name; }

int command_show(int argc, char **argv)
{
    bool as_json = false;
    const option_row options[] = {{"json", '\0', OPTION_FLAG, &as_json, NULL, "the same as JSON"}};
    const usage u = {
        "THEOREM",
        "The statement, its hypotheses and source, what is established here and what is not, the falsehood,\n"
        "and the evidence case by case. A falsehood is refuted where it fails on a case; it may hold on others.",
        options,
        sizeof options / sizeof *options,
        1,
        1};
    char **words;
    int count, status;
    if (!options_read(&u, argc, argv, &words, &count, &status))
        return status;
    const theorem *t = catalogue_find(words[0]);
    if (!t)
        return complain_unknown("theorem", words[0], theorem_name, catalogue_size);
    account *a = engine_run(&t, 1, &(engine_watch){.stop = interrupt_watch()});
    if (as_json)
        report_json(stdout, a);
    else
        report_theorem(stdout, &a->theorems[0], output_in_colour());
    status = a->count[CONCLUSION_HOLDS] == 1 ? ALL_HOLDS : NOT_ALL;
    account_free(a);
    return status;
}
