/*
 * The L^p distance of two constants or powers of the level, widened by what F^-1 and G^-1 are off from them. See wasserstein_parts.h.
 */
#include "divergences/wasserstein_parts.h"

ball root_norm(ball k, ball p, ball U)
{
    ball rest = ball_sub(ball_in(p.in, ball_int(1)), ball_mul(k, p));
    return ball_pow(ball_div(power_of_size(U, rest), rest), ball_inv(p));
}

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

/* Do both have the same power of the level, exactly? */
static bool same_power(const asymptote *X, const asymptote *Y)
{
    return X->log_K && Y->log_K && real_compare(X->index, Y->index) == 0
           && real_compare(X->log_K, Y->log_K) == 0;
}

static bool has_power_norm(const asymptote *x, ball p)
{
    return !x->index || ball_less(ball_mul(x->root, p), ball_int(1)) == HOLDS;
}

/* [(low - miss)^p, (high + miss)^p] */
static ball widened_power(ball low, ball high, ball miss, ball p)
{
    ball zero = ball_in(p.in, ball_int(0));
    low = ball_max(ball_lower(ball_sub(low, miss)), zero), high = ball_upper(ball_add(high, miss));
    return ball_hull(ball_lower(power_of_size(low, p)), ball_upper(power_of_size(high, p)));
}

/* The p-th root of what bounds the integral if its terms are not known to have one sign. */
static ball largest(const asymptote *X, const asymptote *Y, ball c, ball U, ball p)
{
    ball most = ball_mul(ball_abs(c), ball_pow(U, ball_inv(p)));
    for (int i = 0; i < 2; i++) {
        const asymptote *one = i ? Y : X;
        if (one->index)
            most = ball_add(most, ball_mul(one->a, root_norm(one->root, p, U)));
    }
    return ball_upper(most);
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
    if ((!X->index && !Y->index) || same_power(X, Y)) {
        ball apart = ball_mul(ball_abs(c), ball_pow(U, k));
        return widened_power(ball_lower(apart), ball_upper(apart), miss, p);
    }
    if (!has_power_norm(X, p) || !has_power_norm(Y, p))
        return ball_nothing(s);
    bool whole = order.whole && order.whole <= MOST, even = order.whole % 2 == 0;
    int sign = whole && !even ? sign_to_the_end(X, Y, c, U) : whole;
    if (!sign)
        return widened_power(zero, largest(X, Y, c, U, p), miss, p);
    ball N = ball_mul_int(expanded(X, Y, c, U, order.whole), even ? 1 : sign);
    return widened_power(power_of_size(ball_max(ball_lower(N), zero), k),
                         power_of_size(ball_max(ball_upper(N), zero), k), miss, p);
}
