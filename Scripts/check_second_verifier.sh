#!/bin/bash
# Has Python programs that share no code with evrak check what evrak proves, and what ARCHITECTURE.md says of the disk.
#
#   check_second_verifier.sh EVRAK
#
# A fresh archive grows twice; between the two a note is kept. The verifier must accept the proof of a message and that
# the second note extends the first, and must refuse an altered message, proof and note. The second reader must find
# every record as it is described.
set -euo pipefail
cd "$(dirname "$0")/.."
evrak=$(realpath "${1:?name the evrak program}")
verifier=(/usr/bin/python3 -B Scripts/verify_evidence.py)

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
unset "${!EVRAK_@}"
export EVRAK_ARCHIVE=$place/archive
passed=0 failed=0

fault() {
  failed=$((failed + 1))
  echo "FAILED: $1"
  sed 's/^/        /' "$place/output"
}

# accepts WHAT COMMAND..., refuses WHAT COMMAND...
accepts() {
  if "${@:2}" >"$place/output" 2>&1; then passed=$((passed + 1)) && echo "ok: accepted: $1"; else fault "not accepted: $1"; fi
}
refuses() {
  local status=0
  "${@:2}" >"$place/output" 2>&1 || status=$?
  if [ $status = 1 ]; then passed=$((passed + 1)) && echo "ok: refused: $1"; else fault "not refused ($status): $1"; fi
}

"$evrak" init --key-dir "$place/keys" >/dev/null
key=$("$evrak" stats --json | sed 's/.*"public_key":"\([^"]*\)".*/\1/')
"$evrak" import Fixtures/mail/eski-arsiv-2024.mbox --account info@meltem-yapi.example >/dev/null
"$evrak" checkpoint >"$place/first.note"
"$evrak" import Fixtures/mail/info@meltem-yapi.example --account info@meltem-yapi.example >/dev/null
company=Fixtures/company
"$evrak" import "$company/sms/+905325550110.xml" --format sms --account +905325550110 --new-account >/dev/null 2>&1 || [ $? = 65 ]
"$evrak" import "$company/sms/hat-0232.ndjson" --format sms --account +902325550110 --new-account >/dev/null
"$evrak" import "$company/fax/fax.ndjson" --format fax --account +902325550111 --new-account >/dev/null
"$evrak" import "$company/notes/notes.ndjson" --format notes >/dev/null
"$evrak" contact import "$company/contacts/aylin.vcf" >/dev/null 2>&1 || [ $? = 65 ]
"$evrak" accounts add info@meltem-yapi.example --owner "Selin Karadağ" >/dev/null
note=$("$evrak" record note --with satinalma@kuzey-insaat.example --text "Yarın arayacak." --by Selin --json | sed 's/.*"position":\([0-9]*\).*/\1/')
"$evrak" record note --amends "$note" --text "Aradı." --by Selin --file "$company/notes/files/kesin-kabul.tif" >/dev/null
"$evrak" record fax "$company/fax/documents/2024-06-21-kabul.tif" --account +902325550111 --from "0232 555 05 11" >/dev/null
"$evrak" prove "$note" >"$place/note.json"
"$evrak" show "$note" --raw >"$place/note"
"$evrak" checkpoint >"$place/second.note"
"$evrak" prove --since "$place/first.note" >"$place/growth.json"
"$evrak" prove 12 >"$place/letter.json"
"$evrak" show 12 --raw >"$place/letter.eml"

check=("${verifier[@]}" --key "$key")
accepts "the proof of one message" "${check[@]}" evidence "$place/letter.json" --message "$place/letter.eml"
accepts "the proof of a meeting note" "${check[@]}" evidence "$place/note.json" --message "$place/note"
accepts "the second note extends the first" \
  "${check[@]}" notes "$place/first.note" "$place/second.note" "$place/growth.json"

sed 's/Kuzey/Guney/' "$place/letter.eml" >"$place/other.eml"
cmp -s "$place/letter.eml" "$place/other.eml" && echo "The letter has nothing to alter." >"$place/output" && fault "altering a message"
refuses "an altered message" "${check[@]}" evidence "$place/letter.json" --message "$place/other.eml"
sed 's/"position": 12,/"position": 13,/' "$place/letter.json" >"$place/other.json"
refuses "the proof of another position" "${check[@]}" evidence "$place/other.json"
sed '2s/.*/1/' "$place/first.note" >"$place/other.note"
refuses "an altered note" "${check[@]}" notes "$place/other.note" "$place/second.note" "$place/growth.json"
refuses "notes in the wrong order" "${check[@]}" notes "$place/second.note" "$place/first.note" "$place/growth.json"

accepts "each record of the archive, as ARCHITECTURE.md describes it" \
  /usr/bin/python3 -B Scripts/read_archive.py "$EVRAK_ARCHIVE" "$place"/keys/*.root.key

echo "$passed passed, $failed failed"
[ $failed = 0 ]
