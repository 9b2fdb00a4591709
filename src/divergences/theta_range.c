/* A divergence for every theta of an interval, by branch and bound: see theta_range.h. */
#include "divergences/theta_range.h"

#include "divergences/box_atoms.h"
#include "divergences/box_gap.h"
#include "divergences/closed_form.h"
#include "divergences/planar_move.h"
#include "divergences/theta_meet.h"
#include "divergences/theta_metric.h"
#include "divergences/theta_part.h"
#include "divergences/theta_standing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_PARTS = 8, WAVE = 16, DEEPEST = 45, VALUE_BITS = 64, PLANAR_SECONDS = 60 };

typedef struct search {
    const theta_request *r;
    theta_problem t;
    theta_range *out;
    theta_parts parts;
    int meetings;
    real meeting[MEETINGS];
} search;

/* ---- Waves ---- */

static bool divisible(const theta_part *a) { return a->why == FINITE && a->depth < DEEPEST; }

/* Too wide for a part of which nothing is known, or not the sign of J'. */
static bool is_open(const search *s, const theta_part *a)
{
    return (s->r->signs || !a->known) && theta_part_is_open(a, s->r->gap);
}

/* The parts with the lowest lower or the highest upper ends, or with an open sign, up to a wave. */
static void choose(const search *s, const theta_standing *x, bool bounds, bool *chosen)
{
    const theta_parts *p = &s->parts;
    for (size_t i = 0; i < p->n; i++)
        chosen[i] = false;
    for (int k = 0; k < WAVE && bounds; k++) {
        bool low = k % 2 == 0;
        size_t best = p->n;
        for (size_t i = 0; i < p->n; i++) {
            const theta_part *a = &p->part[i];
            bool decides = low ? a->lower < x->low : a->upper > x->high;
            if (chosen[i] || !divisible(a) || !decides)
                continue;
            if (best == p->n || (low ? a->lower < p->part[best].lower : a->upper > p->part[best].upper))
                best = i;
        }
        if (best < p->n)
            chosen[best] = true;
    }
    for (size_t i = 0, count = 0; i < p->n && !bounds && count < WAVE; i++)
        if (divisible(&p->part[i]) && is_open(s, &p->part[i])) {
            chosen[i] = true;
            count++;
        }
}

/* Halves of the chosen parts in their place; the new ones are evaluated in parallel. */
static size_t divide(search *s, const bool *chosen)
{
    theta_parts old = s->parts, next = {0};
    theta_part whole[WAVE];
    size_t fresh[2 * WAVE + FIRST_PARTS], count = 0;
    real_pool *pool = s->out->pool;
    for (size_t i = 0; i < old.n; i++) {
        if (!chosen[i]) {
            theta_parts_add(&next, old.part[i]);
            continue;
        }
        const theta_part *a = &old.part[i];
        whole[count / 2] = *a;
        real middle = real_mul(pool, real_ratio(pool, 1, 2), real_add(pool, a->from, a->to));
        fresh[count++] = theta_parts_add(
            &next, (theta_part){.from = a->from, .to = middle, .depth = a->depth + 1, .touch = a->touch > 0});
        fresh[count++] = theta_parts_add(
            &next,
            (theta_part){.from = middle, .to = a->to, .depth = a->depth + 1, .touch = -(a->touch < 0)});
    }
    free(old.part);
    s->parts = next;
    theta_parts_evaluate(&s->parts, &s->t, fresh, count, s->r->signs);
    for (size_t k = 0; k < count; k++)
        theta_part_inherit(&s->parts.part[fresh[k]], &whole[k / 2]);
    s->out->boxes += (long)count;
    return count;
}

