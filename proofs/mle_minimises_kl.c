/*
 * MAXIMUM LIKELIHOOD MINIMISES KL, link by link. For a sample x_1, ..., x_m from Q and a model P_theta:
 *   (1) argmax of prod P_theta(x_i) = argmax of (1/m) sum log P_theta(x_i), because log increases.
 *   (2) At every finite m the minimiser is that of KL against the EMPIRICAL measure Q^ of the sample:
 *           (1/m) sum log P_theta(x_i) = -H(Q^) - KL(Q^‖P_theta),      and H(Q^) does not depend on theta.
 *   (3) In the limit of infinitely many samples the mean becomes E_Q log P_theta = -H(Q) - KL(Q‖P_theta):
 *           argmax E_Q log P_theta = argmin KL(Q‖P_theta)              whenever H(Q) is finite.
 * At finite m the minimiser of KL(Q‖P_theta), Q itself, is another point: the equality "argmax of prod P_theta(x_i) = argmin of
 * KL(Q‖P_theta)" is false there, and (4) is a counterexample. (5) is link (2) on the eruptions of Old Faithful.
 *
 * The cross-entropies of (3) depend on Q through two moments, E X = mean and E(X - m)^2 = variance + (mean - m)^2:
 *     normal(m, s):       -E_Q log p = log(s sqrt(2 pi)) + (variance + (mean - m)^2)/(2 s^2)
 *     exponential(rate):  -E_Q log p = rate mean - log rate
 */
#include "proof.h"

ABOUT(
    TAGS("core likelihood kl mle data"),
    STATEMENT("argmax E_Q log P_θ = argmin KL(Q‖P_θ); at finite m with Q^ in place of Q"),
    HYPOTHESES(
        "Q has a finite entropy; at finite m, Q^ is the empirical measure and the likelihood is positive for some θ."),
    WHY_A_GAN_CARES(
        "It is why fitting by likelihood is fitting in the direction KL(data‖model), which covers all modes; "
        "a GAN's generator has no likelihood, and minimises another divergence."),
    SOURCE("Fisher 1922; Akaike 1973 for the view as KL; White 1982 for the limit under misspecification."),
    ESTABLISHED(
        "(1) and (2) exactly, for all θ (and all weights and models on three points), with four values and the peak of a sum of likelihoods by enclosures. (3) on four models: the "
        "minimum of KL(Q‖P_θ) over a box is at one point only, by interval Newton, and KL = cross-entropy - entropy "
        "there. (4) the counterexamples. (5) On 272 eruptions: the mean and the sd with divisor n are the only "
        "stationary point nearby; where EM comes to rest for two components is one, and a strict local maximum."),
    NOT_ESTABLISHED(
        "That the maximiser at finite m tends to that of (3): this needs a law of large numbers, uniform in θ. "
        "That EM finds the best local maximum: the likelihood of a mixture has no global one."),
    FALSEHOOD(
        "The sum of the likelihoods instead of the product; KL with its arguments swapped, in (2) and in (3); the "
        "finite-sample wording; the sd with divisor n-1; a stationary point where EM has not come to rest."))

/* ---- (1) The product and the mean logarithm ---- */

typedef struct bernoulli_sample {
    const char *name, *product, *sum, *mean_log;
    const char
        *zero; /* a factor of both derivatives that vanishes at the maximum; the rest is positive on (0,1) */
    const char *product_rest, *mean_log_rest;
} bernoulli_sample;

static const bernoulli_sample samples[] = {
    {"7 successes of 10", "t^7*(1-t)^3", "7*t + 3*(1-t)", "7/10*log(t) + 3/10*log(1-t)", "7-10*t",
     "t^6*(1-t)^2", "1/(10*t*(1-t))"},
    {"1 success of 3", "t*(1-t)^2", "t + 2*(1-t)", "1/3*log(t) + 2/3*log(1-t)", "1-3*t", "1-t",
     "1/(3*t*(1-t))"},
};

