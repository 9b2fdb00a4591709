/*
 * SIMULTANEOUS GRADIENT STEPS CONTRACT NEAR A STRONG SADDLE, AND EXPAND IN A BILINEAR GAME
 * For  F(x,y) = d x²/2 - d y²/2 + c x y,  x descending and y ascending with one step h,  J = (F_x² + F_y²)/2:
 *     J' = ((1 - h d)² + h² c²) J,         least at h = d/L,  L = d² + c²,    where   J' = (1 - d²/L) J.
 * For the bilinear game F = x y (d = 0) every step expands:  x'² + y'² = (1 + h²)(x² + y²).  Alternating steps keep
 *     x² + y² - h x y,
 * and with x'= x - h y, y' = y + h x' the matrix has determinant 1. For the Dirac-GAN with any slope s = f'(θψ) of its loss,
 *     θ' = θ - h ψ s,  ψ' = ψ + h θ s:         θ'² + ψ'² = (1 + h² s²)(θ² + ψ²),
 * while its gradient flow circles:  θ² + ψ² is constant. So is w² + a²/2 - log a for the WGAN with critic w x² and generator a z, z and the
 * data uniform on [-1,1], for which  w' = (1-a²)/3, a' = 2aw/3.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic training convergence fgan"),
    STATEMENT("J' = (1 - d²/L) J at step d/L; a bilinear game expands by 1 + h²"),
    HYPOTHESES(
        "Quadratic games: the model of a game near its equilibrium. d is the curvature of each player's own loss, c the coupling, "
        "h the step; L is the Lipschitz constant of ∇J."),
    WHY_A_GAN_CARES(
        "Single-step training, one gradient for both players at once, works where each player's own loss is curved, and "
        "spirals outward where it is not: the simplest GANs are of the second kind."),
    SOURCE(
        "Nowozin, Cseke and Tomioka 2016, theorem 1; Goodfellow 2016, section 8.2; Mescheder, Geiger and Nowozin 2018, section 2; Nagarajan and Kolter 2017."),
    ESTABLISHED("Every formula for all d, c, h, and all positions, by exact algebra."),
    NOT_ESTABLISHED("Games that are not quadratic, beyond their linearisation at the equilibrium."),
    FALSEHOOD(
        "The factor 1 - 2 d²/L; the bilinear game contracts, or keeps its radius under simultaneous steps; alternating steps expand."))

#define SADDLE                                                                                               \
    "Fx = d*x + c*y, Fy = c*x - d*y, J = (Fx^2 + Fy^2)/2, X = x - h*Fx, Y = y + h*Fy, K = ((d*X + c*Y)^2 + (c*X - d*Y)^2)/2"
static const line saddle[] = {
    {"the gradient", "diff(d*x^2/2 - d*y^2/2 + c*x*y, x) = Fx", "diff(d*x^2/2 - d*y^2/2 + c*x*y, x) = Fy",
     SADDLE},
    {"one step", "K = ((1-h*d)^2 + h^2*c^2)*J", "K = (1-h*d)^2*J", SADDLE},
    {"the best step", "at(K, h = d/(d^2+c^2)) = (1 - d^2/(d^2+c^2))*J",
     "at(K, h = d/(d^2+c^2)) = (1 - 2*d^2/(d^2+c^2))*J", SADDLE},
    {"d = 1, c = 2: the factor 4/5", "at(at(at(K, h = 1/5), d = 1), c = 2) = 4/5*at(at(J, d = 1), c = 2)",
     "at(at(at(K, h = 1/5), d = 1), c = 2) = 3/5*at(at(J, d = 1), c = 2)", SADDLE},
};
static const line bilinear[] = {
    {"simultaneous steps", "(x-h*y)^2 + (y+h*x)^2 = (1+h^2)*(x^2+y^2)", "(x-h*y)^2 + (y+h*x)^2 = x^2+y^2",
     NULL},
    {"which expand", "(x-h*y)^2 + (y+h*x)^2 > x^2+y^2", "(x-h*y)^2 + (y+h*x)^2 < x^2+y^2", NULL},
    {"alternating steps keep", "X^2 + Y^2 - h*X*Y = x^2 + y^2 - h*x*y", "X^2 + Y^2 = x^2 + y^2",
     "X = x - h*y, Y = y + h*X"},
    {"alternating: determinant", "diff(X,x)*diff(Y,y) - diff(X,y)*diff(Y,x) = 1",
     "diff(X,x)*diff(Y,y) - diff(X,y)*diff(Y,x) = 1 + h^2", "X = x - h*y, Y = y + h*X"},
    {"simultaneous: determinant", "diff(X,x)*diff(Y,y) - diff(X,y)*diff(Y,x) = 1 + h^2",
     "diff(X,x)*diff(Y,y) - diff(X,y)*diff(Y,x) = 1", "X = x - h*y, Y = y + h*x"},
    {"the Dirac-GAN", "(t-h*u*s)^2 + (u+h*t*s)^2 = (1+h^2*s^2)*(t^2+u^2)",
     "(t-h*u*s)^2 + (u+h*t*s)^2 = (1-h^2*s^2)*(t^2+u^2)", NULL},
};
/* The flow of a game conserves I where I_x x' + I_y y' = 0: the Dirac-GAN, and the critic w x² against uniform samples a z. */
static const line flows[] = {
    {"the Dirac-GAN, any loss", "diff(I, t)*(-u*s) + diff(I, u)*(t*s) = 0",
     "diff(I, t)*(-u*s) + diff(I, u)*(-t*s) = 0", "I = t^2 + u^2"},
    {"w' = (1-a²)/3, a' = 2aw/3", "diff(I, w)*(1-a^2)/3 + diff(I, a)*2*a*w/3 = 0",
     "diff(J, w)*(1-a^2)/3 + diff(J, a)*2*a*w/3 = 0", "I = w^2 + a^2/2 - log(a), J = w^2 + (a-1)^2"},
};

PROOF_OF(single_steps_contract_near_a_saddle, ALGEBRA("a strong saddle", saddle),
         ALGEBRA("no curvature of one's own", bilinear), ALGEBRA("flows that circle", flows))
