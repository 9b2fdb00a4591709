/*
 * The critic of a Wasserstein GAN, from the solved transport of two clouds: a potential of W1, extended to the whole plane,
 *
 *     f(x) = min over j of |x - y_j| - v_j        (McShane 1934).
 *
 * It is 1-Lipschitz as a minimum of such functions, f(x_i) >= u_i because u_i + v_j <= |x_i - y_j|, and f(y_j) <= -v_j, so that
 *     E_P f - E_Q f >= sum a_i u_i + sum b_j v_j = W1:
 * it attains the supremum of Kantorovich and Rubinstein. Adding a constant changes nothing.
 */
#ifndef TRANSPORT_CRITIC_H
#define TRANSPORT_CRITIC_H

#include "transport/exact.h"

/* `columns` and `s` are those of a solution with COST_W1; O(m). */
double critic_at(const plane_cloud *columns, const transport_solution *s, double x, double y);

#endif
