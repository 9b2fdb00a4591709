/* The outermost cuts: taken away where the next ones do as well, moved outward where they do not. See gap.h. */
#include "divergences/gap.h"

bool gap_drop(gap *g, int side, gap_cut *dropped)
{
    if (side < 0 ? g->middle == 0 : g->middle + 2 >= g->n)
        return false;
    *dropped = g->cut[side < 0 ? 0 : g->n - 1];
    if (dropped->jump || dropped->shape)
        return false;
    g->n--;
    for (size_t i = 0; side < 0 && i < g->n; i++)
        g->cut[i] = g->cut[i + 1];
    g->middle -= side < 0;
    return true;
}

/* There is room: it was there before. */
void gap_restore(gap *g, int side, gap_cut cut)
{
    for (size_t i = g->n; side < 0 && i > 0; i--)
        g->cut[i] = g->cut[i - 1];
    g->cut[side < 0 ? 0 : g->n] = cut;
    g->n++;
    g->middle += side < 0;
}

void gap_trim(gap *g, scope *s, int side)
{
    gap_cut outermost;
    while (gap_drop(g, side, &outermost))
        if (!gap_tail_order(g, s, side).sign) {
            gap_restore(g, side, outermost);
            return;
        }
}

/*
 * A short dyadic number near x, strictly beyond `outermost`: any such point may be a cut. The exact x grows with every extension, and
 * its value is found by walking it as a tree. x itself if no such number is found, or if it would be enormous.
 */
static real short_cut(gap *g, real x, real outermost, int side)
{
    enum { SHORT = 64, LONG = 1 << 12, ENORMOUS = 1 << 22 };
    real near = NULL;
    for (slong bits = SHORT; bits <= LONG && !near; bits *= 2) {
        scope *s = scope_open(bits);
        ball b = real_ball(s, x);
        if (ball_is_finite(b) && arf_cmpabs_2exp_si(arb_midref(b.v), ENORMOUS) < 0) {
            fmpq_t middle;
            fmpq_init(middle);
            arf_get_fmpq(middle, arb_midref(b.v));
            near = real_from_fmpq(g->pool, middle);
            fmpq_clear(middle);
        }
        scope_close(s);
        if (near && real_compare(near, outermost) != side)
            near = NULL;
    }
    return near ? near : x;
}

bool gap_extend(gap *g, int side)
{
    gap_cut first = g->cut[0], last = g->cut[g->n - 1];
    real middle = g->cut[g->middle].x, one = real_int(g->pool, 1);
    real width = side < 0 ? real_sub(g->pool, middle, first.x) : real_sub(g->pool, last.x, middle);
    real step = real_mul(g->pool, real_int(g->pool, 3), real_compare(width, one) == -1 ? one : width);
    real beyond = side < 0 ? real_sub(g->pool, first.x, step) : real_add(g->pool, last.x, step);
    real x = short_cut(g, beyond, side < 0 ? first.x : last.x, side);
    real mass = g->atoms;
    if (!gap_add_cut(g, x, NULL, false))
        return false;
    if (side < 0) {
        for (size_t i = g->n - 1; i > 0; i--)
            g->cut[i] = g->cut[i - 1];
        g->cut[0] = (gap_cut){.x = x, .near = real_double(x)};
        mass = real_int(g->pool, 0);
        g->middle++;
    }
    g->cut[side < 0 ? 0 : g->n - 1].after = mass;
    return true;
}
