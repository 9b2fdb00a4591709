/*
 * Integrands of f-divergences along rows.
 *
 * At nodes, with u = log p - log q, the larger density P and r = e^-|u|, half the game is
 *
 *     (p log(p/(p+q)) + q log(q/(p+q)))/2 = -P ((1 + r) log(1 + r) + r |u|)/2.
 *
 * On a disc, |p| <= sum of e^(mid + rad) over the components, and u is a disc around a real number c, say c >= 0, of some radius:
 * log(1 + e^-u) is bounded there by 2v for v = e^(rad - c) <= 1/2, as -log(1 - v) <= 2v. Otherwise rad <= 3 < pi is demanded: with
 * u = x + iy, |y| <= 3, the argument of 1 + e^-u stays below pi and |1 + e^-u| >= sin 3 > e^-2 (its least value if |y| > pi/2; it is
 * at least 1 if not) and <= 1 + e^3, so that the logarithm is analytic, real on the axis, and below 3.05 + pi < 6.5.
 */
#include "divergences/bundle_rows.h"

#include "calculus/panels_rows.h"
#include "divergences/near.h"

#include <stdlib.h>

typedef struct rows_bundle {
    const functional *f;
    rows_map m;
    int np, nq;
    rows_form *forms, *p, *q, *among_p, *among_q, *across, *power;
} rows_bundle;

/* ---- Values at nodes ---- */

/* log of the sum of e^(l_i): the largest l_i and the log of the sum relative to it. */
static void log_density(const rows_form *l, int n, const twofold_points *at, twofold_row *out)
{
    twofold_row each[n], sum;
    twofold_form_values(&l[0], at, n == 1 ? out : &each[0]);
    if (n == 1)
        return;
    *out = each[0];
    for (int i = 1; i < n; i++) {
        twofold_form_values(&l[i], at, &each[i]);
        twofold_row_sub(at->n, &sum, &each[i], out);
        twofold_row_choose(at->n, out, &sum, &each[i], out);
    }
    twofold_row_set(at->n, &sum, twofold_exact(0));
    for (int i = 0; i < n; i++) {
        twofold_row_sub(at->n, &each[i], &each[i], out);
        twofold_row_exp(at->n, &each[i], &each[i]);
        twofold_row_add(at->n, &sum, &sum, &each[i]);
    }
    twofold_row_log(at->n, &sum, &sum);
    twofold_row_add(at->n, out, out, &sum);
}

static VECTORISED void half_game_values(int n, const twofold_row *log_p, const twofold_row *log_q,
                                        twofold_row *out)
{
    const twofold_tables *t = twofold_table();
    const twofold one = twofold_exact(1);
#pragma omp simd
    for (int i = 0; i < n; i++) {
        twofold p = twofold_at(log_p, i), q = twofold_at(log_q, i), u = twofold_abs(twofold_sub(p, q));
        bool first = p.hi > q.hi;
        twofold most = {first ? p.hi : q.hi, first ? p.lo : q.lo, first ? p.err : q.err};
        twofold r = twofold_exp(t, twofold_neg(u)), both = twofold_add(one, r);
        twofold sum = twofold_add(twofold_mul(both, twofold_log(t, both)), twofold_mul(r, u));
        twofold_put(out, i, twofold_scale(twofold_mul(twofold_exp(t, most), sum), -0.5));
    }
}

static void kl_values(int n, const twofold_row *log_p, const twofold_row *log_q, twofold_row *out)
{
    twofold_row u, p;
    twofold_row_sub(n, &u, log_p, log_q);
    twofold_row_exp(n, &p, log_p);
    twofold_row_mul(n, out, &p, &u);
}

/*
 * With h = u/2: sqrt(pq) (h sinh h - cosh h log cosh h), and the bracket is h^2/2 (1 + h^4/72 + ...). On |h| = 1 it is at most
 * sinh 1 + cosh 1 |log cos 1| < 2.2, which bounds the coefficients of what is left out, h^8 and on: less than 2.3 h^8, or
 * 4.6 h^6 < 2^-69 of h^2/2 for |h| <= 2^-12.
 */
static const double most_half_ratio = 0x1p-12;

