/* The difference of two distribution functions with parameters: see box_cdf.h. */
#include "divergences/box_cdf.h"

#include "distributions/cdf_jet.h"
#include "divergences/box_ends.h"

#include <stdlib.h>

/* Where the piece is, seen from a component's density; atoms have a constant mass before the piece. */
typedef enum { BEFORE, ON, BEYOND, STEP } position;

typedef struct cdf_part {
    const component *c;
    bool minus; /* it belongs to Q */
    position at;
    cjet weight; /* STEP: times the mass of the atoms before the piece */
    form f;
    form_jet *log_density; /* ON */
    int n;
    cjet par[MAX_PARAMETERS];
    cjet middle[MAX_PARAMETERS];
    cdf_jet *series; /* a parameter moves whose pathwise derivative is not elementary */
} cdf_part;

struct box_cdf {
    const parameter_box *b;
    real inside;
    int n;
    cdf_part *part;
};

/* ---- Making ---- */

static cjet jet_of(scope *s, const parameter_box *b, real of)
{
    real_jet j = real_jet_at(s, of, b->n, b->symbol, b->at);
    return cjet_from_real(s, &j, 2);
}

static cjet middle_jet_of(scope *s, const parameter_box *b, real of)
{
    real_jet j = real_jet_at(s, of, b->n, b->symbol, b->middle);
    return cjet_from_real(s, &j, 2);
}

static position position_of(real_pool *pool, const component *c, real inside)
{
    real lo = NULL, hi = NULL;
    if (c->family->kind != FAMILY_CONTINUOUS)
        return STEP;
    c->family->support(pool, c, &lo, &hi);
    return lo && real_compare(inside, lo) == -1 ? BEFORE : hi && real_compare(hi, inside) == -1 ? BEYOND : ON;
}

static cjet mass_before(scope *s, real_pool *pool, const parameter_box *b, const component *c, real inside)
{
    cjet sum = cjet_constant(b->n, cball_from_ball(s, ball_int(0)));
    size_t count = c->family->kind == FAMILY_ATOMS ? c->family->atoms(c) : 0;
    if (c->family->kind != FAMILY_ATOMS)
        return cjet_nothing(b->n, s);
    for (size_t i = 0; i < count; i++) {
        real x, mass;
        c->family->atom(pool, c, i, &x, &mass);
        int order = real_compare(x, inside);
        if (order == REAL_UNDECIDED)
            return cjet_nothing(b->n, s);
        if (order == -1)
            sum = cjet_add(sum, jet_of(s, b, mass));
    }
    return sum;
}

static bool is_elementary(scope *s, const cdf_part *p, real inside)
{
    const family *f = p->c->family;
    cball x = cball_from_ball(s, real_ball(s, inside));
    for (int k = 0; k < p->n; k++)
        if (p->par[k].order > 0
            && (!f->pathwise || !cball_is_finite(f->pathwise(p->c, p->par, k, x, inside).value)))
            return false;
    return true;
}

static void part_make(scope *s, real_pool *pool, const parameter_box *b, const component *c, real inside,
                      cdf_part *out)
{
    out->c = c;
    out->at = position_of(pool, c, inside);
    out->weight = jet_of(s, b, c->weight);
    if (out->at == STEP)
        out->weight = cjet_mul(out->weight, mass_before(s, pool, b, c, inside));
    if (out->at != ON)
        return;
    out->f = c->family->log_density(pool, c, inside);
    out->log_density = form_jet_compile(s, &out->f, b, NULL);
    for (; out->n < MAX_PARAMETERS && c->family->parameters[out->n].name; out->n++)
        out->par[out->n] = jet_of(s, b, c->par[out->n]);
    if (c->family->cdf_series && !is_elementary(s, out, inside)) {
        for (int k = 0; k < out->n; k++)
            out->middle[k] = middle_jet_of(s, b, c->par[k]);
        out->series = cdf_jet_make(c->family, out->n, out->par, out->middle, b->half, scope_bits(s));
    }
}

