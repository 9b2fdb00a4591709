/* The list of all theorems: see catalogue.h. */
#include "theorem/catalogue.h"

#include <string.h>

#define THEOREM(name) extern const theorem theorem_##name;
#include "catalogue.def"
#undef THEOREM

const theorem *const catalogue[] = {
#define THEOREM(name) &theorem_##name,
#include "catalogue.def"
#undef THEOREM
};
const size_t catalogue_size = sizeof catalogue / sizeof *catalogue;

const theorem *catalogue_find(const char *name)
{
    for (size_t i = 0; i < catalogue_size; i++)
        if (strcmp(catalogue[i]->name, name) == 0)
            return catalogue[i];
    return NULL;
}
