/*
 * Double-precision norms of F - G: the supremum and the L2 norm. See wasserstein.h.
 *
 * The line is cut at the atoms and at some quantiles of both laws and of their components. The supremum is sought at the cuts
 * and at the changes of sign of p - q seen between them. The squares are integrated by Gauss and Kronrod's rule with bisection,
 * beyond the last cut X in the variable L of x = X + unit e^L. Where they still count at the end, they go on as a power of x:
 * see power_tail.h.
 */
#include "divergences/power_tail.h"
#include "divergences/staircase.h"
#include "divergences/wasserstein.h"

#include <float.h>
#include <gsl/gsl_integration.h>
#include <math.h>
#include <stdlib.h>

enum { QUANTILES = 64, LANDMARK_DEPTH = 28, DEPTH = 40 };
static const double ACCURACY = 1e-13;            /* of the families' distribution functions */
static const double ROUNDING = 32 * DBL_EPSILON; /* of one far out, relative to its tail */

/* The cells between sorted points; on each, the masses of atoms before it (side 0) and after it (side 1). */
typedef struct cell {
    double l, r, jumps[2][2]; /* [law][side] */
} cell;

typedef struct norms {
    staircase law[2];
    double *cut;
    size_t cuts;
    cell now;
    int side; /* 1: survival functions */
    double scale, origin, unit;
    int direction; /* of the infinite end beyond the origin, in units of that length */
} norms;

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Quantiles at k/64, and at 4^-k from either end: cells must not be long in comparison with what happens in them. */
static void add_cuts(norms *z, const staircase *c)
{
    for (size_t i = 0; i < c->n; i++)
        z->cut[z->cuts++] = c->atom[i].x;
    for (int k = 1; c->continuous && k < QUANTILES; k++) {
        bool inner = k < QUANTILES / 2;
        double w = inner ? (double)k / QUANTILES : ldexp(1, 2 * (QUANTILES / 2 - k) - 6);
        double low = staircase_quantile(c, 0, w), high = staircase_quantile(c, 1, w);
        if (isfinite(low) && isfinite(high))
            z->cut[z->cuts++] = low, z->cut[z->cuts++] = high;
    }
    if (c->l->n > 1)
        z->cuts += staircase_landmarks(c, LANDMARK_DEPTH, z->cut + z->cuts);
}

static bool norms_open(norms *z, const law *p, const law *q)
{
    *z = (norms){0};
    bool opened = staircase_open(&z->law[0], p);
    opened = staircase_open(&z->law[1], q) && opened;
    if (!opened)
        return false;
    size_t components = (size_t)(p->n + q->n);
    z->cut = malloc((z->law[0].n + z->law[1].n + 4 * QUANTILES + 1 + components * LANDMARKS(LANDMARK_DEPTH))
                    * sizeof *z->cut);
    add_cuts(z, &z->law[0]);
    add_cuts(z, &z->law[1]);
    qsort(z->cut, z->cuts, sizeof *z->cut, by_size);
    return z->cuts > 0;
}

static void norms_close(norms *z)
{
    staircase_close(&z->law[0]);
    staircase_close(&z->law[1]);
    free(z->cut);
}

/* Moves on to the cell after cut i; `at` holds how many atoms of each law lie at or before it. */
static void set_cell(norms *z, size_t i, size_t at[2])
{
    double l = z->cut[i], r = i + 1 < z->cuts ? z->cut[i + 1] : INFINITY;
    z->now = (cell){.l = l, .r = r};
    for (int k = 0; k < 2; k++) {
        const staircase *c = &z->law[k];
        while (at[k] < c->n && c->atom[at[k]].x <= l)
            at[k]++;
        z->now.jumps[k][0] = c->below[at[k]];
        z->now.jumps[k][1] = c->above[at[k]];
    }
}

/* F (or S) of one law at x inside or at an end of the present cell: the limit from inside the cell. */
static double one(const norms *z, int k, double x)
{
    return staircase_smooth(&z->law[k], z->side, x) + z->now.jumps[k][z->side];
}