box_cdf *box_cdf_make(scope *s, real_pool *pool, const box_laws *l, const parameter_box *b, real inside)
{
    box_cdf *u = malloc(sizeof *u);
    const law *both[] = {l->p, l->q};
    *u = (box_cdf){.b = b, .inside = inside, .part = calloc((size_t)(l->p->n + l->q->n), sizeof *u->part)};
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < both[k]->n; i++) {
            cdf_part *part = &u->part[u->n++];
            part_make(s, pool, b, &both[k]->c[i], inside, part);
            part->minus = k == 1;
        }
    return u;
}

void box_cdf_free(box_cdf *u)
{
    for (int i = 0; i < u->n; i++)
        form_jet_free(u->part[i].log_density), cdf_jet_free(u->part[i].series);
    free(u->part);
    free(u);
}

/* ---- At a point ---- */

/* Minus the derivatives of F, as the gradient and the second derivatives of a jet. */
static void add_parameter(cjet *F, const cjet *density, const cjet *y, const cjet *V)
{
    cball flow = cball_mul(density->value, V->value);
    for (int a = 0; a < F->n; a++) {
        F->slope[a] = cball_sub(F->slope[a], cball_mul(flow, y->slope[a]));
        for (int b = 0; b <= a; b++) {
            cball *bend = &F->bend[cjet_bend(a, b)];
            if (density->order > 0)
                *bend = cball_sub(*bend, cball_mul(cball_mul(density->slope[b], V->value), y->slope[a]));
            if (V->order > 0)
                *bend = cball_sub(*bend, cball_mul(cball_mul(density->value, V->slope[b]), y->slope[a]));
            if (y->order > 1)
                *bend = cball_sub(*bend, cball_mul(flow, y->bend[cjet_bend(a, b)]));
        }
    }
}

/* 0 with all its derivatives. */
static cjet zero_jet(int n, scope *s)
{
    cball zero = cball_from_ball(s, ball_int(0));
    cjet j = {.n = n, .order = 2, .most = 2, .value = zero};
    for (int a = 0; a < n; a++)
        j.slope[a] = zero;
    for (int k = 0; k < CJET_BENDS; k++)
        j.bend[k] = zero;
    return j;
}

/* F(x) is in F(m) + p (x - m), m the midpoint of x. */
static cjet along_series(const cdf_part *p, scope *s, cball x)
{
    cball middle = cball_mid(x);
    cjet F = cdf_jet_at(p->series, cball_from_acb(s, middle.v));
    if (acb_is_exact(x.v))
        return F;
    jet_pair at = jet_pair_constant(F.n, x);
    cjet density = cjet_exp(form_jet_at(p->log_density, &at, NULL));
    return cjet_add(F, cjet_mul(density, cjet_constant(F.n, cball_sub(x, middle))));
}

/* The derivatives of F alone; the value is left to the caller. */
static cjet moved(const cdf_part *p, real inside, scope *s, cball x)
{
    cjet F = zero_jet(p->weight.n, s);
    jet_pair at = jet_pair_constant(F.n, x);
    bool moves = false;
    if (p->series)
        return cjet_add(F, along_series(p, s, x));
    for (int k = 0; k < p->n; k++)
        moves |= p->par[k].order > 0;
    if (!moves)
        return F;
    cjet density = cjet_exp(form_jet_at(p->log_density, &at, NULL));
    for (int k = 0; k < p->n; k++) {
        if (p->par[k].order == 0)
            continue;
        cjet V = p->c->family->pathwise ? p->c->family->pathwise(p->c, p->par, k, x, inside)
                                        : cjet_nothing(F.n, s);
        add_parameter(&F, &density, &p->par[k], &V);
    }
    return F;
}

static cball value_at(const cdf_part *p, real inside, scope *s, cball x)
{
    if (p->series)
        return along_series(p, s, x).value;
    return p->c->family->cdf_analytic ? p->c->family->cdf_analytic(s, p->c, x, inside) : cball_nothing(s);
}

