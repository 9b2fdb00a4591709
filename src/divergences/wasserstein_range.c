/*
 * The range of x over which F^-1 and G^-1 are compared, and the variable in which T = G^-1 o F is analytic up to its ends. See
 * wasserstein_range.h.
 */
#include "divergences/wasserstein_range.h"

#include <math.h>

map range_variable(scope *s, const range_end *a, const range_end *b)
{
    if (!a->singular && !b->singular)
        return (map){.kind = MAP_AFFINE, .w0 = ball_in(s, a->x), .w1 = ball_in(s, b->x)};
    const range_end *end = a->singular ? a : b;
    ball from = ball_log(ball_abs(ball_sub(a->x, end->at))), to = ball_log(ball_abs(ball_sub(b->x, end->at)));
    ball low = ball_upper(a->singular ? from : to), high = ball_lower(a->singular ? to : from),
         one = ball_in(s, ball_int(1));
    /* Inward, so far that the rounding of at +- e^w does not reach the other end. */
    ball margin = ball_mul(ball_scale2(one, 6 - scope_bits(s)),
                           ball_add(one, ball_div(ball_abs(end->at), ball_exp(high))));
    return (map){.kind = a->singular ? MAP_EXP : MAP_EXP_DOWN,
                 .w0 = low,
                 .w1 = ball_lower(ball_sub(high, margin)),
                 .at = ball_in(s, end->at),
                 .at_exact = end->at_exact};
}

/* Has the density, or F^-1, a power of the distance from there, or is it given by its logarithm? */
static bool is_singular_at(const branch *b, real cut)
{
    for (int k = 0; k < b->piece.forms; k++)
        if (real_sign(form_exponent(b->l->g.pool, &b->piece.f[k], cut)) != 0)
            return true;
    return gap_piece_is_singular(&b->piece, cut);
}

/* Is x so close to a cut that a singularity there would be felt on the piece? */
static bool is_near(const branch *b, ball cut, ball x)
{
    ball length = ball_sub(b->hi, b->lo);
    return ball_less(ball_abs(ball_sub(x, cut)), ball_scale2(length, -8)) == HOLDS;
}

/* The singular point at the piece's end on that side, or beyond cuts that do not change the density close to it; or NULL. */
static real singular_end(const branch *b, int side)
{
    const gap *g = &b->l->g;
    ball end = side < 0 ? b->lo : b->hi;
    for (size_t i = b->piece.i + (side > 0);; side < 0 ? i-- : i++) {
        real cut = g->cut[i].x;
        if (is_singular_at(b, cut))
            return cut;
        bool last = g->cut[i].shape || g->cut[i].jump || i == (side < 0 ? 0 : g->n - 1);
        if (last || !is_near(b, real_ball(g->s, g->cut[side < 0 ? i - 1 : i + 1].x), end))
            return NULL;
    }
}

void range_by_distance(const branch *b, scope *s, range_end *l, range_end *r)
{
    enum { LONG = 64 };
    const law *one = b->l->l;
    double m = law_quantile_double(one, 0.5),
           width = law_quantile_double(one, 0.75) - law_quantile_double(one, 0.25), from = ball_double(l->x),
           to = ball_double(r->x);
    if (l->singular || r->singular || !(width > 0) || !(from >= m || to <= m))
        return;
    range_end *near = from >= m ? l : r;
    width = fmax(width, fabs((near == l ? from : to) - m));
    double at = near == l ? from - width : to + width;
    if (!isfinite(at) || !(to - from > LONG * width))
        return;
    near->singular = true;
    near->at = ball_exact_double(s, at);
    near->at_exact = real_from_double(b->l->g.pool, at);
}

/* The singular point of G^-1 at the level u, or so close to it that it would be felt; or NULL. */
static real other_singular(coupling *q, scope *s, ball u, int side)
{
    real cut = q->other ? singular_end(q->other, side) : NULL;
    return cut && is_near(q->other, real_ball(s, cut), branch_guess(q->other, s, u)) ? cut : NULL;
}

/*
 * Where T has a singular point, that of G^-1 at the level v, on the given side of end->x: at the base's own point of that level, or
 * beyond the piece, for which its end does as well unless that is end->x.
 */
