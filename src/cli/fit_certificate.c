/* What is shown of a certificate: see fit_certificate.h. */
#include "cli/fit_certificate.h"

#include "theorem/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = {"minimum", "saddle", "maximum", "critical point"};

bool certificate_is_unique(const certificate *c)
{
    return c->found.complete && c->found.n == 1 && c->found.certain;
}

static ball between(scope *s, double lo, double hi)
{
    return ball_hull(ball_exact_double(s, lo), ball_exact_double(s, hi));
}

static const char *verdict_text(const certificate *c)
{
    const critical_found *f = &c->found;
    if (certificate_is_unique(c))
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

void certificate_print(const certificate *c)
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

void certificate_print_json(const certificate *c)
{
    json j;
    json_open(&j, stdout);
    json_object(&j, NULL);
    json_text(&j, "model", c->of->m->text);
    json_text(&j, "target", c->of->target->text);
    json_text(&j, "by", c->of->d.row->name);
    json_flag(&j, "complete", c->by_values ? c->least.narrow : c->found.complete);
    json_flag(&j, "unique", !c->by_values && certificate_is_unique(c));
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
