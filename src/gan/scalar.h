/*
 * The precision of the networks. One source is compiled twice: in single precision, for training, and in double precision, for
 * checking (double.c includes the sources again). A unit that defines GAN_DOUBLE before its first include works in double; a
 * name declared through GAN_NAME has a form for each.
 *
 * Arrays of points are stored row by row, a row holding one coordinate of all points of a batch: x[c * batch + i] is coordinate
 * c of point i. Images are coordinates in the order channel, row, column.
 */
#ifndef GAN_SCALAR_H
#define GAN_SCALAR_H

#ifdef GAN_DOUBLE
typedef double scalar;
#define GAN_NAME(name) name##_double
#else
typedef float scalar;
#define GAN_NAME(name) name##_single
#endif

#endif