static verdict slope_vanishes_with(instance c, const char *likelihood)
{
    const bernoulli_sample *of = c.of;
    char product_slope[96], log_slope[96];
    snprintf(product_slope, sizeof product_slope, "(%s)*(%s)", of->zero, of->product_rest);
    snprintf(log_slope, sizeof log_slope, "(%s)*(%s)", of->zero, of->mean_log_rest);
    return both(derivative_is(c, likelihood, "t", product_slope),
                derivative_is(c, of->mean_log, "t", log_slope));
}
static verdict same_maximum(instance c)
{
    return slope_vanishes_with(c, ((const bernoulli_sample *)c.of)->product);
}
static verdict sum_has_it_too(instance c)
{
    return slope_vanishes_with(c, ((const bernoulli_sample *)c.of)->sum);
}

/* ---- (2) Finite m: the empirical measure (a, b, c) and the model (p, q, r) on three points ---- */

/* Three points 0, 0, 3 and N(t,1): the sum of the likelihoods has its peak near the two, the product at the mean 1. */
typedef struct sum_peak {
    const char *name, *left, *right; /* the slope of the sum falls through 0 in between */
} sum_peak;
static const sum_peak three_normals[] = {
    {"0, 0, 3 under N(t,1)", "t = 0.01745726870772309248", "t = 0.01745726870772309249"}};
#define SUM_SLOPE "-2*t*exp(-t^2/2) + (3-t)*exp(-(3-t)^2/2)"
static verdict sum_peaks_there(instance c)
{
    const sum_peak *s = c.of;
    return both(both(more(number_where(c, SUM_SLOPE, s->left), integer(0)),
                     less(number_where(c, SUM_SLOPE, s->right), integer(0))),
                agree(c, number_where(c, "(0-t) + (0-t) + (3-t)", "t = 1"), integer(0), 30));
}
static verdict sum_peaks_at_the_mean(instance c)
{
    return agree(c, number_where(c, SUM_SLOPE, "t = 1"), integer(0), 10);
}

/* Values at the maxima; `swapped`: a formula that a slip would put in the place of it. */
typedef struct value_there {
    const char *name, *formula, *swapped, *digits;
} value_there;
static const value_there values[] = {
    {"7 of 10: log-likelihood", "7*log(7/10) + 3*log(3/10)", "7*log(3/10) + 3*log(7/10)",
     "-6.108643020548934630256709631973807"},
    {"5, 3, 2: mean log-likelihood", "(5*2*log(13/20) + 3*log(2*7*13/400) + 2*2*log(7/20))/10",
     "(5*2*log(7/20) + 3*log(2*7*13/400) + 2*2*log(13/20))/10", "-1.086949123901281323601996921402489"},
    {"5, 3, 2: minus the entropy", "(5*log(5/10) + 3*log(3/10) + 2*log(2/10))/10",
     "-(5*log(5/10) + 3*log(3/10) + 2*log(2/10))/10", "-1.029653014064573527415591792702877"},
    {"5, 3, 2: KL", "(5*log(5/10/(13/20)^2) + 3*log(3/10/(2*7*13/400)) + 2*log(2/10/(7/20)^2))/10",
     "(13/20)^2*log((13/20)^2*2) + 2*7*13/400*log(2*7*13/400*10/3) + (7/20)^2*log((7/20)^2*5)",
     "0.05729610983670779618640512869961122"},
};
static verdict is_this_value(instance c)
{
    return has_decimals(c, number(c, ((const value_there *)c.of)->formula),
                        ((const value_there *)c.of)->digits);
}
static verdict is_that_of_the_slip(instance c)
{
    return has_decimals(c, number(c, ((const value_there *)c.of)->swapped),
                        ((const value_there *)c.of)->digits);
}

typedef struct three_points {
    const char *name, *mean_log, *minus_entropy, *kl, *swapped;
} three_points;

static const three_points empirical[] = {
    {"all weights, all models on three points", "a*log(p) + b*log(q) + c*log(r)",
     "a*log(a) + b*log(b) + c*log(c)", "a*log(a/p) + b*log(b/q) + c*log(c/r)",
     "p*log(p/a) + q*log(q/b) + r*log(r/c)"},
    {"counts 5, 3, 2 under Binomial(2,t)", "(5*log((1-t)^2) + 3*log(2*t*(1-t)) + 2*log(t^2))/10",
     "(5*log(1/2) + 3*log(3/10) + 2*log(1/5))/10",
     "(5*log(1/(2*(1-t)^2)) + 3*log(3/(20*t*(1-t))) + 2*log(1/(5*t^2)))/10",
     "(1-t)^2*log(2*(1-t)^2) + 2*t*(1-t)*log(20*t*(1-t)/3) + t^2*log(5*t^2)"},
};

