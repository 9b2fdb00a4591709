/*
 * Three things stand between the solved problem and the files' own:
 *   coordinates   a decimal is at most 2^-53 |x| from its double, so that a law moves by at most d = 2^-52 max|x|, 2^-52 max|y|: by
 *                 the triangle inequality W changes by at most d for each cloud that has such decimals;
 *   masses        see transport/masses.h: the cost changes by at most moved * (largest cost);
 *   costs         the gap between the dual and the primal sum.
 */
#include "divergences/cloud_transport.h"
#include "divergences/cloud_line.h"

#include "transport/masses.h"
#include "transport/optimality.h"

#include <math.h>
#include <stdlib.h>

/* Is the exact number a double? */
static bool is_double(real x, fmpq_t scratch)
{
    if (!real_rational(x, scratch))
        return false;
    fmpz *den = fmpq_denref(scratch);
    return fmpz_bits(fmpq_numref(scratch)) <= 53 && fmpz_val2(den) + 1 == fmpz_bits(den)
           && fmpz_bits(den) < 1000;
}

/* How far the doubles may be from the decimals: 0 if they are the same numbers. */
static double displacement(const cloud *c)
{
    double largest = 0;
    bool all = true;
    fmpq_t scratch;
    fmpq_init(scratch);
    for (size_t k = 0; k < c->n * (size_t)c->dim; k++) {
        all = all && is_double(c->x[k], scratch);
        largest = fmax(largest, fabs(c->x_double[k]));
    }
    fmpq_clear(scratch);
    return all ? 0 : largest * 0x1p-52 + 0x1p-1070;
}

static double *on_the_plane(const cloud *c)
{
    double *xy = malloc(sizeof *xy * 2 * c->n);
    for (size_t k = 0; k < 2 * c->n; k++)
        xy[k] = c->x_double[k];
    return xy;
}

/* The least cost is within `moved` largest costs, 2^COST_BITS units, of what was solved; W within `shift`. */
static ball bound(scope *s, const cloud_transport *t, double cost, double moved, double shift, int side)
{
    double wrong = ldexp(moved, COST_BITS + 1 - t->solution.exponent);
    ball c = ball_add(ball_exact_double(s, cost), ball_exact_double(s, side * wrong)),
         zero = ball_in(s, ball_int(0));
    c = ball_max(c, zero);
    ball W = t->solution.kind == COST_W2 ? ball_sqrt(c) : c;
    W = ball_max(ball_add(W, ball_exact_double(s, side * shift)), zero);
    return side < 0 ? ball_lower(W) : ball_upper(W);
}

static bool solve_and_check(scope *s, cost_kind kind, const plane_cloud plane[2],
                            const cloud_transport_options *o, double moved, double shift,
                            cloud_transport *out, error *e)
{
    optimality found;
    double start = scope_clock();
    if (!transport_exact(kind, &plane[0], &plane[1], o->watch, &out->solution, e))
        return false;
    double solved = scope_clock();
    bool right = optimality_check(&plane[0], &plane[1], &out->solution, o->plainly, &found);
    out->seconds = solved - start;
    out->check_seconds = scope_clock() - solved;
    if (!right)
        return error_set(e, -1, "the solution failed its check: %s", found.why);
    out->total = (double)plane_mass(&plane[0]);
    out->lower = bound(s, out, found.lower, moved, shift, -1);
    bool ended = !out->solution.optimal;
    out->plan = out->solution.plan;
    out->shipments = out->solution.shipments;
    out->complete = !ended;
    out->upper = ended ? ball_infinity(s) : bound(s, out, found.upper, moved, shift, +1);
    out->value =
        ended ? ball_double(out->lower) : ball_double(ball_scale2(ball_add(out->lower, out->upper), -1));
    out->exact = !moved && !shift && !ended;
    return true;
}

static bool in_the_plane(scope *s, cost_kind kind, const cloud *const c[2], const char *const name[2],
                         const cloud_transport_options *options, cloud_transport *out, error *e)
{
    double moved = 0, *xy[2];
    int64_t *mass[2];
    weights w[2];
    plane_cloud plane[2];
    for (int k = 0; k < 2; k++) {
        xy[k] = on_the_plane(c[k]);
        mass[k] = malloc(sizeof(int64_t) * c[k]->n);
        w[k] = (weights){c[k]->n, c[k]->weight};
        plane[k] = (plane_cloud){c[k]->n, xy[k], mass[k]};
    }
    bool done =
        masses_make(w, name, options->normalise, mass, &moved, e)
        && solve_and_check(s, kind, plane, options, moved, displacement(c[0]) + displacement(c[1]), out, e);
    for (int k = 0; k < 2; k++) {
        free(xy[k]);
        free(mass[k]);
    }
    return done;
}

bool cloud_transport_make(scope *s, double p, const cloud *const c[2], const char *const name[2],
                          const cloud_transport_options *options, cloud_transport *out, error *e)
{
    *out = (cloud_transport){0};
    if (c[0]->dim != c[1]->dim)
        return error_set(e, -1, "%s has points of dimension %d, %s of dimension %d", name[0], c[0]->dim,
                         name[1], c[1]->dim);
    if (!(p >= 1 && p <= 1000))
        return error_set(e, -1, "the order %g is not in [1, 1000]", p);
    if (c[0]->dim == 1)
        return cloud_line_make(s, p, c, name, options, out, e);
    if (p != 1 && p != 2)
        return error_set(e, -1, "the order %g is for points on the line; in the plane it is 1 or 2", p);
    return in_the_plane(s, p == 2 ? COST_W2 : COST_W1, c, name, options, out, e);
}

void cloud_transport_clear(cloud_transport *t)
{
    transport_clear(&t->solution);
    line_solution_clear(&t->line);
}

double cloud_transport_potential(const cloud_transport *t, int side, size_t k)
{
    if (!t->on_line)
        return transport_units(&t->solution, side ? t->solution.v[k] : t->solution.u[k]);
    double p = t->line.p, of_span = ldexp((double)(side ? t->line.v[k] : t->line.u[k]), -line_cost_bits(p));
    return of_span * pow(ldexp(1, LINE_BITS - t->line_shift), p);
}
