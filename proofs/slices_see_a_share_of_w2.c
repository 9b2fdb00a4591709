/*
 * SLICES SEE A SHARE OF W2
 *     W2(t·X, t·Y) ≤ W2(X, Y) for every direction t, |t| = 1;     for Y = X + m in R^d the mean of W2² over directions is |m|²/d.
 * A projection shortens no distance to more than it was, so that a plan in the plane projects to a cheaper one on the line. Along t the
 * shift is t·m, and the mean of (t·m)² over an orthonormal frame, hence over all directions, is |m|²/d.
 */
#include "proof.h"

ABOUT(
    TAGS("transport wasserstein w2 sliced"),
    STATEMENT(
        "every slice has W2 at most that of the plane; the mean square over slices of a shift m is |m|²/2"),
    HYPOTHESES("Laws in the plane with finite second moments; directions t with |t| = 1."),
    WHY_A_GAN_CARES(
        "Sliced losses are sums of sorted differences, cheap in every dimension, but their scale shrinks with the dimension; the best slice "
        "(max-sliced) keeps that of a shift."),
    SOURCE("Rabin et al. 2012; Bonneel et al. 2015; Deshpande et al. 2019."),
    ESTABLISHED(
        "The mean over a frame for all shifts and all frames in the plane and, turned about an axis, in space, by exact algebra; the inequality for normal laws along rational "
        "directions, by enclosures."),
    NOT_ESTABLISHED("The inequality for all laws: that is the projection of the plan."),
    FALSEHOOD("The mean square is |m|²; a slice has at least half of W2."))

/* The frame (a,b), (-b,a) by its rational parameter u. */
#define FRAME "a = (1-u^2)/(1+u^2), b = 2*u/(1+u^2)"
static const line frames[] = {
    {"a frame in the plane", "((a*m+b*n)^2 + (a*n-b*m)^2)/2 = (m^2+n^2)/2",
     "((a*m+b*n)^2 + (a*n-b*m)^2)/2 = m^2+n^2", FRAME},
    {"its length", "a^2 + b^2 = 1", "a^2 + b^2 = 2", FRAME},
    {"no slice above the whole", "(a*m+b*n)^2 + (a*n-b*m)^2 = m^2+n^2", "(a*m+b*n)^2 = m^2+n^2", FRAME},
    {"a frame in space, turned about an axis", "((a*m+b*n)^2 + (a*n-b*m)^2 + k^2)/3 = (k^2+m^2+n^2)/3",
     "((a*m+b*n)^2 + (a*n-b*m)^2 + k^2)/3 = k^2+m^2+n^2", FRAME},
};

/* Normals N((0,0), diag(1, 4)) and N((3,-4), diag(9, 1)) along (a, b)/c, a Pythagorean triple. */
typedef struct direction {
    const char *name;
    int a, b, c;
} direction;
static const direction directions[] = {{"(1, 0)", 1, 0, 1},          {"(0, 1)", 0, 1, 1},
                                       {"(3, 4)/5", 3, 4, 5},        {"(3, -4)/5", 3, -4, 5},
                                       {"(5, 12)/13", 5, 12, 13},    {"(-8, 15)/17", -8, 15, 17},
                                       {"(20, -21)/29", 20, -21, 29}};
static bound_law slice(instance c, int mx, int my, int vx, int vy)
{
    const direction *t = c.of;
    char text[120];
    snprintf(text, sizeof text, "normal((%d)/%d, sqrt(%d)/%d)", t->a * mx + t->b * my, t->c,
             t->a * t->a * vx + t->b * t->b * vy, t->c);
    return law_named(c, text);
}
static ball along(instance c) { return w2(slice(c, 0, 0, 1, 4), slice(c, 3, -4, 9, 1)); }
static ball whole(instance c)
{
    return w2(law_named(c, "normal2(0,0,1,2,0)"), law_named(c, "normal2(3,-4,3,1,0)"));
}
static verdict less_than_the_whole(instance c) { return at_most(along(c), whole(c)); }
static verdict half_of_the_whole(instance c) { return at_least(along(c), half(whole(c))); }

PROOF_OF(slices_see_a_share_of_w2, ALGEBRA("shifts, all frames", frames),
         CHECK_EACH("normals along directions (falsehood: half is always seen)", CERTIFIED,
                    less_than_the_whole, half_of_the_whole, directions))
