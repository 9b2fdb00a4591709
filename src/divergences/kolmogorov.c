/*
 * sup |F - G|, certified. See wasserstein.h and gap.h.
 *
 * The supremum is attained at a zero of p - q, at a kink or a support end, or as a one-sided limit at an atom: at an end of a
 * stretch on which F - G is monotone. A stretch where the sign of p - q is not resolved adds width * sup|p - q| to
 * the upper bound, and a tail the mass that P or Q have in it.
 */
#include "divergences/gap.h"
#include "divergences/wasserstein.h"

enum { EXTENSIONS = 64 };

/* Enclosure of the supremum so far: both exact, or indeterminate. */
typedef struct supremum {
    ball least, most;
} supremum;

/* An indeterminate bound sticks. */
static void raise_to(ball target, ball x)
{
    if (!ball_is_finite(x) || ball_less(target, x) == HOLDS)
        arb_set(target.v, x.v);
}

/* |F - G| takes the value at t and is at most `more` larger nearby. */
static void meet(supremum *sup, gap_piece *piece, scope *s, ball t, ball more)
{
    ball size = ball_abs(gap_value(piece, s, ball_in(s, t)));
    raise_to(sup->least, ball_lower(size));
    raise_to(sup->most, ball_upper(ball_add(size, more)));
}

static void climb_piece(supremum *sup, gap_piece *piece, scope *s, slong goal)
{
    ball all = ball_hull(ball_in(s, ball_int(0)), ball_int(1)), top = ball_abs(gap_value(piece, s, all));
    if (ball_at_most(top, sup->least) == HOLDS)
        return;
    sign_pieces bends = gap_bends(piece, s, goal);
    ball nothing = ball_in(s, ball_int(0));
    for (size_t k = 0; k < bends.n; k++) {
        const sign_piece *b = &bends.piece[k];
        ball change = b->sign ? nothing : ball_mul(ball_sub(b->to, b->from), b->sup);
        if (b->sign || ball_is_finite(change)) {
            meet(sup, piece, s, b->from, change);
        } else {
            ball whole = ball_abs(gap_value(piece, s, sign_piece_range(s, b)));
            raise_to(sup->most, ball_upper(whole));
        }
    }
    meet(sup, piece, s, ball_int(1), nothing);
    sign_pieces_clear(&bends);
}

/* |F - G| beyond the cuts is at most the larger of the two masses of P - Q there. */
static ball tail_bound(gap *g, scope *s, int side, slong goal)
{
    ball small = ball_scale2(ball_in(s, ball_int(1)), -goal);
    for (int k = 0;; k++) {
        ball most = ball_max(gap_tail_mass(g, s, side, 1), gap_tail_mass(g, s, side, -1));
        if (k == EXTENSIONS || ball_at_most(most, small) == HOLDS || !gap_extend(g, side))
            return ball_upper(most);
    }
}

/* A first lower bound, from some of the cuts: it spares most pieces a closer look. */
static void first_look(supremum *sup, const gap *g, scope *s)
{
    enum { LOOKS = 64 };
    gap_piece piece = {0};
    size_t stride = g->n / LOOKS + 1;
    scope_mark mark = scope_now(s);
    for (size_t i = 0; i + 1 < g->n; i += stride, scope_rewind(s, mark)) {
        gap_piece_set(&piece, g, i, gap_right(g, i));
        ball size = ball_abs(gap_value(&piece, s, ball_in(s, ball_int(0))));
        if (ball_is_finite(size))
            raise_to(sup->least, ball_lower(size));
    }
}

/*
 * The pieces from one cut to another, unless the monotone parts of F - G tell that none of them reaches the least supremum known. When
 * time is up, that bound is all that is known of them.
 */
static void climb_block(supremum *sup, gap *g, scope *s, gap_piece *piece, size_t first, size_t last,
                        slong goal)
{
    scope_mark mark = scope_now(s);
    if (last == first + 1) {
        gap_piece_set(piece, g, first, gap_right(g, first));
        climb_piece(sup, piece, s, goal);
    } else if (last > first) {
        size_t half = first < g->middle && g->middle < last ? g->middle : (first + last) / 2;
        bool whole = half != g->middle || half == first;
        ball top = whole ? ball_abs(gap_block_range(g, s, first, last)) : ball_nothing(s);
        bool late = scope_expired(s);
        if (late)
            raise_to(sup->most, ball_is_finite(top) ? ball_upper(top) : ball_in(s, ball_int(1)));
        else if (ball_at_most(top, sup->least) != HOLDS) {
            climb_block(sup, g, s, piece, first, half, goal);
            climb_block(sup, g, s, piece, half, last, goal);
        }
    }
    scope_rewind(s, mark);
}

static ball supremum_of(gap *g, scope *s, slong goal)
{
    gap_piece piece = {0};
    ball left = tail_bound(g, s, -1, goal), right = tail_bound(g, s, 1, goal);
    supremum sup = {ball_in(s, ball_int(0)), ball_in(s, ball_max(left, right))};
    first_look(&sup, g, s);
    if (g->n)
        climb_block(&sup, g, s, &piece, 0, g->n - 1, goal + 2);
    ball most = ball_min(ball_max(sup.least, sup.most), ball_in(s, ball_int(1)));
    return ball_hull(sup.least, most);
}

bool kolmogorov_enclose(scope *s, const law *p, const law *q, slong goal, enclosure *out)
{
    gap g;
    *out = (enclosure){ball_nothing(s), FINITE, METHOD_CERTIFIED};
    if (p->dim != 1 || q->dim != 1)
        return false;
    bool cut = gap_open(&g, s, p, q, (int)goal + 8);
    if (cut)
        out->value = gap_is_zero(&g) ? ball_in(s, ball_int(0)) : supremum_of(&g, s, goal + 2);
    gap_close(&g);
    return cut;
}
