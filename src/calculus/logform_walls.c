/* The positive roots of the polynomials of a chain: see logform_line.c. */
#include "calculus/logform_line.h"

enum { DEGREE_MAX = 120, ROOT_BITS = 64 };

static slong degree(const line *l, const poly *A) { return fmpz_mpoly_degree_si(A, l->x, l->K->context); }

static bool add_factors(fmpz_poly_factor_t to, const line *l, const poly *A)
{
    fmpz_poly_t p;
    fmpz_poly_factor_t factors;
    if (degree(l, A) <= 0)
        return true;
    if (degree(l, A) > DEGREE_MAX)
        return false;
    fmpz_poly_init(p);
    fmpz_poly_factor_init(factors);
    fmpz_mpoly_get_fmpz_poly(p, A, l->x, l->K->context);
    fmpz_poly_factor(factors, p);
    for (slong i = 0; i < factors->num; i++)
        fmpz_poly_factor_insert(to, factors->p + i, 1);
    fmpz_poly_factor_clear(factors);
    fmpz_poly_clear(p);
    return true;
}

static bool add_ratio(fmpz_poly_factor_t to, const line *l, ratio a)
{
    return add_factors(to, l, a.numerator) && add_factors(to, l, a.denominator);
}

static bool add_chain(fmpz_poly_factor_t to, const line *l, const chain *of)
{
    bool fine = true;
    for (int k = 0; fine && k <= of->last; k++) {
        const logform *f = of->f[k];
        fine = add_factors(to, l, f->rational.denominator)
               && (k < of->last || add_factors(to, l, f->rational.numerator))
               && (k == of->last || add_ratio(to, l, of->divisor[k]));
        for (int i = 0; fine && i < f->terms; i++)
            fine =
                add_factors(to, l, f->term[i].atom) && add_factors(to, l, f->term[i].coefficient.denominator);
    }
    for (const condition *c = of->f[0]->conditions; fine && c; c = c->next)
        fine = add_ratio(to, l, c->subject);
    return fine;
}

/* The root of p1 x + p0, if it is positive. */
static bool add_rational_root(places *to, const line *l, const fmpz_poly_t p)
{
    fmpq_t x;
    fmpq_init(x);
    fmpq_set_fmpz_frac(x, p->coeffs, p->coeffs + 1);
    fmpq_neg(x, x);
    bool fine = fmpq_sgn(x) <= 0 || places_insert_in_order(l, to, place_rational(x));
    fmpq_clear(x);
    return fine;
}

/* The real root in a ball that no other root is in; false if the ball is not small enough to see that it is positive or not. */
static bool add_root_in(places *to, const line *l, const logform *f, const arb_t ball)
{
    bool fine = !arb_contains_zero(ball);
    fmpq_t lo, hi;
    arf_t end;
    arf_init(end);
    fmpq_init(lo);
    fmpq_init(hi);
    if (fine && arb_is_positive(ball)) {
        arb_get_lbound_arf(end, ball, ROOT_BITS);
        arf_get_fmpq(lo, end);
        arb_get_ubound_arf(end, ball, ROOT_BITS);
        arf_get_fmpq(hi, end);
        int sign = line_sign_at(l, f, lo);
        fine = (sign == 1 || sign == -1) && line_sign_at(l, f, hi) == -sign
               && places_insert_in_order(l, to, place_of_zero(f, lo, hi, sign));
    }
    arf_clear(end);
    fmpq_clear(lo);
    fmpq_clear(hi);
    return fine;
}

/* p is irreducible, of degree two or more. */
static bool add_irrational_roots(places *to, const line *l, const fmpz_poly_t p)
{
    slong n = fmpz_poly_degree(p);
    poly *A = field_poly(l->K);
    fmpz_mpoly_set_fmpz_poly(A, p, l->x, l->K->context);
    const logform *f = logform_of_rational(l->K, (ratio){A, ratio_integer(l->K, 1).denominator});
    acb_ptr roots = _acb_vec_init(n);
    arb_fmpz_poly_complex_roots(roots, p, 0, ROOT_BITS);
    bool fine = true;
    for (slong i = 0; fine && i < n; i++)
        fine = !acb_is_real(roots + i) || add_root_in(to, l, f, acb_realref(roots + i));
    _acb_vec_clear(roots, n);
    return fine;
}

bool places_add_walls(places *to, const line *l, const chain *of)
{
    fmpz_poly_factor_t factors;
    fmpz_poly_factor_init(factors);
    bool fine = add_chain(factors, l, of);
    for (slong i = 0; fine && i < factors->num; i++)
        fine = fmpz_poly_degree(factors->p + i) == 1 ? add_rational_root(to, l, factors->p + i)
                                                     : add_irrational_roots(to, l, factors->p + i);
    fmpz_poly_factor_clear(factors);
    return fine;
}
