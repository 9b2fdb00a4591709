/* Distances by distribution functions over a box of parameters: see box_gap.h. */
#include "divergences/box_gap.h"

#include "calculus/sign_runs.h"
#include "divergences/box_bundle.h"
#include "divergences/box_cdf.h"
#include "divergences/box_ends.h"
#include "divergences/box_objective.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { EXTENSIONS = 40, END_STEPS = 12, EFFORT = 3000, MOST_ATOMS = 40 };

typedef struct task {
    scope *s;
    gap_kind kind;
    box_laws l, middle; /* over the box; at its middle, if it is wide */
    parameter_box b, b_middle;
    box_partition part;
    int n, order, outputs;
    slong goal;
    double core_from, core_to;
    ball sum[VECTOR_MOST];
} task;

/* ---- The integrand ---- */

/* Fixed ends: x = from + (to - from) t, or x = at + side e^w with w = from + (to - from) t. */
typedef struct fixed_map {
    bool exponential;
    int side;
    ball at, from, length;
} fixed_map;

typedef struct integrand {
    const task *t;
    fixed_map map;
    box_cdf *over, *middle;
    ball run_from, run_length; /* of t: the part of the map that is integrated over */
    int sign;                  /* of D there; 0: open */
} integrand;

static cball scaled(cball x, cball speed) { return cball_mul(x, speed); }

/* 2 D^2, 4 D D_a, 4 (D_a D_b + D D_ab). */
static void energy_outputs(const task *t, const cjet *D, cball speed, cball *out)
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
static void absolute_outputs(const task *t, const cjet *D, int sign, cball speed, cball *out)
{
    scope *s = D->value.in;
    ball by = sign ? ball_int(sign) : ball_within(ball_in(s, ball_int(1)));
    cball value = sign ? cball_mul_ball(D->value, by) : cball_from_ball(s, ball_abs(cball_real(D->value)));
    out[0] = scaled(value, speed);
    for (int a = 0; a < t->n && t->order > 0; a++)
        out[1 + a] = cball_mul_ball(scaled(D->slope[a], speed), by);
}

static void outputs_of(const task *t, const cjet *D, int sign, cball speed, cball *out)
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

static void integrand_at(void *state, scope *s, cball at, cball *out)
{
    const integrand *f = state;
    const task *t = f->t;
    cball speed, x = place(f, cball_linear(f->run_from, f->run_length, at), &speed);
    cjet D = box_cdf_at(f->over, s, x);
    if (f->middle)
        D = cjet_taylor(box_cdf_at(f->middle, s, x), D, t->b.half);
    outputs_of(t, &D, f->sign, cball_mul_ball(speed, f->run_length), out);
}

/* D dx/dt */
static ball gap_at(void *state, scope *s, ball at)
{
    const integrand *f = state;
    cball speed, x = place(f, cball_from_ball(s, at), &speed);
    return ball_mul(box_cdf_value(f->over, s, cball_real(x)), cball_real(speed));
}

static void add(task *t, const ball *more)
{
    for (int i = 0; i < t->outputs; i++)
        t->sum[i] = ball_add(t->sum[i], more[i]);
}

static int sign_of(const cjet *D) { return cball_is_finite(D->value) ? ball_sign(cball_real(D->value)) : 0; }

/* ---- Pieces ---- */

/* Between which a piece lies, and a point inside of it. */
typedef struct span {
    int which;
    real from, to, inside;
} span;

/* Over a part of the map on which D has one sign, or none that is known: by the range. */
static void integrate_run(task *t, integrand *f, const sign_run *run)
{
    ball out[VECTOR_MOST], from = ball_exact_double(t->s, run->from), to = ball_exact_double(t->s, run->to);
    cball range[VECTOR_MOST];
    f->run_from = from, f->run_length = ball_sub(to, from);
    f->sign = run->sign;
    if (run->sign || t->kind == GAP_ENERGY) {
        integrate_vector(t->s, t->outputs, integrand_at, f, t->goal, EFFORT, out);
    } else {
        integrand_at(f, t->s, cball_from_ball(t->s, ball_upto(ball_in(t->s, ball_int(1)))), range);
        for (int k = 0; k < t->outputs; k++)
            out[k] = cball_real(range[k]);
    }
    add(t, out);
}

