/*
 * Products P1 x P2, Q1 x Q2:  KL, L(a), the entropy and W2^2 (Euclidean distance) are the sums over the two factors:
 * log densities and squared distances add, and the product of two couplings is optimal for a cost that splits.
 */
#include "divergences/closed_rows.h"

static const law *factor(const closed_law *l, int i) { return l->self->c->factor[i]; }

/* An infinite summand decides, whatever the other one is: no summand can be infinite with the other sign. */
static bool sum_over_factors(const closed_pair *c, quantity what, enclosure *out)
{
    enclosure part[2];
    bool known[2], alone = what == CLOSED_ENTROPY;
    for (int i = 0; i < 2; i++) {
        closed_pair pair = closed_between(c, factor(&c->p, i), alone ? NULL : factor(&c->q, i));
        known[i] = closed_look(&pair, what, &part[i]);
    }
    for (infinity_reason why = INFINITE_SUPPORT; why <= INFINITE_TAIL; why++)
        for (int i = 0; i < 2; i++)
            if (known[i] && part[i].why == why) {
                *out = part[i];
                return true;
            }
    return known[0] && known[1] && closed_value(c, out, ball_add(part[0].value, part[1].value));
}

bool closed_product_kl(const closed_pair *c, enclosure *out) { return sum_over_factors(c, CLOSED_KL, out); }
bool closed_product_log_power(const closed_pair *c, enclosure *out)
{
    return sum_over_factors(c, CLOSED_LOG_POWER, out);
}
bool closed_product_w2(const closed_pair *c, enclosure *out)
{
    return sum_over_factors(c, CLOSED_W2_SQUARED, out);
}

/* Only if both factors have a density: otherwise there is no agreed reference measure. */
bool closed_product_entropy(const closed_pair *c, enclosure *out)
{
    for (int i = 0; i < 2; i++)
        if (law_has_atoms(factor(&c->p, i)))
            return false;
    return sum_over_factors(c, CLOSED_ENTROPY, out);
}
