/*
 * Linear layers. With O rows (channels of the output), C terms (channels of the input), taps t and the wires of wiring.h:
 *     forward    y(o,p)    = act( b(o) + sum over (p,q,t), c of W(t,o,c) x(c,q) )
 *     backward   dx(c,q)   = sum over (p,q,t), o of W(t,o,c) dz(o,p)
 *                dW(t,o,c) = sum over (p,q,t) and the batch of dz(o,p) x(c,q),      db(o) = sum over p and the batch of dz(o,p)
 * x is C x inputs x batch, y and dz are O x outputs x batch, W is taps x O x C. A dense layer has one wire, and its input's channels
 * and positions are all terms.
 */
#include "gan/layer.h"
#include "number/vector_math.h"

static size_t weights(const stage *s) { return (size_t)s->wires->taps * s->rows * s->terms; }

/* 2^26 weights are 256 MiB: more is a slip of the pen. */
static bool small_enough(double taps, double rows, double terms, error *e)
{
    return taps * rows * terms <= 0x1p26
           || error_set(e, -1, "%.0f x %.0f x %.0f weights are more than 2^26", taps, rows, terms);
}

static bool planned(stage *s, int rows, int terms, wiring *wires)
{
    s->rows = rows;
    s->terms = terms;
    s->wires = wires;
    s->parameters = weights(s) + (size_t)rows;
    return true;
}

bool linear_plan_dense(stage *s, error *e)
{
    shape o = s->what.out;
    s->out = (shape){o.channels, o.height ? o.height : 1, o.width ? o.width : 1};
    if (o.channels < 1 || o.height < 0 || o.width < 0 || shape_size(s->out) > 1 << 20)
        return error_set(
            e, -1, "a dense layer cannot have %d x %d x %d outputs: each at least 1, at most 2^20 together",
            o.channels, s->out.height, s->out.width);
    return small_enough(1, (double)shape_size(s->out), (double)shape_size(s->in), e)
           && planned(s, (int)shape_size(s->out), (int)shape_size(s->in), wiring_dense());
}

static bool plan_window(stage *s, error *e, int (*size)(window, int))
{
    window w = s->what.window;
    s->out = (shape){s->what.out.channels, size(w, s->in.height), size(w, s->in.width)};
    if (s->out.channels < 1 || s->out.channels > 1 << 16)
        return error_set(e, -1, "a convolution cannot have %d channels: 1 to 65536", s->out.channels);
    if (!s->out.height || !s->out.width)
        return error_set(e, -1, "kernel %d, stride %d, padding %d, %d extra do not fit images of %d x %d",
                         w.kernel, w.stride, w.padding, w.extra, s->in.height, s->in.width);
    if ((double)s->out.channels * s->out.height * s->out.width > 0x1p20)
        return error_set(e, -1, "an image of %d x %d x %d has more than 2^20 numbers", s->out.channels,
                         s->out.height, s->out.width);
    return small_enough((double)w.kernel * w.kernel, s->out.channels, s->in.channels, e);
}

bool linear_plan_conv(stage *s, error *e)
{
    return plan_window(s, e, window_conv_size)
           && planned(s, s->out.channels, s->in.channels,
                      wiring_conv(s->what.window, s->in.height, s->in.width));
}

bool linear_plan_transposed(stage *s, error *e)
{
    return plan_window(s, e, window_transposed_size)
           && planned(s, s->out.channels, s->in.channels,
                      wiring_transposed(s->what.window, s->in.height, s->in.width));
}

static void through(const stage *s, const call *c, const scalar *bias, scalar slope)
{
    const wiring *w = s->wires;
    for (int p = 0; p < w->outputs; p++)
        s->with->product(&(product){.rows = s->rows,
                                    .terms = s->terms,
                                    .batch = c->batch,
                                    .wires = w->at_output[p + 1] - w->at_output[p],
                                    .wire = w->by_output + w->at_output[p],
                                    .weight = c->theta,
                                    .row_step = s->terms,
                                    .term_step = 1,
                                    .tap_step = (size_t)s->rows * s->terms,
                                    .in = c->x,
                                    .in_step = w->inputs,
                                    .out = c->y + (size_t)p * c->batch,
                                    .out_step = w->outputs,
                                    .bias = bias,
                                    .slope = slope,
                                    .panel = c->panel});
}

void linear_forward(const stage *s, const call *c)
{
    through(s, c, c->theta + weights(s), activation_slope(&s->what));
}
void linear_apply(const stage *s, const call *c) { through(s, c, NULL, 1); }

static void backward_to_input(const stage *s, const call *c)
{
    const wiring *w = s->wires;
    for (int q = 0; q < w->inputs; q++)
        s->with->product(&(product){.rows = s->terms,
                                    .terms = s->rows,
                                    .batch = c->batch,
                                    .wires = w->at_input[q + 1] - w->at_input[q],
                                    .wire = w->by_input + w->at_input[q],
                                    .weight = c->theta,
                                    .row_step = 1,
                                    .term_step = s->terms,
                                    .tap_step = (size_t)s->rows * s->terms,
                                    .in = c->dz,
                                    .in_step = w->outputs,
                                    .out = c->dx + (size_t)q * c->batch,
                                    .out_step = w->inputs,
                                    .gate = c->gate ? c->gate + (size_t)q * c->batch : NULL,
                                    .slope = 1,
                                    .gate_slope = c->gate_slope,
                                    .panel = c->panel});
}

static void backward_to_weights(const stage *s, const call *c)
{
    const wiring *w = s->wires;
    for (int p = 0; p < w->outputs; p++)
        for (int i = w->at_output[p]; i < w->at_output[p + 1]; i++)
            s->with->outer(&(outer){.rows = s->rows,
                                    .columns = s->terms,
                                    .batch = c->batch,
                                    .left = c->dz + (size_t)p * c->batch,
                                    .left_step = w->outputs,
                                    .right = c->x + (size_t)w->by_output[i].position * c->batch,
                                    .right_step = w->inputs,
                                    .panel = c->panel,
                                    .out = c->dtheta + (size_t)w->by_output[i].tap * s->rows * s->terms});
}

VECTORISED static scalar sum(size_t n, const scalar *x)
{
    scalar all = 0;
#pragma omp simd reduction(+ : all)
    for (size_t i = 0; i < n; i++)
        all += x[i];
    return all;
}

static void backward_to_bias(const stage *s, const call *c)
{
    size_t n = (size_t)s->wires->outputs * c->batch;
    for (int o = 0; o < s->rows; o++)
        c->dtheta[weights(s) + o] += sum(n, c->dz + o * n);
}

void linear_backward(const stage *s, const call *c)
{
    if (c->dtheta)
        backward_to_weights(s, c);
    if (c->dtheta && !c->no_bias)
        backward_to_bias(s, c);
    if (c->dx)
        backward_to_input(s, c);
}
