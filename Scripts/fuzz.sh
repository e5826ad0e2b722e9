#!/bin/bash
# Builds the libFuzzer targets of Tests/Fuzz with the address sanitizer and runs them one after the other.
#
#   fuzz.sh SECONDS [TARGET...]       TARGET: HeaderFuzz, EmbeddedFuzz, MboxFuzz, NoteFuzz, ProofFuzz, SMSBackupFuzz, RecordFuzz,
#                                     VCardFuzz, CSVFuzz, QueryFuzz, SnippetFuzz, HTMLTextFuzz, ExtractionFuzz, SegmentFuzz,
#                                     IMAPResponseFuzz; by default all
#
# Seeds come from Fixtures, from Tests/Fuzz/Seeds/TARGET and, where EVRAK_CORPORA names their folder, from the corpora;
# notes and proofs from the program that `make build` built. What a run finds stays in .build-fuzz for the next one, an
# input that breaks a law as .build-fuzz/TARGET-crash-…: make a test of it before it is mended.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:?say how many seconds each target may run}
shift
targets=("$@")
[ $# -gt 0 ] || targets=(HeaderFuzz EmbeddedFuzz MboxFuzz NoteFuzz ProofFuzz SMSBackupFuzz RecordFuzz VCardFuzz CSVFuzz QueryFuzz SnippetFuzz
  HTMLTextFuzz ExtractionFuzz SegmentFuzz IMAPResponseFuzz)

work=$PWD/.build-fuzz
evrak=$PWD/.build/release/evrak
mkdir -p "$work"
# A report of the crash by Swift itself would run into the sanitizer's.
export SWIFT_BACKTRACE=enable=no
sanitizers=(-sanitize=fuzzer,address -parse-as-library -O -use-ld=lld)

# swift-crypto as one static library: SwiftPM can't link a program whose main is libFuzzer's.
build_crypto() {
  local package=$work/crypto
  mkdir -p "$package/Sources/FuzzCrypto"
  echo '@_exported import Crypto' >"$package/Sources/FuzzCrypto/FuzzCrypto.swift"
  {
    echo '// swift-tools-version: 6.1'
    echo 'import PackageDescription'
    echo 'let package = Package('
    echo '  name: "FuzzCrypto",'
    echo '  products: [.library(name: "FuzzCrypto", type: .static, targets: ["FuzzCrypto"])],'
    # The version that the program itself asks for.
    echo "  dependencies: [$(sed -n 's/^ *\(\.package(url: ".*swift-crypto", from: ".*")\),*$/\1/p' Package.swift)],"
    echo '  targets: [.target(name: "FuzzCrypto", dependencies: [.product(name: "Crypto", package: "swift-crypto")])]'
    echo ')'
  } >"$package/Package.swift"
  swift build --package-path "$package" -c release --product FuzzCrypto
}

# The C side of MailFormat: what it needs to be compiled and linked.
icu=(-I Sources/CICU/include "$work/CICU.o" "$work/Names.o" -licui18n -licuuc)
build_icu() {
  local name
  for name in CICU Names Forms Words; do
    clang -c -g -O1 -fsanitize=address "Sources/CICU/$name.c" -ISources/CICU/include -o "$work/$name.o"
  done
}

# MailFormat as a module of its own, for what imports it.
build_mail_format() {
  build_icu
  # shellcheck disable=SC2046 # names without blanks
  swiftc "${sanitizers[@]}" -wmo -static -emit-library -emit-module -emit-module-path "$work/MailFormat.swiftmodule" \
    -module-name MailFormat -swift-version 6 -enable-upcoming-feature ExistentialAny \
    -enable-upcoming-feature InternalImportsByDefault -enable-upcoming-feature MemberImportVisibility \
    -I Sources/CICU/include $(find Sources/MailFormat -name '*.swift') -o "$work/libMailFormat.a"
}

