/*
 * Sums over atoms.
 *
 * Finite atoms are sorted by location and merged exactly. A law on 0, 1, 2, ... is summed up to N and the rest enclosed:
 * with masses P, Q beyond N by the mass bound (functional.h), and for KL and powers alpha > 1 by a geometric majorant. If
 * the weights g(n) satisfy g(n+1)/g(n) <= rho < 1 for n >= N (their logs are concave in n: log rho is the step at N), then
 *
 *     sum_{n >= N} g(n) (A + B (n - N))  <=  g(N) (A/(1 - rho) + B rho/(1 - rho)^2).
 */
#include "divergences/discrete.h"

#include "divergences/tails.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_LATTICE = 2000000 };

typedef struct atom {
    real x;
    double near;
    ball p, q;
} atom;

typedef struct atoms {
    size_t n, room;
    atom *a;
} atoms;

static void add_atom(scope *s, atoms *all, real x, ball weight, bool of_p)
{
    if (all->n == all->room)
        all->a = realloc(all->a, sizeof *all->a * (all->room = 2 * all->room + 16));
    ball zero = ball_in(s, ball_int(0));
    all->a[all->n++] = (atom){x, real_double(x), of_p ? weight : zero, of_p ? zero : weight};
}

static void add_finite_atoms(scope *s, real_pool *pool, atoms *all, const law *l, bool of_p)
{
    for (int i = 0; l && i < l->n; i++) {
        const component *c = &l->c[i];
        for (size_t k = 0; c->family->kind == FAMILY_ATOMS && k < c->family->atoms(c); k++) {
            real x, weight;
            c->family->atom(pool, c, k, &x, &weight);
            if (real_sign(weight) != 0)
                add_atom(s, all, x, ball_mul(real_ball(s, c->weight), real_ball(s, weight)), of_p);
        }
    }
}

static int by_location(const void *a, const void *b)
{
    double x = ((const atom *)a)->near, y = ((const atom *)b)->near;
    return (x > y) - (x < y);
}

/*
 * Merges equal locations. Doubles are within an ulp, so atoms that are equal, or in the wrong order, are close in the sorted
 * list; only runs of near-equal doubles need exact comparison. False if two locations cannot be told apart.
 */
static bool merge_atoms(atoms *all)
{
    size_t kept = 0;
    if (all->n > 1)
        qsort(all->a, all->n, sizeof *all->a, by_location);
    for (size_t i = 0; i < all->n; i++) {
        bool merged = false;
        for (size_t k = kept; k-- > 0 && !merged;) {
            double gap = all->a[i].near - all->a[k].near;
            if (gap > 1e-12 * (fabs(all->a[i].near) + fabs(all->a[k].near)))
                break;
            int order = real_compare(all->a[i].x, all->a[k].x);
            if (order == REAL_UNDECIDED)
                return false;
            if (order == 0) {
                all->a[k].p = ball_add(all->a[k].p, all->a[i].p);
                all->a[k].q = ball_add(all->a[k].q, all->a[i].q);
                merged = true;
            }
        }
        if (!merged)
            all->a[kept++] = all->a[i];
    }
    all->n = kept;
    return true;
}

/* The lattice components of one law: log weights as forms in n, the components' log weight included. */
static strand lattice_strand(real_pool *pool, const law *l)
{
    strand out = {0, malloc(sizeof *out.f * (size_t)(l ? l->n : 1))};
    for (int i = 0; l && i < l->n; i++)
        if (l->c[i].family->kind == FAMILY_LATTICE) {
            form f = l->c[i].family->log_density(pool, &l->c[i], NULL);
            form_add_constant(pool, &f, real_log(pool, l->c[i].weight));
            out.f[out.n++] = f;
        }
    if (!l)
        out = (strand){1, realloc(memset(out.f, 0, sizeof *out.f), sizeof *out.f)};
    return out;
}

static ball lattice_weight(scope *s, const strand *l, ball n)
{
    ball sum = ball_in(s, ball_int(0));
    for (int i = 0; i < l->n; i++)
        sum = ball_add(sum, ball_exp(form_value(s, &l->f[i], n)));
    return sum;
}

/* P(X > n) of a law's lattice components. */
static ball lattice_sf(scope *s, const law *l, ball n)
{
    ball sum = ball_in(s, ball_int(0));
    for (int i = 0; l && i < l->n; i++)
        if (l->c[i].family->kind == FAMILY_LATTICE)
            sum = ball_add(sum, ball_mul(real_ball(s, l->c[i].weight), l->c[i].family->sf(s, &l->c[i], n)));
    return sum;
}

