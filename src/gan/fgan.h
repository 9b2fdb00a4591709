/*
 * The f-GAN family (Nowozin, Cseke and Tomioka 2016): D_f(P||Q) = E_q f(p/q) >= E_p T - E_q f*(T), f* the convex conjugate of f
 * on u > 0, with equality at T = f'(p/q). A network's raw output v becomes T = g(v), g from the line into the domain of f*.
 *
 * The bound in terms of v, E_p g(v) - E_q h(v), h = f* o g, is what is trained: h has closed forms that neither cancel nor overflow
 * before h itself does. f* apart from them is there to check them.
 */
#ifndef GAN_FGAN_H
#define GAN_FGAN_H

/* A function's value and its derivative. */
typedef struct jet {
    double value, slope;
} jet;

typedef struct fgan_row {
    const char *name;
    jet (*f)(double u, double order);            /* u > 0; f'(u) is the best T at the density ratio u = p/q */
    double (*conjugate)(double t, double order); /* f*(t), +infinity outside its domain */
    jet (*output)(double v, double order);       /* g */
    jet (*composed)(double v, double order);     /* h = f* o g */
    double (*best)(double u, double order);      /* the v with g(v) = f'(u); of TV +-infinity */
} fgan_row;

/* `order` is pi in (0,1) of the weighted JS, alpha (not 0 or 1) of the alpha divergences, and unused elsewhere. */
typedef enum fgan_name {
    FGAN_KL,
    FGAN_REVERSE_KL,
    FGAN_PEARSON,
    FGAN_NEYMAN,
    FGAN_HELLINGER,
    FGAN_JEFFREYS,
    FGAN_JS,
    FGAN_JS_WEIGHTED,
    FGAN_GAN,
    FGAN_ALPHA,
    FGAN_TV,
    FGAN_ROWS
} fgan_name;
extern const fgan_row fgan_rows[FGAN_ROWS];

#endif
