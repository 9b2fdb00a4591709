/* Values of the game: see game_value.h. */
#include "theorem/game_value.h"

#include "divergences/game.h"

ball trial_game_value(bound_law p, bound_law q)
{
    enclosure found;
    if (!p.of || !q.of || p.of->dim != q.of->dim)
        return ball_nothing(p.in->at);
    if (!game_value(p.in->at, p.of, q.of, p.in->goal, &found)) {
        error_set(&p.in->trouble, -1, "no certified route for the game of %s and %s", p.of->text, q.of->text);
        return ball_nothing(p.in->at);
    }
    return trial_record_width(p.in, found.value);
}

typedef bool (*tilted_integral)(scope *s, real tilt, const law *p, const law *q, slong goal, enclosure *out);

static ball tilted(tilted_integral of, const char *tilt, bound_law p, bound_law q)
{
    trial *t = p.in;
    int at = 0;
    real by = real_parse(t->pool, tilt, &at, NULL, &t->trouble);
    enclosure found;
    if (!by || !p.of || !q.of || p.of->dim != q.of->dim)
        return ball_nothing(t->at);
    if (!of(t->at, by, p.of, q.of, t->goal, &found)) {
        error_set(&t->trouble, -1, "no certified route for a tilted game of %s and %s", p.of->text,
                  q.of->text);
        return ball_nothing(t->at);
    }
    return trial_record_width(t, found.value);
}

ball trial_tilted_value(const char *tilt, bound_law p, bound_law q)
{
    return tilted(game_value_tilted, tilt, p, q);
}
ball trial_tilted_gap(const char *tilt, bound_law p, bound_law q)
{
    return tilted(game_gap_tilted, tilt, p, q);
}
