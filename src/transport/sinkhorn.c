/* Sinkhorn's iteration. See sinkhorn.h. */
#include "transport/sinkhorn.h"

#include "number/vector_math.h"

#include <stdlib.h>

/* One side of the problem: points, their shares, and the potential on them. */
typedef struct side {
    size_t n;
    int dim;
    const double *x;                /* by point */
    double *y, *share, *log_share;  /* y: by coordinate */
    double *potential, *sum, *room; /* sum: of the plan's row or column; room: for n numbers */
    double *tilt;                   /* potential/eps + log share */
} side;

static side side_make(const points *p)
{
    side s = {.n = p->n, .dim = p->dim, .x = p->x};
    s.y = points_by_coordinate(p);
    s.share = points_shares(p);
    double *numbers = calloc(5 * p->n, sizeof *numbers);
    s.log_share = numbers, s.potential = numbers + p->n, s.sum = numbers + 2 * p->n;
    s.room = numbers + 3 * p->n, s.tilt = numbers + 4 * p->n;
    vector_log(p->n, s.share, s.log_share);
    return s;
}
static void side_free(side *s)
{
    free(s->y);
    free(s->share);
    free(s->log_share);
}

static void tilt(side *s, double epsilon)
{
    for (size_t j = 0; j < s->n; j++)
        s->tilt[j] = s->potential[j] / epsilon + s->log_share[j];
}

/* Costs from x to the points of s. */
static VECTORISED void costs(int p, const double *x, const side *s, double *out)
{
    squared_distances(s->n, s->dim, x, s->y, out);
    if (p == 1)
        for (size_t j = 0; j < s->n; j++)
            out[j] = sqrt(out[j]);
}

/* -eps log sum_j share_j exp((potential_j - c_j)/eps); the room holds the costs before. */
static VECTORISED double soft_minimum(const side *s, double epsilon)
{
    double most = -INFINITY, sum = 0, scale = 1 / epsilon, *t = s->room;
    const double *tilted = s->tilt;
    size_t n = s->n;
    for (size_t j = 0; j < n; j++)
        t[j] = tilted[j] - t[j] * scale;
#pragma omp simd reduction(max : most)
    for (size_t j = 0; j < n; j++)
        most = t[j] > most ? t[j] : most;
#pragma omp simd reduction(+ : sum)
    for (size_t j = 0; j < n; j++)
        sum += exp(t[j] - most);
    return -epsilon * (most + log(sum));
}

/* out_i for all points of `of`, from the potential of `by`. */
static void half_step(int p, double epsilon, const side *of, side *by, double *out)
{
    tilt(by, epsilon);
    for (size_t i = 0; i < of->n; i++) {
        costs(p, of->x + i * (size_t)of->dim, by, by->room);
        out[i] = soft_minimum(by, epsilon);
    }
}

/*
 * Towards the potential that makes the sums of `of` right, and `omega` times as far. What the sums were before:
 * share exp((old - new)/eps). The error in them.
 */
static double fit(int p, double epsilon, double omega, side *of, side *by)
{
    double off = 0;
    half_step(p, epsilon, of, by, of->sum);
    for (size_t i = 0; i < of->n; i++) {
        double better = of->sum[i];
        of->sum[i] = of->share[i] * exp((of->potential[i] - better) / epsilon);
        off += fabs(of->sum[i] - of->share[i]);
        of->potential[i] += omega * (better - of->potential[i]);
    }
    return off;
}

/* ---- What it is worth ---- */

static double inner(const side *s, const double *of)
{
    double sum = 0;
    for (size_t i = 0; i < s->n; i++)
        sum += s->share[i] > 0 ? s->share[i] * of[i] : 0;
    return sum;
}

/* min over j of c_ij - potential_j. */
static void transform(int p, const side *of, const side *by, double *out)
{
    for (size_t i = 0; i < of->n; i++) {
        double least = INFINITY;
        costs(p, of->x + i * (size_t)of->dim, by, by->room);
        for (size_t j = 0; j < by->n; j++)
            least = fmin(least, by->room[j] - by->potential[j]);
        out[i] = least;
    }
}

/*
 * Rows are right, columns sum to sum_j. Columns that hold too much are scaled by y_j = min(1, b_j/sum_j); rows then lack e_i, columns
 * d_j, both delta in all; e d^T / delta is added. The sums of P c and of P log(P/(a b)) over the plan that results.
 */
static void round_plan(int p, double epsilon, side *a, side *b, double *cost, double *entropy)
{
    double delta = 0, *lack = malloc(b->n * sizeof *lack), *scale = malloc(b->n * sizeof *scale),
           *row = malloc(b->n * sizeof *row);
    *cost = *entropy = 0;
    for (size_t j = 0; j < b->n; j++) {
        scale[j] = b->sum[j] > b->share[j] ? b->share[j] / b->sum[j] : 1;
        lack[j] = b->share[j] - b->sum[j] * scale[j];
        delta += lack[j];
    }
    tilt(b, epsilon);
    for (size_t i = 0; i < a->n; i++) {
        double kept = 0;
        if (!(a->share[i] > 0))
            continue;
        costs(p, a->x + i * (size_t)a->dim, b, b->room);
        for (size_t j = 0; j < b->n; j++)
            row[j] = b->tilt[j] + (a->potential[i] - b->room[j]) / epsilon;
        vector_exp(b->n, row, row);
        for (size_t j = 0; j < b->n; j++)
            kept += row[j] *= a->share[i] * scale[j];
        double missing = delta > 0 ? fmax(a->share[i] - kept, 0) / delta : 0;
        for (size_t j = 0; j < b->n; j++) {
            double mass = row[j] + missing * lack[j];
            *cost += mass * b->room[j];
            *entropy += mass > 0 ? mass * log(mass / (a->share[i] * b->share[j])) : 0;
        }
    }
    free(lack), free(scale), free(row);
}

