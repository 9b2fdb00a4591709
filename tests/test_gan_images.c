/* Layers as texts, and checks of images on images whose answers are known. */
#include "gan/architecture.h"
#include "gan/image_check.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

Test(gan_images, layers_are_read)
{
    layer l[MOST_LAYERS];
    error e = {.message = ""};
    cr_assert_eq(architecture_read(
                     "x", "dense 64x2x3, norm relu, transposed 32 k4 s2 p1, conv 1 k3 tanh,7 leaky", l, &e),
                 5u, "%s", e.message);
    cr_expect(l[0].kind == DENSE && l[0].out.channels == 64 && l[0].out.height == 2 && l[0].out.width == 3);
    cr_expect(l[0].activation == LINEAR);
    cr_expect(l[1].kind == BATCH_NORM && l[1].activation == RELU);
    cr_expect(l[2].kind == TRANSPOSED_CONV && l[2].out.channels == 32);
    cr_expect(l[2].window.kernel == 4 && l[2].window.stride == 2 && l[2].window.padding == 1);
    cr_expect(l[3].kind == CONV && l[3].window.kernel == 3 && l[3].window.stride == 1
              && l[3].activation == TANH);
    cr_expect(l[4].kind == DENSE && l[4].out.channels == 7 && l[4].activation == LEAKY_RELU);
}

Test(gan_images, malformed_layers_are_refused)
{
    static const char *const bad[] = {
        "",         ",",           "64,",      "relu",    "64 rel", "64 relu relu",
        "conv 4",   "conv k4",     "64x",      "64x2x2x", "-3",     "0",
        "99999999", "conv 4 k4 s", "conv 4 k", "norm 4",  "1.5",    "conv 4x4 k2"};
    layer l[MOST_LAYERS];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        error e = {.message = ""};
        cr_expect(!architecture_read("generator", bad[i], l, &e) && strncmp(e.message, "generator", 9) == 0,
                  "'%s': %s", bad[i], e.message);
    }
    char many[400] = "1";
    for (int i = 0; i < MOST_LAYERS; i++)
        strcat(many, ", 1");
    cr_expect_eq(architecture_read("generator", many, l, NULL), 0u);
}

static target *digits(void)
{
    char path[600];
    error e = {.message = ""};
    snprintf(path, sizeof path, "%s/data/digits.csv", getenv("GANPROOF_SOURCE"));
    FILE *from = fopen(path, "r");
    cr_assert(from, "%s", path);
    char *text = calloc(1, 1 << 18);
    cr_assert_gt(fread(text, 1, (1 << 18) - 1, from), 0u);
    fclose(from);
    target *t = target_of_images(text, &e);
    cr_assert(t, "%s", e.message);
    free(text);
    return t;
}

Test(gan_images, copies_of_the_data_are_found)
{
    target *t = digits();
    cr_expect_eq(t->n, 1797u);
    random_stream *r = random_open(1, 1);
    image_check c;
    double *images = malloc(300 * 64 * sizeof *images);
    for (size_t i = 0; i < 300; i++) /* the file goes from writer to writer */
        memcpy(images + i * 64, t->point + 5 * i * 64, 64 * sizeof *images);
    image_check_find(t, 300, images, r, &c);
    cr_expect_eq(c.copies, 1.0);
    cr_expect_eq(c.nearest, 0.0);
    cr_expect_eq(c.kinds, 10u);
    cr_expect_lt(c.frechet, 1.5 * c.frechet_data, "300 images of the data: %g, halves of it: %g", c.frechet,
                 c.frechet_data);
    cr_expect_float_eq(c.nearest_data, 2.01556, 1e-5);
    for (size_t i = 0; i < 300 * 64; i++)
        images[i] = 2 * random_uniform(r) - 1;
    image_check_find(t, 300, images, r, &c);
    cr_expect_eq(c.copies, 0.0, "noise copies nothing");
    cr_expect_gt(c.nearest, 2 * c.nearest_data);
    cr_expect_gt(c.frechet, 5 * c.frechet_data);
    for (size_t i = 0; i < 300; i++) /* one image, moved a little: a single kind, none of it a copy */
        for (size_t k = 0; k < 64; k++)
            images[i * 64 + k] = t->point[k] + 0.2 * random_normal(r);
    image_check_find(t, 300, images, r, &c);
    cr_expect_eq(c.kinds, 1u);
    cr_expect_eq(c.copies, 0.0, "%g", c.copies);
    free(images);
    random_close(r);
    target_free(t);
}

Test(gan_images, blobs_are_recognised_and_their_law_found)
{
    enum { IMAGES = 1000 };
    target *t = target_of_blobs();
    double *images = malloc(IMAGES * (size_t)t->dim * sizeof *images);
    random_stream *r = random_open(1, 1);
    image_check c;
    target_draw(t, r, IMAGES, images);
    image_check_find(t, IMAGES, images, r, &c);
    cr_expect_eq(c.quality, 1.0);
    /* Means and sds of 1000 draws of uniform laws, within five standard errors: sd/sqrt(1000), sd sqrt(1/5)/sqrt(1000). */
    static const double mean[] = {8, 8, 2}, sd[] = {1.7320508, 1.7320508, 0.2886751};
    for (int a = 0; a < 3; a++) {
        cr_expect_float_eq(c.place[a][0], mean[a], 0.16 * sd[a], "%g", c.place[a][0]);
        cr_expect_float_eq(c.place[a][1], sd[a], 0.08 * sd[a], "%g", c.place[a][1]);
    }
    for (size_t i = 0; i < IMAGES * (size_t)t->dim; i++)
        images[i] = 2 * random_uniform(r) - 1;
    image_check_find(t, IMAGES, images, r, &c);
    cr_expect_eq(c.quality, 0.0, "noise is no blob");
    free(images);
    random_close(r);
    target_free(t);
}
