#!/bin/sh
# `ganproof transport`: values, certificates that another program can check, and refusals in one line. Prints TAP.
# Usage: test_transport_cli.sh SOURCE_ROOT COMMAND
set -u

. "${0%/*}/tap"

good() { # WORDS-ON-STANDARD-OUTPUT ARGUMENTS...
    words=$1
    shift
    "$command" transport "$@" >out 2>err </dev/null && [ ! -s err ] && grep -qF -e "$words" out
    ok $? "answered: $*"
}

bad() { # WORDS-IN-THE-MESSAGE ARGUMENTS...
    words=$1
    shift
    "$command" transport "$@" >out 2>err </dev/null
    [ $? -eq 2 ] && [ ! -s out ] && [ "$(wc -l <err)" -eq 1 ] && grep -qF -e "$words" err
    ok $? "refused: $*"
}

printf 'x,y,w\n0,0,1\n1,0,1\n1,0,0\n' >from.csv
printf '0,1,1.5\n1,1,0.5\n' >to.csv
printf '0,1,0.5\n1,1,-0.5\n2,2,2\n' >negative.csv
printf '0,1\nnan,2\n' >nan.csv
printf '1\n2\n3\n' >line.csv
printf '0,1\n' >single.csv
printf '# nothing\n' >empty.csv

# ---- values: 3/4 * 1 + 1/4 * sqrt 2 for W1, sqrt(3/4 + 1/4 * 2) for W2, by hand ---------------------------------------
good 'w1  1.1035533905932' from.csv to.csv --cost w1
good 'w2  1.1180339887498' from.csv to.csv
good '"evidence": "exact"' from.csv to.csv --json
good '1,0,0.25' from.csv to.csv --cost w1 --plan -
good 'on all 6 pairs, one by one' from.csv to.csv --plainly
good 'w2  1.2247448713915' from.csv single.csv --normalise
good "w1  0" line.csv line.csv --cost w1
good 'w2  0' from.csv from.csv --verify
printf '0,0\n3,4\n6,8\n' >slanted.csv
printf '6,8\n9,12\n0,0\n' >further.csv
good 'w1  3.3333333333333' slanted.csv further.csv --cost w1 --plainly

# ---- the line: costs of any order, weights in a second column with --weights -----------------------------------------------
printf '3\n2\n1\n' >down.csv
printf 'x,w\n2,0.5\n3,0.25\n5,0.25\n' >weights.csv
printf '2.1\n4\n' >tenths.csv
printf '1,2\n2,2\n3,2\n' >twos.csv
good 'w1  1  exact' twos.csv weights.csv --weights --cost w1 --normalise
good 'w2  0  exact' line.csv down.csv
good 'wp(3)  0' line.csv down.csv --cost 'wp(3)'
good '2,0,0.33333333333333331' line.csv down.csv --plan -
good 'w1  1.05  certified' line.csv tenths.csv --cost w1
good 'b,1,' line.csv tenths.csv --potentials -
good 'on all 6 pairs, one by one' line.csv tenths.csv --plainly --cost 'wp(3/2)'
good '"upper": "1.05' line.csv tenths.csv --json --cost w1

# ---- large samples of 'divergence' take the same route -------------------------------------------------------------------
awk 'BEGIN { srand(3); for (k = 0; k < 30000; k++) printf "%.6f\n", rand() }' >many.csv
awk 'BEGIN { srand(4); for (k = 0; k < 25000; k++) printf "%.6f\n", rand() ^ 2 }' >more.csv
"$command" divergence w1,w2 'samples("many.csv")' 'samples("more.csv")' >out 2>err && [ "$(grep -c certified out)" -eq 2 ]
ok $? 'W1 and W2 of 30000 against 25000 numbers are certified'
first=$(awk '$1 == "w1" { print substr($2, 1, 9) }' out)
good "w1  $first" many.csv more.csv --cost w1

