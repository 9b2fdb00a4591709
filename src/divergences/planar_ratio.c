/* log p - log q with its derivatives on boxes: see planar_ratio.h. */
#include "divergences/planar_ratio.h"

#include <math.h>

enum { ALONG_X, ALONG_Y, BOTH, SECONDS }; /* the second derivatives xx, yy, xy */

/* log of a sum of terms: value and slopes at the middle, bounds of the second derivatives over the box. */
typedef struct side_jet {
    ball value, slope[2], second[SECONDS];
} side_jet;

/* The polynomial around the middle of the box. */
static void recentre(const ball c[MONOMIALS], ball x, ball y, ball out[MONOMIALS])
{
    ball half_x = ball_add(c[X_], ball_add(ball_mul(c[XX], x), ball_mul(c[XY], y)));
    ball half_y = ball_add(c[Y_], ball_mul(c[YY], y));
    out[ONE] = ball_add(c[ONE], ball_add(ball_mul(half_x, x), ball_mul(half_y, y)));
    out[X_] = ball_add(half_x, ball_mul(c[XX], x));
    out[Y_] = ball_add(ball_add(half_y, ball_mul(c[YY], y)), ball_mul(c[XY], x));
    out[XX] = c[XX], out[XY] = c[XY], out[YY] = c[YY];
}

static void add_times(mag_t sum, ball coefficient, const mag_t x, const mag_t y)
{
    mag_t size;
    mag_init(size);
    arb_get_mag(size, coefficient.v);
    mag_mul(size, size, x);
    mag_addmul(sum, size, y);
    mag_clear(size);
}

/* Bounds for one term relative to the leading one, d = c_i - c_k around the middle; h are the half sides. */
typedef struct relative_bounds {
    mag_t weight, slope[2];
} relative_bounds;

/* sup e^d <= weight e^(sup |d - d(middle)|), at most 1, and the sup of |grad d|. */
static void bound_relative(relative_bounds *b, ball weight, const ball d[MONOMIALS], const mag_struct h[2])
{
    mag_t rise, one;
    mag_init(rise), mag_init(one);
    mag_one(one);
    for (int k = 0; k < 2; k++) {
        int own = k ? Y_ : X_, square = k ? YY : XX;
        mag_zero(b->slope[k]);
        add_times(b->slope[k], d[square], &h[k], one);
        add_times(rise, d[own], &h[k], one);
        add_times(rise, d[square], &h[k], &h[k]);
        mag_mul_2exp_si(b->slope[k], b->slope[k], 1);
        add_times(b->slope[k], d[own], one, one);
        add_times(b->slope[k], d[XY], &h[1 - k], one);
    }
    add_times(rise, d[XY], &h[0], &h[1]);
    arb_get_mag(b->weight, weight.v);
    mag_exp(rise, rise);
    mag_mul(b->weight, b->weight, rise);
    mag_min(b->weight, b->weight, one);
    mag_clear(rise), mag_clear(one);
}

/* At least the sums over the other terms of weight |D^2 d|, by second derivative, and of weight (d_x)^2 and (d_y)^2. */
typedef struct second_bounds {
    mag_t curvature[SECONDS], square[2];
} second_bounds;

static void second_bounds_open(second_bounds *all)
{
    for (int k = 0; k < SECONDS; k++)
        mag_init(all->curvature[k]);
    mag_init(all->square[0]), mag_init(all->square[1]);
}

static void add_seconds(second_bounds *all, const relative_bounds *b, const ball d[MONOMIALS])
{
    static const int monomial[SECONDS] = {XX, YY, XY}, doublings[SECONDS] = {1, 1, 0};
    mag_t size;
    mag_init(size);
    for (int k = 0; k < SECONDS; k++) {
        arb_get_mag(size, d[monomial[k]].v);
        mag_mul_2exp_si(size, size, doublings[k]);
        mag_addmul(all->curvature[k], b->weight, size);
    }
    for (int k = 0; k < 2; k++) {
        mag_mul(size, b->slope[k], b->slope[k]);
        mag_addmul(all->square[k], b->weight, size);
    }
    mag_clear(size);
}

/* By variances, and by their geometric mean for the covariance; clears the bounds. */
static void widen_seconds(ball second[SECONDS], second_bounds *all)
{
    mag_t both;
    mag_init(both);
    mag_mul(both, all->square[0], all->square[1]);
    mag_sqrt(both, both);
    const mag_struct *spread[SECONDS] = {all->square[0], all->square[1], both};
    for (int k = 0; k < SECONDS; k++) {
        mag_add(all->curvature[k], all->curvature[k], spread[k]);
        arb_add_error_mag(second[k].v, all->curvature[k]);
        mag_clear(all->curvature[k]);
    }
    mag_clear(both), mag_clear(all->square[0]), mag_clear(all->square[1]);
}

