/* Laws over a box of parameters, and the line cut for them: see box_laws.h. */
#include "divergences/box_laws.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool read_one(const char *which, const char *text, const real_names *names, law **out, error *e)
{
    error why;
    *out = law_parse(text, names, &why);
    return *out || error_set(e, why.position, "%s '%.200s': %.300s", which, text, why.message);
}

/* The pool is there already. */
static bool read_laws(box_laws *l, const char *p, const char *q, const real *lo, const real *hi, error *e)
{
    for (int i = 0; i < l->over.n; i++) {
        l->over.range.lo[i] = lo[i];
        l->over.range.hi[i] = hi[i];
        l->over.node[i] = real_interval(l->pool, lo[i], hi[i]);
    }
    real_names names = symbols_names(&l->over);
    return read_one("P", p, &names, &l->p, e) && read_one("Q", q, &names, &l->q, e);
}

bool box_laws_open(box_laws *l, const char *p, const char *q, const symbols *named, const real *lo,
                   const real *hi, error *e)
{
    *l = (box_laws){.pool = real_pool_open(), .over = *named};
    return read_laws(l, p, q, lo, hi, e);
}

bool box_laws_open_between(box_laws *l, const char *p, const char *q, const symbols *named, const double *lo,
                           const double *hi, error *e)
{
    real from[SYMBOLS], to[SYMBOLS];
    *l = (box_laws){.pool = real_pool_open(), .over = *named};
    for (int i = 0; i < named->n; i++) {
        from[i] = real_from_double(l->pool, lo[i]);
        to[i] = real_from_double(l->pool, hi[i]);
    }
    return read_laws(l, p, q, from, to, e);
}

void box_laws_close(box_laws *l)
{
    law_free(l->p);
    law_free(l->q);
    real_pool_close(l->pool);
    *l = (box_laws){0};
}

bool box_laws_move(const box_laws *l)
{
    for (int i = 0; i < l->over.n; i++)
        if (real_compare(l->over.range.lo[i], l->over.range.hi[i]) != -1)
            return false;
    return true;
}

static bool is_continuous(const component *c) { return c->family->kind == FAMILY_CONTINUOUS; }

/* ---- Ends of enclosures as exact numbers ---- */

real box_end(real_pool *pool, real x, int side)
{
    if (!x)
        return NULL;
    fmpq_t exact;
    fmpq_init(exact);
    bool rational = real_rational(x, exact);
    fmpq_clear(exact);
    if (rational)
        return x;
    scope *s = scope_open(64);
    ball whole = real_ball(s, x), end = side < 0 ? ball_lower(whole) : ball_upper(whole);
    double d = ball_double(end);
    while (isfinite(d)
           && ball_at_most(side < 0 ? ball_exact_double(s, d) : end, side < 0 ? end : ball_exact_double(s, d))
                  != HOLDS)
        d = nextafter(d, side < 0 ? -INFINITY : INFINITY);
    scope_close(s);
    return real_from_double(pool, d);
}

/* ---- Cuts ---- */

static void add_cut(box_partition *part, real x, bool support)
{
    if (!x)
        return;
    part->cut = realloc(part->cut, sizeof *part->cut * (size_t)(part->cuts + 1));
    part->cut[part->cuts++] = (box_cut){x, box_end(part->pool, x, -1), box_end(part->pool, x, +1), support};
}

static void add_cuts_of(box_partition *part, const law *l)
{
    for (int i = 0; i < l->n; i++) {
        const component *c = &l->c[i];
        if (!is_continuous(c))
            continue;
        real lo = NULL, hi = NULL, kink[2];
        c->family->support(part->pool, c, &lo, &hi);
        add_cut(part, lo, true);
        add_cut(part, hi, true);
        for (int k = c->family->kinks ? c->family->kinks(part->pool, c, kink) : 0; k > 0; k--)
            add_cut(part, kink[k - 1], false);
    }
}

static void add_atoms_of(box_partition *part, const law *l)
{
    for (int i = 0; i < l->n; i++) {
        const component *c = &l->c[i];
        size_t count = c->family->kind == FAMILY_ATOMS ? c->family->atoms(c) : 0;
        for (size_t k = 0; k < count; k++) {
            real x, mass;
            c->family->atom(part->pool, c, k, &x, &mass);
            add_cut(part, x, false);
        }
    }
}

static int by_lower_end(const void *a, const void *b)
{
    int order = real_compare(((const box_cut *)a)->lo, ((const box_cut *)b)->lo);
    return order == REAL_UNDECIDED ? 0 : order;
}

/* Cuts that are equal by construction merge; those whose enclosures meet become a cluster. */
static void merge_cuts(box_partition *part)
{
    int kept = 0;
    if (part->cuts)
        qsort(part->cut, (size_t)part->cuts, sizeof *part->cut, by_lower_end);
    for (int i = 0; i < part->cuts; i++) {
        box_cut *last = kept ? &part->cut[kept - 1] : NULL, one = part->cut[i];
        if (!last || real_compare(last->hi, one.lo) == -1) {
            part->cut[kept++] = one;
            continue;
        }
        bool same = last->x && one.x && real_equal(last->x, one.x);
        last->x = same ? last->x : NULL;
        last->hi = real_compare(last->hi, one.hi) == -1 ? one.hi : last->hi;
        last->support |= one.support;
    }
    part->cuts = kept;
}

