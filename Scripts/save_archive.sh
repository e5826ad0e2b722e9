#!/bin/sh
# Saves a small archive of the current storage format below Fixtures/archives,
# where a test opens it for ever after. Run once for each new format, never to
# replace an archive that is there.
#
#   Scripts/save_archive.sh FORMAT-NUMBER [EVRAK]
#
# EVRAK is the command to make it with, by default .build/release/evrak. Needs
# mdb_copy (Debian lmdb-utils) and python3.
set -eu
cd "$(dirname "$0")/.."
format=${1:?name the number of the format}
evrak=${2:-.build/release/evrak}
case $evrak in /*) ;; *) evrak=$PWD/$evrak ;; esac
mail=$PWD/Fixtures/mail
saved=$PWD/Fixtures/archives/format-$format
if [ -e "$saved" ]; then
  echo "$saved is there already; a saved archive is never replaced." >&2
  exit 73
fi

# The paths are part of what is archived, so they are the same everywhere.
work=/tmp/evrak-saved-archive
mkdir "$work"
trap 'rm -rf "$work"' EXIT
unset EVRAK_ROOT_KEY EVRAK_ROOT_KEY_FILE EVRAK_ROOT_KEY_COMMAND EVRAK_SIGNING_KEY EVRAK_SIGNING_KEY_FILE
EVRAK_ARCHIVE=$work/archive
export EVRAK_ARCHIVE
mkdir -p "$work/mail/inbox/tmp" "$saved/log" "$saved/keys"
cp -R "$mail/info@meltem-yapi.example/cur" "$mail/info@meltem-yapi.example/new" "$work/mail/inbox/"
cp -R "$mail/eml/2026" "$work/mail/letters"
mkdir "$work/mail/again"
# Messages met a second time: with an attachment, and without.
for pattern in '1709904712*' '1713236403*' '1770636501*'; do
  cp "$work/mail/inbox/cur/"$pattern "$work/mail/again/$(echo "$pattern" | tr -d '*').eml"
done

"$evrak" init --key-dir "$work/secrets" --name "evrak.example/saved-format-$format" > /dev/null
"$evrak" import "$work/mail/inbox" --account info@meltem-yapi.example --owner "Test"
"$evrak" checkpoint > "$saved/checkpoint.note"
"$evrak" import "$work/mail/letters" "$work/mail/again" --account satis@meltem-yapi.example --new-account --owner "Test"
"$evrak" checkpoint > /dev/null
"$evrak" verify

for part in log keys; do
  mdb_copy -c "$EVRAK_ARCHIVE/$part" "$saved/$part"
  chmod 644 "$saved/$part/data.mdb"
done
# The keys lie beside the archive here, and their places come from the test.
sed -e '/^root_key:/,/^  file:/d' -e '/^signing_key:/,/^  file:/d' "$EVRAK_ARCHIVE/archive.yaml" > "$saved/archive.yaml"
cp "$work"/secrets/*.root.key "$saved/root.key"
cp "$work"/secrets/*.signing.key "$saved/signing.key"
chmod 644 "$saved/root.key" "$saved/signing.key"

"$evrak" events --json | python3 -c '
import json, subprocess, sys, hashlib
print("# position\ttype\titem\tbytes\tSHA-256 of the original")
for line in sys.stdin:
    event = json.loads(line)
    columns = [str(event["position"]), event["type"], event["item"]]
    if event["content"] is not None:
        raw = subprocess.run([sys.argv[1], "show", event["item"], "--raw"], check=True, capture_output=True).stdout
        columns += [str(len(raw)), hashlib.sha256(raw).hexdigest()]
    print("\t".join(columns))
' "$evrak" > "$saved/events.tsv"

cat > "$saved/README.md" <<EOF
# A saved archive of storage format $format

Made once by \`Scripts/save_archive.sh $format\` from the invented letters in
\`Fixtures/mail\`, and never changed since: a test copies it, opens it, verifies it,
reads every item, proves one and adds another. It must pass for as long as this
format is read.

- \`root.key\` and \`signing.key\` are **for this test only**. They are public, so
  they protect nothing; never use them for an archive of your own.
- \`events.tsv\`: what each position holds, with the digest of each original.
- \`checkpoint.note\`: a note signed when the log was shorter than it is now.
EOF
du -sh "$saved"