static cjet part_at(const cdf_part *p, real inside, scope *s, cball x)
{
    if (p->at == BEFORE)
        return cjet_constant(p->weight.n, cball_from_ball(s, ball_int(0)));
    if (p->at != ON)
        return p->weight;
    cjet F = moved(p, inside, s, x);
    if (!p->series)
        F.value = value_at(p, inside, s, x);
    return cjet_mul(p->weight, F);
}

static cjet signed_sum(const cdf_part *p, cjet sum, cjet F)
{
    return p->minus ? cjet_sub(sum, F) : cjet_add(sum, F);
}

cjet box_cdf_at(const box_cdf *u, scope *s, cball x)
{
    cjet sum = zero_jet(u->b->n, s);
    for (int i = 0; i < u->n; i++)
        sum = signed_sum(&u->part[i], sum, part_at(&u->part[i], u->inside, s, x));
    return sum;
}

typedef cball (*part_function)(const cdf_part *p, real inside, scope *s, cball x);

/* The sum over the parts that are on the piece, with their weights and signs. */
static ball sum_of(const box_cdf *u, scope *s, ball x, part_function of, bool with_constants)
{
    ball sum = ball_in(s, ball_int(0));
    for (int i = 0; i < u->n; i++) {
        const cdf_part *p = &u->part[i];
        if (p->at == BEFORE || (p->at != ON && !with_constants))
            continue;
        ball one = cball_real(p->weight.value);
        if (p->at == ON)
            one = ball_mul(one, cball_real(of(p, u->inside, s, cball_from_ball(s, x))));
        sum = p->minus ? ball_sub(sum, one) : ball_add(sum, one);
    }
    return sum;
}

static cball density_at(const cdf_part *p, real inside, scope *s, cball x)
{
    (void)inside, (void)s;
    jet_pair at = jet_pair_constant(p->weight.n, x);
    return cball_exp(form_jet_at(p->log_density, &at, NULL).value);
}

ball box_cdf_value(const box_cdf *u, scope *s, ball x)
{
    ball middle = ball_mid(x), off = ball_sub(x, middle);
    ball direct = sum_of(u, s, x, value_at, true);
    if (ball_sign(direct) || ball_is_exact_zero(off))
        return direct;
    ball by_mean =
        ball_add(sum_of(u, s, middle, value_at, true), ball_mul(sum_of(u, s, x, density_at, false), off));
    bool better =
        ball_is_finite(by_mean) && (!ball_is_finite(direct) || ball_radius(by_mean) < ball_radius(direct));
    return better ? by_mean : direct;
}

/* ---- Across moving ends ---- */

static cball hull(cball a, cball b) { return cball_from_ball(a.in, ball_hull(cball_real(a), cball_real(b))); }

static cjet hull_jet(cjet F, cjet G, scope *s)
{
    F = cjet_add(zero_jet(F.n, s), F), G = cjet_add(zero_jet(G.n, s), G); /* all derivatives are there */
    F.value = hull(F.value, G.value);
    for (int a = 0; a < F.n; a++)
        F.slope[a] = hull(F.slope[a], G.slope[a]);
    for (int k = 0; k < cjet_bend(F.n, 0); k++)
        F.bend[k] = hull(F.bend[k], G.bend[k]);
    return F;
}

static bool may_be_within(real x, real lo, real hi)
{
    return x && real_compare(x, lo) != -1 && real_compare(hi, x) != -1;
}

/* How many ends and kinks of a density may be in [lo, hi]. */
static int cuts_within(real_pool *pool, const component *c, real lo, real hi)
{
    real end[2] = {NULL, NULL}, kink[2];
    c->family->support(pool, c, &end[0], &end[1]);
    int count = may_be_within(end[0], lo, hi) + may_be_within(end[1], lo, hi);
    for (int k = c->family->kinks ? c->family->kinks(pool, c, kink) : 0; k > 0; k--)
        count += may_be_within(kink[k - 1], lo, hi);
    return count;
}

