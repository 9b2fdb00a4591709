/* Networks: sizes, parameters and their first values. See network.h. */
#include "gan/network_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const layer_kind layer_kinds[LAYER_KINDS] = {
    [DENSE] = {"dense", linear_plan_dense, linear_forward, linear_backward, true},
    [CONV] = {"conv", linear_plan_conv, linear_forward, linear_backward, true},
    [TRANSPOSED_CONV] = {"transposed-conv", linear_plan_transposed, linear_forward, linear_backward, true},
    [BATCH_NORM] = {"batch-norm", batch_norm_plan, batch_norm_forward, batch_norm_backward, false},
};

static bool plan(network *n, int l, shape in, error *e)
{
    stage *s = &n->stages[l];
    if ((unsigned)s->what.kind >= LAYER_KINDS || (unsigned)s->what.activation >= ACTIVATIONS)
        return error_set(e, -1, "layer %d is of no known kind or has no known activation", l + 1);
    if (!(s->what.slope >= 0 && s->what.slope < 1))
        return error_set(e, -1, "layer %d: the slope of a LeakyReLU lies in [0, 1)", l + 1);
    s->kind = &layer_kinds[s->what.kind];
    s->in = in;
    s->with = kernels_best();
    error inner;
    if (!s->kind->plan(s, &inner))
        return error_set(e, -1, "layer %d (%s): %s", l + 1, s->kind->name, inner.message);
    s->at_parameters = n->parameters;
    s->at_statistics = n->statistics;
    n->parameters += s->parameters;
    n->statistics += s->statistics;
    return true;
}

network *network_open(shape input, int depth, const layer *layers, error *e)
{
    shape in = {input.channels, input.height ? input.height : 1, input.width ? input.width : 1};
    if (depth < 1 || in.channels < 1 || in.height < 1 || in.width < 1) {
        error_set(e, -1, "a network needs at least one layer and one input");
        return NULL;
    }
    network *n = calloc(1, sizeof *n);
    n->depth = depth;
    n->stages = calloc((size_t)depth, sizeof *n->stages);
    for (int l = 0; l < depth; l++) {
        n->stages[l].what = layers[l];
        if (!plan(n, l, in, e)) {
            network_close(n);
            return NULL;
        }
        in = n->stages[l].out;
    }
    return n;
}

void network_close(network *n)
{
    if (!n)
        return;
    for (int l = 0; l < n->depth; l++)
        wiring_close(n->stages[l].wires);
    free(n->stages);
    free(n);
}

shape network_input(const network *n) { return n->stages[0].in; }
shape network_output(const network *n) { return n->stages[n->depth - 1].out; }
size_t network_parameters(const network *n) { return n->parameters; }
size_t network_size(const network *n) { return n->parameters + n->statistics; }
int network_depth(const network *n) { return n->depth; }
const stage *network_stage(const network *n, int i) { return &n->stages[i]; }

/* How many products a result is the sum of, on average over the positions of the output. */
static double fan_in(const stage *s)
{
    return (double)s->terms * s->wires->at_output[s->wires->outputs] / s->wires->outputs;
}

static double kept_scale(const stage *s)
{
    double slope = (double)activation_slope(&s->what);
    return sqrt(2 / (1 + slope * slope) / fan_in(s)); /* slope 1, no bend: gain 1 */
}

void network_initialise(const network *n, scalar *theta, double deviation, random_stream *r)
{
    memset(theta, 0, network_size(n) * sizeof *theta);
    for (int l = 0; l < n->depth; l++) {
        const stage *s = &n->stages[l];
        scalar *at = theta + s->at_parameters;
        if (s->kind->linear) {
            double sd = deviation > 0 ? deviation : kept_scale(s);
            for (size_t i = 0; i < s->parameters - (size_t)s->rows; i++)
                at[i] = (scalar)(sd * random_normal(r));
        } else {
            for (int c = 0; c < s->in.channels; c++)
                at[c] = theta[n->parameters + s->at_statistics + (size_t)(s->in.channels + c)] = 1;
        }
    }
}
