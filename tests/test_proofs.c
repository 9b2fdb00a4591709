/* Every theorem of the catalogue is a test: it must hold, with its falsehood refuted. */
#include "theorem/catalogue.h"
#include "theorem/engine.h"
#include <criterion/criterion.h>
#include <string.h>

static void prove(const char *name)
{
    const theorem *t = catalogue_find(name);
    cr_assert(t, "%s is in the catalogue", name);
    account *a = engine_run(&t, 1, NULL);
    const theorem_outcome *o = &a->theorems[0];
    cr_expect(o->is == CONCLUSION_HOLDS, "%s: %s: %s, %s", name, conclusion_name(o->is),
              o->culprit ? o->culprit->of->what : "", o->culprit ? o->culprit->reason : "");
    cr_expect(o->refuted, "%s: falsehood refuted", name);
    account_free(a);
}

#define THEOREM(name)                                                                                        \
    Test(proofs, name) { prove(#name); }
#include "catalogue.def"
#undef THEOREM

Test(catalogue, names_differ_and_nothing_is_left_unsaid)
{
    for (size_t i = 0; i < catalogue_size; i++) {
        const theorem_text *t = catalogue[i]->text;
        const char *const said[] = {t->tags,   t->statement,   t->hypotheses,      t->why,
                                    t->source, t->established, t->not_established, t->falsehood};
        for (size_t k = 0; k < sizeof said / sizeof *said; k++)
            cr_expect(said[k] && strlen(said[k]) > 2, "%s says everything", catalogue[i]->name);
        cr_expect(catalogue_find(catalogue[i]->name) == catalogue[i], "%s stands for itself",
                  catalogue[i]->name);
    }
}
