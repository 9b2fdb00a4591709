/*
 * Simpler questions that are the same question: f ≥ 0 on its domain exactly if g ≥ 0 on its own.
 *
 * SCALING. If f(λ^w1 x1, λ^w2 x2, ...) = λ^k f(x1, x2, ...) for all λ > 0, and the domain is invariant, a symbol of weight
 * wj ≠ 0 can be put equal to 1: λ = xj^(-1/wj). The weights solve linear equations over the integers: all monomials of an
 * atom, of a coefficient's numerator or denominator, or of a condition have one weight; all coefficients c_i have the same
 * weight k; and, as log|a(λx)| = log|a(x)| + w(a) log λ, the sum of w(a_i) c_i is 0.
 *
 * MERGING. If f and its domain depend on c x + y only, c > 0, as df/dx = c df/dy shows, x can be put equal to y: c x + y takes all
 * positive values there, too.
 *
 * UNFOLDING. A condition A > 0 with A of degree one in s bounds s: s > r becomes s = r + t, and s < r becomes s = r t/(1+t),
 * both for t > 0; t takes the name of s.
 */
#include "calculus/logform_parts.h"

enum { ROWS_MAX = 2000 };

/* --- scaling --- */

typedef struct equations {
    const logform *of;
    fmpz_mat_t rows; /* one equation a row, one symbol a column */
    slong n;
} equations;

static void monomial(slong *exponent, const logform_field *K, const poly *A, slong term)
{
    ulong e[LOGFORM_SYMBOLS];
    fmpz_mpoly_get_term_exp_ui(e, A, term, K->context);
    for (int j = 0; j < LOGFORM_SYMBOLS; j++)
        exponent[j] = (slong)e[j];
}

/* The weights of two monomials, or of a product and another one, agree. */
static void add_difference(equations *to, const slong *a, const slong *b)
{
    for (int j = 0; j < LOGFORM_SYMBOLS && to->n < ROWS_MAX; j++)
        fmpz_set_si(fmpz_mat_entry(to->rows, to->n, j), a[j] - b[j]);
    to->n++;
}

static void add_poly(equations *to, const poly *A)
{
    slong first[LOGFORM_SYMBOLS], other[LOGFORM_SYMBOLS];
    if (A->length == 0)
        return;
    monomial(first, to->of->field, A, 0);
    for (slong t = 1; t < A->length && to->n < ROWS_MAX; t++) {
        monomial(other, to->of->field, A, t);
        add_difference(to, other, first);
    }
}

static void add_ratio(equations *to, ratio a)
{
    add_poly(to, a.numerator);
    add_poly(to, a.denominator);
}

static void weight_of_ratio(slong *exponent, const logform_field *K, ratio a)
{
    slong below[LOGFORM_SYMBOLS];
    monomial(exponent, K, a.numerator, 0);
    monomial(below, K, a.denominator, 0);
    for (int j = 0; j < LOGFORM_SYMBOLS; j++)
        exponent[j] -= below[j];
}

/* All coefficients have the weight of the first; the rational part counts if it is not 0. */
static void add_coefficients(equations *to)
{
    const logform *f = to->of;
    slong first[LOGFORM_SYMBOLS], other[LOGFORM_SYMBOLS];
    weight_of_ratio(first, f->field, f->terms ? f->term[0].coefficient : f->rational);
    for (int i = 0; i <= f->terms; i++) {
        ratio c = i < f->terms ? f->term[i].coefficient : f->rational;
        if (ratio_is_zero(f->field, c))
            continue;
        add_ratio(to, c);
        weight_of_ratio(other, f->field, c);
        add_difference(to, other, first);
    }
}

/* sum_i c_i e_j(a_i), e_j the exponent of symbol j in a monomial of the atom. */
static ratio share(const logform *f, int j)
{
    ratio sum = ratio_integer(f->field, 0);
    slong e[LOGFORM_SYMBOLS];
    for (int i = 0; i < f->terms; i++) {
        monomial(e, f->field, f->term[i].atom, 0);
        sum = ratio_sum(f->field, sum,
                        ratio_product(f->field, f->term[i].coefficient, ratio_integer(f->field, e[j])));
    }
    return sum;
}

