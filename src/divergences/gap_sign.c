/*
 * Where F - G rises and falls on a piece, and where it is positive. See gap.h.
 *
 * The derivative is a difference of densities, far cheaper than F and G themselves: between two components its sign is that
 * of u = log p - log q, whose terms cancel by coefficients. In general the densities are added up, and on wide intervals one
 * component that exceeds n times each of the n of the other sign decides, again by coefficients. Between two consecutive
 * zeros of the derivative F - G is monotone, so its values at the ends decide its sign, or that it has one zero there.
 */
#include "divergences/gap.h"

#include <math.h>

enum { EVALUATIONS = 3000, DEEPEST = 4 };

/* The forms on a piece, compiled for x = from + length t. */
typedef struct densities {
    const gap_piece *piece;
    map m;
    compiled *f[GAP_FORMS];
    compiled *ratio[GAP_FORMS][GAP_FORMS]; /* f[i] - f[j], i of positive and j of negative sign */
    int i, j;                              /* the last such pair */
    int count[2];                          /* of positive, of negative sign */
} densities;

static void densities_open(densities *d, scope *s, const gap_piece *piece)
{
    *d = (densities){.piece = piece};
    d->m = (map){.kind = MAP_AFFINE, .w0 = piece->from, .w1 = ball_add(piece->from, piece->length)};
    for (int i = 0; i < piece->forms; i++) {
        d->f[i] = form_compile(s, &piece->f[i], &d->m, false);
        d->count[piece->sign[i] < 0]++;
        for (int j = 0; piece->sign[i] > 0 && j < piece->forms; j++)
            if (piece->sign[j] < 0) {
                form u = form_difference(piece->g->pool, &piece->f[i], &piece->f[j]);
                d->ratio[i][j] = form_compile(s, &u, &d->m, false);
                d->i = i, d->j = j;
            }
    }
}

static void densities_close(densities *d)
{
    for (int i = 0; i < d->piece->forms; i++) {
        compiled_free(d->f[i]);
        for (int j = 0; j < d->piece->forms; j++)
            compiled_free(d->ratio[i][j]);
    }
}

/* Does component i exceed all of the other sign together, each multiplied by their number? */
static bool dominates(densities *d, scope *s, ball t, int i)
{
    const gap_piece *piece = d->piece;
    int sign = piece->sign[i];
    ball log_count = ball_log(ball_in(s, ball_int(d->count[sign > 0])));
    for (int j = 0; j < piece->forms; j++) {
        if (piece->sign[j] == sign)
            continue;
        ball u = compiled_real(sign > 0 ? d->ratio[i][j] : d->ratio[j][i], &d->m, t);
        if (ball_less(log_count, sign > 0 ? u : ball_neg(u)) != HOLDS)
            return false;
    }
    return true;
}

static int dominant_sign(void *state, scope *s, ball t)
{
    densities *d = state;
    for (int i = 0; i < d->piece->forms; i++)
        if (dominates(d, s, ball_in(s, t), i))
            return d->piece->sign[i];
    return 0;
}

static ball ratio_value(void *state, scope *s, ball t)
{
    densities *d = state;
    return compiled_real(d->ratio[d->i][d->j], &d->m, ball_in(s, t));
}

static ball ratio_slope(void *state, scope *s, ball t)
{
    densities *d = state;
    return compiled_slope(d->ratio[d->i][d->j], &d->m, ball_in(s, t));
}

/* sum of +-e^f, or of +-f' e^f. */
static ball density_sum(const densities *d, scope *s, ball t, bool derivative)
{
    ball sum = ball_in(s, ball_int(0)), at = ball_in(s, t);
    for (int k = 0; k < d->piece->forms; k++) {
        ball p = ball_exp(compiled_real(d->f[k], &d->m, at));
        if (derivative)
            p = ball_mul(p, compiled_slope(d->f[k], &d->m, at));
        sum = ball_add(sum, ball_mul_int(p, d->piece->sign[k]));
    }
    return sum;
}

static ball density_value(void *state, scope *s, ball t) { return density_sum(state, s, t, false); }
static ball density_slope(void *state, scope *s, ball t) { return density_sum(state, s, t, true); }

/* The common sign of all densities on the piece; 0 if they differ, or are not known. */
static int common_sign(const gap_piece *piece)
{
    for (int k = 1; k < piece->forms; k++)
        if (piece->sign[k] != piece->sign[0])
            return 0;
    return piece->forms < 0 ? 0 : piece->forms ? piece->sign[0] : 1; /* constant: it rises, weakly */
}

