/* Cuts of a layout that are found by looking at the densities: see layout.h. */
#include "divergences/layout.h"

#include <float.h>
#include <math.h>

enum { LOOK_LEVEL = 4 };

static double log_ratio(const layout *l, double x)
{
    double lp, lq;
    law_log_density_double(l->p, 1, &x, &lp);
    law_log_density_double(l->q, 1, &x, &lq);
    return lp == lq ? 0 : lp - lq;
}

/* Bisection, in a panel without poles. */
static double crossing(const layout *l, double a, double b)
{
    bool rises = log_ratio(l, a) < 0;
    for (int i = 0; i < 200; i++) {
        double middle = a + (b - a) / 2;
        if (!(a < middle && middle < b))
            break;
        *((log_ratio(l, middle) < 0) == rises ? &a : &b) = middle;
    }
    return b;
}

/*
 * Golden section for the least |u| on [a, b], where u has the sign of `side` at both ends: a point at which it has not, or NAN. Two zeros
 * may be closer to each other than the nodes are.
 */
static double other_side(const layout *l, double a, double b, int side)
{
    const double golden = 0.6180339887498949;
    double x = b - golden * (b - a), y = a + golden * (b - a), ux = side * log_ratio(l, x),
           uy = side * log_ratio(l, y);
    for (int i = 0; i < 60 && ux > 0 && uy > 0; i++) {
        if (ux < uy)
            b = y, y = x, uy = ux, x = b - golden * (b - a), ux = side * log_ratio(l, x);
        else
            a = x, x = y, ux = uy, y = a + golden * (b - a), uy = side * log_ratio(l, y);
    }
    return ux < 0 ? x : uy < 0 ? y : NAN;
}

/* The zeros of u seen from nodes x[0] < x[1] < x[2] of one panel: a change of sign up to x[1], or a dip between the outer ones. */
static size_t zeros_near(const layout *l, const double *x, const double *u, double *root)
{
    if (u[0] * u[1] < 0) {
        *root = crossing(l, x[0], x[1]);
        return 1;
    }
    bool dips = u[0] * u[1] > 0 && u[1] * u[2] > 0 && fabs(u[1]) <= fmin(fabs(u[0]), fabs(u[2]))
                && fabs(u[1]) < fmax(fabs(u[0]), fabs(u[2]));
    double dip = dips ? other_side(l, x[0], x[2], u[1] < 0 ? -1 : 1) : NAN;
    if (isnan(dip))
        return 0;
    root[0] = crossing(l, x[0], dip);
    root[1] = crossing(l, dip, x[2]);
    return 2;
}

void layout_cut_signs(layout *l)
{
    enum { MOST = 256 };
    double x[QUADRATURE_NODES], lp[QUADRATURE_NODES], u[QUADRATURE_NODES], root[MOST + 2];
    size_t roots = 0;
    for (size_t i = 0; i < l->n; i++) {
        const panel *one = &l->panels[i];
        size_t n = quadrature_nodes(one, LOOK_LEVEL, x), first = 0;
        for (; n > first && x[first] <= one->lo; first++)
            ;
        for (; n > first && x[n - 1] >= one->hi; n--)
            ;
        law_log_density_double(l->p, n, x, lp);
        law_log_density_double(l->q, n, x, u);
        for (size_t j = first; j < n; j++)
            u[j] = lp[j] == u[j] ? 0 : lp[j] - u[j];
        for (size_t j = first; j + 2 < n && roots < MOST; j++)
            roots += zeros_near(l, x + j, u + j, root + roots);
        if (first + 1 < n && roots < MOST && u[n - 2] * u[n - 1] < 0)
            root[roots++] = crossing(l, x[n - 2], x[n - 1]);
    }
    for (size_t i = 0; i < roots; i++)
        layout_cut(l, root[i]);
}

typedef struct power {
    const law *p, *q;
    double order;
    bool noisy; /* to take what doubles see for the truth */
} power;

/* The log of a power, and what its doubles may have lost: ulps of |a log p| + |(1 - a) log q|. */
typedef struct power_value {
    double log, size;
} power_value;

static power_value value_of(const power *f, double x)
{
    double lp, lq;
    law_log_density_double(f->p, 1, &x, &lp);
    law_log_density_double(f->q, 1, &x, &lq);
    if (lp == -INFINITY || lq == -INFINITY)
        return (power_value){-INFINITY, 0};
    return (power_value){f->order * lp + (1 - f->order) * lq,
                         fabs(f->order * lp) + fabs((1 - f->order) * lq)};
}

/* Where p^a falls as fast as q^(1-a) rises, far out only rounding is left of the difference: no peak can be seen there. */
static bool is_noise(power_value v) { return v.size * DBL_EPSILON > 1e-3; }

