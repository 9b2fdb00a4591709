/*
 * W_k in double precision, from W_k^k = integral over (0,1) of |F^-1 - G^-1|^k. See wasserstein.h.
 *
 * Two lists of atoms are coupled monotonically in O(n log n). Otherwise the unit interval is halved, so that the upper
 * half is integrated over the mass above, cut where a quantile function jumps or a component of a mixture begins and ends, and integrated by Gauss and Kronrod's rule
 * with bisection; next to 0 in the variable s of w = b e^-s, which copes with infinite ends.
 */
#include "divergences/power_tail.h"
#include "divergences/staircase.h"
#include "divergences/wasserstein.h"

#include <float.h>
#include <gsl/gsl_integration.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH = 24, LANDMARK_DEPTH = 16 };

typedef struct quantiles {
    staircase p, q;
    double order;
    int side;
    double scale; /* the size of the integral, for tolerances */
    double noise; /* what rounding errors of the quantiles can do to it */
    bool logarithmic;
    double near; /* b */
} quantiles;

static double cost(double distance, double order)
{
    return order == 1 ? distance : order == 2 ? distance * distance : pow(distance, order);
}

/* F^-1 - G^-1 at v, which is the mass w itself or s = log(near/w). */
static double mass_at(const quantiles *z, double v) { return z->logarithmic ? z->near * exp(-v) : v; }

static double difference(const quantiles *z, double v)
{
    double w = mass_at(z, v);
    return staircase_quantile(&z->p, z->side, w) - staircase_quantile(&z->q, z->side, w);
}

static double integrand(double v, void *state)
{
    const quantiles *z = state;
    double w = mass_at(z, v);
    return w > 0 ? (z->logarithmic ? w : 1) * cost(fabs(difference(z, v)), z->order) : 0;
}

/* ---- Two lists of atoms ---- */

static double couple(const staircase *p, const staircase *q, double order, double *wrong)
{
    double total = 0, lost = 0, left = p->n ? p->atom[0].mass : 0, right = q->n ? q->atom[0].mass : 0;
    for (size_t i = 0, j = 0; i < p->n && j < q->n;) {
        double moved = fmin(left, right),
               part = moved * cost(fabs(p->atom[i].x - q->atom[j].x), order) - lost;
        double sum = total + part;
        lost = (sum - total) - part;
        total = sum;
        /* Positions in mass come from the cumulative sums, so that rounding errors do not pile up along the walk. */
        bool p_ends = p->below[i + 1] <= q->below[j + 1], q_ends = q->below[j + 1] <= p->below[i + 1];
        double at = fmin(p->below[i + 1], q->below[j + 1]);
        i += p_ends, j += q_ends;
        left = i < p->n ? p->below[i + 1] - at : 0;
        right = j < q->n ? q->below[j + 1] - at : 0;
    }
    double span = fmax(p->atom[p->n - 1].x, q->atom[q->n - 1].x) - fmin(p->atom[0].x, q->atom[0].x);
    *wrong = 8 * DBL_EPSILON * (total * (1 + order) + cost(span, order));
    return total;
}

/* ---- One interval ---- */

static double rule(quantiles *z, double a, double b, double *missed)
{
    gsl_function f = {integrand, z};
    double value, size, spread;
    gsl_integration_qk15(&f, a, b, &value, missed, &size, &spread);
    return value;
}

static bool is_enough(const quantiles *z, double missed, double sum)
{
    return missed <= 1e-15 * z->scale + z->noise || missed <= 1e-14 * fabs(sum) || !isfinite(sum);
}

/* The rule on both halves, until they agree with the whole. */
static double bisected(quantiles *z, double a, double b, double whole, int depth, double *wrong)
{
    double own, half = a + 0.5 * (b - a), left = rule(z, a, half, &own), right = rule(z, half, b, &own),
                sum = left + right, missed = fabs(sum - whole);
    if (is_enough(z, missed, sum) || depth == DEPTH) {
        *wrong += missed;
        return sum;
    }
    return bisected(z, a, half, left, depth + 1, wrong) + bisected(z, half, b, right, depth + 1, wrong);
}

/* Over (a, b): by one rule, if that of seven points agrees with it. */
static double stretch(quantiles *z, double a, double b, double *wrong)
{
    double missed, whole = rule(z, a, b, &missed);
    if (!is_enough(z, missed, whole))
        return bisected(z, a, b, whole, 0, wrong);
    *wrong += missed;
    return whole;
}

/* Where F^-1 - G^-1 changes its sign between a and b. */
static double crossing(const quantiles *z, double a, double b)
{
    bool positive = difference(z, a) > 0;
    for (int k = 0; k < 60; k++) {
        double half = a + 0.5 * (b - a);
        *((difference(z, half) > 0) == positive ? &a : &b) = half;
    }
    return a;
}

/*
 * Over (a, b), cut at the crossings that show: the integrand has kinks there, which mislead rule and error alike. An even power
 * has none.
 */
static double integral(quantiles *z, double a, double b, double *wrong)
{
    enum { SAMPLES = 6 };
    if (fmod(z->order, 2) == 0)
        return stretch(z, a, b, wrong);
    double total = 0, start = a, before = a + 1e-9 * (b - a);
    for (int k = 1; k <= SAMPLES; k++) {
        double here = k < SAMPLES ? a + (b - a) * k / SAMPLES : b - 1e-9 * (b - a);
        if (difference(z, before) * difference(z, here) < 0) {
            double cut = crossing(z, before, here);
            total += stretch(z, start, cut, wrong);
            start = cut;
        }
        before = here;
    }
    return total + stretch(z, start, b, wrong);
}

