/*
 * Sign structure by bisection and interval Newton steps. See roots.h for the mathematics.
 *
 * The pieces are the leaves of a binary tree over [a, b]: leaf (i, k) is a + (b - a) [i, i+1] / 2^k, with exact ends.
 * The tree is walked from left to right without a stack: the successor of a settled leaf is (i+1, k) with common
 * factors of two removed.
 */
#include "calculus/roots.h"

#include <stdlib.h>

enum { NEWTON_STEPS = 4096, DEEPEST = 1 << 20 };

typedef struct search {
    const curve *f;
    resolution wanted;
    scope *out, *work;
    sign_pieces found;
    arf_t a, length;
} search;

static ball exact(scope *s, const arf_t x)
{
    arb_ptr v = scope_take(s, 1);
    arb_set_arf(v, x);
    return ball_from_arb(s, v);
}

static ball range(scope *s, const arf_t l, const arf_t r)
{
    arb_ptr v = scope_take(s, 1);
    arb_set_interval_arf(v, l, r, scope_bits(s));
    return ball_from_arb(s, v);
}

static ball value(search *e, ball t)
{
    e->found.evaluations++;
    return e->f->value(e->f->state, e->work, t);
}

static ball slope(search *e, ball t)
{
    e->found.evaluations++;
    return e->f->slope(e->f->state, e->work, t);
}

static bool out_of_effort(search *e)
{
    bool out = e->found.evaluations >= e->wanted.evaluations || scope_expired(e->work);
    e->found.spent = e->found.spent || out;
    return out;
}

/* +1: certainly >= 0; -1: certainly <= 0; 0: unknown. */
static int weak_sign(ball v)
{
    if (ball_at_most(ball_int(0), v) == HOLDS)
        return 1;
    return ball_at_most(v, ball_int(0)) == HOLDS ? -1 : 0;
}

void sign_pieces_append(sign_pieces *p, sign_piece next)
{
    if (next.sign && p->n && p->piece[p->n - 1].sign == next.sign) {
        p->piece[p->n - 1].to = next.to;
        return;
    }
    if (p->n == p->room) {
        p->room = p->room ? 2 * p->room : 8;
        p->piece = realloc(p->piece, p->room * sizeof *p->piece);
    }
    p->piece[p->n++] = next;
}

static void emit(search *e, const arf_t l, const arf_t r, int sign)
{
    if (!arf_equal(l, r))
        sign_pieces_append(&e->found,
                           (sign_piece){.from = exact(e->out, l), .to = exact(e->out, r), .sign = sign});
}

static void emit_unresolved(search *e, const arf_t l, const arf_t r, bool root, ball sup)
{
    emit(e, l, r, 0);
    sign_piece *last = &e->found.piece[e->found.n - 1];
    last->root = root;
    last->sup = ball_in(e->out, ball_upper(ball_abs(sup)));
}

static bool below(ball x, slong bits)
{
    return bits < ROOTS_ANY && ball_at_most(x, ball_scale2(ball_in(x.in, ball_int(1)), -bits)) == HOLDS;
}

/* May a piece of this width, on which |f| is at most sup, stay unresolved? */
static bool small_enough(search *e, ball width, ball sup)
{
    if (below(width, e->wanted.width))
        return true;
    ball area = ball_mul(width, ball_upper(ball_abs(sup)));
    return ball_is_finite(area) && below(area, e->wanted.area);
}

static ball width_of(scope *s, const arf_t l, const arf_t r) { return ball_sub(exact(s, r), exact(s, l)); }

/*
 * [l, r] := [l, r] intersected with N; true if the width at least halved. If N misses [l, r] there is no zero, and the
 * end next to N is left: f has one sign up to it.
 */
static bool shrink(search *e, arf_t l, arf_t r, ball N)
{
    bool halved = false;
    arf_t lo, hi, before, after;
    arf_init(lo), arf_init(hi), arf_init(before), arf_init(after);
    arf_sub(before, r, l, ARF_PREC_EXACT, ARF_RND_DOWN);
    if (ball_is_finite(N)) {
        arb_get_interval_arf(lo, hi, ball_in(e->work, N).v, scope_bits(e->work));
        if (arf_cmp(lo, l) > 0)
            arf_set(l, arf_cmp(lo, r) > 0 ? r : lo);
        if (arf_cmp(hi, r) < 0)
            arf_set(r, arf_cmp(hi, l) < 0 ? l : hi);
        arf_sub(after, r, l, ARF_PREC_EXACT, ARF_RND_DOWN);
        arf_mul_2exp_si(after, after, 1);
        halved = arf_cmp(after, before) <= 0;
    }
    arf_clear(lo), arf_clear(hi), arf_clear(before), arf_clear(after);
    return halved;
}

