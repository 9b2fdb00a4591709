/* Outputs: see output.h. */
#include "cli/output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_regular_or_new(const char *path)
{
    struct stat s;
    return stat(path, &s) != 0 || S_ISREG(s.st_mode);
}

static char *joined(const char *path, const char *ending)
{
    size_t size = strlen(path) + strlen(ending) + 1;
    char *name = malloc(size);
    snprintf(name, size, "%s%s", path, ending);
    return name;
}

/* mkstemp makes files private; a result gets the permissions that any new file would have. */
static void make_ordinary(int descriptor)
{
    mode_t mask = umask(0);
    umask(mask);
    (void)!fchmod(descriptor, 0666 & ~mask);
}

static FILE *open_temporary(output *o)
{
    o->temporary = joined(o->path, ".XXXXXX");
    int descriptor = mkstemp(o->temporary);
    if (descriptor < 0)
        return NULL;
    make_ordinary(descriptor);
    return fdopen(descriptor, "w");
}

bool output_open(output *o, const char *path, error *e)
{
    *o = (output){.path = path};
    if (strcmp(path, "-") == 0)
        o->to = stdout;
    else
        o->to = is_regular_or_new(path) ? open_temporary(o) : fopen(path, "w");
    if (o->to)
        return true;
    error_set(e, -1, "cannot write %s: %s", path, strerror(errno));
    free(o->temporary);
    o->temporary = NULL;
    return false;
}

bool output_commit(output *o, error *e)
{
    if (!o->to)
        return true;
    bool well = !ferror(o->to);
    if (o->to == stdout)
        well = fflush(stdout) == 0 && well;
    else
        well = fclose(o->to) == 0 && well;
    if (o->temporary) {
        well = well && rename(o->temporary, o->path) == 0;
        if (!well)
            unlink(o->temporary);
        free(o->temporary);
    }
    if (!well)
        error_set(e, -1, "cannot write %s: %s", o->path, strerror(errno));
    *o = (output){0};
    return well;
}

void output_abandon(output *o, bool keep)
{
    if (!o->to)
        return;
    if (o->to != stdout)
        fclose(o->to);
    if (o->temporary && keep) {
        char *partial = joined(o->path, ".partial");
        (void)!rename(o->temporary, partial);
        free(partial);
    } else if (o->temporary) {
        unlink(o->temporary);
    }
    free(o->temporary);
    *o = (output){0};
}

bool output_is_well(void) { return fflush(stdout) == 0 && !ferror(stdout); }

bool output_in_colour(void)
{
    const char *refused = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && !(refused && *refused) && terminal && strcmp(terminal, "dumb") != 0;
}
