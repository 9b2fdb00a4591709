/*
 * ALL F-DIVERGENCES BETWEEN CAUCHY LAWS ARE SYMMETRIC
 * For P = Cauchy(a,v) and Q = Cauchy(b,w) each f-divergence is a function of
 *     χ = ((v-w)² + (a-b)²)/(2vw) = χ²(P‖Q),
 * which is symmetric in P and Q:
 *     KL = log(1 + χ/2),       TV = (2/π) arctan √(χ/2),       JS = log(2 √(2+χ) / (√(2+χ) + √2)),
 * so that KL too is symmetric, though it is not for other families. JS tends to log 2 as χ grows, KL grows like log χ.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic kl js tv heavy"),
    STATEMENT("Cauchy laws: KL = log(1+χ/2), TV = (2/π) arctan √(χ/2), all symmetric, χ = χ²(P‖Q)"),
    HYPOTHESES("Cauchy laws on the line with locations a, b and scales v, w > 0."),
    WHY_A_GAN_CARES(
        "Heavy tails make KL and the games mild: the divergence between far-apart Cauchy laws grows like a logarithm. And an equality "
        "KL(P‖Q) = KL(Q‖P) seen on one family does not make KL symmetric."),
    SOURCE(
        "Nielsen and Okamura 2021, On f-divergences between Cauchy distributions; Chyzak and Nielsen 2019 (KL)."),
    ESTABLISHED(
        "The symmetry and the limits of χ for all parameters, by exact algebra, and KL ≤ log(1+χ) strictly. KL, TV, JS and χ² against certified integrals in both "
        "orders on five pairs, to 25 digits."),
    NOT_ESTABLISHED("That every f-divergence is a function of χ, by the invariance under Möbius maps."),
    FALSEHOOD(
        "KL = log(1+χ); TV = (1/π) arctan √(χ/2); χ of the difference of scales alone; KL of normal laws is symmetric."))

#define CHI "c = ((v-w)^2 + (a-b)^2)/(2*v*w)"
static const line algebra[] = {
    {"χ is symmetric", "((v-w)^2 + (a-b)^2)/(2*v*w) = ((w-v)^2 + (b-a)^2)/(2*w*v)",
     "((v-w)^2 + (a-b)^2)/(2*v*w) = ((w-v)^2 + (b-a)^2)/(2*w^2)", NULL},
    {"one scale", "at(c, w = v) = (a-b)^2/(2*v^2)", "at(c, w = v) = (a-b)^2/v^2", CHI},
    {"KL in the parameters", "log(1+c/2) = log(((v+w)^2 + (a-b)^2)/(4*v*w))",
     "log(1+c) = log(((v+w)^2 + (a-b)^2)/(4*v*w))", CHI},
    {"KL < log(1+χ²), strictly below the general bound", "log(1+x/2) < log(1+x)", "log(1+x/2) > log(1+x)",
     NULL},
    {"normal laws of different variance: not symmetric",
     "log(w/v) + v^2/(2*w^2) - 1/2 = -(log(v/w) - v^2/(2*w^2) + 1/2)",
     "log(w/v) + v^2/(2*w^2) - 1/2 = log(v/w) + w^2/(2*v^2) - 1/2", NULL},
};

/* ---- Against integrals; `why` is χ. ---- */

static const pair_case pairs[] = {
    {"two scales", "cauchy(0,1)", "cauchy(0,2)", "1/4"},
    {"two locations", "cauchy(0,1)", "cauchy(1,1)", "1/2"},
    {"both", "cauchy(-1,1/2)", "cauchy(2,3)", "61/12"},
    {"far apart", "cauchy(0,1)", "cauchy(50,1)", "1250"},
    {"near", "cauchy(0,1)", "cauchy(1/100,1)", "1/20000"},
};

static ball chi(pair c) { return number(c, c.given->why); }
static ball kl_of(ball x) { return ball_log1p(half(x)); }
static ball tv_of(ball x) { return over(twice(ball_atan(root(half(x)))), ball_pi(x.in)); }
static ball js_of(ball x)
{
    ball two = ball_in(x.in, integer(2)), s = root(plus(two, x));
    return log_of(over(twice(s), plus(s, root(two))));
}

static verdict in_both_orders(pair c, const char *name, ball formula)
{
    return both(agree(c, by_integral(name, c.p, c.q), formula, 25),
                agree(c, by_integral(name, c.q, c.p), formula, 25));
}
static verdict kl_is(pair c) { return in_both_orders(c, "kl", kl_of(chi(c))); }
static verdict kl_is_without_half(pair c) { return in_both_orders(c, "kl", ball_log1p(chi(c))); }
static verdict tv_is(pair c) { return in_both_orders(c, "tv", tv_of(chi(c))); }
static verdict tv_is_half(pair c) { return in_both_orders(c, "tv", half(tv_of(chi(c)))); }
static verdict js_is(pair c) { return in_both_orders(c, "js", js_of(chi(c))); }
static verdict js_is_twice(pair c) { return in_both_orders(c, "js", twice(js_of(chi(c)))); }
static verdict chi2_is(pair c) { return in_both_orders(c, "chi2", chi(c)); }
static verdict chi2_is_half(pair c) { return in_both_orders(c, "chi2", half(chi(c))); }

PROOF_OF(cauchy_laws_have_symmetric_divergences, ALGEBRA("χ, for all parameters", algebra),
         CHECK("KL = log(1+χ/2) in both orders", CERTIFIED, kl_is, kl_is_without_half, pairs),
         CHECK("TV = (2/π) arctan √(χ/2)", CERTIFIED, tv_is, tv_is_half, pairs),
         CHECK("JS", CERTIFIED, js_is, js_is_twice, pairs),
         CHECK("χ² = χ", CERTIFIED, chi2_is, chi2_is_half, pairs))
