/* Cutting the line for a pair of laws. See partition.h. */
#include "divergences/partition.h"

#include <math.h>
#include <stdlib.h>

/*
 * The line is taken whole, as tan of an interval, if every log density is a constant plus a multiple of log(1 + z^2). Integrals
 * ask for the multiple -1 of Cauchy laws, whose densities are analytic there, ends included; signs of log p - log q do not.
 */
static bool suits_tangent(real_pool *pool, const form *f, bool signs)
{
    bool any = false;
    for (int i = 0; i < f->n; i++) {
        bool quadratic = f->t[i].kind == BASIS_LOG_QUADRATIC;
        if (!quadratic && f->t[i].kind != BASIS_ONE)
            return false;
        if (quadratic && !signs && !real_equal(f->t[i].coef, real_int(pool, -1)))
            return false;
        any |= quadratic;
    }
    return any;
}

static bool is_continuous(const component *c) { return c->family->kind == FAMILY_CONTINUOUS; }

static bool all_suit_tangent(real_pool *pool, const law *l, bool signs)
{
    if (!l)
        return false; /* against dx, log p itself is integrated: unbounded where tan is */
    for (int i = 0; i < l->n; i++)
        if (is_continuous(&l->c[i])) {
            form f = l->c[i].family->log_density(pool, &l->c[i], real_int(pool, 0));
            if (!suits_tangent(pool, &f, signs))
                return false;
        }
    return true;
}

typedef struct cut {
    real x;
    bool seamless; /* no density stops being analytic there */
} cut;

typedef struct cuts {
    int n, room;
    cut *at;
} cuts;

static void add_cut(cuts *c, real x, bool seamless)
{
    if (!x)
        return;
    if (c->n == c->room)
        c->at = realloc(c->at, sizeof *c->at * (size_t)(c->room = 2 * c->room + 16));
    c->at[c->n++] = (cut){x, seamless};
}

/* Beyond it lies a negligible mass: a support's end, unless that is far from all the mass. */
static real reach_of(partition *part, const component *c, real end, int side, int bits)
{
    real reach = c->family->reach ? c->family->reach(part->pool, c, side, bits) : end;
    return end && (reach == end || real_compare(reach, end) != -side) ? end : reach;
}

/* The quartile range, roughly: two standard deviations to each side of a normal mean, two scales of a Cauchy law. */
static void note_core(partition *part, const component *c, real lo, real hi)
{
    enum { CORE_BITS = 2 };
    real from = reach_of(part, c, lo, -1, CORE_BITS), to = reach_of(part, c, hi, +1, CORE_BITS);
    double length = real_double(real_sub(part->pool, to, from));
    double low = real_double(from), high = real_double(to);
    part->remoteness = fmax(part->remoteness, log2(fmax(fabs(low), fabs(high))) - log2(length));
    part->core_low = fmin(part->core_low, low);
    part->core_high = fmax(part->core_high, high);
    if (length < part->core)
        part->core = length, part->core_from = from, part->core_to = to;
}

real partition_reach(const partition *part, const law *l, int side, int bits)
{
    real farthest = NULL;
    for (int i = 0; l && i < l->n; i++) {
        const component *c = &l->c[i];
        real lo = NULL, hi = NULL;
        if (!is_continuous(c))
            continue;
        c->family->support(part->pool, c, &lo, &hi);
        real reach = (side < 0 ? lo : hi) ? NULL : c->family->reach(part->pool, c, side, bits);
        int order = reach && farthest ? real_compare(reach, farthest) : side;
        if (order == REAL_UNDECIDED)
            return NULL;
        farthest = reach && order == side ? reach : farthest;
    }
    return farthest;
}

static void note_cores(partition *part, const law *l)
{
    for (int i = 0; l && i < l->n; i++)
        if (is_continuous(&l->c[i])) {
            real lo = NULL, hi = NULL;
            l->c[i].family->support(part->pool, &l->c[i], &lo, &hi);
            note_core(part, &l->c[i], lo, hi);
        }
}

bool partition_is_alike(const partition *part)
{
    return part->core > 0.45 * (part->core_high - part->core_low);
}

static void add_law_cuts(partition *part, cuts *out, const law *l, bool reach, int bits)
{
    real_pool *pool = part->pool;
    for (int i = 0; l && i < l->n; i++) {
        const component *c = &l->c[i];
        if (!is_continuous(c))
            continue;
        real lo = NULL, hi = NULL, kink[2];
        int far = bits;
        c->family->support(pool, c, &lo, &hi);
        add_cut(out, lo, false);
        add_cut(out, hi, false);
        for (int k = c->family->kinks ? c->family->kinks(pool, c, kink) : 0; k > 0; k--)
            add_cut(out, kink[k - 1], false);
        if (!lo && !hi
            && !partition_is_alike(
                part)) /* a sinh turns the ends off the axis, where a normal density fades less */
            far = bits + bits / 4;
        if (reach) {
            add_cut(out, reach_of(part, c, lo, -1, far), true);
            add_cut(out, reach_of(part, c, hi, +1, far), true);
        }
    }
}