static verdict is_entropy_and(instance c, const char *relative)
{
    const three_points *of = c.of;
    char right[512];
    snprintf(right, sizeof right, "%s - (%s)", of->minus_entropy, relative);
    return identity(c, of->mean_log, right);
}
static verdict is_entropy_and_kl(instance c) { return is_entropy_and(c, ((const three_points *)c.of)->kl); }
static verdict is_entropy_and_swapped(instance c)
{
    return is_entropy_and(c, ((const three_points *)c.of)->swapped);
}

/* the slope of KL by t, for the counts 5, 3, 2: zero at 7/20 only */
static const three_points binomial[] = {
    {.name = "counts 5, 3, 2 under Binomial(2,t): t = 7/20",
     .kl = "(5*log(1/(2*(1-t)^2)) + 3*log(3/(20*t*(1-t))) + 2*log(1/(5*t^2)))/10",
     .swapped = "(1-t)^2*log(2*(1-t)^2) + 2*t*(1-t)*log(20*t*(1-t)/3) + t^2*log(5*t^2)"}};
static const char *const slope_at_7_20 = "(20*t-7)/(10*t*(1-t))";
static verdict kl_turns_at_7_20(instance c)
{
    return derivative_is(c, ((const three_points *)c.of)->kl, "t", slope_at_7_20);
}
static verdict swapped_turns_at_7_20(instance c)
{
    return derivative_is(c, ((const three_points *)c.of)->swapped, "t", slope_at_7_20);
}

/* ---- (3) Infinitely many samples ---- */

typedef struct limit {
    const char *name, *q, *model;
    const char *cross_entropy, *box, *minimiser;
    const char *reverse; /* where KL(P‖Q) is smaller than at the minimiser of KL(Q‖P) */
} limit;

static const limit limits[] = {
    {"mean of a normal", "3/4*normal(0,1) + 1/4*normal(3,1)", "normal(m,1)",
     "log(2*pi)/2 + (43/16 + (m-3/4)^2)/2", "m in [-3, 4]", "m = 3/4", "m = 1/2"},
    {"sd of a normal, Q Laplace", "laplace(0,1)", "normal(0,s)", "log(s*sqrt(2*pi)) + 1/s^2", "s in [1/2, 3]",
     "s = sqrt(2)", "s = sqrt(pi/2)"},
    {"rate of an exponential", "1/2*exponential(1) + 1/2*exponential(3)", "exponential(r)", "r*2/3 - log(r)",
     "r in [1/4, 5]", "r = 3/2", "r = 8/5"},
    {"mean and sd of a normal", "3/4*normal(0,1) + 1/4*normal(3,1)", "normal(m,s)",
     "log(s*sqrt(2*pi)) + (43/16 + (m-3/4)^2)/(2*s^2)", "m in [-1, 2], s in [1, 3]",
     "m = 3/4, s = sqrt(43)/4", "m = 7/10, s = 3/2"},
};

/* one minimum in the box, the moments' one; and there KL = cross-entropy - entropy, all three by integration or formula */
static verdict minimises_kl(instance c)
{
    const limit *of = c.of;
    bound_law q = law_named(c, of->q), best = law_where(c, of->model, of->minimiser);
    ball formula = number_where(c, of->cross_entropy, of->minimiser);
    verdict decomposed = both(agree(c, cross_entropy(q, best), formula, 25),
                              agree(c, by_integral("kl", q, best), minus(formula, entropy(q)), 25));
    return both(decomposed, only_minimum_is(c, of->cross_entropy, of->box, of->minimiser, 25));
}
static verdict minimises_reverse_kl(instance c)
{
    const limit *of = c.of;
    bound_law q = law_named(c, of->q);
    return at_most(kl(law_where(c, of->model, of->minimiser), q),
                   kl(law_where(c, of->model, of->reverse), q));
}

/* ---- (4) Finite m against Q itself: Q = Bernoulli(1/2) ---- */

typedef struct finite_sample {
    const char *name;
    slong ones, of;
} finite_sample;

static const finite_sample unlucky[] = {
    {"1, 1, 1", 3, 3}, {"1, 1, 0", 2, 3}, {"7 of 10", 7, 10}, {"501 of 1000", 501, 1000}};

