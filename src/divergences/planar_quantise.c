/* Cells and points of laws on the plane: see planar_quantise.h. */
#include "divergences/planar_quantise.h"

#include "distributions/planar.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CELLS = 256, MOST_POINTS = 100000 };

/* ---- Cells on the line ---- */

typedef struct line_cells {
    int n;
    double z[MOST_CELLS];
    ball mass[MOST_CELLS], bias[MOST_CELLS]; /* bias: E(X - z; cell) */
    ball square[MOST_CELLS];                 /* E((X - z)^2; cell), at most */
    ball error, total_bias;                  /* E (X - X')^2 and E (X - X') */
} line_cells;

/* E(X^2; X <= b), in closed form for normal and uniform laws; indeterminate for others. */
static ball second_moment_below(scope *s, const component *c, ball b)
{
    bool uniform = !strcmp(c->family->name, "uniform");
    if (!uniform && strcmp(c->family->name, "normal"))
        return ball_nothing(s);
    ball first = real_ball(s, c->par[0]), second = real_ball(s, c->par[1]);
    if (uniform) {
        ball at = ball_min(ball_max(b, first), second), length = ball_sub(second, first);
        return ball_div(ball_sub(ball_mul(at, ball_sqr(at)), ball_mul(first, ball_sqr(first))),
                        ball_mul_int(length, 3));
    }
    ball t = ball_div(ball_sub(b, first), second), below = ball_normal_cdf(t);
    ball phi =
        ball_div(ball_exp(ball_neg(ball_scale2(ball_sqr(t), -1))), ball_sqrt(ball_scale2(ball_pi(s), 1)));
    ball spread = ball_mul(ball_sqr(second), ball_sub(below, ball_mul(t, phi)));
    ball moved = ball_sub(ball_mul(first, below), ball_scale2(ball_mul(second, phi), 1));
    return ball_add(spread, ball_mul(first, moved));
}

typedef struct up_to {
    ball mass, first, second; /* of X <= b */
} up_to;

static up_to below(scope *s, const law *l, ball b)
{
    up_to u = {.mass = law_cdf(s, l, b), .second = ball_in(s, ball_int(0))};
    u.first = ball_sub(ball_mul(b, u.mass), law_lower_excess(s, l, b));
    for (int i = 0; i < l->n; i++)
        u.second =
            ball_add(u.second, ball_mul(real_ball(s, l->c[i].weight), second_moment_below(s, &l->c[i], b)));
    return u;
}

/* Cuts for cells of about p^(1/3) (the best for squared distances): for a normal law those are quantiles of sd sqrt 3. */
static double cut_at(const law *l, double u)
{
    double at = law_quantile_double(l, u), middle = law_quantile_double(l, 0.5);
    bool normal = l->n == 1 && !strcmp(l->c->family->name, "normal");
    return normal ? middle + sqrt(3) * (at - middle) : at;
}

/* (u - a)(b - u) >= 0 bounds u^2 on a bounded cell. */
static ball square_between(ball a, ball b, ball z, ball mass, ball first)
{
    ball top = ball_sub(ball_mul(ball_sub(ball_add(a, b), ball_scale2(z, 1)), first),
                        ball_mul(ball_mul(a, b), mass));
    return ball_add(top, ball_mul(ball_sqr(z), mass));
}

/* Each atom is a cell of its own. */
static bool take_atoms(line_cells *out, scope *s, const law *l)
{
    real_pool *pool = real_pool_open();
    ball zero = ball_in(s, ball_int(0));
    *out = (line_cells){.error = zero, .total_bias = zero};
    for (int i = 0; i < l->n; i++)
        for (size_t k = 0; k < l->c[i].family->atoms(&l->c[i]); k++) {
            real x, weight;
            int at = out->n++;
            l->c[i].family->atom(pool, &l->c[i], k, &x, &weight);
            ball point = real_ball(s, x), mass = real_ball(s, real_mul(pool, weight, l->c[i].weight));
            ball moved = ball_sub(point, ball_exact_double(s, out->z[at] = ball_double(point)));
            out->mass[at] = mass;
            out->bias[at] = ball_mul(mass, moved);
            out->square[at] = ball_mul(mass, ball_sqr(moved));
            out->error = ball_add(out->error, out->square[at]);
            out->total_bias = ball_add(out->total_bias, out->bias[at]);
        }
    real_pool_close(pool);
    return true;
}

/* The number of atoms of a law of finitely many, or 0. */
static size_t finite_atoms(const law *l)
{
    size_t atoms = 0;
    for (int i = 0; i < l->n; i++) {
        if (l->c[i].family->kind != FAMILY_ATOMS)
            return 0;
        atoms += l->c[i].family->atoms(&l->c[i]);
    }
    return atoms <= MOST_CELLS ? atoms : 0;
}