static ball midpoint(search *e, const arf_t l, const arf_t r)
{
    arf_t m;
    arf_init(m);
    arf_add(m, l, r, ARF_PREC_EXACT, ARF_RND_DOWN);
    arf_mul_2exp_si(m, m, -1);
    /* Rounded to the working precision, as long as it stays inside. */
    arf_t rounded;
    arf_init(rounded);
    arf_set_round(rounded, m, scope_bits(e->work), ARF_RND_NEAR);
    ball b = exact(e->work, arf_cmp(rounded, l) > 0 && arf_cmp(rounded, r) < 0 ? rounded : m);
    arf_clear(m), arf_clear(rounded);
    return b;
}

/* [l, r] cut at a point inside by the sign of f there; false if it is not certain. */
static bool cut_at(arf_t l, arf_t r, ball point, ball v, int rising)
{
    int side = ball_sign(v) * rising;
    if (side > 0 && arf_cmp(arb_midref(point.v), r) < 0)
        arf_set(r, arb_midref(point.v));
    else if (side < 0 && arf_cmp(arb_midref(point.v), l) > 0)
        arf_set(l, arb_midref(point.v));
    return side != 0;
}

/*
 * One Newton step, or a bisection if it gains less than that. If f is too close to 0 in the middle, points beside it may
 * still do; false if the precision allows no progress.
 */
static bool newton_step(search *e, arf_t l, arf_t r, ball d, int rising)
{
    ball m = midpoint(e, l, r), v = value(e, m);
    if (shrink(e, l, r, ball_sub(m, ball_div(v, d))) || cut_at(l, r, m, v, rising))
        return true;
    ball left = midpoint(e, l, arb_midref(m.v)), right = midpoint(e, arb_midref(m.v), r);
    bool on_left = cut_at(l, r, left, value(e, left), rising);
    return cut_at(l, r, right, value(e, right), rising) || on_left;
}

static ball smaller(ball a, ball b)
{
    return ball_is_finite(a) && ball_at_most(ball_upper(a), ball_upper(b)) == HOLDS ? a : ball_upper(b);
}

/*
 * f is monotone on [left, right] with slope in d (if d has no sign, it is refined on the way): encloses the zero, if there is
 * one, in [l, r]. `exists` says that the signs at the ends differ.
 */
static void isolate(search *e, const arf_t left, const arf_t right, ball d, int rising, bool exists)
{
    arf_t l, r;
    arf_init(l), arf_init(r);
    arf_set(l, left), arf_set(r, right);
    ball steepness = d;
    for (int k = 0; k < NEWTON_STEPS; k++) {
        ball width = width_of(e->work, l, r);
        if (small_enough(e, width, ball_mul(steepness, width)) || out_of_effort(e)
            || !newton_step(e, l, r, steepness, rising))
            break;
        ball again = slope(e, range(e->work, l, r));
        if (ball_sign(again) == rising || !ball_sign(steepness))
            steepness = again;
    }
    emit(e, left, l, -rising);
    if (!arf_equal(l, r)) {
        ball sup = ball_abs(ball_mul(steepness, width_of(e->work, l, r)));
        if (!exists)
            sup = ball_add(sup, ball_abs(value(e, midpoint(e, l, r))));
        if (!small_enough(e, width_of(e->work, l, r),
                          sup)) /* steep only on paper: the ends bound it as well */
            sup = smaller(
                sup, ball_max(ball_abs(value(e, exact(e->work, l))), ball_abs(value(e, exact(e->work, r)))));
        emit_unresolved(e, l, r, exists && ball_sign(steepness),
                        ball_is_finite(sup) ? sup : ball_infinity(e->work));
    }
    emit(e, r, right, rising);
    arf_clear(l), arf_clear(r);
}

/* Settles [l, r], on which f is monotone. */
static void settle_monotone(search *e, const arf_t l, const arf_t r, ball d, int rising)
{
    ball first = ball_mul_int(value(e, exact(e->work, l)), rising);
    ball last = ball_mul_int(value(e, exact(e->work, r)), rising);
    if (ball_at_most(ball_int(0), first) == HOLDS)
        emit(e, l, r, rising);
    else if (ball_at_most(last, ball_int(0)) == HOLDS)
        emit(e, l, r, -rising);
    else
        isolate(e, l, r, ball_is_finite(d) ? d : slope(e, range(e->work, l, r)), rising,
                ball_sign(first) < 0 && ball_sign(last) > 0);
}

