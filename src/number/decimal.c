/* Decimals in a text. See decimal.h. */
#include "number/decimal.h"

#include <string.h>

static size_t digits_in(const char *text) { return strspn(text, "0123456789"); }

size_t decimal_length(const char *text)
{
    size_t at = *text == '+' || *text == '-', whole = digits_in(text + at), fraction = 0;
    at += whole;
    if (text[at] == '.')
        at += 1 + (fraction = digits_in(text + at + 1));
    if (whole + fraction == 0)
        return 0;
    if (text[at] == 'e' || text[at] == 'E') {
        size_t sign = text[at + 1] == '+' || text[at + 1] == '-', power = digits_in(text + at + 1 + sign);
        at += power ? 1 + sign + power : 0;
    }
    return at;
}

real decimal_short(real_pool *pool, const char *token, size_t length)
{
    slong value = 0, scale = 1;
    bool behind_point = false;
    if (length > 18)
        return NULL;
    for (size_t i = 0; i < length; i++) {
        if (token[i] == 'e' || token[i] == 'E')
            return NULL;
        if (token[i] == '.') {
            behind_point = true;
        } else if (token[i] != '+' && token[i] != '-') {
            value = 10 * value + (token[i] - '0');
            scale *= behind_point ? 10 : 1;
        }
    }
    return real_ratio(pool, *token == '-' ? -value : value, scale);
}
