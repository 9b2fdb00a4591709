/* Integrals over cells: see planar_density.h; how the plane is cut: planar_layout.h; what is left out: planar_tails.c. */
#include "divergences/planar_density.h"

#include "calculus/integrate_plane.h"
#include "divergences/planar_cell.h"
#include "divergences/planar_layout.h"
#include "divergences/planar_sweep.h"
#include "divergences/planar_variation.h"

#include <math.h>
#include <stdlib.h>

enum { EFFORT = 6000000 };
/* Working precision beyond the goal: where p = q on the edge of a cell, the sign of p - q is needed far closer to it than the goal. */
enum { SPARE_BITS = 20, SIGN_BITS = 44 };

static ball cell_integral(const plane_task *t, const planar_layout *lay, int i, int k, const bool *of_p,
                          const bool *of_q)
{
    cell c = {.f = t->f, .polar = lay->polar};
    slong spare = 1 + (slong)ceil(log2((double)(planar_layout_rows(lay, 0) * planar_layout_rows(lay, 1))));
    ball x[2], y[2], value;
    if (!planar_layout_side(t, lay, 0, i, x) || !planar_layout_side(t, lay, 1, k, y))
        return ball_in(t->s, ball_int(0));
    c.order = t->order ? real_ball(t->s, t->order) : ball_in(t->s, ball_int(0));
    for (int j = 0; lay->polar && j < 2; j++)
        c.centre[j] = real_ball(t->s, lay->centre[j]);
    cell_open(&c, t->s, t->p, t->q, of_p, of_q);
    plane_integrand f = {cell_value, lay->polar ? NULL : cell_sum, &c, {c.length[0], c.length[1]}};
    if (t->f == &functional_tv && !lay->polar)
        value = cell_overlap(&c, t->s, x, y, t->goal + spare);
    else
        value = integrate_plane(t->s, &f, x, y, t->goal + spare, EFFORT);
    cell_close(&c);
    return value;
}

static ball all_cells(const plane_task *t, const planar_layout *lay, bool *of_p, bool *of_q)
{
    ball sum = ball_in(t->s, ball_int(0));
    for (int i = 0; i < planar_layout_rows(lay, 0); i++)
        for (int k = 0; k < planar_layout_rows(lay, 1); k++)
            if (planar_layout_live(lay, t->p, i, k, of_p) && planar_layout_live(lay, t->q, i, k, of_q)
                && ball_is_finite(sum))
                sum = ball_add(sum, cell_integral(t, lay, i, k, of_p, of_q));
    return sum;
}

/* log2 of the largest |c_xx x^2| and |c_yy y^2| in the box: what the polynomials cancel by. */
static double remoteness(const planar_terms *all, const planar_layout *lay)
{
    double most = 1, side[2];
    for (int k = 0; k < 2; k++)
        side[k] = lay->from[k] ? fmax(fabs(real_double(lay->from[k])), fabs(real_double(lay->to[k]))) : 0;
    if (lay->polar)
        side[0] = side[1] =
            fmax(side[0], side[1]) + fabs(real_double(lay->centre[0])) + fabs(real_double(lay->centre[1]));
    for (int i = 0; i < all->n; i++)
        most = fmax(most, fmax(fabs(real_double(all->t[i].log_density[XX])) * side[0] * side[0],
                               fabs(real_double(all->t[i].log_density[YY])) * side[1] * side[1]));
    return log2(most);
}

static void integrate_task(plane_task *t, planar_layout *lay, enclosure *out)
{
    scope *outer = t->s;
    ball tail = planar_layout_fit(t, lay);
    if (!ball_is_finite(tail))
        return;
    double lost = fmax(remoteness(t->p, lay), remoteness(t->q, lay));
    slong bits = t->goal + (t->f == &functional_tv ? SIGN_BITS : SPARE_BITS) + (slong)fmin(lost, 2000);
    t->s = scope_open_for(outer, bits > scope_bits(outer) ? bits : scope_bits(outer));
    bool *of_p = calloc((size_t)t->p->n + 1, sizeof *of_p), *of_q = calloc((size_t)t->q->n + 1, sizeof *of_q);
    out->value = ball_add(ball_in(outer, all_cells(t, lay, of_p, of_q)), tail);
    free(of_p);
    free(of_q);
    scope_close(t->s);
    t->s = outer;
}

void plane_integral(const plane_task *given, enclosure *out)
{
    plane_task t = *given;
    planar_layout lay;
    *out = (enclosure){ball_nothing(t.s), FINITE, METHOD_CERTIFIED};
    if (!t.p->n || !t.q->n) {
        bool infinite = t.p->n && t.f->tail != TAIL_BY_MASS;
        *out = (enclosure){infinite ? ball_infinity(t.s) : ball_in(t.s, ball_int(0)),
                           infinite ? INFINITE_SUPPORT : FINITE, METHOD_CERTIFIED};
        return;
    }
    if (sweep_applies(&t)) {
        sweep_integral(&t, out);
        return;
    }
    if (!planar_layout_make(&t, &lay))
        return;
    bool *active = calloc((size_t)(t.p->n > t.q->n ? t.p->n : t.q->n), sizeof *active);
    bool covered = t.f->tail == TAIL_BY_MASS || planar_layout_dominated(&t, &lay, active);
    free(active);
    verdict converges = covered ? plane_converges(&t) : FAILS;
    if (converges == FAILS)
        *out = (enclosure){ball_infinity(t.s), covered ? INFINITE_TAIL : INFINITE_SUPPORT, METHOD_CERTIFIED};
    else if (converges == HOLDS)
        integrate_task(&t, &lay, out);
}
