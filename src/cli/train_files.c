/* The files of `ganproof train`: see train.h. */
#include "cli/train.h"

#include "theorem/likelihood.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *train_read_file(const char *path, error *e)
{
    FILE *from = fopen(path, "rb");
    char *text = NULL;
    size_t size = 0, got;
    if (!from) {
        error_set(e, -1, "cannot open %.300s: %s", path, strerror(errno));
        return NULL;
    }
    FILE *to = open_memstream(&text, &size);
    char block[1 << 16];
    errno = 0;
    while (to && (got = fread(block, 1, sizeof block, from)) > 0)
        fwrite(block, 1, got, to);
    bool well = to && !ferror(from) && fclose(to) == 0;
    if (!well)
        error_set(e, -1, "cannot read %.300s: %s", path, strerror(errno));
    else if (strlen(text) != size)
        well = error_set(e, -1, "%.300s: byte %zu is zero; expected a text", path, strlen(text) + 1);
    fclose(from);
    return well ? text : (free(text), NULL);
}

static bool has_ending(const char *text, const char *ending)
{
    size_t n = strlen(text), m = strlen(ending);
    return n >= m && strcmp(text + n - m, ending) == 0;
}

/* Puts the file's name before the message. */
static void blame(const char *path, error *e)
{
    error inner = *e;
    error_set(e, -1, "%.200s: %.180s", path, inner.message);
}

static target *target_of_file(const char *path, bool standardised, error *e)
{
    char *text = train_read_file(path, e), specification[PATH_MAX + 16];
    target *t = NULL;
    if (text && strncmp(text, "label,pixels", 12) == 0) {
        t = target_of_images(text, e);
        if (!t)
            blame(path, e);
    } else if (text) {
        snprintf(specification, sizeof specification, "samples(\"%s\")", path);
        t = target_of_law(specification, standardised, e);
    }
    free(text);
    return t;
}

target *train_target(const train_settings *s, error *e)
{
    char path[PATH_MAX];
    if (strcmp(s->data, "blobs") == 0)
        return target_of_blobs();
    if (!has_ending(s->data, ".csv") && !has_ending(s->data, ".txt")) {
        target *t = target_of_law(s->data, s->standardise, e);
        if (!t)
            blame("data", e);
        return t;
    }
    if (access(s->data, R_OK) == 0 || !data_find(s->data, path))
        snprintf(path, sizeof path, "%s", s->data);
    return target_of_file(path, s->standardise, e);
}