static sign_pieces one_piece(scope *s, int sign)
{
    sign_pieces one = {0};
    sign_pieces_append(
        &one, (sign_piece){.from = ball_in(s, ball_int(0)), .to = ball_in(s, ball_int(1)), .sign = sign});
    one.piece[0].sup = ball_infinity(s);
    return one;
}

/*
 * Where a density is like h^e, e < 0, at the distance h from an end, F rises by 2^-goal within h = 2^(-goal/(e + 1)): so far the search
 * for its sign goes; but no deeper than DEEPEST times the working precision: for e < -3/4 an attempt could not pay for it.
 */
static slong depth_at_ends(const gap_piece *piece, slong goal, slong bits)
{
    const gap *g = piece->g;
    double least = 0, most = DEEPEST * (double)bits;
    for (int end = 0; end < 2; end++)
        for (int k = 0; k < piece->forms; k++) {
            real x = g->cut[piece->i + (size_t)end].x;
            if (!form_is_irregular(&piece->f[k], x))
                least = fmin(least, real_double(form_exponent(g->pool, &piece->f[k], x)));
        }
    return (slong)fmin(most, (double)(goal + gap_scale(piece)) / fmax(1 + least, 0x1p-10));
}

sign_pieces gap_bends(gap_piece *piece, scope *s, slong goal)
{
    int sign = common_sign(piece);
    if (sign || piece->forms < 0)
        return one_piece(s, sign);
    densities d;
    densities_open(&d, s, piece);
    curve u = {ratio_value, ratio_slope, &d, NULL}, sum = {density_value, density_slope, &d, dominant_sign};
    resolution wanted = {
        .width = depth_at_ends(piece, goal, scope_bits(s)), .area = ROOTS_ANY, .evaluations = EVALUATIONS};
    sign_pieces bends = sign_pieces_find(s, piece->forms == 2 ? &u : &sum, ball_int(0), ball_int(1), wanted);
    densities_close(&d);
    for (size_t k = 0; k < bends.n; k++)
        if (!bends.piece[k].sign) /* of the difference of densities itself, by t */
            bends.piece[k].sup =
                ball_upper(ball_abs(gap_slope(piece, s, sign_piece_range(s, &bends.piece[k]))));
    return bends;
}

/*
 * An unresolved stretch of the derivative: its ends enclose F - G, part by part; and |F - G| differs by at most width * sup from its
 * value at an end.
 */
static sign_piece across_bend(gap_piece *piece, scope *s, const sign_piece *bend)
{
    sign_piece flat = *bend;
    ball whole = gap_value(piece, s, sign_piece_range(s, bend));
    ball start = gap_value(piece, s, bend->from),
         change = ball_mul(ball_sub(bend->to, bend->from), bend->sup), most = ball_abs(whole);
    flat.root = false;
    flat.sign = ball_sign(whole);
    if (ball_is_finite(change) && ball_less(change, ball_abs(start)) == HOLDS)
        flat.sign = ball_sign(start);
    flat.sup = ball_upper(ball_is_finite(change) ? ball_min(ball_add(ball_abs(start), change), most) : most);
    return flat;
}

sign_pieces gap_signs(gap_piece *piece, scope *s, slong goal)
{
    curve f = {gap_value, gap_slope, piece, NULL};
    resolution wanted = {ROOTS_ANY, goal + gap_scale(piece), EVALUATIONS};
    sign_pieces bends = gap_bends(piece, s, goal), all = {0};
    if (bends.n == 1 && !bends.piece[0].sign) { /* nothing known about the derivative */
        sign_pieces_clear(&bends);
        return sign_pieces_find(s, &f, ball_int(0), ball_int(1), wanted);
    }
    for (size_t k = 0; k < bends.n; k++) {
        const sign_piece *b = &bends.piece[k];
        if (!b->sign) {
            sign_pieces_append(&all, across_bend(piece, s, b));
            continue;
        }
        sign_pieces part = sign_pieces_monotone(s, &f, b->from, b->to, b->sign, wanted);
        for (size_t j = 0; j < part.n; j++)
            sign_pieces_append(&all, part.piece[j]);
        sign_pieces_clear(&part);
    }
    sign_pieces_clear(&bends);
    return all;
}
