/*
 * What a generator shall learn: a law of the grammar, points, or images with a known law. Draws are rows of `dim` doubles.
 */
#ifndef GAN_TARGET_H
#define GAN_TARGET_H

#include "distributions/distribution.h"

/* A normal component of a law: where a generator may drop a mode. On the line only centre[0] and sd[0] are used. */
typedef struct target_mode {
    double weight, centre[2], sd[2], rho;
} target_mode;

typedef struct target {
    int dim;
    law *of;       /* NULL for images */
    size_t n;      /* points: the data, each as likely as any other; 0 if they are drawn */
    double *point; /* n x dim */
    int *label;    /* n labels from 0 to 9 of images; NULL: there are none */
    int side;      /* images: dim = side^2, row by row from the top; 0 for laws on the line and the plane */
    size_t modes;  /* 0 unless every component of the law is normal */
    target_mode *mode;
} target;

/*
 * A law by its specification, on the line or the plane. Standardised: points of a file moved and scaled, column by column, to
 * mean 0 and variance 1. NULL and an error if the law is malformed, has infinite draws, or is not made of points but shall be
 * standardised.
 */
target *target_of_law(const char *specification, bool standardised, error *e);

/* Lines `label,pixels`: a digit, and side^2 characters 0-9 and a-g for 0 to 16; pixels become v/8 - 1, in [-1, 1]. */
target *target_of_images(const char *text, error *e);

/*
 * Synthetic images of 16x16 pixels: at the centre (u, v) of a pixel, 2 exp(-((u-x)^2 + (v-y)^2)/(2 s^2)) - 1 with x, y uniform on
 * [5, 11] and s on [1.5, 2.5], independent; pixels are 1 apart, the first has its centre at 1/2.
 */
target *target_of_blobs(void);
enum { BLOB_SIDE = 16 };
extern const double blob_centre[2], blob_width[2];

void target_free(target *t);

/* n independent draws. */
void target_draw(const target *t, random_stream *r, size_t n, double *out);

/* Has the law a density, so that D* is known where the generator's is? */
bool target_has_density(const target *t);

#endif
