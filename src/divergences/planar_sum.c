/* Sums of terms: see planar_sum.h. */
#include "divergences/planar_sum.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Compiling ---- */

/* Completing the square in y: c_yy (y - m)^2 with m = -(c_y + c_xy x)/(2 c_yy), and what is left of the polynomial. */
static struct section section_of(scope *s, const planar_term *of, const ball c[MONOMIALS])
{
    ball zero = ball_in(s, ball_int(0));
    struct section out = {{c[ONE], c[X_], c[XX]}, zero, {zero, zero}, c[Y_], false, false, 0};
    out.flat = real_is_zero(of->log_density[YY]);
    out.level = out.flat && real_is_zero(of->log_density[Y_]);
    if (out.flat)
        return out;
    ball twice = ball_scale2(c[YY], 1);
    out.r = ball_sqrt(ball_neg(c[YY]));
    out.m[0] = ball_neg(ball_div(c[Y_], twice));
    out.m[1] = ball_neg(ball_div(c[XY], twice));
    out.exponent[0] = ball_sub(c[ONE], ball_mul(c[YY], ball_sqr(out.m[0])));
    out.exponent[1] = ball_sub(c[X_], ball_mul(twice, ball_mul(out.m[0], out.m[1])));
    out.exponent[2] = ball_sub(c[XX], ball_mul(c[YY], ball_sqr(out.m[1])));
    return out;
}

/* Sections are the same functions of y up to a factor. */
static bool same_course(const planar_term *a, const planar_term *b)
{
    return real_equal(a->log_density[Y_], b->log_density[Y_])
           && real_equal(a->log_density[YY], b->log_density[YY])
           && real_equal(a->log_density[XY], b->log_density[XY]);
}

static void group_sections(sum_of_terms *a)
{
    for (int i = 0; i < a->n; i++)
        for (a->section[i].like = 0; !same_course(a->of[a->section[i].like], a->of[i]);)
            a->section[i].like++;
}

sum_of_terms sum_room(int n)
{
    size_t room = (size_t)n + 1;
    sum_of_terms a = {0};
    a.of = malloc(sizeof *a.of * room);
    a.c = malloc(sizeof *a.c * room);
    a.section = malloc(sizeof *a.section * room);
    a.here = malloc(sizeof *a.here * room);
    a.rounded = malloc(sizeof *a.rounded * room);
    return a;
}

void sum_open(sum_of_terms *a, scope *s, const planar_terms *all, const bool *active)
{
    *a = sum_room(all->n);
    for (int i = 0; i < all->n; i++)
        if (active[i])
            a->of[a->n++] = &all->t[i];
    for (int i = 0; i < a->n; i++) {
        for (int m = 0; m < MONOMIALS; m++)
            a->c[i][m] = real_ball(s, a->of[i]->log_density[m]);
        a->section[i] = section_of(s, a->of[i], a->c[i]);
    }
    group_sections(a);
}

void sum_close(sum_of_terms *a)
{
    free(a->of);
    free(a->c);
    free(a->here);
    free(a->rounded);
    free(a->section);
}

/* ---- What both have in common ---- */

/* The same terms up to a factor. */
static bool same_shape(const planar_term *a, const planar_term *b)
{
    bool same = true;
    for (int m = X_; m < MONOMIALS && same; m++)
        same = real_equal(a->log_density[m], b->log_density[m]);
    return same;
}

static void move_term(sum_of_terms *from, int i, sum_of_terms *to)
{
    int last = --from->n;
    if (to) {
        to->of[to->n] = from->of[i], to->section[to->n] = from->section[i];
        memcpy(to->c[to->n++], from->c[i], sizeof *from->c);
    }
    from->of[i] = from->of[last], from->section[i] = from->section[last];
    memcpy(from->c[i], from->c[last], sizeof *from->c);
}

/* Multiplies a term by e^by. */
static void scale_term(sum_of_terms *of, int i, ball by)
{
    of->c[i][ONE] = ball_add(of->c[i][ONE], by);
    of->section[i].exponent[0] = ball_add(of->section[i].exponent[0], by);
}

/* Multiples of one term become one: log(e^a + e^b) = a + log(1 + e^(b - a)). */
static void merge_terms(sum_of_terms *a)
{
    for (int i = a->n - 1; i > 0; i--)
        for (int k = 0; k < i; k++)
            if (same_shape(a->of[i], a->of[k])) {
                scale_term(a, k, ball_log1p(ball_exp(ball_sub(a->c[i][ONE], a->c[k][ONE]))));
                move_term(a, i, NULL);
                break;
            }
}

/*
 * A term e^a of p and a multiple e^b of it in q. The lesser leaves both: log(e^a - e^b) = a + log(1 - e^(b - a)). If it is not known
 * which is, both leave, as min(p + e^a, q + e^b) lies between min(p, q) + e^min(a, b) and min(p, q) + e^max(a, b).
 */
static void cancel_pair(sum_of_terms *p, sum_of_terms *q, int i, int k, sum_of_terms *common)
{
    ball a = p->c[i][ONE], b = q->c[k][ONE], gap = ball_sub(a, b);
    int order = ball_sign(gap);
    if (order)
        scale_term(order > 0 ? p : q, order > 0 ? i : k,
                   ball_log(ball_neg(ball_expm1(order > 0 ? ball_neg(gap) : gap))));
    move_term(order > 0 ? q : p, order > 0 ? k : i, common);
    if (order)
        return;
    move_term(q, k, NULL);
    scale_term(common, common->n - 1, ball_sub(ball_hull(a, b), a));
}

