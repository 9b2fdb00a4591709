/*
 * What follows from the conditions of a domain whose symbols are positive. It is told beside them, for the signs of factors:
 *     n/d > 0 whose factors but one have known signs:            this factor has its sign, and the condition says no more;
 *     A = α - β s > 0 with β > 0 for all positive values:        α > β s > 0.
 * What holds on a larger domain, where all is defined, holds on the domain: there fewer conditions stand in a certificate's way.
 */
#include "calculus/logform_parts.h"

enum { CONDITIONS_MAX = 40 };

typedef struct list {
    logform_field *K;
    condition at[CONDITIONS_MAX];
    int n;
} list;

static void add(list *to, ratio subject, bool positive, bool redundant)
{
    for (int i = 0; i < to->n; i++)
        if (to->at[i].positive == positive && ratio_equal(to->K, to->at[i].subject, subject))
            return;
    if (ratio_ok(subject) && to->n < CONDITIONS_MAX)
        to->at[to->n++] = (condition){subject, positive, redundant, NULL};
}

/* What is known without a compound condition: no circle. */
static knowledge plain_conditions(const list *of, condition *links)
{
    const condition *first = NULL;
    for (int i = 0; i < of->n; i++) {
        if (!of->at[i].positive || !fmpz_mpoly_is_one(of->at[i].subject.denominator, of->K->context))
            continue;
        links[i] = of->at[i];
        links[i].next = first;
        first = &links[i];
    }
    return (knowledge){of->K, first};
}

static void split_compound(list *to, int i)
{
    logform_field *K = to->K;
    condition links[CONDITIONS_MAX];
    const knowledge plain = plain_conditions(to, links);
    poly *factor = field_poly(K);
    int sign;
    if (to->at[i].positive && !fmpz_mpoly_is_one(to->at[i].subject.denominator, K->context)
        && logform_open_factor(&plain, to->at[i].subject, factor, &sign)) {
        to->at[i].redundant = true;
        add(to, ratio_product(K, ratio_integer(K, sign), (ratio){factor, ratio_integer(K, 1).denominator}),
            true, false);
    }
}

static void add_bounded(list *to, int i)
{
    logform_field *K = to->K;
    const knowledge nothing = {K, NULL};
    const condition c = to->at[i];
    if (!c.positive || !fmpz_mpoly_is_one(c.subject.denominator, K->context))
        return;
    for (int s = 0; s < K->symbols; s++) {
        if (fmpz_mpoly_degree_si(c.subject.numerator, s, K->context) != 1)
            continue;
        ratio alpha = poly_at(K, c.subject.numerator, s, ratio_integer(K, 0));
        ratio beta = ratio_derivative(K, c.subject, s);
        known_sign falls = logform_sign_of(&nothing, beta), known = logform_sign_of(&nothing, alpha);
        int constant; /* not positive: the domain is empty, which the search for a point will tell */
        if (falls.is < 0 && falls.strict && !known.is && !ratio_sign(K, alpha, &constant))
            add(to, alpha, true, true);
    }
}

static void read(list *all, const logform *f)
{
    *all = (list){.K = f->field};
    for (const condition *c = f->conditions; c; c = c->next)
        add(all, c->subject, c->positive, c->redundant);
    for (int i = 0; i < all->n; i++)
        split_compound(all, i);
    for (int i = 0; i < all->n; i++)
        add_bounded(all, i);
}

/* f with the conditions of the list, but one; `plain`: none is redundant. */
static logform *with_conditions(const logform *f, const list *all, int without, bool plain)
{
    logform *g = field_bytes(f->field, sizeof *g);
    *g = *f;
    g->conditions = NULL;
    for (int i = all->n - 1; i >= 0; i--) {
        if (i == without)
            continue;
        condition *c = field_bytes(f->field, sizeof *c);
        *c = all->at[i];
        c->redundant = c->redundant && !plain;
        c->next = g->conditions;
        g->conditions = c;
    }
    return g;
}

const logform *logform_with_consequences(const logform *f)
{
    list all;
    read(&all, f);
    return all.n == CONDITIONS_MAX ? f : with_conditions(f, &all, -1, false); /* full: some may be missing */
}

/* --- a larger domain --- */

static bool strict_ratio(const knowledge *of, ratio a)
{
    return logform_sign_of(of, (ratio){a.denominator, ratio_integer(of->K, 1).denominator}).strict;
}

/* Are all logarithms and denominators seen to be finite by the signs that the conditions give? */
static bool surely_defined(const logform *f)
{
    const knowledge of = {f->field, f->conditions};
    bool so = strict_ratio(&of, f->rational);
    for (int i = 0; i < f->terms && so; i++)
        so = strict_ratio(&of, f->term[i].coefficient)
             && logform_sign_of(&of, (ratio){f->term[i].atom, ratio_integer(f->field, 1).denominator}).strict;
    return so;
}

const logform *logform_on_larger_domain(const logform *f)
{
    list all;
    read(&all, f);
    const logform *larger = with_conditions(f, &all, -1, true);
    int before = all.n;
    if (all.n == CONDITIONS_MAX || !surely_defined(larger))
        return NULL;
    for (int i = 0; i < all.n;) {
        const logform *tried = with_conditions(f, &all, i, true);
        if (!surely_defined(tried)) {
            i++;
            continue;
        }
        larger = tried;
        for (int k = i; k + 1 < all.n; k++)
            all.at[k] = all.at[k + 1];
        all.n--;
    }
    return all.n < before ? larger : NULL;
}
