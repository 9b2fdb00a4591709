/* Smooth variables for the pieces of a partition: singular ends moved to infinity, narrow components resolved. See partition.h. */
#include "divergences/partition.h"

#include "calculus/form_far.h"

#include <math.h>

/* The densities on a piece, or NULL: those whose size tells where nothing matters any more. */
typedef struct densities {
    const strand *l[2];
} densities;

static bool is_singular_end(real_pool *pool, const piece *one, real at)
{
    const strand *both[] = {&one->p, &one->q};
    for (int k = 0; at && k < 2; k++)
        for (int i = 0; i < both[k]->n; i++)
            if (real_sign(form_exponent(pool, &both[k]->f[i], at)) != 0
                || form_is_irregular(&both[k]->f[i], at))
                return true;
    return false;
}

/* The smallest exponent of |x - at|. Densities that vanish there like e^-(log x)^2 or e^-1/x count as regular. */
static double end_exponent(real_pool *pool, const densities *d, real at)
{
    double least = INFINITY;
    for (int k = 0; k < 2; k++)
        for (int i = 0; d->l[k] && i < d->l[k]->n; i++) {
            const form *f = &d->l[k]->f[i];
            growth g = form_growth(pool, f, &(outskirt){.at_end = true, .from = at, .centre = at});
            if (growth_sign(&g) != -1)
                least = fmin(least, real_double(form_exponent(pool, f, at)));
        }
    return least;
}

/* Is p(x) |x - end| below 2^-bits at x = end +- e^w, and falling towards the end? Beyond a law's bulk it falls the other way. */
static bool has_faded(scope *s, const form *f, real at, int direction, double w, int bits)
{
    const double further = 0.25;
    outskirt o = {.at_end = true, .from = at, .centre = at, .side = direction};
    o.radius = ball_exp(ball_exact_double(s, w));
    double here = ball_double(form_value_at_start(s, f, &o)) + w;
    o.radius = ball_exp(ball_exact_double(s, w - further));
    double there = ball_double(form_value_at_start(s, f, &o)) + w - further;
    return !(here > -bits * M_LN2) && !(there > here);
}

static bool have_faded(scope *s, const densities *d, real at, int direction, double w, int bits)
{
    for (int k = 0; k < 2; k++)
        for (int i = 0; d->l[k] && i < d->l[k]->n; i++)
            if (!has_faded(s, &d->l[k]->f[i], at, direction, w, bits))
                return false;
    return true;
}

/*
 * How far to go towards a singular end, in w = log|x - end|: until the masses there are below 2^-bits, by the size
 * of p(x) |x - end| = |x - end|^(1 + exponent) times what varies little. What is left out is bounded and added in any case.
 */
static double end_depth(scope *s, real_pool *pool, const densities *d, real at, int direction, ball length,
                        int bits)
{
    enum { ATTEMPTS = 60 };
    double start = ball_double(ball_log(length)), step = 0.25, least = end_exponent(pool, d, at);
    if (isfinite(least))
        step = fmax(1, bits * M_LN2 / fmax(1 + fmin(least, 0), 0x1p-30));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++, step *= isfinite(least) ? 1.2 : 1.5)
        if (have_faded(s, d, at, direction, start - step, bits))
            break;
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
static bool spans_scales(scope *s, const piece *one)
{
    const strand *both[] = {&one->p, &one->q};
    if (real_sign(one->lo) != 1 /* doubles may end long before the piece begins */
        || ball_less(ball_mul_int(real_ball(s, one->lo), 4), real_ball(s, one->hi)) != HOLDS)
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

map piece_map(scope *s, real_pool *pool, const piece *one, const strand *size, int bits)
{
    if (!one->lo || !one->hi)
        return tangent_map(s, one);
    ball lo = real_ball(s, one->lo), hi = real_ball(s, one->hi), length = ball_sub(hi, lo);
    densities d = {{size ? size : &one->p, size ? NULL : &one->q}};
    bool at_left = is_singular_end(pool, one, one->lo), at_right = is_singular_end(pool, one, one->hi);
    if (!at_left && !at_right)
        return spans_scales(s, one) ? logarithmic_map(s, pool, one)
                                    : (map){.kind = MAP_AFFINE, .w0 = lo, .w1 = hi};
    double from_left = at_left ? end_depth(s, pool, &d, one->lo, +1, length, bits) : 0;
    double from_right = at_right ? end_depth(s, pool, &d, one->hi, -1, length, bits) : 0;
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

/* Seen from the narrowest component, a piece to one side of it is hardly longer than it is away: nothing there is narrow. */
static bool is_far_from_core(const partition *part, const piece *one)
{
    const double longest = 3;
    double lo = real_double(one->lo), hi = real_double(one->hi), from = real_double(part->core_from),
           to = real_double(part->core_to);
    return hi - lo < longest * fmax(lo - to, from - hi);
}

map piece_sinh_map(scope *s, const partition *part, const piece *one)
{
    ball lo = real_ball(s, one->lo), hi = real_ball(s, one->hi);
    bool alike = partition_is_alike(part) && is_polynomial(&one->p) && is_polynomial(&one->q);
    if (!part->core_from || alike || is_far_from_core(part, one))
        return (map){.kind = MAP_AFFINE, .w0 = lo, .w1 = hi};
    /* Any centre and span will do: doubles, without an error that a narrow core would magnify. */
    double from = real_double(part->core_from), to = real_double(part->core_to);
    map m = {.kind = MAP_SINH,
             .at = ball_exact_double(s, from + (to - from) / 2),
             .span = ball_exact_double(s, part->core / 2)};
    m.w0 = asinh_of(ball_div(ball_sub(lo, m.at), m.span));
    m.w1 = asinh_of(ball_div(ball_sub(hi, m.at), m.span));
    return m;
}
