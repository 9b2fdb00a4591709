/*
 * Steps of training: see trainer.h. Invariants:
 *     1. gradient[who] is that of the loss which `who` minimises, at the parameters of both when it was computed.
 *     2. state = theta of G, theta of D, moments of G, moments of D, in this order; nothing else survives a step.
 *     3. The generator's gradient flows through the discriminator, whose own gradient it leaves as it was.
 */
#include "gan/trainer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct trainer {
    trainer_plan plan;
    const network *net[PLAYERS];
    pass *pass[PLAYERS];
    scalar *state, *theta[PLAYERS], *moments[PLAYERS], *gradient[PLAYERS], *mixed, *slopes;
    size_t state_size;
    double *outputs[2], *part_slopes, *room; /* outputs[0] on generated points, [1] on data */
    trainer_report last;
};

static bool holds_batch(const network *n, int batch)
{
    for (int l = 0; l < network_depth(n); l++)
        if ((double)shape_size(network_stage(n, l)->out) * batch > 0x1p26)
            return false;
    return true;
}

static bool fits(const trainer_plan *p, error *e)
{
    shape g = network_output(p->generator), d = network_input(p->discriminator),
          one = network_output(p->discriminator);
    if (p->batch < 1 || p->batch > 1 << 20)
        return error_set(e, -1, "a batch of %d points: it must be 1 to 2^20", p->batch);
    if (g.channels != d.channels || g.height != d.height || g.width != d.width)
        return error_set(e, -1,
                         "the generator makes %d x %d x %d numbers, the discriminator takes %d x %d x %d",
                         g.channels, g.height, g.width, d.channels, d.height, d.width);
    if (shape_size(one) != 1)
        return error_set(e, -1, "the discriminator has %zu outputs; it must have one", shape_size(one));
    if (!holds_batch(p->generator, p->batch) || !holds_batch(p->discriminator, p->batch))
        return error_set(e, -1, "a batch of %d points has more than 2^26 numbers in a layer", p->batch);
    if (p->penalty != PENALTY_NONE && !(p->lambda >= 0 && isfinite(p->lambda)))
        return error_set(e, -1, "a penalty of weight %g: it must be finite and not negative", p->lambda);
    if (!(p->clip >= 0))
        return error_set(e, -1, "clipping to %g: it must be positive (or 0 for none)", p->clip);
    return objective_valid(&p->objective, e) && optimiser_valid(&p->optimiser[GENERATOR], e)
           && optimiser_valid(&p->optimiser[DISCRIMINATOR], e)
           && (p->penalty == PENALTY_NONE || penalty_possible(p->discriminator, e));
}

static scalar *zeros(size_t count)
{
    size_t bytes = (count * sizeof(scalar) + 63) / 64 * 64 + 64;
    return memset(aligned_alloc(64, bytes), 0, bytes);
}

static void allocate(trainer *t)
{
    size_t n = (size_t)t->plan.batch, moments[PLAYERS];
    for (int w = 0; w < PLAYERS; w++) {
        moments[w] = (size_t)optimiser_moments(t->plan.optimiser[w].kind) * network_parameters(t->net[w]);
        t->state_size += network_size(t->net[w]) + moments[w];
        t->gradient[w] = zeros(network_parameters(t->net[w]));
        t->pass[w] =
            pass_open(t->net[w], t->plan.batch, w == DISCRIMINATOR && t->plan.penalty != PENALTY_NONE);
    }
    t->state = zeros(t->state_size);
    t->theta[GENERATOR] = t->state;
    t->theta[DISCRIMINATOR] = t->theta[GENERATOR] + network_size(t->net[GENERATOR]);
    t->moments[GENERATOR] = t->theta[DISCRIMINATOR] + network_size(t->net[DISCRIMINATOR]);
    t->moments[DISCRIMINATOR] = t->moments[GENERATOR] + moments[GENERATOR];
    t->mixed = zeros(shape_size(network_input(t->net[DISCRIMINATOR])) * n);
    t->slopes = zeros(n);
    t->outputs[0] = calloc(4 * n, sizeof(double));
    t->outputs[1] = t->outputs[0] + n;
    t->part_slopes = t->outputs[0] + 2 * n;
    t->room = t->outputs[0] + 3 * n;
}

trainer *trainer_open(const trainer_plan *plan, error *e)
{
    if (!fits(plan, e))
        return NULL;
    trainer *t = calloc(1, sizeof *t);
    t->plan = *plan;
    t->net[GENERATOR] = plan->generator;
    t->net[DISCRIMINATOR] = plan->discriminator;
    allocate(t);
    return t;
}

void trainer_close(trainer *t)
{
    if (!t)
        return;
    for (int w = 0; w < PLAYERS; w++) {
        pass_close(t->pass[w]);
        free(t->gradient[w]);
    }
    free(t->state);
    free(t->mixed);
    free(t->slopes);
    free(t->outputs[0]);
    free(t);
}

