/* Gauss-Legendre rules: a small table for each thread, freed by flint_cleanup. See legendre.h. */
#include "calculus/legendre.h"

#include <stdlib.h>

static _Thread_local struct {
    legendre_rule *rule;
    size_t n;
} table;

static _Thread_local legendre_twofold *twofolds[LEGENDRE_TWOFOLD_MOST + 1];

static void forget_rules(void)
{
    for (size_t i = 0; i < table.n; i++) {
        slong half = (table.rule[i].points + 1) / 2;
        _arb_vec_clear(table.rule[i].x, half);
        _arb_vec_clear(table.rule[i].w, half);
    }
    free(table.rule);
    table.rule = NULL;
    table.n = 0;
    for (int n = 0; n <= LEGENDRE_TWOFOLD_MOST; n++) {
        free(twofolds[n]);
        twofolds[n] = NULL;
    }
}

static legendre_rule *rule_of_points(slong points)
{
    for (size_t i = 0; i < table.n; i++)
        if (table.rule[i].points == points)
            return &table.rule[i];
    if (!table.n)
        flint_register_cleanup_function(forget_rules);
    table.rule = realloc(table.rule, sizeof *table.rule * (table.n + 1));
    slong half = (points + 1) / 2;
    table.rule[table.n] =
        (legendre_rule){.points = points, .x = _arb_vec_init(half), .w = _arb_vec_init(half)};
    return &table.rule[table.n++];
}

/* Steps of an eighth: few rules serve all. */
static slong rounded_up(slong n)
{
    slong step = 2;
    while (16 * step < n)
        step *= 2;
    return (n + step - 1) / step * step;
}

const legendre_rule *legendre_rule_of(slong n, slong bits)
{
    legendre_rule *r = rule_of_points(rounded_up(n < 4 ? 4 : n));
    if (r->bits < bits) {
        r->bits = bits + 8;
        for (slong k = 0; k < (r->points + 1) / 2; k++)
            arb_hypgeom_legendre_p_ui_root(r->x + k, r->w + k, (ulong)r->points, (ulong)k, r->bits);
    }
    return r;
}

const legendre_twofold *legendre_twofold_of(slong n)
{
    n = rounded_up(n < 4 ? 4 : n);
    if (twofolds[n])
        return twofolds[n];
    const legendre_rule *rule = legendre_rule_of(n, 120);
    legendre_twofold *two = twofolds[n] = malloc(sizeof *two);
    two->points = rule->points;
    for (slong k = 0; k < (rule->points + 1) / 2; k++) {
        two->x[k] = twofold_from_arb(rule->x + k);
        two->w[k] = twofold_from_arb(rule->w + k);
    }
    return two;
}
