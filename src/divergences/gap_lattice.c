/*
 * The distribution function of a law on the integers at many consecutive atoms. See gap.h.
 *
 * Weights follow from one another, w(n+1) = w(n) r(n) with r elementary: e^a times rising and falling factors, from
 * log Gamma terms. Their sums from the left are P(X <= n), from the right P(X > n): an incomplete gamma or beta function is asked for
 * at the two ends only, and either sum keeps its relative accuracy where it is small.
 */
#include "divergences/gap.h"

#include <stdlib.h>

/* Multiplies w by w(n+1)/w(n). False for a form that is not of this kind. */
static bool step_weight(ball w, scope *s, const form *h, ball growth, slong n)
{
    arb_mul(w.v, w.v, growth.v, scope_bits(s));
    for (int i = 0; i < h->n; i++) {
        const term *t = &h->t[i];
        slong at, coef;
        if (t->kind == BASIS_ONE || t->kind == BASIS_X)
            continue;
        if (t->kind != BASIS_LGAMMA || !real_is_integer(t->at, &at) || !real_is_integer(t->coef, &coef)
            || coef != -1)
            return false;
        if (real_sign(t->scale) > 0) /* 1/Gamma(n - at + 1) */
            arb_div_si(w.v, w.v, n - at + 1, scope_bits(s));
        else /* 1/Gamma(at - n + 1) */
            arb_mul_si(w.v, w.v, at - n, scope_bits(s));
    }
    return true;
}

static ball growth_of(scope *s, const form *h)
{
    ball slope = ball_in(s, ball_int(0));
    for (int i = 0; i < h->n; i++)
        if (h->t[i].kind == BASIS_X)
            slope = ball_add(slope, real_ball(s, h->t[i].coef));
    return ball_in(s, ball_exp(slope));
}

/* below[k] = P(X <= first + k), above[k] = P(X > first + k). */
void gap_tabulate(gap *g, gap_part *p, slong first, slong last)
{
    scope *s = g->s;
    const family *f = p->c->family;
    first = first > 0 ? first : 0;
    if (last <= first)
        return;
    size_t n = (size_t)(last - first) + 1;
    form h = f->log_density(g->pool, p->c, real_int(g->pool, first));
    ball start = ball_int(first), end = ball_int(last), growth = growth_of(s, &h);
    ball w = ball_in(s, ball_exp(form_value(s, &h, ball_in(s, start))));
    arb_ptr below = _arb_vec_init((slong)n), above = _arb_vec_init((slong)n),
            weight = _arb_vec_init((slong)n);
    arb_set(below, ball_in(s, f->cdf(s, p->c, ball_in(s, start))).v);
    arb_set(weight, w.v);
    bool known = true;
    for (size_t k = 1; k < n && known; k++) {
        known = step_weight(w, s, &h, growth, first + (slong)k - 1);
        arb_set(weight + k, w.v);
        arb_add(below + k, below + k - 1, w.v, scope_bits(s));
    }
    arb_set(above + n - 1, ball_in(s, f->sf(s, p->c, ball_in(s, end))).v);
    for (size_t k = n - 1; k > 0; k--)
        arb_add(above + k - 1, above + k, weight + k, scope_bits(s));
    _arb_vec_clear(weight, (slong)n);
    p->table = (gap_table){first, known ? n : 0, below, above};
    if (!known) {
        _arb_vec_clear(below, (slong)n), _arb_vec_clear(above, (slong)n);
        p->table = (gap_table){0};
    }
}

void gap_table_clear(gap_table *t)
{
    if (t->n)
        _arb_vec_clear(t->below, (slong)t->n), _arb_vec_clear(t->above, (slong)t->n);
    *t = (gap_table){0};
}

ball gap_lattice_mass(scope *s, const gap_part *p, slong n, bool above)
{
    const gap_table *t = &p->table;
    if (t->n && n >= t->first && n < t->first + (slong)t->n)
        return ball_from_arb(s, (above ? t->above : t->below) + (n - t->first));
    const family *f = p->c->family;
    return above ? f->sf(s, p->c, ball_in(s, ball_int(n))) : f->cdf(s, p->c, ball_in(s, ball_int(n)));
}

/* ---- Blocks of cuts ---- */

static bool has_jump(const gap *g, size_t first, size_t last)
{
    for (size_t i = first + 1; i < last; i++)
        if (g->cut[i].jump)
            return true;
    return false;
}

/* F, or -S if `right`, of a part up to a cut: through the integer there, or just before it. */
static ball part_level(const gap *g, scope *s, const gap_part *p, size_t cut, bool through, bool right)
{
    const family *f = p->c->family;
    ball x = real_ball(s, g->cut[cut].x);
    slong n;
    ball mass = f->kind == FAMILY_LATTICE && real_is_integer(g->cut[cut].x, &n)
                    ? gap_lattice_mass(s, p, through ? n : n - 1, right)
                : right ? f->sf(s, p->c, x)
                        : f->cdf(s, p->c, x);
    return right ? ball_neg(mass) : mass;
}

/* Adds the range of w F over the block. */
static void add_range(const gap *g, scope *s, const gap_part *p, size_t first, size_t last, ball *low,
                      ball *high)
{
    bool right = gap_right(g, first), up = ball_sign(p->weight_ball) > 0;
    ball start = ball_mul(p->weight_ball, part_level(g, s, p, first, true, right)),
         end = ball_mul(p->weight_ball, part_level(g, s, p, last, false, right));
    *low = ball_add(*low, up ? start : end);
    *high = ball_add(*high, up ? end : start);
}

static ball atom_level(const gap *g, scope *s, size_t first)
{
    real atoms = g->cut[first].after;
    return real_ball(s, gap_right(g, first) ? real_sub(g->pool, atoms, g->atoms) : atoms);
}

ball gap_block_range(const gap *g, scope *s, size_t first, size_t last)
{
    if (has_jump(g, first, last))
        return ball_nothing(s);
    ball low = atom_level(g, s, first), high = low;
    for (int k = 0; k < g->parts; k++)
        add_range(g, s, &g->part[k], first, last, &low, &high);
    for (int k = 0; k < g->lattices; k++)
        add_range(g, s, &g->lattice[k], first, last, &low, &high);
    return ball_hull(low, high);
}

static ball excess_change(scope *s, const gap_part *p, ball from, ball to, bool right)
{
    const family *f = p->c->family;
    ball a = right ? f->upper_excess(s, p->c, from) : f->lower_excess(s, p->c, from),
         b = right ? f->upper_excess(s, p->c, to) : f->lower_excess(s, p->c, to);
    return ball_mul(p->weight_ball, ball_sub(b, a));
}

ball gap_block_integral(const gap *g, scope *s, size_t first, size_t last)
{
    ball from = real_ball(s, g->cut[first].x), to = real_ball(s, g->cut[last].x);
    bool right = gap_right(g, first);
    ball sum = ball_mul(atom_level(g, s, first), ball_sub(to, from));
    for (int k = 0; k < g->parts; k++)
        sum = ball_add(sum, excess_change(s, &g->part[k], from, to, right));
    for (int k = 0; k < g->lattices; k++)
        sum = ball_add(sum, excess_change(s, &g->lattice[k], from, to, right));
    return sum;
}
