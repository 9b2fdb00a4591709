/*
 * THE GLOBAL MINIMUM IS -LOG 4
 *     min over G of max over D of V(G, D) = -log 4,      attained where p_g = p_data and nowhere else.
 * For max over D of V = -2 log 2 + 2 JS(P, Q), and JS = 0 at P = Q; and Pinsker's inequality for both halves of JS,
 *     2 JS(P, Q) = KL(P‖M) + KL(Q‖M) ≥ 2 TV(P, M)^2 + 2 TV(Q, M)^2 = TV(P, Q)^2 > 0      when P ≠ Q.
 *
 * Within a family there may be other critical points, where descent could rest. Among Bernoulli laws there is none:
 *     dV/dg = log(g (2-p-g)) - log((1-g) (p+g)),      g (2-p-g) - (1-g) (p+g) = g - p,
 * so V falls for g < p and rises for g > p. Among N(theta, 1) with data N(0,1) there is none in [-5, 5]: dV/dtheta is theta h(theta)
 * with h > 0 (location_game.h). Among N(theta, sigma^2) there is none with theta in [-2, 2], sigma in [1/2, 2]: along each ray
 *     theta = r c, sigma = 1 + r e, 0 < r ≤ 1,   with (c, 1 + e) on the edge of that box,   dV/dr = r H(r,c,e)/sigma^3,   H > 0
 * (normal_game.h). Only c ≥ 0 need be looked at, for V does not change with the sign of theta.
 */
#include "proof.h"

ABOUT(
    TAGS("core gan game minimum js"),
    STATEMENT("min over G of max over D of V = -log 4, only at p_g = p_data"),
    HYPOTHESES(
        "The generator can produce the data's law; the discriminator may be any function with values in [0,1]."),
    WHY_A_GAN_CARES(
        "The generator's problem has the right solution and no other: -log 4 = -1.386... is the number that a "
        "training curve of the discriminator's value should fall to."),
    SOURCE("Goodfellow et al. 2014, theorem 1."),
    ESTABLISHED(
        "The value at p_g = p_data by direct integration; V + log 4 ≥ TV² > 0 on the standard pairs; exactly, for "
        "all Bernoulli laws, the sign of dV/dg; and by interval arithmetic no critical point besides p_g = p_data: "
        "among N(θ,1), θ in [-5,5], and among N(θ,σ²), θ in [-2,2], σ in [1/2,2]."),
    NOT_ESTABLISHED(
        "That a generator network reaches the minimum, or that its family contains the data's law."),
    FALSEHOOD(
        "The minimum is -log 2; a generator with p_g ≠ p_data reaches -log 4; V's slope vanishes at g = 1-p; "
        "h ≥ 51/100; H ≥ 3/2; dV/dr with the factor 2 of JS lost."))

static ball minus_log4(trial *t) { return negative(trial_number(t, "log(4)")); }

/* ---- The value at p_g = p_data, for every law of the standard pairs ---- */

static verdict value_at_data(pair c)
{
    return both(agree(c, best_game_value(c.p, c.p), minus_log4(c.trial), 30),
                agree(c, best_game_value(c.q, c.q), minus_log4(c.trial), 30));
}
static verdict value_is_minus_log2(pair c)
{
    return agree(c, best_game_value(c.p, c.p), negative(number(c, "log(2)")), 30);
}

/* ---- Away from the data ---- */

static ball excess(pair c) { return minus(best_game_value(c.p, c.q), minus_log4(c.trial)); }
static verdict exceeds_by_tv2(pair c)
{
    ball distance = tv(c.p, c.q);
    return both(at_least(excess(c), square(distance)), more(square(distance), integer(0)));
}
static verdict minimum_is_reached(pair c) { return at_most(excess(c), integer(0)); }

/* ---- Bernoulli laws: all p and g at once ---- */

typedef struct algebra {
    const char *name, *value, *slope, *sign, *distance, *wrong_distance;
} algebra;

static const algebra bernoulli[] = {
    {"all p and g in (0,1)",
     "p*log(p/(p+g)) + (1-p)*log((1-p)/(2-p-g)) + g*log(g/(p+g)) + (1-g)*log((1-g)/(2-p-g))",
     "log(g*(2-p-g)) - log((1-g)*(p+g))", "g*(2-p-g) - (1-g)*(p+g)", "g - p", "g - (1-p)"}};

static verdict slope_has_the_sign_of(instance c, const char *distance)
{
    const algebra *of = c.of;
    return both(derivative_is(c, of->value, "g", of->slope), identity(c, of->sign, distance));
}
static verdict only_zero_is_p(instance c)
{
    return slope_has_the_sign_of(c, ((const algebra *)c.of)->distance);
}
static verdict only_zero_is_1_minus_p(instance c)
{
    return slope_has_the_sign_of(c, ((const algebra *)c.of)->wrong_distance);
}

/* ---- Normal laws on a box ---- */

typedef struct parameter_box {
    const char *name;
} parameter_box;
enum {
    COARSE = 24,
    COARSER = 6,
    BOXES = 20000
}; /* bits, enough for statements about boxes; and how many of those */

static const parameter_box locations[] = {{"theta in [-5, 5]"}};
static ball h(const ball *x) { return location_game_slope(x->in, *x, COARSE); }
static verdict positive_h(const ball *x) { return at_least(h(x), ratio(94, 10000)); }
static verdict large_h(const ball *x) { return at_least(h(x), ratio(51, 100)); }
static verdict only_critical_point(instance c)
{
    return everywhere(c, ((const parameter_box *)c.of)->name, positive_h, BOXES);
}
static verdict too_steep(instance c)
{
    return everywhere(c, ((const parameter_box *)c.of)->name, large_h, BOXES);
}

