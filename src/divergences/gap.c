/* The signed measure P - Q: cancellation of common components, and the cuts of the line. See gap.h. */
#include "divergences/gap.h"

#include <math.h>
#include <stdlib.h>

/* ---- Components ---- */

static bool same_law(const component *a, const component *b)
{
    if (a->family != b->family || a->data || b->data)
        return false;
    for (int k = 0; k < MAX_PARAMETERS && a->family->parameters[k].name; k++)
        if (real_compare(a->par[k], b->par[k]) != 0)
            return false;
    return true;
}

static void add_part(gap *g, gap_part *list, int *n, const component *c, real weight)
{
    for (int k = 0; k < *n; k++)
        if (same_law(list[k].c, c)) {
            list[k].weight = real_add(g->pool, list[k].weight, weight);
            return;
        }
    list[(*n)++] = (gap_part){.c = c, .weight = weight};
}

static void drop_cancelled(gap *g, gap_part *list, int *n)
{
    int kept = 0;
    for (int k = 0; k < *n; k++)
        if (real_sign(list[k].weight) != 0) {
            list[k].weight_ball = real_ball(g->s, list[k].weight);
            list[kept++] = list[k];
        }
    *n = kept;
}

/* ---- Cuts ---- */

bool gap_add_cut(gap *g, real x, real jump, bool shape)
{
    if (g->n == g->room) {
        g->room = g->room ? 2 * g->room : 64;
        g->cut = realloc(g->cut, g->room * sizeof *g->cut);
    }
    g->cut[g->n++] = (gap_cut){.x = x, .near = real_double(x), .jump = jump, .shape = shape};
    return g->n <= 3 * GAP_ATOMS;
}

static bool add_atoms(gap *g, const component *c, real weight)
{
    size_t n = c->family->atoms(c);
    bool fits = g->n + n <= GAP_ATOMS;
    for (size_t i = 0; fits && i < n; i++) {
        real x, mass;
        c->family->atom(g->pool, c, i, &x, &mass);
        fits = gap_add_cut(g, x, real_mul(g->pool, weight, mass), false);
    }
    return fits;
}

static bool add_component(gap *g, const component *c, real weight)
{
    switch (c->family->kind) {
    case FAMILY_CONTINUOUS: add_part(g, g->part, &g->parts, c, weight); return true;
    case FAMILY_LATTICE: add_part(g, g->lattice, &g->lattices, c, weight); return true;
    case FAMILY_ATOMS: return add_atoms(g, c, weight);
    default: return false;
    }
}

static bool add_law(gap *g, const law *l, bool negative)
{
    bool done = l->dim == 1;
    for (int k = 0; done && k < l->n; k++)
        done = add_component(g, &l->c[k], negative ? real_neg(g->pool, l->c[k].weight) : l->c[k].weight);
    return done;
}

static bool cut_support(gap *g, gap_part *p, int bits)
{
    const family *f = p->c->family;
    real kink[2];
    f->support(g->pool, p->c, &p->lo, &p->hi);
    int kinks = f->kinks ? f->kinks(g->pool, p->c, kink) : 0;
    bool done = true;
    for (int k = 0; k < kinks; k++)
        done = done && gap_add_cut(g, kink[k], NULL, true);
    if (p->lo && p->hi) { /* off the middle: see common_middle; no piece then has two singular ends */
        real inner = real_mul(g->pool, real_sub(g->pool, p->hi, p->lo), real_ratio(g->pool, 7, 15));
        done = done && gap_add_cut(g, real_add(g->pool, p->lo, inner), NULL, false);
    }
    done = done && gap_add_cut(g, p->lo ? p->lo : f->reach(g->pool, p->c, -1, bits), NULL, p->lo != NULL);
    return done && gap_add_cut(g, p->hi ? p->hi : f->reach(g->pool, p->c, 1, bits), NULL, p->hi != NULL);
}

/* All integers from below where the mass starts to matter to where it ceases to. */
static bool cut_lattice(gap *g, gap_part *p, int bits)
{
    const family *f = p->c->family;
    double from = fmax(0, floor(real_double(f->reach(g->pool, p->c, -1, bits)))) - 1;
    double to = ceil(real_double(f->reach(g->pool, p->c, 1, bits)));
    bool done = to - from < GAP_ATOMS;
    for (double k = from; done && k <= to; k++)
        done = gap_add_cut(g, real_int(g->pool, (slong)k), NULL, false);
    if (done)
        gap_tabulate(g, p, (slong)from, (slong)to);
    return done;
}

static bool cut_parts(gap *g, int bits)
{
    bool done = true;
    for (int k = 0; k < g->parts; k++)
        done = done && cut_support(g, &g->part[k], bits);
    for (int k = 0; k < g->lattices; k++)
        done = done && cut_lattice(g, &g->lattice[k], bits);
    return done;
}

/* ---- Order ---- */

/* Doubles that differ by far more than the error of real_double decide; otherwise the exact numbers. */
static int compare_cuts(const gap_cut *a, const gap_cut *b)
{
    double apart = 1e-14 * fmax(fabs(a->near), fabs(b->near));
    if (a->near < b->near - apart)
        return -1;
    return a->near > b->near + apart ? 1 : real_compare(a->x, b->x);
}

