/*
 * Inequalities between log-linear forms, in exact arithmetic; see logform.h for what is claimed.
 *
 * h ≥ 0 is asked of a form h on its domain. The question is answered by the signs of factors (logform_sign.c) or, in one
 * symbol, by a chain of derivatives (logform_line.c); or it is replaced by the same question
 *     of h with a symbol equal to 1, if h is homogeneous (logform_reduce.c);
 *     of h over one of its own coefficients, if that is positive;
 *     of the least value h(r) of h in a symbol s, where r is a rational function of the others: the domain in s, the others
 *         fixed, is an interval with r in it, and either
 *         h is convex in s:          dh/ds = 0 at s = r, and d²h/ds² ≥ 0, shown in its turn;      or
 *         h falls and rises in s:    dh/ds = (s - r) k with k ≥ 0;
 *     of the value of h where all symbols are 1, if the slopes vanish there, the domain is all positive values, and h is
 *         convex in all symbols together (logform_convex.c);
 *     of h with the domain in s unfolded to all of s > 0 (logform_reduce.c).
 * Each of these is true exactly if h ≥ 0 is, so a point where one fails is a point where h ≥ 0 fails. At last h ≥ 0 follows if
 *     h rises in s:          the domain in s is s > 0, h has a limit ≥ 0 as s falls to 0, and dh/ds ≥ 0.
 * For h > 0 in place of h ≥ 0: the same, but one of the last two inequalities has to be strict.
 */
#include "calculus/logform_line.h"

enum {
    DEPTH_MAX = 3,  /* of least values and derivatives that are shown in their turn */
    STEPS_MAX = 150 /* questions, in all */
};

typedef struct search {
    logform_field *K;
    int steps;
} search;

static answer decide(search *w, const logform *f, bool strict, int depth);

static bool holds(search *w, const logform *f, bool strict, int depth)
{
    return f && decide(w, f, strict, depth).is == HOLDS;
}

static bool is_zero(const logform *f) { return f && f->terms == 0 && ratio_is_zero(f->field, f->rational); }

static const char *ratio_text(logform_field *K, ratio r) { return logform_print(logform_of_rational(K, r)); }

/* --- answers to a question are answers to the one that it came from --- */

/* The point with the symbol s at r, a function of the others there. */
static const ratio *with_coordinate(logform_field *K, const ratio *point, int s, ratio r)
{
    ratio *x = field_bytes(K, LOGFORM_SYMBOLS * sizeof *x);
    for (int j = 0; j < LOGFORM_SYMBOLS; j++) {
        x[j] = point[j];
        r = ratio_ok(r) && j < K->symbols ? ratio_at(K, r, j, point[j]) : r;
    }
    x[s] = r;
    return ratio_ok(r) ? x : NULL;
}

static answer carried(logform_field *K, answer child, const char *how, int s, ratio r)
{
    if (child.is == HOLDS)
        child.how = how;
    if (child.is == FAILS && !(child.point = with_coordinate(K, child.point, s, r)))
        child.is = UNDECIDED;
    return child;
}

/* --- least values --- */

/* Why h has its least value in s at s = r, or NULL. */
static const char *least_at(search *w, const logform *h, int s, ratio r, int depth)
{
    logform_field *K = w->K;
    const knowledge of = {K, h->conditions};
    if (!logform_surely_positive(&of, r) || !logform_interval_with(&of, s, r))
        return NULL;
    const logform *slope = logform_of_derivative(h, s);
    if (!slope
        || !is_zero(logform_of_substitution(logform_without_conditions(slope), s, logform_of_rational(K, r))))
        return NULL;
    if (!slope->terms) {
        ratio gap = ratio_sum(K, ratio_symbol(K, s), ratio_product(K, ratio_integer(K, -1), r));
        ratio k = ratio_quotient(K, slope->rational, gap);
        if (ratio_ok(k) && logform_never_negative(&of, k))
            return "falls and rises in";
    }
    return holds(w, logform_of_derivative(slope, s), false, depth + 1) ? "is convex in" : NULL;
}

static const logform *at_ones(const logform *f)
{
    f = f ? logform_without_conditions(f) : NULL;
    for (int j = 0; f && j < f->field->symbols; j++)
        f = logform_of_substitution(f, j, logform_of_rational(f->field, ratio_integer(f->field, 1)));
    return f;
}

static const logform *value_at(const logform *h, int s, ratio r)
{
    logform *at = logform_of_substitution(logform_without_conditions(h), s, logform_of_rational(h->field, r));
    if (at)
        logform_keep_conditions(at, h, s);
    return at;
}

