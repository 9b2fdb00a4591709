/*
 * libganproof: divergences between probability laws, with digits that are all right, and exact optimal transport with its
 * certificate. This header is the whole public interface.
 *
 *     gp_value js;
 *     if (gp_divergence("js", "normal(0,1)", "normal(1,1)", 30, &js) == GP_OK)
 *         printf("%s nats, in [%s, %s]\n", js.digits, js.lower, js.upper);
 *     gp_value_clear(&js);
 *
 * Compile with  cc program.c $(pkg-config --cflags --libs ganproof).
 *
 * Laws are written in the command's grammar (`ganproof list families`): "0.3*normal(-1,0.5) + 0.7*normal(2,1.5)". Numbers in it
 * are exact: 0.1 is 1/10. Divergences are in nats; Wasserstein distances are distances (the p-th root is taken). The library
 * never prints, exits or aborts: what is wrong comes back as a status with a message. Any thread may call it; GSL's error
 * handler is off while one is inside.
 */
#ifndef GANPROOF_H
#define GANPROOF_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define GP_PUBLIC __attribute__((visibility("default")))

enum { GP_MESSAGE = 400 }; /* room for a message: one line that names the culprit */

typedef enum {
    GP_OK,        /* the value is finite, with all digits that were asked for */
    GP_INFINITE,  /* the value is +infinity: see gp_value.infinite */
    GP_UNDECIDED, /* the digits could not be certified within the budget; lower and upper still hold */
    GP_BAD_INPUT  /* see the message */
} gp_status;

/* ---- A divergence of two laws ---- */

typedef struct gp_value {
    double value;             /* nearest double to the middle; INFINITY if infinite, NaN without a value */
    char *digits;             /* decimal digits that are all correct; "inf" if infinite */
    char *lower, *upper;      /* decimal bounds, rounded outward; NULL if infinite */
    const char *unit;         /* "nats", "units of x" (of the space on which the laws live), "1", ... */
    const char *infinite;     /* NULL, "support" (no absolute continuity) or "tail" (the integral diverges) */
    const char *evidence;     /* "certified": the bounds are proved; "numerical": an error estimate */
    const char *method;       /* "closed-form", "quadrature", "sum" (over atoms), ... */
    char message[GP_MESSAGE]; /* empty but for GP_BAD_INPUT */
} gp_value;

/*
 * The divergence `name` of P from Q, to `digits` significant digits (1 to 1000). Names are those of `ganproof list divergences`:
 *     kl = ∫ p log(p/q), js = KL(P||M)/2 + KL(Q||M)/2 with M = (P+Q)/2 (at most log 2), tv = ∫|p-q|/2, hellinger2, chi2,
 *     renyi(2), w1, w2, wp(3), energy, kolmogorov, ...
 * Of entropy, q is not looked at and may be NULL. Laws on the plane (normal2, ring, product, ...) are compared with laws on the
 * plane. Free the result with gp_value_clear, whatever the status.
 */
GP_PUBLIC gp_status gp_divergence(const char *name, const char *p, const char *q, int digits, gp_value *out);
GP_PUBLIC void gp_value_clear(gp_value *v);

/* ---- Divergences along a parameter ---- */

/*
 * A sweep: divergences at theta_i = from + (to - from) i/(count - 1), i = 0, ..., count - 1, microseconds a row. `names` is a comma
 * list; P and Q may contain theta; q may be NULL if no name needs it; from and to are exact expressions ("-1/3", "sqrt(2)").
 *
 *     gp_sweep *s = gp_sweep_open("kl,js", "normal(0,1)", "normal(theta,1)", "-4", "4", 1001, message);
 *     for (long i = 0; s && i < 1001; i++)
 *         if (gp_sweep_row(s, i, &theta, value, error, message) == GP_OK)
 *             printf("%g %.12g %.12g\n", theta, value[0], value[1]);
 *     gp_sweep_close(s);
 *
 * gp_sweep_open gives NULL, and the message, for bad input. A row has a value for each name, in double precision within 1e-12 of
 * the true one, relative above 1; error[k] (error may be NULL) bounds this for each, as a claim that is tested, not proved:
 * gp_divergence certifies. Infinite values are INFINITY; one that is not reached is NaN, and the row GP_UNDECIDED. GP_BAD_INPUT:
 * the laws are not possible at this theta. A sweep belongs to one thread at a time; open one for each thread. The message may be
 * NULL.
 */
typedef struct gp_sweep gp_sweep;
GP_PUBLIC gp_sweep *gp_sweep_open(const char *names, const char *p, const char *q, const char *from,
                                  const char *to, long count, char message[GP_MESSAGE]);
GP_PUBLIC gp_status gp_sweep_row(gp_sweep *s, long i, double *theta, double *value, double *error,
                                 char message[GP_MESSAGE]);
GP_PUBLIC void gp_sweep_close(gp_sweep *s);

/* ---- Optimal transport of two clouds of points ---- */

/* n points of dimension dim, 1 or 2: coordinate k of point i is x[dim*i + k]. Weights >= 0 count by their shares; NULL: 1/n each. */
typedef struct gp_cloud {
    int dim;
    size_t n;
    const double *x, *weight;
} gp_cloud;

typedef struct gp_plan {
    double value;        /* W_p = (min over couplings of the mean of |x-y|^p)^(1/p), in units of x */
    char *lower, *upper; /* decimal bounds of W_p, proved, rounded outward */
    size_t
        shipments; /* the plan: shipment k moves mass[k] from point from[k] of A to point to[k] of B, ... */
    size_t *from, *to; /* ... points counted from 0; masses are positive, and their sum is 1 */
    double *mass;
    double *u, *v; /* the potentials, in units of W^p: u[i] + v[j] <= |x_i - y_j|^p, equal where mass moves */
    char message[GP_MESSAGE]; /* empty but for GP_BAD_INPUT */
} gp_plan;

/*
 * W_p between two clouds: on the line any p >= 1, on the plane 1 or 2. The optimum is exact: solved in integers, then checked by
 * code that does not trust the solver, on all n m pairs. What rounding leaves between `lower` and `upper` is about 1e-15 of the
 * largest distance; masses, potentials and `value` are the nearest doubles. Memory O(n + m). By weak duality anyone can check it:
 *     sum of a_i u_i + sum of b_j v_j  <=  W_p^p  <=  sum of mass[k] |x_from[k] - y_to[k]|^p.
 * GP_BAD_INPUT: dimensions differ, a number is not finite, a weight is negative, all are 0. Free with gp_plan_clear, whatever the
 * status.
 */
GP_PUBLIC gp_status gp_transport(double p, const gp_cloud *a, const gp_cloud *b, gp_plan *out);
GP_PUBLIC void gp_plan_clear(gp_plan *plan);

/* ---- The library ---- */

/* Its version, "major.minor.patch". */
GP_PUBLIC const char *gp_version(void);

/* Frees what the arithmetic has cached for the calling thread: before a thread that used the library ends. */
GP_PUBLIC void gp_thread_cleanup(void);

#ifdef __cplusplus
}
#endif

#endif
