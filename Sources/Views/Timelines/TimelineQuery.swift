public import ArchiveEvents
import LMDB
import SwiftProtobuf

/// Which part of a timeline is wanted.
public struct TimelineQuery: Sendable {
  public var address: CorrespondentAddress
  /// The first moment wanted.
  public var since: Timestamp?
  /// The first moment no longer wanted.
  public var until: Timestamp?
  public var limit: Int
  public var oldestFirst: Bool
  /// The last entry of the page before, beyond which this one begins.
  public var cursor: TimelineCursor?

  public init(
    address: CorrespondentAddress, since: Timestamp? = nil, until: Timestamp? = nil, limit: Int = 50,
    oldestFirst: Bool = false, cursor: TimelineCursor? = nil
  ) {
    self.address = address
    self.since = since
    self.until = until
    self.limit = limit
    self.oldestFirst = oldestFirst
    self.cursor = cursor
  }
}

/// The place of an entry in a timeline: its time, and among items of one time
/// its position.
public struct TimelineCursor: Sendable, Hashable {
  public let time: Timestamp
  public let position: Position

  public init(time: Timestamp, position: Position) {
    self.time = time
    self.position = position
  }

  public init(_ entry: TimelineEntry) { self.init(time: entry.time, position: entry.position) }
}

extension View where Projected == TimelineProjection {
  /// One page of a timeline; empty for an address that never occurred.
  public func page(_ query: TimelineQuery) throws -> [TimelineEntry] {
    let tables = projection.tables
    return try environment.withReadTransaction { transaction in
      let key = Array(query.address.normalised.utf8)
      guard let number = try transaction.get(tables.addresses, key).flatMap({ TimelineKeys.read($0) }) else {
        return []
      }
      let first = query.since.map(TimelineKeys.sortable) ?? 0
      let end = query.until.map(TimelineKeys.sortable)
      var low = TimelineKeys.entry(address: number, time: first, position: 0)
      var high =
        end.map { TimelineKeys.entry(address: number, time: $0, position: 0) }
        ?? TimelineKeys.entry(address: number + 1, time: 0, position: 0)
      if let cursor = query.cursor {
        let time = TimelineKeys.sortable(cursor.time)
        let place = TimelineKeys.entry(address: number, time: time, position: cursor.position.rawValue)
        if query.oldestFirst {
          // The next key after the cursor's, since keys are all of one length.
          if !place.lexicographicallyPrecedes(low) { low = place + [0] }
        } else if place.lexicographicallyPrecedes(high) {
          high = place
        }
      }
      let positions = try transaction.withCursor(tables.entries) { cursor in
        var positions: [UInt64] = []
        var record: Record?
        if query.oldestFirst {
          record = try cursor.seek(low)
        } else {
          record = try cursor.seek(high) == nil ? cursor.last() : cursor.previous()
        }
        while positions.count < query.limit, let current = record, Self.lies(current.key, from: low, below: high),
          let position = TimelineKeys.read(current.key, at: 16)
        {
          positions.append(position)
          record = query.oldestFirst ? try cursor.next() : try cursor.previous()
        }
        return positions
      }
      return try positions.compactMap { try Self.entry(at: $0, tables, transaction) }
    }
  }

  private static func lies(_ key: UnsafeRawBufferPointer, from low: [UInt8], below high: [UInt8]) -> Bool {
    !key.lexicographicallyPrecedes(low) && key.lexicographicallyPrecedes(high)
  }

  private static func entry(
    at position: UInt64, _ tables: TimelineTables, _ transaction: borrowing ReadTransaction
  ) throws -> TimelineEntry? {
    guard let place = Position(position), let stored = try transaction.get(tables.cards, position) else { return nil }
    return TimelineEntry(try TimelineCard(serializedBytes: stored), at: place)
  }

  /// The entry of one item, by the position of its capture.
  public func entry(at position: Position) throws -> TimelineEntry? {
    let tables = projection.tables
    return try environment.withReadTransaction { try Self.entry(at: position.rawValue, tables, $0) }
  }

  /// Where an item was captured.
  public func position(of item: ItemID) throws -> Position? {
    let tables = projection.tables
    return try environment.withReadTransaction { transaction in
      try transaction.get(tables.items, item.bytes).flatMap { TimelineKeys.read($0) }.flatMap { Position($0) }
    }
  }

  /// Items whose id begins with these bytes, at most `limit`.
  public func items(beginningWith prefix: [UInt8], limit: Int) throws -> [ItemID] {
    let tables = projection.tables
    return try environment.withReadTransaction { transaction in
      try transaction.withCursor(tables.items) { cursor in
        var items: [ItemID] = []
        var record = try cursor.seek(prefix)
        while items.count < limit, let current = record, current.key.starts(with: prefix) {
          if let item = ItemID(current.key) { items.append(item) }
          record = try cursor.next()
        }
        return items
      }
    }
  }

  /// Positions of the further sightings of an item.
  public func sightings(ofItemAt position: Position) throws -> [Position] {
    let tables = projection.tables
    let prefix = TimelineKeys.number(position.rawValue)
    return try environment.withReadTransaction { transaction in
      try transaction.withCursor(tables.sightings) { cursor in
        var positions: [Position] = []
        var record = try cursor.seek(prefix)
        while let current = record, current.key.starts(with: prefix) {
          if let sighting = TimelineKeys.read(current.key, at: 8).flatMap({ Position($0) }) {
            positions.append(sighting)
          }
          record = try cursor.next()
        }
        return positions
      }
    }
  }

  public func totals() throws -> TimelineTotals {
    let tables = projection.tables
    return try environment.withReadTransaction { try TimelineTotals.read(tables, $0) }
  }

  /// Every address that occurred, in order, with a way to stop.
  public func forEachAddress(_ body: (String) throws -> Bool) throws {
    let tables = projection.tables
    try environment.withReadTransaction { transaction in
      try transaction.withCursor(tables.addresses) { cursor in
        var record = try cursor.first()
        while let current = record, try body(String(decoding: current.key, as: UTF8.self)) {
          record = try cursor.next()
        }
      }
    }
  }
}
