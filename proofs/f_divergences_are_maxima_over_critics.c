/*
 * F-DIVERGENCES ARE MAXIMA OVER CRITICS
 *     D_f(P‖Q) = ∫ q f(p/q) = max over T of E_P T - E_Q f*(T),       at T* = f'(p/q),      f convex, f*(t) = sup over u > 0 of (u t - f(u)).
 * Pointwise, with u = p/q and a critic T = f'(v) that is best for another ratio v,
 *     f(u) ≥ f'(v) u - f*(f'(v)),        f*(f'(v)) = v f'(v) - f(v),      with equality at v = u.
 * Each row below states its f' and its value c(v) = f*(f'(v)) from the table of f-GANs, so that f(u) ≥ f'(v) u - c(v) for all u, v
 * says both that c is the conjugate at f'(v) and that the bound holds. Written out with t = f'(v):
 *     KL e^(t-1) = v;  reverse KL -1 - log(-t) = log v - 1;  Pearson t²/4 + t = v² - 1 (for t ≥ -2; -1 below);
 *     Neyman 2 - 2√(1-t) = 2 - 2/v;  JS -log(2 - e^t) = log((1+v)/2);  GAN -log(1 - e^t) = log(1+v);  Hellinger, u = x², v = y²,
 *     t/(1-t) = y - 1;  α (as α = 3, 5/2, 2/5 and -1) ((1 + (α-1) t)^(α/(α-1)) - 1)/α = (v^α - 1)/α;  TV t, for |t| < 1/2;
 *      Jeffreys v + log v - 1 (Lambert's function in t);  weighted JS (1-w) log((1-w)/(1 - w e^(t/w))) = (1-w) log(1 - w + w v).
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic fgan critic"), STATEMENT("D_f(P‖Q) = max over T of E_P T - E_Q f*(T), at T* = f'(p/q)"),
    HYPOTHESES(
        "P and Q have positive densities p and q; f is convex and differentiable on u > 0; T has values in the domain of f*. "
        "f is the generator of D_f with q as reference: D_f = ∫ q f(p/q)."),
    WHY_A_GAN_CARES(
        "Every f-divergence can play the part of JS: the discriminator's objective is the bound, and its best critic is "
        "f' of the density ratio. The activation at the critic's end must map into the domain of f*."),
    SOURCE("Nguyen, Wainwright and Jordan 2010; Nowozin, Cseke and Tomioka 2016, f-GAN, tables 1 and 2."),
    ESTABLISHED(
        "For each row, for all ratios u and v: f' and the bound, with equality at u = v, by exact certificates, each "
        "printed with its line below."),
    NOT_ESTABLISHED(
        "Values of T that are not f'(v) for any v > 0 but those of Pearson and α > 1 (α = 3, 5/2), where f* is constant; the exponentials in "
        "f*, which are taken out by hand (above)."),
    FALSEHOOD(
        "f' of a neighbouring row, or with p and q exchanged; the conjugate with a wrong sign or of a neighbouring row; the bound "
        "turned round."))

static const line critics[] = {
    {"KL", "diff(f, u) = 1 + log(u)", "diff(f, u) = log(u)", "f = u*log(u)"},
    {"reverse KL", "diff(f, u) = -1/u", "diff(f, u) = -u", "f = -log(u)"},
    {"Pearson", "diff(f, u) = 2*(u-1)", "diff(f, u) = 2*(1-u)", "f = (u-1)^2"},
    {"Neyman", "diff(f, u) = 1 - 1/u^2", "diff(f, u) = 2*(u-1)", "f = (1-u)^2/u"},
    {"Hellinger, by u = x²", "diff(f, x^2) = 1 - 1/x", "diff(f, x^2) = 1 - x", "f = (x-1)^2"},
    {"Jeffreys", "diff(f, u) = 1 + log(u) - 1/u", "diff(f, u) = 1 - log(u) - 1/u", "f = (u-1)*log(u)"},
    {"JS (twice)", "diff(f, u) = log(2*u/(u+1))", "diff(f, u) = log(u/(u+1))",
     "f = u*log(u) - (u+1)*log((u+1)/2)"},
    {"GAN", "diff(f, u) = log(u/(u+1))", "diff(f, u) = log(1/(u+1))", "f = u*log(u) - (u+1)*log(u+1)"},
    {"α = 3", "diff(f, u) = (u^2-1)/2", "diff(f, u) = (u^2-1)/3", "f = (u^3-1-3*(u-1))/6"},
    {"α = 5/2, by u = x²", "diff(f, x^2) = 2/3*(x^3-1)", "diff(f, x^2) = 2/3*(x^5-1)",
     "f = (x^5-1-5/2*(x^2-1))/(15/4)"},
    {"α = 2/5, by u = x⁵", "diff(f, x^5) = 5/3*(1-1/x^3)", "diff(f, x^5) = 5/3*(1/x^3-1)",
     "f = (x^2-1-2/5*(x^5-1))/(-6/25)"},
    {"α = -1", "diff(f, u) = (1-1/u^2)/2", "diff(f, u) = (1/u^2-1)/2", "f = (1/u-1+(u-1))/2"},
    {"weighted JS", "diff(f, u) = w*log(u/(1-w+w*u))", "diff(f, u) = log(u/(1-w+w*u))",
     "f = w*u*log(u) - (1-w+w*u)*log(1-w+w*u)"},
};

static const line bounds[] = {
    {"KL", "u*log(u) >= (1+log(v))*u - v", "u*log(u) >= (1+log(v))*u + v", NULL},
    {"reverse KL", "-log(u) >= -u/v - (log(v) - 1)", "-log(u) >= -u/v + (log(v) - 1)", NULL},
    {"Pearson", "(u-1)^2 >= 2*(v-1)*u - (v^2-1)", "(u-1)^2 >= 2*(v-1)*u - (v-1)^2", NULL},
    {"Neyman", "(1-u)^2/u >= (1-1/v^2)*u - (2-2/v)", "(1-u)^2/u >= (1-1/v^2)*u - (2/v-2)", NULL},
    {"Hellinger", "(x-1)^2 >= (1-1/y)*x^2 - (y-1)", "(x-1)^2 >= (1-1/y)*x^2 + (y-1)", NULL},
    {"Jeffreys", "(u-1)*log(u) >= (1+log(v)-1/v)*u - (v+log(v)-1)",
     "(u-1)*log(u) <= (1+log(v)-1/v)*u - (v+log(v)-1)", NULL},
    {"JS (twice)", "u*log(u)-(u+1)*log((u+1)/2) >= log(2*v/(v+1))*u - log((1+v)/2)",
     "u*log(u)-(u+1)*log((u+1)/2) >= log(2*v/(v+1))*u - log((1+v)/4)", NULL},
    {"GAN", "u*log(u)-(u+1)*log(u+1) >= log(v/(v+1))*u - log(1+v)",
     "u*log(u)-(u+1)*log(u+1) >= log(v/(v+1))*u + log(1+v)", NULL},
    /* α: f = (u^α - 1 - α (u-1))/(α (α-1)), f' = (u^(α-1) - 1)/(α-1), f*(f'(v)) = (v^α - 1)/α */
    {"α = 3", "(u^3-1-3*(u-1))/6 >= (v^2-1)/2*u - (v^3-1)/3", "(u^3-1-3*(u-1))/6 >= (v^2-1)/2*u - (v^3-1)/4",
     NULL},
    {"α = 5/2", "(x^5-1-5/2*(x^2-1))/(15/4) >= 2/3*(y^3-1)*x^2 - 2/5*(y^5-1)",
     "(x^5-1-5/2*(x^2-1))/(15/4) >= 2/3*(y^3-1)*x^2 + 2/5*(y^5-1)", NULL},
    {"α = 2/5", "(x^2-1-2/5*(x^5-1))/(-6/25) >= 5/3*(1-1/y^3)*x^5 - 5/2*(y^2-1)",
     "(x^2-1-2/5*(x^5-1))/(-6/25) >= 5/3*(1-1/y^3)*x^5 - 2/5*(y^2-1)", NULL},
    {"α = -1", "(1/u-1+(u-1))/2 >= (1-1/v^2)/2*u + (1/v-1)", "(1/u-1+(u-1))/2 >= (1-1/v^2)/2*u - (1/v-1)",
     NULL},
    /* TV: f = |u-1|/2, f*(t) = t for |t| < 1/2, t = (1-s)/(2(1+s)) for s > 0: f ≥ t u - t on u = 1+x and on u = 1/(1+x) */
    {"TV where p > q", "x/2 >= (1-s)/(2*(1+s))*(1+x) - (1-s)/(2*(1+s))",
     "x/2 >= (1-s)/(2*(1+s))*(1+x) + (1-s)/(2*(1+s))", NULL},
    {"TV where p < q", "(1-1/(1+x))/2 >= (1-s)/(2*(1+s))/(1+x) - (1-s)/(2*(1+s))",
     "(1-1/(1+x))/2 >= (1-s)/(2*(1+s))/(1+x) + (1-s)/(2*(1+s))", NULL},
    /* weight w = a/(a+b) of the first law; f, f' and f* times a+b */
    {"weighted JS", "a*u*log(u) - (b+a*u)*log(r) >= a*log(v/s)*u - b*log(s)",
     "a*u*log(u) - (b+a*u)*log(r) >= a*log(v/s)*u + b*log(s)", "r = (b+a*u)/(a+b), s = (b+a*v)/(a+b)"},
};

