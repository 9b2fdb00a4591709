/*
 * TRAINED BY ALGORITHM 1, p_g CONVERGES TO p_data
 *     After the training of each seed:   W1(p_g, p_data) <= w,   energy(p_g, p_data) <= e,
 *                                        |E D - 1/2| <= d  under both laws,   |V(G,D) + log 4| <= v.
 * Networks and minibatches leave the hypotheses of the paper's proposition 2 (convexity, D at its optimum, exact expectations) behind:
 * no theorem says that these runs must converge. What can be established is that they did, and how surely this is known.
 */
#include "proof.h"

ABOUT(
    TAGS("statistical game training networks"),
    STATEMENT("trained by Algorithm 1, p_g comes near to p_data, D to 1/2, V to -log 4"),
    HYPOTHESES(
        "Networks, optimiser and penalty as in the presets named below; seeds 1 to 20 of each; distances of the laws moved into "
        "a ball around the data."),
    WHY_A_GAN_CARES(
        "It is what a GAN is for. That D is near 1/2 alone says nothing: a weak D is near 1/2 whatever p_g is."),
    SOURCE(
        "Goodfellow et al. 2014, Algorithm 1 and section 4.2; the penalty and its spiral: Mescheder et al. 2018. Bounds: McDiarmid 1989; "
        "Maurer and Pontil 2009, theorem 4."),
    ESTABLISHED(
        "For each of 60 runs upper bounds of four quantities, from fresh points of both laws and without any assumption on either. All hold "
        "together but for a probability of 1/1000: Bonferroni over 3 presets, 20 seeds and 6 statements a run. Of the "
        "bounds of W1 0.15, 0.25 and 0.40 are the confidence terms, not p_g."),
    NOT_ESTABLISHED(
        "Other seeds, laws and networks; that longer training comes nearer; anything outside the balls but the mass there."),
    FALSEHOOD("The same with the generator frozen at its first weights while D learns."))

static const training_runs presets_and_seeds[] = {
    {"normal1d", "normal1d", "batch=64; every=100000; points=100", 20, 20000, 2, 3, {0.25, 0.2, 0.05, 0.05}},
    {"mixture1d",
     "mixture1d",
     "batch=64; steps=1800; half_life=400; every=100000; points=100",
     20,
     20000,
     0,
     5,
     {0.9, 0.55, 0.05, 0.1}},
    {"ring2d, small networks",
     "ring2d",
     "generator=32 relu, 32 relu, 2; discriminator=32 leaky, 32 leaky, 1; batch=64; lr_g=0.005; lr_d=0.005; half_life=400; average=0.98; "
     "steps=1600; every=100000; points=100",
     20,
     2000,
     0,
     2.5,
     {1.1, 0.65, 0.08, 0.2}},
};
enum { CASES = sizeof presets_and_seeds / sizeof *presets_and_seeds };

static verdict trained(instance c) { return trial_training_runs(c.trial, c.of, NULL, CASES); }

/* Rates must be positive; this one moves no weight by a unit of single precision. */
static verdict frozen(instance c)
{
    return trial_training_runs(c.trial, c.of, "lr_g=1e-30; average=0; steps=300", CASES);
}

PROOF_OF(p_g_converges,
         CHECK_BY_RUNS("three presets, 20 seeds each", trained, frozen, presets_and_seeds, 1, 60, 0.999))
