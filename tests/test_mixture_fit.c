/* The likelihood of normal mixtures and its derivatives, EM, and certified stationary points. */
#include "divergences/fit.h"
#include "eruptions.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

static const double three_normals[] = {0.2, 0.3, 1.9, 0.15, 2.3, 0.4, 4.3, 0.5};

static void into_balls(scope *s, int n, const double *x, ball *out)
{
    for (int i = 0; i < n; i++)
        out[i] = ball_exact_double(s, x[i]);
}

static void check_score(const mixture_problem *of, const double *theta)
{
    int d = mixture_parameters(of);
    double gradient[MIXTURE_PARAMETERS], at[MIXTURE_PARAMETERS];
    ball point[MIXTURE_PARAMETERS], score[MIXTURE_PARAMETERS];
    scope *s = scope_open(128);
    double value = mixture_mean_log_likelihood_double(of, theta, gradient);
    into_balls(s, d, theta, point);
    mixture_score(s, of, point, score);
    cr_assert_float_eq(ball_double(mixture_mean_log_likelihood(s, of, point)), value, 1e-13, "likelihood");
    for (int a = 0; a < d; a++) {
        cr_assert_float_eq(ball_double(score[a]), gradient[a], 1e-11, "score %d: two routes", a);
        double off[2];
        for (int halving = 0; halving < 2; halving++) {
            double h = halving ? 5e-4 : 1e-3;
            memcpy(at, theta, sizeof(double) * (size_t)d);
            at[a] = theta[a] + h;
            double right = mixture_mean_log_likelihood_double(of, at, NULL);
            at[a] = theta[a] - h;
            off[halving] = (right - mixture_mean_log_likelihood_double(of, at, NULL)) / (2 * h) - gradient[a];
        }
        cr_assert(fabs(off[0]) < 1e-9 || fabs(off[0] / off[1] - 4) < 0.2,
                  "score %d: errors %g, %g of differences", a, off[0], off[1]);
    }
    scope_close(s);
}

Test(mixture_fit, score_is_the_gradient)
{
    law *l = sample("eruptions");
    double one_normal[] = {3.1, 0.9}, near[] = {0.4, 2.1, 0.3, 4.2, 0.5};
    check_score(&(mixture_problem){l->c[0].data, 1}, one_normal);
    check_score(&(mixture_problem){l->c[0].data, 2}, near);
    check_score(&(mixture_problem){l->c[0].data, 3}, three_normals);
    law_free(l);
}

/*
 * Over a box the enclosures hold the values at points of the box, and slopes of chords lie in the hull of the
 * curvature.
 */
static void check_enclosures(const mixture_problem *of, const double *theta)
{
    int d = mixture_parameters(of);
    ball box[MIXTURE_PARAMETERS], ends[2][MIXTURE_PARAMETERS], score[MIXTURE_PARAMETERS],
        at_end[2][MIXTURE_PARAMETERS];
    ball curvature[MIXTURE_PARAMETERS * MIXTURE_PARAMETERS];
    scope *s = scope_open(128);
    into_balls(s, d, theta, box);
    for (int a = 0; a < d; a++)
        box[a] = ball_widen(box[a], ball_exact_double(s, 1e-6));
    mixture_score(s, of, box, score);
    mixture_curvature(s, of, box, curvature);
    for (int b = 0; b < d; b++) {
        for (int side = 0; side < 2; side++) {
            into_balls(s, d, theta, ends[side]);
            ends[side][b] = side ? ball_upper(box[b]) : ball_lower(box[b]);
            mixture_score(s, of, ends[side], at_end[side]);
        }
        for (int a = 0; a < d; a++) {
            ball chord = ball_div(ball_sub(at_end[1][a], at_end[0][a]), ball_sub(ends[1][b], ends[0][b]));
            cr_assert(ball_contains(score[a], at_end[0][a]), "score %d misses its value at an end of %d", a,
                      b);
            cr_assert(ball_contains(curvature[a * d + b], chord), "curvature %d, %d misses a slope", a, b);
            cr_assert(ball_overlaps(curvature[a * d + b], curvature[b * d + a]),
                      "curvature is not symmetric");
        }
    }
    scope_close(s);
}

Test(mixture_fit, enclosures_hold_values_and_slopes)
{
    law *l = sample("eruptions");
    double one_normal[] = {3.1, 0.9};
    check_enclosures(&(mixture_problem){l->c[0].data, 1}, one_normal);
    check_enclosures(&(mixture_problem){l->c[0].data, 2}, two_normals);
    check_enclosures(&(mixture_problem){l->c[0].data, 3}, three_normals);
    law_free(l);
}

Test(mixture_fit, outside_the_domain_nothing_is_said)
{
    law *l = sample("eruptions");
    scope *s = scope_open(64);
    mixture_problem two = {l->c[0].data, 2};
    const double bad[][5] = {
        {0, 2, 0.2, 4, 0.4}, {1, 2, 0.2, 4, 0.4}, {1.5, 2, 0.2, 4, 0.4}, {0.5, 2, -0.2, 4, 0.4}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ball at[5], score[5];
        into_balls(s, 5, bad[i], at);
        mixture_score(s, &two, at, score);
        cr_assert(!ball_is_finite(mixture_mean_log_likelihood(s, &two, at)) && !ball_is_finite(score[2]),
                  "case %zu", i);
    }
    scope_close(s);
    law_free(l);
}

/* ---- EM and certification ---- */

Test(mixture_fit, em_finds_the_two_kinds_of_eruptions)
{
    law *l = sample("eruptions");
    mixture_problem two = {l->c[0].data, 2};
    for (unsigned long seed = 1; seed <= 3; seed++) {
        mixture_fit f;
        cr_assert(mixture_fit_sample(&two, NULL, seed, &f, NULL), "no fit");
        cr_assert(f.increased && !f.on_bound && f.agreeing >= 6, "%d of %d starts agree", f.agreeing,
                  f.starts);
        for (int a = 0; a < 5; a++)
            cr_assert_float_eq(f.theta[a], two_normals[a], 1e-13, "parameter %d: %.16g", a, f.theta[a]);
    }
    law_free(l);
}

Test(mixture_fit, a_collapsing_component_is_reported)
{
    law *l = sample("eruptions");
    mixture_problem two = {l->c[0].data, 2};
    double on_a_tie[] = {0.02, 1.867, 0.0015, 3.5, 1.1};
    mixture_fit f;
    cr_assert(mixture_fit_sample(&two, on_a_tie, 1, &f, NULL), "no fit");
    cr_assert(f.on_bound && f.increased, "sd %g is not at the bound %g", f.theta[2], f.sd_bound);
    law_free(l);
}

Test(mixture_fit, a_stationary_point_is_certified_and_no_other)
{
    law *l = sample("eruptions");
    mixture_problem two = {l->c[0].data, 2};
    scope *s = scope_open(160);
    ball box[5];
    bool maximum;
    double elsewhere[5];
    cr_assert(mixture_certify(s, &two, two_normals, 100, box, &maximum) == HOLDS && maximum, "not certified");
    for (int a = 0; a < 5; a++)
        cr_assert(fabs(ball_double(box[a]) - two_normals[a]) < 1e-13 && ball_radius(box[a]) < 1e-25,
                  "parameter %d", a);
    memcpy(elsewhere, two_normals, sizeof elsewhere);
    elsewhere[1] += 1e-6;
    cr_assert(mixture_certify(s, &two, elsewhere, 100, box, &maximum) == FAILS,
              "a box without a zero is not refuted");
    scope_close(s);
    law_free(l);
}
