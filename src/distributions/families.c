/* The table of families, generated from families.def, and search by name. */
#include "distributions/distribution.h"

#include <string.h>

#define FAMILY(name) extern const family family_##name;
#include "distributions/families.def"
#undef FAMILY

#define FAMILY(name) &family_##name,
const family *const families[] = {
#include "distributions/families.def"
};
#undef FAMILY

const size_t family_count = sizeof families / sizeof *families;

const family *family_by_name(const char *name)
{
    for (size_t i = 0; i < family_count; i++)
        if (!strcmp(families[i]->name, name))
            return families[i];
    return NULL;
}

const char *family_name(size_t i) { return families[i]->name; }
