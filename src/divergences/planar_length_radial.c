/*
 * The mean length of the sum of an isotropic part (the core: a disk, or a normal vector of covariance r^2 I) and a segment, a
 * rectangle or a disk, in units of the core's r: see planar_length.h.
 */
#include "calculus/integrate.h"
#include "divergences/planar_length.h"

#include <math.h>

/* ---- Radial functions of x = |y|^2 ---- */

static cball hypergeometric(ball a, slong c, cball x)
{
    return cball_2f1(a, ball_ratio(-1, 2), ball_int(c), x);
}

static cball inside_disk(cball x, slong c) { return hypergeometric(ball_ratio(-3, 2), c, x); }

/* The continuation of D from the side on which the middle of x lies; it answers off its cut only, which ends at 1. */
static cball disk_distance(cball x, bool inside)
{
    if (inside)
        return cball_mul_ball(inside_disk(x, 1), ball_ratio(2, 3));
    return cball_mul(cball_sqrt(x), hypergeometric(ball_ratio(-1, 2), 2, cball_inv(x)));
}

static cball disk_potential(cball x, bool inside)
{
    cball value = inside ? inside_disk(x, 2) : cball_mul(cball_sqrt(x), inside_disk(cball_inv(x), 2));
    return cball_mul_ball(value, ball_ratio(1, 3));
}

/*
 * M(-1/2, c, z). On a box in mean value form: the derivative is -1/(2c) M(1/2, c + 1, z), which has a positive kernel, so that its
 * modulus is at most the value at Re z, and that increases.
 */
static cball kummer(slong c, cball z)
{
    ball half = ball_ratio(1, 2);
    cball middle = cball_mid(z), right = cball_from_ball(z.in, ball_upper(cball_real(z)));
    ball steepest = ball_div_int(cball_real(cball_1f1(half, ball_int(c + 1), right)), 2 * c);
    cball slope = cball_from_ball(z.in, ball_within(ball_upper(steepest)));
    acb_set_arb_arb(slope.v, acb_realref(slope.v), acb_realref(slope.v));
    return cball_add(cball_1f1(ball_neg(half), ball_int(c), middle), cball_mul(cball_sub(z, middle), slope));
}

/* E|y + N| = (pi/2)^(1/2) M(-1/2, 1, -x/2), the mean of Rice's law. */
static cball rice(slong c, cball x)
{
    ball root = ball_sqrt(ball_scale2(ball_pi(x.in), -1));
    return cball_mul_ball(kummer(c, cball_neg(cball_scale2(x, -1))), root);
}

static cball normal_distance(cball x, bool inside) { return (void)inside, rice(1, x); }
static cball normal_potential(cball x, bool inside) { return (void)inside, cball_scale2(rice(2, x), -1); }

/* Increasing functions of x; analytic, but that of a disk has a rim, x = 1, and a continuation from either side. */
typedef struct radial {
    cball (*at)(cball x, bool inside);
    slong numerator, denominator; /* of pi times the value at the rim; 0 without a rim */
} radial;

static const struct {
    radial distance, potential;
} of_disk = {{disk_distance, 32, 9}, {disk_potential, 64, 45}},
  of_normal = {{normal_distance, 0, 1}, {normal_potential, 0, 1}};

/* At an exact x >= 0. */
static ball radial_at(const radial *f, scope *s, ball x)
{
    bool inside = ball_less(x, ball_int(1)) == HOLDS;
    if (!f->numerator || inside || ball_less(ball_int(1), x) == HOLDS)
        return cball_real(f->at(cball_from_ball(s, x), inside));
    return ball_div(ball_ratio(f->numerator, f->denominator), ball_pi(s));
}

/* On real intervals between the values at the ends; elsewhere only where it is analytic. */
static cball radial_value(const radial *f, scope *s, cball x)
{
    if (scope_holomorphic(s) || !acb_is_real(x.v))
        return f->at(x, ball_less(ball_mid(cball_real(x)), ball_int(1)) == HOLDS);
    ball least = ball_max(ball_lower(cball_real(x)), ball_int(0));
    return cball_from_ball(s, ball_hull(radial_at(f, s, least), radial_at(f, s, ball_upper(cball_real(x)))));
}

