/* Statements about log-linear expressions: see statement.h. */
#include "calculus/statement.h"

#include "calculus/logform_parts.h"
#include "number/ball.h"
#include <stdlib.h>
#include <string.h>

enum { VALUE_BITS = 256, VALUE_DIGITS = 12 };

/* Every relation is an equality or one of `a ≥ b`, `a > b`, with its sides exchanged or not. */
typedef struct relation {
    const char *written, *shown;
    bool strict, exchanged;
} relation;

static const relation relations[] = {
    {">=", "≥", false, false}, {"<=", "≤", false, true}, {"≥", "≥", false, false}, {"≤", "≤", false, true},
    {">", ">", true, false},   {"<", "<", true, true},   {"=", "=", false, false}};
enum { RELATIONS = sizeof relations / sizeof *relations };

static const relation *relation_at(const char *text)
{
    for (int i = 0; i < RELATIONS; i++)
        if (strncmp(text, relations[i].written, strlen(relations[i].written)) == 0)
            return &relations[i];
    return NULL;
}

/* The first relation outside all brackets, and where it is. */
static const relation *find_relation(const char *text, size_t *at)
{
    int depth = 0;
    for (*at = 0; text[*at]; ++*at) {
        const relation *found = depth == 0 ? relation_at(text + *at) : NULL;
        if (found)
            return found;
        depth += (text[*at] == '(') - (text[*at] == ')');
    }
    return NULL;
}

/* f with the symbols of the point "p=1/2, q=3" replaced by their values: a constant, whose normal form is 0 if it is. */
static bool is_zero_at(const logform *f, const char *point)
{
    logform_field *K = f->field;
    while (f && *point) {
        int name = (int)strcspn(point, "="), value = (int)strcspn(point + name + 1, ",");
        const char *symbol = field_format(K, "%.*s", name, point);
        f = logform_substitute(f, symbol, field_format(K, "%.*s", value, point + name + 1), NULL);
        point += name + 1 + value;
        point += strspn(point, ", ");
    }
    return f && strcmp(logform_print(f), "0") == 0;
}

static const char *decimal_at(const logform *f, const char *point)
{
    if (is_zero_at(f, point))
        return "0";
    arb_t value;
    arb_init(value);
    scope *at = scope_open(VALUE_BITS);
    const char *kept = NULL;
    if (logform_value(value, f, point, VALUE_BITS, NULL)) {
        char *text = ball_text(ball_from_arb(at, value), VALUE_DIGITS);
        kept = field_format(f->field, "%s", text);
        free(text);
    }
    scope_close(at);
    arb_clear(value);
    return kept;
}

static void decide(statement *s, const relation *of, const logform *left, const logform *right)
{
    const logform *above = of->exchanged ? right : left, *below = of->exchanged ? left : right;
    const logform *gap = logform_difference(above, below, &s->why);
    bool equality = of->written[0] == '=';
    logform_grounds grounds = {NULL, NULL};
    if (equality)
        s->is = logform_equal(left, right, &s->why);
    else
        s->is = (of->strict ? logform_positive : logform_not_negative)(gap, &grounds, &s->why);
    s->certificate = grounds.certificate;
    if (s->is != FAILS)
        return;
    s->point = equality ? logform_witness(left, right) : grounds.point;
    s->left_there = s->point ? decimal_at(left, s->point) : NULL;
    s->right_there = s->point ? decimal_at(right, s->point) : NULL;
}

/* The sides have positions in the whole text. */
static const logform *side(logform_field *K, const char *text, size_t start, size_t end, error *e)
{
    error local = {.position = -1};
    const logform *f = logform_parse(K, field_format(K, "%.*s", (int)(end - start), text + start), &local);
    if (!f)
        error_set(e, local.position < 0 ? -1 : local.position + (int)start, "%s", local.message);
    return f;
}

bool statement_decide(logform_field *K, const char *text, statement *s, error *e)
{
    size_t at, length = strlen(text);
    const relation *of = find_relation(text, &at);
    *s = (statement){.is = UNDECIDED, .why.position = -1};
    if (!of)
        return error_set(e, (int)length, "expected one of = >= > <= < between two expressions");
    const logform *left = side(K, text, 0, at, e);
    const logform *right = left ? side(K, text, at + strlen(of->written), length, e) : NULL;
    if (!right)
        return false;
    const logform *difference = logform_difference(left, right, &s->why);
    s->relation = of->shown;
    s->assuming = K->assumed;
    s->left = logform_print(left);
    s->right = logform_print(right);
    s->difference = logform_print(difference);
    decide(s, of, left, right);
    return true;
}
