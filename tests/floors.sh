#!/bin/sh
# The walls of the house, checked on the text of the sources:
#   floors    a folder of src/ includes only from floors below its own, or from itself
#   proofs    a proof includes "proof.h" and nothing else
#   silence   outside src/cli nothing prints to the terminal, ends the process or draws from rand()
#   length    no source file exceeds 400 lines
# Before it is believed, the check must find every offence planted in a scratch tree, and none in a clean one.
# Usage: floors.sh SOURCE_ROOT; the output is TAP.
set -eu

root=$(cd "${1:?usage: floors.sh SOURCE_ROOT}" && pwd)
rules='floors proofs silence length'

# Reads the sources named on its command line and writes "RULE file:line: what is wrong", one offence a line.
# Comments are removed before anything is judged, and so are literals except in #include lines.
# shellcheck disable=SC2016  # the dollars are awk's
inspector='
BEGIN {
    split("number 0 calculus 1 transport 1 distributions 2 divergences 3 gan 3 theorem 4 cli 5", word, " ")
    for (i = 1; i in word; i += 2) floor[word[i]] = word[i + 1]
    forbidden = "(^|[^A-Za-z0-9_])(abort|exit|_exit|_Exit|quick_exit|printf|vprintf|puts|putchar|perror|rand|srand|" \
                "flint_abort|flint_printf|(arb|acb|mag|arf|fmpz|fmpq)_print[a-z]*)[ \t]*[(]"
    terminal = "(^|[^A-Za-z0-9_])(stdout|stderr)([^A-Za-z0-9_]|$)"
}
function offence(rule, line, text) { print rule " " FILENAME ":" line ": " text }

