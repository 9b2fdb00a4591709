#!/bin/sh
# `ganproof train ideal-...`: the last state, tables, pictures, and refusals in one line. Prints TAP.
# Usage: test_train_ideal.sh SOURCE_ROOT COMMAND
set -u

. "${0%/*}/tap"

good() { # WORDS-ON-STANDARD-OUTPUT ARGUMENTS...
    words=$1
    shift
    "$command" train "$@" >out 2>err </dev/null && [ ! -s err ] && grep -qF -e "$words" out
    ok $? "answered: $*"
}

refused() { # STATUS WORDS-IN-THE-MESSAGE ARGUMENTS...
    status=$1 words=$2
    shift 2
    "$command" train "$@" >out 2>err </dev/null
    [ $? -eq "$status" ] && [ "$(wc -l <err)" -eq 1 ] && grep -qF -e "$words" err
    ok $? "refused: $*"
}

good '-1.386294361119' ideal-affine
good 'V rose in 0 of 60 steps' ideal-density
good 'they are too long' ideal-affine --set rate=5
good '"rises": 0' ideal-density --set 'rate=1; data=normal(0,1)' --steps 20 --json
good 'data cauchy(0,1), rate 0.25' ideal-affine --set rate=1/4 --set 'data=cauchy(0,1)' --steps 2
good 'step,value,excess,js,w1,slope,mean,sd' ideal-affine --steps 3 --csv -
good 'step 5' ideal-spline --steps 5 --csv run.csv
good=1
[ "$(wc -l <run.csv)" -eq 7 ] && good=0
ok "$good" 'a header, the start, and a row for each step'

# Two uniform-width steps of mirror descent at rate 1 halve W1 twice.
"$command" train ideal-density --set rate=1 --steps 2 --csv - >out
awk -F, 'NR == 2 { first = $5 } NR == 4 { exit !($5/first > 0.2499 && $5/first < 0.2501) }' out
ok $? 'q - p is halved in each step'

if command -v gnuplot >/dev/null; then
    good 'value' ideal-affine --steps 20 --plot run.svg --csv plotted.csv
    good=1
    grep -q '</svg>' run.svg && [ "$(wc -l <plotted.csv)" -eq 22 ] && good=0
    ok "$good" 'a picture, and the table beside it'
fi

refused 2 'unknown preset' ideal-afine
refused 2 'unknown setting' ideal-affine --set speed=1
refused 2 'rate must be' ideal-affine --set rate=0
refused 2 'no density on the line' ideal-affine --set 'data=point(0)'
refused 2 'unknown family' ideal-affine --set 'data=norml(0,1)'
refused 2 '--steps' ideal-affine --steps many
refused 2 'must end in' ideal-affine --plot run.gif
refused 2 'cannot write' ideal-affine --csv no/such/run.csv
refused 1 'too long' ideal-density --set rate=9

echo "1..$count"
[ "$failed" -eq 0 ]
