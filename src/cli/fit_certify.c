/* Certificates of fits: see fit_certify.h. */
#include "cli/fit_certify.h"

#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/interrupt.h"
#include "divergences/box_critical.h"
#include "divergences/box_gap.h"
#include "divergences/box_least.h"
#include "theorem/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct certificate {
    const certify_question *of;
    real_pool *pool;
    critical_request ask;
    critical_found found;
    bool by_values; /* no derivatives are to be had: */
    least_found least;
} certificate;

static const char *const kinds[] = {"minimum", "saddle", "maximum", "critical point"};

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

/* ---- The report ---- */

static ball between(scope *s, double lo, double hi)
{
    return ball_hull(ball_exact_double(s, lo), ball_exact_double(s, hi));
}

static bool is_unique(const critical_found *f) { return f->complete && f->n == 1 && f->certain; }

static const char *verdict_text(const certificate *c)
{
    const critical_found *f = &c->found;
    if (is_unique(f))
        return c->of->all ? "certified: the only critical point in the box, and its minimiser there"
                          : "certified: the only minimiser in the box";
    if (f->complete && f->certain)
        return "certified: one of several critical points is the only minimiser in the box";
    if (f->complete)
        return "NOT UNIQUE, or not told apart: all points in the box that may be the minimiser are listed";
    return "UNDECIDED within the boxes allowed";
}

static void print_point(const certificate *c, const critical_point *p)
{
    scope *s = scope_open(96);
    printf("  %-14s ", kinds[p->kind]);
    for (int i = 0; i <= p->n; i++) {
        ball x = i < p->n ? between(s, p->lo[i], p->hi[i]) : between(s, p->value_lo, p->value_hi);
        char *text = ball_text(x, c->of->digits);
        printf(i < p->n ? "%s = %s, " : "%s = %s\n", i < p->n ? c->ask.named.name[i] : c->of->d.row->name,
               text);
        free(text);
    }
    scope_close(s);
}

/* Outward at `digits` digits: what is claimed is that nothing is outside. Free with free(). */
static char *end_text(double x, int side, long digits)
{
    scope *s = scope_open(96);
    char *text =
        isfinite(x) ? ball_bound(ball_exact_double(s, x), side, digits) : strdup(x < 0 ? "-inf" : "inf");
    scope_close(s);
    return text;
}

static const char *least_verdict(const certificate *c)
{
    const least_found *f = &c->least;
    if (!f->narrow)
        return "UNDECIDED within the boxes allowed; every minimiser in the box lies in";
    return f->inside
               ? "certified, by values: every minimiser in the box lies in the ranges below; UNDECIDED whether there is one only"
               : "certified, by values: every minimiser in the box lies in the ranges below, which reach its boundary";
}

static void print_least(const certificate *c)
{
    enum { DIGITS = 8 };
    const least_found *f = &c->least;
    printf("\n%s\n", least_verdict(c));
    for (int i = 0; i <= f->n; i++) {
        const char *name = i < f->n ? c->ask.named.name[i] : c->of->d.row->name;
        char *from = end_text(i < f->n ? f->lo[i] : f->value_lo, -1, DIGITS),
             *to = end_text(i < f->n ? f->hi[i] : f->value_hi, +1, DIGITS);
        printf(i < f->n ? "  %s in [%s, %s]\n" : "  the least %s in [%s, %s]\n", name, from, to);
        free(from);
        free(to);
    }
    printf("%ld boxes\n", f->boxes);
}

static void print_text(const certificate *c)
{
    c->of->report(c->of->state);
    printf("\nbox: ");
    for (int i = 0; i < c->ask.named.n; i++)
        printf("%s%s in [%.6g, %.6g]", i ? ", " : "", c->ask.named.name[i],
               real_double(c->ask.named.range.lo[i]), real_double(c->ask.named.range.hi[i]));
    if (c->by_values) {
        print_least(c);
        return;
    }
    printf("\n%s\n", verdict_text(c));
    for (int k = 0; k < c->found.n; k++)
        print_point(c, &c->found.point[k]);
    printf("%ld boxes%s\n", c->found.boxes, c->found.left ? ", some left undecided" : "");
}

static void write_least(json *j, const certificate *c)
{
    const least_found *f = &c->least;
    json_array(j, "minimisers_lie_in");
    for (int i = 0; i < f->n; i++) {
        json_row(j, NULL);
        json_text(j, "name", c->ask.named.name[i]);
        json_number(j, "from", f->lo[i]);
        json_number(j, "to", f->hi[i]);
        json_end(j);
    }
    json_end(j);
    json_number(j, "least_from", f->value_lo);
    json_number(j, "least_to", f->value_hi);
}

static void write_json(const certificate *c)
{
    json j;
    json_open(&j, stdout);
    json_object(&j, NULL);
    json_text(&j, "model", c->of->m->text);
    json_text(&j, "target", c->of->target->text);
    json_text(&j, "by", c->of->d.row->name);
    json_flag(&j, "complete", c->by_values ? c->least.narrow : c->found.complete);
    json_flag(&j, "unique", !c->by_values && is_unique(&c->found));
    json_text(&j, "verdict", c->by_values ? least_verdict(c) : verdict_text(c));
    if (c->by_values)
        write_least(&j, c);
    json_array(&j, "points");
    for (int k = 0; k < c->found.n; k++) {
        const critical_point *p = &c->found.point[k];
        scope *s = scope_open(96);
        json_row(&j, NULL);
        json_text(&j, "kind", kinds[p->kind]);
        for (int i = 0; i <= p->n; i++) {
            char *text =
                ball_text(i < p->n ? between(s, p->lo[i], p->hi[i]) : between(s, p->value_lo, p->value_hi),
                          c->of->digits);
            json_text(&j, i < p->n ? c->ask.named.name[i] : "value", text);
            free(text);
        }
        json_end(&j);
        scope_close(s);
    }
    json_end(&j);
    json_text(&j, "evidence", "certified");
    json_count(&j, "boxes", c->by_values ? c->least.boxes : c->found.boxes);
    json_end(&j);
    json_finish(&j);
}

int fit_certify(const certify_question *of)
{
    certificate c = {.of = of, .pool = real_pool_open()};
    int status = BAD_INPUT;
    if (set_box(&c) && search(&c)) {
        of->as_json ? write_json(&c) : print_text(&c);
        status = c.by_values                                                                 ? NOT_ALL
                 : is_unique(&c.found) || (c.found.complete && (of->all || c.found.certain)) ? ALL_HOLDS
                                                                                             : NOT_ALL;
    }
    real_pool_close(c.pool);
    return status;
}
