/* Values of densities on boxes and at the points of a product rule: see planar_cell.h. */
#include "divergences/planar_cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Compiling ---- */

void cell_open(cell *c, scope *s, const planar_terms *p, const planar_terms *q, const bool *of_p,
               const bool *of_q)
{
    sum_open(&c->p, s, p, of_p);
    sum_open(&c->q, s, q, of_q);
    const sum_of_terms *both[] = {&c->p, &c->q};
    double sharpest[2] = {0, 0};
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < both[k]->n; i++) {
            sharpest[0] = fmax(sharpest[0], -2 * ball_double(both[k]->c[i][XX]));
            sharpest[1] = fmax(sharpest[1], -2 * ball_double(both[k]->c[i][YY]));
        }
    for (int k = 0; k < 2; k++)
        c->length[k] = sharpest[k] > 0 ? 1 / sqrt(sharpest[k]) : 1;
    if (c->polar) /* radius and angle */
        c->length[0] = fmin(c->length[0], c->length[1]), c->length[1] = 1;
}

void cell_room(const cell *like, cell *out)
{
    *out = *like;
    out->p = sum_room(like->p.n);
    out->q = sum_room(like->q.n);
}

void cell_close(cell *c)
{
    sum_close(&c->p);
    sum_close(&c->q);
}

/* ---- Values on boxes ---- */

/* The polynomials as ones in (x - at_x, y - at_y): wide boxes then cost no cancellation. */
static void expand(const sum_of_terms *a, ball x, ball y)
{
    for (int i = 0; i < a->n; i++) {
        ball *c = a->c[i], *here = a->here[i];
        ball slope_x = ball_add(c[X_], ball_add(ball_mul(c[XX], x), ball_mul(c[XY], y))),
             slope_y = ball_add(c[Y_], ball_mul(c[YY], y));
        here[ONE] = ball_add(c[ONE], ball_add(ball_mul(slope_x, x), ball_mul(slope_y, y)));
        here[X_] = ball_add(slope_x, ball_mul(c[XX], x));
        here[Y_] = ball_add(ball_add(slope_y, ball_mul(c[YY], y)), ball_mul(c[XY], x));
        here[XX] = c[XX], here[XY] = c[XY], here[YY] = c[YY];
    }
}

typedef struct powers {
    cball x, y, xx, xy, yy;
} powers;

static cball polynomial(const ball c[MONOMIALS], const powers *z)
{
    cball sum = cball_add(cball_mul_ball(z->x, c[X_]), cball_mul_ball(z->y, c[Y_]));
    sum = cball_add(sum, cball_mul_ball(z->xx, c[XX]));
    sum = cball_add(sum, cball_mul_ball(z->xy, c[XY]));
    return cball_add_ball(cball_add(sum, cball_mul_ball(z->yy, c[YY])), c[ONE]);
}

static cball difference(const ball a[MONOMIALS], const ball b[MONOMIALS], const powers *z)
{
    ball d[MONOMIALS];
    for (int m = 0; m < MONOMIALS; m++)
        d[m] = ball_sub(a[m], b[m]);
    return polynomial(d, z);
}

/* The leading term at the middle, and the sum of all terms over it. */
static int leading(const sum_of_terms *a, const powers *z, cball *relative)
{
    int k = 0;
    for (int i = 1; i < a->n; i++)
        if (ball_double(a->here[i][ONE]) > ball_double(a->here[k][ONE]))
            k = i;
    *relative = cball_from_ball(z->x.in, ball_int(1));
    for (int i = 0; i < a->n; i++)
        if (i != k)
            *relative = cball_add(*relative, cball_exp(difference(a->here[i], a->here[k], z)));
    return k;
}

/* A box relative to its middle. */
static powers relative(cball x, cball y)
{
    powers z = {cball_add_ball(x, ball_neg(ball_mid(cball_real(x)))),
                cball_add_ball(y, ball_neg(ball_mid(cball_real(y)))), x, x, x};
    z.xx = cball_sqr(z.x), z.xy = cball_mul(z.x, z.y), z.yy = cball_sqr(z.y);
    return z;
}

/* The same, and both laws' polynomials around the middle. */
static powers around_middle(cell *c, cball x, cball y)
{
    expand(&c->p, ball_mid(cball_real(x)), ball_mid(cball_real(y)));
    expand(&c->q, ball_mid(cball_real(x)), ball_mid(cball_real(y)));
    return relative(x, y);
}

