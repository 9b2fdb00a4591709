/* Pieces of the line with F - G on them: see box_gap.h. */
#include "calculus/sign_runs.h"
#include "calculus/vector_integral.h"
#include "divergences/box_cdf.h"
#include "divergences/box_ends.h"
#include "divergences/box_gap_parts.h"

#include <math.h>
#include <stdlib.h>

enum { END_STEPS = 12, EFFORT = 3000 };

/* ---- The integrand ---- */

/* Fixed ends: x = from + (to - from) t, or x = at + side e^w with w = from + (to - from) t. */
typedef struct fixed_map {
    bool exponential;
    int side;
    ball at, from, length;
} fixed_map;

typedef struct integrand {
    const gap_task *t;
    fixed_map map;
    box_cdf *over, *middle;
    ball run_from, run_length; /* of t: the part of the map that is integrated over */
    int sign;                  /* of D there; 0: open */
} integrand;

static cball scaled(cball x, cball speed) { return cball_mul(x, speed); }

/* 2 D^2, 4 D D_a, 4 (D_a D_b + D D_ab). */
static void energy_outputs(const gap_task *t, const cjet *D, cball speed, cball *out)
{
    cjet J = cjet_sqr(*D);
    int k = 0;
    speed = cball_scale2(speed, 1);
    out[k++] = scaled(J.value, speed);
    for (int a = 0; a < t->n && t->order > 0; a++)
        out[k++] = scaled(J.slope[a], speed);
    for (int i = 0; i < cjet_bend(t->n, 0) && t->order > 1; i++)
        out[k++] = scaled(J.bend[i], speed);
}

/* sign D and sign D_a; where the sign is open, |D| and what is between -|D_a| and |D_a|. */
static void absolute_outputs(const gap_task *t, const cjet *D, int sign, cball speed, cball *out)
{
    scope *s = D->value.in;
    ball by = sign ? ball_int(sign) : ball_within(ball_in(s, ball_int(1)));
    cball value = sign ? cball_mul_ball(D->value, by) : cball_from_ball(s, ball_abs(cball_real(D->value)));
    out[0] = scaled(value, speed);
    for (int a = 0; a < t->n && t->order > 0; a++)
        out[1 + a] = cball_mul_ball(scaled(D->slope[a], speed), by);
}

static void outputs_of(const gap_task *t, const cjet *D, int sign, cball speed, cball *out)
{
    t->kind == GAP_ENERGY ? energy_outputs(t, D, speed, out) : absolute_outputs(t, D, sign, speed, out);
}

/* x, and dx/dt. */
static cball place(const integrand *f, cball at, cball *speed)
{
    cball x = cball_linear(f->map.from, f->map.length, at);
    *speed = cball_from_ball(x.in, f->map.length);
    if (!f->map.exponential)
        return x;
    cball e = cball_exp(x);
    *speed = cball_mul(*speed, e);
    return cball_add_ball(f->map.side > 0 ? e : cball_neg(e), f->map.at);
}

static cjet jet_at(const integrand *f, scope *s, cball x)
{
    cjet D = box_cdf_at(f->over, s, x);
    return f->middle ? cjet_taylor(box_cdf_at(f->middle, s, x), D, f->t->b.half) : D;
}

static void integrand_at(void *state, scope *s, cball at, cball *out)
{
    const integrand *f = state;
    const gap_task *t = f->t;
    cball speed, x = place(f, cball_linear(f->run_from, f->run_length, at), &speed);
    cjet D = jet_at(f, s, x);
    outputs_of(t, &D, f->sign, cball_mul_ball(speed, f->run_length), out);
}

/* D dx/dt, or for D_theta, where it has D's sign. */
static ball gap_at(void *state, scope *s, ball at)
{
    const integrand *f = state;
    cball speed, x = place(f, cball_from_ball(s, at), &speed);
    ball D = f->t->touch ? cball_real(jet_at(f, s, x).slope[0]) : box_cdf_value(f->over, s, cball_real(x));
    return ball_mul(D, cball_real(speed));
}

