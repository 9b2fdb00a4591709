/* Hypergeometric sums with power series as parameters: see hyper_series.h. */
#include "distributions/hyper_series.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_TERMS = 20000 };

/* ---- The coefficients ---- */

/* The sum of |u_j| r^j over j >= first. */
static void majorant(arb_t out, arb_srcptr u, slong length, slong first, double r)
{
    arb_t size, power;
    arb_init(size);
    arb_init(power);
    arb_zero(out);
    for (slong j = first; j < length; j++) {
        arb_abs(size, u + j);
        arb_set_d(power, r);
        arb_pow_ui(power, power, (ulong)j, 53);
        arb_addmul(out, size, power, 53);
    }
    arb_clear(size);
    arb_clear(power);
}

static double magnitude(arb_srcptr x)
{
    return fabs(arf_get_d(arb_midref(x), ARF_RND_NEAR)) + mag_get_d(arb_radref(x));
}

static double modulus(acb_srcptr x)
{
    mag_t size;
    mag_init(size);
    acb_get_mag(size, x);
    double d = mag_get_d(size);
    mag_clear(size);
    return d;
}

/* How fast the coefficient of e^j grows, as a rate per e. */
static double rate(double coefficient, double unit, slong j)
{
    return pow(coefficient / unit, 1.0 / (double)j);
}

/* About as far as start and rise stay away from 0 and from doubling, and w from doubling. */
static double radius_of(arb_srcptr rise, arb_srcptr start, acb_srcptr w, slong length)
{
    double speed = 1, unit = fmin(1, magnitude(start)), first = fmax(modulus(w), 1e-3);
    for (slong j = 1; j < length; j++) {
        speed = fmax(speed, rate(magnitude(start + j), unit, j));
        speed = rise ? fmax(speed, rate(magnitude(rise + j), unit, j)) : speed;
        speed = fmax(speed, rate(modulus(w + j), first, j));
    }
    return 0.125 / speed;
}

static arb_ptr copy(arb_srcptr u, slong length)
{
    arb_ptr v = _arb_vec_init(length);
    _arb_vec_set(v, u, length);
    return v;
}

static void make_room(hyper_table *t)
{
    slong room = 2 * t->room + 32;
    arb_ptr c = _arb_vec_init(room * t->length);
    mag_ptr most = _mag_vec_init(room);
    for (slong i = 0; i < t->terms * t->length; i++)
        arb_swap(c + i, t->c + i);
    for (slong i = 0; i < t->terms; i++)
        mag_swap(most + i, t->most + i);
    if (t->room) {
        _arb_vec_clear(t->c, t->room * t->length);
        _mag_vec_clear(t->most, t->room);
    }
    t->c = c, t->most = most, t->room = room;
}

void hyper_table_begin(hyper_table *t, arb_srcptr rise, arb_srcptr start, acb_srcptr w, slong length,
                       slong bits)
{
    if (t->length)
        return;
    *t = (hyper_table){.length = length, .bits = bits, .has_rise = rise};
    t->r = radius_of(rise, start, w, length);
    t->start = copy(start, length);
    t->rise = rise ? copy(rise, length) : NULL;
    arb_init(t->R);
    arb_init(t->S);
    majorant(t->S, start, length, 1, t->r);
    arb_sub(t->S, start, t->S, 53);
    if (rise)
        majorant(t->R, rise, length, 0, t->r);
    make_room(t);
    arb_one(t->c);
    mag_one(t->most);
    t->terms = 1;
}

void hyper_table_clear(hyper_table *t)
{
    if (!t->length)
        return;
    _arb_vec_clear(t->c, t->room * t->length);
    _mag_vec_clear(t->most, t->room);
    _arb_vec_clear(t->start, t->length);
    if (t->rise)
        _arb_vec_clear(t->rise, t->length);
    arb_clear(t->R);
    arb_clear(t->S);
    *t = (hyper_table){0};
}

/* (R + n)/(S + n), or 1/(S + n); infinite if S + n may be 0 */
static void ratio_bound(mag_t out, const hyper_table *t, slong n)
{
    arb_t above, below;
    arb_init(above);
    arb_init(below);
    arb_add_si(below, t->S, n, 53);
    arb_one(above);
    if (t->has_rise)
        arb_add_si(above, t->R, n, 53);
    arb_div(above, above, below, 53);
    if (arb_is_positive(below))
        arb_get_mag(out, above);
    else
        mag_inf(out);
    arb_clear(above);
    arb_clear(below);
}

