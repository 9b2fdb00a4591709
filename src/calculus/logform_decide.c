/*
 * Inequalities between log-linear forms, in exact arithmetic; see logform.h for what is claimed.
 *
 * h ≥ 0 is asked of a form h on its domain. The question is answered by the signs of factors (logform_sign.c), for c log X by those of c (X - 1), or, in one
 * symbol, by a chain of derivatives (logform_line.c); or it is replaced by the same question
 *     of h with a symbol equal to 1, if h is homogeneous (logform_reduce.c);
 *     of h over one of its own coefficients, if that is positive;
 *     of the least value h(r) of h in a symbol s, where r is a rational function of the others: the domain in s, the others
 *         fixed, is an interval with r in it, and (logform_least.c) either
 *         h is convex in s:          dh/ds = 0 at s = r, and d²h/ds² ≥ 0, shown in its turn;      or
 *         h falls and rises in s:    dh/ds = (s - r) k with k ≥ 0, or dh/ds = c log X with c (X - 1) = (s - r) k;
 *     of the value of h where all symbols are 1, if the slopes vanish there, the domain is all positive values, and h is
 *         convex in all symbols together (logform_convex.c);
 *     of h with one symbol in the place of another, if it meets them in one sum only (logform_reduce.c);
 *     of h with the domain in s unfolded to all of s > 0 (logform_reduce.c).
 * Each of these is true exactly if h ≥ 0 is, so a point where one fails is a point where h ≥ 0 fails. At last h ≥ 0 follows if
 *     h rises in s:          the domain in s is s > 0, h has a limit ≥ 0 as s falls to 0, and dh/ds ≥ 0.
 * For h > 0 in place of h ≥ 0: the same, but one of the last two inequalities has to be strict.
 */
#include "calculus/logform_decide.h"

enum {
    DEPTH_MAX = 3,    /* of least values and derivatives that are shown in their turn */
    WORK_MAX = 250000 /* of a field: a second or two */
};

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

answer search_carried(const search *w, answer child, const char *how, int s, ratio r)
{
    if (child.is == HOLDS)
        child.how = how;
    if (child.is == FAILS && !(child.point = with_coordinate(w->K, child.point, s, r)))
        child.is = UNDECIDED;
    return child;
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
static answer by_signs(const search *w, const logform *f, bool strict)
{
    const knowledge of = {w->K, f->conditions};
    ratio like = logform_with_its_sign(f);
    known_sign known = ratio_ok(like) ? logform_sign_of(&of, like) : (known_sign){0, false};
    if (known.is > 0 && (known.strict || !strict))
        return (answer){HOLDS,
                        strict ? "every factor of the difference is positive"
                               : "no factor of the difference is negative",
                        NULL};
    if (logform_is_zero(f) && !strict)
        return (answer){HOLDS, "no factor of the difference is negative", NULL};
    int sign = is_constant(f) ? logform_sign_of_constant(f) : SIGN_UNKNOWN;
    if (sign == SIGN_UNKNOWN)
        return (answer){.is = UNDECIDED};
    bool so = sign > 0 || (sign == 0 && !strict);
    return (answer){so ? HOLDS : FAILS, "the difference is a constant, by enclosure", all_ones(w->K)};
}

static answer in_one_symbol(const search *w, const logform *f, int s, bool strict)
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
    found = search_carried(w, found, how, s, ratio_rational(K, x));
    fmpq_clear(x);
    return found;
}

/* --- the same question in other words --- */

/* That of g, which is f with r in the place of the symbol s. */
static answer in_other_words(const search *w, const logform *g, int s, ratio r, const char *because,
                             bool strict, int depth)
{
    if (!g)
        return (answer){.is = UNDECIDED};
    answer child = search_decide(w, g, strict, depth);
    const char *how = field_format(w->K, "with %s in the place of %s%s: %s", logform_ratio_text(w->K, r),
                                   w->K->name[s], because, child.how ? child.how : "");
    return search_carried(w, child, how, s, r);
}

static answer by_scaling(const search *w, const logform *f, bool strict, int depth)
{
    const ratio one = ratio_integer(w->K, 1);
    int s = logform_scale(f);
    return s < 0 ? (answer){.is = UNDECIDED}
                 : in_other_words(w, logform_of_substitution(f, s, logform_of_rational(w->K, one)), s, one,
                                  ", as the difference is homogeneous", strict, depth);
}

static answer by_merging(const search *w, const logform *f, bool strict, int depth)
{
    int s = 0;
    ratio by = ratio_refused();
    const logform *g = logform_merge(f, &s, &by);
    return in_other_words(w, g, s, by, ", as they are met in one sum only", strict, depth);
}

static answer by_unfolding(const search *w, const logform *f, bool strict, int depth)
{
    int s = 0;
    ratio by = ratio_refused();
    const logform *g = logform_unfold(f, &s, &by);
    return in_other_words(w, g, s, by, "", strict, depth);
}

/* Of f over each coefficient of one sign, so that one of its logarithms has a derivative that is rational. */
static answer by_division(const search *w, const logform *f, bool strict, int depth)
{
    logform_field *K = w->K;
    const knowledge of = {K, f->conditions};
    answer found = {.is = UNDECIDED};
    for (int i = 0; i < f->terms && found.is == UNDECIDED && !search_is_over(w); i++) {
        ratio c = f->term[i].coefficient;
        known_sign known = logform_sign_of(&of, c);
        int constant;
        if (!known.is || !known.strict || ratio_sign(K, c, &constant))
            continue;
        if (known.is < 0)
            c = ratio_product(K, ratio_integer(K, -1), c);
        const logform *h = logform_of_quotient(f, logform_of_rational(K, c));
        const char *over = field_format(K, " over %s", logform_ratio_text(K, c));
        if (h && (found = search_by_least_value(w, h, over, strict, depth)).is == UNDECIDED)
            found = search_by_limit(w, h, over, strict, depth);
    }
    return found;
}

/* --- the search --- */

bool search_is_over(const search *w) { return w->K->work > w->work_max; }

answer search_decide(const search *w, const logform *f, bool strict, int depth)
{
    answer found = by_signs(w, f, strict);
    int only = logform_only_symbol(f);
    if (found.is != UNDECIDED || depth > DEPTH_MAX || search_is_over(w))
        return found;
    if (only >= 0)
        return in_one_symbol(w, f, only, strict);
    f = logform_with_consequences(f);
    if ((found = by_scaling(w, f, strict, depth)).is == UNDECIDED
        && (found = by_merging(w, f, strict, depth)).is == UNDECIDED
        && (found = search_by_least_value(w, f, "", strict, depth)).is == UNDECIDED
        && (found = search_by_limit(w, f, "", strict, depth)).is == UNDECIDED
        && (found = search_by_convexity(w, f, strict, depth)).is == UNDECIDED
        && (found = by_unfolding(w, f, strict, depth)).is == UNDECIDED)
        found = by_division(w, f, strict, depth);
    return found;
}

answer logform_decide(const logform *f, bool strict)
{
    const logform *larger = logform_on_larger_domain(f);
    const search half = {f->field, f->field->work + WORK_MAX / 2};
    answer found = larger ? search_decide(&half, larger, strict, 0) : (answer){.is = UNDECIDED};
    const search rest = {f->field, f->field->work + (larger ? WORK_MAX / 2 : WORK_MAX)};
    return found.is == HOLDS ? found : search_decide(&rest, f, strict, 0);
}

answer logform_decide_by_signs(const logform *f, bool strict)
{
    const search w = {f->field, 0};
    return by_signs(&w, f, strict);
}
