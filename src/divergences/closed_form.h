/*
 * The registry of closed forms: rows (quantity, family of P, family of Q) -> an enclosure by a formula.
 *
 * A family contributes a few quantities (closed_forms.def); the named divergences follow from them:
 *     hellinger2, chi2, renyi(a)  from  log of int p^a q^(1-a);     jeffreys, reverse-kl  from  kl;
 *     kolmogorov, w1              from  tv and the means, if the likelihood ratio is monotone;
 *     kl, cross-entropy           from  -E_P log q  and the entropy.
 */
#ifndef DIVERGENCES_CLOSED_FORM_H
#define DIVERGENCES_CLOSED_FORM_H

#include "divergences/divergence.h"

/*
 * True if a row applies, and then `out` holds the value in s (+infinity with its reason if it is infinite). False if
 * no formula is known, its hypotheses cannot be decided exactly, or the precision of s was too small for it.
 * q may be NULL for the entropy.
 */
bool closed_form(scope *s, divergence d, const law *p, const law *q, enclosure *out);

/* The same specification, summand by summand. */
bool closed_same_law(const law *p, const law *q);

#endif
