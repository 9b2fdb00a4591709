/*
 * W1 = integral of |F - G|, certified. See wasserstein.h and gap.h.
 *
 * On a stretch where F - G has a certain sign the integral is a difference of excess functions, E max(x - X, 0) to the
 * left of the middle and E max(X - x, 0) to the right. Around a zero a stretch of width h is left over, which counts
 * [0, h sup|F - G|]. A tail counts exactly if its sign is certain, otherwise with both excesses.
 */
#include "divergences/wasserstein.h"

#include "divergences/wasserstein_parts.h"

#include <math.h>

enum { EXTENSIONS = 64 };

/* ---- Tails ---- */

typedef enum { TAIL_KNOWN, TAIL_WIDE, TAIL_INFINITE, TAIL_UNKNOWN } tail_state;

/*
 * The integral of |F - G| beyond the last cut: between | |a| - |b| | and a + b for the excesses a, b of the two sides of
 * P - Q. It diverges if one excess does, or if both do and one density keeps a multiple above 1 of the other.
 */
static tail_state tail_integral(const gap *g, scope *s, int side, slong goal, ball *out)
{
    ball plus = gap_tail_excess(g, s, side, 1), minus = gap_tail_excess(g, s, side, -1);
    ball net = ball_sub(plus, minus), both = ball_add(plus, minus);
    if (ball_is_finite(both) && ball_less(both, ball_scale2(ball_in(s, ball_int(1)), -goal)) == HOLDS) {
        *out = ball_upto(both);
        return TAIL_KNOWN;
    }
    gap_order order = gap_tail_order(g, s, side);
    if (ball_is_finite(both)) {
        *out = order.sign ? ball_abs(net) : ball_hull(ball_abs(net), both);
        return order.sign ? TAIL_KNOWN : TAIL_WIDE;
    }
    bool one = gap_is_infinite(plus) ? ball_is_finite(minus) : gap_is_infinite(minus) && ball_is_finite(plus);
    bool ordered = gap_is_infinite(plus) && gap_is_infinite(minus) && order.sign
                   && ball_less(ball_int(1), order.ratio) == HOLDS;
    return one || ordered ? TAIL_INFINITE : TAIL_UNKNOWN;
}

/* Goes outward until the tail is known, or narrow enough. */
static tail_state settle_tail(gap *g, scope *s, int side, slong goal, ball *out)
{
    tail_state state = tail_integral(g, s, side, goal, out);
    for (int k = 0; k < EXTENSIONS && (state == TAIL_WIDE || state == TAIL_UNKNOWN); k++) {
        if (!gap_extend(g, side))
            break;
        state = tail_integral(g, s, side, goal, out);
    }
    return state;
}

/* ---- Pieces ---- */

/* The running antiderivative along one piece after another: the value at a shared end is not computed twice. */
typedef struct sweep {
    gap_piece piece;
    ball carried; /* gap_primitive at the end of the last stretch */
    bool carries;
} sweep;

static ball primitive_at(const sweep *w, scope *s, ball t)
{
    return w->piece.g->parts ? gap_primitive(&w->piece, s, gap_x(&w->piece, s, t)) : ball_in(s, ball_int(0));
}

static ball stretch_length(const sweep *w, const sign_piece *q)
{
    return ball_mul(w->piece.length, ball_sub(q->to, q->from));
}

/* The integral of |F - G| over one stretch of the piece. */
static ball stretch_integral(sweep *w, scope *s, const sign_piece *q)
{
    if (!w->carries)
        w->carried = primitive_at(w, s, q->from);
    ball start = w->carried, length = stretch_length(w, q);
    if (q->root) { /* too short for a value of its own */
        w->carries = false;
        return ball_upto(ball_mul(length, q->sup));
    }
    w->carried = primitive_at(w, s, q->to);
    w->carries = true;
    ball signed_integral = ball_add(ball_sub(w->carried, start), ball_mul(length, w->piece.level));
    if (q->sign)
        return ball_mul_int(signed_integral, q->sign);
    ball most = ball_mul(length, q->sup);
    return ball_is_finite(most) ? ball_hull(ball_abs(signed_integral), most) : ball_nothing(s);
}

static ball piece_integral(sweep *w, scope *s, slong goal)
{
    sign_pieces found = gap_signs(&w->piece, s, goal);
    ball sum = ball_in(s, ball_int(0));
    for (size_t k = 0; k < found.n; k++)
        sum = ball_add(sum, stretch_integral(w, s, &found.piece[k]));
    sign_pieces_clear(&found);
    return sum;
}

