/*
 * The energy distance, the root of 2 * integral of (F - G)^2, certified. See wasserstein.h and gap.h.
 *
 * On a piece F - G = level + sum w_i F_i is continued analytically and its square integrated rigorously. If a density behaves
 * like a broken power of the distance h from an end, h = length e^(-L (1-t)) makes the integrand analytic there; what is
 * left, 0 < h < length e^-L, counts [0, length e^-L]. A tail counts [0, N^2] with N at least its L2 norm, or the square of sums of
 * powers, which heavy tails are near.
 */
#include "calculus/integrate.h"
#include "divergences/gap.h"
#include "divergences/wasserstein.h"

#include <stdlib.h>

enum { EXTENSIONS = 96 };

typedef struct square_state {
    const gap_piece *piece;
    real inside;
    ball constant; /* level, and the components that lie wholly to the left */
    int end;       /* -1, +1: the left or right end is singular */
    ball depth;    /* L */
    int n;
    const gap_part **active;
} square_state;

/* x(t), and dx/dt divided by the length in *speed. */
static cball place(const square_state *q, scope *s, cball t, cball *speed)
{
    const gap_piece *piece = q->piece;
    *speed = cball_from_ball(s, ball_in(s, ball_int(1)));
    if (!q->end)
        return cball_linear(piece->from, piece->length, t);
    cball fraction = cball_exp(cball_linear(ball_neg(q->depth), q->depth, t));
    *speed = cball_mul_ball(fraction, q->depth);
    if (q->end < 0)
        return cball_linear(piece->from, piece->length, fraction);
    return cball_linear(ball_add(piece->from, piece->length), ball_neg(piece->length), fraction);
}

static cball gap_squared(void *state, scope *s, cball t)
{
    const square_state *q = state;
    cball speed, x = place(q, s, t, &speed), sum = cball_from_ball(s, ball_in(s, q->constant));
    for (int k = 0; k < q->n; k++) {
        const component *c = q->active[k]->c;
        sum = cball_add(
            sum, cball_mul_ball(c->family->cdf_analytic(s, c, x, q->inside), q->active[k]->weight_ball));
    }
    return cball_mul(cball_sqr(sum), speed);
}

/*
 * Adds a component to the constant if it is 0 or 1 there up to a mass that does not matter: |F - G| <= 1, so that an error h of
 * it moves the integral of the square by at most h (2 + h) times the length.
 */
static bool is_constant(square_state *q, const gap_part *p, slong bits)
{
    scope *s = q->piece->g->s;
    const component *c = p->c;
    ball start = q->piece->from, end = ball_add(start, q->piece->length), unit = ball_in(s, ball_int(1));
    ball most = ball_scale2(unit, -bits - 4), below = c->family->cdf(s, c, end);
    if (ball_less(below, most) == HOLDS) {
        q->constant = ball_add(q->constant, ball_mul(p->weight_ball, ball_upto(below)));
        return true;
    }
    ball above = c->family->sf(s, c, start);
    if (ball_less(above, most) != HOLDS)
        return false;
    q->constant = ball_add(q->constant, ball_mul(p->weight_ball, ball_sub(unit, ball_upto(above))));
    return true;
}

/* Sorts the components into those that vary on the piece and those that are 0 or 1 there. */
static bool square_set(square_state *q, const gap_piece *piece, slong goal)
{
    const gap *g = piece->g;
    slong bits = goal + gap_scale(piece) + (slong)FLINT_BIT_COUNT(g->parts);
    real from = g->cut[piece->i].x, to = g->cut[piece->i + 1].x;
    q->piece = piece;
    q->n = 0;
    q->constant = piece->level;
    q->end = gap_piece_is_singular(piece, from) ? -1 : gap_piece_is_singular(piece, to) ? 1 : 0;
    q->inside = real_mul(g->pool, real_add(g->pool, from, to), real_ratio(g->pool, 1, 2));
    for (int k = 0; k < g->parts; k++) {
        const gap_part *p = &g->part[k];
        bool ended = p->hi && real_compare(p->hi, q->inside) == -1;
        bool ahead = p->lo && real_compare(q->inside, p->lo) == -1;
        if (ended)
            q->constant = ball_add(q->constant, p->weight_ball);
        if (ended || ahead || is_constant(q, p, bits))
            continue;
        q->active[q->n++] = p;
        if (!p->c->family->cdf_analytic)
            return false;
    }
    return true;
}

static ball square_from(square_state *q, scope *s, int end, slong bits)
{
    ball rest = ball_in(s, ball_int(0)), length = q->piece->length;
    q->end = end;
    if (end) {
        q->depth = ball_mul_int(ball_log2(s), bits + 4);
        rest = ball_upto(ball_mul(length, ball_exp(ball_neg(q->depth))));
    }
    return ball_add(ball_mul(integrate_certified(s, gap_squared, q, bits, 0), length), rest);
}

