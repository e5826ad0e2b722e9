import ArchiveEvents
import Foundation

/// The newest events of this process as they were before they were sealed, so
/// that a view that follows closely need not open and unpack them again. What
/// it gives is what the log would give; what it no longer has is read from the
/// log.
///
/// Sendable because all state is read and written under its lock.
final class RecentEvents: @unchecked Sendable {
  final class Plain: Sendable {
    let payload: SealedPayload
    /// Number and original bytes of the event's content, where it was in memory.
    let content: (number: ContentNumber, bytes: [UInt8])?

    init(payload: SealedPayload, content: (number: ContentNumber, bytes: [UInt8])?) {
      self.payload = payload
      self.content = content
    }
  }

  /// Originals kept, in bytes.
  static let capacity = 128 << 20
  /// What an event counts beside its content, in bytes.
  private static let overhead = 1_024

  private let lock = NSLock()
  /// A ring: the event at position p lies at p modulo its length, a power of two.
  private var ring: [Plain?] = Array(repeating: nil, count: 1_024)
  /// Positions kept: `oldest ..< end`, without gaps.
  private var oldest: UInt64 = 0
  private var end: UInt64 = 0
  private var size = 0
  private var followers = 0

  /// From now on events are kept: somebody reads them as they come.
  func follow() { lock.withLock { followers += 1 } }

  /// After the last follower nothing is kept.
  func unfollow() {
    lock.withLock {
      followers -= 1
      if followers == 0 {
        while oldest < end { drop() }
      }
    }
  }

  /// Positions are given in rising order; where they leave a gap, what was
  /// kept before it is forgotten.
  func add(_ newcomers: [(position: Position, plain: Plain)]) {
    lock.withLock {
      guard followers > 0 else { return }
      for (position, plain) in newcomers {
        if position.rawValue != end {
          while oldest < end { drop() }
          oldest = position.rawValue
          end = oldest
        }
        if end - oldest == UInt64(ring.count) { enlarge() }
        ring[place(end)] = plain
        end += 1
        size += Self.cost(plain)
        while size > Self.capacity, end - oldest > 1 { drop() }
      }
    }
  }

  func payload(at position: Position) -> SealedPayload? {
    lock.withLock { plain(at: position)?.payload }
  }

  func content(_ content: StoredContent) -> [UInt8]? {
    lock.withLock {
      guard let known = plain(at: content.position)?.content, known.number == content.number else { return nil }
      return known.bytes
    }
  }

  private func plain(at position: Position) -> Plain? {
    guard position.rawValue >= oldest, position.rawValue < end else { return nil }
    return ring[place(position.rawValue)]
  }

  private func place(_ position: UInt64) -> Int { Int(position & UInt64(ring.count - 1)) }

  private func drop() {
    size -= ring[place(oldest)].map(Self.cost) ?? 0
    ring[place(oldest)] = nil
    oldest += 1
  }

  private func enlarge() {
    let kept = (oldest..<end).map { ring[place($0)] }
    ring = Array(repeating: nil, count: ring.count * 2)
    for (position, plain) in zip(oldest..<end, kept) { ring[place(position)] = plain }
  }

  private static func cost(_ plain: Plain) -> Int { overhead + (plain.content?.bytes.count ?? 0) }
}
