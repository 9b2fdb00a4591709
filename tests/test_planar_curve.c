/*
 * The curve p = q on the plane: log p - log q and its derivatives on tiles hold those at points, and arcs cover the curve.
 */
#include "planar_checks.h"

#include "divergences/planar_curve.h"
#include "number/random.h"

/* ---- u and its derivatives on tiles ---- */

typedef struct compiled {
    real_pool *pool;
    law *p, *q;
    planar_terms terms[2];
    cell c;
} compiled;

static compiled compile(scope *s, const char *p, const char *q)
{
    static const bool all[16] = {true, true, true, true, true, true, true, true,
                                 true, true, true, true, true, true, true, true};
    compiled out = {.pool = real_pool_open(), .p = parsed(p), .q = parsed(q)};
    cr_assert(planar_terms_make(&out.terms[0], out.pool, out.p)
              && planar_terms_make(&out.terms[1], out.pool, out.q));
    cell_open(&out.c, s, &out.terms[0], &out.terms[1], all, all);
    return out;
}

static void forget(compiled *a)
{
    cell_close(&a->c);
    planar_terms_free(&a->terms[0]);
    planar_terms_free(&a->terms[1]);
    law_free(a->p);
    law_free(a->q);
    real_pool_close(a->pool);
}

static const char three[] = "1/3*normal2(0,0,1,1,0) + 1/2*normal2(2,0,1,1,1/2) + 1/6*normal2(0,2,1,1/2,0)";
static const char two[] = "1/2*normal2(1,1,1,1,0) + 1/2*normal2(-1,0,1,2,1/3)";

static double log_ratio_at(const compiled *a, double x, double y)
{
    double p, q, at[2] = {x, y};
    law_log_density2_double(a->p, 1, at, &p);
    law_log_density2_double(a->q, 1, at, &q);
    return p - q;
}

static bool holds(ball range, double value, double slack)
{
    return fabs(ball_double(range) - value) <= ball_radius(range) + slack;
}

/* Central differences err by the third derivatives, here below 1000, times h^2/6, and by rounding. */
static void check_tiles(const char *p, const char *q, double around)
{
    enum { TILES = 200, POINTS = 5 };
    static const double h = 1e-4, slack = 1e-5;
    scope *s = scope_open(80);
    compiled a = compile(s, p, q);
    random_stream *r = random_open(7, 0);
    scope_mark start = scope_now(s);
    for (int i = 0; i < TILES; i++, scope_rewind(s, start)) {
        double from[2], to[2];
        tile t;
        for (int k = 0; k < 2; k++) {
            from[k] = around * (2 * random_uniform(r) - 1);
            to[k] = from[k] + pow(random_uniform(r), 3);
            t.at[k][0] = ball_exact_double(s, from[k]), t.at[k][1] = ball_exact_double(s, to[k]);
        }
        ratio_jet u = cell_ratio_jet(&a.c, s, &t);
        for (int n = 0; n < POINTS; n++) {
            double x = from[0] + (to[0] - from[0]) * random_uniform(r),
                   y = from[1] + (to[1] - from[1]) * random_uniform(r);
            double slope[] = {(log_ratio_at(&a, x + h, y) - log_ratio_at(&a, x - h, y)) / (2 * h),
                              (log_ratio_at(&a, x, y + h) - log_ratio_at(&a, x, y - h)) / (2 * h)};
            cr_assert(holds(u.over, log_ratio_at(&a, x, y), 1e-12), "u at %g, %g", x, y);
            cr_assert(holds(u.slope_over[0], slope[0], slack), "u_x at %g, %g: %g", x, y, slope[0]);
            cr_assert(holds(u.slope_over[1], slope[1], slack), "u_y at %g, %g: %g", x, y, slope[1]);
        }
    }
    random_close(r);
    forget(&a);
    scope_close(s);
}

