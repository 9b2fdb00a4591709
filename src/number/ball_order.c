/*
 * Balls: order, containment, ends and accuracy. See ball.h.
 *
 * Arb's predicates answer "yes for all members" and are all false on NaN, so a verdict asks for both the
 * relation and its opposite and is UNDECIDED when neither is certain. In particular !(a > b) is never read as
 * a <= b.
 */
#include "number/ball_arb.h"

#include <math.h>

typedef int (*arb_relation)(const arb_t, const arb_t);

/*
 * relation(a, b) on the Arb numbers. Rationals without a scope are rounded at 256 bits, or more, which tells
 * any two of them apart (they differ by at least 2^-126).
 */
static bool related(arb_relation relation, ball a, ball b)
{
    enum { APART = 256 };
    arb_t x, y;
    scope *s = scope_younger(a.in, b.in);
    slong bits = s && scope_bits(s) > APART ? scope_bits(s) : APART;
    arb_init(x);
    arb_init(y);
    if (ball_is_free(a))
        ball_arb_set_ratio(x, a.num, a.den, bits);
    if (ball_is_free(b))
        ball_arb_set_ratio(y, b.num, b.den, bits);
    bool answer = relation(ball_is_free(a) ? x : a.v, ball_is_free(b) ? y : b.v);
    arb_clear(x);
    arb_clear(y);
    return answer;
}

/*
 * The same rational on both sides is rounded to a ball that is not less than, at most, or disjoint from
 * itself.
 */
static bool same_rational(ball a, ball b)
{
    return ball_is_free(a) && ball_is_free(b) && a.den && a.num == b.num && a.den == b.den;
}

verdict ball_less(ball a, ball b)
{
    if (same_rational(a, b))
        return FAILS;
    return related(arb_lt, a, b) ? HOLDS : related(arb_ge, a, b) ? FAILS : UNDECIDED;
}

verdict ball_at_most(ball a, ball b)
{
    if (same_rational(a, b))
        return HOLDS;
    return related(arb_le, a, b) ? HOLDS : related(arb_gt, a, b) ? FAILS : UNDECIDED;
}

verdict ball_positive(ball a) { return ball_less(ball_int(0), a); }
bool ball_overlaps(ball a, ball b) { return related(arb_overlaps, a, b); }
verdict ball_agree(ball a, ball b) { return ball_overlaps(a, b) ? UNDECIDED : FAILS; }

static int contains_a_number(const arb_t a, const arb_t b)
{
    return !arf_is_nan(arb_midref(a)) && !arf_is_nan(arb_midref(b)) && arb_contains(a, b);
}

bool ball_contains(ball a, ball b) { return same_rational(a, b) || related(contains_a_number, a, b); }

bool ball_is_finite(ball a) { return ball_is_free(a) ? a.den != 0 : arb_is_finite(a.v); }
bool ball_is_exact_zero(ball a) { return ball_is_free(a) ? a.den && !a.num : arb_is_zero(a.v); }

int ball_sign(ball a)
{
    if (ball_is_free(a))
        return a.den ? (a.num > 0) - (a.num < 0) : 0;
    return arb_sgn_nonzero(a.v);
}

/* ---- Reading ---- */

double ball_double(ball a)
{
    enum { ENOUGH = 256 };
    if (!ball_is_free(a))
        return arf_get_d(arb_midref(a.v), ARF_RND_NEAR);
    arb_t v;
    arb_init(v);
    ball_arb_set_ratio(v, a.num, a.den, ENOUGH);
    double x = arf_get_d(arb_midref(v), ARF_RND_NEAR);
    arb_clear(v);
    return x;
}

double ball_radius(ball a)
{
    if (ball_is_free(a))
        return a.den ? 0.0 : INFINITY;
    return arf_is_nan(arb_midref(a.v)) ? INFINITY : mag_get_d(arb_radref(a.v));
}

double ball_log2_error(ball a)
{
    if (!ball_is_finite(a))
        return INFINITY;
    if (ball_is_free(a) || arb_is_exact(a.v))
        return -INFINITY;
    return mag_get_d_log2_approx(arb_radref(a.v));
}

slong ball_digits(ball a)
{
    enum { ALL = 1000000 };
    if (!ball_is_finite(a))
        return 0;
    if (ball_is_free(a) || arb_is_exact(a.v))
        return ALL;
    if (arb_contains_zero(a.v))
        return 0;
    mag_t relative; /* divided before the log is taken: doubles do not hold the exponents of huge numbers */
    mag_init(relative);
    arf_get_mag_lower(relative, arb_midref(a.v));
    mag_div(relative, arb_radref(a.v), relative);
    double bits = -mag_get_d_log2_approx(relative);
    mag_clear(relative);
    return bits > 0 ? (slong)fmin(ALL, floor(bits * 0.30102999566398119521)) : 0;
}

void ball_arb_end(arf_t end, const arb_t x, int side)
{
    enum { EXACT_LIMIT = 1 << 17 };
    if (!side || mag_is_zero(arb_radref(x)) || arf_is_nan(arb_midref(x))) {
        arf_set(end, arb_midref(x));
        return;
    }
    if (mag_is_inf(arb_radref(x))) {
        side < 0 ? arf_neg_inf(end) : arf_pos_inf(end);
        return;
    }
    arf_t radius;
    arf_init_set_mag_shallow(radius, arb_radref(x));
    slong bits = arf_bits(arb_midref(x)) > EXACT_LIMIT ? arf_bits(arb_midref(x)) : EXACT_LIMIT;
    if (side < 0)
        arf_sub(end, arb_midref(x), radius, bits, ARF_RND_FLOOR);
    else
        arf_add(end, arb_midref(x), radius, bits, ARF_RND_CEIL);
}

static ball end_of(ball a, int side)
{
    if (ball_is_free(a))
        return a;
    ball result = ball_fresh(a.in);
    ball_arb_end(arb_midref(result.v), a.v, side);
    mag_zero(arb_radref(result.v));
    return result;
}

ball ball_lower(ball a) { return end_of(a, -1); }
ball ball_upper(ball a) { return end_of(a, 1); }
ball ball_mid(ball a) { return end_of(a, 0); }
