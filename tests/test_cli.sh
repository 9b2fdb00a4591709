#!/bin/sh
# The command's manners, as TAP: bad input is one line on standard error, nothing on standard output and status 2; a closed
# pipe and a full disk end it quietly with status 1; no half file is left; help and lists are there.
# Usage: test_cli.sh SOURCE_ROOT COMMAND
set -u

. "${0%/*}/tap"
P='normal(0,1)' Q='normal(1,1)' T='normal(theta,1)'

run() { # ARGUMENTS...; leaves status, out and err
    "$command" "$@" >out 2>err </dev/null
    status=$?
}

bad() { # WORDS-IN-THE-MESSAGE ARGUMENTS...
    words=$1
    shift
    run "$@"
    good=1
    if [ "$status" -eq 2 ] && [ ! -s out ] && [ "$(wc -l <err)" -eq 1 ] && grep -qF -e "$words" err; then good=0; fi
    ok "$good" "refused (status $status): $*"
}

good() { # WORDS-ON-STANDARD-OUTPUT ARGUMENTS...
    words=$1
    shift
    run "$@"
    good=1
    if [ "$status" -eq 0 ] && [ ! -s err ] && grep -qF -e "$words" out; then good=0; fi
    ok "$good" "answered (status $status): $*"
}

# ---- bad usage ---------------------------------------------------------------------------------------------------
bad 'no command'
bad "did you mean 'prove'" prov
bad 'accepted are' frobnicate
bad '--help' --verson
bad "did you mean '--base'" divergence js --bsae 2 "$P" "$Q"
bad 'needs a value' divergence js "$P" "$Q" --digits
bad 'takes no value' prove --json=3
bad 'sd = exp(1000) is beyond the range' divergence kl "$P" 'normal(1,exp(1000))'
[ -r /dev/zero ] && bad '/dev/zero: no numbers' divergence w1 'samples("/dev/zero")' "$P"
bad 'too few' divergence js
bad 'second law' divergence js "$P"
bad 'too many' divergence js "$P" "$Q" "$Q"
bad 'too few' show
bad 'accepted are' list nonsense
bad 'unknown theorem or tag' prove no_such_theorem
bad "did you mean 'kl_is_nonnegative'" show kl_is_nonegative
bad 'only one of' prove --json --tap -
bad 'cannot write' prove --junit ./no/such/folder.xml

bad "unknown option '-0.5*" divergence kl '-0.5*normal(0,1)+1.5*normal(1,1)' "$Q"
bad "did you mean 'kl_is_nonnegative'" show kl_nonneg
bad 'in all)' prove no_such_theorem

# ---- bad values --------------------------------------------------------------------------------------------------
for digits in 0 1001 -3 1e3 0x10 15.0 '' ' 15' many; do
    bad 'from 1 to 1000' divergence js "$P" "$Q" --json --digits "$digits"
done
bad 'accepted are' divergence js "$P" "$Q" --method magic
bad '--base' divergence js "$P" "$Q" --base 3
bad "did you mean 'js'" divergence JS "$P" "$Q"
bad "did you mean 'w1'" divergence wasserstein "$P" "$Q"
bad "did you mean 'normal'" divergence kl 'Gaussian(0,1)' "$Q"
bad "argument of sqrt" divergence kl 'normal(0,sqrt(-1))' "$Q"
bad "did you mean 'js'" divergence jss "$P" "$Q"
bad 'character 10' divergence 'kl,renyi(0)' "$P" "$Q"
bad 'renyi(2)' divergence renyi "$P" "$Q"
bad 'unknown divergence' divergence 'kl,,js' "$P" "$Q"
bad 'unknown divergence' divergence '' "$P" "$Q"
bad "'norml'; did you mean 'normal'" divergence js 'norml(0,1)' "$Q" --json
bad 'character 10' divergence js "$P" 'normal(0,)' --json
bad 'character 10' divergence js 'normal(0,-1)' "$Q" --json
bad 'character 10' divergence js 'normal(0,0)' "$Q" --json
bad '0.9' divergence js '0.5*normal(0,1)+0.4*normal(1,1)' "$Q" --json
bad 'theta' divergence js "$T" "$Q" --json
bad 'no-such-file' divergence js 'samples("no-such-file")' "$Q" --json
bad '2-dimensional' divergence js "$P" 'normal2(0,0,1,1,0)' --json
line_break=$(printf 'normal(0,\nx)')
bad 'Q ' divergence js "$P" "$line_break" --json
printf '1 2\n3 x\n' >malformed.csv
bad 'malformed.csv:2:3' divergence js 'samples("malformed.csv")' "$Q" --json

