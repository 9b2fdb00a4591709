#!/bin/sh
# `ganproof sweep`: quick values agree with certified bands; order, interruption and pictures. Prints TAP.
# Usage: test_sweep_cli.sh SOURCE_ROOT COMMAND
set -u

. "${0%/*}/tap"
P='normal(0,1)' Q='0.3*normal(theta-1,0.5) + 0.7*normal(theta+2,1.5)'

# ---- quick values and certified bands -----------------------------------------------------------------------------
"$command" sweep kl,js,tv,chi2 "$P" "$Q" --theta -2:2:9 >out 2>err
ok $? 'a quick sweep'
"$command" sweep kl,js,tv,chi2 "$P" "$Q" --theta -2:2:9 --certified >bands 2>err
ok $? 'a certified one'
[ "$(head -n 1 bands)" = 'theta,kl,kl_lower,kl_upper,js,js_lower,js_upper,tv,tv_lower,tv_upper,chi2,chi2_lower,chi2_upper' ]
ok $? 'with two more columns for each name'
# Values within 1e-12 of the bands, relative above 1, and not fewer than eleven digits; awk rounds at 1e-16.
paste -d, out bands | awk -F, '
    NR > 1 { for (k = 2; k <= 5; k++) { v = $k; lower = $(8 + 3 * (k - 2)); upper = $(9 + 3 * (k - 2))
        if (v == "inf") { bad += lower != "inf"; continue }
        room = v > 1 ? 1.1e-12 * v : 1.1e-12; bad += !(v >= lower - room && v <= upper + room); checked++ } }
    END { exit !(bad == 0 && checked == 36) }'
ok $? 'quick values lie within their accuracy of the bands'

# ---- exactness where doubles cannot tell ---------------------------------------------------------------------------
"$command" sweep kl,js 'uniform(0,1)' 'uniform(theta,theta+1)' --theta -1e-15:1e-15:3 >out 2>err
[ "$(cut -d, -f2 out | tr '\n' ' ')" = 'kl inf 0 inf ' ]
ok $? 'supports that differ by 1e-15 differ'
"$command" sweep kl 'cauchy(0,1)' 'normal(theta,1)' --theta 0:1:2 >out 2>err
[ "$(grep -c ',inf$' out)" -eq 2 ]
ok $? 'an integral that diverges is infinite'
"$command" sweep kl "$P" 'theta*normal(0,1) + (1-theta)*normal(1,1)' --theta 1/3:1:3 --base 2 >out 2>err
[ $? -eq 0 ] && [ "$(tail -n 1 out)" = '1,0' ]
ok $? 'weights that depend on theta, in bits'
"$command" sweep w1,w2,energy,kolmogorov,js 'poisson(theta)' 'poisson(2)' --theta 1:2:2 >out 2>err
[ $? -eq 0 ] && [ "$(tail -n 1 out)" = '2,0,0,0,0,0' ] && [ "$(grep -c ',,' out)" -eq 0 ]
ok $? 'distances and lattice laws'

# ---- many rows ------------------------------------------------------------------------------------------------------
"$command" sweep js "$P" "$Q" --theta -4:4:20001 >out 2>err
[ $? -eq 0 ] && [ "$(wc -l <out)" -eq 20002 ] && sed 1d out | sort -t, -g -k1 | cmp -s - "$(sed 1d out >sorted; echo sorted)"
ok $? 'twenty thousand rows, in order'
"$command" sweep js "$P" "$Q" --theta -4:4:20001 >again 2>err
cmp -s out again
ok $? 'the same twice'
OMP_NUM_THREADS=1 "$command" sweep js "$P" "$Q" --theta -4:4:20001 >again 2>err
cmp -s out again
ok $? 'and on one thread'

# ---- interruption ---------------------------------------------------------------------------------------------------
"$command" sweep js "$P" "$Q" --theta -4:4:10000000 --csv table.csv >out 2>err &
job=$!
i=0
until [ -n "$(find . -name 'table.csv.??????' -size +1k 2>/dev/null)" ] || [ $i -ge 300 ]; do
    i=$((i + 1))
    sleep 0.1
done
kill -INT "$job" 2>/dev/null
wait "$job"
status=$?
rows=$(sed -n 's/.*the \([0-9]*\) rows so far are kept in table.csv.partial$/\1/p' err)
[ "$status" -eq 1 ] && [ ! -e table.csv ] && [ -n "$rows" ] && [ "$(wc -l <table.csv.partial)" -eq $((rows + 1)) ]
ok $? 'interrupted, the table keeps its rows under another name, and says how many'

# ---- pictures -------------------------------------------------------------------------------------------------------
if command -v gnuplot >/dev/null 2>&1; then
    "$command" sweep kl,js "$P" "$Q" --theta -2:2:21 --certified --digits 3 --plot bands.svg --csv bands.csv >out 2>err
    status=$?
    [ "$status" -eq 0 ] && [ ! -s err ] && grep -q '</svg>' bands.svg && ! grep -q 'kl_lower' bands.svg && grep -q '>kl<' bands.svg
    ok $? 'bands are drawn under their curves'
fi

echo "1..$count"
[ "$failed" -eq 0 ]
