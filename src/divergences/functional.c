/*
 * The f-divergences in the variables that keep their digits. With L = log(1 + r), r = e^-|u|:
 *
 *     log(p/(p+q)) = -log(1 + q/p),  and log(1 + q/p) = L or L - u, as p or q dominates; hence
 *     p log(p/(p+q)) + q log(q/(p+q)) = -(p + q) L - q u   if p dominates,   -(p + q) L + p u   otherwise.
 *
 * Both are the same analytic function, so the choice may be made for each complex box (by its midpoint).
 */
#include "divergences/functional.h"

static ball nil(ball like) { return ball_in(like.in, ball_int(0)); }

static cball kl_density(const site *at) { return cball_mul(at->p, at->u); }

static ball kl_on_axis(const axis_site *at, ball order)
{
    (void)order;
    return ball_mul(at->p, ball_sub(at->log_p, at->log_q));
}

/* P log(P/Q); where Q is not certainly positive, P log P is a lower end since Q <= 1. */
static ball kl_perspective(ball P, ball Q, ball order)
{
    (void)order;
    if (ball_is_exact_zero(ball_sub(P, Q)))
        return nil(P);
    return ball_sub(ball_xlogx(P), ball_mul(P, ball_log(Q)));
}

/* f(0) = f'(inf) = 0. For the concave power, 0 is then the *lower* end and the perspective the upper one (Hoelder). */
static ball no_chord(ball P, ball Q, ball order)
{
    (void)order;
    return nil(ball_add(P, Q));
}

bool functional_vanishes_alone(const functional *f) { return f->chord == no_chord; }

static cball half_game_density(const site *at)
{
    cball log_sum = cball_log1p(at->r);
    cball shift = cball_mul(at->side > 0 ? at->q : cball_neg(at->p), at->u);
    cball value = cball_add(cball_mul(cball_add(at->p, at->q), log_sum), shift);
    return cball_neg(cball_scale2(value, -1));
}

/* p log p + q log q - (p + q) log(p + q), halved. */
static ball half_game_on_axis(const axis_site *at, ball order)
{
    (void)order;
    ball sum = ball_add(at->p, at->q),
         both = ball_add(ball_mul(at->p, at->log_p), ball_mul(at->q, at->log_q));
    return ball_scale2(ball_sub(both, ball_mul(sum, ball_log(sum))), -1);
}

static ball half_game_perspective(ball P, ball Q, ball order)
{
    (void)order;
    return ball_scale2(ball_sub(ball_add(ball_xlogx(P), ball_xlogx(Q)), ball_xlogx(ball_add(P, Q))), -1);
}

static ball js_chord(ball P, ball Q, ball order)
{
    (void)order;
    return ball_scale2(ball_mul(ball_add(P, Q), ball_log2(P.in)), -1);
}

static ball js_perspective(ball P, ball Q, ball order)
{
    if (ball_is_exact_zero(ball_sub(P, Q)))
        return nil(P);
    return ball_add(half_game_perspective(P, Q, order), js_chord(P, Q, order));
}

static ball tv_perspective(ball P, ball Q, ball order)
{
    (void)order;
    return ball_scale2(ball_abs(ball_sub(P, Q)), -1);
}

static ball tv_chord(ball P, ball Q, ball order)
{
    (void)order;
    return ball_scale2(ball_add(P, Q), -1);
}

/* p^a q^(1-a) = p e^((a-1)u) = q e^(au) */
static cball power_density(const site *at)
{
    bool from_p = at->side > 0 || ball_less(ball_int(1), at->order) == HOLDS;
    ball exponent = from_p ? ball_add_int(at->order, -1) : at->order;
    return cball_mul(from_p ? at->p : at->q, cball_exp(cball_mul_ball(at->u, exponent)));
}

static ball power_on_axis(const axis_site *at, ball order)
{
    return ball_exp(ball_add(at->log_q, ball_mul(order, ball_sub(at->log_p, at->log_q))));
}

static ball power_perspective(ball P, ball Q, ball order)
{
    if (ball_is_exact_zero(P) || ball_is_exact_zero(Q))
        return nil(P);
    return ball_mul(ball_pow(P, order), ball_pow(Q, ball_sub(ball_int(1), order)));
}

/*
 * Densities that are larger by a share at most, homogeneity and monotonicity: half the game's value and powers below 1 change by at most
 * that share, in one direction; p^a q^(1-a) lies between (1 + share)^(1-a) and (1 + share)^a times what it was; and
 * |p' log(p'/q') - p log(p/q)| <= share p |log(p/q)| + share p', where p |log(p/q)| <= p log(p/q) + 2 q/e.
 */
static ball perturbed_once(ball integral, ball share, ball order)
{
    (void)order;
    return ball_hull(integral, ball_mul(integral, ball_add_int(share, 1)));
}

static ball perturbed_power(ball integral, ball share, ball order)
{
    ball more = ball_add_int(share, 1);
    return ball_mul(integral, ball_hull(ball_pow(more, ball_sub(ball_int(1), order)), ball_pow(more, order)));
}

static ball perturbed_kl(ball integral, ball share, ball order)
{
    (void)order;
    return ball_widen(integral,
                      ball_upper(ball_mul(share, ball_add_int(ball_add(ball_abs(integral), share), 3))));
}

const functional functional_kl = {kl_density,        kl_on_axis, kl_perspective, NULL,
                                  TAIL_BY_LOG_RATIO, NULL,       false,          perturbed_kl};
const functional functional_js = {NULL, NULL, js_perspective, js_chord, TAIL_BY_MASS, NULL, false, NULL};
const functional functional_half_game = {
    half_game_density, half_game_on_axis, half_game_perspective, no_chord, TAIL_BY_MASS, NULL, false,
    perturbed_once};
const functional functional_tv = {NULL, NULL, tv_perspective, tv_chord, TAIL_BY_MASS, NULL, false, NULL};
const functional functional_power_below = {
    power_density, power_on_axis, power_perspective, no_chord, TAIL_BY_MASS, NULL, false, perturbed_once};
const functional functional_power_above = {
    power_density, power_on_axis, power_perspective, NULL, TAIL_BY_POWER, NULL, false, perturbed_power};
