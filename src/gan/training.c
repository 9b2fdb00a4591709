/* Algorithm 1: see training.h. Points of a batch are columns (scalar.h). */
#include "gan/training_parts.h"
#include "number/unknown.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- The parts ---- */

static const char *name_of_optimiser(size_t i) { return optimiser_name((int)i); }

static bool read_optimiser(const train_settings *s, double rate, optimiser *out, error *e)
{
    for (int kind = 0; kind < OPTIMISERS; kind++)
        if (strcmp(optimiser_name(kind), s->optimiser) == 0) {
            *out = optimiser_usual(kind, rate);
            out->beta1 = s->beta1;
            out->beta2 = s->beta2;
            return optimiser_valid(out, e);
        }
    return error_unknown(e, -1, "optimiser", s->optimiser, name_of_optimiser, OPTIMISERS);
}

/* What is said of a network begins with its name. */
static bool blame(const char *who, error *e)
{
    char message[sizeof e->message];
    memcpy(message, e->message, sizeof message);
    return error_set(e, -1, "%s: %.380s", who, message);
}

static scalar *aligned_room(size_t n) { return aligned_alloc(64, (n * sizeof(scalar) + 63) / 64 * 64); }

static network *open_network(const char *who, const char *layers, shape in, size_t outputs, error *e)
{
    layer read[MOST_LAYERS];
    size_t depth = architecture_read(who, layers, read, e);
    if (!depth)
        return NULL;
    network *n = network_open(in, (int)depth, read, e);
    if (!n)
        return blame(who, e), NULL;
    size_t found = shape_size(network_output(n));
    if (found == outputs)
        return n;
    error_set(e, -1, "%s: its last layer has %zu outputs; expected %zu", who, found, outputs);
    return network_close(n), NULL;
}

/* A dense last layer of side^2 outputs is an image as well. */
static shape shape_of_data(const target *of)
{
    return of->side ? (shape){1, of->side, of->side} : (shape){of->dim, 1, 1};
}

static bool read_plan(training *t, trainer_plan *plan, error *e)
{
    const train_settings *s = &t->settings;
    *plan = (trainer_plan){.generator = t->g, .discriminator = t->d, .batch = (int)s->batch, .clip = s->clip};
    if (s->r1 > 0 && s->gp > 0)
        return error_set(e, -1, "r1 and gp are both set; a run has one penalty");
    plan->penalty = s->r1 > 0 ? PENALTY_ZERO : s->gp > 0 ? PENALTY_TWO_SIDED : PENALTY_NONE;
    plan->lambda = s->r1 + s->gp;
    return objective_named(s->objective, &plan->objective, e)
           && read_optimiser(s, s->lr_g, &plan->optimiser[GENERATOR], e)
           && read_optimiser(s, s->lr_d, &plan->optimiser[DISCRIMINATOR], e);
}

static bool open_parts(training *t, error *e)
{
    const train_settings *s = &t->settings;
    shape x = shape_of_data(t->of), z = {(int)s->latent, 1, 1};
    trainer_plan plan;
    if (!(t->g = open_network("generator", s->generator, z, (size_t)t->of->dim, e))
        || !(t->d = open_network("discriminator", s->discriminator, x, 1, e)) || !read_plan(t, &plan, e))
        return false;
    t->objective = plan.objective;
    return (t->trainer = trainer_open(&plan, e));
}

static void open_memory(training *t)
{
    size_t batch = (size_t)t->settings.batch, dim = (size_t)t->of->dim;
    t->drawn = malloc(batch * dim * sizeof *t->drawn);
    t->real = aligned_room(batch * dim);
    t->noise = aligned_room(batch * (size_t)t->settings.latent);
    t->look_g = pass_open(t->g, LOOK, false);
    t->look_d = pass_open(t->d, LOOK, false);
    if (t->settings.average > 0)
        t->average = aligned_room(network_size(t->g));
    if (t->of->dim == 1 && t->settings.latent == 1 && target_has_density(t->of)) {
        t->line = malloc(sizeof *t->line);
        line_data_make(t->line, t->of->of);
    }
}

static void initialise(training *t)
{
    random_stream *first = random_open(t->seed, 2);
    scalar *theta = trainer_theta(t->trainer, GENERATOR);
    network_initialise(t->g, theta, t->settings.deviation, first);
    network_initialise(t->d, trainer_theta(t->trainer, DISCRIMINATOR), t->settings.deviation, first);
    if (t->average)
        memcpy(t->average, theta, network_size(t->g) * sizeof *theta);
    random_close(first);
}

/* ---- A run ---- */

training *training_make(const char *preset, const train_settings *s, target *of, uint64_t seed, error *e)
{
    training *t = calloc(1, sizeof *t);
    snprintf(t->preset, sizeof t->preset, "%s", preset);
    t->settings = *s;
    t->of = of;
    t->seed = seed;
    t->log = calloc(1, 1);
    t->loss_d = t->loss_g = t->gradient_g = NAN;
    if (!open_parts(t, e))
        return training_close(t), NULL;
    t->from_data = random_open(seed, 0);
    t->from_noise = random_open(seed, 1);
    open_memory(t);
    initialise(t);
    return t;
}