/*
 * The ends of supports in a cluster may be at its very end, where the logarithm of a density next to it has no enclosure: clusters
 * grow by their length to both sides. What they then meet joins them.
 */
static void enlarge_clusters(box_partition *part)
{
    for (int i = 0; i < part->cuts; i++) {
        box_cut *c = &part->cut[i];
        if (c->x || !c->support)
            continue;
        real length = real_sub(part->pool, c->hi, c->lo);
        c->lo = real_sub(part->pool, c->lo, length);
        c->hi = real_add(part->pool, c->hi, length);
    }
    merge_cuts(part);
}

/* ---- Pieces ---- */

static real inside_of(real_pool *pool, const box_partition *part, int piece)
{
    const box_cut *left = piece ? &part->cut[piece - 1] : NULL,
                  *right = piece < part->cuts ? &part->cut[piece] : NULL;
    if (left && right)
        return real_mul(pool, real_ratio(pool, 1, 2), real_add(pool, left->hi, right->lo));
    if (left)
        return real_add(pool, left->hi, real_int(pool, 1));
    return right ? real_sub(pool, right->lo, real_int(pool, 1)) : real_int(pool, 0);
}

static bool covers(real_pool *pool, const component *c, real inside)
{
    real lo = NULL, hi = NULL;
    c->family->support(pool, c, &lo, &hi);
    return (!lo || real_compare(lo, inside) == -1) && (!hi || real_compare(inside, hi) == -1);
}

static box_strand strand_of(real_pool *pool, const law *l, real inside)
{
    box_strand s = {0, malloc(sizeof *s.f * (size_t)l->n), malloc(sizeof *s.weight * (size_t)l->n)};
    for (int i = 0; i < l->n; i++)
        if (is_continuous(&l->c[i]) && covers(pool, &l->c[i], inside)) {
            s.f[s.n] = l->c[i].family->log_density(pool, &l->c[i], inside);
            s.weight[s.n++] = l->c[i].weight;
        }
    return s;
}

static void make(const box_laws *l, bool atoms, box_partition *out)
{
    const law *both[] = {l->p, l->q};
    *out = (box_partition){.pool = real_pool_open()};
    for (int k = 0; k < 2; k++) {
        add_cuts_of(out, both[k]);
        if (atoms)
            add_atoms_of(out, both[k]);
    }
    merge_cuts(out);
    enlarge_clusters(out);
    out->p = malloc(sizeof *out->p * (size_t)(out->cuts + 1));
    out->q = malloc(sizeof *out->q * (size_t)(out->cuts + 1));
    for (int i = 0; i <= out->cuts; i++) {
        real inside = inside_of(out->pool, out, i);
        out->p[i] = strand_of(out->pool, l->p, inside);
        out->q[i] = strand_of(out->pool, l->q, inside);
    }
}

void box_partition_make(const box_laws *l, box_partition *out) { make(l, false, out); }
void box_partition_make_with_atoms(const box_laws *l, box_partition *out) { make(l, true, out); }

static void strand_clear(box_strand *s)
{
    free(s->f);
    free(s->weight);
}

void box_partition_clear(box_partition *part)
{
    for (int i = 0; i <= part->cuts; i++) {
        strand_clear(&part->p[i]);
        strand_clear(&part->q[i]);
    }
    free(part->p);
    free(part->q);
    free(part->cut);
    real_pool_close(part->pool);
    *part = (box_partition){0};
}

/* ---- Reaches ---- */

real box_reach(const box_laws *l, real_pool *pool, int side, int bits)
{
    real outermost = NULL;
    const law *both[] = {l->p, l->q};
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < both[k]->n; i++) {
            const component *c = &both[k]->c[i];
            real end[2] = {NULL, NULL};
            if (!is_continuous(c))
                continue;
            c->family->support(pool, c, &end[0], &end[1]);
            if (end[side > 0])
                continue;
            real x = box_end(pool, c->family->reach(pool, c, side, bits), side);
            if (!outermost || real_compare(outermost, x) == -side)
                outermost = x;
        }
    return outermost;
}

void box_core(const box_laws *l, real_pool *pool, double *lo, double *hi)
{
    enum { CORE_BITS = 3 };
    const law *both[] = {l->p, l->q};
    *lo = INFINITY, *hi = -INFINITY;
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < both[k]->n; i++) {
            const component *c = &both[k]->c[i];
            real from = NULL, to = NULL;
            if (!is_continuous(c))
                continue;
            c->family->support(pool, c, &from, &to);
            from = box_end(pool, from ? from : c->family->reach(pool, c, -1, CORE_BITS), -1);
            to = box_end(pool, to ? to : c->family->reach(pool, c, +1, CORE_BITS), +1);
            *lo = fmin(*lo, real_double(from));
            *hi = fmax(*hi, real_double(to));
        }
}

ball box_mass(scope *s, const law *l, real lo, real hi)
{
    ball sum = ball_in(s, ball_int(0)), zero = sum, one = ball_in(s, ball_int(1)), from = real_ball(s, lo),
         to = real_ball(s, hi);
    for (int i = 0; i < l->n; i++) {
        const component *k = &l->c[i];
        if (!is_continuous(k))
            continue;
        ball mass = ball_sub(k->family->cdf(s, k, to), k->family->cdf(s, k, from));
        mass = ball_is_finite(mass) ? ball_min(ball_max(mass, zero), one) : ball_upto(one);
        sum = ball_add(sum, ball_mul(real_ball(s, k->weight), mass));
    }
    return sum;
}
