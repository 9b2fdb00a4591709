/* One piece of the line that bears a density: which of its components count, and bounds of the density on complex discs. See wasserstein_map.h. */
#include "divergences/wasserstein_map.h"

/* A component's mass between two points at most. */
static ball mass_between(scope *s, const gap_part *p, ball a, ball b)
{
    const family *f = p->c->family;
    ball below = ball_sub(f->cdf(s, p->c, b), f->cdf(s, p->c, a)),
         above = ball_sub(f->sf(s, p->c, a), f->sf(s, p->c, b));
    return ball_upper(ball_mul(p->weight_ball, ball_min(ball_upper(below), ball_upper(above))));
}

/* Leaves the densities that count on the piece. */
static void drop_small(branch *b, scope *s, const stretch *one, ball small)
{
    const gap *g = b->piece.g;
    real inside = real_mul(g->pool, real_add(g->pool, g->cut[one->cut].x, g->cut[one->cut + 1].x),
                           real_ratio(g->pool, 1, 2));
    int kept = 0, active = 0;
    b->dropped = ball_in(s, ball_int(0));
    if (one->rough)
        b->dropped = ball_sub(ball_upper(b->piece.level), ball_lower(b->piece.level));
    for (int k = 0; k < g->parts && active < b->piece.forms; k++) {
        if (!gap_part_active(&g->part[k], inside))
            continue;
        ball mass = mass_between(s, &g->part[k], one->lo, one->hi);
        bool counts = ball_less(ball_mul_int(mass, GAP_FORMS), small) != HOLDS;
        if (counts)
            b->piece.f[kept++] = b->piece.f[active];
        else
            b->dropped = ball_add(b->dropped, mass);
        active++;
    }
    b->piece.forms = kept;
    b->dropped = ball_upper(b->dropped);
    b->piece.level = ball_widen(b->piece.level, b->dropped);
}

bool branch_open(branch *b, scope *s, const ladder *l, const stretch *one, bool right, ball small)
{
    *b = (branch){.l = l, .last = NAN};
    gap_piece_set(&b->piece, &l->g, one->cut, right);
    drop_small(b, s, one, small);
    b->lo = ball_upper(one->lo);
    b->hi = ball_lower(one->hi);
    b->own = (map){.kind = MAP_AFFINE, .w0 = ball_in(s, ball_int(0)), .w1 = ball_in(s, ball_int(1))};
    if (b->piece.forms <= 0 || ball_less(b->lo, b->hi) != HOLDS || ball_at_most(b->dropped, small) != HOLDS)
        return false;
    for (int k = 0; k < b->piece.forms; k++) {
        b->density[k] = form_compile(s, &b->piece.f[k], &b->own, false);
        b->series[k] = form_series_of(s, &b->piece.f[k], NULL);
    }
    b->end_level[0] = ball_mid(branch_level(b, one->from));
    b->end_level[1] = ball_mid(branch_level(b, one->to));
    return true;
}

void branch_close(branch *b)
{
    for (int k = 0; k < GAP_FORMS; k++)
        compiled_free(b->density[k]);
}

ball branch_density(const branch *b, scope *s, ball x)
{
    ball sum = ball_in(s, ball_int(0));
    for (int k = 0; k < b->piece.forms; k++)
        sum = ball_add(sum, ball_exp(compiled_real(b->density[k], &b->own, x)));
    return sum;
}

/* The square around a disc. */
static cball square(scope *s, ball centre, ball radius)
{
    acb_ptr z = (acb_ptr)scope_take(s, 2);
    ball r = ball_in(s, ball_within(ball_upper(radius)));
    arb_add(acb_realref(z), ball_in(s, centre).v, r.v, scope_bits(s));
    arb_set(acb_imagref(z), r.v);
    return (cball){z, s};
}

static cball log_density_on(const branch *b, const compiled *f, cball x)
{
    node at = map_node(&b->own, x);
    return compiled_value(f, &at);
}

/*
 * At most Re h over a disc, h = log f: by the box around it, or by the mean value theorem, Re h(c) + R sup|h'|: where large terms
 * cancel, the box alone would know nothing.
 */
static ball most_log(const branch *b, scope *s, int k, ball centre, ball radius)
{
    cball x = square(s, centre, radius);
    ball boxed = ball_upper(cball_real(log_density_on(b, b->density[k], x)));
    if (!ball_is_finite(boxed))
        return boxed;
    cball h = form_series_slope(&b->series[k], s, x);
    ball slope = ball_in(s, ball_int(0));
    acb_abs(slope.v, h.v, scope_bits(s));
    ball middle = compiled_real(b->density[k], &b->own, centre),
         near = ball_upper(ball_add(middle, ball_mul(ball_upper(radius), ball_upper(slope))));
    return ball_is_finite(near) ? ball_min(boxed, near) : boxed;
}

ball branch_most(const branch *b, scope *s, ball centre, ball radius)
{
    bool before = scope_holomorphic(s);
    ball most = ball_in(s, ball_int(0));
    scope_set_holomorphic(s, true);
    for (int k = 0; k < b->piece.forms; k++)
        most = ball_add(most, ball_exp(most_log(b, s, k, centre, radius)));
    scope_set_holomorphic(s, before);
    return ball_upper(most);
}

/* At least h = log f on a real interval, in the same two ways. */
static ball least_log(const branch *b, int k, ball x)
{
    ball boxed = ball_lower(compiled_real(b->density[k], &b->own, x)), centre = ball_mid(x);
    ball slope = ball_abs(compiled_slope(b->density[k], &b->own, x)),
         away = ball_upper(ball_abs(ball_sub(x, centre)));
    ball near = ball_lower(
        ball_sub(compiled_real(b->density[k], &b->own, centre), ball_mul(away, ball_upper(slope))));
    if (!ball_is_finite(near))
        return boxed;
    return ball_is_finite(boxed) ? ball_max(boxed, near) : near;
}

ball branch_least(const branch *b, scope *s, ball x)
{
    ball least = ball_in(s, ball_int(0));
    for (int k = 0; k < b->piece.forms; k++)
        least = ball_add(least, ball_exp(least_log(b, k, x)));
    return ball_lower(least);
}
