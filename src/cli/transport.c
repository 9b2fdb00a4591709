/* ganproof transport A B: exact optimal transport between two clouds, with its certificate. */
#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/plot.h"
#include "cli/transport.h"
#include "distributions/cloud.h"
#include "theorem/json.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef transport_asked asked;

/* ---- Progress ---- */

typedef struct progress {
    const volatile sig_atomic_t *interrupted;
    bool shown;
} progress;

static bool go_on(void *state, int level, int levels, int round, int64_t violated)
{
    progress *p = state;
    if (p->shown)
        fprintf(stderr, "\r\033[Klevel %d of %d, round %d: %" PRId64 " pairs violated", level, levels, round,
                violated);
    return !*p->interrupted;
}

static void end_progress(const progress *p)
{
    if (p->shown)
        fprintf(stderr, "\r\033[K");
}

/* ---- Files ---- */

static void write_plan(FILE *to, const cloud_transport *t)
{
    fputs("i,j,mass\n", to);
    for (int64_t k = 0; k < t->shipments; k++) {
        const shipment *one = &t->plan[k];
        fprintf(to, "%" PRId32 ",%" PRId32 ",%.17g\n", one->row, one->column, (double)one->mass / t->total);
    }
}

static void write_potentials(FILE *to, const cloud_transport *t, const cloud *const c[2])
{
    fputs("side,index,value\n", to);
    for (int side = 0; side < 2; side++)
        for (size_t k = 0; k < c[side]->n; k++)
            fprintf(to, "%c,%zu,%.17g\n", "ab"[side], k, cloud_transport_potential(t, side, k));
}

static bool write_files(const asked *a, const cloud_transport *t, const cloud *const c[2], error *e)
{
    output plan = {0}, potentials = {0};
    if (a->plan && t->complete) {
        if (!output_open(&plan, a->plan, e))
            return false;
        write_plan(plan.to, t);
        if (!output_commit(&plan, e))
            return false;
    }
    if (a->plot && t->complete && !transport_plot(a, t, c, e))
        return false;
    if (!a->potentials)
        return true;
    if (!output_open(&potentials, a->potentials, e))
        return false;
    write_potentials(potentials.to, t, c);
    return output_commit(&potentials, e);
}

/* ---- The report ---- */

static const char *grade(const cloud_transport *t)
{
    return !t->complete ? "undecided" : t->exact ? "exact" : "certified";
}

static void print_json(const asked *a, const cloud_transport *t, const cloud *const c[2])
{
    json j;
    char *lower = ball_bound(t->lower, -1, 17), *upper = ball_bound(t->upper, +1, 17);
    json_open(&j, stdout);
    json_object(&j, NULL);
    json_text(&j, "cost", a->cost);
    json_count(&j, "n", (long)c[0]->n);
    json_count(&j, "m", (long)c[1]->n);
    json_number(&j, "value", t->value);
    json_text(&j, "lower", lower);
    json_text(&j, "upper", t->complete ? upper : NULL);
    json_text(&j, "evidence", grade(t));
    json_count(&j, "shipments", (long)t->shipments);
    json_flag(&j, "verified", true);
    json_seconds(&j, "seconds", t->seconds);
    json_seconds(&j, "check_seconds", t->check_seconds);
    json_end(&j);
    json_finish(&j);
    free(lower);
    free(upper);
}

static void print_text(const asked *a, const cloud_transport *t, const cloud *const c[2])
{
    char *lower = ball_bound(t->lower, -1, 17), *upper = ball_bound(t->upper, +1, 17);
    if (t->complete)
        printf("%s  %.15g  %s\n    in [%s, %s]\n", a->cost, t->value, grade(t), lower, upper);
    else
        printf("%s  at least %s  undecided: interrupted\n", a->cost, lower);
    printf("    %zu against %zu points; %" PRId64 " shipments; %.3g s\n", c[0]->n, c[1]->n, t->shipments,
           t->seconds);
    if (a->verify || a->plainly)
        printf("    checked: the plan's marginals in integers, the potentials on all %.0f pairs%s; %.3g s\n",
               (double)c[0]->n * (double)c[1]->n, a->plainly ? ", one by one" : "", t->check_seconds);
    free(lower);
    free(upper);
}

/* ---- The command ---- */

static int solve(const asked *a, const cloud *const c[2])
{
    progress p = {interrupt_watch(), isatty(STDERR_FILENO)};
    transport_watch watch = {go_on, &p};
    cloud_transport_options options = {a->normalise, a->plainly, &watch};
    cloud_transport t;
    error e = {.message = ""};
    scope *s = scope_open(128);
    int status = BAD_INPUT;
    bool solved = cloud_transport_make(s, a->order, c, a->name, &options, &t, &e);
    end_progress(&p);
    if (!solved || !write_files(a, &t, c, &e)) {
        status = complain("%s", e.message);
    } else {
        if (a->as_json)
            print_json(a, &t, c);
        else
            print_text(a, &t, c);
        status = t.complete ? ALL_HOLDS : NOT_ALL;
    }
    cloud_transport_clear(&t);
    scope_close(s);
    return status;
}

