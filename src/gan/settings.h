/* The settings of a training run: one table for the struct, its texts, its ranges and the help. */
#ifndef GAN_SETTINGS_H
#define GAN_SETTINGS_H

#include "number/error.h"
#include <stddef.h>

enum { SETTING_TEXT = 256 };

typedef struct train_settings {
#define TEXT(key, ...) char key[SETTING_TEXT];
#define COUNT(key, ...) long key;
#define NUMBER(key, ...) double key;
#include "gan/settings.def"
#undef TEXT
#undef COUNT
#undef NUMBER
} train_settings;

extern const train_settings train_settings_default;

extern const size_t setting_count;
const char *setting_key(size_t i);
const char *setting_help(size_t i);
/* "key = value; ..." of one, and whether its range is met; numbers with all digits. */
void setting_value(const train_settings *s, size_t i, char *out, size_t size);

/*
 * Sets one from `key=value`; numbers are exact expressions of the command's grammar (1/3, 2e-4). *unknown (may be NULL) is true if
 * the key is not known: the error then lists all keys.
 */
bool settings_set(train_settings *s, const char *assignment, bool *unknown, error *e);

/* Assignments separated by semicolons, as in presets. */
bool settings_set_all(train_settings *s, const char *text, error *e);

#endif
