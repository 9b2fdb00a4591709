/* Ctrl-C ends long work at the next step, with a report of what is finished; a second one ends the process at once. */
#ifndef CLI_INTERRUPT_H
#define CLI_INTERRUPT_H

#include <signal.h>

/* Begins to listen; the flag that is returned becomes non-zero. */
const volatile sig_atomic_t *interrupt_watch(void);

#endif
