/* Cells and their integrals: see planar_density.h; what is left out: planar_tails.c. */
#include "divergences/planar_density.h"

#include "calculus/integrate_plane.h"
#include "divergences/planar_cell.h"
#include "divergences/planar_sweep.h"
#include "divergences/planar_variation.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CUTS = 200, MOST_EXTENSIONS = 12, EFFORT = 6000000 };
/* Working precision beyond the goal: where p = q on the edge of a cell, the sign of p - q is needed far closer to it than the goal. */
enum { SPARE_BITS = 20, SIGN_BITS = 44 };

/* ---- The cells ---- */

/* Ends of the supports along one axis (or radii of disks), in order; false if they cannot be compared. */
typedef struct cuts {
    int n;
    real at[MOST_CUTS];
} cuts;

static bool add_cut(cuts *c, real x)
{
    int i = c->n;
    if (!x)
        return true;
    for (; i > 0; i--) {
        int order = real_compare(c->at[i - 1], x);
        if (order == 0)
            return true;
        if (order == REAL_UNDECIDED || c->n >= MOST_CUTS)
            return false;
        if (order < 0)
            break;
    }
    memmove(c->at + i + 1, c->at + i, sizeof(real) * (size_t)(c->n - i));
    c->at[i] = x;
    c->n++;
    return true;
}

typedef struct layout {
    bool polar;
    real centre[2];
    cuts along[2];       /* polar: along[0] holds the radii */
    real from[2], to[2]; /* the box; polar: 0 and a radius */
} layout;

static bool is_whole_plane(const planar_term *a)
{
    return !a->disk && !a->lo[0] && !a->hi[0] && !a->lo[1] && !a->hi[1];
}

static bool add_terms(layout *lay, const planar_terms *all)
{
    for (int i = 0; i < all->n; i++) {
        const planar_term *a = &all->t[i];
        if (lay->polar && a->disk) {
            if (!real_equal(a->disk->par[0], lay->centre[0]) || !real_equal(a->disk->par[1], lay->centre[1])
                || !add_cut(&lay->along[0], a->disk->par[2]))
                return false;
        } else if (lay->polar && !is_whole_plane(a)) {
            return false;
        }
        for (int k = 0; !lay->polar && k < 2; k++)
            if (!add_cut(&lay->along[k], a->lo[k]) || !add_cut(&lay->along[k], a->hi[k]))
                return false;
    }
    return true;
}

static bool layout_make(const plane_task *t, layout *lay)
{
    const planar_terms *both[] = {t->p, t->q};
    *lay = (layout){0};
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < both[k]->n; i++)
            if (both[k]->t[i].disk && !lay->polar) {
                lay->polar = true;
                lay->centre[0] = both[k]->t[i].disk->par[0], lay->centre[1] = both[k]->t[i].disk->par[1];
            }
    return add_terms(lay, t->p) && add_terms(lay, t->q);
}

/* Whether the term lives on the cell between the cuts i-1, i along x and k-1, k along y (in a ring: i). */
static bool lives_on(const layout *lay, const planar_term *a, int i, int k)
{
    int at[] = {i, k};
    if (lay->polar)
        return !a->disk || (i < lay->along[0].n && real_compare(lay->along[0].at[i], a->disk->par[2]) <= 0);
    for (int j = 0; j < 2; j++) {
        const cuts *c = &lay->along[j];
        if (a->lo[j] && (at[j] == 0 || real_compare(c->at[at[j] - 1], a->lo[j]) < 0))
            return false;
        if (a->hi[j] && (at[j] == c->n || real_compare(c->at[at[j]], a->hi[j]) > 0))
            return false;
    }
    return true;
}

static int count_live(const layout *lay, const planar_terms *all, int i, int k, bool *active)
{
    int live = 0;
    for (int j = 0; j < all->n; j++)
        live += active[j] = lives_on(lay, &all->t[j], i, k);
    return live;
}