/* `over`: what h is divided by, as a text. */
static answer by_least_value(search *w, const logform *h, const char *over, int s, ratio r, bool strict,
                             int depth)
{
    logform_field *K = w->K;
    const char *shape = least_at(w, h, s, r, depth), *how = NULL;
    const logform *least = shape ? value_at(h, s, r) : NULL;
    if (!least)
        return (answer){.is = UNDECIDED};
    answer child = decide(w, least, strict, depth + 1);
    if (is_zero(least) && !strict)
        how = field_format(K, "the difference%s %s %s, with least value 0 at %s = %s", over, shape,
                           K->name[s], K->name[s], ratio_text(K, r));
    else if (child.is == HOLDS)
        how = field_format(K, "the difference%s %s %s, and is least at %s = %s; there %s", over, shape,
                           K->name[s], K->name[s], ratio_text(K, r), child.how);
    return carried(K, child, how, s, r);
}

static answer by_some_least_value(search *w, const logform *h, const char *over, bool strict, int depth)
{
    logform_field *K = w->K;
    bool used[LOGFORM_SYMBOLS] = {false};
    logform_mark_symbols(h, used);
    for (int s = 0; s < K->symbols; s++) {
        candidates of = {.n = 0};
        if (used[s])
            logform_candidates(h, s, &of);
        for (int i = 0; i < of.n; i++) {
            answer found = by_least_value(w, h, over, s, of.r[i], strict, depth);
            if (found.is != UNDECIDED)
                return found;
        }
    }
    return (answer){.is = UNDECIDED};
}

/* The value where all symbols are 1, if the slopes vanish there and h is convex in all of them together. */
static answer by_convexity(search *w, const logform *h, bool strict, int depth)
{
    logform_field *K = w->K;
    const knowledge of = {K, h->conditions};
    bool used[LOGFORM_SYMBOLS] = {false};
    int s[LOGFORM_SYMBOLS], n = 0;
    logform_mark_symbols(h, used);
    for (int j = 0; j < K->symbols; j++) {
        if (!used[j])
            continue;
        if (!logform_half_line(&of, s[n++] = j) || !is_zero(at_ones(logform_of_derivative(h, j))))
            return (answer){.is = UNDECIDED};
    }
    if (!logform_convex(h, s, n))
        return (answer){.is = UNDECIDED};
    answer child = decide(w, at_ones(h), strict, depth + 1);
    child.how = "the difference is convex in all symbols together, and least where they are 1";
    return child;
}

/* --- limits --- */

static bool rises_in(search *w, const logform *h, int s, bool strict, int depth)
{
    const knowledge of = {w->K, h->conditions};
    const logform *low, *slope;
    if (!logform_half_line(&of, s) || !(low = logform_limit_at_zero(h, s))
        || !(slope = logform_of_derivative(h, s)))
        return false;
    if (!holds(w, low, false, depth + 1) || !holds(w, slope, false, depth + 1))
        return false;
    return !strict || holds(w, slope, true, depth + 1) || holds(w, low, true, depth + 1);
}

static answer by_limit(search *w, const logform *h, const char *over, bool strict, int depth)
{
    logform_field *K = w->K;
    bool used[LOGFORM_SYMBOLS] = {false};
    logform_mark_symbols(h, used);
    for (int s = 0; s < K->symbols; s++)
        if (used[s] && rises_in(w, h, s, strict, depth))
            return (answer){
                HOLDS,
                field_format(K, "the difference%s rises in %s, from a limit at 0 that is not negative", over,
                             K->name[s]),
                NULL};
    return (answer){.is = UNDECIDED};
}

/* f, then f over each coefficient of one sign, so that one of its logarithms has a derivative that is rational. */
static answer by_one_symbol(search *w, const logform *f, bool strict, int depth)
{
    logform_field *K = w->K;
    const knowledge of = {K, f->conditions};
    answer found = by_some_least_value(w, f, "", strict, depth);
    if (found.is == UNDECIDED)
        found = by_limit(w, f, "", strict, depth);
    for (int i = 0; i < f->terms && found.is == UNDECIDED; i++) {
        ratio c = f->term[i].coefficient;
        known_sign known = logform_sign_of(&of, c);
        int constant;
        if (!known.is || !known.strict || ratio_sign(K, c, &constant))
            continue;
        if (known.is < 0)
            c = ratio_product(K, ratio_integer(K, -1), c);
        const logform *h = logform_of_quotient(f, logform_of_rational(K, c));
        const char *over = field_format(K, " over %s", ratio_text(K, c));
        if (h && (found = by_some_least_value(w, h, over, strict, depth)).is == UNDECIDED)
            found = by_limit(w, h, over, strict, depth);
    }
    return found;
}

