/*
 * Distributions: a law is a finite weighted sum of components, each a member of a family.
 *
 * A family is one constant struct of functions (one file) and one line of families.def. Its double-precision part and
 * its certified part are written separately and never call each other: a law test checks one against the other.
 */
#ifndef DISTRIBUTIONS_DISTRIBUTION_H
#define DISTRIBUTIONS_DISTRIBUTION_H

#include "calculus/form.h"
#include "number/cjet.h"
#include "number/random.h"
#include <stddef.h>

typedef struct law law;
typedef struct component component;
struct cdf_curve;

enum { MAX_PARAMETERS = 6 };

typedef enum { ANY_REAL, POSITIVE, PROBABILITY } domain; /* PROBABILITY: [0, 1] */

typedef struct parameter {
    const char *name;
    domain in;
    const char *fallback; /* default as text, or NULL if the argument must be given */
    const char *inverse;  /* another name under which 1/value may be given (rate for scale), or NULL */
} parameter;

typedef enum {
    FAMILY_CONTINUOUS, /* has a density on the line */
    FAMILY_ATOMS,      /* finitely many atoms on the line */
    FAMILY_LATTICE,    /* atoms at 0, 1, 2, ... */
    FAMILY_PLANAR      /* a law on the plane */
} family_kind;

/* What stands between the brackets of a specification. */
typedef enum {
    ARGUMENTS_PARAMETERS, /* expressions, by position or by name */
    ARGUMENTS_ATOMS,      /* x1: w1, x2: w2, ...: component.data */
    ARGUMENTS_FILE,       /* "FILE": component.data */
    ARGUMENTS_LAWS        /* two specifications of laws on the line: component.factor */
} argument_style;

typedef struct family {
    const char *name;
    const char *summary; /* one line for `ganproof list families`: density or weights, and the convention */
    family_kind kind;
    argument_style arguments;
    parameter parameters[MAX_PARAMETERS]; /* ends with a NULL name */

    /*
     * Bit i: as parameter i alone varies, the quantile at each u and the distribution function at each x are monotone, in a
     * direction that may depend on u, on x and on the other parameters. So are locations, scales, and whatever orders a family
     * stochastically; student(df) is ordered on either side of its centre, inversegaussian in its mean: it is the time at which a Brownian motion
     * reaches sqrt(shape), with drift sqrt(shape)/mean.
     */
    unsigned ordered;

    /*
     * Bit i: the quantile at each u is an affine function of these parameters together, the others being fixed: locations and
     * scales, the ends of an interval.
     */
    unsigned affine;

    /* Arguments in several regimes, tiny and huge, NULL at the end: the laws of the tests run over them. */
    const char *const *examples;

    /*
     * A condition on several parameters (uniform: a < b), beyond each one's domain; NULL if there is none. The error's
     * position is the index of the culprit among the parameters.
     */
    bool (*check)(const component *c, error *e);

    /*
     * Another family that contains the law, whose parameters are then written over c's: chi2(df) is gamma(df/2, 2), and
     * geometric(1) is point(0). What is known of that family need not be said again. NULL: none for these parameters,
     * or for any. A family that always has one needs nothing of what follows.
     */
    const struct family *(*within)(real_pool *pool, component *c);

    /*
     * Certified description, exact parameters. Continuous families: support ends (NULL: infinite), the points inside
     * where the density is not analytic, log density as a form on the piece that contains `inside`, and a point beyond
     * which on that side less than about 2^-bits of the mass lies (a heuristic: it is verified by cdf and sf).
     */
    void (*support)(real_pool *pool, const component *c, real *lo, real *hi);
    int (*kinks)(real_pool *pool, const component *c, real out[2]); /* NULL: none */
    form (*log_density)(real_pool *pool, const component *c,
                        real inside); /* LATTICE: log weight at integer x */
    real (*reach)(real_pool *pool, const component *c, int side, int bits);

    /* Enclosures at x: P(X <= x), P(X > x), E max(x - X, 0), E max(X - x, 0) (infinite ball if infinite). */
    ball (*cdf)(scope *s, const component *c, ball x);
    ball (*sf)(scope *s, const component *c, ball x);
    ball (*lower_excess)(scope *s, const component *c, ball x);
    ball (*upper_excess)(scope *s, const component *c, ball x);
    ball (*mean)(scope *s, const component *c);     /* indeterminate if there is none */
    ball (*variance)(scope *s, const component *c); /* infinite or indeterminate if there is none */
    cball (*cdf_analytic)(scope *s, const component *c, cball x,
                          real inside); /* continuation from the piece; may be NULL */

    /*
     * How the quantile x at a fixed u moves with parameter i, as a function of x on the piece that contains `inside`: 1 for a
     * location, (x - location)/scale for a scale. Hence dF/dpar_i = -p times it. (Pathwise derivative: Figurnov, Mohamed, Mnih 2018,
     * Implicit reparameterization gradients.) par[] may depend on other parameters, by which the jet is. NULL, or indeterminate for
     * some parameters, where it is not elementary.
     */
    cjet (*pathwise)(const component *c, const cjet *par, int i, cball x, real inside);

    /*
     * Where it is not elementary for all parameters: the distribution function at a point x inside of the support while the
     * parameters move, par[] and the result being power series in one variable, to m->length terms (cdf_jet.h).
     */
    void (*cdf_series)(acb_poly_t out, struct cdf_curve *m, const acb_poly_struct *par, const acb_t x);

    /* Double precision: par[] holds the parameters as doubles. log_density is vectorised over n points. */
    void (*log_density_double)(const double *par, size_t n, const double *x,
                               double *out); /* LATTICE: at integers */
    double (*cdf_double)(const double *par, double x);
    double (*sf_double)(const double *par, double x);
    double (*quantile_double)(const double *par, double u);
    double (*draw)(const double *par, random_stream *r);

    /* ATOMS: number of atoms, and atom i with its weight. */
    size_t (*atoms)(const component *c);
    void (*atom)(real_pool *pool, const component *c, size_t i, real *x, real *weight);

    const struct planar *planar; /* FAMILY_PLANAR only */

    /*
     * A shorthand stands for a mixture of so many components of equal weight, and has nothing else but its check; NULL for
     * all other families. Each component is written into `out` with its family and its parameters or factors.
     */
    size_t (*modes)(const component *c);
    void (*mode)(real_pool *pool, const component *c, size_t i, component *out);
} family;

