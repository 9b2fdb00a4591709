/*
 * Bounds of integrands of f-divergences on a row of discs.
 *
 * On a disc, |p| <= sum of e^(mid + rad) over the components, and u is a disc around a real number c, say c >= 0, of some radius:
 * log(1 + e^-u) is bounded there by 2v for v = e^(rad - c) <= 1/2, as -log(1 - v) <= 2v. Otherwise rad <= 3 < pi is demanded: with
 * u = x + iy, |y| <= 3, the argument of 1 + e^-u stays below pi and |1 + e^-u| >= sin 3 > e^-2 (its least value if |y| > pi/2; it is
 * at least 1 if not) and <= 1 + e^3, so that the logarithm is analytic, real on the axis, and below 3.05 + pi < 6.5.
 */
#include "divergences/bundle_rows_parts.h"

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

void rows_bundle_bounds(const void *state, disc_points *at, double *sup)
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