static side_jet side_of(const sum_of_terms *a, scope *s, ball x, ball y, const mag_struct h[2])
{
    int k = 0;
    for (int i = 0; i < a->n; i++) {
        recentre(a->c[i], x, y, a->here[i]);
        if (ball_double(a->here[i][ONE]) > ball_double(a->here[k][ONE]))
            k = i;
    }
    const ball *lead = a->here[k];
    side_jet out = {ball_in(s, lead[ONE]),
                    {ball_in(s, lead[X_]), ball_in(s, lead[Y_])},
                    {ball_scale2(lead[XX], 1), ball_scale2(lead[YY], 1), ball_in(s, lead[XY])}};
    ball sum = ball_in(s, ball_int(0)), mean[2] = {ball_in(s, sum), ball_in(s, sum)};
    relative_bounds b;
    second_bounds all;
    second_bounds_open(&all);
    mag_init(b.weight), mag_init(b.slope[0]), mag_init(b.slope[1]);
    for (int i = 0; i < a->n; i++) {
        if (i == k)
            continue;
        scope_mark start = scope_now(s);
        ball d[MONOMIALS];
        for (int m = 0; m < MONOMIALS; m++)
            d[m] = ball_sub(a->here[i][m], lead[m]);
        ball weight = ball_exp(d[ONE]);
        arb_add(sum.v, sum.v, weight.v, scope_bits(s));
        arb_addmul(mean[0].v, weight.v, d[X_].v, scope_bits(s));
        arb_addmul(mean[1].v, weight.v, d[Y_].v, scope_bits(s));
        bound_relative(&b, weight, d, h);
        add_seconds(&all, &b, d);
        scope_rewind(s, start);
    }
    mag_clear(b.weight), mag_clear(b.slope[0]), mag_clear(b.slope[1]);
    widen_seconds(out.second, &all);
    if (a->n > 1) {
        out.value = ball_add(out.value, ball_log1p(sum));
        for (int j = 0; j < 2; j++)
            out.slope[j] = ball_add(out.slope[j], ball_div(mean[j], ball_add_int(sum, 1)));
    }
    return out;
}

/* [-h, h]; and h^2 [0, 1/2]. */
static ball around_zero(scope *s, const mag_t h)
{
    ball out = ball_in(s, ball_int(0));
    arb_add_error_mag(out.v, h);
    return out;
}

ratio_jet cell_ratio_jet(const cell *c, scope *s, const tile *t)
{
    ball middle[2], reach[2];
    mag_struct h[2];
    for (int k = 0; k < 2; k++) {
        ball all = ball_hull(t->at[k][0], t->at[k][1]);
        middle[k] = ball_mid(all);
        mag_init(&h[k]);
        mag_set(&h[k], arb_radref(all.v));
        reach[k] = around_zero(s, &h[k]);
    }
    side_jet p = side_of(&c->p, s, middle[0], middle[1], h), q = side_of(&c->q, s, middle[0], middle[1], h);
    ratio_jet out = {.middle = ball_sub(p.value, q.value),
                     .height = fmax(ball_double(p.value), ball_double(q.value))};
    ball second[SECONDS];
    for (int k = 0; k < SECONDS; k++)
        second[k] = ball_sub(p.second[k], q.second[k]);
    out.over = ball_add(out.middle, ball_mul(second[BOTH], ball_mul(reach[0], reach[1])));
    for (int k = 0; k < 2; k++) {
        out.slope[k] = ball_sub(p.slope[k], q.slope[k]);
        out.slope_over[k] = ball_add(
            out.slope[k], ball_add(ball_mul(second[k], reach[k]), ball_mul(second[BOTH], reach[1 - k])));
        ball half_square = ball_upto(ball_scale2(ball_sqr(ball_upper(reach[k])), -1));
        out.over =
            ball_add(out.over, ball_add(ball_mul(out.slope[k], reach[k]), ball_mul(second[k], half_square)));
        mag_clear(&h[k]);
    }
    return out;
}

static void frame_sum(const sum_of_terms *a, scope *s, int along, const ball origin[2], ball k,
                      sum_of_terms *out)
{
    int t = along ? Y_ : X_, z = along ? X_ : Y_, tt = along ? YY : XX, zz = along ? XX : YY;
    out->n = a->n;
    for (int i = 0; i < a->n; i++) {
        ball c[MONOMIALS], turn;
        recentre(a->c[i], ball_in(s, origin[0]), origin[1], c);
        turn = ball_mul(k, c[zz]);
        out->c[i][ONE] = c[ONE];
        out->c[i][X_] = ball_add(c[t], ball_mul(k, c[z]));
        out->c[i][Y_] = c[z];
        out->c[i][XX] = ball_add(c[tt], ball_mul(k, ball_add(c[XY], turn)));
        out->c[i][XY] = ball_add(c[XY], ball_scale2(turn, 1));
        out->c[i][YY] = c[zz];
        for (int m = 0; m < MONOMIALS; m++)
            out->rounded[i][m] = ball_double(out->c[i][m]);
    }
}

void cell_frame(const cell *c, scope *s, int along, const ball origin[2], ball k, cell *framed)
{
    frame_sum(&c->p, s, along, origin, k, &framed->p);
    frame_sum(&c->q, s, along, origin, k, &framed->q);
}

/* ---- Double precision ---- */

/* log of the sum of terms at (t, z); its derivative along z is added to the slope with the sign. */
static double log_sum_double(const sum_of_terms *a, double t, double z, int sign, double *slope)
{
    double most = -INFINITY, sum = 0, mean = 0;
    for (int i = 0; i < a->n; i++) {
        const double *c = a->rounded[i];
        double v = c[ONE] + t * (c[X_] + t * c[XX] + z * c[XY]) + z * (c[Y_] + z * c[YY]);
        double tilt = c[Y_] + t * c[XY] + 2 * z * c[YY];
        if (v > most) {
            double shrink = exp(most - v);
            sum = sum * shrink + 1, mean = mean * shrink + tilt, most = v;
        } else {
            double weight = exp(v - most);
            sum += weight, mean += weight * tilt;
        }
    }
    *slope += sign * mean / sum;
    return most + log(sum);
}

double framed_zero_double(const cell *framed, double t, double z)
{
    enum { STEPS = 8 };
    double last = INFINITY;
    for (int i = 0; i < STEPS; i++) {
        double slope = 0, p = log_sum_double(&framed->p, t, z, 1, &slope),
               step = (p - log_sum_double(&framed->q, t, z, -1, &slope)) / slope;
        if (!isfinite(step) || fabs(step) >= last)
            return isfinite(step) ? z : NAN;
        z -= step;
        last = fabs(step) / 2;
    }
    return z;
}
