/* Questions about all values of parameters: see parameters.h. */
#include "theorem/parameters.h"

#include "calculus/only_minimum.h"

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