static int cell_rows(const layout *lay, int axis) { return lay->polar && axis ? 1 : lay->along[axis].n + 1; }

static bool dominated(const plane_task *t, const layout *lay, bool *active)
{
    for (int i = 0; i < cell_rows(lay, 0); i++)
        for (int k = 0; k < cell_rows(lay, 1); k++)
            if (count_live(lay, t->p, i, k, active) && !count_live(lay, t->q, i, k, active))
                return false;
    return true;
}

/* ---- The box ---- */

static real lesser(real a, real b) { return !a || (b && real_compare(b, a) == -1) ? b : a; }
static real greater(real a, real b) { return !a || (b && real_compare(b, a) == 1) ? b : a; }

/* All bounded sides, and as far as the terms reach. */
static void extend_box(const plane_task *t, layout *lay, const planar_terms *all, int bits)
{
    for (int i = 0; i < all->n; i++)
        for (int k = 0; k < 2 && all->t[i].marginal[0]; k++) {
            const component *c = all->t[i].marginal[k];
            real low = c->family->reach(t->pool, c, -1, bits), high = c->family->reach(t->pool, c, 1, bits);
            lay->from[k] = lesser(lay->from[k], all->t[i].lo[k] ? all->t[i].lo[k] : low);
            lay->to[k] = greater(lay->to[k], all->t[i].hi[k] ? all->t[i].hi[k] : high);
        }
}

static real distance(real_pool *pool, real a, real b)
{
    return real_unary(pool, REAL_ABS, real_sub(pool, a, b));
}

/* A radius so large that the box lies inside. */
static void surround(const plane_task *t, layout *lay)
{
    real sum = lay->along[0].n ? lay->along[0].at[lay->along[0].n - 1] : real_int(t->pool, 1);
    for (int k = 0; k < 2; k++)
        if (lay->from[k]) {
            sum = greater(sum, real_mul(t->pool, real_int(t->pool, 2),
                                        distance(t->pool, lay->from[k], lay->centre[k])));
            sum = greater(
                sum, real_mul(t->pool, real_int(t->pool, 2), distance(t->pool, lay->to[k], lay->centre[k])));
        }
    lay->from[0] = real_int(t->pool, 0), lay->to[0] = sum;
}

/* Which of the laws lie in the box: what is left outside is small as soon as one mass is, unless f'(inf) is infinite. */
typedef enum { HOLDS_P = 1, HOLDS_Q = 2 } held;

static void box_make(const plane_task *t, layout *lay, int who, int bits)
{
    for (int k = 0; k < 2; k++) {
        lay->from[k] = lay->along[k].n && !lay->polar ? lay->along[k].at[0] : NULL;
        lay->to[k] = lay->along[k].n && !lay->polar ? lay->along[k].at[lay->along[k].n - 1] : NULL;
    }
    if (who & HOLDS_P)
        extend_box(t, lay, t->p, bits);
    if (who & HOLDS_Q)
        extend_box(t, lay, t->q, bits);
    if (lay->polar)
        surround(t, lay);
}

/* The tail outside of the box, or of the square inside of the circle. */
static ball tail_of(const plane_task *t, const layout *lay)
{
    ball x[2] = {real_ball(t->s, lay->from[0]), real_ball(t->s, lay->to[0])}, y[2];
    if (lay->polar) {
        ball reach = ball_sqrt(ball_scale2(ball_sqr(x[1]), -1)),
             c[] = {real_ball(t->s, lay->centre[0]), real_ball(t->s, lay->centre[1])};
        x[0] = ball_sub(c[0], reach), x[1] = ball_add(c[0], reach);
        y[0] = ball_sub(c[1], reach), y[1] = ball_add(c[1], reach);
    } else {
        y[0] = real_ball(t->s, lay->from[1]), y[1] = real_ball(t->s, lay->to[1]);
    }
    return plane_tail(t, x, y);
}

