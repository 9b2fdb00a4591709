/*
 * Integrals along rows against balls, piece by piece of random pairs in every regime:
 *     the enclosure overlaps the one of twice the precision by the adaptive panels in ball arithmetic, for coarse goals too, where an
 *     error bound that is too small shows;
 *     the bound on a disc is above the density at points of the disc, its circle included.
 */
#include "calculus/panels.h"
#include "calculus/panels_rows.h"
#include "divergence_checks.h"
#include "divergences/bundle_rows.h"
#include "divergences/near.h"
#include "random_pairs.h"

enum { PAIRS = 40 };

static cball density_at(void *state, scope *s, cball t)
{
    const bundle *b = state;
    node at = map_node(&b->m, t);
    return (void)s, bundle_density(b, &at);
}

static ball density_on_axis(void *state, scope *s, ball t) { return (void)s, bundle_on_axis(state, t); }

static const functional *const functionals[] = {&functional_half_game, &functional_kl,
                                                &functional_power_below};
static const functional *const near_functionals[] = {&functional_near_js, &functional_near_kl};

typedef struct visit {
    const partition *part;
    const piece *one;
    const functional *f;
    real order;
    slong deeper; /* near forms: how much smaller than 1 their values are, in bits */
    bool spread;  /* by a sinh where that is offered */
    const char *text;
    random_stream *r;
    int served, all;
} visit;

static bundle *bundle_of(visit *v, scope *s)
{
    map m = piece_map(s, v->part->pool, v->one, NULL, 70);
    if (v->spread && m.kind == MAP_AFFINE)
        m = piece_sinh_map(s, v->part, v->one);
    return bundle_make(s, v->part->pool, v->one, &m, v->f, v->order);
}

/* Every piece of every pair that has both densities. */
static void visit_pieces(uint64_t seed, int pairs, void (*check)(visit *v), visit *total)
{
    for (int i = 0; i < pairs * effort(); i++)
        for (int k = 0; k < REGIMES; k++) {
            random_pair pair = draw_pair(seed, (regime)k, (uint64_t)i);
            law *p = read_law(pair.p), *q = read_law(pair.q);
            partition *part = partition_make(p, q, CUT_P | CUT_Q, 74);
            char text[2 * SPECIFICATION + 40];
            snprintf(text, sizeof text, "%s '%s' '%s'", regime_names[k], pair.p, pair.q);
            for (int j = 0; part && j < part->n; j++) {
                const piece *one = &part->pieces[j];
                visit v = *total;
                v.part = part, v.one = one, v.text = text;
                v.deeper = 2 * law_nearness(p, q);
                v.f = v.deeper ? near_functionals[i % 2] : functionals[i % 3 == 2 ? 1 + k % 2 : 0];
                v.spread = i % 2;
                v.order = v.f == &functional_power_below ? real_ratio(part->pool, 1, 3) : NULL;
                if (((one->lo && one->hi) || part->n == 1) && one->p.n && one->q.n)
                    check(&v);
                total->served = v.served, total->all = v.all;
            }
            partition_free(part);
            law_free(p);
            law_free(q);
        }
}

static void compare(visit *v)
{
    static const slong goals[] = {8, 20, 40, 56, 62};
    scope *s = scope_open(124), *fine = scope_open(160 + v->deeper);
    bundle *b = bundle_of(v, s), *again = bundle_of(v, fine);
    slong goal = goals[random_below(v->r, 5)] + v->deeper;
    ball value = bundle_rows_integral(s, b, goal);
    v->all++;
    if (ball_is_finite(value)) {
        v->served++;
        ball truth = integrate_panels(fine, density_at, v->f->density_on_axis ? density_on_axis : NULL, again,
                                      75 + v->deeper, 0);
        cr_expect(ball_overlaps(value, truth),
                  "%s, piece from %g to %g, goal %ld: %.17g +- %.2g, not %.17g +- %.2g", v->text,
                  v->one->lo ? real_double(v->one->lo) : -INFINITY,
                  v->one->hi ? real_double(v->one->hi) : INFINITY, goal, ball_double(value),
                  ball_radius(value), ball_double(truth), ball_radius(truth));
    }
    bundle_free(b);
    bundle_free(again);
    scope_close(s);
    scope_close(fine);
}

Test(bundle_rows, enclose_what_balls_enclose, .init = quiet)
{
    visit total = {.r = random_open(21, 0)};
    visit_pieces(7, PAIRS, compare, &total);
    cr_log_info("%d of %d pieces\n", total.served, total.all);
    cr_expect(total.served > 0.7 * total.all, "%d of %d pieces served", total.served, total.all);
    random_close(total.r);
}

/* Log densities of components may be -1e50, and the bundle compares them to pick the dominant one, and with it a branch. */
enum { POINT_BITS = 500 };

/* |density| at points of the disc around mid. */
static void below_bound(visit *v, const bundle *b, double mid, double rad, double sup)
{
    for (int k = 0; k < 6; k++) {
        scope *s = scope_open(POINT_BITS);
        double angle = 2 * M_PI * random_uniform(v->r), share = k < 3 ? 1 : random_uniform(v->r);
        double x = mid + share * rad * cos(angle) * (1 - 1e-12), y = share * rad * sin(angle) * (1 - 1e-12);
        acb_t t;
        acb_init(t);
        acb_set_d_d(t, x, y);
        cball value = density_at((void *)b, s, cball_from_acb(s, t));
        mag_t least;
        mag_init(least);
        acb_get_mag_lower(least, value.v);
        double size = cball_is_finite(value) ? mag_get_d(least) : 0;
        v->all++;
        v->served += cball_is_finite(value);
        cr_expect(size <= sup, "%s, %g + %g i of the disc %g +- %g: %g, not below %g", v->text, x, y, mid,
                  rad, size, sup);
        mag_clear(least);
        acb_clear(t);
        scope_close(s);
    }
}

static void bound(visit *v)
{
    scope *s = scope_open(POINT_BITS);
    bundle *b = bundle_of(v, s);
    double mid[ROW], rad[ROW], sup[ROW];
    for (int i = 0; i < ROW; i++) {
        mid[i] = random_uniform(v->r);
        rad[i] = ldexp(random_uniform(v->r), -(int)random_below(v->r, 20));
    }
    if (bundle_rows_bounds(b, ROW, mid, rad, sup))
        for (int i = 0, tried = 0; i < ROW && tried < 10; i++)
            if (isfinite(sup[i])) {
                below_bound(v, b, mid[i], rad[i], sup[i]);
                tried++;
            }
    bundle_free(b);
    scope_close(s);
}

Test(bundle_rows, bounds_hold_on_their_discs, .init = quiet)
{
    visit total = {.r = random_open(22, 0)};
    visit_pieces(8, PAIRS, bound, &total);
    cr_log_info("%d of %d points\n", total.served, total.all);
    cr_expect(total.served > 0.9 * total.all && total.all > 1000, "%d of %d points have a value",
              total.served, total.all);
    random_close(total.r);
}
