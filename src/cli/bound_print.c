/* The report of `ganproof bound`, as text and as JSON. */
#include "cli/bound.h"
#include "cli/value.h"
#include "theorem/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *kind_text(const theta_piece *piece)
{
    switch (piece->kind) {
    case THETA_RISES: return "increasing";
    case THETA_FALLS: return "decreasing";
    case THETA_ONE_CRITICAL: return piece->minimum ? "one minimum" : "one maximum";
    case THETA_AT_MOST_ONE_CRITICAL: return piece->minimum ? "at most one minimum" : "at most one maximum";
    case THETA_INFINITE: return "infinite";
    default: return "undecided";
    }
}

static double slack(ball a, ball b)
{
    return ball_is_finite(a) && ball_is_finite(b) ? ball_double(ball_upper(ball_sub(a, b))) : INFINITY;
}

static bool has_value(const theta_value *v) { return v->at && ball_is_finite(v->value); }

static char *bound_text(ball b, int side, long digits)
{
    return ball_is_finite(b) ? ball_bound(b, side, digits) : strdup(ball_sign(b) < 0 ? "-inf" : "inf");
}

/* ---- Text ---- */

static void print_side(const char *name, ball bound, int side, const theta_value *attained, long digits)
{
    char *text = bound_text(bound, side, digits);
    printf("%-6s %-*s", name, (int)digits + 4, text);
    if (has_value(attained)) {
        char *value = bound_text(attained->value, side, digits);
        printf("  %s at theta = %.10g", value, real_double(attained->at));
        if (ball_is_finite(bound))
            printf(", %.1e away", side < 0 ? slack(attained->value, bound) : slack(bound, attained->value));
        free(value);
    }
    putchar('\n');
    free(text);
}

/* An end of a piece: inward where something is claimed of every theta, outward where not. */
static char *end_text(real x, int side, double length)
{
    real_pool *pool = real_pool_open();
    scope *s = scope_open(96);
    char *text = malloc(40);
    int at = 0;
    snprintf(text, 40, "%.10g", real_double(x));
    real shown = real_parse(pool, text, &at, NULL, NULL);
    if (!shown || real_compare(shown, x)) { /* not a short decimal */
        free(text);
        text = ball_bound(real_ball(s, x), side, (long)fmin(16, fmax(6, 4 - log10(length))));
    }
    scope_close(s);
    real_pool_close(pool);
    return text;
}

/* The length of the shorter of two neighbours, where there are two. */
static double shorter(const theta_range *r, size_t one, size_t next)
{
    double length = INFINITY;
    for (size_t i = one; i != next + 1; i++)
        if (i < r->pieces)
            length = fmin(length, real_double(r->piece[i].to) - real_double(r->piece[i].from));
    return length;
}

static void print_pieces(const theta_range *r)
{
    for (size_t i = 0; i < r->pieces; i++) {
        const theta_piece *one = &r->piece[i];
        int inward = one->kind == THETA_OPEN || one->kind == THETA_ONE_CRITICAL ? -1 : 1;
        char *from = end_text(one->from, inward, shorter(r, i - 1, i));
        char *to = end_text(one->to, -inward, shorter(r, i, i + 1));
        printf("  [%s, %s]  %s", from, to, kind_text(one));
        one->why == FINITE ? putchar('\n') : printf(" (%s)\n", infinity_name(one->why));
        free(from);
        free(to);
    }
}

void bound_print(const bound_question *b, const theta_range *r)
{
    printf("%s(P, Q) for every theta in [%.10g, %.10g]\n", b->name, real_double(b->ask->from),
           real_double(b->ask->to));
    print_side("lower", r->lower, -1, &r->lowest, b->digits);
    print_side("upper", r->upper, +1, &r->highest, b->digits);
    if (r->pieces)
        puts(b->ask->signs ? "pieces:" : "not everywhere finite, or not known to be:");
    print_pieces(r);
    printf("certified%s; %ld boxes\n",
           r->decided ? "" : ", but UNDECIDED within the boxes or the time allowed", r->boxes);
}

/* ---- JSON ---- */

static void write_bound(json *j, const char *key, ball bound, int side, long digits)
{
    char *text = bound_text(bound, side, digits);
    json_text(j, key, text);
    free(text);
}

static void write_value(json *j, const char *key, const theta_value *v, long digits)
{
    json_row(j, key);
    json_number(j, "theta", v->at ? real_double(v->at) : NAN);
    if (has_value(v)) {
        write_bound(j, "lower", v->value, -1, digits);
        write_bound(j, "upper", v->value, +1, digits);
    }
    json_end(j);
}

static void write_pieces(json *j, const theta_range *r)
{
    json_array(j, "pieces");
    for (size_t i = 0; i < r->pieces; i++) {
        const theta_piece *one = &r->piece[i];
        json_row(j, NULL);
        json_number(j, "from", real_double(one->from));
        json_number(j, "to", real_double(one->to));
        json_text(j, "is", kind_text(one));
        json_text(j, "infinite", infinity_name(one->why));
        json_end(j);
    }
    json_end(j);
}

void bound_print_json(const bound_question *b, const theta_range *r)
{
    json j;
    json_open(&j, stdout);
    json_object(&j, NULL);
    json_text(&j, "name", b->name);
    json_text(&j, "p", b->p);
    json_text(&j, "q", b->q);
    json_row(&j, "theta");
    json_number(&j, "from", real_double(b->ask->from));
    json_number(&j, "to", real_double(b->ask->to));
    json_end(&j);
    write_bound(&j, "lower", r->lower, -1, b->digits);
    write_bound(&j, "upper", r->upper, +1, b->digits);
    write_value(&j, "lowest", &r->lowest, b->digits);
    write_value(&j, "highest", &r->highest, b->digits);
    json_text(&j, "infinite", infinity_name(r->why));
    write_pieces(&j, r);
    json_text(&j, "evidence", "certified");
    json_flag(&j, "decided", r->decided);
    json_count(&j, "boxes", r->boxes);
    json_seconds(&j, "seconds", r->seconds);
    json_end(&j);
    json_finish(&j);
}