static VECTORISED void near_js_values(int n, const twofold_row *log_p, const twofold_row *u, twofold_row *out)
{
    const twofold_tables *t = twofold_table();
    const twofold one = twofold_exact(1);
#pragma omp simd
    for (int i = 0; i < n; i++) {
        twofold h = twofold_scale(twofold_at(u, i), 0.5), square = twofold_mul(h, h);
        double fourth = square.hi * square.hi / 72;
        twofold more = {fourth, 0, 0x1p-68 + 0x1p-50 * fourth + square.err * (square.hi + square.err)};
        twofold bracket = twofold_scale(twofold_mul(square, twofold_add(one, more)), 0.5);
        twofold value = twofold_mul(twofold_exp(t, twofold_sub(twofold_at(log_p, i), h)), bracket);
        value.err = fabs(h.hi) + h.err <= most_half_ratio ? value.err : INFINITY;
        twofold_put(out, i, value);
    }
}

/*
 * p (u + e^-u - 1) = p u^2/2 (1 - u/3 + u^2/12 - u^3/60 + u^4/360 ...): the next terms are below u^5/2000 < 2^-70 for
 * |u| <= 2^-12.
 */
static VECTORISED void near_kl_values(int n, const twofold_row *log_p, const twofold_row *u, twofold_row *out)
{
    const twofold_tables *t = twofold_table();
    const twofold third = {1.0 / 3, 0, 0x1p-54};
#pragma omp simd
    for (int i = 0; i < n; i++) {
        twofold v = twofold_at(u, i), square = twofold_mul(v, v);
        double h = v.hi, tail = h * h * fma(h, fma(h, 1.0 / 360, -1.0 / 60), 1.0 / 12);
        twofold more = {tail, 0, 0x1p-69 + 0x1p-48 * h * h + (fabs(h) + v.err) * v.err};
        twofold bracket = twofold_sub(twofold_add(twofold_exact(1), more), twofold_mul(third, v));
        twofold value = twofold_mul(twofold_exp(t, twofold_at(log_p, i)),
                                    twofold_scale(twofold_mul(square, bracket), 0.5));
        value.err = fabs(h) + v.err <= most_half_ratio ? value.err : INFINITY;
        twofold_put(out, i, value);
    }
}

static void values(const void *state, twofold_points *at, twofold_row *out)
{
    const rows_bundle *b = state;
    twofold_points_map(&b->m, at);
    twofold_row log_p, log_q;
    if (b->power) {
        twofold_form_values(b->power, at, out);
        twofold_row_exp(at->n, out, out);
    } else if (b->f->near) {
        twofold_form_values(b->p, at, &log_p);
        twofold_form_values(b->across, at, &log_q);
        (b->f == &functional_near_kl ? near_kl_values : near_js_values)(at->n, &log_p, &log_q, out);
    } else {
        log_density(b->p, b->np, at, &log_p);
        log_density(b->q, b->nq, at, &log_q);
        (b->f == &functional_kl ? kl_values : half_game_values)(at->n, &log_p, &log_q, out);
    }
    if (map_has_speed(b->m.kind))
        twofold_row_mul(at->n, out, out, &at->speed);
}

/* ---- Bounds on discs ---- */

/* e^(mid + rad), from above. */
static VECTORISED void tops(int n, const disc_row *a, double *out)
{
    const twofold_tables *t = twofold_table();
#pragma omp simd
    for (int i = 0; i < n; i++) {
        twofold y = twofold_exp(t, twofold_exact((a->mid[i] + a->rad[i]) + fabs(a->mid[i]) * 0x1p-50));
        out[i] = y.hi + y.err;
    }
}

/* The components of one law on discs: sup of the density, and which component is largest at each midpoint. */
static void density_tops(const rows_form *l, int n, const disc_points *at, double *sup, int *dominant)
{
    double lead[ROW], top[ROW];
    for (int i = 0; i < n; i++) {
        disc_row each;
        disc_form_values(&l[i], at, &each);
        tops(at->n, &each, top);
        for (int e = 0; e < at->n; e++) {
            bool first = i == 0 || each.mid[e] > lead[e];
            lead[e] = first ? each.mid[e] : lead[e];
            dominant[e] = first ? i : dominant[e];
            sup[e] = i == 0 ? top[e] : sup[e] + top[e];
        }
    }
}

