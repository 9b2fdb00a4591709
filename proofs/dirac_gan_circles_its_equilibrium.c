/*
 * THE DIRAC-GAN CIRCLES ITS EQUILIBRIUM
 * Data at 0, one generated point θ, discriminator with logit ψx, loss f with f' > 0:
 *     v = (-ψ f'(θψ), θ f'(θψ)),      v = 0 only at (0,0),      Jacobian there ((0,-a),(a,0)), a = f'(0):  eigenvalues ±i a.
 * The flow keeps θ² + ψ² for every f. With the non-saturating loss the eigenvalues are the same, and
 *     d(θ² + ψ²)/dt = -2 u tanh(u/2),  u = θψ,      so that     0 ≥ d(r²)/dt ≥ -(r²/2)²,      r² ≥ r0²/(1 + r0² t/4):
 * it tends to 0, but slower than every exponential. For f = -log(1+e^-t), a = 1/2; for WGAN, f = t, a = 1.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic dynamics dirac training"),
    STATEMENT("Dirac-GAN: eigenvalues ±i f'(0), no damping; non-saturating: damped only like 1/t"),
    HYPOTHESES(
        "f smooth with f' > 0; f' near 0 is a + bt to first order. The flow is gradient descent and ascent with infinitesimal "
        "steps."),
    WHY_A_GAN_CARES(
        "Enough capacity, an equilibrium, exact gradients: training need not converge all the same. It turns around the "
        "equilibrium, since each player only reacts to the other."),
    SOURCE(
        "Mescheder, Geiger and Nowozin 2018, lemmas 2.1 to 2.4 and D.1; the bound of the rate is elementary."),
    ESTABLISHED(
        "Jacobian and eigenvalues for every a and b, conservation, dr²/dt and both of its bounds, by exact algebra; the true "
        "losses' eigenvalues enclosed to 10^-15."),
    NOT_ESTABLISHED("That the non-saturating flow tends to 0 from everywhere: dr²/dt is 0 on the axes."),
    FALSEHOOD(
        "The eigenvalues have a negative real part; the radius is damped with the minimax loss; the damping is of first order."))

#define FIELD "s = a + b*t*u, vt = -u*s, vu = t*s"
static const line algebra[] = {
    {"∂vθ/∂ψ at 0", "at(at(diff(vt, u), t = 0), u = 0) = -a", "at(at(diff(vt, u), t = 0), u = 0) = a", FIELD},
    {"∂vψ/∂θ at 0", "at(at(diff(vu, t), t = 0), u = 0) = a", "at(at(diff(vu, t), t = 0), u = 0) = -a", FIELD},
    {"the trace at 0", "at(at(diff(vt, t) + diff(vu, u), t = 0), u = 0) = 0",
     "at(at(diff(vt, t) + diff(vu, u), t = 0), u = 0) = -2*a", FIELD},
    {"one equilibrium: |v|²", "(-u*s)^2 + (t*s)^2 = s^2*(t^2+u^2)", "(-u*s)^2 + (t*s)^2 = s^2*(t^2-u^2)",
     NULL},
    {"the flow keeps r²", "2*t*(-u*s) + 2*u*(t*s) = 0", "2*t*(-u*s) + 2*u*(-t*s) = 0", NULL},
    /* E = e^(θψ): f'(θψ) = 1/(1+E), f'(-θψ) = E/(1+E), tanh(θψ/2) = (E-1)/(E+1) */
    {"non-saturating: dr²/dt", "2*t*(-u*E/(1+E)) + 2*u*t/(1+E) = -2*t*u*(E-1)/(E+1)",
     "2*t*(-u*E/(1+E)) + 2*u*t/(1+E) = -2*t*u", NULL},
    /* u tanh(u/2) ≤ u²/2, that is 2 (E-1)/(E+1) ≤ log E for E = 1 + w > 1: equal at w = 0, and the difference rises */
    {"log E - 2 (E-1)/(E+1): slope", "diff(log(1+w) - 2*w/(2+w), w) = w^2/((1+w)*(2+w)^2)",
     "diff(log(1+w) - 3*w/(2+w), w) = w^2/((1+w)*(2+w)^2)", NULL},
    {"log E - 2 (E-1)/(E+1): at E = 1", "at(log(1+w) - 2*w/(2+w), w = 0) = 0",
     "at(log(2+w) - 2*w/(2+w), w = 0) = 0", NULL},
    {"u² ≤ (r²/2)²", "(t^2+u^2)^2/4 >= (t*u)^2", "(t^2+u^2)^2/8 >= (t*u)^2", NULL},
    {"1/r0² + t/4 solves the bound", "diff(1/(1/R + t/4), t) = -(1/(1/R + t/4))^2/4",
     "diff(1/(1/R + t/4), t) = -1/(1/R + t/4)/4", NULL},
};

typedef struct spectral {
    const char *name, *imaginary;
} spectral;
static const spectral losses[] = {{"gan", "1/2"}, {"nsgan", "1/2"}, {"wgan", "1"}};
static verdict on_the_axis(instance c)
{
    const spectral *of = c.of;
    cball found[2];
    if (!trial_eigenvalues(c.trial, dirac_by_name(of->name), "0, 0", found))
        return UNDECIDED;
    ball above = cball_real(cball_mul(found[0], cball_neg(found[1]))); /* -(iy)(-iy) = -y² */
    verdict no_real = agree(c, cball_real(found[0]), integer(0), 15);
    return both(no_real, agree(c, above, negative(square(number(c, of->imaginary))), 15));
}
static verdict damped(instance c)
{
    cball found[2];
    return trial_eigenvalues(c.trial, dirac_by_name(((const spectral *)c.of)->name), "0, 0", found)
               ? less(cball_real(found[0]), number(c, "-1/1000"))
               : UNDECIDED;
}

PROOF_OF(dirac_gan_circles_its_equilibrium, ALGEBRA("every loss with slope a and bend b at 0", algebra),
         CHECK_EACH("eigenvalues ±i f'(0) of the losses in use", CERTIFIED, on_the_axis, damped, losses))