/* t below all f': Pearson t = -2 - w, α t = -1/(α-1) - w. There u t - f(u) rises as u falls to 0, and f* is its value at 0, not the formula's. */
static const line flat[] = {
    {"Pearson: f* = -1", "(u-1)^2 >= (-2-w)*u + 1", "(u-1)^2 >= (-2-w)*u + 1 + w^2/4", NULL},
    {"its formula t²/4 + t is no longer the conjugate", "(-2-w)^2/4 + (-2-w) > -1",
     "(-2-w)^2/4 + (-2-w) = -1", NULL},
    {"α = 3: f* = -1/3", "(u^3-1-3*(u-1))/6 >= (-1/2-w)*u + 1/3",
     "(u^3-1-3*(u-1))/6 >= (-1/2-w)*u + 1/3 + w/10", NULL},
    {"α = 5/2, u = x²: f* = -2/5", "(x^5-1-5/2*(x^2-1))*4/15 >= (-2/3-w)*x^2 + 2/5",
     "(x^5-1-5/2*(x^2-1))*4/15 >= (-2/3-w)*x^2 + 2/5 + w/10", NULL},
};

/* Equality at v = u, in the notation of densities: q f(p/q) = p T* - q f*(T*). */
static const line equalities[] = {
    {"KL", "p*log(p/q) = p*(1+log(p/q)) - q*(p/q)", "p*log(p/q) = p*(1+log(q/p)) - q*(q/p)", NULL},
    {"reverse KL", "-q*log(p/q) = p*(-q/p) - q*(log(p/q)-1)", "-q*log(p/q) = p*(-p/q) - q*(log(p/q)-1)",
     NULL},
    {"Pearson", "(p-q)^2/q = p*2*(p/q-1) - q*((p/q)^2-1)", "(p-q)^2/q = p*2*(q/p-1) - q*((q/p)^2-1)", NULL},
    {"Neyman", "(p-q)^2/p = p*(1-(q/p)^2) - q*(2-2*q/p)", "(p-q)^2/q = p*(1-(q/p)^2) - q*(2-2*q/p)", NULL},
    {"TV where p > q, at T* = 1/2", "(p-q)/2 = p*(1/2) - q*(1/2)", "(p-q)/2 = p*(-1/2) + q*(1/2)", NULL},
    {"α = 3", "q*((p/q)^3-1-3*(p/q-1))/6 = p*((p/q)^2-1)/2 - q*((p/q)^3-1)/3",
     "q*((p/q)^3-1-3*(p/q-1))/6 = p*((p/q)^2-1)/3 - q*((p/q)^3-1)/3", NULL},
    {"GAN: the game itself", "p*log(p/(p+q)) + q*log(q/(p+q)) = p*log(p/(p+q)) - q*log(1+p/q)",
     "p*log(2*p/(p+q)) + q*log(2*q/(p+q)) = p*log(p/(p+q)) - q*log(1+p/q)", NULL},
};

PROOF_OF(f_divergences_are_maxima_over_critics, ALGEBRA("the best critic T* = f'", critics),
         ALGEBRA("the bound, for all ratios u and v", bounds),
         ALGEBRA("critics below all values of f'", flat), ALGEBRA("equality at the best critic", equalities))
