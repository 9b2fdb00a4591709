/*
 * Enclosures in double-double arithmetic: x lies within err of hi + lo, and every operation bounds its own rounding errors.
 *
 * Where 20 digits do, such numbers cost a twentieth of a ball, because loops over them are vectorised (vector_math.h). With
 * u = 2^-53, every operation rounded to nearest satisfies |fl(x) - x| <= u |fl(x)| + 2^-1075, so that errors are bounded by what
 * was computed (running error analysis; Higham 2002, section 3.3); two_sum and fma give the rounding errors of a sum and of a
 * product themselves. The bounds `err` are computed in rounding arithmetic too, by fewer than 2^12 additions and products of
 * numbers >= 0 each: twofold_ball makes up for that by the factor 1 + 2^-30, and TWOFOLD_TINY in each operation for underflow.
 *
 * |lo| <= u |hi| always. Without a value (overflow, the log of what may be <= 0) err is infinite or something is NaN.
 *
 * No product may be fused with a sum behind our back: files that include this one are compiled without contraction.
 */
#ifndef NUMBER_TWOFOLD_H
#define NUMBER_TWOFOLD_H

#include "number/ball.h"
#include "number/vector_math.h"

#include <stdint.h>

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("fp-contract=off")
#else
#pragma STDC FP_CONTRACT OFF
#endif

typedef struct twofold {
    double hi, lo, err;
} twofold;

#define TWOFOLD_UNIT 0x1p-53
#define TWOFOLD_TINY 0x1p-1000

/* The enclosure of a ball (infinite err if it is not finite), and back. */
twofold twofold_from_ball(ball a);
twofold twofold_from_arb(const arb_t x);
ball twofold_ball(scope *s, twofold a);

static inline twofold twofold_exact(double x) { return (twofold){x, 0, 0}; }

INLINED twofold twofold_sum(double a, double b) /* a + b = hi + lo exactly (Knuth) */
{
    double s = a + b, c = s - a;
    return (twofold){s, (a - (s - c)) + (b - c), 0};
}

INLINED twofold twofold_quick(double a, double b) /* the same where |a| >= |b| or a = 0 (Dekker) */
{
    double s = a + b;
    return (twofold){s, b - (s - a), 0};
}

INLINED twofold twofold_neg(twofold a) { return (twofold){-a.hi, -a.lo, a.err}; }

INLINED twofold twofold_scale(twofold a, double power) /* by a power of two */
{
    return (twofold){a.hi * power, a.lo * power, a.err * fabs(power) + TWOFOLD_TINY};
}

INLINED twofold twofold_add(twofold a, twofold b)
{
    twofold s = twofold_sum(a.hi, b.hi);
    double t = a.lo + b.lo, l = s.lo + t;
    twofold r = twofold_sum(s.hi, l);
    r.err = a.err + b.err + TWOFOLD_UNIT * (fabs(t) + fabs(l)) + TWOFOLD_TINY;
    return r;
}

INLINED twofold twofold_sub(twofold a, twofold b) { return twofold_add(a, twofold_neg(b)); }

INLINED twofold twofold_mul(twofold a, twofold b)
{
    double p = a.hi * b.hi, e = fma(a.hi, b.hi, -p);
    double t = fma(a.hi, b.lo, e), l = fma(a.lo, b.hi, t);
    twofold r = twofold_quick(p, l); /* |l| <= 4u |p| */
    r.err = fabs(a.hi) * b.err + (fabs(b.hi) + b.err) * a.err + TWOFOLD_UNIT * (fabs(t) + fabs(l))
            + fabs(a.lo * b.lo) + TWOFOLD_TINY;
    return r;
}

/*
 * With y = fl(1/a) the residual 1 - a y is exact in hi, and |1 - a y| <= 2u leaves an error of 4u^2 y; an error e of a moves the
 * inverse by at most e y^2/(1 - e y).
 */
INLINED twofold twofold_inv(twofold a)
{
    double y = 1 / a.hi, l = y * fma(-a.lo, y, fma(-a.hi, y, 1)), share = a.err * fabs(y);
    twofold r = twofold_quick(y, l);
    r.err = fabs(y) * (share * (1 + 2 * share) + 0x1p-100) + TWOFOLD_TINY;
    r.err = (share <= 0.25) & (fabs(y) < 0x1p900) ? r.err : INFINITY;
    return r;
}

/* ---- exp and log, by tables ---- */

enum { TWOFOLD_CELLS = 256 };
typedef struct twofold_tables {
    double root_hi[TWOFOLD_CELLS], root_lo[TWOFOLD_CELLS]; /* 2^(j/256) */
    double inverse[TWOFOLD_CELLS]; /* 256/(256 + j + 1/2) to within 2^-11, a multiple of 2^-10 */
    double log_hi[TWOFOLD_CELLS], log_lo[TWOFOLD_CELLS]; /* minus its logarithm */
} twofold_tables;

/* Computed once, by ball arithmetic: each hi + lo within 2^-100 of what it stands for. */
const twofold_tables *twofold_table(void);

