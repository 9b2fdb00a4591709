/* Mean lengths of shapes, each by the formula that applies; those of normal vectors: see planar_length.h. */
#include "divergences/planar_length.h"

#include "calculus/integrate.h"

#include <stdlib.h>

/* ---- Normal vectors ---- */

/* With z = a/(2v)^(1/2):  h = (2v)^(1/2) (z erf z + e^(-z^2)/pi^(1/2)),  H = 2v ((z^2/2 + 1/4) erf z + z e^(-z^2)/(2 pi^(1/2))). */
typedef struct standard {
    cball root, z, erf, bell; /* (2v)^(1/2), and e^(-z^2)/pi^(1/2) */
} standard;

static standard standard_of(cball a, cball v)
{
    cball root = cball_sqrt(cball_scale2(v, 1)), z = cball_div(a, root);
    ball scale = ball_inv(ball_sqrt(ball_pi(a.in)));
    return (standard){root, z, cball_erf(z), cball_mul_ball(cball_exp(cball_neg(cball_sqr(z))), scale)};
}

cball normal_length(cball a, cball v)
{
    standard at = standard_of(a, v);
    return cball_add(cball_mul(at.root, at.bell), cball_mul(a, at.erf));
}

cball normal_length_integral(cball a, cball v)
{
    standard at = standard_of(a, v);
    cball steep = cball_add_ball(cball_scale2(cball_sqr(at.z), -1), ball_ratio(1, 4));
    cball sum = cball_add(cball_mul(steep, at.erf), cball_scale2(cball_mul(at.z, at.bell), -1));
    return cball_mul(cball_scale2(v, 1), sum);
}

typedef struct normal {
    ball at[2], spread[3], weight;
} normal;

typedef struct normals {
    int n;
    const normal *of;
} normals;

/* The sum over all in the direction pi t. */
static cball in_direction(void *state, scope *s, cball t)
{
    const normals *all = state;
    cball angle = cball_mul_ball(t, ball_pi(s)), c = cball_cos(angle), sine = cball_sin(angle);
    cball cc = cball_sqr(c), cs = cball_scale2(cball_mul(c, sine), 1), ss = cball_sqr(sine),
          sum = cball_from_ball(s, ball_int(0));
    scope_mark start = scope_now(s);
    for (int i = 0; i < all->n; i++, scope_rewind(s, start)) {
        const normal *one = &all->of[i];
        cball a = cball_add(cball_mul_ball(c, one->at[0]), cball_mul_ball(sine, one->at[1]));
        cball v = cball_add(
            cball_add(cball_mul_ball(cc, one->spread[SPREAD_XX]), cball_mul_ball(cs, one->spread[SPREAD_XY])),
            cball_mul_ball(ss, one->spread[SPREAD_YY]));
        acb_add(sum.v, sum.v, cball_mul_ball(normal_length(a, v), one->weight).v, scope_bits(s));
    }
    return sum;
}

static ball normal_lengths(scope *s, const shapes *all, slong goal)
{
    normal *terms = malloc((size_t)all->n * sizeof *terms);
    for (int i = 0; i < all->n; i++) {
        const shape *a = &all->of[i];
        for (int k = 0; k < 2; k++)
            terms[i].at[k] = real_ball(s, a->at[k]);
        for (int k = 0; k < 3; k++)
            terms[i].spread[k] = real_ball(s, a->spread[k]);
        terms[i].weight = real_ball(s, a->weight);
    }
    normals of = {all->n, terms};
    ball mean = integrate_certified(s, in_direction, &of, goal + 4, 0);
    free(terms);
    return ball_mul(mean, ball_scale2(ball_pi(s), -1));
}

/* ---- The formula for each shape ---- */

typedef enum { BY_BOX, BY_RADIUS, BY_DIRECTION, BY_PLACE_AND_DIRECTION, KINDS, UNKNOWN = KINDS } kind;

/* What is left without a radial core: at most a rectangle or a disk. */
static bool is_small(int sides, int disks) { return sides + 2 * disks <= 2; }

static kind kind_of(real_pool *pool, const shape *a)
{
    const real *c = a->spread;
    if (shape_is_sharp(a) && a->disks == 0)
        return BY_BOX;
    if (shape_is_sharp(a))
        return is_small(a->sides, a->disks - 1) ? BY_RADIUS : UNKNOWN;
    if (!is_small(a->sides, a->disks) || !shape_is_regular(pool, a))
        return UNKNOWN;
    if (real_sign(c[SPREAD_XY]) == 0 && real_equal(c[SPREAD_XX], c[SPREAD_YY]))
        return BY_RADIUS;
    return a->sides || a->disks ? BY_PLACE_AND_DIRECTION : BY_DIRECTION;
}

/* Each formula for sums, or for one shape, in its share of the error. */
static ball lengths_of(scope *s, kind which, const shapes *some, slong goal)
{
    if (which == BY_DIRECTION)
        return normal_lengths(s, some, goal);
    if (which == BY_PLACE_AND_DIRECTION)
        return smooth_lengths(s, some, goal);
    ball sum = ball_in(s, ball_int(0));
    slong share = goal + (slong)FLINT_BIT_COUNT((ulong)some->n);
    for (int i = 0; i < some->n; i++) {
        const shape *a = &some->of[i];
        ball length = which == BY_BOX ? box_length(s, a) : radial_length(s, a, share);
        sum = ball_add(sum, ball_mul(length, real_ball(s, a->weight)));
    }
    return sum;
}

bool mean_lengths(scope *s, const shapes *all, slong goal, ball *sum)
{
    bool known = true;
    shapes by[KINDS];
    for (int k = 0; k < KINDS; k++)
        by[k] = (shapes){all->pool, 0, malloc((size_t)all->n * sizeof(shape))};
    for (int i = 0; i < all->n && known; i++) {
        if (real_sign(all->of[i].weight) == 0)
            continue;
        kind which = kind_of(all->pool, &all->of[i]);
        known = which != UNKNOWN;
        if (known)
            by[which].of[by[which].n++] = all->of[i];
    }
    *sum = ball_in(s, ball_int(0));
    for (int k = 0; k < KINDS; k++) {
        if (known && by[k].n && ball_is_finite(*sum))
            *sum = ball_add(*sum, lengths_of(s, (kind)k, &by[k], goal + 2));
        shapes_free(&by[k]);
    }
    return known;
}
