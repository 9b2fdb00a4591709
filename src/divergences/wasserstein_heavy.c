/*
 * Heavy tails: F^-1 next to the levels 0 and 1 up to a small error, where the density falls like a power. See wasserstein_parts.h.
 *
 * Let z = side (x - m). A density K z^-(a+1) has the mass C z^-a beyond, C = K/a; with a factor (1 + (b/z)^2)^-B, B > 0, the mass is
 * between that and C z^-a (1 - D z^-2), D = B b^2 a/(a + 2), since (1 + t)^-B >= 1 - B t. Let a be the least such index of a law's
 * components, A the sum of their C times their weights, and m the mean of their centres with these weights: then beyond x0, z >= z0,
 *
 *     v = P(X > x) = A z^-a (1 + t),   |t| <= R + D z^-2,
 *
 * where other components count A R, R >= sup of their mass times z^a/A. For components with different centres m + d,
 * (1 - d/z)^-a is between 1 + a d/z and 1 + a d/z + a(a + 1)/2 (1 - d/z0)^-(a+2) (d/z)^2, |d| < z0; the terms a d/z cancel in the sum,
 * up to what is wrong with m. With |t| <= 1/2, k = 1/a and s = max(1, k (3/2)^(k-1)), from z^-2 <= 4^k (v/A)^(2k),
 *
 *     |F^-1(v) - m - side (A/v)^k|  <=  (A/v)^k |(1 + t)^k - 1|  <=  (A/v)^k s |t|  <=  s R (A/v)^k + s 4^k D (v/A)^k.
 *
 * (A/v)^k is in L^p for p < a only. One power law alone, R = 0, does not need that: if two laws have a and A in common, these
 * terms cancel, and their F^-1 differ by the distance of the centres and what is as small as v^k.
 */
#include "divergences/wasserstein_parts.h"

static const gap_cut *outermost(const ladder *l, int side) { return &l->g.cut[side < 0 ? 0 : l->g.n - 1]; }

/* ---- Power laws ---- */

/* The last cut on the side that has at least the mass U outside; false if there is none. */
static bool cut_before(const ladder *l, int side, ball U, size_t *cut)
{
    for (size_t k = 0; k < l->g.n; k++) {
        *cut = side < 0 ? k : l->g.n - 1 - k;
        level u = ladder_level(l, *cut, side > 0);
        if (ball_at_most(U, ball_lower(side < 0 ? u.below : u.above)) == HOLDS)
            return true;
    }
    return false;
}

/* Has every density one form from the cut outward, and are there no atoms with cuts of their own? */
static bool is_plain_beyond(const ladder *l, int side, size_t cut)
{
    for (size_t k = cut; side < 0 ? k-- > 0 : ++k < l->g.n;)
        if (l->g.cut[k].shape || l->g.cut[k].jump)
            return false;
    return true;
}

/* The mass C z^-a (1 - [0, D z^-2]) beyond z = side (x - m) of one component; index: -(a + 1), log_K: the logarithm of a C. */
typedef struct power_law {
    real index, log_K;
    ball C, D, m;
} power_law;

/* Of a component given by its density on its outermost piece; false if that is no power of z, or of z^2 + b^2, alone. */
static bool power_law_of(ladder *l, scope *s, const gap_part *p, int side, power_law *out)
{
    real_pool *pool = l->g.pool;
    form f = tail_form(l, p, side);
    const term *power = NULL;
    real log_K = real_log(pool, p->weight);
    for (int i = 0; i < f.n; i++)
        if (f.t[i].kind == BASIS_ONE)
            log_K = real_add(pool, log_K, f.t[i].coef);
        else if (!power && (f.t[i].kind == BASIS_LOG || f.t[i].kind == BASIS_LOG_QUADRATIC))
            power = &f.t[i];
        else
            return false;
    if (!power)
        return false;
    bool squares = power->kind == BASIS_LOG_QUADRATIC;
    out->index = squares ? real_mul(pool, power->coef, real_int(pool, 2)) : power->coef;
    out->m = real_ball(s, power->at);
    out->D = ball_in(s, ball_int(0));
    ball a = ball_neg(ball_add_int(real_ball(s, out->index), 1));
    if (ball_positive(a) != HOLDS)
        return false;
    if (squares) {
        ball B = ball_neg(real_ball(s, power->coef)), b = real_ball(s, power->scale);
        real log_b = real_log(pool, real_unary(pool, REAL_ABS, power->scale));
        log_K = real_sub(pool, log_K, real_mul(pool, out->index, log_b));
        out->D = ball_div(ball_mul(ball_mul(B, ball_sqr(b)), a), ball_add_int(a, 2));
    }
    out->log_K = log_K;
    out->C = ball_div(ball_exp(real_ball(s, log_K)), a);
    return true;
}

enum { POWER_LAWS = 16 };

/* The components with the heaviest power law, all of the same index; their number, 0 if there is none or that is not clear. */
static int heaviest(ladder *l, scope *s, int side, power_law *one, int *part)
{
    int n = 0;
    for (int k = 0; k < l->g.parts && n < POWER_LAWS; k++) {
        power_law p;
        if ((side < 0 ? l->g.part[k].lo : l->g.part[k].hi) || !power_law_of(l, s, &l->g.part[k], side, &p))
            continue;
        int order = n ? real_compare(p.index, one[0].index) : 1;
        if (order == REAL_UNDECIDED)
            return 0;
        n = order == 1 ? 0 : n;
        if (order >= 0)
            one[n] = p, part[n++] = k;
    }
    return n;
}

