/* The objectives of the game, one row each: see objective.h. */
#include "gan/objective.h"
#include "gan/stable.h"
#include "number/unknown.h"

#include <stdio.h>
#include <string.h>

/* A part whose value and slope are expressions in t and the constants k. */
#define PART(name, value_, slope_)                                                                           \
    VECTORISED static void name(const objective *o, size_t n, const double *at, double *value,               \
                                double *slope)                                                               \
    {                                                                                                        \
        const double a = o->constant[0], b = o->constant[1], c = o->constant[2];                             \
        (void)a, (void)b, (void)c;                                                                           \
        _Pragma("omp simd") for (size_t i = 0; i < n; i++)                                                   \
        {                                                                                                    \
            double t = at[i];                                                                                \
            value[i] = value_;                                                                               \
            slope[i] = slope_;                                                                               \
        }                                                                                                    \
    }
PART(minus_log_d, softplus(-t), -logistic(-t))
PART(minus_log_1_minus_d, softplus(t), logistic(t))
PART(log_1_minus_d, -softplus(t), -logistic(t))
PART(square_to_a, (t - a) * (t - a) / 2, t - a)
PART(square_to_b, (t - b) * (t - b) / 2, t - b)
PART(square_to_c, (t - c) * (t - c) / 2, t - c)
PART(plus_t, t, 1 + 0 * t)
PART(minus_t, -t, -1 + 0 * t) /* 0 t: NaN stays NaN in the slope */
PART(hinge_below, t < 1 ? 1 - t : 0 * t, t < 1 ? -1 : 0 * t)
PART(hinge_above, t > -1 ? 1 + t : 0 * t, t > -1 ? 1 : 0 * t)

static void fgan_each(jet (*f)(double, double), double sign, const objective *o, size_t n, const double *t,
                      double *value, double *slope)
{
    for (size_t i = 0; i < n; i++) {
        jet at = f(t[i], o->constant[0]);
        value[i] = sign * at.value;
        slope[i] = sign * at.slope;
    }
}

static void fgan_real(const objective *o, size_t n, const double *t, double *value, double *slope)
{
    fgan_each(o->kind->family->output, -1, o, n, t, value, slope);
}
static void fgan_fake(const objective *o, size_t n, const double *t, double *value, double *slope)
{
    fgan_each(o->kind->family->composed, 1, o, n, t, value, slope);
}
static void fgan_generator(const objective *o, size_t n, const double *t, double *value, double *slope)
{
    fgan_each(o->kind->family->composed, -1, o, n, t, value, slope);
}

#define FGAN_WITH(name_, row, constant, usual_)                                                              \
    {                                                                                                        \
        .name = name_, .real = fgan_real, .fake = fgan_fake, .generator = fgan_generator,                    \
        .constants = {constant}, .usual = {usual_}, .family = &fgan_rows[row], .critic = true                \
    }
#define FGAN(name, row) FGAN_WITH(name, row, NULL, 0)

static const objective_kind kinds[] = {
    {.name = "minimax", .real = minus_log_d, .fake = minus_log_1_minus_d, .generator = log_1_minus_d},
    {.name = "non-saturating", .real = minus_log_d, .fake = minus_log_1_minus_d, .generator = minus_log_d},
    {.name = "least-squares",
     .real = square_to_b,
     .fake = square_to_a,
     .generator = square_to_c,
     .constants = {"a", "b", "c"},
     .usual = {-1, 1, 0},
     .critic = true},
    {.name = "wasserstein", .real = minus_t, .fake = plus_t, .generator = minus_t, .critic = true},
    {.name = "hinge", .real = hinge_below, .fake = hinge_above, .generator = minus_t, .critic = true},
    FGAN("f-kl", FGAN_KL),
    FGAN("f-reverse-kl", FGAN_REVERSE_KL),
    FGAN("f-chi2", FGAN_PEARSON),
    FGAN("f-neyman", FGAN_NEYMAN),
    FGAN("f-hellinger2", FGAN_HELLINGER),
    FGAN("f-jeffreys", FGAN_JEFFREYS),
    FGAN("f-js", FGAN_JS),
    FGAN_WITH("f-js-weighted", FGAN_JS_WEIGHTED, "pi", 0.5),
    FGAN("f-gan", FGAN_GAN),
    FGAN_WITH("f-alpha", FGAN_ALPHA, "alpha", 0.5),
    FGAN("f-tv", FGAN_TV),
};
enum { KINDS = sizeof kinds / sizeof *kinds };

const objective_kind *objective_listed(int i) { return i >= 0 && i < KINDS ? &kinds[i] : NULL; }

static const char *kind_name(size_t i) { return kinds[i].name; }

bool objective_named(const char *name, objective *out, error *e)
{
    for (int i = 0; i < KINDS; i++)
        if (!strcmp(name, kinds[i].name)) {
            out->kind = &kinds[i];
            memcpy(out->constant, kinds[i].usual, sizeof out->constant);
            return true;
        }
    return error_unknown(e, -1, "objective", name, kind_name, KINDS);
}

bool objective_valid(const objective *o, error *e)
{
    const double *k = o->constant;
    const fgan_row *family = o->kind->family;
    for (int i = 0; i < 3; i++)
        if (!isfinite(k[i]))
            return error_set(e, -1, "%s: its constants must be finite", o->kind->name);
    if (family == &fgan_rows[FGAN_JS_WEIGHTED] && !(k[0] > 0 && k[0] < 1))
        return error_set(e, -1, "f-js-weighted: pi = %g does not lie in (0, 1)", k[0]);
    if (family == &fgan_rows[FGAN_ALPHA] && (k[0] == 0 || k[0] == 1))
        return error_set(e, -1, "f-alpha: alpha = %g; for 0 take f-reverse-kl, for 1 f-kl", k[0]);
    if (!strcmp(o->kind->name, "least-squares") && k[0] == k[1])
        return error_set(e, -1, "least-squares: a = b = %g tells nothing apart", k[0]);
    return true;
}

double objective_mean(objective_part *part, const objective *o, size_t n, const double *t, double *gradient,
                      double *room)
{
    double sum = 0;
    part(o, n, t, room, gradient);
    for (size_t i = 0; i < n; i++) {
        sum += room[i];
        gradient[i] /= (double)n;
    }
    return sum / (double)n;
}
