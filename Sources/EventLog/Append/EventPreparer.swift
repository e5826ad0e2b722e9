import ArchiveEvents
import Crypto
import Foundation
import LMDB
import SwiftProtobuf

/// Turns drafts into sealed events on the caller's own thread.
struct EventPreparer: Sendable {
  let environment: Environment
  let tables: LogTables
  let keys: KeyStore
  let recentDigests: RecentDigests
  let compressors: ContextPool<Compressor>
  let randoms: ContextPool<RandomReserve>
  let contentNumbers: ContentNumberSource
  /// Stores chunks of a large content ahead of its event and waits for them.
  let stage: @Sendable (ContentNumber, UInt32, [[UInt8]]) throws -> Void

  /// A draft with the digests by which it is looked up.
  struct Measured {
    var draft: EventDraft
    let original: SHA256.Digest
    let originalSize: UInt64
    /// The serialised event, where that is the original.
    let eventBytes: [UInt8]?
    let attachments: [(digest: SHA256.Digest, size: UInt64)]
    /// Present on captures, whose bytes may be known already.
    let lookup: LookupDigest?
    let sourceKey: [UInt8]?
    /// Set on a capture that turned out to be a sighting.
    var sightedItem: ItemReference?
  }

  func measure(_ draft: EventDraft, scopes: inout SourceScopes) throws -> Measured {
    let eventBytes = draft.content == nil ? try Self.serialised(draft.payload) : nil
    let original =
      if let eventBytes { (SHA256.hash(data: eventBytes), UInt64(eventBytes.count)) } else {
        try draft.content.map(Self.digest) ?? (SHA256.hash(data: []), 0)
      }
    let isCapture = draft.payload.bearsItem && draft.content != nil
    let lookup = isCapture ? LookupDigest(original.0, digestKey: keys.digestKey) : nil
    var sourceKey: [UInt8]?
    if let sighting = draft.payload.sighting,
      let source = SourceKey(sighting, digestKey: keys.digestKey, scopes: &scopes)
    {
      sourceKey = try (lookup ?? sightedLookup(draft)).map { source.bytes(with: $0) }
    }
    return Measured(
      draft: draft, original: original.0, originalSize: original.1, eventBytes: eventBytes,
      attachments: try draft.attachments.map(Self.digest), lookup: lookup, sourceKey: sourceKey)
  }

  /// The lookup digest of the item that a draft says was seen again: such a
  /// draft brings no bytes, and its key in `sources` ends with the item's.
  private func sightedLookup(_ draft: EventDraft) throws -> LookupDigest? {
    guard case .itemSighted(let sighted) = draft.payload else { return nil }
    guard let item = draft.item, Array(sighted.itemID) == item.id.bytes else {
      throw EventLogError(.notFound, "A sighting must name the item that it is about, both within and beside it.")
    }
    guard let key = try keys.key(item.keyID) else { throw Self.erased(item) }
    let tables = tables
    let (envelope, id) = try environment.withReadTransaction { transaction in
      guard let stored = try transaction.get(tables.events, item.position.rawValue) else {
        throw EventLogError(
          .notFound, "Position \(item.position), where item \(item.id) is said to be, is not in the log.")
      }
      return try EventReader.envelope(stored, at: item.position)
    }
    guard id == item.id, envelope.keyID == item.keyID.rawValue, envelope.hasContent else {
      throw EventLogError(.notFound, "Position \(item.position) does not hold the item \(item.id).")
    }
    let payload = try PayloadSeal.open(envelope.sealedPayload, itemKey: key, event: id)
    return LookupDigest(payload.originalDigest, digestKey: keys.digestKey)
  }

  private static func erased(_ item: ItemReference) -> EventLogError {
    EventLogError(.erased, "Item \(item.id) was erased, so nothing can be added to it.")
  }

