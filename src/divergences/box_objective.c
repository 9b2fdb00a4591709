/* A divergence as what is to be least: see box_objective.h. */
#include "divergences/box_objective.h"

#include <math.h>

double double_below(ball a)
{
    return ball_is_finite(a) ? nextafter(ball_double(ball_lower(a)), -INFINITY) : -INFINITY;
}
double double_above(ball a)
{
    return ball_is_finite(a) ? nextafter(ball_double(ball_upper(a)), INFINITY) : INFINITY;
}

void box_objective(scope *s, const box_laws *l, const box_divergence *d, const ball *x, int order, slong goal,
                   box_value *v)
{
    box_integral(s, l, d, x, order, goal, v);
    if (!d->falls)
        return;
    int n = l->over.n;
    v->value = ball_neg(v->value);
    v->least = ball_neg(ball_infinity(s));
    for (int i = 0; i < n && v->order > 0; i++)
        v->slope[i] = ball_neg(v->slope[i]);
    for (int i = 0; i < n * n && v->order > 1; i++)
        v->bend[i / n][i % n] = ball_neg(v->bend[i / n][i % n]);
}

void box_gradient(int n, const box_value *over, const box_value *thin, const ball *h, ball *g)
{
    for (int i = 0; i < n; i++) {
        g[i] = over->slope[i];
        if (over->order < 2 || thin->order < 1)
            continue;
        ball mean = thin->slope[i];
        for (int j = 0; j < n; j++)
            mean = ball_add(mean, ball_mul(over->bend[i][j], h[j]));
        if (!ball_is_finite(g[i]) || ball_radius(mean) < ball_radius(g[i]))
            g[i] = mean;
    }
}

double box_lower_value(int n, const box_value *over, const box_value *thin, const ball *h, const ball *g)
{
    double direct = fmax(double_below(over->value), double_below(over->least));
    if (over->order < 1 || !ball_is_finite(thin->value))
        return direct;
    ball linear = thin->value;
    for (int i = 0; i < n; i++)
        linear = ball_add(linear, ball_mul(g[i], h[i]));
    direct = fmax(direct, double_below(linear));
    if (over->order < 2 || thin->order < 1)
        return direct;
    ball quadratic = thin->value;
    for (int i = 0; i < n; i++) {
        quadratic = ball_add(quadratic, ball_mul(thin->slope[i], h[i]));
        for (int j = 0; j < n; j++) {
            ball product = i == j ? ball_sqr(h[i]) : ball_mul(h[i], h[j]);
            quadratic = ball_add(quadratic, ball_scale2(ball_mul(over->bend[i][j], product), -1));
        }
    }
    return fmax(direct, double_below(quadratic));
}