static bool cut_line(line_cells *out, scope *s, const law *l, int n)
{
    if (finite_atoms(l))
        return take_atoms(out, s, l);
    ball mean = law_mean(s, l), moment = ball_add(law_variance(s, l), ball_sqr(mean)), previous = ball_int(0);
    ball zero = ball_in(s, ball_int(0));
    up_to low = {zero, zero, zero};
    double last = -INFINITY;
    *out = (line_cells){.error = moment, .total_bias = mean};
    if (!ball_is_finite(moment))
        return false;
    for (int k = 1; k <= n; k++) {
        double at = k < n ? cut_at(l, (double)k / n) : INFINITY;
        if (k < n && !(at > last && isfinite(at)))
            continue;
        ball b = k < n ? ball_exact_double(s, at) : ball_int(0);
        up_to high = k < n ? below(s, l, b) : (up_to){ball_in(s, ball_int(1)), mean, moment};
        ball mass = ball_sub(high.mass, low.mass), first = ball_sub(high.first, low.first);
        ball unit = ball_max(mass, zero);
        int i = out->n++;
        double z = ball_double(ball_div(first, mass));
        out->z[i] = isfinite(z) ? z : isfinite(last) ? last : at;
        ball point = ball_exact_double(s, out->z[i]);
        out->mass[i] = unit;
        out->bias[i] = ball_sub(first, ball_mul(point, mass));
        ball square =
            ball_add(ball_sub(ball_sub(high.second, low.second), ball_scale2(ball_mul(point, first), 1)),
                     ball_mul(ball_sqr(point), mass));
        if (!ball_is_finite(square) && k < n && isfinite(last))
            square = square_between(previous, b, point, mass, first);
        out->square[i] = square;
        out->error = ball_add(
            out->error, ball_sub(ball_mul(ball_sqr(point), mass), ball_scale2(ball_mul(point, first), 1)));
        out->total_bias = ball_sub(out->total_bias, ball_mul(point, mass));
        low = high, previous = b, last = at;
    }
    for (int i = 0; i < out->n; i++) /* the whole error bounds any part of it */
        if (!ball_is_finite(out->square[i]))
            out->square[i] = out->error;
    return true;
}

/* ---- Points of the plane ---- */

static void make_room(quantised *q)
{
    size_t room = 2 * q->room + 64;
    q->x = realloc(q->x, room * sizeof *q->x), q->y = realloc(q->y, room * sizeof *q->y);
    q->spread = realloc(q->spread, room * sizeof *q->spread);
    q->mass = realloc(q->mass, room * sizeof *q->mass);
    for (; q->room < room; q->room++)
        arb_init(q->mass + q->room);
}

/* Keeps a sum, or the larger one, where it is stored. */
static void add_to(ball sum, ball more) { arb_add(sum.v, sum.v, more.v, scope_bits(sum.in)); }
static void raise_to(ball most, ball other) { arb_max(most.v, most.v, other.v, scope_bits(most.in)); }

static void add_point(quantised *q, ball x, ball y, ball mass, ball square, ball bias)
{
    scope *s = mass.in;
    if (q->n == q->room)
        make_room(q);
    size_t i = q->n++;
    q->x[i] = ball_double(x), q->y[i] = ball_double(y);
    arb_set(q->mass + i, mass.v);
    /* the point is rounded: that moves it by at most `moved` */
    ball dx = ball_sub(x, ball_exact_double(s, q->x[i])), dy = ball_sub(y, ball_exact_double(s, q->y[i]));
    ball moved = ball_add(ball_abs(dx), ball_abs(dy));
    ball spread = ball_sqr(ball_add(ball_sqrt(ball_div(ball_max(square, ball_int(0)), mass)), moved));
    spread = ball_upper(spread);
    q->spread[i] = ball_is_finite(spread) ? ball_double(spread) * (1 + 0x1p-40) + DBL_MIN : INFINITY;
    add_to(q->bias, ball_add(ball_abs(bias), ball_mul(mass, moved)));
    raise_to(q->rounding, moved);
}

/* X = centre + (a U, b U + c V) with U, V cut independently. */
typedef struct image {
    ball centre[2], a, b, c;
} image;

