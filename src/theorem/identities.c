/* Questions decided by symbolic normal forms: see identities.h. */
#include "theorem/identities.h"

#include "calculus/statement.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- The note: the statement with the definitions that it uses ---- */

enum { DEFINITIONS_MAX = 32 };

typedef struct piece {
    const char *text;
    int length, name; /* of the whole definition, and of its name */
    bool used;
} piece;

static bool is_of_a_word(char c) { return isalnum((unsigned char)c) || c == '_'; }

/* Does the name occur in the text as a word? */
static bool mentions(const char *text, int length, const piece *of)
{
    for (int i = 0; i + of->name <= length; i++)
        if (strncmp(text + i, of->text, (size_t)of->name) == 0 && (i == 0 || !is_of_a_word(text[i - 1]))
            && (i + of->name == length || !is_of_a_word(text[i + of->name])))
            return true;
    return false;
}

/* The definitions of a text that has been read: cut at the commas outside brackets. */
static int cut(const char *where, piece *out)
{
    int count = 0, depth = 0;
    const char *start = where;
    for (const char *c = where; count < DEFINITIONS_MAX; c++) {
        depth += (*c == '(') - (*c == ')');
        if (*c && (*c != ',' || depth))
            continue;
        start += strspn(start, " ");
        out[count++] = (piece){start, (int)(c - start), (int)strcspn(start, " ="), false};
        start = c + 1;
        if (!*c)
            break;
    }
    return count;
}

/* ", where m = (p+q)/2, ...": those that the text uses, and those that these use. Free with free(). */
static char *names_in_use(const char *where, const char *text)
{
    piece all[DEFINITIONS_MAX];
    int count = where ? cut(where, all) : 0;
    for (int i = count - 1; i >= 0; i--) {
        all[i].used = mentions(text, (int)strlen(text), &all[i]);
        for (int k = i + 1; k < count; k++)
            all[i].used |= all[k].used && mentions(all[k].text, all[k].length, &all[i]);
    }
    char *out;
    size_t size;
    FILE *to = open_memstream(&out, &size);
    const char *before = ", where ";
    for (int i = 0; i < count; i++)
        if (all[i].used) {
            fprintf(to, "%s%.*s", before, all[i].length, all[i].text);
            before = ", ";
        }
    fclose(to);
    return out;
}

static void note(trial *t, const char *where, const char *text, const statement *s)
{
    char *names = names_in_use(where, text);
    if (s->is == FAILS && s->point)
        trial_note(t, "%s%s: false%s%s, left %s, right %s", text, names, *s->point ? " at " : "", s->point,
                   s->left_there, s->right_there);
    else if (s->is == HOLDS)
        trial_note(t, "%s%s%s%s", text, names, s->certificate ? "; " : "",
                   s->certificate ? s->certificate : "");
    else
        error_set(&t->trouble, -1, "%s", s->why.message);
    free(names);
}

/* ---- The questions ---- */

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
