/* Holomorphic functions on balls: see mean_value.h. */
#include "distributions/mean_value.h"

enum { PLACES = 3 /* the shapes, then z */ };

/* f at an exact point; more precision is spent as long as it makes the result more accurate. */
static void accurately(acb_t out, evaluation f, acb_srcptr shape, acb_srcptr point, slong bits)
{
    slong before = -ARF_PREC_EXACT;
    for (slong work = bits; work <= 16 * bits; work *= 2) {
        f(out, shape, point, work);
        slong accuracy = acb_is_finite(out) ? acb_rel_accuracy_bits(out) : -ARF_PREC_EXACT;
        if (accuracy >= bits - 10 || (accuracy <= before && acb_is_finite(out)))
            break;
        before = accuracy;
    }
    acb_set_round(out, out, bits);
}

cball cball_mean_value(evaluation value, evaluation slope, const ball *shapes, int count, cball z)
{
    slong bits = scope_bits(z.in);
    cball result = cball_nothing(z.in);
    scope_mark mark = scope_now(z.in);
    acb_ptr shape = _acb_vec_init(PLACES), work = shape + count;
    mag_t distance, steepness;
    mag_init(distance);
    mag_init(steepness);
    for (int i = 0; i < count; i++)
        acb_set(shape + i, cball_from_ball(z.in, shapes[i]).v);
    acb_get_mid(work, z.v);
    accurately(result.v, value, shape, work, bits);
    if (!acb_is_exact(z.v)) {
        mag_hypot(distance, arb_radref(acb_realref(z.v)), arb_radref(acb_imagref(z.v)));
        slope(work, shape, z.v, bits);
        acb_get_mag(steepness, work);
        mag_mul(distance, distance, steepness);
        acb_add_error_mag(result.v, distance);
    }
    mag_clear(distance);
    mag_clear(steepness);
    _acb_vec_clear(shape, PLACES);
    scope_rewind(z.in, mark);
    return result;
}
