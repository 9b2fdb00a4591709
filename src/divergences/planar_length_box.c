/* The mean length of points in boxes: see planar_length.h. */
#include "divergences/planar_length.h"

#include <math.h>

typedef struct vector {
    ball x, y;
} vector;

typedef struct box {
    scope *s;
    int n;
    vector side[4];
    bool parallel[4][4]; /* exactly decided */
} box;

static vector plus(vector a, vector b) { return (vector){ball_add(a.x, b.x), ball_add(a.y, b.y)}; }
static ball cross(vector a, vector b) { return ball_sub(ball_mul(a.x, b.y), ball_mul(a.y, b.x)); }
static ball dot(vector a, vector b) { return ball_add(ball_mul(a.x, b.x), ball_mul(a.y, b.y)); }
static ball length_of(vector a) { return ball_sqrt(dot(a, a)); }

/* ---- All sides parallel ---- */

/* h^2 asinh(x/h), at most |h x| as asinh(y) <= y. */
static ball bent(ball x, ball h)
{
    ball value = ball_mul(ball_sqr(h), ball_asinh(ball_div(x, h)));
    return ball_is_finite(value) ? value : ball_within(ball_upper(ball_abs(ball_mul(h, x))));
}

/* The first and the second antiderivative of r = (x^2 + h^2)^(1/2). */
static ball once(ball x, ball h)
{
    ball r = ball_sqrt(ball_add(ball_sqr(x), ball_sqr(h)));
    return ball_scale2(ball_add(ball_mul(x, r), bent(x, h)), -1);
}

static ball twice(ball x, ball h)
{
    ball square = ball_add(ball_sqr(x), ball_sqr(h)), r = ball_sqrt(square);
    ball rest = ball_sub(ball_mul(x, bent(x, h)), ball_mul(ball_sqr(h), r));
    return ball_add(ball_div_int(ball_mul(square, r), 6), ball_scale2(rest, -1));
}

static ball along_line(const box *b, vector at, unsigned left)
{
    const vector *first = NULL, *second = NULL;
    for (int i = 0; i < b->n; i++)
        if (left & 1u << i)
            *(first ? &second : &first) = &b->side[i];
    if (!first)
        return length_of(at);
    ball l = length_of(*first), x = ball_div(dot(at, *first), l),
         h = ball_abs(ball_div(cross(at, *first), l));
    if (!second)
        return ball_div(ball_sub(once(ball_add(x, l), h), once(x, h)), l);
    ball m = ball_div(dot(*second, *first), l), far = ball_add(x, m);
    ball ends = ball_add(twice(ball_add(far, l), h), twice(x, h)),
         inner = ball_add(twice(ball_add(x, l), h), twice(far, h));
    return ball_div(ball_sub(ends, inner), ball_mul(l, m));
}

/* ---- Euler's identity ---- */

/* The two sides that are farthest from parallel; false if all are parallel. */
static bool widest_pair(const box *b, unsigned left, int pair[2])
{
    double best = -1;
    for (int i = 0; i < b->n; i++)
        for (int k = i + 1; k < b->n; k++) {
            if (!(left & 1u << i) || !(left & 1u << k) || b->parallel[i][k])
                continue;
            double area = fabs(ball_double(cross(b->side[i], b->side[k])));
            if (area > best)
                best = area, pair[0] = i, pair[1] = k;
        }
    return best >= 0;
}

static ball over_box(const box *b, vector at, unsigned left)
{
    int pair[2] = {0, 0};
    if (!widest_pair(b, left, pair))
        return along_line(b, at, left);
    const vector *v = &b->side[pair[0]], *w = &b->side[pair[1]];
    ball area = cross(*v, *w), sum = ball_in(b->s, ball_int(0));
    ball m[2] = {ball_div(cross(at, *w), area), ball_div(cross(*v, at), area)};
    int k = 0;
    for (int i = 0; i < b->n; i++) {
        if (!(left & 1u << i))
            continue;
        unsigned face = left & ~(1u << i);
        ball far = over_box(b, plus(at, b->side[i]), face);
        k++;
        if (i != pair[0] && i != pair[1]) {
            sum = ball_add(sum, far);
            continue;
        }
        ball share = m[i == pair[1]];
        sum = ball_add(
            sum, ball_sub(ball_mul(ball_add_int(share, 1), far), ball_mul(share, over_box(b, at, face))));
    }
    return ball_div_int(sum, 1 + k);
}

static bool parallel(real_pool *pool, const real a[2], const real b[2])
{
    return real_equal(real_mul(pool, a[0], b[1]), real_mul(pool, a[1], b[0]));
}

ball box_length(scope *s, const shape *a)
{
    box b = {.s = s, .n = a->sides};
    real_pool *pool = real_pool_open();
    for (int i = 0; i < b.n; i++) {
        b.side[i] = (vector){real_ball(s, a->side[i][0]), real_ball(s, a->side[i][1])};
        for (int k = 0; k < b.n; k++)
            b.parallel[i][k] = parallel(pool, a->side[i], a->side[k]);
    }
    real_pool_close(pool);
    vector at = {real_ball(s, a->at[0]), real_ball(s, a->at[1])};
    return over_box(&b, at, (1u << b.n) - 1);
}
