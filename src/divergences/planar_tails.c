/*
 * What the integral of q f(p/q) amounts to outside of a box T^c, for p = sum a_i, q = sum b_j with weights w_i, v_j
 * (sum of weights at most 1), a_i = w_i N_i. P, Q, P_i denote masses outside.
 *
 * Half of the game, -(p log(1 + q/p) + q log(1 + p/q))/2, convex and falling in both:  in [Q f(P/Q), 0] by Jensen's inequality; so
 *     little is left as soon as one mass is small.
 * The overlap, the integral of min(p, q), and powers below 1:  in [0, min(P, Q)] and in [0, P^a Q^(1-a)] by the same inequality.
 * KL:  at least P log(P/Q) by the log-sum inequality (the measures outside as one atom), which for P between 0 and a bound is least at
 *     the lesser of that bound and Q/e. By the same inequality p log(p/q) <= sum a_i log(N_i/q), and q >= b_j for
 *     any component j whose support contains that of a_i (piece by piece). With D = log(N_i/b_j), a polynomial, by Cauchy and Schwarz
 *     the integral of a_i |D|  <=  sqrt(P_i w_i E_i D^2).
 * Minus the entropy (q = 1):  the upper bound holds with D = log N_i; and p log p >= sum a_i log a_i, as p >= a_i.
 * Powers above 1:  by convexity p^a q^(1-a) <= sum w_i N_i^a q^(1-a) <= sum w_i N_i^a b_j^(1-a), for each i with any j; for
 *     normal terms N_i^a b_j^(1-a) is c times a normal density if the matrix a A_i^-1 + (1-a) B_j^-1 is positive definite.
 * Terms of bounded support have no mass outside: the boxes contain them.
 */
#include "divergences/planar_density.h"

static ball nil(const plane_task *t) { return ball_in(t->s, ball_int(0)); }

static ball outside(const plane_task *t, const planar_terms *of, const ball x[2], const ball y[2])
{
    ball sum = nil(t);
    for (int i = 0; i < of->n; i++)
        sum = ball_add(sum, planar_term_outside(t->s, &of->t[i], x, y));
    return sum;
}

/* Does the support of the component of b contain that of the term a? Decided exactly. */
static bool covers(const plane_task *t, const planar_term *b, const planar_term *a)
{
    if (b->disk || a->disk)
        return !b->disk && !b->marginal[0];
    for (int k = 0; k < 2 && b->marginal[0]; k++) {
        real lo, hi;
        b->marginal[k]->family->support(t->pool, b->marginal[k], &lo, &hi);
        if (lo && (!a->lo[k] || real_compare(lo, a->lo[k]) > 0))
            return false;
        if (hi && (!a->hi[k] || real_compare(a->hi[k], hi) > 0))
            return false;
    }
    return true;
}

/* The coefficients of log N_i, or of log a_i. */
static void log_of_term(const plane_task *t, const planar_term *a, bool weighted, ball out[MONOMIALS])
{
    for (int m = 0; m < MONOMIALS; m++)
        out[m] = real_ball(t->s, a->log_density[m]);
    if (!weighted)
        out[ONE] = ball_sub(out[ONE], ball_log(real_ball(t->s, a->weight)));
}

static ball schwarz(const plane_task *t, const planar_term *a, ball mass, const ball d[MONOMIALS])
{
    ball square = ball_mul(real_ball(t->s, a->weight), planar_term_mean_square(t->s, a, d));
    return ball_sqrt(ball_mul(mass, square));
}

static ball smaller(ball a, ball b)
{
    return !ball_is_finite(a) ? b : !ball_is_finite(b) ? a : ball_min(a, b);
}

static bool same_component(const planar_term *a, const planar_term *b)
{
    return a->marginal[0] == b->marginal[0] && a->marginal[1] == b->marginal[1] && a->disk == b->disk;
}

/* Where q has several pieces of one component, D^2 is at most the sum of their squares. */
static ball kl_above(const plane_task *t, const planar_term *a, ball mass)
{
    ball best = ball_nothing(t->s), own[MONOMIALS], d[MONOMIALS];
    log_of_term(t, a, false, own);
    for (int j = 0; j < t->q->n; j++) {
        const planar_term *b = &t->q->t[j];
        ball squares = nil(t);
        if (!covers(t, b, a))
            continue;
        for (int k = 0; k < t->q->n; k++)
            if (same_component(b, &t->q->t[k])) {
                log_of_term(t, &t->q->t[k], true, d);
                for (int m = 0; m < MONOMIALS; m++)
                    d[m] = ball_sub(own[m], d[m]);
                squares = ball_add(squares, ball_sqr(schwarz(t, a, mass, d)));
            }
        best = smaller(best, ball_sqrt(squares));
    }
    return best;
}

