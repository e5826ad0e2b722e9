import ArchiveEvents
import Foundation
import LMDB

/// The lookup digests that are not in the table `digests` yet.
///
/// Digests are random, so each would change a page of its own in a large table: the pages to be written for a message
/// would grow with the archive. The newest therefore stand in the table `recent` in the order of their positions, which
/// costs next to nothing, and here in memory, where they are looked up. When they are too many, one share of all
/// possible digests at a time goes into `digests` in order, many to a page: the idea of the log-structured merge-tree
/// (O'Neil, Cheng, Gawlick, O'Neil, 1996) with two levels.
///
/// Sendable because all state is read and written under its lock.
package final class RecentDigests: @unchecked Sendable {
  /// How many stay, and in how many shares the others go.
  package struct Bounds: Sendable {
    /// Digests, of some 50 bytes of memory each.
    package var limit = 65_536
    /// A share is what one commit takes over beside its own work: some two thousand digests, each of which may change a
    /// page of a large table.
    package var shares = 32

    package init() {}

    package init(limit: Int, shares: Int) {
      self.limit = limit
      self.shares = shares
    }
  }

  /// Position of an item's capture → lookup digest (16).
  static let table = Environment.TableSpecification("recent", integerKey: true)

  private let table: Table
  private let bounds: Bounds
  private let lock = NSLock()
  private var positions: [LookupDigest: Position]

  /// Reads what an earlier owner left in the table.
  ///
  /// - Parameter head: events in the log.
  init(_ environment: Environment, head: UInt64, bounds: Bounds = Bounds()) throws {
    self.bounds = bounds
    let table = try environment.openTable(Self.table.name, integerKey: Self.table.integerKey, create: false)
    self.table = table
    positions = try environment.withReadTransaction { transaction in
      var found: [LookupDigest: Position] = [:]
      try transaction.withCursor(table) { cursor in
        while let record = try cursor.next() {
          guard let digest = LookupDigest(stored: record.value), record.key.count == 8,
            let position = Position(record.key.loadUnaligned(as: UInt64.self)), position.rawValue <= head
          else {
            throw EventLogError(
              .corrupted,
              "A record of the table recent is no event's digest; run `evrak verify` to see what else is damaged.")
          }
          found[digest] = position
        }
      }
      return found
    }
  }

  func position(of digest: LookupDigest) -> Position? { lock.withLock { positions[digest] } }

  func put(_ digest: LookupDigest, _ position: Position, _ transaction: borrowing WriteTransaction) throws {
    _ = try transaction.put(table, position.rawValue, digest.bytes, [.append])
  }

  func takeOver(_ share: Share, into digests: Table, _ transaction: borrowing WriteTransaction) throws {
    for (digest, position) in share {
      _ = try transaction.put(digests, digest.bytes, LogTables.positionValue(position))
      _ = try transaction.delete(table, position.rawValue)
    }
  }

  /// Digests that one commit takes over into `digests`, in their order.
  typealias Share = [(digest: LookupDigest, position: Position)]

  /// The share that the present commit is to take over, the one with the most; nil while there is room.
  func due() -> Share? {
    lock.withLock {
      guard positions.count > bounds.limit else { return nil }
      var counts = Array(repeating: 0, count: bounds.shares)
      for digest in positions.keys { counts[digest.share(of: bounds.shares)] += 1 }
      guard let most = counts.max(), let fullest = counts.firstIndex(of: most) else { return nil }
      return positions.filter { $0.key.share(of: bounds.shares) == fullest }.sorted { $0.key < $1.key }
        .map { (digest: $0.key, position: $0.value) }
    }
  }

  /// After a commit: what it brought, and what it took over.
  func committed(_ arrived: [LookupDigest: Position], takenOver share: Share?) {
    lock.withLock {
      positions.merge(arrived) { _, new in new }
      for (digest, _) in share ?? [] { positions[digest] = nil }
    }
  }
}