/*
 * log(1 + sum of e^(d_i)), d_i = l_i - l_k: on the disc of radius R around C = 1 + sum e^(mid d_i) it goes as far as -log(1 - R/C). Or
 * else, let the terms with |e^(d_i)| <= 1/16 add up to at most w <= 1/2, and let |Im d_i| <= a < pi/2 in all others: without the
 * former, the modulus of the sum is between 1 and H, and its argument at most a; with them, between 1 - w and H + w, and at most
 * a + asin(w) <= a + 1.2 w < pi.
 */
static double other_reach(double mid, double high, double small, double wide)
{
    double up = log(high) - mid, down = mid - log1p(-small), turn = wide + 1.2 * small;
    return small <= 0.5 && wide < 1.57 ? hypot(fmax(up, down), turn) * (1 + 0x1p-30) + 0x1p-40 : INFINITY;
}

static void log_relative(const rows_form *among, int n, int k, const disc_points *at, disc_row *out)
{
    disc_row sum, each;
    double high[ROW], wide[ROW] = {0}, small[ROW] = {0}, top[ROW];
    disc_row_set(at->n, &sum, twofold_exact(1));
    for (int e = 0; e < at->n; e++)
        high[e] = 1;
    for (int i = 0; i < n; i++) {
        if (i == k)
            continue;
        disc_form_values(&among[i * n + k], at, &each);
        tops(at->n, &each, top);
        for (int e = 0; e < at->n; e++) {
            high[e] += top[e];
            if (top[e] <= 0.0625)
                small[e] += top[e];
            else
                wide[e] = each.rad[e] >= 0 ? fmax(wide[e], each.rad[e]) : INFINITY;
        }
        disc_row_exp(at->n, &each, &each);
        disc_row_add(at->n, &sum, &sum, &each);
    }
    disc_row_log(at->n, out, &sum);
    for (int e = 0; e < at->n; e++) {
        double reach = other_reach(out->mid[e], high[e], small[e], wide[e]);
        if (!(out->rad[e] <= reach))
            out->rad[e] = reach;
    }
}

/* u = log p - log q on the discs whose dominant components are i and j. */
static void ratio_of(const rows_bundle *b, int i, int j, const disc_points *at, disc_row *out)
{
    disc_row part;
    disc_form_values(&b->across[i * b->nq + j], at, out);
    if (b->np > 1) {
        log_relative(b->among_p, b->np, i, at, &part);
        disc_row_add(at->n, out, out, &part);
    }
    if (b->nq > 1) {
        log_relative(b->among_q, b->nq, j, at, &part);
        disc_row_sub(at->n, out, out, &part);
    }
}

static void ratios(const rows_bundle *b, const int *of_p, const int *of_q, const disc_points *at,
                   disc_row *out)
{
    bool done[ROW] = {false};
    for (int e = 0; e < at->n; e++) {
        if (done[e])
            continue;
        disc_row u;
        ratio_of(b, of_p[e], of_q[e], at, &u);
        for (int g = e; g < at->n; g++)
            if (of_p[g] == of_p[e] && of_q[g] == of_q[e]) {
                out->mid[g] = u.mid[g], out->rad[g] = u.rad[g];
                done[g] = true;
            }
    }
}

static double half_game_bound(double p, double q, double mid, double rad)
{
    double v = exp(rad - fabs(mid)) * (1 + 0x1p-30), rest = (mid > 0 ? q : p) * (fabs(mid) + rad);
    double fold = v <= 0.5 ? 2 * v : rad <= 3 ? 6.5 : INFINITY;
    return 0.5 * ((p + q) * fold + rest) * (1 + 0x1p-30);
}

static double kl_bound(double p, double q, double mid, double rad)
{
    (void)q;
    return p * (fabs(mid) + rad) * (1 + 0x1p-30);
}

/* For |u| <= 1/4: sqrt(pq) is below p e^|u|, and both brackets are below |u|^2. */
static double near_bound(double p, double q, double mid, double rad)
{
    (void)q;
    double most = fabs(mid) + rad;
    return most <= 0.25 ? p * 1.3 * most * most : INFINITY;
}

