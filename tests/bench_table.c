/*
 * The whole table: random parameters for all families against all families, every divergence, in every regime of
 * random_pairs.h. Usage: bench_table [GANPROOF] [SEED] [REGIME|peer] [DIVERGENCE]
 *
 * Reported for each regime and each divergence: how many values are decided to 15 digits, infinite and for which reason, and
 * undecided; the CPU time a value takes; and every contradiction with the double-precision route. GANPROOF_EFFORT multiplies
 * the number of pairs, BUDGET replaces the two seconds of work that a value may take. At the end the same JS by SciPy's
 * quad (scipy_table_peer.py; PYTHON names another python3), which the word `peer` for a regime asks for alone. Nothing is
 * asserted.
 */
#include "effort.h"
#include "median.h"
#include "table_run.h"

#include <gsl/gsl_errno.h>

enum { PAIRS = 12, PEER_PAIRS = 25, WORST = 12 };

typedef struct account {
    int decided, by_support, by_tail, open, no_route, clashes;
    int n, room;
    double *seconds;
} account;

static void book(account *a, const entry *e)
{
    a->decided += e->is == DECIDED;
    a->by_support += e->is == INFINITE && e->why == INFINITE_SUPPORT;
    a->by_tail += e->is == INFINITE && e->why == INFINITE_TAIL;
    a->open += e->is == OPEN;
    a->no_route += e->is == NO_ROUTE;
    a->clashes += e->clash;
    if (e->is == NO_ROUTE)
        return;
    if (a->n == a->room)
        a->seconds = realloc(a->seconds, sizeof(double) * (size_t)(a->room = 2 * a->room + 64));
    a->seconds[a->n++] = e->seconds;
}

static void show(const char *name, account *a)
{
    int asked = a->decided + a->by_support + a->by_tail + a->open;
    if (!asked)
        return;
    qsort(a->seconds, (size_t)a->n, sizeof(double), by_size);
    printf("%-14s %6d  %7d %8d %8d %6d %7.2f%%  %7d %7d   %9.3f %9.3f %10.3f\n", name, asked, a->decided,
           a->by_support, a->by_tail, a->open, 100.0 * a->open / asked, a->no_route, a->clashes,
           1e3 * a->seconds[a->n / 2], 1e3 * a->seconds[(int)(0.9 * a->n)], 1e3 * a->seconds[a->n - 1]);
}

typedef struct slow {
    double seconds;
    char text[2 * SPECIFICATION + 60];
} slow;

static slow worst[WORST];

static void note_slow(double seconds, const char *text)
{
    int i = WORST;
    for (; i > 0 && seconds > worst[i - 1].seconds; i--)
        if (i < WORST)
            worst[i] = worst[i - 1];
    if (i == WORST)
        return;
    worst[i].seconds = seconds;
    snprintf(worst[i].text, sizeof worst[i].text, "%s", text);
}

static void run(uint64_t seed, const char *only_regime, const char *only_name, account *by_regime,
                account *by_name)
{
    request r = request_default;
    r.by = METHOD_CERTIFIED;
    r.budget = getenv("BUDGET") ? atof(getenv("BUDGET")) : 2;
    int pairs = PAIRS * effort();
    for (int i = 0; i < pairs; i++)
        for (int k = 0; k < REGIMES; k++) {
            random_pair pair = draw_pair(seed, (regime)k, (uint64_t)i);
            for (int j = 0; j < TABLE_NAMES; j++) {
                if ((only_regime && strcmp(only_regime, "all") && strcmp(only_regime, regime_names[k]))
                    || (only_name && strcmp(only_name, table_names[j])))
                    continue;
                char text[2 * SPECIFICATION + 60];
                snprintf(text, sizeof text, "%-9s %-13s '%s' '%s'", regime_names[k], table_names[j], pair.p,
                         pair.q);
                entry e = table_entry(table_names[j], &pair, &r);
                if (e.is == OPEN)
                    printf("undecided  %s: %.6g +- %.2g (%.1f s)\n", text, e.value, e.radius, e.seconds);
                if (e.clash)
                    printf("clash      %s: %.17g +- %.2g, in double precision %.17g +- %.2g\n", text,
                           e.is == INFINITE ? INFINITY : e.value, e.radius, e.peer.value, e.peer.error);
                fflush(stdout);
                note_slow(e.seconds, text);
                book(&by_regime[k], &e), book(&by_regime[REGIMES], &e), book(&by_name[j], &e);
            }
        }
}