static void add_grid(quantised *q, scope *s, ball weight, const line_cells *u, const line_cells *v,
                     const image *m)
{
    ball along = ball_add(ball_sqr(m->a), ball_sqr(m->b)), up = ball_sqr(m->c),
         twice = ball_scale2(ball_mul(m->b, m->c), 1);
    scope_mark start = scope_now(s);
    for (int i = 0; i < u->n; i++)
        for (int k = 0; k < v->n; k++, scope_rewind(s, start)) {
            ball x = ball_add(m->centre[0], ball_mul(m->a, ball_exact_double(s, u->z[i])));
            ball y = ball_add(m->centre[1], ball_add(ball_mul(m->b, ball_exact_double(s, u->z[i])),
                                                     ball_mul(m->c, ball_exact_double(s, v->z[k]))));
            ball square = ball_add(ball_mul(along, ball_mul(u->square[i], v->mass[k])),
                                   ball_mul(up, ball_mul(u->mass[i], v->square[k])));
            square = ball_add(square, ball_abs(ball_mul(twice, ball_mul(u->bias[i], v->bias[k]))));
            ball size = ball_add(ball_abs(m->a), ball_add(ball_abs(m->b), ball_abs(m->c)));
            ball bias = ball_mul(size, ball_add(ball_mul(ball_abs(u->bias[i]), v->mass[k]),
                                                ball_mul(u->mass[i], ball_abs(v->bias[k]))));
            ball mass = ball_mul(weight, ball_mul(u->mass[i], v->mass[k]));
            if (!ball_is_exact_zero(mass))
                add_point(q, x, y, mass, ball_mul(weight, square), ball_mul(weight, bias));
        }
    ball whole = ball_add(ball_mul(along, u->error), ball_mul(up, v->error));
    whole = ball_add(whole, ball_abs(ball_mul(twice, ball_mul(u->total_bias, v->total_bias))));
    q->error = ball_add(q->error, ball_mul(weight, whole));
}

static int side_for(double points) { return (int)fmax(1, fmin(MOST_CELLS, floor(sqrt(points) + 0.5))); }

static bool add_normal2(quantised *q, scope *s, const component *c, double points)
{
    real_pool *pool = real_pool_open();
    law *standard = law_of("normal", (real[]){real_int(pool, 0), real_int(pool, 1)});
    line_cells *u = malloc(sizeof *u);
    bool cut = cut_line(u, s, standard, side_for(points));
    ball sx = real_ball(s, c->par[2]), sy = real_ball(s, c->par[3]), rho = real_ball(s, c->par[4]);
    image m = {{real_ball(s, c->par[0]), real_ball(s, c->par[1])},
               sx,
               ball_mul(sy, rho),
               ball_mul(sy, ball_sqrt(ball_sub(ball_int(1), ball_sqr(rho))))};
    if (cut)
        add_grid(q, s, real_ball(s, c->weight), u, u, &m);
    law_free(standard);
    real_pool_close(pool);
    free(u);
    return cut;
}

static int cells_of(const law *l, double side)
{
    return finite_atoms(l) ? (int)finite_atoms(l) : (int)fmax(1, fmin(MOST_CELLS, side));
}

static bool add_product(quantised *q, scope *s, const component *c, double points)
{
    int n[2] = {cells_of(c->factor[0], side_for(points)), cells_of(c->factor[1], side_for(points))};
    for (int k = 0; k < 2; k++) /* one factor with few atoms leaves more cells to the other */
        if (finite_atoms(c->factor[1 - k]))
            n[k] = cells_of(c->factor[k], points / n[1 - k]);
    line_cells *u = malloc(2 * sizeof *u);
    bool cut = cut_line(&u[0], s, c->factor[0], n[0]) && cut_line(&u[1], s, c->factor[1], n[1]);
    ball zero = ball_in(s, ball_int(0)), one = ball_in(s, ball_int(1));
    image m = {{zero, zero}, one, zero, one};
    if (cut)
        add_grid(q, s, real_ball(s, c->weight), &u[0], &u[1], &m);
    free(u);
    return cut;
}

static bool add_segment(quantised *q, scope *s, const component *c, double points)
{
    int n = (int)fmax(1, points);
    ball dx = ball_sub(real_ball(s, c->par[2]), real_ball(s, c->par[0]));
    ball dy = ball_sub(real_ball(s, c->par[3]), real_ball(s, c->par[1]));
    ball mass = ball_div_int(real_ball(s, c->weight), n), square = ball_add(ball_sqr(dx), ball_sqr(dy));
    ball spread = ball_div_int(ball_div_int(square, 12), (slong)n * n);
    scope_mark start = scope_now(s);
    for (int i = 0; i < n; i++, scope_rewind(s, start)) {
        ball t = ball_ratio(2 * i + 1, 2 * n);
        add_point(q, ball_add(real_ball(s, c->par[0]), ball_mul(t, dx)),
                  ball_add(real_ball(s, c->par[1]), ball_mul(t, dy)), mass, ball_mul(mass, spread),
                  ball_int(0));
    }
    q->error = ball_add(q->error, ball_mul(real_ball(s, c->weight), spread));
    return true;
}

