#!/bin/sh
# `ganproof divergence NAMES --pairs`: a line of JSON for each pair, in order and at once; bad lines are answered, too.
# Usage: test_pairs.sh SOURCE_ROOT COMMAND; prints TAP.
set -u

. "${0%/*}/tap"

has() { grep -qF -e "$2" "$1"; }
line() { sed -n "$1p" out; }
whole() { # is every line of out one JSON object?
    if command -v python3 >/dev/null 2>&1; then
        python3 -c 'import json, sys; [json.loads(line)["line"] for line in open("out")]' 2>err
    else
        ! grep -qv '^{"line": [0-9]*, .*}$' out
    fi
}

# ---- a file ------------------------------------------------------------------------------------------------------
printf '# pairs\nnormal(0,1) ; normal(1,1)\n\nnormal(0,1)\tnormal(2,1) # a comment\nuniform(0,1) ; uniform(1/2,3/2)\r\n' >pairs
"$command" divergence kl,js --pairs pairs >out 2>err
status=$?
[ "$status" -eq 0 ] && [ ! -s err ] && [ "$(wc -l <out)" -eq 3 ] && whole
ok $? 'one line of JSON a pair'
line 1 | grep -qF '{"line": 2, "p": "normal(0,1)", "q": "normal(1,1)", "results": [{"name": "kl", "value": 0.5'
ok $? 'the object of divergence --json, with the number of its line'
line 2 | grep -qF '"line": 4' && line 2 | grep -qF '"value": 2,'
ok $? 'tabs separate, comments do not count'
line 3 | grep -qF '"value": null, "digits": "inf"' && line 3 | grep -qF '"infinite": "support"'
ok $? 'an infinite value, and a line that ends as on other systems'

"$command" divergence js 'normal(0,1)' 'normal(1,1)' --json --digits 20 >one
"$command" divergence js --pairs pairs --digits 20 >out 2>err
digits=$(sed -n 's/.*"digits": "\([^"]*\)".*/\1/p' one)
[ -n "$digits" ] && line 1 | grep -qF "\"digits\": \"$digits\""
ok $? 'options apply to every pair'

# ---- bad lines ---------------------------------------------------------------------------------------------------
printf 'normal(0,1) ; normal(1,1)\nnorml(0,1) ; normal(1,1)\nnormal(0,1)\nnormal(0,1) ; normal(0,-1)\nnormal(theta,1) ; normal(0,1)\nnormal(0,1) ; normal2(0,0,1,1,0)\nnormal(0,1) ; normal(3,1)' >pairs
"$command" divergence js --pairs pairs >out 2>err
status=$?
[ "$status" -eq 2 ] && [ "$(wc -l <out)" -eq 7 ] && [ "$(wc -l <err)" -eq 1 ] && has err '5 of 7' && whole
ok $? 'bad lines do not end the run, and the status is 2'
[ "$(grep -c '"error"' out)" -eq 5 ] && line 2 | grep -qF '{"line": 2, "error": "P, character 1: ' && line 3 | grep -qF "';'" && line 4 | grep -qF 'Q, character' && line 6 | grep -qF '2-dimensional' && line 7 | grep -qF '"results"'
ok $? 'each says what was wrong, and the last line may lack its end'

for words in 'js normal(0,1) normal(1,1) --pairs pairs' 'js --pairs no-such-file' 'jss --pairs pairs' 'js'; do
    # shellcheck disable=SC2086
    "$command" divergence $words >out 2>err
    status=$?
    [ "$status" -eq 2 ] && [ ! -s out ] && [ "$(wc -l <err)" -eq 1 ]
    ok $? "refused: divergence $words"
done

printf 'normal(0,1)\nlaplace(0,1)\n' | "$command" divergence entropy --pairs - >out 2>err
ok $? 'a divergence of one law needs no Q'
[ "$(grep -c '"q": null' out)" -eq 2 ]
ok $? 'and gets none'
: | "$command" divergence js --pairs - >out 2>err
status=$?
[ "$status" -eq 0 ] && [ ! -s out ] && [ ! -s err ]
ok $? 'nothing asked, nothing answered'

# ---- many: in order, whatever the threads do ----------------------------------------------------------------------
i=0
while [ $i -lt 300 ]; do
    i=$((i + 1))
    echo "normal(0,1) ; normal($i/100,1)"
done >many
"$command" divergence kl,tv --pairs many >out 2>err
sed 's/^{"line": \([0-9]*\).*/\1/' out >order
[ "$(wc -l <out)" -eq 300 ] && sort -n order | cmp -s - order
ok $? 'answers come in the order of the questions'
"$command" divergence kl,tv --pairs - <many 2>err | sed 's/"seconds": [^}]*//g' >again
sed 's/"seconds": [^}]*//g' out | cmp -s - again
ok $? 'and are the same from the standard input'

# ---- a conversation over two pipes ---------------------------------------------------------------------------------
mkfifo ask answer
timeout 60 "$command" divergence js --pairs - <ask >answer 2>err &
server=$!
exec 3>ask 4<answer
good=0
for mean in 1 2 3; do
    echo "normal(0,1) ; normal($mean,1)" >&3
    read -r reply <&4 || good=1
    case $reply in '{"line": '"$mean"', "p": "normal(0,1)", "q": "normal('"$mean"',1)"'*) ;; *) good=1 ;; esac
done
echo 'nonsense' >&3
read -r reply <&4 || good=1
case $reply in *'"error"'*) ;; *) good=1 ;; esac
exec 3>&-
wait "$server"
[ $? -eq 2 ] || good=1
ok "$good" 'question, answer, question, answer'
exec 4<&-

# ---- closed and full outputs ----------------------------------------------------------------------------------------
{ "$command" divergence js --pairs many 2>err; echo $? >closed; } | head -n 1 >out
[ "$(cat closed)" -eq 1 ] && [ ! -s err ]
ok $? 'a closed pipe ends it quietly with status 1'
if [ -w /dev/full ]; then
    "$command" divergence js --pairs many >/dev/full 2>err
    [ $? -eq 1 ] && [ ! -s err ]
    ok $? 'and so does a full disk'
fi

echo "1..$count"
[ "$failed" -eq 0 ]
