/*
 * The table of divergences: names, formulas, and the certified route of each, straight from its definition.
 *
 * The f-divergences are one integrator and one sum, applied to a functional of functional.h, with or without the arguments
 * exchanged, followed by an elementary function:
 *     hellinger2 = 1 - I(1/2),   chi2 = I(2) - 1,   renyi(a) = log I(a)/(a - 1),      I(a) = integral of p^a q^(1-a).
 * Nearly equal laws take the forms of near.h.
 */
#include "divergences/discrete.h"
#include "divergences/divergence.h"
#include "divergences/dyadic.h"
#include "divergences/fdivergence.h"
#include "divergences/lattice.h"
#include "divergences/magnitude.h"
#include "divergences/near.h"
#include "divergences/planar_parts.h"
#include "divergences/wasserstein.h"

#include <math.h>
#include <string.h>

/* Nearly equal laws have integrands of their own, and a goal relative to the size of their values. */
static const functional *near_form(const functional *f)
{
    if (f == &functional_kl)
        return &functional_near_kl;
    return f == &functional_js ? &functional_near_js : NULL;
}

static void density_part(scope *s, const functional *f, real order, const law *p, const law *q, slong goal,
                         enclosure *out)
{
    slong near = q && near_form(f) ? law_nearness(p, q) : 0;
    if (near)
        functional_integral(s, near_form(f), order, p, q, goal + 2 * near, out);
    else
        density_functional(s, f, order, p, q, goal, out);
}

/* Densities and atoms are mutually singular: D_f is the sum of the integral and of the sum over atoms. */
static void whole(scope *s, const functional *f, real order, const law *p, const law *q, slong goal,
                  enclosure *out)
{
    enclosure atoms;
    *out = (enclosure){ball_in(s, ball_int(0)), FINITE, METHOD_CERTIFIED};
    if (p->dim == 2) {
        planar_functional(s, f, order, p, q, goal, out);
        return;
    }
    if (law_has_density(p) || (q && law_has_density(q)))
        density_part(s, f, order, p, q, goal, out);
    if (law_has_atoms(p) || (q && law_has_atoms(q))) {
        functional_sum(s, f, order, p, q, goal, &atoms);
        enclosure_add(s, out, &atoms);
    }
}

static void power_at(scope *s, real order, bool below, const law *p, const law *q, slong goal, slong scale,
                     enclosure *out)
{
    enclosure atoms;
    const functional *f = below ? &functional_power_below : &functional_power_above;
    if (!scale) {
        whole(s, f, order, p, q, goal, out);
        return;
    }
    scaled_integral(s, f, order, p, q, goal, scale, out);
    if (law_has_atoms(p) || law_has_atoms(q)) {
        functional_sum(s, f, order, p, q, goal, &atoms);
        enclosure_add(s, out, &atoms);
    }
}

/* I(order), as accurate as the goal says, but relative to its size if `relative` or if it is huge; false if it is infinite. */
static bool power(scope *s, real order, bool below, const law *p, const law *q, slong goal, bool relative,
                  enclosure *out)
{
    slong bits = scope_bits(s), deepest = 16 * goal + 4000, scale = magnitude_of_power(p, q, order, relative);
    slong spent = (slong)FLINT_BIT_COUNT(scale < 0 ? -scale : scale); /* on the size of logarithms */
    scope_set_bits(s, bits + spent);
    power_at(s, order, below, p, q, goal, scale, out);
    for (slong deeper = goal;
         relative && deeper < deepest && out->why == FINITE && ball_is_finite(out->value);) {
        double size = ball_log2_error(ball_upto(ball_upper(out->value))), wrong = ball_log2_error(out->value);
        double lacking = wrong - (size - (double)goal);
        if (!(lacking > 4 && lacking < (double)deepest) || scope_expired(s))
            break;
        deeper += wrong > size - 4 ? deeper : (slong)lacking + 8; /* nothing is known of the size yet */
        scope_set_bits(s, (bits > deeper + 30 ? bits : deeper + 30) + spent);
        power_at(s, order, below, p, q, deeper, scale, out);
    }
    scope_set_bits(s, bits);
    return out->why == FINITE;
}

/*
 * J = I(order) - 1, without cancellation where the laws are nearly equal; the logarithm of I if `log_wanted`, accurate where I
 * is tiny. False if I is infinite.
 */
