/* Values as text: see value.h. */
#include "cli/value.h"

#include <string.h>

ball value_in_base(const divergence *d, const result *r, int base)
{
    if (!base || !d->row->scales_with_log_base || r->why != FINITE)
        return r->value;
    return ball_div(r->value, ball_log(ball_in(r->storage, ball_int(base))));
}

/* Divergences without a logarithm are pure numbers, or lengths on the line on which the laws live. */
const char *value_unit(const divergence *d, int base)
{
    static const struct {
        const char *name, *unit;
    } units[] = {{"w1", "units of x"},
                 {"w2", "units of x"},
                 {"wp", "units of x"},
                 {"energy", "sqrt(units of x)"},
                 {"js-distance", "sqrt(nats)"}};
    if (d->row->scales_with_log_base)
        return base == 2 ? "bits" : base == 10 ? "hartleys" : "nats";
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(units[i].name, d->row->name) == 0)
            return units[i].unit;
    return "1";
}

const char *route_name(const result *r, const law *p)
{
    static const char *const names[] = {"auto",       "closed-form", "quadrature",
                                        "quadrature", "samples",     "transport of quantised laws"};
    bool only_atoms = law_has_atoms(p) && !law_has_density(p);
    return r->by == METHOD_CERTIFIED && only_atoms ? "sum" : names[r->by];
}

const char *infinity_name(infinity_reason why)
{
    static const char *const names[] = {NULL, "support", "tail"};
    return names[why];
}

char *value_text(const result *r, ball value, long digits)
{
    if (r->why != FINITE)
        return strdup("inf");
    return ball_is_finite(value) ? ball_text(value, digits) : strdup("");
}
