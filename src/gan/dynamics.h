/*
 * Small games as dynamical systems. The n parameters x of a game are the generator's and then the discriminator's, and
 *
 *     v(x) = (-grad of the generator's loss by its own parameters, grad of V by the discriminator's)
 *
 * is the field that both follow: the flow dx/dt = v, or steps of size h. A simultaneous step moves all parameters from the same
 * point, x + h v(x); an alternating one is so many steps of the generator and then so many of the discriminator, each from the
 * point that the one before left.
 *
 * Each game gives its field twice, written separately: as enclosures with all first derivatives, and in double precision.
 */
#ifndef GAN_DYNAMICS_H
#define GAN_DYNAMICS_H

#include "number/real.h"

enum { DYNAMICS_DIM = 5 };

typedef struct dynamics {
    const char *name, *summary;
    int n, generator; /* parameters; the first of them are the generator's */
    /* v and, unless it is NULL, the derivatives dv_i/dx_j in slope[i n + j], for all x in an enclosure of any width. */
    void (*field)(const struct dynamics *of, scope *s, const ball *x, ball *v, ball *slope);
    void (*field_double)(const struct dynamics *of, const double *x, double *v);
    double clip; /* the discriminator's parameters are put back into [-clip, clip] after its steps; 0: not */
} dynamics;

/* generator = discriminator = 0: a simultaneous step. */
typedef struct schedule {
    int generator, discriminator;
} schedule;
extern const schedule simultaneous;
static inline schedule alternating(int generator, int discriminator)
{
    return (schedule){generator, discriminator};
}

/* x becomes the point after one step, or encloses it; its derivative by x, unless NULL, is n x n. Results are made in s. */
void dynamics_step(const dynamics *of, schedule by, ball h, scope *s, ball *x, ball *derivative);
void dynamics_step_double(const dynamics *of, schedule by, double h, double *x);

/*
 * Enclosures after so many steps from x, in a scope of `bits` bits whose results are copied to s. The widths grow by the wrapping of
 * a rotating box in a box, by 2^(1/4) a step in the games here: bits must exceed the accuracy wanted by that.
 */
void dynamics_run(const dynamics *of, schedule by, real h, long steps, slong bits, scope *s, ball *x);

#endif
