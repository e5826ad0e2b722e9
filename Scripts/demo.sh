#!/bin/bash
# Shows in three minutes what evrak is for, with the correspondence of an invented company: `make demo`.
#
#   demo.sh EVRAK
#
# Everything happens in a temporary folder that is removed at the end; KEEP=1 leaves it.
set -euo pipefail
cd "$(dirname "$0")/.."
evrak=$(realpath "${1:?name the evrak program}")
fixtures=$PWD/Fixtures
verifier=$PWD/Scripts/verify_evidence.py

place=$(mktemp -d "${TMPDIR:-/tmp}/evrak-demo-XXXXXX")
[ "${KEEP:-}" = 1 ] || trap 'rm -rf "$place"' EXIT
cd "$place"
# Keys of the user's own archive are none of the demo's business.
unset "${!EVRAK_@}"
export EVRAK_ARCHIVE=$place/archive
# The clock of the company; text messages have none of their own.
export TZ=Europe/Istanbul

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
    case $word in *'"'*) words+=" '$word'" ;; *[' (']*) words+=" \"$word\"" ;; *) words+=" $word" ;; esac
  done
  printf '\n  $%s\n' "$words" | sed -e "s|$evrak|evrak|g" -e "s|$fixtures|Fixtures|g" -e "s|$verifier|verify_evidence.py|g" -e "s|$place/||g" -e 's|/usr/bin/python3 -B|python3|'
  "$@" 2>&1 | sed -e 's/^/    /' -e "s|$fixtures|Fixtures|g" -e "s|$place/||g" -e "s|$place|.|g"
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

chapter "What is ours"
say "Meltem Yapı, an invented dealer in building materials in İzmir, has four mailboxes, two phone lines and a fax line."
while IFS=$'\t' read -r account kind owner aliases; do
  words=(accounts add "$account" --kind "$kind" --owner "$owner")
  IFS=, read -ra names <<<"$aliases"
  for name in ${names[@]+"${names[@]}"}; do words+=(--alias "$name"); done
  "$evrak" "${words[@]}" >/dev/null
done < <(tail -n +2 "$fixtures/company/accounts.tsv")
shown "$evrak" accounts

chapter "Four channels go in"
say "Mail from Maildirs and an mbox. One saved file is no mail at all: it is named and left out, and the exit code is then 65." \
  "Letters that lay in several mailboxes are one item, seen more than once."
expect 65 "$evrak" import "$fixtures/mail" --account info@meltem-yapi.example
for box in aylin.ersoy@meltem-yapi.example depo@meltem-yapi.example; do
  shown "$evrak" import "$fixtures/company/mail/$box" --account "$box"
done
shown "$evrak" import "$fixtures/company/mail/muhasebe@meltem-yapi.example.mbox" --account muhasebe@meltem-yapi.example
say "" "Text messages from the backup of a phone and from the office's gateway, faxes, and meeting notes:"
expect 65 "$evrak" import "$fixtures/company/sms/+905325550110.xml" --format sms --account +905325550110
shown "$evrak" import "$fixtures/company/sms/hat-0232.ndjson" --format sms --account +902325550110
shown "$evrak" import "$fixtures/company/fax/fax.ndjson" --format fax --account +902325550111
shown "$evrak" import "$fixtures/company/notes/notes.ndjson" --format notes

chapter "Who they are"
say "Every address and number is a contact by itself. Two address books say who is who: one from Outlook, in windows-1254," \
  "one of vCards. A preview first, here its first lines; then both for good."
"$evrak" contact import "$fixtures/company/contacts/outlook-kisiler.csv" --preview >preview.txt 2>/dev/null
printf '\n  $ evrak contact import Fixtures/company/contacts/outlook-kisiler.csv --preview | head -n 12\n'
head -n 12 preview.txt | sed 's/^/    /'
"$evrak" contact import "$fixtures/company/contacts/outlook-kisiler.csv" >imported.txt 2>/dev/null
"$evrak" contact import "$fixtures/company/contacts/aylin.vcf" >>imported.txt 2>/dev/null || [ $? = 65 ]
grep -h '^Are new' imported.txt | sed 's/^/    /'
shown "$evrak" contact show "Onur Bilgin"

chapter "One history over all channels"
say "Kuzey İnşaat, with all its people: the frame agreement of October 2025 runs over mail, text messages, a call and faxes." \
  "Page 3 of 3 is still missing; the fax of 15 October broke off."
shown "$evrak" timeline "Kuzey İnşaat" --since 2025-09-30 --until 2025-10-23 --oldest
say "" "Only what came by fax, from anybody:"
shown "$evrak" timeline "+90 232 555 01 11" --direction inbound --limit 6

chapter "Somebody is two contacts, or two are one"
say "Nothing is guessed: the archive proposes, a person decides, and can take it back."
"$evrak" contacts --proposals | sed -n '1,9s/^/    /p'
buse=$("$evrak" contacts --proposals --json | sed -n 's/.*the same name, buse erdem.*"second":{"contact":"\([0-9a-f]*\)".*/\1/p')
say "" "The Buse Erdem of a note is the one who writes from Poyraz Kimya's dispatch office:"
shown "$evrak" contact merge sevkiyat@poyraz-kimya.example "$buse" --reason "Cem Altınok named her on the phone"
say "" "If that was wrong, it is taken back, and everything stands where it stood:"
shown "$evrak" contact unmerge sevkiyat@poyraz-kimya.example "$buse" --reason "there are two of that name"

chapter "A meeting note"
say "Deniz took over Aylin's desk and calls Lindenau. The note says what was promised; a later one amends it, and both stay."
shown "$evrak" record note --with "Jörg Behrens" --with "Dr. Katrin Lindenau" --medium phone --by "Deniz Yalçın" \
  --time 2025-11-20T10:30:00+03:00 --purpose "Price list 2026" --text "They print on Monday. I send the list tomorrow." --follow-up 2025-11-21
note=$("$evrak" timeline "Jörg Behrens" --channel note --limit 1 --json | sed 's/.*"position":\([0-9]*\).*/\1/')
shown "$evrak" record note --amends "$note" --by "Deniz Yalçın" --text "Sent at 09:12 on the 21st." --no-follow-up
shown "$evrak" show "$note"

chapter "Search"
say "Words on every channel, in whatever form and spelling: the query is typed without Turkish letters."
shown "$evrak" search 'cerceve anlasma' --limit 4
say "" "What stands in the attached invoices, from one house, with the fields' Turkish names:"
shown "$evrak" search 'kurum:"Kuzey İnşaat" ek:toplam' --facets channel --limit 2
say "" "Is everything findable, and what has no text?"
shown "$evrak" index status
say "" "A mistyped query is told where it went wrong:"
expect 64 "$evrak" search 'konu:(teklif OR'

chapter "One letter"
say "The last one from Kuzey awaits an answer. It is Turkish, and it is shown as it was written."
item=$("$evrak" timeline satinalma@kuzey-insaat.example --channel email --limit 1 --json | sed 's/.*"position":\([0-9]*\).*/\1/')
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
say "" "That was evrak. Next: your own correspondence, as README.md shows."
