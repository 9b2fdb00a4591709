/*
 * Are generated images like the data, all kinds of it, and not copies of it?
 */
#ifndef GAN_IMAGE_CHECK_H
#define GAN_IMAGE_CHECK_H

#include "gan/target.h"

typedef struct image_check {
    double frechet,
        frechet_data; /* W2 of the normal fits: generated against data; half of the data against the other half */
    /* Medians of the distance to the nearest image of the data: of generated ones, and of the data's among the others. */
    double nearest, nearest_data;
    double
        copies; /* share of generated images nearer to the data than any two images of the data are to each other */
    size_t kinds;   /* labels that are nearest to at least 1/10 of their fair share of generated images */
    double quality; /* blobs: the share whose nearest blob of the law is within rms 0.1 a pixel */
    double place
        [3]
        [2]; /* blobs: means and sds of x, y and s over those; of the law: 8, sqrt(3); 8, sqrt(3); 2, 1/sqrt(12) */
} image_check;

/* n generated images. Numbers that do not apply are NaN: labels and copies of blobs, the last two of files. */
void image_check_find(const target *t, size_t n, const double *images, random_stream *r, image_check *out);

#endif