static void begin(search *s)
{
    size_t fresh[FIRST_PARTS + MEETINGS], count = 0;
    real_pool *pool = s->out->pool;
    real length = real_sub(pool, s->r->to, s->r->from), last = s->r->from;
    int touch = 0, met = 0;
    for (int i = 1; i <= FIRST_PARTS;) {
        real end = i == FIRST_PARTS
                       ? s->r->to
                       : real_add(pool, s->r->from, real_mul(pool, real_ratio(pool, i, FIRST_PARTS), length));
        bool meets = met < s->meetings && real_compare(s->meeting[met], end) != 1;
        i += !meets || real_equal(s->meeting[met], end);
        end = meets ? s->meeting[met++] : end;
        theta_part one = {.from = last, .to = end, .touch = touch ? touch : -meets};
        fresh[count++] = theta_parts_add(&s->parts, one);
        last = end, touch = meets;
    }
    theta_parts_evaluate(&s->parts, &s->t, fresh, count, s->r->signs);
    s->out->boxes = (long)count;
}

static bool any_open(const search *s)
{
    bool any = false;
    for (size_t i = 0; i < s->parts.n; i++)
        any |= is_open(s, &s->parts.part[i]);
    return any;
}

/* True if all that was asked for is reached. */
static bool refine(search *s)
{
    for (bool bounds = true;;) {
        theta_standing x = theta_stand(&s->parts);
        double below, above, slack = theta_slack(&s->t, &x, &below, &above),
                             allowed = theta_allowance(&s->t, s->r, &x);
        bool near = slack <= allowed || (x.infinite && below <= allowed);
        bounds = !near;
        if (s->out->boxes >= s->r->cap || scope_work_of_all() >= s->t.until
            || (s->r->go_on && !s->r->go_on(s->r->state, s->out->boxes, slack)))
            return false;
        bool *chosen = malloc(s->parts.n * sizeof *chosen);
        choose(s, &x, bounds, chosen);
        size_t count = divide(s, chosen);
        free(chosen);
        if (count == 0 && bounds) { /* the bounds are as good as they get */
            chosen = malloc(s->parts.n * sizeof *chosen);
            choose(s, &x, false, chosen);
            count = divide(s, chosen);
            free(chosen);
        }
        if (count == 0)
            return near && !any_open(s);
    }
}

/* ---- The result ---- */

static ball between(scope *s, double lower, double upper)
{
    if (!isfinite(lower) || !isfinite(upper))
        return isfinite(lower) ? ball_infinity(s) : ball_nothing(s);
    return ball_hull(ball_exact_double(s, lower), ball_exact_double(s, upper));
}

static void conclude(search *s)
{
    theta_range *out = s->out;
    theta_standing x = theta_stand(&s->parts);
    x.low = fmax(x.low, x.lower); /* the same number, known better from elsewhere */
    theta_value at_low = {isnan(x.low_at) ? NULL : real_from_double(out->pool, x.low_at),
                          between(out->storage, theta_lower(&s->t, x.low, x.low_upper),
                                  theta_upper(&s->t, x.low, x.low_upper))};
    theta_value at_high = {isnan(x.high_at) ? NULL : real_from_double(out->pool, x.high_at),
                           between(out->storage, theta_lower(&s->t, x.high_lower, x.high),
                                   theta_upper(&s->t, x.high_lower, x.high))};
    value_range range = s->r->d.row->range;
    out->lowest = s->t.d.falls ? at_high : at_low;
    out->highest = s->t.d.falls ? at_low : at_high;
    out->lowest.value = divergence_within(out->lowest.value, range);
    out->highest.value = divergence_within(out->highest.value, range);
    double lower = theta_lower(&s->t, x.lower, x.upper), upper = theta_upper(&s->t, x.lower, x.upper);
    ball infinite = ball_infinity(out->storage);
    out->lower = isfinite(lower) ? ball_exact_double(out->storage, lower)
                 : lower > 0     ? infinite
                                 : ball_neg(infinite);
    out->bounded = isfinite(upper) && !x.open;
    out->upper = out->bounded ? ball_exact_double(out->storage, upper) : ball_infinity(out->storage);
    for (size_t i = 0; i < s->parts.n; i++)
        if (s->parts.part[i].why != FINITE)
            out->why = s->parts.part[i].why;
    theta_pieces_make(&s->parts, &s->t, s->r->signs, s->r->gap, out);
}

