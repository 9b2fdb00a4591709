/*
 * Distances between laws on atoms with masses in units of 2^-B: see dyadic.h.
 *
 * W_k by the monotone coupling (Villani 2003, thm 2.18); the energy distance as the root of 2 int (F-G)^2 and Kolmogorov's
 * sup |F-G| by running sums: exact integers but for the distances between atoms. Moving the mass e by up to the range R after
 * moments d = sum m s^k, here of both laws, changes
 *
 *     W_k by at most (2^(k-1) (d + e R^k))^(1/k),     energy by sqrt(2 e (d + e R)) with k = 1,     sup |F-G| by e.
 */
#include "divergences/dyadic.h"

bool dyadic_suits(const law *p, const law *q)
{
    const law *both[] = {p, q};
    bool lattice = false;
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < both[k]->n; i++) {
            family_kind kind = both[k]->c[i].family->kind;
            if (kind != FAMILY_ATOMS && kind != FAMILY_LATTICE)
                return false;
            lattice |= kind == FAMILY_LATTICE;
        }
    return lattice && p->dim == 1 && q->dim == 1;
}

typedef struct dyadic_pair {
    real_pool *pool;
    slong units;
    dyadic_law p, q;
} dyadic_pair;

/* Both laws in the same units. */
static bool pair_open(scope *s, const law *p, const law *q, ball order, slong goal, dyadic_pair *out)
{
    *out = (dyadic_pair){.pool = real_pool_open()};
    bool done = dyadic_open(s, out->pool, p, order, goal, &out->units, &out->p);
    slong first = out->units;
    done = done && dyadic_open(s, out->pool, q, order, goal, &out->units, &out->q);
    if (done && out->units > first) {
        dyadic_close(&out->p);
        done = dyadic_open(s, out->pool, p, order, goal, &out->units, &out->p);
    }
    return done;
}

static void pair_close(dyadic_pair *d)
{
    dyadic_close(&d->p);
    dyadic_close(&d->q);
    real_pool_close(d->pool);
}

static ball distance(scope *s, const dyadic_pair *d, real x, real y)
{
    return ball_in(s, ball_abs(real_ball(s, real_sub(d->pool, x, y))));
}

/* total += mass * factor, in units of 2^-B. */
static void add_product(scope *s, ball total, const fmpz_t mass, ball factor)
{
    arb_addmul_fmpz(total.v, ball_in(s, factor).v, mass, scope_bits(s));
}

/* ---- W_k ---- */

/* The k-th power of W_k, times 2^B. The masses are used up. */
static ball couple(scope *s, dyadic_pair *d, ball order)
{
    ball total = ball_in(s, ball_int(0));
    scope_mark mark = scope_now(s);
    fmpz_t moved;
    fmpz_init(moved);
    for (size_t i = 0, j = 0; i < d->p.n && j < d->q.n; scope_rewind(s, mark)) {
        dyadic_atom *a = &d->p.a[i], *b = &d->q.a[j];
        int more = fmpz_cmp(&a->mass, &b->mass);
        fmpz_set(moved, more < 0 ? &a->mass : &b->mass);
        ball way = distance(s, d, a->x, b->x);
        if (!fmpz_is_zero(moved) && !ball_is_exact_zero(way))
            add_product(s, total, moved, ball_pow(way, order));
        fmpz_sub(&a->mass, &a->mass, moved);
        fmpz_sub(&b->mass, &b->mass, moved);
        i += more <= 0;
        j += more >= 0;
        if ((i + j) % 256 == 0 && scope_expired(s)) {
            arb_indeterminate(total.v);
            break;
        }
    }
    fmpz_clear(moved);
    return total;
}

static ball root(ball a, ball order) { return ball_is_exact_zero(a) ? a : ball_pow(a, ball_inv(order)); }

/* At most this far from the law itself in W_k. */
static ball displacement(const dyadic_law *l, ball order)
{
    ball within = ball_is_exact_zero(l->range) ? l->range : ball_mul(l->moved, ball_pow(l->range, order));
    ball sum = ball_upper(ball_add(l->beyond, within));
    ball factor = ball_pow(ball_in(sum.in, ball_int(2)), ball_add_int(order, -1));
    return ball_upper(root(ball_mul(sum, factor), order));
}