# ---- bad sweeps --------------------------------------------------------------------------------------------------
for seconds in 0 -1 1e400 soon; do bad '--budget' divergence js "$P" "$Q" --budget "$seconds"; done
run divergence js 'student(3,0,1)' "$P" --digits 100 --budget 1/1000
good=1
[ "$status" -eq 1 ] && grep -q ', between ' out && good=0
ok "$good" 'too little time: undecided, with the best enclosure so far'
bad '--budget' sweep js "$P" "$T" --theta 0:1:3 --budget 0
bad '--theta' sweep js "$P" "$T"
for theta in '' 1 1:2 1:2:3:4 a:2:3 1::3 1:2:0 1:2:-1 1:2:1e9 1:2:x 'log(-1):2:3'; do
    bad '--theta' sweep js "$P" "$T" --theta "$theta"
done
bad 'theta = 0' sweep js "$P" 'normal(0,theta)' --theta 1:-1:5
bad '.svg' sweep js "$P" "$T" --theta 0:1:3 --plot picture.gif
bad 'cannot write' sweep js "$P" "$T" --theta 0:1:3 --csv ./no/such/folder.csv
bad '2-dimensional' sweep js "$P" 'normal2(theta,0,1,1,0)' --theta 0:1:3
ok "$(find . -name '*.csv*' | grep -vc malformed)" 'no file is left by a refused sweep'

# ---- answers -----------------------------------------------------------------------------------------------------
good '0.111421482184736' divergence js "$P" "$Q"
good '"digits": "0.111421482184736"' divergence js "$P" "$Q" --json
good '0.16074722' divergence js "$P" "$Q" --base 2 --digits 9
good '"infinite": "support"' divergence kl 'uniform(0,1)' 'uniform(1/2,3/2)' --json
good '"value": null, "digits": "inf"' divergence w1 "$P" 'cauchy(0,1)' --json
good '0.1' divergence w1 'point(0)' 'point(0.1)'
good 'nats' divergence entropy "$P"
good '"p": "normal(0,1)"' divergence js "$P" "$Q" --json
good 'theta,kl,js' sweep kl,js "$P" "$T" --theta -1:1:5
good '0.5,inf,0.34657359028' sweep kl,js 'uniform(0,1)' 'uniform(theta,theta+1)' --theta 0:1/2:2
good 'kl_is_nonnegative' list theorems
good 'normal(mean, sd)' list families
good 'reverse-kl' list divergences
good '"families": [' list --json
good 'Falsehood' show kl_is_nonnegative
good '"verdict": "holds"' prove kl_is_nonnegative --json
good 'ok 1 - kl_is_nonnegative' prove kl_is_nonnegative --tap
good '<testsuites' prove kl_is_nonnegative --junit
good 'ganproof ' --version
for sub in '' prove list show identity divergence sweep; do
    # shellcheck disable=SC2086  # an empty sub-command is none
    good 'usage: ganproof' $sub --help
done

run sweep js "$P" "$T" --theta 1/3:1:2
good=1
if [ "$(sed -n 2p out | cut -d, -f1)" = 0.333333333333333 ] && [ "$(wc -l <out)" -eq 3 ]; then good=0; fi
ok "$good" 'a sweep has its header and both ends'

run sweep js "$P" "$T" --theta 0:1:3 --csv table.csv
good=1
if [ "$status" -eq 0 ] && [ ! -s out ] && [ "$(wc -l <table.csv)" -eq 4 ] && [ "$(find . -name 'table.csv*' | wc -l)" -eq 1 ]; then good=0; fi
ok "$good" 'a table goes to its file, and leaves nothing beside it'