training *training_open(const char *preset, const train_settings *s, target *of, uint64_t seed, error *e)
{
    training *t = training_make(preset, s, of, seed, e);
    measurement m;
    if (t)
        training_record(t, &m);
    return t;
}

void training_close(training *t)
{
    if (!t)
        return;
    trainer_close(t->trainer);
    pass_close(t->look_g);
    pass_close(t->look_d);
    network_close(t->g);
    network_close(t->d);
    target_free(t->of);
    if (t->from_data)
        random_close(t->from_data);
    if (t->from_noise)
        random_close(t->from_noise);
    void *all[] = {t->average, t->drawn, t->real, t->noise, t->log, t->line};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        free(all[i]);
    free(t);
}

const train_settings *training_settings(const training *t) { return &t->settings; }
const target *training_target(const training *t) { return t->of; }
const char *training_preset(const training *t) { return t->preset; }
uint64_t training_seed(const training *t) { return t->seed; }
long training_step(const training *t) { return t->step; }

size_t training_arrays(const training *t, training_array out[MOST_ARRAYS])
{
    size_t n = 0;
    out[n].name = "networks";
    out[n].x = trainer_state(t->trainer, &out[n].n);
    n++;
    if (t->average)
        out[n++] = (training_array){"average", network_size(t->g), t->average};
    return n;
}

/* ---- Steps ---- */

/* What the rates have fallen to. */
static double decay(const training *t)
{
    return t->settings.half_life > 0 ? exp2(-(double)t->step / t->settings.half_life) : 1;
}

static void draw_data(training *t)
{
    size_t n = (size_t)t->settings.batch, dim = (size_t)t->of->dim;
    target_draw(t->of, t->from_data, n, t->drawn);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < dim; k++)
            t->real[k * n + i] = (scalar)t->drawn[i * dim + k];
}

static void draw_noise(training *t)
{
    size_t n = (size_t)(t->settings.batch * t->settings.latent);
    for (size_t i = 0; i < n; i++)
        t->noise[i] = (scalar)random_normal(t->from_noise);
}

static void step_discriminator(training *t)
{
    draw_data(t);
    draw_noise(t);
    trainer_discriminator_step(t->trainer, t->real, t->noise, t->from_noise);
}

static void step_generator(training *t)
{
    draw_noise(t);
    trainer_generator_step(t->trainer, t->noise);
}

/* The running mean of G's parameters; at first the plain mean, so that the beginning is soon forgotten. */
static void update_average(training *t)
{
    const scalar *theta = trainer_theta(t->trainer, GENERATOR);
    scalar keep = (scalar)fmin(t->settings.average, (double)t->step / (double)(t->step + 10));
    for (size_t i = 0; t->average && i < network_size(t->g); i++)
        t->average[i] = keep * t->average[i] + (1 - keep) * theta[i];
}

static bool is_finite(const training *t, error *e)
{
    const trainer_report *r = trainer_last(t->trainer);
    if (!isfinite(r->discriminator_loss) || !isfinite(r->penalty))
        return error_set(e, -1, "step %ld: the loss of D is %f, its penalty %f", t->step + 1,
                         r->discriminator_loss, r->penalty);
    return isfinite(r->generator_loss)
           || error_set(e, -1, "step %ld: the loss of G is %f", t->step + 1, r->generator_loss);
}

static bool step(training *t, error *e)
{
    trainer_optimiser(t->trainer, GENERATOR)->rate = t->settings.lr_g * decay(t);
    trainer_optimiser(t->trainer, DISCRIMINATOR)->rate = t->settings.lr_d * decay(t);
    for (long k = 0; k < t->settings.k; k++)
        step_discriminator(t);
    step_generator(t);
    if (!is_finite(t, e))
        return false;
    const trainer_report *r = trainer_last(t->trainer);
    t->loss_d = r->discriminator_loss + r->penalty;
    t->loss_g = r->generator_loss;
    t->step++;
    update_average(t);
    return true;
}

/* ---- The loop ---- */

static void record(training *t, const training_watch *watch)
{
    measurement m;
    t->gradient_g = trainer_gradient_size(t->trainer, GENERATOR);
    training_record(t, &m);
    if (watch && watch->measured)
        watch->measured(watch->state, t, &m);
}

/* Back to where a state was written down. */
static void fall_back(training *t, const char *good, error *e)
{
    char message[sizeof e->message];
    memcpy(message, e->message, sizeof message);
    error ignored;
    training_return(t, good, &ignored);
    error_set(e, -1, "%.300s; the state of step %ld is kept", message, t->step);
}

training_end training_advance(training *t, long steps, const training_watch *watch, error *e)
{
    char *good = training_save(t);
    training_end end = TRAINED;
    long from = t->step;
    while (t->step < from + steps && end == TRAINED) {
        if (watch && watch->stop && *watch->stop) {
            end = STOPPED;
        } else if (!step(t, e)) {
            fall_back(t, good, e);
            end = NOT_FINITE;
        } else if (t->step % t->settings.every == 0) {
            record(t, watch);
            free(good);
            good = training_save(t);
        }
    }
    if (t->step > from && end != NOT_FINITE)
        t->gradient_g = trainer_gradient_size(t->trainer, GENERATOR);
    free(good);
    return end;
}
