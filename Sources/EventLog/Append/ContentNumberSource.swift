import ArchiveEvents
import Synchronization

/// Hands out content numbers ahead of the write; a number that is never
/// stored leaves a gap.
final class ContentNumberSource: Sendable {
  private let last: Atomic<UInt64>

  init(last: UInt64) {
    self.last = Atomic(last)
  }

  func take() -> ContentNumber {
    ContentNumber(last.add(1, ordering: .relaxed).newValue)
  }
}
