/* Training runs by name, ideal for the theory to be watched in: see presets.def. */
#ifndef GAN_PRESETS_H
#define GAN_PRESETS_H

#include "gan/settings.h"

typedef struct preset {
    const char *name, *summary, *settings;
} preset;

extern const preset presets[];
extern const size_t preset_count;
const preset *preset_named(const char *name); /* NULL if there is none */

/* The defaults with what the preset says. */
train_settings preset_settings(const preset *p);

#endif