static void choose_side(norms *z)
{
    z->side = 0;
    z->side = one(z, 0, z->now.l) + one(z, 1, z->now.l) > 1;
}

/* ---- The supremum ---- */

static double apart(const norms *z, double x) { return fabs(one(z, 0, x) - one(z, 1, x)); }

/* The sign of p - q. */
static int slope_sign(const norms *z, double x)
{
    double p = -INFINITY, q = -INFINITY;
    law_log_density_double(z->law[0].l, 1, &x, &p);
    law_log_density_double(z->law[1].l, 1, &x, &q);
    return (p > q) - (p < q);
}

/* |F - G| where p - q changes its sign between l and r. The value there is stationary: its error is of second order. */
static double at_bend(const norms *z, double l, int sign_l, double r)
{
    for (int k = 0; k < 60; k++) {
        double m = 0.5 * l + 0.5 * r;
        if (slope_sign(z, m) == sign_l)
            l = m;
        else
            r = m;
    }
    return fmax(apart(z, l), apart(z, r));
}

static double cell_supremum(const norms *z)
{
    enum { SAMPLES = 8 };
    double l = z->now.l, r = z->now.r, best = fmax(apart(z, l), apart(z, r));
    if (!(z->law[0].continuous && z->law[1].continuous))
        return best; /* F - G is monotone between atoms */
    double before = l + 1e-3 / SAMPLES * (r - l);
    int sign = slope_sign(z, before);
    for (int k = 1; k <= SAMPLES; k++) {
        double x = k < SAMPLES ? l + (r - l) * k / SAMPLES : r - 1e-3 / SAMPLES * (r - l);
        int here = slope_sign(z, x);
        if (here != sign)
            best = fmax(best, at_bend(z, before, sign, x));
        sign = here, before = x;
    }
    return best;
}

static double supremum(norms *z)
{
    double best = 0;
    size_t at[2] = {0, 0};
    for (size_t i = 0; i + 1 < z->cuts; i++) {
        set_cell(z, i, at);
        if (!(z->now.l < z->now.r))
            continue;
        choose_side(z);
        best = fmax(best, cell_supremum(z));
    }
    return best;
}

/*
 * Parameters are rounded: a component moves by d = DBL_EPSILON |m|, m its median. The norm of F(x) - F(x - d) is at most the root of d
 * times its supremum, which is about d over the width of the component.
 */
static double moved(const staircase *c, bool supremum_wanted)
{
    double sum = 0;
    for (int k = 0; k < c->l->n; k++) {
        const component *one = &c->l->c[k];
        if (one->family->kind != FAMILY_CONTINUOUS)
            continue;
        double (*quantile)(const double *, double) = one->family->quantile_double;
        double d = DBL_EPSILON * fabs(quantile(one->par_double, 0.5)),
               width = quantile(one->par_double, 0.75) - quantile(one->par_double, 0.25);
        double risen = width > 0 ? fmin(1, d / width) : 1;
        sum += one->weight_double * (supremum_wanted ? risen : sqrt(d * risen));
    }
    return sum;
}

double kolmogorov_double(const law *p, const law *q, double *wrong)
{
    norms z;
    double value = norms_open(&z, p, q) ? supremum(&z) : NAN;
    *wrong = z.law[0].continuous || z.law[1].continuous ? ACCURACY : 8 * DBL_EPSILON;
    *wrong += moved(&z.law[0], true) + moved(&z.law[1], true);
    norms_close(&z);
    return value;
}

/* ---- The L2 norm ---- */

static double squared(double x, void *state)
{
    const norms *z = state;
    double d = one(z, 0, x) - one(z, 1, x);
    return d * d;
}

typedef double integrand(double, void *);

static double rule(norms *z, integrand *of, double l, double r)
{
    gsl_function f = {of, z};
    double value, missed, size, spread;
    gsl_integration_qk15(&f, l, r, &value, &missed, &size, &spread);
    return value;
}

