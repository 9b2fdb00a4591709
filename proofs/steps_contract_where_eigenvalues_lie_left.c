/*
 * STEPS CONTRACT WHERE ALL EIGENVALUES LIE LEFT, IF THEY ARE SHORT ENOUGH
 * For an eigenvalue λ = -x + iy of the field's Jacobian, x > 0:
 *     |1 + hλ| < 1    exactly if    0 < h < 2x/(x² + y²).
 * The Jacobian of a zero-sum game has symmetric part diag(-∂²L/∂θ², ∂²L/∂ψ²): the coupling drops out of it, and only curvature of one's own
 * damps. Two time scales: with damping γ > 0 of the discriminator the field (-h_G ψ, h_D(θ - γψ)) is stable for all h_G, h_D > 0, without it
 * for none. WGAN and GAN with data and noise uniform on [-1,1], D = w x², G = a z, at (w,a) = (0,1):  λ² + 4/9 and λ² + λ/10 + 1/9, and with a
 * penalty η|∂V/∂w|² on G  λ² + (8η/9)λ + 4/9.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic dynamics training convergence"),
    STATEMENT("|1 + hλ| < 1 exactly if h < 2|Re λ|/|λ|²; zero-sum coupling damps nothing"),
    HYPOTHESES(
        "Linear fields, or the linearisation at an equilibrium; x > 0 is minus the real part, y the imaginary part."),
    WHY_A_GAN_CARES(
        "Eigenvalues near the imaginary axis force tiny steps: the number of steps grows with (y/x)². What helps is damping, not patience, "
        "and not two learning rates alone."),
    SOURCE(
        "Mescheder, Nowozin and Geiger 2017, lemma 4 and section 4; Nagarajan and Kolter 2017, section 3; Heusel et al. 2017 (two time scales)."),
    ESTABLISHED(
        "Every formula, for all values of its symbols, by exact algebra. λ = -1 ± 3i: exactly on the circle at h = 1/5."),
    NOT_ESTABLISHED(
        "The theorem on two time scales of Heusel et al., which is about noisy steps of vanishing size."),
    FALSEHOOD(
        "h < 2/|λ|; the coupling is in the symmetric part; two time scales alone damp; WGAN is stable without the penalty; a penalty half as strong."))

#define CIRCLE "m = (1-h*x)^2 + (h*y)^2"
#define GAME "L = A*t^2/2 + B*t*u + C*u^2/2, vt = -diff(L, t), vu = diff(L, u)"
static const line steps[] = {
    {"|1 + hλ|² - 1", "m - 1 = h*(h*(x^2+y^2) - 2*x)", "m - 1 = h*(h*(x^2+y^2) - x)", CIRCLE},
    {"on the circle at the bound", "at(m, h = 2*x/(x^2+y^2)) = 1", "at(m, h = x/(x^2+y^2)) = 1", CIRCLE},
    {"beyond it outside", "at(m, h = 2*x/(x^2+y^2) + w) > 1", "at(m, h = 2*x/(x^2+y^2) + w) < 1", CIRCLE},
    {"λ = -1 ± 3i, h = 1/5", "(1-1/5)^2 + (3/5)^2 = 1", "(1-1/5)^2 + (3/5)^2 < 1", NULL},
    {"h = 2/|λ| = 2/5 at λ = -3 ± 4i is too long", "(1-2/5*3)^2 + (2/5*4)^2 > 1",
     "(1-2/5*3)^2 + (2/5*4)^2 < 1", NULL},
};
static const line games[] = {
    {"zero-sum: the symmetric part", "diff(vt, u) + diff(vu, t) = 0", "diff(vt, u) + diff(vu, t) = 2*B",
     GAME},
    {"its diagonal", "diff(vt, t) + diff(vu, u) = C - A", "diff(vt, t) + diff(vu, u) = C + A", GAME},
    {"two time scales: λ² + γh_Dλ + h_G h_D", "l*(l+d*c) - (-g)*d = l^2 + d*c*l + g*d",
     "l*(l+d*c) - (-g)*d = l^2 + (d+g)*c*l + g*d", NULL},
    {"no damping, no trace", "at(l^2 + d*c*l + g*d, c = 0) = l^2 + g*d",
     "at(l^2 + d*c*l + g*d, c = 0) = l^2 + (d-g)*l + g*d", NULL},
};
#define UNIFORM                                                                                              \
    "wgan = w*(1-a^2)/3, vw = diff(wgan, w), va = -diff(wgan, a), pa = va - n*diff(vw^2, a), "               \
    "trace = at(at(diff(vw, w) + diff(va, a), w = 0), a = 1), "                                              \
    "det = at(at(diff(vw, w)*diff(va, a) - diff(vw, a)*diff(va, w), w = 0), a = 1)"
static const line uniform[] = {
    {"WGAN: trace", "trace = 0", "trace = -1/10", UNIFORM},
    {"WGAN: λ² + 4/9", "det = 4/9", "det = 1/9", UNIFORM},
    {"with the penalty: trace -8η/9", "at(at(diff(vw, w) + diff(pa, a), w = 0), a = 1) = -8*n/9",
     "at(at(diff(vw, w) + diff(pa, a), w = 0), a = 1) = -4*n/9", UNIFORM},
    {"with the penalty: det 4/9",
     "at(at(diff(vw, w)*diff(pa, a) - diff(vw, a)*diff(pa, w), w = 0), a = 1) = 4/9",
     "at(at(diff(vw, w)*diff(pa, a) - diff(vw, a)*diff(pa, w), w = 0), a = 1) = 4/9 + n", UNIFORM},
    /* to second order in w:  E f(wx²) = f(0) + w E x²/2 - w² E x⁴/8, E x² = 1/3, E x⁴ = 1/5, and -w for the generated a z */
    {"GAN: λ² + λ/10 + 1/9",
     "at(at((l - diff(diff(V, w), w))*(l-0) + diff(diff(V, w), a)*diff(diff(V, w), a), w = 0), a = 1) = l^2 + l/10 + 1/9",
     "at(at((l - diff(diff(V, w), w))*(l-0) + diff(diff(V, w), a)*diff(diff(V, w), a), w = 0), a = 1) = l^2 + l/5 + 1/9",
     "V = w*(1-a^2)/6 - w^2*(1+a^4)/40"},
};

PROOF_OF(steps_contract_where_eigenvalues_lie_left, ALGEBRA("one eigenvalue, one step", steps),
         ALGEBRA("zero-sum games, two time scales", games),
         ALGEBRA("uniform data, D = w x², G = a z", uniform))
