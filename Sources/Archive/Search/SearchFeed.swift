import ArchiveEvents
import EventLog
import Foundation
import SearchIndex
import Views

/// Keeps the full-text index in step with the log, as far as the timelines have come.
final class SearchFeed {
  private let log: LMDBArchiveLog
  private let timelines: View<TimelineProjection>
  private let source: DocumentSource
  private let writer: IndexWriter
  /// The batch behind the one that is being added.
  private var ahead: Ahead<DocumentSource.Batch?>?
  /// Position consumed, that of documents not committed yet included.
  private(set) var position: UInt64
  private var committed: UInt64

  init(
    log: LMDBArchiveLog, timelines: View<TimelineProjection>, index: SearchIndex, files: any FileTexts
  ) throws {
    (self.log, self.timelines) = (log, timelines)
    source = DocumentSource(log: log, timelines: timelines, reader: ItemReader(log: log, files: files))
    writer = IndexWriter(index)
    let checkpoint = IndexCheckpoint(index.checkpoint)
    position = checkpoint?.position ?? 0
    committed = position
  }

  // Nobody may close the log while a batch is read from it.
  deinit { _ = try? ahead?.value() }

  var hasUncommitted: Bool { position > committed }

  /// Consumes a batch; false where the timelines have no more.
  func advance() throws -> Bool {
    guard let batch = try next() else { return false }
    // Documents are made on all cores, but added on this thread alone: both go on at once.
    if try timelines.position() > batch.last {
      ahead = Ahead { [source] in try source.batch(after: batch.last) }
    }
    try indexAnew(batch.again)
    for document in batch.documents { writer.add(document) }
    position = batch.last
    if writer.isFull { try commit() }
    return true
  }

  private func next() throws -> DocumentSource.Batch? {
    defer { ahead = nil }
    // After a failure the batch ahead is not the next one.
    if let batch = try ahead?.value(), batch.after == position { return batch }
    return try source.batch(after: position)
  }

  /// Items that are indexed anew together; one event may concern a million.
  private static let anewEvents = 200

  /// Committing on the way is safe: the position stays that of the batch before, and nothing of this one is in the writer.
  private func indexAnew(_ positions: Set<UInt64>) throws {
    var pending: [RecordedEvent] = []
    var size: UInt64 = 0
    func flush() throws {
      let made = try source.documents(of: pending)
      for document in made { writer.add(document, replaces: true) }
      // What gives no document any more, since its key was destroyed, must not be found by the one it had.
      let keys = Set(made.map(\.key))
      for event in pending where !keys.contains(event.position.rawValue) { writer.delete(event.position.rawValue) }
      (pending, size) = ([], 0)
      if writer.isFull { try commit() }
    }
    for place in positions.sorted() {
      guard let event = try Position(place).flatMap({ try log.event(at: $0) }) else { continue }
      pending.append(event)
      size += DocumentSource.size(of: event)
      if pending.count >= Self.anewEvents || size > DocumentSource.batchBytes { try flush() }
    }
    try flush()
  }

  func documents(
    of events: [RecordedEvent], files: @escaping @Sendable (RecordedEvent) -> any FileTexts
  ) throws -> [IndexDocument] {
    try source.documents(of: events, files: files)
  }

  /// Puts documents in the place of those with the same keys.
  func replace(_ documents: [IndexDocument]) { for document in documents { writer.add(document, replaces: true) } }

  /// Makes replaced documents searchable, without a word on how far the index has come.
  func commitReplaced() throws { try writer.commit(checkpoint: nil) }

  func commit() throws {
    let checkpoint = IndexCheckpoint(position: position, root: try log.root(atSize: position))
    try writer.commit(checkpoint: checkpoint.encoded)
    committed = position
  }
}

/// How far the index has come: position u64 ‖ root of the tree at that position (32).
struct IndexCheckpoint: Equatable {
  var position: UInt64
  var root: MerkleHash

  init(position: UInt64, root: MerkleHash) { (self.position, self.root) = (position, root) }

  init?(_ bytes: [UInt8]) {
    guard bytes.count == 40 else { return nil }
    let parsed: (UInt64, MerkleHash?) = bytes.withUnsafeBytes { bytes in
      (
        UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
        MerkleHash(bytes: UnsafeRawBufferPointer(rebasing: bytes[8...]))
      )
    }
    guard let root = parsed.1 else { return nil }
    self.init(position: parsed.0, root: root)
  }

  var encoded: [UInt8] { withUnsafeBytes(of: position.bigEndian) { Array($0) } + root.bytes }
}

extension IndexPlacementValues {
  init(_ placement: IndexPlacement) {
    identities = placement.identities
    thread = placement.thread
    time = placement.time.microseconds
    channel = Int64(Channel.allCases.firstIndex(of: placement.channel) ?? 0)
    direction = Int64(placement.direction.rawValue)
    let day = CivilDay(days: Int32(clamping: time.flooredDivision(by: 86_400_000_000))).description.split(
      separator: "-")
    month = day.count == 3 ? (Int64(day[0]) ?? 0) * 100 + (Int64(day[1]) ?? 0) : 0
  }
}

extension Int64 {
  func flooredDivision(by divisor: Int64) -> Int64 {
    self / divisor - (self % divisor < 0 ? 1 : 0)
  }
}
