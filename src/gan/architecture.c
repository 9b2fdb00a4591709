/* Layers from a text: see architecture.h. */
#include "gan/architecture.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WORD = 31, MOST_NUMBER = 1 << 20 };

typedef struct words {
    const char *what, *at;
    char word[MOST_WORD + 1]; /* the present one; empty at a comma and at the end */
    error *e;
} words;

static void next(words *w)
{
    w->at += strspn(w->at, " ");
    size_t length = strcspn(w->at, " ,"), kept = length < MOST_WORD ? length : MOST_WORD;
    memcpy(w->word, w->at, kept);
    w->word[kept] = '\0';
    w->at += length;
}

static bool fail(words *w, const char *expected)
{
    if (!*w->word)
        return error_set(w->e, -1, "%s: a layer ends too early; expected %s", w->what, expected);
    return error_set(w->e, -1, "%s: '%s': expected %s", w->what, w->word, expected);
}

/* Digits from text on; the end, or NULL. */
static const char *read_count(const char *text, int *out)
{
    char *end;
    long n = isdigit((unsigned char)*text) ? strtol(text, &end, 10) : -1;
    if (n < 0 || n > MOST_NUMBER)
        return NULL;
    *out = (int)n;
    return end;
}

static bool read_size(words *w, bool is_dense, shape *out)
{
    const char *at = read_count(w->word, &out->channels);
    if (at && is_dense && *at == 'x')
        at = read_count(at + 1, &out->height);
    if (at && is_dense && *at == 'x')
        at = read_count(at + 1, &out->width);
    if (!at || *at || out->channels < 1)
        return fail(w, is_dense ? "a number of features, such as 64 or 32x4x4" : "a number of channels");
    next(w);
    return true;
}

static bool read_window(words *w, window *out)
{
    *out = (window){.stride = 1};
    for (; *w->word && strchr("ksp", *w->word) && isdigit((unsigned char)w->word[1]); next(w)) {
        int *into = *w->word == 'k' ? &out->kernel : *w->word == 's' ? &out->stride : &out->padding;
        const char *end = read_count(w->word + 1, into);
        if (!end || *end)
            return fail(w, "kK, sS or pP with a number each");
    }
    return out->kernel > 0 || fail(w, "a kernel, such as k4");
}

static bool read_activation(words *w, activation *out)
{
    static const struct {
        const char *name;
        activation is;
    } known[] = {
        {"linear", LINEAR}, {"relu", RELU}, {"leaky", LEAKY_RELU}, {"tanh", TANH}, {"sigmoid", SIGMOID}};
    if (!*w->word)
        return true;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].name, w->word) == 0) {
            *out = known[i].is;
            next(w);
            return !*w->word || fail(w, "a comma");
        }
    return fail(w, "linear, relu, leaky, tanh or sigmoid");
}

static bool read_layer(words *w, layer *out)
{
    static const struct {
        const char *name;
        layer_name is;
    } known[] = {{"dense", DENSE}, {"conv", CONV}, {"transposed", TRANSPOSED_CONV}, {"norm", BATCH_NORM}};
    *out = (layer){.kind = DENSE};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].name, w->word) == 0) {
            out->kind = known[i].is;
            next(w);
            break;
        }
    if (isalpha((unsigned char)*w->word) && out->kind == DENSE)
        return fail(w, "a layer: N, dense, conv, transposed or norm");
    if (out->kind != BATCH_NORM && !read_size(w, out->kind == DENSE, &out->out))
        return false;
    if ((out->kind == CONV || out->kind == TRANSPOSED_CONV) && !read_window(w, &out->window))
        return false;
    return read_activation(w, &out->activation);
}

size_t architecture_read(const char *what, const char *text, layer out[MOST_LAYERS], error *e)
{
    words w = {.what = what, .at = text, .e = e};
    for (size_t n = 0;;) {
        if (n == MOST_LAYERS)
            return error_set(e, -1, "%s: more than %d layers", what, MOST_LAYERS), 0;
        next(&w);
        if (!read_layer(&w, &out[n++]))
            return 0;
        if (*w.at != ',')
            return n;
        w.at++;
    }
}
