import Foundation

/// Tells waiting tasks and threads that the log has grown.
///
/// Sendable because all state is read and written under its condition's lock.
final class HeadSignal: @unchecked Sendable {
  private let condition = NSCondition()
  private var head: UInt64
  private var isClosed = false
  private var waiters: [UInt64: CheckedContinuation<Bool, Never>] = [:]
  private var nextWaiter: UInt64 = 0

  init(head: UInt64) {
    self.head = head
  }

  func advance(to newHead: UInt64) {
    condition.lock()
    head = max(head, newHead)
    let woken = waiters
    waiters = [:]
    condition.broadcast()
    condition.unlock()
    for waiter in woken.values { waiter.resume(returning: true) }
  }

  func close() {
    condition.lock()
    isClosed = true
    let woken = waiters
    waiters = [:]
    condition.broadcast()
    condition.unlock()
    for waiter in woken.values { waiter.resume(returning: false) }
  }

  /// Returns true once the head is beyond `position`, false when the log was
  /// closed or the task cancelled.
  func waitForAdvance(beyond position: UInt64) async -> Bool {
    let ticket = condition.withLock {
      nextWaiter += 1
      return nextWaiter
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        condition.lock()
        let answer: Bool? =
          if isClosed || Task.isCancelled { false } else if head > position { true } else { nil }
        if answer == nil { waiters[ticket] = continuation }
        condition.unlock()
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      let waiter = condition.withLock { waiters.removeValue(forKey: ticket) }
      waiter?.resume(returning: false)
    }
  }

  /// Blocks until the head is beyond `position`, the log is closed, or the time
  /// is over; returns the head.
  func wait(beyond position: UInt64, until deadline: Date) -> (head: UInt64, isClosed: Bool) {
    condition.lock()
    defer { condition.unlock() }
    while head <= position, !isClosed {
      guard condition.wait(until: deadline) else { break }
    }
    return (head, isClosed)
  }
}
