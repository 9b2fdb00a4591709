/* Terms with quadratic log densities: see planar_terms.h. */
#include "divergences/planar_terms.h"

#include "distributions/planar.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_TERMS = 400 };

static planar_term *add_term(planar_terms *all, real weight)
{
    all->t = realloc(all->t, (size_t)(all->n + 1) * sizeof *all->t);
    planar_term *t = &all->t[all->n++];
    *t = (planar_term){.weight = weight};
    for (int i = 0; i < MONOMIALS; i++)
        t->log_density[i] = real_int(all->pool, 0);
    return t;
}

void planar_terms_free(planar_terms *terms)
{
    for (int i = 0; i < terms->n; i++)
        for (int k = 0; k < 2; k++)
            law_free(terms->t[i].owned[k]);
    free(terms->t);
    *terms = (planar_terms){0};
}

void planar_terms_lebesgue(planar_terms *out, real_pool *pool)
{
    *out = (planar_terms){.pool = pool, .mass = real_int(pool, 0)};
    add_term(out, real_int(pool, 1));
}

/* ---- Families ---- */

enum { MX, MY, SX, SY, RHO };

/* a (x - mx)^2 + b (x - mx)(y - my) + c (y - my)^2 + constant. */
static void add_normal2(planar_terms *all, const component *c, real weight)
{
    real_pool *pool = all->pool;
    planar_term *t = add_term(all, weight);
    const real *par = c->par;
    real one = real_int(pool, 1), two = real_int(pool, 2);
    real rest = real_sub(pool, one, real_mul(pool, par[RHO], par[RHO])),
         area = real_mul(pool, par[SX], par[SY]);
    real inverse = real_div(pool, one, rest), minus_half = real_mul(pool, real_ratio(pool, -1, 2), inverse);
    real xx = real_div(pool, minus_half, real_mul(pool, par[SX], par[SX]));
    real yy = real_div(pool, minus_half, real_mul(pool, par[SY], par[SY]));
    real xy = real_div(pool, real_mul(pool, inverse, par[RHO]), area);
    real pull_x =
        real_add(pool, real_mul(pool, two, real_mul(pool, xx, par[MX])), real_mul(pool, xy, par[MY]));
    real pull_y =
        real_add(pool, real_mul(pool, two, real_mul(pool, yy, par[MY])), real_mul(pool, xy, par[MX]));
    real height = real_mul(pool, real_ratio(pool, -1, 2),
                           real_add(pool, real_mul(pool, pull_x, par[MX]), real_mul(pool, pull_y, par[MY])));
    real scale =
        real_mul(pool, real_mul(pool, two, real_pi(pool)), real_mul(pool, area, real_sqrt(pool, rest)));
    real peak = real_log(pool, real_div(pool, weight, scale));
    real all_of[MONOMIALS] = {
        real_sub(pool, peak, height), real_neg(pool, pull_x), real_neg(pool, pull_y), xx, xy, yy};
    memcpy(t->log_density, all_of, sizeof all_of);
    t->normal = c;
    for (int k = 0; k < 2; k++) {
        t->owned[k] = law_of("normal", (real[]){par[MX + k], par[SX + k]});
        t->marginal[k] = t->owned[k]->c;
    }
}

static void add_disk(planar_terms *all, const component *c, real weight)
{
    real_pool *pool = all->pool;
    real area = real_mul(pool, real_pi(pool), real_mul(pool, c->par[2], c->par[2]));
    planar_term *t = add_term(all, weight);
    t->log_density[ONE] = real_log(pool, real_div(pool, weight, area));
    t->disk = c;
}

/* One analytic piece of a law on the line, if its log density is a polynomial of degree two. */
typedef struct line_piece {
    const component *of;
    real power[3], lo, hi;
} line_piece;

enum { MOST_PIECES = 64 };

static bool add_piece(real_pool *pool, line_piece *out, const component *c, real lo, real hi)
{
    real one = real_int(pool, 1), inside = one;
    if (lo && hi)
        inside = real_div(pool, real_add(pool, lo, hi), real_int(pool, 2));
    else if (lo || hi)
        inside = lo ? real_add(pool, lo, one) : real_sub(pool, hi, one);
    form f = c->family->log_density(pool, c, inside);
    *out = (line_piece){.of = c, .lo = lo, .hi = hi};
    for (int i = 0; i < 3; i++)
        out->power[i] = real_int(pool, 0);
    for (int i = 0; i < f.n; i++) {
        if (f.t[i].kind > BASIS_XX)
            return false;
        out->power[f.t[i].kind] = f.t[i].coef;
    }
    out->power[0] = real_add(pool, out->power[0], real_log(pool, c->weight));
    return true;
}

