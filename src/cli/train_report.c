/* What is told of a GAN run at its end: every figure of the last measurement, and of images what a person would look for. */
#include "cli/train.h"
#include "gan/image_check.h"
#include "theorem/json.h"

#include <math.h>
#include <stdlib.h>

static void print_images(const training *t)
{
    enum { IMAGES = 1000 };
    const target *of = training_target(t);
    image_check c;
    double *images = malloc(IMAGES * (size_t)of->dim * sizeof *images);
    random_stream *r = random_open(training_seed(t), UINT64_MAX);
    training_generate(t, UINT64_MAX - 1, IMAGES, images, NULL);
    image_check_find(of, IMAGES, images, r, &c);
    printf("frechet       %-12.6g W2 between normal fits of pixels; two halves of the data: %.6g\n",
           c.frechet, c.frechet_data);
    if (of->label) {
        printf(
            "nearest       %-12.6g median distance to the nearest image of the data; among the data: %.6g\n",
            c.nearest, c.nearest_data);
        printf(
            "copies        %-12.6g share nearer to an image of the data than any two of these are to each other\n",
            c.copies);
        printf("kinds         %-12zu labels of nearest images with at least a tenth of their share, of 10\n",
               c.kinds);
    } else {
        printf("blobs         %-12.6g share of images within rms 0.1 a pixel of a blob of the law's form\n",
               c.quality);
        printf("centre        %.3f ± %.3f, %.3f ± %.3f; of the law 8 ± 1.732\n", c.place[0][0], c.place[0][1],
               c.place[1][0], c.place[1][1]);
        printf("width         %.3f ± %.3f; of the law 2 ± 0.289\n", c.place[2][0], c.place[2][1]);
    }
    random_close(r);
    free(images);
}

void train_report_text(const training *t, const measurement *m, double seconds)
{
    char wrong[64];
    printf("%s, seed %llu: step %ld, %.3g s\n", training_preset(t), (unsigned long long)training_seed(t),
           training_step(t), seconds);
    for (size_t i = 1; i < measurement_count; i++)
        if (!isnan(measurement_value(m, i)))
            printf("%-13s %-12.6g %s\n", measurement_name(i), measurement_value(m, i),
                   measurement_meaning(i));
    measurement_diagnosis(m->wrong, wrong);
    printf("%-13s %s\n", "diagnosis", *wrong ? wrong : "nothing wrong");
    if (training_target(t)->side)
        print_images(t);
}

void train_report_json(const training *t, const measurement *m, double seconds)
{
    char wrong[64];
    json j;
    json_open(&j, stdout);
    json_object(&j, NULL);
    json_text(&j, "preset", training_preset(t));
    json_count(&j, "seed", (long)training_seed(t));
    for (size_t i = 0; i < measurement_count; i++)
        json_number(&j, measurement_name(i), measurement_value(m, i));
    measurement_diagnosis(m->wrong, wrong);
    json_text(&j, "diagnosis", *wrong ? wrong : NULL);
    json_seconds(&j, "seconds", seconds);
    json_end(&j);
    json_finish(&j);
}