# ---- the certificate, checked by awk: potentials below all costs, and their sum the value ----------------------------
awk 'BEGIN { srand(7); for (k = 0; k < 300; k++) printf "%.6f,%.6f\n", rand(), rand() }' >a.csv
awk 'BEGIN { srand(8); for (k = 0; k < 300; k++) printf "%.6f,%.6f\n", rand() + 0.3, rand() * 1.5 }' >b.csv
good '"verified": true' a.csv b.csv --cost w1 --json --plan plan.csv --potentials potentials.csv
value=$(sed -n 's/.*"value": \([0-9.e-]*\).*/\1/p' out)
awk -F, -v value="$value" '
    BEGIN { na = nb = 0 }
    FILENAME == "a.csv" { ax[na] = $1; ay[na++] = $2 }
    FILENAME == "b.csv" { bx[nb] = $1; by[nb++] = $2 }
    FILENAME == "potentials.csv" && $1 == "a" { u[$2] = $3; dual += $3 / 300 }
    FILENAME == "potentials.csv" && $1 == "b" { v[$2] = $3; dual += $3 / 300 }
    FILENAME == "plan.csv" && $1 != "i" {
        primal += $3 * sqrt((ax[$1] - bx[$2]) ^ 2 + (ay[$1] - by[$2]) ^ 2); sent[$1] += $3; got[$2] += $3 }
    END {
        for (i = 0; i < 300; i++) for (j = 0; j < 300; j++)
            bad += u[i] + v[j] > sqrt((ax[i] - bx[j]) ^ 2 + (ay[i] - by[j]) ^ 2) + 1e-13
        for (i = 0; i < 300; i++) bad += (sent[i] - 1 / 300) ^ 2 > 1e-30 || (got[i] - 1 / 300) ^ 2 > 1e-30
        close_to = (primal - value) ^ 2 < 1e-24 && (dual - value) ^ 2 < 1e-24
        exit !(na == 300 && nb == 300 && bad == 0 && close_to) }' a.csv b.csv potentials.csv plan.csv
ok $? 'plan and potentials prove the value to an outsider'

# ---- estimates: files of any dimension -----------------------------------------------------------------------------------
printf '0 0 0\n3 0 4\n' >three.csv
good '"transport": {"value"' a.csv b.csv --method sinkhorn --json
good 'marginal error' a.csv b.csv --method sinkhorn --cost w1 --epsilon 1/5
good '1000 directions, seed 7' a.csv b.csv --method sliced --seed 7
good 'a lower bound of w1' a.csv b.csv --method max-sliced --cost w1
good 'of dimension 3' three.csv three.csv --method sliced
good 'p = 0.01 for one law' a.csv b.csv --method energy --permutations 99
good '"kernel": "laplace"' a.csv b.csv --method mmd --kernel laplace --bandwidth 0.5 --json
good 'FID  ' a.csv b.csv --method fid
good 'sliced w2  ' from.csv to.csv --method sliced --weights

if command -v gnuplot >/dev/null; then
    good 'w2  ' a.csv b.csv --plot plan.svg
    grep -q '300 against 300 points' plan.svg && [ "$(grep -c '<path\|<line' plan.svg)" -ge 10 ]
    ok $? 'the picture of a plan says what it shows'
    good 'w2  ' line.csv down.csv --plot line.png
    head -c 4 line.png | grep -q PNG
    ok $? 'a plan on the line is drawn'
fi

# ---- refusals ----------------------------------------------------------------------------------------------------------
bad 'a difference of 1; --normalise' from.csv single.csv
bad 'negative.csv: the weight of point 2 is negative' negative.csv to.csv
bad 'nan.csv:2:1' nan.csv to.csv
printf '0,1\n-inf,2\n' >inf.csv
printf '0,1,0\n1,1,0\n' >nothing.csv
printf '0,1\n1e400,2\n' >huge.csv
bad "inf.csv:2:1: '-inf' is not a finite number" inf.csv to.csv
bad 'nothing.csv: all weights are 0' nothing.csv to.csv
bad 'nothing.csv: all weights are 0' nothing.csv to.csv --normalise
bad 'huge.csv:2:1' huge.csv to.csv
bad 'dimension 1' line.csv to.csv
bad 'dimension 1' line.csv weights.csv
bad 'leaves none for the weights' line.csv line.csv --weights
printf '1,1\n2,1\n' >heavy.csv
bad 'weights of heavy.csv add up to 2' heavy.csv weights.csv --weights
bad 'order of wp' line.csv line.csv --cost 'wp(1/2)'
bad 'binary fraction' line.csv line.csv --cost 'wp(4/3)'
bad 'in the plane it is 1 or 2' from.csv to.csv --cost 'wp(3)'
bad "did you mean 'sinkhorn'" a.csv b.csv --method sinkhron
bad 'at least 1e-300' a.csv b.csv --method sinkhorn --epsilon 0
bad 'w1 or w2' a.csv b.csv --method sinkhorn --cost 'wp(3)'
bad 'dimension 3' three.csv a.csv --method sliced
bad 'for --method exact' a.csv b.csv --method sliced --plan plan.csv
bad 'must end in .svg' a.csv b.csv --plot plan.txt
bad 'equal weights' from.csv to.csv --method energy --weights
bad 'weight of point 2 is negative' negative.csv to.csv --method sliced --weights
bad 'no numbers' empty.csv empty.csv --method mmd
bad 'a sample of one point' single.csv b.csv --method fid
bad 'expected an integer' a.csv b.csv --method sliced --directions 1
bad 'no numbers' empty.csv to.csv
bad "did you mean 'w1'" from.csv to.csv --cost w3
bad 'cannot open' missing.csv to.csv
bad 'no/such' from.csv to.csv --plan no/such/plan.csv

echo "1..$count"
[ "$failed" -eq 0 ]
