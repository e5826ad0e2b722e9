public import ArchiveEvents
import LMDB
import SwiftProtobuf

/// What the full-text index keeps of an item beside its words: what depends on more than the item itself.
public struct IndexPlacement: Sendable, Equatable {
  public let channel: Channel
  public let direction: Direction
  public let time: Timestamp
  /// Position of the first item of the thread.
  public let thread: UInt64
  /// Addresses, numbers and names that take part; see `IdentityKey.indexValue`.
  public let identities: [String]
}

extension IdentityKey {
  /// The identity as a key of the full-text index.
  public var indexValue: String { String(decoding: bytes, as: UTF8.self) }
}

extension View where Projected == TimelineProjection {
  /// Placements of the items at some positions; what is no item is left out.
  public func indexPlacements(_ positions: [UInt64]) throws -> [UInt64: IndexPlacement] {
    let tables = projection.tables
    let reader = ContactReader(tables: tables.contacts)
    return try environment.withReadTransaction { transaction in
      var found: [UInt64: IndexPlacement] = [:]
      var known: [UInt64: String] = [:]
      for position in positions {
        guard let stored = try transaction.get(tables.placements, position), let placement = ItemPlacement(stored)
        else { continue }
        var identities: [String] = []
        for participant in placement.participants where participant.role != .contact {
          if known[participant.number] == nil {
            known[participant.number] = try reader.identity(participant.number, transaction)?.key ?? ""
          }
          if let key = known[participant.number], !key.isEmpty { identities.append(key) }
        }
        found[position] = IndexPlacement(
          channel: placement.facet.channel, direction: placement.facet.direction,
          time: TimelineKeys.time(placement.time),
          thread: try tables.threads.root(of: placement.thread, transaction), identities: identities)
      }
      return found
    }
  }
}

extension View where Projected == TimelineProjection {
  /// Earlier items of which the events from one position to another, both included, changed the direction or the
  /// participants.
  public func redirected(from first: UInt64, through last: UInt64) throws -> Set<UInt64> {
    let table = projection.tables.redirections
    return try environment.withReadTransaction { transaction in
      try transaction.withCursor(table) { cursor in
        var found: Set<UInt64> = []
        var record = try cursor.seek(TimelineKeys.number(first))
        while let current = record, let event = TimelineKeys.read(current.key, at: 0), event <= last {
          if let item = TimelineKeys.read(current.key, at: 8) { found.insert(item) }
          record = try cursor.next()
        }
        return found
      }
    }
  }

  /// A thread and all that were joined into it: items indexed earlier bear the number that was theirs then.
  public func threads(joinedInto thread: UInt64) throws -> [UInt64] {
    let tables = projection.tables
    return try environment.withReadTransaction { transaction in
      let root = try tables.threads.root(of: thread, transaction)
      var found = [root]
      try transaction.withCursor(tables.threads.joined) { cursor in
        var record = try cursor.first()
        while let current = record {
          let key = current.key.loadUnaligned(as: UInt64.self)
          if try tables.threads.root(of: key, transaction) == root { found.append(key) }
          record = try cursor.next()
        }
      }
      return found
    }
  }
}

extension IdentityKey {
  /// The identity that `indexValue` names.
  public init?(indexValue: String) { self.init(Array(indexValue.utf8)) }
}
