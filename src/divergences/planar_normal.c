/*
 * JS and TV of two normal laws on the plane from their affinity. See planar_normal.h and affinity.h.
 *
 * With a = 1/2 - it and s_j = 1 + a (l_j - 1),
 *
 *     rho = prod_j l_j^(a/2) s_j^(-1/2) exp(-a (1-a) m_j^2 / (2 s_j)),
 *
 * holomorphic where no s_j is in (-inf, 0]: for all t off the imaginary axis, and for |Im t| < 1/2.
 *
 * TV: rho(t)/(t^2 + 1/4) only decays like a power of t, times e^(-itw) with
 * w = sum_j (log l_j + m_j^2/(l_j - 1))/2. From a (1-a)/s = ((l+1) - s - l/s)/(l-1)^2,
 *
 *     |rho| = |e^(aw)| prod_j |s_j|^(-1/2) exp(-m_j^2 l_j (1 - Re 1/s_j) / (2 (l_j-1)^2)),
 *     |s_j| >= |Re t| |l_j - 1|.
 *
 * So the path of integration is turned to t = (1 + ik) x, x > 0, with k of the sign of -w, where
 * |e^(aw)| = e^((1/2 + kx) w) decays, and a factor with l_j = 1 has modulus at most 1 for |k| <= 1; what lies
 * beyond x = S is bounded by these inequalities.
 */
#include "divergences/planar_normal.h"

#include "calculus/integrate.h"
#include "divergences/affinity.h"

#include <math.h>

/* ---- The two laws up to an affine map ---- */

enum { MX, MY, SX, SY, RHO };

typedef struct matrix {
    real xx, xy, yy, det;
} matrix;

static matrix covariance(real_pool *pool, const component *c)
{
    const real *par = c->par;
    real product = real_mul(pool, par[SX], par[SY]), xy = real_mul(pool, par[RHO], product);
    real rest = real_sub(pool, real_int(pool, 1), real_mul(pool, par[RHO], par[RHO]));
    return (matrix){real_mul(pool, par[SX], par[SX]), xy, real_mul(pool, par[SY], par[SY]),
                    real_mul(pool, real_mul(pool, product, product), rest)};
}

static matrix minus(real_pool *pool, matrix a, matrix b)
{
    real xx = real_sub(pool, a.xx, b.xx), xy = real_sub(pool, a.xy, b.xy), yy = real_sub(pool, a.yy, b.yy);
    return (matrix){xx, xy, yy, real_sub(pool, real_mul(pool, xx, yy), real_mul(pool, xy, xy))};
}

/* tr(M^-1 N) for N = [[xx, xy], [xy, yy]]. */
static real trace_of_ratio(real_pool *pool, matrix m, real xx, real xy, real yy)
{
    real diagonal = real_add(pool, real_mul(pool, m.yy, xx), real_mul(pool, m.xx, yy));
    real sum = real_sub(pool, diagonal, real_mul(pool, real_int(pool, 2), real_mul(pool, m.xy, xy)));
    return real_div(pool, sum, m.det);
}

static real mahalanobis(real_pool *pool, matrix m, const component *p, const component *q)
{
    real x = real_sub(pool, q->par[MX], p->par[MX]), y = real_sub(pool, q->par[MY], p->par[MY]);
    return trace_of_ratio(pool, m, real_mul(pool, x, x), real_mul(pool, x, y), real_mul(pool, y, y));
}

/*
 * What is known exactly: trace and determinant of A^-1 B, both squared distances of the means, and d' (B -
 * A)^-1 d, the sum of m_j^2/(l_j - 1), if no l_j is 1.
 */
typedef struct invariants {
    real trace, det, by_a, by_b, by_difference;
} invariants;

/* l_1 != l_2 as balls: the two equations for m_1^2 and m_2^2 have one solution. */
static void split_means(scope *s, normal_pair *out, const invariants *v)
{
    ball by_a = real_ball(s, v->by_a), by_b = real_ball(s, v->by_b), gap = ball_sub(out->l[0], out->l[1]);
    ball first = ball_div(ball_mul(out->l[0], ball_sub(by_a, ball_mul(by_b, out->l[1]))), gap);
    ball second = ball_div(ball_mul(out->l[1], ball_sub(ball_mul(by_b, out->l[0]), by_a)), gap);
    ball zero = ball_in(s, ball_int(0));
    out->m2[0] = ball_max(first, zero);
    out->m2[1] = ball_max(second, zero);
}

/* Exactly zero where it is: det = 1, and no difference of the means, or an isotropic one. */
static ball growth_in_a(scope *s, real_pool *pool, const normal_pair *pair, const invariants *v)
{
    if (pair->same[0])
        return ball_in(s, ball_int(0));
    if (pair->same[1])
        return ball_scale2(ball_add(pair->log_l[0], ball_div(pair->m2[0], pair->rise[0])), -1);
    bool volumes_agree = real_equal(v->det, real_int(pool, 1));
    ball volumes = volumes_agree ? ball_in(s, ball_int(0)) : ball_log(real_ball(s, v->det));
    return ball_scale2(ball_add(volumes, real_ball(s, v->by_difference)), -1);
}