/* c_(n+1) = c_n (rise + n)/(start + n) */
static void one_more(hyper_table *t)
{
    slong n = t->terms - 1, length = t->length, bits = t->bits;
    if (t->terms == t->room)
        make_room(t);
    arb_ptr from = t->c + n * length, to = from + length, shifted = _arb_vec_init(2 * length),
            product = shifted + length;
    mag_t ratio;
    mag_init(ratio);
    _arb_vec_set(product, from, length);
    if (t->has_rise) {
        _arb_vec_set(shifted, t->rise, length);
        arb_add_si(shifted, shifted, n, bits);
        _arb_poly_mullow(product, from, length, shifted, length, length, bits);
    }
    _arb_vec_set(shifted, t->start, length);
    arb_add_si(shifted, shifted, n, bits);
    _arb_poly_div_series(to, product, length, shifted, length, length, bits);
    ratio_bound(ratio, t, n);
    mag_mul(t->most + n + 1, t->most + n, ratio);
    t->terms++;
    mag_clear(ratio);
    _arb_vec_clear(shifted, 2 * length);
}

/* ---- The sum ---- */

/* |w|(r) */
static void size_of(mag_t out, acb_srcptr w, slong length, double r)
{
    mag_t one, power;
    mag_init(one);
    mag_init(power);
    mag_set_d(power, r);
    mag_zero(out);
    for (slong j = length - 1; j >= 0; j--) {
        acb_get_mag(one, w + j);
        mag_mul(out, out, power);
        mag_add(out, out, one);
    }
    mag_clear(one);
    mag_clear(power);
}

/* How many terms it takes until they are 2^-bits of the largest, but for a few bits, so that rounding does not hide the rest: a guess. */
static slong terms_for(const hyper_table *t, double size)
{
    enum { FEW = 6 };
    double R = t->has_rise ? arf_get_d(arb_midref(t->R), ARF_RND_NEAR) : 0,
           S = arf_get_d(arb_midref(t->S), ARF_RND_NEAR), now = 0, most = 0,
           least = -M_LN2 * (double)(t->bits - FEW);
    for (slong n = 0; n < MOST_TERMS; n++) {
        double ratio = size * (t->has_rise ? R + (double)n : 1) / (S + (double)n);
        now += log(ratio);
        most = fmax(most, now);
        if (ratio < 0.98 && now < most + least)
            return n + 2;
    }
    return MOST_TERMS;
}

/* What is left out after N terms: its value at r. */
static void rest(mag_t out, hyper_table *t, const mag_t size, slong N)
{
    mag_t q, one;
    mag_init(q);
    mag_init(one);
    mag_one(one);
    ratio_bound(q, t, N);
    if (t->has_rise && mag_cmp(q, one) < 0)
        mag_one(q);
    mag_mul(q, q, size);
    if (mag_cmp(q, one) < 0) {
        mag_geom_series(out, q, 0);
        mag_mul(out, out, t->most + N);
        mag_pow_ui(q, size, (ulong)N);
        mag_mul(out, out, q);
    } else {
        mag_inf(out);
    }
    mag_clear(q);
    mag_clear(one);
}

static bool is_constant(acb_srcptr w, slong length) { return _acb_vec_is_zero(w + 1, length - 1); }

/* By Horner's rule. */
static void add_up(acb_ptr out, const hyper_table *t, acb_srcptr w, slong N)
{
    slong length = t->length;
    bool constant = is_constant(w, length);
    acb_ptr work = _acb_vec_init(length);
    _acb_vec_zero(out, length);
    for (slong n = N - 1; n >= 0; n--) {
        if (constant) {
            _acb_vec_scalar_mul(out, out, length, w, t->bits);
        } else {
            _acb_poly_mullow(work, out, length, w, length, length, t->bits);
            _acb_vec_set(out, work, length);
        }
        for (slong j = 0; j < length; j++)
            arb_add(acb_realref(out + j), acb_realref(out + j), t->c + n * length + j, t->bits);
    }
    _acb_vec_clear(work, length);
}

void hyper_table_sum(acb_ptr out, hyper_table *t, acb_srcptr w)
{
    mag_t size, left, scale;
    mag_init(size);
    mag_init(left);
    mag_init(scale);
    size_of(size, w, t->length, t->r);
    slong N = mag_is_finite(size) ? terms_for(t, mag_get_d(size)) : MOST_TERMS;
    if (N < MOST_TERMS && arb_is_positive(t->S)) {
        while (t->terms <= N)
            one_more(t);
        add_up(out, t, w, N);
        rest(left, t, size, N);
        mag_set_d_lower(scale, t->r);
        for (slong j = 0; j < t->length; j++) {
            acb_add_error_mag(out + j, left);
            mag_div(left, left, scale);
        }
    } else {
        _acb_vec_indeterminate(out, t->length);
    }
    mag_clear(size);
    mag_clear(left);
    mag_clear(scale);
}
