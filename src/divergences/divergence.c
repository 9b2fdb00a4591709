/* Divergences: parsing a name, one attempt, and increasing precision until the digits asked for are correct. */
#include "divergences/divergence.h"

#include "divergences/closed_form.h"
#include "divergences/estimate.h"
#include "divergences/near.h"
#include "divergences/numerical.h"
#include "divergences/planar.h"
#include "number/unknown.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

/*
 * A blind attempt (no finite enclosure) beyond BLIND_BITS lacks effort, not precision: laws 1e300 apart need some 4000 bits. The
 * first attempt goes HEADROOM bits farther than a value of size one asks for: cheaper than a second one for values of 1/50.
 */
enum { MOST_BITS = 1 << 17, BLIND_BITS = 1 << 13, HEADROOM = 6 };

const request request_default = {
    .digits = 15, .by = METHOD_AUTO, .budget = 10, .seed = 1, .samples = 1000000};

static bool parse_order(const char *text, int at, real_pool *pool, divergence *out, error *e)
{
    bool transport = !strcmp(out->row->name, "wp");
    const char *what = transport ? "p >= 1" : "alpha > 0";
    if (text[at] != '(')
        return error_set(e, at, "%s needs its order, as in %s(2)", out->row->name, out->row->name);
    int start = ++at;
    if (!(out->order = real_parse(pool, text, &at, NULL, e)))
        return false;
    real least = real_int(pool, transport ? 1 : 0);
    int side = real_compare(out->order, least);
    if (side != 1 && !(transport && side == 0))
        return error_set(e, start, "the order of %s must be %s", out->row->name, what);
    if (text[at] != ')' || text[at + 1])
        return error_set(e, at, "expected ) after the order of %s", out->row->name);
    return true;
}

static const char *divergence_name(size_t i) { return divergence_rows[i].name; }

bool divergence_parse(const char *text, real_pool *pool, divergence *out, error *e)
{
    char name[32];
    size_t n = strcspn(text, "(");
    *out = (divergence){0};
    if (n < sizeof name) {
        memcpy(name, text, n);
        name[n] = 0;
        out->row = divergence_by_name(name);
    }
    if (!out->row)
        return error_unknown(e, 0, "divergence", n < sizeof name ? name : text, divergence_name,
                             divergence_count);
    if (out->row->has_order)
        return parse_order(text, (int)n, pool, out, e);
    return text[n] ? error_set(e, (int)n, "%s takes no order", name) : true;
}

enclosure enclosure_infinite(scope *s, infinity_reason why)
{
    return (enclosure){ball_infinity(s), why, METHOD_CERTIFIED};
}

void enclosure_add(scope *s, enclosure *sum, const enclosure *more)
{
    if (sum->why == INFINITE_SUPPORT || more->why == INFINITE_SUPPORT)
        *sum = enclosure_infinite(s, INFINITE_SUPPORT);
    else if (sum->why == INFINITE_TAIL || more->why == INFINITE_TAIL)
        *sum = enclosure_infinite(s, INFINITE_TAIL);
    else
        sum->value = ball_add(sum->value, more->value);
}

bool divergence_enclose(scope *s, divergence d, const law *p, const law *q, slong goal, method by,
                        enclosure *out)
{
    *out = (enclosure){ball_nothing(s), FINITE, METHOD_CERTIFIED};
    const law *second = d.row->needs_second_law ? q : NULL;
    if (by != METHOD_CERTIFIED && closed_form(s, d, p, second, out)) {
        out->by = METHOD_CLOSED_FORM;
        return true;
    }
    if (by == METHOD_CLOSED_FORM)
        return false;
    out->by = METHOD_CERTIFIED;
    return p->dim == 2 ? planar_enclose(s, d, p, second, goal, out)
                       : d.row->certified(s, &d, p, second, goal, out);
}

ball divergence_within(ball x, value_range range)
{
    if (range == RANGE_LINE || !ball_is_finite(x))
        return x;
    scope *s = x.in;
    ball zero = ball_in(s, ball_int(0)), most = range == RANGE_UNIT ? ball_in(s, ball_int(1)) : ball_log2(s);
    most = ball_upper(range == RANGE_ROOT_LOG2 ? ball_sqrt(most) : most);
    bool low = ball_at_most(ball_lower(x), zero) == HOLDS && ball_at_most(zero, ball_upper(x)) == HOLDS;
    bool high = range != RANGE_POSITIVE && ball_less(most, ball_upper(x)) == HOLDS
                && ball_at_most(ball_lower(x), most) == HOLDS;
    if (low)
        return ball_upto(high ? most : ball_upper(x));
    return high ? ball_sub(most, ball_upto(ball_sub(most, ball_lower(x)))) : x;
}

