/*
 * The trainer as a user meets it: the same seed gives the same bits, a saved state goes on as if nothing had happened, the loop does
 * not allocate, gradients of both players can be had before either moves, players move as their optimiser says, and what does not
 * fit together is refused by name.
 */
#include "gan/trainer.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 33, WIDTH = 24 };

/* ---- Allocations are counted; a sanitizer brings its own allocator, and watches instead ---- */

static volatile long allocations;
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
#define COUNTS_ALLOCATIONS 1
extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_memalign(size_t, size_t),
    *__libc_realloc(void *, size_t);
void *malloc(size_t n)
{
    allocations++;
    return __libc_malloc(n);
}
void *calloc(size_t n, size_t size)
{
    allocations++;
    return __libc_calloc(n, size);
}
void *realloc(void *p, size_t n)
{
    allocations++;
    return __libc_realloc(p, n);
}
void *aligned_alloc(size_t alignment, size_t n)
{
    allocations++;
    return __libc_memalign(alignment, n);
}
#else
#define COUNTS_ALLOCATIONS 0
#endif

/* ---- A game of every kind of layer ---- */

typedef struct run {
    network *g, *d;
    trainer *t;
    random_stream *r;
    scalar x[16 * BATCH], z[3 * BATCH];
} run;

static const layer makes[] = {DENSE_IMAGE(3, 2, 2, LINEAR), BATCH_NORM_LAYER(RELU),
                              TRANSPOSED_CONV_LAYER(1, 4, 2, 1, TANH)};
static const layer judges[] = {CONV_LAYER(4, 4, 2, 1, LEAKY_RELU), DENSE_LAYER(WIDTH, SIGMOID),
                               DENSE_LAYER(1, LINEAR)};

static trainer_plan usual(const run *a)
{
    trainer_plan p = {.generator = a->g,
                      .discriminator = a->d,
                      .batch = BATCH,
                      .penalty = PENALTY_TWO_SIDED,
                      .lambda = 0.1,
                      .optimiser = {optimiser_usual(ADAM, 1e-2), optimiser_usual(RMSPROP, 1e-3)}};
    cr_assert(objective_named("non-saturating", &p.objective, NULL));
    return p;
}

static void start(run *a, uint64_t seed)
{
    error e;
    a->g = network_open((shape){3, 1, 1}, 3, makes, &e);
    a->d = network_open((shape){1, 4, 4}, 3, judges, &e);
    trainer_plan p = usual(a);
    a->t = trainer_open(&p, &e);
    cr_assert(a->t, "%s", e.message);
    a->r = random_open(seed, 0);
    network_initialise(a->g, trainer_theta(a->t, GENERATOR), 0, a->r);
    network_initialise(a->d, trainer_theta(a->t, DISCRIMINATOR), 0, a->r);
}

static void end(run *a)
{
    trainer_close(a->t);
    network_close(a->g);
    network_close(a->d);
    random_close(a->r);
}

static void noise(run *a)
{
    for (int i = 0; i < 3 * BATCH; i++)
        a->z[i] = (scalar)random_normal(a->r);
}

static void steps(run *a, int count)
{
    for (int s = 0; s < count; s++) {
        for (int i = 0; i < 16 * BATCH; i++)
            a->x[i] = (scalar)random_uniform(a->r);
        noise(a);
        trainer_discriminator_step(a->t, a->x, a->z, a->r);
        noise(a);
        trainer_generator_step(a->t, a->z);
    }
}

static bool same_state(const run *a, const run *b)
{
    size_t n, m;
    const scalar *s = trainer_state(a->t, &n), *u = trainer_state(b->t, &m);
    return n == m && !memcmp(s, u, n * sizeof *s);
}

Test(gan_trainer, same_seed_same_bits)
{
    run a, b, c;
    start(&a, 1);
    start(&b, 1);
    start(&c, 2);
    steps(&a, 20);
    steps(&b, 20);
    steps(&c, 20);
    cr_expect(same_state(&a, &b), "two runs of one seed differ");
    cr_expect(!same_state(&a, &c), "two runs of different seeds agree");
    end(&a);
    end(&b);
    end(&c);
}

