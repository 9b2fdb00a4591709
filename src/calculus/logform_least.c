/*
 * Least values and limits of a form: certificates for h ≥ 0, see logform_decide.c.
 */
#include "calculus/logform_decide.h"

static bool holds(const search *w, const logform *f, bool strict, int depth)
{
    return f && search_decide(w, f, strict, depth).is == HOLDS;
}

/* --- least values --- */

/* Has the slope the sign of s - r? */
static bool has_sign_of_gap(const logform *slope, int s, ratio r)
{
    logform_field *K = slope->field;
    const knowledge of = {K, slope->conditions};
    ratio gap = ratio_sum(K, ratio_symbol(K, s), ratio_product(K, ratio_integer(K, -1), r));
    ratio rises = logform_with_its_sign(slope), k = ratio_ok(rises) ? ratio_quotient(K, rises, gap) : rises;
    return ratio_ok(k) && logform_never_negative(&of, k);
}

/* Why h has its least value in s at s = r, or NULL. */
static const char *least_at(const search *w, const logform *h, int s, ratio r, int depth)
{
    logform_field *K = w->K;
    const knowledge of = {K, h->conditions};
    if (!logform_surely_positive(&of, r) || !logform_interval_with(&of, s, r))
        return NULL;
    const logform *slope = logform_of_derivative(h, s);
    if (!slope
        || !logform_is_zero(
            logform_of_substitution(logform_without_conditions(slope), s, logform_of_rational(K, r))))
        return NULL;
    if (has_sign_of_gap(slope, s, r))
        return "falls and rises in";
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
static answer by_least_value(const search *w, const logform *h, const char *over, int s, ratio r, bool strict,
                             int depth)
{
    logform_field *K = w->K;
    const char *shape = least_at(w, h, s, r, depth), *how = NULL;
    const logform *least = shape ? value_at(h, s, r) : NULL;
    if (!least)
        return (answer){.is = UNDECIDED};
    answer child = search_decide(w, least, strict, depth + 1);
    if (logform_is_zero(least) && !strict)
        how = field_format(K, "the difference%s %s %s, with least value 0 at %s = %s", over, shape,
                           K->name[s], K->name[s], logform_ratio_text(K, r));
    else if (child.is == HOLDS)
        how = field_format(K, "the difference%s %s %s, and is least at %s = %s; there %s", over, shape,
                           K->name[s], K->name[s], logform_ratio_text(K, r), child.how);
    return search_carried(w, child, how, s, r);
}

answer search_by_least_value(const search *w, const logform *h, const char *over, bool strict, int depth)
{
    logform_field *K = w->K;
    bool used[LOGFORM_SYMBOLS] = {false};
    logform_mark_symbols(h, used);
    for (int s = 0; s < K->symbols; s++) {
        candidates of = {.n = 0};
        if (used[s])
            logform_candidates(h, s, &of);
        for (int i = 0; i < of.n && !search_is_over(w); i++) {
            answer found = by_least_value(w, h, over, s, of.r[i], strict, depth);
            if (found.is != UNDECIDED)
                return found;
        }
    }
    return (answer){.is = UNDECIDED};
}

/* The value where all symbols are 1, if the slopes vanish there and h is convex in all of them together. */
answer search_by_convexity(const search *w, const logform *h, bool strict, int depth)
{
    logform_field *K = w->K;
    const knowledge of = {K, h->conditions};
    bool used[LOGFORM_SYMBOLS] = {false};
    int s[LOGFORM_SYMBOLS], n = 0;
    logform_mark_symbols(h, used);
    for (int j = 0; j < K->symbols; j++) {
        if (!used[j])
            continue;
        if (!logform_half_line(&of, s[n++] = j) || !logform_is_zero(at_ones(logform_of_derivative(h, j))))
            return (answer){.is = UNDECIDED};
    }
    if (!logform_convex(h, s, n))
        return (answer){.is = UNDECIDED};
    answer child = search_decide(w, at_ones(h), strict, depth + 1);
    child.how = "the difference is convex in all symbols together, and least where they are 1";
    return child;
}

/* --- limits --- */

static bool rises_in(const search *w, const logform *h, int s, bool strict, int depth)
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

answer search_by_limit(const search *w, const logform *h, const char *over, bool strict, int depth)
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