/* -x log(x/Q) for 0 <= x <= P, at most. */
static ball kl_below(const plane_task *t, ball P, ball Q)
{
    ball at = ball_min(ball_upper(P), ball_div(ball_upper(Q), ball_exp(ball_in(t->s, ball_int(1)))));
    return ball_neg(t->f->perspective(at, ball_upper(Q), ball_int(0)));
}

static ball kl_tail(const plane_task *t, const ball x[2], const ball y[2])
{
    ball above = nil(t), below = nil(t), own[MONOMIALS];
    if (!t->lebesgue && !ball_is_exact_zero(outside(t, t->q, x, y)))
        below = kl_below(t, outside(t, t->p, x, y), outside(t, t->q, x, y));
    for (int i = 0; i < t->p->n; i++) {
        const planar_term *a = &t->p->t[i];
        ball mass = planar_term_outside(t->s, a, x, y);
        if (ball_is_exact_zero(mass))
            continue;
        above = ball_add(above, kl_above(t, a, mass));
        log_of_term(t, a, true, own);
        if (t->lebesgue)
            below = ball_add(below, schwarz(t, a, mass, own));
    }
    return ball_sub(ball_upto(above), ball_upto(below));
}

/* ---- Powers above one ---- */

/* a A_i^-1 + (1 - a) B_j^-1, exactly: xx, xy, yy. */
static void precision(const plane_task *t, const planar_term *a, const planar_term *b, real out[3])
{
    static const struct {
        int monomial, factor;
    } entries[] = {{XX, -2}, {XY, -1}, {YY, -2}};
    real rest = real_sub(t->pool, real_int(t->pool, 1), t->order);
    for (int k = 0; k < 3; k++) {
        int m = entries[k].monomial;
        real blend = real_add(t->pool, real_mul(t->pool, t->order, a->log_density[m]),
                              real_mul(t->pool, rest, b->log_density[m]));
        out[k] = real_mul(t->pool, real_int(t->pool, entries[k].factor), blend);
    }
}

static real determinant(const plane_task *t, real h[3])
{
    return real_sub(t->pool, real_mul(t->pool, h[0], h[2]), real_mul(t->pool, h[1], h[1]));
}

/* Integral of w_i N_i^a b_j^(1-a) outside of the box; indeterminate unless that is a normal density. */
static ball power_above(const plane_task *t, const planar_term *a, const planar_term *b, const ball x[2],
                        const ball y[2])
{
    real h[3];
    ball own[MONOMIALS], other[MONOMIALS], g[MONOMIALS];
    scope *s = t->s;
    precision(t, a, b, h);
    if (!a->normal || !b->normal || real_sign(h[0]) != 1 || real_sign(determinant(t, h)) != 1)
        return ball_nothing(s);
    ball order = real_ball(s, t->order), det = real_ball(s, determinant(t, h));
    ball hxx = real_ball(s, h[0]), hxy = real_ball(s, h[1]), hyy = real_ball(s, h[2]);
    log_of_term(t, a, false, own);
    log_of_term(t, b, true, other);
    for (int m = 0; m < MONOMIALS; m++)
        g[m] = ball_add(ball_mul(order, own[m]), ball_mul(ball_sub(ball_int(1), order), other[m]));
    ball mean[] = {ball_div(ball_sub(ball_mul(hyy, g[X_]), ball_mul(hxy, g[Y_])), det),
                   ball_div(ball_sub(ball_mul(hxx, g[Y_]), ball_mul(hxy, g[X_])), det)};
    ball top =
        ball_add(g[ONE], ball_scale2(ball_add(ball_mul(g[X_], mean[0]), ball_mul(g[Y_], mean[1])), -1));
    ball whole = ball_div(ball_mul(ball_exp(top), ball_scale2(ball_pi(s), 1)), ball_sqrt(det));
    ball sd[] = {ball_sqrt(ball_div(hyy, det)), ball_sqrt(ball_div(hxx, det))}, part = nil(t);
    const ball *side[] = {x, y};
    for (int k = 0; k < 2; k++) {
        part = ball_add(part, ball_normal_cdf(ball_div(ball_sub(side[k][0], mean[k]), sd[k])));
        part = ball_add(part, ball_normal_cdf(ball_div(ball_sub(mean[k], side[k][1]), sd[k])));
    }
    return ball_mul(real_ball(s, a->weight), ball_mul(whole, part));
}