scalar *trainer_theta(trainer *t, player who) { return t->theta[who]; }
const scalar *trainer_gradient(const trainer *t, player who) { return t->gradient[who]; }
optimiser *trainer_optimiser(trainer *t, player who) { return &t->plan.optimiser[who]; }
const trainer_report *trainer_last(const trainer *t) { return &t->last; }
const double *trainer_outputs(const trainer *t, bool on_data) { return t->outputs[on_data]; }

double trainer_gradient_size(const trainer *t, player who)
{
    double sum = 0;
    for (size_t i = 0; i < network_parameters(t->net[who]); i++)
        sum += (double)t->gradient[who][i] * (double)t->gradient[who][i];
    return sqrt(sum);
}

scalar *trainer_state(trainer *t, size_t *count)
{
    *count = t->state_size;
    return t->state;
}

/* One part of the objective at the outputs `from`, and its gradient in them in t->slopes. */
static double part_at(trainer *t, objective_part *part, const scalar *from, double *outputs)
{
    size_t n = (size_t)t->plan.batch;
    for (size_t i = 0; i < n; i++)
        outputs[i] = (double)from[i];
    double mean = objective_mean(part, &t->plan.objective, n, outputs, t->part_slopes, t->room);
    for (size_t i = 0; i < n; i++)
        t->slopes[i] = (scalar)t->part_slopes[i];
    return mean;
}

/* Where the penalty looks: at data, or at points drawn uniformly between a real and a generated one. */
static const scalar *penalty_points(trainer *t, const scalar *x, const scalar *fake, random_stream *r)
{
    if (t->plan.penalty == PENALTY_ZERO)
        return x;
    size_t n = (size_t)t->plan.batch, coordinates = shape_size(network_input(t->net[DISCRIMINATOR]));
    for (size_t i = 0; i < n; i++)
        t->slopes[i] = (scalar)random_uniform(r);
    for (size_t c = 0; c < coordinates; c++)
        for (size_t i = 0; i < n; i++)
            t->mixed[c * n + i] = fake[c * n + i] + t->slopes[i] * (x[c * n + i] - fake[c * n + i]);
    return t->mixed;
}

static double discriminator_part(trainer *t, bool on_data, const scalar *points)
{
    const objective_kind *k = t->plan.objective.kind;
    pass *d = t->pass[DISCRIMINATOR];
    const scalar *out = pass_forward(d, t->theta[DISCRIMINATOR], points);
    double loss = part_at(t, on_data ? k->real : k->fake, out, t->outputs[on_data]);
    pass_backward(d, t->theta[DISCRIMINATOR], t->slopes, t->gradient[DISCRIMINATOR], false);
    return loss;
}

void trainer_discriminator_gradient(trainer *t, const scalar *x, const scalar *z, random_stream *r)
{
    trainer_report *last = &t->last;
    scalar *gradient = t->gradient[DISCRIMINATOR];
    memset(gradient, 0, network_parameters(t->net[DISCRIMINATOR]) * sizeof(scalar));
    const scalar *fake = pass_forward(t->pass[GENERATOR], t->theta[GENERATOR], z);
    last->real_loss = discriminator_part(t, true, x);
    last->fake_loss = discriminator_part(t, false, fake);
    last->discriminator_loss = last->real_loss + last->fake_loss;
    last->penalty = 0;
    if (t->plan.penalty != PENALTY_NONE)
        last->penalty = penalty_add(t->plan.penalty, t->plan.lambda, t->pass[DISCRIMINATOR],
                                    t->theta[DISCRIMINATOR], penalty_points(t, x, fake, r), gradient);
}

void trainer_generator_gradient(trainer *t, const scalar *z)
{
    pass *g = t->pass[GENERATOR], *d = t->pass[DISCRIMINATOR];
    memset(t->gradient[GENERATOR], 0, network_parameters(t->net[GENERATOR]) * sizeof(scalar));
    const scalar *fake = pass_forward(g, t->theta[GENERATOR], z);
    const scalar *out = pass_forward(d, t->theta[DISCRIMINATOR], fake);
    t->last.generator_loss = part_at(t, t->plan.objective.kind->generator, out, t->outputs[0]);
    const scalar *dx = pass_backward(d, t->theta[DISCRIMINATOR], t->slopes, NULL, true);
    pass_backward(g, t->theta[GENERATOR], dx, t->gradient[GENERATOR], false);
}

void trainer_apply(trainer *t, player who)
{
    size_t n = network_parameters(t->net[who]);
    optimiser_step(&t->plan.optimiser[who], n, t->theta[who], t->gradient[who], t->moments[who]);
    if (who == DISCRIMINATOR && t->plan.clip > 0)
        clip_parameters(n, t->theta[who], t->plan.clip);
}

void trainer_discriminator_step(trainer *t, const scalar *x, const scalar *z, random_stream *r)
{
    trainer_discriminator_gradient(t, x, z, r);
    trainer_apply(t, DISCRIMINATOR);
}

void trainer_generator_step(trainer *t, const scalar *z)
{
    trainer_generator_gradient(t, z);
    trainer_apply(t, GENERATOR);
}
