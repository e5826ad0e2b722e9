#!/bin/bash
# Shows in two minutes what evrak is for, with the letters of an invented company: `make demo`.
#
#   demo.sh EVRAK
#
# Everything happens in a temporary folder that is removed at the end; KEEP=1 leaves it.
set -euo pipefail
cd "$(dirname "$0")/.."
evrak=$(realpath "${1:?name the evrak program}")
mail=$PWD/Fixtures/mail
verifier=$PWD/Scripts/verify_evidence.py

place=$(mktemp -d "${TMPDIR:-/tmp}/evrak-demo-XXXXXX")
[ "${KEEP:-}" = 1 ] || trap 'rm -rf "$place"' EXIT
cd "$place"
# Keys of the user's own archive are none of the demo's business.
unset "${!EVRAK_@}"
export EVRAK_ARCHIVE=$place/archive

if [ -t 1 ]; then bold=$(printf '\033[1m') plain=$(printf '\033[0m'); else bold='' plain=''; fi
step=0
chapter() {
  step=$((step + 1))
  printf '\n%s%d. %s%s\n' "$bold" "$step" "$1" "$plain"
}
say() { printf '%s\n' "$@"; }

# shown COMMAND...: prints the command as a user would type it, then runs it.
shown() {
  local word words=''
  for word in "$@"; do
    case $word in *' '*) words+=" \"$word\"" ;; *) words+=" $word" ;; esac
  done
  printf '\n  $%s\n' "$words" | sed -e "s|$evrak|evrak|g" -e "s|$mail|Fixtures/mail|g" -e "s|$verifier|verify_evidence.py|g" -e "s|$place/||g" -e 's|/usr/bin/python3 -B|python3|'
  "$@" 2>&1 | sed -e 's/^/    /' -e "s|$mail|Fixtures/mail|g" -e "s|$place/||g" -e "s|$place|.|g"
}

# expect STATUS COMMAND...: like `shown`, where the exit code is part of the story.
expect() {
  local wanted=$1 status=0
  shift
  shown "$@" || status=$?
  if [ "$status" != "$wanted" ]; then
    echo "The demo stops: the last command ended with $status where $wanted was due." >&2
    exit 1
  fi
}

chapter "A new archive"
say "The archive is a folder. Its two keys lie outside it: one opens it, one signs its state."
shown "$evrak" init --key-dir "$place/keys" --name archive.meltem-yapi.example
key=$("$evrak" stats --json | sed 's/.*"public_key":"\([^"]*\)".*/\1/')

chapter "Mail goes in"
say "Meltem Yapı, an invented dealer in building materials, has a Maildir, an export from an old mail program and some" \
  "saved letters. One saved file is no mail at all: it is named and left out, the rest goes in, and the exit code is 65."
expect 65 "$evrak" import "$mail" --account info@meltem-yapi.example --owner "Selin Karadağ"
say "" "Letters that lay in two places are one item, seen twice. Importing again adds nothing:"
expect 65 "$evrak" import "$mail" --account info@meltem-yapi.example --owner "Selin Karadağ"
shown "$evrak" stats

chapter "What passed between us and a customer"
say "Kuzey İnşaat's purchasing office: the buyer has changed, the thread has not."
shown "$evrak" timeline satinalma@kuzey-insaat.example

chapter "One letter"
say "The last one awaits an answer. It is Turkish, and it is shown as it was written."
item=$("$evrak" timeline satinalma@kuzey-insaat.example --limit 1 --json | sed 's/.*"position":\([0-9]*\).*/\1/')
shown "$evrak" show "$item"

chapter "Is everything there, and unaltered?"
say "Every page, event and original is read back and compared with the tree of hashes."
shown "$evrak" verify

chapter "A signed statement to keep elsewhere"
say "A checkpoint note states the number of events and the root of the tree over them. Whoever keeps one, printed or mailed" \
  "to a notary, can later tell whether the log was rewritten, even by us."
shown "$evrak" checkpoint
"$evrak" checkpoint >today.note

chapter "A proof for an outsider"
say "The proof and the letter go to somebody who has neither the archive nor its keys, only the public key."
"$evrak" prove "$item" >proof.json
"$evrak" show "$item" --raw >letter.eml
printf '\n  $ evrak prove %s > proof.json\n  $ evrak show %s --raw > letter.eml\n' "$item" "$item"
shown "$evrak" verify --proof proof.json --key "$key" --message letter.eml
say "" "A second program, a short Python script that shares no code with evrak, comes to the same result:"
shown /usr/bin/python3 -B "$verifier" --key "$key" evidence proof.json --message letter.eml
say "" "With one word of the letter changed, it does not:"
sed 's/200 m/900 m/' letter.eml >altered.eml
expect 1 "$evrak" verify --proof proof.json --key "$key" --message altered.eml

chapter "When somebody alters the archive"
say "In a copy, one bit of the letter's event is flipped on the disk. Verification names the place:"
cp -r archive tampered
/usr/bin/python3 - proof.json tampered/log/data.mdb <<'PYTHON'
import base64, json, sys
envelope = base64.b64decode(json.load(open(sys.argv[1]))["envelope"])
with open(sys.argv[2], "r+b") as file:
    # The end of the stored event, where its sealed part stands.
    place = file.read().index(envelope) + len(envelope) - 40
    file.seek(place)
    byte = file.read(1)[0]
    file.seek(place)
    file.write(bytes([byte ^ 1]))
print(f"    byte {place} of tampered/log/data.mdb: {byte:#04x} is now {byte ^ 1:#04x}")
PYTHON
expect 1 "$evrak" verify --archive tampered
say "" "The archive itself is as it was:"
shown "$evrak" verify --against today.note

if [ "${KEEP:-}" = 1 ]; then say "" "Everything is left in $place."; fi
say "" "That was evrak. Next: your own mail, as README.md shows."
