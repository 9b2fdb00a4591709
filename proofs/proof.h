/*
 * The language of the proofs: the words in which a statement is written, without prefixes, as short names for what
 * src/ offers. This is the only header that a proof includes.
 *
 * A proof file reads from top to bottom: ABOUT (what is told), the claim and the falsehood, the cases, PROOF_OF (which
 * checks). To add one: write the file, and add its line to catalogue.def. A proof without a falsehood does not compile.
 *
 *     ABOUT(TAGS(...), STATEMENT(...), HYPOTHESES(...), WHY_A_GAN_CARES(...), SOURCE(...), ESTABLISHED(...),
 *           NOT_ESTABLISHED(...), FALSEHOOD(...))
 *     static verdict claim(pair c)     { return at_most(square(tv(c.p, c.q)), times(ratio(1, 2), kl(c.p, c.q))); }
 *     static verdict falsehood(pair c) { return at_most(square(tv(c.p, c.q)), times(ratio(49, 100), kl(c.p, c.q))); }
 *     PROOF_OF(pinsker, CHECK("on the standard pairs", CERTIFIED, claim, falsehood, standard_pairs))
 */
#ifndef PROOFS_PROOF_H
#define PROOFS_PROOF_H

#include "calculus/boxes.h"
#include "calculus/newton.h"
#include "divergences/location_game.h"
#include "divergences/normal_game.h"
#include "gan/ideal_flow.h"
#include "theorem/assignments.h"
#include "theorem/convolutions.h"
#include "theorem/expectations.h"
#include "theorem/game_value.h"
#include "theorem/games.h"
#include "theorem/identities.h"
#include "theorem/instances.h"
#include "theorem/likelihood.h"
#include "theorem/parameters.h"
#include "theorem/theorem.h"
#include "theorem/training_runs.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- What is told. All eight in this order. ---- */
#define TAGS(text) .tags = text
#define STATEMENT(text) .statement = text
#define HYPOTHESES(text) .hypotheses = text
#define WHY_A_GAN_CARES(text) .why = text
#define SOURCE(text) .source = text
#define ESTABLISHED(text) .established = text
#define NOT_ESTABLISHED(text) .not_established = text
#define FALSEHOOD(text) .falsehood = text
#define ABOUT(tags, statement, hypotheses, why, source, established, not_established, falsehood)             \
    static const theorem_text about_this_theorem = {tags,   statement,   hypotheses,      why,               \
                                                    source, established, not_established, falsehood};

/* What a pointwise identity leaves open. */
#define POINTWISE                                                                                            \
    "What is left to the reader: that equal integrands have equal integrals, where these exist, and points " \
    "where a density is 0, with 0 log 0 = 0."

/* ---- Checks. GRADE is EXACT, CERTIFIED, NUMERICAL or STATISTICAL; the cases are an array. ---- */

/* Cases that are pairs of laws: claim and falsehood are `verdict f(pair c)`. */
#define CHECK(what_, GRADE, claim_, falsehood_, cases_)                                                      \
    {                                                                                                        \
        .what = what_, .grade = EVIDENCE_##GRADE, .claim = &claim_, .falsehood = &falsehood_,                \
        .cases = 1 ? (cases_) : (const pair_case *)0, .count = sizeof(cases_) / sizeof *(cases_),            \
        .stride = sizeof(pair_case)                                                                          \
    }

/* Cases of any structure whose first member is `const char *name`: claim and falsehood are `verdict f(instance c)`. */
#define CHECK_EACH(what_, GRADE, claim_, falsehood_, cases_)                                                 \
    {                                                                                                        \
        CHECK_EACH_FIELDS(what_, GRADE, claim_, falsehood_, cases_)                                          \
    }

/*
 * Lines of algebra, decided for all values of their symbols (calculus/statement.h), each with its wrong neighbour:
 *     {"the slope", "diff(V, D) = p/D - q/(1-D)", "diff(V, D) = p/D + q/(1-D)", "V = p*log(D) + q*log(1-D)"}
 */
#define ALGEBRA(what_, lines_) CHECK_EACH(what_, EXACT, line_holds, wrong_line_holds, lines_)

/* A check by samples or training runs, which are drawn from streams of `seed_`: c.trial->seed. */
#define CHECK_BY_RUNS(what_, claim_, falsehood_, cases_, seed_, runs_, confidence_)                          \
    {                                                                                                        \
        CHECK_EACH_FIELDS(what_, STATISTICAL, claim_, falsehood_, cases_), .seed = seed_, .runs = runs_,     \
                                                                           .confidence = confidence_         \
    }

