/* Rigorous integration over [0, 1] by Arb's adaptive Gauss-Legendre rule. See integrate.h. */
#include "calculus/integrate.h"

#include <math.h>

typedef struct trampoline {
    integrand f;
    void *state;
    scope *work;
    bool holomorphic; /* demanded from outside, in a parameter of the integrand */
} trampoline;

/*
 * order >= 1 asks for a value only if f is analytic on all of z; the scope passes that on to every primitive.
 */
static int evaluate(acb_ptr out, const acb_t z, void *param, slong order, slong prec)
{
    trampoline *t = param;
    if (scope_expired(t->work)) {
        acb_indeterminate(out);
        return 0;
    }
    scope_mark start = scope_now(t->work);
    scope_set_bits(t->work, prec);
    scope_set_holomorphic(t->work, order > 0 || t->holomorphic);
    cball value = t->f(t->state, t->work, cball_from_acb(t->work, z));
    acb_set(out, value.v);
    scope_rewind(t->work, start);
    return 0;
}

ball integrate_certified(scope *s, integrand f, void *state, slong goal, slong effort)
{
    slong bits = scope_bits(s);
    trampoline t = {f, state, scope_open_for(s, bits), scope_holomorphic(s)};
    acb_calc_integrate_opt_t options;
    acb_calc_integrate_opt_init(options);
    options->eval_limit = effort > 0 ? effort : 4000 + 40 * goal;
    options->depth_limit = 4 * bits + 200;
    acb_t from, to, value;
    acb_init(from), acb_init(to), acb_init(value);
    acb_one(to);
    mag_t tolerance;
    mag_init(tolerance);
    mag_set_ui_2exp_si(tolerance, 1, -goal);
    acb_calc_integrate(value, evaluate, &t, from, to, goal, tolerance, options, bits);
    ball enclosed = ball_from_arb(s, acb_realref(value));
    mag_clear(tolerance);
    acb_clear(from), acb_clear(to), acb_clear(value);
    scope_close(t.work);
    return enclosed;
}

double integrand_sup(integrand f, void *state, scope *probe, const acb_t box)
{
    if (scope_expired(probe))
        return INFINITY;
    scope_mark start = scope_now(probe);
    cball value = f(state, probe, cball_from_acb(probe, box));
    double sup = INFINITY;
    if (cball_is_finite(value)) {
        mag_t bound;
        mag_init(bound);
        acb_get_mag(bound, value.v);
        sup = mag_is_zero(bound) ? 0
                                 : fmax(mag_get_d(bound) * (1 + 0x1p-20), 0x1p-1000); /* doubles end there */
        mag_clear(bound);
    }
    scope_rewind(probe, start);
    return sup;
}