/* `b` has other parameters and moments, until it is given a's state, step numbers and place in the stream. */
Test(gan_trainer, a_saved_state_goes_on)
{
    run a, b;
    size_t n;
    start(&a, 1);
    start(&b, 3);
    steps(&a, 10);
    steps(&b, 7);
    const scalar *from = trainer_state(a.t, &n);
    memcpy(trainer_state(b.t, &n), from, n * sizeof(scalar));
    for (int w = 0; w < PLAYERS; w++)
        *trainer_optimiser(b.t, (player)w) = *trainer_optimiser(a.t, (player)w);
    random_close(a.r);
    random_close(b.r);
    a.r = random_open(4, 0);
    b.r = random_open(4, 0);
    steps(&a, 10);
    steps(&b, 10);
    cr_expect(same_state(&a, &b), "the state is not all that a run's future depends on");
    end(&a);
    end(&b);
}

Test(gan_trainer, the_loop_does_not_allocate)
{
    run a;
    start(&a, 1);
    long before = allocations;
    cr_expect(!COUNTS_ALLOCATIONS || before > 0, "allocations are not counted");
    steps(&a, 5);
    cr_expect(allocations == before, "%ld allocations in five steps", allocations - before);
    end(&a);
}

Test(gan_trainer, gradients_come_before_steps)
{
    run a;
    size_t n;
    start(&a, 1);
    scalar *state = trainer_state(a.t, &n), *before = malloc(n * sizeof *before);
    size_t parameters = network_parameters(a.g), count = network_size(a.g);
    steps(&a, 1);
    noise(&a);
    memcpy(before, state, n * sizeof *before);
    trainer_discriminator_gradient(a.t, a.x, a.z, a.r);
    double first = trainer_gradient_size(a.t, DISCRIMINATOR);
    trainer_generator_gradient(a.t, a.z);
    cr_expect(trainer_gradient_size(a.t, DISCRIMINATOR) == first && first > 0,
              "the generator's gradient leaves the discriminator's as it was");
    cr_expect(!memcmp(before, state, parameters * sizeof *state), "gradients move nobody");
    cr_expect(memcmp(before + parameters, state + parameters, (count - parameters) * sizeof *state),
              "running statistics do move");
    cr_expect(!memcmp(before + count, state + count, (n - count) * sizeof *state), "nor do the moments");
    trainer_apply(a.t, DISCRIMINATOR);
    cr_expect(!memcmp(before, state, parameters * sizeof *state),
              "the discriminator's step leaves the generator alone");
    cr_expect(
        memcmp(trainer_theta(a.t, DISCRIMINATOR), before + count, network_parameters(a.d) * sizeof *state),
        "and moves the discriminator");
    free(before);
    end(&a);
}

Test(gan_trainer, clipping_keeps_the_critic_in_its_box)
{
    run a;
    error e;
    start(&a, 1);
    trainer_close(a.t);
    trainer_plan p = usual(&a);
    p.penalty = PENALTY_NONE;
    p.clip = 0.01;
    a.t = trainer_open(&p, &e);
    network_initialise(a.g, trainer_theta(a.t, GENERATOR), 0, a.r);
    network_initialise(a.d, trainer_theta(a.t, DISCRIMINATOR), 0, a.r);
    steps(&a, 3);
    double largest[PLAYERS] = {0};
    for (int w = 0; w < PLAYERS; w++)
        for (size_t i = 0; i < network_parameters(w == GENERATOR ? a.g : a.d); i++)
            largest[w] = fmax(largest[w], fabs((double)trainer_theta(a.t, (player)w)[i]));
    cr_expect(largest[DISCRIMINATOR] == (double)(scalar)0.01 && largest[GENERATOR] > 0.01, "%g, %g",
              largest[DISCRIMINATOR], largest[GENERATOR]);
    end(&a);
}

/*
 * One step of gradient descent for the generator x = z + b against the linear critic t = w x + c, by hand. Non-saturating:
 * dL/db = -w mean(1 - D(z + b)).
 */
