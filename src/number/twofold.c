/* The tables of twofold.h, and the way to balls and back. */
#include "number/twofold.h"

#include "number/ball_arb.h"

#include <pthread.h>

/* hi = x rounded, lo = what is left rounded, err = what is left then, and the radius. */
twofold twofold_from_arb(const arb_t x)
{
    arb_t rest;
    arf_t part;
    arb_init(rest);
    arf_init(part);
    twofold t = {arf_get_d(arb_midref(x), ARF_RND_NEAR), 0, INFINITY};
    if (isfinite(t.hi) && arb_is_finite(x)) {
        arf_set_d(part, t.hi);
        arb_sub_arf(rest, x, part, ARF_PREC_EXACT);
        t.lo = arf_get_d(arb_midref(rest), ARF_RND_NEAR);
        arf_set_d(part, t.lo);
        arb_sub_arf(rest, rest, part, ARF_PREC_EXACT);
        mag_t left;
        mag_init(left);
        arb_get_mag(left, rest);
        t.err = mag_get_d(left) * (1 + 0x1p-20) + TWOFOLD_TINY;
        mag_clear(left);
    }
    arb_clear(rest);
    arf_clear(part);
    return t;
}

twofold twofold_from_ball(ball a)
{
    if (!ball_is_free(a))
        return twofold_from_arb(a.v);
    arb_t x;
    arb_init(x);
    ball_arb_set_ratio(x, a.num, a.den, 128);
    twofold t = twofold_from_arb(x);
    arb_clear(x);
    return t;
}

ball twofold_ball(scope *s, twofold a)
{
    if (!isfinite(a.hi) || !isfinite(a.lo) || !isfinite(a.err))
        return ball_nothing(s);
    ball mid = ball_fresh(s);
    arf_t lo;
    arf_init(lo);
    arb_set_d(mid.v, a.hi);
    arf_set_d(lo, a.lo);
    arb_add_arf(mid.v, mid.v, lo, scope_bits(s));
    arf_clear(lo);
    return ball_widen(mid, ball_exact_double(s, a.err * (1 + 0x1p-30)));
}

static twofold_tables table;

static void fill(void)
{
    arb_t x, two;
    arb_init(x), arb_init(two);
    for (int j = 0; j < TWOFOLD_CELLS; j++) {
        arb_set_si(x, j);
        arb_div_si(x, x, TWOFOLD_CELLS, 150);
        arb_const_log2(two, 150);
        arb_mul(x, x, two, 150);
        arb_exp(x, x, 150);
        twofold root = twofold_from_arb(x);
        table.inverse[j] = round(1024 * TWOFOLD_CELLS / (TWOFOLD_CELLS + j + 0.5)) / 1024;
        arb_set_d(x, table.inverse[j]);
        arb_log(x, x, 150);
        twofold log_of = twofold_neg(twofold_from_arb(x));
        table.root_hi[j] = root.hi, table.root_lo[j] = root.lo;
        table.log_hi[j] = log_of.hi, table.log_lo[j] = log_of.lo;
    }
    arb_clear(x), arb_clear(two);
}

const twofold_tables *twofold_table(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, fill);
    return &table;
}
