/* One attempt at one question: see trial.h. */
#include "theorem/trial.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Quadrature loses a few bits to its sums: the scope works with more than the goal. */
enum { GUARD_BITS = 32 };

/* A law made during the attempt: parsed (its pool is its own), or mixed from others (its numbers are in the trial's pool). */
typedef struct made_law {
    struct made_law *next;
    law *law;
    bool mixed;
} made_law;

void trial_open(trial *t, slong goal, unsigned long seed)
{
    *t = (trial){.at = scope_open(goal + GUARD_BITS),
                 .goal = goal,
                 .pool = real_pool_open(),
                 .seed = seed,
                 .digits = NO_DIGITS};
}

void trial_close(trial *t)
{
    for (made_law *m = t->made, *next; m; m = next) {
        next = m->next;
        if (m->mixed) {
            free(m->law->text);
            free(m->law->c);
            free(m->law);
        } else {
            law_free(m->law);
        }
        free(m);
    }
    t->made = NULL;
    free(t->note);
    real_pool_close(t->pool);
    scope_close(t->at);
}

static bound_law keep(trial *t, law *l, bool mixed)
{
    made_law *m = malloc(sizeof *m);
    *m = (made_law){.next = t->made, .law = l, .mixed = mixed};
    t->made = m;
    return (bound_law){l, t};
}

bound_law trial_law_named(trial *t, const char *specification, const real_names *names)
{
    law *l = law_parse(specification, names, &t->trouble);
    return l ? keep(t, l, false) : (bound_law){NULL, t};
}

bound_law trial_law(trial *t, const char *specification) { return trial_law_named(t, specification, NULL); }

static void copy_weighted(real_pool *pool, component *to, const law *from, real weight)
{
    for (int i = 0; i < from->n; i++) {
        to[i] = from->c[i];
        to[i].weight = real_mul(pool, weight, from->c[i].weight);
        to[i].weight_double = real_double(to[i].weight);
    }
}

bound_law trial_mixture(slong num, slong den, bound_law p, bound_law q)
{
    trial *t = p.in;
    if (!p.of || !q.of)
        return (bound_law){NULL, t};
    law *m = malloc(sizeof *m);
    *m = (law){.dim = p.of->dim, .n = p.of->n + q.of->n, .pool = t->pool};
    m->c = calloc((size_t)m->n, sizeof *m->c);
    copy_weighted(t->pool, m->c, p.of, real_ratio(t->pool, num, den));
    copy_weighted(t->pool, m->c + p.of->n, q.of, real_ratio(t->pool, den - num, den));
    const char *shape = "%ld/%ld of %s, the rest %s";
    int length = snprintf(NULL, 0, shape, num, den, p.of->text, q.of->text);
    m->text = malloc((size_t)length + 1);
    snprintf(m->text, (size_t)length + 1, shape, num, den, p.of->text, q.of->text);
    return keep(t, m, true);
}

ball trial_record_width(trial *t, ball value)
{
    if (ball_is_finite(value))
        t->width = fmax(t->width, ball_radius(value));
    return value;
}

ball trial_divergence(const char *name, bound_law p, bound_law q, method by)
{
    trial *t = p.in;
    divergence d;
    if (!divergence_parse(name, t->pool, &d, &t->trouble) || !p.of || (!q.of && d.row->needs_second_law))
        return ball_nothing(t->at);
    if (d.row->needs_second_law && p.of->dim != q.of->dim) {
        error_set(&t->trouble, -1, "%s between a law on the line and a law on the plane", name);
        return ball_nothing(t->at);
    }
    enclosure found;
    if (!divergence_enclose(t->at, d, p.of, q.of, t->goal, by, &found)) {
        error_set(&t->trouble, -1, "no certified route for %s of %s, %s", name, p.of->text,
                  q.of ? q.of->text : "-");
        return ball_nothing(t->at);
    }
    return trial_record_width(t, found.value);
}

ball trial_number(trial *t, const char *text)
{
    int at = 0;
    real number = real_parse(t->pool, text, &at, NULL, &t->trouble);
    if (number && text[at] == '\0')
        return real_ball(t->at, number);
    if (number)
        error_set(&t->trouble, at, "'%s' is not one number", text);
    return ball_nothing(t->at);
}

static bool is_plus_infinity(ball x)
{
    return x.v && arf_is_pos_inf(arb_midref(x.v)) && mag_is_finite(arb_radref(x.v));
}

verdict trial_is_finite(ball x)
{
    return ball_is_finite(x) ? HOLDS : is_plus_infinity(x) ? FAILS : UNDECIDED;
}

/* The number of digits k for which |x - y| <= 10^-k is certain. */
static long digits_of_agreement(trial *t, ball x, ball y)
{
    const long all = (long)((double)scope_bits(t->at) * M_LN2 / M_LN10);
    double log2_gap = ball_log2_error(ball_within(ball_abs(ball_sub(ball_in(t->at, x), y))));
    /* The logarithm is a double: 1e-6 bits are far more than its rounding error. */
    double digits = floor(-(log2_gap + 1e-6) * M_LN2 / M_LN10);
    return digits > (double)all ? all : digits > 0 ? (long)digits : 0;
}

verdict trial_agree(trial *t, ball x, ball y, long digits)
{
    bool infinite_x = is_plus_infinity(x), infinite_y = is_plus_infinity(y);
    if (infinite_x && infinite_y)
        return HOLDS;
    if ((infinite_x && ball_is_finite(y)) || (infinite_y && ball_is_finite(x)))
        return FAILS;
    if (!ball_is_finite(x) || !ball_is_finite(y))
        return UNDECIDED;
    if (ball_agree(x, y) == FAILS)
        return FAILS;
    long reached = digits_of_agreement(t, x, y);
    if (reached < digits)
        return UNDECIDED;
    t->digits = t->digits == NO_DIGITS || reached < t->digits ? reached : t->digits;
    return HOLDS;
}

verdict trial_provided(trial *t, verdict condition, verdict conclusion)
{
    if (condition == HOLDS)
        return conclusion;
    t->unmet = condition == FAILS;
    return UNDECIDED;
}

void trial_note(trial *t, const char *format, ...)
{
    char *whole;
    size_t size;
    FILE *to = open_memstream(&whole, &size);
    if (t->note)
        fprintf(to, "%s\n", t->note);
    va_list arguments;
    va_start(arguments, format);
    vfprintf(to, format, arguments);
    va_end(arguments);
    fclose(to);
    free(t->note);
    t->note = whole;
}
