/* Frechet distances of normal laws and of samples. See frechet.h. */
#include "transport/frechet.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_eigen.h>
#include <math.h>
#include <stdlib.h>

/* A^1/2 = V diag(sqrt l) V^T; eigenvalues that rounding has made negative are 0. */
static gsl_matrix *root_of(int dim, const double *A)
{
    size_t d = (size_t)dim;
    gsl_matrix *copy = gsl_matrix_alloc(d, d), *V = gsl_matrix_alloc(d, d), *out = gsl_matrix_alloc(d, d);
    gsl_vector *l = gsl_vector_alloc(d);
    gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(d);
    gsl_matrix_const_view view = gsl_matrix_const_view_array(A, d, d);
    gsl_matrix_memcpy(copy, &view.matrix);
    gsl_eigen_symmv(copy, l, V, work);
    for (size_t k = 0; k < d; k++) {
        gsl_vector_view column = gsl_matrix_column(V, k);
        gsl_vector_scale(&column.vector, sqrt(sqrt(fmax(gsl_vector_get(l, k), 0))));
    }
    gsl_blas_dgemm(CblasNoTrans, CblasTrans, 1, V, V, 0, out);
    gsl_eigen_symmv_free(work);
    gsl_vector_free(l);
    gsl_matrix_free(V);
    gsl_matrix_free(copy);
    return out;
}

/* tr (R B R)^1/2, R symmetric. */
static double trace_of_root(const gsl_matrix *R, const gsl_matrix *B)
{
    size_t d = R->size1;
    gsl_matrix *half = gsl_matrix_alloc(d, d), *whole = gsl_matrix_alloc(d, d);
    gsl_vector *l = gsl_vector_alloc(d);
    gsl_eigen_symm_workspace *work = gsl_eigen_symm_alloc(d);
    gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1, R, B, 0, half);
    gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1, half, R, 0, whole);
    gsl_eigen_symm(whole, l, work);
    double sum = 0;
    for (size_t k = 0; k < d; k++)
        sum += sqrt(fmax(gsl_vector_get(l, k), 0));
    gsl_eigen_symm_free(work);
    gsl_vector_free(l);
    gsl_matrix_free(whole);
    gsl_matrix_free(half);
    return sum;
}

double frechet_squared(int dim, const double *mean_a, const double *covariance_a, const double *mean_b,
                       const double *covariance_b)
{
    size_t d = (size_t)dim;
    gsl_matrix *R = root_of(dim, covariance_a);
    gsl_matrix_const_view B = gsl_matrix_const_view_array(covariance_b, d, d);
    double sum = -2 * trace_of_root(R, &B.matrix);
    gsl_matrix_free(R);
    for (size_t k = 0; k < d; k++) {
        double gap = mean_a[k] - mean_b[k];
        sum += gap * gap + covariance_a[k * d + k] + covariance_b[k * d + k];
    }
    return fmax(sum, 0);
}

void sample_moments(const points *p, double *mean, double *covariance)
{
    size_t d = (size_t)p->dim;
    double *share = points_shares(p), *gap = malloc(d * sizeof *gap);
    double divisor = p->weight ? 1 : 1 - 1 / (double)p->n;
    for (size_t k = 0; k < d; k++)
        mean[k] = 0;
    for (size_t k = 0; k < d * d; k++)
        covariance[k] = 0;
    for (size_t i = 0; i < p->n; i++)
        for (size_t k = 0; k < d; k++)
            mean[k] += share[i] * p->x[i * d + k];
    for (size_t i = 0; i < p->n; i++) {
        for (size_t k = 0; k < d; k++)
            gap[k] = p->x[i * d + k] - mean[k];
        for (size_t k = 0; k < d; k++)
            for (size_t l = 0; l < d; l++)
                covariance[k * d + l] += share[i] / divisor * gap[k] * gap[l];
    }
    free(gap);
    free(share);
}

double frechet_of_samples(const points *a, const points *b)
{
    size_t d = (size_t)a->dim;
    double *moments = malloc(2 * (d + d * d) * sizeof *moments), *A = moments + 2 * d, *B = A + d * d;
    sample_moments(a, moments, A);
    sample_moments(b, moments + d, B);
    double squared = frechet_squared(a->dim, moments, A, moments + d, B);
    free(moments);
    return squared;
}
