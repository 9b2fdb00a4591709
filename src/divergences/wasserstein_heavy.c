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
 * up to what is wrong with m. With |t| <= 1/2 and a >= 1
 *
 *     |F^-1(v) - m - side (A/v)^(1/a)|  <=  (A/v)^(1/a) |t|  <=  R (A/v)^(1/a) + 4 D (v/A)^(1/a),      from z^-2 <= 4 (v/A)^(2/a).
 */
#include "divergences/wasserstein_parts.h"

static const gap_cut *outermost(const ladder *l, int side) { return &l->g.cut[side < 0 ? 0 : l->g.n - 1]; }

/* x^k for x >= 0, k > 0 */
static ball power_of_size(ball x, ball k) { return ball_is_exact_zero(x) ? x : ball_pow(x, k); }

/* The L^p norm of v^-k over (0, U), k p < 1. */
static ball root_norm(ball k, ball p, ball U)
{
    ball rest = ball_sub(ball_in(p.in, ball_int(1)), ball_mul(k, p));
    return ball_pow(ball_div(power_of_size(U, rest), rest), ball_inv(p));
}

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

/* The mass C z^-a (1 - [0, D z^-2]) beyond z = side (x - m) of one component; index: -(a + 1). */
typedef struct power_law {
    real index;
    ball C, D, m;
} power_law;

