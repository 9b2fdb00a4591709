/* Steps of small games: see dynamics.h. */
#include "gan/dynamics.h"

#include "calculus/spectrum.h"
#include "number/ball_arb.h"

#include <math.h>
#include <string.h>

enum { N = DYNAMICS_DIM };

const schedule simultaneous = {0, 0};

/* ---- Enclosures ---- */

static ball clipped(const dynamics *of, ball x)
{
    ball c = ball_exact_double(x.in, of->clip);
    return ball_max(ball_neg(c), ball_min(c, x));
}

/* The derivative of clipping: 1 inside, 0 outside, anything between where the enclosure has both. */
static ball clip_slope(const dynamics *of, ball x)
{
    verdict inside = ball_less(ball_abs(x), ball_exact_double(x.in, of->clip));
    return inside == HOLDS   ? ball_int(1)
           : inside == FAILS ? ball_int(0)
                             : ball_upto(ball_in(x.in, ball_int(1)));
}

/* x_i += h v_i for from <= i < upto, all from the same point. */
static void move(const dynamics *of, int from, int upto, ball h, scope *s, ball *x, ball *derivative)
{
    int n = of->n;
    ball v[N], slope[N * N], by[N * N], product[N * N];
    of->field(of, s, x, v, derivative ? slope : NULL);
    for (int i = 0; derivative && i < n * n; i++) {
        bool moved = i / n >= from && i / n < upto;
        ball own = ball_in(s, ball_int(i % (n + 1) == 0));
        by[i] = moved ? ball_add(own, ball_mul(h, slope[i])) : own;
    }
    for (int i = from; i < upto; i++) {
        x[i] = ball_add(x[i], ball_mul(h, v[i]));
        if (of->clip > 0 && i >= of->generator) {
            for (int j = 0; derivative && j < n; j++)
                by[i * n + j] = ball_mul(clip_slope(of, x[i]), by[i * n + j]);
            x[i] = clipped(of, x[i]);
        }
    }
    if (derivative) {
        matrix_product(n, by, derivative, product);
        memcpy(derivative, product, (size_t)(n * n) * sizeof *product);
    }
}

void dynamics_step(const dynamics *of, schedule by, ball h, scope *s, ball *x, ball *derivative)
{
    int n = of->n;
    for (int i = 0; i < n; i++)
        x[i] = ball_in(s, x[i]);
    for (int i = 0; derivative && i < n * n; i++)
        derivative[i] = ball_in(s, ball_int(i % (n + 1) == 0));
    if (!by.generator && !by.discriminator)
        move(of, 0, n, h, s, x, derivative);
    for (int i = 0; i < by.generator; i++)
        move(of, 0, of->generator, h, s, x, derivative);
    for (int i = 0; i < by.discriminator; i++)
        move(of, of->generator, n, h, s, x, derivative);
}

void dynamics_run(const dynamics *of, schedule by, real h, long steps, slong bits, scope *s, ball *x)
{
    scope *work = scope_open_for(s, bits);
    ball at[N], next[N], step = real_ball(work, h);
    for (int i = 0; i < of->n; i++) {
        at[i] = ball_fresh(work);
        arb_set(at[i].v, ball_arb(work, x[i]));
    }
    scope_mark mark = scope_now(work);
    for (long k = 0; k < steps && !scope_expired(work); k++, scope_rewind(work, mark)) {
        memcpy(next, at, sizeof next);
        dynamics_step(of, by, step, work, next, NULL);
        for (int i = 0; i < of->n; i++)
            arb_set(at[i].v, next[i].v);
    }
    for (int i = 0; i < of->n; i++)
        x[i] = scope_expired(work) ? ball_nothing(s) : ball_from_arb(s, at[i].v);
    scope_close(work);
}

/* ---- Double precision ---- */

static void move_double(const dynamics *of, int from, int upto, double h, double *x)
{
    double v[N];
    of->field_double(of, x, v);
    for (int i = from; i < upto; i++) {
        x[i] += h * v[i];
        if (of->clip > 0 && i >= of->generator)
            x[i] = fmax(-of->clip, fmin(of->clip, x[i]));
    }
}

void dynamics_step_double(const dynamics *of, schedule by, double h, double *x)
{
    if (!by.generator && !by.discriminator)
        move_double(of, 0, of->n, h, x);
    for (int i = 0; i < by.generator; i++)
        move_double(of, 0, of->generator, h, x);
    for (int i = 0; i < by.discriminator; i++)
        move_double(of, of->generator, of->n, h, x);
}