build() {
  local sources=()
  case $1 in
  HeaderFuzz | EmbeddedFuzz | HTMLTextFuzz)
    build_icu
    mapfile -t sources < <(find Sources/MailFormat -name '*.swift')
    sources+=("${icu[@]}")
    ;;
  SMSBackupFuzz | RecordFuzz)
    # Without what makes events of records.
    mapfile -t sources < <(grep -rLE '^(public )?import (ArchiveEvents|EventLog|PhoneNumbers)' Sources/Intake/{Messages,Mbox,Maildir,TextMessages,Records})
    sources+=(-I Sources/CExpat -lexpat)
    ;;
  VCardFuzz | CSVFuzz)
    build_mail_format
    mapfile -t sources < <(find Sources/Intake/Cards -name '*.swift')
    sources+=(-wmo -I "$work" "$work/libMailFormat.a" "${icu[@]}")
    ;;
  ExtractionFuzz)
    build_mail_format
    clang -c -g -O1 -fsanitize=address Sources/CChild/CChild.c -ISources/CChild/include -o "$work/CChild.o"
    printf 'module CChild { header "%s" export * }\n' "$PWD/Sources/CChild/include/CChild.h" >"$work/CChild.modulemap"
    mapfile -t sources < <(find Sources/Extraction -name '*.swift')
    sources+=(-wmo -I "$work" "$work/libMailFormat.a" "${icu[@]}" -Xcc "-fmodule-map-file=$work/CChild.modulemap"
      "$work/CChild.o" -I Sources/CExpat -lexpat)
    ;;
  SegmentFuzz)
    build_icu
    # shellcheck disable=SC2046 # names without blanks
    swiftc "${sanitizers[@]}" -wmo -static -emit-library -emit-module -emit-module-path "$work/TextAnalysis.swiftmodule" \
      -module-name TextAnalysis -swift-version 6 -enable-upcoming-feature ExistentialAny \
      -enable-upcoming-feature InternalImportsByDefault -enable-upcoming-feature MemberImportVisibility \
      -I Sources/CICU/include -I Sources/CStemmer $(find Sources/TextAnalysis -name '*.swift') -o "$work/libTextAnalysis.a"
    clang -c -g -O1 -fsanitize=address Sources/CLinux/CLinux.c -ISources/CLinux/include -o "$work/CLinux.o"
    printf 'module CLinux { header "%s" export * }\n' "$PWD/Sources/CLinux/include/CLinux.h" >"$work/CLinux.modulemap"
    mapfile -t sources < <(find Sources/SearchIndex/{Building,Bytes,Merging,Schema,Searching,Segments} -name '*.swift')
    sources+=(Sources/SearchIndex/IndexError.swift Sources/SearchIndex/Catalogue/Locked.swift
      Tests/SearchIndexTests/Segments/SegmentDamage.swift -wmo -I "$work" -I Sources/CStemmer "$work/libTextAnalysis.a"
      "${icu[@]}" "$work/Forms.o" "$work/Words.o" -lstemmer -Xcc "-fmodule-map-file=$work/CLinux.modulemap"
      "$work/CLinux.o")
    ;;
  IMAPResponseFuzz) mapfile -t sources < <(find Sources/Mailboxes/IMAP/Protocol -name '*.swift') ;;
  QueryFuzz) mapfile -t sources < <(find Sources/SearchIndex/QueryLanguage -name '*.swift') ;;
  SnippetFuzz)
    mapfile -t sources < <(find Sources/SearchIndex/Snippets -name '*.swift')
    sources+=(Sources/SearchIndex/QueryLanguage/QueryScalars.swift)
    ;;
  MboxFuzz)
    # The splitter is pure; the rest of its folder reads files.
    mapfile -t sources < <(grep -LE 'IntakeError|FoundMessage|MessageFile|OpenFile' Sources/Intake/Mbox/*.swift)
    ;;
  NoteFuzz | ProofFuzz)
    [ -n "${crypto_is_built:-}" ] || build_crypto
    crypto_is_built=1
    local products=$work/crypto/.build/release
    mapfile -t sources < <(find Sources/EventLog/{Tree,Checkpoints,Evidence} -name '*.swift')
    sources+=(-I "$products/Modules" "$products/libFuzzCrypto.a" -lstdc++)
    for map in "$work"/crypto/.build/checkouts/swift-crypto/Sources/*/include/module.modulemap; do
      sources+=(-Xcc "-fmodule-map-file=$map")
    done
    ;;
  *)
    echo "fuzz.sh: there is no target $1." >&2
    exit 64
    ;;
  esac
  swiftc "${sanitizers[@]}" -swift-version 6 -module-name "$1" -enable-upcoming-feature ExistentialAny \
    -enable-upcoming-feature InternalImportsByDefault -enable-upcoming-feature MemberImportVisibility \
    "Tests/Fuzz/$1.swift" "${sources[@]}" -o "$work/$1"
}

# Copies the files that are named on standard input, each under a number.
number=0
copy_seeds() {
  while IFS= read -r -d '' file; do
    number=$((number + 1))
    # A long input is slow to vary; its beginning holds the header.
    head -c 65536 "$file" >"$1/seed-$number"
  done
}

