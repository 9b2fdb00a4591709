/* Power series along the base: see wasserstein_series.h, and wasserstein_taylor.c for what they are good for. */
#include "divergences/wasserstein_series.h"

ball series_coefficient(scope *s, const arb_poly_t c, slong k)
{
    return k < arb_poly_length(c) ? ball_from_arb(s, arb_poly_get_coeff_ptr(c, k)) : ball_in(s, ball_int(0));
}

/* sum over k of exp(log f_k(x(t))) */
static void density_along(arb_poly_t out, const form_series *f, int forms, const arb_poly_t x,
                          const arb_poly_struct *distance, slong n, slong bits)
{
    arb_poly_t one;
    arb_poly_init(one);
    arb_poly_zero(out);
    for (int k = 0; k < forms; k++) {
        form_series_along(one, &f[k], x, distance, n, bits);
        arb_poly_exp_series(one, one, n, bits);
        arb_poly_add(out, out, one, bits);
    }
    arb_poly_clear(one);
}

/* x at centre + t; distance is |x - at|, if x is at +- e^w. */
static void place_along(arb_poly_t x, arb_poly_t distance, const coupling *q, scope *s, ball centre, slong n,
                        slong bits)
{
    ball W = q->step,
         w = ball_in(s, ball_add(q->along.w0, ball_mul(ball_sub(q->along.w1, q->along.w0), centre)));
    arb_poly_zero(x);
    arb_poly_set_coeff_arb(x, 1, ball_in(s, W).v);
    arb_poly_set_coeff_arb(x, 0, w.v);
    if (q->along.kind == MAP_AFFINE)
        return;
    arb_poly_exp_series(distance, x, n, bits);
    if (q->along.kind == MAP_EXP)
        arb_poly_set(x, distance);
    else
        arb_poly_neg(x, distance);
    ball x0 = ball_add(q->along.at, series_coefficient(s, x, 0));
    arb_poly_set_coeff_arb(x, 0, x0.v);
}

/* psi = g(y) y' - F', and g(y). */
static void defect(arb_poly_t psi, arb_poly_t gy, const coupling *q, const arb_poly_t y,
                   const arb_poly_t speed, slong n, slong bits)
{
    density_along(gy, q->g, q->other->piece.forms, y, NULL, n, bits);
    arb_poly_derivative(psi, y, bits);
    arb_poly_mullow(psi, psi, gy, n - 1, bits);
    arb_poly_t known;
    arb_poly_init(known);
    arb_poly_set_trunc(known, speed, n - 1);
    arb_poly_sub(psi, psi, known, bits);
    arb_poly_clear(known);
}

/* The middles of the coefficients. */
static void forget_errors(arb_poly_t c)
{
    for (slong k = 0; k < arb_poly_length(c); k++)
        mag_zero(arb_radref(arb_poly_get_coeff_ptr(c, k)));
}

/* a := a/b modulo t^n, for middles: error bounds would grow with the majorant of 1/b, and take the digits with them. */
static void divide_middles(arb_poly_t a, const arb_poly_t b, slong n, slong bits)
{
    if (!arb_poly_length(b)) { /* no density, no step: the defect tells */
        arb_poly_zero(a);
        return;
    }
    arb_poly_t out;
    arb_poly_init2(out, n);
    for (slong k = 0; k < n; k++) {
        slong terms = k < arb_poly_length(b) ? k : arb_poly_length(b) - 1;
        arb_t top;
        arb_init(top);
        arb_poly_get_coeff_arb(top, a, k);
        if (terms > 0)
            arb_dot(top, top, 1, arb_poly_get_coeff_ptr(b, 1), 1, out->coeffs + k - 1, -1, terms, bits);
        arb_div(top, top, b->coeffs, bits);
        mag_zero(arb_radref(top));
        arb_swap(out->coeffs + k, top);
        arb_clear(top);
    }
    _arb_poly_set_length(out, n);
    _arb_poly_normalise(out);
    arb_poly_swap(a, out);
    arb_poly_clear(out);
}

/* Y from its constant term. */
static void solve_image(arb_poly_t y, const coupling *q, const arb_poly_t speed, slong n, slong bits)
{
    arb_poly_t gy, step, psi;
    arb_poly_init(gy), arb_poly_init(step), arb_poly_init(psi);
    for (slong m = 1; m < n;) {
        m = 2 * m < n ? 2 * m : n;
        defect(psi, gy, q, y, speed, m, bits);
        arb_poly_integral(step, psi, bits);
        forget_errors(step), forget_errors(gy);
        divide_middles(step, gy, m, bits);
        arb_poly_sub(y, y, step, bits);
        forget_errors(y);
    }
    arb_poly_clear(gy), arb_poly_clear(step), arb_poly_clear(psi);
}