if command -v gnuplot >/dev/null 2>&1; then
    run sweep kl,js "$P" "$T" --theta -1:1:9 --plot picture.svg
    good=1
    if [ "$status" -eq 0 ] && [ ! -s out ] && grep -q '</svg>' picture.svg; then good=0; fi
    ok "$good" 'a sweep is drawn'
fi

run prove kl_is_nonnegative --junit junit.xml --tap proofs.tap
good=1
if [ "$status" -eq 0 ] && grep -q 'verdict' out && grep -q '^ok 1' proofs.tap && grep -q '</testsuites>' junit.xml; then good=0; fi
ok "$good" 'the table, a TAP file and a JUnit file at once'

run divergence js "$P" "$Q" --json
if command -v jq >/dev/null 2>&1; then
    jq -e '.results[0] | (.lower | tonumber) <= .value and .value <= (.upper | tonumber)' <out >/dev/null 2>&1
    ok $? 'jq reads the JSON, and the value lies in its enclosure'
fi

# ---- identities --------------------------------------------------------------------------------------------------
wrong() { # WORDS-ON-STANDARD-OUTPUT ARGUMENTS...; of an answer that is not "holds"
    words=$1
    shift
    run "$@"
    good=1
    if [ "$status" -eq 1 ] && [ ! -s err ] && grep -qF -e "$words" out; then good=0; fi
    ok "$good" "answered no (status $status): $*"
}
game='m = (p+q)/2, j = (p*log(p/m) + q*log(q/m))/2'
good 'true: for all real' identity 'p*log(p/(p+q)) + q*log(q/(p+q)) = -(p+q)*log(2) + 2*j' --where "$game"
good 'true' identity '-p' = '-(p)'
good '"verdict": "holds"' identity 'diff(p*log(D) + q*log(1-D), D) = p/D - q/(1-D)' --json
good 'true: for all positive values' identity 'p*log(p/q) >= p - q'
wrong 'left - right  (p+q)/2*log(2)' identity 'p*log(p/(p+q)) + q*log(q/(p+q)) = -(p+q)*log(2) + j' --where "$game"
wrong 'false at p=1, q=1/2: the left side is 0.693147180560' identity 'p*log(p/q) = q*log(q/p)'
wrong '"point": "p=' identity 'p = q' --json
wrong 'undecided: no point' identity 'log(-p) = log(p)'
wrong '"evidence": "undecided"' identity 'log(-p) = log(p)' --json
bad 'too few' identity
bad 'character 3: expected one of' identity 'p+'
bad 'character 3' identity 'p+* = q'
bad "character 5: expected an operator, ',' or the end" identity 'm = p' --where 'm=p )'
bad 'accepted are' identity 'm = p' --nonsense

# ---- pipes and disks ---------------------------------------------------------------------------------------------
quiet() { # STATUS DESCRIPTION; of a run whose standard output could not be written
    good=1
    if [ "$1" -eq 1 ] && [ ! -s err ]; then good=0; fi
    ok "$good" "$2 (status $1)"
}
# The reader is gone before anything is written: the writer waits for it.
closed() { # ARGUMENTS...
    { { sleep 0.2; "$command" "$@" 2>err; echo $? >status; } | true; }
    cat status
}
: >out
quiet "$(closed divergence js "$P" "$Q")" 'closed pipe: divergence'
quiet "$(closed sweep js "$P" "$T" --theta 0:1:2000)" 'closed pipe: sweep'
quiet "$(closed prove kl_is_nonnegative --json)" 'closed pipe: prove --json'
quiet "$(closed list)" 'closed pipe: list'
quiet "$(closed --help)" 'closed pipe: --help'
if [ -w /dev/full ]; then
    for arguments in 'list' '--help' 'prove kl_is_nonnegative' "divergence js $P $Q --json" "sweep js $P $T --theta 0:1:300"; do
        # shellcheck disable=SC2086  # the arguments hold no blanks
        "$command" $arguments >/dev/full 2>err
        quiet $? "full disk: $arguments"
    done
    "$command" sweep js "$P" "$T" --theta 0:1:3 --csv /dev/full >out 2>err
    status=$?
    good=1
    [ "$status" -eq 1 ] && good=0
    ok "$good" 'full disk: --csv'