/* What follows from l, rise and m2. */
static void complete(scope *s, normal_pair *out)
{
    for (int j = 0; j < 2; j++) {
        bool same = out->same[j];
        out->log_l[j] = same ? ball_in(s, ball_int(0)) : ball_log(out->l[j]);
        out->pull[j] = same ? ball_in(s, ball_int(0))
                            : ball_div(ball_mul(out->m2[j], out->l[j]), ball_sqr(out->rise[j]));
    }
}

static bool diagonalise(scope *s, real_pool *pool, normal_pair *out, const invariants *v)
{
    real half = real_ratio(pool, 1, 2), one = real_int(pool, 1), l[2];
    real middle = real_mul(pool, half, v->trace);
    real square = real_sub(pool, real_mul(pool, middle, middle), v->det);
    int apart = real_sign(square), at_one = real_sign(real_add(pool, real_sub(pool, one, v->trace), v->det));
    if (apart == REAL_UNDECIDED || at_one == REAL_UNDECIDED || apart < 0)
        return false;
    real root = apart ? real_sqrt(pool, square) : real_int(pool, 0);
    l[0] = at_one == 0 ? v->det : real_add(pool, middle, root);
    l[1] = at_one == 0 ? one : real_div(pool, v->det, l[0]);
    for (int j = 0; j < 2; j++) {
        out->same[j] = at_one == 0 && (j == 1 || apart == 0);
        out->l[j] = out->same[j] ? ball_in(s, ball_int(1)) : real_ball(s, l[j]);
        out->rise[j] = out->same[j] ? ball_in(s, ball_int(0)) : real_ball(s, real_sub(pool, l[j], one));
    }
    if (apart) {
        split_means(s, out, v);
    } else { /* B = l A: turn the means' difference into the first axis */
        out->m2[0] = real_ball(s, v->by_a);
        out->m2[1] = ball_in(s, ball_int(0));
    }
    complete(s, out);
    out->growth = growth_in_a(s, pool, out, v);
    return true;
}

bool normal_pair_make(scope *s, const component *p, const component *q, normal_pair *out)
{
    real_pool *pool = real_pool_open();
    matrix a = covariance(pool, p), b = covariance(pool, q);
    invariants v = {.trace = trace_of_ratio(pool, a, b.xx, b.xy, b.yy),
                    .det = real_div(pool, b.det, a.det),
                    .by_a = mahalanobis(pool, a, p, q),
                    .by_b = mahalanobis(pool, b, p, q),
                    .by_difference = mahalanobis(pool, minus(pool, b, a), p, q)};
    bool known = diagonalise(s, pool, out, &v);
    real_pool_close(pool);
    return known;
}

bool normal_pair_on_line(scope *s, const component *p, const component *q, normal_pair *out)
{
    enum { MEAN, SD };
    real_pool *pool = real_pool_open();
    real shift = real_div(pool, real_sub(pool, q->par[MEAN], p->par[MEAN]), p->par[SD]);
    real ratio = real_div(pool, q->par[SD], p->par[SD]), square = real_mul(pool, ratio, ratio);
    real rise = real_sub(pool, square, real_int(pool, 1));
    int known = real_sign(rise);
    ball zero = ball_in(s, ball_int(0)), one = ball_in(s, ball_int(1));
    *out = (normal_pair){.l = {real_ball(s, square), one},
                         .m2 = {ball_sqr(real_ball(s, shift)), zero},
                         .rise = {real_ball(s, rise), zero},
                         .same = {known == 0, true}};
    complete(s, out);
    out->growth =
        known == 0 ? zero : ball_scale2(ball_add(out->log_l[0], ball_div(out->m2[0], out->rise[0])), -1);
    real_pool_close(pool);
    return known != REAL_UNDECIDED;
}

/* ---- The affinity ---- */

/* a = 1/2 - it. */
static cball exponent_at(cball t) { return cball_add_ball(cball_neg(cball_times_i(t)), ball_ratio(1, 2)); }

/* Is |a (l_j - 1)| above 1 for all l_j != 1, at the midpoint? */
static bool is_far(const normal_pair *pair, cball a)
{
    double size = ball_double(ball_sqr(cball_real(a))) + ball_double(ball_sqr(cball_real(cball_times_i(a))));
    for (int j = 0; j < 2; j++)
        if (!pair->same[j] && !(size * pow(ball_double(pair->rise[j]), 2) > 1))
            return false;
    return true;
}

/*
 * Two forms of 2 log rho without the roots: as it stands near the origin, and far out with the terms linear
 * in a collected exactly in 2 a w, which would not cancel on a box.
 */
