# Every target installs what it needs from Debian's packages; Swift 6.3 and make are all that must be there before.
SHELL := /bin/bash
.DEFAULT_GOAL := help

ROUNDS ?=
FLIPS ?= 10000
SECONDS ?= 600

EVRAK := .build/release/evrak
EVRAK_BENCH := .build/release/evrak-bench
PYTHON := /usr/bin/python3 -B
PEERS := .build-peers
# What the formatter looks at: all Swift but the generated files.
SWIFT_FILES = find Sources Tests Benchmarks Package.swift -name '*.swift' -not -path '*/Generated/*' -print0

.PHONY: help
help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: ## The program, built for use: .build/release/evrak
	@Scripts/install_packages.sh build
	swift build -c release --product evrak

.PHONY: demo
demo: build ## A mailbox imported, a timeline, a verified archive and a proof, narrated
	@Scripts/install_packages.sh test
	@Scripts/demo.sh $(EVRAK)

.PHONY: test
test: ## All tests: Swift, the second verifier, and short rounds of the reliability harnesses
	@Scripts/install_packages.sh build test
	@Scripts/test.sh

.PHONY: bench bench-short bench-mail bench-search
bench: bench-programs ## Our figures, the peers' from the same run, and the ratios (half an hour or so)
	$(PYTHON) Benchmarks/bench.py --evrak $(EVRAK) --evrak-bench $(EVRAK_BENCH)

bench-short: bench-programs ## The same on a small mailbox; shows goals and judges none
	$(PYTHON) Benchmarks/bench.py --evrak $(EVRAK) --evrak-bench $(EVRAK_BENCH) --short

bench-mail: bench-programs ## Reading mail beside GMime and fast-mail-parser
	@Scripts/install_packages.sh bench-mail
	@[ -x $(PEERS)/bin/python ] || { echo "Installing fast-mail-parser from PyPI into $(PEERS)"; python3 -m venv $(PEERS); }
	@$(PEERS)/bin/pip install -q fast-mail-parser || echo "fast-mail-parser can't be had: GMime is the only peer."
	$(PYTHON) Benchmarks/mail_reading.py --evrak-bench $(EVRAK_BENCH) --python $(PEERS)/bin/python

bench-search: bench-programs ## Search beside tantivy, mu and notmuch (an hour; nothing else may run)
	@Scripts/install_packages.sh bench-search
	@[ -x $(PEERS)/bin/python ] || { echo "Installing tantivy from PyPI into $(PEERS)"; python3 -m venv $(PEERS); }
	@$(PEERS)/bin/pip install -q tantivy==0.27.0 || echo "tantivy can't be had from PyPI: its figures will be missing."
	$(PYTHON) Benchmarks/bench_search.py --evrak $(EVRAK) --evrak-bench $(EVRAK_BENCH) --python $(PEERS)/bin/python

.PHONY: bench-programs
bench-programs:
	@Scripts/install_packages.sh build bench
	swift build -c release --product evrak
	swift build -c release --product evrak-bench

.PHONY: format format-check
format: ## Put all Swift files into the form of .swift-format
	$(SWIFT_FILES) | xargs -0 swift format format --in-place --parallel

format-check: ## Fail where a Swift file is not in that form
	$(SWIFT_FILES) | xargs -0 swift format lint --strict --parallel

.PHONY: crash-test search-crash-test replay-test rollback-test faults-test
crash-test: harnesses ## kill -9 during imports, ROUNDS=1000 times
	$(PYTHON) Tests/Reliability/crash_test.py --evrak $(EVRAK) --rounds $(or $(ROUNDS),1000)

search-crash-test: harnesses ## kill -9 while the full-text index is written and merged, ROUNDS=200 times
	$(PYTHON) Tests/Reliability/search_crash_test.py --evrak $(EVRAK) --rounds $(or $(ROUNDS),200)

replay-test: harnesses ## Power failures that drop unsynced writes, ROUNDS=500 of them
	$(PYTHON) Tests/Reliability/replay_unsynced.py --evrak $(EVRAK) --rounds $(or $(ROUNDS),500)

rollback-test: harnesses ## Rolled back, cut and rewritten logs against an older note
	$(PYTHON) Tests/Reliability/rollback_test.py --evrak $(EVRAK) $(addprefix --rounds ,$(ROUNDS))

faults-test: harnesses ## Full disks, missing rights, wrong keys and the like
	$(PYTHON) Tests/Reliability/faults_test.py --evrak $(EVRAK) $(addprefix --rounds ,$(ROUNDS))

.PHONY: harnesses
harnesses: build
	@Scripts/install_packages.sh test

.PHONY: agreement
agreement: build ## Every message of the corpora (EVRAK_CORPORA) read as CPython reads it, each difference explained
	@Scripts/install_packages.sh test
	$(PYTHON) Tests/Agreement/compare_with_python.py --evrak $(EVRAK)

.PHONY: flip-test fuzz tsan
flip-test: ## Single bytes of log data flipped, FLIPS=10000 of them: each is named, or carries nothing
	@Scripts/install_packages.sh build
	swift build -c release --product evrak-flip
	.build/release/evrak-flip --flips $(FLIPS)

fuzz: build ## The libFuzzer targets, SECONDS=600 each
	@Scripts/fuzz.sh $(SECONDS)

tsan: ## The concurrent tests under the thread sanitizer
	@Scripts/install_packages.sh build test
	@Scripts/thread_sanitizer.sh

.PHONY: clean
clean: ## Remove everything that was built
	rm -rf .build .build-*
