/* Areas between sides and arcs, slab by slab: see planar_sweep.h. */
#include "divergences/planar_sweep.h"

#include <stdlib.h>

enum { MOST_SETS = 60 };

typedef struct set {
    const planar_term *of;
    bool in_p;
    real from, to; /* along x */
} set;

/* The lower (side -1) or upper (1) boundary of a set. */
typedef struct boundary {
    int set, side;
    ball height; /* in the middle of the slab */
} boundary;

typedef struct sweep {
    const plane_task *t;
    scope *s;
    int n, cuts;
    set *sets;
    real *cut;
} sweep;

static real_pool *pool_of(const sweep *w) { return w->t->pool; }
static real centre(const set *a, int axis) { return a->of->disk->par[axis]; }
static real radius(const set *a) { return a->of->disk->par[2]; }
static real squared(real_pool *pool, real a) { return real_mul(pool, a, a); }

static bool flat(const planar_term *a)
{
    for (int m = X_; m < MONOMIALS; m++)
        if (!real_is_zero(a->log_density[m]))
            return false;
    return a->disk || (a->lo[0] && a->hi[0] && a->lo[1] && a->hi[1]);
}

bool sweep_applies(const plane_task *t)
{
    bool all = !t->lebesgue && t->p->n + t->q->n <= MOST_SETS;
    for (int i = 0; i < t->p->n; i++)
        all = all && flat(&t->p->t[i]);
    for (int i = 0; i < t->q->n; i++)
        all = all && flat(&t->q->t[i]);
    return all;
}

/* ---- Where the slabs end ---- */

static void add_cut(sweep *w, real x)
{
    w->cut = realloc(w->cut, (size_t)(w->cuts + 1) * sizeof *w->cut);
    w->cut[w->cuts++] = x;
}

static void add_sets(sweep *w, const planar_terms *all, bool in_p)
{
    for (int i = 0; i < all->n; i++) {
        set *a = &w->sets[w->n++];
        *a = (set){.of = &all->t[i], .in_p = in_p, .from = all->t[i].lo[0], .to = all->t[i].hi[0]};
        if (a->of->disk) {
            a->from = real_sub(pool_of(w), centre(a, 0), radius(a));
            a->to = real_add(pool_of(w), centre(a, 0), radius(a));
        }
        add_cut(w, a->from);
        add_cut(w, a->to);
    }
}

/* x = middle +- sqrt(square), unless the square is certainly negative. */
static void add_pair(sweep *w, real middle, real square)
{
    int sign = real_sign(square);
    if (sign == -1)
        return;
    real root = sign == 0 ? real_int(pool_of(w), 0) : real_sqrt(pool_of(w), square);
    add_cut(w, real_sub(pool_of(w), middle, root));
    add_cut(w, real_add(pool_of(w), middle, root));
}

/* A circle and the line y = c. */
static void cross_line(sweep *w, const set *disk, real c)
{
    real_pool *pool = pool_of(w);
    real rise = real_sub(pool, c, centre(disk, 1));
    add_pair(w, centre(disk, 0), real_sub(pool, squared(pool, radius(disk)), squared(pool, rise)));
}

/* Two circles: with d = c2 - c1, the points c1 + k d +- h d', k = 1/2 + (r1^2 - r2^2)/(2 |d|^2), h^2 = r1^2/|d|^2 - k^2. */
static void cross_circle(sweep *w, const set *a, const set *b)
{
    real_pool *pool = pool_of(w);
    real dx = real_sub(pool, centre(b, 0), centre(a, 0)), dy = real_sub(pool, centre(b, 1), centre(a, 1));
    real square = real_add(pool, squared(pool, dx), squared(pool, dy));
    if (real_sign(square) == 0)
        return;
    real ra = squared(pool, radius(a)), rb = squared(pool, radius(b)), two = real_int(pool, 2);
    real k = real_add(pool, real_ratio(pool, 1, 2),
                      real_div(pool, real_sub(pool, ra, rb), real_mul(pool, two, square)));
    real h = real_sub(pool, real_div(pool, ra, square), squared(pool, k));
    add_pair(w, real_add(pool, centre(a, 0), real_mul(pool, k, dx)), real_mul(pool, h, squared(pool, dy)));
}

