/*
 * Many pairs: see pairs.h. A line is `P ; Q`, or P and Q with a tab between them; `#` starts a comment, blank lines count but
 * are not answered. A line that cannot be answered gives {"line": N, "error": "..."}, and the rest goes on.
 *
 * Whatever complete lines have arrived are answered together, by all threads, before more are waited for: a file keeps all
 * threads busy, and a question alone on a pipe is answered at once.
 */
#include "cli/pairs.h"

#include "cli/answer.h"
#include "cli/command.h"
#include "cli/complaint.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- Lines ---- */

enum { CHUNK = 1 << 16 };

typedef struct reader {
    int from;
    char *text; /* what has been read and not been taken yet */
    size_t length, room;
    bool ended;
    int failure; /* errno, or 0 */
} reader;

static void read_more(reader *r)
{
    if (r->room - r->length < CHUNK)
        r->text = realloc(r->text, r->room = 2 * r->room + CHUNK);
    ssize_t got = read(r->from, r->text + r->length, r->room - r->length - 1);
    if (got < 0 && errno == EINTR)
        return;
    r->failure = got < 0 ? errno : 0;
    r->ended = got <= 0;
    r->length += got > 0 ? (size_t)got : 0;
    if (r->ended && r->length && r->text[r->length - 1] != '\n')
        r->text[r->length++] = '\n'; /* the last line may lack its end */
}

/* The length of the complete lines at hand; waits for one. 0 at the end. */
static size_t complete_lines(reader *r)
{
    size_t scanned = 0;
    for (;;) {
        for (size_t i = r->length; i > scanned; i--)
            if (r->text[i - 1] == '\n')
                return i;
        scanned = r->length;
        if (r->ended)
            return 0;
        read_more(r);
    }
}

/* ---- One line ---- */

typedef struct line {
    long number;
    char *text, *answer;
    size_t length;
    int status;
} line;

static char *trim(char *text)
{
    text += strspn(text, " \t\r");
    for (size_t n = strlen(text); n && strchr(" \t\r", text[n - 1]);)
        text[--n] = 0;
    return text;
}

/* Cuts a comment off, and cuts at the first ';', or else at the first tab, outside quotes. NULL: there is neither. */
static char *split(char *text)
{
    char quote = 0, *semicolon = NULL, *tab = NULL;
    for (char *c = text; *c; c++) {
        if (quote) {
            quote = *c == quote ? 0 : quote;
        } else if (*c == '"' || *c == '\'') {
            quote = *c;
        } else if (*c == '#') {
            *c = 0;
            break;
        } else if (*c == ';' && !semicolon) {
            semicolon = c;
        } else if (*c == '\t' && !tab) {
            tab = c;
        }
    }
    char *at = semicolon ? semicolon : tab;
    if (at)
        *at++ = 0;
    return at;
}

static law *read_side(const char *which, const char *text, error *e)
{
    error why = {.message = "", .position = -1};
    law *l = law_parse(text, NULL, &why);
    if (!l && why.position >= 0)
        error_set(e, -1, "%s, character %d: %.330s", which, why.position + 1, why.message);
    else if (!l)
        error_set(e, -1, "%s: %.330s", which, why.message);
    return l;
}

static answer *answer_pair(const divergence_list *list, const precision *how, char *text, law **p, law **q,
                           error *e)
{
    char *second = split(text);
    if (!second && needs_second_law(list))
        return error_set(e, -1, "expected two laws with ';' or a tab between them"), NULL;
    if (!(*p = read_side("P", trim(text), e)) || (second && !(*q = read_side("Q", trim(second), e))))
        return NULL;
    return answers_compute(list, *p, *q, how, e);
}

static void answer_line(const divergence_list *list, const precision *how, line *at)
{
    law *p = NULL, *q = NULL;
    error e = {.message = ""};
    json j;
    char *text = trim(at->text);
    if (!*text || *text == '#')
        return;
    answer *a = answer_pair(list, how, text, &p, &q, &e);
    json_open(&j, open_memstream(&at->answer, &at->length));
    json_row(&j, NULL);
    json_count(&j, "line", at->number);
    if (a)
        answers_write(&j, p, q, a, list->n, how);
    else
        json_text(&j, "error", e.message);
    json_end(&j);
    json_finish(&j);
    fclose(j.to);
    at->status = !a ? BAD_INPUT : answers_are_decided(a, list->n) ? ALL_HOLDS : NOT_ALL;
    if (a)
        answers_clear(a, list->n);
    law_free(p);
    law_free(q);
}

/* ---- All of them ---- */

typedef struct tally {
    long lines, bad;
    bool undecided, closed;
} tally;

static void write_line(line *at, tally *all)
{
    if (at->answer && !all->closed)
        all->closed = fwrite(at->answer, 1, at->length, stdout) != at->length || fflush(stdout);
    all->bad += at->status == BAD_INPUT;
    all->undecided |= at->status == NOT_ALL;
    free(at->answer);
}

static long count_lines(const char *text, size_t length)
{
    long n = 0;
    for (size_t i = 0; i < length; i++)
        n += text[i] == '\n';
    return n;
}

/* Complete lines, the text of which is cut into pieces. A NUL ends its line. */
static void answer_lines(const divergence_list *list, const precision *how, char *text, size_t length,
                         tally *all)
{
    long n = count_lines(text, length);
    line *lines = calloc((size_t)n, sizeof *lines);
    for (long i = 0; i < n; i++) {
        char *end = memchr(text, '\n', length);
        lines[i] = (line){.number = ++all->lines, .text = text};
        length -= (size_t)(end + 1 - text);
        *end = 0;
        text = end + 1;
    }
#pragma omp parallel for ordered schedule(dynamic, 1) if (n > 1)
    for (long i = 0; i < n; i++) {
        bool closed;
#pragma omp atomic read
        closed = all->closed;
        if (!closed)
            answer_line(list, how, &lines[i]);
#pragma omp ordered
        write_line(&lines[i], all);
    }
    free(lines);
}

int pairs_answer(const char *path, const divergence_list *list, const precision *how)
{
    reader r = {.from = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)};
    tally all = {0};
    if (r.from < 0)
        return complain("cannot read %.300s: %s", path, strerror(errno));
    for (size_t n; !all.closed && (n = complete_lines(&r)) > 0;) {
        answer_lines(list, how, r.text, n, &all);
        memmove(r.text, r.text + n, r.length - n);
        r.length -= n;
    }
    free(r.text);
    if (r.from != STDIN_FILENO)
        close(r.from);
    if (all.closed)
        return NOT_ALL;
    if (r.failure)
        return complain("cannot read %.300s: %s", path, strerror(r.failure));
    if (all.bad)
        return complain("%ld of %ld lines could not be answered: see their \"error\"", all.bad, all.lines);
    return all.undecided ? NOT_ALL : ALL_HOLDS;
}
