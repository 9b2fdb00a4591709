/*
 * THE GEOMETRIC JENSEN-SHANNON DIVERGENCE OF NORMAL LAWS HAS A CLOSED FORM, AND NO BOUND
 *     GJS(P,Q) = KL(P‖G)/2 + KL(Q‖G)/2,       G the normalised geometric mean √(pq)/∫√(pq),
 * for P = N(a,v), Q = N(b,w) is normal, with variance s = 2vw/(v+w) and mean μ = s (a/v + b/w)/2, and
 *     GJS = ¼ [log(s²/(vw)) + (v+w)/s + ((a-μ)² + (b-μ)²)/s - 2].
 * For one mean it is ¼ [log(4vw/(v+w)²) + (v-w)²/(2vw)]; for one variance it is (a-b)²/(8v): it grows without bound, where JS stays below log 2.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic js"), STATEMENT("Geometric JS of N(a,v), N(b,v) is (a-b)²/(8v): unbounded"),
    HYPOTHESES("Normal laws on the line; v and w are variances."),
    WHY_A_GAN_CARES(
        "A divergence with \"Jensen-Shannon\" in its name need not have what makes JS safe, or what makes its gradient vanish: "
        "this one keeps growing with the distance."),
    SOURCE("Nielsen 2019, On the Jensen-Shannon symmetrization of distances relying on abstract means."),
    ESTABLISHED(
        "The geometric mean and the closed forms for all means and variances, by exact algebra. GJS(N(0,1),N(0,4)) = log(0.64)/4 + 9/32. "
        "On two pairs GJS exceeds JS, by enclosures."),
    NOT_ESTABLISHED("Other families."),
    FALSEHOOD("It is the ordinary JS; it is at most log 2; its closed form with 1/4 in place of 1/8."))

/* The exponent of √(pq) is that of G, up to what does not depend on x. */
#define MEAN                                                                                                 \
    "s = 2*v*w/(v+w), mu = s*(a/v+b/w)/2, g = -(x-a)^2/(4*v) - (x-b)^2/(4*w), "                              \
    "kp = (log(s/v) + (v+(a-mu)^2)/s - 1)/2, kq = (log(s/w) + (w+(b-mu)^2)/s - 1)/2, gjs = (kp+kq)/2"
static const line closed_forms[] = {
    {"the geometric mean", "diff(g, x) = -(x-mu)/s", "diff(g, x) = -(x-(a+b)/2)/s", MEAN},
    {"one variance", "at(gjs, w = v) = (a-b)^2/(8*v)", "at(gjs, w = v) = (a-b)^2/(4*v)", MEAN},
    {"one mean", "at(gjs, b = a) = (log(4*v*w/(v+w)^2) + (v-w)^2/(2*v*w))/4",
     "at(gjs, b = a) = (log(4*v*w/(v+w)^2) + (v-w)^2/(2*v*w))/2", MEAN},
    {"N(0,1), N(0,4)", "at(at(at(at(gjs, b = a), a = 0), v = 1), w = 4) = log(0.64)/4 + 9/32",
     "at(at(at(at(gjs, b = a), a = 0), v = 1), w = 4) = log(0.8)/4 + 9/32", MEAN},
    {"N(0,1), N(10,1): above log 2", "10^2/8 > log(2)", "10^2/8 <= log(2)", NULL},
};

static const pair_case pairs[] = {{"I1", "normal(0,1)", "normal(1,1)", "1/8"},
                                  {"I2", "normal(0,1)", "normal(0,2)", "log(0.64)/4 + 9/32"}};
static verdict above_js(pair c) { return more(number(c, c.given->why), js(c.p, c.q)); }
static verdict is_js(pair c) { return agree(c, number(c, c.given->why), js(c.p, c.q), 10); }

PROOF_OF(geometric_js_of_normals_is_unbounded, ALGEBRA("closed forms", closed_forms),
         CHECK("it is not JS", CERTIFIED, above_js, is_js, pairs))