/* ---- SciPy's quad on JS over families against families, where python3 has it ---- */

static bool only_densities(const char *text)
{
    law *l = law_parse(text, NULL, NULL);
    bool only = l && law_has_density(l) && !law_has_atoms(l);
    law_free(l);
    return only;
}

/* JS of one pair for the peer: its value, and the median of five times after a first one. */
static void tell_peer(FILE *peer, regime k, const random_pair *pair)
{
    request r = request_default;
    r.by = METHOD_CERTIFIED;
    r.budget = 2;
    entry e = table_entry("js", pair, &r);
    double seconds[5];
    for (int i = 0; i < 5; i++)
        seconds[i] = e.is == DECIDED ? table_entry("js", pair, &r).seconds : 0;
    qsort(seconds, 5, sizeof(double), by_size);
    if (e.is == DECIDED)
        fprintf(peer, "%s;%s;%s;%.17g;%.9f\n", regime_names[k], pair->p, pair->q, e.value, seconds[2]);
}

static void beside_scipy(uint64_t seed, int pairs)
{
    const char *root = getenv("GANPROOF_SOURCE");
    char command[1200], here[400] = __FILE__, *slash = strrchr(here, '/');
    if (slash)
        *slash = 0;
    snprintf(command, sizeof command, "%s '%s%s/scipy_table_peer.py' 2>/dev/null",
             getenv("PYTHON") ? getenv("PYTHON") : "python3", root ? root : here, root ? "/tests" : "");
    fflush(stdout);
    FILE *peer = popen(command, "w");
    for (int k = 0; peer && k < REGIMES; k++)
        for (int i = 0; i < pairs; i++) {
            random_pair pair = draw_pair(seed, (regime)k, (uint64_t)i);
            if (only_densities(pair.p) && only_densities(pair.q))
                tell_peer(peer, (regime)k, &pair);
        }
    if (!peer || pclose(peer) != 0)
        printf("no python3 with SciPy beside it\n");
}

int main(int argc, char **argv)
{
    static account by_regime[REGIMES + 1], by_name[TABLE_NAMES];
    gsl_set_error_handler_off();
    run(argc > 2 ? strtoull(argv[2], NULL, 10) : 1, argc > 3 ? argv[3] : NULL, argc > 4 ? argv[4] : NULL,
        by_regime, by_name);
    printf("\nslowest\n");
    for (int i = 0; i < WORST && worst[i].seconds > 0; i++)
        printf("%9.1f ms  %s\n", 1e3 * worst[i].seconds, worst[i].text);
    printf("\n%-14s %6s  %7s %8s %8s %6s %8s  %7s %7s   %9s %9s %10s\n", "", "values", "decided", "support",
           "tail", "open", "", "noroute", "clash", "median ms", "90% ms", "most ms");
    for (int k = 0; k < REGIMES; k++)
        show(regime_names[k], &by_regime[k]);
    for (int j = 0; j < TABLE_NAMES; j++)
        show(table_names[j], &by_name[j]);
    show("all", &by_regime[REGIMES]);
    if (argc <= 3 || !strcmp(argv[3], "peer"))
        beside_scipy(argc > 2 ? strtoull(argv[2], NULL, 10) : 1, PEER_PAIRS);
    for (int k = 0; k <= REGIMES; k++)
        free(by_regime[k].seconds);
    for (int j = 0; j < TABLE_NAMES; j++)
        free(by_name[j].seconds);
    return 0;
}
