/*
 * Weights one after the other. From n to n + 1, log n! grows by log(n+1) and log (M-n)! falls by log(M-n), so that a weight is
 * the one before it times e^b (M-n)/(n+1): a few roundings instead of a log-gamma function.
 */
#include "divergences/lattice.h"

lattice_walk lattice_walk_start(scope *s, const lattice_part *part, slong n)
{
    lattice_walk w = {.part = part, .s = s, .n = n};
    ball at = ball_in(s, ball_int(n));
    w.weight = ball_in(s, lattice_covers(part, n) ? ball_exp(form_value(s, &part->f, at)) : ball_int(0));
    w.step = ball_in(s, ball_int(1));
    for (int i = 0; i < part->f.n; i++)
        if (part->f.t[i].kind == BASIS_X)
            w.step = ball_exp(real_ball(s, part->f.t[i].coef));
    return w;
}

/* One term -log Gamma of a log weight. */
static void take_factor(lattice_walk *w, const term *t)
{
    slong last;
    bool mirrored = real_sign(t->scale) < 0;
    if (!mirrored)
        arb_div_si(w->weight.v, w->weight.v, w->n + 1, scope_bits(w->s));
    else if (real_is_integer(t->at, &last))
        arb_mul_si(w->weight.v, w->weight.v, last - w->n, scope_bits(w->s));
    else
        arb_indeterminate(w->weight.v);
}

void lattice_walk_on(lattice_walk *w)
{
    arb_mul(w->weight.v, w->weight.v, w->step.v, scope_bits(w->s));
    for (int i = 0; i < w->part->f.n; i++)
        if (w->part->f.t[i].kind == BASIS_LGAMMA)
            take_factor(w, &w->part->f.t[i]);
    w->n++;
}