/* u from differences of coefficients; the leading terms and the sums over them are handed on. */
static cball log_ratio(const cell *c, const powers *z, int leads[2], cball sums[2])
{
    leads[0] = leading(&c->p, z, &sums[0]);
    leads[1] = leading(&c->q, z, &sums[1]);
    cball u = difference(c->p.here[leads[0]], c->q.here[leads[1]], z);
    if (c->p.n > 1)
        u = cball_add(u, cball_log(sums[0]));
    return c->q.n > 1 ? cball_sub(u, cball_log(sums[1])) : u;
}

static site site_at(cell *c, scope *s, cball x, cball y)
{
    powers z = around_middle(c, x, y);
    int lead[2];
    cball sum[2], u = log_ratio(c, &z, lead, sum);
    site here = {.u = u, .side = cball_side(u), .order = ball_in(s, c->order)};
    here.r = cball_exp(here.side > 0 ? cball_neg(u) : u);
    if (here.side > 0) {
        here.p = cball_mul(cball_exp(polynomial(c->p.here[lead[0]], &z)), sum[0]);
        here.q = cball_mul(here.p, here.r);
    } else {
        here.q = cball_mul(cball_exp(polynomial(c->q.here[lead[1]], &z)), sum[1]);
        here.p = cball_mul(here.q, here.r);
    }
    return here;
}

/* min(p, q): q or p where the sign of u is certain; its range on other real boxes. */
static cball overlap_value(scope *s, const site *at)
{
    int sign = ball_sign(cball_real(at->u));
    if (sign)
        return sign > 0 ? at->q : at->p;
    if (scope_holomorphic(s))
        return cball_nothing(s);
    ball least = ball_min(ball_upper(cball_real(at->p)), ball_upper(cball_real(at->q)));
    return cball_from_ball(s, ball_upto(ball_max(least, ball_int(0))));
}

cball cell_value(void *state, scope *s, cball x, cball y)
{
    cell *c = state;
    cball radius = x;
    if (c->polar) {
        x = cball_add_ball(cball_mul(radius, cball_cos(y)), c->centre[0]);
        y = cball_add_ball(cball_mul(radius, cball_sin(y)), c->centre[1]);
    }
    site here = site_at(c, s, x, y);
    cball value = c->f == &functional_tv ? overlap_value(s, &here) : c->f->density(&here);
    return c->polar ? cball_mul(value, radius) : value;
}

cball cell_log_ratio(cell *c, scope *s, cball x, cball y)
{
    (void)s;
    powers z = around_middle(c, x, y);
    int lead[2];
    cball sum[2];
    return log_ratio(c, &z, lead, sum);
}

/* The derivative of a difference of two polynomials along an axis. */
static cball slope_difference(const ball a[MONOMIALS], const ball b[MONOMIALS], const powers *z, int axis)
{
    int own = axis ? Y_ : X_, square = axis ? YY : XX;
    cball sum = cball_mul_ball(axis ? z->y : z->x, ball_scale2(ball_sub(a[square], b[square]), 1));
    sum = cball_add(sum, cball_mul_ball(axis ? z->x : z->y, ball_sub(a[XY], b[XY])));
    return cball_add_ball(sum, ball_sub(a[own], b[own]));
}

/* The derivative of log p less that of the leading polynomial: the mean of the other slopes relative to it. */
static cball slope_beyond(const sum_of_terms *a, const powers *z, int lead, cball sum, int axis)
{
    cball mean = cball_from_ball(z->x.in, ball_int(0));
    for (int i = 0; i < a->n; i++)
        if (i != lead) {
            cball share = cball_exp(difference(a->here[i], a->here[lead], z));
            mean = cball_add(mean, cball_mul(share, slope_difference(a->here[i], a->here[lead], z, axis)));
        }
    return cball_div(mean, sum);
}