static double bound_of(const functional *f, double p, double q, double mid, double rad)
{
    if (f->near)
        return near_bound(p, q, mid, rad);
    return (f == &functional_kl ? kl_bound : half_game_bound)(p, q, mid, rad);
}

static void bounds(const void *state, disc_points *at, double *sup)
{
    const rows_bundle *b = state;
    double p[ROW], q[ROW];
    int of_p[ROW], of_q[ROW];
    disc_row u;
    disc_points_map(&b->m, at);
    if (b->power) {
        disc_form_values(b->power, at, &u);
        tops(at->n, &u, sup);
    } else {
        density_tops(b->p, b->np, at, p, of_p);
        density_tops(b->q, b->nq, at, q, of_q);
        ratios(b, of_p, of_q, at, &u);
        for (int e = 0; e < at->n; e++)
            sup[e] = bound_of(b->f, p[e], q[e], u.mid[e], u.rad[e]);
    }
    for (int e = 0; e < at->n && map_has_speed(b->m.kind); e++)
        sup[e] *= (fabs(at->speed.mid[e]) + at->speed.rad[e]) * (1 + 0x1p-30);
}

/* ---- Making ---- */

static bool add_forms(rows_form **next, rows_form **out, compiled *const *c, int n)
{
    bool known = true;
    *out = *next;
    for (int i = 0; i < n; i++, (*next)++)
        if (c[i])
            known &= rows_form_of(*next, c[i]);
    return known;
}

static bool rows_bundle_make(rows_bundle *out, const bundle *b)
{
    int np = b->np, nq = b->nq, count = np + nq + np * np + nq * nq + np * nq + 1;
    *out = (rows_bundle){.f = b->f, .np = np, .nq = nq, .forms = calloc((size_t)count, sizeof(rows_form))};
    rows_form *next = out->forms;
    rows_map_of(&out->m, &b->m);
    bool known = add_forms(&next, &out->p, b->p, np) & add_forms(&next, &out->q, b->q, nq);
    known &= add_forms(&next, &out->across, b->across, np * nq);
    known &= np == 1 || add_forms(&next, &out->among_p, b->among_p, np * np);
    known &= nq == 1 || add_forms(&next, &out->among_q, b->among_q, nq * nq);
    known &= !b->powers || add_forms(&next, &out->power, b->powers, 1);
    return known;
}

/* Double-double sums of integrands of size one are good to about 2^-64; near forms are that, times their size. */
enum { FINEST_GOAL = 64, FINEST_NEAR_GOAL = 170 };

bool rows_serve(const functional *f, slong goal)
{
    bool known = f == &functional_half_game || f == &functional_kl || f == &functional_power_below
                 || f == &functional_power_above || f == &functional_near_js || f == &functional_near_kl;
    return known && goal <= (f->near ? FINEST_NEAR_GOAL : FINEST_GOAL);
}

static bool serves(const bundle *b)
{
    bool single = b->np == 1 && b->nq == 1;
    return rows_serve(b->f, 0) && (single || b->f == &functional_half_game || b->f == &functional_kl);
}

ball bundle_rows_integral(scope *s, const bundle *b, slong goal)
{
    static const rows_integrand integrand = {values, bounds};
    if (!serves(b) || !rows_serve(b->f, goal))
        return ball_nothing(s);
    rows_bundle rows;
    bool known = rows_bundle_make(&rows, b);
    ball value = known ? integrate_rows(s, &integrand, &rows, goal) : ball_nothing(s);
    free(rows.forms);
    return ball_log2_error(value) < 2 - (double)goal ? value : ball_nothing(s);
}

bool bundle_rows_bounds(const bundle *b, int n, const double *mid, const double *rad, double *sup)
{
    if (!serves(b) || b->m.kind == MAP_TAN)
        return false;
    rows_bundle rows;
    disc_points at = {.n = n};
    for (int i = 0; i < n; i++)
        disc_put(&at.t, i, (disc){mid[i], rad[i]});
    bool known = rows_bundle_make(&rows, b);
    if (known)
        bounds(&rows, &at, sup);
    free(rows.forms);
    return known;
}