static void appraise(int p, double epsilon, side *a, side *b, sinkhorn_result *out)
{
    double cost, entropy, total = 0;
    fit(p, epsilon, 1, a, b); /* rows are right */
    half_step(p, epsilon, b, a, b->sum);
    for (size_t j = 0; j < b->n; j++) {
        b->sum[j] = b->share[j] * exp((b->potential[j] - b->sum[j]) / epsilon);
        total += b->sum[j];
    }
    out->marginal_error = 0;
    for (size_t j = 0; j < b->n; j++)
        out->marginal_error += fabs(b->sum[j] - b->share[j]);
    out->lower = inner(a, a->potential) + inner(b, b->potential) - epsilon * (total - 1);
    round_plan(p, epsilon, a, b, &cost, &entropy);
    out->upper = cost + epsilon * entropy;
    out->plain_upper = cost;
    transform(p, a, b, a->potential);
    transform(p, b, a, b->potential);
    out->plain_lower = inner(a, a->potential) + inner(b, b->potential);
}

/* ---- The iteration ---- */

/* A bound of all costs: from the first point of a to all, and back. */
static double largest_cost(int p, side *a, side *b)
{
    double most[2] = {0, 0};
    side *both[2] = {a, b};
    for (int s = 0; s < 2; s++) {
        squared_distances(both[s]->n, a->dim, a->x, both[s]->y, both[s]->room);
        for (size_t k = 0; k < both[s]->n; k++)
            most[s] = fmax(most[s], sqrt(both[s]->room[k]));
    }
    return pow(most[0] + most[1], p);
}

/*
 * Overrelaxation (Thibault et al. 2021; Lehmann et al. 2022): where the plain iteration contracts errors by lambda, omega =
 * 2/(1 + sqrt(1 - lambda)) contracts by omega - 1, which is far less. In turns: plain iterations, which measure lambda, then
 * relaxed ones, until the error has grown tenfold.
 */
enum { PLAIN = 12, RELAXED = 100 };
typedef struct pace {
    int turn;
    double omega, before, start;
} pace;

static double pace_next(pace *t, double off)
{
    double contraction = t->before > 0 ? off / t->before : 0;
    t->before = off;
    if (++t->turn < PLAIN)
        return 1;
    if (t->turn == PLAIN) {
        t->omega = contraction < 1 ? fmin(2 / (1 + sqrt(1 - contraction)), 1.99) : 1;
        t->start = off;
    }
    if (t->turn >= PLAIN + RELAXED || !(off <= 10 * t->start)) {
        t->turn = 0;
        return 1;
    }
    return t->omega;
}

/* f = g at the optimum: the middle of old and new converges fast (Feydy et al. 2019). */
static void meet(side *a, side *b)
{
    for (size_t i = 0; i < a->n; i++)
        b->potential[i] = a->potential[i] = (a->potential[i] + b->potential[i]) / 2;
}

void sinkhorn_solve(const points *from, const points *to, const sinkhorn_options *o, sinkhorn_result *out)
{
    side a = side_make(from), b = side_make(to);
    double coarse = largest_cost(o->p, &a, &b), off = INFINITY, omega = 1;
    pace turns = {0};
    *out = (sinkhorn_result){0};
    while (out->iterations < o->most && off > o->tolerance) {
        bool fine = coarse <= o->epsilon && out->iterations > 0;
        double epsilon = fmax(o->epsilon, coarse), rows = fit(o->p, epsilon, omega, &a, &b), columns = 0;
        if (from == to)
            meet(&a, &b);
        else
            columns = fit(o->p, epsilon, omega, &b, &a);
        if (fine) {
            off = fmax(rows, columns);
            omega = from == to ? 1 : pace_next(&turns, off);
        }
        coarse *= 0.7;
        out->iterations++;
        if (o->go_on && !o->go_on(o->state, out->iterations, off))
            break;
    }
    appraise(o->p, o->epsilon, &a, &b, out);
    side_free(&a);
    side_free(&b);
}

void sinkhorn_divergence(const points *a, const points *b, const sinkhorn_options *o,
                         sinkhorn_divergence_result *out)
{
    sinkhorn_solve(a, b, o, &out->of[0]);
    sinkhorn_solve(a, a, o, &out->of[1]);
    sinkhorn_solve(b, b, o, &out->of[2]);
    out->lower = out->of[0].lower - (out->of[1].upper + out->of[2].upper) / 2;
    out->upper = out->of[0].upper - (out->of[1].lower + out->of[2].lower) / 2;
}

double sinkhorn_epsilon(int p, const points *a, const points *b)
{
    side from = side_make(a), to = side_make(b);
    double sum = 0;
    for (size_t i = 0; i < a->n; i++) {
        costs(p, a->x + i * (size_t)a->dim, &to, to.room);
        sum += from.share[i] * inner(&to, to.room);
    }
    side_free(&from);
    side_free(&to);
    return sum / 20;
}