/* The pieces with a density, and their mass. */
static bool line_pieces(real_pool *pool, line_piece *out, int *n, real *mass, const law *l)
{
    *n = 0;
    *mass = real_int(pool, 0);
    for (int i = 0; i < l->n; i++) {
        const component *c = &l->c[i];
        real end[4] = {NULL, NULL, NULL, NULL}, kink[2];
        if (c->family->kind != FAMILY_CONTINUOUS)
            continue;
        if (*n + 3 > MOST_PIECES)
            return false;
        *mass = real_add(pool, *mass, c->weight);
        c->family->support(pool, c, &end[0], &end[1]);
        int kinks = c->family->kinks ? c->family->kinks(pool, c, kink) : 0;
        if (kinks > 1)
            return false;
        real cut = kinks ? kink[0] : end[1];
        if (!add_piece(pool, &out[(*n)++], c, end[0], cut))
            return false;
        if (kinks && !add_piece(pool, &out[(*n)++], c, cut, end[1]))
            return false;
    }
    return true;
}

static bool add_product(planar_terms *all, const component *c, real weight)
{
    real_pool *pool = all->pool;
    line_piece x[MOST_PIECES], y[MOST_PIECES];
    int nx, ny;
    real mass_x, mass_y;
    if (!line_pieces(pool, x, &nx, &mass_x, c->factor[0]) || !line_pieces(pool, y, &ny, &mass_y, c->factor[1])
        || nx * ny > MOST_TERMS)
        return false;
    all->mass = real_add(pool, all->mass, real_mul(pool, weight, real_mul(pool, mass_x, mass_y)));
    for (int i = 0; i < nx; i++)
        for (int k = 0; k < ny; k++) {
            const line_piece *side[] = {&x[i], &y[k]};
            planar_term *t =
                add_term(all, real_mul(pool, weight, real_mul(pool, x[i].of->weight, y[k].of->weight)));
            t->log_density[ONE] =
                real_add(pool, real_log(pool, weight), real_add(pool, x[i].power[0], y[k].power[0]));
            t->log_density[X_] = x[i].power[1], t->log_density[XX] = x[i].power[2];
            t->log_density[Y_] = y[k].power[1], t->log_density[YY] = y[k].power[2];
            for (int j = 0; j < 2; j++)
                t->marginal[j] = side[j]->of, t->lo[j] = side[j]->lo, t->hi[j] = side[j]->hi;
        }
    return true;
}

bool planar_terms_make(planar_terms *out, real_pool *pool, const law *l)
{
    *out = (planar_terms){.pool = pool, .mass = real_int(pool, 0)};
    for (int i = 0; i < l->n; i++) {
        const component *c = &l->c[i];
        bool known = true, whole = component_dimension2(c) == 2 && !c->factor[0];
        if (!strcmp(c->family->name, "normal2"))
            add_normal2(out, c, c->weight);
        else if (!strcmp(c->family->name, "disk"))
            add_disk(out, c, c->weight);
        else
            known = c->factor[0] ? add_product(out, c, c->weight) : !whole;
        if (!known || out->n > MOST_TERMS) {
            planar_terms_free(out);
            return false;
        }
        if (whole)
            out->mass = real_add(pool, out->mass, c->weight);
    }
    return true;
}

/* ---- Masses and moments ---- */

static ball beyond(scope *s, const component *c, const ball side[2])
{
    return ball_add(c->family->cdf(s, c, side[0]), c->family->sf(s, c, side[1]));
}

ball planar_term_outside(scope *s, const planar_term *t, const ball x[2], const ball y[2])
{
    if (t->disk || (t->lo[0] && t->hi[0] && t->lo[1] && t->hi[1]))
        return ball_in(s, ball_int(0));
    ball part = ball_add(beyond(s, t->marginal[0], x), beyond(s, t->marginal[1], y));
    return ball_mul(real_ball(s, t->weight), ball_min(part, ball_in(s, ball_int(1))));
}

