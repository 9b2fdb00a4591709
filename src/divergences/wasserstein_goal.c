/*
 * How accurate the sum behind W_p must be: the error of the p-th power for that of W_p, guesses of the size, and the bits that points
 * lose next to singular ends. See wasserstein_power.c.
 */
#include "divergences/wasserstein.h"
#include "divergences/wasserstein_parts.h"

#include <float.h>
#include <math.h>

/* Binary logarithms: of W_p, roughly, and of how far apart the bulks of the laws reach. Guesses, which cost time if bad. */
typedef struct guess {
    double distance, range;
    int depth; /* of the levels that count */
} guess;

static double mass_outside(const law *l, int side, double x)
{
    return side < 0 ? law_cdf_double(l, x) : law_sf_double(l, x);
}

/* Going outward from x, outside of which there is more than the mass w: where it is w, by false position for log(mass) (Illinois). */
static double place(const law *l, int side, double w, double x, double step)
{
    enum { STEPS = 60 };
    double y = x, up = log(mass_outside(l, side, x) / w), down = up;
    for (; down > 0 && isfinite(y); step *= 2)
        x = y, up = down, y += side * step, down = log(mass_outside(l, side, y) / w);
    for (int k = 0, last = 0; k < STEPS && up > 0 && fabs(y - x) > 1e-15 * fabs(y); k++) {
        double z = x + (y - x) * (isfinite(down) ? up / (up - down) : 0.5),
               here = log(mass_outside(l, side, z) / w);
        int end = here > 0 ? 1 : -1;
        if (end > 0)
            x = z, up = here, down /= last == end ? 2 : 1;
        else
            y = z, down = here, up /= last == end ? 2 : 1;
        last = end;
    }
    return y;
}

/* Distances between quantiles, and the masses of the levels that they stand for. */
enum { LEVELS = 16, DEPTHS = 14, SAMPLES = LEVELS + 2 * DEPTHS };
typedef struct distances {
    int n;
    double mass[SAMPLES], size[SAMPLES], most;
    int deepest;
} distances;

static double log2_part(const distances *d, int k, double order)
{
    return log2(d->mass[k]) + order * log2(d->size[k]);
}

static void add_distance(distances *d, double mass, double size)
{
    d->mass[d->n] = mass;
    d->size[d->n++] = size;
    d->most = fmax(d->most, size);
}

/* The levels next to 0 or 1, deeper and deeper, until the number of those left times the distance^p is no part of the sum to 2^-goal. */
static void add_tail(distances *d, const law *p, const law *q, int side, double order, double goal)
{
    static const int depth[DEPTHS] = {5, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384};
    double u = side < 0 ? 1.0 / LEVELS : 1 - 1.0 / LEVELS, x = law_quantile_double(p, u),
           y = law_quantile_double(q, u);
    double x_step = fabs(x - law_quantile_double(p, 0.5)) + DBL_MIN,
           y_step = fabs(y - law_quantile_double(q, 0.5)) + DBL_MIN, best = -INFINITY;
    for (int k = 0; k < d->n; k++)
        best = fmax(best, log2_part(d, k, order));
    for (int k = 0; k < DEPTHS; k++) {
        double w = ldexp(1, -depth[k]);
        x = place(p, side, w, x, x_step), y = place(q, side, w, y, y_step);
        if (!isfinite(x) || !isfinite(y))
            return;
        add_distance(d, w, fabs(x - y));
        double part = log2_part(d, d->n - 1, order);
        d->deepest = depth[k] > d->deepest ? depth[k] : d->deepest;
        if (part < best - goal)
            return;
        best = fmax(best, part);
    }
}

static guess first_guess(const law *p, const law *q, double order, slong goal)
{
    distances d = {0};
    double mean = 0;
    for (int k = 1; k < LEVELS; k++) {
        double u = (double)k / LEVELS;
        add_distance(&d, 1.0 / LEVELS, fabs(law_quantile_double(p, u) - law_quantile_double(q, u)));
    }
    add_tail(&d, p, q, -1, order, (double)goal + 16);
    add_tail(&d, p, q, 1, order, (double)goal + 16);
    for (int k = 0; k < d.n && d.most > 0; k++)
        mean += d.mass[k] * pow(d.size[k] / d.most, order);
    double low = fmin(law_quantile_double(p, 1e-4), law_quantile_double(q, 1e-4)),
           high = fmax(law_quantile_double(p, 0.9999), law_quantile_double(q, 0.9999));
    double distance = d.most > 0 ? log2(d.most) + log2(mean) / order : -INFINITY;
    return (guess){distance, fmax(distance, log2(high - low)), d.deepest};
}