/* D, or D_theta, and its jet at t, without a Jacobian: for suprema. */
static ball height_at(void *state, scope *s, ball at)
{
    const integrand *f = state;
    cball speed, x = place(f, cball_from_ball(s, at), &speed);
    return f->t->touch ? cball_real(jet_at(f, s, x).slope[0]) : box_cdf_value(f->over, s, cball_real(x));
}

static cjet height_jet_at(void *state, scope *s, cball at)
{
    const integrand *f = state;
    cball speed;
    return jet_at(f, s, place(f, at, &speed));
}

static int sign_of(const gap_task *t, const cjet *D)
{
    cball tells = t->touch ? D->slope[0] : D->value;
    int sign = cball_is_finite(tells) ? ball_sign(cball_real(tells)) : 0;
    return t->touch ? t->touch * sign : sign;
}

/* ---- Pieces ---- */

/* Over a part of the map on which D has one sign, or none that is known: by the range. */
static void integrate_run(gap_task *t, integrand *f, const sign_run *run)
{
    ball out[VECTOR_MOST], from = ball_exact_double(t->s, run->from), to = ball_exact_double(t->s, run->to);
    cball range[VECTOR_MOST];
    f->run_from = from, f->run_length = ball_sub(to, from);
    f->sign = t->touch ? t->touch * run->sign : run->sign;
    if (run->sign || t->kind == GAP_ENERGY) {
        integrate_vector(t->s, t->outputs, integrand_at, f, t->goal, EFFORT, out);
    } else {
        integrand_at(f, t->s, cball_from_ball(t->s, ball_upto(ball_in(t->s, ball_int(1)))), range);
        for (int k = 0; k < t->outputs; k++)
            out[k] = cball_real(range[k]);
    }
    gap_task_add(t, out);
}

static void integrate_over(gap_task *t, const gap_span *p, const fixed_map *along)
{
    real_pool *pool = t->part.pool;
    integrand f = {.t = t, .map = *along, .over = box_cdf_make(t->s, pool, &t->l, &t->b, p->inside)};
    sign_run whole = {0, 1, 0};
    sign_runs runs = {.n = 1, .run = &whole};
    if (t->b.wide)
        f.middle = box_cdf_make(t->s, pool, &t->middle, &t->b_middle, p->inside);
    if (t->kind == GAP_ABSOLUTE)
        runs = sign_runs_find(t->s, gap_at, &f, t->goal + 6, EFFORT);
    if (t->kind == GAP_SUPREMUM)
        gap_task_climb(t, height_at, height_jet_at, &f);
    for (size_t i = 0; i < runs.n && t->kind != GAP_SUPREMUM; i++)
        integrate_run(t, &f, &runs.run[i]);
    if (runs.run != &whole)
        free(runs.run);
    box_cdf_free(f.over);
    if (f.middle)
        box_cdf_free(f.middle);
}

static void affine(gap_task *t, const gap_span *p)
{
    ball from = real_ball(t->s, p->from);
    fixed_map m = {.from = from, .length = ball_sub(real_ball(t->s, p->to), from)};
    integrate_over(t, p, &m);
}

/* From |x - at| = e^w0 to the other end of the span. */
static void exponential(gap_task *t, const gap_span *p, real at, int side, ball w0)
{
    ball centre = real_ball(t->s, at), far = real_ball(t->s, side > 0 ? p->to : p->from);
    ball w1 = ball_log(side > 0 ? ball_sub(far, centre) : ball_sub(centre, far));
    fixed_map m = {.exponential = true, .side = side, .at = centre, .from = w0, .length = ball_sub(w1, w0)};
    integrate_over(t, p, &m);
}

/* A part of the line that is not looked at more closely. */
static void take_part(gap_task *t, const cjet *D, const ball *range)
{
    if (t->kind == GAP_SUPREMUM)
        gap_task_meet(t, D);
    else
        gap_task_add(t, range);
}

