/* The products once more in double precision. */
#define GAN_DOUBLE
#include "test_gan_kernels.c"