/* sum_j w_j share_j = 0, monomial by monomial over a common denominator. */
static bool add_shares(equations *to)
{
    logform_field *K = to->of->field;
    ratio shares[LOGFORM_SYMBOLS], all = ratio_integer(K, 1);
    for (int j = 0; j < K->symbols; j++) {
        shares[j] = share(to->of, j);
        ratio left = ratio_ok(shares[j]) ? ratio_product(K, shares[j], all) : shares[j];
        all = ratio_ok(left)
                  ? ratio_product(K, all, (ratio){left.denominator, ratio_integer(K, 1).denominator})
                  : left;
        if (!ratio_ok(all))
            return false;
    }
    for (int j = 0; j < K->symbols; j++)
        if (!ratio_ok(shares[j] = ratio_product(K, shares[j], all)))
            return false;
    for (int j = 0; j < K->symbols; j++)
        for (slong t = 0; t < shares[j].numerator->length && to->n < ROWS_MAX; t++, to->n++) {
            ulong e[LOGFORM_SYMBOLS];
            fmpz_mpoly_get_term_exp_ui(e, shares[j].numerator, t, K->context);
            for (int i = 0; i < K->symbols; i++)
                fmpz_mpoly_get_coeff_fmpz_ui(fmpz_mat_entry(to->rows, to->n, i), shares[i].numerator, e,
                                             K->context);
        }
    return true;
}

static bool all_equations(equations *to)
{
    const logform *f = to->of;
    bool used[LOGFORM_SYMBOLS] = {false};
    logform_mark_symbols(f, used);
    for (int j = 0; j < LOGFORM_SYMBOLS; j++)
        if (!used[j])
            fmpz_one(fmpz_mat_entry(to->rows, to->n++, j));
    for (int i = 0; i < f->terms; i++)
        add_poly(to, f->term[i].atom);
    for (const condition *c = f->conditions; c; c = c->next)
        add_ratio(to, c->subject);
    add_coefficients(to);
    return add_shares(to) && to->n < ROWS_MAX;
}

int logform_scale(const logform *f)
{
    int symbol = -1;
    if (f->terms == 0 && ratio_is_zero(f->field, f->rational))
        return -1;
    fmpz_mat_t weights, window;
    equations all = {.of = f};
    fmpz_mat_init(all.rows, ROWS_MAX, LOGFORM_SYMBOLS);
    fmpz_mat_init(weights, LOGFORM_SYMBOLS, LOGFORM_SYMBOLS);
    bool fine = all_equations(&all);
    fmpz_mat_window_init(window, all.rows, 0, 0, fine ? all.n : 0, LOGFORM_SYMBOLS);
    slong solutions = fine ? fmpz_mat_nullspace(weights, window) : 0;
    fmpz_mat_window_clear(window);
    for (int j = 0; solutions && j < LOGFORM_SYMBOLS; j++)
        if (!fmpz_is_zero(fmpz_mat_entry(weights, j, 0)))
            symbol = j;
    fmpz_mat_clear(weights);
    fmpz_mat_clear(all.rows);
    return symbol;
}

/* --- merging --- */

/* c with df/di = c df/dj, a positive rational; refused if there is none. */
static ratio proportion(const logform *f, int i, int j)
{
    logform_field *K = f->field;
    const logform *a = logform_of_derivative(f, i), *b = logform_of_derivative(f, j);
    if (!a || !b || a->terms != b->terms)
        return ratio_refused();
    ratio over = b->terms ? b->term[0].coefficient : b->rational;
    ratio c = ratio_is_zero(K, over)
                  ? ratio_refused()
                  : ratio_quotient(K, a->terms ? a->term[0].coefficient : a->rational, over);
    int sign = 0;
    if (!ratio_ok(c) || !ratio_sign(K, c, &sign) || sign <= 0)
        return ratio_refused();
    const logform *gap = logform_of_sum(
        a, logform_of_product(b, logform_of_rational(K, ratio_product(K, ratio_integer(K, -1), c))));
    return logform_is_zero(gap) ? c : ratio_refused();
}

static bool conditions_have(const logform *f, int i, int j, ratio c)
{
    logform_field *K = f->field;
    for (const condition *of = f->conditions; of; of = of->next) {
        ratio right = ratio_product(K, c, ratio_derivative(K, of->subject, j));
        if (!ratio_equal(K, ratio_derivative(K, of->subject, i), right))
            return false;
    }
    return true;
}

