/*
 * Training steps a second, one thread, single precision, Adam, one discriminator and one generator step, each on a fresh batch and
 * fresh noise, of two games:
 *     ring    eight normal laws on a circle: G 2-H-H-2 with ReLU, D 2-H-H-1 with LeakyReLU, batches of 256
 *     dcgan   images of 8 x 8: G a dense layer to 2H x 2 x 2, transposed convolutions to H x 4 x 4 and 1 x 8 x 8, tanh; D convolutions to
 *             H x 4 x 4 and 2H x 2 x 2, LeakyReLU; batch normalisation where DCGAN has it; batches of 64
 * Beside them the same games by PyTorch (tests/torch_gan_peer.py; PYTHON names a python3), in turns with ours; CPU time, medians of
 * nine, and the ratio of the fastest, which a busy machine distorts less. For the ring, the share of the processor's peak rate, measured
 * by a loop of nothing but multiply-adds, and products of its size, by us and by OpenBLAS, if the system has it.
 * Usage: bench_gan [GANPROOF [SECONDS]]     Nothing is asserted.
 */
#include "median.h"
#include "number/scope.h"
#include "gan/trainer.h"

#include <dlfcn.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { BATCH = 256, MODES = 8, IMAGES = 1797, PIXELS = 64, NOISE = 16, ROUNDS = 9 };

/* ---- Ours ---- */

typedef struct game {
    const char *name;
    int width;
    double asked;
    int batch, noise;
    network *g, *d;
    trainer *t;
    random_stream *r;
    float x[2 * BATCH * PIXELS], z[NOISE * BATCH];
} game;

static void build_ring(game *a)
{
    const layer makes[] = {DENSE_LAYER(a->width, RELU), DENSE_LAYER(a->width, RELU), DENSE_LAYER(2, LINEAR)};
    const layer judges[] = {DENSE_LAYER(a->width, LEAKY_RELU), DENSE_LAYER(a->width, LEAKY_RELU),
                            DENSE_LAYER(1, LINEAR)};
    a->batch = BATCH;
    a->noise = 2;
    a->g = network_open((shape){2, 1, 1}, 3, makes, NULL);
    a->d = network_open((shape){2, 1, 1}, 3, judges, NULL);
}

static void build_dcgan(game *a)
{
    int H = a->width;
    const layer makes[] = {DENSE_IMAGE(2 * H, 2, 2, LINEAR), BATCH_NORM_LAYER(RELU),
                           TRANSPOSED_CONV_LAYER(H, 4, 2, 1, LINEAR), BATCH_NORM_LAYER(RELU),
                           TRANSPOSED_CONV_LAYER(1, 4, 2, 1, TANH)};
    const layer judges[] = {CONV_LAYER(H, 4, 2, 1, LEAKY_RELU), CONV_LAYER(2 * H, 4, 2, 1, LINEAR),
                            BATCH_NORM_LAYER(LEAKY_RELU), DENSE_LAYER(1, LINEAR)};
    a->batch = BATCH / 4;
    a->noise = NOISE;
    a->g = network_open((shape){NOISE, 1, 1}, 5, makes, NULL);
    a->d = network_open((shape){1, 8, 8}, 4, judges, NULL);
}

static bool is_ring(const game *a) { return !strcmp(a->name, "ring"); }

static void open_game(game *a)
{
    (is_ring(a) ? build_ring : build_dcgan)(a);
    a->r = random_open(1, 0);
    trainer_plan plan = {.generator = a->g,
                         .discriminator = a->d,
                         .batch = a->batch,
                         .optimiser = {optimiser_usual(ADAM, 1e-3), optimiser_usual(ADAM, 1e-3)}};
    objective_named("non-saturating", &plan.objective, NULL);
    a->t = trainer_open(&plan, NULL);
    network_initialise(a->g, trainer_theta(a->t, GENERATOR), 0, a->r);
    network_initialise(a->d, trainer_theta(a->t, DISCRIMINATOR), 0, a->r);
}

static void close_game(game *a)
{
    trainer_close(a->t);
    network_close(a->g);
    network_close(a->d);
    random_close(a->r);
}

static void draw_ring(game *a)
{
    static double centre[MODES][2];
    for (int k = 0; k < MODES && !centre[MODES - 1][0]; k++)
        for (int c = 0; c < 2; c++)
            centre[k][c] = 2 * sin(2 * M_PI * k / MODES + (c ? 0 : M_PI / 2));
    for (int i = 0; i < BATCH; i++) {
        const double *mode = centre[random_below(a->r, MODES)];
        for (int c = 0; c < 2; c++)
            a->x[c * BATCH + i] = (float)(mode[c] + 0.02 * random_normal(a->r));
    }
}

