/* Complaints: see complaint.h. Nearness is the number of letters to insert, delete, replace or swap (Damerau 1964). */
#include "cli/complaint.h"

#include "cli/command.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *speaker;

void complain_as(const char *command) { speaker = command; }

static void say(const char *format, va_list arguments)
{
    char line[1200];
    vsnprintf(line, sizeof line, format, arguments);
    for (char *c = line; *c; c++)
        if (iscntrl((unsigned char)*c))
            *c = '?';
    fprintf(stderr, "ganproof%s%s: %s\n", speaker ? " " : "", speaker ? speaker : "", line);
}

int complain(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(format, arguments);
    va_end(arguments);
    return BAD_INPUT;
}

int complain_failure(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(format, arguments);
    va_end(arguments);
    return NOT_ALL;
}

int complain_about(const char *what, const char *text, const error *e)
{
    if (e->position < 0)
        return complain("%s: %s", what, e->message);
    return complain("%s '%.300s', character %d: %s", what, text, e->position + 1, e->message);
}

/* ---- The nearest name ---- */

enum { LONGEST = 64 };

static int least(int a, int b) { return a < b ? a : b; }

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
            d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[n][m];
}

static const char *nearest(const char *word, name_at names, size_t count)
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

int complain_unknown_at(const char *place, const char *what, const char *word, name_at names, size_t count)
{
    const char *near = nearest(word, names, count), *colon = *place ? ": " : "";
    if (near)
        return complain("%s%sunknown %s '%.100s'; did you mean '%s'?", place, colon, what, word, near);
    char accepted[800] = "";
    for (size_t i = 0, used = 0; i < count && used < sizeof accepted; i++)
        used += (size_t)snprintf(accepted + used, sizeof accepted - used, "%s%s", i ? ", " : "", names(i));
    return complain("%s%sunknown %s '%.100s'; accepted are %s", place, colon, what, word, accepted);
}

int complain_unknown(const char *what, const char *word, name_at names, size_t count)
{
    return complain_unknown_at("", what, word, names, count);
}