static bool excess_of_power(scope *s, real order, const law *p, const law *q, slong goal, bool log_wanted,
                            enclosure *out)
{
    real_pool *pool = real_pool_open();
    int side = real_compare(order, real_int(pool, 1));
    real_pool_close(pool);
    slong near = law_nearness(p, q);
    *out = (enclosure){ball_nothing(s), FINITE, METHOD_CERTIFIED};
    if (near && side != REAL_UNDECIDED) {
        functional_integral(s, side < 0 ? &functional_near_power_below : &functional_near_power_above, order,
                            p, q, goal + 2 * near, out);
        out->value = log_wanted && out->why == FINITE ? ball_log1p(out->value) : out->value;
    } else if (side != REAL_UNDECIDED && power(s, order, side < 0, p, q, goal, log_wanted, out)) {
        bool none = ball_is_exact_zero(out->value);
        out->value = log_wanted ? none ? ball_neg(ball_infinity(s)) : ball_log(out->value)
                                : ball_add_int(out->value, -1);
    }
    return out->why == FINITE;
}

/* A value known to lie in [0, most]: all that is known where the attempt was in vain. */
static ball confined(ball value, ball most)
{
    ball least = ball_in(most.in, ball_int(0)), range = ball_upto(most);
    return ball_is_finite(value) ? ball_max(ball_min(value, most), least) : range;
}

#define ROUTE(name)                                                                                          \
    static bool name(scope *s, const divergence *d, const law *p, const law *q, slong goal, enclosure *out)

/* KL(P||Q) is the mean of log p - log q, which may be e^50: what is accurate is then relative to that. */
ROUTE(kl)
{
    (void)d;
    slong scale = q ? magnitude_of_log_ratio(p, q) : 0, bits = scope_bits(s);
    if (!scale) {
        whole(s, &functional_kl, NULL, p, q, goal, out);
        return true;
    }
    scope_set_bits(s, bits + (slong)FLINT_BIT_COUNT(scale)); /* spent on the size of logarithms */
    scaled_integral(s, &functional_kl, NULL, p, q, goal, scale, out);
    scope_set_bits(s, bits);
    return true;
}

ROUTE(reverse_kl) { return kl(s, d, q, p, goal, out); }

ROUTE(jeffreys)
{
    enclosure back;
    kl(s, d, p, q, goal + 1, out);
    kl(s, d, q, p, goal + 1, &back);
    enclosure_add(s, out, &back);
    return true;
}

ROUTE(js)
{
    (void)d;
    whole(s, &functional_js, NULL, p, q, goal, out);
    out->value = confined(out->value, ball_log2(s));
    return true;
}

ROUTE(js_distance)
{
    js(s, d, p, q, goal + 1, out); /* enough unless JS is small */
    ball root = ball_sqrt(out->value);
    if (out->why == FINITE && ball_log2_error(root) > (double)-goal) {
        js(s, d, p, q, 2 * goal, out);
        root = ball_sqrt(out->value);
    }
    out->value = root;
    return true;
}

ROUTE(tv)
{
    (void)d;
    whole(s, &functional_tv, NULL, p, q, goal, out);
    out->value = confined(out->value, ball_in(s, ball_int(1)));
    return true;
}

ROUTE(hellinger2)
{
    (void)d;
    real_pool *pool = real_pool_open();
    excess_of_power(s, real_ratio(pool, 1, 2), p, q, goal, false, out);
    out->value = confined(ball_neg(out->value), ball_in(s, ball_int(1)));
    real_pool_close(pool);
    return true;
}

ROUTE(chi2)
{
    (void)d;
    real_pool *pool = real_pool_open();
    excess_of_power(s, real_int(pool, 2), p, q, goal, false, out);
    real_pool_close(pool);
    return true;
}

ROUTE(neyman) { return chi2(s, d, q, p, goal, out); }

/* Infinite if the integral is (a > 1: its reason), or if it vanishes (a < 1: the laws are mutually singular). */
ROUTE(renyi)
{
    fmpq_t one;
    fmpq_init(one);
    bool is_one = real_rational(d->order, one) && fmpq_is_one(one);
    fmpq_clear(one);
    if (is_one)
        return kl(s, d, p, q, goal, out);
    if (!excess_of_power(s, d->order, p, q, goal, true, out))
        return true;
    if (ball_sign(out->value) < 0 && !ball_is_finite(out->value)) /* log 0 */
        *out = enclosure_infinite(s, INFINITE_SUPPORT);
    else
        out->value = ball_div(out->value, ball_add_int(real_ball(s, d->order), -1));
    return true;
}

/* Differential entropy of a density, Shannon entropy of a discrete law; a law with both has neither. */
ROUTE(entropy)
{
    (void)q;
    if (law_has_density(p) && law_has_atoms(p))
        return false;
    kl(s, d, p, NULL, goal, out);
    out->value = ball_neg(out->value);
    return true;
}

ROUTE(cross_entropy)
{
    enclosure gap;
    if (!entropy(s, d, p, NULL, goal + 1, out))
        return false;
    kl(s, d, p, q, goal + 1, &gap);
    enclosure_add(s, out, &gap);
    return true;
}