static void add_crossings(sweep *w)
{
    for (int i = 0; i < w->n; i++)
        for (int k = 0; k < w->n; k++) {
            const set *a = &w->sets[i], *b = &w->sets[k];
            if (a->of->disk && b->of->disk && i < k)
                cross_circle(w, a, b);
            if (a->of->disk && !b->of->disk) {
                cross_line(w, a, b->of->lo[1]);
                cross_line(w, a, b->of->hi[1]);
            }
        }
}

static int in_order(const void *a, const void *b)
{
    int order = real_compare(*(const real *)a, *(const real *)b);
    return order == REAL_UNDECIDED ? 0 : order;
}

/* ---- Boundaries ---- */

static ball arc_root(scope *s, const set *a, ball x)
{
    ball t = ball_sub(x, real_ball(s, centre(a, 0))), r = real_ball(s, radius(a));
    return ball_sqrt(ball_max(ball_sub(ball_sqr(r), ball_sqr(t)), ball_in(s, ball_int(0))));
}

static ball height_of(scope *s, const set *a, int side, ball x)
{
    if (!a->of->disk)
        return real_ball(s, side < 0 ? a->of->lo[1] : a->of->hi[1]);
    ball root = arc_root(s, a, x), middle = real_ball(s, centre(a, 1));
    return side < 0 ? ball_sub(middle, root) : ball_add(middle, root);
}

/* A primitive of the boundary's height at the exact x. */
static ball primitive_of(const sweep *w, const set *a, int side, real x)
{
    scope *s = w->s;
    ball at = real_ball(s, x);
    if (!a->of->disk)
        return ball_mul(at, height_of(s, a, side, at));
    real_pool *pool = pool_of(w);
    ball sine = real_ball(s, real_div(pool, real_sub(pool, x, centre(a, 0)), radius(a))),
         one = ball_in(s, ball_int(1));
    sine = ball_min(ball_max(sine, ball_neg(one)), one);
    ball angle = ball_nothing(s), t = ball_sub(at, real_ball(s, centre(a, 0)));
    arb_asin(angle.v, sine.v, scope_bits(s));
    ball arc = ball_add(ball_mul(t, arc_root(s, a, at)), ball_mul(ball_sqr(real_ball(s, radius(a))), angle));
    arc = ball_scale2(arc, -1);
    ball level = ball_mul(at, real_ball(s, centre(a, 1)));
    return side < 0 ? ball_sub(level, arc) : ball_add(level, arc);
}

/* The same curve for certain. */
static bool same_boundary(const sweep *w, const boundary *a, const boundary *b)
{
    const set *p = &w->sets[a->set], *q = &w->sets[b->set];
    if (!p->of->disk != !q->of->disk)
        return false;
    if (!p->of->disk)
        return real_equal(a->side < 0 ? p->of->lo[1] : p->of->hi[1],
                          b->side < 0 ? q->of->lo[1] : q->of->hi[1]);
    return a->side == b->side && real_equal(centre(p, 0), centre(q, 0))
           && real_equal(centre(p, 1), centre(q, 1)) && real_equal(radius(p), radius(q));
}

/* Sorts by certain comparisons (insertion); false if two different boundaries cannot be told apart. */
static bool sort_boundaries(const sweep *w, boundary *b, int n)
{
    for (int i = 1; i < n; i++) {
        boundary one = b[i];
        int k = i;
        for (; k > 0; k--) {
            if (ball_less(b[k - 1].height, one.height) == HOLDS)
                break;
            if (ball_less(one.height, b[k - 1].height) != HOLDS) {
                if (!same_boundary(w, &b[k - 1], &one))
                    return false;
                break;
            }
            b[k] = b[k - 1];
        }
        b[k] = one;
    }
    return true;
}

