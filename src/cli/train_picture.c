/*
 * Pictures of a run: a table of frames for one of the scripts train_line.gp, train_plane.gp, train_images.gp. A frame is a sequence of
 * blocks (gnuplot's "index"), each ended by two empty lines; the scripts say what they hold.
 */
#include "cli/train.h"

#include "cli/gnuplot.h"
#include "gan/curves.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_FRAMES = 80, CURVE = 401, RAYS = 61, DOTS = 800, RASTER = 61, MESH = 25, SHEET = 10 };

struct train_picture {
    const char *path, *script;
    bool animated;
    char *table;
    size_t size;
    FILE *to;
    double lo[2], hi[2];
    long frames, every, seen; /* of the measurements seen, each `every`-th is a frame */
};

static const char *script_for(const target *of)
{
    return of->side ? "train_images" : of->dim == 1 ? "train_line" : "train_plane";
}

train_picture *train_picture_open(const char *path, long measurements, const target *of, error *e)
{
    const char *format = gnuplot_format(path);
    if (!format) {
        error_set(e, -1, "--plot '%.200s': the name must end in .svg, .png, .pdf or .gif", path);
        return NULL;
    }
    train_picture *p = calloc(1, sizeof *p);
    *p = (train_picture){.path = path, .script = script_for(of), .animated = strcmp(format, "gif") == 0};
    p->every = 1 + (measurements - 1) / MOST_FRAMES;
    if (!of->side)
        curves_range(of, p->lo, p->hi);
    return p;
}

static void end_block(FILE *to) { fputs("\n\n", to); }

static void put_caption(FILE *to, const training *t, const measurement *m)
{
    fprintf(to, "%ld,%.4f,%.4f,%.4f,%.3f,%.3f", training_step(t), m->value, m->js, m->suboptimality,
            m->d_data, m->d_generated);
    fprintf(to, ",%.4f,%.0f,%zu,%.3f\n", m->energy, m->modes, training_target(t)->modes, m->quality);
    end_block(to);
}

/* ---- On the line ---- */

static void put_line(train_picture *p, const training *t)
{
    curve_point *c = malloc(CURVE * sizeof *c);
    curves_along(t, p->lo[0], p->hi[0], CURVE, c);
    for (int i = 0; i < CURVE; i++)
        fprintf(p->to, "%.6g,%.6g,%.6g,%.6g,%.6g\n", c[i].x, c[i].p, c[i].q, c[i].d, c[i].best);
    end_block(p->to);
    free(c);
    if (training_settings(t)->latent == 1)
        for (int i = 0; i < RAYS; i++) {
            double z = -3 + 6.0 * i / (RAYS - 1), x;
            training_generator(t, 1, &z, &x);
            fprintf(p->to, "%.6g,%.6g\n", z, x);
        }
    else
        fputs("nan,nan\n", p->to);
    end_block(p->to);
}

/* ---- In the plane ---- */

static void put_points(FILE *to, size_t n, const double *x)
{
    for (size_t i = 0; i < n; i++)
        fprintf(to, "%.5g,%.5g\n", x[2 * i], x[2 * i + 1]);
    end_block(to);
}

static void put_raster(train_picture *p, const training *t)
{
    double xy[2 * RASTER], logit[RASTER];
    for (int i = 0; i < RASTER; i++) {
        for (int j = 0; j < RASTER; j++) {
            xy[2 * j] = p->lo[0] + (p->hi[0] - p->lo[0]) * j / (RASTER - 1);
            xy[2 * j + 1] = p->lo[1] + (p->hi[1] - p->lo[1]) * i / (RASTER - 1);
        }
        training_logit(t, RASTER, xy, logit);
        for (int j = 0; j < RASTER; j++)
            fprintf(p->to, "%.5g,%.5g,%.4g\n", xy[2 * j], xy[2 * j + 1], 1 / (1 + exp(-logit[j])));
        fputs("\n", p->to);
    }
    fputs("\n", p->to);
}

