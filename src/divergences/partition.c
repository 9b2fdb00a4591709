/* Cutting the line for a pair of laws. See partition.h. */
#include "divergences/partition.h"

#include "calculus/form_far.h"

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

/* The quartile range, roughly: two standard deviations to each side of a normal mean, two scales of a Cauchy law. */
static void note_core(partition *part, const component *c, real lo, real hi)
{
    enum { CORE_BITS = 2 };
    real from = lo ? lo : c->family->reach(part->pool, c, -1, CORE_BITS);
    real to = hi ? hi : c->family->reach(part->pool, c, +1, CORE_BITS);
    double length = real_double(real_sub(part->pool, to, from));
    double low = real_double(from), high = real_double(to);
    part->remoteness = fmax(part->remoteness, log2(fmax(fabs(low), fabs(high))) - log2(length));
    part->core_low = fmin(part->core_low, low);
    part->core_high = fmax(part->core_high, high);
    if (length < part->core)
        part->core = length, part->core_from = from, part->core_to = to;
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

/* All components are of about the same size and place: one scale fits all. */
static bool alike(const partition *part) { return part->core > 0.45 * (part->core_high - part->core_low); }

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
            && !alike(part)) /* a sinh turns the ends off the axis, where a normal density fades less */
            far = bits + bits / 4;
        if (reach && !lo)
            add_cut(out, c->family->reach(pool, c, -1, far), true);
        if (reach && !hi)
            add_cut(out, c->family->reach(pool, c, +1, far), true);
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
    *part =
        (partition){.pool = real_pool_open(), .core = INFINITY, .core_low = INFINITY, .core_high = -INFINITY};
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

/* An end of a piece: is a density singular there, and what is the smallest exponent of |x - at| among them? */
typedef struct singular_end {
    bool singular;
    double exponent;
} singular_end;

/* Densities that vanish there like e^-(log x)^2 or e^-1/x count as regular for the exponent. */
static singular_end end_exponent(real_pool *pool, const piece *one, real at)
{
    singular_end end = {false, INFINITY};
    const strand *both[] = {&one->p, &one->q};
    for (int k = 0; at && k < 2; k++)
        for (int i = 0; i < both[k]->n; i++) {
            const form *f = &both[k]->f[i];
            growth g = form_growth(pool, f, &(outskirt){.at_end = true, .from = at, .centre = at});
            real e = form_exponent(pool, f, at);
            end.singular |= real_sign(e) != 0 || form_is_irregular(f, at);
            if (growth_sign(&g) != -1)
                end.exponent = fmin(end.exponent, real_double(e));
        }
    return end;
}

/*
 * How far to go towards a singular end, in w = log|x - end|: until both laws' masses there are below 2^-bits, by the size
 * of p(x) |x - end| = |x - end|^(1 + exponent) times what varies little. What is left out is bounded and added in any case.
 */
static double end_depth(scope *s, const piece *one, real at, int direction, ball length, double least,
                        int bits)
{
    double start = ball_double(ball_log(length)), step = 0.25;
    if (isfinite(least))
        step = fmax(1, bits * M_LN2 / (1 + fmin(least, 0)));
    const strand *both[] = {&one->p, &one->q};
    for (int attempt = 0; attempt < 60; attempt++, step *= isfinite(least) ? 1.2 : 1.5) {
        double most = -INFINITY;
        for (int k = 0; k < 2; k++)
            for (int i = 0; i < both[k]->n; i++) {
                outskirt o = {.at_end = true, .from = at, .centre = at, .side = direction};
                o.radius = ball_exp(ball_exact_double(s, start - step));
                most = fmax(most, ball_double(form_value_at_start(s, &both[k]->f[i], &o)));
            }
        if (!(most + start - step > -bits * M_LN2))
            break;
    }
    return start - step;
}

static map tangent_map(scope *s, const piece *one)
{
    const form *f = one->p.n ? &one->p.f[0] : &one->q.f[0];
    int i = 0;
    while (f->t[i].kind != BASIS_LOG_QUADRATIC)
        i++;
    map m = {.kind = MAP_TAN, .at = real_ball(s, f->t[i].at), .span = real_ball(s, f->t[i].scale)};
    ball quarter = ball_scale2(ball_pi(s), -1);
    m.w0 = one->lo ? ball_atan(ball_div(ball_sub(real_ball(s, one->lo), m.at), m.span)) : ball_neg(quarter);
    m.w1 = one->hi ? ball_atan(ball_div(ball_sub(real_ball(s, one->hi), m.at), m.span)) : quarter;
    return m;
}

