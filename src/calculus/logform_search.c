/*
 * The search for points of a domain where something is true of one form or two.
 *
 * Points are drawn with small numerators and denominators first, in a few scales, from a fixed sequence: the same question always
 * gets the same answer. Where a form is negative is looked for downhill besides, from the first points of that sequence.
 */
#include "calculus/logform_parts.h"

#include <math.h>

enum {
    TRIES_MAX = 4000,
    DOMAIN_POINTS_MAX = 200,
    STARTS = 8,
    STEPS_MAX = 300, /* downhill, from one start */
    VALUE_BITS = 128
};

bool any_point(const logform *f, const logform *g, const fmpq *x) { return f && g && x; }

/* splitmix64 */
static ulong draw(ulong *state, ulong below)
{
    ulong z = (*state += UWORD(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UWORD(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UWORD(0x94d049bb133111eb);
    return (z ^ (z >> 31)) % below;
}

static void draw_coordinate(fmpq *x, ulong *state, int attempt)
{
    static const slong scale[][2] = {{1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 8}, {8, 1}, {1, 1000}, {1000, 1}};
    ulong most = FLINT_MIN(2 + (ulong)attempt / 16, 60);
    size_t row = attempt < 64 ? 0 : draw(state, sizeof scale / sizeof *scale);
    slong n = 1 + (slong)draw(state, most), d = 1 + (slong)draw(state, most);
    fmpq_set_si(x, n * scale[row][0], (ulong)(d * scale[row][1]));
}

/* A point of the common domain, symbols positive, that passes. `seen`: was there any point at all? */
static bool search(const logform *f, const logform *g, point_test *passes, fmpq *x, bool *seen)
{
    ulong state = 1;
    int inside = 0;
    bool found = false;
    for (int attempt = 0; !found && attempt < TRIES_MAX && inside < DOMAIN_POINTS_MAX; attempt++) {
        for (int k = 0; k < f->field->symbols; k++)
            draw_coordinate(x + k, &state, attempt);
        if (!logform_in_domain(f, x) || !logform_in_domain(g, x))
            continue;
        inside++;
        found = passes(f, g, x);
    }
    *seen = inside > 0;
    return found;
}

const char *logform_point_text(const logform *f, const logform *g, const fmpq *x)
{
    logform_field *K = f->field;
    bool used[LOGFORM_SYMBOLS] = {false};
    const char *text = "";
    logform_mark_symbols(f, used);
    logform_mark_symbols(g, used);
    for (int k = 0; k < K->symbols; k++) {
        if (!used[k])
            continue;
        char *value = fmpq_get_str(NULL, 10, x + k);
        text = field_format(K, "%s%s%s=%s", text, *text ? ", " : "", K->name[k], value);
        flint_free(value);
    }
    return text;
}

const char *logform_find_point(const logform *f, const logform *g, point_test *passes, bool *seen)
{
    fmpq *x = logform_point_open();
    const char *text = search(f, g, passes, x, seen) ? logform_point_text(f, g, x) : NULL;
    logform_point_close(x);
    return text;
}

/* --- downhill --- */

/* At a point of the domain; infinite elsewhere. */
static double height(const logform *f, const fmpq *x, bool *negative)
{
    double value = INFINITY;
    arb_t a;
    arb_init(a);
    *negative = false;
    if (logform_in_domain(f, x)) {
        logform_value_at(a, f, x, VALUE_BITS);
        *negative = arb_is_negative(a);
        value = arf_get_d(arb_midref(a), ARF_RND_NEAR);
    }
    arb_clear(a);
    return value;
}

/* x (1 + h), or x/(1 + h), h = 2^-halvings, as the simplest rational within an eighth of the step. */
static void stepped(fmpq_t out, const fmpq_t x, int halvings, bool up)
{
    fmpq_t factor, slack;
    fmpq_init(factor);
    fmpq_init(slack);
    fmpq_one(slack);
    fmpq_div_2exp(slack, slack, (ulong)halvings);
    fmpq_add_si(factor, slack, 1);
    (up ? fmpq_mul : fmpq_div)(out, x, factor);
    fmpq_div_2exp(slack, slack, 3);
    fmpq_mul(slack, slack, out);
    fmpq_sub(factor, out, slack);
    fmpq_add(slack, out, slack);
    fmpq_simplest_between(out, factor, slack);
    fmpq_clear(factor);
    fmpq_clear(slack);
}

/* Steps along the axes from x, halved where none of them leads down. */
static bool descend(const logform *f, fmpq *x)
{
    logform_field *K = f->field;
    bool used[LOGFORM_SYMBOLS] = {false}, negative;
    double lowest = height(f, x, &negative);
    fmpq_t before;
    fmpq_init(before);
    logform_mark_symbols(f, used);
    for (int halvings = 0, tried = 0; !negative && halvings < 30 && tried < STEPS_MAX; halvings++)
        for (bool lower = true; lower && !negative;) {
            lower = false;
            for (int k = 0; k < 2 * K->symbols && !negative; k++) {
                if (!used[k / 2] || tried++ >= STEPS_MAX)
                    continue;
                fmpq_set(before, x + k / 2);
                stepped(x + k / 2, before, halvings, k % 2);
                double now = height(f, x, &negative);
                if (now < lowest || negative) {
                    lowest = now;
                    lower = true;
                } else
                    fmpq_set(x + k / 2, before);
            }
        }
    fmpq_clear(before);
    return negative;
}

const char *logform_find_negative(const logform *f)
{
    ulong state = 1;
    bool found = false;
    fmpq *x = logform_point_open();
    for (int attempt = 0, inside = 0; !found && attempt < TRIES_MAX && inside < STARTS; attempt++) {
        for (int k = 0; k < f->field->symbols; k++)
            draw_coordinate(x + k, &state, attempt);
        if (!logform_in_domain(f, x))
            continue;
        inside++;
        found = descend(f, x);
    }
    const char *text = found ? logform_point_text(f, f, x) : NULL;
    logform_point_close(x);
    return text;
}
