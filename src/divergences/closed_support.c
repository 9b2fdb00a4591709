/*
 * What the supports alone decide:
 *     no common mass (one law of atoms and one with a density, carried by sets of different dimensions in the plane, or
 *     disjoint intervals):          KL = infinity, JS = log 2, TV = 1, int p^a q^(1-a) = 0 (a < 1) or infinity (a > 1);
 *     some mass of P outside the support of Q:  KL and int p^a q^(1-a) (a > 1) are infinite.
 * The density of a continuous family is positive inside its support, an interval.
 */
#include "divergences/closed_support.h"

#include "distributions/planar.h"

#include <string.h>

static bool is_uniform(const closed_law *l) { return !strcmp(l->family, "uniform"); }
static bool on_the_line(const closed_law *l) { return l->self && l->self->dim == 1; }

bool closed_has_density_only(const closed_law *l)
{
    return on_the_line(l) && law_has_density(l->self) && !law_has_atoms(l->self);
}

static bool has_atoms_only(const closed_law *l)
{
    return on_the_line(l) && law_has_atoms(l->self) && !law_has_density(l->self);
}

bool closed_support(const closed_pair *c, const closed_law *l, real *lo, real *hi)
{
    if (is_uniform(l)) {
        *lo = l->par[0];
        *hi = l->par[1];
        return true;
    }
    if (!closed_has_density_only(l) || l->self->n != 1)
        return false;
    l->self->c->family->support(c->pool, l->self->c, lo, hi);
    return true;
}

/* a <= b for ends of intervals, where NULL is infinite: 1, 0 or REAL_UNDECIDED. */
static int at_most(real a, real b)
{
    int order = real_compare(a, b);
    return order == REAL_UNDECIDED ? order : order <= 0;
}

int closed_inside(const closed_pair *c)
{
    real lo, hi, from, to;
    if (!closed_support(c, &c->p, &lo, &hi) || !closed_support(c, &c->q, &from, &to))
        return REAL_UNDECIDED;
    int left = !from ? 1 : !lo ? 0 : at_most(from, lo), right = !to ? 1 : !hi ? 0 : at_most(hi, to);
    if (left == 0 || right == 0)
        return 0;
    return left == 1 && right == 1 ? 1 : REAL_UNDECIDED;
}

/* The dimension of the sets that carry a law on the plane, or -1 if its components differ. */
static int planar_dimension(const closed_law *l)
{
    if (!l->self || l->self->dim != 2)
        return -1;
    int first = component_dimension2(&l->self->c[0]);
    for (int i = 1; i < l->self->n; i++)
        if (component_dimension2(&l->self->c[i]) != first)
            return -1;
    return first;
}

static bool different_dimensions(const closed_pair *c)
{
    int p = planar_dimension(&c->p), q = planar_dimension(&c->q);
    return p >= 0 && q >= 0 && p != q;
}

static bool atoms_against_density(const closed_pair *c)
{
    return (has_atoms_only(&c->p) && closed_has_density_only(&c->q))
           || (closed_has_density_only(&c->p) && has_atoms_only(&c->q));
}

static bool without_common_mass(const closed_pair *c)
{
    real lo, hi, from, to;
    if (atoms_against_density(c) || different_dimensions(c))
        return true;
    if (!closed_support(c, &c->p, &lo, &hi) || !closed_support(c, &c->q, &from, &to))
        return false;
    return (hi && from && at_most(hi, from) == 1) || (lo && to && at_most(to, lo) == 1);
}

bool closed_apart_tv(const closed_pair *c, enclosure *out)
{
    return without_common_mass(c) && closed_apart(c, CLOSED_TV, out);
}
bool closed_apart_js(const closed_pair *c, enclosure *out)
{
    return without_common_mass(c) && closed_apart(c, CLOSED_JS, out);
}

bool closed_outside_support_kl(const closed_pair *c, enclosure *out)
{
    return (without_common_mass(c) || closed_inside(c) == 0) && closed_infinite(c, out, INFINITE_SUPPORT);
}

bool closed_outside_support_log_power(const closed_pair *c, enclosure *out)
{
    if (without_common_mass(c))
        return closed_apart(c, CLOSED_LOG_POWER, out);
    return closed_order_side(c) == 1 && closed_inside(c) == 0 && closed_infinite(c, out, INFINITE_SUPPORT);
}