static ball power_tail(const plane_task *t, const ball x[2], const ball y[2])
{
    ball sum = nil(t);
    for (int i = 0; i < t->p->n; i++) {
        ball best = ball_nothing(t->s);
        if (ball_is_exact_zero(planar_term_outside(t->s, &t->p->t[i], x, y)))
            continue;
        for (int j = 0; j < t->q->n; j++)
            best = smaller(best, power_above(t, &t->p->t[i], &t->q->t[j], x, y));
        sum = ball_add(sum, best);
    }
    return ball_upto(sum);
}

ball plane_tail(const plane_task *t, const ball x[2], const ball y[2])
{
    if (ball_is_exact_zero(outside(t, t->p, x, y)))
        return nil(t);
    if (t->f->tail == TAIL_BY_LOG_RATIO)
        return kl_tail(t, x, y);
    if (t->f->tail == TAIL_BY_POWER)
        return power_tail(t, x, y);
    ball P = ball_upper(outside(t, t->p, x, y)), Q = ball_upper(outside(t, t->q, x, y));
    if (ball_is_exact_zero(Q))
        return nil(t);
    if (t->f == &functional_tv)
        return ball_upto(ball_min(P, Q));
    ball all = t->f->perspective(P, Q, t->order ? real_ball(t->s, t->order) : ball_int(0));
    return t->f == &functional_half_game ? ball_neg(ball_upto(ball_neg(all))) : ball_upto(all);
}

/* ---- Convergence ---- */

static bool bounded(const planar_term *a)
{
    return a->disk || (a->lo[0] && a->hi[0] && a->lo[1] && a->hi[1]);
}

/* d' H d < 0 for certain, for the matrices H of a against all unbounded terms of Q, in some direction d of a few. */
static bool outgrown(const plane_task *t, const planar_term *a)
{
    for (slong dx = 0; dx <= 4; dx++)
        for (slong dy = -4; dy <= 4; dy++) {
            bool all = dx || dy;
            for (int j = 0; j < t->q->n && all; j++) {
                real h[3];
                if (bounded(&t->q->t[j]))
                    continue;
                precision(t, a, &t->q->t[j], h);
                real cross = real_mul(t->pool, real_int(t->pool, 2 * dx * dy), h[1]);
                real squares = real_add(t->pool, real_mul(t->pool, real_int(t->pool, dx * dx), h[0]),
                                        real_mul(t->pool, real_int(t->pool, dy * dy), h[2]));
                all = real_sign(real_add(t->pool, squares, cross)) == -1;
            }
            if (all)
                return true;
        }
    return false;
}

/*
 * One normal term of P against the unbounded terms of Q, normal ones. A positive definite matrix makes it converge. With a
 * single term no other does: on the null space of a singular one the exponent is affine, and its integral diverges. With
 * several, it diverges in a cone where all matrices are negative.
 */
static verdict term_converges(const plane_task *t, const planar_term *a)
{
    int unbounded = 0;
    real h[3];
    for (int j = 0; j < t->q->n; j++) {
        const planar_term *b = &t->q->t[j];
        if (bounded(b))
            continue;
        if (!b->normal)
            return UNDECIDED;
        precision(t, a, b, h);
        int corner = real_sign(h[0]), det = real_sign(determinant(t, h));
        if (corner == 1 && det == 1)
            return HOLDS;
        if (corner == REAL_UNDECIDED || det == REAL_UNDECIDED)
            return UNDECIDED;
        unbounded++;
    }
    return unbounded <= 1 || outgrown(t, a) ? FAILS : UNDECIDED;
}

verdict plane_converges(const plane_task *t)
{
    verdict all = HOLDS;
    for (int i = 0; t->f->tail == TAIL_BY_POWER && i < t->p->n; i++)
        if (!bounded(&t->p->t[i]))
            all = verdict_and(all, t->p->t[i].normal ? term_converges(t, &t->p->t[i]) : UNDECIDED);
    return all;
}