/* Laws on the line as shift + scale u: the moments E u^k, k <= 4, over 60, and what shift and scale are. */
static const struct standard_law {
    const char *name;
    slong moments[5];
    int shift,
        scale; /* parameters; shift -1: 0. The scale of a uniform law is the difference, of a rate its inverse */
    bool difference;
    bool rate;
} standards[] = {
    {"normal", {60, 0, 60, 0, 180}, 0, 1, false, false},
    {"uniform", {60, 30, 20, 15, 12}, 0, 1, true, false},
    {"exponential", {60, 60, 120, 360, 1440}, -1, 0, false, true},
    {"laplace", {60, 0, 120, 0, 1440}, 0, 1, false, false},
};

static const struct standard_law *standard_of(const component *c)
{
    for (size_t i = 0; c && i < sizeof standards / sizeof *standards; i++)
        if (!strcmp(standards[i].name, c->family->name))
            return &standards[i];
    return NULL;
}

static ball shift_of(scope *s, const component *c, const struct standard_law *u)
{
    return u->shift < 0 ? ball_in(s, ball_int(0)) : real_ball(s, c->par[u->shift]);
}

static ball scale_of(scope *s, const component *c, const struct standard_law *u)
{
    ball value = real_ball(s, c->par[u->scale]);
    return u->difference ? ball_sub(value, shift_of(s, c, u)) : u->rate ? ball_inv(value) : value;
}

/* D(shift_x + a u, shift_y + b u + c v) as a polynomial in u, v. */
static void substitute(const ball d[MONOMIALS], const ball shift[2], ball a, ball b, ball c,
                       ball out[MONOMIALS])
{
    ball slope_x =
        ball_add(d[X_], ball_add(ball_scale2(ball_mul(d[XX], shift[0]), 1), ball_mul(d[XY], shift[1])));
    ball slope_y =
        ball_add(d[Y_], ball_add(ball_scale2(ball_mul(d[YY], shift[1]), 1), ball_mul(d[XY], shift[0])));
    ball linear =
        ball_add(ball_mul(ball_add(d[X_], slope_x), shift[0]), ball_mul(ball_add(d[Y_], slope_y), shift[1]));
    out[ONE] = ball_add(d[ONE], ball_scale2(linear, -1));
    out[X_] = ball_add(ball_mul(slope_x, a), ball_mul(slope_y, b));
    out[Y_] = ball_mul(slope_y, c);
    out[XX] = ball_add(ball_mul(d[XX], ball_sqr(a)),
                       ball_add(ball_mul(d[XY], ball_mul(a, b)), ball_mul(d[YY], ball_sqr(b))));
    out[XY] = ball_mul(c, ball_add(ball_mul(d[XY], a), ball_scale2(ball_mul(d[YY], b), 1)));
    out[YY] = ball_mul(d[YY], ball_sqr(c));
}

ball planar_term_mean_square(scope *s, const planar_term *t, const ball d[MONOMIALS])
{
    static const int power[MONOMIALS][2] = {{0, 0}, {1, 0}, {0, 1}, {2, 0}, {1, 1}, {0, 2}};
    const struct standard_law *u[2] = {standard_of(t->marginal[0]), standard_of(t->marginal[1])};
    if (!u[0] || !u[1])
        return ball_nothing(s);
    ball shift[2], scale[2], slant = ball_in(s, ball_int(0)), poly[MONOMIALS], sum = slant;
    for (int k = 0; k < 2; k++)
        shift[k] = shift_of(s, t->marginal[k], u[k]), scale[k] = scale_of(s, t->marginal[k], u[k]);
    if (t->normal) {
        ball rho = real_ball(s, t->normal->par[RHO]);
        slant = ball_mul(scale[1], rho);
        scale[1] = ball_mul(scale[1], ball_sqrt(ball_sub(ball_int(1), ball_sqr(rho))));
    }
    substitute(d, shift, scale[0], slant, scale[1], poly);
    for (int i = 0; i < MONOMIALS; i++)
        for (int k = 0; k < MONOMIALS; k++) {
            slong moment =
                u[0]->moments[power[i][0] + power[k][0]] * u[1]->moments[power[i][1] + power[k][1]];
            sum = ball_add(sum, ball_div_int(ball_mul_int(ball_mul(poly[i], poly[k]), moment), 3600));
        }
    return ball_max(sum, ball_in(s, ball_int(0)));
}