bool dyadic_wasserstein(scope *s, real order, const law *p, const law *q, slong goal, enclosure *out)
{
    dyadic_pair d;
    ball k = ball_in(s, real_ball(s, order));
    bool done = pair_open(s, p, q, k, goal + 2, &d);
    if (done) {
        ball wrong = ball_add(displacement(&d.p, k), displacement(&d.q, k));
        ball power = ball_max(ball_scale2(couple(s, &d, k), -d.units), ball_in(s, ball_int(0)));
        out->value = ball_max(ball_widen(root(power, k), wrong), ball_in(s, ball_int(0)));
    }
    pair_close(&d);
    return done;
}

/* ---- Running sums of F - G ---- */

typedef void (*visit)(scope *s, const dyadic_pair *d, const fmpz_t gap, real from, real to, ball total);

/* Between neighbouring places of the two laws, F - G in units of 2^-B; false if two of them cannot be ordered. */
static bool sweep(scope *s, const dyadic_pair *d, visit each, ball total)
{
    fmpz_t gap;
    real last = NULL;
    bool ordered = true;
    scope_mark mark = scope_now(s);
    fmpz_init(gap);
    for (size_t i = 0, j = 0; ordered && (i < d->p.n || j < d->q.n); scope_rewind(s, mark)) {
        int order = i == d->p.n ? 1 : j == d->q.n ? -1 : dyadic_compare(&d->p.a[i], &d->q.a[j]);
        real here = order <= 0 ? d->p.a[i].x : d->q.a[j].x;
        ordered = order != REAL_UNDECIDED;
        int step =
            last ? real_compare(last, here) : 0; /* 0: two atoms of one place, passed one after the other */
        ordered &= step != REAL_UNDECIDED;
        if (step == -1)
            each(s, d, gap, last, here, total);
        if (order <= 0)
            fmpz_add(gap, gap, &d->p.a[i++].mass);
        else
            fmpz_sub(gap, gap, &d->q.a[j++].mass);
        last = here;
        ordered &= (i + j) % 256 || !scope_expired(s);
    }
    fmpz_clear(gap);
    return ordered;
}

static void add_square(scope *s, const dyadic_pair *d, const fmpz_t gap, real from, real to, ball total)
{
    fmpz_t square;
    fmpz_init(square);
    fmpz_mul(square, gap, gap);
    add_product(s, total, square, distance(s, d, from, to));
    fmpz_clear(square);
}

static void raise_to(scope *s, const dyadic_pair *d, const fmpz_t gap, real from, real to, ball total)
{
    fmpz_t size;
    arb_t here;
    (void)d, (void)from, (void)to;
    fmpz_init(size);
    arb_init(here);
    fmpz_abs(size, gap);
    arb_set_round_fmpz(here, size, scope_bits(s));
    arb_max(total.v, total.v, here, scope_bits(s));
    arb_clear(here);
    fmpz_clear(size);
}

static ball energy_displacement(const dyadic_law *l)
{
    ball sum = ball_add(l->beyond, ball_mul(l->moved, l->range));
    return ball_upper(ball_sqrt(ball_scale2(ball_mul(l->moved, sum), 1)));
}

bool dyadic_energy(scope *s, const law *p, const law *q, slong goal, enclosure *out)
{
    dyadic_pair d;
    ball total = ball_in(s, ball_int(0));
    bool done = pair_open(s, p, q, ball_in(s, ball_int(1)), goal + 2, &d) && sweep(s, &d, add_square, total);
    if (done) {
        ball wrong = ball_add(energy_displacement(&d.p), energy_displacement(&d.q));
        ball value = ball_sqrt(ball_scale2(total, 1 - 2 * d.units));
        out->value = ball_max(ball_widen(value, wrong), ball_in(s, ball_int(0)));
    }
    pair_close(&d);
    return done;
}

bool dyadic_kolmogorov(scope *s, const law *p, const law *q, slong goal, enclosure *out)
{
    dyadic_pair d;
    ball total = ball_in(s, ball_int(0));
    bool done = pair_open(s, p, q, ball_in(s, ball_int(1)), goal + 2, &d) && sweep(s, &d, raise_to, total);
    if (done) {
        ball wrong = ball_add(d.p.moved, d.q.moved), most = ball_in(s, ball_int(1));
        ball value = ball_widen(ball_scale2(total, -d.units), wrong);
        out->value = ball_max(ball_min(value, most), ball_in(s, ball_int(0)));
    }
    pair_close(&d);
    return done;
}
