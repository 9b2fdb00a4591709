/*
 * SMALL NOISE IS A GRADIENT PENALTY
 * The f-GAN objective F = E_P T - E_Q f*(T) at a fixed critic T, with independent noise N(0,γ) added to both laws, has for the best critic
 * T* = f'(p/q) of γ = 0
 *     dF/dγ at γ = 0  =  -½ E_Q [f*''(T*) |∇T*|²]:
 * noise acts as the penalty γ/2 on the critic's squared gradient, weighted by f*''. For KL, f*(t) = e^(t-1), the weight is p/q, and it is
 * -½ E_P |∇T*|². Two closed forms:
 *     N(0,1), N(1,1):   T* = 3/2 - x,              F(γ) = 3/2 - e^(γ/2),                                slope -1/2;
 *     N(0,1), N(0,4):   T* = 1 + log 2 - 3x²/8,    F(γ) = 1 + log 2 - 3(1+γ)/8 - 2/√(4 + 3γ/4),         slope -9/32 = -½ E_P (3x/4)².
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic fgan noise gradient critic"),
    STATEMENT("d/dγ of the noised f-GAN objective at T* is -½ E_Q f*''(T*)|∇T*|²: for KL -½ E_P|∇T*|²"),
    HYPOTHESES(
        "Normal noise of variance γ on both laws; T* is not changed with γ; KL on two pairs of normal laws."),
    WHY_A_GAN_CARES(
        "Instance noise and gradient penalties are the same remedy to first order, and the penalty can be added without noise."),
    SOURCE("Roth, Lucchi, Nowozin and Hofmann 2017, section 3; the closed forms are computed here."),
    ESTABLISHED(
        "The closed forms' slopes at γ = 0 and the two mean squared gradients that they are to equal, by exact algebra; f*'' = p/q at T* for KL."),
    NOT_ESTABLISHED(
        "The closed forms themselves, which are Gaussian integrals; the expansion for general laws and critics."),
    FALSEHOOD("The factor 1 in place of ½; the gradient unweighted, under Q: -9/8 for the second pair."))

/* y = e^(γ/2), so γ = 2 log y; r = √(4 + 3γ/4), so γ = (r² - 4) 4/3; E_P x² = 1, E_Q x² = 4. */
static const line slopes[] = {
    {"N(0,1), N(1,1): the slope of 3/2 - y", "at(diff(3/2 - y, 2*log(y)), y = 1) = -1/2",
     "at(diff(3/2 - y, 2*log(y)), y = 1) = -1", NULL},
    {"its critic's gradient is -1", "-1/2*diff(3/2 - x, x)^2 = -1/2", "-1*diff(3/2 - x, x)^2 = -1/2", NULL},
    {"N(0,1), N(0,4): the slope", "at(-3/8 - diff(2/r, (r^2-4)*4/3), r = 2) = -9/32",
     "at(-3/8 - diff(2/r, (r^2-4)*4/3), r = 2) = -9/8", NULL},
    {"its critic's squared gradient", "-1/2*diff(-3*x^2/8, x)^2 = -9/32*x^2",
     "-1*diff(-3*x^2/8, x)^2 = -9/32*x^2", NULL},
    {"under P, E x² = 1", "-9/32*1 = -9/32", "-9/32*4 = -9/32", NULL},
    {"at γ = 0 both are KL: 1/2", "3/2 - 1 = 1/2", "3/2 - 1 = 1", NULL},
    {"and log 2 - 3/8", "1 + log(2) - 3/8 - at(2/r, r = 2) = log(2) - 3/8",
     "1 + log(2) - 3/8 - at(2/r, r = 2) = log(2)", NULL},
    /* e^(T*-1) = p/q for f(u) = u log u, f'(u) = 1 + log u: f* and both of its derivatives are that */
    {"KL: T* - 1 = log(p/q)", "diff(p/q*log(p/q), p)*q - 1 = log(p/q)", "diff(p/q*log(p/q), p)*q = log(p/q)",
     NULL},
};

PROOF_OF(small_noise_is_a_gradient_penalty, ALGEBRA("two closed forms", slopes))
