/*
 * Total variation of densities: half the integral of |p - q|. Where the sign of u = log p - log q is certain on an interval I,
 * the integral of |p - q| over I is |P(I) - Q(I)|, exact up to the cdfs; on what stays unresolved it lies between
 * |P(I) - Q(I)| and P(I) + Q(I), and below Q(I) (e^sup|u| - 1), since |p - q| = q |e^u - 1|. Signs come from calculus/roots (interval Newton on u).
 */
#include "calculus/roots.h"
#include "divergences/bundle.h"
#include "divergences/fdivergence.h"
#include "divergences/tails.h"

#include <stddef.h>

/* log p - log q on one piece. */
typedef struct log_ratio {
    const bundle *b;
    const piece *one;
    const map *m;
} log_ratio;

static ball ratio_value(void *state, scope *s, ball t)
{
    (void)s;
    return bundle_log_ratio(((log_ratio *)state)->b, t);
}

static ball ratio_slope(void *state, scope *s, ball t)
{
    (void)s;
    return bundle_log_ratio_slope(((log_ratio *)state)->b, t);
}

/*
 * The upper (side > 0) or lower end of a log density on x. Terms like -e^(-x/s) and -x^k are monotone: their values at the ends of x keep
 * what a ball with a midpoint and a radius forgets, that from -e^(10^6) to -e^20 all are negative.
 */
static ball form_end(scope *s, const form *f, ball x, int side)
{
    ball sum = ball_in(s, ball_int(0));
    for (int i = 0; i < f->n; i++) {
        term t = f->t[i];
        ball coef = real_ball(s, t.coef), value;
        if (t.kind == BASIS_EXP || t.kind == BASIS_POWER) {
            ball a = ball_mul(coef, term_value(s, t, ball_lower(x))),
                 b = ball_mul(coef, term_value(s, t, ball_upper(x)));
            value =
                side > 0 ? ball_max(ball_upper(a), ball_upper(b)) : ball_min(ball_lower(a), ball_lower(b));
        } else {
            value = ball_mul(coef, term_value(s, t, x));
        }
        sum = ball_add(sum, value);
    }
    return side > 0 ? ball_upper(sum) : ball_lower(sum);
}

/* An end of log(sum of e^l_i); log(e^a + e^b) = a + log(1 + e^(b-a)) for b <= a. Indeterminate if a component's is. */
static ball strand_end(scope *s, const strand *l, ball x, int side)
{
    ball all = form_end(s, &l->f[0], x, side);
    for (int i = 1; i < l->n; i++) {
        ball next = form_end(s, &l->f[i], x, side), least = ball_min(all, next);
        all = ball_max(all, next);
        all = ball_add(all, ball_softplus(ball_sub(least, all)));
    }
    return side > 0 ? ball_upper(all) : ball_lower(all);
}

static int ratio_sign(void *state, scope *s, ball t)
{
    const log_ratio *u = state;
    ball x = map_x(u->m, t);
    if (!ball_is_finite(x))
        return 0;
    if (ball_less(strand_end(s, &u->one->q, x, 1), strand_end(s, &u->one->p, x, -1)) == HOLDS)
        return 1;
    return ball_less(strand_end(s, &u->one->p, x, 1), strand_end(s, &u->one->q, x, -1)) == HOLDS ? -1 : 0;
}

/* The end of the piece that the map leaves out next to a t at which the map ends, or NULL. */
static real left_out_beside(const piece *one, const map *m, ball t)
{
    bool first = ball_is_exact_zero(t), last = ball_is_exact_zero(ball_sub(t, ball_in(t.in, ball_int(1))));
    bool low = m->kind == MAP_EXP_DOWN ? false : first, high = m->kind == MAP_EXP_DOWN ? first : last;
    if (low && map_leaves_out(m, one, -1))
        return one->lo;
    return high && map_leaves_out(m, one, +1) ? one->hi : NULL;
}

static ball place(const piece *one, const map *m, ball t)
{
    real end = left_out_beside(one, m, t);
    return end ? real_ball(t.in, end) : map_x(m, t);
}

/*
 * Half the integral of |p - q| over the image of [from, to], with what is left out next to it: by sign, or between the two bounds.
 */
static ball stretch(scope *s, const law *p, const law *q, const piece *one, const map *m,
                    const sign_piece *part)
{
    bool lo_infinite = !one->lo && ball_is_exact_zero(part->from);
    bool hi_infinite = !one->hi && ball_is_exact_zero(ball_sub(part->to, ball_in(s, ball_int(1))));
    ball lo = lo_infinite ? ball_int(0) : place(one, m, part->from),
         hi = hi_infinite ? ball_int(0) : place(one, m, part->to);
    bool down = m->kind == MAP_EXP_DOWN;
    ball P = law_mass(s, p, down ? hi : lo, down ? lo : hi, lo_infinite, hi_infinite);
    ball Q = law_mass(s, q, down ? hi : lo, down ? lo : hi, lo_infinite, hi_infinite);
    ball difference = functional_tv.perspective(P, Q, ball_int(0));
    if (part->sign)
        return difference;
    ball most = ball_scale2(ball_mul(Q, ball_expm1(ball_in(s, part->sup))), -1),
         chord = functional_tv.chord(P, Q, ball_int(0));
    return ball_hull(difference, ball_is_finite(most) ? ball_min(most, chord) : chord);
}

