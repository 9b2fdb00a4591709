/*
 * A run as a text: see training.h. Doubles are hexadecimal, arrays of single precision the bits of each number in eight digits,
 * so that nothing is lost; the last line holds a checksum of all before it (FNV-1a, 64 bits).
 */
#include "gan/training_parts.h"

#include "gan/presets.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef GANPROOF_VERSION
#define GANPROOF_VERSION "unversioned"
#endif

#define MAGIC "ganproof training state, version " GANPROOF_VERSION

/* ---- Writing ---- */

typedef struct writer {
    char *text;
    size_t used, room;
} writer;

static void reserve(writer *w, size_t more)
{
    if (w->used + more + 1 > w->room) {
        w->room = 2 * (w->used + more + 1);
        w->text = realloc(w->text, w->room);
    }
}

static void put(writer *w, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(writer *w, const char *format, ...)
{
    va_list arguments;
    reserve(w, 1024);
    va_start(arguments, format);
    w->used += (size_t)vsnprintf(w->text + w->used, 1024, format, arguments);
    va_end(arguments);
}

static void put_text(writer *w, const char *text)
{
    size_t length = strlen(text);
    reserve(w, length);
    memcpy(w->text + w->used, text, length + 1);
    w->used += length;
}

static void put_array(writer *w, const char *name, size_t n, const float *x)
{
    static const char digits[] = "0123456789abcdef";
    put(w, "array %s %zu\n", name, n);
    reserve(w, 9 * n + 1);
    for (size_t i = 0; i < n; i++) {
        uint32_t bits;
        memcpy(&bits, &x[i], sizeof bits);
        for (int shift = 28; shift >= 0; shift -= 4)
            w->text[w->used++] = digits[bits >> shift & 15];
        w->text[w->used++] = i % 16 == 15 || i + 1 == n ? '\n' : ' ';
    }
    w->text[w->used] = '\0';
}

static uint64_t checksum(const char *text, size_t n)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
    return hash;
}

static void put_head(writer *w, const training *t)
{
    char value[SETTING_TEXT + 1];
    put(w, "%s\npreset %s\nseed %" PRIu64 "\nstep %ld\n", MAGIC, t->preset, t->seed, t->step);
    for (size_t i = 0; i < setting_count; i++) {
        setting_value(&t->settings, i, value, sizeof value);
        put(w, "set %s=%s\n", setting_key(i), value);
    }
}

static void put_stream(writer *w, const char *name, const random_stream *r)
{
    uint64_t word[4];
    random_place(r, word);
    put(w, "stream %s %016" PRIx64 " %016" PRIx64 " %016" PRIx64 " %016" PRIx64 "\n", name, word[0], word[1],
        word[2], word[3]);
}

char *training_save(const training *t)
{
    writer w = {0};
    put_head(&w, t);
    put(&w, "losses %a %a %a\n", t->loss_d, t->loss_g, t->gradient_g);
    put(&w, "history %a %a %a\n", t->past.first_energy, t->past.least_energy, t->past.greatest_gradient);
    put_stream(&w, "data", t->from_data);
    put_stream(&w, "noise", t->from_noise);
    training_array arrays[MOST_ARRAYS];
    size_t count = training_arrays(t, arrays);
    for (size_t i = 0; i < count; i++)
        put_array(&w, arrays[i].name, arrays[i].n, arrays[i].x);
    put(&w, "log %zu\n", strlen(t->log));
    put_text(&w, t->log);
    put(&w, "end %016" PRIx64 "\n", checksum(w.text, w.used));
    return w.text;
}

/* ---- Reading ---- */

typedef struct reader {
    const char *at;
    error *e;
} reader;

static bool broken(reader *r, const char *expected)
{
    return error_set(r->e, -1, "not a whole training state: expected %s, found '%.*s'", expected,
                     (int)(strcspn(r->at, "\n") < 40 ? strcspn(r->at, "\n") : 40), r->at);
}

/* Takes a line that begins with the word; *rest is what follows it. */
static bool take_line(reader *r, const char *word, const char **rest)
{
    size_t length = strlen(word);
    if (strncmp(r->at, word, length) != 0 || !strchr(r->at, '\n'))
        return broken(r, word);
    *rest = r->at + length;
    r->at = strchr(r->at, '\n') + 1;
    return true;
}

static bool take_doubles(reader *r, const char *word, int n, double *const out[])
{
    const char *rest = "";
    if (!take_line(r, word, &rest))
        return false;
    for (int i = 0; i < n; i++) {
        char *end;
        *out[i] = strtod(rest, &end);
        if (end == rest)
            return r->at = rest, broken(r, "a number");
        rest = end;
    }
    return true;
}

static bool take_stream(reader *r, const char *word, random_stream *to)
{
    const char *rest = "";
    uint64_t place[4];
    if (!take_line(r, word, &rest))
        return false;
    if (sscanf(rest, "%" SCNx64 " %" SCNx64 " %" SCNx64 " %" SCNx64, &place[0], &place[1], &place[2],
               &place[3])
        != 4)
        return r->at = rest, broken(r, "four words");
    random_return(to, place);
    return true;
}