Test(gan_trainer, a_step_by_hand)
{
    error e;
    network *g = network_open((shape){1, 1, 1}, 1, (layer[]){DENSE_LAYER(1, LINEAR)}, &e);
    trainer_plan p = {.generator = g,
                      .discriminator = g,
                      .batch = 2,
                      .optimiser = {optimiser_usual(SGD, 0.5), optimiser_usual(SGD, 0.5)}};
    cr_assert(objective_named("non-saturating", &p.objective, &e));
    trainer *t = trainer_open(&p, &e);
    const scalar z[] = {-1, 2}, x[] = {3, 1};
    trainer_theta(t, GENERATOR)[0] = 1;
    trainer_theta(t, GENERATOR)[1] = (scalar)0.5;
    trainer_theta(t, DISCRIMINATOR)[0] = 2;
    trainer_theta(t, DISCRIMINATOR)[1] = -1;
    double D[2] = {1 / (1 + exp(2)), 1 / (1 + exp(-4))}, real[2] = {1 / (1 + exp(-5)), 1 / (1 + exp(-1))};
    double db = -2 * ((1 - D[0]) + (1 - D[1])) / 2;
    trainer_generator_step(t, z);
    cr_expect(fabs((double)trainer_theta(t, GENERATOR)[1] - (0.5 - 0.5 * db)) < 1e-6, "b = %g",
              (double)trainer_theta(t, GENERATOR)[1]);
    cr_expect(fabs(trainer_last(t)->generator_loss + (log(D[0]) + log(D[1])) / 2) < 1e-6);
    trainer_theta(t, GENERATOR)[0] = 1;
    trainer_theta(t, GENERATOR)[1] = (scalar)0.5;
    trainer_discriminator_step(t, x, z, NULL);
    double dc = (-(1 - real[0]) - (1 - real[1]) + D[0] + D[1]) / 2;
    cr_expect(fabs((double)trainer_theta(t, DISCRIMINATOR)[1] - (-1 - 0.5 * dc)) < 1e-6);
    cr_expect(fabs(trainer_outputs(t, true)[0] - 5) < 1e-6 && fabs(trainer_outputs(t, false)[1] - 4) < 1e-6);
    trainer_close(t);
    network_close(g);
}

static void refused(const char *word, trainer_plan plan)
{
    error why = {.message = ""};
    trainer *t = trainer_open(&plan, &why);
    cr_expect(!t && strstr(why.message, word), "'%s' should say '%s'", why.message, word);
    trainer_close(t);
}

Test(gan_trainer, what_does_not_fit_is_refused)
{
    run a;
    error e;
    start(&a, 1);
    network *wide = network_open((shape){1, 4, 4}, 1, (layer[]){DENSE_LAYER(2, LINEAR)}, &e);
    network *normed =
        network_open((shape){1, 4, 4}, 2, (layer[]){BATCH_NORM_LAYER(RELU), DENSE_LAYER(1, LINEAR)}, &e);
    trainer_plan p;
    p = usual(&a), p.batch = 0, refused("batch of 0", p);
    p = usual(&a), p.batch = 1 << 24, refused("batch of 16777216", p);
    network *large =
        network_open((shape){1, 4, 4}, 2, (layer[]){DENSE_LAYER(100, RELU), DENSE_LAYER(1, LINEAR)}, &e);
    p = usual(&a), p.batch = 1 << 20, p.discriminator = large, refused("2^26", p);
    network_close(large);
    p = usual(&a), p.discriminator = a.g, refused("takes 3 x 1 x 1", p);
    p = usual(&a), p.discriminator = wide, refused("2 outputs", p);
    p = usual(&a), p.discriminator = normed, refused("batch-norm", p);
    p = usual(&a), p.optimiser[GENERATOR].rate = -1, refused("learning rate of -1", p);
    p = usual(&a), p.optimiser[DISCRIMINATOR].rate = 0, refused("learning rate of 0", p);
    p = usual(&a), p.optimiser[DISCRIMINATOR].rate = NAN, refused("learning rate of nan", p);
    p = usual(&a), p.optimiser[GENERATOR].beta2 = 1, refused("beta2 = 1", p);
    p = usual(&a), p.lambda = -1, refused("weight -1", p);
    p = usual(&a), p.clip = -1, refused("clipping to -1", p);
    network_close(wide);
    network_close(normed);
    end(&a);
}
