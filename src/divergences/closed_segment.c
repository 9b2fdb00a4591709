/*
 * Uniform laws on segments of the plane, m1 + x u and m2 + x v for -1 <= x <= 1 (m the middle, u, v half the segment).
 *     W_p  = |m1 - m2| for all p if u = v or u = -v (translates)
 *     W2^2 = |m1 - m2|^2 + (|u|^2 + |v|^2 - 2 |u . v|) / 3: the cost is |m1 - m2|^2 + (|u|^2 + |v|^2)/3 - 2 (u . v) E xy,
 *            and the monotone or antitone coupling of x and y gives E xy the extreme values +-1/3.
 * On different lines the laws have no common mass (two lines meet in one point at most). On one line, with the first
 * segment as the unit of length, they are U(0, 1) and U(t, t + w); f-divergences do not see the embedding.
 */
#include "divergences/closed_rows.h"

typedef struct vector {
    real x, y;
} vector;

/* The parameters are x0, y0, x1, y1. */
static vector start(const closed_law *l) { return (vector){l->par[0], l->par[1]}; }
static vector end(const closed_law *l) { return (vector){l->par[2], l->par[3]}; }
static vector minus(real_pool *pool, vector a, vector b)
{
    return (vector){real_sub(pool, a.x, b.x), real_sub(pool, a.y, b.y)};
}
static vector plus(real_pool *pool, vector a, vector b)
{
    return (vector){real_add(pool, a.x, b.x), real_add(pool, a.y, b.y)};
}
static bool vanishes(vector a) { return real_sign(a.x) == 0 && real_sign(a.y) == 0; }

static real dot(real_pool *pool, vector a, vector b)
{
    return real_add(pool, real_mul(pool, a.x, b.x), real_mul(pool, a.y, b.y));
}

static real cross(real_pool *pool, vector a, vector b)
{
    return real_sub(pool, real_mul(pool, a.x, b.y), real_mul(pool, a.y, b.x));
}

/* The whole segments as vectors, and twice the difference of the middles. */
typedef struct segments {
    vector u, v, shift;
} segments;

static segments segments_of(const closed_pair *c)
{
    real_pool *pool = c->pool;
    vector sum_p = plus(pool, start(&c->p), end(&c->p)), sum_q = plus(pool, start(&c->q), end(&c->q));
    return (segments){.u = minus(pool, end(&c->p), start(&c->p)),
                      .v = minus(pool, end(&c->q), start(&c->q)),
                      .shift = minus(pool, sum_p, sum_q)};
}

/* 1 if both lie on one line, 0 if not, else REAL_UNDECIDED. */
static int on_one_line(const closed_pair *c)
{
    segments s = segments_of(c);
    vector between = minus(c->pool, start(&c->q), start(&c->p));
    if (real_sign(dot(c->pool, s.u, s.u)) != 1 || real_sign(dot(c->pool, s.v, s.v)) != 1)
        return REAL_UNDECIDED;
    int turn = real_sign(cross(c->pool, s.u, s.v)), offset = real_sign(cross(c->pool, s.u, between));
    if (turn == 0 && offset == 0)
        return 1;
    return turn == 1 || turn == -1 || offset == 1 || offset == -1 ? 0 : REAL_UNDECIDED;
}

/* The pair U(0, 1), U(t, t + w) in units of the first segment; false if t + w cannot be compared with t. */
static bool along_the_line(const closed_pair *c, closed_pair *line)
{
    real_pool *pool = c->pool;
    segments s = segments_of(c);
    real unit = dot(pool, s.u, s.u);
    real from = real_div(pool, dot(pool, minus(pool, start(&c->q), start(&c->p)), s.u), unit);
    real to = real_div(pool, dot(pool, minus(pool, end(&c->q), start(&c->p)), s.u), unit);
    int order = real_compare(from, to);
    *line = *c;
    line->p = (closed_law){.family = "uniform", .par = {real_int(pool, 0), real_int(pool, 1)}};
    line->q = (closed_law){.family = "uniform", .par = {order < 0 ? from : to, order < 0 ? to : from}};
    return order == -1 || order == 1;
}

static bool f_divergence(const closed_pair *c, quantity what, enclosure *out)
{
    closed_pair line;
    int collinear = on_one_line(c);
    if (collinear == 0)
        return closed_apart(c, what, out);
    return collinear == 1 && along_the_line(c, &line) && closed_look(&line, what, out);
}

bool closed_segment_kl(const closed_pair *c, enclosure *out) { return f_divergence(c, CLOSED_KL, out); }
bool closed_segment_log_power(const closed_pair *c, enclosure *out)
{
    return f_divergence(c, CLOSED_LOG_POWER, out);
}
bool closed_segment_tv(const closed_pair *c, enclosure *out) { return f_divergence(c, CLOSED_TV, out); }
bool closed_segment_js(const closed_pair *c, enclosure *out) { return f_divergence(c, CLOSED_JS, out); }

static ball norm(const closed_pair *c, vector a)
{
    return ball_sqrt(ball_in(c->s, closed_ball(c, dot(c->pool, a, a))));
}

bool closed_segment_w1(const closed_pair *c, enclosure *out)
{
    closed_pair line;
    if (on_one_line(c) != 1 || !along_the_line(c, &line) || !closed_look(&line, CLOSED_W1, out))
        return false;
    return closed_value(c, out, ball_mul(out->value, norm(c, segments_of(c).u)));
}

bool closed_segment_w2(const closed_pair *c, enclosure *out)
{
    segments s = segments_of(c);
    real_pool *pool = c->pool;
    real squares = real_add(pool, dot(pool, s.u, s.u), dot(pool, s.v, s.v));
    ball inner = ball_abs(closed_ball(c, dot(pool, s.u, s.v))),
         middles = closed_ball(c, dot(pool, s.shift, s.shift));
    ball turned = ball_div_int(ball_sub(closed_ball(c, squares), ball_scale2(inner, 1)), 3);
    return closed_value(c, out, ball_scale2(ball_add(middles, turned), -2));
}

bool closed_segment_wp(const closed_pair *c, enclosure *out)
{
    segments s = segments_of(c);
    if (!vanishes(minus(c->pool, s.u, s.v)) && !vanishes(plus(c->pool, s.u, s.v)))
        return false;
    return closed_value(c, out, ball_scale2(norm(c, s.shift), -1));
}
