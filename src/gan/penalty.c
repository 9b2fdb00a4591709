/*
 * Second derivatives: see penalty.h. For y = act(z), z = A y_below + b, with dots for derivatives in the direction v of x:
 *     forward    dot z = A dot y_below,    dot y = act'(y) dot z,                        dot y = v at the bottom
 *     backward   from bar dot y, bar y, which are 1 and 0 at the top:
 *                bar dot z = act' bar dot y,      bar z = act' bar y + act'' dot z bar dot y
 *                bar A += bar z y_below^T + bar dot z dot y_below^T,  bar b += bar z,  and A^T carries both down.
 * While every activation above is piecewise linear bar z is 0, and its half of the work is left out.
 */
#include "gan/network_parts.h"
#include "gan/penalty.h"

#include <math.h>
#include <string.h>

bool penalty_possible(const network *n, error *e)
{
    if (shape_size(network_output(n)) != 1)
        return error_set(e, -1, "a penalty on slopes needs a network with one output, not %zu",
                         shape_size(network_output(n)));
    for (int l = 0; l < n->depth; l++)
        if (!n->stages[l].kind->linear)
            return error_set(
                e, -1,
                "layer %d (%s) mixes the points of a batch: a penalty on slopes at single points "
                "is not defined",
                l + 1, n->stages[l].kind->name);
    return true;
}

/* The penalty of slopes g (inputs x batch), and its derivative v in them, point by point. */
static double of_slopes(penalty_kind kind, double lambda, size_t inputs, int batch, const scalar *g,
                        scalar *v)
{
    double sum = 0;
    for (int i = 0; i < batch; i++) {
        double square = 0;
        for (size_t c = 0; c < inputs; c++)
            square += (double)g[c * (size_t)batch + i] * (double)g[c * (size_t)batch + i];
        double norm = sqrt(square);
        double factor = kind == PENALTY_ZERO ? lambda : norm > 0 ? 2 * lambda * (norm - 1) / norm : 0;
        sum += kind == PENALTY_ZERO ? lambda / 2 * square : lambda * (norm - 1) * (norm - 1);
        for (size_t c = 0; c < inputs; c++)
            v[c * (size_t)batch + i] = (scalar)(factor / batch) * g[c * (size_t)batch + i];
    }
    return sum / batch;
}

static void dots_forward(pass *p, const scalar *theta)
{
    for (int l = 0; l < p->of->depth; l++) {
        const stage *s = &p->of->stages[l];
        size_t size = shape_size(s->out) * (size_t)p->batch;
        call c = pass_call(p, theta, l);
        c.x = l ? p->dot_y[l - 1] : p->direction;
        c.y = p->dot_z[l];
        linear_apply(s, &c);
        memcpy(p->dot_y[l], p->dot_z[l], size * sizeof(scalar));
        activation_backward(&s->what, size, p->y[l], p->dot_y[l]);
    }
}

typedef struct bars {
    scalar *dot, *plain, *spare_dot, *spare_plain;
    bool bent; /* plain is not 0 any more */
} bars;

static void swap(scalar **a, scalar **b)
{
    scalar *c = *a;
    *a = *b;
    *b = c;
}

/* One of the two adjoints through the linear part of a layer: bar A += bar x^T, and A^T bar. */
static void carry(const stage *s, call c, const scalar *x, const scalar *bar, scalar *below)
{
    c.x = x;
    c.dz = bar;
    c.dx = below;
    linear_backward(s, &c);
}

static void layer_backward(const pass *p, const scalar *theta, int l, bars *b, scalar *gradient)
{
    const stage *s = &p->of->stages[l];
    size_t size = shape_size(s->out) * (size_t)p->batch;
    call c = pass_call(p, theta, l);
    c.dtheta = gradient + s->at_parameters;
    if (b->bent)
        activation_backward(&s->what, size, p->y[l], b->plain);
    if (activation_is_smooth(s->what.activation)) {
        if (!b->bent)
            memset(b->plain, 0, size * sizeof(scalar));
        b->bent = true;
        activation_curve(&s->what, size, p->y[l], p->dot_z[l], b->dot, b->plain);
    }
    activation_backward(&s->what, size, p->y[l], b->dot);
    if (b->bent)
        carry(s, c, pass_input_of(p, l), b->plain, l ? b->spare_plain : NULL);
    c.no_bias = true;
    carry(s, c, l ? p->dot_y[l - 1] : p->direction, b->dot, l ? b->spare_dot : NULL);
    swap(&b->dot, &b->spare_dot);
    swap(&b->plain, &b->spare_plain);
}

double penalty_add(penalty_kind kind, double lambda, pass *p, scalar *theta, const scalar *x,
                   scalar *gradient)
{
    const network *n = p->of;
    scalar **room = p->gradient;
    pass_forward(p, theta, x);
    for (int i = 0; i < p->batch; i++)
        room[2][i] = 1;
    const scalar *g = pass_backward(p, theta, room[2], NULL, true);
    double value = of_slopes(kind, lambda, shape_size(network_input(n)), p->batch, g, p->direction);
    if (!gradient)
        return value;
    dots_forward(p, theta);
    bars b = {room[0], room[1], room[2], room[3], false};
    for (int i = 0; i < p->batch; i++)
        b.dot[i] = 1;
    for (int l = n->depth - 1; l >= 0; l--)
        layer_backward(p, theta, l, &b, gradient);
    return value;
}
