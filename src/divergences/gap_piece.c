/*
 * F - G on one piece of the line. See gap.h.
 *
 * On an interval [l, r] the parts of positive weight rise and those of negative weight fall, so
 *     P+(l) - P-(r) <= C <= P+(r) - P-(l),
 * by values at points alone. The derivative is a difference of densities; between two components it is formed as
 * q (e^u - 1) with u = log p - log q from coefficients, where common terms cancel.
 */
#include "divergences/gap.h"

bool gap_part_active(const gap_part *p, real inside)
{
    return (!p->lo || real_compare(p->lo, inside) == -1) && (!p->hi || real_compare(inside, p->hi) == -1);
}

static form weighted_form(const gap *g, const gap_part *p, real inside)
{
    form f = p->c->family->log_density(g->pool, p->c, inside);
    real size = real_unary(g->pool, REAL_ABS, p->weight);
    if (real_compare(size, real_int(g->pool, 1)) != 0)
        form_add_constant(g->pool, &f, real_log(g->pool, size));
    return f;
}

static void set_forms(gap_piece *piece, real inside)
{
    const gap *g = piece->g;
    piece->forms = 0;
    for (int k = 0; k < g->parts && piece->forms >= 0; k++) {
        if (!gap_part_active(&g->part[k], inside))
            continue;
        if (piece->forms == GAP_FORMS) {
            piece->forms = -1;
            break;
        }
        piece->sign[piece->forms] = real_sign(g->part[k].weight);
        piece->f[piece->forms++] = weighted_form(g, &g->part[k], inside);
    }
    if (piece->forms == 2 && piece->sign[0] != piece->sign[1])
        piece->difference = form_difference(g->pool, &piece->f[0], &piece->f[1]);
}

/* w F(x), or -w S(x): either rises with x if w > 0. */
static ball rising(const gap_piece *piece, scope *s, const gap_part *p, ball x)
{
    const family *f = p->c->family;
    return piece->right ? ball_neg(ball_mul(p->weight_ball, f->sf(s, p->c, x)))
                        : ball_mul(p->weight_ball, f->cdf(s, p->c, x));
}

/*
 * What a lattice component adds on [from, to): a constant between neighbouring integers, which are cuts where it matters. Beyond,
 * where a piece may hold many integers, all from the value at `from` to the one just before `to`.
 */
static ball lattice_level(const gap_piece *piece, const gap_part *p)
{
    const gap *g = piece->g;
    real from = g->cut[piece->i].x, to = g->cut[piece->i + 1].x, length = real_sub(g->pool, to, from);
    real half = real_ratio(g->pool, 1, 2);
    slong first, last;
    bool starts = real_is_integer(from, &first), ends = real_is_integer(to, &last);
    if (starts && ends && last - first == 1) {
        ball mass = ball_mul(p->weight_ball, gap_lattice_mass(g->s, p, first, piece->right));
        return piece->right ? ball_neg(mass) : mass;
    }
    /* Before an integer the last jump is behind to - 1/2; `to` itself does for other ends (and encloses more, if undecided). */
    real late = ends ? real_sub(g->pool, to, real_compare(length, half) == -1 ? length : half) : to;
    return ball_hull(rising(piece, g->s, p, piece->from), rising(piece, g->s, p, real_ball(g->s, late)));
}

/* What does not vary with the continuous part: atoms up to here, or minus the atoms from here on; constant, or enclosed. */
static ball level(const gap_piece *piece)
{
    const gap *g = piece->g;
    real atoms = g->cut[piece->i].after;
    ball sum = real_ball(g->s, piece->right ? real_sub(g->pool, atoms, g->atoms) : atoms);
    for (int k = 0; k < g->lattices; k++)
        sum = ball_add(sum, lattice_level(piece, &g->lattice[k]));
    return sum;
}

void gap_piece_set(gap_piece *piece, const gap *g, size_t i, bool right)
{
    bool known = piece->g == g && piece->i + 1 == i && !g->cut[i].shape;
    real from = g->cut[i].x, to = g->cut[i + 1].x;
    piece->g = g;
    piece->i = i;
    piece->right = right;
    piece->from = real_ball(g->s, from);
    piece->length = real_ball(g->s, real_sub(g->pool, to, from));
    piece->level = level(piece);
    if (!known)
        set_forms(piece, real_mul(g->pool, real_add(g->pool, from, to), real_ratio(g->pool, 1, 2)));
}

void gap_piece_turn(gap_piece *piece, bool right)
{
    piece->right = right;
    piece->level = level(piece);
}

bool gap_piece_is_singular(const gap_piece *piece, real at)
{
    slong n;
    for (int k = 0; k < piece->forms; k++) {
        real exponent = form_exponent(piece->g->pool, &piece->f[k], at);
        if (!real_is_integer(exponent, &n) || n < 0 || form_is_irregular(&piece->f[k], at))
            return true;
    }
    return false;
}

ball gap_at(const gap_piece *piece, scope *s, ball x)
{
    ball sum = ball_in(s, piece->level);
    for (int k = 0; k < piece->g->parts; k++)
        sum = ball_add(sum, rising(piece, s, &piece->g->part[k], x));
    return sum;
}

ball gap_x(const gap_piece *piece, scope *s, ball t)
{
    return ball_add(ball_in(s, piece->from), ball_mul(piece->length, t));
}

ball gap_value(void *state, scope *s, ball t)
{
    const gap_piece *piece = state;
    const gap *g = piece->g;
    ball low = ball_in(s, piece->level), high = low;
    if (!g->parts)
        return low;
    bool point = ball_radius(t) == 0;
    ball l = gap_x(piece, s, ball_lower(t)), r = point ? l : gap_x(piece, s, ball_upper(t));
    for (int k = 0; k < g->parts; k++) {
        ball at_l = rising(piece, s, &g->part[k], l), at_r = point ? at_l : rising(piece, s, &g->part[k], r);
        bool up = ball_sign(g->part[k].weight_ball) > 0;
        low = ball_add(low, up ? at_l : at_r);
        high = ball_add(high, up ? at_r : at_l);
    }
    return point ? low : ball_hull(low, high);
}

static ball density_difference(const gap_piece *piece, scope *s, ball x)
{
    if (piece->forms == 2 && piece->sign[0] != piece->sign[1]) {
        ball u = form_value(s, &piece->difference, x), q = ball_exp(form_value(s, &piece->f[1], x));
        return ball_mul_int(ball_mul(q, ball_expm1(u)), piece->sign[0]);
    }
    ball sum = ball_in(s, ball_int(0));
    for (int k = 0; k < piece->forms; k++)
        sum = ball_add(sum, ball_mul_int(ball_exp(form_value(s, &piece->f[k], x)), piece->sign[k]));
    return sum;
}

ball gap_slope(void *state, scope *s, ball t)
{
    const gap_piece *piece = state;
    if (piece->forms < 0)
        return ball_nothing(s);
    return ball_mul(piece->length, density_difference(piece, s, gap_x(piece, s, t)));
}

ball gap_primitive(const gap_piece *piece, scope *s, ball x)
{
    const gap *g = piece->g;
    ball sum = ball_in(s, ball_int(0));
    for (int k = 0; k < g->parts; k++) {
        const gap_part *p = &g->part[k];
        const family *f = p->c->family;
        ball excess = piece->right ? f->upper_excess(s, p->c, x) : f->lower_excess(s, p->c, x);
        sum = ball_add(sum, ball_mul(p->weight_ball, excess));
    }
    return sum;
}