/* ---- Slabs ---- */

/* Adds the cell between neighbours: both densities are those of the sets open there. */
static void add_cell(const sweep *w, const bool *open, ball area, enclosure *out)
{
    scope *s = w->s;
    ball density[2] = {ball_in(s, ball_int(0)), ball_in(s, ball_int(0))};
    for (int i = 0; i < w->n; i++)
        if (open[i]) {
            int k = !w->sets[i].in_p;
            density[k] = ball_add(density[k], ball_exp(real_ball(s, w->sets[i].of->log_density[ONE])));
        }
    bool p = !ball_is_exact_zero(density[0]), q = !ball_is_exact_zero(density[1]);
    if (p && !q && w->t->f->tail != TAIL_BY_MASS) {
        *out = ball_positive(area) == HOLDS ? enclosure_infinite(s, INFINITE_SUPPORT)
                                            : (enclosure){ball_nothing(s), FINITE, METHOD_CERTIFIED};
        return;
    }
    if (!p || !q)
        return;
    ball order = w->t->order ? real_ball(s, w->t->order) : ball_int(0);
    ball value = w->t->f == &functional_tv ? ball_min(density[0], density[1])
                                           : w->t->f->perspective(density[0], density[1], order);
    out->value = ball_add(out->value, ball_mul(value, area));
}

static bool sweep_slab(const sweep *w, real from, real to, enclosure *out)
{
    scope *s = w->s;
    real_pool *pool = pool_of(w);
    real middle = real_div(pool, real_add(pool, from, to), real_int(pool, 2));
    boundary b[2 * MOST_SETS];
    bool open[MOST_SETS] = {false};
    int n = 0;
    for (int i = 0; i < w->n; i++)
        if (real_compare(w->sets[i].from, middle) == -1 && real_compare(middle, w->sets[i].to) == -1)
            for (int side = -1; side <= 1; side += 2)
                b[n++] = (boundary){i, side, height_of(s, &w->sets[i], side, real_ball(s, middle))};
    if (!sort_boundaries(w, b, n))
        return false;
    for (int i = 0; i + 1 < n && out->why == FINITE && ball_is_finite(out->value); i++) {
        const set *low = &w->sets[b[i].set], *high = &w->sets[b[i + 1].set];
        open[b[i].set] = b[i].side < 0;
        if (same_boundary(w, &b[i], &b[i + 1]))
            continue;
        ball above =
            ball_sub(primitive_of(w, high, b[i + 1].side, to), primitive_of(w, high, b[i + 1].side, from));
        ball below = ball_sub(primitive_of(w, low, b[i].side, to), primitive_of(w, low, b[i].side, from));
        add_cell(w, open, ball_sub(above, below), out);
    }
    return true;
}

void sweep_integral(const plane_task *t, enclosure *out)
{
    sweep w = {.t = t, .s = t->s, .sets = malloc((size_t)(t->p->n + t->q->n) * sizeof(set))};
    bool decided = true;
    *out = (enclosure){ball_in(t->s, ball_int(0)), FINITE, METHOD_CERTIFIED};
    add_sets(&w, t->p, true);
    add_sets(&w, t->q, false);
    add_crossings(&w);
    qsort(w.cut, (size_t)w.cuts, sizeof *w.cut, in_order);
    for (int i = 0; i + 1 < w.cuts && decided && out->why == FINITE && ball_is_finite(out->value); i++) {
        int order = real_compare(w.cut[i], w.cut[i + 1]);
        decided = order == -1 || order == 0;
        if (order == -1)
            decided = sweep_slab(&w, w.cut[i], w.cut[i + 1], out);
    }
    if (!decided)
        out->value = ball_nothing(t->s);
    free(w.sets);
    free(w.cut);
}
