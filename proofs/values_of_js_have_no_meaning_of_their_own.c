/*
 * VALUES OF JS HAVE NO MEANING OF THEIR OWN
 *     There is no rule such as "JS < 0.1: very similar, JS > 0.5: very different".
 * For N(0,1) and N(m,1), m > 0, JS rises with m (game_converges_with_optimal_discriminator), so it takes each value once: 0.1 nat at
 * m = 0.9416, 0.1 bit at m = 0.7714, 0.5 bit at m = 2.0435, 0.5 nat at m = 2.8280. In between the unit decides on which side of a
 * threshold the same pair lies. And for all s in [1/2,2] JS(N(0,1), N(3,s²)) is below 0.65 < log 2:
 * laws three standard deviations apart do not reach the maximum.
 */
#include "proof.h"

ABOUT(
    TAGS("js box"),
    STATEMENT(
        "JS = 0.1 or 0.5 means different things in nats and in bits; JS(N(0,1), N(3,s²)) < 0.65 < log 2"),
    HYPOTHESES("N(0,1) against N(m,1), m > 0; N(0,1) against N(3,s²), s in [1/2,2]."),
    WHY_A_GAN_CARES(
        "Training curves of JS are read as if they had an absolute scale. They have none: the base of the logarithm, the "
        "dimension and the family decide what 0.1 looks like."),
    SOURCE("The values: interval arithmetic here. Lin 1991 for the bound log 2."),
    ESTABLISHED(
        "Each threshold's m enclosed between two points 10^-12 apart; one pair on both sides of 0.1; JS(N(0,1), N(3,s²)) < 65/100 for all s in [1/2,2], by branch and bound."),
    NOT_ESTABLISHED("Dimensions above one."),
    FALSEHOOD("The units are exchanged; the pair is on one side in both units; JS < 3/5 for all s."))

typedef struct threshold {
    const char *name, *value, *wrong_value, *m;
} threshold;
static const threshold thresholds[] = {
    {"0.1 nat at m = 0.941587351090", "1/10", "log(2)/10", "0.941587351090"},
    {"0.1 bit at m = 0.771375926591", "log(2)/10", "1/10", "0.771375926591"},
    {"0.5 bit at m = 2.043539395707", "log(2)/2", "1/2", "2.043539395707"},
    {"0.5 nat at m = 2.827985586122", "1/2", "log(2)/2", "2.827985586122"},
};

static ball js_at(instance c, const char *m)
{
    return js(law_named(c, "normal(0,1)"), law_where(c, "normal(m,1)", m));
}

/* JS(m) < value < JS(m + 10^-12) */
static verdict crosses(instance c, const char *value)
{
    char below[64], above[64];
    snprintf(below, sizeof below, "m = %s", ((const threshold *)c.of)->m);
    snprintf(above, sizeof above, "m = %s + 10^-12", ((const threshold *)c.of)->m);
    return both(less(js_at(c, below), number(c, value)), less(number(c, value), js_at(c, above)));
}
static verdict crosses_there(instance c) { return crosses(c, ((const threshold *)c.of)->value); }
static verdict crosses_in_other_unit(instance c)
{
    return crosses(c, ((const threshold *)c.of)->wrong_value);
}

typedef struct lone_case {
    const char *name;
} lone_case;
static const lone_case both_sides[] = {{"m = 0.85"}};
static verdict below_in_nats_above_in_bits(instance c)
{
    ball value = js_at(c, "m = 0.85");
    return both(less(value, ratio(1, 10)), more(over(value, number(c, "log(2)")), ratio(1, 10)));
}
static verdict on_one_side(instance c)
{
    ball value = js_at(c, "m = 0.85"), bits = over(value, number(c, "log(2)"));
    return either(both(less(value, ratio(1, 10)), less(bits, ratio(1, 10))),
                  both(more(value, ratio(1, 10)), more(bits, ratio(1, 10))));
}

/* ---- Three standard deviations apart, for all s ---- */

static const lone_case boxes[] = {{"s in [1/2, 2]"}};
static ball js_over(const ball *x) { return on_box("js", "normal(0,1)", "normal(3,s)", "s", x); }
static verdict below_65(const ball *x) { return less(js_over(x), ratio(65, 100)); }
static verdict below_60(const ball *x) { return less(js_over(x), ratio(3, 5)); }
static verdict far_below_log2(instance c)
{
    return both(less(number(c, "65/100"), number(c, "log(2)")),
                everywhere(c, ((const lone_case *)c.of)->name, below_65, 4000));
}
static verdict below_60_everywhere(instance c)
{
    return everywhere(c, ((const lone_case *)c.of)->name, below_60, 4000);
}

PROOF_OF(values_of_js_have_no_meaning_of_their_own,
         CHECK_EACH("where JS(N(0,1), N(m,1)) crosses a threshold", CERTIFIED, crosses_there,
                    crosses_in_other_unit, thresholds),
         CHECK_EACH("one pair on both sides of 0.1", CERTIFIED, below_in_nats_above_in_bits, on_one_side,
                    both_sides),
         CHECK_EACH("JS(N(0,1), N(3,s²)) < 0.65 for all s in [1/2,2]", CERTIFIED, far_below_log2,
                    below_60_everywhere, boxes))