static bool take_array(reader *r, const training_array *into)
{
    const char *rest = "";
    char head[80];
    snprintf(head, sizeof head, "array %s %zu\n", into->name, into->n);
    if (strncmp(r->at, head, strlen(head)) != 0)
        return broken(r, head);
    rest = r->at + strlen(head);
    for (size_t i = 0; i < into->n; i++) {
        char *end;
        uint32_t bits = (uint32_t)strtoul(rest, &end, 16);
        if (end != rest + 8)
            return r->at = rest, broken(r, "eight hexadecimal digits");
        memcpy(&into->x[i], &bits, sizeof bits);
        rest = end + (*end != '\0');
    }
    r->at = rest;
    return true;
}

/* Ends the text with a checksum of what is before it? */
static bool is_whole(const char *text)
{
    const char *last = strstr(text, "\nend ");
    for (const char *next = last; next; next = strstr(next + 1, "\nend "))
        last = next;
    char expected[40];
    if (!last)
        return false;
    snprintf(expected, sizeof expected, "end %016" PRIx64 "\n", checksum(text, (size_t)(last + 1 - text)));
    return strcmp(last + 1, expected) == 0;
}

static bool read_settings(reader *r, train_settings *out)
{
    const char *rest = "";
    char line[2 * SETTING_TEXT];
    *out = train_settings_default;
    for (size_t i = 0; i < setting_count; i++) {
        if (!take_line(r, "set ", &rest))
            return false;
        snprintf(line, sizeof line, "%.*s", (int)strcspn(rest, "\n"), rest);
        if (!settings_set(out, line, NULL, r->e))
            return false;
    }
    return true;
}

static bool read_head(reader *r, state_head *out)
{
    const char *rest = "";
    if (strncmp(r->at, MAGIC "\n", strlen(MAGIC) + 1) != 0) {
        bool ours = strncmp(r->at, MAGIC, strlen("ganproof training state")) == 0;
        return ours ? error_set(r->e, -1,
                                "a state of another version: '%.*s', this is version " GANPROOF_VERSION,
                                (int)strcspn(r->at, "\n") < 60 ? (int)strcspn(r->at, "\n") : 60, r->at)
                    : error_set(r->e, -1, "not a training state: its first line is not '" MAGIC "'");
    }
    if (!is_whole(r->at))
        return error_set(r->e, -1,
                         "not a whole training state: truncated or changed, its checksum does not fit");
    r->at += strlen(MAGIC) + 1;
    if (!take_line(r, "preset ", &rest))
        return false;
    snprintf(out->preset, sizeof out->preset, "%.*s", (int)strcspn(rest, "\n"), rest);
    if (!take_line(r, "seed ", &rest))
        return false;
    out->seed = strtoull(rest, NULL, 10);
    if (!take_line(r, "step ", &rest))
        return false;
    out->step = strtol(rest, NULL, 10);
    return read_settings(r, &out->settings);
}

bool training_read_head(const char *text, state_head *out, error *e)
{
    reader r = {text, e};
    return read_head(&r, out);
}

static bool read_log(reader *r, training *t)
{
    const char *rest = "";
    if (!take_line(r, "log ", &rest))
        return false;
    size_t length = strtoul(rest, NULL, 10);
    if (strlen(r->at) < length)
        return broken(r, "the log");
    training_set_log(t, r->at, length);
    r->at += length;
    return true;
}

static bool read_body(reader *r, training *t, long step)
{
    t->step = step;
    trainer_optimiser(t->trainer, GENERATOR)->steps = (uint64_t)step;
    trainer_optimiser(t->trainer, DISCRIMINATOR)->steps = (uint64_t)(step * t->settings.k);
    training_array arrays[MOST_ARRAYS];
    size_t count = training_arrays(t, arrays);
    bool well = take_doubles(r, "losses ", 3, (double *const[]){&t->loss_d, &t->loss_g, &t->gradient_g})
                && take_doubles(r, "history ", 3,
                                (double *const[]){&t->past.first_energy, &t->past.least_energy,
                                                  &t->past.greatest_gradient})
                && take_stream(r, "stream data ", t->from_data)
                && take_stream(r, "stream noise ", t->from_noise);
    for (size_t i = 0; well && i < count; i++)
        well = take_array(r, &arrays[i]);
    return well && read_log(r, t);
}

training *training_restore(const char *text, target *of, error *e)
{
    reader r = {text, e};
    state_head head;
    if (!read_head(&r, &head))
        return target_free(of), NULL;
    training *t = training_make(head.preset, &head.settings, of, head.seed, e);
    if (!t)
        return NULL;
    return read_body(&r, t, head.step) ? t : (training_close(t), NULL);
}

bool training_return(training *t, const char *text, error *e)
{
    reader r = {text, e};
    state_head head;
    if (!read_head(&r, &head))
        return false;
    return read_body(&r, t, head.step);
}