/* F on the left of atoms, with the masses of some of those between `left` and `right`: of any, as their derivatives may cancel. */
static cjet step_across(const cdf_part *p, real left, real right, scope *s, real_pool *pool,
                        const parameter_box *b)
{
    cjet F = p->weight, weight = jet_of(s, b, p->c->weight), none = zero_jet(b->n, s);
    size_t count = p->c->family->kind == FAMILY_ATOMS ? p->c->family->atoms(p->c) : 0;
    for (size_t i = 0; i < count; i++) {
        real x, mass;
        p->c->family->atom(pool, p->c, i, &x, &mass);
        if (may_be_within(x, left, right))
            F = cjet_add(F, hull_jet(none, cjet_mul(weight, jet_of(s, b, mass)), s));
    }
    return F;
}

/* With one cut, a point is on its left or on its right: one of two forms. */
static cjet part_across(const cdf_part *p, real left, const cdf_part *q, real right, scope *s,
                        real_pool *pool, const parameter_box *b, real lo, real hi)
{
    ball x = ball_hull(real_ball(s, lo), real_ball(s, hi));
    if (p->at == STEP)
        return step_across(p, left, right, s, pool, b);
    if (cuts_within(pool, p->c, lo, hi) > 1)
        return cjet_nothing(p->weight.n, s);
    cball at = cball_from_ball(s, x);
    cjet F = p->at == ON ? moved(p, left, s, at) : zero_jet(p->weight.n, s),
         G = q->at == ON ? moved(q, right, s, at) : zero_jet(p->weight.n, s);
    F.value = G.value = cball_from_ball(s, p->c->family->cdf(s, p->c, x));
    return cjet_mul(p->weight, hull_jet(F, G, s));
}

cjet box_cdf_across(const box_cdf *left, const box_cdf *right, scope *s, real_pool *pool, real lo, real hi)
{
    cjet sum = zero_jet(left->b->n, s);
    for (int i = 0; i < left->n; i++)
        sum = signed_sum(&left->part[i], sum,
                         part_across(&left->part[i], left->inside, &right->part[i], right->inside, s, pool,
                                     left->b, lo, hi));
    return sum;
}

/* ---- Next to an end ---- */

/* w F, or w (1 - F) to be taken from w, is within the bounds of w p and of its derivatives. */
static cjet part_near(const cdf_part *p, scope *s, real_pool *pool, const parameter_box *b, real at, int side,
                      ball distance)
{
    form f = p->f;
    real weight = p->c->weight;
    box_strand alone = {1, &f, &weight};
    outskirt end = outskirt_end(at, side, distance);
    ball bound[3];
    box_mass_tail(s, pool, &alone, b, &end, 1, NULL, NULL, bound);
    cjet small = zero_jet(b->n, s);
    small.value = cball_from_ball(s, ball_upto(bound[0]));
    for (int a = 0; a < b->n; a++)
        small.slope[a] = cball_from_ball(s, ball_within(bound[1]));
    for (int k = 0; k < cjet_bend(b->n, 0); k++)
        small.bend[k] = cball_from_ball(s, ball_within(bound[2]));
    return side > 0 ? small : cjet_sub(p->weight, small);
}

cjet box_cdf_near(const box_cdf *u, scope *s, real_pool *pool, real at, int side, ball distance)
{
    cjet sum = zero_jet(u->b->n, s);
    ball end = real_ball(s, at),
         x = ball_hull(end, side > 0 ? ball_add(end, distance) : ball_sub(end, distance));
    for (int i = 0; i < u->n; i++) {
        const cdf_part *p = &u->part[i];
        real lo = NULL, hi = NULL;
        if (p->at == ON)
            p->c->family->support(pool, p->c, &lo, &hi);
        real own = side > 0 ? lo : hi;
        bool ends = own && real_equal(own, at);
        sum = signed_sum(p, sum,
                         ends ? part_near(p, s, pool, u->b, at, side, distance)
                              : part_at(p, u->inside, s, cball_from_ball(s, x)));
    }
    return sum;
}
