/* ganproof bound NAME P Q --theta FROM:TO: bounds that hold for every theta of an interval. */
#include "cli/bound.h"
#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/input.h"
#include "cli/interrupt.h"
#include "cli/options.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct bound_options {
    const char *theta, *digits, *width, *gap, *boxes, *budget;
    bool signs, as_json;
} bound_options;

/* ---- Input ---- */

static bool read_interval(const char *text, real_pool *pool, theta_request *r)
{
    const char *colon = text ? strchr(text, ':') : NULL;
    if (!colon)
        return complain("--theta FROM:TO is needed, such as --theta -2:2"), false;
    size_t from_length = (size_t)(colon - text);
    if (strspn(text, " ") >= from_length || !colon[1 + strspn(colon + 1, " ")])
        return complain("--theta '%.200s': %s is missing; expected FROM:TO, such as --theta -2:2", text,
                        strspn(text, " ") >= from_length ? "FROM" : "TO"),
               false;
    if (strchr(colon + 1, ':'))
        return complain("--theta '%.200s': expected FROM:TO, an interval without a COUNT", text), false;
    char *from = strndup(text, from_length);
    bool read = input_real("--theta", from, pool, &r->from) && input_real("--theta", colon + 1, pool, &r->to);
    free(from);
    if (read && real_compare(r->from, r->to) != -1)
        return complain("--theta '%.200s': FROM must be less than TO", text), false;
    return read;
}

/* Does the word theta occur? */
static bool mentions_theta(const char *text)
{
    for (const char *at = text; (at = strstr(at, "theta")); at += 5) {
        bool begins = at == text || !(isalnum((unsigned char)at[-1]) || at[-1] == '_');
        if (begins && !(isalnum((unsigned char)at[5]) || at[5] == '_'))
            return true;
    }
    return false;
}

static bool read_request(const bound_options *o, char **words, real_pool *pool, theta_request *r,
                         long *digits)
{
    long boxes = 4000;
    *digits = 6;
    if (!read_interval(o->theta, pool, r))
        return false;
    if (r->d.row->needs_second_law && !words[2])
        return complain("%s needs two laws, P and Q", r->d.row->name), false;
    if (!words[2])
        words[2] = words[1];
    if (!mentions_theta(words[1]) && !mentions_theta(words[2]))
        return complain("neither P nor Q contains theta: `ganproof divergence` computes a single value"),
               false;
    r->gap = (real_double(r->to) - real_double(r->from)) * (o->signs ? 1e-6 : 1e-3);
    if ((o->digits && !input_integer("--digits", o->digits, 1, 12, digits))
        || (o->boxes && !input_integer("--boxes", o->boxes, 1, 100000000, &boxes))
        || !input_positive("--width", o->width, &r->width) || !input_positive("--gap", o->gap, &r->gap)
        || !input_positive("--budget", o->budget, &r->budget))
        return false;
    r->p = words[1], r->q = words[2];
    r->digits = *digits;
    r->cap = boxes;
    r->signs = o->signs;
    return true;
}

/* ---- Progress ---- */

typedef struct watch {
    const volatile sig_atomic_t *stop;
    bool seen;
} watch;

static bool go_on(void *state, long boxes, double slack)
{
    const watch *w = state;
    if (w->seen)
        fprintf(stderr, "\r\033[K%ld boxes, within %.1e", boxes, slack);
    return !*w->stop;
}

/* ---- The command ---- */

static int run(const bound_options *o, char **words, real_pool *pool, divergence d)
{
    theta_request r = {.d = d};
    theta_range found;
    error e;
    long digits;
    watch w = {interrupt_watch(), isatty(STDERR_FILENO)};
    if (!read_request(o, words, pool, &r, &digits))
        return BAD_INPUT;
    r.go_on = go_on, r.state = &w;
    int status = BAD_INPUT;
    if (theta_range_find(&r, &found, &e)) {
        bound_question b = {words[0], words[1], words[2], &r, digits + 3};
        if (w.seen)
            fputs("\r\033[K", stderr);
        o->as_json ? bound_print_json(&b, &found) : bound_print(&b, &found);
        status = found.decided ? ALL_HOLDS : NOT_ALL;
        if (*w.stop)
            complain_failure("interrupted; the bounds so far are valid");
    } else {
        complain("%s", e.message);
    }
    theta_range_clear(&found);
    return status;
}

int command_bound(int argc, char **argv)
{
    bound_options o = {.theta = NULL};
    const option_row options[] = {
        {"theta", '\0', OPTION_TEXT, &o.theta, "FROM:TO", "the interval of theta; exact expressions"},
        {"digits", '\0', OPTION_TEXT, &o.digits, "N",
         "bounds within 10^-N of the largest value from values attained, 1 to 12 (6)"},
        {"width", '\0', OPTION_TEXT, &o.width, "W", "or within W"},
        {"boxes", '\0', OPTION_TEXT, &o.boxes, "CAP", "at most so many sub-intervals (4000)"},
        {"sign-of-derivative", '\0', OPTION_FLAG, &o.signs, NULL,
         "also where it is proved to increase and to decrease, and its critical points"},
        {"gap", '\0', OPTION_TEXT, &o.gap, "W", "how narrow undecided pieces and critical points shall be"},
        {"budget", '\0', OPTION_TEXT, &o.budget, "SECONDS",
         "of work of all processors: then undecided, with the bounds so far (no end; for metrics on the plane 60)"},
        {"json", '\0', OPTION_FLAG, &o.as_json, NULL, "the same as JSON"},
    };
    const usage u = {
        "NAME P Q --theta FROM:TO",
        "Bounds of the divergence that hold for every theta of the interval, by interval arithmetic.\n"
        "P and Q contain theta, as in 'normal(theta, 1)'.",
        options,
        sizeof options / sizeof *options,
        2,
        3};
    char **words;
    int count, status;
    divergence_list list;
    if (!options_read(&u, argc, argv, &words, &count, &status))
        return status;
    if (!input_divergences("NAME", words[0], &list))
        return BAD_INPUT;
    real_pool *pool = real_pool_open();
    status = list.n == 1 ? run(&o, words, pool, list.d[0]) : complain("one divergence at a time");
    real_pool_close(pool);
    divergence_list_clear(&list);
    return status;
}
