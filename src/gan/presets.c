/* The presets: see presets.h. */
#include "gan/presets.h"

#include <string.h>

const preset presets[] = {
#define PRESET(name, summary, settings) {#name, summary, settings},
#include "gan/presets.def"
#undef PRESET
};
const size_t preset_count = sizeof presets / sizeof *presets;

const preset *preset_named(const char *name)
{
    for (size_t i = 0; i < preset_count; i++)
        if (strcmp(presets[i].name, name) == 0)
            return &presets[i];
    return NULL;
}

/* A test sets them all: what presets.def says is possible. */
train_settings preset_settings(const preset *p)
{
    train_settings s = train_settings_default;
    settings_set_all(&s, p->settings, NULL);
    return s;
}
