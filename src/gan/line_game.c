/* V, JS, D* and the suboptimality on the line: see line_game.h. */
#include "gan/line_game.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double normal_cdf(double z) { return erfc(-z / M_SQRT2) / 2; }

void line_data_make(line_data *d, const law *of)
{
    d->of = of;
    for (size_t i = 0; i < LINE_NODES; i++)
        d->x[i] = law_quantile_double(of, normal_cdf(line_node(i)));
    law_log_density_double(of, LINE_NODES, d->x, d->log_density);
}

/* ---- Coins of logit s: D = 1/(1 + e^-s) ---- */

static double chance(double s) { return 1 / (1 + exp(-s)); }
/* -log D = log(1 + e^-s), also for s = -inf and +inf. */
static double minus_log(double s) { return s > 0 ? log1p(exp(-s)) : log1p(exp(s)) - s; }

/* log 2 - H(D*). */
static double missing_entropy(double best)
{
    double d = chance(best), h = 0;
    if (d > 0)
        h += d * minus_log(best);
    if (d < 1)
        h += (1 - d) * minus_log(-best);
    return fmax(M_LN2 - h, 0);
}

/* KL of the coin D* from the coin D, at least 0 but for rounding. */
static double coin_kl(double best, double s)
{
    double d = chance(best), sum = 0;
    if (d > 0)
        sum += d * (minus_log(s) - minus_log(best));
    if (d < 1)
        sum += (1 - d) * (minus_log(-s) - minus_log(-best));
    return fmax(sum, 0);
}

/* ---- W1, W2: the monotone coupling of weighted points ---- */

typedef struct weighted {
    double x, weight;
} weighted;

static int by_place(const void *a, const void *b)
{
    double x = ((const weighted *)a)->x, y = ((const weighted *)b)->x;
    return (x > y) - (x < y);
}

static void couple(const double *data, const double *made, line_game *out)
{
    weighted a[LINE_NODES], b[LINE_NODES];
    for (size_t i = 0; i < LINE_NODES; i++) {
        a[i] = (weighted){data[i], line_weight(i)};
        b[i] = (weighted){made[i], line_weight(i)};
    }
    qsort(b, LINE_NODES, sizeof *b, by_place);
    double first = 0, second = 0;
    for (size_t i = 0, j = 0; i < LINE_NODES && j < LINE_NODES;) {
        double mass = fmin(a[i].weight, b[j].weight), gap = fabs(a[i].x - b[j].x);
        first += mass * gap;
        second += mass * gap * gap;
        a[i].weight -= mass;
        b[j].weight -= mass;
        if (a[i].weight <= 0)
            i++;
        else
            j++;
    }
    out->w1 = first;
    out->w2 = sqrt(second);
}

/* ---- The game ---- */

/* log p - log q; two infinities, an atom of q off the support of p, count for q. */
static double best_logit(double log_p, double log_q) { return log_q == INFINITY ? -INFINITY : log_p - log_q; }

static void add(line_game *out, double weight, double best, double s)
{
    out->js += weight * missing_entropy(best) / 2;
    out->suboptimality += weight * coin_kl(best, s);
}

void line_game_find(const line_data *data, const double made[LINE_NODES], const double logit_data[LINE_NODES],
                    const double logit_made[LINE_NODES], line_game *out)
{
    pushforward g;
    double log_p[LINE_NODES];
    *out = (line_game){0};
    pushforward_make(&g, made);
    law_log_density_double(data->of, LINE_NODES, made, log_p);
    for (size_t i = 0; i < LINE_NODES; i++) {
        double weight = line_weight(i), s = logit_data[i], t = logit_made[i];
        add(out, weight, best_logit(data->log_density[i], pushforward_log_density(&g, data->x[i])), s);
        add(out, weight, best_logit(log_p[i], pushforward_log_density_at_node(&g, i)), t);
        out->value -= weight * (minus_log(s) + minus_log(-t));
        out->on_data += weight * chance(s);
        out->on_generated += weight * chance(t);
    }
    out->branches = g.runs;
    out->best = 2 * out->js - 2 * M_LN2;
    couple(data->x, made, out);
}

line_point line_game_at(const line_data *data, const pushforward *g, double x)
{
    double log_p, log_q = pushforward_log_density(g, x);
    law_log_density_double(data->of, 1, &x, &log_p);
    return (line_point){exp(log_p), exp(log_q), chance(best_logit(log_p, log_q))};
}
