/*
 * SHORT GRADIENT STEPS DECREASE JS, LONG ONES NEED NOT
 *     theta_1 = theta_0 - eta dV/dtheta(theta_0, D*)   has   JS(theta_1) < JS(theta_0)   for every small eta > 0, not for every eta.
 * For N(0,1) and N(theta,1), dV/dtheta = theta h(theta) (location_game.h) and JS is an increasing function of |theta|, so JS falls
 * exactly if |1 - eta h| < 1, that is for 0 < eta < 2/h(theta_0); at theta_0 = 1 up to 2/h(1) = 5.0254682289...
 */
#include "proof.h"

ABOUT(
    TAGS("gan descent js box"),
    STATEMENT("a generator step decreases JS for small η, not for every η: at θ = 1 for η < 5.0254... only"),
    HYPOTHESES("Data N(0,1), generator N(θ,1), the best discriminator before each step."),
    WHY_A_GAN_CARES(
        "\"The updated generator is better\" is a statement about the step size, not about gradients: even with the exact "
        "gradient and a perfect discriminator a long step makes the generator worse."),
    SOURCE("The descent lemma: Nesterov 2004, section 1.2.3; the example here."),
    ESTABLISHED(
        "JS before and after a step, by direct integration, to 12 digits for three steps; the critical step size to 10^-9; for all θ in [1/10, 3] and η in "
        "[1/100, 4], |θ_1| < |θ_0|, by branch and bound."),
    NOT_ESTABLISHED("Other families and discriminators that are not optimal."),
    FALSEHOOD("Every step decreases JS; the critical step is half as long; steps up to 10 contract."))

static ball h(ball theta, slong goal) { return location_game_slope(theta.in, theta, goal); }

typedef struct step_case {
    const char *name, *eta;
    bool falls;
    const char *js; /* after the step, or NULL */
} step_case;
static const step_case steps[] = {
    {"η = 1/10", "1/10", true, NULL},  {"η = 1", "1", true, "0.04336413748902840781"},
    {"η = 2", "2", true, NULL},        {"η = 5", "5", true, "0.10941053523286240482"},
    {"η = 5.05", "5.05", false, NULL}, {"η = 10", "10", false, "0.52376005267720165752"}};

static ball stepped(instance c)
{
    ball slope = h(number(c, "1"), 60);
    return minus(integer(1), times(number(c, ((const step_case *)c.of)->eta), slope));
}
/* JS at the two ends of the enclosure of theta_1 bounds it, since JS increases with |theta|; the enclosure is 10^-17 wide. */
static ball js_after(instance c)
{
    ball theta = stepped(c);
    return on_box("js", "normal(0,1)", "normal(theta,1)", "theta", &theta);
}
static ball js_before(instance c) { return js(law_named(c, "normal(0,1)"), law_named(c, "normal(1,1)")); }

static verdict falls_if_short(instance c)
{
    const step_case *of = c.of;
    verdict as_told =
        of->js ? less(magnitude(minus(js_after(c), number(c, of->js))), number(c, "10^-12")) : HOLDS;
    return both(as_told, of->falls ? less(js_after(c), js_before(c)) : more(js_after(c), js_before(c)));
}
static verdict always_falls(instance c) { return less(js_after(c), js_before(c)); }

typedef struct lone_case {
    const char *name;
} lone_case;
static const lone_case critical[] = {{"θ = 1"}};
static verdict is_near(instance c, ball x) /* 5.0254682289 to 10^-9 */
{
    return less(magnitude(minus(x, number(c, "5.0254682289"))), number(c, "10^-9"));
}
static verdict critical_step(instance c) { return is_near(c, over(integer(2), h(number(c, "1"), 60))); }
static verdict half_as_long(instance c) { return is_near(c, over(integer(1), h(number(c, "1"), 60))); }

static const lone_case all_steps[] = {{"theta in [1/10, 3], eta in [1/100, 4]"}};
static verdict contracts(const ball *x)
{
    return less(magnitude(minus(integer(1), times(x[1], h(x[0], 24)))), integer(1));
}
static verdict contracts_for_all(instance c)
{
    return everywhere(c, ((const lone_case *)c.of)->name, contracts, 20000);
}
static verdict contracts_up_to_10(instance c)
{
    return everywhere(c, "theta in [1/10, 3], eta in [1/100, 10]", contracts, 20000);
}

PROOF_OF(short_gradient_steps_decrease_js,
         CHECK_EACH("JS after a step from θ = 1", CERTIFIED, falls_if_short, always_falls, steps),
         CHECK_EACH("the critical step is 2/h(1)", CERTIFIED, critical_step, half_as_long, critical),
         CHECK_EACH("|θ_1| < |θ_0| for all θ in [0.1,3], η in [0.01,4]", CERTIFIED, contracts_for_all,
                    contracts_up_to_10, all_steps))
