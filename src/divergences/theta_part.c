/* One part of an interval of theta: see theta_part.h. */
#include "divergences/theta_part.h"

#include "divergences/theta_metric.h"

#include <math.h>

enum { WORKING_BITS = 80 };

static double below(ball a)
{
    double x = ball_double(ball_lower(a));
    return ball_is_finite(a) ? nextafter(x, -INFINITY) : -INFINITY;
}

static double above(ball a)
{
    double x = ball_double(ball_upper(a));
    return ball_is_finite(a) ? nextafter(x, INFINITY) : INFINITY;
}

static void tighten(theta_part *part, ball value)
{
    part->lower = fmax(part->lower, below(value));
    part->upper = fmin(part->upper, above(value));
}

/* J is attained at a point of the part. */
static void attain(theta_part *part, double at, ball value)
{
    if (!ball_is_finite(value))
        return;
    if (above(value) < part->low_upper) {
        part->low = below(value);
        part->low_upper = above(value);
        part->low_at = at;
    }
    if (below(value) > part->high_lower) {
        part->high = above(value);
        part->high_lower = below(value);
        part->high_at = at;
    }
}

/* J(m) + J' h over the part, and J(m) + J'(m) h + J'' h^2/2. */
static void use_taylor(theta_part *part, const box_value *over, const box_value *thin, ball h)
{
    if (!ball_is_finite(thin->value) || over->order < 1)
        return;
    tighten(part, ball_add(thin->value, ball_mul(over->slope[0], h)));
    if (over->order < 2 || thin->order < 1)
        return;
    ball half = ball_scale2(over->bend[0][0], -1), square = ball_sqr(h);
    tighten(part, ball_add(thin->value, ball_add(ball_mul(thin->slope[0], h), ball_mul(half, square))));
    if (part->bend) { /* J(m) + J'(m) h + k h^2/2 is extreme at h = -J'(m)/k */
        ball k = part->bend > 0 ? ball_lower(over->bend[0][0]) : ball_upper(over->bend[0][0]);
        ball turn = ball_sub(thin->value, ball_div(ball_sqr(thin->slope[0]), ball_scale2(k, 1)));
        if (part->bend > 0)
            part->lower = fmax(part->lower, below(turn));
        else
            part->upper = fmin(part->upper, above(turn));
    }
}

/* With J' or J'' of one sign the ends decide. */
static void use_ends(theta_part *part, const box_value *from, const box_value *to)
{
    if (!ball_is_finite(from->value) || !ball_is_finite(to->value))
        return;
    double least = fmin(below(from->value), below(to->value)),
           most = fmax(above(from->value), above(to->value));
    if (part->slope || part->bend < 0)
        part->lower = fmax(part->lower, least);
    if (part->slope || part->bend > 0)
        part->upper = fmin(part->upper, most);
}

static void evaluate(scope *s, const theta_problem *t, const box_laws *l, theta_part *part, bool ends)
{
    ball x = real_ball(s, l->over.node[0]), middle = ball_mid(x);
    double m = ball_double(middle);
    if (real_compare(part->from, real_from_double(l->pool, m)) == -1
        && real_compare(real_from_double(l->pool, m), part->to) == -1)
        middle = ball_exact_double(s, m);
    box_value over, thin, at[2];
    box_divergence touching = t->d;
    touching.touch = part->touch;
    box_integral(s, l, &touching, &x, 2, t->goal < 30 ? t->goal : 30, &over);
    part->why = over.why;
    part->known = over.finite && ball_is_finite(over.value);
    if (over.why != FINITE)
        return;
    part->lower = fmax(part->lower, below(over.least));
    if (!over.finite)
        return;
    tighten(part, over.value);
    part->slope = over.order > 0 ? ball_sign(over.slope[0]) : 0;
    part->bend = over.order > 1 ? ball_sign(over.bend[0][0]) : 0;
    box_integral(s, l, &t->d, &middle, 1, t->goal, &thin);
    part->known = part->known || ball_is_finite(thin.value);
    attain(part, m, thin.value);
    use_taylor(part, &over, &thin, ball_sub(x, middle));
    if (!ends && !part->slope && !part->bend)
        return;
    real end[2] = {part->from, part->to};
    for (int i = 0; i < 2; i++) {
        ball point = real_ball(s, end[i]);
        box_integral(s, l, &t->d, &point, 1, t->goal, &at[i]);
        if (t->d.gap && part->touch == (i ? -1 : 1))
            at[i].value = ball_in(s, ball_int(0));
        attain(part, real_double(end[i]), at[i].value);
        if (ball_is_exact_zero(at[i].value) && part->low_upper >= 0)
            part->low = part->low_upper = 0, part->low_at = real_double(end[i]);
        *(i ? &part->slope_to : &part->slope_from) = at[i].order > 0 ? ball_sign(at[i].slope[0]) : 0;
    }
    use_ends(part, &at[0], &at[1]);
}

void theta_part_inherit(theta_part *part, const theta_part *whole)
{
    if (part->why != FINITE)
        return;
    part->lower = fmax(part->lower, whole->lower);
    part->upper = fmin(part->upper, whole->upper);
    part->known = part->known || whole->known;
    part->slope = part->slope ? part->slope : whole->slope;
    part->bend = part->bend ? part->bend : whole->bend;
}

bool theta_part_evaluate(const theta_problem *t, theta_part *part, bool ends, error *e)
{
    box_laws l;
    part->lower = part->high_lower = -INFINITY;
    part->upper = part->low_upper = INFINITY;
    part->low_at = part->high_at = NAN;
    part->slope = part->bend = part->slope_from = part->slope_to = 0;
    bool read = box_laws_open(&l, t->p, t->q, &t->named, &part->from, &part->to, e);
    if (read) {
        scope *s = scope_open(WORKING_BITS);
        scope_set_deadline(s, scope_work() + (t->until - scope_work_of_all()) / t->threads);
        t->by_metric ? theta_metric_evaluate(s, t, &l, part) : evaluate(s, t, &l, part, ends);
        scope_close(s);
    }
    box_laws_close(&l);
    return read;
}
