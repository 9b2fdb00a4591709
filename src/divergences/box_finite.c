/* Whether a divergence is finite for all parameters of a box: see box_finite.h. */
#include "divergences/box_finite.h"

#include "divergences/tails.h"

typedef struct question {
    scope *s;
    const box_partition *part;
    const box_divergence *d;
} question;

static verdict support_allows(const question *t, infinity_reason *why)
{
    ball order = t->d->order ? real_ball(t->s, t->d->order) : ball_in(t->s, ball_int(0)), limit;
    bool needs_q = !t->d->f->without_q(t->s, order, &limit),
         needs_p = !t->d->f->without_p(t->s, order, &limit);
    for (int i = 0; i <= t->part->cuts; i++) {
        int p = t->part->p[i].n, q = t->part->q[i].n;
        if ((needs_q && p && !q) || (needs_p && q && !p)) {
            *why = INFINITE_SUPPORT;
            return FAILS;
        }
    }
    for (int i = 0; i < t->part->cuts; i++)
        if (!t->part->cut[i].x && t->part->cut[i].support && (needs_p || needs_q))
            return UNDECIDED;
    return HOLDS;
}

static verdict tail_allows(const question *t, const functional *f, const box_strand *p, const box_strand *q,
                           const outskirt *o)
{
    piece one = {.p = {p->n, p->f}, .q = {q->n, q->f}};
    return p->n && q->n ? tail_converges(t->part->pool, f, t->d->order, &one, o) : HOLDS;
}

static verdict tails_allow(const question *t, int direction)
{
    const functional *f = t->d->f->growth[direction];
    verdict all = HOLDS;
    for (int i = 0; f && i <= t->part->cuts; i++) {
        const box_strand *p = direction ? &t->part->q[i] : &t->part->p[i],
                         *q = direction ? &t->part->p[i] : &t->part->q[i];
        const box_cut *left = i ? &t->part->cut[i - 1] : NULL,
                      *right = i < t->part->cuts ? &t->part->cut[i] : NULL;
        real zero = real_int(t->part->pool, 0);
        outskirt down = left && left->x ? outskirt_end(left->x, +1, ball_int(1))
                                        : outskirt_ray(t->s, t->part->pool, zero, zero, -1);
        outskirt up = right && right->x ? outskirt_end(right->x, -1, ball_int(1))
                                        : outskirt_ray(t->s, t->part->pool, zero, zero, +1);
        if (!left || left->x)
            all = verdict_and(all, tail_allows(t, f, p, q, &down));
        if (!right || right->x)
            all = verdict_and(all, tail_allows(t, f, p, q, &up));
    }
    return all;
}

verdict box_is_finite(scope *s, const box_partition *part, const box_divergence *d, infinity_reason *why)
{
    question whole = {s, part, d}, *t = &whole;
    verdict v = support_allows(t, why);
    if (v == FAILS)
        return v;
    verdict tails = verdict_and(tails_allow(t, 0), tails_allow(t, 1));
    *why = tails == FAILS ? INFINITE_TAIL : FINITE;
    return verdict_and(v, tails);
}
