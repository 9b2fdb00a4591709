/* Words for units, routes and reasons: see wording.h. */
#include "divergences/wording.h"

#include <string.h>

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