static void set_origin(coupling *q, scope *s, ball v, int side, range_end *end)
{
    const branch *b = &q->base;
    ball last = side < 0 ? b->lo : b->hi,
         beyond = ball_mul_int(ball_sub(v, gap_at(&b->piece, s, last)), side);
    if (ball_at_most(ball_int(0), beyond) == HOLDS)
        end->at_exact = b->l->g.cut[b->piece.i + (side > 0)].x;
    end->at = end->at_exact ? ball_in(s, last) : branch_guess(&q->base, s, v);
    end->singular =
        ball_positive(ball_mul_int(ball_sub(end->at, end->x), side)) == HOLDS && is_near(b, end->at, end->x);
    if (end->at_exact)
        end->at = real_ball(s, end->at_exact);
}

range_end range_end_of(coupling *q, scope *s, ball extreme, ball theirs, int side, ball rest)
{
    branch *b = &q->base;
    ball cut = side < 0 ? b->lo : b->hi, v = gap_at(&b->piece, s, cut);
    bool first = (side < 0 ? ball_at_most(theirs, v) : ball_at_most(v, theirs)) == HOLDS,
         own = first || ball_less(ball_abs(ball_sub(v, extreme)), rest) == HOLDS;
    bool outer = ball_less(ball_abs(extreme), rest) == HOLDS;
    range_end end = {.x = first ? ball_in(s, cut) : branch_beside(b, s, extreme, -side)};
    real singular = singular_end(b, side), other = other_singular(q, s, extreme, side);
    bool at_cut = singular && (own || !other) && is_near(b, real_ball(s, singular), end.x);
    if (!at_cut && other) {
        ball there = gap_at(&q->other->piece, s, real_ball(s, other));
        if (ball_less(rest, ball_abs(ball_sub(there, extreme))) == HOLDS) {
            set_origin(q, s, there, side, &end);
            return end;
        }
    }
    end.singular = at_cut || other;
    if (!end.singular && !outer)
        return end;
    end.at = end.x;
    if (own || at_cut) {
        end.at_exact = at_cut ? singular : b->l->g.cut[b->piece.i + (side > 0)].x;
        end.at = real_ball(s, end.at_exact);
    }
    ball inner = branch_beside(b, s, ball_sub(extreme, ball_mul_int(rest, side)), -side);
    if (!own) /* the nearer of the two to the middle, whatever the order of rest and of the error of x */
        inner = side < 0 ? ball_max(inner, end.x) : ball_min(inner, end.x);
    end.x = ball_mid(inner);
    return end;
}

/*
 * Next to a singular end other than 0, at which f behaves like a power of the distance h: the bits that h loses in at +- h, if
 * levels down to 2^-goal, that is h down to 2^(-goal/(exponent + 1)), are to count; no more than the ladder's finest.
 */
static slong digits_of_end(const branch *b, int side, slong goal)
{
    real cut = singular_end(b, side);
    double least = INFINITY;
    if (!cut || real_is_zero(cut))
        return 0;
    for (int k = 0; k < b->piece.forms; k++)
        least = fmin(least, real_double(form_exponent(b->l->g.pool, &b->piece.f[k], cut)));
    return (slong)fmin((double)b->l->finest, (double)goal / (least + 1));
}

/* The bits of x that tell points of a piece from one another. */
static slong digits_of_length(const branch *b)
{
    double far = fmax(fabs(ball_double(b->lo)), fabs(ball_double(b->hi)));
    slong length = arf_abs_bound_lt_2exp_si(arb_midref(ball_sub(b->hi, b->lo).v));
    return far > 0 ? (slong)fmax(0, ilogb(far) + 1.0 - (double)length) : 0;
}

static slong digits_of(const branch *b, slong goal)
{
    slong most = digits_of_length(b);
    for (int side = -1; side <= 1; side += 2) {
        slong end = digits_of_end(b, side, goal);
        most = end > most ? end : most;
    }
    return most;
}

slong range_digits(const coupling *q, slong goal)
{
    slong own = digits_of(&q->base, goal), theirs = q->other ? digits_of(q->other, goal) : 0;
    return own > theirs ? own : theirs;
}