/* What all other components count, relative to A z^-a. */
static ball other_mass(ladder *l, scope *s, int side, size_t cut, const int *part, int n, ball m, ball a)
{
    ball sum = ball_in(s, ball_int(0));
    for (int k = 0, own = 0; k < l->g.parts; k++)
        if (own < n && part[own] == k)
            own++;
        else
            sum = ball_add(
                sum, ball_mul(l->g.part[k].weight_ball, tail_ratio(l, s, &l->g.part[k], side, cut, m, a)));
    for (int k = 0; k < l->g.lattices; k++)
        sum = ball_add(
            sum, ball_mul(l->g.lattice[k].weight_ball, tail_ratio(l, s, &l->g.lattice[k], side, cut, m, a)));
    return sum;
}

/* Power laws of one index together: A, the mean m of their centres, what their sum of a d/z leaves, and D without its last factor. */
typedef struct blend {
    ball a, A, m, D, drift, farthest;
} blend;

static blend blend_of(scope *s, const power_law *one, int n, int side)
{
    ball zero = ball_in(s, ball_int(0)), a = ball_neg(ball_add_int(real_ball(s, one[0].index), 1));
    blend z = {a, one[0].C, one[0].m, one[0].D, zero, zero};
    if (n == 1)
        return z;
    z.A = z.m = z.D = zero;
    for (int k = 0; k < n; k++)
        z.A = ball_add(z.A, one[k].C), z.m = ball_add(z.m, ball_mul(one[k].C, one[k].m));
    z.m = ball_mid(ball_div(z.m, z.A));
    ball bend = ball_div_int(ball_mul(a, ball_add_int(a, 1)), 2);
    for (int k = 0; k < n; k++) {
        ball part_of = ball_div(one[k].C, z.A), d = ball_mul_int(ball_sub(one[k].m, z.m), side);
        z.farthest = ball_max(z.farthest, ball_abs(d));
        z.drift = ball_add(z.drift, ball_mul(part_of, d));
        z.D = ball_add(z.D, ball_mul(part_of, ball_add(one[k].D, ball_mul(bend, ball_sqr(d)))));
    }
    return z;
}

/* max(1, k (3/2)^(k-1)) */
static ball steepness(ball k)
{
    return ball_max(ball_in(k.in, ball_int(1)), ball_mul(k, ball_pow(ball_ratio(3, 2), ball_add_int(k, -1))));
}

/* side F^-1 = side m + (A/v)^k within `miss`; false if the tail is no power law, or neither one with a > p nor a single one. */
static bool by_power_law(ladder *l, scope *s, int side, ball p, ball U, size_t cut, asymptote *out)
{
    power_law one[POWER_LAWS];
    int part[POWER_LAWS], n = is_plain_beyond(l, side, cut) ? heaviest(l, s, side, one, part) : 0;
    if (!n)
        return false;
    blend z = blend_of(s, one, n, side);
    ball z0 = ball_mul_int(ball_sub(real_ball(s, l->g.cut[cut].x), z.m), side);
    if (ball_less(z.farthest, z0) != HOLDS)
        return false;
    ball others = other_mass(l, s, side, cut, part, n, z.m, z.a),
         D = ball_mul(z.D, ball_pow(ball_div(z0, ball_sub(z0, z.farthest)), ball_add_int(z.a, 2)));
    ball R = ball_add(ball_div(others, z.A), ball_div(ball_mul(z.a, ball_abs(z.drift)), z0));
    bool alone = ball_is_exact_zero(R);
    if (ball_at_most(ball_add(R, ball_div(D, ball_sqr(z0))), ball_ratio(1, 2)) != HOLDS
        || (!alone && ball_less(p, z.a) != HOLDS))
        return false;
    ball k = ball_inv(z.a), size = ball_pow(z.A, k), part_of_t = steepness(k);
    ball far = alone ? R : ball_mul(ball_mul(R, size), root_norm(k, p, U)),
         near = ball_mul(ball_div(ball_mul(D, ball_pow(ball_int(4), k)), size),
                         power_of_size(U, ball_add(k, ball_inv(p))));
    *out = (asymptote){ball_mul_int(z.m, side),
                       size,
                       k,
                       one[0].index,
                       alone ? one[0].log_K : NULL,
                       ball_upper(ball_mul(part_of_t, ball_add(far, near)))};
    return true;
}

asymptote tail_asymptote(ladder *l, scope *s, int side, ball p, ball U)
{
    ball x = real_ball(s, outermost(l, side)->x), zero = ball_in(s, ball_int(0));
    asymptote constant = {ball_mul_int(x, side), zero, zero, NULL, NULL, tail_excess(l, s, side, p)}, power;
    size_t cut;
    if (ball_is_exact_zero(U))
        return constant;
    if (!cut_before(l, side, ball_upper(U), &cut)) {
        constant.miss = ball_nothing(s);
        return constant;
    }
    ball inside = ball_abs(ball_sub(x, real_ball(s, l->g.cut[cut].x)));
    constant.miss = ball_add(constant.miss, ball_mul(inside, power_of_size(ball_upper(U), ball_inv(p))));
    if (!by_power_law(l, s, side, p, ball_upper(U), cut, &power))
        return constant;
    return ball_at_most(constant.miss, power.miss) == HOLDS ? constant : power;
}