static const cloud *read_points(const asked *a, real_pool *pool, const char *name, error *e)
{
    return cloud_read_weighted(pool, name, a->weights, e);
}

static int run(const asked *a)
{
    real_pool *pool = real_pool_open();
    const cloud *c[2] = {NULL, NULL};
    error e = {.message = ""};
    int status = BAD_INPUT;
    if ((c[0] = read_points(a, pool, a->name[0], &e)) && (c[1] = read_points(a, pool, a->name[1], &e)))
        status = solve(a, c);
    else
        complain("%s", e.message);
    for (int k = 0; k < 2; k++)
        if (c[k])
            cloud_free(c[k]);
    real_pool_close(pool);
    return status;
}

/* w1, w2, or wp(P) as in the table of divergences. */
static bool read_order(asked *a)
{
    static const char *const costs[] = {"w1", "w2", NULL};
    int kind = 0;
    if (strncmp(a->cost, "wp(", 3))
        return input_choice("--cost", a->cost, costs, &kind) && (a->order = kind + 1);
    divergence d;
    error e = {.message = ""};
    real_pool *pool = real_pool_open();
    bool read = divergence_parse(a->cost, pool, &d, &e);
    if (!read) {
        complain_about("--cost", a->cost, &e);
    } else {
        a->order = real_double(d.order);
        read = real_equal(d.order, real_from_double(pool, a->order));
        if (!read)
            complain("--cost '%s': the order is not a binary fraction, such as 3/2", a->cost);
    }
    real_pool_close(pool);
    return read;
}

int command_transport(int argc, char **argv)
{
    asked a = {.cost = "w2"};
    const char *by = NULL;
    const option_row options[] = {
        {"cost", '\0', OPTION_TEXT, &a.cost, "C",
         "w1 (the distance) or w2 (its square; the root is taken) (w2); on the line any wp(P), P >= 1"},
        {"weights", '\0', OPTION_FLAG, &a.weights, NULL,
         "the last column is the weight, on the line and in any dimension"},
        {"method", '\0', OPTION_TEXT, &by, "M",
         "exact, sinkhorn, sliced, max-sliced, energy, mmd or fid (exact); but for exact, any dimension"},
        {"plan", '\0', OPTION_TEXT, &a.plan, "FILE", "the optimal plan: i,j,mass, points counted from 0"},
        {"potentials", '\0', OPTION_TEXT, &a.potentials, "FILE", "the dual potentials: side,index,value"},
        {"plot", '\0', OPTION_TEXT, &a.plot, "FILE", "a picture of the plan: .svg, .png or .pdf"},
        {"verify", '\0', OPTION_FLAG, &a.verify, NULL,
         "say what the check that every solution passes has looked at"},
        {"plainly", '\0', OPTION_FLAG, &a.plainly, NULL, "let it look at all pairs one by one"},
        {"normalise", '\0', OPTION_FLAG, &a.normalise, NULL,
         "exact: divide weights by their totals (the other methods always do)"},
        {"epsilon", '\0', OPTION_TEXT, &a.epsilon, "E",
         "sinkhorn: weight of the entropy, in units of cost (1/20 of the mean cost)"},
        {"tolerance", '\0', OPTION_TEXT, &a.tolerance, "T",
         "sinkhorn: iterate down to this marginal error (1e-9)"},
        {"iterations", '\0', OPTION_TEXT, &a.iterations, "N", "sinkhorn: at most so many (2000)"},
        {"directions", '\0', OPTION_TEXT, &a.directions, "N",
         "sliced, max-sliced: random directions (1000; 200)"},
        {"kernel", '\0', OPTION_TEXT, &a.kernel, "K", "mmd: gaussian or laplace (gaussian)"},
        {"bandwidth", '\0', OPTION_TEXT, &a.bandwidth, "H", "mmd: the kernel's width (the median distance)"},
        {"permutations", '\0', OPTION_TEXT, &a.permutations, "N",
         "energy, mmd: a permutation test with so many"},
        {"seed", '\0', OPTION_TEXT, &a.seed, "N", "of directions and permutations (1)"},
        {"json", '\0', OPTION_FLAG, &a.as_json, NULL, "the same as JSON"}};
    const usage u = {
        "A B",
        "W1 or W2 between two files of points: columns x, or x and y, or x, y and a weight. The optimum is exact; a\n"
        "plan and potentials prove it, checked by code that does not trust the solver. Other methods estimate.",
        options,
        sizeof options / sizeof *options,
        2,
        2};
    char **files;
    int count, status, which = 0;
    if (!options_read(&u, argc, argv, &files, &count, &status))
        return status;
    a.name[0] = files[0], a.name[1] = files[1];
    if (!read_order(&a) || (by && !input_choice("--method", by, transport_methods, &which)))
        return BAD_INPUT;
    if (a.plot && !plot_format_is_known(a.plot))
        return complain("--plot '%.200s': the name must end in .svg, .png or .pdf", a.plot);
    return which ? transport_by_samples(&a, which) : run(&a);
}
