/* Minimisation: the simplex finds the valley, Newton's method its bottom, within the error that it claims. */
#include "calculus/minimise.h"
#include <criterion/criterion.h>
#include <math.h>

static double rosenbrock(void *state, const double *t)
{
    (void)state;
    double a = 1 - t[0], b = t[1] - t[0] * t[0];
    return 1 + a * a + 100 * b * b;
}

/* Steeper on one side: differences on both sides of the ridge balance beside it. */
static double roof(void *state, const double *t)
{
    (void)state;
    return fmax(2 * (t[0] - 1), 1 - t[0]) + fmax(t[1], -3 * t[1]);
}

Test(minimise, the_polish_knows_its_error)
{
    double t[] = {0.9, 0.7}, step[] = {0.3, 0.3}, scale[] = {1, 1}, value;
    valley f = {2, rosenbrock, NULL, 0};
    cr_assert(minimise_simplex(&f, t, step, 1e-6, &value), "simplex");
    minimum m = minimise_polish(&f, t, scale);
    cr_assert(m.smooth && fabs(m.value - 1) < 1e-14, "value %.17g", m.value);
    for (int i = 0; i < 2; i++)
        cr_assert(fabs(m.at[i] - 1) <= m.error[i] && m.error[i] < 1e-8, "%d: off by %g, claimed %g", i,
                  m.at[i] - 1, m.error[i]);
}

Test(minimise, a_roof_is_not_smooth)
{
    double t[] = {0.3, 0.4}, step[] = {0.3, 0.3}, scale[] = {1, 1}, value;
    valley f = {2, roof, NULL, 0};
    cr_assert(minimise_simplex(&f, t, step, 1e-9, &value) && value < 1e-6, "simplex: %g", value);
    cr_assert(!minimise_polish(&f, t, scale).smooth, "a roof was polished");
}