/* The part of a span next to a singular end, of which the last bit is enclosed as it is. */
static void singular_end(gap_task *t, const gap_span *p, real at, int side)
{
    real_pool *pool = t->part.pool;
    double depth = log(real_double(p->to) - real_double(p->from)), step = 4;
    ball rest[VECTOR_MOST];
    cjet D = {.n = 0};
    box_cdf *u = box_cdf_make(t->s, pool, &t->l, &t->b, p->inside);
    for (int i = 0; i < END_STEPS; i++, step *= 1.6) {
        cball out[VECTOR_MOST];
        depth -= step;
        ball distance = ball_exp(ball_exact_double(t->s, depth));
        D = box_cdf_near(u, t->s, pool, at, side, distance);
        outputs_of(t, &D, sign_of(t, &D), cball_from_ball(t->s, distance), out);
        for (int k = 0; k < t->outputs; k++)
            rest[k] = cball_real(out[k]);
        if (gap_task_allows(t, rest))
            break;
    }
    box_cdf_free(u);
    take_part(t, &D, rest);
    exponential(t, p, at, side, ball_exact_double(t->s, depth));
}

static bool is_singular(const gap_task *t, int which, real at)
{
    return box_is_singular(&t->part.p[which], at) || box_is_singular(&t->part.q[which], at);
}

/* Long spans outside of the core, in the logarithm of the distance from its middle. */
static void regular(gap_task *t, gap_span p)
{
    enum { FAR = 60 };
    real_pool *pool = t->part.pool;
    double core = t->core_to - t->core_from, from = real_double(p.from), to = real_double(p.to);
    real centre = real_from_double(pool, t->core_from / 2 + t->core_to / 2);
    for (int side = -1; side <= 1; side += 2) {
        double cut = side < 0 ? t->core_from : t->core_to;
        if (!(from < cut && cut < to && to - from > FAR * core))
            continue;
        gap_span far = p;
        real at = real_from_double(pool, cut);
        *(side < 0 ? &far.to : &far.from) = at;
        *(side < 0 ? &p.from : &p.to) = at;
        ball distance = ball_abs(ball_sub(real_ball(t->s, at), real_ball(t->s, centre)));
        exponential(t, &far, centre, side, ball_log(distance));
    }
    affine(t, &p);
}

void gap_task_piece(gap_task *t, gap_span p)
{
    real_pool *pool = t->part.pool;
    bool low = is_singular(t, p.which, p.from), high = is_singular(t, p.which, p.to);
    if (real_compare(p.from, p.to) != -1)
        return;
    if (!low && !high) {
        regular(t, p);
        return;
    }
    gap_span half[2] = {p, p};
    half[0].to = half[1].from = real_mul(pool, real_ratio(pool, 1, 2), real_add(pool, p.from, p.to));
    low ? singular_end(t, &half[0], p.from, +1) : regular(t, half[0]);
    high ? singular_end(t, &half[1], p.to, -1) : regular(t, half[1]);
}

void gap_task_step(gap_task *t, const cjet *D)
{
    cball out[VECTOR_MOST];
    ball range[VECTOR_MOST];
    outputs_of(t, D, sign_of(t, D), cball_from_ball(t->s, ball_int(1)), out);
    for (int k = 0; k < t->outputs; k++)
        range[k] = cball_real(out[k]);
    take_part(t, D, range);
}

void gap_task_cluster(gap_task *t, const gap_span *left, const box_cut *c, const gap_span *right)
{
    real_pool *pool = t->part.pool;
    if (real_compare(c->lo, c->hi) != -1)
        return;
    box_cdf *before = box_cdf_make(t->s, pool, &t->l, &t->b, left->inside),
            *after = box_cdf_make(t->s, pool, &t->l, &t->b, right->inside);
    cjet D = box_cdf_across(before, after, t->s, pool, c->lo, c->hi);
    cball out[VECTOR_MOST];
    ball range[VECTOR_MOST];
    outputs_of(t, &D, sign_of(t, &D),
               cball_from_ball(t->s, ball_sub(real_ball(t->s, c->hi), real_ball(t->s, c->lo))), out);
    for (int k = 0; k < t->outputs; k++)
        range[k] = cball_real(out[k]);
    take_part(t, &D, range);
    box_cdf_free(before);
    box_cdf_free(after);
}