/* Of a component given by its density on its outermost piece; false if that is no power of z, or of z^2 + b^2, alone. */
static bool power_law_of(ladder *l, scope *s, const gap_part *p, int side, power_law *out)
{
    real_pool *pool = l->g.pool;
    form f = tail_form(l, p, side);
    const term *power = NULL;
    ball log_K = ball_log(p->weight_ball);
    for (int i = 0; i < f.n; i++)
        if (f.t[i].kind == BASIS_ONE)
            log_K = ball_add(log_K, real_ball(s, f.t[i].coef));
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
    if (ball_less(ball_int(1), a) != HOLDS)
        return false;
    if (squares) {
        ball B = ball_neg(real_ball(s, power->coef)), b = real_ball(s, power->scale);
        log_K = ball_add(log_K, ball_mul_int(ball_mul(B, ball_log(ball_abs(b))), 2));
        out->D = ball_div(ball_mul(ball_mul(B, ball_sqr(b)), a), ball_add_int(a, 2));
    }
    out->C = ball_div(ball_exp(log_K), a);
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

/* side F^-1 = side m + (A/v)^(1/a) within `miss`; false if the tail is no power law, or not one with a > p. */
static bool by_power_law(ladder *l, scope *s, int side, ball p, ball U, size_t cut, asymptote *out)
{
    power_law one[POWER_LAWS];
    int part[POWER_LAWS], n = is_plain_beyond(l, side, cut) ? heaviest(l, s, side, one, part) : 0;
    if (!n)
        return false;
    ball zero = ball_in(s, ball_int(0)), A = zero, m = zero, D = zero, drift = zero, farthest = zero;
    ball a = ball_neg(ball_add_int(real_ball(s, one[0].index), 1));
    for (int k = 0; k < n; k++)
        A = ball_add(A, one[k].C), m = ball_add(m, ball_mul(one[k].C, one[k].m));
    m = ball_mid(ball_div(m, A));
    ball z0 = ball_mul_int(ball_sub(real_ball(s, l->g.cut[cut].x), m), side);
    for (int k = 0; k < n; k++)
        farthest = ball_max(farthest, ball_abs(ball_sub(one[k].m, m)));
    if (ball_less(farthest, z0) != HOLDS || ball_less(p, a) != HOLDS)
        return false;
    ball bend = ball_div_int(ball_mul(a, ball_add_int(a, 1)), 2);
    for (int k = 0; k < n; k++) {
        ball part_of = ball_div(one[k].C, A), d = ball_mul_int(ball_sub(one[k].m, m), side);
        drift = ball_add(drift, ball_mul(part_of, d));
        D = ball_add(D, ball_mul(part_of, ball_add(one[k].D, ball_mul(bend, ball_sqr(d)))));
    }
    D = ball_mul(D, ball_pow(ball_div(z0, ball_sub(z0, farthest)), ball_add_int(a, 2)));
    ball R = ball_add(ball_div(other_mass(l, s, side, cut, part, n, m, a), A),
                      ball_div(ball_mul(a, ball_abs(drift)), z0));
    if (ball_at_most(ball_add(R, ball_div(D, ball_sqr(z0))), ball_ratio(1, 2)) != HOLDS)
        return false;
    ball root = ball_inv(a), size = ball_pow(A, root);
    ball far = ball_mul(ball_mul(R, size), root_norm(root, p, U)),
         near = ball_mul(ball_div(ball_mul_int(D, 4), size), power_of_size(U, ball_add(root, ball_inv(p))));
    *out = (asymptote){ball_mul_int(m, side), size, root, one[0].index, ball_upper(ball_add(far, near))};
    return true;
}

asymptote tail_asymptote(ladder *l, scope *s, int side, ball p, ball U)
{
    ball x = real_ball(s, outermost(l, side)->x), zero = ball_in(s, ball_int(0));
    asymptote constant = {ball_mul_int(x, side), zero, zero, NULL, tail_excess(l, s, side, p)}, power;
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

/* ---- The distance of two asymptotes ---- */

/*
 * Of c + a v^-x - b v^-y for all 0 < v < U, if x >= y: where c >= 0, or the whole has the sign of a, it is at least
 * v^-y (a v^(y-x) - b + min(c, 0) v^y), the last factor of which falls with v.
 */
static bool stays_positive(const asymptote *X, const asymptote *Y, ball c, ball U)
{
    ball low = ball_min(c, ball_in(c.in, ball_int(0)));
    ball least = ball_sub(ball_mul(X->a, ball_pow(U, ball_sub(Y->root, X->root))), Y->a);
    return ball_positive(ball_add(least, ball_mul(low, ball_pow(U, Y->root)))) == HOLDS;
}

/* The sign of c + a v^-x - b v^-y for 0 < v < U; 0 if it is not known to have one. */
static int sign_to_the_end(const asymptote *X, const asymptote *Y, ball c, ball U)
{
    int order = !X->index ? -!!Y->index : !Y->index ? 1 : real_compare(X->index, Y->index);
    ball lead = ball_sub(X->a, Y->a);
    if (order == 1)
        return stays_positive(X, Y, c, U);
    if (order == -1)
        return -stays_positive(Y, X, ball_neg(c), U);
    if (order == REAL_UNDECIDED)
        return 0;
    int sign = ball_sign(ball_add(ball_mul(lead, ball_pow(U, ball_neg(X->root))), c));
    return ball_sign(lead) == sign || ball_is_exact_zero(lead) ? sign : 0;
}

/* The integral of (c + a v^-x - b v^-y)^p over (0, U), term by term. */
static ball expanded(const asymptote *X, const asymptote *Y, ball c, ball U, slong p)
{
    scope *s = c.in;
    ball sum = ball_in(s, ball_int(0)), one = ball_in(s, ball_int(1));
    slong outer = 1;
    for (slong i = 0; i <= p; outer = outer * (p - i) / (i + 1), i++) {
        slong inner = outer;
        for (slong j = 0; j <= p - i; inner = inner * (p - i - j) / (j + 1), j++) {
            slong k = p - i - j;
            if ((!X->index && j) || (!Y->index && k))
                continue;
            ball rest = ball_sub(one, ball_add(ball_mul_int(X->root, j), ball_mul_int(Y->root, k)));
            ball size = ball_mul_int(ball_div(ball_pow(U, rest), rest), inner);
            ball factors =
                ball_mul(i ? ball_pow(c, ball_int(i)) : one, j ? ball_pow(X->a, ball_int(j)) : one);
            sum = ball_add(
                sum, ball_mul(size, ball_mul(factors, k ? ball_pow(ball_neg(Y->a), ball_int(k)) : one)));
        }
    }
    return sum;
}

ball asymptote_distance(const asymptote *X, const asymptote *Y, ball U, power_of order)
{
    enum { MOST = 30 }; /* 3^30 fits a word */
    scope *s = U.in;
    ball p = order.order, k = ball_inv(p), zero = ball_in(s, ball_int(0)), miss = ball_add(X->miss, Y->miss);
    ball c = ball_sub(X->m, Y->m);
    if (!ball_is_finite(miss) || (ball_is_exact_zero(miss) && ball_is_exact_zero(U)))
        return miss;
    if (ball_is_exact_zero(U))
        return ball_upto(ball_upper(ball_pow(miss, p)));
    bool whole = order.whole && order.whole <= MOST, even = order.whole % 2 == 0;
    int sign = whole && !even ? sign_to_the_end(X, Y, c, U) : whole;
    if (sign) {
        ball N = ball_mul_int(expanded(X, Y, c, U, order.whole), even ? 1 : sign);
        ball least = power_of_size(ball_max(ball_lower(N), zero), k),
             most = power_of_size(ball_max(ball_upper(N), zero), k);
        ball low = ball_max(ball_lower(ball_sub(least, miss)), zero), high = ball_upper(ball_add(most, miss));
        return ball_hull(ball_lower(power_of_size(low, p)), ball_upper(power_of_size(high, p)));
    }
    ball most = ball_add(miss, ball_mul(ball_abs(c), ball_pow(U, k)));
    for (int i = 0; i < 2; i++) {
        const asymptote *one = i ? Y : X;
        if (one->index)
            most = ball_add(most, ball_mul(one->a, root_norm(one->root, p, U)));
    }
    return ball_upto(ball_upper(ball_pow(ball_upper(most), p)));
}
