/*
 * Passes through a network. Forward, y_l = act_l(layer_l(y_{l-1})), y_{-1} = x. Backward, dz_l = dy_l act_l'(y_l), and layer_l turns
 * dz_l into its parameters' gradient and dy_{l-1}; where it is linear and the activation below it piecewise linear, it multiplies
 * by that activation's derivative at once (the gate), and hands dz_{l-1} down.
 */
#include "gan/network_parts.h"

#include <stdlib.h>
#include <string.h>

static size_t larger(size_t a, size_t b) { return a > b ? a : b; }

/* Memory is counted in lines of 64 bytes: every array starts at one. */
static size_t line(size_t count) { return (count * sizeof(scalar) + 63) / 64 * 64 / sizeof(scalar); }

static size_t panel_size(const network *n)
{
    size_t rows = OUTER_RUN;
    for (int l = 0; l < n->depth; l++) {
        const wiring *w = n->stages[l].wires;
        for (int p = 0; w && p < w->outputs; p++)
            rows = larger(rows, (size_t)(w->at_output[p + 1] - w->at_output[p]) * n->stages[l].terms);
        for (int q = 0; w && q < w->inputs; q++)
            rows = larger(rows, (size_t)(w->at_input[q + 1] - w->at_input[q]) * n->stages[l].rows);
    }
    return rows * PANEL_WIDTH;
}

static size_t widest(const network *n)
{
    size_t size = shape_size(n->stages[0].in);
    for (int l = 0; l < n->depth; l++)
        size = larger(size, shape_size(n->stages[l].out));
    return size;
}

typedef struct arena {
    scalar *base; /* NULL: only count */
    size_t used;
} arena;

static scalar *take(arena *a, size_t count)
{
    scalar *at = a->base ? a->base + a->used : NULL;
    a->used += line(count);
    return at;
}

static void lay_out(pass *p, arena *a)
{
    const network *n = p->of;
    size_t batch = (size_t)p->batch, wide = widest(n) * batch;
    for (int l = 0; l < n->depth; l++) {
        size_t size = shape_size(n->stages[l].out) * batch;
        p->y[l] = take(a, size);
        p->saved[l] = take(a, n->stages[l].saved);
        p->dot_z[l] = p->penalties ? take(a, size) : NULL;
        p->dot_y[l] = p->penalties ? take(a, size) : NULL;
    }
    for (int i = 0; i < (p->penalties ? 4 : 2); i++)
        p->gradient[i] = take(a, wide);
    if (p->penalties)
        p->direction = take(a, shape_size(n->stages[0].in) * batch);
    p->panel = take(a, panel_size(n));
}

pass *pass_open(const network *n, int batch, bool penalties)
{
    pass *p = malloc(sizeof *p);
    scalar **lists = calloc(4 * (size_t)n->depth, sizeof *lists);
    size_t depth = (size_t)n->depth;
    *p = (pass){.of = n,
                .batch = batch,
                .penalties = penalties,
                .y = lists,
                .saved = lists + depth,
                .dot_z = lists + 2 * depth,
                .dot_y = lists + 3 * depth};
    arena counted = {0};
    lay_out(p, &counted);
    p->memory = aligned_alloc(64, counted.used * sizeof(scalar));
    memset(p->memory, 0, counted.used * sizeof(scalar));
    lay_out(p, &(arena){p->memory, 0});
    return p;
}

void pass_close(pass *p)
{
    if (!p)
        return;
    free(p->y);
    free(p->memory);
    free(p);
}

int pass_batch(const pass *p) { return p->batch; }

call pass_call(const pass *p, const scalar *theta, int l)
{
    const stage *s = &p->of->stages[l];
    return (call){.batch = p->batch,
                  .inference = p->inference,
                  .theta = theta + s->at_parameters,
                  .x = pass_input_of(p, l),
                  .y = p->y[l],
                  .saved = p->saved[l],
                  .panel = p->panel};
}

/* The statistics are written only outside inference, when theta is the caller's to change. */
static const scalar *run_forward(pass *p, scalar *theta, const scalar *x, bool inference)
{
    const network *n = p->of;
    p->x = x;
    p->inference = inference;
    for (int l = 0; l < n->depth; l++) {
        const stage *s = &n->stages[l];
        call c = pass_call(p, theta, l);
        c.statistics = theta + n->parameters + s->at_statistics;
        s->kind->forward(s, &c);
        if (!s->kind->linear || activation_is_smooth(s->what.activation))
            activation_apply(&s->what, shape_size(s->out) * (size_t)p->batch, p->y[l]);
    }
    return p->y[n->depth - 1];
}

const scalar *pass_forward(pass *p, scalar *theta, const scalar *x)
{
    return run_forward(p, theta, x, false);
}
const scalar *pass_infer(pass *p, const scalar *theta, const scalar *x)
{
    return run_forward(p, (scalar *)theta, x, true);
}

/* May layer l multiply by the derivative of the activation below it? */
static bool gates(const network *n, int l)
{
    return l > 0 && n->stages[l].kind->linear && !activation_is_smooth(n->stages[l - 1].what.activation);
}

const scalar *pass_backward(pass *p, const scalar *theta, const scalar *dy, scalar *gradient, bool wants_dx)
{
    const network *n = p->of;
    scalar *now = p->gradient[0], *below = p->gradient[1];
    memcpy(now, dy, shape_size(network_output(n)) * (size_t)p->batch * sizeof *dy);
    for (int l = n->depth - 1; l >= 0; l--) {
        const stage *s = &n->stages[l];
        if (l == n->depth - 1 || !gates(n, l + 1))
            activation_backward(&s->what, shape_size(s->out) * (size_t)p->batch, p->y[l], now);
        call c = pass_call(p, theta, l);
        c.dz = now;
        c.dtheta = gradient ? gradient + s->at_parameters : NULL;
        c.dx = l || wants_dx ? below : NULL;
        if (gates(n, l)) {
            c.gate = p->y[l - 1];
            c.gate_slope = activation_slope(&n->stages[l - 1].what);
        }
        s->kind->backward(s, &c);
        below = now;
        now = c.dx;
    }
    return now;
}