static cball affinity_at(scope *s, const normal_pair *pair, cball t)
{
    cball a = exponent_at(t), both = cball_mul(a, cball_add_int(cball_neg(a), 1)),
          roots = cball_from_ball(s, ball_int(1));
    bool far = is_far(pair, a);
    cball twice =
        far ? cball_mul_ball(a, ball_scale2(ball_in(s, pair->growth), 1)) : cball_from_ball(s, ball_int(0));
    for (int j = 0; j < 2; j++) {
        if (pair->same[j]) {
            twice = cball_sub(twice, cball_mul_ball(both, pair->m2[j]));
            continue;
        }
        cball sj = cball_linear(ball_int(1), pair->rise[j], a), inverse = cball_inv(sj);
        roots = cball_mul(roots, cball_sqrt(sj));
        if (far) {
            twice = cball_sub(twice, cball_mul_ball(cball_add_int(cball_neg(inverse), 1), pair->pull[j]));
        } else {
            twice = cball_add(twice, cball_mul_ball(a, pair->log_l[j]));
            twice = cball_sub(twice, cball_mul_ball(cball_mul(both, inverse), pair->m2[j]));
        }
    }
    return cball_div(cball_exp(cball_mul_ball(twice, ball_ratio(1, 2))), roots);
}

cball normal_pair_affinity(scope *s, const normal_pair *pair, ball t)
{
    return affinity_at(s, pair, cball_from_ball(s, t));
}

static cball affinity_on_axis(void *state, scope *s, real t, slong goal)
{
    (void)goal;
    return normal_pair_affinity(s, state, real_ball(s, t));
}

ball normal_pair_js(scope *s, const normal_pair *pair, slong goal)
{
    normal_pair copy = *pair;
    return affinity_js(s, affinity_on_axis, &copy, goal);
}

/* ---- Total variation ---- */

typedef struct turned_path {
    const normal_pair *pair;
    acb_srcptr direction; /* 1 + ik */
    ball log_end;         /* the second part is x = e^y, 0 <= y <= log S */
    bool outer;
} turned_path;

static cball on_path(void *state, scope *s, cball z)
{
    const turned_path *path = state;
    cball x = path->outer ? cball_exp(cball_mul_ball(z, path->log_end)) : z;
    cball t = cball_mul(x, cball_from_acb(s, path->direction));
    cball kernel = cball_inv(cball_add_ball(cball_sqr(t), ball_ratio(1, 4)));
    cball speed = path->outer ? cball_mul_ball(t, path->log_end) : cball_from_acb(s, path->direction);
    return cball_mul(cball_mul(affinity_at(s, path->pair, t), kernel), speed);
}

/* What is left out beyond x = S, if k w <= 0: the integral of R |1 + ik| / (|1 + ik|^2 x^2 - 1/4). */
static ball beyond(const normal_pair *pair, ball k, ball S)
{
    ball log_bound = ball_mul(pair->growth, ball_add(ball_mul(k, S), ball_ratio(1, 2))),
         square = ball_add_int(ball_sqr(k), 1);
    for (int j = 0; j < 2; j++)
        if (!pair->same[j]) {
            ball rise = ball_abs(pair->rise[j]), least = ball_mul(S, rise);
            ball sum = ball_add(ball_mul(pair->pull[j], ball_sub(ball_inv(least), ball_int(1))),
                                ball_neg(ball_log(least)));
            log_bound = ball_add(log_bound, ball_scale2(sum, -1));
        }
    ball area = ball_mul(S, ball_sub(square, ball_inv(ball_scale2(ball_sqr(S), 2))));
    return ball_div(ball_mul(ball_exp(log_bound), ball_sqrt(ball_in(S.in, square))), area);
}

ball normal_pair_tv(scope *s, const normal_pair *pair, slong goal)
{
    enum { MOST_DOUBLINGS = 20000, EFFORT = 100000 };
    bool flat =
        pair->same[0] || pair->same[1]; /* a factor with l = 1 decays like e^(-m^2 t^2/2), off the diagonal */
    ball w = pair->growth, slope = ball_ratio(ball_double(w) > 0 ? -1 : 1, flat ? 2 : 1),
         rest = ball_nothing(s);
    if ((pair->same[0] && pair->same[1]) || ball_at_most(ball_mul(w, slope), ball_int(0)) != HOLDS)
        return ball_nothing(s);
    slong doublings = 2;
    for (; doublings < MOST_DOUBLINGS; doublings += 1 + doublings / 8) {
        rest = beyond(pair, slope, ball_scale2(ball_in(s, ball_int(1)), doublings));
        if (ball_is_finite(rest) && ball_less(rest, ball_scale2(ball_in(s, ball_int(1)), -goal - 2)) == HOLDS)
            break;
    }
    acb_t direction;
    acb_init(direction);
    acb_set_d_d(direction, 1, ball_double(slope));
    turned_path path = {pair, direction, ball_mul_int(ball_log2(s), doublings), false};
    ball integral = integrate_certified(s, on_path, &path, goal + 2, EFFORT);
    path.outer = true;
    integral = ball_add(integral, integrate_certified(s, on_path, &path, goal + 2, EFFORT));
    acb_clear(direction);
    return ball_sub(ball_int(1), ball_div(ball_widen(integral, rest), ball_pi(s)));
}
