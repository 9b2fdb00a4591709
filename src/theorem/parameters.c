/* Questions about all values of parameters: see parameters.h. */
#include "theorem/parameters.h"

#include "calculus/only_minimum.h"
#include "divergences/box_critical.h"
#include "divergences/box_enclose.h"

#include <string.h>

bound_law trial_law_where(trial *t, const char *specification, const char *where)
{
    symbols named;
    if (!symbols_read(&named, t->pool, where, &t->trouble))
        return (bound_law){NULL, t};
    real_names names = symbols_names(&named);
    return trial_law_named(t, specification, &names);
}

ball trial_number_where(trial *t, const char *text, const char *where)
{
    symbols named;
    real x = symbols_read(&named, t->pool, where, &t->trouble)
                 ? symbols_expression(&named, t->pool, text, &t->trouble)
                 : NULL;
    return x ? real_ball(t->at, x) : ball_nothing(t->at);
}

static verdict ask(void *state, scope *s, const ball *x)
{
    everywhere_question *holds = state;
    (void)s;
    return (*holds)(x);
}

verdict trial_everywhere(trial *t, const char *where, everywhere_question holds, slong cap)
{
    symbols named;
    if (!symbols_read(&named, t->pool, where, &t->trouble))
        return UNDECIDED;
    box_report report;
    verdict v = box_prove(scope_bits(t->at), &named.range, ask, &holds, cap, &report);
    if (v == UNDECIDED)
        error_set(&t->trouble, -1, "undecided on %ld boxes, the last at %g", (long)report.boxes,
                  report.where[0]);
    return v;
}

verdict trial_only_minimum(trial *t, const char *function, const char *where, const char *at, long digits)
{
    symbols over, point;
    ball found[SYMBOLS];
    if (!symbols_read(&over, t->pool, where, &t->trouble) || !symbols_read(&point, t->pool, at, &t->trouble))
        return UNDECIDED;
    real f = symbols_expression(&over, t->pool, function, &t->trouble);
    for (int i = 0; i < point.n; i++)
        found[i] = real_ball(t->at, point.node[i]);
    verdict v = f && point.n == over.n ? only_minimum(t->at, &over, f, t->goal, found) : UNDECIDED;
    for (int i = 0; i < over.n && v == HOLDS; i++)
        v = trial_agree(t, found[i], real_ball(t->at, point.node[i]), digits);
    return v;
}

/* "m, s" */
static symbols names_of(const char *list)
{
    symbols named = {.n = 0};
    while (*list && named.n < SYMBOLS) {
        size_t length = strcspn(list, ", ");
        if (length > 0 && length <= SYMBOL_NAME)
            memcpy(named.name[named.n++], list, length);
        list += length + strspn(list + length, ", ");
    }
    named.range.n = named.n;
    return named;
}

ball divergence_over_box(const char *name, const char *p, const char *q, const char *names, const ball *x)
{
    symbols named = names_of(names);
    return box_enclose(x[0].in, name, p, q, &named, x, NULL);
}

verdict trial_only_minimiser(trial *t, const char *name, const char *p, const char *model, const char *where,
                             ball *point, ball *least)
{
    enum { CAP = 20000, GOAL = 38 };
    divergence d;
    critical_request r = {.goal = GOAL, .cap = CAP};
    critical_found found;
    if (!symbols_read(&r.named, t->pool, where, &t->trouble)
        || !divergence_parse(name, t->pool, &d, &t->trouble) || !box_divergence_of(&d, t->pool, &r.d))
        return UNDECIDED;
    r.p = r.d.exchanged ? model : p;
    r.q = r.d.exchanged ? p : model;
    if (!box_critical_find(&r, &found, &t->trouble) || !found.complete)
        return UNDECIDED;
    if (found.n != 1 || found.point[0].kind != CRITICAL_MINIMUM)
        return FAILS;
    const critical_point *at = &found.point[0];
    for (int i = 0; i < at->n; i++)
        point[i] = ball_hull(ball_exact_double(t->at, at->lo[i]), ball_exact_double(t->at, at->hi[i]));
    *least = ball_hull(ball_exact_double(t->at, at->value_lo), ball_exact_double(t->at, at->value_hi));
    return HOLDS;
}