static void store(result *out, const enclosure *e, evidence grade, bool decided)
{
    out->storage = scope_open(scope_bits(e->value.in));
    out->value = ball_in(out->storage, e->value);
    out->why = e->why;
    out->by = e->by;
    out->grade = grade;
    out->decided = decided;
}

static bool good_enough(const enclosure *e, slong digits)
{
    return e->why != FINITE || (ball_is_finite(e->value) && ball_digits(e->value) >= digits);
}

/* How far the next attempt must go: the digits asked for, below the value's leading digit as far as it is known. */
static slong next_goal(const enclosure *e, slong wanted, slong goal)
{
    double magnitude = ball_is_finite(e->value) ? fabs(ball_double(e->value)) + ball_radius(e->value) : 1;
    double deeper = magnitude > 0 && isfinite(magnitude) ? -log2(magnitude) : 0;
    slong aim = wanted + (slong)fmax(deeper, -4 * (double)wanted);
    return aim > goal ? aim : goal + goal / 4 + 8;
}

/* Nothing was learned: no digit, and no small number either. */
static bool in_vain(const enclosure *e, slong goal)
{
    bool finite = ball_is_finite(e->value);
    return e->why == FINITE
           && (!finite || (ball_digits(e->value) < 1 && ball_log2_error(e->value) > (double)-goal / 2));
}

/* The best enclosure so far, in a scope of its own. */
typedef struct attempt {
    scope *s;
    enclosure found;
} attempt;

/* More digits, or as many (none, of a value that may be 0) and a smaller error; an attempt that the deadline ended may know nothing. */
static bool knows_more(const enclosure *a, const enclosure *than)
{
    if (!ball_is_finite(a->value) || !ball_is_finite(than->value))
        return ball_is_finite(a->value);
    slong more = ball_digits(a->value) - ball_digits(than->value);
    return more > 0 || (more == 0 && ball_log2_error(a->value) <= ball_log2_error(than->value));
}

static void keep_better(attempt *best, attempt *next, slong digits)
{
    bool better = !best->s || good_enough(&next->found, digits) || knows_more(&next->found, &best->found);
    scope_close(better ? best->s : next->s);
    if (better)
        *best = *next;
}

/* A route over distribution functions may know nothing of a pair, at any precision: it stays undecided if only such will do. */
static bool may_stay_open(const divergence *d, const law *p, const request *r)
{
    return r->by == METHOD_CERTIFIED && p->dim == 1 && !d->row->is_f_divergence
           && !d->row->scales_with_log_base;
}

/* About -log2 of a value: what is linear in p - q is of the order of 2^-nearness. Of laws that may be equal nothing is known. */
static slong first_depth(const divergence *d, const law *p, const law *q)
{
    slong near = d->row->linear ? law_nearness(p, q) : 0;
    return near < NEARNESS_MOST ? near : 0;
}

/*
 * Attempts until the best one has the digits or the budget ends. False if there is no route. Working precision grows faster
 * than the goal: cancellation inside a formula is paid for in bits.
 */
static bool approach(divergence d, const law *p, const law *q, const request *r, double start, attempt *best)
{
    enum { ENOUGH_POINTS = 12 };
    slong wanted = (slong)ceil((double)r->digits * 3.3219280948873626) + 4, deep = first_depth(&d, p, q);
    slong goal = wanted + HEADROOM + deep, bits = wanted + wanted / 8 + 18 + deep;
    bool blind;
    double last;
    do {
        double begun = scope_work();
        attempt one = {.s = scope_open(bits)};
        scope_set_deadline(one.s, start + r->budget);
        bool known = divergence_enclose(one.s, d, p, q, goal, r->by, &one.found);
        if (!known && !best->s && !may_stay_open(&d, p, r)) {
            scope_close(one.s);
            return false;
        }
        blind = in_vain(&one.found, goal);
        goal = blind ? goal : next_goal(&one.found, wanted, goal);
        slong more = blind ? 2 * bits : bits + bits / 2 + 16;
        bits = goal + 30 > more ? goal + 30 : more;
        method one_by = one.found.by;
        keep_better(best, &one, r->digits);
        last = scope_work() - begun;
        if (!known)
            break;
        /*
         * The next attempt takes longer still, blindly about four times as long; the deadline ends it. Points beyond those that a small
         * part of the budget pays for do not add a digit.
         */
        if (one_by == METHOD_QUANTISATION && last > r->budget / ENOUGH_POINTS)
            break;
    } while (!good_enough(&best->found, r->digits)
             && scope_work() - start + (blind ? 4 : 1) * last < r->budget && bits <= MOST_BITS
             && !(blind && bits > BLIND_BITS + 16 * wanted));
    return true;
}

/*
 * Many digits begin with a few, and an integral over the plane that two thirds of the budget did not decide ends with a few, so that something
 * is known whenever the budget ends.
 */
