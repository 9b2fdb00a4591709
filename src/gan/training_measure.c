/* Looking at a run: see training.h. Nothing here changes it, and no stream of the training is drawn from. */
#include "gan/training_parts.h"

#include "gan/cloud_distance.h"
#include "gan/coverage.h"
#include "gan/smoothed.h"
#include "transport/frechet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Networks at any number of points, row by row ---- */

static void look(const network *net, pass *p, const scalar *theta, size_t n, const double *in, double *out)
{
    size_t inputs = shape_size(network_input(net)), outputs = shape_size(network_output(net));
    scalar *x = aligned_alloc(64, (inputs * LOOK * sizeof *x + 63) / 64 * 64);
    memset(x, 0, inputs * LOOK * sizeof *x);
    for (size_t from = 0; from < n; from += LOOK) {
        size_t count = n - from < LOOK ? n - from : LOOK;
        for (size_t i = 0; i < count; i++)
            for (size_t k = 0; k < inputs; k++)
                x[k * LOOK + i] = (scalar)in[(from + i) * inputs + k];
        const scalar *y = pass_infer(p, theta, x);
        for (size_t i = 0; i < count; i++)
            for (size_t k = 0; k < outputs; k++)
                out[(from + i) * outputs + k] = (double)y[k * LOOK + i];
    }
    free(x);
}

void training_generator(const training *t, size_t n, const double *z, double *x)
{
    const scalar *theta = t->average ? t->average : trainer_theta(t->trainer, GENERATOR);
    look(t->g, t->look_g, theta, n, z, x);
}

void training_logit(const training *t, size_t n, const double *x, double *logit)
{
    look(t->d, t->look_d, trainer_theta(t->trainer, DISCRIMINATOR), n, x, logit);
}

/* Streams above 2 belong to those who look; the training has 0, 1 and 2. */
void training_generate(const training *t, uint64_t stream, size_t n, double *x, double *z)
{
    size_t count = n * (size_t)t->settings.latent;
    double *noise = z ? z : malloc(count * sizeof *noise);
    random_stream *r = random_open(t->seed, stream + 3);
    for (size_t i = 0; i < count; i++)
        noise[i] = random_normal(r);
    training_generator(t, n, noise, x);
    random_close(r);
    if (!z)
        free(noise);
}

/* ---- The exact game ---- */

bool training_line_game(const training *t, line_game *out)
{
    static _Thread_local double z[LINE_NODES], made[LINE_NODES], on_data[LINE_NODES], on_made[LINE_NODES];
    if (!t->line)
        return false;
    for (size_t i = 0; i < LINE_NODES; i++)
        z[i] = line_node(i);
    training_generator(t, LINE_NODES, z, made);
    training_logit(t, LINE_NODES, t->line->x, on_data);
    training_logit(t, LINE_NODES, made, on_made);
    line_game_find(t->line, made, on_data, on_made, out);
    return true;
}

/* ---- Measurements ---- */

static double variance(size_t dim, size_t n, const double *x)
{
    double sum = 0;
    for (size_t k = 0; k < dim; k++) {
        double mean = 0, squares = 0;
        for (size_t i = 0; i < n; i++)
            mean += x[i * dim + k] / (double)n;
        for (size_t i = 0; i < n; i++)
            squares += pow(x[i * dim + k] - mean, 2) / (double)n;
        sum += squares;
    }
    return sum;
}

/* Is D = 1/(1 + e^-t) what the objective means by its output t? Of critics t itself is shown. */
static bool has_chances(const training *t)
{
    return !strcmp(t->objective.kind->name, "minimax") || !strcmp(t->objective.kind->name, "non-saturating");
}

static double shown(const training *t, double output)
{
    return has_chances(t) ? 1 / (1 + exp(-output)) : output;
}

