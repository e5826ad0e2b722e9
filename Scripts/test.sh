#!/bin/bash
# All tests, one build at a time: `make test`. Corpora that nobody on this project wrote are used where EVRAK_CORPORA
# names their folder; without it, the tests that need them say that they are skipped.
set -euo pipefail
cd "$(dirname "$0")/.."
evrak=.build/release/evrak
python=(/usr/bin/python3 -B)
harness=Tests/Reliability

passed=() failed=()

# stage NAME COMMAND...: runs it, keeps its time and outcome, and goes on after a failure.
stage() {
  local name=$1 start=$SECONDS
  shift
  printf '\n== %s: %s\n' "$name" "$*"
  if "$@" </dev/null; then
    passed+=("$name, $((SECONDS - start)) s")
  else
    failed+=("$name, exit code $?, $((SECONDS - start)) s: $*")
  fi
}

# A build that fails leaves nothing to test.
build() {
  printf '\n== %s\n' "$*"
  "$@" </dev/null
}

if [ -n "${EVRAK_CORPORA:-}" ]; then echo "Corpora: $EVRAK_CORPORA"; else echo "EVRAK_CORPORA is not set: tests over corpora are skipped."; fi

build swift build --build-tests
# All tests are Swift Testing's: without XCTest's run, which would count none. What runs other programs, or whole corpora, runs
# apart: beside two thousand others its limits on time would say nothing.
heavy='^(ExtractionTests|TextAnalysisTests|CorrespondenceTests|SearchIndexTests)\.'
stage "unit tests" swift test --skip-build --disable-xctest --skip "$heavy"
stage "tests of text, extraction and index" swift test --skip-build --disable-xctest --filter "$heavy"
build swift build -c release --product evrak
build swift build -c release --product evrak-flip
stage "fixtures" "${python[@]}" Scripts/make_fixtures.py --check
stage "second verifier" Scripts/check_second_verifier.sh "$evrak"
if [ -n "${EVRAK_CORPORA:-}" ]; then
  stage "agreement with CPython" "${python[@]}" Tests/Agreement/compare_with_python.py --evrak "$evrak"
fi
stage "flipped bytes" .build/release/evrak-flip --flips 1000
stage "crashes" "${python[@]}" "$harness/crash_test.py" --evrak "$evrak" --rounds 25
stage "crashes of the index" "${python[@]}" "$harness/search_crash_test.py" --evrak "$evrak" --rounds 10
stage "lost writes" "${python[@]}" "$harness/replay_unsynced.py" --evrak "$evrak" --rounds 25
stage "rewritten logs" "${python[@]}" "$harness/rollback_test.py" --evrak "$evrak"
stage "refusals" "${python[@]}" "$harness/faults_test.py" --evrak "$evrak"

printf '\nmake test ran:\n'
for line in "${passed[@]}"; do echo "  passed: $line"; done
for line in ${failed[@]+"${failed[@]}"}; do echo "  FAILED: $line"; done
echo "${#passed[@]} passed, ${#failed[@]} failed"
[ ${#failed[@]} = 0 ]
