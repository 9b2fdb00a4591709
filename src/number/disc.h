/*
 * Discs in the complex plane around real points, in double precision: {z : |z - mid| <= rad}.
 *
 * A function that is analytic on such a disc and real on the real axis takes it into the disc around its value at the midpoint
 * whose radius is the sum of |f^(k)(mid)| rad^k/k! over k >= 1, or less: two real numbers do for what takes rectangles eight. As
 * every disc is simply connected and its midpoint real, a logarithm on a disc that leaves 0 out is the one that is real on the
 * axis. These enclosures bound integrands on Bernstein ellipses, where a factor of 2 costs a fifth of a node; roundings are covered
 * by a generous slack, 2^-40 of the radius and 2^-45 of each number that went into the midpoint. A disc without a value has an
 * infinite radius or something is NaN.
 */
#ifndef NUMBER_DISC_H
#define NUMBER_DISC_H

#include "number/twofold.h"

typedef struct disc {
    double mid, rad;
} disc;

/* Rounding errors in `mid` are below 2^-45 of `size`, those in `rad` below 2^-40 of itself. */
INLINED disc disc_rounded(double mid, double rad, double size)
{
    return (disc){mid, rad * (1 + 0x1p-39) + size * 0x1p-45 + TWOFOLD_TINY};
}

static inline disc disc_from_twofold(twofold a) { return disc_rounded(a.hi, fabs(a.lo) + a.err, 0); }

INLINED disc disc_neg(disc a) { return (disc){-a.mid, a.rad}; }

INLINED disc disc_add(disc a, disc b)
{
    return disc_rounded(a.mid + b.mid, a.rad + b.rad, fabs(a.mid) + fabs(b.mid));
}

INLINED disc disc_sub(disc a, disc b) { return disc_add(a, disc_neg(b)); }

INLINED disc disc_mul(disc a, disc b)
{
    double mid = a.mid * b.mid;
    return disc_rounded(mid, fabs(a.mid) * b.rad + (fabs(b.mid) + b.rad) * a.rad, fabs(mid));
}

/* e^x - 1 for x >= 0, from above; infinite beyond the range. */
INLINED double disc_rise(const twofold_tables *t, double x)
{
    twofold y = twofold_expm1(t, twofold_exact(x));
    return y.hi + y.err;
}

/*
 * |e^z - e^mid| <= e^mid (e^rad - 1), and <= e^mid + e^(mid + rad), which may be small where e^rad is not. Below -600 the error of e^mid is
 * the size of the value, and |e^z - e^-600| <= e^-600 (1 + e^rad).
 */
INLINED disc disc_exp(const twofold_tables *t, disc a)
{
    twofold y = twofold_exp(t, twofold_exact(a.mid));
    twofold top = twofold_exp(t, (twofold){a.mid + a.rad, 0, 0x1p-50 * fabs(a.mid)});
    double near = y.hi * disc_rise(t, a.rad), far = y.hi + top.hi + top.err;
    return disc_rounded(y.hi, (near < far ? near : far) + 2 * y.err, y.hi);
}

/* The same radius; 1 + |e^mid - 1| for e^mid. */
INLINED disc disc_expm1(const twofold_tables *t, disc a)
{
    twofold y = twofold_expm1(t, twofold_exact(a.mid));
    return disc_rounded(y.hi, (1 + fabs(y.hi)) * disc_rise(t, a.rad) + y.err, fabs(y.hi));
}

/* -log(1 - share): how far log(1 + z) goes for |z| <= share; infinite near 1 and above. 1 - share is rounded, by less than 2^-50. */
INLINED double disc_log_reach(const twofold_tables *t, double share)
{
    twofold y = twofold_log(t, (twofold){1 - share, 0, 0x1p-50});
    return y.err - y.hi;
}

INLINED disc disc_log(const twofold_tables *t, disc a)
{
    twofold y = twofold_log(t, twofold_exact(a.mid));
    return disc_rounded(y.hi, disc_log_reach(t, a.rad / a.mid) + y.err, fabs(y.hi) + 1);
}

/* |1/z - 1/mid| <= share/(1 - share)/|mid|. */
INLINED disc disc_inv(disc a)
{
    double mid = 1 / a.mid, share = a.rad * fabs(mid);
    double rad = share <= 1 - 0x1p-10 ? fabs(mid) * share / (1 - share) : INFINITY;
    return disc_rounded(mid, rad * (1 + 0x1p-41), fabs(mid));
}

/*
 * log(1 + z^2) = log(z - i) + log(z + i), singular at a distance of sqrt(1 + mid^2): twice the reach of one of them; or that of
 * log(1 + y), y = (z^2 - mid^2)/(1 + mid^2), which is the less of the two near 0.
 */
INLINED disc disc_log1p_square(const twofold_tables *t, disc a)
{
    double size = 1 + a.mid * a.mid, share = a.rad * (2 * fabs(a.mid) + a.rad) / size;
    twofold y = twofold_log(t, twofold_exact(size));
    double each = 2 * disc_log_reach(t, a.rad / sqrt(size)), both = disc_log_reach(t, share);
    return disc_rounded(y.hi, (both < each ? both : each) + y.err, y.hi + 1);
}

/*
 * log(1 + z) - z: with c the midpoint and h = (z - c)/(1 + c), which is at most `share`, it is that at c, less c h, and the same for h,
 * h^2/2 + h^3/3 + ... at most in size: share^2/(2 (1 - share)). Without a bound next to the singularity.
 */
INLINED disc disc_log1p_rest(const twofold_tables *t, disc a)
{
    double share = a.rad / (1 + a.mid), far = share * share / (2 * (1 - share));
    twofold y = twofold_log1p_rest(t, twofold_exact(a.mid));
    bool known = (a.mid >= -0.9) & (share <= 0.75);
    return disc_rounded(y.hi, (known ? fabs(a.mid) * share + far : INFINITY) + y.err, fabs(y.hi));
}

/*
 * log(1 + e^-z) for mid >= 0: with s = e^-mid, it goes as far as e^-z from s in proportion to 1 + s. (Below e^-600, 1 + s is 1 to
 * within the slack.)
 */
INLINED disc disc_fold(const twofold_tables *t, disc a)
{
    disc power = disc_exp(t, disc_neg(a));
    double sum = 1 + power.mid;
    twofold y = twofold_log(t, twofold_exact(sum));
    return disc_rounded(y.hi, disc_log_reach(t, power.rad / sum) + y.err, 1);
}

#endif
