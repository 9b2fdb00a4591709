/* How far laws on the plane move: see planar_move.h. */
#include "divergences/planar_move.h"

#include <string.h>

typedef enum { BY_VARIATION, BY_HELLINGER, BY_JENSEN } metric;

static const struct {
    const char *name;
    metric by;
    bool squared; /* the divergence is the metric's square */
} rows[] = {{"tv", BY_VARIATION, false},
            {"hellinger2", BY_HELLINGER, true},
            {"js", BY_JENSEN, true},
            {"js-distance", BY_JENSEN, false}};
enum { ROWS = sizeof rows / sizeof *rows };

static int row_of(const divergence *d)
{
    int i = 0;
    while (i < ROWS && strcmp(rows[i].name, d->row->name))
        i++;
    return i;
}

bool planar_move_knows(const divergence *d) { return row_of(d) < ROWS; }

/* ---- One component ---- */

static ball slope_of(scope *s, const box_laws *l, real of, ball *value)
{
    ball x = real_ball(s, l->over.node[0]);
    real_jet j = real_jet_at(s, of, 1, l->over.node, &x);
    *value = j.value;
    return j.slope[0];
}

static bool is_still(scope *s, const box_laws *l, const component *c)
{
    ball value;
    for (int i = 0; i < MAX_PARAMETERS && c->family->parameters[i].name; i++)
        if (c->par[i] && !ball_is_exact_zero(slope_of(s, l, c->par[i], &value)))
            return false;
    for (int k = 0; k < 2 && c->factor[k]; k++)
        for (int i = 0; i < c->factor[k]->n; i++) {
            const component *one = &c->factor[k]->c[i];
            if (!is_still(s, l, one) || !ball_is_exact_zero(slope_of(s, l, one->weight, &value)))
                return false;
        }
    return true;
}

/*
 * The covariance is D R D with D = diag(sx, sy) and R = ((1, rho), (rho, 1)). With a, b the means' and u, v the deviations' slopes,
 * each divided by its deviation, L = diag(u, v) and M = R^-1 L R + R^-1 R' + L,
 *     I = (a^2 - 2 rho a b + b^2)/(1 - rho^2) + tr(M^2)/2.
 */
static ball fisher_information(scope *s, const box_laws *l, const component *c)
{
    enum { MX, MY, SX, SY, RHO };
    ball value[5], slope[5];
    for (int i = 0; i < 5; i++)
        slope[i] = slope_of(s, l, c->par[i], &value[i]);
    ball r = value[RHO], dr = slope[RHO], rest = ball_sub(ball_int(1), ball_sqr(r));
    ball a = ball_div(slope[MX], value[SX]), b = ball_div(slope[MY], value[SY]);
    ball u = ball_div(slope[SX], value[SX]), v = ball_div(slope[SY], value[SY]);
    ball mean = ball_sub(ball_add(ball_sqr(a), ball_sqr(b)), ball_scale2(ball_mul(r, ball_mul(a, b)), 1));
    /* (1 - rho^2) R^-1 L R = ((u - v rho^2, (u - v) rho), ((v - u) rho, v - u rho^2)), (1 - rho^2) R^-1 R' = rho' ((-rho, 1), (1, -rho)) */
    ball square = ball_sqr(r), gap = ball_mul(ball_sub(u, v), r), turn = ball_mul(dr, r);
    ball xx = ball_add(ball_div(ball_sub(ball_sub(u, ball_mul(v, square)), turn), rest), u);
    ball yy = ball_add(ball_div(ball_sub(ball_sub(v, ball_mul(u, square)), turn), rest), v);
    ball xy = ball_div(ball_add(gap, dr), rest), yx = ball_div(ball_sub(dr, gap), rest);
    ball trace = ball_add(ball_add(ball_sqr(xx), ball_sqr(yy)), ball_scale2(ball_mul(xy, yx), 1));
    return ball_add(ball_div(mean, rest), ball_scale2(trace, -1));
}

static ball component_move(scope *s, metric by, const box_laws *l, const component *c, ball step)
{
    if (is_still(s, l, c))
        return ball_in(s, ball_int(0));
    if (strcmp(c->family->name, "normal2"))
        return ball_nothing(s);
    ball speed = ball_sqrt(ball_upper(fisher_information(s, l, c)));
    speed = by == BY_VARIATION ? ball_scale2(speed, -1) : ball_div(speed, ball_sqrt(ball_in(s, ball_int(8))));
    return ball_upper(ball_mul(speed, step));
}

/* ---- The mixture ---- */

/* TV, H^2, JS of two weights' part: |w - v|/2, (w^(1/2) - v^(1/2))^2/2, and for JS <= J/4 the least of (w - v) log(w/v)/4, log 2 |w - v|/2. */
static ball weight_part(metric by, ball w, ball v)
{
    ball gap = ball_abs(ball_sub(w, v)), half = ball_scale2(gap, -1);
    if (by == BY_VARIATION)
        return ball_upper(half);
    if (by == BY_HELLINGER)
        return ball_upper(ball_scale2(ball_sqr(ball_sub(ball_sqrt(w), ball_sqrt(v))), -1));
    ball most = ball_upper(ball_mul(ball_log2(w.in), half));
    ball jeffreys = ball_upper(ball_scale2(ball_mul(gap, ball_abs(ball_log(ball_div(w, v)))), -2));
    return ball_is_finite(jeffreys) ? ball_min(most, jeffreys) : most;
}

ball planar_move(scope *s, const divergence *d, const box_laws *l, const law *over, const law *at, ball step)
{
    metric by = rows[row_of(d)].by;
    ball moves = ball_in(s, ball_int(0)), weights = moves;
    if (over->n != at->n)
        return ball_nothing(s);
    for (int i = 0; i < over->n; i++) {
        ball w = real_ball(s, over->c[i].weight), one = component_move(s, by, l, &over->c[i], step);
        moves = ball_add(moves, ball_mul(ball_upper(w), by == BY_VARIATION ? one : ball_sqr(one)));
        if (real_compare(over->c[i].weight, at->c[i].weight) != 0)
            weights = ball_add(weights, weight_part(by, w, real_ball(s, at->c[i].weight)));
    }
    if (by == BY_VARIATION)
        return ball_upper(ball_add(moves, weights));
    return ball_upper(ball_add(ball_sqrt(moves), ball_sqrt(weights)));
}

ball planar_moved(const divergence *d, ball value, ball move)
{
    if (!rows[row_of(d)].squared)
        return ball_widen(value, move);
    ball root = ball_sqrt(value), low = ball_max(ball_sub(ball_lower(root), move), ball_int(0));
    return ball_hull(ball_sqr(low), ball_sqr(ball_add(ball_upper(root), move)));
}
