/* gnuplot as a child process, without a shell: see gnuplot.h. */
#include "cli/gnuplot.h"

#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

const char *gnuplot_format(const char *picture)
{
    static const char *const formats[] = {"svg", "png", "pdf", "gif"};
    const char *dot = strrchr(picture, '.');
    for (size_t i = 0; dot && i < sizeof formats / sizeof *formats; i++)
        if (strcmp(dot + 1, formats[i]) == 0)
            return formats[i];
    return NULL;
}

/* ---- Scripts ---- */

static bool has_script(const char *folder, const char *script, char path[PATH_MAX])
{
    return snprintf(path, PATH_MAX, "%s/%s.gp", folder, script) < PATH_MAX && access(path, R_OK) == 0;
}

static bool find_script(const char *script, char path[PATH_MAX], error *e)
{
    static const char *const beside[] = {"../share/ganproof/plots", "../plots"};
    const char *chosen = getenv("GANPROOF_PLOTS");
    char own[PATH_MAX / 2], folder[PATH_MAX];
    if (chosen && *chosen)
        return has_script(chosen, script, path)
               || error_set(e, -1, "no plot script %s.gp in GANPROOF_PLOTS=%.200s", script, chosen);
    ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
    own[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(own, '/');
    if (slash)
        *slash = '\0';
    for (size_t i = 0; slash && i < sizeof beside / sizeof *beside; i++) {
        snprintf(folder, sizeof folder, "%s/%s", own, beside[i]);
        if (has_script(folder, script, path))
            return true;
    }
    return error_set(e, -1, "no plot script %s.gp; set GANPROOF_PLOTS to the folder of the plot scripts",
                     script);
}

/* ---- Variables ---- */

/* name='value'; in gnuplot a quote within quotes is doubled. */
static void assign(FILE *to, const char *name, const char *value)
{
    fprintf(to, "%s='", name);
    for (const char *c = value; *c; c++) {
        if (*c == '\'')
            fputc('\'', to);
        fputc(*c == '\n' ? ' ' : *c, to);
    }
    fputs("'; ", to);
}

static char *assignments(const char *table, const char *picture, const char *format,
                         const gnuplot_variable *more, size_t count)
{
    char *text = NULL;
    size_t size;
    FILE *to = open_memstream(&text, &size);
    if (!to)
        return NULL;
    assign(to, "table", table);
    assign(to, "output", picture);
    assign(to, "format", format);
    for (size_t i = 0; i < count; i++)
        assign(to, more[i].name, more[i].value);
    return fclose(to) ? free(text), NULL : text;
}

/* ---- The child ---- */

/* The environment with LC_ALL=C.UTF-8: decimal points, and texts beyond ASCII. */
static char **plain_locale(void)
{
    static char locale[] = "LC_ALL=C.UTF-8";
    size_t n = 0, kept = 0;
    while (environ[n])
        n++;
    char **copy = calloc(n + 2, sizeof *copy);
    for (size_t i = 0; copy && i < n; i++)
        if (strncmp(environ[i], "LC_ALL=", 7) != 0)
            copy[kept++] = environ[i];
    if (copy)
        copy[kept] = locale;
    return copy;
}

/* Its standard error goes into the pipe, everything else to /dev/null. */
static int spawn(char *const arguments[], const int ends[2], pid_t *child)
{
    posix_spawn_file_actions_t actions;
    char **environment = plain_locale();
    if (!environment || posix_spawn_file_actions_init(&actions))
        return free(environment), ENOMEM;
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    posix_spawn_file_actions_addclose(&actions, ends[1]);
    int failure = posix_spawnp(child, "gnuplot", &actions, NULL, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    free(environment);
    return failure;
}

/* Reads all of it, so that the child never waits for us; keeps the beginning. */
static void drain(int from, char *text, size_t size)
{
    char more[512];
    size_t kept = 0;
    for (ssize_t n; (n = read(from, more, sizeof more)) > 0 || (n < 0 && errno == EINTR);)
        for (ssize_t i = 0; i < n && kept + 1 < size; i++)
            text[kept++] = more[i];
    text[kept] = '\0';
}

/* The line in which gnuplot says what is wrong: the last one that is not blank. */
static const char *last_line(char *text)
{
    size_t length = strlen(text);
    while (length && strchr(" \t\r\n", text[length - 1]))
        text[--length] = '\0';
    char *start = strrchr(text, '\n');
    return start ? start + 1 : text;
}

static bool run_gnuplot(char *variables, char *script, error *e)
{
    char name[] = "gnuplot", option[] = "-e", said[4000];
    char *arguments[] = {name, option, variables, script, NULL};
    int ends[2], status = 0;
    pid_t child;
    if (pipe(ends))
        return error_set(e, -1, "cannot start gnuplot: %s", strerror(errno));
    int failure = spawn(arguments, ends, &child);
    close(ends[1]);
    if (!failure) {
        drain(ends[0], said, sizeof said);
        while (waitpid(child, &status, 0) < 0 && errno == EINTR)
            ;
    }
    close(ends[0]);
    if (failure == ENOENT || (!failure && WIFEXITED(status) && WEXITSTATUS(status) == 127))
        return error_set(e, -1, "gnuplot is not installed, or not in PATH");
    if (failure)
        return error_set(e, -1, "cannot start gnuplot: %s", strerror(failure));
    return status == 0 || error_set(e, -1, "gnuplot: %.300s", last_line(said));
}

/* ---- The picture ---- */

static bool has_content(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 && (!S_ISREG(s.st_mode) || s.st_size > 0);
}

bool gnuplot_draw(const char *script, const char *table, const char *picture, const gnuplot_variable *more,
                  size_t count, error *e)
{
    char path[PATH_MAX];
    output o;
    const char *format = gnuplot_format(picture);
    if (!format)
        return error_set(e, -1, "%.200s: the name of a picture ends in .svg, .png or .pdf", picture);
    if (!find_script(script, path, e) || !output_open(&o, picture, e))
        return false;
    const char *target = o.temporary ? o.temporary : picture;
    char *variables = assignments(table, target, format, more, count);
    bool drawn = variables ? run_gnuplot(variables, path, e) : error_set(e, -1, "out of memory");
    free(variables);
    if (drawn && !has_content(target))
        drawn = error_set(e, -1, "gnuplot left %.200s empty", picture);
    if (drawn)
        return output_commit(&o, e);
    output_abandon(&o, false);
    return false;
}