/* The relative error of the integrand at s, by rounding errors of the quantiles. */
static double noise_at(const quantiles *z, double s)
{
    double w = mass_at(z, s), x = staircase_quantile(&z->p, z->side, w),
           y = staircase_quantile(&z->q, z->side, w);
    return z->order * 32 * DBL_EPSILON * (fabs(x) + fabs(y)) / fabs(x - y);
}

/* Over (0, b). What the integrand in s still is at the end goes on as a power of the mass. */
static double next_to_zero(quantiles *z, double b, double *wrong)
{
    enum { END = 512 };
    double total = 0, last = 0;
    z->near = b;
    z->logarithmic = true;
    for (double s = 0, width = 4; s < END; s += width, width = fmax(4, s))
        total += last = integral(z, s, s + width, wrong);
    double noise = noise_at(z, END);
    if (!isfinite(total))
        total = INFINITY;
    else if (noise < 1)
        total += power_tail(END / 4, integrand(END / 4, z), integrand(END / 2, z), integrand(END, z), noise,
                            wrong);
    else
        *wrong += last;
    z->logarithmic = false;
    return total;
}

/* ---- One half of the masses ---- */

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static size_t add_jumps(const staircase *c, int side, double *out)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        double before = staircase_before(c, side, i), through = staircase_through(c, side, i);
        if (before > 0 && before < 0.5)
            out[n++] = before;
        if (through > 0 && through < 0.5)
            out[n++] = through;
    }
    return n;
}

/* The masses at the landmarks of a mixture. */
static size_t add_landmarks(const staircase *c, int side, double *out)
{
    size_t n = 0, marks = c->l->n > 1 ? staircase_landmarks(c, LANDMARK_DEPTH, out) : 0;
    for (size_t i = 0; i < marks; i++) {
        double w = staircase_mass(c, side, out[i]);
        if (w > 0 && w < 0.5)
            out[n++] = w;
    }
    return n;
}

/* A jump of the quantiles at a mass w is known to be there up to the rounding of 1 - w. */
static double misplaced(quantiles *z, double w)
{
    return DBL_EPSILON * fabs(integrand(w * (1 + 1e-9), z) - integrand(w * (1 - 1e-9), z));
}

static double half_integral(quantiles *z, int side, double *wrong)
{
    size_t n = 0, components = (size_t)(z->p.l->n + z->q.l->n),
           room = 2 * (z->p.n + z->q.n) + components * LANDMARKS(LANDMARK_DEPTH) + 4;
    double *cut = malloc(room * sizeof *cut), total = 0, near = 1.0 / 64;
    z->side = side;
    n += add_landmarks(&z->p, side, cut);
    n += add_landmarks(&z->q, side, cut + n);
    n += add_jumps(&z->p, side, cut + n);
    n += add_jumps(&z->q, side, cut + n);
    cut[n++] = 0.5;
    qsort(cut, n, sizeof *cut, by_size);
    near = fmin(near, cut[0]);
    total = next_to_zero(z, near, wrong);
    double a = near;
    for (size_t i = 0; i < n; i++) {
        if (cut[i] > a && isfinite(total)) {
            total += integral(z, a, cut[i], wrong);
            *wrong += misplaced(z, cut[i]);
        }
        a = fmax(a, cut[i]);
    }
    free(cut);
    return total;
}

static double power_of_distance(quantiles *z, double *wrong)
{
    *wrong = 0;
    if (!z->p.continuous && !z->q.continuous)
        return couple(&z->p, &z->q, z->order, wrong);
    for (int k = 1; k < 64; k++) {
        double x = staircase_quantile(&z->p, 0, k / 64.0), y = staircase_quantile(&z->q, 0, k / 64.0),
               d = fabs(x - y);
        z->scale += cost(d, z->order) / 64;
        z->noise += (cost(d + 4 * DBL_EPSILON * (fabs(x) + fabs(y)), z->order) - cost(d, z->order)) / 64;
    }
    if (!isfinite(z->scale))
        return INFINITY;
    double total = half_integral(z, 0, wrong) + half_integral(z, 1, wrong);
    *wrong += 1e-14 * total + 4 * z->noise;
    return total;
}

/* Powers of small distances may vanish where the distances do not. */
static const double UNDERFLOW = 1e-300;

static bool is_zero(const quantiles *z)
{
    enum { LEVELS = 64 };
    for (int k = 1; k < LEVELS; k++)
        if (staircase_quantile(&z->p, 0, (double)k / LEVELS)
            != staircase_quantile(&z->q, 0, (double)k / LEVELS))
            return false;
    return true;
}

double wasserstein_order(const divergence *d)
{
    const char *name = d->row->name;
    bool known = !strcmp(name, "w1") || !strcmp(name, "w2") || !strcmp(name, "wp");
    return !known ? NAN : name[1] == 'p' ? real_double(d->order) : name[1] - '0';
}

double wasserstein_double_from(const staircase *p, const law *q, double order, double *wrong)
{
    quantiles z = {.p = *p, .order = order};
    double power = NAN, missed = INFINITY;
    if (staircase_open(&z.q, q))
        power = power_of_distance(&z, &missed);
    if (power < UNDERFLOW && !is_zero(&z))
        power = NAN;
    staircase_close(&z.q);
    double value = isfinite(order) ? pow(power, 1 / order) : NAN; /* a zeroth power would be 1 */
    *wrong = 0;
    if (isfinite(power) && missed > 0) /* the slope of the root is unbounded next to 0 */
        *wrong = DBL_EPSILON * value
                 + fmin(pow(missed, 1 / order), power > 0 ? missed * value / (order * power) : INFINITY);
    return value;
}

double wasserstein_double(const law *p, const law *q, double order, double *wrong)
{
    staircase from;
    double value = *wrong = NAN;
    if (staircase_open(&from, p))
        value = wasserstein_double_from(&from, q, order, wrong);
    staircase_close(&from);
    return value;
}
