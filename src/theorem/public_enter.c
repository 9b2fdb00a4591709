/* GSL's error handler while the library is at work: see public_parts.h. */
#include "theorem/public_parts.h"

#include <gsl/gsl_errno.h>
#include <pthread.h>

static pthread_mutex_t door = PTHREAD_MUTEX_INITIALIZER;
static long inside;
static gsl_error_handler_t *callers;

void public_enter(void)
{
    pthread_mutex_lock(&door);
    if (inside++ == 0)
        callers = gsl_set_error_handler_off();
    pthread_mutex_unlock(&door);
}

void public_leave(void)
{
    pthread_mutex_lock(&door);
    if (--inside == 0)
        gsl_set_error_handler(callers);
    pthread_mutex_unlock(&door);
}
