/*
 * A PERFECT DISCRIMINATOR LEAVES THE GENERATOR NO GRADIENT
 * If the supports of P and P_g are disjoint and compact, a smooth D is 1 on one and 0 on the other and flat on both: V(G,D) = 0, its
 * largest possible value, and the generator's minimax gradient is 0. Near it, if D and its slope are at most ε on P_g's support,
 *     |∂_θ E log(1 - D(g_θ))| ≤ M ε/(1-ε),        M² = E |∂_θ g|².
 * For N(0,1) and N(d,1), D* is σ(-d²/2) at the generated mean; there log(1-D*) has the slope d σ(-d²/2) → 0 in x, log D* has d σ(d²/2), and
 * a critic -x keeps 1. Data 0, generated 1, D = σ(ψ(1/2 - x)): the slopes are ψσ(-ψ/2) → 0 and ψσ(ψ/2) ~ ψ as D sharpens.
 */
#include "proof.h"

ABOUT(
    TAGS("symbolic game generator gradient discriminator"),
    STATEMENT("disjoint supports: V = 0 with a flat D; |∂V| ≤ Mε/(1-ε) for D and D' below ε on p_g"),
    HYPOTHESES(
        "Supports at a positive distance; D smooth. The bound: 0 ≤ D ≤ ε < 1, |D'| ≤ ε on the generated points."),
    WHY_A_GAN_CARES(
        "With images both laws live on thin sets: the better the discriminator, the less it tells the generator. It explains balancing, "
        "noise, the flipped label and critics."),
    SOURCE("Arjovsky and Bottou 2017, theorems 2.1 and 2.4; the tables are closed forms."),
    ESTABLISHED(
        "The smooth step's values and slopes, its range, and the bound, by exact algebra; V* = 0 for separated laws; an example of the bound "
        "and two tables of slopes to all the digits below."),
    NOT_ESTABLISHED("Supports in more dimensions; how soon training makes D perfect."),
    FALSEHOOD(
        "A continuous D is perfect for touching supports, too: V* = 0 for overlapping laws; the bound Mε/10; the minimax slope stays above half the critic's."))

/* The smooth step on the gap, y from 0 (data's end) to 1. e = ε = k/(1+k), D' = ε a/(1+a), D = ε b/(1+b). */
#define STEP "S = 1 - 3*y^2 + 2*y^3"
static const line algebra[] = {
    {"1 at the data", "at(S, y = 0) = 1", "at(S, y = 0) = 0", STEP},
    {"0 at the generated points", "at(S, y = 1) = 0", "at(S, y = 1) = 1/2", STEP},
    {"flat at both ends", "diff(S, y) = -6*y*(1-y)", "diff(S, y) = -6*y", STEP},
    {"below 1 inside, y = t/(1+t)", "at(1-S, y = t/(1+t)) > 0", "at(1-S, y = t/(1+t)) < 0", STEP},
    {"above 0 inside", "at(S, y = t/(1+t)) > 0", "at(S, y = t/(1+t)) < 0", STEP},
    {"the bound", "k >= k/(1+k)*a/(1+a)/(1 - k/(1+k)*b/(1+b))",
     "k/10 >= k/(1+k)*a/(1+a)/(1 - k/(1+k)*b/(1+b))", NULL},
    {"ε/(1-ε)", "k/(1+k)/(1 - k/(1+k)) = k", "k/(1+k)/(1 - k/(1+k)) = k/(1+k)", NULL},
};

static const pair_case supports[] = {
    {"a gap", "uniform(0,1)", "uniform(2,3)", "V* = 0"},
    {"two gaps", "0.5*uniform(0,1)+0.5*uniform(4,5)", "uniform(2,3)", "V* = 0"},
};
static verdict is_perfect(pair c) { return agree(c, best_game_value(c.p, c.q), integer(0), 25); }
/* The falsehood: the data's law mixed into the generator's, the supports overlap. */
static verdict is_perfect_on_overlap(pair c)
{
    return agree(c, best_game_value(c.p, middle(c.p, c.q)), integer(0), 25);
}

/* z ~ U(0,1), g = 2 + z, D = ½ε sin²x on [2,3]: the gradient is ∫ of -D'/(1-D) = log(1-D(3)) - log(1-D(2)). */
typedef struct bump {
    const char *name, *epsilon, *digits;
} bump;
static const bump bumps[] = {{"ε = 1/10", "1/10", "0.041223701569897554736785235410286705"}};
static ball gradient(instance c)
{
    ball half_epsilon = half(number(c, ((const bump *)c.of)->epsilon)), one = number(c, "1");
    ball at_3 = times(half_epsilon, square(ball_sin(number(c, "3")))),
         at_2 = times(half_epsilon, square(ball_sin(number(c, "2"))));
    return minus(log_of(minus(one, at_3)), log_of(minus(one, at_2)));
}
static verdict is_below_the_bound(instance c)
{
    ball e = number(c, ((const bump *)c.of)->epsilon);
    return both(has_decimals(c, gradient(c), ((const bump *)c.of)->digits),
                less(gradient(c), over(e, minus(integer(1), e))));
}
static verdict is_below_a_tenth(instance c)
{
    return less(gradient(c), times(ratio(1, 10), number(c, ((const bump *)c.of)->epsilon)));
}

/* `slope` is that of the logit, `at` the logit at the generated point, both up to sign. */
typedef struct row {
    const char *name, *slope, *at, *saturating, *flipped;
} row;
static const row rows[] = {
    {"d = 1", "1", "1/2", "0.3775406687981454353610994342544915", "0.6224593312018545646389005657455085"},
    {"d = 2", "2", "2", "0.2384058440442351118805417173952064", "1.761594155955764888119458282604794"},
    {"d = 4", "4", "8", "0.001341400521865912415513311316550076", "3.99865859947813408758448668868345"},
    {"d = 8", "8", "32", "1.013133243927521227362547943536871e-13", "7.999999999999898686675607247877264"},
    {"ψ = 2", "2", "1", "0.5378828427399902415", "1.4621171572600097585"},
    {"ψ = 8", "8", "4", "0.14388967969673246421", "7.8561103203032675358"},
    {"ψ = 16", "16", "8", "0.005365602087463649662053245266200304", "15.9946343979125363503379467547338"},
    {"ψ = 32", "32", "16", "0.000003601125185763039698672698105706335",
     "31.99999639887481423696030132730189"},
};
static ball slope_of(instance c, bool saturating)
{
    const row *r = c.of;
    ball odds = exp_of(saturating ? number(c, r->at) : negative(number(c, r->at)));
    return over(number(c, r->slope), plus(integer(1), odds));
}
static verdict are_these(instance c)
{
    const row *r = c.of;
    return both(has_decimals(c, slope_of(c, true), r->saturating),
                has_decimals(c, slope_of(c, false), r->flipped));
}
static verdict stays_above_half(instance c)
{
    return at_least(slope_of(c, true), half(number(c, ((const row *)c.of)->slope)));
}

PROOF_OF(perfect_discriminator_leaves_no_gradient, ALGEBRA("the smooth step and the bound", algebra),
         CHECK("separated laws: V* = 0", CERTIFIED, is_perfect, is_perfect_on_overlap, supports),
         CHECK_EACH("D = ½ε sin²x", CERTIFIED, is_below_the_bound, is_below_a_tenth, bumps),
         CHECK_EACH("slopes at a generated point", CERTIFIED, are_these, stays_above_half, rows))
