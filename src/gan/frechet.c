/* W2 between fitted normal laws: see frechet.h. */
#include "gan/frechet.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_eigen.h>
#include <math.h>

static void moments(size_t dim, size_t n, const double *x, gsl_vector *mean, gsl_matrix *covariance)
{
    gsl_matrix_const_view points = gsl_matrix_const_view_array(x, n, dim);
    gsl_matrix *centred = gsl_matrix_alloc(n, dim);
    gsl_matrix_memcpy(centred, &points.matrix);
    for (size_t k = 0; k < dim; k++) {
        gsl_vector_view column = gsl_matrix_column(centred, k);
        double sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += gsl_vector_get(&column.vector, i);
        gsl_vector_set(mean, k, sum / (double)n);
        gsl_vector_add_constant(&column.vector, -sum / (double)n);
    }
    gsl_blas_dgemm(CblasTrans, CblasNoTrans, 1 / (double)n, centred, centred, 0, covariance);
    gsl_matrix_free(centred);
}

/* The square root of a positive semidefinite matrix in its place; its trace. Eigenvalues below 0 are rounding. */
static double root(gsl_matrix *a)
{
    size_t dim = a->size1;
    gsl_eigen_symmv_workspace *room = gsl_eigen_symmv_alloc(dim);
    gsl_matrix *vectors = gsl_matrix_alloc(dim, dim), *scaled = gsl_matrix_alloc(dim, dim);
    gsl_vector *values = gsl_vector_alloc(dim);
    double trace = NAN;
    if (!gsl_eigen_symmv(a, values, vectors, room)) {
        trace = 0;
        gsl_matrix_memcpy(scaled, vectors);
        for (size_t k = 0; k < dim; k++) {
            double value = sqrt(fmax(gsl_vector_get(values, k), 0));
            gsl_vector_view column = gsl_matrix_column(scaled, k);
            gsl_vector_scale(&column.vector, value);
            trace += value;
        }
        gsl_blas_dgemm(CblasNoTrans, CblasTrans, 1, scaled, vectors, 0, a);
    }
    gsl_eigen_symmv_free(room);
    gsl_matrix_free(vectors);
    gsl_matrix_free(scaled);
    gsl_vector_free(values);
    return trace;
}

static double trace(const gsl_matrix *a)
{
    double sum = 0;
    for (size_t k = 0; k < a->size1; k++)
        sum += gsl_matrix_get(a, k, k);
    return sum;
}

/* tr (S_a^(1/2) S_b S_a^(1/2))^(1/2); both matrices are overwritten. */
static double fidelity(gsl_matrix *a, gsl_matrix *b)
{
    gsl_matrix *product = gsl_matrix_alloc(a->size1, a->size1);
    root(a);
    gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1, b, a, 0, product);
    gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1, a, product, 0, b);
    gsl_matrix_free(product);
    return root(b);
}

double frechet_distance(size_t dim, size_t n, const double *a, size_t m, const double *b)
{
    gsl_vector *mean[2] = {gsl_vector_alloc(dim), gsl_vector_alloc(dim)};
    gsl_matrix *covariance[2] = {gsl_matrix_alloc(dim, dim), gsl_matrix_alloc(dim, dim)};
    moments(dim, n, a, mean[0], covariance[0]);
    moments(dim, m, b, mean[1], covariance[1]);
    gsl_vector_sub(mean[0], mean[1]);
    double apart = gsl_blas_dnrm2(mean[0]),
           squared = apart * apart + trace(covariance[0]) + trace(covariance[1]);
    squared -= 2 * fidelity(covariance[0], covariance[1]);
    for (int k = 0; k < 2; k++) {
        gsl_vector_free(mean[k]);
        gsl_matrix_free(covariance[k]);
    }
    return sqrt(fmax(squared, 0));
}