fi

# ---- fit and plot ------------------------------------------------------------------------------------------------
two='w*normal(m1, s1) + (1-w)*normal(m2, s2)'
eruptions="samples(\"$root/data/eruptions.csv\")"
good 'strict local maximum' fit "$two" --to "$eruptions" --by mle
good '"digits": "0.348404634014752"' fit "$two" --to "$eruptions" --by mle --json
good 'sigma          1.414213562' fit 'normal(0, sigma)' --to 'laplace(0, 1)' --by kl
bad 'character 17' fit 'normal(mu, sigma' --to "$P" --by kl
bad 'no free parameter' fit 'normal(0, 1)' --to "$P" --by kl
bad 'not a free parameter' fit 'normal(mu, 1)' --to "$P" --by kl --start 'nu=1'
bad 'needs a sample' fit 'normal(mu, 1)' --to "$P" --by mle --json
bad "did you mean 'kl'" fit 'normal(mu, 1)' --to "$P" --by klx
bad 'is needed' fit 'normal(mu, 1)' --to "$P"
bad 'infinite wherever' fit 'normal(mu, 1)' --to 'cauchy(0, 1)' --by kl
bad 'unknown plot' plot nosuch -o pictures
bad '-o DIR' plot
bad 'accepted are svg' plot bowl -o pictures --format gif
bad 'cannot make the folder' plot bowl -o no/such/folder
mkdir nothing
GANPROOF_PLOTS=nothing
export GANPROOF_PLOTS
bad 'no plot script' plot bowl -o pictures
rm -rf pictures
GANPROOF_PLOTS=$root/plots
if command -v gnuplot >/dev/null; then
    good 'pictures/segments.svg' plot segments -o pictures
    good 'pictures/bowl.svg' plot bowl discriminator -o pictures
    good=0
    for picture in segments bowl discriminator; do
        grep -q '</svg>' "pictures/$picture.svg" && [ -s "pictures/$picture.csv" ] || good=1
    done
    [ "$(find pictures -type f | wc -l)" -eq 7 ] || good=1
    ok "$good" 'three pictures with their tables, and nothing else'
    mkdir broken
    echo 'no such (command' >broken/segments.gp
    GANPROOF_PLOTS=broken
    bad 'gnuplot: ' plot segments -o more
    GANPROOF_PLOTS=$root/plots
    good=0
    [ "$(find more -type f | wc -l)" -eq 1 ] || good=1
    ok "$good" 'no half picture is left'
fi
mkdir empty
old_path=$PATH
PATH=$PWD/empty
good=1
"$command" plot segments -o without >out 2>err && good=2
PATH=$old_path
[ "$good" -eq 1 ] && grep -q 'gnuplot is not installed' err && good=0
ok "$good" 'without gnuplot: one line'