/* Adds the pieces from cut `first` to cut `last`; the storage of each is reused for the next. */
static void add_pieces(gap *g, scope *s, size_t first, size_t last, slong goal, ball total)
{
    sweep w = {.carries = false};
    ball kept = ball_in(s, ball_int(0));
    scope_mark start = scope_now(s);
    for (size_t i = first; i < last; i++, scope_rewind(s, start)) {
        if (i == g->middle)
            w.carries = false;
        gap_piece_set(&w.piece, g, i, gap_right(g, i));
        if (w.carries)
            w.carried = kept;
        ball here = piece_integral(&w, s, goal);
        arb_add(total.v, total.v, ball_in(s, here).v, scope_bits(s));
        if (w.carries)
            arb_set(kept.v, w.carried.v);
    }
}

/*
 * Many cuts of laws on the integers at once: where F - G has one sign from cut to cut, by the monotone parts alone, its integral is a
 * difference of excess functions as on one piece. Otherwise the cuts are halved; when time is up, sup|F - G| times the length is added.
 */
static void add_block(gap *g, scope *s, size_t first, size_t last, slong goal, ball total)
{
    enum { FEW = 2 };
    scope_mark start = scope_now(s);
    size_t half = first < g->middle && g->middle < last ? g->middle : (first + last) / 2;
    bool straddles = half == g->middle && half != first;
    ball F = straddles ? ball_nothing(s) : gap_block_range(g, s, first, last);
    ball length = ball_sub(real_ball(s, g->cut[last].x), real_ball(s, g->cut[first].x));
    if (ball_sign(F)) {
        ball here = ball_abs(gap_block_integral(g, s, first, last));
        arb_add(total.v, total.v, ball_in(s, here).v, scope_bits(s));
    } else if (scope_expired(s)) {
        ball size = ball_is_finite(F) ? ball_min(ball_upper(ball_abs(F)), ball_int(1)) : ball_int(1);
        arb_add(total.v, total.v, ball_in(s, ball_upto(ball_upper(ball_mul(length, size)))).v, scope_bits(s));
    } else if (last - first <= FEW && !straddles) {
        add_pieces(g, s, first, last, goal, total);
    } else {
        add_block(g, s, first, half, goal, total);
        add_block(g, s, half, last, goal, total);
    }
    scope_rewind(s, start);
}

static bool w1_enclose(scope *s, gap *g, slong goal, enclosure *out)
{
    ball left, right;
    gap_trim(g, s, -1);
    gap_trim(g, s, 1);
    tail_state l = settle_tail(g, s, -1, goal + 4, &left), r = settle_tail(g, s, 1, goal + 4, &right);
    if (l == TAIL_INFINITE || r == TAIL_INFINITE) {
        *out = (enclosure){ball_infinity(s), INFINITE_TAIL, METHOD_CERTIFIED};
        return true;
    }
    if (l == TAIL_UNKNOWN || r == TAIL_UNKNOWN)
        return false;
    ball total = ball_add(left, right);
    slong each = goal + 4 + (slong)ceil(log2((double)g->n + 1));
    if (g->lattices)
        add_block(g, s, 0, g->n - 1, each, total);
    else
        add_pieces(g, s, 0, g->n - 1, each, total);
    out->value = ball_max(total, ball_in(s, ball_int(0)));
    return true;
}

bool wasserstein_enclose(scope *s, real order, const law *p, const law *q, slong goal, enclosure *out)
{
    gap g;
    *out = (enclosure){ball_nothing(s), FINITE, METHOD_CERTIFIED};
    if (p->dim != 1 || q->dim != 1)
        return false;
    real_pool *pool = real_pool_open();
    bool first = real_compare(order, real_int(pool, 1)) == 0;
    real_pool_close(pool);
    if (!first && transport_enclose(s, order, p, q, out))
        return true;
    bool cut = gap_open(&g, s, p, q, (int)goal + 8), zero = cut && gap_is_zero(&g);
    if (zero)
        out->value = ball_in(s, ball_int(0));
    bool done = zero || (cut && first && w1_enclose(s, &g, goal, out));
    gap_close(&g);
    if (!cut && first) /* more atoms than a gap takes */
        return transport_enclose(s, order, p, q, out);
    /* Tails of infinite means without a known order may still cancel. */
    return done || (cut && power_enclose(s, order, p, q, goal, out));
}
