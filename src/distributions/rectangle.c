/*
 * RECTANGLE(x0, x1, y0, y1): the uniform law on [x0, x1] x [y0, y1], which is product(uniform(x0, x1), uniform(y0, y1)).
 *     density  1/((x1 - x0)(y1 - y0))      covariance  diag((x1 - x0)^2, (y1 - y0)^2)/12
 */
#include "distributions/family.h"

enum { X0, X1, Y0, Y1 };

static bool check(const component *c, error *e)
{
    for (int i = X0; i <= Y0; i += Y0 - X0)
        if (!is_left_of(c->par[i], c->par[i + 1]))
            return error_set(e, i + 1, "rectangle(x0, x1, y0, y1) needs x0 < x1 and y0 < y1");
    return true;
}

static size_t modes(const component *c) { return (void)c, 1; }

static void mode(real_pool *pool, const component *c, size_t i, component *out)
{
    (void)pool, (void)i;
    out->family = family_by_name("product");
    out->factor[0] = law_of("uniform", c->par + X0);
    out->factor[1] = law_of("uniform", c->par + Y0);
}

static const char *const examples[] = {"0, 1, 0, 1", "-1, 3, 2, 5/2", "-1e-6, 1e-6, 1, 1e6", NULL};

const family family_rectangle = {
    .name = "rectangle",
    .summary = "uniform on the rectangle [x0, x1] x [y0, y1]",
    .kind = FAMILY_PLANAR,
    .parameters = {{"x0", ANY_REAL, NULL, NULL},
                   {"x1", ANY_REAL, NULL, NULL},
                   {"y0", ANY_REAL, NULL, NULL},
                   {"y1", ANY_REAL, NULL, NULL}},
    .examples = examples,
    .check = check,
    .modes = modes,
    .mode = mode,
};
