/* Statements over boxes by branch and bound. */
#include "calculus/boxes.h"
#include <criterion/criterion.h>

typedef struct bound {
    slong num, den;
} bound;

/* x y (1 - x) < bound on the unit square; the maximum is 1/4. */
static verdict bump_below(void *state, scope *s, const ball *x)
{
    const bound *b = state;
    ball bump = ball_mul(ball_mul(x[0], x[1]), ball_sub(ball_in(s, ball_int(1)), x[0]));
    return ball_less(bump, ball_ratio(b->num, b->den));
}

static box unit_square(real_pool *pool)
{
    real zero = real_int(pool, 0), one = real_int(pool, 1);
    return (box){.n = 2, .lo = {zero, zero}, .hi = {one, one}};
}

Test(boxes, strict_holds_false_fails_touching_is_undecided)
{
    real_pool *pool = real_pool_open();
    box square = unit_square(pool);
    box_report r;
    cr_expect(box_prove(64, &square, bump_below, &(bound){26, 100}, 10000, &r) == HOLDS, "%ld boxes",
              (long)r.boxes);
    cr_expect(r.boxes > 1 && r.boxes < 2000, "%ld boxes", (long)r.boxes);
    cr_expect(box_prove(64, &square, bump_below, &(bound){24, 100}, 10000, &r) == FAILS);
    double x = r.where[0], y = r.where[1];
    cr_expect(x * y * (1 - x) >= 0.24, "the box that fails is named: (%g, %g)", x, y);
    cr_expect(box_prove(64, &square, bump_below, &(bound){25, 100}, 3000, &r) == UNDECIDED, "touching");
    cr_expect(r.boxes == 3000, "the cap is kept: %ld", (long)r.boxes);
    real_pool_close(pool);
}

/* Records the total area of the sub-boxes that held at depth 6. */
static verdict at_depth_six(void *state, scope *s, const ball *x)
{
    (void)s;
    double area = 4 * ball_radius(x[0]) * ball_radius(x[1]);
    double *total = state;
    if (area > 1.1 / 64)
        return UNDECIDED;
    *total += area;
    return HOLDS;
}

Test(boxes, sub_boxes_cover_the_box)
{
    real_pool *pool = real_pool_open();
    box square = unit_square(pool);
    box_report r;
    double total = 0;
    cr_expect(box_prove(64, &square, at_depth_six, &total, 1000, &r) == HOLDS);
    cr_expect(r.boxes == 127 && r.depth == 6 && total > 0.999999 && total < 1.000001, "%ld, %g",
              (long)r.boxes, total);
    real_pool_close(pool);
}

Test(boxes, a_degenerate_side_is_a_parameter)
{
    real_pool *pool = real_pool_open();
    box b = unit_square(pool);
    b.lo[1] = b.hi[1] = real_ratio(pool, 1, 3);
    box_report r;
    cr_expect(box_prove(64, &b, bump_below, &(bound){9, 100}, 1000, &r) == HOLDS, "maximum 1/12");
    cr_expect(box_prove(64, &b, bump_below, &(bound){8, 100}, 1000, &r) == FAILS);
    b.lo[0] = real_int(pool, 2);
    cr_expect(box_prove(64, &b, bump_below, &(bound){9, 100}, 1000, &r) == UNDECIDED,
              "an empty box proves nothing");
    real_pool_close(pool);
}