/* In the second pair the gradients of all terms vanish at one point: near it, what counts is how they grow over a tile. */
Test(planar_curve, derivatives_on_tiles_hold_those_at_points)
{
    check_tiles(three, two, 4);
    check_tiles("1/2*normal2(0,0,1,1,0) + 1/2*normal2(0,0,1/4,1/4,0)", "normal2(0,0,3/2,3/2,0)", 0.5);
    check_tiles("1/3*normal2(0,0,1,1,0) + 1/3*normal2(3,0,1,1,0) + 1/3*normal2(0,3,1,1,0)",
                "normal2(0,0,1,1,0)", 3);
}

/* Enclosures narrow like the square of the tile: they err by the second derivatives only. */
Test(planar_curve, enclosures_of_u_converge_quadratically)
{
    scope *s = scope_open(120);
    compiled a = compile(s, three, two);
    double last = INFINITY;
    for (int k = 2; k < 12; k++) {
        ball zero = ball_in(s, ball_int(0)), side = ball_exact_double(s, ldexp(1, -k));
        ratio_jet u = cell_ratio_jet(&a.c, s, &(tile){{{zero, side}, {zero, side}}});
        double linear =
            ball_radius(ball_abs(u.slope[0])) + fabs(ball_double(u.slope[0])) + fabs(ball_double(u.slope[1]));
        double beyond = ball_radius(u.over) - linear * ldexp(1, -k - 1);
        cr_expect(beyond < last / 3, "side 2^-%d: %g after %g", k, beyond, last);
        last = beyond;
    }
    forget(&a);
    scope_close(s);
}

/* ---- Arcs ---- */

typedef struct seen {
    const compiled *a;
    scope *s;
    double radius2, length;
    int arcs;
} seen;

static bool never(void *state, const tile *t, const ratio_jet *u)
{
    (void)state, (void)t;
    cr_assert(u, "lost a tile");
    return false;
}

static void see(void *state, const arc *a)
{
    seen *all = state;
    double end[2][2]; /* of the arc: parameter and zero */
    for (int k = 0; k < 2; k++) {
        ball t = ball_mid(k ? a->to : a->from);
        tile line;
        line.at[a->along][0] = line.at[a->along][1] = t;
        line.at[1 - a->along][0] = a->within[0], line.at[1 - a->along][1] = a->within[1];
        ball z = curve_zero(&all->a->c, all->s, &line, 1 - a->along, 0);
        end[k][0] = ball_double(t), end[k][1] = ball_double(z);
        double square = end[k][0] * end[k][0] + end[k][1] * end[k][1];
        cr_expect(fabs(square - all->radius2) < 1e-12, "an end at %.15g, %.15g", end[k][0], end[k][1]);
    }
    double radius = sqrt(all->radius2), chord = hypot(end[1][0] - end[0][0], end[1][1] - end[0][1]);
    all->length += 2 * radius * asin(chord / (2 * radius));
    all->arcs++;
}

/* N(0, 1) and N(0, 4) on the plane agree on the circle of radius^2 8 log(4)/3: the arcs cover it once. */
Test(planar_curve, arcs_cover_a_circle)
{
    scope *s = scope_open(80);
    compiled a = compile(s, "normal2(0,0,1,1,0)", "normal2(0,0,2,2,0)");
    seen all = {.a = &a, .s = s, .radius2 = 8 * log(4) / 3};
    ball x[] = {ball_in(s, ball_int(-5)), ball_in(s, ball_int(5))},
         y[] = {ball_in(s, ball_int(-4)), ball_in(s, ball_int(6))};
    curve_visitor visitor = {never, see, &all};
    curve_search(&a.c, s, x, y, &visitor);
    double expected = 2 * M_PI * sqrt(all.radius2);
    cr_expect(all.arcs >= 4 && fabs(all.length - expected) < 1e-10, "%d arcs of %.15g, expected %.15g",
              all.arcs, all.length, expected);
    forget(&a);
    scope_close(s);
}
