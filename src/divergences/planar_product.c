/*
 * Products of laws on the line, P1 x P2 and Q1 x Q2:
 *     KL, Renyi divergences, entropies and W2^2 (Euclidean distance) are sums over the factors;
 *     1 - hellinger2, 1 + chi2 and 1 + neyman are products;
 *     a factor R that P and Q share can be left out of every f-divergence, and of W_k: the projection is
 *     1-Lipschitz, and moving the first coordinate alone is a coupling;
 *     max TV_i <= TV <= 1 - (1 - TV_1)(1 - TV_2);
 *     JS follows from the affinity (affinity.h) rho = rho_1 rho_2, where rho_i, the integral of
 *     sqrt(p_i q_i) e^(-itu_i), is computed like any other functional of the pair p_i, q_i. By Cauchy and
 *     Schwarz a set with masses P, Q contributes at most sqrt(P Q).
 */
#include "divergences/affinity.h"
#include "divergences/closed_form.h"
#include "divergences/discrete.h"
#include "divergences/fdivergence.h"
#include "divergences/planar_normal.h"
#include "divergences/planar_routes.h"

#include <string.h>

typedef struct factors {
    scope *s;
    divergence d;
    const law *p[2], *q[2];
    slong goal;
    bool by_affinity;
} factors;

/* ---- The affinity of two laws on the line ---- */

static cball amplitude(const site *at)
{
    cball half = cball_mul_ball(at->u, ball_ratio(at->side > 0 ? -1 : 1, 2));
    return cball_mul(at->side > 0 ? at->p : at->q, cball_exp(half));
}

static cball cosine_density(const site *at)
{
    return cball_mul(amplitude(at), cball_cos(cball_mul_ball(at->u, at->order)));
}

static cball sine_density(const site *at)
{
    return cball_mul(amplitude(at), cball_sin(cball_mul_ball(at->u, at->order)));
}

static ball root_bound(ball P, ball Q, ball order)
{
    (void)order;
    return ball_within(ball_sqrt(ball_mul(P, Q)));
}

/* sqrt(PQ) times a wave of the phase order log(P/Q). */
static ball wave(cball (*shape)(cball), ball P, ball Q, ball order)
{
    if (ball_is_exact_zero(P) || ball_is_exact_zero(Q))
        return ball_in(P.in, ball_int(0));
    if (ball_positive(P) != HOLDS || ball_positive(Q) != HOLDS)
        return root_bound(P, Q, order);
    ball phase = ball_mul(order, ball_log(ball_div(P, Q)));
    return ball_mul(ball_sqrt(ball_mul(P, Q)), cball_real(shape(cball_from_ball(phase.in, phase))));
}

static ball cosine_perspective(ball P, ball Q, ball order) { return wave(cball_cos, P, Q, order); }
static ball sine_perspective(ball P, ball Q, ball order) { return wave(cball_sin, P, Q, order); }

static const functional functional_cosine = {
    cosine_density, NULL, cosine_perspective, root_bound, TAIL_BY_MASS, NULL, false, NULL};
static const functional functional_sine = {
    sine_density, NULL, sine_perspective, root_bound, TAIL_BY_MASS, NULL, false, NULL};

static ball whole(scope *s, const functional *f, real t, const law *p, const law *q, slong goal)
{
    enclosure part;
    ball sum = ball_in(s, ball_int(0));
    if (law_has_density(p) && law_has_density(q)) {
        functional_integral(s, f, t, p, q, goal, &part);
        sum = ball_add(sum, part.value);
    }
    if (law_has_atoms(p) && law_has_atoms(q)) {
        functional_sum(s, f, t, p, q, goal, &part);
        sum = ball_add(sum, part.value);
    }
    return sum;
}

static bool is_normal(const law *l) { return l->n == 1 && !strcmp(l->c->family->name, "normal"); }

static cball affinity_of_factor(scope *s, real t, const law *p, const law *q, slong goal)
{
    normal_pair pair;
    if (is_normal(p) && is_normal(q) && normal_pair_on_line(s, p->c, q->c, &pair))
        return normal_pair_affinity(s, &pair, real_ball(s, t));
    ball re = whole(s, &functional_cosine, t, p, q, goal);
    ball im = real_sign(t) ? whole(s, &functional_sine, t, p, q, goal) : ball_in(s, ball_int(0));
    cball rho = cball_nothing(s);
    acb_set_arb_arb(rho.v, re.v, ball_neg(im).v);
    return rho;
}

static cball affinity_of_product(void *state, scope *s, real t, slong goal)
{
    const factors *f = state;
    cball first = affinity_of_factor(s, t, f->p[0], f->q[0], goal + 2);
    return cball_mul(first, affinity_of_factor(s, t, f->p[1], f->q[1], goal + 2));
}

/* ---- The values of the factors ---- */

