/* Atoms of two laws side by side: see atom_pairs.h. */
#include "divergences/atom_pairs.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

typedef struct atom {
    double x, log_weight[2];
    real exact; /* NULL: x itself is the place */
} atom;

typedef struct atom_list {
    size_t n, room;
    atom *a;
} atom_list;

static bool push(atom_list *l, double x, real exact, double log_weight, int law_index)
{
    if (l->n == ATOM_PAIRS_MOST)
        return false;
    if (l->n == l->room)
        l->a = realloc(l->a, sizeof *l->a * (l->room = 2 * l->room + 64));
    l->a[l->n] = (atom){x, {-INFINITY, -INFINITY}, exact};
    l->a[l->n++].log_weight[law_index] = log_weight;
    return true;
}

static bool collect_finite(real_pool *pool, atom_list *l, const component *c, int law_index)
{
    bool room = true;
    for (size_t i = 0; room && i < c->family->atoms(c); i++) {
        real x, weight;
        c->family->atom(pool, c, i, &x, &weight);
        double near = real_double(x);
        bool itself = real_compare(real_from_double(pool, near), x) == 0;
        room = push(l, near, itself ? NULL : x, log(c->weight_double * real_double(weight)), law_index);
    }
    return room;
}

/* The first of a growing sequence of k with P(X > k) < 1e-30 for all lattice components. */
static double lattice_end(const law *l, double end)
{
    for (int i = 0; i < l->n; i++)
        if (l->c[i].family->kind == FAMILY_LATTICE)
            while (l->c[i].family->sf_double(l->c[i].par_double, end) > 1e-30 && end < ATOM_PAIRS_MOST)
                end *= 1.5;
    return end;
}

static bool collect_lattice(atom_list *l, const component *c, double end, int law_index)
{
    double shift = log(c->weight_double), log_weight;
    bool room = true;
    for (double k = 0; room && k <= end; k++) {
        c->family->log_density_double(c->par_double, 1, &k, &log_weight);
        room = push(l, k, NULL, shift + log_weight, law_index);
    }
    return room;
}

static int by_place(const void *a, const void *b)
{
    double x = ((const atom *)a)->x, y = ((const atom *)b)->x;
    return (x > y) - (x < y);
}

/* Are two atoms with nearly the same double at the same place? 1, 0, or -1 if that cannot be decided. */
static int same_place(real_pool *pool, const atom *a, const atom *b)
{
    if (!a->exact && !b->exact)
        return a->x == b->x;
    int order = real_compare(a->exact ? a->exact : real_from_double(pool, a->x),
                             b->exact ? b->exact : real_from_double(pool, b->x));
    return order == REAL_UNDECIDED ? -1 : order == 0;
}

/* Doubles of exact numbers are good to an ulp: equal numbers may have different ones. */
static bool nearly(double x, double y) { return fabs(x - y) <= 8 * DBL_EPSILON * fabs(x); }

/* a = log(e^a + e^b) */
static void add_logs(double *a, double b)
{
    double most = fmax(*a, b), least = fmin(*a, b);
    *a = least > -INFINITY ? most + log1p(exp(least - most)) : most;
}

/* Adds up atoms at the same place; there are few near one another. */
static bool merge(real_pool *pool, atom_list *l)
{
    if (l->n)
        qsort(l->a, l->n, sizeof *l->a, by_place);
    size_t kept = 0;
    for (size_t i = 0; i < l->n; i++) {
        int same = 0;
        for (size_t j = kept; same == 0 && j > 0 && nearly(l->a[i].x, l->a[j - 1].x); j--)
            if ((same = same_place(pool, &l->a[j - 1], &l->a[i])) == 1) {
                add_logs(&l->a[j - 1].log_weight[0], l->a[i].log_weight[0]);
                add_logs(&l->a[j - 1].log_weight[1], l->a[i].log_weight[1]);
            }
        if (same < 0)
            return false;
        if (same == 0)
            l->a[kept++] = l->a[i];
    }
    l->n = kept;
    return true;
}

static atom_pairs *laid_out(const atom_list *l, bool endless)
{
    atom_pairs *a = malloc(sizeof *a);
    *a = (atom_pairs){.n = l->n, .endless = endless};
    a->x = malloc(sizeof *a->x * 3 * (l->n + 1));
    a->log_p = a->x + l->n + 1;
    a->log_q = a->log_p + l->n + 1;
    for (size_t i = 0; i < l->n; i++) {
        a->x[i] = l->a[i].x;
        a->log_p[i] = l->a[i].log_weight[0];
        a->log_q[i] = l->a[i].log_weight[1];
        a->p_escapes |= a->log_p[i] > -INFINITY && a->log_q[i] == -INFINITY;
        a->q_escapes |= a->log_q[i] > -INFINITY && a->log_p[i] == -INFINITY;
    }
    return a;
}

atom_pairs *atom_pairs_make(const law *p, const law *q)
{
    real_pool *pool = real_pool_open();
    atom_list l = {0};
    bool sound = true, endless = false;
    double end =
        2
        * lattice_end(q, lattice_end(p, 16)); /* as far again: one law may weigh up what the other does not */
    for (int k = 0; k < 2; k++) {
        const law *one = k ? q : p;
        for (int i = 0; sound && i < one->n; i++) {
            const component *c = &one->c[i];
            if (c->family->kind == FAMILY_ATOMS)
                sound = collect_finite(pool, &l, c, k);
            if (c->family->kind == FAMILY_LATTICE)
                sound = collect_lattice(&l, c, end, k), endless = true;
        }
    }
    sound = sound && merge(pool, &l);
    atom_pairs *a = sound ? laid_out(&l, endless) : NULL;
    free(l.a);
    real_pool_close(pool);
    return a;
}

void atom_pairs_free(atom_pairs *a)
{
    if (a)
        free(a->x);
    free(a);
}

size_t atom_pairs_find(const atom_pairs *a, double x)
{
    size_t lo = 0, hi = a->n;
    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;
        if (a->x[middle] < x)
            lo = middle + 1;
        else
            hi = middle;
    }
    return lo < a->n && a->x[lo] == x ? lo : a->n;
}
