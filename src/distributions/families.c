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

static int least(int a, int b, int c) { return a < b ? (a < c ? a : c) : (b < c ? b : c); }

/* Levenshtein's distance by rows; names longer than the row are far from everything. */
static int edit_distance(const char *a, const char *b)
{
    enum { MOST = 32 };
    int row[MOST + 1], n = (int)strlen(a), m = (int)strlen(b);
    if (n > MOST || m > MOST)
        return 2 * MOST;
    for (int j = 0; j <= m; j++)
        row[j] = j;
    for (int i = 1; i <= n; i++) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j <= m; j++) {
            int above = row[j];
            row[j] = least(above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[m];
}

const family *family_nearest(const char *name)
{
    const family *nearest = NULL;
    int closest = (int)strlen(name) / 2 + 1; /* more changes than that, and the resemblance is chance */
    for (size_t i = 0; i < family_count; i++) {
        int distance = edit_distance(name, families[i]->name);
        if (distance < closest) {
            closest = distance;
            nearest = families[i];
        }
    }
    return nearest;
}
