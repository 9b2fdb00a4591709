/*
 * Roots of u = log p - log q between nodes, by Newton's method from the sampled signs; all roots of a piece move together, so
 * that the densities are evaluated on arrays. An error e of a root changes the integral by p |u'| e^2/2 only.
 *
 * Two roots between neighbouring nodes leave no sign, but a local minimum of |u| near 0: there vertices of parabolas are
 * looked at. The area between two roots so near that they are still missed is at most p |u| h there.
 */
#include "divergences/rapid_variation.h"

#include <float.h>
#include <math.h>

enum { MOST_ROOTS = 24, MOST_STEPS = 40 };

typedef struct root_list {
    size_t n;
    bool full;
    double a[MOST_ROOTS], b[MOST_ROOTS], width[MOST_ROOTS]; /* brackets, and their widths at first */
    double u_a[MOST_ROOTS], x[MOST_ROOTS];                  /* u at a; the root */
    double slope[MOST_ROOTS], step[MOST_ROOTS];             /* of u at x; the last correction */
    double log_p[MOST_ROOTS];
} root_list;

static void log_ratios(const sampled_ratio *s, size_t n, const double *x, double *log_p, double *u)
{
    double log_q[2 * MOST_ROOTS];
    law_log_density_double(s->p, n, x, log_p);
    law_log_density_double(s->q, n, x, log_q);
    for (size_t i = 0; i < n; i++)
        u[i] = log_p[i] == log_q[i] ? 0 : log_p[i] - log_q[i];
}

static void add_bracket(root_list *r, double a, double b, double u_a, double u_b)
{
    if (r->n == MOST_ROOTS) {
        r->full = true;
        return;
    }
    size_t i = r->n++;
    double share = isfinite(u_a) && isfinite(u_b) ? u_a / (u_a - u_b) : 0.5;
    r->a[i] = a, r->b[i] = b, r->u_a[i] = u_a, r->width[i] = b - a;
    r->x[i] = a + share * (b - a);
}

/* ---- Looking ---- */

/*
 * A minimum of |u| at x[i] between neighbours of the same sign may hide two roots. The vertex of the parabola through three
 * points, and two points beside it, are the next three: until one has the other sign, or the parabola is too shallow for its
 * height, or what two roots might enclose is nothing.
 */
static void look_at_vertex(const sampled_ratio *s, size_t i, root_list *r, double *off)
{
    double x[3] = {s->x[i - 1], s->x[i], s->x[i + 1]}, u[3] = {s->u[i - 1], s->u[i], s->u[i + 1]}, log_p[3];
    double a = x[0], b = x[2], harm = INFINITY;
    for (int k = 0; k < MOST_STEPS && harm > 1e-17; k++) {
        double left = (u[1] - u[0]) / (x[1] - x[0]), right = (u[2] - u[1]) / (x[2] - x[1]),
               width = x[2] - x[0];
        double bend = (right - left) / width, vertex = x[1] - (left + bend * (x[1] - x[0])) / (2 * bend);
        if (!(x[0] < vertex && vertex < x[2]) || fabs(u[1]) > fabs(bend) * width * width)
            return;
        x[0] = fmax(a, vertex - width / 8), x[1] = vertex, x[2] = fmin(b, vertex + width / 8);
        log_ratios(s, 3, x, log_p, u);
        for (int j = 0; j < 3; j++)
            if ((u[j] < 0) != (s->u[i] < 0)) {
                add_bracket(r, a, x[j], s->u[i - 1], u[j]);
                add_bracket(r, x[j], b, u[j], s->u[i + 1]);
                return;
            }
        harm = exp(log_p[1]) * fabs(u[1]) * (x[2] - x[0]);
    }
    *off += harm;
}

static void find_brackets(const sampled_ratio *s, root_list *r, double *off)
{
    for (size_t i = 0; i + 1 < s->n; i++) {
        double here = s->u[i], next = s->u[i + 1];
        if ((here < 0) != (next < 0) && !(here == 0 && next == 0))
            add_bracket(r, s->x[i], s->x[i + 1], here, next);
        else if (i && fabs(here) <= fabs(next) && fabs(here) < fabs(s->u[i - 1]) && here != 0
                 && (s->u[i - 1] < 0) == (here < 0) && isfinite(next) && isfinite(s->u[i - 1]))
            look_at_vertex(s, i, r, off);
    }
}

/* ---- Newton's method ---- */

/* One step for all: u at the root and a little beside it. True if all corrections have become harmless. */
static bool correct(const sampled_ratio *s, root_list *r)
{
    double x[2 * MOST_ROOTS], log_p[2 * MOST_ROOTS], u[2 * MOST_ROOTS];
    bool settled = true;
    for (size_t i = 0; i < r->n; i++) {
        double beside = 1e-6 * r->width[i]; /* which the bracket may have become narrower than */
        x[2 * i] = r->x[i];
        x[2 * i + 1] = r->x[i] + (r->b[i] - r->x[i] > r->x[i] - r->a[i] ? beside : -beside);
    }
    log_ratios(s, 2 * r->n, x, log_p, u);
    for (size_t i = 0; i < r->n; i++) {
        double at = r->x[i], value = u[2 * i], slope = (u[2 * i + 1] - value) / (x[2 * i + 1] - at);
        double to = at - value / slope;
        if ((value < 0) == (r->u_a[i] < 0))
            r->a[i] = at;
        else
            r->b[i] = at;
        if (!(to >= r->a[i] && to <= r->b[i])) /* also NaN */
            to = r->a[i] + (r->b[i] - r->a[i]) / 2;
        r->x[i] = to;
        r->step[i] = to - at;
        r->slope[i] = slope;
        r->log_p[i] = log_p[2 * i];
        double harm = exp(log_p[2 * i]) * fabs(slope) * r->step[i] * r->step[i];
        settled &= harm <= 1e-17 || fabs(r->step[i]) <= 4 * DBL_EPSILON * fabs(to);
    }
    return settled;
}

/* ---- The sum ---- */

static double excess_below(const sampled_ratio *s, double x)
{
    return isinf(x) ? 0 : law_cdf_double(s->p, x) - law_cdf_double(s->q, x);
}

static double sum_between(const sampled_ratio *s, const root_list *r, double *off)
{
    double before = excess_below(s, s->lo), sum = 0;
    for (size_t i = 0; i <= r->n; i++) {
        double here = excess_below(s, i < r->n ? r->x[i] : s->hi);
        sum += fabs(here - before) / 2;
        before = here;
        *off += 4 * DBL_EPSILON;
    }
    return sum;
}

double variation_by_roots(const sampled_ratio *s, double *off, double *kinks)
{
    root_list r = {.n = 0};
    find_brackets(s, &r, off);
    bool settled = !r.n;
    for (int k = 0; k < MOST_STEPS && !settled; k++)
        settled = correct(s, &r);
    for (size_t i = 0; i < r.n; i++) {
        double tilt = exp(r.log_p[i]) * fabs(r.slope[i]);
        *off += tilt * r.step[i] * r.step[i];
        *kinks += tilt * r.width[i] * r.width[i] / 8;
    }
    return r.full || !settled ? NAN : sum_between(s, &r, off);
}
