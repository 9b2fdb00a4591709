/*
 * libganproof: divergences between probability laws, with digits that are all right, and the theory of generative
 * adversarial networks as executable theorems. This header is the whole public interface.
 *
 *     gp_value js;
 *     if (gp_divergence("js", "normal(0,1)", "normal(1,1)", 30, &js) == GP_OK)
 *         printf("%s nats, in [%s, %s]\n", js.digits, js.lower, js.upper);
 *
 * Laws are written in the command's grammar ("0.3*normal(-1,0.5) + 0.7*normal(2,1.5)"); numbers in it are exact
 * rationals. Divergences are in nats, Wasserstein distances are distances (the root is taken). The library never prints,
 * exits or aborts; any thread may call it.
 */
#ifndef GANPROOF_H
#define GANPROOF_H

#ifdef __cplusplus
extern "C" {
#endif

#define GP_PUBLIC __attribute__((visibility("default")))

typedef enum {
    GP_OK,        /* the value is finite, with all digits that were asked for */
    GP_INFINITE,  /* the value is +infinity: see gp_value.infinite */
    GP_UNDECIDED, /* the digits could not be certified within the budget; lower and upper still hold */
    GP_BAD_INPUT  /* see gp_value.message */
} gp_status;

typedef struct gp_value {
    double value;         /* nearest double to the middle; infinity if infinite */
    char *digits;         /* decimal digits that are all correct; "inf" if infinite */
    char *lower, *upper;  /* decimal bounds, rounded outward */
    const char *infinite; /* NULL, "support" (no absolute continuity) or "tail" (the integral diverges) */
    const char *evidence; /* "certified" or "numerical" */
    const char *method;   /* "closed-form", "certified" (quadrature with error bounds) or "quadrature" */
    char message[400];    /* GP_BAD_INPUT: one line that names the culprit */
} gp_value;

/* The version of the library, "major.minor.patch". */
GP_PUBLIC const char *gp_version(void);

/*
 * The divergence `name` ("kl", "js", "tv", "hellinger2", "chi2", "renyi(2)", "w1", ...: `ganproof list divergences`)
 * of P from Q to `digits` significant digits (1 to 1000). Free the result with gp_value_clear, whatever the status.
 */
GP_PUBLIC gp_status gp_divergence(const char *name, const char *p, const char *q, int digits, gp_value *out);
GP_PUBLIC void gp_value_clear(gp_value *v);

/*
 * A sweep: divergences along theta, theta_i = from + (to - from) i/(count - 1), microseconds a row. `names` is a comma list;
 * P and Q may contain theta; q may be NULL if no name needs it; from and to are exact expressions ("-1/3", "sqrt(2)").
 *
 *     gp_sweep *s = gp_sweep_open("kl,js", "normal(0,1)", "normal(theta,1)", "-4", "4", 1001, message);
 *     for (long i = 0; s && i < 1001; i++)
 *         if (gp_sweep_row(s, i, &theta, value, error, message) == GP_OK)
 *             printf("%g %.12g %.12g\n", theta, value[0], value[1]);
 *     gp_sweep_close(s);
 *
 * Values are in double precision, within 1e-12 of the true ones, relative above 1; error[k] (error may be NULL) bounds this
 * for each, as a claim that is tested, not proved: gp_divergence certifies. Infinite values are INFINITY; one that is not
 * reached is NaN, and the row GP_UNDECIDED. GP_BAD_INPUT: the laws are not possible at this theta; see the message. A sweep
 * belongs to one thread at a time; open one for each thread.
 */
enum { GP_MESSAGE = 400 };
typedef struct gp_sweep gp_sweep;
GP_PUBLIC gp_sweep *gp_sweep_open(const char *names, const char *p, const char *q, const char *from,
                                  const char *to, long count, char message[GP_MESSAGE]);
GP_PUBLIC gp_status gp_sweep_row(gp_sweep *s, long i, double *theta, double *value, double *error,
                                 char message[GP_MESSAGE]);
GP_PUBLIC void gp_sweep_close(gp_sweep *s);

/* Frees what the arithmetic has cached for the calling thread: before a thread that used the library ends. */
GP_PUBLIC void gp_thread_cleanup(void);

#ifdef __cplusplus
}
#endif

#endif
