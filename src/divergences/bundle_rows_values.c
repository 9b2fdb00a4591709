/*
 * Integrands of f-divergences at a row of nodes.
 *
 * At nodes, with u = log p - log q, the larger density P and r = e^-|u|, half the game is
 *
 *     (p log(p/(p+q)) + q log(q/(p+q)))/2 = -P ((1 + r) log(1 + r) + r |u|)/2.
 */
#include "divergences/bundle_rows_parts.h"

#include "divergences/near.h"

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

void rows_bundle_values(const void *state, twofold_points *at, twofold_row *out)
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