# The line without comments; literals become "" unless kept. The state in_comment outlives the line.
function code(line, keep_literals,    kept, quote, at) {
    kept = ""
    while (line != "") {
        if (in_comment) {
            if (!(at = index(line, "*/"))) return kept
            line = substr(line, at + 2); in_comment = 0; kept = kept " "
            continue
        }
        if (!match(line, /\/\*|\/\/|["\047]/)) return kept line
        quote = substr(line, RSTART, 1)
        kept = kept substr(line, 1, RSTART - 1)
        if (quote == "/") {
            if (substr(line, RSTART, 2) == "//") return kept
            in_comment = 1; line = substr(line, RSTART + 2)
            continue
        }
        line = substr(line, RSTART + 1)
        at = closing(line, quote)
        kept = kept quote (keep_literals ? substr(line, 1, at - 1) : "") quote
        line = substr(line, at + 1)
    }
    return kept
}
function closing(line, quote,    i, c) {
    for (i = 1; (c = substr(line, i, 1)) != ""; i++) {
        if (c == "\\") i++
        else if (c == quote) return i
    }
    return i
}

function judge_include(name, folder,    target) {
    if (FILENAME ~ /^proofs\/.*[.]c$/) {
        if (name == "\"proof.h\"") has_proof = 1
        else offence("proofs", FNR, "includes " name "; a proof includes \"proof.h\" only")
        return
    }
    if (name !~ /^"/ || FILENAME !~ /^src\//) return
    gsub(/"/, "", name)
    target = name; sub(/\/.*/, "", target)
    if (name == "ganproof.h") return
    if (folder == "") offence("floors", FNR, "the public face of the library includes \"" name "\"")
    else if (name == "catalogue.def" && floor[folder] >= floor["theorem"]) return
    else if (name !~ /^[a-z0-9_]+\//) offence("floors", FNR, "includes \"" name "\"; write \"folder/file\"")
    else if (!(target in floor)) offence("floors", FNR, "includes \"" name "\", which is on no floor")
    else if (target != folder && floor[target] >= floor[folder])
        offence("floors", FNR, folder " (floor " floor[folder] ") includes \"" name "\" (floor " floor[target] ")")
}

function folder_of(path,    part) { return split(path, part, "/") > 2 ? part[2] : "" }

function finish_file() {
    if (path == "") return
    if (path ~ /^proofs\/.*[.]c$/ && !has_proof) print "proofs " path ":1: does not include \"proof.h\""
    if (lines > 400) print "length " path ":" lines ": " lines " lines, more than 400"
}

FNR == 1 {
    finish_file()
    path = FILENAME; folder = folder_of(path); in_comment = 0; has_proof = 0
    if (path ~ /^src\// && folder != "" && !(folder in floor)) offence("floors", 1, "src/" folder " is on no floor")
}
{ lines = FNR }
!in_comment && /^[ \t]*#[ \t]*include/ {
    text = code($0, 1)
    sub(/^[ \t]*#[ \t]*include[ \t]*/, "", text); sub(/[ \t]*$/, "", text)
    judge_include(text, folder)
    next
}
{
    text = code($0, 0)
    if (path !~ /^src\// || folder == "cli") next
    if (match(text, forbidden)) offence("silence", FNR, "calls " called(substr(text, RSTART, RLENGTH)))
    if (match(text, terminal)) offence("silence", FNR, "uses the terminal: " called(substr(text, RSTART, RLENGTH)))
}
function called(match_text) { gsub(/[^A-Za-z0-9_]/, "", match_text); return match_text }
END { finish_file() }
'

sources() { # TREE
    (cd "$1" && find src proofs tests -type f \( -name '*.c' -o -name '*.h' -o -name '*.def' \) 2>/dev/null | sort)
}

inspect() { # TREE; file names here hold no blanks, so xargs may split at them
    (cd "$1" && sources . | xargs awk "$inspector" /dev/null)
}

ok() { # CONDITION-STATUS DESCRIPTION
    count=$((count + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $count - $2"
    else
        echo "not ok $count - $2"
        failed=$((failed + 1))
    fi
}

# ---- the check checked -------------------------------------------------------------------------------------------
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

plant() { # FILE; its text is standard input
    mkdir -p "$scratch/$(dirname "$1")"
    cat >"$scratch/$1"
}

clean_tree() {
    rm -rf "$scratch/src" "$scratch/proofs" "$scratch/tests"
    plant src/number/ball.c <<'C'
#include "number/ball.h"
#include <arb.h>
/* exit(1) and printf("...") in a comment,
   #include "cli/main.h" in a comment */
int n = snprintf(0, 0, "abort() in a literal, \" exit(2), /* "); // rand()
char quote = '"', on_exit = 'x'; void branding(void); double ball_printed(void);
C
    plant src/divergences/kl.c <<'C'
#include "calculus/integral.h"
#include "distributions/law.h"
#include "ganproof.h"
C
    plant src/cli/main.c <<'C'
#include "theorem/report.h"
int main(void) { fprintf(stderr, "x"); exit(0); }
C
    plant src/theorem/catalogue.c <<'C'
#include "catalogue.def"
C
    plant proofs/kl_is_nonnegative.c <<'C'
#include "proof.h"
C
    plant tests/exactly_400.c <<C
$(awk 'BEGIN { for (i = 1; i <= 400; i++) print "// " i }')
C
}

planted() { # RULE OFFENCES DESCRIPTION; the scratch tree must yield just so many offences, all of this rule
    found=$(inspect "$scratch")
    status=0
    [ "$(printf '%s' "$found" | grep -c "^$1 ")" -eq "$2" ] || status=1
    [ "$(printf '%s' "$found" | grep -c .)" -eq "$2" ] || status=1
    [ "$status" -eq 0 ] || printf '%s\n' "$found" | sed 's/^/# found: /'
    ok "$status" "planted: $3"
    clean_tree
}

count=0 failed=0
clean_tree
planted none 0 'nothing, in a tree full of innocent look-alikes'
echo '#include "theorem/report.h"' | plant src/number/up.c
planted floors 1 'number includes theorem'
echo ' #  include "transport/plan.h" // sideways' | plant src/calculus/sideways.c
planted floors 1 'calculus includes transport, its neighbour'
printf '#include "../cli/main.h"\n#include "ball.h"\n#include "proofs/proof.h"\n' | plant src/gan/path.c
planted floors 3 'paths that name no floor'
echo 'int x;' | plant src/utils/x.c
planted floors 1 'a folder that is on no floor'
echo '#include "number/ball.h"' | plant src/ganproof.h
planted floors 1 'the public header includes a private one'
printf '#include "proof.h"\n#include <math.h>\n#include "number/ball.h"\n' | plant proofs/curious.c
planted proofs 2 'a proof that includes more than proof.h'
echo 'int x;' | plant proofs/bare.c
planted proofs 1 'a proof that does not include proof.h'
printf 'abort();\nexit (1);\nx = rand() ;\nprintf("")/* */;\nfprintf(stderr, "");\n' | plant src/theorem/loud.c
planted silence 5 'abort, exit, rand, printf and fprintf(stderr) in the library'
awk 'BEGIN { for (i = 1; i <= 401; i++) print "int i" i ";" }' | plant src/gan/long.c
planted length 1 'a file of 401 lines'

# ---- the real tree -----------------------------------------------------------------------------------------------
files=$(sources "$root" | grep -c . || true)
found=$(inspect "$root")
[ -z "$found" ] || printf '%s\n' "$found" | sed 's/^[a-z]* /# /'
offences=$(printf '%s' "$found" | grep -c . || true)

status=0; [ "$files" -gt 0 ] || status=1
ok "$status" "there are sources to check ($files)"
for rule in $rules; do
    status=0
    if printf '%s' "$found" | grep -q "^$rule "; then status=1; fi
    ok "$status" "$rule"
done

echo "1..$count"
echo "# $offences offences in $files files"
[ "$failed" -eq 0 ]