/* The certified route first: where both factors have closed forms the registry has answered already. */
static bool factor_enclose(const factors *f, int i, enclosure *out)
{
    bool known = divergence_enclose(f->s, f->d, f->p[i], f->q[i], f->goal + 2, METHOD_CERTIFIED, out);
    if (known && (out->why != FINITE || ball_is_finite(out->value)))
        return true;
    return divergence_enclose(f->s, f->d, f->p[i], f->q[i], f->goal + 2, METHOD_AUTO, out);
}

static ball sum(ball a, ball b) { return ball_add(a, b); }
static ball root_of_squares(ball a, ball b) { return ball_sqrt(ball_add(ball_sqr(a), ball_sqr(b))); }
static ball more(ball a) { return ball_add_int(a, 1); }
static ball less(ball a) { return ball_sub(ball_int(1), a); }
static ball product_of_more(ball a, ball b) { return ball_add_int(ball_mul(more(a), more(b)), -1); }
static ball product_of_less(ball a, ball b) { return less(ball_mul(less(a), less(b))); }

static const struct rule {
    const char *name;
    ball (*join)(ball, ball);
} rules[] = {
    {"kl", sum},
    {"reverse-kl", sum},
    {"jeffreys", sum},
    {"renyi", sum},
    {"entropy", sum},
    {"cross-entropy", sum},
    {"chi2", product_of_more},
    {"neyman", product_of_more},
    {"hellinger2", product_of_less},
    {"w2", root_of_squares},
};

/* An infinite factor decides; the support is the stronger reason. */
static bool by_rule(const factors *f, ball (*join)(ball, ball), enclosure *out)
{
    enclosure part[2];
    if (!factor_enclose(f, 0, &part[0]) || !factor_enclose(f, 1, &part[1]))
        return false;
    for (infinity_reason why = INFINITE_SUPPORT; why <= INFINITE_TAIL; why++)
        if (part[0].why == why || part[1].why == why) {
            *out = (enclosure){ball_infinity(f->s), why, METHOD_CERTIFIED};
            return true;
        }
    *out = (enclosure){join(part[0].value, part[1].value), FINITE, METHOD_CERTIFIED};
    return true;
}

/* ---- The other divergences ---- */

static bool shared(const factors *f, int i)
{
    enclosure tv;
    divergence d = {divergence_by_name("tv"), NULL};
    return closed_form(f->s, d, f->p[i], f->q[i], &tv) && ball_is_exact_zero(tv.value);
}

static bool js(const factors *f, bool root, enclosure *out)
{
    factors copy = *f;
    ball value = affinity_js(f->s, affinity_of_product, &copy, f->goal);
    value = ball_min(ball_max(value, ball_in(f->s, ball_int(0))), ball_log2(f->s));
    *out = (enclosure){root ? ball_sqrt(value) : value, FINITE, METHOD_CERTIFIED};
    return true;
}

static bool tv(const factors *f, enclosure *out)
{
    enclosure a, b;
    if (!factor_enclose(f, 0, &a) || !factor_enclose(f, 1, &b))
        return false;
    ball value = ball_hull(ball_max(a.value, b.value), product_of_less(a.value, b.value));
    *out = (enclosure){value, FINITE, METHOD_CERTIFIED};
    return ball_is_finite(value) && ball_log2_error(value) < (double)-f->goal;
}

static bool is_second_order(divergence d)
{
    fmpq_t order;
    fmpq_init(order);
    bool two = d.order && real_rational(d.order, order) && fmpq_equal_si(order, 2);
    fmpq_clear(order);
    return two;
}

static bool pair_enclose(const factors *f, enclosure *out)
{
    const char *name = f->d.row->name;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (!strcmp(rules[i].name, name))
            return by_rule(f, rules[i].join, out);
    if (!strcmp(name, "wp") && is_second_order(f->d))
        return by_rule(f, root_of_squares, out);
    if (strcmp(name, "energy") && strcmp(name, "kolmogorov"))
        for (int i = 0; i < 2; i++)
            if (shared(f, i))
                return factor_enclose(f, 1 - i, out);
    if (!strcmp(name, "js") || !strcmp(name, "js-distance"))
        return f->by_affinity && js(f, name[2], out);
    return !strcmp(name, "tv") && tv(f, out);
}

/* Where one factor has a density and the other atoms, there is no agreed reference measure for an entropy. */
static bool has_reference(const component *c)
{
    const law *a = c->factor[0], *b = c->factor[1];
    return law_has_density(a) == law_has_density(b) && law_has_atoms(a) == law_has_atoms(b);
}

bool product_enclose(scope *s, divergence d, const component *p, const component *q, slong goal,
                     bool by_affinity, enclosure *out)
{
    factors f = {s, d, {p->factor[0], p->factor[1]}, {NULL, NULL}, goal, by_affinity};
    for (int i = 0; q && i < 2; i++)
        f.q[i] = q->factor[i];
    bool entropy = !q || !strcmp(d.row->name, "cross-entropy");
    return (!entropy || has_reference(p)) && pair_enclose(&f, out);
}
