/*
 * Taylor polynomials of |T - x|^p F' along the base. See wasserstein_taylor.h.
 *
 * Let Y be any real polynomial in t of n terms; a good one comes from Newton's method on power series,
 *     Y <- Y - (integral from 0 of (g(Y) Y' - F') dt) / g(Y),      which doubles the number of correct terms,
 * where F' = f(x(t)) x'(t), and g(Y) are sums of exponentials of elementary series. Nothing needs to be known about its rounding errors.
 * Let psi = g(Y) Y' - F', the first terms of which are computed in balls. On |t| <= R it is at most
 * M = sup g(Y) sup |Y'| + sup |F'|, so by Cauchy's estimate, for real |t| <= h < R and q = h/R,
 *
 *     rho = |G(Y(t)) - F(x(t))|  <=  |G(Y(0)) - F(x(0))| + sum |psi_k| h^(k+1)/(k+1) + h M q^(n-1)/(1 - q).
 *
 * If g >= m > 0 within e = rho/m of Y's range, then |T - Y| <= e by the mean value theorem: G(Y - e) <= F <= G(Y + e). (G is
 * continued by its density beyond the ends of its piece, increasing; a solution there, say left of the end c, would give
 * F(x) = G(y) < G(c).) So the integral differs by at most  p (D + e)^(p-1) e sup|F'| 2h,  D = sup |Y - x|,  from that of
 * |Y - x|^p F', whose own Taylor remainder is at most 2h sup q^n/(1 - q), again by Cauchy; a power that is no natural number asks for
 * |Y - x| > 0 on |t| <= R there.
 *
 * F and G themselves are asked for at the centre only. Complex arguments occur in upper bounds of elementary functions only.
 */
#include "divergences/wasserstein_series.h"

#include <math.h>

void coupling_compile(coupling *q, scope *s)
{
    for (int k = 0; k < q->base.piece.forms; k++)
        q->f[k] = form_series_of(s, &q->base.piece.f[k], q->along.at_exact);
    for (int k = 0; q->other && k < q->other->piece.forms; k++)
        q->g[k] = form_series_of(s, &q->other->piece.f[k], NULL);
}

ball coupling_level(const coupling *q, scope *s, ball t)
{
    return gap_at(&q->base.piece, s, map_x(&q->along, ball_in(s, t)));
}

ball coupling_image(coupling *q, scope *s, ball t)
{
    return q->other ? branch_inverse(q->other, s, coupling_level(q, s, t)) : ball_in(s, q->atom);
}

/* ---- Bounds ---- */

/* sup |F'|, and how far x lies from its polynomial at most, on |t| <= R. */
static ball speed_bound(const coupling *q, scope *s, const series *z, ball R, ball *off)
{
    ball x0 = series_coefficient(s, z->x, 0), speed = ball_abs(q->step), reach = ball_mul(speed, R);
    *off = ball_in(s, ball_int(0));
    if (q->along.kind != MAP_AFFINE) {
        ball scale = series_coefficient(s, z->distance, 0);
        if (ball_less(reach, ball_ratio(3, 4)) != HOLDS)
            return ball_nothing(s);
        *off = ball_upper(ball_scale2(scale, 1 - z->n)); /* sum over k >= n of (3/4)^k/k! */
        speed = ball_mul(speed, ball_mul(scale, ball_exp(reach)));
        reach = ball_mul(scale, ball_expm1(reach));
    }
    return ball_upper(ball_mul(branch_most(&q->base, s, x0, ball_upper(reach)), speed));
}

/* What is known on |t| <= R. */
typedef struct disc {
    ball R, speed, psi, product; /* sups of |F'|, |psi|, |Y - x|^p |F'| */
} disc;

static ball raised(ball x, power_of order, bool once_less)
{
    return order.whole ? ball_pow(x, ball_int(order.whole - once_less))
                       : ball_pow(x, once_less ? ball_add_int(order.order, -1) : order.order);
}

static bool disc_set(disc *c, const coupling *q, scope *s, const series *z, ball R)
{
    ball off, y0 = series_coefficient(s, z->y, 0);
    c->R = R;
    c->speed = speed_bound(q, s, z, R, &off);
    ball g =
        q->other ? branch_most(q->other, s, y0, majorant(s, &z->size_y, 1, R, 0)) : ball_in(s, ball_int(0));
    c->psi = ball_add(c->speed, ball_mul(g, majorant(s, &z->size_y, 1, R, 1)));
    ball first = series_coefficient(s, z->d, 0), more = ball_add(majorant(s, &z->size_d, 1, R, 0), off);
    bool powers = q->order.whole || ball_less(more, first) == HOLDS;
    c->product =
        ball_upper(ball_mul(raised(ball_upper(ball_add(ball_abs(first), more)), q->order, false), c->speed));
    return powers && ball_is_finite(c->psi) && ball_is_finite(c->product);
}

