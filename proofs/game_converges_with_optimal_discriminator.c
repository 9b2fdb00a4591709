/*
 * THE GAME CONVERGES WITH AN OPTIMAL DISCRIMINATOR (unit normals)
 *     L(theta) = max over D of V(N(theta,1), D) = -2 log 2 + 2 JS(N(0,1), N(theta,1)),      theta <- theta - eta L'(theta)
 * tends to 0, geometrically, from every start in [-5, 5] and for every step 0 < eta < 4.
 *
 * For L'(theta) = theta h(theta) with h(theta) = e^(-theta^2/8) int phi(z)/(2 cosh(theta z/2)) dz (location_game.h derives it),
 * so one step is theta <- (1 - eta h(theta)) theta. From
 *     m ≤ h(theta) ≤ 1/2 on [-5, 5],      m = 94/10000,
 * follows |1 - eta h| ≤ rate(eta) = max(1 - m eta, eta/2 - 1) < 1 for 0 < eta < 4, and theta never leaves [-5, 5].
 * The lower bound is certified on sub-boxes. The upper bound holds without any computation: cosh ≥ 1, or with w = e^a
 *     1/2 - 1/(2 cosh a) = (1 - w)^2/(2 (1 + w^2)) ≥ 0,
 * so h(theta) ≤ e^(-theta^2/8)/2. It is attained at 0: from eta = 4 on, 0 repels or at best does not attract at this rate.
 */
#include "proof.h"

ABOUT(
    TAGS("core gan game convergence generator"),
    STATEMENT("θ ← θ - ηL'(θ) tends to 0 for |θ| ≤ 5, 0 < η < 4"),
    HYPOTHESES(
        "Data N(0,1), generator N(θ,1), the discriminator optimal at every step; gradient descent in θ."),
    WHY_A_GAN_CARES(
        "The convergence that the theory promises is real where its assumption is met: an optimal "
        "discriminator at each step. The step size matters all the same."),
    SOURCE(
        "Goodfellow et al. 2014, proposition 2, is the claim in function space; the rate is elementary (head of the file)."),
    ESTABLISHED(
        "For all θ in [-5,5] at once: h ≥ 94/10000 and the contraction, for all η in [1/100, 399/100]; exactly: "
        "the identity behind h ≤ 1/2, which settles every η below 4; L' = θh against JS itself; and "
        "trajectories of 40 steps that stay under 5 rate(η)^n."),
    NOT_ESTABLISHED(
        "Convergence with a discriminator that is not optimal, or for generators with more parameters: "
        "simultaneous gradient steps can diverge."),
    FALSEHOOD(
        "h ≥ 1/100; the contraction for all η up to 5; L' = θh/2, where the factor 2 of JS is lost; convergence "
        "at η = 5."))

static ball h(ball theta, slong goal) { return location_game_slope(theta.in, theta, goal); }
enum { COARSE = 24 }; /* bits, enough for statements about boxes */

/* ---- For all theta, and all eta ---- */

typedef struct parameter_box {
    const char *name;
} parameter_box;
static const parameter_box starts[] = {{"theta in [-5, 5]"}};
static const parameter_box starts_and_steps[] = {{"theta in [-5, 5], eta in [1/100, 399/100]"}};

static verdict between(const ball *x)
{
    ball slope = h(x[0], COARSE);
    return both(at_least(slope, ratio(94, 10000)), at_most(slope, ratio(5001, 10000)));
}
static verdict above_hundredth(const ball *x) { return at_least(h(x[0], COARSE), ratio(1, 100)); }
static verdict h_is_bounded(instance c)
{
    return everywhere(c, ((const parameter_box *)c.of)->name, between, 2000);
}
static verdict h_is_larger(instance c)
{
    return everywhere(c, ((const parameter_box *)c.of)->name, above_hundredth, 2000);
}

/* |1 - eta h| < 1 - 1/20000, x = (theta, eta) */
static verdict contracts(const ball *x)
{
    ball factor = minus(integer(1), times(x[1], h(x[0], COARSE)));
    return less(magnitude(factor), ratio(19999, 20000));
}
static verdict contracts_below_4(instance c)
{
    return everywhere(c, ((const parameter_box *)c.of)->name, contracts, 20000);
}
static verdict contracts_up_to_5(instance c)
{
    return everywhere(c, "theta in [-5, 5], eta in [1/100, 5]", contracts, 20000);
}

/* ---- h ≤ 1/2, symbolically: w/(1 + w^2) is 1/(2 cosh a) ---- */

