/* Cells and points on the line: see planar_line.h. */
#include "divergences/planar_line.h"

#include <math.h>
#include <string.h>

/* E(X^2; X <= b), in closed form for normal and uniform laws; indeterminate for others. */
static ball second_moment_below(scope *s, const component *c, ball b)
{
    bool uniform = !strcmp(c->family->name, "uniform");
    if (!uniform && strcmp(c->family->name, "normal"))
        return ball_nothing(s);
    ball first = real_ball(s, c->par[0]), second = real_ball(s, c->par[1]);
    if (uniform) {
        ball at = ball_min(ball_max(b, first), second), length = ball_sub(second, first);
        return ball_div(ball_sub(ball_mul(at, ball_sqr(at)), ball_mul(first, ball_sqr(first))),
                        ball_mul_int(length, 3));
    }
    ball t = ball_div(ball_sub(b, first), second), below = ball_normal_cdf(t);
    ball phi =
        ball_div(ball_exp(ball_neg(ball_scale2(ball_sqr(t), -1))), ball_sqrt(ball_scale2(ball_pi(s), 1)));
    ball spread = ball_mul(ball_sqr(second), ball_sub(below, ball_mul(t, phi)));
    ball moved = ball_sub(ball_mul(first, below), ball_scale2(ball_mul(second, phi), 1));
    return ball_add(spread, ball_mul(first, moved));
}

typedef struct up_to {
    ball mass, first, second; /* of X <= b */
} up_to;

static up_to below(scope *s, const law *l, ball b)
{
    up_to u = {.mass = law_cdf(s, l, b), .second = ball_in(s, ball_int(0))};
    u.first = ball_sub(ball_mul(b, u.mass), law_lower_excess(s, l, b));
    for (int i = 0; i < l->n; i++)
        u.second =
            ball_add(u.second, ball_mul(real_ball(s, l->c[i].weight), second_moment_below(s, &l->c[i], b)));
    return u;
}

/* Cuts for cells of about p^(1/3) (the best for squared distances): for a normal law those are quantiles of sd sqrt 3. */
static double cut_at(const law *l, double u)
{
    double at = law_quantile_double(l, u), middle = law_quantile_double(l, 0.5);
    bool normal = l->n == 1 && !strcmp(l->c->family->name, "normal");
    return normal ? middle + sqrt(3) * (at - middle) : at;
}

/* (u - a)(b - u) >= 0 bounds u^2 on a bounded cell. */
static ball square_between(ball a, ball b, ball z, ball mass, ball first)
{
    ball top = ball_sub(ball_mul(ball_sub(ball_add(a, b), ball_scale2(z, 1)), first),
                        ball_mul(ball_mul(a, b), mass));
    return ball_add(top, ball_mul(ball_sqr(z), mass));
}

/* Each atom is a cell of its own. */
static bool take_atoms(line_cells *out, scope *s, const law *l)
{
    real_pool *pool = real_pool_open();
    ball zero = ball_in(s, ball_int(0));
    *out = (line_cells){.error = zero, .total_bias = zero};
    for (int i = 0; i < l->n; i++)
        for (size_t k = 0; k < l->c[i].family->atoms(&l->c[i]); k++) {
            real x, weight;
            int at = out->n++;
            l->c[i].family->atom(pool, &l->c[i], k, &x, &weight);
            ball point = real_ball(s, x), mass = real_ball(s, real_mul(pool, weight, l->c[i].weight));
            ball moved = ball_sub(point, ball_exact_double(s, out->z[at] = ball_double(point)));
            out->mass[at] = mass;
            out->bias[at] = ball_mul(mass, moved);
            out->square[at] = ball_mul(mass, ball_sqr(moved));
            out->error = ball_add(out->error, out->square[at]);
            out->total_bias = ball_add(out->total_bias, out->bias[at]);
        }
    real_pool_close(pool);
    return true;
}

size_t line_atoms(const law *l)
{
    size_t atoms = 0;
    for (int i = 0; i < l->n; i++) {
        if (l->c[i].family->kind != FAMILY_ATOMS)
            return 0;
        atoms += l->c[i].family->atoms(&l->c[i]);
    }
    return atoms <= MOST_CELLS ? atoms : 0;
}