static double log_power(const power *f, double x)
{
    power_value v = value_of(f, x);
    return is_noise(v) && !f->noisy ? -INFINITY : v.log;
}

/* The highest node so far: between its neighbours' distances, with a sign, from the nearest end of the panel. */
typedef struct summit {
    double height, end, from, to;
} summit;

static double power_beside(const power *f, const summit *s, double log_distance)
{
    return log_power(f, s->end + copysign(exp(log_distance), s->to));
}

/* Golden section in the logarithm of the distance: the function is nearly a parabola around its peak. */
static double top_of(const power *f, const summit *s)
{
    const double golden = 0.6180339887498949;
    double a = log(fabs(s->from)), b = log(fabs(s->to));
    double u = b - golden * (b - a), v = a + golden * (b - a), fu = power_beside(f, s, u),
           fv = power_beside(f, s, v);
    for (int i = 0; i < 60; i++) {
        if (fu > fv)
            b = v, v = u, fv = fu, u = b - golden * (b - a), fu = power_beside(f, s, u);
        else
            a = u, u = v, fu = fv, v = a + golden * (b - a), fv = power_beside(f, s, v);
    }
    return s->end + copysign(exp(fu > fv ? u : v), s->to);
}

/* Nearer to an end than 2^-20 of the panel a pole may be; the rules find it without a cut. */
static bool well_inside(const panel *one, double x)
{
    double length = one->hi - one->lo, margin = 0x1p-20 * (isfinite(length) ? length : one->scale);
    return x - one->lo > margin && one->hi - x > margin;
}

static void climb(summit *best, double height, const panel *one, const double *x, size_t j, size_t n)
{
    if (!(height > best->height))
        return;
    double end = x[j] - one->lo < one->hi - x[j] ? one->lo : one->hi;
    bool rounded = j > 0 && j + 1 < n && well_inside(one, x[j - 1]) && well_inside(one, x[j + 1]);
    *best = (summit){height, end, x[rounded ? j - 1 : j] - end, x[rounded ? j + 1 : j] - end};
}

/* How far from its top, at most `room`, a power stays within a factor e of it to one side. */
static double width_of(const power *f, double at, double top, double room)
{
    double d = room;
    for (; at + d > at && fmax(log_power(f, at - d), log_power(f, at + d)) < top - 1; d /= 2)
        ;
    return d;
}

layout_peak layout_cut_peak(layout *l, double order, bool exchanged)
{
    power f = {exchanged ? l->q : l->p, exchanged ? l->p : l->q, order, false};
    double x[QUADRATURE_NODES];
    summit clear = {.height = -INFINITY}, dim = clear;
    for (size_t i = 0; i < l->n; i++) {
        const panel *one = &l->panels[i];
        size_t n = quadrature_nodes(one, LOOK_LEVEL, x);
        for (size_t j = 0; j < n; j++) {
            if (!well_inside(one, x[j]))
                continue;
            power_value v = value_of(&f, x[j]);
            if (!is_noise(v) || v.size * DBL_EPSILON < 1e-3 * fabs(v.log))
                climb(is_noise(v) ? &dim : &clear, v.log, one, x, j, n);
        }
    }
    power blurred = f;
    blurred.noisy = true;
    double beyond = dim.height > clear.height ? top_of(&blurred, &dim) : NAN;
    if (clear.height == -INFINITY)
        return (layout_peak){clear.height, 0, 1, beyond};
    double at = top_of(&f, &clear), height = fmax(clear.height, log_power(&f, at));
    if (clear.from < clear.to)
        layout_cut(l, at);
    return (layout_peak){height, value_of(&f, at).size, width_of(&f, at, height, fabs(at - clear.end)),
                         beyond};
}

double layout_end_size(const layout *l, double order)
{
    enum { FARTHEST = 1000 };
    power f = {l->p, l->q, order, false};
    double most = -INFINITY;
    for (size_t i = 0; i < l->n; i++) {
        const panel *one = &l->panels[i];
        bool bounded = isfinite(one->hi - one->lo);
        double length = bounded ? one->hi - one->lo : one->scale;
        for (int k = -FARTHEST; k <= (bounded ? -2 : FARTHEST); k += abs(k) < 64 ? 1 : 4) {
            double distance = ldexp(length, k), low = one->lo + distance, high = one->hi - distance;
            if (isfinite(one->lo) && isfinite(low) && low > one->lo)
                most = fmax(most, log_power(&f, low) + log(distance));
            if (isfinite(one->hi) && isfinite(high) && high < one->hi)
                most = fmax(most, log_power(&f, high) + log(distance));
        }
    }
    return most;
}