mail_seeds() {
  find Fixtures/mail -type f -not -name '*.mbox' -print0
  if [ -n "${EVRAK_CORPORA:-}" ]; then
    find "$EVRAK_CORPORA"/mime "$EVRAK_CORPORA"/bounces "$EVRAK_CORPORA"/replies -type f -size -64k -not -name '*.json' -not -name '*.tsv' -print0
  fi
}

# Each file is cut up byte by byte, so inputs stay short.
longest_mbox=2048

mbox_seeds() {
  local file dialect small=$1/small
  printf 'From a@b.example Mon Jan  1 00:00:00 2024\nContent-Length: 5\n\nhello\n\nFrom c Mon Jan  1 2024\nSubject: x\n\n>From y\n>>From z\n' >"$small"
  while IFS= read -r -d '' file; do
    # Two bytes before the file choose the dialect and the pieces.
    for dialect in 0 1 2 3; do
      number=$((number + 1))
      { printf "\\x0$dialect\\x05" && head -c $((longest_mbox - 2)) "$file"; } >"$1/seed-$number"
    done
  done < <(find Fixtures -name '*.mbox' -print0 && printf '%s\0' "$small")
  rm "$small"
}

# A byte before the file chooses how it is cut into pieces.
record_seeds() {
  local file choice
  while IFS= read -r -d '' file; do
    for choice in 0 1; do
      number=$((number + 1))
      { printf "\\x0$choice" && head -c 4000 "$file"; } >"$1/seed-$number"
    done
  done < <(find Fixtures/company -name "*.$2" -print0)
}

card_seeds() {
  find Fixtures/company/contacts -name "*.$1" -print0
  if [ -n "${EVRAK_CORPORA:-}" ] && [ "$1" = vcf ]; then find "$EVRAK_CORPORA/contacts" -name '*.vcf' -print0; fi
}

# The shortest of each kind of file that a body can carry.
embedded_seeds() {
  printf 'begin 644 a.txt\n#86)C\n`\nend\n' >"$1/seed-uuencode"
  printf 'begin-base64 644 a.txt\nYWJj\n====\n' >"$1/seed-uuencode-base64"
  printf '=ybegin line=128 size=3 name=a.txt\n\x8b\x8c\x8d\n=yend size=3 crc32=352441c2\n' >"$1/seed-yenc"
  # Signature, key, version, code page 1254, subject (MS-OXTNEF).
  printf '\x78\x9f\x3e\x22\1\0\1\x06\x90\x08\0\4\0\0\0\0\0\1\0\1\0\1\x07\x90\x06\0\x08\0\0\0\xe6\4\0\0\0\0\0\0\xea\0' >"$1/seed-tnef"
  printf '\1\4\x80\1\0\3\0\0\0ab\0\xc3\0' | cat "$1/seed-tnef" - >"$1/seed-tnef-subject"
  printf '{\\rtf1\\ansi\\fromhtml1{\\*\\htmltag64 <p>}a\\u305?\\par}' >"$1/seed-rtf"
}

note_seeds() {
  local place
  place=$(mktemp -d)
  printf 'This is an example message.\n\n\xe2\x80\x94 example.com/foo Uw2Q\n' >"$1/seed-form"
  echo 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k' >"$1/seed-key"
  if [ -x "$evrak" ]; then
    export EVRAK_ARCHIVE=$place/archive
    "$evrak" init --key-dir "$place/keys" --name example.com/foo >/dev/null
    "$evrak" checkpoint >"$place/old.note"
    "$evrak" import Fixtures/mail/eski-arsiv-2024.mbox --account info@meltem-yapi.example >/dev/null 2>&1
    "$evrak" checkpoint >"$place/new.note"
    case $2 in
    NoteFuzz) cp "$place"/*.note "$place"/keys/*.signing.key "$1" ;;
    ProofFuzz)
      # The first byte chooses the reader.
      { printf e && "$evrak" prove 3; } >"$1/seed-evidence"
      { printf c && "$evrak" prove --since "$place/old.note"; } >"$1/seed-consistency"
      { printf p && "$evrak" prove 3 | sed -n 's/.*"envelope": "\(.*\)".*/\1/p' | base64 -d; } >"$1/seed-envelope"
      { printf 'g\0\0\0\0\0\0\0\3' && head -c 64 "$place/new.note"; } >"$1/seed-edge"
      { printf 't\0\0\0\0\0\0\1\3' && head -c 256 "$place/keys/"*.root.key "$place/new.note"; } >"$1/seed-tiles"
      ;;
    esac
  fi
  rm -rf "$place"
}