/* ---- Integrals along lines and circles ---- */

typedef struct vector {
    ball x, y;
} vector;

static vector plus(vector a, vector b) { return (vector){ball_add(a.x, b.x), ball_add(a.y, b.y)}; }
static ball dot(vector a, vector b) { return ball_add(ball_mul(a.x, b.x), ball_mul(a.y, b.y)); }
static ball square_of(vector a) { return ball_add(ball_sqr(a.x), ball_sqr(a.y)); }
static ball cross(vector a, vector b) { return ball_sub(ball_mul(a.x, b.y), ball_mul(a.y, b.x)); }

/*
 * 0 <= t <= 1, written so that a path that touches the rim is seen to be on one side of it: a line, x = least + scale (t - nearest)^2;
 * or the circle of radius w around a point at distance d, x = d^2 + w^2 + 2 d w cos(pi t), with the factor w^2 + d w cos(pi t):
 *     x = (d + w)^2 - 4 d w sin^2(pi t/2) = (d - w)^2 + 4 d w cos^2(pi t/2).
 */
typedef struct path {
    const radial *f;
    bool circle;
    ball least, scale, nearest; /* of the line */
    ball d, w;                  /* of the circle */
    ball from, length;          /* of a piece */
} path;

static path line_path(const radial *f, vector at, vector side)
{
    ball square = square_of(side);
    return (path){.f = f,
                  .least = ball_div(ball_sqr(cross(at, side)), square),
                  .scale = square,
                  .nearest = ball_neg(ball_div(dot(at, side), square))};
}

static cball on_line(const path *p, cball t)
{
    cball off = cball_add_ball(t, ball_neg(p->nearest));
    return cball_linear(p->least, p->scale, cball_sqr(off));
}

static cball on_circle(const path *p, scope *s, cball t, cball *factor)
{
    cball a = cball_mul_ball(t, ball_scale2(ball_pi(s), -1)), sine = cball_sqr(cball_sin(a)),
          cosine = cball_sqr(cball_cos(a));
    ball both = ball_mul(p->d, p->w), four = ball_scale2(both, 2);
    *factor = cball_add_ball(cball_mul_ball(cball_sub(cosine, sine), both), ball_sqr(p->w));
    bool far = ball_less(ball_mid(cball_real(t)), ball_ratio(1, 2)) == HOLDS;
    return far ? cball_linear(ball_sqr(ball_add(p->d, p->w)), ball_neg(four), sine)
               : cball_linear(ball_sqr(ball_sub(p->d, p->w)), four, cosine);
}

static cball path_value(void *state, scope *s, cball t)
{
    const path *p = state;
    cball at = cball_linear(p->from, p->length, t), factor = cball_from_ball(s, ball_int(1));
    cball x = p->circle ? on_circle(p, s, at, &factor) : on_line(p, at);
    return cball_mul_ball(cball_mul(radial_value(p->f, s, x), factor), p->length);
}

/* Adds a place in (0, 1): a cut about where x = 1 lets the pieces be analytic. It need not be exact. */
static int add_cut(ball at[3], int n, ball t)
{
    bool inside = ball_positive(t) == HOLDS && ball_less(t, ball_int(1)) == HOLDS;
    if (inside)
        at[n] = ball_mid(t);
    return n + inside;
}

static int circle_cuts(const path *p, scope *s, ball at[3])
{
    ball one = ball_in(s, ball_int(1)), far = ball_sqr(ball_add(p->d, p->w));
    ball square = ball_div(ball_sub(far, one), ball_scale2(ball_mul(p->d, p->w), 2)); /* sin^2(pi t/2) */
    if (ball_positive(square) != HOLDS || ball_less(square, one) != HOLDS)
        return 0;
    ball half = ball_atan(ball_sqrt(ball_div(square, ball_sub(one, square))));
    return add_cut(at, 0, ball_div(ball_scale2(half, 1), ball_pi(s)));
}

