#!/bin/sh
# Regenerates the Swift code of Sources/ArchiveEvents and Sources/Views from
# Schemas/. Needs protoc (Debian protobuf-compiler) and protoc-gen-swift,
# which is built from the swift-protobuf checkout of this package when it is
# not named in PROTOC_GEN_SWIFT.
set -eu
cd "$(dirname "$0")/.."
plugin=${PROTOC_GEN_SWIFT:-}
if [ -z "$plugin" ]; then
  swift package resolve
  checkout=.build/checkouts/swift-protobuf
  swift build --package-path "$checkout" --scratch-path .build-protoc --product protoc-gen-swift
  plugin=.build-protoc/debug/protoc-gen-swift
fi
out=Sources/ArchiveEvents/Generated
views=Sources/Views/Generated
mkdir -p "$out" "$views"
rm -f "$out"/*.swift "$views"/*.swift
protoc -I Schemas --plugin="protoc-gen-swift=$plugin" \
  --swift_opt=Visibility=Public --swift_opt=FileNaming=DropPath --swift_opt=UseAccessLevelOnImports=true \
  --swift_out="$out" Schemas/evrak/archive/v1/*.proto
# The view's records stay inside their target.
protoc -I Schemas --plugin="protoc-gen-swift=$plugin" \
  --swift_opt=Visibility=Internal --swift_opt=FileNaming=DropPath --swift_opt=UseAccessLevelOnImports=true \
  --swift_out="$views" Schemas/evrak/views/v1/*.proto
