/* Checks of generated images: see image_check.h. */
#include "gan/image_check.h"

#include "transport/frechet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Neighbours ---- */

static double squared_distance(size_t dim, const double *a, const double *b)
{
    double sum = 0;
    for (size_t k = 0; k < dim; k++)
        sum += (a[k] - b[k]) * (a[k] - b[k]);
    return sum;
}

/* The image of the data nearest to x, without number `but`; its distance. */
static double nearest(const target *t, const double *x, size_t but, size_t *which)
{
    double least = INFINITY;
    for (size_t i = 0; i < t->n; i++) {
        double d = i == but ? INFINITY : squared_distance((size_t)t->dim, x, t->point + i * (size_t)t->dim);
        if (d < least) {
            least = d;
            *which = i;
        }
    }
    return sqrt(least);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void check_neighbours(const target *t, size_t n, const double *images, image_check *out)
{
    double *among = malloc(t->n * sizeof *among), *made = malloc(n * sizeof *made);
    size_t which = 0, hits[10] = {0}, of_data[10] = {0}, copies = 0;
    for (size_t i = 0; i < t->n; i++) {
        among[i] = nearest(t, t->point + i * (size_t)t->dim, i, &which);
        of_data[t->label[i]]++;
    }
    qsort(among, t->n, sizeof *among, by_value);
    for (size_t i = 0; i < n; i++) {
        made[i] = nearest(t, images + i * (size_t)t->dim, t->n, &which);
        hits[t->label[which]]++;
        copies += made[i] < among[0];
    }
    qsort(made, n, sizeof *made, by_value);
    out->nearest = made[n / 2];
    out->nearest_data = among[t->n / 2];
    out->copies = (double)copies / (double)n;
    out->kinds = 0;
    for (int k = 0; k < 10; k++)
        out->kinds += of_data[k] && (double)hits[k] >= 0.1 * (double)of_data[k] * (double)n / (double)t->n;
    free(among);
    free(made);
}

/* ---- Blobs ---- */

/* 2 exp(-|u - c|^2/(2 s^2)) - 1 at all pixels, and its derivatives by c_x, c_y and s; the residual's sum of squares. */
static double blob_equations(const double *image, const double at[3], double normal[3][3], double right[3])
{
    double sum = 0;
    memset(normal, 0, 9 * sizeof **normal);
    memset(right, 0, 3 * sizeof *right);
    for (int i = 0; i < BLOB_SIDE; i++)
        for (int j = 0; j < BLOB_SIDE; j++) {
            double x = j + 0.5 - at[0], y = i + 0.5 - at[1], s2 = at[2] * at[2];
            double e = 2 * exp(-(x * x + y * y) / (2 * s2)), rest = image[i * BLOB_SIDE + j] - (e - 1);
            double slope[3] = {e * x / s2, e * y / s2, e * (x * x + y * y) / (s2 * at[2])};
            sum += rest * rest;
            for (int a = 0; a < 3; a++) {
                right[a] += slope[a] * rest;
                for (int b = 0; b < 3; b++)
                    normal[a][b] += slope[a] * slope[b];
            }
        }
    return sum;
}

/* Gaussian elimination of a positive definite system of three equations. */
static void solve(double m[3][3], double x[3])
{
    for (int k = 0; k < 3; k++)
        for (int i = k + 1; i < 3; i++) {
            double factor = m[i][k] / m[k][k];
            for (int j = k; j < 3; j++)
                m[i][j] -= factor * m[k][j];
            x[i] -= factor * x[k];
        }
    for (int k = 2; k >= 0; k--) {
        for (int j = k + 1; j < 3; j++)
            x[k] -= m[k][j] * x[j];
        x[k] /= m[k][k];
    }
}

/* The nearest blob by Gauss and Newton's method from the centre of mass; the rms residual of a pixel, NaN if it is none. */
static double fit_blob(const double *image, double at[3])
{
    double mass = 0, x = 0, y = 0, normal[3][3], step[3], residual = NAN;
    for (int i = 0; i < BLOB_SIDE; i++)
        for (int j = 0; j < BLOB_SIDE; j++) {
            double w = fmax(image[i * BLOB_SIDE + j] + 1, 0);
            mass += w;
            x += w * (j + 0.5);
            y += w * (i + 0.5);
        }
    at[0] = x / mass, at[1] = y / mass, at[2] = 2;
    for (int round = 0; round < 10; round++) {
        residual = blob_equations(image, at, normal, step);
        solve(normal, step);
        for (int a = 0; a < 3; a++)
            at[a] += fmin(fmax(step[a], -1), 1);
        at[2] = fmin(fmax(at[2], 0.5), 8);
    }
    return sqrt(residual / (BLOB_SIDE * BLOB_SIDE));
}

static void check_blobs(size_t n, const double *images, image_check *out)
{
    double sum[3] = {0}, squares[3] = {0}, at[3];
    size_t good = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(fit_blob(images + i * BLOB_SIDE * BLOB_SIDE, at) < 0.1))
            continue;
        good++;
        for (int a = 0; a < 3; a++) {
            sum[a] += at[a];
            squares[a] += at[a] * at[a];
        }
    }
    out->quality = (double)good / (double)n;
    for (int a = 0; a < 3; a++) {
        out->place[a][0] = sum[a] / (double)good;
        out->place[a][1] = sqrt(fmax(squares[a] / (double)good - out->place[a][0] * out->place[a][0], 0));
    }
}

/* W2 between the normal laws with the moments of two clouds. */
static double normal_w2(size_t dim, size_t n, const double *a, size_t m, const double *b)
{
    return sqrt(frechet_of_samples(&(points){n, (int)dim, a, NULL}, &(points){m, (int)dim, b, NULL}));
}

/* ---- All ---- */

void image_check_find(const target *t, size_t n, const double *images, random_stream *r, image_check *out)
{
    size_t dim = (size_t)t->dim, half = t->n ? t->n / 2 : n;
    double *data = malloc(2 * half * dim * sizeof *data);
    *out = (image_check){.nearest = NAN, .nearest_data = NAN, .copies = NAN, .quality = NAN};
    if (t->n)
        memcpy(data, t->point, 2 * half * dim * sizeof *data);
    else
        target_draw(t, r, 2 * half, data);
    /* A tile of points of odd and of even number: the order of the file, writer by writer, must not matter. */
    double *odd = malloc(half * dim * sizeof *odd), *even = malloc(half * dim * sizeof *even);
    for (size_t i = 0; i < half; i++) {
        memcpy(even + i * dim, data + 2 * i * dim, dim * sizeof *even);
        memcpy(odd + i * dim, data + (2 * i + 1) * dim, dim * sizeof *odd);
    }
    out->frechet = normal_w2(dim, n, images, 2 * half, data);
    out->frechet_data = normal_w2(dim, half, odd, half, even);
    if (t->label)
        check_neighbours(t, n, images, out);
    else
        check_blobs(n, images, out);
    free(data);
    free(odd);
    free(even);
}
