#!/usr/bin/env bash
# Measures the built product beside a reference in the same minute; the last line is "NAME ratio R".
#
#   Benchmarks/bench.sh ingest [EVENTS]   adapter to commit, beside a loop in C that writes the same rows
#   Benchmarks/bench.sh http              requests, durable posts and event streams, beside a bare libmicrohttpd server
#   Benchmarks/bench.sh start             from the start to the first answer, beside the budget
#   Benchmarks/bench.sh memory            the daemon and its workers under load, beside the budget
#   Benchmarks/bench.sh --check           a short run, held against Benchmarks/budgets
#
# `./dev bench` builds everything and calls this. PREFIX: what is measured (default dist); PROGRAMS: the bench programs.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PREFIX=${PREFIX:-$HERE/../dist}
PROGRAMS=${PROGRAMS:-$HERE/../.build/benchmarks}
ROUNDS=${ROUNDS:-5}

say() { printf '%s\n' "$*" >&2; }
die() { say "bench: $*"; exit 1; }

PLACE=$(mktemp -d)
DAEMON=
clean_up() {
  stop_daemon
  rm -rf "$PLACE"
}
trap clean_up EXIT

# A port that nobody listens on now.
free_port() {
  local port
  while port=$((20000 + RANDOM % 20000)) && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

# An empty state folder with the bench adapter in it.
new_home() {
  rm -rf "$PLACE/home"
  install -d -m 700 "$PLACE/home" "$PLACE/home/plugins"
  install -m 600 "$PROGRAMS/bench.so" "$PLACE/home/plugins/bench.so"
  export PLUGWALK_HOME=$PLACE/home
}

start_daemon() { # ARGUMENTS...: sets PORT
  PORT=$(free_port)
  "$PREFIX/bin/plugwalk" serve --port "$PORT" "$@" >"$PLACE/daemon.log" 2>&1 &
  DAEMON=$!
}

stop_daemon() {
  [ -n "$DAEMON" ] || return 0
  kill "$DAEMON" 2>/dev/null || true
  wait "$DAEMON" 2>/dev/null || true
  DAEMON=
}

median() { sort -g | awk '{ value[NR] = $1 } END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'; }
divide() { awk -v a="$1" -v b="$2" -v format="${3:-%.2f}" 'BEGIN { printf format "\n", a / b }'; }

machine() {
  say "$(grep -m 1 'model name' /proc/cpuinfo | cut -d: -f2 | sed 's/^ //'), $(nproc) processors, $(uname -sr)"
}

# ---- ingest ----------------------------------------------------------------------------------------------------------

import_once() { # EVENTS: seconds; leaves the database
  new_home
  start_daemon --source "bench=events:$1"
  "$PROGRAMS/watch" "$PORT" "$1" || die "the import failed: $(cat "$PLACE/daemon.log")"
  stop_daemon
}

raw_once() {
  rm -f "$PLACE/raw.db"*
  "$PROGRAMS/raw-loop" "$PLACE/home/plugwalk.db" "$PLACE/raw.db"
}

bench_ingest() { # [EVENTS]
  local events=${1:-200000} round ours raw ratios=()
  for ((round = 0; round < ROUNDS; round++)); do
    import_once "$events" >"$PLACE/seconds"
    ours=$(cat "$PLACE/seconds")
    raw=$(raw_once)
    ratios+=("$(divide "$raw" "$ours" %.4f)")
    say "import of $events events: $(divide "$events" "$ours" %.0f) /s · raw loop: $(divide "$events" "$raw" %.0f) /s · ratio ${ratios[-1]}"
  done
  printf 'ingest ratio %.2f\n' "$(printf '%s\n' "${ratios[@]}" | median)"
}

# ---- http ------------------------------------------------------------------------------------------------------------

# Requests per second of wrk with 16 connections; dies when one failed.
requests() { # PORT PATH SCRIPT [SEED]
  local rate refused broken
  wrk --connections 16 --threads 2 --duration "${SECONDS_EACH:-3}s" --script "$HERE/http/$3" "http://127.0.0.1:$1$2" -- "${4:-}" \
    >"$PLACE/wrk" 2>&1 || die "wrk: $(cat "$PLACE/wrk")"
  read -r rate refused broken < <(sed -n 's/^RESULT //p' "$PLACE/wrk")
  [ "$refused" = 0 ] && [ "$broken" = 0 ] || die "$2: $refused refused answers, $broken broken connections"
  echo "$rate"
}

start_bare() { # BODY_BYTES: sets BARE and BARE_PORT
  BARE_PORT=$(free_port)
  "$PROGRAMS/bare-server" "$BARE_PORT" "$1" &
  BARE=$!
  until (exec 3<>"/dev/tcp/127.0.0.1/$BARE_PORT") 2>/dev/null; do sleep 0.05; done
}

stop_bare() {
  kill "$BARE"
  wait "$BARE" 2>/dev/null || true
}

# Requests of a path beside the bare server's with a body of the same size.
compare_requests() { # NAME PATH SCRIPT: prints the line, and as the last word the ratio
  local round ours bare bytes ratios=()
  bytes=$(curl -s "http://127.0.0.1:$PORT$2" | wc -c)
  for ((round = 0; round < 3; round++)); do
    start_bare "$bytes"
    bare=$(requests "$BARE_PORT" "$2" "$3" "$round")
    stop_bare
    ours=$(requests "$PORT" "$2" "$3" "$RANDOM$round")
    ratios+=("$(divide "$ours" "$bare" %.4f)")
    say "$1: $ours /s · bare server: $bare /s · ratio ${ratios[-1]}"
  done
  printf '%s ratio %.2f\n' "$1" "$(printf '%s\n' "${ratios[@]}" | median)"
}

# Ten streams while a thousand events come each second: the times from the adapter's sending to each stream.
bench_streams() {
  local seconds=10 events p50 p95
  new_home
  start_daemon --source "bench=events:$((seconds * 1000 + 2000));rate:1000"
  read -r events p50 p95 < <("$PROGRAMS/streams" "$PORT" 10 $((seconds * 1000)))
  stop_daemon
  say "10 streams at 1,000 events/s, sent to received: $events messages, p50 $p50 ms, p95 $p95 ms"
  printf 'streams ratio %s\n' "$(divide "$p95" 5)"
}

# What lists are asked for: runs of an import.
bench_http() {
  command -v wrk >/dev/null || die "wrk is missing: apt-get install wrk"
  new_home
  start_daemon --dev --source bench=events:20000
  "$PROGRAMS/watch" "$PORT" 20000 >/dev/null || die "the daemon did not start: $(cat "$PLACE/daemon.log")"
  compare_requests health /api/v1/health gets.lua
  compare_requests runs /api/v1/runs gets.lua
  compare_requests posts /api/v1/ingest posts.lua >"$PLACE/posts"
  stop_daemon
  bench_streams
  cat "$PLACE/posts"
}

# ---- start -----------------------------------------------------------------------------------------------------------

start_times() { # COUNT PORT PATH COMMAND...: milliseconds, one a line
  local count=$1 index
  shift
  for ((index = 0; index < count; index++)); do "$PROGRAMS/answer" "$@" 2>>"$PLACE/daemon.log" | tail -n 1; done
}

bench_start() { # [EVENTS]: also with a database of that many events (default 200000)
  local empty full bare port events=${1:-200000}
  port=$(free_port)
  new_home
  empty=$(start_times 10 "$port" /api/v1/health "$PREFIX/bin/plugwalk" serve --port "$port" --source bench=events:1 | median)
  bare=$(start_times 10 "$port" / "$PROGRAMS/bare-server" "$port" 100 | median)
  import_once "$events" >/dev/null
  full=$(start_times 10 "$port" /api/v1/health "$PREFIX/bin/plugwalk" serve --port "$port" --source bench=events:1 | median)
  say "start to the first answer, medians of 10: empty folder $empty ms · $events events $full ms · bare server $bare ms · budget 300 ms"
  printf 'start ratio %s\n' "$(divide "$(printf '%s\n%s\n' "$empty" "$full" | sort -g | tail -n 1)" 300)"
}

# ---- memory ----------------------------------------------------------------------------------------------------------

# The processes of the daemon: itself and its workers.
processes() { echo "$DAEMON" $(cat "/proc/$DAEMON/task/$DAEMON/children" /proc/"$DAEMON"/task/*/children 2>/dev/null | tr ' ' '\n' | sort -u); }

# Samples the PSS of the daemon and its workers ten times a second until the file `stop` exists; kilobytes, one sum a line.
sample() {
  local process key value sum
  while [ ! -e "$PLACE/stop" ] && [ -d "/proc/$DAEMON" ]; do
    sum=0
    for process in $(processes); do
      while read -r key value _; do [ "$key" != Pss: ] || sum=$((sum + value)); done 2>/dev/null <"/proc/$process/smaps_rollup" || true
    done
    echo "$sum"
    sleep 0.1
  done
}

peak_megabytes() { sort -n "$1" | tail -n 1 | awk '{ printf "%.1f\n", $1 / 1024 }'; }

# The most that the daemon and its workers take while COMMAND runs.
peak_during() { # COMMAND...
  local sampler
  rm -f "$PLACE/stop"
  sample >"$PLACE/samples" &
  sampler=$!
  "$@" >/dev/null
  touch "$PLACE/stop"
  wait "$sampler"
  peak_megabytes "$PLACE/samples"
}

bench_memory() { # [EVENTS]
  local events=${1:-200000} import streams
  new_home
  start_daemon --source "bench=events:$events"
  import=$(peak_during "$PROGRAMS/watch" "$PORT" "$events")
  stop_daemon
  new_home
  start_daemon --source "bench=events:12000;rate:1000"
  streams=$(peak_during "$PROGRAMS/streams" "$PORT" 10 10000)
  stop_daemon
  say "daemon and workers, highest PSS: import of $events events $import MB · 10 streams at 1,000 events/s $streams MB · budget 80 MB"
  printf 'memory ratio %s\n' "$(divide "$(printf '%s\n%s\n' "$import" "$streams" | sort -g | tail -n 1)" 80)"
}

# ---- check -----------------------------------------------------------------------------------------------------------

# Short runs against the budgets: NAME, at least or at most, RATIO. Each gets a second try: these machines are shared.
check() {
  local name bound limit ratio failed=0
  while read -r name bound limit; do
    for try in 1 2; do
      ratio=$(ROUNDS=3 "bench_$name" 50000 | tail -n 1 | awk '{ print $3 }')
      if awk -v r="$ratio" -v l="$limit" -v b="$bound" 'BEGIN { exit !(b == "at-least" ? r >= l : r <= l) }'; then
        say "$name: ratio $ratio, budget $bound $limit"
        continue 2
      fi
    done
    say "$name: ratio $ratio is beyond the budget, $bound $limit"
    failed=1
  done < <(grep -v '^#' "$HERE/budgets")
  return $failed
}

case ${1:-} in
  ingest | http | start | memory) machine; "bench_$1" "${@:2}" ;;
  --check) machine; check ;;
  *) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"; exit 2 ;;
esac
