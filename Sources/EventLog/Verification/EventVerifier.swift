import ArchiveEvents
import Crypto
import Foundation
import SwiftProtobuf

/// Checks one event by itself: that its envelope can be read, its payload
/// opens, its commitment binds its content, and its content is complete.
struct EventVerifier {
  let keys: KeyVerifier
  let records: LogRecords

  struct Finding {
    var faults: [(text: String, table: String, key: String?, bytes: MappedBytes?)] = []
    var id: EventID?
    var keyID: UInt64 = 0
    /// Numbers of all contents that the event names.
    var contents: [UInt64] = []
    /// Whether the first of them is the communication itself.
    var hasContent = false
    var isErased = false
    var payload: SealedPayload?
    /// By what a capture's bytes are found again, and where they were found;
    /// computed here since it takes a good part of the time.
    var lookup: LookupDigest?
    var source: SourceKey?
    var originalBytes: UInt64 = 0
    var bearsItem = false
    var leaf: MerkleHash

    mutating func add(_ text: String, table: String = "events", key: String? = nil, bytes: MappedBytes? = nil) {
      faults.append((text, table, key, bytes))
    }
  }

  func check(_ stored: MappedBytes, decompressor: Decompressor) -> Finding {
    var finding = Finding(leaf: MerkleHash.leaf(stored.bytes))
    guard let envelope = try? EventEnvelope(serializedBytes: stored.bytes), let id = EventID(envelope.eventID) else {
      finding.add("the event can't be read")
      return finding
    }
    finding.id = id
    finding.keyID = envelope.keyID
    finding.bearsItem = EventTypeName.bearingItems.contains(envelope.type)
    let references = (envelope.hasContent ? [envelope.content] : []) + envelope.attachments
    finding.hasContent = envelope.hasContent
    finding.contents = references.map(\.number)
    let keyID = KeyID(envelope.keyID)
    guard keys.isPresent(keyID) else {
      finding.isErased = true
      return finding
    }
    // A key that is there and does not open was named with the keys.
    guard let itemKey = keys.key(keyID) else { return finding }
    guard let plain = try? PayloadSeal.openBytes(envelope.sealedPayload, itemKey: itemKey, event: id),
      let payload = try? SealedPayload(serializedBytes: plain)
    else {
      finding.add("the payload does not open: the event was altered")
      return finding
    }
    finding.payload = payload
    if let digestKey = keys.digestKey {
      if finding.bearsItem, finding.hasContent {
        finding.lookup = LookupDigest(payload.originalDigest, digestKey: digestKey)
      }
      finding.source = payload.event?.sighting.flatMap { SourceKey($0, digestKey: digestKey) }
    }
    if Data(SHA256.hash(data: payload.salt + payload.originalDigest)) != envelope.commitment {
      finding.add("the commitment does not bind the original's digest")
    }
    if payload.event?.typeName != envelope.type {
      finding.add("the payload is not of the type \(envelope.type)")
    }
    if !envelope.hasContent {
      let bytes = try? PayloadSeal.eventBytes(plain)
      if bytes.map({ Data(SHA256.hash(data: $0)) }) != payload.originalDigest {
        finding.add("the payload does not have the digest that the event commits to")
      }
    }
    let digests = (envelope.hasContent ? [payload.originalDigest] : []) + payload.attachmentDigests
    guard digests.count == references.count else {
      finding.add("the event names \(references.count) contents and \(digests.count) digests")
      return finding
    }
    for (reference, digest) in zip(references, digests) {
      checkContent(reference, digest, itemKey, id, decompressor, &finding)
    }
    return finding
  }

  private func checkContent(
    _ reference: ContentReference, _ digest: Data, _ itemKey: SymmetricKey, _ id: EventID,
    _ decompressor: Decompressor, _ finding: inout Finding
  ) {
    let chunks = records.chunks(of: reference.number)
    let name = String(reference.number)
    guard !chunks.isEmpty, chunks.enumerated().allSatisfy({ $0.offset == Int($0.element.index) }) else {
      finding.add(
        "content \(name) is missing, or a chunk of it", table: "content", key: name, bytes: chunks.first?.bytes)
      return
    }
    var sealed = SHA256()
    for chunk in chunks { sealed.update(bufferPointer: chunk.bytes.bytes) }
    if Data(sealed.finalize()) != reference.ciphertextDigest {
      finding.add(
        "content \(name) is not what was stored", table: "content", key: name,
        bytes: firstAltered(chunks, ChunkSeal(itemKey: itemKey, event: id, number: ContentNumber(reference.number))))
      return
    }
    do {
      let seal = ChunkSeal(itemKey: itemKey, event: id, number: ContentNumber(reference.number))
      var original = SHA256()
      var size: UInt64 = 0
      try decompressor.begin()
      for chunk in chunks {
        let plain = try seal.open(chunk.bytes.bytes, index: chunk.index, isLast: Int(chunk.index) == chunks.count - 1)
        try plain.withUnsafeBytes { piece in
          try decompressor.feed(piece) { bytes in
            original.update(bufferPointer: bytes)
            size += UInt64(bytes.count)
          }
        }
      }
      finding.originalBytes += size
      if size != reference.size || Data(original.finalize()) != digest {
        finding.add(
          "content \(name) does not unpack to the original", table: "content", key: name, bytes: chunks.first?.bytes)
      }
    } catch {
      finding.add("content \(name) does not open", table: "content", key: name, bytes: chunks.first?.bytes)
    }
  }

  private func firstAltered(_ chunks: ArraySlice<LogRecords.Chunk>, _ seal: ChunkSeal) -> MappedBytes? {
    let altered = chunks.first { chunk in
      (try? seal.open(chunk.bytes.bytes, index: chunk.index, isLast: Int(chunk.index) == chunks.count - 1)) == nil
    }
    return (altered ?? chunks.first)?.bytes
  }
}
