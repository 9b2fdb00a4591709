/* Values as text: see value.h. */
#include "cli/value.h"

#include <string.h>

ball value_in_base(const divergence *d, const result *r, int base)
{
    if (!base || !d->row->scales_with_log_base || r->why != FINITE)
        return r->value;
    return ball_div(r->value, ball_log(ball_in(r->storage, ball_int(base))));
}

char *value_text(const result *r, ball value, long digits)
{
    if (r->why != FINITE)
        return strdup("inf");
    return ball_is_finite(value) ? ball_text(value, digits) : strdup("");
}
