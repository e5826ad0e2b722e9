import LMDB

/// Which segments make up the index, which of their documents are deleted, and how far the index has come: one record that
/// changes as a whole.
struct Catalogue: Sendable, Equatable {
  struct Entry: Sendable, Equatable {
    var number: UInt64
    var record: SegmentRecord
    /// Smallest and largest key of its documents.
    var keys: ClosedRange<UInt64>
  }

  static let format: UInt32 = 1

  /// What the index was computed from and by; another one means another index.
  var identity: [UInt8]
  /// What its user keeps of how far it has come.
  var checkpoint: [UInt8] = []
  /// Number of the next segment.
  var nextNumber: UInt64 = 1
  var segments: [Entry] = []

  init(identity: [UInt8]) { self.identity = identity }

  var encoded: [UInt8] {
    let writer = ByteWriter()
    writer.append(Self.format)
    for bytes in [identity, checkpoint] {
      writer.append(UInt32(bytes.count))
      writer.append(bytes)
    }
    writer.append(nextNumber)
    writer.append(UInt32(segments.count))
    for segment in segments {
      for value in [
        segment.number, UInt64(segment.record.documents), UInt64(segment.record.totalLength),
        UInt64(segment.record.bytes), segment.record.digest, segment.keys.lowerBound, segment.keys.upperBound,
      ] { writer.append(value) }
    }
    writer.append(PageDigest.of(writer.bytes))
    return [UInt8](writer.bytes)
  }

  /// Nil where the record can't be read.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count > 8 else { return nil }
    let body = UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count - 8)])
    var reader = ByteReader(bytes)
    guard reader.uint32() == Self.format else { return nil }
    identity = [UInt8](reader.bytes(Int(reader.uint32())))
    checkpoint = [UInt8](reader.bytes(Int(reader.uint32())))
    nextNumber = reader.uint64()
    let count = Int(reader.uint32())
    guard count <= bytes.count else { return nil }
    for _ in 0..<count {
      let number = reader.uint64()
      guard let documents = Int(exactly: reader.uint64()), let length = Int(exactly: reader.uint64()),
        let size = Int(exactly: reader.uint64())
      else { return nil }
      let digest = reader.uint64()
      let (low, high) = (reader.uint64(), reader.uint64())
      guard low <= high else { return nil }
      segments.append(
        Entry(
          number: number,
          record: SegmentRecord(documents: documents, totalLength: length, bytes: size, digest: digest),
          keys: low...high))
    }
    guard reader.uint64() == PageDigest.of(body), !reader.isOverrun, reader.isAtEnd else { return nil }
  }
}

/// The environment that holds the catalogue.
final class CatalogueStore: Sendable {
  private let environment: Environment
  private let state: Table
  /// Segment number → one bit for each deleted document.
  private let deletions: Table
  private static let key = Array("catalogue".utf8)
  let path: String

  init(path: String, isReader: Bool) throws {
    self.path = path
    var options = Environment.Options()
    options.readOnly = isReader
    options.noMetaSync = true
    options.mapSize = 1 << 32
    environment = try isReader ? .open(path: path, options: options) : .establish(path: path, options: options)
    do {
      state = try environment.openTable("state", create: !isReader)
      deletions = try environment.openTable("deletions", integerKey: true, create: !isReader)
    } catch {
      try environment.close()
      throw error
    }
  }

  /// The catalogue and the deletions of its segments; nil where there is none yet.
  func read() throws -> (Catalogue, [UInt64: DeletedDocuments])? {
    try environment.withReadTransaction { transaction in
      guard let bytes = try transaction.get(state, Self.key) else { return nil }
      guard let catalogue = Catalogue(bytes) else {
        throw IndexError(.damaged, "The catalogue of the search index in \(path) is damaged; it is computed again.")
      }
      var deleted: [UInt64: DeletedDocuments] = [:]
      for segment in catalogue.segments {
        guard let bytes = try transaction.get(deletions, segment.number) else { continue }
        guard let documents = DeletedDocuments(stored: bytes) else {
          throw IndexError(.damaged, "The deletions of the search index in \(path) are damaged; it is computed again.")
        }
        deleted[segment.number] = documents
      }
      return (catalogue, deleted)
    }
  }

  /// Writes the catalogue; `deleted` has the segments whose deletions changed, `removed` those that are no more.
  func write(_ catalogue: Catalogue, deleted: [UInt64: DeletedDocuments], removed: [UInt64]) throws {
    try environment.withWriteTransaction { transaction in
      _ = try transaction.put(state, Self.key, catalogue.encoded)
      for (number, documents) in deleted {
        let stored = documents.stored
        try withExtendedLifetime(stored) { _ = try transaction.put(deletions, number, stored.bytes) }
      }
      for number in removed { _ = try transaction.delete(deletions, number) }
    }
  }

  func sync() throws { try environment.sync() }

  func close() {
    try? environment.sync()
    try? environment.close()
  }
}