bool line_cells_cut(line_cells *out, scope *s, const law *l, int n)
{
    if (line_atoms(l))
        return take_atoms(out, s, l);
    ball mean = law_mean(s, l), moment = ball_add(law_variance(s, l), ball_sqr(mean)), previous = ball_int(0);
    ball zero = ball_in(s, ball_int(0));
    up_to low = {zero, zero, zero};
    double last = -INFINITY;
    *out = (line_cells){.error = moment, .total_bias = mean};
    if (!ball_is_finite(moment))
        return false;
    for (int k = 1; k <= n; k++) {
        double at = k < n ? cut_at(l, (double)k / n) : INFINITY;
        if (k < n && !(at > last && isfinite(at)))
            continue;
        ball b = k < n ? ball_exact_double(s, at) : ball_int(0);
        up_to high = k < n ? below(s, l, b) : (up_to){ball_in(s, ball_int(1)), mean, moment};
        ball mass = ball_sub(high.mass, low.mass), first = ball_sub(high.first, low.first);
        ball unit = ball_max(mass, zero);
        int i = out->n++;
        double z = ball_double(ball_div(first, mass));
        out->z[i] = isfinite(z) ? z : isfinite(last) ? last : at;
        ball point = ball_exact_double(s, out->z[i]);
        out->mass[i] = unit;
        out->bias[i] = ball_sub(first, ball_mul(point, mass));
        ball square =
            ball_add(ball_sub(ball_sub(high.second, low.second), ball_scale2(ball_mul(point, first), 1)),
                     ball_mul(ball_sqr(point), mass));
        if (!ball_is_finite(square) && k < n && isfinite(last))
            square = square_between(previous, b, point, mass, first);
        out->square[i] = square;
        out->error = ball_add(
            out->error, ball_sub(ball_mul(ball_sqr(point), mass), ball_scale2(ball_mul(point, first), 1)));
        out->total_bias = ball_sub(out->total_bias, ball_mul(point, mass));
        low = high, previous = b, last = at;
    }
    for (int i = 0; i < out->n; i++) /* the whole error bounds any part of it */
        if (!ball_is_finite(out->square[i]))
            out->square[i] = out->error;
    return true;
}

/* ---- Points outward of the mass ---- */

/* The ends: those of the support; of normal laws, so far that what lies beyond does not matter. False for other laws. */
static bool hat_ends(const law *l, double end[2])
{
    enum { REACH = 10 };
    end[0] = INFINITY, end[1] = -INFINITY;
    for (int i = 0; i < l->n; i++) {
        const component *c = &l->c[i];
        double a = c->par_double[0], b = c->par_double[1];
        bool uniform = !strcmp(c->family->name, "uniform");
        if (!uniform && strcmp(c->family->name, "normal"))
            return false;
        end[0] = fmin(end[0], uniform ? nextafter(a, -INFINITY) : a - REACH * b);
        end[1] = fmax(end[1], uniform ? nextafter(b, INFINITY) : a + REACH * b);
    }
    return true;
}

/* E (X - e)^2 over the X beyond the end, at most. */
static ball beyond(scope *s, const law *l, double end, bool right)
{
    ball e = ball_exact_double(s, end), mean = law_mean(s, l);
    up_to u = below(s, l, e);
    if (right)
        u = (up_to){ball_sub(ball_in(s, ball_int(1)), u.mass), ball_sub(mean, u.first),
                    ball_sub(ball_add(law_variance(s, l), ball_sqr(mean)), u.second)};
    ball square =
        ball_add(ball_sub(u.second, ball_scale2(ball_mul(e, u.first), 1)), ball_mul(ball_sqr(e), u.mass));
    return ball_max(ball_upper(square), ball_in(s, ball_int(0)));
}

/* The masses are second differences of E max(b - X, 0). */
static void hat_masses(line_hats *out, scope *s, const law *l)
{
    ball slope = ball_in(s, ball_int(0)), last = ball_in(s, ball_int(0)), left = last;
    for (int i = 0; i < out->n; i++) {
        ball at = ball_exact_double(s, out->z[i]), excess = law_lower_excess(s, l, at), next;
        if (i > 0) {
            next = ball_div(ball_sub(excess, last), ball_sub(at, left));
            out->mass[i - 1] = ball_max(ball_sub(next, slope), ball_int(0));
            slope = next;
        }
        last = excess, left = at;
    }
    out->mass[out->n - 1] = ball_max(ball_sub(ball_in(s, ball_int(1)), slope), ball_int(0));
}

static void hats_of_atoms(line_hats *out, scope *s, const law *l)
{
    line_cells cells;
    take_atoms(&cells, s, l);
    *out = (line_hats){.n = cells.n, .cut = ball_in(s, ball_int(0))};
    for (int i = 0; i < cells.n;
         i++) { /* an atom whose place is rounded is moved by so little that its square does not count */
        out->z[i] = cells.z[i], out->mass[i] = cells.mass[i];
        out->cut = ball_add(out->cut, cells.square[i]);
    }
}

bool line_hats_make(line_hats *out, scope *s, const law *l, int n)
{
    double end[2], last;
    if (line_atoms(l)) {
        hats_of_atoms(out, s, l);
        return true;
    }
    if (!hat_ends(l, end))
        return false;
    *out = (line_hats){.cut = ball_add(beyond(s, l, end[0], false), beyond(s, l, end[1], true))};
    out->z[out->n++] = last = end[0];
    for (int k = 1; k < n - 1; k++) {
        double at = cut_at(l, (k - 0.5) / (n - 2));
        if (at > last && at < end[1])
            out->z[out->n++] = last = at;
    }
    out->z[out->n++] = end[1];
    hat_masses(out, s, l);
    return true;
}
