/* The data: see target.h. */
#include "gan/target.h"

#include "distributions/planar.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Laws ---- */

/* The mode that a normal component is; false for all others. */
static bool read_mode(const component *c, target_mode *out)
{
    const double *par = c->par_double;
    if (strcmp(c->family->name, "normal") == 0)
        *out = (target_mode){c->weight_double, {par[0], 0}, {par[1], 0}, 0};
    else if (strcmp(c->family->name, "normal2") == 0)
        *out = (target_mode){c->weight_double, {par[0], par[1]}, {par[2], par[3]}, par[4]};
    else
        return false;
    return true;
}

static void read_modes(target *t)
{
    t->mode = calloc((size_t)t->of->n, sizeof *t->mode);
    bool all = true;
    for (int k = 0; k < t->of->n && all; k++)
        all = read_mode(&t->of->c[k], &t->mode[k]);
    t->modes = all ? (size_t)t->of->n : 0;
}

/* The points of a law that is one file; none for other laws. */
static void take_points(target *t)
{
    const cloud *data = t->of->n == 1 ? t->of->c->data : NULL;
    if (!data || data->weight)
        return;
    t->n = data->n;
    t->point = malloc(t->n * (size_t)t->dim * sizeof *t->point);
    memcpy(t->point, data->x_double, t->n * (size_t)t->dim * sizeof *t->point);
}

static bool standardise(target *t, error *e)
{
    if (!t->n)
        return error_set(e, -1, "only points of a file can be standardised");
    for (int k = 0; k < t->dim; k++) {
        double sum = 0, squares = 0, *x = t->point + k;
        for (size_t i = 0; i < t->n; i++)
            sum += x[i * (size_t)t->dim];
        double mean = sum / (double)t->n;
        for (size_t i = 0; i < t->n; i++)
            squares += pow(x[i * (size_t)t->dim] - mean, 2);
        double sd = sqrt(squares / (double)t->n);
        if (!(sd > 0) || !isfinite(sd))
            return error_set(e, -1, "column %d of the data does not vary, or overflows", k + 1);
        for (size_t i = 0; i < t->n; i++)
            x[i * (size_t)t->dim] = (x[i * (size_t)t->dim] - mean) / sd;
    }
    return true;
}

target *target_of_law(const char *specification, bool standardised, error *e)
{
    target *t = calloc(1, sizeof *t);
    t->of = law_parse(specification, NULL, e);
    if (!t->of)
        return target_free(t), NULL;
    t->dim = t->of->dim;
    take_points(t);
    read_modes(t);
    if (standardised && !standardise(t, e))
        return target_free(t), NULL;
    return t;
}

/* ---- Images ---- */

enum { MOST_SIDE = 64, DARKEST = 16 };

static int pixel_value(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'g' ? c - 'a' + 10 : -1;
}

static int square_side(size_t pixels)
{
    for (int side = 1; side <= MOST_SIDE; side++)
        if ((size_t)(side * side) == pixels)
            return side;
    return 0;
}

/* One line, `label,pixels`, into row t->n; its side is that of the first. */
static bool read_image(target *t, const char *line, size_t length, size_t number, error *e)
{
    const char *comma = memchr(line, ',', length);
    size_t pixels = comma ? length - (size_t)(comma - line) - 1 : 0;
    if (!t->side) {
        t->side = square_side(pixels);
        t->dim = t->side * t->side;
    }
    if (!pixels || pixels != (size_t)t->dim)
        return error_set(e, -1,
                         "line %zu: %zu pixels after the comma; expected a square, as in the first line",
                         number, pixels);
    if (comma != line + 1 || *line < '0' || *line > '9')
        return error_set(e, -1, "line %zu: expected a label from 0 to 9 and a comma", number);
    t->label = realloc(t->label, (t->n + 1) * sizeof *t->label);
    t->label[t->n] = *line - '0';
    t->point = realloc(t->point, (t->n + 1) * (size_t)t->dim * sizeof *t->point);
    for (int i = 0; i < t->dim; i++) {
        int value = pixel_value(comma[1 + i]);
        if (value < 0)
            return error_set(e, -1, "line %zu, pixel %d: '%c' is none of 0 to 9 and a to g", number, i + 1,
                             comma[1 + i]);
        t->point[t->n * (size_t)t->dim + (size_t)i] = value / (DARKEST / 2.0) - 1;
    }
    t->n++;
    return true;
}

target *target_of_images(const char *text, error *e)
{
    static const char header[] = "label,pixels";
    target *t = calloc(1, sizeof *t);
    bool well = strncmp(text, header, strlen(header)) == 0
                || error_set(e, -1, "line 1: expected the header %s", header);
    size_t number = 1;
    for (const char *line = text + strcspn(text, "\n"); well && *line; number++) {
        line++;
        size_t length = strcspn(line, "\r\n");
        well = length == 0 || read_image(t, line, length, number + 1, e);
        line += strcspn(line, "\n");
    }
    if (well && !t->n)
        well = error_set(e, -1, "no image in the file");
    return well ? t : (target_free(t), NULL);
}

/* ---- Blobs ---- */

const double blob_centre[2] = {5, 11}, blob_width[2] = {1.5, 2.5};

target *target_of_blobs(void)
{
    target *t = calloc(1, sizeof *t);
    t->side = BLOB_SIDE;
    t->dim = t->side * t->side;
    return t;
}

static double uniform(random_stream *r, const double range[2])
{
    return range[0] + (range[1] - range[0]) * random_uniform(r);
}

static void draw_blob(random_stream *r, int side, double *out)
{
    double x = uniform(r, blob_centre), y = uniform(r, blob_centre), s = uniform(r, blob_width);
    double across[MOST_SIDE], down[MOST_SIDE];
    for (int k = 0; k < side; k++) {
        across[k] = exp(-pow((k + 0.5 - x) / s, 2) / 2);
        down[k] = exp(-pow((k + 0.5 - y) / s, 2) / 2);
    }
    for (int i = 0; i < side; i++)
        for (int j = 0; j < side; j++)
            out[i * side + j] = 2 * down[i] * across[j] - 1;
}

/* ---- Draws ---- */

void target_draw(const target *t, random_stream *r, size_t n, double *out)
{
    size_t dim = (size_t)t->dim;
    for (size_t i = 0; i < n; i++) {
        double *row = out + i * dim;
        if (t->n)
            memcpy(row, t->point + random_below(r, t->n) * dim, dim * sizeof *row);
        else if (t->side)
            draw_blob(r, t->side, row);
        else if (dim == 1)
            *row = law_draw(t->of, r);
        else
            law_draw2(t->of, r, row);
    }
}

bool target_has_density(const target *t)
{
    if (!t->of)
        return false;
    bool dense = true;
    for (int k = 0; k < t->of->n && dense; k++) {
        const component *c = &t->of->c[k];
        dense = c->family->kind == FAMILY_CONTINUOUS
                || (c->family->kind == FAMILY_PLANAR && component_dimension2(c) == 2);
    }
    return dense;
}

void target_free(target *t)
{
    if (!t)
        return;
    law_free(t->of);
    free(t->point);
    free(t->label);
    free(t->mode);
    free(t);
}