static const parameter_box all_w[] = {{"all w > 0"}};
static verdict half_bounds(instance c) { return identity(c, "1/2 - w/(1+w^2)", "(1-w)^2/(2*(1+w^2))"); }
static verdict quarter_bounds(instance c) { return identity(c, "1/4 - w/(1+w^2)", "(1-w)^2/(4*(1+w^2))"); }

/* ---- L' = theta h, by the mean value theorem: (L(b) - L(a))/(b - a) = L'(t) for some t between a and b ---- */

typedef struct short_interval {
    const char *name, *from, *to;
} short_interval;
static const short_interval intervals[] = {{"around 1/100", "1/100", "1/100 + 10^-15"},
                                           {"around 1/2", "1/2", "1/2 + 10^-15"},
                                           {"around 1", "1", "1 + 10^-15"},
                                           {"around -2", "-2 - 10^-15", "-2"},
                                           {"around 4", "4", "4 + 10^-15"}};

static ball game_at(instance c, const char *theta)
{
    char value[64];
    snprintf(value, sizeof value, "theta = %s", theta);
    ball distance = js(law_named(c, "normal(0,1)"), law_where(c, "normal(theta,1)", value));
    return minus(twice(distance), number(c, "2*log(2)"));
}
static ball mean_slope(instance c)
{
    const short_interval *of = c.of;
    ball rise = minus(game_at(c, of->to), game_at(c, of->from));
    return over(rise, minus(number(c, of->to), number(c, of->from)));
}
static ball theta_h(instance c)
{
    const short_interval *of = c.of;
    ball theta = ball_hull(number(c, of->from), number(c, of->to));
    return times(theta, h(theta, 60));
}
static verdict slope_is_theta_h(instance c) { return agree(c, mean_slope(c), theta_h(c), 13); }
static verdict slope_is_half_of_it(instance c) { return agree(c, mean_slope(c), half(theta_h(c)), 13); }

/* ---- Trajectories ---- */

typedef struct trajectory {
    const char *name, *start, *step;
} trajectory;
static const trajectory trajectories[] = {{"from 5, step 1", "5", "1"},
                                          {"from -5, step 39/10", "-5", "39/10"},
                                          {"from 1, step 2", "1", "2"},
                                          {"from 1/2, step 399/100", "1/2", "399/100"},
                                          {"from 3, step 1/10", "3", "1/10"}};
enum { STEPS = 40 };

static ball one_step(ball theta, ball eta)
{
    return times(theta, minus(integer(1), times(eta, h(theta, 60))));
}

/* |theta_n| ≤ 5 rate^n for n = 1, ..., 40, or until |theta_n| < 10^-12, which is as good as the slope's accuracy */
static verdict stays_under(instance c, ball eta, ball rate)
{
    ball theta = number(c, ((const trajectory *)c.of)->start), bound = integer(5);
    verdict all = HOLDS;
    for (int n = 1; n <= STEPS && all == HOLDS && less(magnitude(theta), number(c, "10^-12")) != HOLDS; n++) {
        theta = one_step(theta, eta);
        bound = times(bound, rate);
        all = at_most(magnitude(theta), bound);
    }
    return all;
}
static ball rate_of_small_steps(ball eta) { return minus(integer(1), times(ratio(94, 10000), eta)); }
static ball rate_of_large_steps(ball eta) { return minus(half(eta), integer(1)); }

static verdict approaches_0(instance c)
{
    ball eta = number(c, ((const trajectory *)c.of)->step);
    return stays_under(c, eta, larger(rate_of_small_steps(eta), rate_of_large_steps(eta)));
}
static verdict approaches_0_at_5(instance c)
{
    return stays_under(c, number(c, "5"), rate_of_small_steps(number(c, "5")));
}

PROOF_OF(game_converges_with_optimal_discriminator,
         CHECK_EACH("0.0094 ≤ h ≤ 0.5001 for all θ in [-5,5]", CERTIFIED, h_is_bounded, h_is_larger, starts),
         CHECK_EACH("|1 - ηh| < 1 for all θ in [-5,5], η in [0.01,3.99]", CERTIFIED, contracts_below_4,
                    contracts_up_to_5, starts_and_steps),
         CHECK_EACH("1/(2 cosh a) ≤ 1/2", EXACT, half_bounds, quarter_bounds, all_w),
         CHECK_EACH("L' = θh, by the mean value theorem", CERTIFIED, slope_is_theta_h, slope_is_half_of_it,
                    intervals),
         CHECK_EACH("40 steps from several starts", CERTIFIED, approaches_0, approaches_0_at_5, trajectories))
