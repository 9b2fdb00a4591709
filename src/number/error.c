/* Errors as values: see error.h. */
#include "number/error.h"

#include <stdarg.h>
#include <stdio.h>

bool error_set(error *e, int position, const char *format, ...)
{
    if (!e)
        return false;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(e->message, sizeof e->message, format, arguments);
    va_end(arguments);
    e->position = position;
    return false;
}
