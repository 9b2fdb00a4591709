/* The extended potential. See critic.h. */
#include "transport/critic.h"

double critic_at(const plane_cloud *columns, const transport_solution *s, double x, double y)
{
    double least = INFINITY;
    for (size_t j = 0; j < columns->n; j++) {
        double dx = x - columns->xy[2 * j], dy = y - columns->xy[2 * j + 1];
        least = fmin(least, sqrt(dx * dx + dy * dy) - transport_units(s, s->v[j]));
    }
    return least;
}