/* V, what D maximises: minus its loss; and the means of D, over n points each. */
static void judge(const training *t, size_t n, const double *data, const double *made, measurement *m)
{
    const objective *o = &t->objective;
    double *output = malloc(4 * n * sizeof *output), *slope = output + 2 * n;
    training_logit(t, n, data, output);
    training_logit(t, n, made, output + n);
    m->value = -objective_mean(o->kind->real, o, n, output, slope, slope + n)
               - objective_mean(o->kind->fake, o, n, output + n, slope, slope + n);
    m->d_data = m->d_generated = 0;
    for (size_t i = 0; i < n; i++) {
        m->d_data += shown(t, output[i]) / (double)n;
        m->d_generated += shown(t, output[n + i]) / (double)n;
    }
    free(output);
}

static double least_sd(const target *of)
{
    double least = of->modes ? INFINITY : 0;
    for (size_t k = 0; k < of->modes; k++)
        least = fmin(least, of->dim == 1 ? of->mode[k].sd[0] : fmin(of->mode[k].sd[0], of->mode[k].sd[1]));
    return least;
}

/* What two clouds say. */
static void compare(const training *t, size_t n, const double *data, const double *made, measurement *m)
{
    const target *of = t->of;
    cloud_distance d = cloud_distance_of(of->dim, n, data, made, true);
    m->energy = d.energy;
    m->w1 = d.w1;
    points of_data = {n, of->dim, data, NULL}, of_made = {n, of->dim, made, NULL};
    m->w2 = of->side ? sqrt(frechet_of_samples(&of_data, &of_made)) : d.w2;
    m->spread = variance((size_t)of->dim, n, made) / variance((size_t)of->dim, n, data);
    if (!of->side)
        m->js_smoothed = smoothed_js(of->dim, n, data, made, least_sd(of));
    if (of->modes > 1) {
        coverage c = coverage_of(of, n, made);
        m->modes = (double)c.hit;
        m->quality = c.quality;
    }
}

static void measure_exactly(const training *t, measurement *m)
{
    line_game g;
    if (!training_line_game(t, &g))
        return;
    m->w1 = g.w1;
    m->w2 = g.w2;
    m->js = g.js;
    m->best_value = g.best;
    m->branches = (double)g.branches;
    if (!has_chances(t))
        return;
    m->value = g.value;
    m->d_data = g.on_data;
    m->d_generated = g.on_generated;
    m->suboptimality = g.suboptimality;
}

static void measure_with(const training *t, history *past, measurement *m)
{
    size_t n = (size_t)t->settings.points, dim = (size_t)t->of->dim;
    double *data = malloc(2 * n * dim * sizeof *data), *made = data + n * dim;
    uint64_t stream = 2 * (uint64_t)t->step;
    random_stream *r = random_open(t->seed, stream + 4);
#define COLUMN(field, ...) m->field = NAN;
#include "gan/measurement.def"
#undef COLUMN
    m->step = (double)t->step;
    m->loss_d = t->loss_d;
    m->loss_g = t->loss_g;
    m->gradient_g = t->gradient_g;
    target_draw(t->of, r, n, data);
    training_generate(t, stream, n, made, NULL);
    judge(t, n, data, made, m);
    compare(t, n, data, made, m);
    measure_exactly(t, m);
    measurement_diagnose(m, past, t->of->modes > 1 ? t->of->modes : 0);
    random_close(r);
    free(data);
}

void training_measure(const training *t, measurement *m)
{
    history past = t->past;
    measure_with(t, &past, m);
}

void training_record(training *t, measurement *m)
{
    char row[MEASUREMENT_TEXT];
    measure_with(t, &t->past, m);
    measurement_row(m, row);
    size_t length = strlen(row);
    if (t->logged + length + 2 > t->log_room) {
        t->log_room = 2 * (t->logged + length + 2);
        t->log = realloc(t->log, t->log_room);
    }
    memcpy(t->log + t->logged, row, length);
    t->logged += length;
    t->log[t->logged++] = '\n';
    t->log[t->logged] = '\0';
}

const char *training_log(const training *t) { return t->log; }

void training_set_log(training *t, const char *text, size_t length)
{
    t->log_room = length + 1;
    t->log = realloc(t->log, t->log_room);
    memcpy(t->log, text, length);
    t->log[length] = '\0';
    t->logged = length;
}
