/* Random linear forms over all basis functions, terms that nearly cancel among them, and the numbers that they are made of. */
#ifndef TESTS_RANDOM_FORMS_H
#define TESTS_RANDOM_FORMS_H

#include "calculus/form.h"

static unsigned long draw_state = 4711;

/* 0, ..., n - 1 by Knuth's MMIX congruential generator. */
static slong draw(unsigned long n)
{
    draw_state = draw_state * 6364136223846793005UL + 1442695040888963407UL;
    return (slong)((draw_state >> 33) % n);
}

static real draw_real(real_pool *pool, slong reach)
{
    return real_ratio(pool, draw(2 * (unsigned long)reach) - reach, 1 + draw(7));
}
static real draw_nonzero(real_pool *pool)
{
    return real_ratio(pool, (draw(2) ? 1 : -1) * (1 + draw(30)), 1 + draw(7));
}
static real draw_positive(real_pool *pool) { return real_ratio(pool, 1 + draw(30), 1 + draw(7)); }

typedef struct span {
    real lo, hi;
} span;

/* Logarithms have their branch points outside of (lo, hi), often at an end, and some have large coefficients. */
static void add_log(real_pool *pool, form *f, span in)
{
    bool left = draw(2);
    real beyond = draw(2) ? real_int(pool, 0) : draw_positive(pool), coef = draw_nonzero(pool);
    real at = left ? real_sub(pool, in.lo, beyond) : real_add(pool, in.hi, beyond);
    coef = draw(3) ? coef : real_mul(pool, real_int(pool, 1000), coef);
    form_add(pool, f, BASIS_LOG, coef, at, real_int(pool, left ? 1 : -1));
}

/* Every other time a second term that nearly cancels the last one, exponents 1/50 apart. */
static void add_twin(real_pool *pool, form *f)
{
    term t = f->t[f->n - 1];
    if (!draw(2))
        return;
    real coef = real_mul(pool, real_ratio(pool, -101, 100), t.coef), apart = real_ratio(pool, 51, 50);
    real at = t.at ? real_add(pool, t.at, real_ratio(pool, 1, 7)) : NULL;
    form_add(pool, f, t.kind, coef, at, real_mul(pool, apart, t.scale));
}

/* And a third, so close to it that it is taken together with it: coefficients, places and scales 2^-12 apart. */
static void add_close(real_pool *pool, form *f)
{
    term t = f->t[f->n - 1];
    bool logarithm = t.kind == BASIS_LOG;
    if (!draw(2) || !t.at)
        return;
    real apart = real_ratio(pool, draw(2) ? 1 : -1, 4096), more = real_add(pool, real_int(pool, 1), apart);
    real coef = real_neg(pool, draw(2) ? real_mul(pool, more, t.coef) : t.coef);
    real away = logarithm ? real_mul(pool, t.scale, real_ratio(pool, -1, 4096)) : apart; /* outside */
    real at = draw(3) || logarithm
                  ? real_add(pool, t.at, real_mul(pool, away, real_unary(pool, REAL_ABS, t.scale)))
                  : t.at;
    form_add(pool, f, t.kind, coef, at, logarithm ? t.scale : real_mul(pool, more, t.scale));
}

/* (log x)^2 and x^k. */
static void add_positive(real_pool *pool, form *f)
{
    if (draw(2))
        form_add(pool, f, BASIS_LOG_SQUARED, draw_nonzero(pool), NULL, NULL);
    if (draw(2)) {
        static const slong num[] = {-1, 1, 3, 5, 7, -1, 3}, den[] = {1, 2, 2, 3, 1, 3, 1};
        size_t k = (size_t)draw(7);
        form_add(pool, f, BASIS_POWER, draw_nonzero(pool), NULL, real_ratio(pool, num[k], den[k]));
        if (f->t[f->n - 1].kind == BASIS_POWER)
            add_twin(pool, f);
    }
}

static form draw_form(real_pool *pool, span in, bool heavy)
{
    form f = {0};
    form_add_constant(pool, &f, draw_real(pool, 20));
    for (int i = (int)draw(3) + heavy; i > 0; i--) {
        form_add(pool, &f, BASIS_LOG_QUADRATIC, draw_nonzero(pool), draw_real(pool, 9), draw_nonzero(pool));
        add_close(pool, &f);
    }
    if (heavy)
        return f;
    if (draw(2))
        form_add_x(pool, &f, draw_real(pool, 20));
    if (draw(2))
        form_add_xx(pool, &f, draw_real(pool, 20));
    for (int i = (int)draw(3); i > 0; i--) {
        form_add(pool, &f, BASIS_SOFTPLUS, draw_nonzero(pool), draw_real(pool, 9), draw_nonzero(pool));
        add_close(pool, &f);
    }
    for (int i = (int)draw(3); i > 0; i--) {
        add_log(pool, &f, in);
        add_close(pool, &f);
    }
    if (draw(2)) {
        form_add(pool, &f, BASIS_EXP, draw_nonzero(pool), draw_real(pool, 9), draw_nonzero(pool));
        add_twin(pool, &f);
    }
    if (real_sign(in.lo) >= 0)
        add_positive(pool, &f);
    return f;
}

#endif
