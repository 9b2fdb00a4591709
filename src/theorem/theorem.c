/* The words of theorem.h. */
#include "theorem/theorem.h"

#include <string.h>

bool theorem_has_tag(const theorem *t, const char *tag)
{
    size_t length = strlen(tag);
    for (const char *word = t->text->tags; *word; word += strspn(word, " ")) {
        size_t n = strcspn(word, " ");
        if (n == length && memcmp(word, tag, n) == 0)
            return true;
        word += n;
    }
    return false;
}

const char *evidence_name(evidence grade)
{
    static const char *const names[] = {"exact", "certified", "numerical", "statistical"};
    return names[grade];
}