  /// The sighting that a capture of known bytes is recorded as.
  func asSighting(_ capture: Measured, of item: ItemReference) throws -> Measured {
    let event = ItemSighted.with {
      $0.itemID = Data(item.id.bytes)
      if let sighting = capture.draft.payload.sighting { $0.sighting = sighting }
    }
    let draft = EventDraft(.itemSighted(event), item: item)
    let bytes = try Self.serialised(draft.payload)
    return Measured(
      draft: draft, original: SHA256.hash(data: bytes), originalSize: UInt64(bytes.count), eventBytes: bytes,
      attachments: [], lookup: nil,
      sourceKey: capture.sourceKey, sightedItem: item)
  }

  func seal(_ measured: Measured) throws -> PreparedEvent {
    // For event id, salt and nonce of the payload.
    let random = try randoms.with { try $0.take(EventID.byteCount + 32 + 12) }
    let recordedAt = Timestamp.now()
    guard let id = EventID(time: recordedAt, random: random[..<16]) else {
      throw EventLogError(.storage, "An event id could not be made.")
    }
    let (keyID, itemKey) = try key(for: measured.draft)
    var contents: [PreparedContent] = []
    var plainContent: (number: ContentNumber, bytes: [UInt8])?
    var envelope = EventEnvelope()
    envelope.eventID = Data(id.bytes)
    envelope.type = measured.draft.payload.typeName
    envelope.schemaVersion = measured.draft.payload.schemaVersion
    envelope.recordedAtUs = recordedAt.microseconds
    envelope.keyID = keyID.rawValue
    let sealer = ContentSealer(
      itemKey: itemKey, event: id, numbers: contentNumbers, compressors: compressors, stage: stage)
    if let content = measured.draft.content {
      let (prepared, reference) = try sealer.seal(content, digest: measured.original, size: measured.originalSize)
      envelope.content = reference
      contents.append(prepared)
      if case .bytes(let bytes) = content { plainContent = (prepared.number, bytes) }
    }
    for (input, known) in zip(measured.draft.attachments, measured.attachments) {
      let (prepared, reference) = try sealer.seal(input, digest: known.digest, size: known.size)
      envelope.attachments.append(reference)
      contents.append(prepared)
    }

    let salt = Array(random[16..<48])
    let original = Array(measured.original)
    envelope.commitment = Data(SHA256.hash(data: salt + original))
    var payload = SealedPayload()
    payload.salt = Data(salt)
    payload.originalDigest = Data(original)
    payload.attachmentDigests = measured.attachments.map { Data($0.digest) }
    // The event's field has the highest number, so that its bytes, where they are known, follow those of the others.
    if measured.eventBytes == nil { payload.event = measured.draft.payload }
    let plain: [UInt8] = try payload.serializedBytes() + (measured.eventBytes ?? [])
    payload.event = measured.draft.payload
    envelope.sealedPayload = try PayloadSeal.seal(plain, itemKey: itemKey, event: id, nonce: random[48...])
    let stored: [UInt8] = try envelope.serializedBytes()
    return PreparedEvent(
      id: id, keyID: keyID, storedBytes: stored, leaf: stored.withUnsafeBytes { MerkleHash.leaf($0) },
      contents: contents, lookup: measured.lookup, sourceKey: measured.sourceKey,
      plain: RecentEvents.Plain(payload: payload, content: plainContent))
  }

  /// An event about an item is sealed under the item's key, so that erasing the
  /// key erases all that was said of the item.
  private func key(for draft: EventDraft) throws -> (KeyID, SymmetricKey) {
    guard let item = draft.item else {
      let taken = try keys.take()
      return (taken.id, taken.key)
    }
    guard let key = try keys.key(item.keyID) else { throw Self.erased(item) }
    return (item.keyID, key)
  }

  /// What the original digest of an event without content is of, see ARCHITECTURE.md.
  private static func serialised(_ event: EventPayload) throws -> [UInt8] {
    try SealedPayload.with { $0.event = event }.serializedBytes()
  }

  private static func digest(_ content: ContentInput) throws -> (digest: SHA256.Digest, size: UInt64) {
    if case .bytes(let bytes) = content { return (SHA256.hash(data: bytes), UInt64(bytes.count)) }
    var hash = SHA256()
    var size: UInt64 = 0
    try content.forEachChunk { chunk in
      hash.update(bufferPointer: chunk)
      size += UInt64(chunk.count)
    }
    return (hash.finalize(), size)
  }
}
