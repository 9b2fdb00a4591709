#!/bin/sh
# `ganproof train`: logs, states, pictures, ensembles, interruption and bad input, with tiny runs. Prints TAP.
# Usage: test_train_cli.sh SOURCE_ROOT COMMAND
set -u

. "${0%/*}/tap"

train() { timeout 60 "$command" train "$@" --set points=100 >out 2>err; }

# ---- a run, and the same run in two halves --------------------------------------------------------------------------
small='--set every=10 --set batch=16'
# shellcheck disable=SC2086
train normal1d $small --seed 5 --steps 60 --csv whole.csv --state whole.state
ok $? 'a run'
[ "$(head -n 1 whole.csv)" = 'step,value,d_data,d_generated,loss_d,loss_g,gradient_g,energy,w1,w2,js,js_smoothed,best_value,suboptimality,branches,modes,quality,diagnosis' ]
ok $? 'the header of its log'
[ "$(cut -d, -f1 whole.csv | tail -n +2 | tr '\n' ' ')" = '0 10 20 30 40 50 60 ' ]
ok $? 'a row each ten steps'
awk -F, 'NR > 1 { if (!($14 >= 0 && $13 - $2 - $14 < 0.002 && $13 - $2 - $14 > -0.002)) bad++ } END { exit !(NR == 8 && !bad) }' whole.csv
ok $? 'V(G,D) never exceeds V(G,D*), by the suboptimality that is logged'
# shellcheck disable=SC2086
train normal1d $small --seed 5 --steps 30 --csv half.csv --state half.state
timeout 60 "$command" train normal1d --resume half.state --steps 30 --csv resumed.csv --state resumed.state >out 2>err
ok $? 'a run taken up again'
cmp -s whole.csv resumed.csv && cmp -s whole.state resumed.state
ok $? 'is byte for byte the whole run, log and state'
# shellcheck disable=SC2086
train normal1d $small --seed 6 --steps 60 --state other.state
! cmp -s whole.state other.state
ok $? 'another seed is another run'
train normal1d --steps 10 --json && grep -q '"suboptimality": [0-9]' out && grep -q '"preset": "normal1d"' out
ok $? 'JSON'
train normal1d --steps 0 --csv - && [ "$(head -n 1 out | cut -c 1-11)" = 'step,value,' ] && [ "$(wc -l <out)" -eq 2 ]
ok $? 'the log alone on the standard output'

# ---- presets ----------------------------------------------------------------------------------------------------------
"$command" list presets >presets 2>err
for preset in $(cut -d' ' -f1 presets | grep -v ideal); do
    train "$preset" --steps 2 --set every=1 --set batch=8
    ok $? "preset $preset"
done
[ "$(wc -l <presets)" -ge 7 ]
ok $? 'there are at least seven'
"$command" train ring2d --steps 0 --set points=100 >out 2>err && grep -q 'collapsed' out
ok $? 'a generator that knows nothing has collapsed'
printf '1 2\n3 5\n4 4\n' >points.csv
train faithful --set data=points.csv --steps 2 --set batch=4
ok $? 'points of a file of one'"'"'s own'

# ---- ensembles -----------------------------------------------------------------------------------------------------
train normal1d --ensemble 3:6 --steps 20 --set every=10 --set batch=8 --csv many.csv
ok $? 'an ensemble'
[ "$(cut -d, -f1 many.csv | tail -n +2 | uniq -c | awk '{ print $1 "x" $2 }' | tr '\n' ' ')" = '3x3 3x4 3x5 3x6 ' ]
ok $? 'its log in the order of the seeds'
train normal1d --seed 5 --steps 20 --set every=10 --set batch=8 --csv one.csv
[ "$(grep '^5,' many.csv | cut -d, -f2-)" = "$(tail -n +2 one.csv)" ]
ok $? 'a seed alone is the same run'
OMP_NUM_THREADS=1 timeout 60 "$command" train normal1d --ensemble 3:6 --steps 20 --set every=10 --set batch=8 --set points=100 --csv again.csv >out 2>err
cmp -s many.csv again.csv
ok $? 'on one thread as on all'

if ldd "$command" 2>/dev/null | grep -q libmpi && command -v mpirun >/dev/null 2>&1; then
    timeout 60 mpirun --allow-run-as-root --oversubscribe -n 3 "$command" train normal1d --ensemble 3:6 --steps 20 --set every=10 \
        --set batch=8 --set points=100 --csv ranks.csv >out 2>err && cmp -s many.csv ranks.csv
    ok $? 'on three ranks as on one'
else
    echo "ok $((count += 1)) - ranks # SKIP built without MPI (-Dmpi=enabled)"
fi

