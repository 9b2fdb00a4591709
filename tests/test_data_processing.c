/* Data processing: merging atoms increases no f-divergence and no Renyi divergence. */
#include "all_divergences.h"

TestSuite(data_processing, .init = quiet);

static unsigned long draw_state = 99;

static int draw(unsigned long n)
{
    draw_state = draw_state * 6364136223846793005UL + 1442695040888963407UL;
    return (int)((draw_state >> 33) % n);
}

enum { ATOMS = 6 };

/* Atoms at 0, ..., 5, or 2i and 2i + 1 merged at i. */
static void write_law(char *out, const int weight[ATOMS], bool merged)
{
    int total = 0, n = sprintf(out, "finite(");
    for (int i = 0; i < ATOMS; i++)
        total += weight[i];
    for (int i = 0; i < ATOMS; i += merged ? 2 : 1)
        n += sprintf(out + n, "%s%d: %d/%d", i ? ", " : "", merged ? i / 2 : i,
                     weight[i] + (merged ? weight[i + 1] : 0), total);
    sprintf(out + n, ")");
}

Test(data_processing, merging_atoms_loses_information)
{
    scope *s = scope_open(BITS);
    tally all = {0};
    for (int i = 0; i < 60 * effort(); i++) {
        int p[ATOMS], q[ATOMS];
        char fine[2][200], coarse[2][200];
        for (int k = 0; k < ATOMS; k++) /* zeros among them; the first two are not all zero */
            p[k] = draw(4) + (k == 0), q[k] = draw(4) + (k == 1);
        write_law(fine[0], p, false), write_law(fine[1], q, false);
        write_law(coarse[0], p, true), write_law(coarse[1], q, true);
        values x = all_values(s, fine[0], fine[1], METHOD_CERTIFIED),
               y = all_values(s, coarse[0], coarse[1], METHOD_CERTIFIED);
        for (int k = 0; k <= RENYI_2; k++) {
            verdict less = x.why[k] != FINITE   ? HOLDS
                           : y.why[k] != FINITE ? FAILS
                                                : ball_at_most(y.v[k], x.v[k]);
            count(&all, less, names[k], fine[0], fine[1], y.v[k], x.v[k]);
        }
    }
    cr_expect(all.holds > 6 * all.open, "%d hold, %d undecided", all.holds, all.open);
    scope_close(s);
}