#define CHECK_EACH_FIELDS(what_, GRADE, claim_, falsehood_, cases_)                                          \
    .what = what_, .grade = EVIDENCE_##GRADE, .claim_instance = &claim_, .falsehood_instance = &falsehood_,  \
    .cases = cases_, .count = sizeof(cases_) / sizeof *(cases_),                                             \
    .stride = sizeof *(cases_) * sizeof(char[offsetof(__typeof__(*(cases_)), name) == 0 ? 1 : -1])

#define PROOF_OF(name_, ...)                                                                                 \
    static const check checks_of_this_theorem[] = {__VA_ARGS__};                                             \
    const theorem theorem_##name_ = {.name = #name_,                                                         \
                                     .text = &about_this_theorem,                                            \
                                     .checks = checks_of_this_theorem,                                       \
                                     .check_count =                                                          \
                                         sizeof checks_of_this_theorem / sizeof *checks_of_this_theorem};

/* ---- Numbers ---- */
static inline ball integer(slong n) { return ball_int(n); }
static inline ball ratio(slong num, slong den) { return ball_ratio(num, den); }
static inline ball plus(ball a, ball b) { return ball_add(a, b); }
static inline ball minus(ball a, ball b) { return ball_sub(a, b); }
static inline ball times(ball a, ball b) { return ball_mul(a, b); }
static inline ball over(ball a, ball b) { return ball_div(a, b); }
static inline ball half(ball a) { return ball_scale2(a, -1); }
static inline ball twice(ball a) { return ball_scale2(a, 1); }
static inline ball negative(ball a) { return ball_neg(a); }
static inline ball square(ball a) { return ball_sqr(a); }
static inline ball root(ball a) { return ball_sqrt(a); }
static inline ball magnitude(ball a) { return ball_abs(a); }
static inline ball log_of(ball a) { return ball_log(a); }
static inline ball exp_of(ball a) { return ball_exp(a); }
static inline ball smaller(ball a, ball b) { return ball_min(a, b); }
static inline ball larger(ball a, ball b) { return ball_max(a, b); }
#define number(c, text) trial_number((c).trial, text) /* number(c, "log(2)/3") */

/* ---- Divergences, by whichever certified route is best ---- */
#define DIVERGENCE(word, name)                                                                               \
    static inline ball word(bound_law p, bound_law q) { return trial_divergence(name, p, q, METHOD_AUTO); }
DIVERGENCE(kl, "kl")
DIVERGENCE(reverse_kl, "reverse-kl")
DIVERGENCE(jeffreys, "jeffreys")
DIVERGENCE(js, "js")
DIVERGENCE(js_distance, "js-distance")
DIVERGENCE(tv, "tv")
DIVERGENCE(hellinger2, "hellinger2")
DIVERGENCE(chi2, "chi2")
DIVERGENCE(neyman, "neyman")
DIVERGENCE(w1, "w1")
DIVERGENCE(w2, "w2")
DIVERGENCE(energy, "energy")
DIVERGENCE(kolmogorov, "kolmogorov")
DIVERGENCE(cross_entropy, "cross-entropy")
#undef DIVERGENCE
static inline ball entropy(bound_law p)
{
    return trial_divergence("entropy", p, (bound_law){NULL, p.in}, METHOD_AUTO);
}

static inline ball of_order(const char *name, const char *order, bound_law p, bound_law q)
{
    char text[64];
    snprintf(text, sizeof text, "%s(%s)", name, order);
    return trial_divergence(text, p, q, METHOD_AUTO);
}
static inline ball renyi(const char *order, bound_law p, bound_law q)
{
    return of_order("renyi", order, p, q);
}
static inline ball wp(const char *order, bound_law p, bound_law q) { return of_order("wp", order, p, q); }

/* The two routes of one value, which never call each other. */
static inline ball by_formula(const char *name, bound_law p, bound_law q)
{
    return trial_divergence(name, p, q, METHOD_CLOSED_FORM);
}
static inline ball by_integral(const char *name, bound_law p, bound_law q)
{
    return trial_divergence(name, p, q, METHOD_CERTIFIED);
}

/* ---- The game, p the data's law and q the generator's ---- */

/* V(G, D*), the largest value; and V(G, D) for the D whose logit is that of D* plus the tilt, with the gap between them. */
static inline ball best_game_value(bound_law p, bound_law q) { return trial_game_value(p, q); }
static inline ball tilted_game_value(const char *tilt, bound_law p, bound_law q)
{
    return trial_tilted_value(tilt, p, q);
}
static inline ball tilted_game_gap(const char *tilt, bound_law p, bound_law q)
{
    return trial_tilted_gap(tilt, p, q);
}

/* ---- Laws ---- */
#define law_named(c, specification) trial_law((c).trial, specification)
static inline bound_law mixture(slong num, slong den, bound_law p, bound_law q)
{
    return trial_mixture(num, den, p, q);
}
static inline bound_law middle(bound_law p, bound_law q)
{
    return trial_mixture(1, 2, p, q);
} /* M = (P + Q)/2 */

