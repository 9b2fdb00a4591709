/* Certified adaptive Gauss-Legendre quadrature: see panels.h for the error bound. */
#include "calculus/panels.h"

#include "calculus/legendre.h"

#include <math.h>

enum { BOX_BITS = 40, MOST_HALVINGS = 60, GUARD = 5 };

typedef struct panels {
    integrand f;
    axis_integrand on_axis;
    void *state;
    scope *probe, *work; /* boxes: low precision, holomorphic demand; nodes: full precision */
    slong goal, effort, evaluations;
    bool failed;
    arb_t total;
} panels;

/* The panel [i, i + 1]/2^k: its midpoint and half-length, exact. */
typedef struct panel {
    slong k;
    arf_t mid, half;
} panel;

static void place(panel *one, slong k, slong i)
{
    one->k = k;
    arf_init(one->mid), arf_init(one->half);
    arf_set_si_2exp_si(one->mid, 2 * i + 1, -k - 1);
    arf_set_si_2exp_si(one->half, 1, -k - 1);
}

/* The rectangle [mid - 5r/3, mid + 5r/3] x [0, 4r/3]. */
static double sup_around(panels *p, const panel *one)
{
    acb_t box;
    mag_t height;
    acb_init(box);
    mag_init(height);
    arb_set_arf(acb_realref(box), one->mid);
    arf_get_mag(arb_radref(acb_realref(box)), one->half);
    mag_mul_ui(arb_radref(acb_realref(box)), arb_radref(acb_realref(box)), 5);
    mag_div_ui(arb_radref(acb_realref(box)), arb_radref(acb_realref(box)), 3);
    arb_set_arf(acb_imagref(box), one->half); /* r/2 * 4/3 +- the same, then a little more: 0 stays inside */
    arb_mul_ui(acb_imagref(box), acb_imagref(box), 2, BOX_BITS);
    arb_div_ui(acb_imagref(box), acb_imagref(box), 3, BOX_BITS);
    arb_get_mag(height, acb_imagref(box));
    mag_add(arb_radref(acb_imagref(box)), arb_radref(acb_imagref(box)), height);
    double sup = integrand_sup(p->f, p->state, p->probe, box);
    mag_clear(height);
    acb_clear(box);
    p->evaluations++;
    return sup;
}

/* The number of points that bring the error below 2^-(goal + GUARD); 0 if the integral itself is below. */
static double points_for(const panels *p, double sup, const panel *one)
{
    double size =
        log(fmax(sup, 0x1p-1000)) - (double)(one->k + 1) * M_LN2 + (double)(p->goal + GUARD) * M_LN2;
    return size + M_LN2 < 0 ? 0 : ceil((size + log(4.8)) / log(9));
}

static ball value_at(panels *p, ball t)
{
    p->evaluations++;
    return p->on_axis ? p->on_axis(p->state, p->work, t)
                      : cball_real(p->f(p->state, p->work, cball_from_ball(p->work, t)));
}

/* r times the sum of w f(mid +- r x). */
static void add_rule(panels *p, const panel *one, const legendre_rule *rule)
{
    slong bits = scope_bits(p->work);
    scope_mark start = scope_now(p->work);
    arb_t sum;
    arb_init(sum);
    ball mid = ball_in(p->work, ball_int(0)), step = ball_in(p->work, ball_int(0));
    arb_set_arf(mid.v, one->mid);
    arb_set_arf(step.v, one->half);
    scope_mark node = scope_now(p->work);
    for (slong k = 0; k < (rule->points + 1) / 2; k++) {
        ball offset = ball_mul(step, ball_from_arb(p->work, rule->x + k));
        ball value = value_at(p, ball_add(mid, offset));
        if (2 * k + 1 != rule->points)
            value = ball_add(value, value_at(p, ball_sub(mid, offset)));
        arb_addmul(sum, value.v, rule->w + k, bits);
        scope_rewind(p->work, node);
    }
    arb_addmul(p->total, sum, step.v, bits);
    arb_clear(sum);
    scope_rewind(p->work, start);
}

/* (24/5) M r 9^-N, or 2 M r if there is no rule. */
static void add_error(panels *p, const panel *one, double sup, slong points)
{
    scope_mark start = scope_now(p->probe);
    ball bound = ball_mul(ball_exact_double(p->probe, sup), points ? ball_ratio(24, 5) : ball_int(2));
    if (points)
        bound = ball_div(bound, ball_pow(ball_in(p->probe, ball_int(9)), ball_int(points)));
    arb_mul_2exp_si(bound.v, bound.v, -one->k - 1);
    arb_add_error(p->total, bound.v);
    scope_rewind(p->probe, start);
}

static void integrate_panel(panels *p, slong k, slong i)
{
    panel one;
    place(&one, k, i);
    double sup = sup_around(p, &one), points = points_for(p, sup, &one);
    double usual = (double)(p->goal + GUARD) * M_LN2 / log(9);
    p->failed |=
        p->evaluations > p->effort || scope_expired(p->work) || (points > 2 * usual && k == MOST_HALVINGS);
    if (points <= 2 * usual && !p->failed) {
        const legendre_rule *rule = points > 0 ? legendre_rule_of((slong)points, scope_bits(p->work)) : NULL;
        if (rule)
            add_rule(p, &one, rule);
        add_error(p, &one, sup, rule ? rule->points : 0);
    } else if (!p->failed) {
        integrate_panel(p, k + 1, 2 * i);
        if (!p->failed)
            integrate_panel(p, k + 1, 2 * i + 1);
    }
    arf_clear(one.mid), arf_clear(one.half);
}

ball integrate_panels(scope *s, integrand f, axis_integrand on_axis, void *state, slong goal, slong effort)
{
    panels p = {.f = f,
                .on_axis = on_axis,
                .state = state,
                .probe = scope_open_for(s, BOX_BITS),
                .work = scope_open_for(s, scope_bits(s)),
                .goal = goal,
                .effort = effort > 0 ? effort : 12000 + 120 * (goal > 0 ? goal : 0)};
    scope_set_holomorphic(p.probe, true);
    arb_init(p.total);
    integrate_panel(&p, 0, 0);
    ball value = p.failed ? ball_nothing(s) : ball_from_arb(s, p.total);
    arb_clear(p.total);
    scope_close(p.probe);
    scope_close(p.work);
    return value;
}