/*
 * The level is integrated as a constant, known up to h. Where it is a step function within h of that constant, the square
 * |F - G|^2, |F - G| <= 1, is off by at most h (2 + 3h): with w = 2h, by at most w (1 + w).
 */
static ball step_error(const square_state *q)
{
    ball w = ball_sub(ball_upper(q->piece->level), ball_lower(q->piece->level));
    return ball_mul(q->piece->length, ball_mul(w, ball_add_int(w, 1)));
}

static ball piece_square(square_state *q, scope *s, slong goal)
{
    enum {
        MOST = 1 << 14
    }; /* bits that an integral can be asked for: beyond, every value takes longer than all of them should */
    slong bits = goal + gap_scale(q->piece);
    if (!q->n)
        return ball_mul(ball_sqr(q->constant), q->piece->length);
    if (bits > MOST)
        return ball_nothing(s);
    ball square = square_from(q, s, q->end, bits);
    /* A continuation may have no value at an end, although the function is smooth there. */
    for (int end = -1; end <= 1 && !ball_is_finite(square) && !scope_expired(s); end += 2)
        square = square_from(q, s, end, bits);
    return q->piece->g->lattices ? ball_widen(square, step_error(q)) : square;
}

/* Adds the pieces; false if a component has no analytic distribution function. */
static bool add_squares(gap *g, scope *s, slong goal, ball total)
{
    gap_piece piece = {0};
    square_state q = {.active = calloc((size_t)g->parts + 1, sizeof *q.active)};
    scope_mark mark = scope_now(s);
    bool done = true;
    for (size_t i = 0; done && i + 1 < g->n; i++, scope_rewind(s, mark)) {
        gap_piece_set(&piece, g, i, false);
        if (scope_expired(s)) {
            arb_indeterminate(total.v);
            break;
        }
        if ((done = square_set(&q, &piece, goal)))
            arb_add(total.v, total.v, ball_in(s, piece_square(&q, s, goal)).v, scope_bits(s));
    }
    free(q.active);
    return done;
}

/* The narrower of what norms and power laws tell. */
static ball tail_known(const gap *g, scope *s, int side)
{
    ball norm = ball_add(gap_tail_norm(g, s, side, 1), gap_tail_norm(g, s, side, -1)),
         most = ball_upto(ball_sqr(norm)), square = gap_tail_square(g, s, side);
    return ball_log2_error(square) < ball_log2_error(most) ? square : most;
}

static ball tail_square(gap *g, scope *s, int side, slong goal)
{
    for (int k = 0;; k++) {
        ball square = tail_known(g, s, side);
        if (k == EXTENSIONS || ball_log2_error(square) <= (double)-goal || scope_expired(s)
            || !gap_extend(g, side))
            return square;
    }
}

/*
 * Does the integral of (F - G)^2 diverge beyond the last cut? It does if one of P and Q alone has a tail without an L2 norm, or if both
 * have and one density keeps a multiple r > 1 of the other: |F - G| is then at least (1 - 1/r) times the heavier tail.
 */
static bool tail_diverges(const gap *g, scope *s, int side)
{
    ball plus = gap_tail_norm(g, s, side, 1), minus = gap_tail_norm(g, s, side, -1);
    if (!gap_is_infinite(plus) || !gap_is_infinite(minus))
        return gap_is_infinite(plus) ? ball_is_finite(minus) : gap_is_infinite(minus) && ball_is_finite(plus);
    gap_order order = gap_tail_order(g, s, side);
    return order.sign && ball_less(ball_int(1), order.ratio) == HOLDS;
}

bool energy_enclose(scope *s, const law *p, const law *q, slong goal, enclosure *out)
{
    gap g;
    *out = (enclosure){ball_nothing(s), FINITE, METHOD_CERTIFIED};
    if (p->dim != 1 || q->dim != 1)
        return false;
    bool cut = gap_open(&g, s, p, q, (int)goal + 8);
    if (cut && gap_is_zero(&g)) {
        out->value = ball_in(s, ball_int(0));
    } else if (cut && (tail_diverges(&g, s, -1) || tail_diverges(&g, s, 1))) {
        *out = (enclosure){ball_infinity(s), INFINITE_TAIL, METHOD_CERTIFIED};
    } else if (cut) {
        ball total = ball_add(tail_square(&g, s, -1, goal + 8), tail_square(&g, s, 1, goal + 8));
        slong shared = goal + 8 + (slong)FLINT_BIT_COUNT(g.n);
        cut = ball_is_finite(total) && add_squares(&g, s, shared, total);
        if (cut)
            out->value = ball_sqrt(ball_scale2(ball_max(total, ball_in(s, ball_int(0))), 1));
    }
    gap_close(&g);
    return cut;
}