/* the three edges of [0,2] x [1/2,2], each with r in [0,1]; x is (r, the coordinate along the edge) */
typedef enum { RIGHT, UPPER, LOWER } edge;
typedef struct edge_case {
    const char *name, *box;
    edge which;
} edge_case;
static const edge_case edges[] = {{"to θ = 2, σ in [1/2, 2]", "r in [0, 1], e in [-1/2, 1]", RIGHT},
                                  {"to σ = 2, θ in [0, 2]", "r in [0, 1], c in [0, 2]", UPPER},
                                  {"to σ = 1/2, θ in [0, 2]", "r in [0, 1], c in [0, 2]", LOWER}};

static ball H_to_right(const ball *x) { return normal_game_rise(x->in, x[0], integer(2), x[1], COARSER); }
static ball H_to_upper(const ball *x) { return normal_game_rise(x->in, x[0], x[1], integer(1), COARSER); }
static ball H_to_lower(const ball *x) { return normal_game_rise(x->in, x[0], x[1], ratio(-1, 2), COARSER); }

static verdict rises_to_right(const ball *x) { return more(H_to_right(x), integer(0)); }
static verdict rises_to_upper(const ball *x) { return more(H_to_upper(x), integer(0)); }
static verdict rises_to_lower(const ball *x) { return more(H_to_lower(x), integer(0)); }
static verdict steep_to_right(const ball *x) { return more(H_to_right(x), ratio(3, 2)); }
static verdict steep_to_upper(const ball *x) { return more(H_to_upper(x), ratio(3, 2)); }
static verdict steep_to_lower(const ball *x) { return more(H_to_lower(x), ratio(3, 2)); }

static verdict on_all_rays(instance c, const everywhere_question question[3])
{
    const edge_case *of = c.of;
    return everywhere(c, of->box, question[of->which], BOXES);
}
static verdict rises_on_all_rays(instance c)
{
    return on_all_rays(c, (const everywhere_question[]){rises_to_right, rises_to_upper, rises_to_lower});
}
static verdict steep_on_all_rays(instance c)
{
    return on_all_rays(c, (const everywhere_question[]){steep_to_right, steep_to_upper, steep_to_lower});
}

/* dV/dr = r H/sigma^3 against JS itself, by the mean value theorem on a short interval of r */
typedef struct ray_case {
    const char *name, *c, *e, *from, *to;
} ray_case;
static const ray_case rays[] = {{"θ = 2r, σ = 1 + r, r = 1/2", "2", "1", "1/2", "1/2 + 10^-12"},
                                {"θ = r, σ = 1 - r/2, r = 1", "1", "-1/2", "1 - 10^-12", "1"},
                                {"θ = 0, σ = 1 + r, r = 3/4", "0", "1", "3/4", "3/4 + 10^-12"},
                                {"θ = 2r, σ = 1 - r/4, r = 1/8", "2", "-1/4", "1/8", "1/8 + 10^-12"}};

static ball value_on_ray(instance c, const char *r)
{
    const ray_case *of = c.of;
    char generator[160];
    snprintf(generator, sizeof generator, "normal((%s)*(%s), 1 + (%s)*(%s))", of->c, r, of->e, r);
    return minus(twice(js(law_named(c, "normal(0,1)"), law_named(c, generator))), number(c, "2*log(2)"));
}
static ball mean_slope(instance c)
{
    const ray_case *of = c.of;
    return over(minus(value_on_ray(c, of->to), value_on_ray(c, of->from)),
                minus(number(c, of->to), number(c, of->from)));
}
static ball formula(instance c, ball missing)
{
    const ray_case *of = c.of;
    ball r = ball_hull(number(c, of->from), number(c, of->to)), e = number(c, of->e);
    ball sigma = plus(integer(1), times(r, e)), rise = normal_game_rise(r.in, r, number(c, of->c), e, 60);
    return over(times(times(r, rise), missing), times(sigma, square(sigma)));
}
static verdict slope_is_formula(instance c) { return agree(c, mean_slope(c), formula(c, integer(1)), 9); }
static verdict slope_is_half_of_it(instance c) { return agree(c, mean_slope(c), formula(c, ratio(1, 2)), 9); }

PROOF_OF(global_minimum_is_minus_log4,
         CHECK("V = -log 4 at p_g = p_data", CERTIFIED, value_at_data, value_is_minus_log2, standard_pairs),
         CHECK("V + log 4 ≥ TV² > 0 on the standard pairs", CERTIFIED, exceeds_by_tv2, minimum_is_reached,
               standard_pairs),
         CHECK_EACH("Bernoulli laws: dV/dg has the sign of g - p", EXACT, only_zero_is_p,
                    only_zero_is_1_minus_p, bernoulli),
         CHECK_EACH("N(θ,1): h(θ) > 0, so θ = 0 is the only critical point", CERTIFIED, only_critical_point,
                    too_steep, locations),
         CHECK_EACH("N(θ,σ²): H > 0 on all rays, so (0,1) is the only critical point", CERTIFIED,
                    rises_on_all_rays, steep_on_all_rays, edges),
         CHECK_EACH("N(θ,σ²): dV/dr = rH/σ³, by the mean value theorem", CERTIFIED, slope_is_formula,
                    slope_is_half_of_it, rays))
