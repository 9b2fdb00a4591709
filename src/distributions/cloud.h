/*
 * Clouds of weighted points, and on the line the laws that they are: what finite(...) and samples(...) share.
 *     P(X <= x) = sum of the weights w_i with x_i <= x;      E max(x - X, 0) = sum w_i max(x - x_i, 0)
 */
#ifndef DISTRIBUTIONS_CLOUD_H
#define DISTRIBUTIONS_CLOUD_H

#include "distributions/distribution.h"

/*
 * A cloud of n points of dimension dim with room for coordinates and, if asked for, weights, to be written
 * through the fields of `room` before cloud_close. Free with cloud_free.
 */
typedef struct cloud_room {
    int dim;
    size_t n;
    real *x, *weight; /* weight: NULL for 1/n each */
    double *x_double;
} cloud_room;
cloud_room cloud_open(int dim, size_t n, bool weighted);
const cloud *cloud_close(cloud_room room);
void cloud_free(const cloud *data);

/*
 * Reads a file of numbers into a pool (see samples_file.c); NULL and an error `file:line:column: ...` if it
 * cannot.
 */
const cloud *cloud_read(real_pool *pool, const char *path, error *e);

/*
 * The same with weights as they are written, neither checked nor normalised: a third column, if there is one; or `last`: the last of
 * two or three columns.
 */
const cloud *cloud_read_weighted(real_pool *pool, const char *path, bool last, error *e);

/* Such a file as doubles, a point a row, any number of columns (a single row of three or more is one column). Free *x. */
bool columns_read(const char *path, size_t *rows, int *columns, double **x, error *e);

/* Functions of a family whose law is its component's cloud. */
size_t cloud_atoms(const component *c);
void cloud_atom(real_pool *pool, const component *c, size_t i, real *x, real *weight);
ball cloud_cdf(scope *s, const component *c, ball x);
ball cloud_sf(scope *s, const component *c, ball x);
ball cloud_lower_excess(scope *s, const component *c, ball x);
ball cloud_upper_excess(scope *s, const component *c, ball x);
ball cloud_mean(scope *s, const component *c);
ball cloud_variance(scope *s, const component *c);

/* Double precision; the parameters of such a family are its cloud, not numbers. */
double cloud_cdf_double(const cloud *data, double x);
double cloud_sf_double(const cloud *data, double x);
double cloud_quantile_double(const cloud *data, double u);
double cloud_draw(const cloud *data, random_stream *r);

#endif