/* Images drawn from a heap of noise: what they show does not change the work. */
static void draw_images(game *a)
{
    static float images[IMAGES][PIXELS];
    for (int i = 0; i < IMAGES && !images[IMAGES - 1][0]; i++)
        for (int c = 0; c < PIXELS; c++)
            images[i][c] = (float)(2 * random_uniform(a->r) - 1);
    for (int i = 0; i < a->batch; i++) {
        const float *image = images[random_below(a->r, IMAGES)];
        for (int c = 0; c < PIXELS; c++)
            a->x[c * a->batch + i] = image[c];
    }
}

static void draw_noise(game *a)
{
    for (int i = 0; i < a->noise * a->batch; i++)
        a->z[i] = (float)random_normal(a->r);
}

static double our_seconds(game *a, int steps)
{
    double start = scope_work_of_all();
    for (int s = 0; s < steps; s++) {
        (is_ring(a) ? draw_ring : draw_images)(a);
        draw_noise(a);
        trainer_discriminator_step(a->t, a->x, a->z, NULL);
        draw_noise(a);
        trainer_generator_step(a->t, a->z);
    }
    return scope_work_of_all() - start;
}

/* ---- The peer: a process that answers ---- */

typedef struct peer {
    FILE *ask, *answer;
    pid_t process;
} peer;

static bool open_peer(peer *p)
{
    int to[2], from[2];
    const char *python = getenv("PYTHON") ? getenv("PYTHON") : "/usr/bin/python3",
               *root = getenv("GANPROOF_SOURCE");
    char script[4096];
    signal(SIGPIPE, SIG_IGN); /* a peer that is absent ends at once */
    snprintf(script, sizeof script, "%s/tests/torch_gan_peer.py", root ? root : ".");
    if (pipe(to) || pipe(from) || (p->process = fork()) < 0)
        return false;
    if (!p->process) {
        dup2(to[0], 0);
        dup2(from[1], 1);
        close(to[1]);
        close(from[0]);
        execlp(python, python, "-W", "ignore", script, (char *)NULL);
        _exit(127);
    }
    close(to[0]);
    close(from[1]);
    p->ask = fdopen(to[1], "w");
    p->answer = fdopen(from[0], "r");
    return true;
}

/* CPU seconds of so many steps of width H, or NAN. */
static double peer_seconds(peer *p, const char *name, int width, int steps)
{
    double seconds;
    if (fprintf(p->ask, "%s %d %d\n", name, width, steps) < 0 || fflush(p->ask)
        || fscanf(p->answer, "%lf", &seconds) != 1)
        return NAN;
    return seconds;
}

static void close_peer(peer *p)
{
    fclose(p->ask);
    fclose(p->answer);
    waitpid(p->process, NULL, 0);
}

/* ---- Peak rate, and OpenBLAS ---- */

/* Sixteen independent chains of multiply-adds, by vectors of BYTES: every result is used. */
#define PEAK(name, BYTES, ...)                                                                               \
    __VA_ARGS__ static double name(long rounds)                                                              \
    {                                                                                                        \
        typedef float wide __attribute__((vector_size(BYTES)));                                              \
        wide acc[16], a = {0}, b = {0};                                                                      \
        a += 0.999f, b += 0.001f;                                                                            \
        for (int i = 0; i < 16; i++)                                                                         \
            acc[i] = a * (float)i;                                                                           \
        double start = scope_work_of_all();                                                                  \
        for (long r = 0; r < rounds; r++) {                                                                  \
            _Pragma("GCC unroll 16") for (int i = 0; i < 16; i++) acc[i] = acc[i] * a + b;                   \
        }                                                                                                    \
        double seconds = scope_work_of_all() - start;                                                        \
        for (int i = 1; i < 16; i++)                                                                         \
            acc[0] += acc[i];                                                                                \
        volatile float used = acc[0][0];                                                                     \
        (void)used;                                                                                          \
        return 2e-9 * 16 * (BYTES / 4) * (double)rounds / seconds;                                           \
    }
PEAK(peak_16, 16, )
#ifdef __x86_64__
PEAK(peak_32, 32, __attribute__((target("avx2,fma"))))
PEAK(peak_64, 64, __attribute__((target("avx512f"))))
#endif

static double peak(void)
{
    double rate[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
#ifdef __x86_64__
        rate[i] = !strcmp(kernels_best()->name, "avx512") ? peak_64(2000000)
                  : !strcmp(kernels_best()->name, "avx2") ? peak_32(2000000)
                                                          : peak_16(2000000);
#else
        rate[i] = peak_16(2000000);
#endif
    }
    return median(ROUNDS, rate);
}

typedef void sgemm(int order, int ta, int tb, int m, int n, int k, float alpha, const float *a, int lda,
                   const float *b, int ldb, float beta, float *c, int ldc);

static sgemm *open_blas(void)
{
    void *library = dlopen("libopenblas.so.0", RTLD_NOW),
         *symbol = library ? dlsym(library, "cblas_sgemm") : NULL;
    void (*set_threads)(int) = NULL;
    sgemm *found = NULL;
    if (symbol) {
        memcpy(&found, &symbol, sizeof found);
        if ((symbol = dlsym(library, "openblas_set_num_threads"))) {
            memcpy(&set_threads, &symbol, sizeof set_threads);
            set_threads(1);
        }
    }
    return found;
}

