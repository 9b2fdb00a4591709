/* Discs: the image of every point of a disc, its circle included, lies in the disc of the result, by balls of 120 bits. */
#include "number/cball.h"
#include "number/disc.h"
#include "number/random.h"

#include <criterion/criterion.h>

static cball log1p_square(cball z) { return cball_log1p(cball_sqr(z)); }
static cball log1p_rest(cball z) { return cball_sub(cball_log(cball_add_int(z, 1)), z); }
static disc disc_log1p_square_of(disc a) { return disc_log1p_square(twofold_table(), a); }
static disc disc_log1p_rest_of(disc a) { return disc_log1p_rest(twofold_table(), a); }
static disc disc_log_of(disc a) { return disc_log(twofold_table(), a); }
static disc disc_exp_of(disc a) { return disc_exp(twofold_table(), a); }

static const struct {
    const char *name;
    disc (*of)(disc a);
    cball (*truth)(cball z);
    double low, high; /* of midpoints */
} functions[] = {
    {"log(1 + z^2)", disc_log1p_square_of, log1p_square, -3, 3},
    {"log(1 + z^2)", disc_log1p_square_of, log1p_square, -1e-3, 1e-3},
    {"log(1 + z) - z", disc_log1p_rest_of, log1p_rest, -1, 2},
    {"log(1 + z) - z", disc_log1p_rest_of, log1p_rest, -1e-4, 1e-4},
    {"log", disc_log_of, cball_log, 0, 3},
    {"exp", disc_exp_of, cball_exp, -9, 9},
};

static double outside(scope *s, cball value, disc a)
{
    mag_t least;
    mag_init(least);
    cball off = cball_add_ball(value, ball_neg(ball_exact_double(s, a.mid)));
    acb_get_mag_lower(least, off.v);
    double far = mag_get_d(least) - a.rad;
    mag_clear(least);
    return far;
}

Test(disc, images_lie_inside)
{
    enum { DRAWS = 2000, POINTS = 4 };
    random_stream *r = random_open(5, 0);
    for (size_t k = 0; k < sizeof functions / sizeof *functions; k++) {
        int known = 0;
        for (int i = 0; i < DRAWS; i++) {
            double mid = functions[k].low + random_uniform(r) * (functions[k].high - functions[k].low);
            double rad = ldexp(random_uniform(r), -(int)random_below(r, 30));
            disc image = functions[k].of((disc){mid, rad});
            known += isfinite(image.rad);
            for (int j = 0; j < POINTS && isfinite(image.rad); j++) {
                scope *s = scope_open(120);
                double angle = j ? 2 * M_PI * random_uniform(r) : 0,
                       share = j < 3 ? 1 - 1e-12 : random_uniform(r);
                acb_t z;
                acb_init(z);
                acb_set_d_d(z, mid + share * rad * cos(angle), share * rad * sin(angle));
                double far = outside(s, functions[k].truth(cball_from_acb(s, z)), image);
                cr_expect(far <= 0, "%s on %g +- %g misses a point by %g", functions[k].name, mid, rad, far);
                acb_clear(z);
                scope_close(s);
            }
        }
        cr_expect(known > DRAWS / 2, "%s: %d of %d discs have an image", functions[k].name, known, DRAWS);
    }
    random_close(r);
}

/* As narrow as derivatives say: 1e6 (log(1 + z) - z) at 1e-3 moves by 1 for z by 1e-3, where both parts move by 1000. */
Test(disc, what_cancels_is_narrow)
{
    disc rest = disc_log1p_rest_of((disc){1e-3, 1e-3}), square = disc_log1p_square_of((disc){1e-3, 1e-3});
    cr_expect(rest.rad < 1.6e-6, "%g", rest.rad);
    cr_expect(square.rad < 3.1e-6, "%g", square.rad);
}
