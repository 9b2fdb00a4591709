/*
 * A GRADIENT PENALTY OVERSHOOTS SLOPE ONE
 * Data at 0, a generated point at θ > 0, critic -m x, penalty of weight λ toward slope 1:
 *     m θ - λ (m-1)²     is largest at     m = 1 + θ/(2λ),     where it is θ + θ²/(4λ);
 * the slope is 1 only in the limit λ → ∞. An optimal critic without penalty has slope exactly 1 along the rays of transport: where P lies left
 * of Q on the line (in first-order stochastic order), f = -x attains W1(P,Q) = E_Q x - E_P x, and no 1-Lipschitz critic has more.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic wgan w1 gradient"),
    STATEMENT("penalised critic: slope 1 + θ/(2λ), not 1; f = -x attains W1 where P lies left of Q"),
    HYPOTHESES(
        "A linear critic and two points for the penalty; laws on the line in stochastic order for the second part."),
    WHY_A_GAN_CARES(
        "WGAN-GP's critic does not compute W1 but a little more, by θ²/(4λ) here. Unit slope is a theorem about optimal critics, not about "
        "penalised ones; for P = Q the critic 0 is optimal, too."),
    SOURCE("Gulrajani et al. 2017, proposition 1; the penalised optimum is computed here."),
    ESTABLISHED(
        "Maximiser and maximum for all θ and λ, by exact algebra; W1 = difference of means on ordered pairs, by enclosure."),
    NOT_ESTABLISHED("Neural critics; the proposition for laws in more dimensions."),
    FALSEHOOD("Slope 1 is the penalised optimum; the maximum is θ; the slope -1/2 attains W1."))

#define PENALISED "f = m*t - L*(m-1)^2"
static const line penalised[] = {
    {"stationary", "at(diff(f, m), m = 1 + t/(2*L)) = 0", "at(diff(f, m), m = 1) = 0", PENALISED},
    {"a maximum", "diff(f, m, m) < 0", "diff(f, m, m) > 0", PENALISED},
    {"the value", "at(f, m = 1 + t/(2*L)) = t + t^2/(4*L)", "at(f, m = 1 + t/(2*L)) = t", PENALISED},
    {"never less for another m", "t + t^2/(4*L) - f = L*(m - 1 - t/(2*L))^2", "t - f = L*(m-1)^2 + m",
     PENALISED},
    {"θ = 1, λ = 10", "at(at(1 + t/(2*L), t = 1), L = 10) = 1.05", "at(at(1 + t/(2*L), t = 1), L = 10) = 1",
     NULL},
};

static const pair_case ordered[] = {
    {"shifted normals", "normal(0,1)", "normal(2,1)", "W1 = 2"},
    {"beta(1,2), beta(2,1)", "beta(1,2)", "beta(2,1)", "densities 2(1-x) and 2x: W1 = 1/3"},
    {"exponentials", "exponential(3)", "exponential(1)", "W1 = 2/3"},
    {"coins", "bernoulli(1/4)", "bernoulli(2/3)", "W1 = 5/12"},
    {"disjoint", "uniform(0,1)", "uniform(2,4)", "W1 = 5/2"},
};
static verdict slope_one_attains(pair c) { return agree(c, w1(c.p, c.q), minus(mean(c.q), mean(c.p)), 20); }
static verdict half_the_slope_attains(pair c)
{
    return agree(c, w1(c.p, c.q), half(minus(mean(c.q), mean(c.p))), 20);
}

PROOF_OF(gradient_penalty_overshoots_slope_one, ALGEBRA("the penalised critic", penalised),
         CHECK("f = -x on ordered pairs", CERTIFIED, slope_one_attains, half_the_slope_attains, ordered))