void series_init(series *z, slong n)
{
    z->n = n;
    arb_poly_init(z->x), arb_poly_init(z->distance), arb_poly_init(z->speed);
    arb_poly_init(z->y), arb_poly_init(z->psi), arb_poly_init(z->d);
}

void series_clear(series *z)
{
    arb_poly_clear(z->x), arb_poly_clear(z->distance), arb_poly_clear(z->speed);
    arb_poly_clear(z->y), arb_poly_clear(z->psi), arb_poly_clear(z->d);
}

/* Y and psi; a constant needs neither. */
static void start_image(series *z, coupling *q, scope *s, ball centre, slong bits)
{
    z->start = ball_in(s, ball_int(0));
    if (!q->other) {
        arb_poly_set_coeff_arb(z->y, 0, ball_in(s, q->atom).v);
        return;
    }
    ball u = coupling_level(q, s, centre), y0 = branch_guess(q->other, s, u);
    z->start = ball_upper(ball_abs(ball_sub(gap_at(&q->other->piece, s, y0), u)));
    arb_poly_set_coeff_arb(z->y, 0, y0.v);
    solve_image(z->y, q, z->speed, z->n, bits);
    arb_poly_t gy;
    arb_poly_init(gy);
    defect(z->psi, gy, q, z->y, z->speed, z->n, bits);
    arb_poly_clear(gy);
}

void series_expand(series *z, coupling *q, scope *s, ball centre, slong bits)
{
    bool affine = q->along.kind == MAP_AFFINE;
    place_along(z->x, z->distance, q, s, centre, z->n, bits);
    density_along(z->speed, q->f, q->base.piece.forms, z->x, affine ? NULL : z->distance, z->n, bits);
    arb_poly_scalar_mul(z->speed, z->speed, q->step.v, bits);
    if (!affine)
        arb_poly_mullow(z->speed, z->speed, z->distance, z->n, bits);
    if (q->direction < 0)
        arb_poly_neg(z->speed, z->speed);
    start_image(z, q, s, centre, bits);
    arb_poly_sub(z->d, z->y, z->x, bits);
    if (q->sign < 0)
        arb_poly_neg(z->d, z->d);
    if (q->direction < 0)
        arb_poly_neg(z->speed, z->speed);
}

void series_integrand(arb_poly_t out, const series *z, power_of order, slong bits)
{
    if (order.whole)
        arb_poly_pow_ui_trunc_binexp(out, z->d, (ulong)order.whole, z->n, bits);
    else
        arb_poly_pow_arb_series(out, z->d, order.order.v, z->n, bits);
    arb_poly_mullow(out, out, z->speed, z->n, bits);
}

/* ---- Sizes ---- */

sizes sizes_of(const arb_poly_t c)
{
    sizes m = {.n = arb_poly_length(c)};
    m.v = _mag_vec_init(m.n);
    for (slong k = 0; k < m.n; k++)
        arb_get_mag(m.v + k, arb_poly_get_coeff_ptr(c, k));
    return m;
}

void sizes_clear(sizes *m) { _mag_vec_clear(m->v, m->n); }

ball majorant(scope *s, const sizes *c, slong first, ball R, int derivative)
{
    mag_t sum, r;
    mag_init(sum), mag_init(r);
    arb_get_mag(r, ball_in(s, R).v);
    for (slong k = c->n - 1; k >= first; k--) {
        mag_t one;
        mag_init_set(one, c->v + k);
        if (derivative > 0)
            mag_mul_ui(one, one, (ulong)k);
        else if (derivative < 0)
            mag_div_ui(one, one, (ulong)k + 1);
        mag_mul(sum, sum, r);
        mag_add(sum, sum, one);
        mag_clear(one);
    }
    for (slong k = first + (derivative < 0) - (derivative > 0); k > 0; k--)
        mag_mul(sum, sum, r);
    ball bound = ball_in(s, ball_int(0));
    arf_set_mag(arb_midref(bound.v), sum);
    mag_clear(sum), mag_clear(r);
    return bound;
}