/* Grows the box until little is left outside; false if that does not come about. */
static bool grow_box(const plane_task *t, layout *lay, int who, ball *tail)
{
    double bits = (double)t->goal + 8;
    for (int i = 0; i < MOST_EXTENSIONS; i++, bits *= 1.4) {
        box_make(t, lay, who, (int)bits);
        *tail = tail_of(t, lay);
        if (ball_is_finite(*tail) && ball_log2_error(*tail) < (double)-t->goal - 2)
            return true;
    }
    return false;
}

static double box_area(const layout *lay)
{
    double wide = real_double(lay->to[0]) - real_double(lay->from[0]);
    return wide * (lay->polar ? wide : real_double(lay->to[1]) - real_double(lay->from[1]));
}

/* The smallest of the boxes with little outside. */
static ball choose_box(const plane_task *t, layout *lay)
{
    layout one = *lay, best = one;
    ball tail = ball_nothing(t->s), left;
    double least = INFINITY;
    for (int who = HOLDS_P; who <= (t->f->tail == TAIL_BY_MASS ? HOLDS_P | HOLDS_Q : HOLDS_P); who++) {
        double area = grow_box(t, &one, who, &left) ? box_area(&one) : DBL_MAX;
        if (area < least)
            least = area, best = one, tail = left;
    }
    *lay = best;
    return tail;
}

/* ---- The integral ---- */

/* The side of a cell inside the box; false if it is empty. */
static bool side_of(const plane_task *t, const layout *lay, int axis, int i, ball side[2])
{
    const cuts *c = &lay->along[axis];
    if (lay->polar && axis) {
        side[0] = ball_in(t->s, ball_int(0)), side[1] = ball_scale2(ball_pi(t->s), 1);
        return true;
    }
    real low = i ? c->at[i - 1] : lay->from[axis], high = i < c->n ? c->at[i] : lay->to[axis];
    side[0] = real_ball(t->s, low), side[1] = real_ball(t->s, high);
    return real_compare(low, high) == -1;
}

static ball cell_integral(const plane_task *t, const layout *lay, int i, int k, const bool *of_p,
                          const bool *of_q)
{
    cell c = {.f = t->f, .polar = lay->polar};
    slong spare = 1 + (slong)ceil(log2((double)(cell_rows(lay, 0) * cell_rows(lay, 1))));
    ball x[2], y[2], value;
    if (!side_of(t, lay, 0, i, x) || !side_of(t, lay, 1, k, y))
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

static ball all_cells(const plane_task *t, const layout *lay, bool *of_p, bool *of_q)
{
    ball sum = ball_in(t->s, ball_int(0));
    for (int i = 0; i < cell_rows(lay, 0); i++)
        for (int k = 0; k < cell_rows(lay, 1); k++)
            if (count_live(lay, t->p, i, k, of_p) && count_live(lay, t->q, i, k, of_q) && ball_is_finite(sum))
                sum = ball_add(sum, cell_integral(t, lay, i, k, of_p, of_q));
    return sum;
}

/* log2 of the largest |c_xx x^2| and |c_yy y^2| in the box: what the polynomials cancel by. */
static double remoteness(const planar_terms *all, const layout *lay)
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

static void integrate_task(plane_task *t, layout *lay, enclosure *out)
{
    scope *outer = t->s;
    ball tail = choose_box(t, lay);
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
    layout lay;
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
    if (!layout_make(&t, &lay))
        return;
    bool *active = calloc((size_t)(t.p->n > t.q->n ? t.p->n : t.q->n), sizeof *active);
    bool covered = t.f->tail == TAIL_BY_MASS || dominated(&t, &lay, active);
    free(active);
    verdict converges = covered ? plane_converges(&t) : FAILS;
    if (converges == FAILS)
        *out = (enclosure){ball_infinity(t.s), covered ? INFINITE_TAIL : INFINITE_SUPPORT, METHOD_CERTIFIED};
    else if (converges == HOLDS)
        integrate_task(&t, &lay, out);
}
