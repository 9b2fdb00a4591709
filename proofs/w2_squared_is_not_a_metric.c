/*
 * W2 SATISFIES THE TRIANGLE INEQUALITY, ITS SQUARE DOES NOT
 *     W2(δ0,δ2)^2 = 4 > 1 + 1 = W2(δ0,δ1)^2 + W2(δ1,δ2)^2.
 * The Fréchet inception distance is such a square.
 */
#include "proof.h"

ABOUT(
    TAGS("transport wasserstein w2 metric"),
    STATEMENT("W2 is a metric, W2^2 is not: 4 > 1 + 1 for δ0, δ1, δ2"),
    HYPOTHESES("P, Q, R are laws with finite second moments."),
    WHY_A_GAN_CARES(
        "The Fréchet inception distance is the squared W2 of two normals: its values must not be added up along "
        "a path, and a model half-way to the data has a quarter of it left."),
    SOURCE("Villani 2009, definition 6.1; Heusel et al. 2017 for the distance between features."),
    ESTABLISHED(
        "That W2^2 breaks the triangle inequality on each listed triple, and by how much for laws moved by s and then by t: "
        "2 s t, for all s, t > 0. W2 keeps it on the same triples (where the two sides are equal: agreement to 15 digits)."),
    NOT_ESTABLISHED("The triangle inequality of W2 for all laws."),
    FALSEHOOD("W2^2 satisfies the triangle inequality; W2 satisfies it with a factor 9/10 on the right."))

static const line moved_twice[] = {
    {"by s, then by t", "direct > first + second", "direct <= first + second",
     "first = s^2, second = t^2, direct = (s+t)^2"},
    {"the excess", "direct = first + second + 2*s*t", "direct = first + second + s*t",
     "first = s^2, second = t^2, direct = (s+t)^2"},
};

typedef struct triple {
    const char *name, *p, *q, *r;
} triple;
static const triple triples[] = {
    {"δ0, δ1, δ2", "point(0)", "point(1)", "point(2)"},
    {"normals in a row", "normal(0,1)", "normal(1,1)", "normal(2,1)"},
    {"normal scales", "normal(0,1)", "normal(0,2)", "normal(0,4)"},
    {"normals, bent", "normal(0,1)", "normal(2,2)", "normal(4,2)"},
    {"exponentials", "exponential(1)", "exponential(1/2)", "exponential(1/4)"},
    {"uniform, sliding", "uniform(0,1)", "uniform(1/2,3/2)", "uniform(1,2)"},
    {"three points", "finite(0: 1/2, 1: 1/3, 2: 1/6)", "finite(1: 1/3, 2: 1/3, 3: 1/3)",
     "finite(3: 1/2, 4: 1/3, 5: 1/6)"},
};

typedef struct sides {
    ball direct, first, second;
} sides;
static sides sides_of(instance c)
{
    const triple *of = c.of;
    bound_law p = law_named(c, of->p), q = law_named(c, of->q), r = law_named(c, of->r);
    return (sides){w2(p, r), w2(p, q), w2(q, r)};
}
static verdict square_breaks_it(instance c)
{
    sides w = sides_of(c);
    return more(square(w.direct), plus(square(w.first), square(w.second)));
}
static verdict square_keeps_it(instance c) { return opposite(square_breaks_it(c)); }

static verdict root_keeps_it(instance c)
{
    sides w = sides_of(c);
    ball detour = plus(w.first, w.second);
    return either(at_most(w.direct, detour), agree(c, w.direct, detour, 15));
}
static verdict even_with_a_factor(instance c)
{
    sides w = sides_of(c);
    return at_most(w.direct, times(ratio(9, 10), plus(w.first, w.second)));
}

PROOF_OF(w2_squared_is_not_a_metric, ALGEBRA("laws moved twice, all distances", moved_twice),
         CHECK_EACH("W2^2 is not", CERTIFIED, square_breaks_it, square_keeps_it, triples),
         CHECK_EACH("W2 is (falsehood: the detour times 9/10)", CERTIFIED, root_keeps_it, even_with_a_factor,
                    triples))
