/*
 * What the signs of p - q tell of laws on many integers. Let t_0 < t_1 < ... be integers between which p - q has one sign, so that D = F - G is
 * monotone from each to the next. Then
 *
 *     TV = 1/2 sum |D(t_i+1) - D(t_i)|,      sup |F - G| = max |D(t_i)|,
 *
 * and W_1, the sum of |D(n)|, is made of stretches on which D has one sign: there it is a difference of E max(x - X, 0). D changes its sign at
 * most once between two turns, and bisection finds where.
 */
#include "calculus/roots.h"
#include "divergences/lattice_summand.h"

#include <stdlib.h>

enum { MOST_TURNS = 256, EFFORT = 4000 };

/* ---- Turns ---- */

typedef struct turns {
    int n;
    slong at[MOST_TURNS];
} turns;

static ball ratio_on(void *state, scope *s, ball x) { return summand_log_ratio(state, ball_in(s, x)); }

/* None is needed: boxes around a simple zero need only be smaller than the distance between integers. */
static ball no_slope(void *state, scope *s, ball x)
{
    (void)state, (void)x;
    return ball_nothing(s);
}

/* The last integer at or before the end of a piece. */
static slong floor_of(scope *s, ball end)
{
    arf_t n;
    arf_init(n);
    arf_floor(n, arb_midref(ball_in(s, end).v));
    slong last = arf_get_si(n, ARF_RND_DOWN);
    arf_clear(n);
    return last;
}

/* From the sign pieces: their ends, and each integer in those that are unresolved. False if there are too many. */
static bool add_piece(turns *t, slong last, bool resolved)
{
    slong next = t->at[t->n - 1] + 1;
    if (last < next)
        return true;
    if (resolved)
        next = last;
    for (; next <= last && t->n < MOST_TURNS; next++)
        t->at[t->n++] = next;
    return next > last;
}

/* The turns on from .. to - 1, from - 1 and to - 1 among them, of components that reach over all of it. */
static bool turns_find(scope *s, real_pool *pool, const lattice_law *p, const lattice_law *q, slong from,
                       slong to, turns *out)
{
    static const slong farthest = (slong)1 << 60;
    *out = (turns){1, {from - 1}};
    if (from >= to || to > farthest)
        return false;
    summand g = summand_open(pool, &functional_tv, NULL, p, q);
    curve u = {ratio_on, no_slope, &g, NULL};
    resolution wanted = {.width = 2, .area = ROOTS_ANY, .evaluations = EFFORT};
    sign_pieces signs = sign_pieces_find(s, &u, ball_int(from), ball_int(to - 1), wanted);
    bool found = signs.n > 0;
    for (size_t i = 0; i < signs.n && found; i++) {
        slong last = i + 1 == signs.n ? to - 1 : floor_of(s, signs.piece[i].to);
        found = add_piece(out, last, signs.piece[i].sign != 0);
    }
    sign_pieces_clear(&signs);
    summand_close(&g);
    return found;
}

/* ---- Total variation ---- */

static ball cdf_of(scope *s, const lattice_law *l, slong n)
{
    ball sum = ball_in(s, ball_int(0)), at = ball_in(s, ball_int(n));
    for (int i = 0; i < l->n; i++)
        sum = ball_add(sum, ball_mul(real_ball(s, l->part[i].c->weight),
                                     l->part[i].c->family->cdf(s, l->part[i].c, at)));
    return sum;
}

static ball gap_at(scope *s, const lattice_law *p, const lattice_law *q, slong n)
{
    return ball_sub(cdf_of(s, p, n), cdf_of(s, q, n));
}

ball lattice_signs_sum(scope *s, real_pool *pool, const lattice_law *p, const lattice_law *q, slong from,
                       slong to)
{
    turns t;
    if (!turns_find(s, pool, p, q, from, to, &t))
        return ball_nothing(s);
    ball sum = ball_in(s, ball_int(0)), before = gap_at(s, p, q, t.at[0]);
    for (int i = 1; i < t.n; i++) {
        ball here = gap_at(s, p, q, t.at[i]);
        sum = ball_add(sum, ball_abs(ball_sub(here, before)));
        before = here;
    }
    return ball_scale2(sum, -1);
}

/* ---- Distances ---- */

/* Two laws of lattice components only, all of which reach over from .. to - 1, where all but about 2^-bits of the mass is. */
typedef struct long_pair {
    scope *s;
    real_pool *pool;
    lattice_law p, q;
    slong from, to;
    turns t;
} long_pair;

static void extend(long_pair *d, const lattice_law *l)
{
    for (int i = 0; i < l->n; i++) {
        d->from = l->part[i].from < d->from ? l->part[i].from : d->from;
        d->to = l->part[i].to > d->to ? l->part[i].to : d->to;
    }
}

static bool all_cover(const lattice_law *l, slong last)
{
    bool all = true;
    for (int i = 0; i < l->n; i++)
        all = all && lattice_covers(&l->part[i], last);
    return all;
}