static bool certify(divergence d, const law *p, const law *q, const request *r, result *out)
{
    enum {
        LEAST_DIGITS = 2,
        FEW_DIGITS = 6,
        MANY_DIGITS = 60,
        VAGUE = 4
    }; /* a radius of 1/4 tells little of TV */
    double start = scope_work();
    attempt best = {0};
    request few = *r, all = *r;
    few.digits = FEW_DIGITS;
    few.budget = r->budget / 4;
    bool known = r->digits <= MANY_DIGITS || approach(d, p, q, &few, start, &best);
    if (p->dim == 2 && d.row->is_f_divergence && r->digits > LEAST_DIGITS)
        all.budget = 2 * r->budget / 3;
    if (known && !(best.s && good_enough(&best.found, r->digits)))
        known = approach(d, p, q, &all, start, &best);
    if (!known)
        return false;
    few.digits = LEAST_DIGITS;
    few.budget = r->budget;
    if (all.budget < r->budget && in_vain(&best.found, VAGUE))
        approach(d, p, q, &few, start, &best);
    bool decided = good_enough(&best.found, r->digits);
    best.found.value = divergence_within(best.found.value, d.row->range);
    store(out, &best.found, EVIDENCE_CERTIFIED, decided);
    scope_close(best.s);
    return true;
}

/* A double-precision value and its error as a ball of grade `grade`. */
static void report_double(result *out, double value, double margin, infinity_reason why, evidence grade,
                          method by)
{
    scope *s = scope_open(64);
    enclosure e = {ball_infinity(s), why, by};
    if (why == FINITE && !isfinite(value))
        e.value = ball_nothing(s);
    else if (why == FINITE)
        e.value = ball_widen(ball_exact_double(s, value), ball_exact_double(s, margin));
    store(out, &e, grade, isfinite(value) || why != FINITE);
    scope_close(s);
}

/* No digit, and hardly more than the divergence's range. */
static bool knows_nothing(const result *r)
{
    return !r->decided
           && (!ball_is_finite(r->value) || (ball_log2_error(r->value) > -3 && ball_digits(r->value) < 1));
}

bool divergence_compute(divergence d, const law *p, const law *q, const request *r, result *out, error *e)
{
    *out = (result){0};
    if (d.row->needs_second_law && p->dim != q->dim)
        return error_set(e, -1, "P is %d-dimensional and Q is %d-dimensional", p->dim, q->dim);
    if (p->dim == 2 && !strcmp(d.row->name, "kolmogorov"))
        return error_set(
            e, -1,
            "sup |F - G| needs laws on the line: the plane has no distribution function of one variable");
    double start = scope_clock(), value, wrong;
    infinity_reason why = FINITE;
    const law *second = d.row->needs_second_law ? q : p;
    bool done = r->by != METHOD_QUADRATURE && r->by != METHOD_SAMPLES && certify(d, p, second, r, out);
    if (done && r->by == METHOD_AUTO && r->budget > 0 && p->dim == 2 && knows_nothing(out)
        && numerical_divergence(&d, p, second, &value, &wrong, &why)) {
        result_clear(out);
        report_double(out, value, wrong, why, EVIDENCE_NUMERICAL, METHOD_QUADRATURE);
    }
    if (!done && (r->by == METHOD_AUTO || r->by == METHOD_QUADRATURE)
        && (done = numerical_divergence(&d, p, second, &value, &wrong, &why)))
        report_double(out, value, wrong, why, EVIDENCE_NUMERICAL, METHOD_QUADRATURE);
    if (!done && r->by == METHOD_SAMPLES
        && (done = estimate_divergence(&d, p, second, r->samples, r->seed, &value, &wrong)))
        report_double(out, value, wrong, why, EVIDENCE_STATISTICAL, METHOD_SAMPLES);
    if (!done && r->by == METHOD_AUTO && p->dim == 1) {
        report_double(out, NAN, INFINITY, FINITE, EVIDENCE_NUMERICAL, METHOD_QUADRATURE);
        done = true;
    }
    if (!done)
        return error_set(e, -1, "no %s for %s between %s and %s",
                         r->by == METHOD_CLOSED_FORM ? "closed form" : "such method", d.row->name, p->text,
                         second->text);
    out->seconds = scope_clock() - start;
    return true;
}

bool divergence_has_method(divergence d, const law *p, const law *q, const request *r, error *e)
{
    request hardly = *r;
    result found;
    if (r->by == METHOD_SAMPLES) /* what these can tell hangs on the draws */
        return true;
    hardly.digits = 1;
    hardly.budget = -1; /* every route ends at once */
    bool known = divergence_compute(d, p, q, &hardly, &found, e);
    if (known)
        result_clear(&found);
    return known;
}

void result_clear(result *r)
{
    scope_close(r->storage);
    *r = (result){0};
}