static void integrate_over(task *t, const span *p, const fixed_map *along)
{
    real_pool *pool = t->part.pool;
    integrand f = {.t = t, .map = *along, .over = box_cdf_make(t->s, pool, &t->l, &t->b, p->inside)};
    sign_run whole = {0, 1, 0};
    sign_runs runs = {.n = 1, .run = &whole};
    if (t->b.wide)
        f.middle = box_cdf_make(t->s, pool, &t->middle, &t->b_middle, p->inside);
    if (t->kind == GAP_ABSOLUTE)
        runs = sign_runs_find(t->s, gap_at, &f, t->goal + 6, EFFORT);
    for (size_t i = 0; i < runs.n; i++)
        integrate_run(t, &f, &runs.run[i]);
    if (runs.run != &whole)
        free(runs.run);
    box_cdf_free(f.over);
    if (f.middle)
        box_cdf_free(f.middle);
}

static void affine(task *t, const span *p)
{
    ball from = real_ball(t->s, p->from);
    fixed_map m = {.from = from, .length = ball_sub(real_ball(t->s, p->to), from)};
    integrate_over(t, p, &m);
}

/* From |x - at| = e^w0 to the other end of the span. */
static void exponential(task *t, const span *p, real at, int side, ball w0)
{
    ball centre = real_ball(t->s, at), far = real_ball(t->s, side > 0 ? p->to : p->from);
    ball w1 = ball_log(side > 0 ? ball_sub(far, centre) : ball_sub(centre, far));
    fixed_map m = {.exponential = true, .side = side, .at = centre, .from = w0, .length = ball_sub(w1, w0)};
    integrate_over(t, p, &m);
}

static bool is_within(const task *t, const ball *one)
{
    ball allowed = ball_scale2(ball_in(t->s, ball_int(1)), -t->goal);
    for (int i = 0; i < t->outputs; i++)
        if (ball_less(ball_abs(one[i]), allowed) != HOLDS)
            return false;
    return true;
}

/* The part of a span next to a singular end, of which the last bit is enclosed as it is. */
static void singular_end(task *t, const span *p, real at, int side)
{
    real_pool *pool = t->part.pool;
    double depth = log(real_double(p->to) - real_double(p->from)), step = 4;
    ball rest[VECTOR_MOST];
    box_cdf *u = box_cdf_make(t->s, pool, &t->l, &t->b, p->inside);
    for (int i = 0; i < END_STEPS; i++, step *= 1.6) {
        cball out[VECTOR_MOST];
        depth -= step;
        ball distance = ball_exp(ball_exact_double(t->s, depth));
        cjet D = box_cdf_near(u, t->s, pool, at, side, distance);
        outputs_of(t, &D, sign_of(&D), cball_from_ball(t->s, distance), out);
        for (int k = 0; k < t->outputs; k++)
            rest[k] = cball_real(out[k]);
        if (is_within(t, rest))
            break;
    }
    box_cdf_free(u);
    add(t, rest);
    exponential(t, p, at, side, ball_exact_double(t->s, depth));
}

static bool is_singular(const task *t, int which, real at)
{
    return box_is_singular(&t->part.p[which], at) || box_is_singular(&t->part.q[which], at);
}

/* Long spans outside of the core, in the logarithm of the distance from its middle. */
static void regular(task *t, span p)
{
    enum { FAR = 60 };
    real_pool *pool = t->part.pool;
    double core = t->core_to - t->core_from, from = real_double(p.from), to = real_double(p.to);
    real centre = real_from_double(pool, t->core_from / 2 + t->core_to / 2);
    for (int side = -1; side <= 1; side += 2) {
        double cut = side < 0 ? t->core_from : t->core_to;
        if (!(from < cut && cut < to && to - from > FAR * core))
            continue;
        span far = p;
        real at = real_from_double(pool, cut);
        *(side < 0 ? &far.to : &far.from) = at;
        *(side < 0 ? &p.from : &p.to) = at;
        ball distance = ball_abs(ball_sub(real_ball(t->s, at), real_ball(t->s, centre)));
        exponential(t, &far, centre, side, ball_log(distance));
    }
    affine(t, &p);
}

static void piece(task *t, span p)
{
    real_pool *pool = t->part.pool;
    bool low = is_singular(t, p.which, p.from), high = is_singular(t, p.which, p.to);
    if (real_compare(p.from, p.to) != -1)
        return;
    if (!low && !high) {
        regular(t, p);
        return;
    }
    span half[2] = {p, p};
    half[0].to = half[1].from = real_mul(pool, real_ratio(pool, 1, 2), real_add(pool, p.from, p.to));
    low ? singular_end(t, &half[0], p.from, +1) : regular(t, half[0]);
    high ? singular_end(t, &half[1], p.to, -1) : regular(t, half[1]);
}

