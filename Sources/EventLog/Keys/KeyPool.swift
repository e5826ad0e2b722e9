import ArchiveEvents
import Crypto
import Foundation

/// Minted keys that no event uses yet. The next block is minted on a thread of its own while half of one is left, so that
/// nobody waits for it but where keys are used up faster than they are made.
///
/// Sendable because all state is read and written under the condition's lock.
final class KeyPool: @unchecked Sendable {
  typealias Block = [(id: KeyID, key: SymmetricKey)]

  private let condition = NSCondition()
  private let lowWater: Int
  private var next: UInt64 = 0
  /// The last is taken first.
  private var ready: Block = []
  private var isMinting = false
  private var isStopped = false
  /// Set where minting ahead failed; whoever then finds the pool empty tries again and is told.
  private var hasFailed = false

  /// - Parameter lowWater: keys left when the next block is to be minted.
  init(lowWater: Int) {
    self.lowWater = lowWater
  }

  func start(next: UInt64, leftover: Block) {
    condition.withLock {
      self.next = next
      ready = leftover.reversed()
    }
  }

  /// - Parameter mint: makes the keys from a number on, and returns once they are durable.
  func take(mint: @escaping @Sendable (UInt64) throws -> Block) throws -> (id: KeyID, key: SymmetricKey) {
    condition.lock()
    defer { condition.unlock() }
    while ready.isEmpty {
      if isStopped { throw EventLogError(.closed, "The archive is closed; open it again to append.") }
      guard next > 0 else {
        throw EventLogError(.readOnly, "The log is open for reading only, so no item key can be taken.")
      }
      if isMinting {
        condition.wait()
      } else {
        // Under the lock: whoever needs a key meanwhile needs the same block.
        add(try mint(next))
        hasFailed = false
      }
    }
    let taken = ready.removeLast()
    if ready.count <= lowWater, !isMinting, !hasFailed, !isStopped { mintAhead(mint) }
    return taken
  }

  /// Waits for a block that is being minted; no other is begun.
  func stop() {
    condition.lock()
    isStopped = true
    while isMinting { condition.wait() }
    condition.unlock()
  }

  private func mintAhead(_ mint: @escaping @Sendable (UInt64) throws -> Block) {
    isMinting = true
    let first = next
    let thread = Thread { [self] in
      let minted = Result { try mint(first) }
      condition.withLock {
        switch minted {
        case .success(let block): add(block)
        case .failure: hasFailed = true
        }
        isMinting = false
        condition.broadcast()
      }
    }
    thread.name = "evrak key minting"
    thread.start()
  }

  private func add(_ block: Block) {
    next += UInt64(block.count)
    ready = block.reversed() + ready
  }
}