cball cell_log_ratio_slope(cell *c, scope *s, cball x, cball y, int axis)
{
    (void)s;
    powers z = around_middle(c, x, y);
    cball sum[2];
    int k = leading(&c->p, &z, &sum[0]), l = leading(&c->q, &z, &sum[1]);
    cball slope = slope_difference(c->p.here[k], c->q.here[l], &z, axis);
    if (c->p.n > 1)
        slope = cball_add(slope, slope_beyond(&c->p, &z, k, sum[0], axis));
    return c->q.n > 1 ? cball_sub(slope, slope_beyond(&c->q, &z, l, sum[1], axis)) : slope;
}

ball cell_density(const sum_of_terms *a, scope *s, ball x, ball y)
{
    powers z = relative(cball_from_ball(s, x), cball_from_ball(s, y));
    cball sum;
    expand(a, ball_mid(x), ball_mid(y));
    int k = leading(a, &z, &sum);
    return cball_real(cball_mul(cball_exp(polynomial(a->here[k], &z)), sum));
}

/* ---- Sums over the points of a product rule ---- */

/* e^(c_x x + c_xx x^2) along one side for each term; the constant goes with y. */
static void fill_side(const sum_of_terms *a, scope *s, const side_rule *rule, bool up, arb_ptr out)
{
    scope_mark start = scope_now(s);
    for (int i = 0; i < a->n; i++)
        for (slong k = 0; k < rule->n; k++, scope_rewind(s, start)) {
            const ball *c = a->here[i];
            ball z = ball_from_arb(s, rule->offset + k);
            ball sum = ball_mul(z, ball_add(c[up ? Y_ : X_], ball_mul(c[up ? YY : XX], z)));
            arb_set(out + i * rule->n + k, ball_exp(up ? ball_add(sum, c[ONE]) : sum).v);
        }
}

typedef struct tables {
    arb_ptr across, up;
    slong n, m;
} tables;

static tables tables_open(const sum_of_terms *a, scope *s, const side_rule *across, const side_rule *up)
{
    tables t = {_arb_vec_init(a->n * across->n), _arb_vec_init(a->n * up->n), across->n, up->n};
    fill_side(a, s, across, false, t.across);
    fill_side(a, s, up, true, t.up);
    return t;
}

static void tables_close(tables *t, int terms)
{
    _arb_vec_clear(t->across, terms * t->n);
    _arb_vec_clear(t->up, terms * t->m);
}

/* The density at a point; xy is the product of the offsets. */
static void density_at(const sum_of_terms *a, const tables *t, slong i, slong k, const arb_t xy,
                       arb_t product, arb_t out, slong bits)
{
    arb_zero(out);
    for (int j = 0; j < a->n; j++) {
        if (real_is_zero(a->of[j]->log_density[XY])) {
            arb_addmul(out, t->across + j * t->n + i, t->up + j * t->m + k, bits);
            continue;
        }
        arb_mul(product, xy, a->here[j][XY].v, bits);
        arb_exp(product, product, bits);
        arb_mul(product, product, t->across + j * t->n + i, bits);
        arb_addmul(out, product, t->up + j * t->m + k, bits);
    }
}

void cell_sum(void *state, scope *s, ball x, ball y, const side_rule *across, const side_rule *up,
              arb_t total)
{
    cell *c = state;
    slong bits = scope_bits(s);
    expand(&c->p, x, y);
    expand(&c->q, x, y);
    tables p = tables_open(&c->p, s, across, up), q = tables_open(&c->q, s, across, up);
    arb_t xy, product, row;
    arb_init(xy), arb_init(product), arb_init(row);
    ball of_p = ball_in(s, ball_int(0)), of_q = ball_in(s, ball_int(0)), order = ball_in(s, c->order);
    scope_mark start = scope_now(s);
    for (slong i = 0; i < across->n; i++) {
        arb_zero(row);
        for (slong k = 0; k < up->n; k++, scope_rewind(s, start)) {
            arb_mul(xy, across->offset + i, up->offset + k, bits);
            density_at(&c->p, &p, i, k, xy, product, of_p.v, bits);
            density_at(&c->q, &q, i, k, xy, product, of_q.v, bits);
            axis_site here = {of_p, of_q, ball_log(of_p), ball_log(of_q)};
            arb_addmul(row, c->f->density_on_axis(&here, order).v, up->weight + k, bits);
        }
        arb_addmul(total, row, across->weight + i, bits);
    }
    arb_clear(xy), arb_clear(product), arb_clear(row);
    tables_close(&p, c->p.n);
    tables_close(&q, c->q.n);
}
