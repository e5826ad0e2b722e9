import ArchiveEvents
import Foundation

/// The newest events of this process as they were before they were sealed, so
/// that a view that follows closely need not open and unpack them again. What
/// it gives is what the log would give; what it no longer has is read from the
/// log.
///
/// Sendable because all state is read and written under its lock.
final class RecentEvents: @unchecked Sendable {
  struct Plain {
    let payload: SealedPayload
    /// Number and original bytes of the event's content, where it was in memory.
    let content: (number: ContentNumber, bytes: [UInt8])?
  }

  /// Originals kept, in bytes.
  static let capacity = 32 << 20
  /// What an event counts beside its content, in bytes.
  private static let overhead = 1_024

  private let lock = NSLock()
  private var events: [UInt64: Plain] = [:]
  private var oldest: UInt64 = 0
  private var newest: UInt64 = 0
  private var size = 0

  /// Positions are given in rising order.
  func add(_ newcomers: [(position: Position, plain: Plain)]) {
    lock.withLock {
      for (position, plain) in newcomers {
        if events.isEmpty { oldest = position.rawValue }
        newest = position.rawValue
        events[newest] = plain
        size += Self.cost(plain)
      }
      while size > Self.capacity, oldest < newest {
        if let dropped = events.removeValue(forKey: oldest) { size -= Self.cost(dropped) }
        oldest += 1
      }
    }
  }

  func payload(at position: Position) -> SealedPayload? {
    lock.withLock { events[position.rawValue]?.payload }
  }

  func content(_ content: StoredContent) -> [UInt8]? {
    lock.withLock {
      guard let known = events[content.position.rawValue]?.content, known.number == content.number else { return nil }
      return known.bytes
    }
  }

  private static func cost(_ plain: Plain) -> Int { overhead + (plain.content?.bytes.count ?? 0) }
}