INLINED uint64_t twofold_bits(double x)
{
    union {
        double x;
        uint64_t n;
    } as = {x};
    return as.n;
}

INLINED double twofold_of_bits(uint64_t n)
{
    union {
        uint64_t n;
        double x;
    } as = {n};
    return as.x;
}

/*
 * e^x = 2^(k/256) e^r, |r| < 2^-9.5. log(2)/256 = C1 + C2 + c: C1 has 29 bits, so that k C1 is exact for |k| < 2^18, that is
 * |x| < 600; so is x.hi - k C1: where k is not 0, both are multiples of 2^-62 and the difference is below 2^-9. |k c| < 2^-73,
 * and k C2 + x.lo is rounded by less than 2^-72. e^r - 1 = r + (r^2/2 + ... + r^6/720) with a remainder below 2^-78; the sum of
 * the terms from r^2/2 on is below 2^-20, and a Horner scheme in double precision costs less than 8u of that, 2^-70. The rest
 * is of the order of u^2. In all e^r is right to 2^-69, relatively; and for k = 0, where r is x itself, e^r - 1 to
 * (8u r^2/2 + r^7/5040)/|r| < 2^-59.
 */
#define TWOFOLD_EXP_ERROR 0x1p-69
#define TWOFOLD_EXPM1_ERROR 0x1p-59
#define TWOFOLD_MOST 600.0   /* e^x above has no value here, */
#define TWOFOLD_NIL 0x1p-864 /* and below e^-600 it is e^-600 within this */

typedef struct twofold_reduced {
    twofold m;  /* e^r - 1 */
    uint64_t k; /* in two's complement */
} twofold_reduced;

INLINED twofold_reduced twofold_reduce(twofold x)
{
    const double rounder = 0x1.8p52, c1 = 0x1.62e42fep-9, c2 = 0x1.f473de6af278fp-38;
    double shifted = fma(x.hi, 0x1.71547652b82fep8, rounder), k = shifted - rounder;
    twofold r = twofold_sum(fma(-k, c1, x.hi), fma(-k, c2, x.lo));
    double tail = fma(r.hi, fma(r.hi, fma(r.hi, fma(r.hi, 1.0 / 720, 1.0 / 120), 1.0 / 24), 1.0 / 6), 0.5);
    double more = fma(r.hi * r.hi, tail, fma(r.hi, r.lo, r.lo));
    return (twofold_reduced){twofold_quick(r.hi, more), twofold_bits(shifted) - twofold_bits(rounder)};
}

/* 2^(k/256) (1 + m). */
INLINED twofold twofold_expand(const twofold_tables *table, twofold_reduced r)
{
    uint64_t j = r.k & (TWOFOLD_CELLS - 1);
    double hi = table->root_hi[j], lo = table->root_lo[j];
    double p = hi * r.m.hi, e = fma(hi, r.m.hi, -p);
    twofold s = twofold_quick(hi, p),
            y = twofold_quick(s.hi, s.lo + (fma(hi, r.m.lo, e) + fma(lo, r.m.hi, lo)));
    double scale = twofold_of_bits((r.k + 1023 * TWOFOLD_CELLS) / TWOFOLD_CELLS << 52);
    return (twofold){y.hi * scale, y.lo * scale, 0};
}

/* Selections are written as these and single conditions: branches, or what the compiler makes into branches, are not vectorised. */
INLINED double twofold_clamp(double x, double low, double high)
{
    double y = x > low ? x : low; /* low, if x is NaN */
    return y < high ? y : high;
}

/* An error e of x moves e^x by a factor of at most e^e <= 1 + e (1 + e), for e <= 1. Certainly below -600, e does not matter. */
INLINED twofold twofold_exp(const twofold_tables *table, twofold x)
{
    twofold inside = {twofold_clamp(x.hi, -TWOFOLD_MOST, TWOFOLD_MOST), 0, 0};
    inside.lo = fabs(x.hi) <= TWOFOLD_MOST ? x.lo : 0; /* 2^-53 of what is huge is huge */
    bool low = x.hi + x.err < -TWOFOLD_MOST;
    twofold y = twofold_expand(table, twofold_reduce(inside));
    y.err = y.hi * (x.err * (1 + x.err) + TWOFOLD_EXP_ERROR);
    y.err = x.hi < -TWOFOLD_MOST ? TWOFOLD_NIL : y.err;
    y.err = (x.hi <= TWOFOLD_MOST) & ((x.err <= 0.5) | low) ? y.err : INFINITY;
    return y;
}