/* Log-concavity in n: the only curved term is a non-positive multiple of log Gamma(n + 1). */
static verdict concave(const form *h)
{
    for (int i = 0; i < h->n; i++) {
        basis k = h->t[i].kind;
        if (k == BASIS_LGAMMA ? real_sign(h->t[i].coef) > 0 : k != BASIS_ONE && k != BASIS_X)
            return UNDECIDED;
    }
    return HOLDS;
}

static bool curved(const form *h)
{
    for (int i = 0; i < h->n; i++)
        if (h->t[i].kind == BASIS_LGAMMA)
            return true;
    return false;
}

/* Does the sum of e^h converge? A factorial decides; otherwise the sign of the linear coefficient. */
static verdict series_converges(real_pool *pool, const form *h)
{
    if (concave(h) != HOLDS)
        return UNDECIDED;
    if (curved(h))
        return HOLDS;
    int sign = real_sign(form_growth(pool, h, +1).linear);
    return sign == REAL_UNDECIDED ? UNDECIDED : sign < 0 ? HOLDS : FAILS;
}

static ball geometric_tail(scope *s, const form *h, ball N, ball A, ball B)
{
    ball here = form_value(s, h, N);
    ball rho = ball_exp(ball_sub(form_value(s, h, ball_add_int(N, 1)), here));
    ball rest = ball_sub(ball_int(1), rho);
    if (concave(h) != HOLDS || ball_positive(rest) != HOLDS)
        return ball_nothing(s);
    ball inverse = ball_inv(rest);
    return ball_upper(
        ball_mul(ball_mul(ball_exp(here), inverse), ball_add(A, ball_mul(ball_mul(B, rho), inverse))));
}

/* Upper bound of KL or a power beyond N - 1, with one component q_j of Q in place of Q. */
static ball majorant(scope *s, real_pool *pool, const functional *f, real order, const strand *p,
                     const form *q, ball N)
{
    ball zero = ball_in(s, ball_int(0)), sum = zero, A = zero, B = zero;
    real rest = order ? real_sub(pool, real_int(pool, 1), order) : NULL;
    for (int i = 0; f->tail == TAIL_BY_LOG_RATIO && i < p->n; i++) {
        form u = form_difference(pool, &p->f[i], q);
        ball here = form_value(s, &u, N);
        if (curved(&u)) /* |log n!| is not linear: |u(n)| <= |u(N)| + (n - N)|step| needs a constant step */
            return ball_nothing(s);
        A = ball_max(A, ball_abs(here));
        B = ball_max(B, ball_abs(ball_sub(form_value(s, &u, ball_add_int(N, 1)), here)));
    }
    A = ball_add(A, ball_log(ball_in(s, ball_int(p->n))));
    for (int i = 0; i < p->n; i++) {
        form h = order ? form_combine(pool, order, &p->f[i], rest, q) : p->f[i];
        sum = ball_add(sum, order ? geometric_tail(s, &h, N, ball_in(s, ball_int(1)), zero)
                                  : geometric_tail(s, &h, N, A, B));
    }
    return order ? ball_mul(sum, ball_pow(ball_in(s, ball_int(p->n)), ball_neg(real_ball(s, rest)))) : sum;
}

static ball lattice_tail(scope *s, real_pool *pool, const functional *f, real order, const law *p,
                         const law *q, const strand *lp, const strand *lq, ball N)
{
    ball before = ball_add_int(N, -1), zero = ball_in(s, ball_int(0));
    ball P = lattice_sf(s, p, before), Q = lattice_sf(s, q, before);
    if (f->tail == TAIL_BY_MASS)
        return mass_bound(f, P, Q, order ? real_ball(s, order) : ball_int(0));
    if (lp->n == 0)
        return zero;
    ball best = ball_infinity(s);
    for (int j = 0; j < lq->n; j++) {
        ball upper = majorant(s, pool, f, order, lp, &lq->f[j], N);
        if (ball_is_finite(upper) && ball_less(upper, best) == HOLDS)
            best = upper;
    }
    if (!ball_is_finite(best))
        return ball_nothing(s);
    return q ? ball_hull(f->tail == TAIL_BY_LOG_RATIO ? ball_min(ball_xlogx(P), zero) : zero, best)
             : ball_within(best);
}

