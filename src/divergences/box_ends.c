/* Ends of pieces with parameters: see box_ends.h. */
#include "divergences/box_ends.h"

#include <stdlib.h>

bool box_is_singular(const box_strand *l, real at)
{
    for (int i = 0; i < l->n; i++)
        for (int k = 0; k < l->f[i].n; k++)
            if (l->f[i].t[k].kind == BASIS_LOG && real_equal(l->f[i].t[k].at, at))
                return true;
    for (int i = 0; i < l->n; i++)
        if (form_is_irregular(&l->f[i], at))
            return true;
    return false;
}

int box_rays(scope *s, real_pool *pool, real centre, real x, int side, outskirt rays[2])
{
    real centres[] = {centre, real_int(pool, 0)};
    int count = 0;
    for (int i = 0; i < 2; i++)
        if (real_compare(centres[i], x) == -side)
            rays[count++] = outskirt_ray(s, pool, centres[i], x, side);
    return count;
}

/* F = p where q is absent. */
static bool one(scope *s, ball order, ball *limit)
{
    (void)order;
    *limit = ball_in(s, ball_int(1));
    return true;
}
static const box_functional mass = {.order = 2, .without_q = one};

void box_mass_tail(scope *s, real_pool *pool, const box_strand *l, const parameter_box *b,
                   const outskirt *rays, int count, real centre, real power, ball bound[3])
{
    box_divergence d = {.f = &mass};
    box_strand weighted = {l->n, malloc((size_t)(l->n + 1) * sizeof *l->f), l->weight}, none = {0};
    for (int i = 0; i < l->n; i++) {
        weighted.f[i] = l->f[i];
        if (centre)
            form_add(pool, &weighted.f[i], BASIS_LOG, power, centre, real_int(pool, rays[0].side));
    }
    box_tail(s, pool, &d, &weighted, &none, b, rays, count, bound);
    free(weighted.f);
}