static bound_law bernoulli_with(instance c, slong ones, slong of)
{
    char text[64];
    snprintf(text, sizeof text, "bernoulli(%ld/%ld)", (long)ones, (long)of);
    return law_named(c, text);
}
static verdict maximiser_is_not_q(instance c)
{
    const finite_sample *s = c.of;
    bound_law q = bernoulli_with(c, 1, 2), maximiser = bernoulli_with(c, s->ones, s->of), measure = maximiser;
    verdict more_likely = less(cross_entropy(measure, maximiser), cross_entropy(measure, q));
    return both(more_likely,
                both(more(kl(q, maximiser), kl(q, q)), agree(c, kl(measure, maximiser), integer(0), 30)));
}
static verdict maximiser_minimises_kl_from_q(instance c)
{
    const finite_sample *s = c.of;
    bound_law q = bernoulli_with(c, 1, 2);
    return at_most(kl(q, bernoulli_with(c, s->ones, s->of)), kl(q, q));
}

/* ---- (5) Old Faithful ---- */

typedef struct real_data {
    const char *name, *file;
} real_data;

static const real_data old_faithful[] = {{"durations of 272 eruptions", "eruptions.csv"},
                                         {"waiting times between them", "waiting.csv"}};
static bound_law measure_of(instance c) { return data_named(c, ((const real_data *)c.of)->file); }

/* The peak under one normal law is at the sample's mean and the given sd. */
static verdict peak_is_at(instance c, bound_law sample, ball sd)
{
    likelihood_peak peak = trial_em(sample, 1, 0);
    verdict there = both(agree(c, peak.parameter[0], mean(sample), 18), agree(c, peak.parameter[1], sd, 18));
    return both(there, both(peak.stationary, certainly(peak.maximum)));
}
static verdict divisor_n(instance c)
{
    bound_law sample = measure_of(c);
    return peak_is_at(c, sample, root(variance(sample)));
}
static verdict divisor_n_minus_1(instance c)
{
    bound_law sample = measure_of(c);
    return peak_is_at(c, sample, root(times(variance(sample), ratio(272, 271))));
}

/* EM for two components rests at a stationary point, a strict local maximum, above the best single normal law. */
static verdict em_rests_at_a_peak(instance c)
{
    bound_law sample = measure_of(c);
    likelihood_peak two = trial_em(sample, 2, 0), one = trial_em(sample, 1, 0);
    verdict better = more(two.mean_log_likelihood, one.mean_log_likelihood);
    return both(both(two.stationary, better), two.stationary == HOLDS ? certainly(two.maximum) : UNDECIDED);
}
static verdict also_stationary_nearby(instance c) { return trial_em(measure_of(c), 2, 0.001).stationary; }

PROOF_OF(mle_minimises_kl,
         CHECK_EACH("(1) the likelihood and its mean logarithm turn at one point, all θ", EXACT, same_maximum,
                    sum_has_it_too, samples),
         CHECK_EACH("(2) mean log-likelihood = -H(Q^) - KL(Q^‖P)", EXACT, is_entropy_and_kl,
                    is_entropy_and_swapped, empirical),
         CHECK_EACH("(2) KL(Q^‖P) turns at the maximiser of the likelihood", EXACT, kl_turns_at_7_20,
                    swapped_turns_at_7_20, binomial),
         CHECK_EACH("(1) the sum of likelihoods has another peak (falsehood: the mean)", CERTIFIED,
                    sum_peaks_there, sum_peaks_at_the_mean, three_normals),
         CHECK_EACH("(2) values at the maxima (falsehood: with a slip)", CERTIFIED, is_this_value,
                    is_that_of_the_slip, values),
         CHECK_EACH("(3) one minimum of KL(Q‖P) in a box, by interval Newton", CERTIFIED, minimises_kl,
                    minimises_reverse_kl, limits),
         CHECK_EACH("(4) at finite m the maximiser does not minimise KL(Q‖P)", CERTIFIED, maximiser_is_not_q,
                    maximiser_minimises_kl_from_q, unlucky),
         CHECK_EACH("(5) one normal law: mean and sd with divisor n", CERTIFIED, divisor_n, divisor_n_minus_1,
                    old_faithful),
         CHECK_EACH("(5) two normal laws: EM rests at a stationary point", CERTIFIED, em_rests_at_a_peak,
                    also_stationary_nearby, old_faithful))
