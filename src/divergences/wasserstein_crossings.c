/* Where F - G changes its sign, and so F^-1 - G^-1. See wasserstein_parts.h. */
#include "divergences/wasserstein_parts.h"

#include <stdlib.h>

static void add_crossing(crossings *c, real x, int sign_before)
{
    if (c->n == c->room) {
        c->room = c->room ? 2 * c->room : 16;
        c->x = realloc(c->x, c->room * sizeof *c->x);
        c->sign = realloc(c->sign, (c->room + 1) * sizeof *c->sign);
    }
    c->x[c->n] = x;
    c->sign[c->n++] = sign_before;
}

static real exact_place(gap *g, size_t i, ball t)
{
    fmpq_t q;
    fmpq_init(q);
    arf_get_fmpq(q, arb_midref(t.v));
    real from = g->cut[i].x, length = real_sub(g->pool, g->cut[i + 1].x, from);
    real x = real_add(g->pool, from, real_mul(g->pool, length, real_from_fmpq(g->pool, q)));
    fmpq_clear(q);
    return x;
}

/* A new crossing wherever the sign differs from that of the stretch before. */
static void add_signs(crossings *c, size_t i, const sign_pieces *found, int *sign)
{
    for (size_t k = 0; k < found->n; k++) {
        const sign_piece *p = &found->piece[k];
        if (p->sign == *sign && p->sign)
            continue;
        add_crossing(c, exact_place(&c->g, i, p->from), *sign);
        *sign = p->sign;
    }
}

/* Beyond the outermost cuts, if P - Q has a density of one sign there: F - G has the same on the left, the other one on the right. */
static int sign_outside(gap *g, scope *s, int side)
{
    enum { TRIES = 8 };
    int sign = gap_tail_order(g, s, side).sign;
    for (int k = 0; k < TRIES && !sign && gap_extend(g, side); k++)
        sign = gap_tail_order(g, s, side).sign;
    return -side * sign;
}

bool crossings_open(crossings *c, scope *s, const law *p, const law *q, int depth, slong reach)
{
    gap_piece piece = {0};
    *c = (crossings){0};
    if (!gap_open(&c->g, s, p, q, depth))
        return false;
    int sign = c->g.n ? sign_outside(&c->g, s, -1) : 0, last = c->g.n ? sign_outside(&c->g, s, 1) : 0;
    for (size_t i = 0; i + 1 < c->g.n; i++) {
        if (scope_expired(s))
            return false;
        gap_piece_set(&piece, &c->g, i, gap_right(&c->g, i));
        sign_pieces found = gap_signs(&piece, s, reach);
        add_signs(c, i, &found, &sign);
        sign_pieces_clear(&found);
    }
    if (c->g.n) {
        add_crossing(c, c->g.cut[c->g.n - 1].x, sign);
        c->sign[c->n] = last;
    }
    return true;
}

void crossings_avoid(crossings *c, real from, real to)
{
    crossings kept = {.g = c->g};
    size_t i = 0, j;
    while (i < c->n && real_compare(c->x[i], from) != 1)
        i++;
    for (j = i; j < c->n && real_compare(c->x[j], to) == -1;)
        j++;
    if (i == j)
        return;
    for (size_t k = 0; k < i; k++)
        add_crossing(&kept, c->x[k], c->sign[k]);
    add_crossing(&kept, from, c->sign[i]);
    add_crossing(&kept, to, 0);
    for (size_t k = j; k < c->n; k++)
        add_crossing(&kept, c->x[k], c->sign[k]);
    kept.sign[kept.n] = c->sign[c->n];
    free(c->x), free(c->sign);
    *c = kept;
}

void crossings_close(crossings *c)
{
    gap_close(&c->g);
    free(c->x);
    free(c->sign);
}
