/* ganproof transport A B --method sinkhorn, sliced, max-sliced, energy, mmd, fid: files of points of any dimension, in doubles. */
#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/interrupt.h"
#include "cli/transport_job.h"
#include "transport/frechet.h"
#include "transport/line.h"
#include "transport/sinkhorn.h"
#include "transport/sliced.h"
#include "transport/two_sample.h"

#include <stdlib.h>
#include <unistd.h>

/* ---- Sinkhorn ---- */

typedef struct iteration_watch {
    const volatile sig_atomic_t *interrupted;
    bool shown;
} iteration_watch;

static bool iterate_on(void *state, long iteration, double off)
{
    iteration_watch *watch = state;
    if (watch->shown && iteration % 10 == 0)
        fprintf(stderr, "\r\033[Kiteration %ld, marginal error %.3g", iteration, off);
    return !*watch->interrupted;
}

static void print_sinkhorn(transport_job *w, const sinkhorn_options *o, const sinkhorn_divergence_result *d)
{
    const sinkhorn_result *s = &d->of[0];
    double middle = (s->lower + s->upper) / 2, least = fmax(s->plain_lower, 0);
    double low = o->p == 2 ? sqrt(least) : least, high = o->p == 2 ? sqrt(s->plain_upper) : s->plain_upper;
    if (w->asked->as_json) {
        json_number(&w->j, "epsilon", o->epsilon);
        transport_bounds(w, middle, s->lower, s->upper);
        json_number(&w->j, "marginal_error", s->marginal_error);
        json_count(&w->j, "iterations", s->iterations);
        json_row(&w->j, "transport");
        transport_bounds(w, (low + high) / 2, low, high);
        json_end(&w->j);
        json_row(&w->j, "divergence");
        transport_bounds(w, (d->lower + d->upper) / 2, d->lower, d->upper);
        json_end(&w->j);
        return;
    }
    printf(
        "OT_epsilon  %.12g  numerical, with epsilon = %.6g\n    in [%.17g, %.17g]: dual and primal, %.3g apart\n",
        middle, o->epsilon, s->lower, s->upper, s->upper - s->lower);
    printf("    marginal error %.3g (the sum over columns) after %ld iterations\n", s->marginal_error,
           s->iterations);
    printf("    %s in [%.17g, %.17g]: potentials made feasible, and the plan rounded to its marginals\n",
           w->asked->cost, low, high);
    printf("    Sinkhorn divergence OT(A,B) - OT(A,A)/2 - OT(B,B)/2 in [%.17g, %.17g]\n", d->lower, d->upper);
}

static int run_sinkhorn(transport_job *w)
{
    const transport_asked *a = w->asked;
    long most = 2000;
    iteration_watch watch = {interrupt_watch(), isatty(STDERR_FILENO)};
    sinkhorn_options o = {.p = (int)a->order, .tolerance = 1e-9, .go_on = iterate_on, .state = &watch};
    sinkhorn_divergence_result d;
    if (a->order != 1 && a->order != 2)
        return complain("--cost '%s': for sinkhorn it is w1 or w2", a->cost);
    if (!transport_read_number("--epsilon", a->epsilon, 1e-300, &o.epsilon)
        || !transport_read_number("--tolerance", a->tolerance, 0, &o.tolerance)
        || !transport_read_count("--iterations", a->iterations, 1, &most))
        return BAD_INPUT;
    o.most = most;
    if (!a->epsilon && !((o.epsilon = sinkhorn_epsilon(o.p, &w->side[0], &w->side[1])) > 0))
        return complain("all points are in one place; say --epsilon");
    sinkhorn_divergence(&w->side[0], &w->side[1], &o, &d);
    if (watch.shown)
        fprintf(stderr, "\r\033[K");
    transport_open_report(w, "sinkhorn", true);
    print_sinkhorn(w, &o, &d);
    return transport_close_report(w, "numerical",
                                  d.of[0].marginal_error <= 2 * o.tolerance ? ALL_HOLDS : NOT_ALL);
}

/* ---- Sliced ---- */

static bool read_directions(const transport_asked *a, long *directions, long *seed)
{
    return transport_read_count("--directions", a->directions, 2, directions)
           && transport_read_count("--seed", a->seed, 0, seed);
}

static int run_sliced(transport_job *w)
{
    long directions = 1000, seed = 1;
    sliced_result s;
    error e = {.message = ""};
    if (!read_directions(w->asked, &directions, &seed))
        return BAD_INPUT;
    if (!sliced_distance(w->asked->order, &w->side[0], &w->side[1], (size_t)directions, (uint64_t)seed, &s,
                         &e))
        return complain("%s", e.message);
    transport_open_report(w, "sliced", true);
    if (w->asked->as_json) {
        transport_bounds(w, s.value, s.lower, s.upper);
        json_count(&w->j, "directions", directions);
        json_count(&w->j, "seed", seed);
        json_number(&w->j, "confidence", 0.9999);
    } else {
        printf(
            "sliced %s  %.10g  statistical\n    in [%.10g, %.10g] with 99.99 %% confidence: %ld directions, seed %ld\n",
            w->asked->cost, s.value, s.lower, s.upper, directions, seed);
    }
    return transport_close_report(w, "statistical", ALL_HOLDS);
}

