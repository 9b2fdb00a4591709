/* The lattice part of a law: see lattice.h. */
#include "divergences/lattice.h"

#include <math.h>
#include <stdlib.h>

static slong integer_of(real x, slong otherwise)
{
    slong n;
    return x && real_is_integer(x, &n) ? n : otherwise;
}

/* An integer near x, for places where no exact one is needed. */
static slong near(double x) { return x < 4e18 ? (slong)x : (slong)4e18; }

static lattice_part part_of(real_pool *pool, const component *c, int bits)
{
    real lo = NULL, hi = NULL;
    lattice_part part = {.c = c, .f = c->family->log_density(pool, c, NULL)};
    form_add_constant(pool, &part.f, real_log(pool, c->weight));
    c->family->support(pool, c, &lo, &hi);
    part.last = integer_of(hi, LATTICE_ENDLESS);
    part.from = near(fmax(0, floor(real_double(c->family->reach(pool, c, -1, bits)))));
    part.to = near(ceil(real_double(c->family->reach(pool, c, +1, bits)))) + 1;
    if (part.last != LATTICE_ENDLESS && part.to > part.last + 1)
        part.to = part.last + 1;
    return part;
}

lattice_law lattice_open(real_pool *pool, const law *l, int bits)
{
    lattice_law out = {0, malloc(sizeof *out.part * (size_t)(l ? l->n : 1))};
    for (int i = 0; l && i < l->n; i++)
        if (l->c[i].family->kind == FAMILY_LATTICE)
            out.part[out.n++] = part_of(pool, &l->c[i], bits);
    return out;
}

void lattice_close(lattice_law *l) { free(l->part); }

slong lattice_last(const lattice_law *l)
{
    slong last = -2;
    for (int i = 0; i < l->n && last != LATTICE_ENDLESS; i++)
        last = l->part[i].last == LATTICE_ENDLESS || l->part[i].last > last ? l->part[i].last : last;
    return last;
}

ball lattice_weight(scope *s, const lattice_law *l, slong n)
{
    ball sum = ball_in(s, ball_int(0));
    for (int i = 0; i < l->n; i++)
        if (lattice_covers(&l->part[i], n))
            sum = ball_add(sum, ball_exp(form_value(s, &l->part[i].f, ball_in(s, ball_int(n)))));
    return sum;
}

ball lattice_left_out(scope *s, const lattice_law *l)
{
    ball sum = ball_in(s, ball_int(0));
    for (int i = 0; i < l->n; i++) {
        const lattice_part *part = &l->part[i];
        const family *f = part->c->family;
        ball weight = real_ball(s, part->c->weight);
        if (part->from > 0)
            sum = ball_add(sum, ball_mul(weight, f->cdf(s, part->c, ball_in(s, ball_int(part->from - 1)))));
        if (lattice_covers(part, part->to))
            sum = ball_add(sum, ball_mul(weight, f->sf(s, part->c, ball_in(s, ball_int(part->to - 1)))));
    }
    return sum;
}