static ball masses_of(scope *s, const law *p, const law *q, const piece *one, ball lo, ball hi)
{
    ball nil = ball_in(s, ball_int(0));
    ball P = one->p.n ? law_mass(s, p, lo, hi, !one->lo, !one->hi) : nil;
    ball Q = one->q.n ? law_mass(s, q, lo, hi, !one->lo, !one->hi) : nil;
    if (one->p.n && one->q.n)
        return mass_bound(&functional_tv, P, Q, ball_int(0));
    return functional_tv.perspective(P, Q, ball_int(0));
}

/* (P + Q)/2 next to a singular end, from above: by the densities there, or by the cdfs. */
static ball end_chord(scope *s, real_pool *pool, const law *p, const law *q, const piece *one, const map *m,
                      int side)
{
    ball zero = ball_in(s, ball_int(0)), unit = ball_in(s, ball_int(1));
    bool logit = m->kind == MAP_LOGIT;
    ball w = side > 0 && logit ? ball_neg(m->w1) : m->w0;
    outskirt o = outskirt_end(side < 0 ? one->lo : one->hi, -side,
                              logit ? ball_mul(m->span, ball_sigmoid(w)) : ball_exp(w));
    ball P = end_mass(s, pool, &one->p, &o), Q = end_mass(s, pool, &one->q, &o);
    ball x = map_x(m, side > 0 && logit ? unit : zero), end = real_ball(s, o.from);
    if (!ball_is_finite(P))
        P = side < 0 ? law_mass(s, p, end, x, false, false) : law_mass(s, p, x, end, false, false);
    if (!ball_is_finite(Q))
        Q = side < 0 ? law_mass(s, q, end, x, false, false) : law_mass(s, q, x, end, false, false);
    return ball_upper(functional_tv.chord(P, Q, zero));
}

/*
 * What the neighbourhoods of singular ends that the map leaves out may change: with e = (P + Q)/2 there, the stretches beside them, which
 * count P - Q of all up to the end, are off by at most e, and so is 0 for what is left out.
 */
static ball end_doubts(scope *s, real_pool *pool, const law *p, const law *q, const piece *one, const map *m)
{
    ball sum = ball_in(s, ball_int(0));
    for (int side = -1; side <= 1; side += 2)
        if (map_leaves_out(m, one, side))
            sum = ball_add(sum, ball_mul_int(end_chord(s, pool, p, q, one, m, side), 2));
    return ball_widen(ball_in(s, ball_int(0)), sum);
}

static ball by_signs(scope *s, partition *part, const piece *one, const law *p, const law *q, slong goal)
{
    map m = piece_map(s, part->pool, one, NULL, (int)goal + 8);
    m = m.kind == MAP_AFFINE ? piece_sinh_map(s, part, one) : m;
    bundle *b = bundle_make(s, part->pool, one, &m, &functional_tv, NULL);
    if (!b)
        return ball_nothing(s);
    log_ratio of = {b, one, &m};
    curve u = {ratio_value, ratio_slope, &of, one->p.n + one->q.n > 2 ? ratio_sign : NULL};
    resolution wanted = {.width = goal + 12, .area = goal + 12, .evaluations = 4000 + 20 * goal};
    sign_pieces signs = sign_pieces_find(s, &u, ball_in(s, ball_int(0)), ball_in(s, ball_int(1)), wanted);
    ball sum = end_doubts(s, part->pool, p, q, one, &m);
    for (size_t i = 0; i < signs.n; i++)
        sum = ball_add(sum, stretch(s, p, q, one, &m, &signs.piece[i]));
    sign_pieces_clear(&signs);
    bundle_free(b);
    return sum;
}

/* One component each, and the same. */
static bool coincide(real_pool *pool, const piece *one)
{
    return one->p.n == 1 && one->q.n == 1 && form_difference(pool, &one->p.f[0], &one->q.f[0]).n == 0;
}

ball variation_integral(scope *s, const law *p, const law *q, slong goal)
{
    partition *part = partition_make(p, q, CUT_P | CUT_Q | CUT_FOR_SIGNS, (int)goal + 6);
    if (!part)
        return ball_nothing(s);
    ball sum = ball_in(s, ball_int(0));
    for (int i = 0; i < part->n; i++) {
        const piece *one = &part->pieces[i];
        if (coincide(part->pool, one))
            continue;
        ball lo = one->lo ? real_ball(s, one->lo) : ball_int(0),
             hi = one->hi ? real_ball(s, one->hi) : ball_int(0);
        ball value = masses_of(s, p, q, one, lo, hi);
        bool ray = part->n > 1 && (!one->lo || !one->hi);
        bool settled = ray || !one->p.n || !one->q.n || ball_log2_error(value) < (double)-goal - 3;
        sum = ball_add(sum, settled ? value : by_signs(s, part, one, p, q, goal));
    }
    partition_free(part);
    return sum;
}