sum_of_terms sum_cancel(sum_of_terms *p, sum_of_terms *q)
{
    sum_of_terms common = sum_room(p->n + q->n);
    merge_terms(p);
    merge_terms(q);
    for (int i = p->n - 1; i >= 0; i--)
        for (int k = q->n - 1; k >= 0; k--)
            if (same_shape(p->of[i], q->of[k])) {
                cancel_pair(p, q, i, k, &common);
                break;
            }
    group_sections(p);
    group_sections(q);
    group_sections(&common);
    return common;
}

/* ---- Masses of sections ---- */

/* E(x), around the middle of the box. */
static cball exponent_at(const ball e[3], cball x)
{
    ball mid = ball_mid(cball_real(x)), turn = ball_mul(e[2], mid);
    cball z = cball_add_ball(x, ball_neg(mid));
    cball sum = cball_add(cball_mul_ball(z, ball_add(e[1], ball_scale2(turn, 1))),
                          cball_mul_ball(cball_sqr(z), e[2]));
    return cball_add_ball(sum, ball_add(e[0], ball_mul(mid, ball_add(e[1], turn))));
}

/* At least |factor| |to - from| e^(v^2), v = |Im r (y - m)| at the ends: it bounds the mass of a normal term. */
static void bound_mass(mag_t out, cball factor, cball length, cball low, cball high)
{
    mag_t v, more;
    mag_init(v), mag_init(more);
    arb_get_mag(v, acb_imagref(low.v));
    arb_get_mag(more, acb_imagref(high.v));
    mag_max(v, v, more);
    mag_mul(v, v, v);
    mag_exp(v, v);
    acb_get_mag(out, factor.v);
    acb_get_mag(more, length.v);
    mag_mul(out, out, more);
    mag_mul(out, out, v);
    mag_clear(v), mag_clear(more);
}

/* The integral over y without the factor that depends on x. */
static cball rise_of_term(const struct section *t, scope *s, cball low, cball high)
{
    if (t->level)
        return cball_sub(high, low);
    if (t->flat)
        return cball_mul_ball(cball_sub(cball_exp(high), cball_exp(low)), ball_inv(t->b));
    ball scale = ball_div(ball_sqrt(ball_pi(s)), ball_scale2(t->r, 1));
    return cball_mul_ball(cball_sub(cball_erf(high), cball_erf(low)), scale);
}

/* What rise_of_term is a function of, at y. */
static cball height_in_term(const struct section *t, cball x, cball y)
{
    if (t->flat)
        return t->level ? y : cball_mul_ball(y, t->b);
    return cball_mul_ball(cball_sub(y, cball_linear(t->m[0], t->m[1], x)), t->r);
}

cball sum_mass(const sum_of_terms *a, scope *s, cball x, cball from, cball to, double faint)
{
    cball sum = cball_from_ball(s, ball_int(0)), length = cball_sub(to, from), rise[a->n + 1];
    bool known[a->n + 1];
    mag_t most;
    mag_init(most);
    for (int i = 0; i < a->n; i++) {
        const struct section *t = &a->section[i];
        cball factor = cball_exp(exponent_at(t->exponent, x));
        cball low = height_in_term(t, x, from), high = height_in_term(t, x, to);
        known[i] = false;
        bound_mass(most, factor, length, low, high);
        if (!t->flat && mag_cmp_2exp_si(most, ilogb(faint)) <= 0) {
            acb_add_error_mag(sum.v, most);
            continue;
        }
        if (!known[t->like])
            rise[t->like] = rise_of_term(t, s, low, high), known[t->like] = true;
        acb_addmul(sum.v, factor.v, rise[t->like].v, scope_bits(s));
    }
    mag_clear(most);
    return sum;
}

ball sum_mass_bound(const sum_of_terms *a, scope *s, ball x, ball from, ball to, int beyond)
{
    ball sum = ball_in(s, ball_int(0));
    cball at_x = cball_from_ball(s, x);
    for (int i = 0; i < a->n; i++) {
        const struct section *t = &a->section[i];
        if (t->flat) {
            cball low = height_in_term(t, at_x, cball_from_ball(s, from)),
                  high = height_in_term(t, at_x, cball_from_ball(s, to));
            cball part = cball_mul(cball_exp(exponent_at(t->exponent, at_x)), rise_of_term(t, s, low, high));
            sum = ball_add(sum, cball_real(part));
            continue;
        }
        ball m = ball_add(t->m[0], ball_mul(t->m[1], x));
        ball z = ball_mul(beyond > 0 ? ball_sub(m, to) : ball_sub(from, m), t->r);
        ball part = ball_mul(cball_real(cball_exp(exponent_at(t->exponent, at_x))), ball_erfc(z));
        sum = ball_add(sum, ball_mul(part, ball_div(ball_sqrt(ball_pi(s)), ball_scale2(t->r, 1))));
    }
    return ball_upper(sum);
}
