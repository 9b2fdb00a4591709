/* How the plane is cut: see planar_layout.h. */
#include "divergences/planar_layout.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { MOST_EXTENSIONS = 12 };

/* ---- The cells ---- */

static bool add_cut(planar_cuts *c, real x)
{
    int i = c->n;
    if (!x)
        return true;
    for (; i > 0; i--) {
        int order = real_compare(c->at[i - 1], x);
        if (order == 0)
            return true;
        if (order == REAL_UNDECIDED || c->n >= PLANAR_MOST_CUTS)
            return false;
        if (order < 0)
            break;
    }
    memmove(c->at + i + 1, c->at + i, sizeof(real) * (size_t)(c->n - i));
    c->at[i] = x;
    c->n++;
    return true;
}

static bool is_whole_plane(const planar_term *a)
{
    return !a->disk && !a->lo[0] && !a->hi[0] && !a->lo[1] && !a->hi[1];
}

static bool add_terms(planar_layout *lay, const planar_terms *all)
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

bool planar_layout_make(const plane_task *t, planar_layout *lay)
{
    const planar_terms *both[] = {t->p, t->q};
    *lay = (planar_layout){0};
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < both[k]->n; i++)
            if (both[k]->t[i].disk && !lay->polar) {
                lay->polar = true;
                lay->centre[0] = both[k]->t[i].disk->par[0], lay->centre[1] = both[k]->t[i].disk->par[1];
            }
    return add_terms(lay, t->p) && add_terms(lay, t->q);
}

/* Between the cuts i-1, i along x and k-1, k along y (in a ring: i). */
static bool lives_on(const planar_layout *lay, const planar_term *a, int i, int k)
{
    int at[] = {i, k};
    if (lay->polar)
        return !a->disk || (i < lay->along[0].n && real_compare(lay->along[0].at[i], a->disk->par[2]) <= 0);
    for (int j = 0; j < 2; j++) {
        const planar_cuts *c = &lay->along[j];
        if (a->lo[j] && (at[j] == 0 || real_compare(c->at[at[j] - 1], a->lo[j]) < 0))
            return false;
        if (a->hi[j] && (at[j] == c->n || real_compare(c->at[at[j]], a->hi[j]) > 0))
            return false;
    }
    return true;
}

int planar_layout_live(const planar_layout *lay, const planar_terms *all, int i, int k, bool *active)
{
    int live = 0;
    for (int j = 0; j < all->n; j++)
        live += active[j] = lives_on(lay, &all->t[j], i, k);
    return live;
}

int planar_layout_rows(const planar_layout *lay, int axis)
{
    return lay->polar && axis ? 1 : lay->along[axis].n + 1;
}

bool planar_layout_dominated(const plane_task *t, const planar_layout *lay, bool *active)
{
    for (int i = 0; i < planar_layout_rows(lay, 0); i++)
        for (int k = 0; k < planar_layout_rows(lay, 1); k++)
            if (planar_layout_live(lay, t->p, i, k, active) && !planar_layout_live(lay, t->q, i, k, active))
                return false;
    return true;
}

/* ---- The box ---- */

static real lesser(real a, real b) { return !a || (b && real_compare(b, a) == -1) ? b : a; }
static real greater(real a, real b) { return !a || (b && real_compare(b, a) == 1) ? b : a; }

/* All bounded sides, and as far as the terms reach. */
static void extend_box(const plane_task *t, planar_layout *lay, const planar_terms *all, int bits)
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
static void surround(const plane_task *t, planar_layout *lay)
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

static void box_make(const plane_task *t, planar_layout *lay, int who, int bits)
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
static ball tail_of(const plane_task *t, const planar_layout *lay)
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
static bool grow_box(const plane_task *t, planar_layout *lay, int who, ball *tail)
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

static double box_area(const planar_layout *lay)
{
    double wide = real_double(lay->to[0]) - real_double(lay->from[0]);
    return wide * (lay->polar ? wide : real_double(lay->to[1]) - real_double(lay->from[1]));
}

ball planar_layout_fit(const plane_task *t, planar_layout *lay)
{
    planar_layout one = *lay, best = one;
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

bool planar_layout_side(const plane_task *t, const planar_layout *lay, int axis, int i, ball side[2])
{
    const planar_cuts *c = &lay->along[axis];
    if (lay->polar && axis) {
        side[0] = ball_in(t->s, ball_int(0)), side[1] = ball_scale2(ball_pi(t->s), 1);
        return true;
    }
    real low = i ? c->at[i - 1] : lay->from[axis], high = i < c->n ? c->at[i] : lay->to[axis];
    side[0] = real_ball(t->s, low), side[1] = real_ball(t->s, high);
    return real_compare(low, high) == -1;
}
