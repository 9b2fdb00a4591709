/* ganproof train PRESET: runs of a GAN. */
#include "cli/command.h"
#include "cli/complaint.h"
#include "cli/train_ideal.h"
#include "gan/ideal.h"

static const char *preset_name(size_t i) { return ideal_presets[i].name; }

int command_train(int argc, char **argv)
{
    if (argc > 1 && argv[1][0] != '-' && !train_ideal_asked(argc, argv))
        return complain_unknown("preset", argv[1], preset_name, ideal_preset_count);
    return train_ideal(argc, argv);
}
