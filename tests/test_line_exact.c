/* Exact transport on the line: plans and potentials, against the plane, and the check against forgeries. */
#include "number/random.h"
#include "transport/exact.h"
#include "transport/line_exact.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct cloud_case {
    line_cloud c;
    int64_t *x, *mass;
} cloud_case;

static cloud_case grid_cloud(random_stream *r, size_t n, int64_t total, int64_t step, int64_t places)
{
    cloud_case c = {.x = malloc(n * sizeof(int64_t)), .mass = malloc(n * sizeof(int64_t))};
    int64_t left = total;
    for (size_t k = 0; k < n; k++) {
        c.x[k] = step * (int64_t)random_below(r, (uint64_t)places);
        c.mass[k] = k + 1 == n ? left : (int64_t)random_below(r, (uint64_t)left / 3 + 1);
        left -= c.mass[k];
    }
    c.c = (line_cloud){n, c.x, c.mass};
    return c;
}
static void leave(cloud_case *c)
{
    free(c->x);
    free(c->mass);
}

/* The same problem solved by the planar solver, which knows nothing of lines: its enclosure must hold the exact value. */
static double in_the_plane(int p, const cloud_case *a, const cloud_case *b, double unit)
{
    plane_cloud plane[2];
    const cloud_case *side[2] = {a, b};
    for (int s = 0; s < 2; s++) {
        double *xy = calloc(2 * side[s]->c.n, sizeof *xy);
        for (size_t k = 0; k < side[s]->c.n; k++)
            xy[2 * k] = (double)side[s]->x[k] * unit;
        plane[s] = (plane_cloud){side[s]->c.n, xy, side[s]->mass};
    }
    transport_solution s;
    double sum = 0, total = (double)plane_mass(&plane[0]);
    bool done = transport_exact(p == 1 ? COST_W1 : COST_W2, &plane[0], &plane[1], NULL, &s, NULL);
    for (int64_t k = 0; done && k < s.shipments; k++)
        sum += (double)s.plan[k].mass / total
               * pow(fabs(plane[0].xy[2 * s.plan[k].row] - plane[1].xy[2 * s.plan[k].column]), p);
    transport_clear(&s);
    free((void *)plane[0].xy);
    free((void *)plane[1].xy);
    return done ? sum : NAN;
}

Test(line_exact, exact_plans_pass_both_checks_and_agree_with_the_plane)
{
    random_stream *r = random_open(3, 0);
    const double orders[] = {1, 2, 3, 1.5, 7};
    for (int trial = 0; trial < 150; trial++) {
        double p = orders[trial % 5];
        size_t n = 1 + random_below(r, 40), m = 1 + random_below(r, 40);
        int64_t total = trial % 2 ? 50 : (int64_t)1 << 61, places = trial % 3 ? 20 : 1000000,
                step = ((int64_t)1 << LINE_BITS) / places;
        cloud_case a = grid_cloud(r, n, total, step, places), b = grid_cloud(r, m, total, step, places);
        line_solution s;
        line_bounds fast, plain;
        line_solve(p, &a.c, &b.c, &s);
        cr_expect(line_check(&a.c, &b.c, &s, false, &fast), "trial %d: %s", trial, fast.why);
        cr_expect(line_check(&a.c, &b.c, &s, true, &plain), "trial %d, plainly: %s", trial, plain.why);
        cr_expect(fmpz_cmp(plain.lower, plain.upper) <= 0 && fmpz_cmp(fast.lower, plain.lower) <= 0
                      && fmpz_equal(fast.upper, plain.upper),
                  "trial %d: two checks, two answers", trial);
        double unit = ldexp(1, -line_cost_bits(p)) / (double)total, lower = fmpz_get_d(fast.lower) * unit,
               upper = fmpz_get_d(fast.upper) * unit;
        if (p == 1 || p == 2) {
            cr_expect(fmpz_equal(fast.lower, fast.upper), "trial %d: a gap", trial);
            double plane = in_the_plane((int)p, &a, &b, ldexp(1, -LINE_BITS));
            /* costs there are rounded to 2^-49 of the largest */
            cr_expect(fabs(plane - upper) < 1e-13, "trial %d: %.17g on the line, %.17g in the plane", trial,
                      upper, plane);
        } else {
            cr_expect(upper - lower < 1e-15, "trial %d, p = %g: a gap of %g", trial, p, upper - lower);
        }
        line_bounds_clear(&fast);
        line_bounds_clear(&plain);
        line_solution_clear(&s);
        leave(&a);
        leave(&b);
    }
    random_close(r);
}

Test(line_exact, forged_certificates_are_refused)
{
    random_stream *r = random_open(4, 0);
    cloud_case a = grid_cloud(r, 30, 1000, (int64_t)1 << 50, 1000),
               b = grid_cloud(r, 20, 1000, (int64_t)1 << 50, 1000);
    for (int forgery = 0; forgery < 7; forgery++)
        for (int plainly = 0; plainly < 2; plainly++) {
            line_solution s;
            line_bounds found;
            line_solve(1 + forgery % 2, &a.c, &b.c, &s);
            int64_t last = s.shipments - 1;
            s.u[7] += forgery == 0;
            s.v[19] += forgery == 1;
            s.plan[last].mass += forgery == 2;
            s.plan[last].column = forgery == 3 ? 20 : forgery == 4 ? s.plan[0].column : s.plan[last].column;
            s.plan[last].row = forgery == 5 ? -1 : s.plan[last].row;
            s.shipments -= forgery == 6;
            cr_expect(!line_check(&a.c, &b.c, &s, plainly, &found), "forgery %d passes", forgery);
            line_bounds_clear(&found);
            line_solution_clear(&s);
        }
    leave(&a);
    leave(&b);
    random_close(r);
}
