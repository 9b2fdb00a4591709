/*
 * The standard pairs of laws against the values of data/standard_pairs.tsv, to 30 digits: by the default method, and by
 * certified quadrature from the definition wherever it has a route.
 */
#include "divergence_checks.h"

#include "divergences/game.h"

TestSuite(standard_pairs, .init = quiet);

enum { BITS = 240, GOAL = 130, DIGITS = 30 };

typedef struct row {
    char *name, *p, *q, *value;
} row;

/* w2^2 and game-value are not names of divergences: the first is a square, the second an integral of its own. */
static bool enclose(scope *s, const row *one, method by, enclosure *out)
{
    bool square = !strcmp(one->name, "w2^2"), game = !strcmp(one->name, "game-value");
    question a = ask(square ? "w2" : game ? "js" : one->name, one->p, one->q);
    bool known =
        game ? game_value(s, a.p, a.q, GOAL, out) : divergence_enclose(s, a.d, a.p, a.q, GOAL, by, out);
    if (known && square && out->why == FINITE)
        out->value = ball_sqr(out->value);
    forget(&a);
    return known;
}

/* 1 if the route exists. */
static int check(const row *one, method by)
{
    static const char *const ways[] = {[METHOD_AUTO] = "auto", [METHOD_CERTIFIED] = "certified"};
    scope *s = scope_open(BITS);
    enclosure found;
    /* From the definition, W between densities on the plane is a transport of cells: two sides, not digits. */
    bool two_sided = by == METHOD_CERTIFIED && !strcmp(one->name, "w2^2") && !strncmp(one->p, "normal2", 7);
    if (two_sided)
        scope_set_deadline(s, scope_work() + 1);
    bool known = enclose(s, one, by, &found);
    cr_expect(known || by != METHOD_AUTO || !strcmp(one->name, "w2^2"), "%s %s %s: no route", one->name,
              one->p, one->q);
    if (known && !strncmp(one->value, "inf ", 4)) {
        infinity_reason why = !strcmp(one->value, "inf tail") ? INFINITE_TAIL : INFINITE_SUPPORT;
        cr_expect(found.why == why && !ball_is_finite(found.value), "%s %s %s, %s: reason %d, not %s",
                  one->name, one->p, one->q, ways[by], found.why, one->value);
    } else if (known) {
        char *text = ball_text(found.value, 40);
        cr_expect(found.why == FINITE && ball_overlaps(found.value, reference(s, one->value)),
                  "%s %s %s, %s: %s, not %s", one->name, one->p, one->q, ways[by], text, one->value);
        cr_expect(two_sided || ball_digits(found.value) >= DIGITS, "%s %s %s, %s: only %s", one->name, one->p,
                  one->q, ways[by], text);
        free(text);
    }
    scope_close(s);
    return known;
}

static void check_file(method by, int least)
{
    char path[1000], line[1000];
    const char *root = getenv("GANPROOF_SOURCE");
    snprintf(path, sizeof path, "%s/data/standard_pairs.tsv", root ? root : ".");
    FILE *f = fopen(path, "r");
    cr_assert(f, "%s", path);
    int rows = 0;
    while (fgets(line, sizeof line, f)) {
        char *rest = line;
        line[strcspn(line, "\n")] = 0;
        if (*line == '#')
            continue;
        row one;
        one.name = strsep(&rest, "\t");
        one.p = strsep(&rest, "\t");
        one.q = strsep(&rest, "\t");
        one.value = strsep(&rest, "\t");
        cr_assert(one.value, "%s", line);
        rows += check(&one, by);
    }
    fclose(f);
    cr_expect(rows >= least, "%d rows only", rows);
}

Test(standard_pairs, default_method, .timeout = 120) { check_file(METHOD_AUTO, 190); }
Test(standard_pairs, certified_from_the_definition, .timeout = 300) { check_file(METHOD_CERTIFIED, 165); }