/* A moving cut, or several. */
static void cluster(task *t, const span *left, const box_cut *c, const span *right)
{
    real_pool *pool = t->part.pool;
    if (real_compare(c->lo, c->hi) != -1)
        return;
    box_cdf *before = box_cdf_make(t->s, pool, &t->l, &t->b, left->inside),
            *after = box_cdf_make(t->s, pool, &t->l, &t->b, right->inside);
    cjet D = box_cdf_across(before, after, t->s, pool, c->lo, c->hi);
    cball out[VECTOR_MOST];
    ball range[VECTOR_MOST];
    outputs_of(t, &D, sign_of(&D),
               cball_from_ball(t->s, ball_sub(real_ball(t->s, c->hi), real_ball(t->s, c->lo))), out);
    for (int k = 0; k < t->outputs; k++)
        range[k] = cball_real(out[k]);
    add(t, range);
    box_cdf_free(before);
    box_cdf_free(after);
}

/* ---- Tails ---- */

/* The moments A_k of the tail beyond x. */
static void moments(const task *t, int which, int side, real x, ball A[3])
{
    real_pool *pool = t->part.pool;
    real centre = real_from_double(pool, t->core_from / 2 + t->core_to / 2),
         power = real_ratio(pool, 1, t->kind == GAP_ENERGY ? 2 : 1);
    outskirt rays[2];
    ball P[3], Q[3];
    int count = box_rays(t->s, pool, centre, x, side, rays);
    box_mass_tail(t->s, pool, &t->part.p[which], &t->b, rays, count, centre, power, P);
    box_mass_tail(t->s, pool, &t->part.q[which], &t->b, rays, count, centre, power, Q);
    for (int k = 0; k < 3; k++)
        A[k] = ball_upper(ball_add(P[k], Q[k]));
}

static void tail_outputs(const task *t, const ball A[3], ball *out)
{
    bool square = t->kind == GAP_ENERGY;
    ball slope = square ? ball_scale2(ball_mul(A[0], A[1]), 3) : A[1],
         bend = ball_scale2(ball_add(ball_sqr(A[1]), ball_mul(A[0], A[2])), 3);
    out[0] = ball_upto(square ? ball_scale2(ball_sqr(A[0]), 2) : A[0]);
    for (int k = 1; k < t->outputs; k++) {
        ball one = ball_upper(k <= t->n ? slope : bend);
        out[k] = ball_is_finite(one) ? ball_within(one) : ball_nothing(t->s);
    }
}

/* A point far out, beyond the last cut, behind which little is left; that is added. */
static real outer_end(task *t, int which, int side, real last)
{
    real_pool *pool = t->part.pool;
    double size = fmax(t->core_to - t->core_from, 1e-300);
    real x = box_reach(&t->l, pool, side, (int)t->goal),
         centre = real_from_double(pool, t->core_from / 2 + t->core_to / 2);
    real least = real_from_double(pool, side * size + (side > 0 ? t->core_to : t->core_from));
    if (last) {
        real beyond = real_add(pool, last, real_from_double(pool, side * size));
        least = real_compare(least, beyond) == -side ? beyond : least;
    }
    if (!x || real_compare(x, least) == -side)
        x = least;
    ball A[3], out[VECTOR_MOST];
    for (int i = 0; i < EXTENSIONS; i++) {
        moments(t, which, side, x, A);
        tail_outputs(t, A, out);
        if (is_within(t, out))
            break;
        real factor = real_ratio(pool, i < 10 ? 5 : 16, i < 10 ? 4 : 1); /* a light tail needs little more */
        x = real_add(pool, centre, real_mul(pool, factor, real_sub(pool, x, centre)));
    }
    add(t, out);
    return x;
}

/* ---- The whole ---- */

static real middle_of(real_pool *pool, real a, real b)
{
    return real_mul(pool, real_ratio(pool, 1, 2), real_add(pool, a, b));
}

static void integrate_all(task *t)
{
    box_partition *part = &t->part;
    real_pool *pool = part->pool;
    int n = part->cuts;
    span *p = calloc((size_t)n + 1, sizeof *p);
    for (int i = 0; i <= n; i++) {
        span *one = &p[i];
        real last = i == 0 && n ? part->cut[0].lo : i == n && n ? part->cut[n - 1].hi : NULL;
        bool some = part->p[i].n || part->q[i].n;
        one->which = i;
        one->from = i ? part->cut[i - 1].hi : some ? outer_end(t, i, -1, n ? part->cut[0].lo : NULL) : NULL;
        one->to = i < n ? part->cut[i].lo : some ? outer_end(t, i, +1, n ? part->cut[n - 1].hi : NULL) : NULL;
        one->inside = one->from && one->to ? middle_of(pool, one->from, one->to)
                                           : real_add(pool, last, real_int(pool, one->from ? 1 : -1));
    }
    for (int i = 0; i <= n; i++)
        if (p[i].from && p[i].to)
            piece(t, p[i]);
    for (int i = 0; i < n; i++)
        cluster(t, &p[i], &part->cut[i], &p[i + 1]);
    free(p);
}