/* Merge sort: it stays harmless when the comparison answers REAL_UNDECIDED, which is then noticed by check_order. */
static void sort_cuts(gap_cut *cut, gap_cut *spare, size_t n)
{
    if (n < 2)
        return;
    size_t half = n / 2, i = 0, j = half, k = 0;
    sort_cuts(cut, spare, half);
    sort_cuts(cut + half, spare, n - half);
    while (i < half && j < n)
        spare[k++] = compare_cuts(&cut[i], &cut[j]) == 1 ? cut[j++] : cut[i++];
    while (i < half)
        spare[k++] = cut[i++];
    for (i = 0; i < k; i++)
        cut[i] = spare[i];
}

static real sum_or(gap *g, real a, real b) { return a && b ? real_add(g->pool, a, b) : a ? a : b; }

/* Merges equal points; false if two neighbours cannot be compared. */
static bool merge_cuts(gap *g)
{
    size_t last = 0;
    for (size_t i = 1; i < g->n; i++) {
        int order = compare_cuts(&g->cut[last], &g->cut[i]);
        if (order != -1 && order != 0)
            return false;
        if (order) {
            g->cut[++last] = g->cut[i];
            continue;
        }
        g->cut[last].jump = sum_or(g, g->cut[last].jump, g->cut[i].jump);
        g->cut[last].shape = g->cut[last].shape || g->cut[i].shape;
    }
    g->n = g->n ? last + 1 : 0;
    return true;
}

static void drop_cancelled_atoms(gap *g)
{
    size_t kept = 0;
    for (size_t i = 0; i < g->n; i++) {
        if (g->cut[i].jump && real_sign(g->cut[i].jump) == 0)
            g->cut[i].jump = NULL;
        if (g->cut[i].jump || g->parts || g->lattices)
            g->cut[kept++] = g->cut[i];
    }
    g->n = kept;
}

static void accumulate(gap *g)
{
    g->atoms = real_int(g->pool, 0);
    for (size_t i = 0; i < g->n; i++) {
        if (g->cut[i].jump)
            g->atoms = real_add(g->pool, g->atoms, g->cut[i].jump);
        g->cut[i].after = g->atoms;
    }
}

/*
 * Where both laws have about half of their mass behind them. Slightly off the medians: on symmetric laws F - G changes
 * its sign there, and a zero is easier to isolate inside a piece than at its end.
 */
static double common_middle(const law *p, const law *q)
{
    double half = law_quantile_double(p, 0.53);
    return q ? 0.5 * (half + law_quantile_double(q, 0.53)) : half;
}

/*
 * Long pieces are cut at distances from the median that grow geometrically: x = from + length t would otherwise lose the
 * bits of length/|x|, and what happens near one end would be met by bisection only.
 */
static bool cut_far_pieces(gap *g, const law *l)
{
    enum { RATIO = 16 };
    double middle = law_quantile_double(l, 0.5),
           width = law_quantile_double(l, 0.75) - law_quantile_double(l, 0.25);
    double low = middle, high = middle;
    for (size_t i = 0; i < g->n; i++) {
        low = fmin(low, g->cut[i].near);
        high = fmax(high, g->cut[i].near);
    }
    bool done = true;
    for (double far = RATIO * width; far > 0 && isfinite(far) && done; far *= RATIO) {
        bool left = middle - far > low, right = middle + far < high;
        if (!left && !right)
            break;
        done = (!left || gap_add_cut(g, real_from_double(g->pool, middle - far), NULL, false))
               && (!right || gap_add_cut(g, real_from_double(g->pool, middle + far), NULL, false));
    }
    return done;
}

static bool sort_and_merge(gap *g)
{
    gap_cut *spare = malloc((g->n + 1) * sizeof *spare);
    sort_cuts(g->cut, spare, g->n);
    free(spare);
    return merge_cuts(g);
}

bool gap_open(gap *g, scope *s, const law *p, const law *q, int bits)
{
    *g = (gap){.s = s, .pool = real_pool_open()};
    size_t most = (size_t)p->n + (q ? (size_t)q->n : 0);
    g->part = calloc(most, sizeof *g->part);
    g->lattice = calloc(most, sizeof *g->lattice);
    bool done = add_law(g, p, false) && (!q || add_law(g, q, true));
    drop_cancelled(g, g->part, &g->parts);
    drop_cancelled(g, g->lattice, &g->lattices);
    done = done && cut_parts(g, bits);
    double half = done && (g->parts || g->lattices) ? common_middle(p, q) : NAN;
    if (done && isfinite(half))
        done = gap_add_cut(g, real_from_double(g->pool, half), NULL, false) && cut_far_pieces(g, p)
               && (!q || cut_far_pieces(g, q));
    if (!done || !sort_and_merge(g))
        return false;
    drop_cancelled_atoms(g);
    accumulate(g);
    for (g->middle = 0; g->middle + 1 < g->n && g->cut[g->middle + 1].near <= half; g->middle++)
        ;
    return true;
}

bool gap_cut_at(gap *g, const real *x, size_t n)
{
    double half = g->n ? g->cut[g->middle].near : 0;
    for (size_t i = 0; i < n; i++)
        if (!gap_add_cut(g, x[i], NULL, false))
            return false;
    if (!sort_and_merge(g))
        return false;
    accumulate(g);
    for (g->middle = 0; g->middle + 1 < g->n && g->cut[g->middle + 1].near <= half; g->middle++)
        ;
    return true;
}

void gap_close(gap *g)
{
    for (int k = 0; k < g->lattices; k++)
        gap_table_clear(&g->lattice[k].table);
    free(g->part);
    free(g->lattice);
    free(g->cut);
    real_pool_close(g->pool);
    *g = (gap){0};
}
