#!/bin/sh
# The presets of `ganproof train`, one after the other on one thread: processor time of the whole run (measurements included), and when
# it had converged: the first measured step from which on W1 (of images, W2 of normal fits) stays within 1.5 times its median over the
# last quarter of the log. Usage: bench_presets.sh COMMAND [PRESET ...]
set -eu

command=${1:?usage: bench_presets.sh COMMAND [PRESET ...]}
shift
[ $# -gt 0 ] || set -- normal1d mixture1d ring2d grid2d faithful digits blobs
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
printf '%-10s %8s %10s %10s %14s %14s\n' preset steps 'CPU s' converged 'at CPU s' distance
for preset; do
    OMP_NUM_THREADS=1 sh -c 'time -p "$1" train "$2" --csv "$3/log.csv" >/dev/null' - "$command" "$preset" "$scratch" 2>"$scratch/time"
    seconds=$(awk '$1 == "user" || $1 == "sys" { sum += $2 } END { print sum }' "$scratch/time")
    awk -F, -v preset="$preset" -v seconds="$seconds" '
        NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
        { step[++n] = $1; d[n] = $(column["w1"]) != "" ? $(column["w1"]) : $(column["w2"]) }
        END {
            for (i = n - int(n/4); i <= n; i++) late[++m] = d[i]
            for (i = 1; i <= m; i++) for (j = i + 1; j <= m; j++) if (late[j] < late[i]) { t = late[i]; late[i] = late[j]; late[j] = t }
            limit = 1.5 * late[int((m + 1)/2)]
            for (first = n; first > 1 && d[first - 1] <= limit; first--) ;
            printf "%-10s %8d %10.2f %10d %14.2f %14.4g\n", preset, step[n], seconds, step[first],
                   seconds * step[first] / step[n], d[n] }' "$scratch/log.csv"
done