/* Rings of equal width, the k-th of 6k - 3 sectors: nearly square cells, with their centres of mass. */
static bool add_disk(quantised *q, scope *s, const component *c, double points)
{
    int rings = (int)fmax(1, sqrt(points / 3));
    ball weight = real_ball(s, c->weight), r = real_ball(s, c->par[2]), third = ball_div_int(r, 3);
    for (int k = 1; k <= rings; k++) {
        slong sectors = 6 * k - 3, n = rings;
        ball share =
            ball_ratio(2 * k - 1, n * n * sectors); /* (k^2 - (k-1)^2)/n^2 of the area, over the sectors */
        ball cube = ball_ratio((slong)k * k * k - (slong)(k - 1) * (k - 1) * (k - 1), n * n * n);
        ball fourth =
            ball_ratio((slong)k * k * k * k - (slong)(k - 1) * (k - 1) * (k - 1) * (k - 1), n * n * n * n);
        /* E(|X|; cell) = (2/3) r cube/sectors; the chord shortens it by sin(a)/a, a half of the angle */
        ball half = ball_div_int(ball_pi(s), sectors), chord = ball_div(ball_sin(half), half);
        ball mean =
            ball_mul(ball_scale2(third, 1), ball_div(ball_div_int(ball_mul(cube, chord), sectors), share));
        ball square = ball_sub(ball_div_int(ball_mul(ball_scale2(ball_sqr(r), -1), fourth), sectors),
                               ball_mul(share, ball_sqr(mean)));
        scope_mark start = scope_now(s);
        for (slong j = 0; j < sectors; j++, scope_rewind(s, start)) {
            ball angle = ball_div_int(ball_in(s, ball_int(2 * j + 1)), sectors);
            ball x = ball_mul(mean, ball_cospi(angle)),
                 y = ball_mul(mean, ball_sin(ball_mul(angle, ball_pi(s))));
            add_point(q, ball_add(real_ball(s, c->par[0]), x), ball_add(real_ball(s, c->par[1]), y),
                      ball_mul(weight, share), ball_mul(weight, square), ball_int(0));
        }
        q->error = ball_add(q->error, ball_mul(weight, ball_mul_int(square, sectors)));
    }
    return true;
}

static bool add_cloud(quantised *q, scope *s, const component *c)
{
    const cloud *d = c->data;
    if (d->n > MOST_POINTS)
        return false;
    scope_mark start = scope_now(s);
    for (size_t i = 0; i < d->n; i++, scope_rewind(s, start)) {
        ball share = d->weight ? real_ball(s, d->weight[i]) : ball_inv(ball_in(s, ball_int((slong)d->n)));
        add_point(q, real_ball(s, d->x[2 * i]), real_ball(s, d->x[2 * i + 1]),
                  ball_mul(real_ball(s, c->weight), share), ball_int(0), ball_int(0));
    }
    return true;
}

bool quantise(quantised *out, scope *s, const law *l, size_t points)
{
    *out = (quantised){.error = ball_in(s, ball_int(0)),
                       .bias = ball_in(s, ball_int(0)),
                       .rounding = ball_in(s, ball_int(0))};
    bool known = true;
    for (int i = 0; i < l->n && known; i++) {
        const component *c = &l->c[i];
        double share = fmax(1, (double)points * c->weight_double);
        if (!strcmp(c->family->name, "normal2"))
            known = add_normal2(out, s, c, share);
        else if (!strcmp(c->family->name, "segment"))
            known = add_segment(out, s, c, share);
        else if (!strcmp(c->family->name, "disk"))
            known = add_disk(out, s, c, share);
        else
            known = c->factor[0] ? add_product(out, s, c, share) : c->data && add_cloud(out, s, c);
    }
    out->error =
        ball_sqr(ball_add(ball_sqrt(ball_max(out->error, ball_int(0))), out->rounding)); /* Minkowski */
    if (!known || out->n > MOST_POINTS || !ball_is_finite(out->error)) {
        quantised_free(out);
        return false;
    }
    return true;
}

void quantised_free(quantised *q)
{
    for (size_t i = 0; i < q->room; i++)
        arb_clear(q->mass + i);
    free(q->x), free(q->y), free(q->mass), free(q->spread);
    *q = (quantised){0};
}
