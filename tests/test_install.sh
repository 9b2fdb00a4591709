#!/bin/sh
# What `meson install` leaves: the example compiled by pkg-config's flags as strict C99 and run, and the command at work in another
# folder with the installed scripts and data. Prints TAP.
# Usage: test_install.sh SOURCE_ROOT COMMAND
set -u

. "${0%/*}/tap"
unset GANPROOF_PLOTS GANPROOF_DATA GANPROOF_SOURCE

build=${command%/*}
meson install -C "$build" --no-rebuild --destdir "$scratch/inst" >out 2>err
ok $? 'installed'

config=$(find inst -name ganproof.pc)
PKG_CONFIG_LIBDIR=$scratch/${config%/*} PKG_CONFIG_SYSROOT_DIR=$scratch/inst
export PKG_CONFIG_LIBDIR PKG_CONFIG_SYSROOT_DIR
flags=$(pkg-config --cflags --libs ganproof 2>err)
ok $? "pkg-config: $flags"

library=$(find inst -name 'libganproof.so')
nm -D --defined-only "$library" | awk '$3 !~ /^gp_/' >out
[ ! -s out ]
ok $? 'the library shows nothing but gp_...'

# A library of the sanitizers' build needs their runtime.
sanitizers=$(nm -D "$library" | grep -q __asan_init && echo -fsanitize=address,undefined)
example=$(find inst -name example.c)
# shellcheck disable=SC2086  # flags are lists
cc -std=c99 -Wall -Wextra -Wpedantic -Werror $sanitizers "$example" $flags -o example 2>err
ok $? 'the example compiles'

LD_LIBRARY_PATH=$scratch/${library%/*} ./example >out 2>err
ok $? 'the example runs'
cat >expected <<'TEXT'
JS = 0.147036062795045042966537658293 nats (certified)
theta = 0.0   JS = 0.000000   W1 = 0.000000
theta = 0.5   JS = 0.346574   W1 = 0.500000
theta = 1.0   JS = 0.693147   W1 = 1.000000
theta = 1.5   JS = 0.693147   W1 = 1.500000
theta = 2.0   JS = 0.693147   W1 = 2.000000
W2 = 1: 0.5 of the mass from point 0 to point 0
W2 = 1: 0.5 of the mass from point 1 to point 1
TEXT
diff expected out >err
ok $? 'and prints what it should'

installed=$(find inst -name ganproof -type f -perm -u+x)
"$installed" plot bowl -o figures >out 2>err && grep -q '</svg>' figures/bowl.svg
ok $? 'the installed command finds its plot scripts'
"$installed" train digits --steps 1 >out 2>err
ok $? 'the installed command finds its data'

echo "1..$count"
[ "$failed" -eq 0 ]
