#!/bin/bash
# Runs the concurrent tests of the log and its storage under the thread sanitizer; any race ends them with an error.
#
#   thread_sanitizer.sh [FILTER...]     regular expressions for `swift test --filter`
set -euo pipefail
cd "$(dirname "$0")/.."
filters=("$@")
# Not all of EventLogTests: its many archives at once, each with a map of 1 TiB, do not fit beside the shadow memory.
[ $# -gt 0 ] || filters=(LMDBTests LogConcurrencyTests SubscriptionTests RecentDigestsTests KeyTests)

# The sanitizer lays its shadow memory at fixed addresses, which a kernel that spreads mappings far may have taken.
steady=()
if command -v setarch >/dev/null && setarch "$(uname -m)" -R true 2>/dev/null; then steady=(setarch "$(uname -m)" -R); fi

arguments=()
for filter in "${filters[@]}"; do arguments+=(--filter "$filter"); done
TSAN_OPTIONS="halt_on_error=1 exitcode=66 ${TSAN_OPTIONS:-}" \
  "${steady[@]}" swift test --sanitize=thread --scratch-path .build-tsan --disable-xctest "${arguments[@]}" </dev/null