static void take(const task *t, box_value *out)
{
    int k = 1;
    out->value = ball_is_finite(t->sum[0]) ? t->sum[0] : ball_nothing(t->s);
    out->finite = ball_is_finite(t->sum[0]);
    out->order = t->order;
    for (int a = 0; a < t->n && t->order > 0; a++, k++) {
        out->slope[a] = t->sum[k];
        if (!ball_is_finite(t->sum[k]))
            out->order = 0;
    }
    for (int a = 0; a < t->n && t->order > 1; a++)
        for (int b = 0; b <= a; b++, k++) {
            out->bend[a][b] = out->bend[b][a] = t->sum[k];
            if (!ball_is_finite(t->sum[k]) && out->order > 1)
                out->order = 1;
        }
}

/* Supports' ends that move make D_a jump. */
static bool a_support_moves(const box_partition *part)
{
    for (int i = 0; i < part->cuts; i++)
        if (part->cut[i].support && real_compare(part->cut[i].lo, part->cut[i].hi) == -1)
            return true;
    return false;
}

/*
 * Both laws read again over x alone, whose ends are rounded outward to doubles that differ: an interval of one point would be a
 * number, of which nothing has a derivative.
 */
static bool read_again(scope *s, const box_laws *l, const ball *x, box_laws *out, parameter_box *b)
{
    double lo[SYMBOLS], hi[SYMBOLS];
    for (int i = 0; i < l->over.n; i++)
        lo[i] = double_below(x[i]), hi[i] = double_above(x[i]);
    bool read = box_laws_open_between(out, l->p->text, l->q->text, &l->over, lo, hi, NULL);
    *b = parameter_box_at(s, l->over.n, out->over.node, x);
    return read;
}

void box_gap(scope *s, const box_laws *l, const box_divergence *d, const ball *x, int order, slong goal,
             box_value *out)
{
    task t = {.s = s, .kind = d->gap, .n = l->over.n, .goal = goal};
    *out = (box_value){.why = FINITE, .value = ball_nothing(s), .least = ball_neg(ball_infinity(s))};
    if (read_again(s, l, x, &t.l, &t.b) && read_again(s, l, t.b.middle, &t.middle, &t.b_middle)) {
        box_partition_make_with_atoms(&t.l, &t.part);
        box_core(&t.l, t.part.pool, &t.core_from, &t.core_to);
        t.order = t.kind == GAP_ENERGY && !a_support_moves(&t.part) ? order : order < 1 ? order : 1;
        t.outputs = box_bundle_outputs(t.n, t.order);
        for (int i = 0; i < t.outputs; i++)
            t.sum[i] = ball_in(s, ball_int(0));
        integrate_all(&t);
        take(&t, out);
        box_partition_clear(&t.part);
    }
    box_laws_close(&t.l);
    box_laws_close(&t.middle);
}

/* ---- Which ---- */

static ball root(ball J, ball order) { return (void)order, ball_sqrt(J); }

static int fixed_atoms(const law *l, real_pool *pool)
{
    int count = 0;
    for (int i = 0; i < l->n; i++) {
        const family *f = l->c[i].family;
        size_t n = f->kind == FAMILY_ATOMS ? f->atoms(&l->c[i]) : 0;
        if (f->kind != FAMILY_ATOMS && f->kind != FAMILY_CONTINUOUS)
            return MOST_ATOMS + 1;
        for (size_t k = 0; k < n && k <= MOST_ATOMS; k++) {
            real x, mass;
            f->atom(pool, &l->c[i], k, &x, &mass);
            bool moves = real_compare(box_end(pool, x, -1), box_end(pool, x, +1)) != 0;
            count += moves ? MOST_ATOMS + 1 : 1;
        }
    }
    return count;
}

bool box_gap_of(const divergence *d, const box_laws *l, box_divergence *out)
{
    bool energy = !strcmp(d->row->name, "energy");
    real one = real_int(l->pool, 1);
    if (!energy && strcmp(d->row->name, "w1") && (strcmp(d->row->name, "wp") || !real_equal(d->order, one)))
        return false;
    if (l->p->dim != 1 || l->q->dim != 1
        || fixed_atoms(l->p, l->pool) + fixed_atoms(l->q, l->pool) > MOST_ATOMS)
        return false;
    *out = (box_divergence){.gap = energy ? GAP_ENERGY : GAP_ABSOLUTE, .of_integral = energy ? root : NULL};
    return true;
}
