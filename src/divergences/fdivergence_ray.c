/* Going out along a ray of the partition until its tail is bounded well enough. See fdivergence_piece.h. */
#include "divergences/fdivergence_piece.h"

enum { MAX_REACHES = 40, MAX_EXTENSIONS = 80, MAX_SQUARINGS = 14 };

static bool strand_is_irregular(const strand *l, real at)
{
    for (int i = 0; i < l->n; i++)
        if (form_is_irregular(&l->f[i], at))
            return true;
    return false;
}

static bool has_powers_only(const strand *l)
{
    for (int i = 0; i < l->n; i++)
        for (int k = 0; k < l->f[i].n; k++) {
            basis kind = l->f[i].t[k].kind;
            if (kind != BASIS_ONE && kind != BASIS_LOG && kind != BASIS_LOG_QUADRATIC
                && kind != BASIS_LOG_SQUARED)
                return false;
        }
    return true;
}

/*
 * A ray beyond the last cut, its distances counted from the cut at the other side of everything, or from 0 for functions of
 * log x and x^k.
 */
static outskirt ray_outskirt(const task *t, const piece *ray)
{
    const partition *part = t->part;
    real_pool *pool = part->pool;
    int side = ray->hi ? -1 : +1;
    real from = ray->hi ? ray->hi : ray->lo, zero = real_int(pool, 0);
    real centre = side > 0 ? part->pieces[0].hi : part->pieces[part->n - 1].lo;
    if (strand_is_irregular(&ray->p, zero) || strand_is_irregular(&ray->q, zero))
        centre = zero;
    else if (!centre || real_equal(centre, from))
        centre = real_sub(pool, from, real_int(pool, side));
    return outskirt_ray(t->s, pool, centre, from, side);
}

/*
 * Going outward: to where P, and Q if it counts, have lost half as many bits again, while that can be said; from there on the step doubles,
 * or, for powers of the distance from a centre and functions of log x, the factor is squared.
 */
typedef struct journey {
    const task *t;
    int bits;
    real centre, by; /* centre: NULL for steps */
} journey;

static journey journey_open(const task *t, const piece *ray, const outskirt *o)
{
    real_pool *pool = t->part->pool;
    if (has_powers_only(&ray->p) && has_powers_only(&ray->q))
        return (journey){t, t->part->bits, o->centre, real_int(pool, 2)};
    piece first = t->part->pieces[1 < t->part->n ? 1 : 0];
    bool bulk = first.lo && first.hi;
    real by = bulk ? real_sub(pool, t->part->pieces[t->part->n - 1].lo, first.lo) : real_int(pool, 1);
    if (real_sign(by) == 0)
        by = real_int(pool, 1);
    return (journey){t, t->part->bits, NULL, real_mul(pool, real_int(pool, o->side), by)};
}

static real further(real a, real b, int side) { return !a || (b && real_compare(b, a) == side) ? b : a; }

/* The next reach beyond a place; NULL if there is none. */
static real next_reach(journey *j, const outskirt *o)
{
    enum { MOST = 1 << 26 };
    const task *t = j->t;
    real next = NULL;
    while (!next && j->bits < MOST) {
        j->bits += j->bits / 2;
        next = partition_reach(t->part, t->p, o->side, j->bits);
        next = t->f->tail == TAIL_BY_MASS
                   ? further(next, partition_reach(t->part, t->q, o->side, j->bits), o->side)
                   : next;
        next = next && real_compare(next, o->from) == o->side ? next : NULL;
    }
    return next;
}

static real journey_on(journey *j, const outskirt *o)
{
    real_pool *pool = j->t->part->pool;
    real next = next_reach(j, o), from = o->from;
    if (next)
        return next;
    next = j->centre ? real_add(pool, j->centre, real_mul(pool, real_sub(pool, from, j->centre), j->by))
                     : real_add(pool, from, j->by);
    j->by = real_mul(pool, j->by, j->centre ? j->by : real_int(pool, 2));
    return next;
}

outskirt settled_outskirt(const task *t, const piece *ray, ball *tail)
{
    outskirt o = ray_outskirt(t, ray);
    journey j = journey_open(t, ray, &o);
    int most = MAX_REACHES + (j.centre ? MAX_SQUARINGS : MAX_EXTENSIONS);
    *tail = left_out(t, ray, &o);
    for (int i = 0; i < most && !narrow(*tail, t->goal + 2) && !scope_expired(t->s); i++) {
        o = outskirt_ray(t->s, t->part->pool, o.centre, journey_on(&j, &o), o.side);
        *tail = left_out(t, ray, &o);
    }
    return o;
}
