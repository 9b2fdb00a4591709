/* The critic that transport extends to the plane: 1-Lipschitz, above and below the potentials, and it attains W1. */
#include "number/random.h"
#include "transport/critic.h"

#include <criterion/criterion.h>
#include <stdlib.h>

enum { ROWS = 60, COLUMNS = 40 };

Test(critic, is_lipschitz_and_attains_w1)
{
    random_stream *r = random_open(21, 0);
    for (int trial = 0; trial < 20; trial++) {
        double x[2 * ROWS], y[2 * COLUMNS];
        int64_t a[ROWS], b[COLUMNS];
        for (int k = 0; k < 2 * ROWS; k++)
            x[k] = trial % 4 ? random_normal(r) : (double)random_below(r, 4); /* points that coincide, too */
        for (int k = 0; k < 2 * COLUMNS; k++)
            y[k] = trial % 4 ? 1 + random_normal(r) : (double)random_below(r, 4);
        for (int i = 0; i < ROWS; i++)
            a[i] = 2;
        for (int j = 0; j < COLUMNS; j++)
            b[j] = 3;
        plane_cloud rows = {ROWS, x, a}, columns = {COLUMNS, y, b};
        transport_solution s;
        cr_assert(transport_exact(COST_W1, &rows, &columns, NULL, &s, NULL));
        double cost = 0, reached = 0, u[3], v[3];
        for (int64_t k = 0; k < s.shipments; k++)
            cost += (double)s.plan[k].mass
                    * hypot(x[2 * s.plan[k].row] - y[2 * s.plan[k].column],
                            x[2 * s.plan[k].row + 1] - y[2 * s.plan[k].column + 1]);
        for (int i = 0; i < ROWS; i++) {
            double f = critic_at(&columns, &s, x[2 * i], x[2 * i + 1]);
            cr_expect(f >= transport_units(&s, s.u[i]) - 1e-12, "trial %d: below the potential of point %d",
                      trial, i);
            reached += (double)a[i] * f;
        }
        for (int j = 0; j < COLUMNS; j++) {
            double f = critic_at(&columns, &s, y[2 * j], y[2 * j + 1]);
            cr_expect(f <= -transport_units(&s, s.v[j]), "trial %d: above the potential of point %d", trial,
                      j);
            reached -= (double)b[j] * f;
        }
        /* costs are rounded to 2^-50 of the largest: far below 1e-10 of the sum */
        cr_expect(fabs(reached - cost) < 1e-10 * (1 + cost), "trial %d: attains %.15g of %.15g", trial,
                  reached, cost);
        for (int k = 0; k < 200; k++) {
            for (int i = 0; i < 2; i++) {
                u[i] = 5 * random_normal(r);
                v[i] = k % 2 ? u[i] + 1e-3 * random_normal(r) : 5 * random_normal(r);
            }
            double rise = fabs(critic_at(&columns, &s, u[0], u[1]) - critic_at(&columns, &s, v[0], v[1]));
            cr_expect(rise <= hypot(u[0] - v[0], u[1] - v[1]) + 1e-13, "trial %d: steeper than 1", trial);
        }
        transport_clear(&s);
    }
    random_close(r);
}