# ---- pictures -------------------------------------------------------------------------------------------------------
if command -v gnuplot >/dev/null 2>&1; then
    for preset in normal1d ring2d digits; do
        train $preset --steps 2 --set every=1 --set batch=8 --plot $preset.png
        [ $? -eq 0 ] && [ "$(head -c 4 $preset.png | tail -c 3)" = PNG ] && [ ! -s err ]
        ok $? "a picture of $preset"
    done
    train mixture1d --steps 3 --set every=1 --set batch=8 --plot film.gif
    [ $? -eq 0 ] && [ "$(head -c 3 film.gif)" = GIF ]
    ok $? 'an animation'
else
    echo "ok $((count += 1)) - pictures # SKIP gnuplot is not installed"
fi

# ---- interruption -------------------------------------------------------------------------------------------------------
timeout 60 "$command" train normal1d --steps 100000000 --set points=100 --csv stopped.csv --state stopped.state >out 2>err &
job=$!
sleep 1
kill -INT "$(pgrep -P $job 2>/dev/null | head -n 1)" 2>/dev/null || kill -INT $job
wait $job
[ $? -eq 1 ] && grep -q 'interrupted after step' err && [ "$(wc -l <stopped.csv)" -ge 2 ]
ok $? 'Ctrl-C keeps the log'
timeout 60 "$command" train normal1d --resume stopped.state --steps 1 >out 2>err
ok $? 'and a state that can be taken up'

# ---- a run that is no longer finite -------------------------------------------------------------------------------------
train normal1d --set objective=least-squares --set optimiser=sgd --set lr_d=10 --set lr_g=10 --set r1=0 --set every=1 --state kept.state
[ $? -eq 1 ] && [ "$(wc -l <err)" -eq 1 ] && grep -q 'step [0-9]*: the loss of . is' err
ok $? 'a loss that is no number stops the run, which says at which step'
timeout 60 "$command" train normal1d --resume kept.state --steps 0 >out 2>err
ok $? 'the last good state is kept'

# ---- bad input: one line, status 2, nothing overwritten -------------------------------------------------------------------
echo precious >kept.csv
refuse() { # PATTERN ARGUMENTS...
    pattern=$1
    shift
    timeout 60 "$command" train "$@" --csv kept.csv >out 2>err
    status=$?
    [ $status -eq 2 ] && [ "$(wc -l <err)" -eq 1 ] && grep -q -e "$pattern" err && [ ! -s out ] && [ "$(cat kept.csv)" = precious ]
    ok $? "refused: $*"
}
refuse "unknown preset 'mnist'; accepted are normal1d, mixture1d, ring2d" mnist
refuse "did you mean 'ring2d'" ring3d
refuse "unknown setting 'rate'; accepted are data" normal1d --set rate=1
refuse 'lr_d=0: expected a number above 0' normal1d --set lr_d=0
refuse 'lr_g=-1: expected a number above 0' normal1d --set lr_g=-1
refuse 'lr_g=nan' normal1d --set lr_g=nan
refuse 'batch=0: expected a whole number from 1' normal1d --set batch=0
refuse 'expected key=value' normal1d --set batch
refuse 'generator: its last layer has 3 outputs; expected 1' normal1d --set 'generator=3'
refuse 'discriminator: layer 1 (conv)' normal1d --set 'discriminator=conv 4 k3, 1'
refuse "did you mean 'wasserstein'" normal1d --set objective=wgan
refuse 'accepted are sgd, momentum, rmsprop, adam' normal1d --set optimiser=lion
refuse 'data: ' normal1d --set 'data=norml(0,1)'
refuse 'no-such.csv' normal1d --set data=no-such.csv
printf '1 2\nnan 5\n' >nan.csv
refuse 'nan.csv' faithful --set data=nan.csv
printf '1 2\n1 5\n' >flat.csv
refuse 'column 1 of the data does not vary' faithful --set data=flat.csv
printf 'label,pixels\n1,0000\n2,00x0\n' >images.csv
refuse 'images.csv: line 3, pixel 3' digits --set data=images.csv
refuse 'an integer from 0' normal1d --steps -5
refuse 'an integer from 0' normal1d --seed x
refuse 'FROM:TO' normal1d --ensemble 5
refuse 'must end in .svg, .png, .pdf or .gif' normal1d --plot picture.jpg
refuse 'a state of the preset normal1d, not of ring2d' ring2d --resume whole.state
sed '1s/version .*/version 99.0/' whole.state >version.state
refuse 'another version' normal1d --resume version.state
head -c 2000 whole.state >cut.state
refuse 'truncated or changed' normal1d --resume cut.state
refuse 'not a training state' normal1d --resume points.csv
refuse 'cannot open missing.state' normal1d --resume missing.state
refuse 'set is for new runs' normal1d --resume whole.state --set lr_d=1
refuse 'cannot write' normal1d --state no/such/folder/x.state

echo "1..$count"
[ "$failed" -eq 0 ]
