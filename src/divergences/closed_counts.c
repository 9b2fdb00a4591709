/*
 * Laws of counts.
 * Poisson l, m:
 *     KL = l log(l/m) - l + m,   L(a) = l^a m^(1-a) - a l - (1-a) m;   the weights cross at (l - m)/log(l/m)
 * Geometric p, q with r = 1-p, s = 1-q:
 *     KL = log(p/q) + (r/p) log(r/s),   L(a) = log(p^a q^(1-a)) - log(1 - r^a s^(1-a)), infinite if r^a s^(1-a) >= 1;
 *     the weights cross at log(q/p)/log(r/s);   H = -(r log r + p log p)/p
 * Binomial (n, p), (n, q): n times KL and L of the coins p, q; the weights cross at n log(s/r)/log(p s/(q r)).
 * TV is |F(k) - G(k)| at the last integer k up to the crossing, which is where |F - G| is largest: the likelihood ratio is
 * monotone, for binomial laws of different n too if n and p are ordered alike.
 */
#include "divergences/closed_rows.h"

#include <math.h>

/*
 * The maximum of |F - G| over the few integers around the crossing that its enclosure does not tell apart. Left of the
 * median by the cdfs, else by the survival functions, which keep their digits.
 */
static bool largest_gap(const closed_pair *c, ball at, enclosure *out)
{
    double slack = ball_radius(at) + 1e-9, first = floor(ball_double(at) - slack),
           last = floor(ball_double(at) + slack);
    if (!ball_is_finite(at) || !(last < 1e15) || last - first > 3)
        return false;
    ball largest = ball_in(c->s, ball_int(0));
    for (slong k = first < 0 ? 0 : (slong)first; k <= (slong)last; k++) {
        ball n = ball_in(c->s, ball_int(k));
        ball below = ball_sub(law_cdf(c->s, c->p.self, n), law_cdf(c->s, c->q.self, n));
        ball above = ball_sub(law_sf(c->s, c->q.self, n), law_sf(c->s, c->p.self, n));
        bool left = ball_radius(below) < ball_radius(above);
        largest = ball_max(largest, ball_abs(left ? below : above));
    }
    return closed_value(c, out, largest);
}

/* The i-th parameters differ for certain. */
static bool differ(const closed_pair *c, int i)
{
    int order = closed_compare(c, i);
    return order == 1 || order == -1;
}

/* ---- Poisson ---- */

bool closed_poisson_kl(const closed_pair *c, enclosure *out)
{
    ball l = closed_p(c, 0), m = closed_q(c, 0);
    return closed_value(c, out, ball_add(ball_mul(l, ball_log(ball_div(l, m))), ball_sub(m, l)));
}

bool closed_poisson_log_power(const closed_pair *c, enclosure *out)
{
    ball a = closed_ball(c, c->order), b = closed_ball(c, closed_complement(c)), l = closed_p(c, 0),
         m = closed_q(c, 0);
    ball middle = ball_exp(ball_add(ball_mul(a, ball_log(l)), ball_mul(b, ball_log(m))));
    return closed_value(c, out, ball_sub(middle, ball_add(ball_mul(a, l), ball_mul(b, m))));
}

bool closed_poisson_tv(const closed_pair *c, enclosure *out)
{
    ball l = closed_p(c, 0), m = closed_q(c, 0);
    return differ(c, 0) && largest_gap(c, ball_div(ball_sub(l, m), ball_log(ball_div(l, m))), out);
}

/* ---- Geometric ---- */

static real failure(const closed_pair *c, const closed_law *l, int i)
{
    return real_sub(c->pool, real_int(c->pool, 1), l->par[i]);
}
static ball log_failure_ratio(const closed_pair *c, int i)
{
    return ball_log(ball_div(closed_ball(c, failure(c, &c->p, i)), closed_ball(c, failure(c, &c->q, i))));
}
static ball log_success_ratio(const closed_pair *c, int i)
{
    return ball_log(ball_div(closed_p(c, i), closed_q(c, i)));
}