/* normal(m, s) with m = 0, s = sqrt(2); the empirical measure of a file of data/; moments. */
#define law_where(c, specification, values) trial_law_where((c).trial, specification, values)
#define data_named(c, file) trial_data((c).trial, file)
static inline ball mean(bound_law p) { return p.of ? law_mean(p.in->at, p.of) : ball_nothing(p.in->at); }
static inline ball variance(bound_law p)
{
    return p.of ? law_variance(p.in->at, p.of) : ball_nothing(p.in->at);
}
/* E|X - x|, from the two one-sided excesses. */
static inline ball mean_distance(bound_law p, ball x)
{
    return p.of ? ball_add(law_lower_excess(p.in->at, p.of, x), law_upper_excess(p.in->at, p.of, x))
                : ball_nothing(p.in->at);
}

/* ---- Small games, played in steps (theorem/games.h) ---- */
#define played(c, play_, steps, from) trial_played((c).trial, play_, steps, from)
#define is_at(c, place_, decimals) trial_is_at((c).trial, place_, decimals)
#define has_decimals(c, x, decimals) trial_rounds_to((c).trial, x, decimals)
#define step_radius(c, play_, at) trial_step_radius((c).trial, play_, at)
#define converges_locally(c, play_, basin_) trial_converges((c).trial, play_, basin_)
#define expands_around(c, play_, centre, radius) trial_expands((c).trial, play_, centre, radius)
static inline ball radius_square(position at) { return plus(square(at.x[0]), square(at.x[1])); }

/* ---- Integrals of expressions (theorem/expectations.h): in x over [lo, hi]; E f(Z), Z ~ N(0,1), |f(z)| <= bound e^|z| ---- */
#define integral_of(c, f, where, lo, hi) trial_integral((c).trial, f, where, lo, hi)
#define normal_mean(c, f, where, bound) trial_normal_mean((c).trial, f, where, bound)

/* ---- Parameters: for all of them in a box, `m in [-1, 1], s in [1/2, 3]` ---- */
#define number_where(c, text, values) trial_number_where((c).trial, text, values)
/* Does `predicate`, a verdict of const ball *x, hold at every point of the box, shown on at most `cap` sub-boxes? */
#define everywhere(c, box, predicate, cap) trial_everywhere((c).trial, box, predicate, cap)
/* Over the box the minimum of the function is at the point only, to 10^-digits. */
#define only_minimum_is(c, function, box, point, digits_)                                                    \
    trial_only_minimum((c).trial, function, box, point, digits_)

/* A divergence such as "tv" for all parameters of a sub-box x: on_box("tv", "normal(0,1)", "normal(m,s)", "m, s", x). */
#define on_box(name, p, q, names, x) divergence_over_box(name, p, q, names, x)
/* Has the divergence of P to the model exactly one critical point in the box, a minimum? Then its place and its value. */
#define only_minimiser(c, name, p, model, box, point, least)                                                 \
    trial_only_minimiser((c).trial, name, p, model, box, point, least)

/* ---- Verdicts ---- */
static inline verdict at_most(ball a, ball b) { return ball_at_most(a, b); }
static inline verdict at_least(ball a, ball b) { return ball_at_most(b, a); }
static inline verdict less(ball a, ball b) { return ball_less(a, b); }
static inline verdict more(ball a, ball b) { return ball_less(b, a); }
static inline verdict both(verdict a, verdict b) { return verdict_and(a, b); }
static inline verdict either(verdict a, verdict b) { return verdict_or(a, b); }
static inline verdict opposite(verdict a) { return verdict_not(a); }
static inline verdict certainly(bool fact) { return fact ? HOLDS : FAILS; }
static inline verdict is_finite(ball a) { return trial_is_finite(a); }
static inline verdict is_infinite(ball a) { return verdict_not(trial_is_finite(a)); }
static inline verdict on_the_line(pair c) { return certainly(c.p.of->dim == 1 && c.q.of->dim == 1); }

/* |x - y| <= 10^-digits, never "equal"; the achieved agreement is reported. */
#define agree(c, x, y, digits_) trial_agree((c).trial, x, y, digits_)
/* The conclusion where the condition holds; other cases are counted as "assumptions unmet". */
#define provided(c, condition, conclusion_) trial_provided((c).trial, condition, conclusion_)
/* One symbolic normal form, hence equal for all values of the symbols on the common domain. */
#define identity(c, left, right) trial_identity((c).trial, left, right)
/* The partial derivative of f by a symbol is g; and f > 0 for all positive values of its symbols. Both exact. */
#define derivative_is(c, f, symbol, g) trial_derivative_is((c).trial, f, symbol, g)
#define positive(c, f) trial_positive((c).trial, f)

#endif
