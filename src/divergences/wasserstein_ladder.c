/* A law's quantile function, level by level: atoms and pieces with a density. See wasserstein_parts.h. */
#include "divergences/wasserstein_parts.h"

#include <math.h>
#include <stdlib.h>

int level_order(level a, level b)
{
    if (ball_less(a.below, b.below) == HOLDS || ball_less(b.above, a.above) == HOLDS)
        return -1;
    return ball_less(b.below, a.below) == HOLDS || ball_less(a.above, b.above) == HOLDS ? 1 : 0;
}

ball level_distance(level a, level b)
{
    return ball_upper(ball_min(ball_abs(ball_sub(a.below, b.below)), ball_abs(ball_sub(a.above, b.above))));
}

/* ---- Levels at the cuts ---- */

/* The mass up to x, or beyond it: an integer's own atom is below if `through`. */
static ball lattice_mass(scope *s, const gap_part *p, real x, bool through, bool above)
{
    slong n;
    if (real_is_integer(x, &n))
        return gap_lattice_mass(s, p, through ? n : n - 1, above);
    ball at = real_ball(s, x);
    return above ? p->c->family->sf(s, p->c, at) : p->c->family->cdf(s, p->c, at);
}

level ladder_level(const ladder *l, size_t cut, bool through)
{
    const gap *g = &l->g;
    const gap_cut *c = &g->cut[cut];
    scope *s = l->s;
    real atoms = c->jump && !through ? real_sub(g->pool, c->after, c->jump) : c->after;
    level u = {real_ball(s, atoms), real_ball(s, real_sub(g->pool, g->atoms, atoms))};
    ball x = real_ball(s, c->x);
    for (int k = 0; k < g->parts; k++) {
        const gap_part *p = &g->part[k];
        u.below = ball_add(u.below, ball_mul(p->weight_ball, p->c->family->cdf(s, p->c, x)));
        u.above = ball_add(u.above, ball_mul(p->weight_ball, p->c->family->sf(s, p->c, x)));
    }
    for (int k = 0; k < g->lattices; k++) {
        const gap_part *p = &g->lattice[k];
        u.below = ball_add(u.below, ball_mul(p->weight_ball, lattice_mass(s, p, c->x, through, false)));
        u.above = ball_add(u.above, ball_mul(p->weight_ball, lattice_mass(s, p, c->x, through, true)));
    }
    return u;
}

/* ---- Rungs ---- */

static bool has_atom(const gap *g, size_t cut)
{
    slong n;
    return g->cut[cut].jump || (g->lattices && real_is_integer(g->cut[cut].x, &n) && n >= 0);
}

/* Has a lattice law mass beyond the cut? (binomial laws end) */
static bool has_lattice_beyond(const gap *g, size_t cut)
{
    for (int k = 0; k < g->lattices; k++)
        if (!ball_is_exact_zero(lattice_mass(g->s, &g->lattice[k], g->cut[cut].x, true, true)))
            return true;
    return false;
}

/* Is there an integer >= 0, an atom of a lattice law, strictly between two cuts? Yes, if that cannot be decided. */
static bool has_hidden_atom(const gap *g, size_t cut)
{
    real from = g->cut[cut].x, to = g->cut[cut + 1].x;
    double below = floor(g->cut[cut].near);
    if (!(fabs(below) < 1e15))
        return below >= 0 && has_lattice_beyond(g, cut);
    for (slong n = (slong)below - 1; n <= (slong)below + 2; n++) {
        real k = real_int(g->pool, n);
        if (n >= 0 && real_compare(from, k) != 1 && real_compare(from, k) != 0 && real_compare(k, to) != 1
            && real_compare(k, to) != 0)
            return has_lattice_beyond(g, cut);
    }
    return false;
}

static bool has_density(const gap *g, size_t cut)
{
    real inside =
        real_mul(g->pool, real_add(g->pool, g->cut[cut].x, g->cut[cut + 1].x), real_ratio(g->pool, 1, 2));
    for (int k = 0; k < g->parts; k++)
        if (gap_part_active(&g->part[k], inside))
            return true;
    return false;
}

static void add_rung(ladder *l, stretch one)
{
    if (l->n == l->room) {
        l->room = l->room ? 2 * l->room : 64;
        l->rung = realloc(l->rung, l->room * sizeof *l->rung);
    }
    l->rung[l->n++] = one;
}