/* Also where the line is nearest, if it does not certainly cross. */
static int line_cuts(const path *p, scope *s, ball at[3])
{
    ball square = ball_div(ball_sub(ball_in(s, ball_int(1)), p->least), p->scale), root = ball_sqrt(square);
    if (ball_positive(square) != HOLDS)
        return add_cut(at, 0, p->nearest);
    int n = add_cut(at, 0, ball_sub(p->nearest, root));
    return add_cut(at, n, ball_add(p->nearest, root));
}

static ball along_path(path p, scope *s, slong goal)
{
    ball at[3];
    int n = !p.f->numerator ? 0 : p.circle ? circle_cuts(&p, s, at) : line_cuts(&p, s, at);
    at[n] = ball_in(s, ball_int(1));
    ball sum = ball_in(s, ball_int(0)), from = sum;
    for (int i = 0; i <= n; from = at[i++]) {
        p.from = from, p.length = ball_sub(at[i], from);
        sum = ball_add(sum, integrate_certified(s, path_value, &p, goal, 0));
    }
    return sum;
}

/* ---- The mean lengths ---- */

/* The goal for what is multiplied by a factor. */
static slong goal_for(slong goal, ball factor)
{
    double size = log2(fabs(ball_double(factor)) + ball_radius(factor));
    return goal + 2 + (slong)fmax(0, fmin(ceil(size), 4 * (double)goal));
}

/* With at = sum of m_i side_i: the sum of (1 + m_i) and -m_i times the means of V over the four edges. */
static ball over_rectangle(const radial *potential, scope *s, vector at, const vector side[2], slong goal)
{
    ball sum = ball_in(s, ball_int(0));
    for (int i = 0; i < 2; i++) {
        vector other = side[1 - i];
        ball m = ball_div(cross(at, other), cross(side[i], other));
        slong share = goal_for(goal, ball_add_int(ball_abs(m), 1));
        ball far = along_path(line_path(potential, plus(at, side[i]), other), s, share),
             near = along_path(line_path(potential, at, other), s, share);
        sum = ball_add(sum, ball_sub(ball_mul(ball_add_int(m, 1), far), ball_mul(m, near)));
    }
    return sum;
}

/* 2/w^2 times the mean of (w^2 + w d cos a) V over the circle of radius w around a point at distance d. */
static ball over_disk(const radial *potential, scope *s, ball d, ball w, slong goal)
{
    path p = {.f = potential, .circle = true, .d = d, .w = w};
    ball factor = ball_div(ball_in(s, ball_int(2)), ball_sqr(w));
    return ball_mul(along_path(p, s, goal_for(goal, factor)), factor);
}

static vector vector_of(scope *s, const real v[2], ball unit)
{
    return (vector){ball_div(real_ball(s, v[0]), unit), ball_div(real_ball(s, v[1]), unit)};
}

ball radial_length(scope *s, const shape *a, slong goal)
{
    bool normal = !shape_is_sharp(a);
    int core = !normal && a->disks == 2 && real_double(a->radius[1]) > real_double(a->radius[0]);
    const radial *distance = normal ? &of_normal.distance : &of_disk.distance,
                 *potential = normal ? &of_normal.potential : &of_disk.potential;
    ball unit = normal ? ball_sqrt(real_ball(s, a->spread[SPREAD_XX])) : real_ball(s, a->radius[core]);
    goal += (slong)fmax(0, ceil(log2(ball_double(unit))));
    vector at = vector_of(s, a->at, unit), side[2];
    for (int i = 0; i < a->sides; i++)
        side[i] = vector_of(s, a->side[i], unit);
    ball length;
    if (a->disks > !normal)
        length = over_disk(potential, s, ball_sqrt(square_of(at)),
                           ball_div(real_ball(s, a->radius[!normal - core]), unit), goal);
    else if (a->sides == 2)
        length = over_rectangle(potential, s, at, side, goal);
    else if (a->sides == 1)
        length = along_path(line_path(distance, at, side[0]), s, goal);
    else
        length = cball_real(radial_value(distance, s, cball_from_ball(s, square_of(at))));
    return ball_mul(length, unit);
}