/* The p-th power is wanted within W^p 2^-goal for W > 1, within W^(p-1) 2^-goal below. */
static slong goal_of_power(double order, slong goal, double distance)
{
    double least = fmax(distance, (double)-goal);
    return (slong)ceil((double)goal + 2 - (order - 1) * least - fmax(least, 0));
}

/* The least exponent of a density at an end of its support other than 0; at most 0. */
static double least_exponent(real_pool *pool, const component *c)
{
    real end[2] = {NULL, NULL};
    double least = 0;
    c->family->support(pool, c, &end[0], &end[1]);
    form f = c->family->log_density(pool, c,
                                    real_from_double(pool, c->family->quantile_double(c->par_double, 0.5)));
    for (int k = 0; k < 2; k++)
        if (end[k] && !real_is_zero(end[k]))
            least = fmin(least, real_double(form_exponent(pool, &f, end[k])));
    return least;
}

/*
 * Where f ~ h^e, e < 0, at a distance h from such an end, a level down to 2^-goal is one of h down to 2^(-goal/(e + 1)), but no less than
 * 2^-finest: bits of x.
 */
static slong digits_near_ends(const law *l, slong goal, slong finest)
{
    real_pool *pool = real_pool_open();
    double least = 0, most = (double)finest;
    for (int i = 0; i < l->n; i++)
        if (l->c[i].family->kind == FAMILY_CONTINUOUS)
            least = fmin(least, least_exponent(pool, &l->c[i]));
    real_pool_close(pool);
    return least < 0 ? (slong)fmin(most, fmax(0, (double)goal) / (1 + least)) : 0;
}

static double log2_of(ball x)
{
    return arf_is_zero(arb_midref(x.v)) ? -INFINITY : (double)arf_abs_bound_lt_2exp_si(arb_midref(x.v));
}

/* Powers of so high an order take series of so many terms that one of them outlasts any budget. */
enum { MOST_ORDER = 1 << 20, MOST_EXTRA_BITS = 1 << 16 };

bool power_enclose(scope *s, real order, const law *p, const law *q, slong goal, enclosure *out)
{
    slong whole = 0;
    double k = real_double(order);
    if (!(k <= MOST_ORDER))
        return false;
    guess g = first_guess(p, q, k, goal);
    if (!real_is_integer(order, &whole) || whole > 1000)
        whole = 0;
    for (int attempt = 0; attempt < 3; attempt++) {
        slong fine = goal_of_power(k, goal, g.distance);
        double magnitude = fmax(0, isfinite(g.range) ? k * g.range : 0);
        slong finest = fine + 16 + (slong)ceil(magnitude + log2(k));
        slong lost = digits_near_ends(p, fine, finest), theirs = digits_near_ends(q, fine, finest);
        slong bits = fine + (slong)magnitude + 40 + (lost > theirs ? lost : theirs);
        if (bits > 4 * goal + MOST_EXTRA_BITS)
            return false;
        scope *work = scope_open_for(s, bits > scope_bits(s) ? bits : scope_bits(s));
        ball value = ball_in(work, ball_nothing(work));
        power_of power = {real_ball(work, order), whole};
        sum_state state =
            power_sum(work, power, p, q, fine, finest, (int)(fine + (slong)magnitude) + 16, g.depth, value);
        out->value = state == SUM_INFINITE ? ball_infinity(s) : ball_in(s, value);
        out->why = state == SUM_INFINITE ? INFINITE_TAIL : FINITE;
        double found = log2_of(ball_upper(value)), missed = ball_log2_error(value);
        scope_close(work);
        if (state != SUM_DONE)
            return state == SUM_INFINITE;
        if (!ball_is_finite(out->value) || missed <= fmax(found, 0) - (double)goal || scope_expired(s)
            || found >= g.distance)
            break;
        g.distance = attempt ? -INFINITY : found;
    }
    /* No digit, and not known to be small: the expansions end somewhere, and more precision would not help. */
    return ball_digits(out->value) > 0 || ball_log2_error(out->value) <= -(double)goal / 2;
}