struct component {
    const family *family;
    real weight; /* exact; the weights of a law sum to 1 */
    double weight_double;
    real par[MAX_PARAMETERS];
    double par_double[MAX_PARAMETERS];
    const struct cloud *data; /* samples and finite: points with weights */
    law *factor[2];           /* product(P, Q) */
};

/* Points with weights, for finite(...) and samples(...): dim 1 or 2, coordinates and weights exact. */
typedef struct cloud {
    int dim;
    size_t n;
    const real *x;      /* n * dim, point by point */
    const real *weight; /* NULL: 1/n each */
    const double *x_double;
    const double *weight_double; /* NULL: 1/n each */
    const size_t *order;         /* dim 1: the points by increasing x; NULL in the plane */
} cloud;

struct law {
    int dim; /* 1 or 2 */
    int n;
    component *c;
    real_pool *pool;
    char *text; /* as given */
};

/* Every family, in the order of families.def. */
extern const family *const families[];
extern const size_t family_count;
const family *family_by_name(const char *name);
const char *family_name(size_t i); /* i < family_count */

/*
 * Reads a specification (the grammar of the command line); names such as theta are asked from `names` (may be NULL).
 * NULL and an error with its position if it is malformed, has an impossible parameter, or weights not summing to one.
 */
law *law_parse(const char *text, const real_names *names, error *e);
void law_free(law *l);

/*
 * The same where names stand for intervals: what cannot be decided over all of them (is sd > 0, do the weights sum to 1?) is
 * accepted, and the caller asks law_parse at each value, or checks it otherwise.
 */
law *law_parse_open(const char *text, const real_names *names, error *e);

/* One component of a family with these parameters, which belong to a pool that outlives the law. */
law *law_of(const char *family, const real *parameters);

/* Law-level sums over components. Enclosures: */
ball law_cdf(scope *s, const law *l, ball x);
ball law_sf(scope *s, const law *l, ball x);
ball law_mean(scope *s, const law *l);
ball law_variance(scope *s, const law *l);
/* E max(x - X, 0) and E max(X - x, 0). */
ball law_lower_excess(scope *s, const law *l, ball x);
ball law_upper_excess(scope *s, const law *l, ball x);

/* Double precision; log_density is that of the continuous part, -inf where it has none. */
void law_log_density_double(const law *l, size_t n, const double *x, double *out);
double law_cdf_double(const law *l, double x);
double law_sf_double(const law *l, double x);
double law_quantile_double(const law *l, double u);
double law_draw(const law *l, random_stream *r);

bool law_has_density(const law *l); /* some component is continuous */
bool law_has_atoms(const law *l);   /* some component is discrete */

#endif
