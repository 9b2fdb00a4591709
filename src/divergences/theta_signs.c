/* Parts together, and their pieces by the sign of J': see theta_signs.h. */
#include "divergences/theta_signs.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>

size_t theta_parts_add(theta_parts *p, theta_part one)
{
    if (p->n == p->room) {
        p->room = 2 * p->room + 64;
        p->part = realloc(p->part, p->room * sizeof *p->part);
    }
    p->part[p->n] = one;
    return p->n++;
}

void theta_parts_evaluate(theta_parts *p, const theta_problem *t, const size_t *which, size_t count,
                          bool ends)
{
    theta_problem shared = *t;
#pragma omp parallel
    {
#pragma omp single
        shared.threads = omp_get_num_threads();
#pragma omp for schedule(dynamic, 1)
        for (size_t i = 0; i < count; i++)
            theta_part_evaluate(&shared, &p->part[which[i]], ends, NULL);
        flint_cleanup(); /* the caches of this thread */
    }
}

static double length_of(real from, real to) { return real_double(to) - real_double(from); }

bool theta_part_is_open(const theta_part *a, double gap)
{
    return a->why == FINITE && !a->slope && !a->bend && length_of(a->from, a->to) > gap;
}

/* ---- Pieces ---- */

static bool has_critical(theta_kind kind)
{
    return kind == THETA_ONE_CRITICAL || kind == THETA_AT_MOST_ONE_CRITICAL;
}

static void add_piece(theta_range *out, theta_piece one)
{
    theta_piece *last = out->pieces ? &out->piece[out->pieces - 1] : NULL;
    if (one.from == one.to)
        return;
    if (last && last->kind == one.kind && last->why == one.why && !has_critical(one.kind)
        && last->to == one.from) {
        last->to = one.to;
        return;
    }
    out->piece = realloc(out->piece, (out->pieces + 1) * sizeof *out->piece);
    out->piece[out->pieces++] = one;
}

static void add_monotone(theta_range *out, real from, real to, int sign)
{
    add_piece(out, (theta_piece){.from = from,
                                 .to = to,
                                 .kind = sign > 0   ? THETA_RISES
                                         : sign < 0 ? THETA_FALLS
                                                    : THETA_OPEN});
}

/* The sign of J' at a point of [from, to]. */
static int sign_at(const theta_problem *t, real from, real to, real at)
{
    box_laws l;
    int sign = 0;
    if (box_laws_open(&l, t->p, t->q, &t->named, &from, &to, NULL)) {
        scope *s = scope_open(96);
        scope_set_deadline(s, scope_work() + t->until - scope_work_of_all());
        box_value v;
        ball point = real_ball(s, at);
        box_integral(s, &l, &t->d, &point, 1, 50, &v);
        sign = v.order > 0 ? ball_sign(v.slope[0]) : 0;
        scope_close(s);
    }
    box_laws_close(&l);
    return sign;
}

/* Narrows what is between the places where J', monotone, is known to have the signs -rises and rises; a cut where the sign is open is
 * tried elsewhere. */
static void narrow(const theta_problem *t, real_pool *pool, double gap, int rises, real *from, real *to)
{
    static const int sixteenths[] = {8, 7, 10, 5};
    for (int round = 0; round < 60 && length_of(*from, *to) > gap; round++) {
        int sign = 0;
        real at = NULL;
        for (int i = 0; i < 4 && !sign; i++) {
            at = real_add(pool, *from,
                          real_mul(pool, real_ratio(pool, sixteenths[i], 16), real_sub(pool, *to, *from)));
            sign = sign_at(t, *from, *to, at);
        }
        if (!sign)
            return;
        *(sign == rises ? to : from) = at;
    }
}

/*
 * A run of parts first..last with J'' of one sign, as pieces: J' is monotone, so that a place where it has the sign -rises has it
 * on all that is before, one where it has the sign rises on all that is after.
 */
static void run_pieces(const theta_parts *p, size_t first, size_t last, const theta_problem *t, double gap,
                       theta_range *out)
{
    int rises = p->part[first].bend;
    real from = p->part[first].from, to = p->part[last].to, before = NULL, after = NULL;
    for (size_t i = first; i <= last; i++) { /* signs at the left ends, then at the right end of the last */
        const theta_part *a = &p->part[i];
        int left = a->slope_from, right = a->slope_to;
        before = left == -rises ? a->from : before;
        before = right == -rises ? a->to : before;
        after = !after && left == rises ? a->from : after;
        after = !after && right == rises ? a->to : after;
    }
    if ((before && before == to) || (after && after == from)) {
        add_monotone(out, from, to, after ? rises : -rises);
        return;
    }
    real left = before ? before : from, right = after ? after : to, unknown[2] = {left, right};
    narrow(t, out->pool, gap, rises, &left, &right);
    bool both = (before || left != unknown[0]) && (after || right != unknown[1]);
    add_monotone(out, from, left, -rises);
    add_piece(out, (theta_piece){.from = left,
                                 .to = right,
                                 .kind = both ? THETA_ONE_CRITICAL : THETA_AT_MOST_ONE_CRITICAL,
                                 .minimum = rises > 0});
    add_monotone(out, right, to, rises);
}

static void sign_pieces(const theta_parts *p, const theta_problem *t, double gap, theta_range *out)
{
    for (size_t i = 0; i < p->n; i++) {
        const theta_part *a = &p->part[i];
        size_t last = i;
        while (a->bend && last + 1 < p->n && p->part[last + 1].bend == a->bend)
            last++;
        if (a->why != FINITE)
            add_piece(out,
                      (theta_piece){.from = a->from, .to = a->to, .kind = THETA_INFINITE, .why = a->why});
        else if (a->bend)
            run_pieces(p, i, last, t, gap, out);
        else
            add_monotone(out, a->from, a->to, a->slope);
        i = last;
    }
}

/* A divergence that falls where J rises. */
static void turn_round(theta_range *out)
{
    for (size_t i = 0; i < out->pieces; i++) {
        theta_piece *one = &out->piece[i];
        one->kind = one->kind == THETA_RISES   ? THETA_FALLS
                    : one->kind == THETA_FALLS ? THETA_RISES
                                               : one->kind;
        one->minimum = has_critical(one->kind) && !one->minimum;
    }
}

void theta_pieces_make(const theta_parts *p, const theta_problem *t, bool signs, double gap, theta_range *out)
{
    if (signs) {
        sign_pieces(p, t, gap, out);
        if (t->d.falls)
            turn_round(out);
        return;
    }
    for (size_t i = 0; i < p->n; i++) {
        const theta_part *a = &p->part[i];
        if (a->why != FINITE)
            add_piece(out,
                      (theta_piece){.from = a->from, .to = a->to, .kind = THETA_INFINITE, .why = a->why});
        else if (!a->known)
            add_piece(out, (theta_piece){.from = a->from, .to = a->to, .kind = THETA_OPEN});
    }
}
