/* Atoms over a box of parameters: see box_atoms.h. */
#include "divergences/box_atoms.h"

#include <stdlib.h>

enum { P, Q };

static cjet jet_of(const box_sum *t, real of)
{
    real_jet j = real_jet_at(t->s, of, t->n, t->l->over.node, t->x);
    return cjet_from_real(t->s, &j, t->order);
}

/* ---- One place ---- */

/* log(e^a + e^b) */
static cjet log_of_sum(cjet a, cjet b) { return cjet_add(a, cjet_log1p(cjet_exp(cjet_sub(b, a)))); }

void box_place_add(place_masses *at, int side, bool certain, cjet log, ball mass)
{
    at->log[side] = !at->has[side]                 ? log
                    : certain && at->certain[side] ? log_of_sum(at->log[side], log)
                                                   : log;
    at->certain[side] = at->has[side] ? at->certain[side] && certain : certain;
    at->mass[side] = at->has[side] ? ball_add(at->mass[side], mass) : mass;
    at->has[side] = true;
}

static void add(box_sum *t, const cball *more)
{
    for (int i = 0; i < t->outputs; i++)
        arb_add(t->sum[i].v, t->sum[i].v, cball_real(more[i]).v, scope_bits(t->s));
}

/* Weights that may vanish: the value alone, of the functionals that make up the row. */
static verdict add_value(box_sum *t, scope *work, const place_masses *at)
{
    ball zero = ball_in(work, ball_int(0)), sum = zero,
         order = t->d->order ? real_ball(work, t->d->order) : zero,
         p = at->has[P] ? ball_in(work, at->mass[P]) : zero,
         q = at->has[Q] ? ball_in(work, at->mass[Q]) : zero;
    for (int k = 0; k < 2 && t->d->f->value[k]; k++)
        sum = ball_add(sum, t->d->f->value[k]->perspective(k ? q : p, k ? p : q, order));
    t->reached = 0;
    arb_add(t->sum[0].v, t->sum[0].v, sum.v, scope_bits(t->s));
    return ball_is_finite(sum) ? HOLDS : UNDECIDED;
}

verdict box_place_sum(box_sum *t, scope *work, const place_masses *at)
{
    cball out[VECTOR_MOST];
    ball limit, order = t->d->order ? real_ball(work, t->d->order) : ball_in(work, ball_int(0));
    int alone = at->has[P] ? P : Q;
    if (at->has[P] && at->has[Q]) {
        if (!at->certain[P] || !at->certain[Q])
            return add_value(t, work, at);
        box_bundle_at_masses(t->d, order, t->order, &at->log[P], &at->log[Q], out);
        add(t, out);
        return HOLDS;
    }
    if (!(alone == P ? t->d->f->without_q : t->d->f->without_p)(work, order, &limit)) {
        t->why = at->certain[alone] ? INFINITE_SUPPORT : t->why;
        return at->certain[alone] ? FAILS : UNDECIDED;
    }
    if (!at->certain[alone])
        return add_value(t, work, at);
    box_bundle_at_masses(t->d, order, t->order, alone == P ? &at->log[P] : NULL,
                         alone == Q ? &at->log[Q] : NULL, out);
    add(t, out);
    return HOLDS;
}

/* ---- Finite atoms ---- */

static bool has_lattice(const law *l)
{
    for (int i = 0; i < l->n; i++)
        if (l->c[i].family->kind == FAMILY_LATTICE)
            return true;
    return false;
}

typedef struct finite_atom {
    int law;
    real x, weight;
} finite_atom;

typedef struct atom_list {
    int n;
    finite_atom *a;
} atom_list;

static void list_law(atom_list *all, real_pool *pool, const law *l, int which)
{
    for (int i = 0; i < l->n; i++) {
        const component *c = &l->c[i];
        size_t count = c->family->kind == FAMILY_ATOMS ? c->family->atoms(c) : 0;
        all->a = realloc(all->a, sizeof *all->a * ((size_t)all->n + count + 1));
        for (size_t k = 0; k < count; k++) {
            finite_atom one = {.law = which};
            c->family->atom(pool, c, k, &one.x, &one.weight);
            one.weight = real_mul(pool, c->weight, one.weight);
            if (!real_is_zero(one.weight))
                all->a[all->n++] = one;
        }
    }
}

