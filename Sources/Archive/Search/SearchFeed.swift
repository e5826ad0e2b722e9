import ArchiveEvents
import EventLog
import Foundation
import SearchIndex
import Views

/// Keeps the full-text index in step with the log, as far as the timelines have come.
final class SearchFeed {
  private let log: LMDBArchiveLog
  private let timelines: View<TimelineProjection>
  private let index: SearchIndex
  private let reader: ItemReader
  private let writer: IndexWriter
  /// Position consumed, that of documents not committed yet included.
  private(set) var position: UInt64
  private var committed: UInt64

  /// Events, and bytes of originals, that are prepared together.
  private static let batchEvents = 1_000
  private static let batchBytes: UInt64 = 8 << 20

  init(
    log: LMDBArchiveLog, timelines: View<TimelineProjection>, index: SearchIndex, files: any FileTexts
  ) throws {
    (self.log, self.timelines, self.index) = (log, timelines, index)
    reader = ItemReader(log: log, files: files)
    writer = IndexWriter(index)
    let checkpoint = IndexCheckpoint(index.checkpoint)
    position = checkpoint?.position ?? 0
    committed = position
  }

  var hasUncommitted: Bool { position > committed }

  /// Consumes a batch; false where the timelines have no more.
  func advance() throws -> Bool {
    let limit = try timelines.position()
    guard position < limit else { return false }
    let wanted = min(Self.batchEvents, Int(limit - position))
    let events = Self.bounded(try log.read(from: Position(leafIndex: position), limit: wanted))
    guard let last = events.last else { return false }
    try add(events)
    position = last.position.rawValue
    if writer.isFull { try commit() }
    return true
  }

  private static func bounded(_ events: [RecordedEvent]) -> [RecordedEvent] {
    var size: UInt64 = 0
    let end = events.firstIndex { event in
      size += (event.content?.size ?? 0) + event.attachments.reduce(0) { $0 + $1.size }
      return size > batchBytes
    }
    return Array(events.prefix(max(1, end ?? events.count)))
  }

  private func add(_ events: [RecordedEvent]) throws {
    // An item that is seen again, or a note that is amended, is indexed anew.
    var again: Set<UInt64> = []
    var fresh: [RecordedEvent] = []
    for event in events {
      switch event.payload?.event {
      case .itemSighted, .noteAmended:
        guard let item = event.itemID, let place = try timelines.position(of: item) else { continue }
        if place < events[0].position { again.insert(place.rawValue) }
      case .none: continue
      default: if EventTypeName.bearingItems.contains(event.envelope.type) { fresh.append(event) }
      }
    }
    guard let last = events.last else { return }
    for item in try timelines.redirected(from: events[0].position.rawValue, through: last.position.rawValue)
    where item < events[0].position.rawValue {
      again.insert(item)
    }
    try indexAnew(again)
    for document in try documents(of: fresh) { writer.add(document) }
  }

  /// Items that are indexed anew together; one event may concern a million.
  private static let anewEvents = 200

  /// Committing on the way is safe: the position stays that of the batch before, and nothing of this one is in the writer.
  private func indexAnew(_ positions: Set<UInt64>) throws {
    var pending: [RecordedEvent] = []
    var size: UInt64 = 0
    func flush() throws {
      let made = try documents(of: pending)
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
      size += (event.content?.size ?? 0) + event.attachments.reduce(0) { $0 + $1.size }
      if pending.count >= Self.anewEvents || size > Self.batchBytes { try flush() }
    }
    try flush()
  }

  /// Makes documents of items, on all cores.
  /// - Parameter files: Where the text of an item's files comes from; by default where the feed's does.
  func documents(
    of events: [RecordedEvent], files: (@Sendable (RecordedEvent) -> any FileTexts)? = nil
  ) throws -> [IndexDocument] {
    let placements = try timelines.indexPlacements(events.map(\.position.rawValue))
    // Where programs are waited for, one item holds up no others.
    return try Parallel.map(events, itemsPerLane: files == nil ? 16 : 1) { [reader, timelines, log] event, maker in
      guard let placement = placements[event.position.rawValue] else { return nil }
      let history = try ItemHistory.read(ofItemAt: event.position, placement.channel, timelines, log)
      let reader = files.map { ItemReader(log: log, files: $0(event)) } ?? reader
      guard let item = try reader.item(event, history) else { return nil }
      return maker.document(item, IndexPlacementValues(placement))
    }
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

/// Makes documents on all cores.
enum Parallel {
  private final class Results<Output: Sendable>: @unchecked Sendable {
    // Each index is written by one thread, and all are read when all threads have finished.
    let values: UnsafeMutablePointer<Output?>
    let failure = NSLock()
    var error: (any Error)?
    let count: Int

    init(_ count: Int) {
      self.count = count
      values = .allocate(capacity: count)
      values.initialize(repeating: nil, count: count)
    }

    deinit {
      values.deinitialize(count: count)
      values.deallocate()
    }
  }

  static func map<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], itemsPerLane: Int, _ body: @Sendable (Input, DocumentMaker) throws -> Output?
  ) throws -> [Output] {
    let results = Results<Output>(inputs.count)
    let lanes = max(
      1,
      min(
        ProcessInfo.processInfo.activeProcessorCount, (inputs.count + itemsPerLane - 1) / itemsPerLane))
    DispatchQueue.concurrentPerform(iterations: lanes) { lane in
      let maker = DocumentMaker()
      for index in stride(from: lane, to: inputs.count, by: lanes) {
        do {
          results.values[index] = try body(inputs[index], maker)
        } catch {
          results.failure.withLock { results.error = results.error ?? error }
          return
        }
      }
    }
    if let error = results.error { throw error }
    return (0..<inputs.count).compactMap { results.values[$0] }
  }
}