static int run_max_sliced(transport_job *w)
{
    long directions = 200, seed = 1;
    sliced_result s;
    error e = {.message = ""};
    int dim = w->side[0].dim;
    if (!read_directions(w->asked, &directions, &seed))
        return BAD_INPUT;
    double *t = malloc((size_t)dim * sizeof *t);
    if (!max_sliced_distance(w->asked->order, &w->side[0], &w->side[1], (size_t)directions, (uint64_t)seed, t,
                             &s, &e)) {
        free(t);
        return complain("%s", e.message);
    }
    transport_open_report(w, "max-sliced", true);
    if (w->asked->as_json) {
        transport_bounds(w, s.value, s.lower, s.upper);
        json_array(&w->j, "direction");
        for (int k = 0; k < dim; k++)
            json_number(&w->j, NULL, t[k]);
        json_end(&w->j);
        json_count(&w->j, "directions", directions);
        json_count(&w->j, "seed", seed);
    } else {
        printf("max-sliced %s  at least %.17g  certified\n    at most %.17g in the direction found:",
               w->asked->cost, s.lower, s.upper);
        for (int k = 0; k < dim && k < 10; k++)
            printf(" %.17g", t[k]);
        printf(
            "%s\n    a lower bound of %s between the clouds; the best of %ld directions and of small steps, seed %ld\n",
            dim > 10 ? " ..." : "", w->asked->cost, directions, seed);
    }
    free(t);
    return transport_close_report(w, "certified", ALL_HOLDS);
}

/* ---- Energy distance and MMD ---- */

static int compare(transport_job *w, kernel_kind k, const char *name, const char *what, double bandwidth)
{
    long permutations = 0, seed = 1;
    two_sample s;
    if (!transport_read_count("--permutations", w->asked->permutations, 1, &permutations)
        || !transport_read_count("--seed", w->asked->seed, 0, &seed))
        return BAD_INPUT;
    if (w->side[0].weight)
        return complain("--weights: %s is for samples of equal weights", name);
    if (w->side[0].n < 2 || w->side[1].n < 2)
        return complain("%s: a sample of one point", w->asked->name[w->side[0].n > 1]);
    two_sample_compare(k, bandwidth, &w->side[0], &w->side[1], (size_t)permutations, (uint64_t)seed, &s);
    transport_open_report(w, name, false);
    if (w->asked->as_json) {
        json_number(&w->j, "value", s.unbiased);
        json_number(&w->j, "biased", s.biased);
        if (k != KERNEL_ENERGY)
            json_text(&w->j, "kernel", k == KERNEL_GAUSSIAN ? "gaussian" : "laplace"),
                json_number(&w->j, "bandwidth", bandwidth);
        json_number(&w->j, "p_value", s.p_value);
        json_count(&w->j, "permutations", permutations);
        json_count(&w->j, "seed", seed);
    } else {
        printf("%s  %.12g  unbiased; %.12g of the empirical laws\n", what, s.unbiased, s.biased);
        if (k != KERNEL_ENERGY)
            printf("    %s kernel, bandwidth %.6g%s\n", k == KERNEL_GAUSSIAN ? "gaussian" : "laplace",
                   bandwidth, w->asked->bandwidth ? "" : " (the median distance)");
        if (permutations)
            printf("    p = %.4g for one law behind both: %ld permutations, seed %ld\n", s.p_value,
                   permutations, seed);
    }
    return transport_close_report(w, permutations ? "statistical" : "numerical", ALL_HOLDS);
}

static int run_energy(transport_job *w)
{
    return compare(w, KERNEL_ENERGY, "energy", "energy distance squared", 1);
}

static int run_mmd(transport_job *w)
{
    static const char *const kernels[] = {"gaussian", "laplace", NULL};
    int k = 0;
    double h = 0;
    if ((w->asked->kernel && !input_choice("--kernel", w->asked->kernel, kernels, &k))
        || !transport_read_number("--bandwidth", w->asked->bandwidth, 1e-300, &h))
        return BAD_INPUT;
    if (!w->asked->bandwidth && !((h = median_distance(&w->side[0], &w->side[1])) > 0))
        return complain("the median distance of the points is 0; say --bandwidth");
    return compare(w, k ? KERNEL_LAPLACE : KERNEL_GAUSSIAN, "mmd", "MMD squared", h);
}

/* ---- FID ---- */

static int run_fid(transport_job *w)
{
    if (w->side[0].n < 2 || w->side[1].n < 2)
        return complain("%s: a sample of one point", w->asked->name[w->side[0].n > 1]);
    double squared = frechet_of_samples(&w->side[0], &w->side[1]);
    transport_open_report(w, "fid", false);
    if (w->asked->as_json)
        json_number(&w->j, "value", squared);
    else
        printf(
            "FID  %.12g  numerical\n    |m - n|^2 + tr(A + B - 2 (A^1/2 B A^1/2)^1/2), means and covariances (divisor n - 1) of the files\n",
            squared);
    return transport_close_report(w, "numerical", ALL_HOLDS);
}

/* ---- The choice ---- */

const char *const transport_methods[] = {"exact",  "sinkhorn", "sliced", "max-sliced",
                                         "energy", "mmd",      "fid",    NULL};

int transport_by_samples(const transport_asked *a, int which)
{
    static int (*const run[])(transport_job *) = {NULL,       run_sinkhorn, run_sliced, run_max_sliced,
                                                  run_energy, run_mmd,      run_fid};
    transport_job w = {.asked = a, .start = scope_clock()};
    int status = BAD_INPUT;
    if (a->plan || a->potentials || a->plot)
        return complain("--plan, --potentials and --plot are for --method exact");
    if (transport_read_side(a, 0, &w.side[0]) && transport_read_side(a, 1, &w.side[1])) {
        if (w.side[0].dim != w.side[1].dim)
            complain("%s has points of dimension %d, %s of dimension %d", a->name[0], w.side[0].dim,
                     a->name[1], w.side[1].dim);
        else
            status = run[which](&w);
    }
    transport_side_free(&w.side[0]);
    transport_side_free(&w.side[1]);
    return status;
}