/* --- the same question in other words --- */

static answer by_scaling(search *w, const logform *f, bool strict, int depth)
{
    logform_field *K = w->K;
    int s = logform_scale(f);
    const ratio one = ratio_integer(K, 1);
    const logform *g = s < 0 ? NULL : logform_of_substitution(f, s, logform_of_rational(K, one));
    if (!g)
        return (answer){.is = UNDECIDED};
    answer child = decide(w, g, strict, depth);
    return carried(K, child,
                   field_format(K, "with %s = 1, as the difference is homogeneous: %s", K->name[s],
                                child.how ? child.how : ""),
                   s, one);
}

static answer by_unfolding(search *w, const logform *f, bool strict, int depth)
{
    logform_field *K = w->K;
    int s;
    ratio by;
    const logform *g = logform_unfold(f, &s, &by);
    if (!g)
        return (answer){.is = UNDECIDED};
    answer child = decide(w, g, strict, depth);
    return carried(K, child,
                   field_format(K, "with %s in the place of %s: %s", ratio_text(K, by), K->name[s],
                                child.how ? child.how : ""),
                   s, by);
}

/* --- answers without another question --- */

static const ratio *all_ones(logform_field *K)
{
    ratio *x = field_bytes(K, LOGFORM_SYMBOLS * sizeof *x);
    for (int j = 0; j < LOGFORM_SYMBOLS; j++)
        x[j] = ratio_integer(K, 1);
    return x;
}

static bool is_constant(const logform *f)
{
    bool used[LOGFORM_SYMBOLS] = {false};
    logform_mark_symbols(f, used);
    for (int i = 0; i < LOGFORM_SYMBOLS; i++)
        if (used[i])
            return false;
    return true;
}

/* By signs of factors, or the sign of a constant. */
static answer by_signs(search *w, const logform *f, bool strict)
{
    const knowledge of = {w->K, f->conditions};
    known_sign known = f->terms ? (known_sign){0, false} : logform_sign_of(&of, f->rational);
    if (known.is > 0 && (known.strict || !strict))
        return (answer){HOLDS,
                        strict ? "every factor of the difference is positive"
                               : "no factor of the difference is negative",
                        NULL};
    if (is_zero(f) && !strict)
        return (answer){HOLDS, "no factor of the difference is negative", NULL};
    int sign = is_constant(f) ? logform_sign_of_constant(f) : SIGN_UNKNOWN;
    if (sign == SIGN_UNKNOWN)
        return (answer){.is = UNDECIDED};
    bool so = sign > 0 || (sign == 0 && !strict);
    return (answer){so ? HOLDS : FAILS, "the difference is a constant, by enclosure", all_ones(w->K)};
}

static answer in_one_symbol(search *w, const logform *f, int s, bool strict)
{
    logform_field *K = w->K;
    int derivatives = 0;
    fmpq_t x;
    fmpq_init(x);
    answer found = {.is = line_decide(&(line){K, s}, f, strict, x, &derivatives), .point = all_ones(K)};
    const char *how =
        derivatives == 0
            ? field_format(K, "the difference has the sign of a polynomial in %s between its roots",
                           K->name[s])
            : field_format(K,
                           "derivative %d in %s, each over a factor, is rational; from its sign follow "
                           "zeros and signs of those before it, and of the difference (Rolle)",
                           derivatives, K->name[s]);
    found = carried(K, found, how, s, ratio_rational(K, x));
    fmpq_clear(x);
    return found;
}

static answer decide(search *w, const logform *f, bool strict, int depth)
{
    answer found = by_signs(w, f, strict);
    int only = logform_only_symbol(f);
    if (found.is != UNDECIDED || depth > DEPTH_MAX || w->steps++ > STEPS_MAX)
        return found;
    if (only >= 0)
        return in_one_symbol(w, f, only, strict);
    if ((found = by_scaling(w, f, strict, depth)).is == UNDECIDED
        && (found = by_one_symbol(w, f, strict, depth)).is == UNDECIDED
        && (found = by_convexity(w, f, strict, depth)).is == UNDECIDED)
        found = by_unfolding(w, f, strict, depth);
    return found;
}

answer logform_decide(const logform *f, bool strict)
{
    search w = {f->field, 0};
    return decide(&w, f, strict, 0);
}

answer logform_decide_by_signs(const logform *f, bool strict)
{
    search w = {f->field, 0};
    return by_signs(&w, f, strict);
}