static atom_list list_atoms(real_pool *pool, const box_laws *l)
{
    atom_list all = {0};
    list_law(&all, pool, l->p, P);
    list_law(&all, pool, l->q, Q);
    return all;
}

/* -1: certainly elsewhere, 1: the same by construction, 0: open. */
static int same_place(real a, real b)
{
    int order = real_compare(a, b);
    return order == 0 ? 1 : order == REAL_UNDECIDED ? 0 : -1;
}

/* Puts the atom where it belongs; false if that is open. */
static bool put(box_sum *t, place_masses *place, int *places, const finite_atom *a)
{
    cjet weight = jet_of(t, a->weight);
    ball mass = cball_real(weight.value);
    bool certain = ball_sign(mass) > 0;
    cjet log = certain ? cjet_log(weight) : weight;
    for (int i = 0; i < *places; i++) {
        int same = same_place(place[i].x, a->x);
        if (!same)
            return false;
        if (same > 0)
            return box_place_add(&place[i], a->law, certain, log, mass), true;
    }
    place[*places] = (place_masses){.x = a->x};
    box_place_add(&place[(*places)++], a->law, certain, log, mass);
    return true;
}

verdict box_atoms_sum(box_sum *t)
{
    atom_list all = list_atoms(t->pool, t->l);
    place_masses *place = malloc(sizeof *place * (size_t)(all.n + 1));
    bool *done = calloc((size_t)all.n + 1, sizeof *done);
    int places = 0;
    verdict v = HOLDS;
    for (int i = 0; i < all.n && v == HOLDS; i++)
        v = put(t, place, &places, &all.a[i]) ? HOLDS : UNDECIDED;
    if (v == HOLDS && (has_lattice(t->l->p) || has_lattice(t->l->q)))
        v = box_lattice_sum(t, place, places, done);
    scope *work = scope_open_for(t->s, scope_bits(t->s));
    scope_mark mark = scope_now(work);
    bool known = v == HOLDS; /* else which masses are at a place is open */
    for (int i = 0; i < places && known && v != FAILS; i++, scope_rewind(work, mark))
        if (!done[i])
            v = verdict_and(v, box_place_sum(t, work, &place[i]));
    scope_close(work);
    free(done);
    free(place);
    free(all.a);
    return v;
}

/* ---- Where atoms meet ---- */

typedef struct meeting {
    const box_laws *l;
    const atom_list *all;
    int first, second; /* two that may meet in the sub-box looked at last */
} meeting;

static verdict are_apart(void *state, scope *s, const ball *x)
{
    meeting *m = state;
    for (int i = 0; i < m->all->n; i++)
        for (int k = 0; k < i; k++) {
            real a = m->all->a[i].x, b = m->all->a[k].x;
            if (same_place(a, b))
                continue;
            ball A = real_jet_at(s, a, m->l->over.n, m->l->over.node, x).value,
                 B = real_jet_at(s, b, m->l->over.n, m->l->over.node, x).value;
            if (!ball_overlaps(A, B))
                continue;
            m->first = k, m->second = i;
            return UNDECIDED;
        }
    return HOLDS;
}

static bool moves(real x)
{
    scope *s = scope_open(64);
    bool wide = ball_radius(real_ball(s, x)) > 0x1p-58 * (1 + ball_double(ball_abs(real_ball(s, x))));
    scope_close(s);
    return wide;
}

bool box_atoms_keep_apart(const box_laws *l, const box *range, error *e)
{
    enum { SUB_BOXES = 500 };
    real_pool *pool = real_pool_open();
    atom_list all = list_atoms(pool, l);
    meeting m = {.l = l, .all = &all};
    box_report found;
    bool well = box_prove(64, range, are_apart, &m, SUB_BOXES, &found) == HOLDS;
    if (!well)
        error_set(
            e, -1,
            "an atom of %s and one of %s come together near %s = %.10g: leave that out, the value jumps there",
            all.a[m.first].law == P ? "P" : "Q", all.a[m.second].law == P ? "P" : "Q", l->over.name[0],
            found.where[0]);
    for (int i = 0; i < all.n && well && (has_lattice(l->p) || has_lattice(l->q)); i++)
        if (moves(all.a[i].x))
            well =
                error_set(e, -1, "an atom that moves with %s beside a law on 0, 1, 2, ... is not supported",
                          l->over.name[0]);
    free(all.a);
    real_pool_close(pool);
    return well;
}