# ---- bounds over theta -------------------------------------------------------------------------------------------
bad '--theta FROM:TO' bound js "$P" "$T"
bad 'less than' bound js "$P" "$T" --theta 2:1
bad 'contains theta' bound js "$P" "$Q" --theta 0:1
bad 'cannot be shown to be positive' bound js "$P" 'normal(0,theta)' --theta 0:1
bad 'unknown divergence' bound jss "$P" "$T" --theta 0:1
bad 'one divergence' bound js,kl "$P" "$T" --theta 0:1
bad '--width' bound js "$P" "$T" --theta 0:1 --width 0
bad 'FROM is missing' bound js "$P" "$T" --theta :
bad 'TO is missing' bound js "$P" "$T" --theta 1:
bad 'without a COUNT' bound js "$P" "$T" --theta 1:2:3
for seconds in 0 -1 1e400 soon; do bad '--budget' bound js "$P" "$T" --theta 0:1 --budget "$seconds"; done
good '0.11142148' bound js "$P" "$T" --theta 0:1
good 'one minimum' bound kl "$P" 'normal(0,theta)' --theta 1/2:2 --sign-of-derivative
good '"decided": true' bound js "$P" "$T" --theta 0:1 --json
run bound js "$P" "$T" --theta -5:5 --boxes 8 --digits 12
good=1
[ "$status" -eq 1 ] && grep -q UNDECIDED out && good=0
ok "$good" 'too few boxes: undecided, with the bounds so far'
run bound w2 'gamma(theta,2)' 'gamma(2,1)' --theta 2:3 --budget 1/10
good=1
[ "$status" -eq 1 ] && grep -q UNDECIDED out && good=0
ok "$good" 'too little time: undecided, with the bounds so far'
good 'one minimum' bound kl 'bernoulli(theta)' 'bernoulli(1/2)' --theta 0:1 --sign-of-derivative
good 'certified; ' bound w1 'poisson(theta)' 'poisson(3)' --theta 2:4 --digits 3
good 'certified; ' bound entropy 'gamma(theta,1)' --theta 1:2 --digits 3
bad 'come together near theta' bound tv 'point(theta)' 'point(1)' --theta 0:2
bad 'P is 1-dimensional and Q is 2-dimensional' bound kl "$P" 'normal2(theta,0,1,1,0)' --theta 0:1
good 'increasing' bound kolmogorov "$P" 'logistic(theta,1)' --theta 1:2 --sign-of-derivative
good 'one minimum' bound energy 'theta*normal(-1,1)+(1-theta)*normal(2,1)' "$P" --theta 1/4:7/8 --sign-of-derivative
bad 'has no closed form; over an interval' bound kl 'ring(4,theta,1)' 'normal2(0,0,1,1,0)' --theta 1:2
bad 'needs normal2, ring or grid where theta appears' bound js 'disk(theta,0,1)' 'normal2(0,0,1,1,0)' --theta 1:2
bad 'this has atoms' bound entropy '1/2*poisson(theta)+1/2*normal(0,1)' --theta 1:2
bad 'needs two laws' bound kl "$T" --theta 0:1

# ---- certified fits --------------------------------------------------------------------------------------------
M='0.5*normal(-1,1)+0.5*normal(1,1)'
good 'the only minimiser' fit 'normal(mu,1)' --to 'laplace(1/3,1)' --by energy --certify --box mu=-1:1
good 'the only minimiser' fit 'normal(mu,1)' --to "$M" --by kl --certify --box mu=-3:3
good '"unique": true' fit 'normal(mu,1)' --to "$M" --by js --certify --json
bad 'go with --certify' fit 'normal(mu,1)' --to "$M" --by kl --box mu=-3:3
bad 'not a free parameter' fit 'normal(mu,1)' --to "$M" --by kl --certify --box nu=-3:3
bad 'range is empty' fit 'normal(mu,1)' --to "$M" --by kl --certify --box mu=3:-3
bad 'to be positive' fit 'normal(0,s)' --to "$M" --by kl --certify --box s=-1:3
run fit 'normal(mu,1)' --to '0.5*normal(-3,1)+0.5*normal(3,1)' --by reverse-kl --certify --box mu=-4:5
good=1
[ "$status" -eq 1 ] && grep -q 'NOT UNIQUE' out && [ "$(grep -c '  minimum' out)" -eq 2 ] && good=0
ok "$good" 'two minimisers are both listed'
run fit 'normal(mu,1)' --to 'laplace(0,1)' --by w1 --certify
good=1
[ "$status" -eq 1 ] && grep -q 'every minimiser in the box lies' out && good=0
ok "$good" 'a distance is minimised by values: where, but not how often'
run fit 'student(nu,0,1)' --to 'normal(0,1)' --by kl
good=1
[ "$status" -eq 1 ] && grep -q 'as nu -> infinity' out && good=0
ok "$good" 'an infimum that is not attained'

# ---- colour ------------------------------------------------------------------------------------------------------
run prove kl_is_nonnegative
good=1
grep -q "$(printf '\033')" out || good=0
ok "$good" 'no colour where there is no terminal'

echo "1..$count"
[ "$failed" -eq 0 ]