static bool pair_open(scope *s, const law *p, const law *q, slong bits, long_pair *d)
{
    enum {
        LONG = 1 << 18
    }; /* below, running sums are as quick, and binomial distribution functions are dear */
    *d = (long_pair){.pool = real_pool_open(), .from = WORD_MAX};
    d->p = lattice_open(d->pool, p, (int)bits);
    d->q = lattice_open(d->pool, q, (int)bits);
    extend(d, &d->p);
    extend(d, &d->q);
    d->s = scope_open_for(s, scope_bits(s) + 2 * (slong)FLINT_BIT_COUNT((ulong)d->to) + 16);
    return d->p.n == p->n && d->q.n == q->n && d->to - d->from >= LONG && all_cover(&d->p, d->to - 1)
           && all_cover(&d->q, d->to - 1) && turns_find(d->s, d->pool, &d->p, &d->q, d->from, d->to, &d->t);
}

static void pair_close(long_pair *d)
{
    scope_close(d->s);
    lattice_close(&d->p);
    lattice_close(&d->q);
    real_pool_close(d->pool);
}

/* Beyond the range |F - G| is at most the larger mass left out. */
bool lattice_kolmogorov(scope *s, const law *p, const law *q, slong goal, enclosure *out)
{
    long_pair d;
    bool done = pair_open(s, p, q, goal + 8, &d);
    if (done) {
        ball most = ball_in(d.s, ball_int(0));
        for (int i = 0; i < d.t.n; i++)
            most = ball_max(most, ball_abs(gap_at(d.s, &d.p, &d.q, d.t.at[i])));
        ball outside = ball_max(lattice_left_out(d.s, &d.p), lattice_left_out(d.s, &d.q));
        ball all = ball_hull(most, ball_max(most, ball_upper(outside)));
        *out = (enclosure){ball_in(s, all), FINITE, METHOD_CERTIFIED};
    }
    pair_close(&d);
    return done;
}

/* The sum of D over a + 1 .. b: the integral of F - G from a + 1 to b + 1. */
static ball signed_sum(const long_pair *d, const law *p, const law *q, slong a, slong b)
{
    ball from = ball_in(d->s, ball_int(a + 1)), to = ball_in(d->s, ball_int(b + 1));
    ball P = ball_sub(law_lower_excess(d->s, p, to), law_lower_excess(d->s, p, from)),
         Q = ball_sub(law_lower_excess(d->s, q, to), law_lower_excess(d->s, q, from));
    return a < b ? ball_sub(P, Q) : ball_in(d->s, ball_int(0));
}

/*
 * The sum of |D| over a + 1 .. b, D monotone on a .. b. Where D(m) has no certain sign, or time is up, what lies between m and the change of sign is at most
 * |D(m)|, and counts with the wrong sign.
 */
static ball monotone_sum(const long_pair *d, const law *p, const law *q, slong a, slong b)
{
    slong low = a, high = b, cut = a;
    int first = ball_sign(gap_at(d->s, &d->p, &d->q, a)), last = ball_sign(gap_at(d->s, &d->p, &d->q, b));
    ball slack = ball_in(d->s, ball_int(0));
    if (!first || !last) {
        cut = first ? b : a;
        slack = ball_upper(ball_abs(gap_at(d->s, &d->p, &d->q, cut)));
    }
    while (first && last && first != last && high - low > 1) {
        slong m = low + (high - low) / 2;
        ball middle = gap_at(d->s, &d->p, &d->q, m);
        int sign = ball_sign(middle);
        cut = m;
        if (!sign || scope_expired(d->s)) {
            slack = ball_upper(ball_abs(middle));
            break;
        }
        *(sign == first ? &low : &high) = m;
        cut = low;
    }
    ball left = ball_abs(signed_sum(d, p, q, a, cut)), right = ball_abs(signed_sum(d, p, q, cut, b));
    return ball_widen(ball_add(left, right), ball_mul_int(slack, 2 * (b - a)));
}

bool lattice_w1(scope *s, const law *p, const law *q, slong goal, enclosure *out)
{
    enum { FARTHER = 64 }; /* bits, for masses that are moved far */
    long_pair d;
    bool done = pair_open(s, p, q, goal + FARTHER, &d);
    if (done) {
        ball from = ball_in(d.s, ball_int(d.from)), to = ball_in(d.s, ball_int(d.to));
        ball before = ball_add(law_lower_excess(d.s, p, from), law_lower_excess(d.s, q, from)),
             beyond = ball_add(law_upper_excess(d.s, p, to), law_upper_excess(d.s, q, to));
        ball sum = ball_upto(ball_upper(ball_add(before, beyond)));
        for (int i = 0; i + 1 < d.t.n; i++)
            sum = ball_add(sum, monotone_sum(&d, p, q, d.t.at[i], d.t.at[i + 1]));
        *out = (enclosure){ball_in(s, sum), FINITE, METHOD_CERTIFIED};
    }
    pair_close(&d);
    return done;
}
