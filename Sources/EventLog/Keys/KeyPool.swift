import ArchiveEvents
import Crypto
import Foundation

/// Minted keys that no event uses yet.
///
/// Sendable because all state is read and written under its lock.
final class KeyPool: @unchecked Sendable {
  private let lock = NSLock()
  private var next: UInt64 = 0
  private var ready: [(KeyID, SymmetricKey)] = []

  func start(next: UInt64, leftover: [(KeyID, SymmetricKey)]) {
    lock.withLock {
      self.next = next
      ready = leftover.reversed()
    }
  }

  /// Minting happens under the lock: whoever needs a key meanwhile needs the
  /// same block.
  func take(mint: (UInt64) throws -> [(KeyID, SymmetricKey)]) throws -> (id: KeyID, key: SymmetricKey) {
    try lock.withLock {
      if ready.isEmpty {
        guard next > 0 else {
          throw EventLogError(.readOnly, "The log is open for reading only, so no item key can be taken.")
        }
        let block = try mint(next)
        next += UInt64(block.count)
        ready = block.reversed()
      }
      let (id, key) = ready.removeLast()
      return (id, key)
    }
  }
}
