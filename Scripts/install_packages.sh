#!/bin/bash
# Installs the Debian packages that a purpose needs, and only those that are missing.
#
#   install_packages.sh build|test|bench|bench-mail|bench-search ...
#
# build: to compile evrak. test: to run its tests. bench: to measure it beside its peers; bench-mail: its mail reader;
# bench-search: its search.
# As root or with sudo it installs by itself; otherwise it says what to ask for and ends with 77 (sysexits.h).
set -euo pipefail

# libphonenumber's headers need protobuf's; pdfinfo, tiffinfo and prlimit read the documents of faxes for the program;
# bubblewrap confines what reads attachments: poppler, tesseract, catdoc, antiword.
build="libstemmer-dev liblmdb-dev libzstd-dev libicu-dev libexpat1-dev libpsl-dev libphonenumber-dev libprotobuf-dev
  libcurl4-openssl-dev pkg-config
  poppler-utils libtiff-tools util-linux bubblewrap tesseract-ocr tesseract-ocr-eng tesseract-ocr-tur catdoc antiword"
# dovecot is the mail server that accounts are read from, openssl makes its certificate. protoc reads the schemas, python3-cryptography, lmdb-utils and zstd are the second verifier's and reader's, gcc compiles
# the write recorder.
test="protobuf-compiler dovecot-imapd openssl python3 python3-cryptography lmdb-utils zstd gcc libc6-dev"
# mu (maildir-utils) and a C program are the peers.
bench="maildir-utils python3 gcc libc6-dev liblmdb-dev zstd"

bench_mail="libgmime-3.0-dev pkg-config gcc libc6-dev python3 python3-venv zstd"

bench_search="maildir-utils notmuch python3 python3-venv zstd"

wanted=""
for purpose in "$@"; do
  case $purpose in
  build) wanted+=" $build" ;;
  test) wanted+=" $test" ;;
  bench) wanted+=" $bench" ;;
  bench-mail) wanted+=" $bench_mail" ;;
  bench-search) wanted+=" $bench_search" ;;
  *)
    echo "install_packages.sh: $purpose is none of build, test, bench, bench-mail, bench-search." >&2
    exit 64
    ;;
  esac
done

if ! command -v dpkg-query >/dev/null; then
  echo "This is no Debian system; make sure that there are the counterparts of:$wanted" >&2
  exit 0
fi

missing=""
for package in $(tr -s ' \n' '\n' <<<"$wanted" | sort -u); do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=" $package"
done
[ -n "$missing" ] || exit 0

as_root=()
if [ "$(id -u)" != 0 ]; then
  # In a terminal sudo may ask for the password; elsewhere it must not wait for one.
  if command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    as_root=(sudo)
  else
    echo "These packages are missing, and only root may install them:$missing" >&2
    echo "Have somebody run this as root, then try again:  apt-get update && apt-get install$missing" >&2
    exit 77
  fi
fi

echo "Installing from Debian's packages:$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
attempt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive "$@" </dev/null >>"$log" 2>&1
}
# shellcheck disable=SC2086 # a list of names
if ! { attempt apt-get update && attempt apt-get install -y --no-install-recommends $missing; }; then
  tail -n 20 "$log" >&2
  echo "The packages could not be installed:$missing. The last lines of apt-get stand above." >&2
  exit 69
fi
