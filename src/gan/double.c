/* The networks in double precision, for checking: the same sources once more (scalar.h). */
#define GAN_DOUBLE
#include "gan/activation.c"
#include "gan/batch_norm.c"
#include "gan/kernels.c"
#include "gan/linear.c"
#include "gan/network.c"
#include "gan/optimiser.c"
#include "gan/pass.c"
#include "gan/penalty.c"
#include "gan/trainer.c"