/* The images of the lines z_1 = c and z_2 = c; each line ends with an empty line. */
static void put_mesh(train_picture *p, const training *t)
{
    enum { ALONG = 101 };
    double z[2 * ALONG], x[2 * ALONG];
    for (int line = 0; line < 2 * MESH && training_settings(t)->latent == 2; line++) {
        for (int i = 0; i < ALONG; i++) {
            double fixed = -2.4 + 4.8 * (line / 2) / (MESH - 1), moving = -2.4 + 4.8 * i / (ALONG - 1);
            z[2 * i] = line % 2 ? fixed : moving;
            z[2 * i + 1] = line % 2 ? moving : fixed;
        }
        training_generator(t, ALONG, z, x);
        for (int i = 0; i < ALONG; i++)
            fprintf(p->to, "%.5g,%.5g,%d\n", x[2 * i], x[2 * i + 1], line % 2);
        fputs("\n", p->to);
    }
    fputs("nan,nan,nan\n\n\n", p->to);
}

static void put_plane(train_picture *p, const training *t)
{
    double *x = malloc(2 * DOTS * sizeof *x);
    random_stream *r = random_open(1, 2);
    target_draw(training_target(t), r, DOTS, x);
    random_close(r);
    put_points(p->to, DOTS, x);
    training_generate(t, UINT64_MAX - 3, DOTS, x, NULL);
    put_points(p->to, DOTS, x);
    free(x);
    put_raster(p, t);
    put_mesh(p, t);
}

/* ---- Images: a sheet, one line a row of pixels, the data's ten columns to the right ---- */

static void put_images(train_picture *p, const training *t)
{
    size_t side = (size_t)training_target(t)->side, dim = side * side, pitch = side + 1;
    double *made = malloc(2 * SHEET * SHEET * dim * sizeof *made), *data = made + SHEET * SHEET * dim;
    random_stream *r = random_open(1, 3);
    training_generate(t, UINT64_MAX - 4, SHEET * SHEET, made, NULL);
    target_draw(training_target(t), r, SHEET * SHEET, data);
    random_close(r);
    for (size_t y = 0; y < SHEET * pitch - 1; y++) {
        for (size_t x = 0; x < 2 * SHEET * pitch + pitch; x++) {
            size_t column = x / pitch, gap = column >= SHEET; /* one column of the sheet is left empty */
            size_t image = (y / pitch) * SHEET + (gap ? column - SHEET - 1 : column);
            bool paper = x % pitch == side || y % pitch == side || column == SHEET;
            const double *from = gap ? data : made;
            fprintf(p->to, "%s%.3g", x ? "," : "",
                    paper ? -1.0 : from[image * dim + (y % pitch) * side + x % pitch]);
        }
        fputs("\n", p->to);
    }
    end_block(p->to);
    free(made);
}

/* ---- Frames ---- */

void train_picture_add(train_picture *p, const training *t, const measurement *m, bool is_last)
{
    if (p->animated ? p->seen++ % p->every && !is_last : !is_last)
        return;
    if (!p->to)
        p->to = open_memstream(&p->table, &p->size);
    put_caption(p->to, t, m);
    if (training_target(t)->side)
        put_images(p, t);
    else if (training_target(t)->dim == 1)
        put_line(p, t);
    else
        put_plane(p, t);
    p->frames++;
}

/* gnuplot reads a file, which is removed again. */
static bool draw(const train_picture *p, error *e)
{
    char path[PATH_MAX], frames[24], lo[2][32], hi[2][32];
    const char *folder = getenv("TMPDIR");
    snprintf(path, sizeof path, "%s/ganproof-train-XXXXXX", folder && *folder ? folder : "/tmp");
    int descriptor = mkstemp(path);
    FILE *to = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    if (!to)
        return error_set(e, -1, "cannot write %.200s", path);
    bool well = fwrite(p->table, 1, p->size, to) == p->size;
    well = fclose(to) == 0 && well;
    snprintf(frames, sizeof frames, "%ld", p->frames);
    for (int k = 0; k < 2; k++) {
        snprintf(lo[k], sizeof *lo, "%.6g", p->lo[k]);
        snprintf(hi[k], sizeof *hi, "%.6g", p->hi[k]);
    }
    gnuplot_variable more[] = {
        {"frames", frames}, {"x_from", lo[0]}, {"x_to", hi[0]}, {"y_from", lo[1]}, {"y_to", hi[1]}};
    well = well ? gnuplot_draw(p->script, path, p->path, more, sizeof more / sizeof *more, e)
                : error_set(e, -1, "cannot write %.200s", path);
    unlink(path);
    return well;
}

bool train_picture_close(train_picture *p, bool drawn, error *e)
{
    bool well = true;
    if (p->to) {
        fclose(p->to);
        well = !drawn || draw(p, e);
        free(p->table);
    }
    free(p);
    return well;
}