/* q^n/(1 - q) */
static ball geometric(ball q, slong n)
{
    return ball_div(ball_pow(q, ball_int(n)), ball_sub(ball_int(1), q));
}

/* |T - Y| for real |t| <= h; indeterminate if G is too flat. */
static ball closeness(const coupling *q, scope *s, const series *z, const disc *c, ball h, ball part)
{
    ball rho = ball_add(z->start, ball_add(majorant(s, &z->size_psi, 0, h, -1),
                                           ball_mul(ball_mul(h, c->psi), geometric(part, z->n - 1))));
    ball y0 = series_coefficient(s, z->y, 0), range = majorant(s, &z->size_y, 1, h, 0);
    ball room = ball_div_int(range, 16), y = ball_add(y0, ball_within(ball_upper(ball_add(range, room))));
    ball least = branch_least(q->other, s, y), e = ball_upper(ball_div(rho, least));
    return ball_positive(least) == HOLDS && ball_less(e, room) == HOLDS ? e : ball_nothing(s);
}

static ball error_bound(const coupling *q, scope *s, const series *z, const disc *c, ball h)
{
    ball part = ball_div(h, c->R), off, width = ball_scale2(h, 1);
    ball cut = ball_mul(width, ball_mul(c->product, geometric(part, z->n)));
    if (!q->other)
        return cut;
    ball e = closeness(q, s, z, c, h, part);
    (void)speed_bound(q, s, z, h, &off);
    ball most = ball_add(ball_add(majorant(s, &z->size_d, 0, h, 0), off), e);
    ball slope = ball_mul(q->order.order, raised(ball_upper(most), q->order, true));
    return ball_add(cut, ball_mul(ball_mul(width, c->speed), ball_mul(slope, e)));
}

/* ---- Expansions ---- */

void expansion_init(expansion *e) { arb_poly_init(e->terms); }
void expansion_clear(expansion *e) { arb_poly_clear(e->terms); }

/* The largest of some parts of R over which the error stays below 2^-goal. */
static void try_parts(expansion *e, const coupling *q, scope *s, const series *z, const disc *c, slong goal)
{
    ball wanted = ball_scale2(ball_in(s, ball_int(1)), -goal);
    double R = ball_double(c->R);
    for (double h = 0.75 * R; h > e->reach && h > R / 64; h *= 0.85) {
        ball missed = error_bound(q, s, z, c, ball_exact_double(s, h));
        if (ball_at_most(missed, wanted) == HOLDS) {
            e->reach = h;
            e->error = missed;
            return;
        }
    }
}

/* Bounds need few digits. */
static void find_reach(expansion *e, const coupling *q, scope *s, series *z, double R, slong goal)
{
    enum { TRIES = 24, BITS = 64 };
    slong bits = scope_bits(s);
    scope_set_bits(s, BITS + q->lost);
    z->size_y = sizes_of(z->y), z->size_psi = sizes_of(z->psi), z->size_d = sizes_of(z->d);
    e->reach = 0;
    for (int k = 0; k < TRIES && 0.75 * R > e->reach && !scope_expired(s); k++, R *= 0.75) {
        disc c;
        if (disc_set(&c, q, s, z, ball_exact_double(s, R)))
            try_parts(e, q, s, z, &c, goal);
    }
    sizes_clear(&z->size_y), sizes_clear(&z->size_psi), sizes_clear(&z->size_d);
    scope_set_bits(s, bits);
}

void expansion_at(expansion *e, coupling *q, scope *s, ball centre, double most, slong n, slong goal)
{
    series z;
    double unit = ldexp(1, ilogb(most) - 1); /* coefficients by powers of t/unit are of similar size */
    q->step = ball_in(s, ball_mul(ball_sub(q->along.w1, q->along.w0), ball_exact_double(s, unit)));
    series_init(&z, n);
    series_expand(&z, q, s, centre, scope_bits(s));
    series_integrand(e->terms, &z, q->order, scope_bits(s));
    find_reach(e, q, s, &z, 8, goal);
    e->unit = unit;
    e->reach *= unit;
    series_clear(&z);
}

ball expansion_integral(const expansion *e, scope *s, double half)
{
    ball part = ball_exact_double(s, half / e->unit), sum = ball_in(s, ball_int(0)), square = ball_sqr(part);
    for (slong k = (arb_poly_length(e->terms) - 1) & ~1L; k >= 0; k -= 2)
        sum = ball_add(ball_mul(sum, square), ball_div_int(series_coefficient(s, e->terms, k), k + 1));
    ball value = ball_widen(ball_mul(ball_scale2(part, 1), sum), e->error);
    return ball_is_finite(value) ? ball_max(value, ball_in(s, ball_int(0))) : value;
}
