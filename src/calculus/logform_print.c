/* Normal forms as text: logform_parse reads the text back as the same form. */
#include "calculus/logform_parts.h"

#include <string.h>

static const char *poly_text(logform_field *K, const poly *A)
{
    char *text = fmpz_mpoly_get_str_pretty(A, K->name, K->context);
    const char *kept = field_format(K, "%s", text);
    flint_free(text);
    return kept;
}

/* n, (n) or n/(d), so that a product or quotient can follow */
static const char *ratio_text(logform_field *K, ratio a, bool factor)
{
    bool whole = fmpz_mpoly_is_one(a.denominator, K->context);
    const char *n = poly_text(K, a.numerator);
    if (a.numerator->length > 1 && (factor || !whole))
        n = field_format(K, "(%s)", n);
    if (whole)
        return n;
    const char *d = poly_text(K, a.denominator);
    return field_format(K, d[strcspn(d, "+-*^")] ? "%s/(%s)" : "%s/%s", n, d);
}

/* Where all coefficients are positive, log(a) says the same as log|a| for positive symbols. */
static const char *log_text(logform_field *K, const poly *atom)
{
    bool positive = true;
    for (slong i = 0; i < atom->length; i++)
        positive &= fmpz_sgn(atom->coeffs + i) > 0;
    return field_format(K, positive ? "log(%s)" : "log|%s|", poly_text(K, atom));
}

static const char *term_text(logform_field *K, log_term t)
{
    const char *coefficient = ratio_text(K, t.coefficient, true), *log = log_text(K, t.atom);
    if (strcmp(coefficient, "1") == 0)
        return log;
    return strcmp(coefficient, "-1") == 0 ? field_format(K, "-%s", log)
                                          : field_format(K, "%s*%s", coefficient, log);
}

static const char *joined(logform_field *K, const char *sum, const char *term)
{
    if (!*sum)
        return term;
    return *term == '-' ? field_format(K, "%s - %s", sum, term + 1) : field_format(K, "%s + %s", sum, term);
}

const char *logform_print(const logform *f)
{
    if (!f)
        return NULL;
    logform_field *K = f->field;
    const char *text = "";
    for (int i = 0; i < f->terms; i++)
        text = joined(K, text, term_text(K, f->term[i]));
    if (!*text || !ratio_is_zero(K, f->rational))
        text = joined(K, text, ratio_text(K, f->rational, *text != '\0'));
    return text;
}

const char *logform_ratio_text(logform_field *K, ratio r) { return logform_print(logform_of_rational(K, r)); }
