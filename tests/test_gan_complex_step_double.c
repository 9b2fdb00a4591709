/* The complex step once more against double precision. */
#define GAN_DOUBLE
#include "test_gan_complex_step.c"