const logform *logform_merge(const logform *f, int *symbol, ratio *by)
{
    logform_field *K = f->field;
    bool used[LOGFORM_SYMBOLS] = {false};
    logform_mark_symbols(f, used);
    for (int i = 0; i < K->symbols; i++)
        for (int j = i + 1; used[i] && j < K->symbols; j++) {
            ratio c = used[j] ? proportion(f, i, j) : ratio_refused();
            if (ratio_ok(c) && conditions_have(f, i, j, c)) {
                *by = ratio_symbol(K, j);
                return logform_of_substitution(f, *symbol = i, logform_of_rational(K, *by));
            }
        }
    return NULL;
}

/* --- unfolding --- */

bool logform_open_factor(const knowledge *of, ratio subject, poly *out, int *sign)
{
    logform_field *K = of->K;
    const poly *parts[] = {subject.numerator, subject.denominator};
    int open = 0;
    *sign = 1;
    for (int k = 0; k < 2; k++) {
        fmpz_mpoly_factor_t factors;
        fmpz_mpoly_factor_init(factors, K->context);
        if (!poly_factors(factors, K, parts[k]))
            open = 2;
        *sign *= fmpz_sgn(factors->constant);
        for (slong i = 0; i < factors->num; i++) {
            known_sign known =
                logform_sign_of(of, (ratio){factors->poly + i, ratio_integer(K, 1).denominator});
            if (known.is && known.strict)
                *sign *= fmpz_is_even(factors->exp + i) ? 1 : known.is;
            else {
                open += fmpz_is_one(factors->exp + i) ? 1 : 2;
                fmpz_mpoly_set(out, factors->poly + i, K->context);
            }
        }
        fmpz_mpoly_factor_clear(factors, K->context);
    }
    return open == 1;
}

/* sign (α + β s) > 0 as s = r + t (`below`: s = r t/(1+t)); false if the signs of α and β do not show which. */
static bool bound(logform_field *K, const poly *A, int sign, int s, bool below, ratio *by, ratio *alpha)
{
    const knowledge nothing = {K, NULL};
    slong variable = s;
    ulong exponent = 1;
    poly *b = field_poly(K);
    const ratio one = ratio_integer(K, 1), beta = {b, one.denominator}, t = ratio_symbol(K, s);
    if (fmpz_mpoly_degree_si(A, s, K->context) != 1)
        return false;
    fmpz_mpoly_get_coeff_vars_ui(b, A, &variable, &exponent, 1, K->context);
    *alpha = poly_at(K, A, s, ratio_integer(K, 0));
    known_sign slope = logform_sign_of(&nothing, beta), start = logform_sign_of(&nothing, *alpha);
    if (!slope.is || !slope.strict || (sign * slope.is < 0) != below
        || (!below && (start.is != -slope.is || !start.strict)))
        return false;
    ratio r = ratio_quotient(K, ratio_product(K, ratio_integer(K, -1), *alpha), beta);
    *by = below ? ratio_product(K, r, ratio_quotient(K, t, ratio_sum(K, one, t))) : ratio_sum(K, r, t);
    *alpha = ratio_product(K, *alpha, ratio_integer(K, sign));
    return ratio_ok(*by) && ratio_ok(*alpha);
}

static const logform *unfold_condition(const logform *f, const condition *c, int *symbol, ratio *by)
{
    logform_field *K = f->field;
    poly *A = field_poly(K);
    ratio alpha;
    int sign;
    const knowledge nothing = {K, NULL};
    if (!c->positive || c->redundant || !logform_open_factor(&nothing, c->subject, A, &sign))
        return NULL;
    for (int below = 0; below < 2; below++)
        for (int s = 0; s < K->symbols; s++)
            if (bound(K, A, sign, s, below, by, &alpha)) {
                logform *g = logform_of_substitution(f, s, logform_of_rational(K, *by));
                if (g && below) /* 0 < s < r only where r > 0 */
                    logform_add_condition(g, alpha, true);
                *symbol = s;
                return g;
            }
    return NULL;
}

const logform *logform_unfold(const logform *f, int *symbol, ratio *by)
{
    const logform *g = NULL;
    for (const condition *c = f->conditions; c && !g; c = c->next)
        g = unfold_condition(f, c, symbol, by);
    return g;
}
