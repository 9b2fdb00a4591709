/* The parts of two laws: see rapid.h. */
#include "divergences/rapid.h"

#include <math.h>

void part_look(part *out, const component *c)
{
    const family *f = c->family;
    double quartile[2] = {f->quantile_double(c->par_double, 0.25), f->quantile_double(c->par_double, 0.75)};
    out->middle = f->quantile_double(c->par_double, 0.5);
    out->width = (quartile[1] - quartile[0]) / 1.35;
    double far[2] = {out->middle - 4096 * out->width, out->middle + 4096 * out->width}, log_density[2];
    f->log_density_double(c->par_double, 2, far, log_density);
    out->heavy[0] = log_density[0] > -300;
    out->heavy[1] = log_density[1] > -300;
}

static bool is_continuous(const component *c) { return c->family->kind == FAMILY_CONTINUOUS; }

static void read_part(real_pool *pool, const component *c, part *out, real end[2])
{
    real kink[2];
    end[0] = end[1] = NULL;
    c->family->support(pool, c, &end[0], &end[1]);
    out->lo = end[0] ? real_double(end[0]) : -INFINITY;
    out->hi = end[1] ? real_double(end[1]) : INFINITY;
    out->kinks = c->family->kinks ? c->family->kinks(pool, c, kink) : 0;
    for (int i = 0; i < out->kinks; i++)
        out->kink[i] = real_double(kink[i]);
    part_look(out, c);
}

/* Doubles that are near each other must be equal, and so must be the numbers that they stand for. */
static bool tells_apart(real a, real b)
{
    if (!a || !b)
        return true;
    double x = real_double(a), y = real_double(b);
    return fabs(x - y) > END_GAP * (1 + fabs(x)) || (x == y && real_compare(a, b) == 0);
}

bool rapid_parts(const law *p, part *p_part, const law *q, part *q_part)
{
    real end[2 * RAPID_MOST_PARTS];
    int n = 0;
    bool clear = p->dim == 1 && q->dim == 1 && p->n + q->n <= RAPID_MOST_PARTS;
    real_pool *pool = real_pool_open();
    for (int side = 0; side < 2 && clear; side++)
        for (int i = 0; i < (side ? q : p)->n && clear; i++, n += 2) {
            const component *c = &(side ? q : p)->c[i];
            clear = is_continuous(c);
            if (clear)
                read_part(pool, c, &(side ? q_part : p_part)[i], end + n);
        }
    for (int i = 0; i < n && clear; i++)
        for (int j = 0; j < i && clear; j++)
            clear = tells_apart(end[i], end[j]);
    real_pool_close(pool);
    return clear;
}