/* GFLOP/s of W X + b with H x H weights, bias and LeakyReLU: by us, and by OpenBLAS with a loop for the rest. */
static void products(int H, sgemm *blas, double *ours, double *theirs)
{
    static float w[256 * 256], x[256 * BATCH], y[256 * BATCH], b[256];
    static _Alignas(64) float panel[256 * PANEL_WIDTH];
    double u[ROUNDS], t[ROUNDS];
    long times = 40000000 / (H * H) + 1;
    double flops = 2e-9 * H * H * BATCH * (double)times;
    for (int i = 0; i < 256 * 256; i++)
        w[i] = x[i] = (float)(i % 17 - 8) / 16;
    product p = {.rows = H,
                 .terms = H,
                 .wires = 1,
                 .batch = BATCH,
                 .wire = &(wire){0, 0},
                 .weight = w,
                 .row_step = (size_t)H,
                 .term_step = 1,
                 .in = x,
                 .in_step = 1,
                 .out = y,
                 .out_step = 1,
                 .bias = b,
                 .slope = 0.2f,
                 .panel = panel};
    for (int round = 0; round < ROUNDS; round++) {
        double start = scope_work_of_all();
        for (long k = 0; k < times; k++)
            kernels_best()->product(&p);
        u[round] = flops / (scope_work_of_all() - start);
        start = scope_work_of_all();
        for (long k = 0; k < times && blas; k++) {
            blas(101, 111, 111, H, BATCH, H, 1, w, H, x, BATCH, 0, y, BATCH);
            for (int i = 0; i < H; i++)
                for (int n = 0; n < BATCH; n++) {
                    float v = y[i * BATCH + n] + b[i];
                    y[i * BATCH + n] = v > 0 ? v : 0.2f * v;
                }
        }
        t[round] = blas ? flops / (scope_work_of_all() - start) : NAN;
    }
    *ours = median(ROUNDS, u);
    *theirs = median(ROUNDS, t);
}

/* Multiply-adds of a step: forward G twice, D three times; back through D to weights twice, to points or layers three times; G once each. */
static double step_gflop(int H)
{
    double hidden = (double)H * H, g = hidden + 4.0 * H, d = hidden + 3.0 * H;
    double forward = 2 * g + 3 * d, to_weights = 2 * d + g, to_inputs = 2 * (d - 2.0 * H) + d + (g - 2.0 * H);
    return 2e-9 * BATCH * (forward + to_weights + to_inputs);
}

/* Runs ours and the peer's in turns and prints a line. */
static void race(game *a, double budget, double top, peer *p, bool has_peer, sgemm *blas)
{
    int n = 0;
    double ours[ROUNDS], theirs[ROUNDS], product_rate, blas_rate;
    open_game(a);
    int steps = 1 + (int)(budget / (our_seconds(a, 50) / 50)), few = 1 + steps / (int)(a->asked + 1);
    for (int round = 0; round < ROUNDS; round++) {
        ours[round] = steps / our_seconds(a, steps);
        if (has_peer)
            theirs[n++] = few / peer_seconds(p, a->name, a->width, few);
    }
    double rate = median(ROUNDS, ours), other = median(n, theirs);
    printf("%-5s %4d %9.0f %9.0f %7.1f %9.1f (%3.1f)", a->name, a->width, rate, other, rate / other,
           n ? ours[ROUNDS - 1] / theirs[n - 1] : NAN, a->asked); /* the median has sorted them */
    if (is_ring(a)) {
        products(a->width, blas, &product_rate, &blas_rate);
        printf(" %14.0f%% %17.0f %10.0f", 100 * rate * step_gflop(a->width) / top, product_rate, blas_rate);
    }
    puts("");
    fflush(stdout);
    close_game(a);
}

int main(int argc, char **argv)
{
    static game games[] = {{.name = "ring", .width = 32, .asked = 8},
                           {.name = "ring", .width = 64, .asked = 5},
                           {.name = "ring", .width = 128, .asked = 3},
                           {.name = "ring", .width = 256, .asked = 1.5},
                           {.name = "dcgan", .width = 16, .asked = 1}};
    double budget = argc > 2 ? atof(argv[2]) : 0.25, top = peak();
    peer p = {0};
    bool has_peer = open_peer(&p) && peer_seconds(&p, "ring", 32, 1) > 0;
    sgemm *blas = open_blas();
    printf("%s, peak %.0f GFLOP/s in single precision, one core\n", kernels_best()->name, top);
    printf(
        "game     H   steps/s   PyTorch   ratio  of bests (asked)   share of peak   product GFLOP/s   OpenBLAS\n");
    for (size_t i = 0; i < sizeof games / sizeof *games; i++)
        race(&games[i], budget, top, &p, has_peer, blas);
    if (!has_peer)
        puts("no PyTorch to compare with");
    if (p.ask)
        close_peer(&p);
    return 0;
}
