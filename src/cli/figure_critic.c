/*
 * The figure critic: for P = N((-d/2,0), I) and Q = N((d/2,0), I), d = 4, the optimal discriminator D*(x) = 1/(1 + e^(d x_1)) beside the critic
 * that the exact transport of two samples extends to the plane (Arjovsky, Chintala and Bottou 2017, figure 2).
 * Table: x,y,dstar,critic on a raster, a line of it a block; beside it NAME.points.csv: side,x,y.
 */
#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/figures.h"
#include "cli/output.h"
#include "number/random.h"
#include "transport/critic.h"

#include <stdlib.h>

enum { DRAWN = 400, HALF_WIDTH = 60, HALF_HEIGHT = 30 };
static const double apart = 4, raster = 0.1;

/* Clouds of equal weights, side by side. */
typedef struct samples {
    double xy[2][2 * DRAWN];
    int64_t mass[DRAWN];
    plane_cloud cloud[2];
    transport_solution solved;
} samples;

static bool draw_and_solve(samples *s, error *e)
{
    random_stream *r = random_open(1, 0);
    for (int k = 0; k < 2 * DRAWN; k++) {
        int side = k / DRAWN, i = k % DRAWN;
        s->xy[side][2 * i] = random_normal(r) + (side ? apart : -apart) / 2;
        s->xy[side][2 * i + 1] = random_normal(r);
        s->mass[i] = 1;
    }
    random_close(r);
    for (int side = 0; side < 2; side++)
        s->cloud[side] = (plane_cloud){DRAWN, s->xy[side], s->mass};
    return transport_exact(COST_W1, &s->cloud[0], &s->cloud[1], NULL, &s->solved, e);
}

static double critic_of(const samples *s, double x, double y)
{
    return critic_at(&s->cloud[1], &s->solved, x, y) - critic_at(&s->cloud[1], &s->solved, 0, 0);
}

static void write_raster(FILE *to, const samples *s)
{
    fputs("x,y,dstar,critic\n", to);
    for (int j = -HALF_HEIGHT; j <= HALF_HEIGHT; j++) {
        for (int i = -HALF_WIDTH; i <= HALF_WIDTH; i++) {
            double x = raster * i, y = raster * j;
            fprintf(to, "%.6g,%.6g,%.9g,%.9g\n", x, y, 1 / (1 + exp(apart * x)), critic_of(s, x, y));
        }
        fputs("\n", to);
    }
}

static void write_points(FILE *to, const samples *s)
{
    fputs("side,x,y\n", to);
    for (int side = 0; side < 2; side++) {
        for (int i = 0; i < DRAWN; i++)
            fprintf(to, "%d,%.6g,%.6g\n", side, s->xy[side][2 * i], s->xy[side][2 * i + 1]);
        fputs("\n\n", to);
    }
}

static bool write_to(const char *path, void (*write_table)(FILE *, const samples *), const samples *s,
                     error *e)
{
    output o;
    if (!output_open(&o, path, e))
        return false;
    write_table(o.to, s);
    return output_commit(&o, e);
}

/* The mean of the critic over both clouds is W1 of the samples. */
static double attained(const samples *s)
{
    double sum = 0;
    for (int i = 0; i < DRAWN; i++)
        sum += critic_of(s, s->xy[0][2 * i], s->xy[0][2 * i + 1])
               - critic_of(s, s->xy[1][2 * i], s->xy[1][2 * i + 1]);
    return sum / DRAWN;
}

int draw_critic(const figure *f, const char *folder, const char *format)
{
    char table[PATH_MAX], dots[PATH_MAX], caption[80], at_q[80];
    error e = {.message = ""};
    samples *s = calloc(1, sizeof *s);
    int status = BAD_INPUT;
    figure_path(table, folder, f->name, "csv");
    figure_path(dots, folder, f->name, "points.csv");
    if (draw_and_solve(s, &e) && write_to(table, write_raster, s, &e)
        && write_to(dots, write_points, s, &e)) {
        snprintf(caption, sizeof caption, "E_{P} f − E_{Q} f = W_1 = %.4f", attained(s));
        snprintf(at_q, sizeof at_q, "of these samples; D* is %.4f at (2, 0)",
                 1 / (1 + exp(apart * apart / 2)));
        gnuplot_variable more[] = {{"table2", dots}, {"caption", caption}, {"at_q", at_q}};
        status = figure_draw(f, folder, format, more, 3);
    } else {
        complain("%s: %s", f->name, e.message);
    }
    transport_clear(&s->solved);
    free(s);
    return status;
}
