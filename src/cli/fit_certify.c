/* Certificates of fits: see fit_certify.h. */
#include "cli/fit_certificate.h"

#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/interrupt.h"
#include "divergences/box_gap.h"
#include "divergences/box_quadratic.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- The box ---- */

static int index_of(const model *m, const char *name, size_t length)
{
    for (int i = 0; i < m->n; i++)
        if (strlen(m->free[i].name) == length && !strncmp(m->free[i].name, name, length))
            return i;
    return -1;
}

/* One "mu=-3:3" of the list; *at moves behind it. */
static bool read_range(const certificate *c, const char *text, int *at, box *range)
{
    error e;
    int from = *at + (int)strspn(text + *at, " "), length = (int)strcspn(text + from, " =,:");
    int i = index_of(c->of->m, text + from, (size_t)length);
    *at = from + length + (int)strspn(text + from + length, " ");
    bool well = i >= 0 || error_set(&e, from, "'%.*s' is not a free parameter", length, text + from);
    well = well && (text[*at] == '=' || error_set(&e, *at, "expected = and a range, as in mu=-3:3"));
    *at += well;
    well = well && (range->lo[i] = real_parse(c->pool, text, at, NULL, &e));
    well = well && (text[*at] == ':' || error_set(&e, *at, "expected : and the upper end"));
    *at += well;
    well = well && (range->hi[i] = real_parse(c->pool, text, at, NULL, &e));
    well =
        well && (real_compare(range->lo[i], range->hi[i]) == -1 || error_set(&e, from, "the range is empty"));
    return well || (complain_about("--box", text, &e), false);
}

static bool read_box(const certificate *c, box *range)
{
    const char *text = c->of->box;
    int at = 0;
    while (text[at]) {
        if (!read_range(c, text, &at, range))
            return false;
        at += (int)strspn(text + at, " ");
        if (text[at] && text[at++] != ',')
            return complain("--box '%.200s', character %d: expected a comma", text, at), false;
    }
    return true;
}

/* Around what was found: one spread of the target for a location, a factor 5/3 for a positive number. */
static void default_range(const certificate *c, int i, box *range)
{
    const free_parameter *f = &c->of->m->free[i];
    double x = ball_double(c->of->found->parameter[i]), lo = x * 3 / 5, hi = x * 5 / 3;
    double spread = (law_quantile_double(c->of->target, 0.84) - law_quantile_double(c->of->target, 0.16)) / 2;
    if (f->in == PROBABILITY)
        lo = x / 2, hi = (1 + x) / 2;
    else if (f->in == ANY_REAL)
        lo = x - spread, hi = x + spread;
    char text[40];
    int at = 0;
    snprintf(text, sizeof text, "%.3g", lo);
    range->lo[i] = real_parse(c->pool, text, &at, NULL, NULL);
    snprintf(text, sizeof text, "%.3g", hi);
    at = 0;
    range->hi[i] = real_parse(c->pool, text, &at, NULL, NULL);
}

static bool set_box(certificate *c)
{
    const model *m = c->of->m;
    symbols *named = &c->ask.named;
    if (m->n > SYMBOLS || m->n > JET_SYMBOLS)
        return complain("--certify takes at most %d free parameters", SYMBOLS), false;
    *named = (symbols){.n = m->n, .range = {.n = m->n}};
    for (int i = 0; i < m->n; i++)
        strcpy(named->name[i], m->free[i].name);
    if (c->of->box && !read_box(c, &named->range))
        return false;
    for (int i = 0; i < m->n; i++)
        if (!named->range.lo[i])
            default_range(c, i, &named->range);
    return true;
}

/* ---- The search ---- */

typedef struct watch {
    const volatile sig_atomic_t *stop;
    bool seen;
} watch;

static bool go_on(void *state, long boxes, long left)
{
    const watch *w = state;
    if (w->seen)
        fprintf(stderr, "\r\033[K%ld boxes, %ld left", boxes, left);
    return !*w->stop;
}

static bool search_by_values(certificate *c, watch *w)
{
    error e;
    least_request r = {.p = c->of->target->text,
                       .q = c->of->m->text,
                       .d = c->of->d,
                       .named = c->ask.named,
                       .fraction = 0.01,
                       .cap = c->of->cap,
                       .go_on = go_on,
                       .state = w};
    bool done = box_least_find(&r, &c->least, &e);
    if (w->seen)
        fputs("\r\033[K", stderr);
    return done || (complain("in the box: %s", e.message), false);
}

/* Are second derivatives over boxes to be had? */
static bool is_smooth(certificate *c)
{
    const symbols *named = &c->ask.named;
    box_laws l;
    if (c->of->target->dim != 1)
        return false;
    if (box_divergence_of(&c->of->d, c->pool, &c->ask.d))
        return true;
    bool smooth =
        box_laws_open(&l, c->of->target->text, c->of->m->text, named, named->range.lo, named->range.hi, NULL)
        && box_gap_of(&c->of->d, &l, &c->ask.d) && box_gap_order(&l, &c->ask.d) > 1;
    box_laws_close(&l);
    return smooth;
}

static bool search(certificate *c)
{
    error e;
    watch w = {interrupt_watch(), isatty(STDERR_FILENO)};
    critical_request *r = &c->ask;
    if (box_quadratic_find(c->of->d, c->of->target->text, c->of->m->text, &r->named, &c->found))
        return true;
    c->by_values = !is_smooth(c);
    if (c->by_values)
        return search_by_values(c, &w);
    r->p = r->d.exchanged ? c->of->m->text : c->of->target->text;
    r->q = r->d.exchanged ? c->of->target->text : c->of->m->text;
    r->least = !c->of->all;
    r->cap = c->of->cap;
    r->goal = 50;
    r->go_on = go_on, r->state = &w;
    bool done = box_critical_find(r, &c->found, &e);
    if (w.seen)
        fputs("\r\033[K", stderr);
    return done || (complain("in the box: %s", e.message), false);
}

int fit_certify(const certify_question *of)
{
    certificate c = {.of = of, .pool = real_pool_open()};
    int status = BAD_INPUT;
    if (set_box(&c) && search(&c)) {
        of->as_json ? certificate_print_json(&c) : certificate_print(&c);
        status = c.by_values                                                                       ? NOT_ALL
                 : certificate_is_unique(&c) || (c.found.complete && (of->all || c.found.certain)) ? ALL_HOLDS
                                                                                                   : NOT_ALL;
    }
    real_pool_close(c.pool);
    return status;
}