/* Insertion sort: there are a handful of cuts, and a comparison may be undecidable. */
static bool sort_cuts(cuts *c)
{
    int kept = 0;
    for (int i = 0; i < c->n; i++) {
        cut one = c->at[i];
        int at = kept, order = 1;
        while (at > 0 && (order = real_compare(one.x, c->at[at - 1].x)) == -1)
            at--;
        if (order == REAL_UNDECIDED)
            return false;
        if (at > 0 && order == 0) {
            c->at[at - 1].seamless &= one.seamless;
            continue;
        }
        for (int j = kept; j > at; j--)
            c->at[j] = c->at[j - 1];
        c->at[at] = one;
        kept++;
    }
    c->n = kept;
    return true;
}

static real inside_of(real_pool *pool, real lo, real hi)
{
    if (lo && hi)
        return real_mul(pool, real_ratio(pool, 1, 2), real_add(pool, lo, hi));
    if (lo || hi)
        return real_add(pool, lo ? lo : hi, real_int(pool, lo ? 1 : -1));
    return real_int(pool, 0);
}

static bool covers(real_pool *pool, const component *c, real inside)
{
    real lo = NULL, hi = NULL;
    c->family->support(pool, c, &lo, &hi);
    return (!lo || real_compare(lo, inside) == -1) && (!hi || real_compare(inside, hi) == -1);
}

static strand strand_make(real_pool *pool, const law *l, real inside)
{
    if (!l)
        return (strand){1, calloc(1, sizeof(form))};
    strand s = {0, malloc(sizeof *s.f * (size_t)l->n)};
    for (int i = 0; i < l->n; i++)
        if (is_continuous(&l->c[i]) && covers(pool, &l->c[i], inside)) {
            form f = l->c[i].family->log_density(pool, &l->c[i], inside);
            form_add_constant(pool, &f, real_log(pool, l->c[i].weight));
            s.f[s.n++] = f;
        }
    return s;
}

partition *partition_make(const law *p, const law *q, int which, int bits)
{
    partition *part = malloc(sizeof *part);
    *part = (partition){.pool = real_pool_open(),
                        .bits = bits,
                        .core = INFINITY,
                        .core_low = INFINITY,
                        .core_high = -INFINITY};
    cuts c = {0};
    note_cores(part, p);
    note_cores(part, q);
    bool signs = which & CUT_FOR_SIGNS;
    bool reach = !(all_suit_tangent(part->pool, p, signs) && all_suit_tangent(part->pool, q, signs));
    add_law_cuts(part, &c, p, reach && (which & CUT_P), bits);
    add_law_cuts(part, &c, q, reach && (which & CUT_Q), bits);
    bool ordered = sort_cuts(&c);
    if (ordered) {
        part->pieces = calloc((size_t)c.n + 1, sizeof *part->pieces);
        for (int i = 0; i <= c.n; i++) {
            real lo = i > 0 ? c.at[i - 1].x : NULL, hi = i < c.n ? c.at[i].x : NULL;
            real inside = inside_of(part->pool, lo, hi);
            part->pieces[part->n++] =
                (piece){lo, hi, i > 0 && c.at[i - 1].seamless, strand_make(part->pool, p, inside),
                        strand_make(part->pool, q, inside)};
        }
    }
    free(c.at);
    if (ordered)
        return part;
    partition_free(part);
    return NULL;
}

void partition_free(partition *part)
{
    if (!part)
        return;
    for (int i = 0; i < part->n; i++) {
        free(part->pieces[i].p.f);
        free(part->pieces[i].q.f);
    }
    free(part->pieces);
    real_pool_close(part->pool);
    free(part);
}

/* cdf differences left of the median, survival differences right of it, so that small masses keep their digits. */
static ball component_mass(scope *s, const component *c, ball lo, ball hi, bool lo_infinite, bool hi_infinite)
{
    const family *f = c->family;
    if (lo_infinite && hi_infinite)
        return ball_in(s, ball_int(1));
    if (lo_infinite)
        return f->cdf(s, c, hi);
    if (hi_infinite)
        return f->sf(s, c, lo);
    ball below = f->cdf(s, c, lo);
    if (ball_less(below, ball_ratio(1, 2)) == HOLDS)
        return ball_sub(f->cdf(s, c, hi), below);
    return ball_sub(f->sf(s, c, lo), f->sf(s, c, hi));
}

ball law_density_weight(scope *s, const law *l)
{
    ball sum = ball_in(s, ball_int(0));
    for (int i = 0; i < l->n; i++)
        if (is_continuous(&l->c[i]))
            sum = ball_add(sum, real_ball(s, l->c[i].weight));
    return sum;
}

ball law_mass(scope *s, const law *l, ball lo, ball hi, bool lo_infinite, bool hi_infinite)
{
    ball sum = ball_in(s, ball_int(0));
    for (int i = 0; l && i < l->n; i++)
        if (is_continuous(&l->c[i])) {
            ball mass = component_mass(s, &l->c[i], lo, hi, lo_infinite, hi_infinite);
            sum = ball_add(sum, ball_mul(real_ball(s, l->c[i].weight), mass));
        }
    return ball_max(sum, ball_in(s, ball_int(0)));
}