/* e^x - 1, relatively accurate next to 0; for |x| <= 600. */
INLINED twofold twofold_expm1(const twofold_tables *table, twofold x)
{
    twofold_reduced r = twofold_reduce(x);
    twofold power = twofold_expand(table, r), y = twofold_sub(power, twofold_exact(1));
    double moved = power.hi * x.err * (1 + x.err), near = fabs(r.m.hi) * TWOFOLD_EXPM1_ERROR + TWOFOLD_TINY;
    y.err = moved + (r.k ? y.err + power.hi * TWOFOLD_EXP_ERROR : near);
    y.hi = r.k ? y.hi : r.m.hi;
    y.lo = r.k ? y.lo : r.m.lo;
    y.err = (fabs(x.hi) <= TWOFOLD_MOST) & (x.err <= 0.5) ? y.err : INFINITY;
    return y;
}

/*
 * x = 2^e m, 1 <= m < 2, and m c = 1 + t for the inverse c of m's cell, |t| < 2^-9 + 2^-10: m c - 1 is exact in two parts. The
 * terms from -t^2/2 to -t^8/8 are below 2^-17.7 and cost less than 8u of that; the remainder is below 2^-78. e log 2 = e (L1 + L2), L1
 * of 42 bits. An error share s = err/x <= 1/4 moves the logarithm by at most s (1 + s).
 */
#define TWOFOLD_LOG_ERROR 0x1p-67
#define TWOFOLD_LEAST 0x1p-900 /* arguments below this, or above its inverse, have no logarithm here */

INLINED twofold twofold_log(const twofold_tables *table, twofold x)
{
    const double l1 = 0x1.62e42fefa38p-1, l2 = 0x1.ef35793c7673p-45;
    double hi = x.hi, lo = x.lo,
           share = x.err / hi; /* without a logarithm: some number, and an infinite error */
    uint64_t bits = twofold_bits(hi), j = bits >> 44 & (TWOFOLD_CELLS - 1);
    double unit = twofold_of_bits((2046 - (bits >> 52)) << 52); /* 2^-e */
    double e = twofold_of_bits((bits >> 52) | twofold_bits(0x1p52)) - (0x1p52 + 1023);
    double c = table->inverse[j], m = hi * unit, p = m * c;
    twofold t = twofold_sum(p - 1, fma(lo * unit, c, fma(m, c, -p)));
    double h = t.hi;
    double rest =
        fma(h, fma(h, fma(h, fma(h, fma(h, fma(h, -0.125, 1.0 / 7), -1.0 / 6), 0.2), -0.25), 1.0 / 3), -0.5);
    double tail = fma(h * h, rest, fma(-h, t.lo, t.lo));
    twofold a = twofold_sum(e * l1, table->log_hi[j]), b = twofold_sum(a.hi, h);
    twofold y = twofold_sum(b.hi, b.lo + (a.lo + (fma(e, l2, table->log_lo[j]) + tail)));
    y.err = share * (1 + share) + TWOFOLD_LOG_ERROR;
    y.err = (x.hi >= TWOFOLD_LEAST) & (x.hi <= 1 / TWOFOLD_LEAST) & (share <= 0.25) ? y.err : INFINITY;
    return y;
}

/*
 * log(1 + y) - y, for |y| <= 2^-6 as -y^2/2 + y^3 (1/3 - y/4 + ... - y^9/12): the first term in double-double arithmetic, the rest,
 * below 0.34 |y|^3, rounded by less than 12u of itself; the terms left out are below |y|^13/12.5 < 2^-69 y^2. An error e of y moves it by
 * at most e times |y|/(1 - |y|) at the farthest. Elsewhere as a difference.
 */
#define TWOFOLD_SERIES 0x1p-6
INLINED twofold twofold_log1p_rest(const twofold_tables *table, twofold y)
{
    twofold exact = {y.hi, y.lo, 0}, square = twofold_mul(exact, exact);
    double h = y.hi, s = fma(h, -1.0 / 12, 1.0 / 11);
    s = fma(h, s, -0.1), s = fma(h, s, 1.0 / 9), s = fma(h, s, -0.125), s = fma(h, s, 1.0 / 7);
    s = fma(h, s, -1.0 / 6), s = fma(h, s, 0.2), s = fma(h, s, -0.25), s = fma(h, s, 1.0 / 3);
    double cube = square.hi * h * s;
    twofold near = twofold_add(twofold_scale(square, -0.5), twofold_exact(cube));
    near.err += 0x1p-49 * fabs(cube) + 0x1p-69 * square.hi + y.err * (fabs(h) + y.err) * 1.125;
    twofold far = twofold_sub(twofold_log(table, twofold_add(twofold_exact(1), y)), y);
    bool small = (fabs(h) <= TWOFOLD_SERIES) & (y.err <= 0x1p-8);
    return (twofold){small ? near.hi : far.hi, small ? near.lo : far.lo, small ? near.err : far.err};
}

/* log(1 + e^-x) for x >= 0. */
INLINED twofold twofold_fold(const twofold_tables *table, twofold x)
{
    return twofold_log(table, twofold_add(twofold_exact(1), twofold_exp(table, twofold_neg(x))));
}

INLINED twofold twofold_abs(twofold x)
{
    double sign = x.hi < 0 ? -1 : 1;
    return (twofold){x.hi * sign, x.lo * sign, x.err};
}

#endif