static double bisected(norms *z, integrand *of, double l, double r, double whole, int depth, double *wrong)
{
    double m = l + 0.5 * (r - l), left = rule(z, of, l, m), right = rule(z, of, m, r),
           missed = fabs(left + right - whole);
    if (missed <= 1e-15 * z->scale || missed <= 1e-14 * whole || depth == DEPTH || !isfinite(whole)) {
        *wrong += missed;
        return left + right;
    }
    return bisected(z, of, l, m, left, depth + 1, wrong) + bisected(z, of, m, r, right, depth + 1, wrong);
}

static double integral(norms *z, integrand *of, double l, double r, double *wrong)
{
    return bisected(z, of, l, r, rule(z, of, l, r), 0, wrong);
}

static double far_place(const norms *z, double L) { return z->origin + z->direction * z->unit * exp(L); }

static double far_squared(double L, void *state)
{
    const norms *z = state;
    double value = squared(far_place(z, L), state);
    return value > 0 ? value * z->unit * exp(L) : 0;
}

/* The relative error of (F - G)^2 at L, by rounding errors of F and G. */
static double far_noise(const norms *z, double L)
{
    double x = far_place(z, L), F = one(z, 0, x), G = one(z, 1, x);
    return 2 * ROUNDING * (F + G) / fabs(F - G);
}

/* Over (x, infinity) or (-infinity, x), with the masses beyond. */
static double end_integral(norms *z, int direction, double *wrong)
{
    enum { START = -40, END = 256 };
    z->origin = direction < 0 ? z->cut[0] : z->cut[z->cuts - 1];
    z->unit = z->scale + fabs(z->origin - z->cut[z->cuts / 2]);
    z->direction = direction;
    z->side = direction > 0;
    for (int k = 0; k < 2; k++)
        z->now.jumps[k][0] = z->now.jumps[k][1] = 0;
    double total = 0, last = 0;
    for (double L = START, width = 4; L < END; L += width, width = fmax(4, L))
        total += last = integral(z, far_squared, L, L + width, wrong);
    double noise = far_noise(z, END);
    if (noise < 1)
        total += power_tail(END / 4, far_squared(END / 4, z), far_squared(END / 2, z), far_squared(END, z),
                            noise, wrong);
    else
        *wrong += last;
    return total;
}

static double integral_of_square(norms *z, double *wrong)
{
    size_t at[2] = {0, 0};
    bool smooth = z->law[0].continuous || z->law[1].continuous;
    z->scale = law_quantile_double(z->law[0].l, 0.75) - law_quantile_double(z->law[0].l, 0.25)
               + fabs(law_quantile_double(z->law[0].l, 0.5) - law_quantile_double(z->law[1].l, 0.5))
               + law_quantile_double(z->law[1].l, 0.75) - law_quantile_double(z->law[1].l, 0.25);
    double total = 0, lost = 0;
    for (size_t i = 0; i + 1 < z->cuts; i++) {
        set_cell(z, i, at);
        if (!(z->now.l < z->now.r))
            continue;
        choose_side(z);
        double d = smooth ? 0 : squared(z->now.l, z) * (z->now.r - z->now.l);
        double part = (smooth ? integral(z, squared, z->now.l, z->now.r, wrong) : d) - lost,
               sum = total + part;
        lost = (sum - total) - part;
        total = sum;
    }
    if (smooth && z->scale > 0)
        total += end_integral(z, -1, wrong) + end_integral(z, 1, wrong);
    /* F and G themselves are known to a few ulps, over a length of some scales. */
    double off =
        4 * DBL_EPSILON * sqrt(8 * fabs(z->scale)) + moved(&z->law[0], false) + moved(&z->law[1], false);
    *wrong += 8 * DBL_EPSILON * total + 2 * sqrt(total) * off + off * off;
    return total;
}

double energy_double(const law *p, const law *q, double *wrong)
{
    norms z;
    double missed = 0, square = norms_open(&z, p, q) ? 2 * integral_of_square(&z, &missed) : NAN,
           value = sqrt(square);
    norms_close(&z);
    missed *= 2;
    *wrong =
        missed > 0 ? DBL_EPSILON * value + fmin(sqrt(missed), square > 0 ? missed / value : INFINITY) : 0;
    return value;
}
