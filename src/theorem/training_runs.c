/* Training runs as evidence: see training_runs.h. */
#include "theorem/training_runs.h"

#include "gan/convergence.h"
#include "gan/presets.h"

#include <math.h>

/* The probability with which any of the statements about the runs may be wrong. */
static const double training_runs_risk = 1e-3;
enum { JUDGED = 20000 };

static bool run(trial *t, const training_runs *runs, const char *also, unsigned long seed, double risk,
                convergence *out)
{
    const preset *p = preset_named(runs->preset);
    train_settings s = preset_settings(p);
    if (!settings_set_all(&s, runs->settings, &t->trouble)
        || (also && !settings_set_all(&s, also, &t->trouble)))
        return false;
    target *of = target_of_law(s.data, false, &t->trouble);
    training *made = of ? training_open(p->name, &s, of, seed, &t->trouble) : NULL;
    bool well = made && training_advance(made, s.steps, NULL, &t->trouble) == TRAINED;
    convergence_plan how = {(size_t)runs->points, JUDGED, runs->centre, runs->radius, risk};
    if (well)
        convergence_find(made, &how, out);
    training_close(made);
    return well;
}

static void keep_worst(convergence *worst, const convergence *c)
{
    worst->w1 = fmax(worst->w1, c->w1);
    worst->energy = fmax(worst->energy, c->energy);
    worst->from_half = fmax(worst->from_half, c->from_half);
    worst->from_minimum = fmax(worst->from_minimum, c->from_minimum);
}

static bool is_within(const convergence *c, const training_bounds *most)
{
    return c->w1 <= most->w1 && c->energy <= most->energy && c->from_half <= most->from_half
           && c->from_minimum <= most->from_minimum;
}

verdict trial_training_runs(trial *t, const training_runs *runs, const char *also, long cases)
{
    convergence worst = {0}, one;
    double risk = training_runs_risk / (double)(runs->seeds * cases);
    bool within = true;
    long i = 0;
    for (; i < runs->seeds && within; i++) {
        if (!run(t, runs, also, t->seed + (unsigned long)i, risk, &one))
            return FAILS;
        keep_worst(&worst, &one);
        within = is_within(&one, &runs->at_most);
    }
    trial_note(
        t, "the worst of %ld: W1 <= %.3f, energy distance <= %.3f, |E D - 1/2| <= %.3f, |V + log 4| <= %.3f",
        i, worst.w1, worst.energy, worst.from_half, worst.from_minimum);
    return within ? HOLDS : FAILS;
}