/* The number of crossings at or before a cut. */
static size_t zone_of(const ladder *l, const crossings *c, size_t zone, size_t cut)
{
    while (c && zone < c->n && real_compare(c->x[zone], l->g.cut[cut].x) != 1)
        zone++;
    return zone;
}

static void add_rungs(ladder *l, const crossings *c)
{
    const gap *g = &l->g;
    size_t zone = 0;
    for (size_t i = 0; i < g->n; i++) {
        ball x = real_ball(l->s, g->cut[i].x), next;
        level through = ladder_level(l, i, true), end = through;
        zone = zone_of(l, c, zone, i);
        if (has_atom(g, i))
            add_rung(l, (stretch){i, true, false, x, x, ladder_level(l, i, false), through, zone});
        if (i + 1 == g->n)
            break;
        bool hidden = has_hidden_atom(g, i);
        if (!hidden && !has_density(g, i))
            continue;
        end = ladder_level(l, i + 1, false);
        next = real_ball(l->s, g->cut[i + 1].x);
        add_rung(l, (stretch){i, false, hidden, x, next, through, end, zone});
    }
}

bool ladder_open(ladder *l, scope *s, const law *p, int bits)
{
    *l = (ladder){.s = s, .l = p};
    /* No atom may lie at the outermost cuts: the tails begin there. */
    return gap_open(&l->g, s, p, NULL, bits) && l->g.n && (l->g.n > 1 || gap_extend(&l->g, 1))
           && gap_extend(&l->g, -1) && gap_extend(&l->g, 1);
}

/* ---- Cuts next to singular ends ---- */

/* Is a density not analytic at the piece's end, or 0 there, so that F^-1 is not analytic? */
static bool is_singular_end(const gap_piece *piece, real at)
{
    for (int k = 0; k < piece->forms; k++)
        if (real_sign(form_exponent(piece->g->pool, &piece->f[k], at)) != 0)
            return true;
    return gap_piece_is_singular(piece, at);
}

/* The point `step` inside of the piece after cut i, from its left (-1) or right end; NULL if the end is regular or the piece too short. */
static real beside_end(const ladder *l, gap_piece *piece, size_t i, int side, real step)
{
    const gap *g = &l->g;
    const gap_cut *end = &g->cut[i + (side > 0)];
    real length = real_sub(g->pool, g->cut[i + 1].x, g->cut[i].x);
    if (!end->shape || real_compare(real_mul(g->pool, step, real_int(g->pool, 4)), length) != -1)
        return NULL;
    gap_piece_set(piece, g, i, false);
    if (!is_singular_end(piece, end->x))
        return NULL;
    return side < 0 ? real_add(g->pool, end->x, step) : real_sub(g->pool, end->x, step);
}

bool ladder_part_ends(ladder *l, slong finest, crossings *c)
{
    gap *g = &l->g;
    gap_piece piece = {0};
    real *x = malloc(2 * g->n * sizeof *x);
    real step = real_pow(g->pool, real_int(g->pool, 2), real_int(g->pool, -finest));
    size_t n = 0;
    for (size_t i = 0; i + 1 < g->n; i++)
        for (int side = -1; side <= 1; side += 2) {
            real one = beside_end(l, &piece, i, side, step);
            if (!one)
                continue;
            x[n++] = one;
            if (c)
                crossings_avoid(c, side < 0 ? g->cut[i].x : one, side < 0 ? one : g->cut[i + 1].x);
        }
    l->finest = finest;
    bool done = gap_cut_at(g, x, n);
    free(x);
    return done;
}

/* Cuts at the crossings between the outermost cuts: those beyond belong to the tails, which are known from there on. */
static bool cut_inside(gap *g, const crossings *c)
{
    real *x = malloc((c->n + 1) * sizeof *x);
    size_t n = 0;
    bool known = true;
    for (size_t k = 0; k < c->n && known; k++) {
        int after = real_compare(c->x[k], g->cut[0].x), before = real_compare(c->x[k], g->cut[g->n - 1].x);
        known = after != REAL_UNDECIDED && before != REAL_UNDECIDED;
        if (after == 1 && before == -1)
            x[n++] = c->x[k];
    }
    bool done = known && gap_cut_at(g, x, n);
    free(x);
    return done;
}

bool ladder_cut(ladder *l, const crossings *c)
{
    if (c && !cut_inside(&l->g, c))
        return false;
    l->n = 0;
    add_rungs(l, c);
    return l->n > 0;
}

void ladder_close(ladder *l)
{
    gap_close(&l->g);
    free(l->rung);
    *l = (ladder){0};
}