# A byte before the document chooses how it is read.
document_seeds() {
  local file choice
  while IFS= read -r -d '' file; do
    for choice in 0 1 2 3 4 5 6 7 8 9; do
      number=$((number + 1))
      { printf "\\x0$choice" && head -c 20000 "$file"; } >"$seeds/seed-$number"
    done
  done < <(find Fixtures -type f -size -64k \( -name '*.tif' -o -name '*.eml' \) -print0 | head -zn 20
    if [ -n "${EVRAK_CORPORA:-}" ]; then find "$EVRAK_CORPORA/attachments" -type f -size -64k -name "*${1:-}" -print0; fi)
}

# A byte before the server's bytes chooses who reads them: a reader in either form of names, or a session.
response_seeds() {
  local file choice
  for file in Tests/MailboxesTests/IMAP/Conversations/*.imap; do
    for choice in 0 1 4; do
      number=$((number + 1))
      { printf "\\x0$choice" && head -c 1000 "$file"; } >"$1/seed-$number"
    done
  done
}

# The examples of the query language's page.
query_seeds() {
  local line
  while IFS= read -r line; do
    number=$((number + 1))
    printf '\0%s' "${line%%  *}" >"$1/seed-$number"
  done < <(sed -n '/^```/,/^```/p' Schemas/search/QUERY.md | grep -v '^```')
}

passed=0 failed=0
for target in "${targets[@]}"; do
  echo "== $target: building"
  build "$target"
  seeds=$(mktemp -d)
  corpus=$work/corpus/$target
  longest=65536
  case $target in
  MboxFuzz) longest=$longest_mbox ;;
  SMSBackupFuzz | RecordFuzz) longest=4096 ;;
  VCardFuzz | CSVFuzz) longest=2048 ;;
  SegmentFuzz) longest=64 ;;
  IMAPResponseFuzz) longest=1024 ;;
  esac
  mkdir -p "$corpus"
  case $target in
  HeaderFuzz) mail_seeds | copy_seeds "$seeds" ;;
  HTMLTextFuzz) document_seeds html ;;
  ExtractionFuzz) document_seeds ;;
  QueryFuzz) query_seeds "$seeds" ;;
  IMAPResponseFuzz) response_seeds "$seeds" ;;
  # Mode, question, then four bytes a change.
  SegmentFuzz) for number in 0 1 3; do printf "\\x0$number\\5\\1\\2\\3\\4" >"$seeds/seed-$number"; done ;;
  SnippetFuzz) printf '\x28\2\0\0\5\0A short text, und ein Wort mehr \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb.' >"$seeds/seed-small" ;;
  EmbeddedFuzz) embedded_seeds "$seeds" ;;
  MboxFuzz) mbox_seeds "$seeds" ;;
  SMSBackupFuzz) record_seeds "$seeds" xml ;;
  RecordFuzz) record_seeds "$seeds" ndjson ;;
  VCardFuzz) card_seeds vcf | copy_seeds "$seeds" ;;
  CSVFuzz)
    card_seeds csv | copy_seeds "$seeds"
    printf '\0Ad Soyad;E-posta;Faks\n"a ""b""";a@x.example;1 ::: 2\n' >"$seeds/seed-small"
    ;;
  *) note_seeds "$seeds" "$target" ;;
  esac
  if [ -d "Tests/Fuzz/Seeds/$target" ]; then cp -r "Tests/Fuzz/Seeds/$target/." "$seeds"; fi
  echo "== $target: $seconds seconds, $(find "$seeds" -type f | wc -l) seeds"
  # What lives as long as the process, such as the schema of queries, the leak check takes for a leak.
  leaks=1
  [[ $target != QueryFuzz && $target != SegmentFuzz ]] || leaks=0
  if ASAN_OPTIONS=detect_leaks=$leaks "$work/$target" -max_total_time="$seconds" -timeout=60 -rss_limit_mb=2048 -max_len=$longest -print_final_stats=1 \
    -artifact_prefix="$work/$target-" "$corpus" "$seeds" </dev/null >"$work/$target.log" 2>&1; then
    passed=$((passed + 1))
    grep -E 'number_of_executed_units|slowest_unit' "$work/$target.log" || true
  else
    failed=$((failed + 1))
    tail -n 40 "$work/$target.log"
    echo "FAILED: $target; the input and the log are in $work."
  fi
  rm -rf "$seeds"
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