static verdict lattice_converges(real_pool *pool, const functional *f, real order, const strand *p,
                                 const strand *q)
{
    verdict all = HOLDS;
    if (f->tail != TAIL_BY_POWER)
        return HOLDS; /* log q is at least -c n log n, and p decays geometrically or faster */
    for (int i = 0; i < p->n; i++) {
        verdict some = FAILS;
        for (int j = 0; j < q->n; j++) {
            form h = form_combine(pool, order, &p->f[i], real_sub(pool, real_int(pool, 1), order), &q->f[j]);
            some = verdict_or(some, series_converges(pool, &h));
        }
        all = verdict_and(all, some);
    }
    return all;
}

/* One atom: Q f(P/Q), with the limits where a weight is zero. */
static ball atom_value(const functional *f, ball P, ball Q, ball order)
{
    bool no_p = ball_is_exact_zero(P), no_q = ball_is_exact_zero(Q);
    if (no_p && no_q)
        return ball_in(P.in, ball_int(0));
    if (f->tail == TAIL_BY_MASS || !no_p)
        return f->perspective(P, Q, order);
    return ball_in(P.in, ball_int(0)); /* f(0) = 0 for KL and powers */
}

/* Turns the lattice into atoms 0 .. N-1 with N past every finite atom, doubling N until the tail is small. */
static ball expand_lattice(scope *s, real_pool *pool, const functional *f, real order, const law *p,
                           const law *q, atoms *all, const strand *lp, const strand *lq, slong goal)
{
    slong N = 16;
    for (size_t i = 0; i < all->n; i++)
        if (all->a[i].near >= (double)N - 2)
            N = all->a[i].near < MAX_LATTICE ? (slong)all->a[i].near + 2 : 2 * MAX_LATTICE;
    ball tail = ball_nothing(s);
    for (; N <= MAX_LATTICE; N *= 2) {
        tail = lattice_tail(s, pool, f, order, p, q, lp, lq, ball_in(s, ball_int(N)));
        if (ball_is_finite(tail) && ball_log2_error(tail) < (double)-goal - 2)
            break;
    }
    if (N > MAX_LATTICE)
        return ball_nothing(s);
    for (slong n = 0; n < N; n++) {
        ball at = ball_in(s, ball_int(n));
        if (lp->n)
            add_atom(s, all, real_int(pool, n), lattice_weight(s, lp, at), true);
        if (lq->n && q)
            add_atom(s, all, real_int(pool, n), lattice_weight(s, lq, at), false);
    }
    return tail;
}

static ball sum_atoms(scope *s, const functional *f, ball order, const atoms *all, bool counting,
                      bool *infinite)
{
    ball sum = ball_in(s, ball_int(0)), one = ball_in(s, ball_int(1));
    for (size_t i = 0; i < all->n; i++) {
        ball P = all->a[i].p, Q = counting ? one : all->a[i].q;
        if (f->tail != TAIL_BY_MASS && ball_is_exact_zero(Q) && !ball_is_exact_zero(P)) {
            *infinite = true;
            return ball_infinity(s);
        }
        sum = ball_add(sum, atom_value(f, P, Q, order));
    }
    return sum;
}

void functional_sum(scope *s, const functional *f, real order, const law *p, const law *q, slong goal,
                    enclosure *out)
{
    real_pool *pool = real_pool_open();
    strand lp = lattice_strand(pool, p), lq = lattice_strand(pool, q);
    atoms all = {0};
    add_finite_atoms(s, pool, &all, p, true);
    add_finite_atoms(s, pool, &all, q, false);
    *out = (enclosure){ball_in(s, ball_int(0)), FINITE, METHOD_CERTIFIED};
    bool lattice = lp.n || (q && lq.n), infinite = lp.n && !lq.n && f->tail != TAIL_BY_MASS;
    verdict converges = lp.n && lq.n ? lattice_converges(pool, f, order, &lp, &lq) : HOLDS;
    out->why = infinite ? INFINITE_SUPPORT : converges == FAILS ? INFINITE_TAIL : FINITE;
    if (converges == UNDECIDED)
        out->value = ball_nothing(s);
    else if (lattice && out->why == FINITE)
        out->value = expand_lattice(s, pool, f, order, p, q, &all, &lp, &lq, goal);
    if (!merge_atoms(&all))
        out->value = ball_nothing(s);
    else if (out->why != INFINITE_SUPPORT) {
        ball sum = sum_atoms(s, f, order ? real_ball(s, order) : ball_int(0), &all, !q, &infinite);
        out->why = infinite ? INFINITE_SUPPORT : out->why;
        out->value = ball_add(out->value, sum);
    }
    if (out->why != FINITE)
        out->value = ball_infinity(s);
    free(all.a);
    free(lp.f);
    free(lq.f);
    real_pool_close(pool);
}