static bool settle_by(search *e, const arf_t l, const arf_t r, ball v)
{
    int sign = weak_sign(v);
    if (sign)
        emit(e, l, r, sign);
    return sign != 0;
}

/* Settles [l, r], or says false: halve it. */
static bool settle(search *e, const arf_t l, const arf_t r)
{
    ball t = range(e->work, l, r);
    int sign = e->f->sign ? e->f->sign(e->f->state, e->work, t) : 0;
    if (sign) {
        emit(e, l, r, sign);
        return true;
    }
    ball v = value(e, t);
    if (settle_by(e, l, r, v))
        return true;
    ball d = slope(e, t), bound = ball_abs(v);
    if (ball_is_finite(d)) {
        ball m = midpoint(e, l, r);
        ball mean = ball_add(value(e, m), ball_mul(d, ball_sub(t, m)));
        if (settle_by(e, l, r, mean))
            return true;
        if (ball_sign(d)) {
            settle_monotone(e, l, r, d, ball_sign(d));
            return true;
        }
        if (!ball_is_finite(bound) || ball_less(ball_upper(ball_abs(mean)), ball_upper(bound)) == HOLDS)
            bound = ball_abs(mean);
    }
    if (!small_enough(e, width_of(e->work, l, r), bound) && !out_of_effort(e))
        return false;
    emit_unresolved(e, l, r, false, ball_is_finite(bound) ? bound : ball_infinity(e->work));
    return true;
}

static void leaf_end(arf_t out, const search *e, const fmpz_t i, slong k)
{
    arf_mul_fmpz(out, e->length, i, ARF_PREC_EXACT, ARF_RND_DOWN);
    arf_mul_2exp_si(out, out, -k);
    arf_add(out, out, e->a, ARF_PREC_EXACT, ARF_RND_DOWN);
}

static void walk(search *e)
{
    fmpz_t i;
    arf_t l, r;
    slong k = 0;
    fmpz_init(i), arf_init(l), arf_init(r);
    for (scope_mark start = scope_now(e->work);; scope_rewind(e->work, start)) {
        leaf_end(l, e, i, k);
        fmpz_add_ui(i, i, 1);
        leaf_end(r, e, i, k);
        if (!settle(e, l, r) && k < DEEPEST) {
            fmpz_sub_ui(i, i, 1);
            fmpz_mul_2exp(i, i, 1);
            k++;
            continue;
        }
        slong twos = fmpz_is_zero(i) ? 0 : (slong)fmpz_val2(i);
        twos = twos < k ? twos : k;
        fmpz_tdiv_q_2exp(i, i, (ulong)twos);
        k -= twos;
        if (k == 0)
            break; /* i = 1: the whole tree is done */
    }
    fmpz_clear(i), arf_clear(l), arf_clear(r);
}

static search search_open(scope *s, const curve *f, ball a, ball b, resolution wanted)
{
    search e = {.f = f, .wanted = wanted, .out = s, .work = scope_open_for(s, scope_bits(s))};
    ball first = ball_in(s, a), last = ball_in(s, b);
    arf_init(e.a), arf_init(e.length);
    arf_set(e.a, arb_midref(first.v));
    arf_sub(e.length, arb_midref(last.v), e.a, ARF_PREC_EXACT, ARF_RND_DOWN);
    return e;
}

static sign_pieces search_close(search *e)
{
    arf_clear(e->a), arf_clear(e->length);
    scope_close(e->work);
    return e->found;
}

sign_pieces sign_pieces_find(scope *s, const curve *f, ball a, ball b, resolution wanted)
{
    search e = search_open(s, f, a, b, wanted);
    if (arf_sgn(e.length) > 0)
        walk(&e);
    return search_close(&e);
}

sign_pieces sign_pieces_monotone(scope *s, const curve *f, ball a, ball b, int rising, resolution wanted)
{
    search e = search_open(s, f, a, b, wanted);
    ball end = ball_in(s, b);
    if (arf_sgn(e.length) > 0)
        settle_monotone(&e, e.a, arb_midref(end.v), ball_nothing(e.work), rising);
    return search_close(&e);
}

void sign_pieces_clear(sign_pieces *p)
{
    free(p->piece);
    *p = (sign_pieces){0};
}

ball sign_piece_range(scope *s, const sign_piece *p)
{
    ball l = ball_in(s, p->from), r = ball_in(s, p->to);
    return range(s, arb_midref(l.v), arb_midref(r.v));
}