bool closed_geometric_kl(const closed_pair *c, enclosure *out)
{
    ball odds = ball_div(closed_ball(c, failure(c, &c->p, 0)), closed_p(c, 0));
    return closed_value(c, out, ball_add(log_success_ratio(c, 0), ball_mul(odds, log_failure_ratio(c, 0))));
}

/* The side of 1 on which r^a s^(1-a) lies: for a = n/d that of r^n against s^(n-d), which rational r, s decide. */
static int ratio_side(const closed_pair *c, real r, real s)
{
    real_pool *pool = c->pool;
    real top = c->order, rest = real_sub(pool, c->order, real_int(pool, 1));
    fmpq_t order;
    fmpq_init(order);
    if (real_rational(c->order, order)) {
        fmpq_set_fmpz(order, fmpq_denref(order));
        real scale = real_from_fmpq(pool, order);
        top = real_mul(pool, top, scale);
        rest = real_mul(pool, rest, scale);
    }
    fmpq_clear(order);
    return real_compare(real_pow(pool, r, top), real_pow(pool, s, rest));
}

bool closed_geometric_log_power(const closed_pair *c, enclosure *out)
{
    real r = failure(c, &c->p, 0), s = failure(c, &c->q, 0);
    int side = closed_order_side(c) == 1 ? ratio_side(c, r, s) : -1;
    if (side == REAL_UNDECIDED)
        return false;
    if (side >= 0)
        return closed_infinite(c, out, INFINITE_TAIL);
    ball a = closed_ball(c, c->order), b = closed_ball(c, closed_complement(c));
    ball fall = ball_add(ball_mul(a, ball_log(closed_ball(c, r))), ball_mul(b, ball_log(closed_ball(c, s))));
    ball start = ball_add(ball_mul(a, ball_log(closed_p(c, 0))), ball_mul(b, ball_log(closed_q(c, 0))));
    return closed_value(c, out, ball_sub(start, ball_log(ball_neg(ball_expm1(fall)))));
}

bool closed_geometric_tv(const closed_pair *c, enclosure *out)
{
    ball at = ball_neg(ball_div(log_success_ratio(c, 0), log_failure_ratio(c, 0)));
    return differ(c, 0) && largest_gap(c, at, out);
}

bool closed_geometric_entropy(const closed_pair *c, enclosure *out)
{
    ball p = closed_p(c, 0), r = closed_ball(c, failure(c, &c->p, 0));
    return closed_value(c, out, ball_neg(ball_div(ball_add(ball_xlogx(r), ball_xlogx(p)), p)));
}

/* ---- Binomial ---- */

enum { TRIALS, SUCCESS };

/* The value for coins, times n. */
static bool times_coins(const closed_pair *c, closed_row *of_coins, enclosure *out)
{
    closed_pair coins = *c;
    coins.p.par[0] = c->p.par[SUCCESS];
    coins.q.par[0] = c->q.par[SUCCESS];
    return closed_equal(c, TRIALS) && of_coins(&coins, out)
           && closed_value(c, out, ball_mul(closed_p(c, TRIALS), out->value));
}

bool closed_binomial_kl(const closed_pair *c, enclosure *out)
{
    return times_coins(c, closed_bernoulli_kl, out);
}
bool closed_binomial_log_power(const closed_pair *c, enclosure *out)
{
    return times_coins(c, closed_bernoulli_log_power, out);
}

bool closed_binomial_tv(const closed_pair *c, enclosure *out)
{
    ball failures = log_failure_ratio(c, SUCCESS), successes = log_success_ratio(c, SUCCESS);
    ball at = ball_div(ball_mul(closed_p(c, TRIALS), failures), ball_sub(failures, successes));
    return closed_equal(c, TRIALS) && differ(c, SUCCESS) && largest_gap(c, at, out);
}

/* p(k+1)/q(k+1) over p(k)/q(k) is (n1-k)/(n2-k) times the ratio of the odds. */
bool closed_binomial_ordered(const closed_pair *c, enclosure *out)
{
    int trials = closed_compare(c, TRIALS), success = closed_compare(c, SUCCESS);
    return trials != REAL_UNDECIDED && success != REAL_UNDECIDED && trials * success >= 0
           && closed_value(c, out, ball_int(0));
}
