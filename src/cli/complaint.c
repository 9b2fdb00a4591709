/* Complaints: see complaint.h. */
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

int complain_unknown(const char *what, const char *word, name_at names, size_t count)
{
    error e;
    error_unknown(&e, -1, what, word, names, count);
    return complain("%s", e.message);
}