/*
 * Has the distance a derivative by distribution functions (box_gap.h)? The middle of the interval tells. A closed form of W_1 and
 * the values of Kolmogorov's distance have quicker ways, and only slopes are asked for then.
 */
static bool differentiates(search *s, const box_laws *whole)
{
    enclosure closed;
    if (!box_gap_of(&s->r->d, whole, &s->t.d) || !box_gap_order(whole, &s->t.d)) {
        s->t.d = (box_divergence){0};
        return false;
    }
    scope *work = scope_open(VALUE_BITS);
    bool quicker = s->t.d.gap == GAP_SUPREMUM
                   || (s->t.d.gap == GAP_ABSOLUTE && closed_form(work, s->r->d, whole->p, whole->q, &closed));
    scope_close(work);
    return !quicker;
}

/* Which way leads to this divergence of these laws; false, and an error, if none does. */
static bool choose_route(search *s, const box_laws *whole, error *e)
{
    const theta_request *r = s->r;
    box range = {.n = 1, .lo = {r->from}, .hi = {r->to}};
    bool second = r->d.row->needs_second_law;
    if (second && whole->p->dim != whole->q->dim)
        return error_set(e, -1, "P is %d-dimensional and Q is %d-dimensional", whole->p->dim, whole->q->dim);
    bool integral = box_divergence_of(&r->d, s->out->pool, &s->t.d) && whole->p->dim == 1;
    if ((integral || !strcmp(r->d.row->name, "kolmogorov")) && !box_atoms_keep_apart(whole, &range, e))
        return false;
    if (integral) {
        if (s->t.d.exchanged)
            s->t.p = r->q, s->t.q = r->p;
        return true;
    }
    if (differentiates(s, whole))
        return true;
    s->t.by_metric = true;
    if (whole->p->dim == 2 && planar_move_knows(&r->d) && !(r->budget > 0))
        s->t.until = scope_work_of_all() + PLANAR_SECONDS;
    s->t.whole = r->d;
    return theta_metric_suits(&r->d, whole, e);
}

static bool check(search *s, error *e)
{
    const theta_request *r = s->r;
    symbols *named = &s->t.named;
    *named = (symbols){.n = 1, .name = {"theta"}, .range = {.n = 1}};
    s->t.p = r->p, s->t.q = r->q;
    box_laws whole;
    bool read = box_laws_open(&whole, r->p, r->q, named, &r->from, &r->to, e);
    if (!read) {
        error why = *e;
        error_set(e, -1, "for some theta in [%.6g, %.6g]: %.300s", real_double(r->from), real_double(r->to),
                  why.message);
    }
    read = read && choose_route(s, &whole, e);
    if (read)
        s->meetings = theta_meet(&whole, s->out->pool, s->meeting);
    box_laws_close(&whole);
    return read;
}

bool theta_range_find(const theta_request *r, theta_range *out, error *e)
{
    double start = scope_clock();
    *out = (theta_range){.pool = real_pool_open(), .storage = scope_open(VALUE_BITS)};
    search s = {.r = r, .out = out, .t.threads = 1};
    s.t.until = r->budget > 0 ? scope_work_of_all() + r->budget : INFINITY;
    if (!check(&s, e))
        return false;
    slong bits = (slong)ceil((double)r->digits * 3.33) + 12;
    if (r->width > 0)
        bits = (slong)ceil(-log2(r->width)) + 8;
    if (!strcmp(r->d.row->name, "js-distance") || s.t.d.gap == GAP_ENERGY)
        bits *= 2; /* a root */
    s.t.goal = bits < 24 ? 24 : bits > 52 ? 52 : bits;
    begin(&s);
    out->decided = refine(&s);
    conclude(&s);
    free(s.parts.part);
    out->seconds = scope_clock() - start;
    return true;
}

void theta_range_clear(theta_range *out)
{
    free(out->piece);
    scope_close(out->storage);
    real_pool_close(out->pool);
    *out = (theta_range){0};
}
