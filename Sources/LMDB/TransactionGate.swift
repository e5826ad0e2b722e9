#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Counts the transactions that this process has open on one environment, so that the map is moved only while there
/// is none, and refuses what LMDB would answer with a hang: a second write transaction on one thread.
///
/// `@unchecked Sendable` is sound because every mutable field is read and written only between `lock()` and `unlock()`.
final class TransactionGate: @unchecked Sendable {
  enum Kind: Sendable { case read, write }

  private struct Holder {
    let thread: pthread_t
    var reads: Int
    var writes: Int
  }

  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  // Rarely more than a handful: threads inside a transaction now.
  private var holders: [Holder] = []
  private var remapping = false
  private var failure: LMDBError.Code?

  init() {
    mutex = .allocate(capacity: 1)
    changed = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  private func lock() { pthread_mutex_lock(mutex) }
  private func unlock() { pthread_mutex_unlock(mutex) }

  private func index(of thread: pthread_t) -> Int? {
    holders.firstIndex { pthread_equal($0.thread, thread) != 0 }
  }

  /// Whether the calling thread is inside a transaction of this environment.
  var isHeldByThisThread: Bool {
    let thread = pthread_self()
    lock()
    defer { unlock() }
    return index(of: thread) != nil
  }

  /// Waits while the map is being moved, unless this thread already holds a transaction (waiting would then block
  /// the very move it waits for). Returns the reason when there is nothing to enter.
  func enter(_ kind: Kind) -> LMDBError.Code? {
    let thread = pthread_self()
    lock()
    defer { unlock() }
    var position = index(of: thread)
    while remapping, position == nil {
      pthread_cond_wait(changed, mutex)
      position = index(of: thread)
    }
    if let failure, failure == .closed || failure == .outOfMemory || kind == .write { return failure }
    if let position {
      if kind == .write {
        guard holders[position].writes == 0 else { return .transactionOpen }
        holders[position].writes += 1
      } else {
        holders[position].reads += 1
      }
    } else {
      holders.append(Holder(thread: thread, reads: kind == .read ? 1 : 0, writes: kind == .write ? 1 : 0))
    }
    return nil
  }

  func leave(_ kind: Kind, enteredOn thread: pthread_t) {
    lock()
    defer { unlock() }
    guard let position = index(of: thread) else { return }
    if kind == .write { holders[position].writes -= 1 } else { holders[position].reads -= 1 }
    if holders[position].reads == 0, holders[position].writes == 0 {
      holders.swapAt(position, holders.count - 1)
      holders.removeLast()
      if holders.isEmpty { pthread_cond_broadcast(changed) }
    }
  }

  /// From now on entering fails with `code` (writers only, unless the environment is closed or unmapped).
  func fail(_ code: LMDBError.Code) {
    lock()
    failure = failure ?? code
    unlock()
  }

  /// Runs `move` while no transaction of this process is open. Fails at once if this thread holds one.
  func whileEmpty(_ move: () -> LMDBError.Code?) -> LMDBError.Code? {
    let thread = pthread_self()
    lock()
    defer { unlock() }
    if index(of: thread) != nil { return .transactionOpen }
    while remapping { pthread_cond_wait(changed, mutex) }
    remapping = true
    while !holders.isEmpty { pthread_cond_wait(changed, mutex) }
    let result = failure == .closed ? .closed : move()
    if result == .outOfMemory { failure = .outOfMemory }
    remapping = false
    pthread_cond_broadcast(changed)
    return result
  }

  /// Marks the environment closed and runs `close` once, or answers `.transactionOpen` if it is in use.
  func close(_ close: () -> Void) -> LMDBError.Code? {
    lock()
    defer { unlock() }
    if failure == .closed { return nil }
    guard holders.isEmpty, !remapping else { return .transactionOpen }
    failure = .closed
    close()
    return nil
  }
}
