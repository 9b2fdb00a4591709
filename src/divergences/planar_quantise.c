/* Cells and points of laws on the plane: see planar_quantise.h. */
#include "divergences/planar_quantise.h"

#include "distributions/planar.h"
#include "divergences/planar_line.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_POINTS = 100000 };

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

void quantised_add(quantised *q, ball x, ball y, ball mass, ball square, ball bias)
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

/* U and V are cut independently. */
static void add_grid(quantised *q, scope *s, ball weight, const line_cells *u, const line_cells *v,
                     const planar_image *m)
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
                quantised_add(q, x, y, mass, ball_mul(weight, square), ball_mul(weight, bias));
        }
    ball whole = ball_add(ball_mul(along, u->error), ball_mul(up, v->error));
    whole = ball_add(whole, ball_abs(ball_mul(twice, ball_mul(u->total_bias, v->total_bias))));
    q->error = ball_add(q->error, ball_mul(weight, whole));
}

static int side_for(double points) { return (int)fmax(1, fmin(MOST_CELLS, floor(sqrt(points) + 0.5))); }

planar_image normal2_image(scope *s, const component *c)
{
    ball sx = real_ball(s, c->par[2]), sy = real_ball(s, c->par[3]), rho = real_ball(s, c->par[4]);
    ball across = ball_sqrt(ball_sub(ball_int(1), ball_sqr(rho)));
    return (planar_image){
        {real_ball(s, c->par[0]), real_ball(s, c->par[1])}, sx, ball_mul(sy, rho), ball_mul(sy, across)};
}

static bool add_normal2(quantised *q, scope *s, const component *c, double points)
{
    real_pool *pool = real_pool_open();
    law *standard = law_of("normal", (real[]){real_int(pool, 0), real_int(pool, 1)});
    line_cells *u = malloc(sizeof *u);
    bool cut = line_cells_cut(u, s, standard, side_for(points));
    planar_image m = normal2_image(s, c);
    if (cut)
        add_grid(q, s, real_ball(s, c->weight), u, u, &m);
    law_free(standard);
    real_pool_close(pool);
    free(u);
    return cut;
}

static int cells_of(const law *l, double side)
{
    return line_atoms(l) ? (int)line_atoms(l) : (int)fmax(1, fmin(MOST_CELLS, side));
}

static bool add_product(quantised *q, scope *s, const component *c, double points)
{
    int n[2] = {cells_of(c->factor[0], side_for(points)), cells_of(c->factor[1], side_for(points))};
    for (int k = 0; k < 2; k++) /* one factor with few atoms leaves more cells to the other */
        if (line_atoms(c->factor[1 - k]))
            n[k] = cells_of(c->factor[k], points / n[1 - k]);
    line_cells *u = malloc(2 * sizeof *u);
    bool cut = line_cells_cut(&u[0], s, c->factor[0], n[0]) && line_cells_cut(&u[1], s, c->factor[1], n[1]);
    ball zero = ball_in(s, ball_int(0)), one = ball_in(s, ball_int(1));
    planar_image m = {{zero, zero}, one, zero, one};
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
        quantised_add(q, ball_add(real_ball(s, c->par[0]), ball_mul(t, dx)),
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
            quantised_add(q, ball_add(real_ball(s, c->par[0]), x), ball_add(real_ball(s, c->par[1]), y),
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
        quantised_add(q, real_ball(s, d->x[2 * i]), real_ball(s, d->x[2 * i + 1]),
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