/* Functions of log x or x^k over many powers of two. */
static bool spans_scales(const piece *one)
{
    const strand *both[] = {&one->p, &one->q};
    double lo = real_double(one->lo), hi = real_double(one->hi);
    if (!(lo > 0 && hi > 4 * lo))
        return false;
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < both[k]->n; i++)
            for (int j = 0; j < both[k]->f[i].n; j++) {
                term t = both[k]->f[i].t[j];
                if (t.kind == BASIS_LOG_SQUARED || t.kind == BASIS_POWER
                    || (t.kind == BASIS_LOG && real_sign(t.at) == 0))
                    return true;
            }
    return false;
}

/* x = e^w, from one end of the piece to the other. */
static map logarithmic_map(scope *s, real_pool *pool, const piece *one)
{
    real zero = real_int(pool, 0);
    return (map){.kind = MAP_EXP,
                 .w0 = ball_log(real_ball(s, one->lo)),
                 .w1 = ball_log(real_ball(s, one->hi)),
                 .at = real_ball(s, zero),
                 .at_exact = zero};
}

bool map_leaves_out(const map *m, const piece *one, int side)
{
    bool low = m->kind == MAP_EXP || m->kind == MAP_LOGIT,
         high = m->kind == MAP_EXP_DOWN || m->kind == MAP_LOGIT;
    return side < 0 ? low && real_equal(m->at_exact, one->lo) : high;
}

map piece_map(scope *s, real_pool *pool, const piece *one, int bits)
{
    if (!one->lo || !one->hi)
        return tangent_map(s, one);
    ball lo = real_ball(s, one->lo), hi = real_ball(s, one->hi), length = ball_sub(hi, lo);
    singular_end left = end_exponent(pool, one, one->lo), right = end_exponent(pool, one, one->hi);
    bool at_left = left.singular, at_right = right.singular;
    if (!at_left && !at_right)
        return spans_scales(one) ? logarithmic_map(s, pool, one)
                                 : (map){.kind = MAP_AFFINE, .w0 = lo, .w1 = hi};
    double from_left = at_left ? end_depth(s, one, one->lo, +1, length, left.exponent, bits) : 0;
    double from_right = at_right ? end_depth(s, one, one->hi, -1, length, right.exponent, bits) : 0;
    if (at_left && at_right) { /* sigmoid(w) ~ e^w: measure from the length */
        double log_length = ball_double(ball_log(length));
        return (map){.kind = MAP_LOGIT,
                     .w0 = ball_exact_double(s, from_left - log_length),
                     .w1 = ball_exact_double(s, log_length - from_right),
                     .at = lo,
                     .span = length,
                     .at_exact = one->lo,
                     .at_other = one->hi};
    }
    return (map){.kind = at_left ? MAP_EXP : MAP_EXP_DOWN,
                 .w0 = ball_exact_double(s, at_left ? from_left : from_right),
                 .w1 = ball_log(length),
                 .at = at_left ? lo : hi,
                 .at_exact = at_left ? one->lo : one->hi};
}

static bool is_polynomial(const strand *l)
{
    for (int i = 0; i < l->n; i++)
        for (int k = 0; k < l->f[i].n; k++)
            if (l->f[i].t[k].kind > BASIS_XX)
                return false;
    return true;
}

static ball asinh_of(ball z)
{
    ball size = ball_abs(z), value = ball_log(ball_add(size, ball_sqrt(ball_add_int(ball_sqr(size), 1))));
    return ball_positive(z) == HOLDS ? value : ball_neg(value);
}

map piece_sinh_map(scope *s, const partition *part, const piece *one)
{
    ball lo = real_ball(s, one->lo), hi = real_ball(s, one->hi);
    if (!part->core_from || (alike(part) && is_polynomial(&one->p) && is_polynomial(&one->q)))
        return (map){.kind = MAP_AFFINE, .w0 = lo, .w1 = hi};
    ball from = real_ball(s, part->core_from), to = real_ball(s, part->core_to);
    map m = {.kind = MAP_SINH,
             .at = ball_scale2(ball_add(from, to), -1),
             .span = ball_scale2(ball_sub(to, from), -1)};
    m.w0 = asinh_of(ball_div(ball_sub(lo, m.at), m.span));
    m.w1 = asinh_of(ball_div(ball_sub(hi, m.at), m.span));
    return m;
}