/* Laws on atoms alone have exact running sums, or, on many integers, no need of them; the routes over distribution functions serve all others. */
static bool transport_of_order(scope *s, real order, const law *p, const law *q, slong goal, enclosure *out)
{
    return (dyadic_suits(p, q) && dyadic_wasserstein(s, order, p, q, goal, out))
           || wasserstein_enclose(s, order, p, q, goal, out);
}

static bool transport(scope *s, slong order, const law *p, const law *q, slong goal, enclosure *out)
{
    real_pool *pool = real_pool_open();
    bool known = transport_of_order(s, real_int(pool, order), p, q, goal, out);
    real_pool_close(pool);
    return known;
}

ROUTE(w1) { return (void)d, lattice_w1(s, p, q, goal, out) || transport(s, 1, p, q, goal, out); }
ROUTE(w2) { return (void)d, transport(s, 2, p, q, goal, out); }
ROUTE(wp) { return transport_of_order(s, d->order, p, q, goal, out); }

ROUTE(energy)
{
    (void)d;
    return (dyadic_suits(p, q) && dyadic_energy(s, p, q, goal, out)) || energy_enclose(s, p, q, goal, out);
}

ROUTE(kolmogorov)
{
    (void)d;
    return lattice_kolmogorov(s, p, q, goal, out)
           || (dyadic_suits(p, q) && dyadic_kolmogorov(s, p, q, goal, out))
           || kolmogorov_enclose(s, p, q, goal, out);
}

/* Columns: order, f-divergence, symmetric, scales with the base of the logarithm, needs a second law, linear, range. */
const divergence_row divergence_rows[] = {
    {"kl", "KL(P||Q) = integral of p log(p/q)", 0, 1, 0, 1, 1, 0, RANGE_POSITIVE, kl},
    {"reverse-kl", "KL(Q||P)", 0, 1, 0, 1, 1, 0, RANGE_POSITIVE, reverse_kl},
    {"jeffreys", "KL(P||Q) + KL(Q||P)", 0, 1, 1, 1, 1, 0, RANGE_POSITIVE, jeffreys},
    {"js", "JS = KL(P||M)/2 + KL(Q||M)/2, M = (P+Q)/2; at most log 2", 0, 1, 1, 1, 1, 0, RANGE_LOG2, js},
    {"js-distance", "sqrt(JS), a metric", 0, 0, 1, 0, 1, 0, RANGE_ROOT_LOG2, js_distance},
    {"tv", "TV = (1/2) integral of |p - q|; at most 1", 0, 1, 1, 0, 1, 1, RANGE_UNIT, tv},
    {"hellinger2", "(1/2) integral of (sqrt p - sqrt q)^2; at most 1", 0, 1, 1, 0, 1, 0, RANGE_UNIT,
     hellinger2},
    {"chi2", "integral of (p - q)^2 / q (Pearson)", 0, 1, 0, 0, 1, 0, RANGE_POSITIVE, chi2},
    {"neyman", "integral of (p - q)^2 / p", 0, 1, 0, 0, 1, 0, RANGE_POSITIVE, neyman},
    {"renyi", "renyi(a) = log(integral of p^a q^(1-a)) / (a - 1)", 1, 0, 0, 1, 1, 0, RANGE_POSITIVE, renyi},
    {"w1", "W1 = inf over couplings of E|X - Y| = integral of |F - G|", 0, 0, 1, 0, 1, 1, RANGE_POSITIVE, w1},
    {"w2",
     "W2 = (inf over couplings of E|X - Y|^2)^(1/2); between normals W2^2 = |m - n|^2 + tr(A + B - 2 (A^1/2 B A^1/2)^1/2), the FID",
     0, 0, 1, 0, 1, 1, RANGE_POSITIVE, w2},
    {"wp", "wp(p) = (inf over couplings of E|X - Y|^p)^(1/p), p >= 1", 1, 0, 1, 0, 1, 1, RANGE_POSITIVE, wp},
    {"energy", "(2 E|X-Y| - E|X-X'| - E|Y-Y'|)^(1/2); on the line (2 integral of (F - G)^2)^(1/2)", 0, 0, 1,
     0, 1, 1, RANGE_POSITIVE, energy},
    {"kolmogorov", "sup |F - G|", 0, 0, 1, 0, 1, 1, RANGE_UNIT, kolmogorov},
    {"entropy", "H(P) = -integral of p log p", 0, 0, 0, 1, 0, 0, RANGE_LINE, entropy},
    {"cross-entropy", "CE(P,Q) = -integral of p log q", 0, 0, 0, 1, 1, 0, RANGE_LINE, cross_entropy},
};
const size_t divergence_count = sizeof divergence_rows / sizeof *divergence_rows;

const divergence_row *divergence_by_name(const char *name)
{
    for (size_t i = 0; i < divergence_count; i++)
        if (!strcmp(divergence_rows[i].name, name))
            return &divergence_rows[i];
    return NULL;
}
