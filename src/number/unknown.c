/* Suggestions for names that are not known: see unknown.h. */
#include "number/unknown.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { LONGEST = 64 };

static int least(int a, int b) { return a < b ? a : b; }
static bool same(char a, char b) { return tolower((unsigned char)a) == tolower((unsigned char)b); }

static int distance(const char *a, const char *b)
{
    int n = (int)strlen(a), m = (int)strlen(b);
    if (n > LONGEST || m > LONGEST)
        return LONGEST;
    int d[LONGEST + 1][LONGEST + 1];
    for (int i = 0; i <= n; i++)
        for (int j = 0; j <= m; j++) {
            if (!i || !j) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + !same(a[i - 1], b[j - 1]));
            if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]))
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[n][m];
}

static const char *by_letters(const char *word, name_at names, size_t count)
{
    const char *best = NULL;
    int within = ((int)strlen(word) + 1) / 3;
    for (size_t i = 0; i < count; i++) {
        int d = distance(word, names(i));
        if (d <= within) {
            best = names(i);
            within = d - 1;
        }
    }
    return best;
}

/* What else the field calls them. */
static const char *by_meaning(const char *word, name_at names, size_t count)
{
    static const char *const also[][2] = {{"gauss", "normal"},       {"gaussian", "normal"},
                                          {"n", "normal"},           {"u", "uniform"},
                                          {"exp", "exponential"},    {"t", "student"},
                                          {"dirac", "point"},        {"delta", "point"},
                                          {"empirical", "samples"},  {"kullback-leibler", "kl"},
                                          {"jensen-shannon", "js"},  {"jsd", "js"},
                                          {"total-variation", "tv"}, {"hellinger", "hellinger2"},
                                          {"wasserstein", "w1"},     {"emd", "w1"},
                                          {"earth-mover", "w1"},     {"wasserstein2", "w2"},
                                          {"chi-squared", "chi2"},   {"pearson", "chi2"},
                                          {"ks", "kolmogorov"},      {"likelihood", "mle"},
                                          {"wgan", "wasserstein"},   {"lsgan", "least-squares"}};
    for (size_t k = 0; k < sizeof also / sizeof *also; k++)
        for (size_t i = 0; i < count && strcasecmp(word, also[k][0]) == 0; i++)
            if (strcmp(names(i), also[k][1]) == 0)
                return names(i);
    return NULL;
}

/* Do the parts of the word occur in the name in this order? */
static bool holds_parts(const char *name, const char *word)
{
    while (name && *word) {
        size_t length = strcspn(word, "_");
        while (*name && strncasecmp(name, word, length))
            name++;
        if (!*name)
            return false;
        name += length;
        word += length + (word[length] == '_');
    }
    return true;
}

static const char *by_parts(const char *word, name_at names, size_t count)
{
    const char *best = NULL;
    for (size_t i = 0; strlen(word) >= 3 && i < count; i++)
        if (holds_parts(names(i), word) && (!best || strlen(names(i)) < strlen(best)))
            best = names(i);
    return best;
}

const char *nearest_name(const char *word, name_at names, size_t count)
{
    const char *near = by_letters(word, names, count);
    near = near ? near : by_meaning(word, names, count);
    return near ? near : by_parts(word, names, count);
}

bool error_unknown(error *e, int position, const char *what, const char *word, name_at names, size_t count)
{
    const char *near = nearest_name(word, names, count);
    if (near)
        return error_set(e, position, "unknown %s '%.60s'; did you mean '%s'?", what, word, near);
    char accepted[290] = "";
    size_t used = 0, i = 0;
    for (; i < count && used + strlen(names(i)) + 2 < sizeof accepted - 24; i++)
        used += (size_t)snprintf(accepted + used, sizeof accepted - used, "%s%s", i ? ", " : "", names(i));
    if (i < count)
        snprintf(accepted + used, sizeof accepted - used, ", ... (%zu in all)", count);
    return error_set(e, position, "unknown %s '%.60s'; accepted are %s", what, word, accepted);
}
