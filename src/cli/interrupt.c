/* Ctrl-C: see interrupt.h. */
#include "cli/interrupt.h"

#include <stddef.h>

static volatile sig_atomic_t requested;

static void request(int signal_number)
{
    (void)signal_number;
    requested = 1;
}

const volatile sig_atomic_t *interrupt_watch(void)
{
    struct sigaction once = {.sa_handler = request, .sa_flags = SA_RESETHAND | SA_RESTART};
    sigaction(SIGINT, &once, NULL);
    return &requested;
}
