#!/bin/sh
# Fuzzes the frame decoder:  run.sh [RUNS] [libFuzzer options]
# The default is a million runs. A finding is left in this folder as crash-*; make it a test.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
work=${TMPDIR:-/tmp}/plugwalk-fuzz-frames
mkdir -p "$work/corpus"
sources=$root/Sources/PlugwalkHost/Adapters
swiftc -O -parse-as-library -sanitize=fuzzer,address -swift-version 6 -package-name plugwalk -module-name FuzzFrameDecoder \
    -enable-upcoming-feature InternalImportsByDefault \
    -I "$root/Sources/AdapterABI/include" -I "$root/Sources/AdapterRuntime/include" \
    "$here/FuzzFrameDecoder.swift" "$sources/EventField.swift" "$sources/RawBatch.swift" "$sources/FrameError.swift" \
    "$sources/WorkerFrame.swift" "$sources/BodyCursor.swift" "$sources/BatchDecoder.swift" "$sources/FrameDecoder.swift" \
    -o "$work/fuzz"
runs=${1:-1000000}
[ $# -gt 0 ] && shift
cd "$here"
exec "$work/fuzz" -runs="$runs" -max_len=4096 -rss_limit_mb=1024 "$@" "$work/corpus" "$here/corpus"
