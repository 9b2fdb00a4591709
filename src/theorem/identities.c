/* Questions decided by symbolic normal forms: see identities.h. */
#include "theorem/identities.h"

#include "calculus/statement.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static void note(trial *t, const char *where, const char *text, const statement *s)
{
    const char *given = where ? ", where " : "", *names = where ? where : "";
    if (s->is == FAILS && s->point)
        trial_note(t, "%s%s%s: false%s%s, left %s, right %s", text, given, names, *s->point ? " at " : "",
                   s->point, s->left_there, s->right_there);
    else if (s->is == HOLDS)
        trial_note(t, "%s%s%s%s%s", text, given, names, s->certificate ? "; " : "",
                   s->certificate ? s->certificate : "");
    else
        error_set(&t->trouble, -1, "%s", s->why.message);
}

verdict trial_statement(trial *t, const char *where, const char *text)
{
    logform_field *K = logform_field_open();
    statement s = {.is = UNDECIDED};
    if (logform_where(K, where ? where : "", &t->trouble) && statement_decide(K, text, &s, &t->trouble))
        note(t, where, text, &s);
    logform_field_close(K);
    return s.is;
}

__attribute__((format(printf, 2, 3))) static verdict written(trial *t, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    size_t size = (size_t)vsnprintf(NULL, 0, format, again) + 1;
    va_end(again);
    char *text = malloc(size);
    vsnprintf(text, size, format, arguments);
    va_end(arguments);
    verdict is = trial_statement(t, NULL, text);
    free(text);
    return is;
}

verdict trial_identity(trial *t, const char *left, const char *right)
{
    return written(t, "%s = %s", left, right);
}

verdict trial_derivative_is(trial *t, const char *f, const char *symbol, const char *g)
{
    return written(t, "diff(%s, %s) = %s", f, symbol, g);
}

verdict trial_positive(trial *t, const char *f) { return written(t, "%s > 0", f); }

verdict line_holds(instance c)
{
    const line *of = c.of;
    return trial_statement(c.trial, of->where, of->holds);
}

verdict wrong_line_holds(instance c)
{
    const line *of = c.of;
    return trial_statement(c.trial, of->where, of->wrong);
}
