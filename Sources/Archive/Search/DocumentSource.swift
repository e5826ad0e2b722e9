import ArchiveEvents
import EventLog
import SearchIndex
import Views

/// Makes documents of events, on all cores.
struct DocumentSource: Sendable {
  let log: LMDBArchiveLog
  let timelines: View<TimelineProjection>
  let reader: ItemReader

  /// Events, and bytes of originals, that are prepared together (8 MiB).
  private static let batchEvents = 1_000
  static let batchBytes: UInt64 = 8 << 20

  /// What some events in a row mean for the index.
  struct Batch: Sendable {
    /// Of the items that were captured.
    var documents: [IndexDocument]
    /// Positions of earlier items that are to be indexed anew.
    var again: Set<UInt64>
    /// Position behind which they begin.
    var after: UInt64
    /// Position of the last event.
    var last: UInt64
  }

  /// The batch behind `position`; nil where the timelines have come no further.
  func batch(after position: UInt64) throws -> Batch? {
    let limit = try timelines.position()
    guard position < limit else { return nil }
    let wanted = min(Self.batchEvents, Int(limit - position))
    let events = Self.bounded(try log.read(from: Position(leafIndex: position), limit: wanted))
    guard let first = events.first?.position, let last = events.last?.position else { return nil }
    // An item that is seen again, or a note that is amended, is indexed anew.
    var again: Set<UInt64> = []
    var fresh: [RecordedEvent] = []
    for event in events {
      switch event.payload?.event {
      case .itemSighted, .noteAmended:
        guard let item = event.itemID, let place = try timelines.position(of: item) else { continue }
        if place < first { again.insert(place.rawValue) }
      case .none: continue
      default: if EventTypeName.bearingItems.contains(event.envelope.type) { fresh.append(event) }
      }
    }
    for item in try timelines.redirected(from: first.rawValue, through: last.rawValue) where item < first.rawValue {
      again.insert(item)
    }
    return Batch(documents: try documents(of: fresh), again: again, after: position, last: last.rawValue)
  }

  private static func bounded(_ events: [RecordedEvent]) -> [RecordedEvent] {
    var size: UInt64 = 0
    let end = events.firstIndex { event in
      size += Self.size(of: event)
      return size > batchBytes
    }
    return Array(events.prefix(max(1, end ?? events.count)))
  }

  /// Of an event's original and files, in bytes.
  static func size(of event: RecordedEvent) -> UInt64 {
    (event.content?.size ?? 0) + event.attachments.reduce(0) { $0 + $1.size }
  }

  /// The documents of those events that bear an item whose key is there.
  /// - Parameter files: Where the text of an item's files comes from; by default where the reader's does.
  func documents(
    of events: [RecordedEvent], files: (@Sendable (RecordedEvent) -> any FileTexts)? = nil
  ) throws -> [IndexDocument] {
    let placements = try timelines.indexPlacements(events.map(\.position.rawValue))
    // Where programs are waited for, one item holds up no others.
    return try ParallelMap.map(events, slice: files == nil ? 16 : 1, tools: { DocumentMaker() }) { event, maker in
      guard let placement = placements[event.position.rawValue] else { return nil as IndexDocument? }
      let history = try ItemHistory.read(ofItemAt: event.position, placement.channel, timelines, log)
      let reader = files.map { ItemReader(log: log, files: $0(event)) } ?? reader
      guard let item = try reader.item(event, history) else { return nil }
      return maker.document(item, IndexPlacementValues(placement))
    }.compactMap { $0 }
  }
}
