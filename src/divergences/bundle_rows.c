/* Integrands of f-divergences along rows, made from a bundle. See bundle_rows.h. */
#include "divergences/bundle_rows.h"

#include "divergences/bundle_rows_parts.h"
#include "divergences/near.h"

#include <stdlib.h>

static bool add_forms(rows_form **next, rows_form **out, compiled *const *c, int n)
{
    bool known = true;
    *out = *next;
    for (int i = 0; i < n; i++, (*next)++)
        if (c[i])
            known &= rows_form_of(*next, c[i]);
    return known;
}

static bool rows_bundle_make(rows_bundle *out, const bundle *b)
{
    int np = b->np, nq = b->nq, count = np + nq + np * np + nq * nq + np * nq + 1;
    *out = (rows_bundle){.f = b->f, .np = np, .nq = nq, .forms = calloc((size_t)count, sizeof(rows_form))};
    rows_form *next = out->forms;
    rows_map_of(&out->m, &b->m);
    bool known = add_forms(&next, &out->p, b->p, np) & add_forms(&next, &out->q, b->q, nq);
    known &= add_forms(&next, &out->across, b->across, np * nq);
    known &= np == 1 || add_forms(&next, &out->among_p, b->among_p, np * np);
    known &= nq == 1 || add_forms(&next, &out->among_q, b->among_q, nq * nq);
    known &= !b->powers || add_forms(&next, &out->power, b->powers, 1);
    return known;
}

/* Double-double sums of integrands of size one are good to about 2^-64; near forms are that, times their size. */
enum { FINEST_GOAL = 64, FINEST_NEAR_GOAL = 170 };

bool rows_serve(const functional *f, slong goal)
{
    bool known = f == &functional_half_game || f == &functional_kl || f == &functional_power_below
                 || f == &functional_power_above || f == &functional_near_js || f == &functional_near_kl;
    return known && goal <= (f->near ? FINEST_NEAR_GOAL : FINEST_GOAL);
}

static bool serves(const bundle *b)
{
    bool single = b->np == 1 && b->nq == 1;
    return rows_serve(b->f, 0) && (single || b->f == &functional_half_game || b->f == &functional_kl);
}

ball bundle_rows_integral(scope *s, const bundle *b, slong goal)
{
    static const rows_integrand integrand = {rows_bundle_values, rows_bundle_bounds};
    if (!serves(b) || !rows_serve(b->f, goal))
        return ball_nothing(s);
    rows_bundle rows;
    bool known = rows_bundle_make(&rows, b);
    ball value = known ? integrate_rows(s, &integrand, &rows, goal) : ball_nothing(s);
    free(rows.forms);
    return ball_log2_error(value) < 2 - (double)goal ? value : ball_nothing(s);
}

bool bundle_rows_bounds(const bundle *b, int n, const double *mid, const double *rad, double *sup)
{
    if (!serves(b) || b->m.kind == MAP_TAN)
        return false;
    rows_bundle rows;
    disc_points at = {.n = n};
    for (int i = 0; i < n; i++)
        disc_put(&at.t, i, (disc){mid[i], rad[i]});
    bool known = rows_bundle_make(&rows, b);
    if (known)
        rows_bundle_bounds(&rows, &at, sup);
    free(rows.forms);
    return known;
}
